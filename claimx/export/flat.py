"""A Claim as one flat row: the columns of CSV, TSV, XLSX, Parquet and the claims table of SQLite.

`COLUMNS` is the one table that names, types, explains and reads every column; `flat_row` applies it. The
guard against spreadsheet formulas lives here too, because reading a sheet back must undo what writing did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from claimx.records import json_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from claimx.records import Claim, Voice

Cell = str | int | float | None
ColumnType = Literal["text", "number", "integer", "score", "day", "mixed"]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may read as the start of a formula ("=cmd|' /C calc'!A0")."""


@dataclass(frozen=True, slots=True)
class Column:
    """One flat column; `read` takes it from a claim. Type "mixed": a number, or the TIMEX text of a date."""

    name: str
    type: ColumnType
    meaning: str
    read: Callable[[Claim], Cell]


def flat_row(claim: Claim) -> dict[str, Cell]:
    """The claim as a flat row, in the order of `FLAT_COLUMNS`."""
    return {column.name: column.read(claim) for column in COLUMNS}


def guard(text: str) -> str:
    """Put one apostrophe before text that a spreadsheet could run as a formula.

    Text that already has apostrophes there gets one more, so that `unguard` always gives back the original.
    """
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def unguard(text: str) -> str:
    """Undo `guard`: what a reader of our CSV, TSV and XLSX text cells gets back."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text


def guarded_row(claim: Claim) -> dict[str, Cell]:
    """The flat row with its text cells guarded; numbers stay numbers."""
    return {name: guard(cell) if isinstance(cell, str) else cell for name, cell in flat_row(claim).items()}


def restore_row(row: Mapping[str, str]) -> dict[str, Cell]:
    """A row as read back from CSV or TSV, turned into the cells that `flat_row` gave."""
    types = {column.name: column.type for column in COLUMNS}
    if row["kind"] == "date":  # the TIMEX value "2024" of a date is text
        types["value"] = "text"
    return {name: restore_cell(kind, row[name]) for name, kind in types.items()}


def restore_cell(kind: ColumnType, text: str) -> Cell:
    """One cell read back from text."""
    if text == "":
        return None
    if kind in ("text", "day"):
        return unguard(text)
    return float(text) if "." in text or "e" in text else int(text)


def storable(text: str) -> str:
    """Text that UTF-8 can hold: half a surrogate pair (a file name that is not UTF-8) becomes "?"."""
    return text.encode("utf-8", "replace").decode()


def joined(parts: Iterable[str]) -> str | None:
    """A list as one cell, joined with "; "; null when empty."""
    return "; ".join(parts) or None


def number(value: Decimal | None) -> int | float | None:
    """The JSON number of a decimal, or null."""
    return None if value is None else json_number(value)


def claim_value(claim: Claim) -> Cell:
    """The number of a figure; the TIMEX value of a date."""
    if claim.kind == "date":
        return claim.timex.value if claim.timex else None
    return number(claim.value)


def source_names(claim: Claim) -> str | None:
    """The source and those named with it ("Reuters; AFP")."""
    if claim.attribution is None:
        return None
    return joined(voice.name for voice in (claim.attribution.source, *claim.attribution.co_sources))


def voice_names(voices: tuple[Voice, ...]) -> str | None:
    """The names of voices as one cell."""
    return joined(voice.name for voice in voices)


def change_phrase(claim: Claim) -> str | None:
    """The movement in two words: "up to", "down by", "up from"."""
    return f"{claim.change.direction} {claim.change.role}" if claim.change else None


COLUMNS: tuple[Column, ...] = (
    Column(
        "id",
        "text",
        "Name of the claim: the same article, place and kind always give the same id.",
        lambda c: c.id,
    ),
    Column(
        "kind",
        "text",
        "money, percent, quantity, count, date, duration, ordinal, multiple or age.",
        lambda c: c.kind,
    ),
    Column("text", "text", "The numeric expression as printed, without its modifier.", lambda c: c.text),
    Column(
        "value",
        "mixed",
        "The number in plain units; for a date its TIMEX value. Empty for a range.",
        claim_value,
    ),
    Column("low", "number", "Lower bound of a range or a vague number.", lambda c: number(c.low)),
    Column("high", "number", "Upper bound of a range.", lambda c: number(c.high)),
    Column(
        "unit",
        "text",
        "What the number counts: ISO 4217 code, percent, SI-style unit, counted noun.",
        lambda c: c.unit,
    ),
    Column("modifier", "text", "approximately, at least, more than, since …", lambda c: c.modifier),
    Column(
        "measure",
        "text",
        "What the figure measures; two stretches of the sentence are joined with a space.",
        lambda c: c.measure.text if c.measure else None,
    ),
    Column(
        "entities",
        "text",
        "Named entities it is about, joined with “; ”.",
        lambda c: joined(e.text for e in c.entities),
    ),
    Column("period", "text", "The time it refers to, as printed.", lambda c: c.period.text if c.period else None),
    Column(
        "period_first_day",
        "day",
        "First day of that period.",
        lambda c: c.period.first_day if c.period else None,
    ),
    Column(
        "period_last_day",
        "day",
        "Last day of that period, inclusive.",
        lambda c: c.period.last_day if c.period else None,
    ),
    Column(
        "change",
        "text",
        "Movement and the figure's part in it: “up to”, “down by”, “up from” …",
        change_phrase,
    ),
    Column(
        "change_from",
        "number",
        "Where the movement started.",
        lambda c: number(c.change.from_) if c.change else None,
    ),
    Column("change_to", "number", "Where it ended.", lambda c: number(c.change.to) if c.change else None),
    Column(
        "change_percent",
        "number",
        "Its size in per cent of the start.",
        lambda c: number(c.change.delta_percent) if c.change else None,
    ),
    Column("status", "text", "asserted, forecast, planned, hypothetical or negated.", lambda c: c.status),
    Column("role", "text", "figure, or what a date does: event-date, schedule, period …", lambda c: c.role),
    Column(
        "source",
        "text",
        "Who says it, by the fullest name in the article; joint sources joined with “; ”.",
        source_names,
    ),
    Column(
        "source_type",
        "text",
        "person, organization, government, media, document or unnamed.",
        lambda c: c.attribution.source.type if c.attribution else None,
    ),
    Column(
        "cue",
        "text",
        "The words that attribute it (“said”, “according to”).",
        lambda c: c.attribution.cue.text if c.attribution and c.attribution.cue else None,
    ),
    Column(
        "attribution_type",
        "text",
        "direct, indirect or mixed.",
        lambda c: c.attribution.type if c.attribution else None,
    ),
    Column(
        "scope",
        "text",
        "Where the source stands: sentence, discourse or block.",
        lambda c: c.attribution.scope if c.attribution else None,
    ),
    Column(
        "via",
        "text",
        "The origin that the source leans on.",
        lambda c: voice_names(c.attribution.via) if c.attribution else None,
    ),
    Column(
        "reported_by",
        "text",
        "Frames around the source (“Below is X's article”).",
        lambda c: voice_names(c.attribution.reported_by) if c.attribution else None,
    ),
    Column(
        "check_worthiness",
        "score",
        "0 to 1: how much a fact-checker would want to check it.",
        lambda c: c.check_worthiness,
    ),
    Column("confidence", "score", "0 to 1: how sure claimx is of the record.", lambda c: c.confidence),
    Column("flags", "text", "Every assumption made, in fixed words, joined with “; ”.", lambda c: joined(c.flags)),
    Column("sentence", "text", "The sentence it stands in.", lambda c: c.sentence.text),
    Column("title", "text", "Title of the article.", lambda c: c.document.title),
    Column("outlet", "text", "Who published the article.", lambda c: c.document.outlet),
    Column("published", "text", "Publication date, where the article states one.", lambda c: c.document.published),
    Column("url", "text", "Address of the article, where it states one.", lambda c: c.document.url),
    Column("path", "text", "The file it was read from.", lambda c: c.document.path),
    Column("article", "integer", "Number of the article within its file, from 0.", lambda c: c.document.article),
    Column("start", "integer", "First character of the figure in the source, from 0.", lambda c: c.start),
    Column("end", "integer", "The character after its last.", lambda c: c.end),
    Column(
        "figure_id",
        "text",
        "Follows the same figure of the same sentence into a copy.",
        lambda c: c.figure_id,
    ),
)

FLAT_COLUMNS: tuple[str, ...] = tuple(column.name for column in COLUMNS)
"""The names of the flat columns, in order."""
