"""The figures that the pair stage places: what the other components found, or a light finder of its own.

In: a Doc and its text. Out: character stretches in reading order. `shape` sorts a stretch into money, percent, date,
year, count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.types import Offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SCALES = frozenset("hundred thousand million billion trillion dozen".split())
_SPELLED = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety half third thirds quarter quarters hundreds "
    "thousands millions billions trillions dozens".split()
) | _SCALES  # fmt: skip
_DIGITS = re.compile(
    r"(?:[$£€¥]\s?\d|(?<![\w.])\d)[\d,.]{0,20}(?:st|nd|rd|th|s|bn|mn|tn|[kKmMbB])?\b"
    r"(?:[\s-](?:hundred|thousand|million|billion|trillion|dozen)s?\b)?(?:[\s-]?(?:%|percent|per cent))?"
)
_WORD = re.compile(r"[A-Za-z]+")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s$")
_PERCENT_AFTER = re.compile(r"\s(?:percent|per cent)\b")
_SHAPES = (
    ("money", re.compile(r"[$£€¥]|\b(?:dollars?|cents?|euros?|pounds?|yuan|yen|rupees?|rubles?)\b", re.IGNORECASE)),
    ("percent", re.compile(r"%|per\s?cent|points?\b", re.IGNORECASE)),
    ("date", re.compile(rf"\b{_MONTH}\s?\d|\d\s{_MONTH}|\d/\d", re.IGNORECASE)),
    ("year", re.compile(r"^(?:1[5-9]|20)\d\ds?$")),
)


def figures(doc: Doc, text: str) -> list[Offsets]:
    """The figures of a Doc: its quantities and dates when a component put them there."""
    groups = [doc.spans[key] for key in ("quantities", "timexes") if key in doc.spans]
    if not groups:
        return light_figures(text)
    stretches = {(span.start_char, span.end_char) for group in groups for span in group}
    return sorted(stretch for stretch in stretches if numeric(text[slice(*stretch)]))


def numeric(text: str) -> bool:
    """Whether a mention holds a digit or a number word: "last week" does not."""
    return any(char.isdigit() for char in text) or not _SPELLED.isdisjoint(_WORD.findall(text.lower()))


def light_figures(text: str) -> list[Offsets]:
    """Numbers in digits and words, found by pattern."""
    digits = [in_digits(text, match) for match in _DIGITS.finditer(text)]
    taken = {position for start, end in digits for position in range(start, end)}
    return sorted(digits + [stretch for stretch in in_words(text) if stretch[0] not in taken])


def in_digits(text: str, match: re.Match[str]) -> Offsets:
    """A number in digits with the month before it and without the full stop after it."""
    month = _MONTH_BEFORE.search(text, max(0, match.start() - 12), match.start())
    return month.start() if month else match.start(), match.end() - (len(match[0]) - len(match[0].rstrip(".,")))


def in_words(text: str) -> list[Offsets]:
    """Runs of number words, with "percent" after them: "twenty-five percent"."""
    found: list[Offsets] = []
    for match in _WORD.finditer(text):
        if match[0].lower() in _SPELLED:
            joined = bool(found) and found[-1][1] + 1 == match.start()
            start = found.pop()[0] if joined else match.start()
            after = _PERCENT_AFTER.match(text, match.end())
            found.append((start, after.end() if after else match.end()))
    return found


def shape(text: str) -> str:
    """Sort a figure's text: money, percent, date, year or count."""
    return next((name for name, pattern in _SHAPES if pattern.search(text)), "count")
