"""`claimx verify`, `claimx evaluate` and `claimx schema`."""

from __future__ import annotations

import json as json_module
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.cli import options
from claimx.cli.console import Console
from claimx.cli.reading import extraction

if TYPE_CHECKING:
    from collections.abc import Iterable

CHECK_FAILED = 4

ClaimsFile = Annotated[str, typer.Argument(metavar="CLAIMS", help="Claims: .json .jsonl .csv .tsv .sqlite.")]
Again = Annotated[bool, typer.Option("--again", help="Extract afresh, and compare every value.")]
GoldFolder = Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of annotated claims (NAME.jsonl).")]
Found = Annotated[
    str | None, typer.Option("--claims", metavar="FILE", help="Score these claims instead of extracting.")
]
Texts = Annotated[
    Path | None,
    typer.Option("--texts", metavar="FOLDER", help="Where the annotated files are, if not with GOLD."),
]
Floors = Annotated[
    Path | None,
    typer.Option("--floors", metavar="FILE", help="Exit 4 when a figure is below its floor in this TOML."),
]
Errors = Annotated[int, typer.Option("--errors", min=0, metavar="N", help="Print N errors of each kind.")]
Object = Annotated[bool, typer.Option("--json", help="One JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(verify)
    app.command()(evaluate)
    app.command()(schema)


def verify(
    claims: ClaimsFile,
    again: Again = False,
    json: Object = False,
    date: options.Date = None,
    encoding: options.Encoding = None,
    model: options.Model = None,
    quiet: options.Quiet = False,
) -> None:
    """Check that claims still stand in their articles.

    Finds changed files, moved offsets and edited records; with --again also edited values. Exit 4 on any.
    """
    from claimx.review import verify as verification

    fresh = extraction(Console(), date=date, encoding=encoding, model=model) if again else None
    report = verification.verify(claims, again=fresh, encoding=encoding)
    if json:
        typer.echo(json_module.dumps(verification.as_json(report), indent=2))
    else:
        lines(verification.render(report))
    if not quiet:
        lines(verification.closing(report), err=True)
    if not report.ok:
        raise typer.Exit(CHECK_FAILED)


def evaluate(
    gold: GoldFolder,
    claims: Found = None,
    texts: Texts = None,
    floors: Floors = None,
    errors: Errors = 0,
    json: Object = False,
    model: options.Model = None,
) -> None:
    """Count claims against annotated articles: precision, recall, F1, field by field.

    With --floors, exit 4 when a figure is below its floor.
    """
    from claimx.review import evaluate as evaluation
    from claimx.review.reading import read_claims
    from claimx.review.scorecard import as_json, render

    least = evaluation.read_floors(floors, gold.resolve().name) if floors else {}
    found = read_claims(claims) if claims else None
    result = evaluation.evaluate(gold, found, texts=texts, extract=extraction(Console(), model=model))
    typer.echo(json_module.dumps(as_json(result), indent=2) if json else render(result, errors=errors))
    short = evaluation.shortfalls(result.figures, least)
    lines(short, err=True)
    if short:
        raise typer.Exit(CHECK_FAILED)


def lines(texts: Iterable[str], *, err: bool = False) -> None:
    """Print lines to stdout, or to stderr."""
    for text in texts:
        print(f"claimx: {text}" if err else text, file=sys.stderr if err else sys.stdout)


def schema() -> None:
    """Print the JSON Schema of a claim."""
    from claimx.records import Claim

    typer.echo(json_module.dumps(Claim.model_json_schema(mode="serialization"), indent=2))
