"""Durations: what the time expressions found, as quantities."""

from __future__ import annotations

import re

from claimx.mentions.quantities.measuring import TIME_UNITS
from claimx.numerals import find_numbers
from claimx.types import Quantity, Timex

_AGE = re.compile(r"[ -]olds?\b|\bof age\b", re.IGNORECASE)
_RATE = re.compile(r"(?: an? | per |-an?-|/)(second|minute|hour|day|week|month|year|night)\b")


def takes_digits(timex: Timex, text: str) -> bool:
    """Whether the digits of a timex are its own; those of ages are read again as ages."""
    return _AGE.search(text, timex.start, timex.end + 12) is None if timex.type == "DURATION" else True


def duration_of(timex: Timex, text: str) -> Quantity | None:
    """The quantity of a duration that carries a number."""
    if timex.type not in ("DURATION", "SET") or timex.unit is None:
        return None
    if timex.number is None and timex.low is None and timex.high is None:
        return None
    if not timex.is_claim and not find_numbers(text, timex.start, timex.end):
        return None  # "a century", "the decade"
    rate = _RATE.match(text, timex.end)
    unit = f"{timex.unit}/{TIME_UNITS[rate[1]]}" if rate else timex.unit
    return Quantity(
        start=timex.start,
        end=rate.end() if rate else timex.end,
        kind="duration",
        value=timex.number,
        low=timex.low,
        high=timex.high,
        unit=unit,
        unit_text=None,
        modifier=timex.modifier,
        modifier_span=timex.modifier_span,
        noun=None,
        flags=(),
    )
