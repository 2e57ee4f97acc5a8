"""What the readers of calendar expressions share: numbers and years as stated, and readings built from values."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from claimx.mentions.timexes.reading import Anchor, Found, Part, Reading
from claimx.mentions.timexes.tense import looks_ahead
from claimx.mentions.timexes.vocabulary import (
    FINAL,
    ORDINALS,
)

if TYPE_CHECKING:
    from claimx.records import Anchor as AnchorKind
    from claimx.records import Flag

FIRST_YEAR, LAST_YEAR = 1000, 2999
MISSING: tuple[Flag, ...] = ("no_publication_date",)
_DIGITS = re.compile(r"\d+")
_ORDER_WORDS = ORDINALS | dict.fromkeys(FINAL, -1)


def number_in(word: str) -> int:
    """The first digits of a token: "8th" is 8."""
    match = _DIGITS.search(word)
    return int(match[0]) if match else 0


def full_year(digits: str, anchor: Anchor) -> int:
    """A year of two digits is the one within 15 years ahead of the article, or before it; four digits stand."""
    year = number_in(digits)
    if len(_DIGITS.findall(digits)[0]) == 4:
        return year
    limit = (anchor.day.year if anchor.day else 2030) + 15
    return limit - (limit - year) % 100


def stated_year(found: Found, anchor: Anchor) -> int | None:
    """The year an expression names: "2009", "'16", "last year", "that year"."""
    years = found.shaped("YEAR", "SHORTYEAR")
    if years:
        return full_year(years[-1], anchor)
    if "year" not in found.words or anchor.day is None:
        return None
    shifts = {"last": -1, "previous": -1, "next": 1, "following": 1}
    shift = next((shifts[word] for word in found.words if word in shifts and found.words[-1] != word), 0)
    return anchor.day.year + shift


def explicit(found: Found) -> bool:
    """Whether the expression has its own year."""
    return bool(found.positions("YEAR", "SHORTYEAR"))


def dated(value: str, found: Found, anchor: Anchor, **more: object) -> Reading:
    """A DATE whose year the text states or the anchor gave."""
    if explicit(found):
        return Reading("DATE", value, **more)  # type: ignore[arg-type]
    flags: tuple[Flag, ...] = ("year_from_publication_date",) if anchor.kind == "dct" else ()
    return Reading("DATE", value, anchor=anchor.kind, flags=flags, **more)  # type: ignore[arg-type]


def unresolved(value: str | None, **more: object) -> Reading:
    """A DATE that has nothing to lean on."""
    kind: AnchorKind = "unresolved"
    return Reading("DATE", value, anchor=kind, flags=MISSING, **more)  # type: ignore[arg-type]


def ahead_of(found: Found, anchor: Anchor) -> bool | None:
    """Whether an expression looks ahead: by its place in a range, else by its clause."""
    return looks_ahead(found) if anchor.look is None else anchor.look


def valid(year: int, month: int, day: int) -> str | None:
    """Give the ISO day, when it exists; arithmetic near the ends of the calendar would leave it."""
    try:
        return date(year, month, day).isoformat() if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def rank(found: Found) -> int:
    """The ordinal in an expression, -1 for the last."""
    named = found.pick(_ORDER_WORDS)
    ranks = list(found.positions("DAYTH", "RANKTH", "DAY"))
    return named or (number_in(found.lexed.words[ranks[0]]) if ranks else 1)


def parts_of(found: Found, first: str, last: str) -> tuple[Part, ...]:
    """The ends of a range that stand in its first and last token."""
    starts, ends = found.lexed.starts, found.lexed.ends
    return (
        Part((starts[found.i], ends[found.i]), Reading("DATE", first)),
        Part((starts[found.j - 1], ends[found.j - 1]), Reading("DATE", last)),
    )
