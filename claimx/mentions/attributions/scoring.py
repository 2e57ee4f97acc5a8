"""Scores of candidates: trained hashed weights, or the hand-set table when there are none.

A stage (cue, source, pair) scores groups of candidates of which at most one is right. The probability of a candidate is
exp(score) / (1 + sum of exp(scores of its group)): the 1 stands for "none of them". Weights: one int8 array per stage
and one factor, in `models/attribution/weights.npz`, checked by SHA-256 before use. Scores are sums of whole numbers
times the factor, so that they are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from claimx.parsing.shipped import arrays_of, trained_folder

if TYPE_CHECKING:
    from claimx.mentions.attributions.templates import Rows, Templates

    Floats = np.ndarray[Any, np.dtype[np.float64]]

STAGES = ("cue", "source", "pair")
LARGEST_SCORE = 30.0


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of some candidates: parts of templates, their rows, and whose rows they are (None: one each)."""

    candidates: int
    parts: Sequence[tuple[Templates, Rows, Sequence[int] | None]]


@dataclass(frozen=True)
class Scorer:
    """The weights of a stage: whole numbers, with a zero behind the last for absent features."""

    table: np.ndarray[Any, np.dtype[np.int32]]
    factor: float

    @property
    def bits(self) -> int:
        """The table has 2 ** bits weights."""
        return (len(self.table) - 1).bit_length() - 1

    def score(self, sight: Sight) -> Floats:
        """The log-odds of each candidate against "none of them"."""
        sums = np.zeros(sight.candidates)
        for templates, rows, owners in sight.parts:
            if len(rows):
                found = self.table[templates.places(rows, self.bits)].sum(axis=1)
                sums += found if owners is None else np.bincount(owners, found, minlength=sight.candidates)
        return sums * self.factor


@dataclass(frozen=True)
class Model:
    """One scorer per stage."""

    cue: Scorer
    source: Scorer
    pair: Scorer
    trained: bool


def probabilities(scores: Floats, edges: Sequence[int]) -> list[float]:
    """Probabilities of the candidates, group by group; `edges` has where each group starts, and the end.

    What is missing to 1 in a group is "none of them". No group may be empty.
    """
    if not len(scores):
        return []
    raised = np.exp(np.clip(scores, -LARGEST_SCORE, LARGEST_SCORE))
    starts = np.asarray(edges)
    totals = 1.0 + np.add.reduceat(raised, starts[:-1])
    found: list[float] = (raised / np.repeat(totals, np.diff(starts))).tolist()
    return found


@lru_cache(maxsize=1)
def model() -> Model:
    """The trained weights of this installation, or the hand-set scores when it carries none.

    Raises EnvironmentProblem when the weights are there but damaged.
    """
    folder = trained_folder("attribution")
    if folder is None:
        # It names the features of all stages, which in turn name this module.
        from claimx.mentions.attributions.hand_set import hand_set_model

        return hand_set_model()
    return load(folder)


def load(folder: Path) -> Model:
    """Read checked weights from a folder."""
    arrays = arrays_of(folder)
    cue, source, pair = (scorer(arrays[stage], float(arrays[f"{stage}_factor"])) for stage in STAGES)
    return Model(cue, source, pair, trained=True)


def scorer(weights: np.ndarray[Any, np.dtype[np.int8]], factor: float) -> Scorer:
    """A scorer over int8 weights and their common factor."""
    return Scorer(np.append(weights, np.int8(0)).astype(np.int32), factor)
