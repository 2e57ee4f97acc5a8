"""The same figure across articles: `compare` lays figures side by side and never says which one is right.

Copies of an article are found first (`origins`): two files with one text are one origin. Then figures of one
kind with the same measure are grouped, and what lies between every two different figures of a group is the
first of `RELATIONS` that holds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from claimx.review.likeness import (
    containment,
    days,
    interval,
    likeness,
    same_value,
    scale_slip,
    topic,
)
from claimx.review.origins import origins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimx.export.sources import Sources
    from claimx.records import Claim

CONFLICT = "conflict"
COMPARED = frozenset({"money", "percent", "quantity", "count", "multiple", "age", "duration"})
ALIKE = 0.5
"""Likeness of two measures from which they are held to be one; set by hand."""
ENTAILED = 0.75
"""Containment from which a shorter measure may be the longer one with its details left out."""
FEWEST_SHARED = 2
"""Shared words below which two measures say nothing about one another."""
COMMON_WORD = 200
"""A word in more figures than this leads to none of them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in one or more articles: `claims` all state it, from as many independent `origins`."""

    claims: tuple[Claim, ...]
    origins: int

    @property
    def claim(self) -> Claim:
        """The first claim, which stands for all."""
        return self.claims[0]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two different figures of one group and what lies between them; `detail` shows the computation."""

    relation: str
    one: Claim
    other: Claim
    detail: str


@dataclass(frozen=True, slots=True)
class Group:
    """Figures with one measure, found in more than one article."""

    measure: str
    figures: tuple[Figure, ...]
    pairs: tuple[Pair, ...]
    articles: int
    origins: int

    @property
    def relations(self) -> frozenset[str]:
        """Every relation that occurs; "same" when a figure stands in several articles."""
        same = {"same"} if any(len(figure.claims) > 1 for figure in self.figures) else set()
        return frozenset(pair.relation for pair in self.pairs) | same


def compare(claims: Iterable[Claim], sources: Sources | None = None) -> list[Group]:
    """Groups of figures that more than one article states, conflicts first. Holds all claims at once."""
    held = list(claims)
    origin = origins(held, sources)
    fit = [claim for claim in held if claim.kind in COMPARED and claim.role == "figure" and claim.measure]
    groups = [group_of(members, origin) for members in clusters(fit)]
    found = [group for group in groups if group.articles > 1]
    return sorted(found, key=lambda group: (CONFLICT not in group.relations, -group.origins, group.measure))


def clusters(claims: list[Claim]) -> Iterator[list[Claim]]:
    """Claims joined where their measures are alike: each joins the group of the most like claim before it."""
    topics = [topic(claim) for claim in claims]
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    leader = list(range(len(claims)))
    for at, words in enumerate(topics):
        keys = [(claims[at].kind, word) for word in words]
        near = {other for key in keys if len(holders[key]) <= COMMON_WORD for other in holders[key]}
        best = max(near, key=lambda other: (closeness(words, topics[other]), -other), default=at)
        if best != at and closeness(words, topics[best]):
            leader[at] = leader[best]
        for key in keys:
            holders[key].append(at)
    members = defaultdict(list)
    for at, first in enumerate(leader):
        members[first].append(claims[at])
    yield from members.values()


def closeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two measures are; 0 when they are not alike enough to be one."""
    if len(one & other) < FEWEST_SHARED:
        return 0
    alike = likeness(one, other)
    return alike if alike >= ALIKE or containment(one, other) >= ENTAILED else 0


def group_of(claims: list[Claim], origin: dict[str, str]) -> Group:
    """The figures of a cluster, and what lies between every two of them."""
    alike: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        alike[(claim.value, claim.low, claim.high, claim.unit, days(claim))].append(claim)
    figures = [
        Figure(tuple(members), len({origin[claim.document.id] for claim in members})) for members in alike.values()
    ]
    pairs = [
        pair
        for one, other in combinations(figures, 2)
        if origin[one.claim.document.id] != origin[other.claim.document.id]
        for pair in [between(one.claim, other.claim)]
    ]
    documents = {(claim.document.path, claim.document.id) for claim in claims}
    independent = {origin[claim.document.id] for claim in claims}
    longest = max((claim.measure.text for claim in claims if claim.measure), key=len)
    return Group(longest, tuple(figures), tuple(pairs), len(documents), len(independent))


def between(one: Claim, other: Claim) -> Pair:
    """The first relation that holds."""
    for relation, holds in RELATIONS:
        detail = holds(one, other)
        if detail is not None:
            return Pair(relation, one, other, detail)
    return Pair(CONFLICT, one, other, difference(one, other))


def other_period(one: Claim, other: Claim) -> str | None:
    """Both periods are known, and they are not the same."""
    first, second = days(one), days(other)
    if first is None or second is None or first == second:
        return None
    return f"{first[0]} to {first[1]}, and {second[0]} to {second[1]}"


def unit_differs(one: Claim, other: Claim) -> str | None:
    """The units differ; counted nouns only when their numbers agree."""
    if one.unit == other.unit or (one.kind == "count" and not same_value(one, other)):
        return None
    return f"{one.unit or 'no unit'}, and {other.unit or 'no unit'}"


def same(one: Claim, other: Claim) -> str | None:
    """The same number."""
    return "" if same_value(one, other) else None


def rounding(one: Claim, other: Claim) -> str | None:
    """One number is the other, rounded or hedged."""
    first, second = interval(one), interval(other)
    if first is None or second is None or not first.meets(second):
        return None
    return difference(one, other)


def slip(one: Claim, other: Claim) -> str | None:
    """The same digits, a thousand times larger."""
    power = scale_slip(one, other)
    return f"the same digits, ×10^{power}" if power else None


def other_scope(one: Claim, other: Claim) -> str | None:
    """One measure says more than the other ("exports", "exports of cars")."""
    first, second = topic(one), topic(other)
    if first == second or not (first < second or second < first):
        return None
    return "only one of them says: " + ", ".join(sorted(first ^ second))


def revision(one: Claim, other: Claim) -> str | None:
    """The same source at another time."""
    names = {claim.attribution.source.name for claim in (one, other) if claim.attribution}
    dates = sorted(claim.document.published for claim in (one, other) if claim.document.published)
    both = one.attribution and other.attribution and len(names) == 1
    if not both or len(set(dates)) != 2:
        return None
    return f"{names.pop()}, {dates[0]} and {dates[1]}: {difference(one, other)}"


def spread(one: Claim, other: Claim) -> str | None:
    """Two named sources, two numbers."""
    if one.attribution is None or other.attribution is None:
        return None
    names = [one.attribution.source.name, other.attribution.source.name]
    return f"{names[0]}, and {names[1]}: {difference(one, other)}" if names[0] != names[1] else None


def difference(one: Claim, other: Claim) -> str:
    """How far apart two numbers are."""
    if not one.value or other.value is None:
        return ""
    return f"{(other.value - one.value) / abs(one.value) * 100:+.1f}%"


RELATIONS: tuple[tuple[str, Callable[[Claim, Claim], str | None]], ...] = (
    ("other period", other_period),
    ("unit differs", unit_differs),
    ("same", same),
    ("rounding", rounding),
    ("scale slip", slip),
    ("other scope", other_scope),
    ("revision", revision),
    ("spread between sources", spread),
)
"""In the order in which they are tried; what is left is a conflict."""
