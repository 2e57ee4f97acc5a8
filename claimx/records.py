"""The records that claimx prints: one `Claim` per figure, and the three mention layers of `annotate`.

Read from the bottom: a `Claim` joins a figure to its measure, period, change, attribution and document; the models
above it are its parts. Every `Span` counts Unicode code points of the source, end exclusive, and the slice of the
source equals its `text`. All models are frozen, forbid unknown keys and always print every key.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

Kind = Literal["money", "percent", "quantity", "count", "date", "duration", "ordinal", "multiple", "age"]
Role = Literal["figure", "event-date", "schedule", "period", "reporting-date", "background"]
Status = Literal["asserted", "forecast", "planned", "hypothetical", "negated"]
Direction = Literal["up", "down", "same"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["explicit", "dct", "context", "unresolved"]
QuotationType = Literal["direct", "indirect", "mixed"]
Scope = Literal["sentence", "discourse", "block"]
SourceType = Literal["person", "organization", "government", "media", "document", "unnamed"]
Modifier = Literal[
    "approximately",
    "nearly",
    "more than",
    "less than",
    "at least",
    "at most",
    "up to",
    "exactly",
    "by",
    "since",
    "until",
    "before",
    "after",
    "within",
    "start of",
    "mid",
    "end of",
]
Flag = Literal[
    "ambiguous_date_order",
    "carried_over_source",
    "context_period",
    "currency_from_context",
    "dollar_assumed_usd",
    "fiscal_period",
    "no_publication_date",
    "second_hand_source",
    "source_uncertain",
    "unbalanced_quotation",
    "year_from_publication_date",
]


def json_number(value: Decimal) -> int | float:
    """The JSON number for a decimal: an integer when it is integral, also after the rounding to 64 bits."""
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    return int(number) if number.is_integer() else number


def exact_decimal(value: object) -> object:
    """Read a JSON float by its shortest spelling, so that 0.1 stays 0.1."""
    return Decimal(repr(value)) if isinstance(value, float) else value


Number = Annotated[
    Decimal,
    BeforeValidator(exact_decimal),
    # No return type: pydantic would turn an integer beyond 64 bits into a float.
    PlainSerializer(json_number, when_used="json"),
    WithJsonSchema({"type": "number"}),
]


class Record(BaseModel):
    """Base of all records: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(Record):
    """A stretch of the source: `source[start:end] == text`."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Entity(Span):
    """A named entity with its OntoNotes label (GPE, ORG, PERSON …)."""

    label: str


class Measure(Record):
    """What a figure measures: one or two stretches of its sentence; `text` joins them with a space."""

    text: str
    spans: tuple[Span, ...]


class TimexPart(Span):
    """One end of a range of dates."""

    type: TimexType
    value: str | None


class Timex(Record):
    """A normalised time expression (TIMEX3 value and modifier, ISO days inclusive)."""

    type: TimexType
    value: str | None
    mod: str | None
    first_day: str | None
    last_day: str | None
    anchor: Anchor
    parts: tuple[TimexPart, ...]


class Period(Span):
    """The time that a figure refers to."""

    value: str | None
    first_day: str | None
    last_day: str | None
    anchor: Anchor


class Change(Record):
    """A movement: the figure is its size (by) or one of its ends (from, to)."""

    direction: Direction
    role: Literal["from", "to", "by"]
    from_: Number | None = Field(alias="from")
    to: Number | None
    factor: Number | None
    delta: Number | None
    delta_percent: Number | None
    other: str | None


class Voice(Span):
    """A named voice: `name` is its fullest name in the article, the rest the mention used."""

    name: str


class Source(Voice):
    """The nearest voice that vouches for a figure."""

    type: SourceType


class Attribution(Record):
    """Who says a figure, by which cue, and how far away."""

    source: Source
    cue: Span | None
    type: QuotationType
    scope: Scope
    co_sources: tuple[Voice, ...]
    via: tuple[Voice, ...]
    reported_by: tuple[Voice, ...]


class Document(Record):
    """One article: a stretch of its source, and where that source came from."""

    id: str
    path: str
    key: str | None
    article: int = Field(ge=0)
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    sha256: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


class Claim(Record):
    """One figure or date of an article, with everything the text says about it."""

    id: str
    figure_id: str
    kind: Kind
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str | None
    unit_text: str | None
    modifier: Modifier | None
    modifier_text: str | None
    timex: Timex | None
    measure: Measure | None
    entities: tuple[Entity, ...]
    role: Role
    period: Period | None
    change: Change | None
    status: Status
    attribution: Attribution | None
    check_worthiness: float = Field(ge=0, le=1)
    confidence: float = Field(ge=0, le=1)
    flags: tuple[Flag, ...]
    sentence: Span
    document: Document
    extractor: str


class QuantityMention(Span):
    """A quantity as `annotate` prints it; `measure` is what it is of, without verb and without what `unit` says."""

    kind: Kind
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str | None
    unit_text: str | None
    modifier: Modifier | None
    modifier_text: str | None
    measure: Measure | None
    change: Change | None


class TimexMention(Timex, Span):
    """A time expression as `annotate` prints it."""


class AttributionMention(Record):
    """An attribution as `annotate` prints it, with or without a number."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    type: QuotationType


class Annotation(Record):
    """All mentions of one article; `text` is source[document.start:document.end]."""

    document: Document
    text: str
    quantities: tuple[QuantityMention, ...]
    timexes: tuple[TimexMention, ...]
    attributions: tuple[AttributionMention, ...]
