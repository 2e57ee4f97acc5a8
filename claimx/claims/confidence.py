"""How sure claimx is that value, unit, modifier and source of a claim are all right, as a probability.

In: a claim, and the probability of its source's link. Out: 0..1. A logistic sum over `WEIGHTS`, fitted on the gold
claims, cross-validated by article.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.records import Claim

BIAS = 3.30
WEIGHTS: dict[str, float] = {
    "kind:age": 0.21,
    "kind:count": -0.10,
    "kind:date": -0.09,
    "kind:duration": -0.31,
    "kind:money": 0.33,
    "kind:multiple": -0.19,
    "kind:ordinal": -0.18,
    "kind:percent": 0.08,
    "kind:quantity": 0.32,
    "no unit": -0.21,
    "scope:block": 0.46,
    "scope:discourse": -0.84,
    "scope:sentence": -0.96,
    "source uncertain": -1.62,
}
LINK_WEIGHT = 1.86
"""Weight of the link's probability, as its distance from one. All weights are as `benchmarks/calibrate.py` printed them
for 673 claims of the annotated articles."""


def confidence(claim: Claim, link: float | None) -> float:
    """The probability that the record is right, rounded to two decimals."""
    total = BIAS + sum(WEIGHTS.get(feature, 0.0) for feature in features(claim))
    if link is not None and claim.attribution is not None:
        total += LINK_WEIGHT * (link - 1)
    return round(1 / (1 + exp(-total)), 2)


def features(claim: Claim) -> Iterator[str]:
    """The features of a claim that hold."""
    yield f"kind:{claim.kind}"
    if claim.unit is None and claim.kind != "date":
        yield "no unit"
    if claim.attribution is not None:
        yield f"scope:{claim.attribution.scope}"
    if "source_uncertain" in claim.flags:
        yield "source uncertain"
