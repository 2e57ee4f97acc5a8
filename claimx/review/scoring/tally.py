"""Matched claims counted: detection, records, fields and attribution, each under a dotted name.

`figures` flattens a report into {"record.f1": 0.87, "figures.detection.f1": …}; floors and JSON use those
names. Groups are `figures` (gold of tier 1), `dates` (tier 2) and `all`; tier 3 is free to find and free to
miss. A record is right when value, unit, modifier and source are; `strict` also wants sources that stand in
other sentences named, and `resolved` wants full names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from claimx.review.scoring.matching import DUPLICATE, FalsePositive, Matched, Pair, is_date, match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.review.scoring.gold import Gold, GoldClaim
    from claimx.review.scoring.judge import Judgement, Outcome
    from claimx.review.scoring.predictions import Prediction

GROUPS = {"figures": (1,), "dates": (2,), "all": (1, 2)}
FREE_TIER = 3
CARRIED = ("discourse", "block")


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1 from counts."""

    right: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when there was nothing to find and nothing was found."""
        found = self.right + self.spurious
        return self.right / found if found else float(not self.missed)

    @property
    def recall(self) -> float:
        """Share of gold that was found."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How much of `n` is right (token F1 counts in parts)."""

    right: float
    n: int

    @property
    def accuracy(self) -> float | None:
        """The share, None of nothing."""
        return self.right / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Carried:
    """Sources that stand outside the sentence of their figure."""

    n: int
    found: int
    right: int


@dataclass(frozen=True)
class Group:
    """The claims of some tiers: matched pairs, and how many were missed or spurious."""

    pairs: tuple[Pair, ...]
    missed: tuple[GoldClaim, ...]
    spurious: int

    @cached_property
    def detection(self) -> Rates:
        """Whether claims were found at all."""
        return Rates(len(self.pairs), self.spurious, len(self.missed))

    @cached_property
    def fields(self) -> dict[str, Share]:
        """Accuracy per field, over matched claims for which gold decides it."""
        return {name: share(values) for name, values in collect(map(field_values, self.pairs)).items()}

    @cached_property
    def sources(self) -> dict[str, Share]:
        """Accuracy of sources, cues and types, over claims with a source on both sides."""
        return {name: share(values) for name, values in collect(map(source_values, self.pairs)).items()}

    @cached_property
    def attribution(self) -> Rates:
        """Whether matched claims have a source where gold has one."""
        return rates_of(pair.judgement.source.outcome for pair in self.pairs)

    @cached_property
    def attribution_in_sentence(self) -> Rates:
        """The same without sources that gold carries over from other sentences."""
        return rates_of(pair.judgement.source.outcome for pair in self.pairs if scope(pair.gold) not in CARRIED)

    @cached_property
    def carried(self) -> Carried:
        """How sources outside the sentence fared."""
        verdicts = [pair.judgement.source for pair in self.pairs if scope(pair.gold) in CARRIED]
        found = [verdict for verdict in verdicts if verdict.outcome == "found"]
        return Carried(len(verdicts), len(found), sum(verdict.right for verdict in found))

    @cached_property
    def misattributed(self) -> int:
        """Claims with a wrong or an invented source."""
        return sum(pair.judgement.misattributed for pair in self.pairs)

    @cached_property
    def neutral_sources(self) -> int:
        """Claims where naming a source and naming none are both fine."""
        return sum(pair.judgement.source.outcome == "neutral" for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Records:
    """Whole records of figures: how many are right, out of gold and of what was found."""

    gold: int
    found: int
    right: int
    right_resolved: int
    right_strict: int
    sourced: int
    sourced_right: int

    def f1(self, right: int) -> float:
        """F1 for one way of being right."""
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 1.0

    @property
    def precision(self) -> float:
        """Share of found records that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of gold records that were got right."""
        return self.right / self.gold if self.gold else 1.0


@dataclass(frozen=True)
class Tally:
    """Claims counted against gold."""

    groups: dict[str, Group]
    records: Records
    counts: dict[str, int]
    recall_by_kind: dict[str, Share]
    recall_by_file: dict[str, Share]
    missed: tuple[GoldClaim, ...]
    false_positives: tuple[FalsePositive, ...]
    wrong: tuple[Pair, ...]

    @cached_property
    def figures(self) -> dict[str, float]:
        """Every rate under its dotted name, 0..1; a rate of nothing is left out."""
        return dict(all_figures(self))


def tally(gold: Gold, predictions: Iterable[Prediction]) -> Tally:
    """Match claims with gold and count."""
    matched = match(gold, predictions)
    groups = {name: group(matched, name) for name in GROUPS}
    return Tally(
        groups=groups,
        records=records(groups["figures"]),
        counts=counts(gold, matched),
        recall_by_kind=recall_by(matched, "kind"),
        recall_by_file=recall_by(matched, "file"),
        missed=tuple(sorted((line for line in matched.missed if line.tier != FREE_TIER), key=lambda line: line.tier)),
        false_positives=tuple(matched.false_positives),
        wrong=tuple(pair for pair in groups["all"].pairs if pair.judgement.wrong()),
    )


def group(matched: Matched, name: str) -> Group:
    """The pairs and misses of some tiers, with the false positives of their class."""
    tiers = GROUPS[name]
    pairs = tuple(pair for pair in matched.pairs if pair.gold.tier in tiers)
    missed = tuple(gold for gold in matched.missed if gold.tier in tiers)
    spurious = sum(name in ("all", class_of(wrong)) for wrong in matched.false_positives)
    return Group(pairs, missed, spurious)


def class_of(wrong: FalsePositive) -> str:
    """The group that a false positive counts against."""
    return "dates" if is_date(wrong.found.kind) else "figures"


def records(figures: Group) -> Records:
    """Count whole records of the figures."""
    right = [pair for pair in figures.pairs if pair.judgement.record]
    sourced = [gold for gold in (*golds(figures.pairs), *figures.missed) if scope(gold) == "sentence"]
    return Records(
        gold=len(figures.pairs) + len(figures.missed),
        found=len(figures.pairs) + figures.spurious,
        right=len(right),
        right_resolved=sum(is_resolved(pair.judgement) for pair in figures.pairs),
        right_strict=sum(pair.gold.attribution is None or outcome(pair) == "found" for pair in right),
        sourced=len(sourced),
        sourced_right=sum(scope(pair.gold) == "sentence" for pair in right),
    )


def golds(pairs: Iterable[Pair]) -> Iterator[GoldClaim]:
    """The gold side of pairs."""
    return (pair.gold for pair in pairs)


def outcome(pair: Pair) -> Outcome:
    """What became of the source of a pair."""
    return pair.judgement.source.outcome


def is_resolved(judgement: Judgement) -> bool:
    """A right record whose source has its full name."""
    return judgement.value.both and judgement.modifier and judgement.source.resolved


def scope(gold: GoldClaim) -> str | None:
    """How far away the source of a gold claim stands; None without a source."""
    return gold.attribution.scope if gold.attribution else None


def rates_of(outcomes: Iterable[Outcome]) -> Rates:
    """Rates from the outcomes of sources."""
    count = Counter(outcomes)
    return Rates(count["found"], count["invented"], count["missed"])


def field_values(pair: Pair) -> Iterator[tuple[str, float]]:
    """The fields that gold decides for a pair, with how right they are."""
    gold, verdict = pair.gold, pair.judgement
    yield "kind", verdict.kind
    yield "value", verdict.value.value
    if gold.kind != "date":
        yield "unit", verdict.value.unit
        yield "value_and_unit", verdict.value.both
    yield "modifier", verdict.modifier
    yield "status", verdict.status
    yield "measure_f1", verdict.measure
    if verdict.period is not None:
        yield ("period" if gold.period else "no_period"), verdict.period
    yield ("change" if gold.change else "no_change"), verdict.change
    yield "entities_f1", verdict.entities


def source_values(pair: Pair) -> Iterator[tuple[str, float]]:
    """How right the source of a pair is, when there is one on both sides."""
    verdict = pair.judgement.source
    if verdict.outcome != "found":
        return
    yield "source", verdict.right
    yield "source_resolved", verdict.resolved
    yield ("source_sentence" if scope(pair.gold) == "sentence" else "source_carried"), verdict.right
    if verdict.preferred:
        yield "cue", pair.judgement.cue
        yield "type", pair.judgement.quotation


def collect(pairs: Iterable[Iterable[tuple[str, float]]]) -> dict[str, list[float]]:
    """All values by name."""
    values: dict[str, list[float]] = {}
    for pair in pairs:
        for name, value in pair:
            values.setdefault(name, []).append(value)
    return values


def share(values: list[float]) -> Share:
    """The part of values that is right."""
    return Share(float(sum(values)), len(values))


def counts(gold: Gold, matched: Matched) -> dict[str, int]:
    """What was matched, missed, spurious, neutral or elsewhere."""
    wrong = matched.false_positives
    return {
        "gold_figures": sum(line.tier == 1 for line in gold.claims),
        "gold_dates": sum(line.tier == 2 for line in gold.claims),
        "gold_other": sum(line.tier == FREE_TIER for line in gold.claims),
        "other_found": sum(pair.gold.tier == FREE_TIER for pair in matched.pairs),
        "claims": len(matched.pairs) + len(wrong) + matched.neutral,
        "false_figures": sum(class_of(line) == "figures" for line in wrong),
        "false_dates": sum(class_of(line) == "dates" for line in wrong),
        "duplicates": sum(line.reason == DUPLICATE for line in wrong),
        "neutral": matched.neutral,
        "elsewhere": matched.elsewhere,
    }


def recall_by(matched: Matched, attribute: str) -> dict[str, Share]:
    """Recall of figures and dates by an attribute of gold."""
    found = [(gold, 1.0) for gold in golds(matched.pairs)] + [(gold, 0.0) for gold in matched.missed]
    values = collect([(str(getattr(gold, attribute)), hit)] for gold, hit in found if gold.tier != FREE_TIER)
    return {name: share(hits) for name, hits in sorted(values.items())}


def all_figures(result: Tally) -> Iterator[tuple[str, float]]:
    """The rates of a tally with their names."""
    records = result.records
    yield "record.f1", records.f1(records.right)
    yield "record.resolved_f1", records.f1(records.right_resolved)
    yield "record.strict_f1", records.f1(records.right_strict)
    yield "record.precision", records.precision
    yield "record.recall", records.recall
    for name, part in result.groups.items():
        yield from rate_figures(f"{name}.detection", part.detection)
        for field, value in part.fields.items():
            yield f"{name}.{field}", value.accuracy or 0.0
        yield from rate_figures(f"{name}.attribution", part.attribution)
        yield from rate_figures(f"{name}.attribution_in_sentence", part.attribution_in_sentence)
        for field, value in part.sources.items():
            yield f"{name}.attribution.{field}", value.accuracy or 0.0


def rate_figures(name: str, rates: Rates) -> Iterator[tuple[str, float]]:
    """Precision, recall and F1 with their names."""
    yield f"{name}.precision", rates.precision
    yield f"{name}.recall", rates.recall
    yield f"{name}.f1", rates.f1
