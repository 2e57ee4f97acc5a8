"""The words before an expression that change what it says: "since", "more than", "the end of", "mid-"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.records import Modifier
    from claimx.types import Offsets

_REACH = 32
_ROWS: tuple[tuple[str, Modifier, str | None, str], ...] = (
    # words, modifier, TIMEX3 mod, kinds of expression: d dates, t clock times, n amounts
    (r"more than|upwards of|in excess of|longer than|greater than|exceeding|"
     r"(?:(?<=for )|(?<=of )|(?<=after )|(?<=than )|(?<=in )|(?<=just )|(?<=well )|(?<=little )|(?<=aged ))over",
     "more than", "MORE_THAN", "n"),
    (r"more than", "more than", "MORE_THAN", "d"),
    (r"less than|under|below|fewer than|shorter than|just under", "less than", "LESS_THAN", "n"),
    (r"at least|no less than|no fewer than|a minimum of|not less than|a good", "at least", "EQUAL_OR_MORE", "n"),
    (r"at most|no more than|not more than|a maximum of|no longer than", "at most", "EQUAL_OR_LESS", "n"),
    (r"up to|as many as|as long as|as much as", "up to", "EQUAL_OR_LESS", "n"),
    (r"nearly|almost|close to|just shy of|approaching|not quite", "nearly", "LESS_THAN", "ndt"),
    (r"around|roughly|approximately|circa", "approximately", "APPROX", "ndt"),
    (r"about|some|an estimated|more or less", "approximately", "APPROX", "nt"),  # not "a speech about 2016"
    (r"exactly|precisely", "exactly", None, "ndt"),
    (r"within", "within", None, "n"),
    (r"(?:(?:the|at|from|since|by|in)\s){0,3}(?:beginning|start|outset|opening) of|early(?: in| on)?|the turn of",
     "start of", "START", "dt"),
    (r"(?:the\s)?(?:end|close|tail end|last part) of|late(?: in| on)?|end of|end-|year-end", "end of", "END", "dt"),
    (r"(?:the\s)?middle of|mid|midway through|the midst of", "mid", "MID", "dt"),
    (r"(?:(?:ever )?since|dating (?:back )?to)(?: at least| about| around)?", "since", None, "dt"),
    (r"by|no later than|not later than", "by", None, "dt"),
    (r"until|till|up until|through to", "until", None, "dt"),
    (r"before|prior to|ahead of|pre", "before", "BEFORE", "dt"),
    (r"after|following|post|later than", "after", "AFTER", "dt"),
)  # fmt: skip


def compiled(kind: str) -> re.Pattern[str]:
    """The pattern of the modifiers of dates or durations that ends where the expression begins."""
    words = "|".join(f"(?P<m{i}>{row[0]})" for i, row in enumerate(_ROWS) if kind in row[3])
    link = r"(?:[\s-]\s?(?:the\s|a\s|of\s|an\s)?|)" if kind in "dt" else r"[\s-]\s?(?:the\s|a\s|an\s)?"
    return re.compile(rf"(?<![\w-])(?:{words}){link}\Z", re.IGNORECASE)


# "it will not open until 2019": the year is when they begin.
_NEGATED = re.compile(r"(?:\bnot|n['’]t|\bnever|\bno)\s[\w\s]{0,40}\Z", re.IGNORECASE)
KINDS = "dtn"
_PATTERNS = {kind: compiled(kind) for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Modified:
    """A modifier, its TIMEX3 word, and where it stands."""

    modifier: Modifier
    mod: str | None
    span: Offsets


_INSIDE = re.compile(r"\b(?:(?P<more>or more|plus)|or so)\b", re.IGNORECASE)


def modifier_inside(text: str, start: int, end: int) -> Modified | None:
    """Read "two or more days", "a year or so": the words between a number and its unit."""
    match = _INSIDE.search(text, start, end)
    if match is None:
        return None
    return (
        Modified("at least", "EQUAL_OR_MORE", match.span())
        if match["more"]
        else Modified("approximately", "APPROX", match.span())
    )


# "waited two years or more for a scan", "four weeks or less"; not "six months or more than that"
_BEHIND = re.compile(
    r"\s(?:(?P<more>or more|or longer|and counting)|(?P<less>or less|or fewer|or shorter)|or so)(?![\w-])(?!\sthan\b)",
    re.IGNORECASE,
)


def modifier_behind(text: str, end: int) -> Modified | None:
    """Read "two years or more", "three weeks or less": the words behind a stretch of time."""
    match = _BEHIND.match(text, end)
    if match is None:
        return None
    span = (match.start() + 1, match.end())
    if match["more"]:
        return Modified("at least", "EQUAL_OR_MORE", span)
    return Modified("at most", "EQUAL_OR_LESS", span) if match["less"] else Modified("approximately", "APPROX", span)


def modifier_before(text: str, line_start: int, start: int, *, kind: str) -> Modified | None:
    """The modifier that ends where an expression starts; `kind` is one of KINDS."""
    pattern = _PATTERNS[kind]
    low = max(line_start, start - _REACH)
    window = text[low:start]
    match = pattern.search(window)
    if match is None or match.lastgroup is None:
        return None
    _, modifier, mod, _ = _ROWS[int(match.lastgroup[1:])]
    if modifier == "until" and _NEGATED.search(text[max(line_start, low - 40) : low + match.start()]):
        return None
    return Modified(modifier, mod, (low + match.start(match.lastgroup), low + match.end(match.lastgroup)))
