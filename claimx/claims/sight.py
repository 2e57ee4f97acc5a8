"""What is seen of the words around figures: the atoms and templates of the learned measure.

In: `Syntax`, figures, what the rules say each measures. Out: a `Scene` for each figure and, for each word around it
that says something, a row of atoms: the way from the figure to the word through the parse, the verb or noun where the
two ways meet, the word's own form, and where it stands to the answer of the rules. The ways are read word by word
(`Scene`, `Trail`), the rest for all words of all figures at once (`Columns`). Read `Scene`, then `rows`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from claimx.claims.measure import carrier_of
from claimx.claims.phrases import is_loose, reports
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens
from claimx.lexicon.moves import moves
from claimx.mentions.attributions.lexemes import code, number
from claimx.mentions.attributions.templates import Templates, crossed
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    Column = np.ndarray[Any, np.dtype[np.int64]]

WINDOW = 40
"""Words this far from a figure are looked at; sentences of news are rarely longer."""
MAX_LEVELS = 14
MAX_TRAIL = 40
_EMPTY = frozenset(
    "a an and are as at be been being between by across among about for from had has have he her his in into is it its "
    "of on or over she that the their these they this those to was were which who whom whose with n't 's".split()
)
"""Words that say nothing of what is measured."""
_CLAUSES = frozenset({"acl", "advcl", "appos", "ccomp", "conj", "csubj", "parataxis", "pcomp", "relcl", "xcomp"})
_SPELLED = frozenset({"advcl", "agent", "aux", "det", "mark", "neg", "prep", "prt", "relcl"})
_PARTING = frozenset({",", ";", "--", "-", "–", "—", ":", "(", ")"})
_QUOTES = frozenset({"“", "”", '"', "``", "''"})
_OWNED = frozenset({"nummod", "quantmod", "compound"})
_TIMES = frozenset({"DATE", "TIME"})
_ENDINGS = ("ies", "ing", "ed", "es", "s")
_STEPS = np.array([0, 1, 2, 3, 4, 4, *[5] * 3, *[6] * 5, *[7] * 8, 8])
"""Distances in a few steps."""
_FAR = 6
"""More steps below the answer of the rules are not told apart."""

_CHIEF = "kind rule dep side ups arm.word meet first.word second depth loose rule.head owned beyond"
SIGHT = Templates(
    "one kind carried carrier before behind numbers rule.size rule.subject level ups up.clauses arm arm.word arm.tag "
    "meet meet.word meet.dep first first.word second path depth loose clauses rule rule.near rule.head beyond "
    "tag dep ent stem head.stem head.tag prep time side after dist commas quote between owned",
    f"""
    one
    kind
    carried
    carrier
    before
    behind
    numbers
    rule.size
    rule.subject
    level
    ups
    up.clauses
    arm
    arm.word
    arm.tag
    meet
    meet.word
    meet.dep
    tag
    dep
    ent
    stem
    head.stem
    head.tag
    prep
    time
    first
    first.word
    second
    path
    depth
    loose
    clauses
    side
    after
    dist
    commas
    quote
    between
    owned
    rule
    rule.near
    rule.head
    beyond
    {crossed(_CHIEF)}
    path ups meet
    path arm meet
    path ups kind
    path ups rule
    path side rule
    path rule rule.head
    first.word arm.word meet
    first.word arm.word meet.word
    first.word meet.word
    first meet.word side
    arm.word meet.word
    stem kind
    stem rule
    stem first.word
    stem arm
    stem head.stem
    head.stem dep
    head.stem dep rule
    carrier kind
    carrier dep
    carrier first
    behind path
    behind first.word side
    behind rule side
    dist side
    dist side rule
    first second dep
    first second dep rule
    ups first side rule
    ups first.word second
    kind ups first.word
    kind arm.word meet first.word
    meet meet.dep first.word arm.word
    meet meet.dep first arm.word
    prep dep rule
    prep rule.head kind
    time dep
    time rule
    rule.size rule
    rule.size beyond
    rule.subject first meet
    rule.subject rule first
    tag rule rule.head beyond
    ent kind
    ent first
    ent rule
    commas side
    commas first
    rule.near rule rule.head
    up.clauses clauses rule
    up.clauses clauses first
    """,
)


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

_START = 1 << 32
_OFF: Trail = (-1, -1, -1, _START, 0, False, 0, _FAR)
_NONE, _SELF = code("-"), code("self")
_NOWHERE = [number(MAX_LEVELS), *[_NONE] * 8]


@dataclass(frozen=True, eq=False)
class Columns:
    """What all figures of a Doc share: its marks and numbers, and what has been worked out of its words."""

    syntax: Syntax

    steps: dict[int, Step] = field(default_factory=dict)
    atoms: dict[int, list[int]] = field(default_factory=dict)

    def step(self, at: int) -> Step:
        """A word as a step of a way."""
        found = self.steps.get(at)
        if found is None:
            label = self.syntax.deps[at]
            word = self.syntax.lower[at] if label in _SPELLED else label
            found = Step(code(label), code(word), label in _CLAUSES, is_loose(self.syntax, at))
            self.steps[at] = found
        return found

    def word(self, at: int) -> list[int]:
        """The atoms of a word itself."""
        found = self.atoms.get(at)
        if found is None:
            found = self.atoms[at] = word_atoms(self.syntax, at)
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
        return self.syntax.figured.union(at for at in self.numbers if not ends_name(self.syntax, at))

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
        owners = [syntax.heads[at] for at in self.numbers if syntax.deps[at] in _OWNED]
        return np.bincount(np.array(owners, np.int64), minlength=len(syntax.words))


@dataclass(frozen=True, eq=False)
class Scene:
    """A figure in its sentence: tokens `first` to `last` (exclusive), those not to be shown, those the rules chose."""

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
            at: (level, -1, -1, _START, 0, False, 0, 0 if at in chosen else _FAR) for level, at in enumerate(line)
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
        return self.columns.barred.union(self.shut, self.foreign)

    @cached_property
    def foreign(self) -> frozenset[int]:
        """What other figures count, with all that hangs on it, unless the rules chose it.

        Not "rebounds" for the points of "30 points and 12 rebounds"; but "members" for "five of 11 members".
        """
        syntax = self.syntax
        found = {at for at in range(self.first, self.last) if syntax.ents[at] in _TIMES}
        for at in self.columns.numbers:
            noun = syntax.heads[at] if syntax.deps[at] in _OWNED else at
            if self.first <= at < self.last and at not in self.shut and not self.holds(noun):
                found.update(range(syntax.first(noun), syntax.last(noun) + 1))
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
            (path * 31 + label) & 0xFFFFFFFF | _START,
            depth + 1,
            loose or apart,
            clauses + clause,
            0 if at in self.ruled else min(_FAR, beyond + 1),
        )


def mixed(before: int, label: int) -> int:
    """The code of a way that goes on over a label."""
    return (before * 31 + label) & 0xFFFFFFFF | _START


def ends_name(syntax: Syntax, at: int) -> bool:
    """Whether a number is joined to a word by a hyphen."""
    joined = at > 1 and syntax.words[at - 1] == "-" and syntax.words[at - 2].isalpha()
    return joined and syntax.starts[at] - len(syntax.words[at - 2]) - 1 == syntax.starts[at - 2]


@lru_cache(maxsize=50_000)
def says(low: str, tag: str) -> bool:
    """Whether a word says something of what is measured: no function word, number or mark."""
    return low not in _EMPTY and tag != "CD" and any(map(str.isalpha, low))


@lru_cache(maxsize=50_000)
def stem(low: str) -> int:
    """The code of a word without its ending."""
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 3:
            low = low[: -len(ending)]
            break
    return code("=" + low.rstrip("e"))


def verb_class(syntax: Syntax, at: int) -> str:
    """What kind of verb a word is, or its part of speech."""
    if not syntax.is_verb(at):
        return syntax.tags[at][:1]
    form, words = syntax.lower[at], moves()
    for name, forms in (("light", words.light), ("close", words.closers), ("move", words.movers)):
        if form in forms:
            return name
    if form in words.changers:
        return "change"
    return "say" if reports(syntax, at) else "verb"


def rows(scenes: Sequence[Scene]) -> Column:
    """The atoms of the words of some scenes of one Doc, in the order of `SIGHT.names`."""
    pairs = [(k, at) for k, scene in enumerate(scenes) for at in scene.words]
    if not pairs:
        return np.zeros((0, len(SIGHT.names)), np.int64)
    owner, words = np.array(pairs, np.int64).T
    shared = np.array([figure_atoms(scene) for scene in scenes], np.int64)[owner]
    ways = np.array([atom for scene in scenes for atom in way_atoms(scene)], np.int64).reshape(len(words), -1)
    return np.hstack([shared, ways, place_columns(scenes, owner, words)])


def figure_atoms(scene: Scene) -> list[int]:
    """What is seen of the figure itself."""
    syntax, (begin, end) = scene.syntax, scene.span
    head = scene.line[0]
    carrier = carrier_of(syntax, head)
    return [
        1, code(scene.kind), number(carrier != head), stem(syntax.lower[carrier]),
        code(syntax.lower[begin - 1] if begin > scene.first else "^"),
        code(syntax.lower[end] if end < scene.last else "$"),
        number(min(3, others(scene))), number(min(12, len(scene.ruled))),
        number(any(syntax.deps[at] in SUBJECTS for at in scene.ruled)),
    ]  # fmt: skip


def others(scene: Scene) -> int:
    """How many other numbers the sentence has."""
    numbers = scene.columns.numbers
    near = numbers[bisect_left(numbers, scene.first) : bisect_left(numbers, scene.last)]
    return sum(at not in scene.shut for at in near)


def way_atoms(scene: Scene) -> list[int]:
    """For each word the way to it, up from the figure and down, where it is from the rules' answer, and itself."""
    line, near, columns = meetings(scene), nearness(scene), scene.columns
    heads, ruled, shut = scene.syntax.heads, scene.ruled, scene.shut
    found: list[int] = []
    for at in scene.words:
        level, first, second, path, depth, loose, clauses, beyond = scene.trail(at)
        head = heads[at]
        label, word = columns.step(first)[:2] if first >= 0 else (_SELF, _SELF)
        standing = 3 if head == at else (head in ruled) + 2 * (head in shut)
        found += [
            *(line[level] if level >= 0 else _NOWHERE),
            label, word, columns.step(second)[0] if second >= 0 else _NONE, path, 1 + min(depth, 5), 1 + loose,
            1 + min(clauses, 3),
            1 + (at in ruled), 1 + near.get(at, 5), 1 + standing, 1 + beyond,
            *columns.word(at),
        ]  # fmt: skip
    return found


def meetings(scene: Scene) -> list[list[int]]:
    """What is seen from each word of the line: the way up to it, the arm that the figure hangs on, the word itself."""
    syntax, line = scene.syntax, scene.line
    found, ups, clauses = [], _START, 0
    for level, at in enumerate(line):
        below = line[level - 1] if level else at
        arm = syntax.deps[below] if level else "self"
        word = syntax.lower[below] if arm == "prep" else arm
        found.append([
            number(level), ups, number(clauses), code(arm), code(word), code(syntax.tags[below][:2]),
            code(verb_class(syntax, at)), stem(syntax.lower[at]), code(syntax.deps[at]),
        ])  # fmt: skip
        ups, clauses = mixed(ups, code(syntax.deps[at])), clauses + (syntax.deps[at] in _CLAUSES)
    return found


def nearness(scene: Scene) -> dict[int, int]:
    """How far the words close to the answer of the rules are from it."""
    near: dict[int, int] = {}
    for step in (4, 3, 2, 1, 0):
        for at in scene.ruled:
            near[at - step] = near[at + step] = step
    return near


def word_atoms(syntax: Syntax, at: int) -> list[int]:
    """The word's form, label and head."""
    head, label = syntax.heads[at], syntax.deps[at]
    return [
        code(syntax.tags[at]), code(label), code(syntax.ents[at]), stem(syntax.lower[at]), stem(syntax.lower[head]),
        code(syntax.tags[head][:2]), code(syntax.lower[head]) if label == "pobj" else _NONE,
        number(syntax.ents[at] in _TIMES),
    ]  # fmt: skip


def place_columns(scenes: Sequence[Scene], owner: Column, words: Column) -> Column:
    """Where the words stand: on which side of the figure and of the word above both, how far, behind what."""
    columns, heads = scenes[0].columns, scenes[0].columns.heads
    begin, end, own = np.array([(*scene.span, own_owner(scene)) for scene in scenes], np.int64)[owner].T
    first = np.array([scene.trails[at][1] for scene in scenes for at in scene.words], np.int64)
    after = words >= end
    apart = np.where(after, words - end + 1, begin - words)
    low, high = np.minimum(words, begin), np.maximum(words, begin)
    between = counted(columns.numbers, low + 1, high) - after * counted(columns.numbers, begin + 1, end)
    step = _STEPS[np.minimum(apart, len(_STEPS) - 1)]
    above, owned = heads[words], columns.owned
    return np.column_stack([
        1 + after + 2 * ((first >= 0) & (words > heads[first])),
        1 + (first >= end),
        11 + np.where(after, step, -step),
        1 + np.minimum(4, counted(columns.commas, low, high)),
        1 + (counted(columns.quotes, low, high) > 0),
        1 + np.clip(between, 0, 2),
        1 + 2 * (owned[words] > (words == own)) + (owned[above] > (above == own)),
    ])  # fmt: skip


def counted(marks: list[int], low: Column, high: Column) -> Column:
    """How many marks stand from `low` up to, not including, `high`."""
    return np.searchsorted(marks, high) - np.searchsorted(marks, low)


def own_owner(scene: Scene) -> int:
    """The word that the figure itself modifies (-1: none)."""
    syntax = scene.syntax
    return next((syntax.heads[at] for at in range(*scene.span) if is_modifier(syntax, at)), -1)


def is_modifier(syntax: Syntax, at: int) -> bool:
    """Whether a number modifies a word."""
    return syntax.tags[at] == "CD" and syntax.deps[at] in _OWNED
