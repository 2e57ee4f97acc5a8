"""Readers of days: "2016-11-03", "Feb. 24", "July 3-5", "on Friday", "Easter", "the last week of July".

Each reader gives the value of one form, or null when the words are no time after all ("32/2015"). What the expression
leaves out comes from the anchor; without one the value keeps what is known ("XXXX-12-09").
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claimx.mentions.timexes.calendar import easter, moved, nth_weekday, value_at
from claimx.mentions.timexes.reading import Anchor, Found, Part, Reading
from claimx.mentions.timexes.stated import ahead_of, dated, full_year, number_in, rank, stated_year, unresolved, valid
from claimx.mentions.timexes.vocabulary import (
    EASTER,
    HOLIDAYS,
    MONTHS,
    MOVING_HOLIDAYS,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from claimx.records import Flag

_SINCE = re.compile(r"\bsince\s(?:\w+\s)?$", re.IGNORECASE)


def iso(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "2016-11-03", "2016/11/3", "2016-11-03T02:00Z"."""
    day, _, clock = found.text.partition("T")
    year, month, number = map(int, re.split(r"[-/.]", day))
    value = valid(year, month, number)
    if value is None:
        return None
    return Reading("TIME", f"{value}T{clock}") if clock else Reading("DATE", value)


def numeric(found: Found, anchor: Anchor) -> Reading | None:
    """Read "21-07-2025" and "30.04.2022" day first, "10/26/89" month first; flagged when both are possible."""
    if found.text == "9/11":
        return Reading("DATE", "2001-09-11")
    first, second, years = re.split(r"[-/.]", found.text)
    year = full_year(years, anchor)
    pairs = [(int(first), int(second)), (int(second), int(first))]
    if "/" not in found.text:
        pairs.reverse()
    if "." in found.text and len(years) == 2:
        return None
    values = [value for month, day in pairs if (value := valid(year, month, day))]
    if not values:
        return None
    flags: tuple[Flag, ...] = ("ambiguous_date_order",) if len(set(values)) > 1 else ()
    return Reading("DATE", values[0], flags=flags)


def month_day(found: Found, anchor: Anchor) -> Reading | None:
    """Read "Friday, May 8th", "24 February 2022"; without a year the nearest such day."""
    month = found.pick(MONTHS) or 1
    days = found.shaped("DAY", "DAYTH")
    return month_and_day(found, anchor, month, number_in(days[0]))


def month_and_day(found: Found, anchor: Anchor, month: int, day: int) -> Reading | None:
    """A day of a month, in the stated year or in the one that brings it nearest to the anchor."""
    year = stated_year(found, anchor)
    if year is not None:
        value = valid(year, month, day)
        return dated(value, found, anchor) if value else None
    if valid(2024, month, day) is None:
        return None
    if anchor.day is None:
        return unresolved(f"XXXX-{month:02d}-{day:02d}")
    value = nearest_day(found, anchor, anchor.day, month, day)
    return dated(value, found, anchor) if value else None


AGAINST = 2.5
NEVER = 1000
"""How much farther a day seems when the clause looks the other way ("was called into question on Oct. 9")."""


def nearest_day(found: Found, anchor: Anchor, today: date, month: int, day: int) -> str | None:
    """The occurrence of a day of the year nearest to a date, on the side to which the clause looks."""
    years = (-1, 0, 1) if (month, day) != (2, 29) else range(-4, 5)
    values = [valid(today.year + shift, month, day) for shift in years]
    since = _SINCE.search(found.before(12)) is not None
    ahead = False if since else ahead_of(found, anchor)
    against = AGAINST if anchor.look is None and not since else NEVER

    def distance(day: date) -> float:
        away = (day - today).days
        return abs(away) * (against if ahead is not None and away and (away > 0) != ahead else 1)

    days = [date.fromisoformat(value) for value in values if value]
    if not days:
        return None
    weekday = found.pick(WEEKDAYS)  # "Friday, July 18" settles the year
    return min([d for d in days if d.isoweekday() == weekday] or days, key=distance).isoformat()


def day_range(found: Found, anchor: Anchor) -> Reading | None:
    """Read "May 7-10", "18 to 21 June 2024": both days in one month."""
    at = found.positions("DAY", "DAYTH")[:2]
    readings = [month_and_day(found, anchor, found.pick(MONTHS) or 1, number_in(found.lexed.words[k])) for k in at]
    first, last = readings[0], readings[-1]
    if first is None or last is None or first.value is None or last.value is None or first.value >= last.value:
        return None
    starts, ends = found.lexed.starts, found.lexed.ends
    parts = (
        Part((starts[found.i], ends[at[0]]), first),
        Part((starts[at[1]], ends[found.j - 1]), last),
    )
    return replace(first, value=f"{first.value}/{last.value}", parts=parts)


def day_pair(found: Found, anchor: Anchor) -> Reading | None:
    """Read "July 3 and 4", "18 and 19 June": two dates that share a month."""
    reading = day_range(found, anchor)
    return replace(reading, value=None) if reading else None


def day_only(found: Found, anchor: Anchor) -> Reading | None:
    """Read "on the 18th": of this month, or of the last when that would lie far ahead."""
    day = number_in(found.words[-1])
    if anchor.day is None:
        return unresolved(f"XXXX-XX-{day:02d}")
    months = [anchor.day.replace(day=1) - timedelta(1), anchor.day]
    first = day > anchor.day.day + _NEAR_DAYS and not ahead_of(found, anchor)
    month = months[0] if first else months[1]
    value = valid(month.year, month.month, day)
    return dated(value, found, anchor) if value else None


_NEAR_DAYS = 15


def weekday_day(found: Found, anchor: Anchor) -> Reading | None:
    """Read "Friday the 13th": the nearest one."""
    weekday, day = found.pick(WEEKDAYS) or 1, number_in(found.words[-1])
    if anchor.day is None:
        return unresolved("XXXX-XX-" + f"{day:02d}")
    near = [anchor.day + timedelta(shift) for shift in range(-180, 181)]
    days = [d for d in near if d.day == day and d.isoweekday() == weekday]
    value = min(days, key=lambda d: abs(d - anchor.day), default=None)  # type: ignore[operator]
    return dated(value.isoformat(), found, anchor) if value else None


def weekday(found: Found, anchor: Anchor) -> Reading | None:
    """Read "Monday": the last one, today included, or the next when the clause looks ahead."""
    number = found.pick(WEEKDAYS) or 1
    if anchor.day is None:
        return unresolved(f"XXXX-WXX-{number}")
    back = (anchor.day.isoweekday() - number) % 7
    ahead = back and ahead_of(found, anchor)
    day = anchor.day + timedelta(7 - back if ahead else -back)
    return Reading("DATE", day.isoformat(), anchor=anchor.kind)


def holiday(found: Found, anchor: Anchor) -> Reading | None:
    """Read "Christmas", "Labor Day 2016": in the stated year, else the nearest."""
    name = found.words[0]
    year = stated_year(found, anchor)
    if year is not None:
        return dated(holiday_in(name, year).isoformat(), found, anchor)
    if anchor.day is None:
        fixed = HOLIDAYS.get(name)
        return unresolved(f"XXXX-{fixed[0]:02d}-{fixed[1]:02d}" if fixed else None)
    days = [holiday_in(name, anchor.day.year + shift) for shift in (-1, 0, 1)]
    nearest = min(days, key=lambda day: abs(day - anchor.day))  # type: ignore[operator]
    return dated(nearest.isoformat(), found, anchor)


def holiday_in(name: str, year: int) -> date:
    """The day of a feast in a year."""
    if name in HOLIDAYS:
        return date(year, *HOLIDAYS[name])
    if name in MOVING_HOLIDAYS:
        return nth_weekday(year, *MOVING_HOLIDAYS[name])
    return easter(year) + timedelta(EASTER[name])


def nth_of(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the last week of July", "first Monday of October 2014"."""
    number, period = rank(found), found.pick(MONTHS)
    year_ = stated_year(found, anchor)
    unit = next((word for word in found.words if word in WEEKDAYS or word in ("week", "day", "weekend")), "day")
    if "month" in found.words and anchor.day is not None:
        near = moved(anchor.day, "month", {"next": 1, "last": -1}.get(found.words[-2], 0)) or anchor.day
        period, year_ = near.month, near.year
    if period is None and unit == "week" and year_ is not None:
        return week_of_year(found, anchor, year_, number)
    if period is None or unit == "weekend" or number > 5:
        return None
    if year_ is None:
        if anchor.day is None:
            return unresolved(f"XXXX-{period:02d}")
        year_ = anchor.day.year - (period > anchor.day.month and not ahead_of(found, anchor))
    day = nth_day(year_, period, unit, number)
    value = value_at(day, "week") if unit == "week" else day.isoformat()
    return dated(value, found, anchor) if day.month == period or unit == "week" else None


def week_of(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the week of Oct. 6"."""
    reading = month_day(found, anchor)
    if reading is None or reading.days is None:
        return reading
    return replace(reading, value=value_at(reading.days[0], "week"))


def week_of_year(found: Found, anchor: Anchor, year_: int, number: int) -> Reading | None:
    """Read "the first week of 2015": weeks as ISO 8601 counts them."""
    weeks = date(year_, 12, 28).isocalendar().week
    week = weeks if number == -1 else number
    return dated(f"{year_:04d}-W{week:02d}", found, anchor) if week <= weeks else None


def nth_day(year_: int, month_: int, unit: str, number: int) -> date:
    """The nth weekday or day of a month; a week is named by its Thursday."""
    if unit == "day":
        first = date(year_, month_, 1)
        return first + timedelta(number - 1) if number > 0 else nth_weekday_back(year_, month_)
    return nth_weekday(year_, month_, WEEKDAYS.get(unit, 4), number)


def nth_weekday_back(year_: int, month_: int) -> date:
    """The last day of a month."""
    return max(nth_weekday(year_, month_, weekday_, -1) for weekday_ in range(1, 8))
