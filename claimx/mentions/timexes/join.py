"""Expressions that belong together: "8 a.m." and "Friday" are one moment, "2017" and "2024" the ends of a range.

In: found expressions of a line with their readings, in order. Out: the same list with neighbours joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from claimx.mentions.timexes.calendar import moved
from claimx.mentions.timexes.durations import MAX_SPAN
from claimx.mentions.timexes.reading import Anchor, Found, Part, Reading

if TYPE_CHECKING:
    from claimx.types import Offsets

_MOMENT_LINK = re.compile(
    r"\s?,?\s?(?:on\s|at\s|in\sthe\s|of\s|of\sthe\s|at\sabout\s|at\saround\s|around\s|about\s|the\s)?"
)
_TO = re.compile(
    r"\s?(?:[-–—−~]|[-–]?to[-–]?|through|thru|until|till|and)\s?(?:the\s)?"
    r"(?:(?:early|late|mid|(?:the\s)?(?:beginning|start|end|middle|close)\sof)[\s-](?:the\s)?)?"
)
_FROM = re.compile(r"\bfrom\s(?:[\w-]{1,12}\s){0,3}$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:[\w-]{1,12}\s){0,3}$", re.IGNORECASE)
Reader = Callable[[Found, Anchor], Reading | None]
_OPEN = frozenset(("month", "month_day", "quarter", "weekday"))
"""Forms whose year another end can give."""
_TIMES = frozenset(("clock", "spoken_clock"))
DAY_FORMS = frozenset(
    ("iso", "numeric", "month_day", "weekday_day", "weekday", "relative_weekday", "weekday_of", "deictic", "holiday",
     "day_beyond")
)  # fmt: skip
ENDS = DAY_FORMS | frozenset(
    ("month_year", "month", "year", "relative_month", "quarter_of", "quarter", "quarter_code", "season", "decade",
     "fiscal_year", "clock", "year_quarter", "relative", "century")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """A found expression with its offsets (wider than the found ones after a join) and its reading."""

    found: Found
    span: Offsets
    reading: Reading


def join(reads: list[Read], anchor: Anchor, read: Reader) -> list[Read]:
    """Join neighbours into moments, then moments and dates into ranges."""
    moments = placed(fold(shared_years(reads, anchor, read), moment))
    joined = fold(moments, lambda left, right: stretch(left, right, anchor, read))
    return [bounded(item, after) for item, after in zip_longest(joined, joined[1:])]


_LISTED = re.compile(r",?\s(?:and|or)\s|,\s")


def shared_years(reads: list[Read], anchor: Anchor, read: Reader) -> list[Read]:
    """Give the months of a list the year at its end: "in May and June 2020"."""
    shared = list(reads)
    for i in range(len(reads) - 2, -1, -1):
        left, right = shared[i], shared[i + 1]
        if (
            left.found.form != "month"
            or right.found.form not in ("month", "month_year")
            or right.reading.anchor != "explicit"
        ):
            continue
        days = right.reading.days
        if days is None or not _LISTED.fullmatch(gap(left, right)):
            continue
        reading = read(left.found, replace(anchor, day=days[1], look=False))
        shared[i] = replace(left, reading=not_after(reading, right.reading) or left.reading)
    return shared


_NEAR, _NEIGHBOURS = 60, 3


def placed(reads: list[Read]) -> list[Read]:
    """Put clock times on the day named nearest in their sentence: "at 10:35 a.m. (0735 GMT) Friday"."""
    return [on_nearest(reads, i) if item.found.form in _TIMES else item for i, item in enumerate(reads)]


def on_nearest(reads: list[Read], i: int) -> Read:
    """Move a clock time to the nearest day among its neighbours."""
    item = reads[i]

    def distance(day: Read) -> int:
        return max(day.span[0] - item.span[1], item.span[0] - day.span[1])

    near = reads[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS + 1]
    days = [other for other in near if other.found.form in DAY_FORMS and other.reading.days]
    day = min(days, key=distance, default=None)
    if day is None or day.reading.value is None or distance(day) > _NEAR:
        return item
    value = f"{day.reading.value.partition('T')[0]}T{(item.reading.value or '').partition('T')[2]}"
    return replace(item, reading=replace(item.reading, value=value, anchor=day.reading.anchor, flags=day.reading.flags))


_ENDED = re.compile(r"\s(?:that\s|which\s)?(?:ended|ending|to|through|until|till)\s(?:on\s|the\s)?")


def bounded(item: Read, after: Read | None) -> Read:
    """Give a duration the days that the date behind it settles: "nine months ended Sept. 30", "12 months to March"."""
    unit, number = item.reading.unit, item.reading.number
    if item.found.form == "the_unit":
        unit, number = item.found.words[-1], Decimal(1)
    if after is None or number is None or unit is None or after.reading.days is None:
        return item
    if item.found.form not in _BOUNDED or not _ENDED.fullmatch(gap(item, after)):
        return item
    end = after.reading.days[1]
    start = moved(end + timedelta(1), unit, -float(number)) if number <= MAX_SPAN else None
    return replace(item, reading=replace(item.reading, period=(start, end))) if start and start <= end else item


_BOUNDED = frozenset(("duration", "spanning", "the_unit"))


def fold(reads: list[Read], rule: Callable[[Read, Read], Read | None]) -> list[Read]:
    """Apply a rule to neighbours, left to right; a joined pair is the left neighbour of the next."""
    joined: list[Read] = []
    for item in reads:
        pair = rule(joined[-1], item) if joined and joined[-1].found.lexed is item.found.lexed else None
        if pair is None:
            joined.append(item)
        else:
            joined[-1] = pair
    return joined


def gap(left: Read, right: Read) -> str:
    """The text between two expressions, empty for more than a few words."""
    between = left.found.lexed.text[left.span[1] : right.span[0]]
    return between if len(between) <= 30 else "\0"


def moment(left: Read, right: Read) -> Read | None:
    """A day and a time of day: "8 a.m. Friday", "Friday at 8 a.m.", "Tuesday morning"."""
    forms = {left.found.form, right.found.form}
    if not forms & DAY_FORMS or (
        not forms & {"clock", "day_part", "spoken_clock"} and left.reading.type == right.reading.type
    ):
        return None
    if left.reading.type == right.reading.type or not _MOMENT_LINK.fullmatch(gap(left, right)):
        return None
    day, time = (left, right) if left.reading.type == "DATE" else (right, left)
    if (
        day.found.form not in DAY_FORMS
        or day.reading.value is None
        or "/" in day.reading.value
        or time.reading.type != "TIME"
    ):
        return None
    if (time.reading.value or "_REF").endswith("_REF"):
        return None
    whole = "XXXX-XX-XX" if day.reading.value.endswith("_REF") else day.reading.value
    value = f"{whole}T{(time.reading.value or '').partition('T')[2]}"
    reading = replace(day.reading, type="TIME", value=value)
    return Read(left.found if left is day else right.found, (left.span[0], right.span[1]), reading)


def stretch(left: Read, right: Read, anchor: Anchor, read: Reader) -> Read | None:
    """A range: "February 2022 – February 2025", "from 2017 to 2024", "between 2030 and 2035"."""
    if left.found.form not in ENDS or right.found.form not in ENDS or left.reading.parts or right.reading.parts:
        return None
    between = gap(left, right)
    if not _TO.fullmatch(between) or left.reading.type != right.reading.type:
        return None
    before = left.found.lexed.text[max(left.found.lexed.starts[0], left.span[0] - 40) : left.span[0]]
    if "and" in between and not _BETWEEN.search(before):
        return None
    if not ranged(left, right, between, before):
        return None
    first, last = completed(left, right, anchor, read)
    return ranging(left, right, first, last)


def ranged(left: Read, right: Read, between: str, before: str) -> bool:
    """Dashes join only ends of the same grain; "until" needs "from"."""
    if re.search(r"until|till", between):
        return bool(_FROM.search(before))
    if between.strip() in ("-", "–", "—", "−", "~"):
        if right.found.form in _TIMES and left.reading.type == "TIME":
            return True
        return left.found.form == right.found.form or {left.found.form, right.found.form} == {
            "month",
            "month_year",
        }
    return True


def completed(left: Read, right: Read, anchor: Anchor, read: Reader) -> tuple[Reading, Reading]:
    """Complete an end from the other: "September – March 2025", "8 a.m. to 5 p.m. Friday", "from May to September"."""
    first, last = left.reading, right.reading
    times = left.found.form in _TIMES, right.found.form in _TIMES
    if times[0] != times[1]:
        whole, part = (last, first) if times[0] else (first, last)
        day = (whole.value or "").partition("T")[0]
        part = replace(whole, value=f"{day}T{(part.value or '').partition('T')[2]}")
        return (part, last) if times[0] else (first, part)
    if left.found.form in _OPEN and last.days and (last.anchor == "explicit" or backwards(first, last)):
        back = replace(anchor, day=last.days[1], look=False, named=None, named_day=None)
        return not_after(read(left.found, back), last) or first, last
    if right.found.form in _OPEN and first.days and first.anchor == "explicit" and last.anchor != "explicit":
        onward = replace(anchor, day=first.days[0], look=True, named=None, named_day=None)
        return first, read(right.found, onward) or last
    return first, last


def backwards(first: Reading, last: Reading) -> bool:
    """Whether a range would run backwards."""
    return bool(first.days and last.days and first.days[0] > last.days[0])


def not_after(first: Reading | None, last: Reading) -> Reading | None:
    """The first end, unless it lies behind the last."""
    if first is None or first.days is None or last.days is None or first.days[0] > last.days[0]:
        return None
    return replace(first, anchor=last.anchor, flags=last.flags)


def ranging(left: Read, right: Read, first: Reading, last: Reading) -> Read | None:
    """The range with its two ends; null when it would run backwards."""
    if backwards(first, last):
        return None
    value = None if first.value is None or last.value is None else f"{first.value}/{last.value}"
    if {left.found.form, right.found.form} <= _TIMES:  # "during the 7 a.m.-to-3:45 p.m. class": no day is meant
        value = "/".join("T" + (end.value or "").partition("T")[2] for end in (first, last))
    parts = (Part(left.span, first), Part(right.span, last))
    flags = tuple(dict.fromkeys((*first.flags, *last.flags)))
    anchor = first.anchor if last.anchor == "explicit" else last.anchor
    reading = Reading(first.type, value, anchor=anchor, flags=flags, parts=parts)
    return Read(left.found, (left.span[0], right.span[1]), reading)
