"""Readers of durations: "272 years and 9 months", "12-day", "half a century", "the first 5 months of the year"."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from claimx.mentions.timexes.calendar import Days, days_of, moved
from claimx.mentions.timexes.reading import Anchor, Found, Reading
from claimx.mentions.timexes.vocabulary import UNITS
from claimx.numerals import find_numbers

LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "month": "M", "quarter": "Q",
    "weekend": "WE", "year": "Y", "decade": "DE", "century": "CE", "millennium": "ML",
}  # fmt: skip
CLAIMED = {
    "decade": (10, "year"),
    "century": (100, "year"),
    "millennium": (1000, "year"),
    "fortnight": (2, "week"),
}
"""Units that a claim states in another: "three decades" are 30 years."""
_HALF = Decimal("0.5")
_MONTH = Decimal(2629746)
"""Seconds of an average month of the Gregorian calendar."""
MAX_NUMBER = Decimal(10) ** 12


def spelled(number: Decimal) -> str:
    """A number without exponent or trailing zeros."""
    return f"{number.normalize():f}"


def duration_value(number: Decimal | None, unit: str) -> str | None:
    """The TIMEX3 value of a number of units, "PXY" for an unknown number."""
    if unit == "fortnight":
        number, unit = (None if number is None else number * 2), "week"
    letters = LETTERS.get(unit)
    if letters is None:
        return None
    if number is not None and number != number.to_integral_value() and unit in ("decade", "century"):
        factor, unit = CLAIMED[unit]
        return duration_value(number * factor, unit)
    if number == _HALF and unit == "hour":
        return "PT30M"
    amount_ = "X" if number is None else spelled(number)
    return f"PT{amount_}{letters[1]}" if letters[0] == "T" else f"P{amount_}{letters}"


def unit_positions(found: Found) -> list[int]:
    """Where the units stand; a rank before another unit is none ("the second week")."""
    at = [k for k in range(found.i, found.j) if found.lexed.words[k] in UNITS]
    return [k for k in at if k == at[-1] or (found.lexed.words[k] != "second" and k + 1 not in at)]


def number_before(found: Found, i: int, k: int) -> Decimal | None:
    """The number in tokens i to k; an article counts as one."""
    if i >= k:
        return None
    text = found.lexed.slice(i, k)
    values = [n.value for n in find_numbers(text) if n.form != "ordinal" and n.value is not None]
    if values:
        value = values[-1] if len(values) == 1 else sum(values, Decimal(0))
        return abs(value) if abs(value) < MAX_NUMBER else None
    return Decimal(1) if {"a", "an", "the", "one"}.intersection(found.lexed.words[i:k]) else None


def amount(number: Decimal | None, unit: str, **more: object) -> Reading:
    """A duration of a number of units."""
    factor, name = CLAIMED.get(unit, (1, unit))
    return Reading(
        "DURATION",
        duration_value(number, unit),
        number=None if number is None else number * factor,
        unit=name,
        **more,  # type: ignore[arg-type]
    )


def simple(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "six months", "12-day", "33 straight days", "49-year-old"; a half behind the unit is added."""
    at = unit_positions(found)
    if not at:
        return None
    number = number_before(found, found.i, at[0])
    if number is None:
        return None
    if {"half", "quarter", "quarters"}.intersection(found.lexed.words[at[0] + 1 : found.j]):
        number += {"quarter": Decimal("0.25"), "quarters": Decimal("0.75")}.get(found.words[-1], _HALF)
    unit = UNITS[found.lexed.words[at[0]]]
    return amount(number, unit)


def part(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "half a century", "half-hour", "quarter-century", "three-quarters of an hour"."""
    unit = UNITS[found.lexed.words[unit_positions(found)[-1]]]
    if "half" in found.words:
        return amount(_HALF, unit)
    return amount(Decimal("0.75") if "three" in found.words else Decimal("0.25"), unit)


def compound(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "272 years and 9 months" is 272.75 year and P272Y9M; "4 minutes 18 seconds" counts in minutes."""
    start, amounts = found.i, []
    for k in unit_positions(found):
        number = number_before(found, start, k)
        if number is None:
            return None
        amounts.append((number, UNITS[found.lexed.words[k]]))
        start = k + 1
    letters = [LETTERS.get(unit) for _, unit in amounts]
    if None in letters or len(set(letters)) < len(letters):
        return None
    return Reading("DURATION", compound_value(amounts), number=in_first_unit(amounts), unit=amounts[0][1])


def compound_value(amounts: list[tuple[Decimal, str]]) -> str:
    """The ISO 8601 spelling of several amounts."""
    dates = "".join(f"{spelled(n)}{LETTERS[u]}" for n, u in amounts if len(LETTERS[u]) == 1)
    times = "".join(f"{spelled(n)}{LETTERS[u][1:]}" for n, u in amounts if LETTERS[u][0] == "T")
    return f"P{dates}" + (f"T{times}" if times else "")


def in_first_unit(amounts: list[tuple[Decimal, str]]) -> Decimal | None:
    """The sum of amounts in the unit of the first; days are parts of an average month where both stand."""
    factors = {"second": Decimal(1), "minute": Decimal(60), "hour": Decimal(3600), "day": Decimal(86400),
               "week": Decimal(604800)}  # fmt: skip
    months = {"month": Decimal(1), "quarter": Decimal(3), "year": Decimal(12), "decade": Decimal(120)}
    mixed = factors | {unit: months_ * _MONTH for unit, months_ in months.items()}
    for table in (factors, months, mixed):
        if all(unit in table for _, unit in amounts):
            total = sum((number * table[unit] for number, unit in amounts), Decimal(0))
            return round(total / table[amounts[0][1]], 6)
    return None


def between(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "two to three weeks", "12- to 15-year-old"."""
    k = unit_positions(found)[-1]
    values = [
        n.value for n in find_numbers(found.lexed.slice(found.i, k)) if n.value is not None and n.form != "ordinal"
    ]
    if not values or len(values) > 2:
        return None
    low, high = abs(values[0]), abs(values[-1])
    unit = UNITS[found.lexed.words[k]]
    if low >= high:
        return None
    factor, name = CLAIMED.get(unit, (1, unit))
    value = "/".join(filter(None, (duration_value(n, unit) for n in (low, high))))
    return Reading("DURATION", value, low=low * factor, high=high * factor, unit=name)


def vague(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "several decades", "a few days", "years", "decades-long"; a couple are two."""
    unit = UNITS[found.lexed.words[unit_positions(found)[-1]]]
    if "couple" in found.words:
        return amount(Decimal(2), unit, mod="APPROX")
    return amount(None, unit)


def whole(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "all year", "the entire week"."""
    return amount(Decimal(1), UNITS[found.words[-1]])


def spanning(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the past three months", "the first 5 months of the year": a duration with the days it covers."""
    k = unit_positions(found)[0]
    unit = UNITS[found.lexed.words[k]]
    if unit == "second":
        return None
    number = number_before(found, found.i + 1, k)
    if number is None and k == found.i + 1:
        number = Decimal(1)
    if "couple" in found.words:
        number = Decimal(2)
    return amount(number, unit, period=None if number is None else spanned(found, anchor, number, unit))


def spanned(found: Found, anchor: Anchor, number: Decimal, unit: str) -> Days | None:
    """The days of the last, next or first so many units."""
    word = found.words[0]
    if anchor.day is None or not 0 < number <= MAX_SPAN:
        return None
    if word in _FROM_START or (word in _FROM_END and "of" in found.words):
        return units_of_year(found, anchor.day, number, unit)
    if word in ("past", "last", "previous", "latest"):
        start = moved(anchor.day, unit, -float(number))
        return (start + timedelta(1), anchor.day) if start else None
    if word in ("next", "coming", "following"):
        end = moved(anchor.day, unit, float(number))
        return (anchor.day + timedelta(1), end) if end else None
    return None


_FROM_START = frozenset(("first", "initial", "opening"))
_FROM_END = frozenset(("last", "final", "closing"))
MAX_SPAN = 10_000


def units_of_year(found: Found, today: date, number: Decimal, unit: str) -> Days | None:
    """Give the days of the first or last months of a year; without a year, of the latest that they fit into."""
    years = found.shaped("YEAR")
    shift = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(found.words[-2], 0)
    days = days_of(years[0] if years else str(today.year + shift))
    if days is None:
        return None
    if found.words[0] in _FROM_END:
        start = moved(days[1] + timedelta(1), unit, -float(number))
        return (start, days[1]) if start else None
    end = moved(days[0], unit, float(number))
    if end is not None and not years and shift == 0 and end > today + timedelta(31):
        return None
    return (days[0], end - timedelta(1)) if end else None
