"""The learned choice of a measure: trained weights say which words belong to it, a search lays them out as phrases.

In: a Doc, figures, what the rules say each measures. Out: the stretches for each. The rules' answer stands where the
weights are not there, where the sentence is not parsed, and where the search finds nothing that is clearly better.
Weights: int8 and one factor in `models/measure/weights.npz`, checked by SHA-256 before use; scores are sums of whole
numbers. Read `refined`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from claimx.claims.runs import best, most, worth
from claimx.claims.sight import SIGHT, Columns, Scene, rows
from claimx.claims.syntax import syntax_of
from claimx.errors import EnvironmentProblem
from claimx.mentions.attributions.scoring import WEIGHTS, Scorer, scorer
from claimx.parsing.shipped import check_sums, model_folder
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

Stretches = tuple[Offsets, ...]
Asked = tuple[Quantity | Timex, Stretches]
"""A figure with what the rules say it measures."""

MODEL = "measure"
MARGIN = 0.02
"""The answer of the rules, a phrase laid out with care, gives way to one with an expected F1 higher by this."""


def refined(doc: Doc, asked: Sequence[Asked]) -> list[Stretches]:
    """What the figures measure, by the weights where there are any."""
    syntax, weights = syntax_of(doc), model()
    if weights is None:
        return [ruled for _, ruled in asked]
    columns = Columns(syntax)
    scenes = [scene_of(columns, *one) for one in asked]
    chances = iter(probabilities([scene for scene in scenes if scene], weights))
    return [
        chosen(scene, next(chances), ruled) if scene else ruled for scene, (_, ruled) in zip(scenes, asked, strict=True)
    ]


def scene_of(columns: Columns, mention: Quantity | Timex, ruled: Stretches) -> Scene | None:
    """The scene of a figure; none for dates and in sentences that are not parsed."""
    if isinstance(mention, Timex) and mention.type != "DURATION":
        return None
    parsed = columns.syntax.deps[columns.syntax.tokens((mention.start, mention.end))[0]]
    return Scene.of(columns, mention, ruled) if parsed else None


def probabilities(scenes: Sequence[Scene], weights: Scorer) -> list[dict[int, float]]:
    """For each scene its words with their probability of belonging to the measure."""
    scores = weights.table[SIGHT.places(rows(scenes), weights.bits)].sum(axis=1) * weights.factor
    chances = iter(np.round(1 / (1 + np.exp(-np.clip(scores, -30, 30))), 3).tolist())
    return [{at: next(chances) for at in scene.words} for scene in scenes]


def chosen(scene: Scene, chances: dict[int, float], ruled: Stretches) -> Stretches:
    """The stretches with the highest expected F1, or those of the rules when they are nearly as good."""
    needed = worth(chances, scene.ruled) + MARGIN
    if most(chances) <= needed:
        return ruled
    found, score = best(scene, chances)
    return tuple(scene.syntax.offsets(*run) for run in found) if score > needed else ruled


@lru_cache(maxsize=1)
def model() -> Scorer | None:
    """The trained weights of this installation; none when it carries none.

    Raises EnvironmentProblem when the weights are there but damaged.
    """
    try:
        folder = model_folder(MODEL)
    except EnvironmentProblem:
        return None
    return load(folder) if (folder / WEIGHTS).is_file() else None


def load(folder: Path) -> Scorer:
    """Read checked weights from a folder."""
    check_sums(folder)
    with np.load(folder / WEIGHTS, allow_pickle=False) as arrays:
        return scorer(arrays["words"], float(arrays["factor"]))
