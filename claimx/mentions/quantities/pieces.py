"""The working form of a quantity, from number to finished mention."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from claimx.numerals import Number
from claimx.records import Kind, Modifier
from claimx.types import Offsets


class Piece(NamedTuple):
    """A number with what was read around it so far.

    `start:end` covers currency, number and unit. `unit` is the canonical unit without its rate; `rate` what follows
    the slash. `factor` scales the number to the unit (cents: 0.01). `bare` tells that no unit was read: such pieces
    look for a noun, borrow from a neighbour, or turn out to be no figure.
    """

    number: Number
    start: int
    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    kind: Kind | None = None
    unit: str | None = None
    unit_text: str | None = None
    rate: str | None = None
    factor: Decimal = Decimal(1)
    prefixed: bool = False
    modifier: Modifier | None = None
    modifier_span: Offsets | None = None
    noun: Offsets | None = None
    flags: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether no unit was read."""
        return self.kind is None

    @property
    def full_unit(self) -> str | None:
        """The unit with its rate."""
        return f"{self.unit}/{self.rate}" if self.unit and self.rate else self.unit


def scaled(value: Decimal | None, factor: Decimal) -> Decimal | None:
    """A bound or value in the canonical unit."""
    return None if value is None else value * factor
