"""What a worker does with one shard: read, extract batch by batch, write two files whole, return the entry.

Everything is spooled to a temporary file of the worker first and copied to its place in one go. Both files depend
on the shard and the settings alone, so a shard that runs twice gives the same bytes.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Any

from claimx.claims.assemble import extractor_of
from claimx.cluster.places import destination
from claimx.cluster.shards import Shard, sources_of
from claimx.errors import ClaimxError, EnvironmentProblem, InputError
from claimx.export.formats import FORMATS, write
from claimx.export.output import TEXT_OPTIONS
from claimx.intake import MAX_ARTICLE_CHARS, Article
from claimx.intake.reading import articles
from claimx.parsing.gate import unread
from claimx.parsing.model import meta_of
from claimx.workers import batched, extract_batch

if TYPE_CHECKING:
    from claimx.records import Claim

SHARD_FORMATS = ("jsonl", "json", "csv", "tsv", "parquet")
_COPY_BYTES = 2**20
_one_at_a_time = threading.Lock()
"""Workers with several threads still run one shard at a time: spaCy pipelines are not shared between threads."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose for the whole run; `select` picks the claims that are written."""

    form: str = "jsonl"
    date: str | None = None
    encoding: str | None = None
    model: str | None = None
    max_article_chars: int = MAX_ARTICLE_CHARS
    select: Callable[[Iterable[Claim]], Iterator[Claim]] = iter

    def recorded(self) -> str:
        """The settings as one string: finished shards stand as long as it stays the same."""
        return f"{self.form} {self.date} {self.encoding} {self.model} {self.max_article_chars} {self.select!r}"


@dataclass(frozen=True, slots=True)
class Job:
    """One shard with all that its worker needs; `extractor` are the versions that it must have."""

    shard: Shard
    folder: str
    extractor: str
    settings: Settings

    @property
    def output(self) -> str:
        """The name of the claims file."""
        return self.shard.name + FORMATS[self.settings.form].suffixes[0]

    @property
    def errors(self) -> str:
        """The name of the errors file."""
        return self.shard.errors


@dataclass(slots=True)
class Tally:
    """Counts of one shard, and the stream that takes its errors."""

    stream: IO[str]
    articles: int = 0
    errors: int = 0
    unread: int = 0

    def error(self, path: str, reason: str, article: Article | None = None) -> None:
        """One row of the errors file."""
        self.errors += 1
        number, key = (article.index, article.key) if article else (None, None)
        self.stream.write(json.dumps({"path": path, "article": number, "id": key, "reason": reason}) + "\n")


def run_shard(job: Job) -> dict[str, Any]:
    """Extract one shard; returns its entry for the manifest."""
    with _one_at_a_time:
        check_versions(job)
        form = FORMATS[job.settings.form]
        with spool(binary=form.binary) as claims, spool(binary=False) as errors:
            tally = Tally(errors)
            count = write(job.settings.select(claims_of(job, tally)), claims, form)
            size, digest = publish(claims, f"{job.folder}/{job.output}")
            if tally.errors:
                publish(errors, f"{job.folder}/{job.errors}")
        return {
            "output": job.output,
            "errors_file": job.errors if tally.errors else None,
            "articles": tally.articles,
            "claims": count,
            "errors": tally.errors,
            "unread": tally.unread,
            "bytes": size,
            "sha256": digest,
            "extractor": job.extractor,
        }


def check_versions(job: Job) -> None:
    """Refuse to mix versions in one run."""
    own = extractor_of(meta_of(job.settings.model))
    if own != job.extractor:
        raise EnvironmentProblem(f"a worker has other versions ({own}) than this command ({job.extractor})")


def claims_of(job: Job, tally: Tally) -> Iterator[Claim]:
    """All claims of a shard, in order."""
    for batch in batched(articles_of(job, tally)):
        tally.articles += len(batch)
        for claims in safely(batch, job.settings.model, tally):
            yield from claims


def articles_of(job: Job, tally: Tally) -> Iterator[Article]:
    """The readable articles of a shard; the others are rows of the errors file."""
    settings = job.settings
    for source in sources_of(job.shard, settings.encoding):
        found = (
            [source]
            if isinstance(source, InputError)
            else articles(source, date=settings.date, limit=settings.max_article_chars)
        )
        for item in found:
            if isinstance(item, InputError):
                tally.error(item.path, item.reason)
            else:
                tally.unread += unread(item.text)
                yield item


def safely(batch: list[Article], model: str | None, tally: Tally) -> list[list[Claim]]:
    """The results of a batch; an article that fails is a row of the errors file and never a lost shard."""
    try:
        return extract_batch(batch, model)
    except ClaimxError:
        raise
    except Exception as error:  # a fault in one of 100 million articles must not stop the rest
        if len(batch) > 1:
            return [claims for article in batch for claims in safely([article], model, tally)]
        tally.error(batch[0].path, f"extraction failed: {type(error).__name__}: {error}", batch[0])
        return [[]]


@contextmanager
def spool(*, binary: bool) -> Iterator[IO[Any]]:
    """A temporary file that is gone when this process is."""
    options: dict[str, Any] = {"mode": "w+b"} if binary else {"mode": "w+", **TEXT_OPTIONS}
    with tempfile.TemporaryFile(prefix="claimx-", **options) as stream:
        yield stream


def publish(stream: IO[Any], target: str) -> tuple[int, str]:
    """Copy a spooled file to its place, whole or not at all; returns its size and SHA-256."""
    stream.flush()
    raw = getattr(stream, "buffer", stream)
    raw.seek(0)
    with destination(target) as out:
        counted = Counted(out)
        shutil.copyfileobj(raw, counted, _COPY_BYTES)
    return counted.size, counted.digest.hexdigest()


class Counted:
    """Passes bytes on, with their number and their checksum."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.size = 0
        self.digest = sha256()

    def write(self, data: bytes) -> int:
        """Take a stretch of bytes."""
        self.size += len(data)
        self.digest.update(data)
        return self.out.write(data)
