"""What a spot check says: error rates per field, weighted back from the strata, with their intervals.

A filled-in sheet (.xlsx, .csv, .tsv) or a store with verdicts goes in, `Score` comes out. Rows without a
verdict and rows marked unsure do not count; the score says how many there were.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.errors import InputError, brief
from claimx.export.flat import unguard
from claimx.review.fields import FIELDS, RECORD, RIGHT, UNSURE, WRONG, split
from claimx.review.intervals import rows_needed, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

NEEDED = ("verdict", "stratum", "stratum_size")
MAX_CELL_CHARS = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Row:
    """One checked row: its stratum, that stratum's size, the verdict, and the fields found wrong."""

    stratum: str
    size: int
    verdict: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """The error rate of one field (or of whole records), weighted, with its 95% interval."""

    field: str
    wrong: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """All rates of a check; `strata` holds rows checked and size; `effective` rows allow for weights."""

    rates: tuple[Rate, ...]
    checked: int
    unsure: int
    open: int
    strata: dict[str, tuple[int, int]]
    effective: float

    @property
    def record(self) -> Rate:
        """The rate of records with any error."""
        return self.rates[0]

    def exceeds(self, limit: float) -> bool:
        """Whether the check fails to show that at most this share of records is wrong."""
        return self.record.high > limit

    def needed(self, limit: float) -> int | None:
        """Rows that would show it, if the rate stays as it is; null when the rate itself is above."""
        needed = rows_needed(self.record.rate, limit)
        return None if needed is None else round(needed * self.checked / self.effective) if self.effective else needed


def score(rows: Iterable[Row]) -> Score:
    """Rates from checked rows. Strata without a checked row cannot be weighted and are left out."""
    held = list(rows)
    counted = [row for row in held if row.verdict in (RIGHT, WRONG)]
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in counted:
        groups[row.stratum].append(row)
    total = sum(group[0].size for group in groups.values())
    weights = {name: group[0].size / total for name, group in groups.items()}
    spread = sum(weights[name] ** 2 / len(group) for name, group in groups.items())
    effective = 1 / spread if spread else 0.0
    rates = tuple(rate(field, groups, weights, effective) for field in (RECORD, *FIELDS))
    verdicts = Counter(row.verdict for row in held)
    sizes = {name: (len(group), group[0].size) for name, group in groups.items()}
    open_rows = len(held) - len(counted) - verdicts[UNSURE]
    return Score(rates, len(counted), verdicts[UNSURE], open_rows, sizes, effective)


def rate(field: str, groups: Mapping[str, Sequence[Row]], weights: Mapping[str, float], effective: float) -> Rate:
    """One field's rate: the strata's mean by size, and Wilson's interval for the effective rows (Kish)."""
    wrong = {name: sum(is_wrong(row, field) for row in group) for name, group in groups.items()}
    mean = sum(weights[name] * wrong[name] / len(group) for name, group in groups.items())
    return Rate(field, sum(wrong.values()), mean, *wilson(min(mean, 1.0), effective))


def is_wrong(row: Row, field: str) -> bool:
    """Whether the row counts as an error of the field."""
    return row.verdict == WRONG if field == RECORD else row.verdict == WRONG and field in row.wrong


def read_rows(path: str | Path) -> Iterator[Row]:
    """The rows of a filled-in sheet or of a store, by what the file is."""
    from claimx.export.sqlite import is_store

    if is_store(path):
        yield from rows_of_store(path)
        return
    suffix = Path(path).suffix.lower()
    reader = {".xlsx": xlsx_rows, ".csv": csv_rows, ".tsv": tsv_rows}.get(suffix)
    if reader is None:
        raise InputError(str(path), "is no sheet that can be scored: give .xlsx, .csv, .tsv or a store")
    for number, row in enumerate(reader(Path(path)), 2):
        yield checked_row(row, f"row {number}", str(path))


def checked_row(row: Mapping[str, str], place: str, path: str) -> Row:
    """One row of a sheet; raises InputError where it cannot be understood."""
    missing = [name for name in NEEDED if name not in row]
    if missing:
        raise InputError(path, f"has no column {missing[0]!r}: it was not made by claimx sample")
    verdict = row["verdict"].strip().lower()
    if verdict not in ("", RIGHT, WRONG, UNSURE):
        raise InputError(path, f"{place}: the verdict {verdict!r} is none of {RIGHT}, {WRONG}, {UNSURE}")
    wrong = tuple(name for name in FIELDS if row.get(f"wrong_{name}", "").strip())
    try:
        size = int(float(row["stratum_size"]))
    except (ValueError, OverflowError):
        size = 0
    if size < 1:
        raise InputError(path, f"{place}: the stratum_size {row['stratum_size']!r} is no number above 0")
    return Row(row["stratum"], size, verdict or (WRONG if wrong else ""), wrong)


def csv_rows(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """Rows of a CSV file as Excel or we wrote it."""
    csv.field_size_limit(MAX_CELL_CHARS)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream, delimiter=delimiter, restval=""):
                yield {name: unguard(cell) for name, cell in row.items() if name and isinstance(cell, str)}
    except (OSError, ValueError, csv.Error) as error:
        raise InputError(str(path), f"cannot be read: {brief(error)}") from error


def tsv_rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a TSV file."""
    return csv_rows(path, "\t")


def xlsx_rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of every sheet of a workbook that has a verdict column."""
    from claimx.export.formats import need

    need("openpyxl", "xlsx", "reading a workbook")
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises what zip and XML raise
        raise InputError(str(path), f"cannot be read as a workbook: {brief(error)}") from error
    try:
        for sheet in book.worksheets:
            yield from sheet_rows(sheet)
    except Exception as error:  # a damaged sheet is read no sooner than here
        raise InputError(str(path), f"cannot be read as a workbook: {brief(error)}") from error
    finally:
        book.close()


def sheet_rows(sheet: Any) -> Iterator[dict[str, str]]:
    """The rows of one sheet, none when it has no verdict column."""
    rows = sheet.iter_rows(values_only=True)
    header = [str(cell) for cell in next(rows, ())]
    if "verdict" in header:
        yield from (as_text(header, row) for row in rows if any(cell is not None for cell in row))


def as_text(header: Sequence[str], row: Sequence[object]) -> dict[str, str]:
    """One row of a sheet as text."""
    return {name: "" if cell is None else str(cell) for name, cell in zip(header, row, strict=False)}


def rows_of_store(path: str | Path) -> Iterator[Row]:
    """The verdicts of a store, weighted back by kind to all claims in it."""
    from claimx.export.sqlite import Store

    with Store(path, create=False) as store:
        verdicts = store.verdicts()
        kinds = {claim.id: claim.kind for claim in store.claims()}
    sizes = Counter(kinds.values())
    for claim_id, kind in kinds.items():
        verdict = verdicts.get(claim_id)
        if verdict is None:
            yield Row(kind, sizes[kind], "", ())
        elif verdict.verdict in (RIGHT, WRONG, UNSURE):
            yield Row(kind, sizes[kind], verdict.verdict, tuple(split(verdict.wrong)))
