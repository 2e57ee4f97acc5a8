"""The day of publication and the outlet, where an article prints them near its top.

"March 01, 2008" alone on a line; "Published: July 20, 2025 10:32 AM ET"; "By Jane Doe | 20 July 2025"; the
day of a dateline with its year. "5 days ago" gives none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimx.intake.cutting import Line
from claimx.intake.masking import CREDIT_LINE, DATELINE
from claimx.intake.printed import DAY, day_of
from claimx.types import Offsets

TOP_LINES = 10
MAX_DATE_LINE = 120
_LABEL = re.compile(
    r"(?:first |last )?(?P<word>published|posted|updated|modified|created|date|publication date|issued)\b"
    r"(?: (?:on|at))?\s?:?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:\bat )?\b\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?"
    r"(?:\s?\(?(?:[ECMP][SD]?T|UTC|GMT|BST|CET|IST)\b\)?)?"
    r"|\b\d{1,2}\s?[ap]\.?m\b\.?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?", re.IGNORECASE)
_BYLINE = re.compile(r"\bby [A-Z][\w.'’-]{1,24}(?: (?:and )?[A-Z][\w.'’-]{0,24}){1,6}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s,|•·–—/()-]+")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that states the day of publication; `labelled` when it says so or names the author."""

    start: int
    end: int
    day: str
    labelled: bool
    updated: bool


def date_line(lines: list[Line]) -> DateLine | None:
    """The line that states the day of publication; one that says "updated" only when there is no other."""
    found = [stated for line in lines[:TOP_LINES] if (stated := read_date_line(line)) is not None]
    return min(found, key=lambda stated: stated.updated, default=None)


def read_date_line(line: Line) -> DateLine | None:
    """A line read as a date line: a full day, and beside it only label, weekday, time and author."""
    match = DAY.search(line.text) if len(line.text) <= MAX_DATE_LINE else None
    day = day_of(match) if match else None
    if match is None or day is None:
        return None
    rest = f"{line.text[: match.start()]} {line.text[match.end() :]}"
    label = _LABEL.search(rest)
    bare = _WEEKDAY.sub(" ", _TIME.sub(" ", rest))
    stripped = _BYLINE.sub(" ", _LABEL.sub(" ", bare))
    if _SEPARATORS.sub("", stripped):
        return None
    labelled = label is not None or _BYLINE.search(rest) is not None
    updated = label is not None and label["word"].lower() in ("updated", "modified")
    return DateLine(line.start, line.end, day, labelled, updated)


def day_of_dateline(lines: list[Line]) -> str | None:
    """The day of a dateline that prints its year: "BAGHDAD, July 20, 2025 (AFP) - "."""
    for line in lines[:TOP_LINES]:
        match = DATELINE.match(line.text)
        stated = DAY.search(match["day"]) if match and match["day"] else None
        if stated:
            return day_of(stated)
    return None


def outlet_of(source: str, lines: list[Line]) -> str | None:
    """The outlet that a credit line at the top names by its address, spelled as the text spells it.

    "— write: www.unian.ua" and "As UNIAN wrote" give UNIAN; a name never spelled there gives the address.
    """
    for line in lines[:3]:
        match = CREDIT_LINE.search(line.text[-120:])
        if match:
            host = match["domain"].lower().removeprefix("www.")
            return spelled(source, host) or host
    return None


def spelled(source: str, host: str) -> str | None:
    """The name of a host as the text writes it, with a capital."""
    name = re.escape(host.partition(".")[0])
    for match in re.finditer(rf"(?<![\w.@/-]){name}(?![\w@/-]|\.[a-z])", source, re.IGNORECASE):
        if match[0] != match[0].lower():
            return match[0]
    return None


def masked_line(stated: DateLine | None) -> list[Offsets]:
    """The stretch to blank: a labelled date line is furniture, a bare one stays as a time expression."""
    return [(stated.start, stated.end)] if stated and stated.labelled else []
