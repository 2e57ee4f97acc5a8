"""What is seen of the words around figures: the atoms of the learned measure, and the templates over them.

In: `Scene`s of one Doc. Out: for each word around a figure that says something a row of atoms: the way from the figure
to the word through the parse, the verb or noun where the two ways meet, the word's own form, and where it stands to the
answer of the rules. What is seen of single words is read once for each, the rest for all words of all figures at once.
Read `rows`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from claimx.claims.climb import carrier_of
from claimx.claims.phrases import TIMES, is_loose, reports
from claimx.claims.scene import MAX_LEVELS, OWNED, Scene
from claimx.claims.syntax import SUBJECTS, Syntax
from claimx.claims.ways import START, Ways, ways_to, went
from claimx.lexicon.moves import moves
from claimx.mentions.attributions.lexemes import code, number
from claimx.mentions.attributions.templates import Templates

if TYPE_CHECKING:
    from claimx.claims.scene import Column

_ENDINGS = ("ies", "ing", "ed", "es", "s")
CLAUSES = frozenset({"acl", "advcl", "appos", "ccomp", "conj", "csubj", "parataxis", "pcomp", "relcl", "xcomp"})
_SPELLED = frozenset({"advcl", "agent", "aux", "det", "mark", "neg", "prep", "prt", "relcl"})
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
_NONE, _SELF, _OBJECT = code("-"), code("self"), code("pobj")
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
    owner = np.repeat(np.arange(len(scenes)), [len(scene.words) for scene in scenes])
    if not len(owner):
        return np.zeros((0, len(SIGHT.names)), np.int64)
    words = np.array([at for scene in scenes for at in scene.words], np.int64)
    ways, heads = ways_to(scenes, owner, words), scenes[0].columns.heads
    lines = [at for scene in scenes for at in scene.line]
    used = {*words.tolist(), *heads[words].tolist(), *ways.steps.ravel().tolist(), *lines}
    seen = seen_of(scenes[0].syntax, sorted(used - {-1}))
    figures = np.array([figure_atoms(scene) for scene in scenes], np.int64)
    return np.vstack([
        figures.T[:, owner],
        meet_columns(scenes, seen)[:, ways.meet],
        *way_columns(ways, seen),
        *form_columns(words, heads[words], seen),
        *place_columns(scenes, owner, words, ways.first),
    ]).T  # fmt: skip


class Seen(NamedTuple):
    """What is seen of single words, by token; the last place stands for no word."""

    tag: Column
    office: Column
    label: Column
    ent: Column
    stem: Column
    low: Column
    step: Column
    clause: Column
    loose: Column
    time: Column


def seen_of(syntax: Syntax, used: list[int]) -> Seen:
    """What is seen of some words; zeros for the others."""
    tags, labels, ents, lows = (
        [kept[at] for at in used] for kept in (syntax.tags, syntax.deps, syntax.ents, syntax.lower)
    )
    codes = {name: code(name) for name in {*tags, *labels, *ents}}
    offices = {tag: code(tag[:2]) for tag in set(tags)}
    govern = {syntax.heads[at] for at, label in zip(used, labels, strict=True) if label == "pobj"}
    found = np.zeros((len(Seen._fields), len(syntax.words) + 1), np.int64)
    columns: list[list[int]] = [
        [codes[tag] for tag in tags],
        [offices[tag] for tag in tags],
        [codes[label] for label in labels],
        [codes[ent] for ent in ents],
        [stem(low) for low in lows],
        [code(low) if at in govern else 0 for at, low in zip(used, lows, strict=True)],
        [code(low) if label in _SPELLED else codes[label] for low, label in zip(lows, labels, strict=True)],
        [label in CLAUSES for label in labels],
        [is_loose(syntax, at) for at in used],
        [ent in TIMES for ent in ents],
    ]
    found[:, used] = columns
    return Seen(*found)


def figure_atoms(scene: Scene) -> list[int]:
    """What is seen of the figure itself."""
    syntax, (begin, end) = scene.syntax, scene.span
    head = scene.line[0]
    carrier = carrier_of(syntax, head)
    return [
        code(scene.kind), number(carrier != head), stem(syntax.lower[carrier]),
        code(syntax.lower[begin - 1] if begin > scene.first else "^"),
        code(syntax.lower[end] if end < scene.last else "$"),
        number(min(3, len(scene.numbers))), number(min(12, len(scene.ruled))),
        number(any(syntax.deps[at] in SUBJECTS for at in scene.ruled)),
    ]  # fmt: skip


def meet_columns(scenes: Sequence[Scene], seen: Seen) -> Column:
    """What is seen from each word of the lines: the way up to it, and itself; in the end, what is seen from nowhere."""
    syntax, lines = scenes[0].syntax, [at for scene in scenes for at in scene.line]
    verbs = {at: code(verb_class(syntax, at)) for at in set(lines)}
    arms = np.array([row for scene in scenes for row in arm_atoms(syntax, scene.line)], np.int64)
    above = np.array([[verbs[at] for at in lines], seen.stem[lines], seen.label[lines]])
    return np.hstack([np.vstack([arms.T, above]), np.array(_NOWHERE)[:, None]])


def arm_atoms(syntax: Syntax, line: Sequence[int]) -> Iterator[list[int]]:
    """For each word of a line the way up to it and the arm that the figure hangs on."""
    ups, clauses = START, 0
    for level, at in enumerate(line):
        below = line[level - 1] if level else at
        arm = syntax.deps[below] if level else "self"
        word = syntax.lower[below] if arm == "prep" else arm
        yield [number(level), ups, number(clauses), code(arm), code(word)]
        ups, clauses = went(ups, code(syntax.deps[at])), clauses + (syntax.deps[at] in CLAUSES)


def way_columns(ways: Ways, seen: Seen) -> list[Column]:
    """The ways down to the words, and where they are from the rules' answer."""
    none = ways.first < 0
    return [
        np.where(none, _SELF, seen.label[ways.first]),
        np.where(none, _SELF, seen.step[ways.first]),
        np.where(ways.second < 0, _NONE, seen.label[ways.second]),
        ways.coded(seen.label),
        1 + np.minimum(5, ways.depth),
        1 + seen.loose[ways.steps].any(axis=0),
        1 + np.minimum(3, seen.clause[ways.steps].sum(axis=0)),
        1 + (ways.near == 0),
        1 + np.minimum(5, ways.near),
        1 + ways.standing,
        1 + ways.beyond,
    ]


def form_columns(words: Column, heads: Column, seen: Seen) -> list[Column]:
    """The words' forms, labels and heads."""
    label = seen.label[words]
    return [
        seen.tag[words], label, seen.ent[words], seen.stem[words], seen.stem[heads], seen.office[heads],
        np.where(label == _OBJECT, seen.low[heads], _NONE), 1 + seen.time[words],
    ]  # fmt: skip


def place_columns(scenes: Sequence[Scene], owner: Column, words: Column, first: Column) -> list[Column]:
    """Where the words stand: on which side of the figure and of the word above both, how far, behind what."""
    columns, heads = scenes[0].columns, scenes[0].columns.heads
    numbers, commas, quotes = columns.marks
    begin, end, own = np.array([(*scene.span, own_owner(scene)) for scene in scenes], np.int64)[owner].T
    after = words >= end
    apart = np.where(after, words - end + 1, begin - words)
    low, high = np.minimum(words, begin), np.maximum(words, begin)
    between = counted(numbers, low + 1, high) - after * counted(numbers, begin + 1, end)
    step = _STEPS[np.minimum(apart, len(_STEPS) - 1)]
    above, owned = heads[words], columns.owned(numbers)
    return [
        1 + after + 2 * ((first >= 0) & (words > heads[first])),
        1 + (first >= end),
        11 + np.where(after, step, -step),
        1 + np.minimum(4, counted(commas, low, high)),
        1 + (counted(quotes, low, high) > 0),
        1 + np.clip(between, 0, 2),
        1 + 2 * (owned[words] > (words == own)) + (owned[above] > (above == own)),
    ]


def counted(marks: Column, low: Column, high: Column) -> Column:
    """How many marks stand from `low` up to, not including, `high`."""
    return marks.searchsorted(high) - marks.searchsorted(low)


def own_owner(scene: Scene) -> int:
    """The word that the figure itself modifies (-1: none)."""
    syntax = scene.syntax
    return next((syntax.heads[at] for at in range(*scene.span) if is_modifier(syntax, at)), -1)


def is_modifier(syntax: Syntax, at: int) -> bool:
    """Whether a number modifies a word."""
    return syntax.tags[at] == "CD" and syntax.deps[at] in OWNED
