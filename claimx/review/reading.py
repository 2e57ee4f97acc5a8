"""Claims files back into memory: .json (one array, or one object), .jsonl, .csv, .tsv, and claimx databases.

    read_claims   Claim records; the first bad one raises InputError with its place
    read_entries  every record as it stands, each with its place ("line 7") or what is wrong with it

JSON and databases hold whole records; CSV and TSV hold flat rows, which can be checked but are no Claim again.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pydantic import ValidationError

from claimx.errors import InputError, UsageError, brief
from claimx.export.flat import FLAT_COLUMNS, flat_row, restore_row
from claimx.export.sqlite import fitting, is_store
from claimx.records import Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLAIM_ID = "clm_"
PLACES = ("start", "end", "article")
MAX_CELL_CHARS = 32 * 2**20
"""Longest cell of a CSV file: no sentence comes near it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a claims file: what it holds, or what is wrong with it."""

    place: str
    data: dict[str, Any]
    problem: str | None = None


def read_claims(path: str | Path) -> Iterator[Claim]:
    """Yield the claims of a JSON or JSON Lines file.

    Raises InputError at the first record that is no claim, naming its place; UsageError for other formats.
    """
    if is_flat(path):
        raise UsageError(f"{path}: flat rows hold no whole records: give the .json or .jsonl file")
    for entry in read_entries(path):
        yield claim_of(entry, str(path))


def claim_of(entry: Entry, path: str) -> Claim:
    """The claim of an entry; raises InputError when it is none."""
    if entry.problem:
        raise InputError(path, f"{entry.place}: {entry.problem}")
    text = next((name for name, number in numbers_of(entry.data) if isinstance(number, str)), None)
    if text:
        raise InputError(path, f"{entry.place}: not a claim: {text}: a number should be here, not a text")
    try:
        return Claim.model_validate(entry.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise InputError(path, f"{entry.place}: not a claim: {field}: {first['msg']}") from error


def numbers_of(data: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """The fields of a record that hold numbers."""
    for name in ("value", "low", "high"):
        yield name, data.get(name)
    change = data.get("change")
    if isinstance(change, dict):
        for name in ("from", "to", "factor", "delta", "delta_percent"):
            yield f"change.{name}", change.get(name)


def is_flat(path: str | Path) -> bool:
    """Whether the file holds flat rows."""
    return Path(path).suffix.lower() in FLAT_READERS


def read_entries(path: str | Path) -> Iterator[Entry]:
    """Yield every record of a claims file, good or bad.

    Raises InputError when the file cannot be read at all, UsageError when its suffix holds no claims.
    """
    if is_store(path):
        yield from stored(path)
        return
    suffix = Path(path).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise UsageError(f"{path}: claims are read from {', '.join(READERS)} files and claimx databases")
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            yield from reader(stream)
    except (OSError, ValueError, csv.Error, RecursionError) as error:
        raise InputError(str(path), f"cannot be read as {suffix}: {brief(error)}") from error


def json_lines(stream: IO[str]) -> Iterator[Entry]:
    """One record per line."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield parsed(line, f"line {number}")


def parsed(text: str, place: str) -> Entry:
    """One line as a record."""
    try:
        return as_entry(json.loads(text), place)
    except (ValueError, RecursionError) as error:
        return Entry(place, {}, f"not JSON: {error}")


def json_array(stream: IO[str]) -> Iterator[Entry]:
    """The records of one array; a lone object counts as an array of one."""
    data = json.load(stream)
    for number, value in enumerate(data if isinstance(data, list) else [data], 1):
        yield as_entry(value, f"record {number}")


def as_entry(value: object, place: str) -> Entry:
    """A JSON value as a record, if it has the id of a claim."""
    if not isinstance(value, dict):
        return Entry(place, {}, "not a claim: no object")
    if not str(value.get("id")).startswith(CLAIM_ID):
        return Entry(place, {}, f"not a claim: its id does not start with {CLAIM_ID}")
    return Entry(place, value)


def comma_separated(stream: IO[str]) -> Iterator[Entry]:
    """Flat rows of CSV."""
    return flat_rows(stream, ",")


def tab_separated(stream: IO[str]) -> Iterator[Entry]:
    """Flat rows of TSV."""
    return flat_rows(stream, "\t")


def flat_rows(stream: IO[str], delimiter: str) -> Iterator[Entry]:
    """Flat rows under a header that has all columns, in any order."""
    csv.field_size_limit(min(MAX_CELL_CHARS, sys.maxsize))
    rows = csv.DictReader(stream, delimiter=delimiter)
    missing = [name for name in FLAT_COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise ValueError(f"no claims: the column {missing[0]} is missing")
    for row in rows:
        yield flat_entry(row, f"line {rows.line_num}")


def flat_entry(row: dict[str, str], place: str) -> Entry:
    """One flat row as a record."""
    if None in row.values() or None in row:
        return Entry(place, {}, "not as many cells as the header has")
    try:
        cells = restore_row(row)
    except ValueError as error:
        return Entry(place, {}, f"not a number where one should be: {error}")
    wrong = next((name for name in PLACES if not is_place(cells[name])), None)
    return Entry(place, cells, f"{wrong} is {cells[wrong]!r}, not a place in a text" if wrong else None)


def is_place(cell: object) -> bool:
    """Whether a cell counts characters or articles."""
    return isinstance(cell, int) and cell >= 0


def stored(path: str | Path) -> Iterator[Entry]:
    """The records of a database; a row whose columns say something else than its record is a problem."""
    try:
        with closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            for number, row in enumerate(connection.execute("SELECT * FROM claims ORDER BY rowid"), 1):
                yield stored_entry(dict(row), f"row {number}")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read as a database: {brief(error)}") from error


def stored_entry(row: dict[str, Any], place: str) -> Entry:
    """One row of a database."""
    entry = parsed(str(row.get("record")), place)
    try:
        columns = flat_row(claim_of(entry, ""))
    except InputError:
        return entry
    edited = next((name for name, cell in columns.items() if row.get(name) != fitting(cell)), None)
    return replace(entry, problem=f"the column {edited} is not what the record says") if edited else entry


READERS: dict[str, Callable[[IO[str]], Iterator[Entry]]] = {
    ".json": json_array,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".csv": comma_separated,
    ".tsv": tab_separated,
}
FLAT_READERS = (".csv", ".tsv")
