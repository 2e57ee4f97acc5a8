"""Scores of candidates from named features: trained hashed weights, or the hand-set table when there are none.

A stage (cue, source, pair) scores groups of candidates of which at most one is right. The probability of a candidate is
exp(score) / (1 + sum of exp(scores of its group)): the 1 stands for "none of them". Weights: one int8 array per stage
and one factor, in `models/attribution/weights.npz`, checked by SHA-256 before use. A feature is a string; its weight
stands at crc32(feature) modulo the length of the array.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zlib import crc32

from claimx.errors import EnvironmentProblem
from claimx.parsing.model import model_folder

if TYPE_CHECKING:
    import numpy as np

STAGES = ("cue", "source", "pair")
WEIGHTS = "weights.npz"
CHECKSUMS = "SHA256SUMS"
LARGEST_SCORE = 30.0
MOST_REMEMBERED = 300_000
"""Features whose weight is kept at hand: about 40 MB at most, and nine lookups of ten in news."""


class Scorer(Protocol):
    """Scores one candidate of a stage."""

    def score(self, features: Iterable[str]) -> float:
        """The log-odds of a candidate against "none of them"."""


class Weights(dict[str, float]):
    """Feature → weight: looked up by hash at first use, then remembered, up to a limit."""

    def __init__(self, table: Sequence[float]) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, feature: str) -> float:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        weight = self[feature] = self.table[table_index(feature, len(self.table))]
        return weight


@dataclass(frozen=True)
class HashedScorer:
    """Trained weights, at the hash of each feature."""

    weights: Weights

    def score(self, features: Iterable[str]) -> float:
        """Sum the weights of the features."""
        return sum(map(self.weights.__getitem__, features))


@dataclass(frozen=True)
class HandScorer:
    """Weights set by hand, for the few features that matter most."""

    weights: dict[str, float]

    def score(self, features: Iterable[str]) -> float:
        """Sum the weights of the features that have one."""
        return sum(self.weights.get(feature, 0.0) for feature in features)


@dataclass(frozen=True)
class Model:
    """One scorer per stage."""

    cue: Scorer
    source: Scorer
    pair: Scorer
    trained: bool


def probabilities(scores: Sequence[float]) -> list[float]:
    """Probabilities of the candidates of a group; what is missing to 1 is "none of them"."""
    raised = [math.exp(max(-LARGEST_SCORE, min(LARGEST_SCORE, score))) for score in scores]
    total = 1.0 + sum(raised)
    return [value / total for value in raised]


def table_index(feature: str, length: int) -> int:
    """Where the weight of a feature stands; `length` is a power of two."""
    return crc32(feature.encode()) & (length - 1)


@lru_cache(maxsize=1)
def model() -> Model:
    """The trained weights of this installation, or the hand-set scores when it carries none.

    Raises EnvironmentProblem when the weights are there but damaged.
    """
    try:
        folder = model_folder("attribution")
    except EnvironmentProblem:
        folder = None
    if folder is None or not (folder / WEIGHTS).is_file():
        return hand_set_model()
    return load(folder)


def hand_set_model() -> Model:
    """The stages on hand-set scores."""
    from claimx.mentions.attributions.hand_set import HAND_SET

    cue, source, pair = (HandScorer(HAND_SET[stage]) for stage in STAGES)
    return Model(cue, source, pair, trained=False)


def load(folder: Path) -> Model:
    """Read checked weights from a folder."""
    import numpy as np

    check(folder)
    with np.load(folder / WEIGHTS, allow_pickle=False) as arrays:
        cue, source, pair = (hashed(arrays[stage], float(arrays[f"{stage}_factor"])) for stage in STAGES)
    return Model(cue, source, pair, trained=True)


def hashed(weights: np.ndarray[Any, Any], factor: float) -> HashedScorer:
    """A scorer over int8 weights and their common factor."""
    return HashedScorer(Weights((weights * factor).tolist()))


def check(folder: Path) -> None:
    """Compare the weights with the checksum beside them."""
    listed = {name: digest for digest, name in map(str.split, (folder / CHECKSUMS).read_text().splitlines())}
    if hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest() != listed.get(WEIGHTS):
        raise EnvironmentProblem(f"{folder / WEIGHTS} is damaged: reinstall claimx")
