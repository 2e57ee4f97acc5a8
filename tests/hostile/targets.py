"""What is fuzzed: each target takes any bytes and raises when claimx breaks a promise on them.

A case is a first line that names a variant, then the input itself; a line that names none picks one by its sum, so that
any bytes are a case. `TARGETS` holds them by name: the name of a folder in `corpus` too.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from claimx.claims.assemble import assemble
from claimx.cluster.manifest import Manifest
from claimx.cluster.shards import Shard
from claimx.errors import ClaimxError, InputError
from claimx.export import FORMATS, write
from claimx.export.flat import FLAT_COLUMNS
from claimx.export.sqlite import Store
from claimx.export.text import to_json
from claimx.intake import Article, article_of, read, source_of
from claimx.pipeline import Extractor
from claimx.records import Annotation, Claim
from claimx.review.checks import spans_of
from claimx.review.compare import compare
from claimx.review.evaluate import evaluate, read_floors
from claimx.review.inputs import gather
from claimx.review.sample import queue
from claimx.review.score import read_rows, score
from claimx.review.verify import render, verify

SUFFIXES = ("txt", "md", "html", "json", "jsonl", "parquet", "txt.gz", "html.gz", "jsonl.gz", "gz", "-")
CLAIMS = ("json", "jsonl", "csv", "tsv", "sqlite")
SHEETS = ("csv", "tsv", "xlsx", "sqlite")
FOLDERS = ("gold", "not_claims", "texts", "floors", "manifest")
READ_BACK = ("json", "jsonl", "csv", "tsv", "sqlite")
DAY = "2025-07-21"
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112


@cache
def extractor() -> Extractor:
    """One for all cases."""
    return Extractor()


def split(data: bytes, variants: tuple[str, ...]) -> tuple[str, bytes]:
    """The variant and the input of a case."""
    head, _, rest = data.partition(b"\n")
    name = head.decode("latin-1")
    return (name if name in variants else variants[sum(head) % len(variants)]), rest


@contextlib.contextmanager
def scratch(name: str, data: bytes):
    """A file of that name with these bytes in a folder of its own."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        yield path


def one_line(error: ClaimxError) -> None:
    """An error on purpose is one line."""
    assert "\n" not in str(error), str(error)


# Intake


def intake(data: bytes) -> None:
    """Any bytes through intake: articles or one-line errors, and every article is found again."""
    suffix, rest = split(data, SUFFIXES)
    if suffix == "-":
        check_items(list(read(["-"], stdin=io.BytesIO(rest))))
        return
    with scratch(f"x.{suffix}", rest) as path:
        items = list(read([str(path)]))
        check_items(items)
        for item in items[:3]:
            if isinstance(item, Article):
                assert source_of(str(path), key=item.key, sha256=item.sha256) == item.source


def check_items(items: list[Article | InputError]) -> None:
    """Articles as long as their stretch, with nothing but blanks in the place of what was masked."""
    for item in items:
        if isinstance(item, InputError):
            one_line(item)
            continue
        source = item.source[item.start : item.end]
        assert len(item.text) == len(source)
        assert all(b in (a, " ") for a, b in zip(source, item.text, strict=True))


# The whole path


def text(data: bytes) -> None:
    """Any text through the whole path: true offsets, valid records, outputs that can be read again."""
    name, rest = split(data, READ_BACK)
    source = rest.decode("utf-8", "surrogateescape")
    article = article_of(source, published=DAY if len(rest) % 2 else None)
    claims = extractor().claims(article)
    check_claims(claims, source)
    read_back(name, claims)


def opened(data: bytes) -> None:
    """The same claims with the gate open; annotations are valid and true to the text."""
    source = data.decode("utf-8", "surrogateescape")
    article = article_of(source, published=DAY)
    doc = extractor().analyze(article, everything=True)
    assert assemble(doc, article, model=extractor().meta) == extractor().claims(article)
    annotation = extractor().annotation(article)
    for mention in (*annotation.quantities, *annotation.timexes):
        assert source[mention.start : mention.end] == mention.text
    assert Annotation.model_validate(json.loads(to_json(annotation)))


def page(data: bytes) -> None:
    """Any bytes as a page or an aggregator's text through the whole path."""
    suffix, rest = split(data, ("txt", "html", "md", "jsonl"))
    with scratch(f"x.{suffix}", rest) as path:
        for item in read([str(path)]):
            if isinstance(item, Article):
                check_claims(extractor().claims(item), item.source)


def check_claims(claims: list[Claim], source: str) -> None:
    """Every span slices the source and every record validates."""
    for claim in claims:
        for field, span in spans_of(claim):
            assert source[span.start : span.end] == span.text, (claim.id, field)
        line = to_json(claim)
        assert to_json(Claim.model_validate(json.loads(line))) == line
    assert len({claim.id for claim in claims}) == len(claims)


def read_back(name: str, claims: list[Claim]) -> None:
    """What one format wrote can be read again."""
    made = written(name, claims)
    if name == "json":
        assert [to_json(Claim.model_validate(row)) for row in json.loads(made)] == [to_json(one) for one in claims]
    elif name == "jsonl":
        assert made.decode().splitlines() == [to_json(one) for one in claims]
    elif name in ("csv", "tsv"):
        stream = io.StringIO(made.decode(), newline="")
        rows = list(csv.DictReader(stream, delimiter="," if name == "csv" else "\t"))
        assert [row["id"] for row in rows] == [claim.id for claim in claims]
        assert all(tuple(row) == FLAT_COLUMNS for row in rows)
    else:
        with scratch("x.sqlite", made) as path, Store(path) as store:
            assert sorted(claim.id for claim in store.claims()) == sorted(claim.id for claim in claims)


def written(name: str, claims: list[Claim]) -> bytes:
    """The bytes of one format."""
    form = FORMATS[name]
    if form.binary:
        raw = io.BytesIO()
        write(claims, raw, form)
        return raw.getvalue()
    stream = io.StringIO(newline="")
    write(claims, stream, form)
    return stream.getvalue().encode("utf-8", "replace")


# Readers


def claims(data: bytes) -> None:
    """Any bytes as a claims file: verified, gathered, compared; a report or a one-line error."""
    suffix, rest = split(data, CLAIMS)
    with scratch(f"claims.{suffix}", rest) as path:
        for work in (verified, compared, reviewed):
            try:
                work(path)
            except ClaimxError as error:
                one_line(error)


def verified(path: Path) -> None:
    """What `claimx verify` says."""
    assert all(line.isprintable() for line in render(verify(path)))


def compared(path: Path) -> None:
    """What `claimx compare` says, with texts where they are found."""
    inputs = gather([str(path)], lambda paths: [])
    list(compare(list(inputs.claims)))


def reviewed(path: Path) -> None:
    """What `claimx review` opens."""
    if path.suffix == ".sqlite":
        with Store(path, create=False) as store:
            held = list(queue(store.claims(), n=None, seed=0, by=None))
            store.verdicts()
            for claim in held:
                store.sources().text(claim.document)


def sheet(data: bytes) -> None:
    """Any bytes as a filled-in spot check."""
    suffix, rest = split(data, SHEETS)
    with scratch(f"sheet.{suffix}", rest) as path:
        try:
            result = score(read_rows(path))
        except ClaimxError as error:
            one_line(error)
        else:
            assert all(0 <= rate.low <= rate.high <= 1 for rate in result.rates)


def folder(data: bytes) -> None:
    """Any bytes as one of the files in a folder: gold, its articles, its floors, a manifest."""
    name, rest = split(data, FOLDERS)
    file = {"gold": "a.jsonl", "not_claims": "a.not_claims.jsonl", "texts": "texts.jsonl"}.get(name)
    with scratch(file or {"floors": "floors.toml", "manifest": "manifest.json"}[name], rest) as path:
        try:
            read_folder(name, path)
        except ClaimxError as error:
            one_line(error)


def read_folder(name: str, path: Path) -> None:
    """Read one file of a folder as its command does."""
    if name == "floors":
        read_floors(path, "a")
    elif name == "manifest":
        manifest = Manifest(str(path.parent), "x", "y")
        manifest.finished(Shard("a.txt", "a", ""))
        manifest.save()
    else:
        if name == "texts":
            path.with_name("a.jsonl").write_text(GOLD_LINE, encoding="utf-8")
        evaluate(path.parent, [] if name != "texts" else None, extract=lambda paths: [])


GOLD_LINE = (
    '{"id": "a", "file": "a.txt", "start": 0, "end": 2, "text": "5%", "kind": "percent", "value": 5, '
    '"status": "asserted", "tier": 1}'
)
TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (intake, text, opened, page, claims, sheet, folder)
}
