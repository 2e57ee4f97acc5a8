"""Move stretches of `doc.text` into the source and turn them into record parts.

The Doc's text is the article with its furniture masked, of the same length, so a stretch of it is a stretch of the
source after adding the article's start; the text of every span is read from the source itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claimx.records import Entity, Measure, Period, Span, Timex, TimexPart, Voice
from claimx.types import Offsets
from claimx.types import Timex as TimexData


@dataclass(frozen=True, slots=True)
class Placing:
    """The source text and where the article starts in it."""

    source: str
    offset: int

    def text(self, stretch: Offsets) -> str:
        """The source's characters."""
        return self.source[stretch[0] + self.offset : stretch[1] + self.offset]

    def place(self, stretch: Offsets) -> dict[str, Any]:
        """The fields that every record with a place in the source has."""
        start, end = stretch[0] + self.offset, stretch[1] + self.offset
        return {"text": self.source[start:end], "start": start, "end": end}

    def span(self, stretch: Offsets) -> Span:
        """A span of the source."""
        return Span(**self.place(stretch))

    def spans(self, stretches: Sequence[Offsets]) -> tuple[Span, ...]:
        """Spans of the source, in the order given."""
        return tuple(self.span(stretch) for stretch in stretches)

    def entity(self, stretch: Offsets, label: str) -> Entity:
        """A named entity."""
        return Entity(**self.place(stretch), label=label)

    def voice(self, name: str, stretch: Offsets) -> Voice:
        """A named voice with the mention used."""
        return Voice(**self.place(stretch), name=name)

    def measure(self, stretches: Sequence[Offsets]) -> Measure | None:
        """A measure of one or two stretches, or None for none."""
        spans = self.spans(stretches)
        return Measure(text=" ".join(span.text for span in spans), spans=spans) if spans else None

    def timex_parts(self, timex: TimexData) -> tuple[TimexPart, ...]:
        """The ends of a range."""
        return tuple(
            TimexPart(**self.place((part.start, part.end)), type=part.type, value=part.value) for part in timex.parts
        )

    def timex(self, timex: TimexData) -> Timex:
        """A normalised time expression."""
        return Timex(
            type=timex.type,
            value=timex.value,
            mod=timex.mod,
            first_day=timex.first_day,
            last_day=timex.last_day,
            anchor=timex.anchor,
            parts=self.timex_parts(timex),
        )

    def period(self, timex: TimexData) -> Period:
        """The time a figure refers to."""
        return Period(
            **self.place((timex.start, timex.end)),
            value=timex.value,
            first_day=timex.first_day,
            last_day=timex.last_day,
            anchor=timex.anchor,
        )
