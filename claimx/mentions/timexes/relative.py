"""Readers of expressions that point from the article's date or the period just named: "last week", "a year earlier"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from claimx.mentions.timexes.calendar import days_of, moved, value_at
from claimx.mentions.timexes.durations import amount, duration_value, number_before, unit_positions
from claimx.mentions.timexes.reading import Anchor, Found, Reading
from claimx.mentions.timexes.stated import MISSING, unresolved
from claimx.mentions.timexes.tense import looks_ahead
from claimx.mentions.timexes.vocabulary import (
    DAY_PARTS,
    DEICTIC_DAYS,
    FREQUENCIES,
    MONTHS,
    REFERENCES,
    SEASONS,
    UNITS,
    WEEKDAYS,
)

SHIFTS = {
    "last": -1, "previous": -1, "past": -1, "preceding": -1, "prior": -1, "next": 1, "coming": 1, "following": 1,
    "upcoming": 1, "this": 0, "current": 0, "same": 0, "that": 0, "latest": -1,
}  # fmt: skip
NARRATIVE = frozenset(("previous", "preceding", "prior", "following", "same", "that"))
"""Words that point from the time just named, not from the article's date."""
_OVER = re.compile(r"\b(?:over|within|during|for|in)\sthe\s$", re.IGNORECASE)
UNKNOWN = {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "day": "XXXX-XX-XX", "quarter": "XXXX-QX",
           "night": "XXXX-XX-XXTNI", "weekend": "XXXX-WXX-WE", "decade": "XXX", "century": "XX"}  # fmt: skip
_HOURS = frozenset(("second", "minute", "hour"))
_DAYS = frozenset(("day", "night", "week", "fortnight", "weekend"))
_FINE_ENOUGH = {
    "month": frozenset(("day", "month")),
    "quarter": frozenset(("day", "month", "quarter")),
    "year": frozenset(("day", "week", "month", "quarter", "half", "year")),
}
"""How finely a time must be told, so that units of a kind can be counted from it."""


def pointed(value: str | None, anchor: Anchor, **more: object) -> Reading:
    """A DATE that the anchor gave."""
    return Reading("DATE", value, anchor=anchor.kind, **more)  # type: ignore[arg-type]


def origin(found: Found, anchor: Anchor, *, narrative: bool, unit: str = "year") -> date | None:
    """The day to count from: the time just named for "the previous month", else the article's date."""
    if narrative and unit in ("day", "night"):
        return anchor.recent_day(found, 1000 if found.form == "the_unit" else 200) or anchor.day
    named = days_of(anchor.recent(found)) if narrative else None
    return named[0] if named else anchor.day


def relative(found: Found, anchor: Anchor) -> Reading | None:
    """Read "last week", "next year", "the previous month", "that day"."""
    word, unit = found.words[0], UNITS[found.words[-1]]
    if word == "next" and _OVER.search(found.before(12)):  # "over the next year"
        end = moved(anchor.day, unit, 1) if anchor.day is not None and unit != "season" else None
        days = (anchor.day + timedelta(1), end) if anchor.day is not None and end is not None else None
        return amount(Decimal(1), unit, period=days)
    narrative = word in NARRATIVE or (word == "next" and found.before(4).lower().endswith("the "))
    start = origin(found, anchor, narrative=narrative, unit=unit)
    if unit == "quarter" and word == "latest":
        word = "last"
    if start is None:
        return unresolved(UNKNOWN.get(unit))
    day = moved(start, unit, SHIFTS[word]) if unit != "season" else None
    if day is None:
        return None
    if unit == "night":
        return Reading("TIME", f"{day.isoformat()}TNI", anchor=anchor.kind)
    return pointed(value_at(day, unit), anchor)


def relative_weekday(found: Found, anchor: Anchor) -> Reading | None:
    """Read "last Friday" is before today, "next Friday" after it, "this Friday" in this week or the nearest."""
    word, number = found.words[0], found.pick(WEEKDAYS) or 1
    start = origin(found, anchor, narrative=word in NARRATIVE)
    if start is None:
        return unresolved(f"XXXX-WXX-{number}")
    back = (start.isoweekday() - number) % 7
    shift = SHIFTS[word]
    days = {-1: -(back or 7), 1: 7 - back, 0: -back if back <= 3 else 7 - back}[shift]
    return pointed((start + timedelta(days)).isoformat(), anchor)


def weekday_of(found: Found, anchor: Anchor) -> Reading | None:
    """Read "Monday of last week", "next week Tuesday"."""
    number = found.pick(WEEKDAYS) or 1
    shift = next(SHIFTS[word] for word in found.words if word in SHIFTS)
    if anchor.day is None:
        return unresolved(f"XXXX-WXX-{number}")
    day = anchor.day + timedelta(number - anchor.day.isoweekday() + 7 * shift)
    return pointed(day.isoformat(), anchor)


def relative_month(found: Found, anchor: Anchor) -> Reading | None:
    """Read "last June", "next March", "May of last year", "that October"."""
    word, number = next(word for word in found.words if word in SHIFTS), found.pick(MONTHS) or 1
    start = origin(found, anchor, narrative=word in NARRATIVE)
    if start is None:
        return unresolved(f"XXXX-{number:02d}")
    if "year" in found.words:
        return pointed(f"{start.year + SHIFTS[word]:04d}-{number:02d}", anchor)
    shift = {-1: -(number >= start.month), 1: number <= start.month, 0: 0}[SHIFTS[word]]
    return pointed(f"{start.year + shift:04d}-{number:02d}", anchor)


def relative_part(found: Found, anchor: Anchor) -> Reading | None:
    """Read "this morning", "that evening"."""
    part = found.pick(DAY_PARTS)
    start = origin_day(found, anchor, narrative=found.words[0] in NARRATIVE)
    if start is None:
        return Reading("TIME", f"XXXX-XX-XXT{part}", anchor="unresolved", flags=MISSING)
    day = start + timedelta(SHIFTS[found.words[0]])
    return Reading("TIME", f"{day.isoformat()}T{part}", anchor=anchor.kind)


def origin_day(found: Found, anchor: Anchor, *, narrative: bool) -> date | None:
    """The day just named, or the article's."""
    return (anchor.recent_day(found) if narrative else None) or anchor.day


def deictic(found: Found, anchor: Anchor) -> Reading | None:
    """Read "today", "tomorrow", "tonight"."""
    word = found.words[0]
    part = "TNI" if word in ("tonight", "overnight") else ""
    if anchor.day is None:
        value = None if part else {0: "PRESENT_REF"}.get(DEICTIC_DAYS[word])
        return unresolved(value)
    day = anchor.day + timedelta(DEICTIC_DAYS[word])
    return Reading("TIME" if part else "DATE", day.isoformat() + part, anchor=anchor.kind)


def day_beyond(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the day before yesterday", "the day after tomorrow"."""
    if anchor.day is None:
        return unresolved("XXXX-XX-XX")
    return pointed((anchor.day + timedelta(2 if "tomorrow" in found.words else -2)).isoformat(), anchor)


def the_unit_before(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the day before", "the year earlier", "the week after"."""
    unit = UNITS[found.words[1]]
    start = origin(found, anchor, narrative=True, unit=unit)
    sign = 1 if found.words[-1] == "after" else -1
    if start is None:
        return unresolved(UNKNOWN.get(unit))
    day = moved(start, unit, sign)
    if day is None:
        return None
    if unit == "night":
        return Reading("TIME", f"{day.isoformat()}TNI", anchor=anchor.kind)
    return pointed(value_at(day, unit), anchor)


def the_unit(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the quarter", "the year", "the day": the one being talked about."""
    unit = UNITS[found.words[-1]]
    if unit == "quarter":
        return the_quarter(found, anchor)
    if unit == "weekend":
        return weekend(found, anchor)
    start = origin(found, anchor, narrative=unit not in ("decade", "century"), unit=unit)
    return unresolved(UNKNOWN.get(unit)) if start is None else pointed(value_at(start, unit), anchor)


def unit_edge(found: Found, anchor: Anchor) -> Reading | None:
    """Read "year-end", "mid-year"."""
    words = "".join(found.words)
    unit = next(unit for unit in ("year", "month", "week", "century") if unit in words)
    mod = "MID" if words.startswith("mid") else "END"
    if anchor.day is None:
        return unresolved(UNKNOWN.get(unit), mod=mod)
    return pointed(value_at(anchor.day, unit), anchor, mod=mod)


def the_quarter(found: Found, anchor: Anchor) -> Reading:
    """Read "the quarter": the one named before, else the one that a report would be about."""
    named = anchor.recent(found, 3000)
    if named and "-Q" in named:
        return pointed(named, anchor)
    if anchor.day is None:
        return unresolved(UNKNOWN["quarter"])
    return pointed(value_at(moved(anchor.day, "quarter", -1) or anchor.day, "quarter"), anchor)


def shifted(found: Found, anchor: Anchor) -> Reading | None:
    """Read "two years ago", "a year earlier", "three days later", "half a century ago"."""
    at = unit_positions(found)
    if not at:
        return None
    unit = UNITS[found.lexed.words[at[-1]]]
    number = shift_number(found, at[-1])
    if number is None or (number > 10_000 and unit in ("year", "century", "millennium")):
        sign_value = "FUTURE_REF" if found.words[-1] in ("later", "hence", "now", "today") else "PAST_REF"
        return Reading("DATE", sign_value, anchor=anchor.kind)
    if found.words[-1] == "later" and unit not in _HOURS:
        return later(found, anchor, unit, float(number))
    ahead = found.words[-1] in ("hence", "now", "today")
    deictic_ = found.words[-1] in ("ago", "hence", "now", "today", "back")
    return shifted_by(found, anchor, unit, float(number if ahead else -number), narrative=not deictic_)


def later(found: Found, anchor: Anchor, unit: str, count: float) -> Reading | None:
    """Read "three years later": counted from what was told before it, never from the article's date.

    Null when nothing was told, or too roughly: two days after "2013" is a day that nobody knows.
    """
    start = told_start(found, anchor, unit)
    day = moved(start, unit, count) if start is not None else None
    if start is None or day is None or (is_unheard_of(anchor, start, day) and not looks_ahead(found)):
        return Reading("DATE", None, anchor="unresolved")
    if unit == "night":
        return Reading("TIME", f"{day.isoformat()}TNI", anchor=anchor.kind)
    return pointed(value_at(day, shifted_grain(anchor.told(found), unit, count)), anchor)


def told_start(found: Found, anchor: Anchor, unit: str) -> date | None:
    """The day to count from, when it is told as finely as the unit asks for."""
    told = anchor.told(found)
    if unit in _DAYS:
        return anchor.told_day(found)
    if grain_of(told) not in _FINE_ENOUGH.get(unit, _FINE_ENOUGH["year"]):
        return None
    days = days_of(told)
    return days[0] if days else None


def is_unheard_of(anchor: Anchor, start: date, day: date) -> bool:
    """Whether counting leads from the past into the future: "signed on Friday. Three years later it failed"."""
    return anchor.day is not None and start <= anchor.day < day


def shift_number(found: Found, k: int) -> Decimal | None:
    """How many units; "a couple of" are two, "several" unknown."""
    words = found.lexed.words[found.i : k]
    if "quarter" in words:
        return Decimal("0.25")
    if "couple" in words:
        return Decimal(2)
    if {"several", "few", "many", "some", "numerous", "countless"}.intersection(words):
        return None
    number = number_before(found, found.i, k)
    if number is not None and "half" in found.lexed.words[k + 1 : found.j]:
        number += Decimal("0.5")
    return number


def shifted_by(found: Found, anchor: Anchor, unit: str, count: float, *, narrative: bool) -> Reading | None:
    """The period so many units away, at the grain of the period just named for years ("a year earlier")."""
    named = anchor.recent(found) if narrative or (unit == "year" and abs(count) == 1) else None
    grain = grain_of(named) if unit == "year" and abs(count) == 1 else None
    if unit in _HOURS:
        return Reading("TIME", "PAST_REF" if count < 0 else "FUTURE_REF", anchor=anchor.kind)
    start = origin(found, anchor, narrative=narrative or grain in ("quarter", "month", "half"), unit=unit)
    if start is None:
        return unresolved(UNKNOWN.get(unit))
    day = moved(start, unit, count)
    if day is None:
        return None
    if unit == "night":
        return Reading("TIME", f"{day.isoformat()}TNI", anchor=anchor.kind)
    return pointed(value_at(day, shifted_grain(named, unit, count)), anchor)


def shifted_grain(named: str | None, unit: str, count: float) -> str:
    """The grain of a period so many units away: that of the period just named for "a year earlier"."""
    grain = grain_of(named) if unit == "year" and abs(count) == 1 else None
    if grain in ("quarter", "month", "half"):
        return grain
    coarse = {"week": "day", "fortnight": "day", "decade": "year", "century": "year", "weekend": "week"}
    return coarse.get(unit, unit) if count == int(count) else "year"


def grain_of(value: str | None) -> str | None:
    """The grain of a named period: quarter, month, half, week, day or year."""
    if value is None:
        return None
    for mark, grain in (("-Q", "quarter"), ("-H", "half"), ("-W", "week")):
        if mark in value:
            return grain
    return {4: "year", 7: "month", 10: "day"}.get(len(value))


def same_period(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the same period a year ago", "the year-earlier quarter": the period just named, moved back."""
    words = found.words
    named = anchor.recent(found, 600)
    grain = grain_of(named) or "year"
    start = origin(found, anchor, narrative=True)
    stated = next((UNITS[word] for word in words if word in ("quarter", "month", "week", "day")), None)
    if stated == "quarter" and grain != "quarter" and start is not None:
        start, grain = moved(start, "quarter", -1), "quarter"
    unit, back = "year", 1
    if words[-1] in ("month", "week", "quarter") and set(words).intersection(
        ("last", "previous", "prior", "preceding")
    ):
        unit = words[-1]
        grain = stated or unit
    if words[0] == "same" and not set(words[1:]).intersection(SHIFTS | dict.fromkeys(("ago", "earlier", "before"), 0)):
        back = 0
    grain = stated or ("year" if grain == "day" else grain)
    if grain == "day":
        start = anchor.recent_day(found) or anchor.day
    if start is None:
        return unresolved(UNKNOWN.get(grain))
    day = moved(start, unit, -back)
    return pointed(value_at(day, grain), anchor) if day else None


def vague_period(found: Found, anchor: Anchor) -> Reading | None:
    """Read "recent years", "the coming weeks"."""
    word = found.words[0]
    if word in ("coming", "next", "following"):
        return Reading("DATE", "FUTURE_REF", anchor=anchor.kind)
    return Reading("DATE", "PAST_REF", anchor=anchor.kind)


def weekend(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the weekend": the last one until Friday, unless the clause looks ahead."""
    if anchor.day is None:
        return unresolved(UNKNOWN["weekend"])
    this = anchor.day.isoweekday() >= 5 or looks_ahead(found)
    day = anchor.day if this else anchor.day - timedelta(7)
    return pointed(value_at(day, "weekend"), anchor)


def reference(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "now", "recently", "soon", "the long term"."""
    words = set(found.words)
    value = found.pick(REFERENCES)
    if value is None:
        if words & {"future", "term"}:
            value = "FUTURE_REF"
        elif words & {"past", "recent"}:
            value = "PAST_REF"
        else:
            value = "PRESENT_REF"
    return Reading("DATE", value)


def frequency(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "weekly", "annually"."""
    return Reading("SET", found.pick(FREQUENCIES), anchor="explicit")


def weekdays(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "Mondays", "weekends"."""
    word = found.words[0]
    number = WEEKDAYS.get(word.removesuffix("s"))
    if number:
        return Reading("SET", f"XXXX-WXX-{number}")
    return Reading("SET", "XXXX-WXX-WE" if word == "weekends" else "XXXX-WXX")


def repeated(found: Found, _anchor: Anchor) -> Reading | None:
    """Read "every four years", "each Friday", "every morning", "a year" as a rate."""
    last = found.words[-1]
    last = found.words[-2] if last == "." else last
    if last in WEEKDAYS:
        return Reading("SET", f"XXXX-WXX-{WEEKDAYS[last]}")
    if last in MONTHS:
        return Reading("SET", f"XXXX-{MONTHS[last]:02d}")
    if last in SEASONS:
        return Reading("SET", f"XXXX-{SEASONS[last]}")
    if last in DAY_PARTS:
        return Reading("SET", f"XXXX-XX-XXT{DAY_PARTS[last]}")
    number = number_before(found, found.i + 1, found.j - 1)
    value = duration_value(number or Decimal(2 if "other" in found.words else 1), UNITS[last])
    return Reading("SET", value, number=number, unit=UNITS[last])
