"""When two figures may speak of the same thing: the words of their measures, their rounding, their periods.

Shared by `compare` and `audit`. Nothing here decides what is right; it only says what can be held side by
side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.records import Claim

WORD = re.compile(r"[^\W_]+")
CARRIERS = """
    a an the of in on at by for to from with and or as its their his her it they is are was were be been
    has have had that this these those which who whom total number amount about around some all over than more
    most least up out between during since until after before per other new
"""
STOP_WORDS = frozenset(CARRIERS.split())
ENDINGS = {
    "ings": "",
    "ing": "",
    "ions": "",
    "ion": "",
    "ies": "y",
    "ied": "y",
    "ss": "ss",
    "ed": "",
    "es": "",
    "s": "",
    "e": "",
}
"""Longest first, each with what takes its place."""
SHORTEST_STEM = 4
PRINTED = re.compile(r"\d[\d,]{0,40}(?:\.\d{1,40})?")
ROUNDED = frozenset({"approximately", "nearly", "more than", "less than", "at least", "at most", "up to"})
LOOSE = Decimal("0.05")
"""How far the true number may be from one behind "about", "over" or "nearly": 28.6 is "nearly 30"."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values that a printed figure may stand for."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether some value fits both."""
        return self.low <= other.high and other.low <= self.high


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its ending: "executed" and "executes" meet in "execut"."""
    for ending, left in ENDINGS.items():
        if word.endswith(ending) and len(word) - len(ending) + len(left) >= SHORTEST_STEM:
            return word.removesuffix(ending) + left
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    words = (word for word in WORD.findall(text.casefold()) if word not in STOP_WORDS)
    return frozenset(stem(word) for word in words)


def topic(claim: Claim) -> frozenset[str]:
    """What a figure is about: its measure, its counted noun and its entities."""
    parts = [claim.measure.text if claim.measure else "", *(entity.text for entity in claim.entities)]
    if claim.kind in ("count", "ordinal", "multiple"):
        parts.append(claim.unit or "")
    return stems(" ".join(parts))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared stems, as a share of the larger set of stems (0 to 1)."""
    return len(one & other) / max(len(one), len(other), 1)


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared stems, as a share of the smaller set of stems (0 to 1)."""
    return len(one & other) / max(min(len(one), len(other)), 1)


def interval(claim: Claim) -> Interval | None:
    """The values that a figure may stand for: half a unit of its last printed digit, more behind "about"."""
    if claim.value is None:
        low, high = claim.low, claim.high
        return Interval(low, high) if low is not None and high is not None else None
    half = half_unit(claim)
    if claim.modifier in ROUNDED:
        half = max(half, abs(claim.value) * LOOSE)
    return Interval(claim.value - half, claim.value + half)


def half_unit(claim: Claim) -> Decimal:
    """Half a unit of the last digit, in the scale of the value: 0.05e9 for "$1.2 billion"; 0 for words.

    Zeros at the end count as rounding ("340 points" for 344.65), but two digits always count.
    """
    printed = PRINTED.search(claim.text)
    number = Decimal(re.sub(r"[^\d.]", "", printed[0])) if printed else Decimal(0)
    if not number or not claim.value:
        return Decimal(0)
    if number == number.to_integral_value() and "." not in claim.text:
        place = min(trailing_zeros(int(number)), number.adjusted() - 1)
    else:
        place = int(number.as_tuple().exponent)
    return abs(claim.value) / number * Decimal(10) ** max(place, -9) / 2


def trailing_zeros(number: int) -> int:
    """Zeros at the end of a whole number."""
    return len(str(number)) - len(str(number).rstrip("0"))


def same_value(one: Claim, other: Claim) -> bool:
    """Whether two figures state the same number or the same range."""
    return (one.value, one.low, one.high) == (other.value, other.low, other.high)


def scale_slip(one: Claim, other: Claim) -> int | None:
    """The power of ten between two figures with the same digits: 3, 6, 9 (million for billion), or null."""
    if not one.value or not other.value:
        return None
    small, large = sorted((abs(one.value), abs(other.value)))
    ratio = large / small
    return next((power for power in (3, 6, 9) if ratio == Decimal(10) ** power), None)


def significant_digits(value: Decimal) -> int:
    """Digits without leading and trailing zeros."""
    return len(value.normalize().as_tuple().digits)


def days(claim: Claim) -> tuple[str, str] | None:
    """First and last day of the period, null when one of them is not known."""
    period = claim.period
    if period is None or not period.first_day or not period.last_day:
        return None
    return period.first_day, period.last_day
