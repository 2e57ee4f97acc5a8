"""What is seen of the words around figures: the atoms and templates of the learned measure.

In: `Syntax`, figures, what the rules say each measures. Out: a `Scene` for each figure and, for each word around it
that says something, a row of atoms: the way from the figure to the word through the parse, the verb or noun where the
two ways meet, the word's own form, and where it stands to the answer of the rules. The ways are read word by word
(`Scene`, `Trail`), the rest for all words of all figures at once (`Columns`). Read `Scene`, then `rows`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate
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

WINDOW = 60
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


class Trail(NamedTuple):
    """The way down to a word from the line of the figure's heads: where it leaves the line, and over which labels.

    `level` counts the line's words from the figure up (-1: another tree); `first` and `second` are the first words of
    the way (-1: none); `beyond` the steps since the last word in the answer of the rules.
    """

    level: int
    first: int
    second: int
    path: int
    depth: int
    loose: bool
    clauses: int
    beyond: int


_START = 1 << 32
_OFF = Trail(-1, -1, -1, _START, 0, False, 0, _FAR)
_NOWHERE = [number(MAX_LEVELS), *[code("-")] * 8]


@dataclass(frozen=True, eq=False)
class Columns:
    """The words of a Doc as codes, and how many marks and numbers stand before each."""

    syntax: Syntax

    def codes(self, strings: Sequence[str]) -> Column:
        """The codes of some strings."""
        return np.fromiter(map(code, strings), np.int64, len(strings))

    @cached_property
    def words(self) -> dict[str, Column]:
        """The atoms of the words themselves, by name; `low` and `number` are no atoms."""
        syntax = self.syntax
        return {
            "tag": self.codes(syntax.tags),
            "dep": self.codes(syntax.deps),
            "ent": self.codes(syntax.ents),
            "low": self.codes(syntax.lower),
            "stem": np.fromiter(map(stem, syntax.lower), np.int64, len(syntax.lower)),
            "short": self.codes([tag[:2] for tag in syntax.tags]),
            "time": np.array([number(label in _TIMES) for label in syntax.ents], np.int64),
        }

    @cached_property
    def heads(self) -> Column:
        """The head of each word."""
        return np.array(self.syntax.heads, np.int64)

    @cached_property
    def loose(self) -> dict[int, bool]:
        """Which phrases are set off by a mark, as far as it has been asked."""
        return {}

    @cached_property
    def is_number(self) -> list[bool]:
        """Whether each word is a number, and no part of a date."""
        return [tag == "CD" and label != "DATE" for tag, label in zip(self.syntax.tags, self.syntax.ents, strict=True)]

    @cached_property
    def numbers(self) -> Column:
        """How many numbers stand before each word, and before the end."""
        return np.array([0, *accumulate(self.is_number)], np.int64)

    @cached_property
    def commas(self) -> Column:
        """How many commas and the like stand before each word, and before the end."""
        return np.array([0, *accumulate(word in _PARTING for word in self.syntax.words)], np.int64)

    @cached_property
    def quotes(self) -> Column:
        """How many quotation marks stand before each word, and before the end."""
        return np.array([0, *accumulate(word in _QUOTES for word in self.syntax.words)], np.int64)

    @cached_property
    def owned(self) -> Column:
        """How many numbers modify each word."""
        syntax = self.syntax
        owners = [syntax.heads[at] for at, yes in enumerate(self.is_number) if yes and syntax.deps[at] in _OWNED]
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
        trails = {
            at: Trail(level, -1, -1, _START, 0, False, 0, 0 if at in chosen else _FAR) for level, at in enumerate(line)
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
        label, first = self.syntax.deps[at], above.first
        return Trail(
            above.level,
            at if first < 0 else first,
            at if above.depth == 1 else above.second,
            mixed(above.path, code(label)),
            above.depth + 1,
            above.loose or self.is_loose(at),
            above.clauses + (label in _CLAUSES),
            0 if at in self.ruled else min(_FAR, above.beyond + 1),
        )

    def is_loose(self, at: int) -> bool:
        """Whether a phrase is set off, worked out once for all figures."""
        known = self.columns.loose
        if at not in known:
            known[at] = is_loose(self.syntax, at)
        return known[at]


def mixed(before: int, label: int) -> int:
    """The code of a way that goes on over a label."""
    return (before * 31 + label) & 0xFFFFFFFF | _START


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
    ways = np.array([row for scene in scenes for row in way_rows(scene)], np.int64)
    return np.hstack([shared, ways, word_columns(scenes[0].columns, words), place_columns(scenes, owner, words)])


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
    is_number = scene.columns.is_number
    return sum(is_number[scene.first : scene.last]) - sum(is_number[at] for at in scene.shut)


def way_rows(scene: Scene) -> list[list[int]]:
    """For each word the way to it: up from the figure, down to the word, and past the answer of the rules."""
    line, near = meetings(scene), nearness(scene)
    found = []
    for at in scene.words:
        trail = scene.trail(at)
        meeting = line[trail.level] if trail.level >= 0 else _NOWHERE
        found.append([*meeting, *way_atoms(scene.syntax, trail), *rule_atoms(scene, near, trail, at)])
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


def way_atoms(syntax: Syntax, trail: Trail) -> list[int]:
    """The way down to a word."""
    first = syntax.deps[trail.first] if trail.first >= 0 else "self"
    word = syntax.lower[trail.first] if first in _SPELLED else first
    second = syntax.deps[trail.second] if trail.second >= 0 else "-"
    return [
        code(first), code(word), code(second), trail.path, number(min(trail.depth, 5)), number(trail.loose),
        number(min(trail.clauses, 3)),
    ]  # fmt: skip


def nearness(scene: Scene) -> dict[int, int]:
    """How far the words close to the answer of the rules are from it."""
    near: dict[int, int] = {}
    for step in (4, 3, 2, 1, 0):
        for at in scene.ruled:
            near[at - step] = near[at + step] = step
    return near


def rule_atoms(scene: Scene, near: dict[int, int], trail: Trail, at: int) -> list[int]:
    """Where a word stands to the answer of the rules: in it, beside it, how far below one of its words."""
    head, ruled = scene.syntax.heads[at], scene.ruled
    standing = 3 if head == at else (head in ruled) + 2 * (head in scene.shut)
    return [number(at in ruled), number(near.get(at, 5)), number(standing), number(trail.beyond)]


def word_columns(columns: Columns, words: Column) -> Column:
    """The words' forms, labels and heads."""
    of, heads = columns.words, columns.heads[words]
    label = of["dep"][words]
    governed = np.where(label == code("pobj"), of["low"][heads], code("-"))
    return np.column_stack([
        of["tag"][words], label, of["ent"][words], of["stem"][words], of["stem"][heads], of["short"][heads],
        governed, of["time"][words],
    ])  # fmt: skip


def place_columns(scenes: Sequence[Scene], owner: Column, words: Column) -> Column:
    """Where the words stand: on which side of the figure and of the word above both, how far, behind what."""
    columns, heads = scenes[0].columns, scenes[0].columns.heads
    begin, end, own = np.array([(*scene.span, own_owner(scene)) for scene in scenes], np.int64)[owner].T
    first = np.array([scene.trails[at].first for scene in scenes for at in scene.words], np.int64)
    after = words >= end
    apart = np.where(after, words - end + 1, begin - words)
    low, high = np.minimum(words, begin), np.maximum(words, begin)
    numbers, owned = columns.numbers, columns.owned
    between = numbers[high] - numbers[low + 1] - after * (numbers[end] - numbers[begin + 1])
    step = _STEPS[np.minimum(apart, len(_STEPS) - 1)]
    governed = (owned[heads[words]] - (heads[words] == own)) > 0
    return np.column_stack([
        1 + after + 2 * ((first >= 0) & (words > heads[first])),
        1 + (first >= end),
        11 + np.where(after, step, -step),
        1 + np.minimum(4, columns.commas[high] - columns.commas[low]),
        1 + (columns.quotes[high] > columns.quotes[low]),
        1 + np.minimum(2, between),
        1 + 2 * ((owned[words] - (words == own)) > 0) + governed,
    ])  # fmt: skip


def own_owner(scene: Scene) -> int:
    """The word that the figure itself modifies (-1: none)."""
    syntax = scene.syntax
    at = next((at for at in range(*scene.span) if scene.columns.is_number[at] and syntax.deps[at] in _OWNED), None)
    return -1 if at is None else syntax.heads[at]
