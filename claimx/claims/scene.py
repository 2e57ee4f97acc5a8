"""A figure in its sentence: which words are looked at, which are not to be shown, and the ways to them.

In: `Syntax`, a figure, what the rules say it measures. Out: a `Scene`; `Columns` holds what all figures of a Doc share.
Read `Scene.of`, then `Scene.trail`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from claimx.claims.phrases import is_guess, is_loose, reports
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens
from claimx.mentions.attributions.lexemes import code
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    Column = np.ndarray[Any, np.dtype[np.int64]]

WINDOW = 40
"""Words this far from a figure are looked at; sentences of news are rarely longer."""
MAX_LEVELS = 14
MAX_TRAIL = 40
CLAUSES = frozenset({"acl", "advcl", "appos", "ccomp", "conj", "csubj", "parataxis", "pcomp", "relcl", "xcomp"})
OWNED = frozenset({"nummod", "quantmod", "compound"})
TIMES = frozenset({"DATE", "TIME"})
START = 1 << 32
"""The code of a way of no steps."""
_EMPTY = frozenset(
    "a an and are as at be been being between by across among about for from had has have he her his in into is it its "
    "of on or over she that the their these they this those to was were which who whom whose with n't 's".split()
)
"""Words that say nothing of what is measured."""
_SPELLED = frozenset({"advcl", "agent", "aux", "det", "mark", "neg", "prep", "prt", "relcl"})
_PARTING = frozenset({",", ";", "--", "-", "–", "—", ":", "(", ")"})
_QUOTES = frozenset({"“", "”", '"', "``", "''"})
_FAR = 6
"""More steps below the answer of the rules are not told apart."""


class Step(NamedTuple):
    """One word as a step of a way: the codes of its label and of the label or word, and what it opens."""

    label: int
    word: int
    clause: bool
    loose: bool


Trail = tuple[int, int, int, int, int, bool, int, int]
"""The way down to a word from the line of the figure's heads: where it leaves the line, and over which labels.

Level: counts the line's words from the figure up (-1: another tree); first and second word of the way (-1: none); code
of the labels; steps; whether one is set off by a mark; clauses; steps since the last word in the answer of the rules.
"""

_OFF: Trail = (-1, -1, -1, START, 0, False, 0, _FAR)


@dataclass(frozen=True, eq=False)
class Columns:
    """What all figures of a Doc share: its marks and numbers.

    `steps` and `atoms` remember what has been worked out of single words; nothing else changes.
    """

    syntax: Syntax
    steps: dict[int, Step] = field(default_factory=dict)
    atoms: dict[int, list[int]] = field(default_factory=dict)

    def step(self, at: int) -> Step:
        """A word as a step of a way."""
        found = self.steps.get(at)
        if found is None:
            label = self.syntax.deps[at]
            word = self.syntax.lower[at] if label in _SPELLED else label
            found = Step(code(label), code(word), label in CLAUSES, is_loose(self.syntax, at))
            self.steps[at] = found
        return found

    @cached_property
    def heads(self) -> Column:
        """The head of each word."""
        return np.array(self.syntax.heads, np.int64)

    @cached_property
    def numbers(self) -> list[int]:
        """The words that are numbers, and no part of a date."""
        syntax = self.syntax
        return [at for at, tag in enumerate(syntax.tags) if tag == "CD" and syntax.ents[at] != "DATE"]

    @cached_property
    def barred(self) -> frozenset[int]:
        """What no measure shows: amounts, and numbers but those of dates and names ("Siberia-1")."""
        return self.syntax.figured.union(at for at in self.numbers if not is_joined(self.syntax, at))

    @cached_property
    def commas(self) -> list[int]:
        """The commas and the like."""
        return [at for at, word in enumerate(self.syntax.words) if word in _PARTING]

    @cached_property
    def quotes(self) -> list[int]:
        """The quotation marks."""
        return [at for at, word in enumerate(self.syntax.words) if word in _QUOTES]

    @cached_property
    def owned(self) -> Column:
        """How many numbers modify each word."""
        syntax = self.syntax
        owners = [syntax.heads[at] for at in self.numbers if syntax.deps[at] in OWNED]
        return np.bincount(np.array(owners, np.int64), minlength=len(syntax.words))


@dataclass(frozen=True, eq=False)
class Scene:
    """A figure in its sentence: tokens `first` to `last` (exclusive), those not to be shown, those the rules chose.

    `line` has the words above the figure; `trails` remembers the ways that have been gone.
    """

    columns: Columns
    kind: str
    span: Tokens
    first: int
    last: int
    shut: Collection[int]
    ruled: frozenset[int]
    line: list[int]
    trails: dict[int, Trail] = field(default_factory=dict)

    @classmethod
    def of(cls, columns: Columns, mention: Quantity | Timex, ruled: Sequence[Offsets]) -> Scene:
        """The scene of a mention."""
        syntax = columns.syntax
        span = syntax.tokens((mention.start, mention.end))
        first, last = syntax.sentence(mention.start)
        shut = set(range(*span))
        if mention.modifier_span is not None:
            shut.update(range(*syntax.tokens(mention.modifier_span)))
        chosen = frozenset(at for stretch in ruled for at in range(*syntax.tokens(stretch)))
        kind = mention.kind if isinstance(mention, Quantity) else "duration"
        line = list(syntax.climb(syntax.head_of(span)))[:MAX_LEVELS]
        first, last = max(first, span[0] - WINDOW), min(last, span[1] + WINDOW)
        trails: dict[int, Trail] = {
            at: (level, -1, -1, START, 0, False, 0, 0 if at in chosen else _FAR) for level, at in enumerate(line)
        }
        return cls(columns, kind, span, first, last, shut, chosen, line, trails)

    @property
    def syntax(self) -> Syntax:
        """The parse."""
        return self.columns.syntax

    @cached_property
    def words(self) -> list[int]:
        """The words that say something."""
        syntax = self.syntax
        return [
            at for at in range(self.first, self.last) if at not in self.shut and says(syntax.lower[at], syntax.tags[at])
        ]

    @cached_property
    def hidden(self) -> frozenset[int]:
        """What no phrase for this figure shows."""
        return self.untrue.union(self.shut, self.foreign)

    @cached_property
    def untrue(self) -> frozenset[int]:
        """What not even the rules may show: other numbers, and who says it ("Hale reported the …").

        In "Acme said it would close 40 shops" the rules take Acme for what is meant by "it".
        """
        return self.columns.barred.union(self.told)

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
        for at in self.columns.numbers:
            noun = syntax.heads[at] if syntax.deps[at] in OWNED else at
            if self.first <= at < self.last and at not in self.shut and not self.holds(noun):
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

    def trail(self, at: int) -> Trail:
        """The way to a word; those of the words above it are remembered."""
        heads, trails = self.columns.syntax.heads, self.trails
        way: list[int] = []
        while at not in trails:
            if heads[at] == at or len(way) > MAX_TRAIL:
                trails[at] = _OFF
                break
            way.append(at)
            at = heads[at]
        found = trails[at]
        for at in reversed(way):
            found = trails[at] = self.below(found, at)
        return found

    def below(self, above: Trail, at: int) -> Trail:
        """One step down."""
        level, first, second, path, depth, loose, clauses, beyond = above
        label, _, clause, apart = self.columns.step(at)
        return (
            level,
            at if first < 0 else first,
            at if depth == 1 else second,
            went(path, label),
            depth + 1,
            loose or apart,
            clauses + clause,
            0 if at in self.ruled else min(_FAR, beyond + 1),
        )


def went(before: int, label: int) -> int:
    """The code of a way that goes on over a label."""
    return (before * 31 + label) & 0xFFFFFFFF | START


def is_joined(syntax: Syntax, at: int) -> bool:
    """Whether a number is joined to a word by a hyphen."""
    joined = at > 1 and syntax.words[at - 1] == "-" and syntax.words[at - 2].isalpha()
    return joined and syntax.starts[at] - len(syntax.words[at - 2]) - 1 == syntax.starts[at - 2]


@lru_cache(maxsize=50_000)
def says(low: str, tag: str) -> bool:
    """Whether a word says something of what is measured: no function word, number or mark."""
    return low not in _EMPTY and tag != "CD" and any(map(str.isalpha, low))
