"""What is seen of the words around figures: the atoms of the learned measure, and the templates over them.

In: `Scene`s of one Doc. Out: for each word around a figure that says something a row of atoms: the way from the figure
to the word through the parse, the verb or noun where the two ways meet, the word's own form, and where it stands to the
answer of the rules. The ways are read word by word, the rest for all words of all figures at once. Read `rows`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from claimx.claims.climb import carrier_of
from claimx.claims.phrases import reports
from claimx.claims.scene import CLAUSES, MAX_LEVELS, OWNED, START, TIMES, Columns, Scene, went
from claimx.claims.syntax import SUBJECTS, Syntax
from claimx.lexicon.moves import moves
from claimx.mentions.attributions.lexemes import code, number
from claimx.mentions.attributions.templates import Templates

if TYPE_CHECKING:
    from claimx.claims.scene import Column

_ENDINGS = ("ies", "ing", "ed", "es", "s")
_STEPS = np.array([0, 1, 2, 3, 4, 4, *[5] * 3, *[6] * 5, *[7] * 8, 8])
"""Distances in a few steps."""
SIGHT = Templates(
    "kind carried carrier before behind numbers rule.size rule.subject level ups up.clauses arm arm.word "
    "meet meet.word meet.dep first first.word second path depth loose clauses rule rule.near rule.head beyond "
    "tag dep ent stem head.stem head.tag prep time side after dist commas quote between owned",
    """
    kind arm
    kind carrier
    carrier
    before
    behind
    stem
    stem kind
    stem first.word
    stem arm.word
    stem rule
    head.stem
    head.stem dep
    stem head.stem
    prep dep
    prep rule.head
    meet.word
    meet.word first.word
    arm.word meet.word
    first.word arm.word meet.word
    path
    path ups
    path arm
    path side rule
    path arm meet
    path ups kind
    path ups rule
    ups
    ups first.word side
    ups first.word rule
    ups first.word second
    tag dep
    tag rule rule.head
    dep first second
    dep arm.word first.word
    first.word arm.word meet
    first.word meet kind
    first.word arm.word rule
    meet.dep meet arm.word first.word
    kind arm.word meet first.word
    kind first.word ups
    ent dep
    ent kind
    behind first.word side
    behind path
    head.tag dep tag
    dist side rule
    dist side kind
    carrier dep
    carrier first.word
    rule rule.head first.word kind
    """,
)
COUNTS = [
    SIGHT.names.index(name)
    for name in "carried numbers rule.size rule.subject level up.clauses depth loose clauses rule rule.near rule.head "
    "beyond time side after dist commas quote between owned".split()
]
"""The atoms that are no codes: the trees test them as they are."""
_NONE, _SELF = code("-"), code("self")
_NOWHERE = [number(MAX_LEVELS), *[_NONE] * 7]


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
        code(scene.kind), number(carrier != head), stem(syntax.lower[carrier]),
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
            *word_atoms(columns, at),
        ]  # fmt: skip
    return found


def meetings(scene: Scene) -> list[list[int]]:
    """What is seen from each word of the line: the way up to it, the arm that the figure hangs on, the word itself."""
    syntax, line = scene.syntax, scene.line
    found, ups, clauses = [], START, 0
    for level, at in enumerate(line):
        below = line[level - 1] if level else at
        arm = syntax.deps[below] if level else "self"
        word = syntax.lower[below] if arm == "prep" else arm
        found.append([
            number(level), ups, number(clauses), code(arm), code(word),
            code(verb_class(syntax, at)), stem(syntax.lower[at]), code(syntax.deps[at]),
        ])  # fmt: skip
        ups, clauses = went(ups, code(syntax.deps[at])), clauses + (syntax.deps[at] in CLAUSES)
    return found


def nearness(scene: Scene) -> dict[int, int]:
    """How far the words close to the answer of the rules are from it."""
    near: dict[int, int] = {}
    for step in (4, 3, 2, 1, 0):
        for at in scene.ruled:
            near[at - step] = near[at + step] = step
    return near


def word_atoms(columns: Columns, at: int) -> list[int]:
    """The word's form, label and head, remembered."""
    found = columns.atoms.get(at)
    if found is None:
        found = columns.atoms[at] = form_atoms(columns.syntax, at)
    return found


def form_atoms(syntax: Syntax, at: int) -> list[int]:
    """The word's form, label and head."""
    head, label = syntax.heads[at], syntax.deps[at]
    return [
        code(syntax.tags[at]), code(label), code(syntax.ents[at]), stem(syntax.lower[at]), stem(syntax.lower[head]),
        code(syntax.tags[head][:2]), code(syntax.lower[head]) if label == "pobj" else _NONE,
        number(syntax.ents[at] in TIMES),
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
    return syntax.tags[at] == "CD" and syntax.deps[at] in OWNED
