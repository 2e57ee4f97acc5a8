"""Many machines: every input file is a shard, every shard one task on Dask, every task one output file and one entry.

    paths ─ shards.find ─▶ Shard ─ not finished yet? ─▶ Dask ─ work.run_shard ─▶ claims file, errors file
                                   (manifest)                                 └▶ entry ─▶ manifest.json

Read `places` (files), `shards` (inputs), `work` (what a worker does), `manifest` (what is done), then `run` below. A
killed worker loses nothing: its shard runs again elsewhere, and files appear whole or not at all. A shard that fails is
named and left for the next run; the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from claimx.claims.assemble import extractor_of
from claimx.cluster.manifest import Manifest
from claimx.cluster.shards import Shard, find
from claimx.cluster.work import Job, Settings, run_shard
from claimx.errors import EnvironmentProblem, InputError
from claimx.parsing.model import meta_of

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
RETRIES = 2
"""How often a shard is tried again when its task fails (a network error); lost workers are counted by Dask itself."""
_CONNECT_SECONDS = 20


def run(
    paths: list[str], output: str, address: str, settings: Settings, *, workers: int = 1
) -> Iterator[dict[str, Any] | InputError]:
    """Extract every shard of the paths into the folder `output`; yields an entry, or what failed, as each is done.

    `address` is that of a Dask scheduler, or "local" for `workers` processes on this machine. Shards that an earlier
    run finished with the same versions and settings come first, with "skipped" set.
    """
    extractor = extractor_of(meta_of(settings.model))
    manifest = Manifest(output, extractor, settings.recorded())
    jobs: list[Job] = []
    for shard in find(paths):
        if isinstance(shard, InputError):
            yield shard
        elif entry := manifest.finished(shard):
            yield {**entry, "skipped": True}
        else:
            jobs.append(Job(shard, manifest.folder, extractor, settings))
    try:
        if jobs:
            yield from results(jobs, address, workers, manifest)
    finally:
        manifest.save()


def results(jobs: list[Job], address: str, workers: int, manifest: Manifest) -> Iterator[dict[str, Any] | InputError]:
    """Send the jobs out and record each as it comes back."""
    from distributed import as_completed

    with connected(address, min(workers, len(jobs))) as client:
        shards = {}
        for job in jobs:
            shards[client.submit(run_shard, job, pure=False, retries=RETRIES)] = job.shard
        try:
            for future in as_completed(shards):
                shard = shards.pop(future)
                yield manifest.record(shard, future.result()) if future.status == "finished" else failed(shard, future)
        finally:
            client.cancel(list(shards))


def failed(shard: Shard, future: Any) -> InputError:
    """What is said of a shard whose task failed for good. A wrong installation of the workers ends the run."""
    error = future.exception()
    if isinstance(error, EnvironmentProblem):
        raise error
    reason = str(error).strip().splitlines() or [type(error).__name__]
    return InputError(shard.path, f"this shard failed and is left for the next run: {reason[0]}")


@contextmanager
def connected(address: str, workers: int) -> Iterator[Client]:
    """A client of the scheduler at that address, or of a cluster on this machine."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise EnvironmentProblem("--cluster needs packages: pip install 'claimx[cluster]'") from error
    if address == LOCAL:
        with (
            LocalCluster(
                n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(address, timeout=_CONNECT_SECONDS)
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:  # TimeoutError is an OSError
        raise EnvironmentProblem(f"no Dask scheduler with workers answers at {address}: {error}") from error
    with client:
        yield client


__all__ = ["LOCAL", "Settings", "Shard", "find", "run"]
