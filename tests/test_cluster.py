"""A run on Dask: a scheduler and two worker processes on this machine, one of them killed."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

import pytest
from test_cli import claimx
from test_store_runs import lines, wait_for

pytest.importorskip("distributed")
pa = pytest.importorskip("pyarrow")

from claimx.cluster import find, work  # noqa: E402
from claimx.cluster.manifest import Manifest  # noqa: E402
from claimx.cluster.shards import Shard, sources_of  # noqa: E402
from claimx.errors import EnvironmentProblem, InputError, UsageError  # noqa: E402

COUNT = 12


@pytest.fixture
def shards(tmp_path):
    """Four inputs: JSON Lines with a bad line, packed JSON Lines, Parquet, and a plain one."""
    from pyarrow.parquet import write_table

    folder = tmp_path / "shards"
    folder.mkdir()
    plain = [line for line in lines(4 * COUNT) if "\\ud800" not in line]
    parts = [plain[start::4] for start in range(4)]
    (folder / "a.jsonl").write_text("\n".join([*parts[0], "not json"]) + "\n", encoding="utf-8")
    with gzip.open(folder / "b.jsonl.gz", "wt", encoding="utf-8") as packed:
        packed.write("\n".join(parts[1]) + "\n")
    write_table(pa.Table.from_pylist([json.loads(line) for line in parts[2]]), folder / "c.parquet")
    (folder / "d.jsonl").write_text("\n".join(parts[3]) + "\n", encoding="utf-8")
    return folder


def dask(stack, module, *arguments):
    """A Dask process that ends with the test."""
    call = [sys.executable, "-m", module, *map(str, arguments)]
    process = stack.enter_context(subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    stack.callback(process.kill)
    return process


def test_a_killed_worker_loses_nothing(shards, tmp_path):
    out = tmp_path / "out"
    with ExitStack() as stack:
        state = tmp_path / "scheduler.json"
        dask(
            stack,
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            0,
            "--no-dashboard",
            "--scheduler-file",
            state,
        )
        wait_for(lambda: state.exists() and state.read_text(encoding="utf-8").endswith("}"))
        address = json.loads(state.read_text(encoding="utf-8"))["address"]
        options = ("--no-nanny", "--nthreads", 1, "--no-dashboard", "--local-directory", tmp_path / "scratch")
        workers = [dask(stack, "distributed.cli.dask_worker", address, *options) for _ in range(2)]
        run = [
            sys.executable,
            "-c",
            "from claimx.cli import main; main()",
            "extract",
            "shards",
            "--cluster",
            address,
            "-o",
            out,
        ]
        with subprocess.Popen(run, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as client:
            wait_for(lambda: out.exists() and any(path.suffix == ".jsonl" for path in out.iterdir()))
            workers[0].kill()  # both workers are in the middle of a shard, or about to take one
            told = client.stderr.read()
        assert client.returncode == 1, told  # the bad line
        assert f"in {4 * COUNT - 1} articles, 1 input failed" in told
        again = claimx("extract", "shards", "--cluster", address, "-o", out, "-v", cwd=tmp_path)
        assert again[2].count("finished before") == 4
    check_against_one_machine(tmp_path, out)


def check_against_one_machine(folder, out):
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(manifest["shards"]) == ["shards/a.jsonl", "shards/b.jsonl.gz", "shards/c.parquet", "shards/d.jsonl"]
    files = {entry["output"] for entry in manifest["shards"].values()}
    for entry in manifest["shards"].values():
        assert sha256((out / entry["output"]).read_bytes()).hexdigest() == entry["sha256"]
    together = "".join(
        (out / entry["output"]).read_text(encoding="utf-8") for _, entry in sorted(manifest["shards"].items())
    )
    assert together == claimx("extract", "shards", "--jsonl", "--quiet", cwd=folder)[1]
    assert together.count("\n") == sum(entry["claims"] for entry in manifest["shards"].values()) > 2 * COUNT
    (errors,) = {path.name for path in out.iterdir()} - files - {"manifest.json"}
    assert "line" in json.loads((out / errors).read_text(encoding="utf-8"))["reason"]


def shard_of(path):
    (shard,) = find([str(path)])
    return shard


def job_of(path, folder, **settings):
    from claimx.claims.assemble import extractor_of
    from claimx.parsing.model import meta_of

    return work.Job(shard_of(path), str(folder), extractor_of(meta_of()), work.Settings(**settings))


def test_a_failing_article_is_a_row_of_the_errors_file(shards, tmp_path, monkeypatch):
    def extract_batch(articles, model):
        if any(article.key == "n4" for article in articles):
            raise ZeroDivisionError("odd")
        return [[] for _ in articles]

    monkeypatch.setattr(work, "extract_batch", extract_batch)
    entry = work.run_shard(job_of(shards / "a.jsonl", tmp_path))
    assert (entry["articles"], entry["errors"]) == (COUNT, 2)
    rows = [json.loads(line) for line in (tmp_path / entry["errors_file"]).read_text(encoding="utf-8").splitlines()]
    assert {(row["id"], row["reason"].split(":")[0]) for row in rows} == {
        ("n4", "extraction failed"),
        (None, "line 13"),
    }


def test_versions_are_never_mixed(shards, tmp_path):
    job = job_of(shards / "d.jsonl", tmp_path)
    with pytest.raises(EnvironmentProblem, match="other versions"):
        work.run_shard(work.Job(job.shard, job.folder, "claimx 0.0.1", job.settings))


def test_a_shard_is_finished_for_its_input_versions_and_settings(shards, tmp_path):
    out = tmp_path / "out"
    shard = shard_of(shards / "d.jsonl")
    (tmp_path / "out").mkdir()
    (out / "d.jsonl").write_bytes(b"12345")
    counts = {"articles": 1, "claims": 2, "errors": 0}
    entry = {"output": "d.jsonl", "bytes": 5, "errors_file": None, **counts}
    manifest = Manifest(str(out), "v1", "s1")
    manifest.record(shard, entry)
    manifest.save()
    assert Manifest(str(out), "v1", "s1").finished(shard)
    assert not Manifest(str(out), "v2", "s1").finished(shard)
    assert not Manifest(str(out), "v1", "s2").finished(shard)
    assert not Manifest(str(out), "v1", "s1").finished(Shard(shard.path, shard.url, "changed"))
    (out / "d.jsonl").write_bytes(b"1234")
    assert not Manifest(str(out), "v1", "s1").finished(shard)


def test_remote_shards_are_found_and_read():
    import fsspec

    system = fsspec.filesystem("memory")
    for name in ("part-1.jsonl", "part-0.jsonl.gz", "readme.bin"):
        data = b'{"text": "It cost $5."}\n'
        system.pipe_file(f"/news/{name}", gzip.compress(data) if name.endswith(".gz") else data)
    found = list(find(["memory://news"]))
    assert [shard.path for shard in found] == ["memory:///news/part-0.jsonl.gz", "memory:///news/part-1.jsonl"]
    assert [source.text for shard in found for source in sources_of(shard, None)] == ["It cost $5."] * 2
    assert len({shard.name for shard in found}) == 2
    assert isinstance(next(iter(find(["memory://nowhere/*.jsonl"]))), InputError)


def test_an_unreadable_shard_fails_and_is_not_taken_for_empty(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "It cost $5."}\n', encoding="utf-8")
    shard = shard_of(path)
    Path(path).unlink()
    with pytest.raises(OSError, match="every worker"):
        list(sources_of(shard, None))


def test_standard_input_is_no_shard():
    with pytest.raises(UsageError, match="standard input"):
        list(find(["-"]))


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--top", "3", "-o", "out"], "--top"),
        (["--store", "a.sqlite", "-o", "out"], "--store"),
        (["--format", "html", "-o", "out"], "html"),
        ([], "-o"),
    ],
)
def test_what_does_not_go_with_a_cluster(shards, options, word):
    code, _, err = claimx("extract", shards, "--cluster", "local", *options)
    assert code == 2
    assert word in err
