"""Arithmetic inside an article: figures of one text that cannot all be right, each with its computation.

Read from the bottom: two tables list the checks. Each takes the claims of a sentence or of an article and
yields findings. Rounding as printed ("12" may be 11.5 to 12.5) is always granted; doubt is never a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, groupby, pairwise, product
from typing import TYPE_CHECKING

from claimx.export.wording import figure_text, number_text
from claimx.review.likeness import (
    Interval,
    containment,
    interval,
    likeness,
    same_value,
    scale_slip,
    significant_digits,
    topic,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimx.records import Claim

    Rule = Callable[[Sequence[Claim]], Iterator["Finding"]]

HUNDRED = Decimal(100)
HEADLINE_ALIKE = 0.5
"""Containment of a headline's words in those of a figure from which both mean the same thing."""
NEAR = (Decimal("0.5"), Decimal(2))
"""A headline figure further off than this measures something else."""
SAME_DIGITS = 2
"""Digits from which "245 million" beside "245 billion" is no accident; one digit often is."""
SLIP_ALIKE = 0.5
PART = re.compile(r"\s*(?:out of|of)\s+(?:(?:the|a total of|its|their|all)\s+)*", re.IGNORECASE)
INCLUDING = re.compile(r"\b(?:including|among them|of whom|of which)$", re.IGNORECASE)
ABOVE, BELOW = ("more than", "at least"), ("less than", "at most", "up to", "nearly")
OPPOSED = frozenset(frozenset(pair) for pair in (ABOVE, *product(ABOVE, BELOW)))
"""Modifiers that do not say the same: "over 100" excludes the 100 that "at least 100" allows."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not add up: the rule's name, the figures, and the computation in one line."""

    rule: str
    claims: tuple[Claim, ...]
    computation: str


def audit(claims: Iterable[Claim]) -> Iterator[Finding]:
    """Findings article by article; claims come grouped by article, as `extract` gives them."""
    for _, group in groupby(claims, key=lambda claim: (claim.document.path, claim.document.id)):
        yield from audit_article(list(group))


def audit_article(claims: list[Claim]) -> Iterator[Finding]:
    """Findings of one article, in reading order of the first figure concerned."""
    sentences: dict[int, list[Claim]] = {}
    for claim in claims:
        sentences.setdefault(claim.sentence.start, []).append(claim)
    found = [finding for group in sentences.values() for rule in SENTENCE_RULES for finding in rule(group)]
    found += [finding for rule in ARTICLE_RULES for finding in rule(claims)]
    yield from sorted(found, key=lambda finding: (finding.claims[0].start, finding.rule))


def ends(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Start and end of each movement in a sentence, told apart by what their records say of each other."""
    starts, stops = (with_role(claims, role) for role in ("from", "to"))
    for start, end in product(starts, stops):
        alone = len(starts) == len(stops) == 1
        if start.kind == end.kind and start.unit == end.unit and start.value and (alone or linked(start, end)):
            yield start, end


def with_role(claims: Sequence[Claim], role: str) -> list[Claim]:
    """The figures that play one part in a movement."""
    return [claim for claim in claims if claim.change and claim.change.role == role and claim.value is not None]


def linked(start: Claim, end: Claim) -> bool:
    """Whether one record names the other's value as the other end."""
    forward = start.change is not None and start.change.to == end.value
    return forward or (end.change is not None and end.change.from_ == start.value)


def movements(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """Start, end and size, where a sentence gives all three for the only movement in it."""
    pairs, sizes = list(ends(claims)), with_role(claims, "by")
    if len(pairs) == len(sizes) == 1:
        yield (*pairs[0], sizes[0])


def percent_disagrees(claims: Sequence[Claim]) -> Iterator[Finding]:
    """From, to and per cent: "up 40% from 10 to 12"."""
    for start, end, size in movements(claims):
        if size.kind != "percent" or size.unit != "percent" or start.kind == "percent":
            continue
        before, after, stated = interval(start), interval(end), interval(size)
        if before is None or after is None or stated is None or before.low <= 0:
            continue
        bounds = sorted(abs(a / b - 1) * HUNDRED for a in (after.low, after.high) for b in (before.low, before.high))
        if not stated.meets(Interval(bounds[0], bounds[-1])):
            yield Finding("percent of change", (start, end, size), f"{ratio(start, end)}, not {figure_text(size)}")


def points_disagree(claims: Sequence[Claim]) -> Iterator[Finding]:
    """From, to and difference in one unit: "up 5 points from 10% to 12%"."""
    for start, end, size in movements(claims):
        points = start.kind == "percent" and size.unit == "percentage point"
        if not points and (size.unit != start.unit or start.kind == "percent"):
            continue
        before, after, stated = interval(start), interval(end), interval(size)
        if before is None or after is None or stated is None:
            continue
        bounds = sorted((abs(after.low - before.high), abs(after.high - before.low)))
        if not stated.meets(Interval(*bounds)) and start.value is not None and end.value is not None:
            gap = number_text(end.value - start.value)
            said = f"{plain(end)} - {plain(start)} = {gap}, not {figure_text(size)}"
            yield Finding("size of change", (start, end, size), said)


def factor_disagrees(claims: Sequence[Claim]) -> Iterator[Finding]:
    """From, to and factor: "tripled from 10 to 20"."""
    for start, end, size in movements(claims):
        before, after = interval(start), interval(end)
        if size.kind != "multiple" or before is None or after is None or before.low <= 0 or size.value is None:
            continue
        bounds = sorted(a / b for a in (after.low, after.high) for b in (before.low, before.high))
        half = Decimal("0.5")  # "doubled" is said of 1.8
        if not Interval(size.value - half, size.value + half).meets(Interval(bounds[0], bounds[-1])):
            yield Finding("factor of change", (start, end, size), f"{ratio(start, end)}, not {figure_text(size)}")


def direction_disagrees(claims: Sequence[Claim]) -> Iterator[Finding]:
    """A rise to a smaller number: "rose from 12 to 10"."""
    for start, end in ends(claims):
        before, after = interval(start), interval(end)
        if before is None or after is None or before.meets(after) or end.change is None:
            continue
        went = "up" if after.low > before.high else "down"
        if end.change.direction not in (went, "same"):
            said = f"{ratio(start, end)}: {went}, the text says {end.change.direction}"
            yield Finding("direction of change", (start, end), said)


def ratio(start: Claim, end: Claim) -> str:
    """The movement computed: "10 to 12 is +20%"."""
    if not start.value or end.value is None:
        return ""
    change = (end.value / start.value - 1) * HUNDRED
    return f"{number_text(start.value)} to {number_text(end.value)} is {float(change):+.3g}%"


def part_exceeds_whole(claims: Sequence[Claim]) -> Iterator[Finding]:
    """A part larger than its whole: "14 of the 10 members", "500 detained, including 600 Kurds"."""
    counts = [claim for claim in claims if claim.kind in ("count", "money", "quantity") and claim.value is not None]
    for one, other in pairwise(counts):
        sentence = one.sentence
        gap = sentence.text[one.end - sentence.start : other.start - sentence.start]
        if PART.fullmatch(gap):
            part, whole = one, other
        elif INCLUDING.search(gap.rstrip()):
            part, whole = other, one
        else:
            continue
        least, most = interval(part), interval(whole)
        comparable = part.kind == whole.kind and (part.kind == "count" or part.unit == whole.unit)
        if comparable and whole.modifier not in ("at least", "more than") and least and most and least.low > most.high:
            yield Finding("part and whole", (part, whole), f"{plain(part)} is more than {plain(whole)}")


def share_over_hundred(claims: Sequence[Claim]) -> Iterator[Finding]:
    """A share of more than the whole: "accounts for 120% of exports"."""
    for claim in claims:
        after = claim.sentence.text[claim.end - claim.sentence.start :]
        share = claim.kind == "percent" and claim.unit == "percent" and claim.change is None
        if share and re.match(r"\s+of\s+(?:the|all|its|their|[A-Z])", after) and claim.value and claim.value > HUNDRED:
            yield Finding("share over 100", (claim,), f"{plain(claim)}% of a whole")


def headline_differs(claims: Sequence[Claim]) -> Iterator[Finding]:
    """The headline's figure is not the body's: "over 100", then "at least 100"."""
    title = claims[0].document.title if claims else None
    heads = [claim for claim in claims if title and claim.sentence.text.strip() == title.strip() and claim.value]
    for head in heads:
        body = [claim for claim in claims if claim not in heads and claim.kind == head.kind and claim.value]
        about = topic(head)
        alike = [
            claim for claim in body if alike_units(head, claim) and containment(about, topic(claim)) >= HEADLINE_ALIKE
        ]
        if any(same_value(head, claim) and not opposed(head, claim) for claim in alike):
            continue
        near = [claim for claim in alike if NEAR[0] < (claim.value or 0) / (head.value or 1) < NEAR[1]]
        for claim in near[:1]:
            first, second = interval(head), interval(claim)
            if opposed(head, claim) or (first and second and not first.meets(second)):
                said = f"headline: {figure_text(head)}; text: {figure_text(claim)}"
                yield Finding("headline and text", (head, claim), said)


def alike_units(one: Claim, other: Claim) -> bool:
    """The same unit; counted nouns may be spelled out ("Kurd", "Kurdish citizen")."""
    return one.unit == other.unit or one.kind == "count"


def opposed(one: Claim, other: Claim) -> bool:
    """The same number behind modifiers that say different things."""
    pair = frozenset(str(modifier) for modifier in (one.modifier, other.modifier))
    return same_value(one, other) and pair in OPPOSED


def million_for_billion(claims: Sequence[Claim]) -> Iterator[Finding]:
    """The same digits a thousand times larger: "$245 million" and "$245 billion"."""
    fit = [claim for claim in claims if claim.kind in ("money", "quantity", "count") and claim.value]
    by_digits: dict[object, list[Claim]] = {}
    for claim in fit:
        digits = (claim.value or Decimal(0)).normalize().as_tuple().digits
        by_digits.setdefault((claim.kind, digits), []).append(claim)
    for group in by_digits.values():
        for one, other in combinations(group[:20], 2):
            power = scale_slip(one, other)
            if power and one.unit == other.unit and slip_is_likely(one, other):
                yield Finding("million and billion", (one, other), f"{plain(one)} and {plain(other)}: ×10^{power}")


def slip_is_likely(one: Claim, other: Claim) -> bool:
    """Enough digits to be no accident, and about the same thing."""
    digits = significant_digits(one.value or Decimal(0))
    return digits >= SAME_DIGITS and likeness(topic(one), topic(other)) >= SLIP_ALIKE


def plain(claim: Claim) -> str:
    """The number of a figure."""
    return number_text(claim.value) if claim.value is not None else claim.text


SENTENCE_RULES: tuple[Rule, ...] = (
    percent_disagrees,
    points_disagree,
    factor_disagrees,
    direction_disagrees,
    part_exceeds_whole,
    share_over_hundred,
)
ARTICLE_RULES: tuple[Rule, ...] = (headline_differs, million_for_billion)
RULES = (
    "percent of change",
    "size of change",
    "factor of change",
    "direction of change",
    "part and whole",
    "share over 100",
    "headline and text",
    "million and billion",
)
"""The names of all rules, as findings carry them."""
