"""What leaves the review page: the claims that have a verdict, as CSV, JSON Lines or a sheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from claimx.export.flat import FLAT_COLUMNS, guard, guarded_row
from claimx.export.text import BOM, to_json
from claimx.review.fields import CHOICES, FIELDS, split
from claimx.review.sample import MARK, SHEET_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimx.export.sqlite import Verdict
    from claimx.records import Claim
    from claimx.review.session import Session

CHECK_COLUMNS = tuple(name for name in SHEET_COLUMNS if not name.startswith("stratum"))


def judged(session: Session) -> list[tuple[Claim, Verdict]]:
    """Claims with a verdict, in the order of the queue."""
    verdicts = session.verdicts
    return [(claim, verdicts[claim.id]) for claim in session.queue if claim.id in verdicts]


def check_cells(verdict: Verdict) -> dict[str, str | None]:
    """The columns of the spot check for one verdict."""
    wrong = split(verdict.wrong)
    marks = {f"wrong_{name}": MARK if name in wrong else None for name in FIELDS}
    return {"verdict": verdict.verdict, **marks, "note": verdict.note}


def as_csv(session: Session) -> bytes:
    """Flat rows with the columns of the spot check, as Excel opens them."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow((*FLAT_COLUMNS, *CHECK_COLUMNS))
    for claim, verdict in judged(session):
        cells = check_cells(verdict)
        writer.writerow((*guarded_row(claim).values(), *(guard(cells[name] or "") for name in CHECK_COLUMNS)))
    return (BOM + stream.getvalue()).encode("utf-8", "replace")


def as_jsonl(session: Session) -> bytes:
    """One object per line: the verdict and the whole record."""
    lines = (
        json.dumps({"verdict": asdict(verdict), "claim": json.loads(to_json(claim))}) + "\n"
        for claim, verdict in judged(session)
    )
    return "".join(lines).encode()


def as_xlsx(session: Session) -> bytes:
    """The sheet of the spot check, filled in."""
    from claimx.export.formats import need
    from claimx.export.xlsx import write_sheets

    need("xlsxwriter", "xlsx", "a workbook")
    rows = judged(session)
    cells = {claim.id: check_cells(verdict) for claim, verdict in rows}
    work = {name: SHEET_COLUMNS[name] for name in CHECK_COLUMNS}
    stream = io.BytesIO()
    choices = {"verdict": tuple(CHOICES)}
    write_sheets((claim for claim, _ in rows), stream, work, choices, CHOICES, lambda claim: cells[claim.id])
    return stream.getvalue()


EXPORTS: dict[str, tuple[str, Callable[[Session], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "jsonl": ("application/x-ndjson", as_jsonl),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
