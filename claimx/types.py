"""What the three mention components leave on a Doc: plain frozen data, character offsets into `doc.text`.

`Quantity` and `Timex` describe one mention each; `Attribution` joins source, cue and content spans. None of them
knows articles, files or names: that is the business of `claimx.claims`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from claimx.records import Anchor, Kind, Modifier, QuotationType, TimexType

Offsets = tuple[int, int]
"""Start and end (exclusive) of a stretch of `doc.text`."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    `start:end` covers the numeric expression without its modifier (for counts the number only). `noun` is the
    stretch of the counted, ranked or multiplied noun phrase when the text names one. `value` is null for ranges
    and vague numbers, which have `low` or `high`.
    """

    start: int
    end: int
    kind: Kind
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    unit_text: str | None
    modifier: Modifier | None
    modifier_span: Offsets | None
    noun: Offsets | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimexPart:
    """One end of a range."""

    start: int
    end: int
    type: TimexType
    value: str | None


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression.

    `value` and `mod` are TIMEX3; `first_day`/`last_day` are ISO days, inclusive, null when open or unknown.
    `modifier` is the same thing in the words of a claim ("since", "by", "start of", "more than"), with the stretch
    that says so. Durations carry their number: `number` or `low`/`high`, in `unit` ("year", "month", "day" …).
    `is_claim`: it holds a digit or number word (of
    sets only intervals: "every 9 minutes"), and is no dateline or other furniture.
    """

    start: int
    end: int
    type: TimexType
    value: str | None
    mod: str | None
    first_day: str | None
    last_day: str | None
    anchor: Anchor
    parts: tuple[TimexPart, ...] = ()
    modifier: Modifier | None = None
    modifier_span: Offsets | None = None
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    is_claim: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source that says something: stretches of `doc.text` for source, cue and content (each may be empty).

    `confidence` is the model's probability that the cue is one and that this is its source.
    """

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    type: QuotationType
    confidence: float


@dataclass(frozen=True, slots=True)
class Link:
    """A figure joined to one of the Doc's attributions.

    `attribution` is an index into `doc._.attributions`; `distance` says how the cue was reached: in the figure's own
    sentence, or carried over from a neighbour. `probability` is calibrated on held-out articles.
    """

    attribution: int
    scope: Literal["sentence", "discourse"]
    type: QuotationType
    probability: float
