"""Durations: what the time expressions found, as quantities."""

from __future__ import annotations

import re

from claimx.mentions.quantities.rates import TIME_UNITS
from claimx.numerals import find_numbers
from claimx.types import Offsets, Quantity, Timex

_AGE = re.compile(r"[ -]olds?\b|\bof age\b", re.IGNORECASE)
_SELECTING = frozenset(
    f"{article}{word}"
    for article in ("", "the ")
    for word in ("past", "last", "first", "next", "previous", "coming", "final")
) | {"the", "these", "those"}
_OF_A_WHOLE = re.compile(r" of (?:the|this|last|that|each|an?) ")
_RATE = re.compile(r"(?: an? | per |-an?-|/)(second|minute|hour|day|week|month|year|night)\b")


def takes_digits(timex: Timex, text: str) -> bool:
    """Whether the digits of a timex are its own; those of ages are read again as ages."""
    return _AGE.search(text, timex.start, timex.end + 12) is None if timex.type == "DURATION" else True


def core(timex: Timex, text: str) -> Offsets:
    """The number and the unit of a duration: "past five trading days" and "first 10 months of the year" say more."""
    numbers = [
        number for number in find_numbers(text, timex.start, timex.end) if number.form != "ordinal" or number.digits
    ]
    if not numbers:
        return timex.start, timex.end
    lead = text[timex.start : numbers[0].start].rstrip().lower()
    tail = _OF_A_WHOLE.search(text, numbers[-1].end, timex.end)
    return numbers[0].start if lead in _SELECTING else timex.start, tail.start() if tail else timex.end


def duration_of(timex: Timex, text: str) -> Quantity | None:
    """The quantity of a duration that carries a number."""
    if timex.type not in ("DURATION", "SET") or timex.unit is None:
        return None
    if timex.number is None and timex.low is None and timex.high is None:
        return None
    if not timex.is_claim and not find_numbers(text, timex.start, timex.end):
        return None  # "a century", "the decade"
    start, end = core(timex, text)
    rate = _RATE.match(text, end)
    unit = f"{timex.unit}/{TIME_UNITS[rate[1]]}" if rate else timex.unit
    return Quantity(
        start=start,
        end=rate.end() if rate else end,
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
