"""Which claim answers which gold claim: one to one, by overlap, inside a file.

Figures prefer figures and dates prefer dates, then the larger shared part wins. What is left over on the
side of the claims is a false positive with a reason, or neutral where annotators allow either.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from claimx.review.scoring.judge import Judgement, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimx.records import Kind
    from claimx.review.scoring.gold import Gold, GoldClaim, NotClaim
    from claimx.review.scoring.predictions import Prediction

DUPLICATE = "duplicate of a matched claim"


class Stretch(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


class InFile(Stretch, Protocol):
    """A stretch of a named file."""

    @property
    def file(self) -> str:
        """The name of the file."""


Located = TypeVar("Located", bound=InFile)
Somewhere = TypeVar("Somewhere", bound=Stretch)


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold claim, the claim that answers it, and what is right about that."""

    gold: GoldClaim
    found: Prediction
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class FalsePositive:
    """A claim that answers nothing, and why."""

    found: Prediction
    reason: str


@dataclass
class Matched:
    """Everything matched, missed and left over."""

    pairs: list[Pair] = field(default_factory=list)
    missed: list[GoldClaim] = field(default_factory=list)
    false_positives: list[FalsePositive] = field(default_factory=list)
    neutral: int = 0
    elsewhere: int = 0


def match(gold: Gold, predictions: Iterable[Prediction]) -> Matched:
    """Match claims with gold, file by file; claims in files without gold are only counted."""
    found, claims, others = by_file(predictions), by_file(gold.claims), by_file(gold.not_claims)
    matched = Matched(elsewhere=sum(len(rest) for name, rest in found.items() if name not in gold.files))
    for name in gold.files:
        match_file(matched, claims[name], others[name], found[name])
    return matched


def by_file(items: Iterable[Located]) -> defaultdict[str, list[Located]]:
    """Group by file, keeping the order."""
    groups = defaultdict(list)
    for item in items:
        groups[item.file].append(item)
    return groups


def match_file(
    matched: Matched, golds: Sequence[GoldClaim], others: Sequence[NotClaim], found: Sequence[Prediction]
) -> None:
    """Add one file to what is matched."""
    answers = best_pairs(golds, found)
    for index, gold in enumerate(golds):
        if index in answers:
            answer = found[answers[index]]
            matched.pairs.append(Pair(gold, answer, judge(gold, answer)))
        else:
            matched.missed.append(gold)
    used = set(answers.values())
    for left in (prediction for index, prediction in enumerate(found) if index not in used):
        reason = why_wrong(left, golds, others)
        if reason is None:
            matched.neutral += 1
        else:
            matched.false_positives.append(FalsePositive(left, reason))


def best_pairs(golds: Sequence[GoldClaim], found: Sequence[Prediction]) -> dict[int, int]:
    """Index of gold → index of the claim that answers it, best overlap first."""
    candidates = sorted(
        (rank(gold, answer), -i, -j)
        for i, gold in enumerate(golds)
        for j, answer in enumerate(found)
        if overlaps(gold, answer)
    )
    answers: dict[int, int] = {}
    used = set()
    for _, i, j in reversed(candidates):
        if -i not in answers and -j not in used:
            answers[-i] = -j
            used.add(-j)
    return answers


def rank(gold: GoldClaim, found: Prediction) -> tuple[bool, float, int]:
    """How well two overlapping stretches fit: same class, shared part, nearness of their starts."""
    shared = min(gold.end, found.end) - max(gold.start, found.start)
    joined = max(gold.end, found.end) - min(gold.start, found.start)
    return is_date(gold.kind) == is_date(found.kind), shared / joined, -abs(gold.start - found.start)


def is_date(kind: Kind) -> bool:
    """Dates are counted apart from figures."""
    return kind == "date"


def overlaps(left: Stretch, right: Stretch) -> bool:
    """Whether two stretches share a character."""
    return left.start < right.end and right.start < left.end


def why_wrong(found: Prediction, golds: Sequence[GoldClaim], others: Sequence[NotClaim]) -> str | None:
    """Why a claim that answers nothing is wrong; None when it is neutral."""
    if first_at(golds, found):
        return DUPLICATE
    if any(other.neutral for other in others if overlaps(other, found)):
        return None
    other = first_at(others, found)
    return f"not a claim: {other.why}" if other else "nothing there"


def first_at(items: Sequence[Somewhere], place: Stretch) -> Somewhere | None:
    """The first item that shares a character with the place."""
    return next((item for item in items if overlaps(item, place)), None)
