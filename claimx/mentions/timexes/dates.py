"""Readers of calendar expressions that name their own month, weekday, year or period: "Feb. 24", "Q3 2024", "1990s".

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
from claimx.mentions.timexes.tense import looks_ahead
from claimx.mentions.timexes.vocabulary import (
    CARDINALS,
    DECADE_WORDS,
    EASTER,
    FINAL,
    HOLIDAYS,
    MONTHS,
    MOVING_HOLIDAYS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from claimx.records import Anchor as AnchorKind
    from claimx.records import Flag

FIRST_YEAR, LAST_YEAR = 1000, 2999
MISSING: tuple[Flag, ...] = ("no_publication_date",)
_DIGITS = re.compile(r"\d+")
_SINCE = re.compile(r"\bsince\s(?:\w+\s)?$", re.IGNORECASE)
_ORDER_WORDS = ORDINALS | dict.fromkeys(FINAL, -1)


def number_in(word: str) -> int:
    """The first digits of a token: "8th" is 8."""
    match = _DIGITS.search(word)
    return int(match[0]) if match else 0


def full_year(digits: str, anchor: Anchor) -> int:
    """A year of two digits is the one within 15 years ahead of the article, or before it; four digits stand."""
    year = number_in(digits)
    if len(_DIGITS.findall(digits)[0]) == 4:
        return year
    limit = (anchor.day.year if anchor.day else 2030) + 15
    return limit - (limit - year) % 100


def stated_year(found: Found, anchor: Anchor) -> int | None:
    """The year an expression names: "2009", "'16", "last year", "that year"."""
    years = found.shaped("YEAR", "SHORTYEAR")
    if years:
        return full_year(years[-1], anchor)
    if "year" not in found.words or anchor.day is None:
        return None
    shifts = {"last": -1, "previous": -1, "next": 1, "following": 1}
    shift = next((shifts[word] for word in found.words if word in shifts and found.words[-1] != word), 0)
    return anchor.day.year + shift


def explicit(found: Found) -> bool:
    """Whether the expression has its own year."""
    return bool(found.positions("YEAR", "SHORTYEAR"))


def dated(value: str, found: Found, anchor: Anchor, **more: object) -> Reading:
    """A DATE whose year the text states or the anchor gave."""
    if explicit(found):
        return Reading("DATE", value, **more)  # type: ignore[arg-type]
    flags: tuple[Flag, ...] = ("year_from_publication_date",) if anchor.kind == "dct" else ()
    return Reading("DATE", value, anchor=anchor.kind, flags=flags, **more)  # type: ignore[arg-type]


def unresolved(value: str | None, **more: object) -> Reading:
    """A DATE that has nothing to lean on."""
    kind: AnchorKind = "unresolved"
    return Reading("DATE", value, anchor=kind, flags=MISSING, **more)  # type: ignore[arg-type]


def ahead_of(found: Found, anchor: Anchor) -> bool | None:
    """Whether an expression looks ahead: by its place in a range, else by its clause."""
    return looks_ahead(found) if anchor.look is None else anchor.look


def valid(year: int, month: int, day: int) -> str | None:
    """Give the ISO day, when it exists; arithmetic near the ends of the calendar would leave it."""
    try:
        return date(year, month, day).isoformat() if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


# ---------------------------------------------------------------- digits


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


# ---------------------------------------------------------------- days


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


# ---------------------------------------------------------------- months, seasons, quarters


def month_year(found: Found, anchor: Anchor) -> Reading | None:
    """Read "February 2022"."""
    return dated(f"{stated_year(found, anchor):04d}-{found.pick(MONTHS):02d}", found, anchor)


def month(found: Found, anchor: Anchor) -> Reading | None:
    """Read "October": the last one, this month included, or the next when the clause looks ahead."""
    number = found.pick(MONTHS) or 1
    if anchor.day is None:
        return unresolved(f"XXXX-{number:02d}")
    year = anchor.day.year
    if number > anchor.day.month and not ahead_of(found, anchor):
        year -= 1
    elif number < anchor.day.month and ahead_of(found, anchor) and anchor.day.month - number > 2:
        year += 1
    return dated(f"{year:04d}-{number:02d}", found, anchor)


def season(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the summer of 1998", "last winter", "this fall"."""
    code = found.pick(SEASONS) or "SP"
    year = stated_year(found, anchor)
    if year is not None:
        return dated(f"{year:04d}-{code}", found, anchor)
    if anchor.day is None:
        return unresolved(f"XXXX-{code}")
    now = value_at(anchor.day, "season")
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    current = int(now[:4])
    if found.words[0] in ("this", "current"):
        return dated(f"{current if code == 'WI' else anchor.day.year:04d}-{code}", found, anchor)
    if found.words[0] in ("last", "past", "previous"):
        current -= start >= anchor.day.month or now.endswith(code)
    elif found.words[0] in ("next", "coming", "following"):
        current += start < anchor.day.month
    elif start > anchor.day.month:
        current = anchor.day.year - (not ahead_of(found, anchor))
    elif start + 3 <= anchor.day.month:
        current = anchor.day.year + bool(ahead_of(found, anchor))
    return dated(f"{current:04d}-{code}", found, anchor)


def rank(found: Found) -> int:
    """The ordinal in an expression, -1 for the last."""
    named = found.pick(_ORDER_WORDS)
    ranks = list(found.positions("DAYTH", "RANKTH", "DAY"))
    return named or (number_in(found.lexed.words[ranks[0]]) if ranks else 1)


def quarter_of(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the third quarter of this year", "first half of 2024", "2008 third quarter"."""
    half = "half" in found.words
    number, count = rank(found), 2 if half else 4
    number = count if number == -1 else number
    year = stated_year(found, anchor)
    if number > count:
        return None
    letter = f"{'H' if half else 'Q'}{number}"
    return unresolved(f"XXXX-{letter}") if year is None else dated(f"{year:04d}-{letter}", found, anchor)


def quarter(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the fourth quarter": the last one that has begun, or the next when the clause looks ahead."""
    half = "half" in found.words
    months, letter = (6, "H") if half else (3, "Q")
    if rank(found) > 12 // months:
        return None
    if anchor.day is None:
        named = rank(found)
        return unresolved(f"XXXX-{letter}{named}" if named > 0 else None)
    now = (anchor.day.month - 1) // months + 1
    number = rank(found)
    if number == -1 or found.words[0] in ("latest", "most"):
        return Reading("DATE", *ended_quarter(anchor.day), anchor=anchor.kind)
    year = anchor.day.year
    if number > now and not (ahead_of(found, anchor) or (number == now + 1 and half)):
        year -= 1
    elif number < now and ahead_of(found, anchor) and now - number > 1:
        year += 1
    return dated(f"{year:04d}-{letter}{number}", found, anchor)


def ended_quarter(day: date) -> tuple[str]:
    """The last quarter that is over."""
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return (value_at(start - timedelta(1), "quarter"),)


def quarter_code(found: Found, anchor: Anchor) -> Reading | None:
    """Read "Q3 2024", "1Q25", "2018-q1", "Q3"."""
    numbers = [number_in(word) for word in found.words if word[0].isdigit()]
    at = found.words.index("q")
    before = found.words[at - 1] if at else ""
    after = found.words[at + 1] if at + 1 < len(found.words) else ""  # "20Q" is no quarter
    number = number_in(before if len(before) == 1 else after)
    rest = [word for word in found.words if word != "q" and word[0] in "0123456789'’‘" and len(word) > 1]
    if not 1 <= number <= 4 or not numbers:
        return None
    if rest:
        return Reading("DATE", f"{full_year(rest[-1], anchor):04d}-Q{number}")
    if anchor.day is None:
        return unresolved(f"XXXX-Q{number}")
    year = anchor.day.year - (number > (anchor.day.month + 2) // 3 and not ahead_of(found, anchor))
    return dated(f"{year:04d}-Q{number}", found, anchor)


def fiscal_year(found: Found, anchor: Anchor) -> Reading | None:
    """Read "FY2024", "fiscal 1989": the calendar days of a fiscal year are not known."""
    years = found.shaped("YEAR", "SHORTYEAR", "TWODIGITS", "DAY")
    if years:
        return Reading("DATE", f"FY{full_year(years[0], anchor):04d}", flags=("fiscal_period",))
    year = stated_year(found, anchor)
    if year is None:
        return Reading("DATE", None, anchor="unresolved", flags=("fiscal_period", "no_publication_date"))
    return Reading("DATE", f"FY{year:04d}", anchor=anchor.kind, flags=("fiscal_period",))


def fiscal_quarter(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the fiscal third quarter": its year is the article's, its months are the company's secret."""
    half = "half" in found.words
    number = rank(found)
    if found.words[0] == "latest" or number == -1:
        number = 2 if half else 4
    year = stated_year(found, anchor)
    kind: AnchorKind = "explicit" if explicit(found) else anchor.kind
    if year is None and anchor.day:
        year = anchor.day.year
    value = f"{'XXXX' if year is None else f'FY{year:04d}'}-{'H' if half else 'Q'}{number}"
    return Reading("DATE", value, anchor=kind, flags=("fiscal_period",))


# ---------------------------------------------------------------- years and more


def year(found: Found, anchor: Anchor) -> Reading | None:
    """Read "2009", "'16"."""
    return Reading("DATE", f"{full_year(found.words[0], anchor):04d}")


def season_years(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "2023-24", "2024/25": two years that follow each other, or the ends of a stretch."""
    first = int(found.words[0])
    last = first // 100 * 100 + int(found.words[-1])
    if not 1500 <= first < last <= first + 60:
        return None
    return Reading("DATE", f"{first:04d}/{last:04d}", parts=parts_of(found, str(first), str(last)))


def parts_of(found: Found, first: str, last: str) -> tuple[Part, ...]:
    """The ends of a range that stand in its first and last token."""
    starts, ends = found.lexed.starts, found.lexed.ends
    return (
        Part((starts[found.i], ends[found.i]), Reading("DATE", first)),
        Part((starts[found.j - 1], ends[found.j - 1]), Reading("DATE", last)),
    )


def decade(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the 1990s", "the '70s", "the eighties"."""
    spoken = found.pick(DECADE_WORDS)
    digits = number_in(found.words[0])
    if spoken is None and digits >= 1000:
        return Reading("DATE", f"{digits // 10:03d}X")
    years = spoken if spoken is not None else digits
    limit = anchor.day.year if anchor.day else 2030
    return Reading("DATE", f"{(limit - (limit - years) % 100) // 10:03d}X")


def century(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "19th-century", "twenty-first century"."""
    number = rank(found) + sum(CARDINALS.get(word, 0) for word in found.words)
    return Reading("DATE", f"{number - 1:02d}XX") if 1 <= number <= 30 else None


def part_of_century(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the second decade of the 21st century", "the second half of the 20th century"."""
    cut = found.words.index("of")
    head = Found(found.lexed, found.form, found.i, found.i + cut)
    tail = Found(found.lexed, found.form, found.i + cut, found.j)
    whole = century(tail, anchor)
    size = {"half": 50, "quarter": 25, "third": 33, "decade": 10}[head.words[-1]]
    number = rank(head)
    count = 100 // size
    number = count if number == -1 else number
    if whole is None or whole.value is None or number > count:
        return None
    first = int(whole.value[:2]) * 100 + 1 + (number - 1) * size
    return Reading("DATE", f"{first:04d}/{first + size - 1:04d}")


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
