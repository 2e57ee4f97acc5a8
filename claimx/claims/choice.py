"""The learned choice of a measure: trained weights say which words belong to it, a search lays them out as phrases.

In: a Doc, figures, what the rules say each measures. Out: the stretches for each. The rules' answer stands where the
weights are not there, where the sentence is not parsed, and where the search finds nothing that is clearly better.
Weights: `models/measure/weights.npz`, checked by SHA-256 before use. Read `refined`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from claimx.claims.joints import jointed, whole_of
from claimx.claims.neighbours import own_name
from claimx.claims.runs import best, closes, most, worth
from claimx.claims.scene import Columns, Scene
from claimx.claims.sight import COUNTS, SIGHT, rows
from claimx.claims.stretches import MOST, runs_of
from claimx.claims.syntax import Tokens, syntax_of
from claimx.claims.trees import Trees
from claimx.parsing.shipped import arrays_of, trained_folder
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

Stretches = tuple[Offsets, ...]
Asked = tuple[Quantity | Timex, Stretches]
"""A figure with what the rules say it measures."""

MODEL = "measure"
MODEL_VERSION = 2
"""Version of the trained model, as records name it."""
MARGIN = 0.01
"""The answer of the rules, a phrase laid out with care, gives way to one with an expected F1 higher by this."""


def model_version() -> str:
    """What records say of the model: its version, or "rules" where an installation carries no weights."""
    return str(MODEL_VERSION) if model() else "rules"


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


def probabilities(scenes: Sequence[Scene], weights: Trees) -> list[dict[int, float]]:
    """For each scene its words with their probability of belonging to the measure."""
    scores = weights.scores(SIGHT, COUNTS, rows(scenes))
    chances = iter(np.round(1 / (1 + np.exp(-np.clip(scores, -30, 30))), 3).tolist())
    return [{at: next(chances) for at in scene.words} for scene in scenes]


def chosen(scene: Scene, chances: dict[int, float], ruled: Stretches) -> Stretches:
    """The stretches with the highest expected F1, or those of the rules when they are nearly as good; all joined."""
    needed = least(scene, chances)
    found = best(scene, chances, needed)[0] if most(chances) > needed else []
    return told(scene, found, ruled)


def told(scene: Scene, found: list[Tokens], ruled: Stretches) -> Stretches:
    """What is shown in the end: the runs found, else those of the rules without what is another figure's."""
    syntax = scene.syntax
    runs = found or [syntax.tokens(stretch) for stretch in ruled]
    if not found and not scene.leaked.isdisjoint(scene.ruled):
        runs = runs_of(syntax, scene.ruled - scene.leaked)[:MOST] or runs
    runs = whole_of(syntax, scene.span, frozenset(scene.sentence.barred)) or named(scene, runs)
    shut = scene.hidden if found else scene.shut
    return tuple(syntax.offsets(*run) for run in jointed(syntax, scene.span, shut, runs, counted=scene.kind == "count"))


def named(scene: Scene, runs: list[Tokens]) -> list[Tokens]:
    """The runs, one of them with the name of the figure's row: "poll … Cole", not "poll … adults"."""
    syntax = scene.syntax
    name = own_name(syntax, scene.columns.figures_near(scene.span), scene.span)
    if name is None or any(first < name[1] and name[0] < last for first, last in runs):
        return runs
    return sorted([*runs[:1], *runs_of(syntax, {at for at in range(*name) if not scene.belies(at)})[-1:]])


def least(scene: Scene, chances: dict[int, float]) -> float:
    """The F1 to expect that the answer of the rules must be beaten by; none where it is not true, or cut."""
    return worth(chances, scene.ruled) + MARGIN if closes(scene) and not any(map(scene.belies, scene.ruled)) else 0.0


@lru_cache(maxsize=1)
def model() -> Trees | None:
    """The trained weights of this installation; none when it carries none.

    Raises EnvironmentProblem when the weights are there but damaged.
    """
    folder = trained_folder(MODEL)
    return Trees.of(arrays_of(folder)) if folder else None
