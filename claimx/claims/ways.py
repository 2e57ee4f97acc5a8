"""The ways from figures to the words around them, for all words of all figures of a Doc at once.

In: `Scene`s of one Doc, and pairs of a scene and a word. Out: `Ways`, whose arrays have one entry per pair. A way leads
up from the figure to a word of its line, and from there down to the word; here it is climbed from the word's end. Read
`ways_to`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from claimx.claims.scene import Scene

    Column = np.ndarray[Any, np.dtype[np.int64]]

MAX_TRAIL = 40
FAR = 6
"""More steps below the answer of the rules are not told apart."""
START = 1 << 32
"""The code of a way of no steps."""
_FACTOR = 31
_POWERS = np.array([pow(_FACTOR, step, START) for step in range(MAX_TRAIL + 1)])[:, None]
_GAP = 8
_END = 1 << 62


@dataclass(frozen=True, eq=False)
class Marks:
    """A set of words for each of some scenes, as one sorted array of keys: scene times `stride` plus word.

    `keys` has an entry below and one above all others; `order` says as which word of all sets a key was given.
    """

    keys: Column
    order: Column

    @classmethod
    def of(cls, stride: int, sets: Sequence[Collection[int]]) -> Marks:
        """The marks of some sets of words, one for each scene."""
        keys = np.array([-_END, *(k * stride + at for k, words in enumerate(sets) for at in words), _END])
        order = np.argsort(keys)
        return cls(keys[order], order - 1)

    def hold(self, asked: Column) -> Column:
        """Which keys are among these."""
        found: Column = self.keys[self.keys.searchsorted(asked)] == asked
        return found

    def place(self, asked: Column) -> Column:
        """As which word of all sets each key was given; -1 for others."""
        at = self.keys.searchsorted(asked)
        return np.where(self.keys[at] == asked, self.order[at], -1)

    def distance(self, asked: Column) -> Column:
        """How far each key is from the next of these."""
        at = self.keys.searchsorted(asked)
        found: Column = np.minimum(self.keys[at] - asked, asked - self.keys[at - 1])
        return found


@dataclass(frozen=True, eq=False)
class Ways:
    """Ways to words.

    `steps`: the words of a way from its end up, in columns, -1 behind its top. `meet`: where the way leaves a line, as
    a place among the lines of all scenes (-1: the word is in another tree). `first`, `second`: the top words of the
    way (-1: none). `beyond`: steps since the last word in the answer of the rules; `near`: words from the next of them.
    """

    steps: Column
    meet: Column
    depth: Column
    first: Column
    second: Column
    beyond: Column
    near: Column
    standing: Column

    def coded(self, codes: Column) -> Column:
        """The code of each way over the codes of its words; that of no word, the last one, must be 0."""
        over: Column = (codes[self.steps] * _POWERS[: len(self.steps)]).sum(axis=0)
        return over & (START - 1) | START


def went(before: int, code: int) -> int:
    """The code of a way that goes on over a word."""
    return (before * _FACTOR + code) & (START - 1) | START


def ways_to(scenes: Sequence[Scene], owner: Column, words: Column) -> Ways:
    """The ways to some words, each in the scene with the number in `owner`."""
    heads = scenes[0].columns.heads
    stride = len(heads) + _GAP
    own, every, above = owner * stride, np.arange(len(words)), heads[words]
    lines, ruled, shut = (
        Marks.of(stride, sets)
        for sets in ([s.line for s in scenes], [s.ruled for s in scenes], [s.shut for s in scenes])
    )
    steps, depth = climbed(heads, lines, own, words)
    meet = lines.place(own + steps[depth, every])
    # The word of the line may be one that the rules chose; a root that is in no line is not asked.
    row = np.arange(len(steps))[:, None]
    told = ruled.hold(own + steps[:FAR]) & (row < depth + (meet >= 0))[:FAR]
    steps = np.where(row < depth, steps, -1)[: max(1, depth.max())]
    return Ways(
        steps, meet, depth,
        first=np.where(depth > 0, steps[np.maximum(0, depth - 1), every], -1),
        second=np.where(depth > 1, steps[np.maximum(0, depth - 2), every], -1),
        beyond=np.where(told.any(axis=0), told.argmax(axis=0), FAR),
        near=ruled.distance(own + words),
        standing=np.where(above == words, 3, ruled.hold(own + above) + 2 * shut.hold(own + above)),
    )  # fmt: skip


def climbed(heads: Column, lines: Marks, own: Column, words: Column) -> tuple[Column, Column]:
    """Each word with all above it, in columns, and in which row the way to it ends: at a word of a line, or a root."""
    rows = [words]
    while len(rows) <= MAX_TRAIL + 1 and not np.array_equal(above := heads[rows[-1]], rows[-1]):
        rows.append(above)
    up = np.array(rows)
    ends = lines.hold(own + up) | (heads[up] == up)
    ends[-1] = True
    return up, ends.argmax(axis=0)
