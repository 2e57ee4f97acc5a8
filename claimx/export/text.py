"""Line formats: JSON, JSON Lines, CSV and TSV. A writer takes claims as they come and returns their count."""

from __future__ import annotations

import csv
import json
from typing import IO, TYPE_CHECKING

from claimx.export.flat import FLAT_COLUMNS, guarded_row
from claimx.records import json_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

    from claimx.records import Claim

BOM = "\ufeff"
CRLF = "\r\n"
OTHER_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def to_json(record: BaseModel) -> str:
    """A record as one line of JSON, under its public names; one line also to readers that split at U+2028."""
    try:
        line = record.model_dump_json(by_alias=True)
    except ValueError:  # half a surrogate pair (a file name that is not UTF-8) exists in JSON only as an escape
        return json.dumps(record.model_dump(by_alias=True), default=json_number, separators=(",", ":"))
    for sign, escape in OTHER_LINE_ENDS.items():
        line = line.replace(sign, escape)
    return line


def write_json(records: Iterable[BaseModel], stream: IO[str]) -> int:
    """One array with one record per line; closed even when the records end in an error."""
    count = 0
    stream.write("[")
    try:
        for record in records:
            stream.write(",\n" if count else "\n")
            stream.write(to_json(record))
            count += 1
    finally:
        stream.write("\n]\n" if count else "]\n")
    return count


def write_jsonl(records: Iterable[BaseModel], stream: IO[str]) -> int:
    """One record per line."""
    count = 0
    for record in records:
        stream.write(f"{to_json(record)}\n")
        count += 1
    return count


def write_csv(claims: Iterable[Claim], stream: IO[str], *, excel: bool = False) -> int:
    """Comma-separated flat rows under a header; `excel` adds what Excel wants: a byte order mark and CRLF."""
    if excel:
        stream.write(BOM)
    return write_rows(claims, stream, delimiter=",", line_end=CRLF if excel else "\n")


def write_tsv(claims: Iterable[Claim], stream: IO[str]) -> int:
    """Tab-separated flat rows under a header, quoted where a cell holds a tab, a quote or a line end."""
    return write_rows(claims, stream, delimiter="\t", line_end="\n")


def write_rows(claims: Iterable[Claim], stream: IO[str], *, delimiter: str, line_end: str) -> int:
    """Header and guarded rows through the csv module."""
    writer = csv.writer(LineEnds(stream, line_end), delimiter=delimiter, lineterminator=CRLF)
    writer.writerow(FLAT_COLUMNS)
    count = 0
    for claim in claims:
        writer.writerow(guarded_row(claim).values())
        count += 1
    return count


class LineEnds:
    """Swaps the line end of each row: the csv module quotes a lone CR only if its own is CRLF."""

    def __init__(self, stream: IO[str], line_end: str) -> None:
        self.stream = stream
        self.line_end = line_end

    def write(self, row: str) -> int:
        """Take one whole row, as the csv module hands them over."""
        return self.stream.write(row.removesuffix(CRLF) + self.line_end)
