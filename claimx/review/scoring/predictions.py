"""A claim as the scorer sees it: one flat line, in the plain types of gold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from claimx.records import Change, Claim, Kind, Number, QuotationType, Status, json_number
from claimx.review.scoring.gold import Bounds, Value


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is compared of a claim; `period` is its value, and `has_period` says that one was found at all."""

    file: str
    start: int
    end: int
    text: str
    kind: Kind
    value: Value
    unit: str | None
    modifier: str | None
    status: Status
    measure: str | None
    has_period: bool
    period: str | None
    change: Change | None
    source: str | None
    cue: str | None
    quotation: QuotationType | None
    entities: tuple[str, ...]


def prediction(claim: Claim) -> Prediction:
    """Flatten a claim; its file is the caller's key, or the name of the file it stands in."""
    said = claim.attribution
    return Prediction(
        file=claim.document.key or PurePath(claim.document.path).name,
        start=claim.start,
        end=claim.end,
        text=claim.text,
        kind=claim.kind,
        value=value_of(claim),
        unit=claim.unit,
        modifier=claim.modifier,
        status=claim.status,
        measure=claim.measure.text if claim.measure else None,
        has_period=claim.period is not None,
        period=claim.period.value if claim.period else None,
        change=claim.change,
        source=said.source.name if said else None,
        cue=said.cue.text if said and said.cue else None,
        quotation=said.type if said else None,
        entities=tuple(entity.text for entity in claim.entities),
    )


def value_of(claim: Claim) -> Value:
    """The TIMEX value of a date, else a number, bounds, or nothing."""
    if claim.kind == "date" and claim.timex:
        return claim.timex.value
    if claim.value is not None:
        return float(json_number(claim.value))
    if claim.low is None and claim.high is None:
        return None
    return Bounds(low=as_float(claim.low), high=as_float(claim.high))


def as_float(number: Number | None) -> float | None:
    """A decimal as gold has it."""
    return None if number is None else float(number)
