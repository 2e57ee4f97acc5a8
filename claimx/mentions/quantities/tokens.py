"""The parse around a figure as plain lists: words, tags, labels and heads by token number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from claimx.numerals import NUMBER_WORDS, STARTERS
from claimx.parsing.columns import columns_of
from claimx.parsing.sentences import sentences
from claimx.parsing.text import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NUMERAL = NUMBER_WORDS | STARTERS - {"a", "an"}


@dataclass(frozen=True, eq=False)
class Tokens:
    """A Doc with the first character of each token; tokens themselves are asked for as needed."""

    doc: Doc
    text: str
    starts: list[int]
    sents: list[tuple[int, int]]
    numbers: list[tuple[int, str]]
    taken: list[tuple[int, int]] = field(default_factory=list)
    reach: tuple[int, int] = (0, 0)

    def within(self, first: int, last: int) -> Tokens:
        """The same tokens as a figure of one sentence sees them: `get` knows none outside."""
        return Tokens(self.doc, self.text, self.starts, self.sents, self.numbers, self.taken, (first, last))

    def words_of(self, first: int, last: int) -> frozenset[str]:
        """The number words among the tokens from `first` up to `last`, in lower case."""
        left, right = bisect_left(self.numbers, (first, "")), bisect_left(self.numbers, (last, ""))
        return frozenset(word for _, word in self.numbers[left:right])

    def blocked(self, i: int) -> bool:
        """Whether a time expression holds a token."""
        return self.time_end(self.starts[i]) is not None

    def time_end(self, position: int) -> int | None:
        """Where the time expression that holds a character ends, if one does."""
        place = bisect_right(self.taken, (position, len(self.text))) - 1
        return self.taken[place][1] if place >= 0 and self.taken[place][1] > position else None

    def at(self, position: int) -> int:
        """The token that holds a character, or the last one before it."""
        return max(0, bisect_right(self.starts, position) - 1)

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """First and last (exclusive) token that a stretch of characters touches."""
        first = self.at(start)
        return first, max(first + 1, bisect_left(self.starts, end))

    def end_of(self, i: int) -> int:
        """Where a token ends in the text."""
        return self.starts[i] + len(self.doc[i])

    def get(self, i: int) -> Token | None:
        """A token, or null outside the sentence that is read."""
        return self.doc[i] if self.reach[0] <= i < self.reach[1] else None


def tokens_of(doc: Doc) -> Tokens:
    """Starts of tokens, the token bounds of the parsed sentences, and the number words."""
    if len(doc) == 0:
        return Tokens(doc, "", [], [], [])
    columns, starting = columns_of(doc), doc.to_array(["SENT_START"])
    opens = np.flatnonzero(starting == 1).tolist()
    if not opens or opens[0] != 0:
        opens.insert(0, 0)
    bounds = zip(opens, [*opens[1:], len(doc)], strict=True)
    parsed = [(first, last) for first, last in bounds if columns.deps[first] or columns.deps[last - 1]]
    text, starts = text_of(doc), columns.starts
    return Tokens(doc, text, starts, whole(text, starts, parsed), number_words(columns.lower))


def number_words(lower: list[str]) -> list[tuple[int, str]]:
    """The words that make or begin numbers among lower-cased words, with their places."""
    return [(i, word) for i, word in enumerate(lower) if word in _NUMERAL]


def whole(text: str, starts: list[int], sents: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put together what the parser cut inside a sentence ("… is approximately | 3.14 metres per second")."""
    joined: list[tuple[int, int]] = []
    for first, last in sents:
        touching = joined and joined[-1][1] == first
        if touching and goes_on(text, starts[joined[-1][0]], starts[first]) and starts[first] not in edges(text):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


@lru_cache(maxsize=1)
def edges(text: str) -> frozenset[int]:
    """Where the sentences of an article start; asked for only where a parser cut one."""
    return frozenset(start for start, _ in sentences(text))


def goes_on(text: str, begin: int, start: int) -> bool:
    """Whether a sentence that began at `begin` has not ended where the next one starts."""
    before = text[max(begin, start - 4) : start]
    return "\n" not in before and before.rstrip()[-1:] not in (*'.!?:"”’', "") and not text[start].isupper()
