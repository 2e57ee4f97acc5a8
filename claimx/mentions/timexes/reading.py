"""What passes between recognition and normalization: `Found` expressions, the `Anchor`, and `Reading`s."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from claimx.mentions.timexes.calendar import Days, days_of
from claimx.mentions.timexes.forms import grammar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from claimx.mentions.timexes.lexer import Lexed
    from claimx.records import Anchor as AnchorKind
    from claimx.records import Flag, TimexType
    from claimx.types import Offsets

Entry = TypeVar("Entry")
_TOLD_REACH = 500
"""Two sentences are seldom longer than this."""
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?[ \n]+(?=[\"“‘(]?[A-Z])")


@dataclass(frozen=True, slots=True)
class Found:
    """A recognised expression: tokens i to j (exclusive) of a line, and the form they have."""

    lexed: Lexed
    form: str
    i: int
    j: int

    @property
    def span(self) -> Offsets:
        """Character offsets in the text."""
        return self.lexed.starts[self.i], self.lexed.ends[self.j - 1]

    @property
    def text(self) -> str:
        """The characters of the expression."""
        return self.lexed.slice(self.i, self.j)

    @property
    def words(self) -> list[str]:
        """The lower-case words of the expression."""
        return self.lexed.words[self.i : self.j]

    def pick(self, table: Mapping[str, Entry]) -> Entry | None:
        """The entry of the first word that a table knows."""
        return next((table[word] for word in self.words if word in table), None)

    def positions(self, *shapes: str) -> list[int]:
        """Where tokens of these shapes stand in the line."""
        codes = {grammar().codes.shapes[shape] for shape in shapes}
        return [k for k in range(self.i, self.j) if self.lexed.codes[k] in codes]

    def shaped(self, *shapes: str) -> list[str]:
        """The tokens of these shapes."""
        return [self.lexed.words[k] for k in self.positions(*shapes)]

    def before(self, length: int = 40) -> str:
        """The characters before the expression, within its line."""
        return self.lexed.text[max(self.lexed.starts[0], self.span[0] - length) : self.span[0]]

    def after(self, length: int = 40) -> str:
        """The characters behind the expression, within its line."""
        return self.lexed.text[self.span[1] : min(self.lexed.ends[-1], self.span[1] + length)]


@dataclass(slots=True)
class Anchor:
    """What relative expressions lean on.

    `day` is the publication date or a date printed on the article, `kind` says which. `named` is the value of the
    period named last, and `named_day` the day named last, with the offsets at which they stand.
    `look` settles the direction for the end of a range: on (True) or back (False) from `day`.
    """

    day: date | None
    kind: AnchorKind
    named: str | None = None
    named_at: int = -(10**9)
    named_day: date | None = None
    named_day_at: int = -(10**9)
    look: bool | None = None

    def recent(self, found: Found, reach: int = 300) -> str | None:
        """The period named last, when it stands within `reach` characters before an expression."""
        return self.named if found.span[0] - self.named_at <= reach else None

    def recent_day(self, found: Found, reach: int = 200) -> date | None:
        """The day named last, when it stands within `reach` characters before an expression."""
        return self.named_day if found.span[0] - self.named_day_at <= reach else None

    def told_day(self, found: Found) -> date | None:
        """The day named last, when it stands in the sentence of an expression or in the one before."""
        return self.named_day if is_told(found, self.named_day_at) else None

    def told(self, found: Found) -> str | None:
        """The period named last, when it stands in the sentence of an expression or in the one before."""
        return self.named if is_told(found, self.named_at) else None


def is_told(found: Found, at: int) -> bool:
    """Whether a place lies in the sentence of an expression or in the one before."""
    start = found.span[0]
    if start - at > _TOLD_REACH:
        return False
    return len(_SENTENCE_END.findall(found.lexed.text, at, start)) <= 1


@dataclass(frozen=True, slots=True)
class Part:
    """One end of a range: its offsets and its own reading."""

    span: Offsets
    reading: Reading


@dataclass(frozen=True, slots=True)
class Reading:
    """The normalised value of an expression, without the words before it.

    `period` holds the days where they do not follow from `value` (durations that bound a period).
    """

    type: TimexType
    value: str | None
    anchor: AnchorKind = "explicit"
    mod: str | None = None
    flags: tuple[Flag, ...] = ()
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    period: Days | None = None
    parts: tuple[Part, ...] = field(default=())

    @property
    def days(self) -> Days | None:
        """First and last day, inclusive."""
        if self.period is not None or self.type in ("DURATION", "SET"):
            return self.period
        return days_of(self.value)
