"""The names of one article, found in its raw text in one pass.

In: the text. Out: a `NameIndex` of every capitalised name in reading order with what the words around it tell, the
quotations, and the acronyms that the text expands. A sentence that nobody parsed counts like any other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from claimx.claims.voices.around import Name, doubtful, read_run
from claimx.claims.voices.runs import WORD, runs
from claimx.quotations import Quotation, quotations
from claimx.types import Offsets

_LONGEST_RUN = 12
"""Words; a longer run is a headline or a list of capitals."""
_ACRONYM = re.compile(r"\s?\(\s?(?:the\s|or\s|known as\s)?[\"“']?([A-Z][A-Za-z&.-]{1,11})[\"”']?\s?\)")
_LINE = re.compile(r"[^\n]{1,300}")


@dataclass(slots=True)
class Quotes:
    """The quotations of a text by position."""

    text: str
    found: Sequence[Quotation] = field(init=False)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Read the text once."""
        self.found = tuple(quotations(self.text))
        self.starts = [quotation.start for quotation in self.found]

    def at(self, position: int) -> int | None:
        """Index of the quotation around a position."""
        i = bisect_right(self.starts, position) - 1
        return i if i >= 0 and position < self.found[i].end else None

    def holds(self, position: int) -> bool:
        """Whether a position lies inside a quotation."""
        return self.at(position) is not None

    def unbalanced(self, i: int) -> bool:
        """Whether a quotation ends without its mark and no next paragraph continues it."""
        goes_on = i + 1 < len(self.found) and self.found[i + 1].continues
        return not self.found[i].closed and not goes_on


@dataclass(slots=True)
class NameIndex:
    """Every name of a text, in reading order."""

    text: str
    names: list[Name] = field(init=False)
    starts: list[int] = field(init=False)
    acronyms: dict[str, str] = field(init=False)
    quotes: Quotes = field(init=False)

    def __post_init__(self) -> None:
        """Read the text once."""
        self.quotes = Quotes(self.text)
        self.names = confirmed(self.text, list(self.read()))
        self.starts = [name.start for name in self.names]
        self.acronyms = {}
        for name in self.names:
            match = _ACRONYM.match(self.text, name.end)
            if match and len(name.parts) > 1 and abbreviates(match[1], name.text):
                self.acronyms.setdefault(match[1].lower().replace(".", ""), name.text)

    def read(self) -> Iterator[Name]:
        """The names outside headlines."""
        headlines = headline_spans(self.text)
        for run in runs(self.text):
            start = run.spans[0][0]
            if len(run.words) <= _LONGEST_RUN and not within(headlines, start):
                name = read_run(self.text, run, quoted=self.quotes.holds(start))
                if name:
                    yield name

    def between(self, start: int, end: int) -> list[Name]:
        """Names that begin in a stretch."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def inside(self, start: int, end: int) -> list[Name]:
        """Names within a stretch; it is read by itself where the text around it hides them, as in a headline."""
        found = [name for name in self.between(start, end) if name.end <= end]
        return found or list(names_of(self.text, start, end))


def confirmed(text: str, names: list[Name]) -> list[Name]:
    """The names, with those in doubt that no other place confirms marked as uncertain."""
    marked = [replace(name, certain=False) if doubtful(text, name) else name for name in names]
    sure = {name.text for name in marked if name.certain}
    return [replace(name, certain=True) if not name.certain and name.text in sure else name for name in marked]


def names_of(text: str, start: int, end: int) -> Iterator[Name]:
    """The names of a stretch read by itself, whatever line it stands in."""
    for run in runs(text, start, end):
        name = read_run(text, run, quoted=False)
        if name:
            yield name


def abbreviates(short: str, name: str) -> bool:
    """Whether the letters of an acronym open words of the name, in order."""
    letters = [char.lower() for char in short if char.isupper()]
    initials = [word[0].lower() for word in WORD.findall(name)]
    at = 0
    for letter in letters:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at == len(initials):
            return False
        at += 1
    return len(letters) > 1


def headline_spans(text: str) -> list[Offsets]:
    """Lines in title case: their capitals say nothing about names."""
    return [match.span() for match in _LINE.finditer(text) if in_title_case(match.group())]


def in_title_case(line: str) -> bool:
    """A short line whose longer words nearly all have capitals."""
    if len(line) > 200:
        return False
    longer = [word for word in WORD.findall(line) if len(word) > 3]
    return len(longer) > 4 and sum(word[0].isupper() for word in longer) >= 0.85 * len(longer)


def within(spans: list[Offsets], position: int) -> bool:
    """Whether a position lies in one of the sorted spans."""
    at = bisect_right(spans, (position, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= position < spans[at][1]
