"""`claimx extract` and `claimx annotate`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import typer

from claimx.cli import options
from claimx.cli.console import Console
from claimx.cli.reading import articles
from claimx.cli.selection import POSITION, Selection
from claimx.errors import UsageError

if TYPE_CHECKING:
    from claimx.cli.target import Target
    from claimx.intake import Article
    from claimx.pipeline import Extractor
    from claimx.records import Annotation, Claim

    Engine = Callable[[Iterator[Article]], Iterator[list[Claim]]]

FAILED_INPUT, CHECK_FAILED = 1, 4


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(extract)
    app.command()(annotate)


def extract(
    paths: options.Paths,
    json: options.Json = False,
    jsonl: options.Jsonl = False,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    form: options.Format = None,
    output: options.Output = None,
    excel: options.Excel = False,
    kind: options.Kinds = None,
    source: options.SourceName = None,
    attributed: options.Attributed = None,
    min_confidence: options.MinConfidence = None,
    sort: options.Sort = POSITION,
    top: options.Top = None,
    date: options.Date = None,
    encoding: options.Encoding = None,
    model: options.Model = None,
    workers: options.Workers = 1,
    store: options.Store = None,
    cluster: options.Cluster = None,
    max_article_chars: options.MaxChars = None,
    fail_empty: options.FailEmpty = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Extract every numeric claim, with who said it.

    Prints a table on a terminal and TSV in a pipe, unless a format is chosen.
    """
    from claimx.cli.target import Target

    flags = {"json": json, "jsonl": jsonl, "csv": csv, "tsv": tsv}
    target = Target.choose(None if cluster else output, form, flags, excel=excel)
    select = Selection(tuple(kind or ()), source, attributed, min_confidence, sort, top)
    console = Console(quiet=quiet, verbose=verbose)
    reading = {"date": date, "encoding": encoding, "max_article_chars": max_article_chars}
    if cluster:
        from claimx.cli.cluster import spread

        name = target.form.name if form or any(flags.values()) else None
        refused = {"--store": store, "--excel": excel, "--sort": sort != POSITION, "--top": top}
        chosen = {"form": name, "select": select, "model": model, **reading}
        written = spread((paths, output, cluster, workers), console, refused, chosen)
    else:
        engine = engine_for(store, target, model, workers)
        written = target.write(select(stream(articles(paths, console, **reading), console, engine)))
    console.summary()
    finish(console, empty=fail_empty and not written)


def engine_for(store: str | None, target: Target, model: str | None, workers: int) -> Engine:
    """How articles become claims: afresh, or through a store."""
    if store is None:
        from claimx.workers import extract_all

        return partial(extract_all, model=model, workers=workers)
    from claimx.incremental import extract_stored

    if target.path and os.path.realpath(target.path) == os.path.realpath(store):
        raise UsageError(f"{store}: -o would replace the store; leave -o out, or name another file")
    return partial(extract_stored, store=store, model=model, workers=workers)


def annotate(
    paths: options.Paths,
    jsonl: options.Jsonl = False,
    output: options.Output = None,
    date: options.Date = None,
    encoding: options.Encoding = None,
    model: options.Model = None,
    max_article_chars: options.MaxChars = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Print all quantities, time expressions and attributions: one JSON object per article."""
    from claimx.export.output import open_output, standard_output
    from claimx.export.text import write_jsonl
    from claimx.pipeline import Extractor

    if output and not jsonl and not output.endswith((".jsonl", ".ndjson")):
        raise UsageError(f"{output}: annotations are written as JSON Lines; name a .jsonl file")
    console = Console(quiet=quiet, verbose=verbose)
    found = articles(paths, console, date=date, encoding=encoding, max_article_chars=max_article_chars)
    extractor = Extractor(model)
    place = open_output(output, binary=False) if output else standard_output(binary=False)
    with place as stream_:
        write_jsonl(annotation_stream(extractor, console.watch(found), console), stream_)
    console.summary("mention")
    finish(console)


def annotation_stream(extractor: Extractor, found: Iterator[Article], console: Console) -> Iterator[Annotation]:
    """One annotation per article, its mentions counted."""
    for article in found:
        annotation = extractor.annotation(article)
        console.claims += len(annotation.quantities) + len(annotation.timexes) + len(annotation.attributions)
        yield annotation


def stream(found: Iterator[Article], console: Console, engine: Engine) -> Iterator[Claim]:
    """All claims, counted as they pass."""
    for claims in engine(console.watch(found)):
        console.claims += len(claims)
        yield from claims


def finish(console: Console, *, empty: bool = False) -> None:
    """Leave with the documented exit code."""
    sys.stdout.flush()
    if console.failures:
        raise typer.Exit(FAILED_INPUT)
    if empty:
        print("claimx: nothing found, and --fail-empty was given", file=sys.stderr)
        raise typer.Exit(CHECK_FAILED)
