"""A figure in its sentence: which words are looked at, which are not to be shown, which stand above it.

In: `Syntax`, a figure, what the rules say it measures. Out: a `Scene`; `Columns` holds what all figures of a Doc share.
Read `Scene.of`, then `Scene.hidden`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from claimx.claims.neighbours import MOST_FIGURES, leaked
from claimx.claims.phrases import TIMES, is_guess, reports
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    Column = np.ndarray[Any, np.dtype[np.int64]]

WINDOW = 40
"""Words this far from a figure are looked at; sentences of news are rarely longer."""
MAX_LEVELS = 14
OWNED = frozenset({"nummod", "quantmod", "compound"})
_EMPTY = frozenset(
    "a an and are as at be been being between by across among about for from had has have he her his in into is it its "
    "of on or over she that the their these they this those to was were which who whom whose with n't 's".split()
)
"""Words that say nothing of what is measured."""
_PARTING = frozenset({",", ";", "--", "-", "–", "—", ":", "(", ")"})
_QUOTES = frozenset({"“", "”", '"', "``", "''"})
_SPANS = frozenset({"age", "date", "duration", "ordinal"})


class Sentence(NamedTuple):
    """The tokens of a sentence that say something, its numbers that are no part of a date, commas, quotation marks.

    `barred`: what no measure shows, amounts and numbers.
    """

    words: list[int]
    numbers: list[int]
    commas: list[int]
    quotes: list[int]
    barred: list[int]

    @classmethod
    def of(cls, syntax: Syntax, tokens: Tokens) -> Sentence:
        """What a sentence holds."""
        every, part = range(*tokens), slice(*tokens)
        tags, words = syntax.tags[part], syntax.words[part]
        return cls(
            [at for at, low, tag in zip(every, syntax.lower[part], tags, strict=True) if says(low, tag)],
            [at for at, tag in zip(every, tags, strict=True) if tag == "CD" and syntax.ents[at] != "DATE"],
            [at for at, word in zip(every, words, strict=True) if word in _PARTING],
            [at for at, word in zip(every, words, strict=True) if word in _QUOTES],
            [at for at in every if at in syntax.figured or (tags[at - every.start] == "CD" and is_figure(syntax, at))],
        )


@dataclass(frozen=True, eq=False)
class Columns:
    """What all figures of a Doc share: their sentences, which are read when they are first asked for."""

    syntax: Syntax
    sentences: dict[Tokens, Sentence] = field(default_factory=dict)

    def sentence(self, position: int) -> tuple[Tokens, Sentence]:
        """The sentence that holds a character."""
        tokens = self.syntax.sentence(position)
        if tokens not in self.sentences:
            self.sentences[tokens] = Sentence.of(self.syntax, tokens)
        return tokens, self.sentences[tokens]

    @cached_property
    def heads(self) -> Column:
        """The head of each word."""
        return np.array(self.syntax.heads, np.int64)

    @cached_property
    def figures(self) -> list[Tokens]:
        """The tokens of all quantities but lengths of time and ages, in order."""
        spans = self.syntax.doc.spans.get("quantities", ())
        return sorted({(one.start, one.end) for one in spans if one._.quantity.kind not in _SPANS})

    def figures_near(self, span: Tokens) -> list[Tokens]:
        """The figures around one in its sentence."""
        first, last = self.syntax.sentence(self.syntax.starts[span[0]])
        at = bisect_left(self.figures, span)
        near = self.figures[max(0, at - MOST_FIGURES) : at + MOST_FIGURES + 1]
        return [one for one in near if first <= one[0] < last]

    @property
    def marks(self) -> list[Column]:
        """The numbers, commas and quotation marks of all sentences read so far."""
        read = [self.sentences[tokens] for tokens in sorted(self.sentences)]
        return [
            np.array([at for sentence in read for at in kind(sentence)], np.int64)
            for kind in (attrgetter("numbers"), attrgetter("commas"), attrgetter("quotes"))
        ]

    def owned(self, numbers: Column) -> Column:
        """How many of some numbers modify each word."""
        syntax = self.syntax
        owners = [syntax.heads[at] for at in numbers.tolist() if syntax.deps[at] in OWNED]
        return np.bincount(np.array(owners, np.int64), minlength=len(syntax.words))


@dataclass(frozen=True, eq=False)
class Scene:
    """A figure in its sentence: tokens `first` to `last` (exclusive), those not to be shown, those the rules chose.

    `words` are those that say something, `numbers` the other numbers; `line` has the words above the figure.
    """

    columns: Columns
    syntax: Syntax
    sentence: Sentence
    kind: str
    span: Tokens
    first: int
    last: int
    words: list[int]
    numbers: list[int]
    shut: Collection[int]
    ruled: frozenset[int]
    line: list[int]

    @classmethod
    def of(cls, columns: Columns, mention: Quantity | Timex, ruled: Sequence[Offsets]) -> Scene:
        """The scene of a mention."""
        syntax = columns.syntax
        span = syntax.tokens((mention.start, mention.end))
        (begin, end), sentence = columns.sentence(mention.start)
        shut = set(range(*span))
        if mention.modifier_span is not None:
            shut.update(range(*syntax.tokens(mention.modifier_span)))
        chosen = frozenset(at for stretch in ruled for at in range(*syntax.tokens(stretch)))
        kind = mention.kind if isinstance(mention, Quantity) else "duration"
        line = list(syntax.climb(syntax.head_of(span)))[:MAX_LEVELS]
        first, last = max(begin, span[0] - WINDOW), min(end, span[1] + WINDOW)
        words, numbers = (
            [at for at in within(ordered, first, last) if at not in shut]
            for ordered in (sentence.words, sentence.numbers)
        )
        return cls(columns, syntax, sentence, kind, span, first, last, words, numbers, shut, chosen, line)

    @cached_property
    def hidden(self) -> frozenset[int]:
        """What no phrase for this figure shows of its sentence."""
        return self.foreign.union(self.told, self.leaked, self.shut, self.sentence.barred)

    def belies(self, at: int) -> bool:
        """Whether not even the rules may show a word: another number, or who says it ("Hale reported the …").

        In "Acme said it would close 40 shops" the rules take Acme for what is meant by "it".
        """
        return at in self.told or at in self.leaked or at in self.syntax.figured or is_figure(self.syntax, at)

    @cached_property
    def leaked(self) -> frozenset[int]:
        """What tells of other figures of the sentence alone; not the words that the figure hangs on."""
        return leaked(self.syntax, self.columns.figures_near(self.span), self.span)

    @cached_property
    def told(self) -> frozenset[int]:
        """Verbs and nouns of saying above the figure, with who says it."""
        syntax = self.syntax
        found: set[int] = set()
        for below, at in pairwise(self.line):
            if syntax.deps[below] == "ccomp" and reports(syntax, at):
                found.update([at], *(self.below_of(c) - self.ruled for c in self.sayers(at, SUBJECTS)))
            elif is_guess(syntax, at):
                found.update([at], *(self.below_of(c) for c in self.sayers(at, {"poss"})))
        return frozenset(found)

    def sayers(self, at: int, labels: Collection[str]) -> list[int]:
        """The dependents of a word with some labels."""
        return [child for child in self.syntax.children[at] if self.syntax.deps[child] in labels]

    def below_of(self, at: int) -> set[int]:
        """A word with all that hangs on it."""
        return set(range(self.syntax.first(at), self.syntax.last(at) + 1))

    @cached_property
    def foreign(self) -> frozenset[int]:
        """Times, and what other figures count with all before it, unless the rules chose it.

        Not "rebounds" for the points of "30 points and 12 rebounds"; but "members" for "five of 11 members".
        """
        syntax = self.syntax
        found = {at for at in range(self.first, self.last) if syntax.ents[at] in TIMES}
        for at in self.numbers:
            noun = syntax.heads[at] if syntax.deps[at] in OWNED else at
            if not self.holds(noun):
                found.update(range(syntax.first(noun), noun + 1))
        return frozenset(found - self.ruled)

    def holds(self, noun: int) -> bool:
        """Whether a noun stands above the figure, or hangs on its number; what "and" adds does neither."""
        begin, end = self.span
        return noun in self.uncoordinated(self.line) or any(
            begin <= at < end for at in self.uncoordinated(self.syntax.climb(noun))
        )

    def uncoordinated(self, way: Iterable[int]) -> Iterator[int]:
        """The words of a way up, as far as they are not added by "and"."""
        for at in way:
            yield at
            if self.syntax.deps[at] == "conj":
                return


def within(ordered: list[int], first: int, last: int) -> list[int]:
    """The numbers of an ordered list from `first` up to, not including, `last`."""
    return ordered[bisect_left(ordered, first) : bisect_left(ordered, last)]


def is_figure(syntax: Syntax, at: int) -> bool:
    """Whether a word is a number, but not of a date or a name ("Siberia-1")."""
    return syntax.tags[at] == "CD" and syntax.ents[at] != "DATE" and not is_joined(syntax, at)


def is_joined(syntax: Syntax, at: int) -> bool:
    """Whether a number is joined to a word by a hyphen."""
    joined = at > 1 and syntax.words[at - 1] == "-" and syntax.words[at - 2].isalpha()
    return joined and syntax.starts[at] - len(syntax.words[at - 2]) - 1 == syntax.starts[at - 2]


@lru_cache(maxsize=50_000)
def says(low: str, tag: str) -> bool:
    """Whether a word says something of what is measured: no function word, number or mark."""
    return low not in _EMPTY and tag != "CD" and any(map(str.isalpha, low))
