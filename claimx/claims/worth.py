"""How much a claim is worth checking: a score of features that a fact-checking desk would name.

In: the fields of a claim. Out: 0..1. The score is a logistic sum over the table `WEIGHTS`: every feature that holds
adds its weight. A checkable statistic with a named source, an entity, a movement or a large scale ranks high; dates
that only place another figure, predictions, ages and bare ordinals rank low.
"""

from __future__ import annotations

from decimal import Decimal
from math import exp
from typing import TYPE_CHECKING

from claimx.claims.worded import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.records import Claim

BIAS = 0.2
WEIGHTS: dict[str, float] = {
    # What it is.
    "kind:percent": 1.4,
    "kind:money": 1.4,
    "kind:quantity": 1.1,
    "kind:multiple": 0.8,
    "kind:count": 0.7,
    "kind:duration": -0.3,
    "kind:ordinal": -1.2,
    "kind:age": -2.0,
    "kind:date": -0.4,
    # What it is for.
    "role:event-date": 0.0,
    "role:schedule": 0.0,
    "role:period": -2.5,
    "role:reporting-date": -2.5,
    "role:background": -2.0,
    # How it is put.
    "status:forecast": -0.6,
    "status:planned": -0.3,
    "status:hypothetical": -0.9,
    "status:negated": -0.3,
    # What makes it checkable.
    "measured": 0.3,
    "period": 0.3,
    "entities": 0.3,
    "change": 0.5,
    "large": 0.5,
    "small count": -0.8,
    "one of a kind": -1.2,
    "named group": -2.0,
    "vague": -0.6,
    "attributed": 0.3,
    "public source": 0.3,
    "unnamed source": -0.2,
}
LARGE = Decimal(1_000_000)
"""From here on a figure counts as large."""
SMALL = Decimal(5)
"""Counts below this rarely state anything to check ("one reason", "two brothers")."""
_RATES = (["bracket"], ["rate"], ["rates"], ["tax"])
_PUBLIC = frozenset({"government", "organization", "document"})


def check_worthiness(claim: Claim) -> float:
    """The score of a claim, rounded to two decimals."""
    total = BIAS + sum(WEIGHTS.get(feature, 0.0) for feature in features(claim))
    return round(1 / (1 + exp(-total)), 2)


def features(claim: Claim) -> Iterator[str]:
    """The names of the features that hold, as in `WEIGHTS`."""
    yield f"kind:{claim.kind}"
    yield f"role:{claim.role}"
    yield f"status:{claim.status}"
    held = {
        "measured": claim.measure,
        "period": claim.period,
        "entities": claim.entities,
        "change": claim.change,
        "large": is_large(claim),
        "small count": claim.kind == "count" and claim.value is not None and claim.value < SMALL,
        "one of a kind": claim.kind == "count" and claim.value == 1,  # "one source in the room"
        "named group": names_group(claim),
        "vague": claim.value is None and claim.low is not None and claim.high is None,  # "one among millions"
        "attributed": claim.attribution,
        "public source": claim.attribution and claim.attribution.source.type in _PUBLIC,
        "unnamed source": claim.attribution and claim.attribution.source.type == "unnamed",
    }
    yield from (name for name, holds in held.items() if holds)


def names_group(claim: Claim) -> bool:
    """Whether a share only names people and states nothing: "the top 1 percent paid a quarter of it"."""
    if claim.kind != "percent":
        return False
    text, start = claim.sentence.text, claim.sentence.start
    before, behind = text[: claim.start - start].split()[-1:], text[claim.end - start :].split()[:1]
    return bool(before) and before[0].lower() in GROUPS and behind not in _RATES


def is_large(claim: Claim) -> bool:
    """A value, or the lower bound of a range, of a million or more."""
    size = claim.value if claim.value is not None else claim.low
    return size is not None and abs(size) >= LARGE
