"""Time expressions: `find(doc, published=…)` gives every `Timex` of a Doc, recognised first and anchored later.

Read in this order: `vocabulary` and `forms` (the words and the grammar), `notation` and `lexer` (how the grammar runs
over the text), `recognize` and `doubt` (what is time and what only looks like it, with `doubt_dates` and
`doubt_stretches`), then the readers (`stated`, `dates`, `months`, `relative`, `durations`, `clock`) that give values,
`join` for ranges and moments, `modifiers` for the words before.

Nothing here reads a clock, and nothing needs a parse: a sentence gets the same values whether it was parsed or not.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from claimx.mentions.timexes.doubt import day_part
from claimx.mentions.timexes.join import DAY_FORMS, Read, join
from claimx.mentions.timexes.modifiers import Modified, modifier_before, modifier_behind, modifier_inside
from claimx.mentions.timexes.readers import READERS
from claimx.mentions.timexes.reading import Anchor, Found, Reading
from claimx.mentions.timexes.recognize import recognize
from claimx.mentions.timexes.stated import valid
from claimx.mentions.timexes.vocabulary import CARDINALS, ORDINALS
from claimx.parsing.text import text_of
from claimx.types import Timex, TimexPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

__all__ = ["find", "find_in_text", "recognize"]

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NUMERAL = re.compile(
    rf"\d|(?<![a-z])(?:{'|'.join([*CARDINALS, *ORDINALS])}|half|hundred|dozen|quarter[ -]century)(?![a-z])"
)
_DATELINE_REACH = 1500
_LINE_ENDS = frozenset(("", "\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"))
_BEHIND_DATE = 12
_ALONE = re.compile(r"(?:(?:published|posted|updated|last updated|by [\w. ]{3,40})[:,]?\s)?", re.IGNORECASE)
_NAMES_PERIOD = DAY_FORMS | frozenset(
    ("month_year", "month", "quarter_of", "quarter", "quarter_code", "year_quarter", "year", "relative",
     "relative_month",
     "fiscal_quarter", "season", "the_unit", "same_period", "shifted")
)  # fmt: skip


def find(doc: Doc, *, published: str | None) -> list[Timex]:
    """The time expressions of a Doc, in order; `published` (an ISO date) anchors the relative ones."""
    return find_in_text(text_of(doc), published=published)


def find_in_text(text: str, *, published: str | None) -> list[Timex]:
    """The time expressions of a text."""
    found = recognize(text)
    anchor = anchored(found, published)
    timexes = []
    for line in lines(found):
        reads = join(list(read_line(line, anchor)), anchor, read)
        timexes += [timex(item, text) for item in reads if item.found.form != "day_part" or day_part(item.found)]
    return timexes


def lines(found: list[Found]) -> Iterator[list[Found]]:
    """The found expressions, line by line."""
    line: list[Found] = []
    for item in found:
        if line and item.lexed is not line[0].lexed:
            yield line
            line = []
        line.append(item)
    if line:
        yield line


def anchored(found: list[Found], published: str | None) -> Anchor:
    """The publication date, else a full date that stands alone on a line near the top, else nothing."""
    day = iso_day(published or "")
    if day is not None:
        return Anchor(day, "dct")
    for item in found:
        if item.span[0] > _DATELINE_REACH:
            break
        if is_dateline(item):
            reading = read(item, Anchor(None, "unresolved"))
            if reading and reading.anchor == "explicit" and reading.days:
                return Anchor(reading.days[0], "context")
    return Anchor(None, "unresolved")


def iso_day(published: str) -> date | None:
    """Read the day at the beginning of an ISO date; null for what is none."""
    match = _ISO_DAY.match(published)
    day = valid(int(match[1]), int(match[2]), int(match[3])) if match else None
    return date.fromisoformat(day) if day else None


def is_dateline(found: Found) -> bool:
    """Whether a date is all there is on its line: the date of the article, not of what it tells."""
    if found.form not in ("month_day", "iso", "numeric"):
        return False
    text, start, end = found.lexed.text, found.lexed.starts[0], found.lexed.ends[-1]
    if not _ALONE.fullmatch(text, start, found.span[0]) or end - found.span[1] > _BEHIND_DATE:
        return False
    return text[max(0, start - 1) : start] in _LINE_ENDS and text[end : end + 1] in _LINE_ENDS


def read_line(found: list[Found], anchor: Anchor) -> Iterator[Read]:
    """The expressions of a line with their readings; each becomes context for the next."""
    for item in found:
        reading = read(item, anchor)
        if reading is None:
            continue
        if not is_dateline(item):
            remember(item, reading, anchor)
        if item.form == "day_pair":
            yield from (Read(item, part.span, part.reading) for part in reading.parts)
        else:
            yield Read(item, item.span, reading)


def read(found: Found, anchor: Anchor) -> Reading | None:
    """The reading of one expression."""
    reading = READERS[found.form](found, anchor)
    return (
        None
        if reading is None or (reading.value is None and not reading.parts and reading.anchor != "unresolved")
        else reading
    )


def remember(found: Found, reading: Reading, anchor: Anchor) -> None:
    """Keep the period and the day named last."""
    if found.form not in _NAMES_PERIOD or (found.form == "shifted" and found.words[-1] != "later"):
        return
    if reading.days is None or reading.parts:
        return
    anchor.named, anchor.named_at = reading.value, found.span[1]
    if reading.days[0] == reading.days[1]:
        anchor.named_day, anchor.named_day_at = reading.days[0], found.span[1]


def timex(item: Read, text: str) -> Timex:
    """The public record of a reading, with the words before it."""
    reading, (start, end) = item.reading, item.span
    kind = "n" if item.found.form in AMOUNTS else "t" if item.found.form in CLOCKS else "d"
    modified = modifier_before(text, item.found.lexed.starts[0], start, kind=kind) or modifier_inside(text, start, end)
    if modified is None and reading.type == "DURATION":
        modified = modifier_behind(text, end)
    first, last = days(reading)
    return Timex(
        start, end, reading.type, reading.value, modified_mod(reading, modified), first, last, reading.anchor,
        parts=tuple(TimexPart(*part.span, part.reading.type, part.reading.value) for part in reading.parts),
        modifier=modified.modifier if modified else None,
        modifier_span=modified.span if modified else None,
        number=reading.number, low=reading.low, high=reading.high, unit=reading.unit,
        is_claim=is_claim(item, text), flags=reading.flags,
    )  # fmt: skip


CLOCKS = frozenset(("clock", "spoken_clock", "day_part"))
AMOUNTS = frozenset(
    ("compound", "duration_range", "duration_pair", "duration_half", "duration_part", "spanning", "duration",
     "vague_duration", "bare_units", "whole", "rate", "shifted")
)  # fmt: skip
"""Forms that take the modifiers of amounts ("more than") rather than those of dates ("since")."""


def modified_mod(reading: Reading, modified: Modified | None) -> str | None:
    """The TIMEX3 modifier."""
    return reading.mod or (modified.mod if modified else None)


def days(reading: Reading) -> tuple[str | None, str | None]:
    """First and last day as ISO strings."""
    if reading.parts and reading.type != "DURATION":
        ends = [part.reading.days for part in reading.parts]
        return (ends[0][0].isoformat() if ends[0] else None), (ends[-1][1].isoformat() if ends[-1] else None)
    found = reading.days
    return (found[0].isoformat(), found[1].isoformat()) if found else (None, None)


def is_claim(item: Read, text: str) -> bool:
    """Whether an expression holds a digit or a number word, is no SET and not the date of the article."""
    amount = item.reading.number is not None or item.reading.low is not None
    if item.reading.type in ("SET", "DURATION") and not amount:
        return False
    if is_dateline(item.found):
        return False
    return _NUMERAL.search(text[item.span[0] : item.span[1]].lower()) is not None
