"""Parts of a claim in words, for pages that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.records import json_number

if TYPE_CHECKING:
    from decimal import Decimal

    from claimx.records import Claim

OWN_VOICE = "the article itself"


def figure_text(claim: Claim) -> str:
    """The figure with its modifier, as printed."""
    return f"{claim.modifier_text} {claim.text}" if claim.modifier_text else claim.text


def source_text(claim: Claim) -> str:
    """Who says it."""
    return claim.attribution.source.name if claim.attribution else OWN_VOICE


def number_text(value: Decimal) -> str:
    """A number with thousands separated: "245,000,000,000", "0.6667"."""
    return f"{json_number(value):,}"


def value_text(claim: Claim) -> str:
    """The normalised value with its unit: "245,000,000,000 USD", "2 to 3 week", "2024-Q3"."""
    if claim.value is None and claim.timex is not None and claim.low is None and claim.high is None:
        return claim.timex.value or "not resolved"
    number = number_text(claim.value) if claim.value is not None else range_text(claim)
    return " ".join(filter(None, (number, claim.unit)))


def range_text(claim: Claim) -> str:
    """The bounds of a range, open ends in words."""
    low, high = (None if bound is None else number_text(bound) for bound in (claim.low, claim.high))
    if low and high:
        return f"{low} to {high}"
    return f"{low} and up" if low else f"up to {high}" if high else ""


def measure_text(claim: Claim) -> str:
    """What the figure measures, as it is read: its stretches in the order of the text, with a gap between them."""
    if claim.measure is None:
        return ""
    spans = sorted(claim.measure.spans, key=lambda span: span.start)
    return " … ".join(span.text for span in spans)


def period_text(claim: Claim) -> str:
    """The period as printed, with its days when they are known and say more."""
    period = claim.period
    if period is None:
        return ""
    days = f"{period.first_day or '…'} to {period.last_day or '…'}" if period.first_day or period.last_day else ""
    return f"{period.text} ({days})" if days else period.text


def change_text(claim: Claim) -> str:
    """The movement: "up from 190,000,000,000 to 245,000,000,000 (28.95%)"."""
    change = claim.change
    if change is None:
        return ""
    parts: list[str] = ["unchanged" if change.direction == "same" else change.direction]
    parts += [f"from {number_text(change.from_)}"] if change.from_ is not None else []
    parts += [f"to {number_text(change.to)}"] if change.to is not None else []
    parts += [f"by a factor of {number_text(change.factor)}"] if change.factor is not None else []
    parts += [f"({number_text(change.delta_percent)}%)"] if change.delta_percent is not None else []
    return " ".join(parts)


def flag_text(flag: str) -> str:
    """A flag in words."""
    return flag.replace("_", " ").replace("usd", "US dollar")
