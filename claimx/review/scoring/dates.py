"""When two date values are the same: by spelling, or by the days they cover.

Values are TIMEX3 or ISO: "2024", "2022-02", "XXXX-12-09", "2017/2024", "2025-01-01/..". Times of day do not
count.
"""

from __future__ import annotations

import re
from calendar import monthrange

from claimx.review.scoring.gold import Bounds, Value

OPEN = ".."
CLOCK = re.compile(r"T\d\d:?\d\d.*$")
PARTS = re.compile(r"(\d{4}|XXXX|-)-(\d{1,2}|XX)(?:-(\d{1,2}|XX))?")
DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")

Day = tuple[int, int, int]
Edge = Day | str


def same_date(left: Value, right: Value) -> bool:
    """Whether two date values name the same days; two missing values are the same."""
    first, second = normal(left), normal(right)
    if first == second:
        return True
    if first is None or second is None:
        return False
    covered = days(first)
    return covered is not None and covered == days(second)


def normal(value: Value) -> str | None:
    """One spelling of a date value: upper case, two-digit months and days, ".." for an open end."""
    if value is None or value == "":
        return None
    text = CLOCK.sub("", spelled(value).strip().upper().replace("–", "-").replace("—", "-"))
    return "/".join(normal_end(end.strip()) for end in text.split("/"))


def spelled(value: float | str | Bounds) -> str:
    """A year written as a number, or bounds, as a date value."""
    if isinstance(value, Bounds):
        return "/".join("" if end is None else spelled(end) for end in (value.low, value.high))
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def normal_end(end: str) -> str:
    """One end of an interval: "9-5" of no year is "XXXX-09-05"."""
    if end in ("", OPEN, "NONE"):
        return OPEN
    match = PARTS.fullmatch(end)
    if not match:
        return end
    year = "XXXX" if match[1] == "-" else match[1]
    return "-".join(part.zfill(2) for part in (year, match[2], match[3]) if part)


def days(value: str) -> tuple[Edge, Edge] | None:
    """First and last day of a normal date value, ".." where it is open; None when it names no days."""
    ends = value.split("/")
    if len(ends) > 2:
        return None
    first = edge(ends[0], last=False)
    last = edge(ends[-1], last=True)
    return None if first is None or last is None else (first, last)


def edge(end: str, *, last: bool) -> Edge | None:
    """The first or last day of a year, month or day."""
    if end == OPEN:
        return OPEN
    match = DAY.fullmatch(end)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if month > 12:
        return None
    month = month or (12 if last else 1)
    return year, month, day or (monthrange(year, month)[1] if last else 1)
