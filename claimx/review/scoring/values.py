"""When two values and units are the same: numbers within rounding, units by name, counted nouns by head."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from claimx.review.scoring.dates import same_date
from claimx.review.scoring.gold import Bounds, GoldClaim, Paired, Value
from claimx.review.scoring.words import ALIASES, singular, squeezed, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.records import Kind
    from claimx.review.scoring.predictions import Prediction

SAME = 1e-6
SAME_FRACTION = 1e-3  # 0.333 is a third
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
PER = re.compile(r"\s*(?:\bper\b|/)\s*(?!cent\b)")
OF_SOMETHING = re.compile(r"\s+of [a-z ]+(?=/)")
BLANKS = re.compile(r"[\s-]+")
NOUN_KINDS = ("count", "ordinal", "multiple")


class Verdict(NamedTuple):
    """Whether value and unit are right, and whether both are under the same reading."""

    value: bool
    unit: bool
    both: bool


class Unit(NamedTuple):
    """A unit by its canonical name, and how many of it the spelling stands for."""

    name: str | None
    scale: float


class Reading(NamedTuple):
    """Values and units that gold accepts together."""

    values: tuple[Value, ...]
    units: tuple[str | None, ...]


def judge_value(gold: GoldClaim, found: Prediction) -> Verdict:
    """Compare value and unit under every reading of gold; the best one counts."""
    unit = canonical_unit(found.unit)
    best = Verdict(value=False, unit=False, both=False)
    for reading in readings(gold):
        value_right = any(same_value(gold.kind, value, found.value, unit.scale) for value in reading.values)
        unit_right = gold.kind == "date" or any(same_unit(gold.kind, name, found.unit, unit) for name in reading.units)
        verdict = Verdict(value_right, unit_right, value_right and unit_right)
        if (sum(verdict), verdict.value) > (sum(best), best.value):
            best = verdict
    return best


def readings(gold: GoldClaim) -> Iterator[Reading]:
    """The main reading with its free alternatives, then each pair of value and unit."""
    free = tuple(value for value in gold.value_alt if not isinstance(value, Paired))
    yield Reading((gold.value, *free), (gold.unit, *gold.unit_alt))
    for paired in gold.value_alt:
        if isinstance(paired, Paired):
            yield Reading((paired.value,), (paired.unit,))


def same_value(kind: Kind, gold: Value, found: Value, scale: float) -> bool:
    """Whether a value is right; `scale` is what the unit of the found value adds to it."""
    if kind == "date":
        return same_date(gold, found)
    if gold is None:
        return found is None
    if isinstance(gold, str):
        return isinstance(found, str) and found.strip().upper() == gold.upper()
    if isinstance(gold, Bounds) or isinstance(found, Bounds):
        return isinstance(gold, Bounds) and isinstance(found, Bounds) and same_bounds(gold, found, scale)
    number = as_number(found)
    return number is not None and near(gold, number * scale, SAME_FRACTION if abs(gold) < 1 else SAME)


def same_bounds(gold: Bounds, found: Bounds, scale: float) -> bool:
    """Whether both ends agree; an open end agrees with an open end only."""
    for wanted, given in ((gold.low, found.low), (gold.high, found.high)):
        if wanted is None or given is None:
            if wanted is not given:
                return False
        elif not near(wanted, given * scale):
            return False
    return True


def as_number(value: Value) -> float | None:
    """The number in a value; a bare year found as a date may still be the right count."""
    try:
        return None if value is None or isinstance(value, Bounds) else float(value)
    except ValueError:
        return None


def near(left: float, right: float, tolerance: float = SAME) -> bool:
    """Equal within rounding."""
    return math.isclose(left, right, rel_tol=tolerance, abs_tol=1e-9)


def same_unit(kind: Kind, gold: str | None, spelling: str | None, found: Unit) -> bool:
    """Whether a unit is right; of a counted noun its head is enough ("political prisoner" for "prisoner")."""
    if gold is None or found.name is None:
        return gold is None and found.name is None
    if str(canonical_unit(gold).name).lower() == found.name.lower():
        return True
    nouns = [singular(word) for word in words(gold)]
    return kind in NOUN_KINDS and bool(nouns) and nouns[-1] in map(singular, words(spelling))


def canonical_unit(spelling: str | None) -> Unit:
    """The canonical name of a unit: "million barrels a day" is a million "barrel/day"."""
    if spelling is None or not spelling.strip():
        return Unit(None, 1.0)
    unit = squeezed(spelling).replace("³", "3")
    if unit in ALIASES["scaled_units"]:
        return Unit(*ALIASES["scaled_units"][unit])
    scale, unit = leading_scale(unit)
    unit = BRACKETED.sub(" ", unit)
    unit = unit if unit.startswith("per cent") else PER.sub("/", unit)
    unit = BLANKS.sub(" ", OF_SOMETHING.sub("", unit)).strip()
    if unit in ALIASES["scaled_units"]:
        name, more = ALIASES["scaled_units"][unit]
        return Unit(name, scale * more)
    return Unit(plain_unit(unit), scale)


def leading_scale(unit: str) -> tuple[float, str]:
    """Split "million barrels" into a million and "barrels"."""
    first, _, rest = unit.partition(" ")
    return (SCALES[first], rest) if first in SCALES and rest else (1.0, unit)


def plain_unit(unit: str) -> str:
    """A unit by table, before and after its words are made singular."""
    units: dict[str, str] = ALIASES["units"]
    if unit in units:
        return units[unit]
    unit = "/".join(" ".join(map(singular, part.split())) for part in unit.split("/"))
    return units.get(unit, unit)
