"""Articles to claims in this process or in several, in the order of the input, at bounded memory.

`extract_batch` is the one stateless function that every engine runs: a list of articles in, one list of claims per
article out. Workers are spawned, not forked, and get batches; at most two batches per worker are under way. Claims
never depend on the batch: each article is parsed by itself.
"""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimx.errors import EnvironmentProblem
from claimx.pipeline import Extractor

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from claimx.intake import Article
    from claimx.records import Claim

Batch = list["Article"]
Results = list[list["Claim"]]

BATCH_ARTICLES = 16
BATCH_CHARS = 200_000
"""A batch is closed when it holds this much text: long articles travel alone."""
_PENDING_PER_WORKER = 2
_extractors: dict[str | None, Extractor] = {}


def extract_batch(articles: list[Article], model: str | None = None) -> list[list[Claim]]:
    """The claims of each article; the models are loaded once per process."""
    extractor = _extractors.setdefault(model, Extractor(model))
    return [extractor.claims(article) for article in articles]


def extract_all(articles: Iterable[Article], *, model: str | None = None, workers: int = 1) -> Iterator[list[Claim]]:
    """The claims of each article, in order; more than one worker gives the same claims sooner."""
    single = ([article] for article in articles)
    for results in extract_batches(single if workers == 1 else batched(articles), model=model, workers=workers):
        yield from results


def batched(articles: Iterable[Article]) -> Iterator[Batch]:
    """Articles in small batches, bounded in number and in characters."""
    batch: Batch = []
    chars = 0
    for article in articles:
        batch.append(article)
        chars += len(article.text)
        if len(batch) == BATCH_ARTICLES or chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def extract_batches(batches: Iterable[Batch], *, model: str | None = None, workers: int = 1) -> Iterator[Results]:
    """The results of each batch, in order; a batch may be empty."""
    if workers == 1:
        return (extract_batch(batch, model) for batch in batches)
    return in_processes(batches, model, workers)


def in_processes(batches: Iterable[Batch], model: str | None, workers: int) -> Iterator[Results]:
    """Keep a bounded queue of batches under way and hand the results out in order."""
    from concurrent.futures.process import BrokenProcessPool

    pending: deque[Future[Results]] = deque()
    try:
        with spawned(workers) as pool:
            for batch in batches:
                pending.append(submit(pool, batch, model))
                if len(pending) >= workers * _PENDING_PER_WORKER:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
    except BrokenProcessPool as error:
        reason = "a worker process was killed (out of memory?): run again with fewer --workers"
        raise EnvironmentProblem(reason) from error


@contextmanager
def spawned(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes; when the block ends early (an error, Ctrl-C, a closed pipe) they are not waited for."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=prepare_worker)
    try:
        yield pool
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def submit(pool: ProcessPoolExecutor, batch: Batch, model: str | None) -> Future[Results]:
    """Send a batch to the pool; an empty one is done at once and starts no process."""
    from concurrent.futures import Future

    if batch:
        with no_interrupts():
            return pool.submit(extract_batch, batch, model)
    done: Future[Results] = Future()
    done.set_result([])
    return done


@contextmanager
def no_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back while processes start, so that it never reaches one that is still importing."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def prepare_worker() -> None:
    """Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
