"""Claims against gold: `claimx evaluate GOLD`.

    evaluate     gold folder (+ claims, or else its articles are extracted) → Tally
    read_floors  TOML with one table per gold folder, `[NAME.floors]`: dotted names and the least accepted
    shortfalls   what is below its floor

`scorecard` prints the result.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import claimx
from claimx.errors import InputError, UsageError
from claimx.review.scoring.gold import read_gold, write_inputs
from claimx.review.scoring.predictions import prediction
from claimx.review.scoring.tally import tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimx.records import Claim
    from claimx.review.scoring.tally import Tally

    Extract = Callable[[list[str]], Iterable[Claim]]


def evaluate(
    gold: Path,
    claims: Iterable[Claim] | None = None,
    *,
    texts: Path | None = None,
    extract: Extract | None = None,
) -> Tally:
    """Count claims against the annotation in a folder.

    Without `claims` the annotated articles are extracted: those of the folder, or the files of the folder
    `texts`. Claims in files without annotation are left out. `extract` stands in for `claimx.extract`.
    """
    annotation = read_gold(gold)
    if claims is not None:
        return tally(annotation, map(prediction, claims))
    with TemporaryDirectory() as scratch:
        found = (extract or claimx.extract)(write_inputs(gold, annotation, texts, Path(scratch)))
        return tally(annotation, map(prediction, found))


def read_floors(path: Path, name: str) -> dict[str, float]:
    """The floors of one gold folder, by dotted name.

    Raises InputError when the file is no TOML, UsageError when it has no table of that name.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(str(path), f"not a floors file: {error}") from error
    table = tables.get(name)
    floors = table.get("floors") if isinstance(table, dict) else None
    if not isinstance(floors, dict):
        raise UsageError(f"{path}: no table [{name}.floors] for the gold folder {name}")
    wrong = next((figure for figure, floor in floors.items() if not isinstance(floor, int | float)), None)
    if wrong is not None:
        raise InputError(str(path), f"the floor of {wrong!r} is no number")
    return {figure: float(floor) for figure, floor in floors.items()}


def shortfalls(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """One line for each figure below its floor; a figure that was not measured counts as 0."""
    measured = ((name, figures.get(name, 0.0), floor) for name, floor in floors.items())
    return [f"{name} is {value:.4f}, below its floor {floor:.4f}" for name, value, floor in measured if value < floor]
