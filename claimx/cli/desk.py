"""`claimx report`, `compare`, `audit`, `sample`, `score` and `review`."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimx.cli import options
from claimx.cli.console import Console
from claimx.cli.reading import extraction
from claimx.errors import UsageError

if TYPE_CHECKING:
    from claimx.review.inputs import Inputs

FAILED_INPUT, CHECK_FAILED = 1, 4
STRATA = ("kind", "role", "status", "source_type", "outlet", "path")

DeskPaths = Annotated[
    list[str],
    typer.Argument(metavar="PATH|CLAIMS...", help="Articles, a claims file, or a store.", show_default=False),
]
Required = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="The file to write.", show_default=False)]
Object = Annotated[bool, typer.Option("--json", help="One JSON array of objects.")]
FailOn = Annotated[list[str] | None, typer.Option("--fail-on", metavar="RELATION", help="Exit 4 when it is found.")]
FailOnRule = Annotated[list[str] | None, typer.Option("--fail-on", metavar="RULE", help="Exit 4 when it finds one.")]
Size = Annotated[int, typer.Option("-n", "--size", min=1, metavar="N", help="Rows to draw.")]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="The same seed draws the same rows.")]
By = Annotated[str | None, typer.Option("--by", metavar="FIELD", help=f"Draw from each: {', '.join(STRATA)}.")]
MaxError = Annotated[
    str | None, typer.Option("--max-error", metavar="SHARE", help="Exit 4 unless the error is shown to be below (5%).")
]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="Port; 0 takes a free one.")]
SheetPath = Annotated[Path, typer.Argument(metavar="SHEET", help="The sheet, filled in (.xlsx .csv .tsv .sqlite).")]
StorePath = Annotated[Path, typer.Argument(metavar="STORE", help="A database that extract wrote (claims.sqlite).")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (report, compare, audit, sample, score, review):
        app.command()(command)


def report(
    paths: DeskPaths,
    output: Required,
    date: options.Date = None,
    encoding: options.Encoding = None,
    model: options.Model = None,
    quiet: options.Quiet = False,
) -> None:
    """Write one self-contained page: articles with their figures highlighted."""
    from claimx.export.formats import save

    console = Console(quiet=quiet)
    inputs = gathered(paths, console, date=date, encoding=encoding, model=model)
    save(inputs.claims, output, "html", sources=inputs.sources, verdicts=inputs.verdicts)
    leave(console)


def compare(
    paths: DeskPaths,
    json: Object = False,
    fail_on: FailOn = None,
    date: options.Date = None,
    encoding: options.Encoding = None,
    model: options.Model = None,
    quiet: options.Quiet = False,
) -> None:
    """Lay the same figure in several articles side by side; independent origins are counted."""
    from claimx.review.compare import CONFLICT, RELATIONS
    from claimx.review.compare import compare as compared
    from claimx.review.listing import compare_lines, compare_objects

    known = [*(relation for relation, _ in RELATIONS), CONFLICT]
    failing = failing_on(fail_on, known, "relation")
    console = Console(quiet=quiet)
    inputs = gathered(paths, console, date=date, encoding=encoding, model=model)
    groups = compared(inputs.claims, inputs.sources)
    show(compare_lines(groups), compare_objects(groups), json=json)
    found = {relation for group in groups for relation in group.relations}
    leave(console, failed=sorted(found & failing))


def audit(
    paths: DeskPaths,
    json: Object = False,
    fail_on: FailOnRule = None,
    date: options.Date = None,
    encoding: options.Encoding = None,
    model: options.Model = None,
    quiet: options.Quiet = False,
) -> None:
    """Find arithmetic inside an article that does not add up, with the computation."""
    from claimx.review.audit import RULES
    from claimx.review.audit import audit as audited
    from claimx.review.listing import audit_lines, audit_objects

    failing = failing_on(fail_on, RULES, "rule")
    console = Console(quiet=quiet)
    findings = list(audited(gathered(paths, console, date=date, encoding=encoding, model=model).claims))
    show(audit_lines(findings), audit_objects(findings), json=json)
    leave(console, failed=sorted(failing.intersection(finding.rule for finding in findings)))


def sample(
    paths: DeskPaths,
    output: Required,
    size: Size = 100,
    seed: Seed = 0,
    by: By = None,
    excel: options.Excel = False,
    date: options.Date = None,
    encoding: options.Encoding = None,
    model: options.Model = None,
    quiet: options.Quiet = False,
) -> None:
    """Draw a reproducible spot check: a sheet to fill in (.xlsx or .csv)."""
    from claimx.export.output import open_output
    from claimx.review.sample import sample as drawn
    from claimx.review.sample import write_sample, write_sample_csv

    if by not in (None, *STRATA):
        raise UsageError(f"unknown field {by!r} for --by; known: {', '.join(STRATA)}")
    binary = output.lower().endswith(".xlsx")
    if not binary and not output.lower().endswith(".csv"):
        raise UsageError(f"{output}: a spot check is written as .xlsx or .csv")
    console = Console(quiet=quiet)
    rows = drawn(gathered(paths, console, date=date, encoding=encoding, model=model).claims, n=size, seed=seed, by=by)
    with open_output(output, binary=binary) as stream:
        written = write_sample(rows, stream) if binary else write_sample_csv(rows, stream, excel=excel)
    if not quiet:
        console.say(f"{written} rows to check in {output}; read them back with: claimx score {output}")
    leave(console)


def score(sheet: SheetPath, max_error: MaxError = None, json: Object = False) -> None:
    """Read a filled-in spot check: error rates with their intervals."""
    from claimx.review.listing import score_lines, score_object
    from claimx.review.score import read_rows
    from claimx.review.score import score as scored

    limit = None if max_error is None else share(max_error)
    result = scored(read_rows(sheet))
    show(score_lines(result, limit), [score_object(result, limit)], json=json)
    if limit is not None and result.exceeds(limit):
        raise typer.Exit(CHECK_FAILED)


def review(
    store: StorePath,
    port: Port = 0,
    size: Annotated[int | None, typer.Option("-n", "--size", min=1, metavar="N", help="Rows to draw; all.")] = None,
    seed: Seed = 0,
    by: By = None,
) -> None:
    """Check figures in the browser: the article beside the claim, a verdict at every key."""
    from claimx.review.server import serve

    serve(store, port=port, n=size, seed=seed, by=by, announce=lambda link: print(link, flush=True))


def gathered(paths: list[str], console: Console, **settings: str | None) -> Inputs:
    """Claims from articles, claims files and stores; an input that cannot be read is named and left out."""
    from claimx.review.inputs import gather

    return gather(paths, extraction(console, **settings))


def failing_on(asked: list[str] | None, known: Iterable[str], noun: str) -> set[str]:
    """The words behind --fail-on. Raises UsageError for one that no finding has."""
    found, words = set(asked or ()), list(known)
    if unknown := sorted(found.difference(words)):
        raise UsageError(f"unknown {noun} {unknown[0]!r}; known: {', '.join(words)}")
    return found


def share(text: str) -> float:
    """A share such as "5%" or "0.05"."""
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise UsageError(f"not a share: {text!r}: give one such as 5% or 0.05")
    return value


def show(lines: Iterable[str], objects: Iterable[dict[str, Any]], *, json: bool) -> None:
    """Print lines for people, or one JSON array."""
    if json:
        print(json_module.dumps(list(objects), ensure_ascii=False, indent=1))
    else:
        sys.stdout.writelines(with_ends(lines))
    sys.stdout.flush()


def with_ends(lines: Iterable[str]) -> Iterator[str]:
    """Lines with their line ends."""
    return (f"{line}\n" for line in lines)


def leave(console: Console, failed: list[str] | None = None) -> None:
    """Leave with the documented exit code."""
    if console.failures:
        raise typer.Exit(FAILED_INPUT)
    if failed:
        console.say(f"found: {', '.join(failed)}")
        raise typer.Exit(CHECK_FAILED)
