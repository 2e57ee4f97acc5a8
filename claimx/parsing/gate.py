"""The gate: which sentences can hold a claim, and which neighbours attribution needs to see.

In: the text and its sentences. Out: one `Opening` per article. It looks at characters and lower-cased words only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from claimx.lexicon.reporting import lexicon
from claimx.numerals import NUMBER_WORDS
from claimx.numerals.letters import has_figure, letter_runs
from claimx.parsing.sentences import sentences
from claimx.quotations import Quotation, at, quotations
from claimx.types import Offsets

_DOCUMENTS = frozenset(
    {"poll", "polls", "survey", "study", "report", "data", "analysis", "estimate", "estimates", "figures"}
)
_NUMBER = re.compile(r"\d[\d.,]*")
MAX_NUMBERS, MAX_NEAR, NEAR_CHARS = 60, 250, 1000
"""Numbers in a sentence that is read, and in what stands so many characters before and behind it. Of 40,000 sentences
of news none has more than ten figures, and no 2,000 characters hold more than fifty numbers; tables of results or
prices, a line for each, have a number in every eight to ten characters. What has more is nothing but numbers, or an
attack: nothing is taken from it (`unread` says so), so that work stays in proportion to the length of a text."""
_PRONOUN = re.compile(r"\bone (?:another|can|could|has|is|must|of|should|that|was|which|who|would)\b")
CONTEXT_REACH = 3
"""Sentences before a figure, within its paragraph, in which its source may stand."""
QUOTED_REACH = 6
"""The same on either side of a figure in quotation marks, across paragraphs while the quotation goes on."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Indexes of sentences: those that may hold a claim, the former and their context, and those never to be parsed."""

    numbered: frozenset[int]
    opened: frozenset[int]
    crowded: frozenset[int]


def holds_number(sentence: str) -> bool:
    """Whether a sentence has a digit or a number word; "one of them", "one another" and "one who" count nothing."""
    if has_figure(sentence):
        return True
    lower = sentence.lower()
    words = letter_runs(lower)
    if NUMBER_WORDS.isdisjoint(words):
        return False
    return NUMBER_WORDS.intersection(words) != {"one"} or len(_PRONOUN.findall(lower)) < words.count("one")


def holds_any(text: str, sents: list[Offsets]) -> bool:
    """Whether any sentence of a text holds a number."""
    return any(holds_number(text[start:end]) for start, end in sents)


def crowded(text: str, sents: list[Offsets], numbered: frozenset[int]) -> frozenset[int]:
    """The sentences with more numbers, in them or around them, than any that people write."""
    order = sorted(numbered)
    counts = [numbers_in(text[slice(*sents[i])]) for i in order]
    if sum(counts) <= MAX_NUMBERS:
        return frozenset()
    starts = [sents[i][0] for i in order]
    sums = [0, *accumulate(counts)]
    near = (
        sums[bisect_right(starts, start + NEAR_CHARS)] - sums[bisect_left(starts, start - NEAR_CHARS)]
        for start in starts
    )
    found = zip(order, counts, near, strict=True)
    return frozenset(i for i, own, around in found if own > MAX_NUMBERS or around > MAX_NEAR)


def unread(text: str) -> int:
    """How many sentences of a text hold, or stand among, more numbers than are read."""
    if numbers_in(text) <= MAX_NUMBERS:
        return 0
    sents = sentences(text)
    return len(crowded(text, sents, numbered(text, sents)))


def numbered(text: str, sents: list[Offsets]) -> frozenset[int]:
    """The sentences with numbers."""
    return frozenset(i for i, (start, end) in enumerate(sents) if holds_number(text[start:end]))


def numbers_in(sentence: str) -> int:
    """How many numbers a sentence holds; words are counted where there is room for too many of them."""
    found = len(_NUMBER.findall(sentence))
    if len(sentence) > 4 * MAX_NUMBERS:
        found += sum(word in NUMBER_WORDS for word in letter_runs(sentence.lower()))
    return found


def gate(text: str, sents: list[Offsets]) -> Opening:
    """Open the sentences that hold numbers and the neighbours in which their source may stand."""
    holding = numbered(text, sents)
    place = Place(text, sents, quotations(text) if holding else [], {})
    opened = set(holding)
    for i in holding:
        opened.update(context(place, i))
    return Opening(holding, frozenset(opened), crowded(text, sents, holding))


@dataclass(frozen=True, slots=True)
class Place:
    """A text with its sentences and quotations; `known` remembers which sentences report."""

    text: str
    sents: list[Offsets]
    quoted: list[Quotation]
    known: dict[int, bool]

    def reports(self, i: int) -> bool:
        """Whether a sentence holds a reporting word ("said", "poll", "according") or introduces the next one."""
        if i not in self.known:
            start, end = self.sents[i]
            words = letter_runs(self.text[start:end].lower())
            self.known[i] = not reporting().isdisjoint(words) or self.text[end - 1] in ":,"
        return self.known[i]

    def introduces(self, i: int) -> bool:
        """Whether a sentence ends with a colon: "The ministry said:", then the figure."""
        return self.text[self.sents[i][1] - 1] == ":"

    def same_paragraph(self, i: int) -> bool:
        """Whether a sentence stands in the paragraph of the one before."""
        return "\n" not in self.text[self.sents[i - 1][1] : self.sents[i][0]]

    def touches_quotation(self, i: int) -> bool:
        """Whether a sentence holds a quotation mark or lies in a quotation."""
        start, end = self.sents[i]
        k = bisect_left(self.quoted, end, key=lambda quotation: quotation.start)
        return k > 0 and self.quoted[k - 1].end > start

    def opens_quoted(self, i: int) -> bool:
        """Whether a sentence begins inside or with a quotation."""
        return at(self.quoted, self.sents[i][0]) is not None


def context(place: Place, i: int) -> list[int]:
    """The neighbours of a numbered sentence that may name its source."""
    quoted = place.touches_quotation(i)
    return [j for j in [*before(place, i, quoted=quoted), *(after(place, i) if quoted else ())] if place.reports(j)]


def before(place: Place, i: int, *, quoted: bool) -> Iterator[int]:
    """The sentences before in the paragraph; across paragraphs while a quotation goes on."""
    for j in range(i - 1, max(-1, i - 1 - (QUOTED_REACH if quoted else CONTEXT_REACH)), -1):
        leans = (quoted and place.opens_quoted(j + 1)) or (j == i - 1 and place.introduces(j))
        if not place.same_paragraph(j + 1) and not leans:
            return
        yield j


def after(place: Place, i: int) -> Iterator[int]:
    """The sentences after in the paragraph; into the next one when the quotation continues there."""
    for j in range(i + 1, min(len(place.sents), i + 1 + QUOTED_REACH)):
        if not place.same_paragraph(j):
            k = at(place.quoted, place.sents[j][0])
            if k is None or not place.quoted[k].continues:
                return
        yield j


@lru_cache(maxsize=1)
def reporting() -> frozenset[str]:
    """Words that make a neighbour worth parsing: what says or shows, and the documents that do."""
    words = lexicon()
    telling = {form for form, lemma in words.lemmas.items() if words.verbs.get(lemma) in ("say", "show")}
    return frozenset(telling | words.prepositions | _DOCUMENTS)
