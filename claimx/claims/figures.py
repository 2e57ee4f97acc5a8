"""Which mentions become claims: quantities, and dates and durations with a digit or number word, none overlapping.

A duration stands in both layers; its claim is made from the timex, unless the quantity reads it as an age
("65-year-old"). Elsewhere a date has the first right to its digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimx.records import Kind
from claimx.types import Offsets, Quantity, Timex


@dataclass(frozen=True, slots=True)
class Figure:
    """A mention that becomes a claim; `index` is its place in its layer."""

    mention: Quantity | Timex
    kind: Kind
    index: int

    @property
    def offsets(self) -> Offsets:
        """Where it stands in `doc.text`."""
        return self.mention.start, self.mention.end


def figures(quantities: Sequence[Quantity], timexes: Sequence[Timex]) -> list[Figure]:
    """The figures of an article in reading order."""
    ages = [Figure(q, q.kind, i) for i, q in enumerate(quantities) if q.kind == "age"]
    dates = [Figure(t, timex_kind(t), i) for i, t in enumerate(timexes) if t.is_claim]
    others = [Figure(q, q.kind, i) for i, q in enumerate(quantities) if q.kind not in ("age", "duration")]
    kept: list[Figure] = []
    taken: set[int] = set()
    for figure in [*ages, *dates, *others]:
        stretch = range(*figure.offsets)
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append(figure)
    return sorted(kept, key=lambda figure: figure.offsets)


def timex_kind(timex: Timex) -> Kind:
    """Durations and intervals ("every 9 minutes") are a kind of their own; calendar dates and clock times are dates."""
    return "duration" if timex.type in ("DURATION", "SET") else "date"
