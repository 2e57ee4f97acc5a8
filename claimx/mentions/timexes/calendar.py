"""Arithmetic on days and TIMEX3 values: which days a value covers, which value holds a day at a given grain.

Values are strings as TIMEX3 and ISO 8601 write them: "2024", "2024-07", "2024-W30", "2024-Q3", "2024-SU", "202X",
"20XX", "2024-07-20TMO", "2017/2024". Years are calendar years; fiscal periods ("FY2024") cover no days that could be
known.
"""

from __future__ import annotations

import calendar
import re
from datetime import MAXYEAR, date, timedelta

Days = tuple[date, date]
"""First and last day, inclusive."""

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_PERIOD = re.compile(r"(\d{4})-(?:(\d\d)|W(\d\d)(-WE)?|Q([1-4])|H([12])|(SP|SU|FA|WI))")
_DIGITS = re.compile(r"(\d{2,4})X{0,2}")


def month_days(year: int, month: int, months: int = 1) -> Days:
    """The days of one or more months."""
    last = year * 12 + month - 1 + months - 1
    end_year, end_month = divmod(last, 12)
    return date(year, month, 1), date(end_year, end_month + 1, calendar.monthrange(end_year, end_month + 1)[1])


def days_of(value: str | None) -> Days | None:
    """The days that a DATE or TIME value covers, when it is a definite stretch of the calendar."""
    if value is None:
        return None
    if "/" in value:
        ends = [days_of(part) for part in value.split("/")]
        return (ends[0][0], ends[-1][1]) if ends[0] and ends[-1] else None
    try:
        return single_days(value)
    except (ValueError, OverflowError):
        return None


def single_days(value: str) -> Days | None:
    """`days_of` for a value that is no interval. Raises ValueError for days that do not exist."""
    if day := _DAY.fullmatch(value):
        found = date(int(day[1]), int(day[2]), int(day[3]))
        return found, found
    if digits := _DIGITS.fullmatch(value):
        if len(value) != 4:
            return None
        scale = 10 ** (4 - len(digits[1]))
        first = int(digits[1]) * scale
        return date(max(first, 1), 1, 1), date(first + scale - 1, 12, 31)
    if period := _PERIOD.fullmatch(value):
        return period_days(int(period[1]), period)
    return None


def period_days(year: int, period: re.Match[str]) -> Days:
    """The days of a month, week, weekend, quarter, half or season."""
    _, month, week, weekend, quarter, half, season = period.groups()
    if month:
        return month_days(year, int(month))
    if week:
        monday = date.fromisocalendar(year, int(week), 1)
        return (monday + timedelta(5) if weekend else monday), monday + timedelta(6)
    if quarter:
        return month_days(year, int(quarter) * 3 - 2, 3)
    if half:
        return month_days(year, int(half) * 6 - 5, 6)
    return month_days(year, SEASON_MONTHS[season], 3)


def value_at(day: date, grain: str) -> str:
    """The value of the period of a grain ("year", "week", "quarter" …) in which a day lies."""
    year, week, _ = day.isocalendar()
    return {
        "day": day.isoformat(),
        "night": day.isoformat(),
        "week": f"{year:04d}-W{week:02d}",
        "fortnight": f"{year:04d}-W{week:02d}",
        "weekend": f"{year:04d}-W{week:02d}-WE",
        "month": day.isoformat()[:7],
        "quarter": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "half": f"{day.year:04d}-H{(day.month + 5) // 6}",
        "season": season_value(day),
        "decade": f"{day.year // 10:03d}X",
        "century": f"{day.year // 100:02d}XX",
    }.get(grain, f"{day.year:04d}")


def season_value(day: date) -> str:
    """The season in which a day lies; January and February belong to the winter of the year before."""
    code = {0: "WI", 1: "SP", 2: "SU", 3: "FA"}[day.month % 12 // 3]
    return f"{day.year - (day.month < 3):04d}-{code}"


UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200,
               "millennium": 12000}  # fmt: skip


def moved(day: date, unit: str, count: float) -> date | None:
    """A day moved by a number of units, null outside the calendar; months keep the day where they have it."""
    try:
        if unit in UNIT_DAYS:
            return day + timedelta(round(UNIT_DAYS[unit] * count))
        if unit not in UNIT_MONTHS:
            return None
        year, month = divmod(day.year * 12 + day.month - 1 + round(UNIT_MONTHS[unit] * count), 12)
        if not 1 <= year <= MAXYEAR:
            return None
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def nth_weekday(year: int, month: int, weekday: int, rank: int) -> date:
    """The nth given weekday (Monday is 1) of a month, from its end for negative ranks."""
    first, last = month_days(year, month)
    if rank < 0:
        return last - timedelta((last.isoweekday() - weekday) % 7 + 7 * (-rank - 1))
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (rank - 1))


def easter(year: int) -> date:
    """Easter Sunday of a year (Gregorian computus, Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    k = (32 + 2 * e + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
