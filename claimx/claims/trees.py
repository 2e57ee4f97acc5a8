"""Boosted trees over rows of whole numbers: how likely a word belongs to a measure.

In: rows of atoms (`sight`). Out: a score for each row, a sum of whole numbers times one factor, the same on every
machine. Two kinds of columns are tested: atoms that count something as they are, and for each template what the
training saw of words with the same atoms, looked up at their hash. All tests on one level of a tree are the same, so
that a tree is a table: the answers, read as bits, are the place of its leaf. Read `Trees.scores`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from claimx.mentions.attributions.templates import Templates

    Whole = np.ndarray[Any, np.dtype[Any]]

BATCH = 512
"""Rows that are scored at once: 2 MB of answers."""


@dataclass(frozen=True, eq=False)
class Trees:
    """The tables of trained trees.

    `seen` (2 ** bits): what the training saw of a feature, 0 for one it did not see. `columns` and `bounds`: what is
    tested, and above which value the answer is yes. `tests` (levels, trees): which of these tests a tree asks; many ask
    the same. `leaves` (trees, 2 ** levels) and `base`: scores.
    """

    seen: Whole
    columns: Whole
    bounds: Whole
    tests: Whole
    leaves: Whole
    base: int
    factor: float

    @classmethod
    def of(cls, arrays: Mapping[str, Whole]) -> Trees:
        """The trees of a file of weights."""
        levels = np.stack([arrays["columns"].astype(np.int64), arrays["bounds"].astype(np.int64)], axis=-1)
        single, tests = np.unique(levels.reshape(-1, 2), axis=0, return_inverse=True)
        return cls(
            seen=np.append(arrays["seen"], np.int8(0)).astype(np.int16),
            columns=single[:, 0],
            bounds=single[:, 1:].astype(np.int16),
            tests=tests.reshape(levels.shape[:2]).T.copy(),
            leaves=arrays["leaves"].astype(np.int32),
            base=int(arrays["base"]),
            factor=float(arrays["factor"]),
        )

    @property
    def bits(self) -> int:
        """The table of features has 2 ** bits places."""
        return (len(self.seen) - 1).bit_length() - 1

    def scores(self, templates: Templates, counts: Sequence[int], rows: Whole) -> Whole:
        """The score of each row of atoms; `counts` are the columns that are tested as they are."""
        found = [
            self.sums(np.vstack([part[:, counts].T.astype(np.int16), self.seen[templates.places(part, self.bits).T]]))
            for part in (rows[at : at + BATCH] for at in range(0, len(rows), BATCH))
        ]
        return (np.concatenate(found) + self.base) * self.factor if found else np.zeros(0)

    def sums(self, tested: Whole) -> Whole:
        """The sum of the leaves that each word falls into; `tested` has one row per column, one column per word."""
        answers = (tested.take(self.columns, axis=0) > self.bounds).view(np.uint8)
        place = np.zeros((len(self.leaves), tested.shape[1]), np.uint8)
        for level in self.tests:
            place <<= 1
            place |= answers.take(level, axis=0)
        first = np.arange(0, self.leaves.size, self.leaves.shape[1])[:, None]
        found: Whole = self.leaves.take(first + place).sum(axis=0)
        return found
