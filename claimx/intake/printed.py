"""Printed days → ISO: "21-07-2025" (day first), "March 01, 2008", "1 Mar. 2008", "2025-07-21T10:00Z".

Only full days count. What is ambiguous ("07/06/2025") or impossible gives null; today's date is never used.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = re.compile(
    r"(?<![\w./-])(?:"
    rf"{_MONTH.format('m1')}\s{{1,3}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,3}}{_MONTH.format('m2')},?[\s-]{{1,3}}(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})(?:T[\d:.]{4,15}(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<a>\d{1,2})(?P<sep>[-./])(?P<b>\d{1,2})(?P=sep)(?P<y4>\d{4})"
    r")(?![\w-])",
    re.IGNORECASE,
)


def iso_day(text: object) -> str | None:
    """The ISO day of a metadata value ("2025-07-21", "2025-07-21T10:00:00Z", "July 21, 2025"), or null."""
    match = DAY.match(text.strip()) if isinstance(text, str) else None
    if match:
        return day_of(match)
    return plain_iso(text) if isinstance(text, str) else None


def plain_iso(text: str) -> str | None:
    """The day of an ISO date and time in any of its spellings ("2025-07-21 10:00:00+02:00", "20250721")."""
    match = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?=$|[\sT])", text, re.ASCII)
    return valid_day(match[1], match[2], match[3]) if match else None


def day_of(match: re.Match[str]) -> str | None:
    """The ISO day of a match of DAY."""
    if match["m1"]:
        return valid_day(match["y1"], month_number(match["m1"]), match["d1"])
    if match["m2"]:
        return valid_day(match["y2"], month_number(match["m2"]), match["d2"])
    if match["m3"]:
        return valid_day(match["y3"], match["m3"], match["d3"])
    return numeric_day(match)


def numeric_day(match: re.Match[str]) -> str | None:
    """Day first for "21-07-2025" and "21.07.2025"; with slashes only when one reading is possible."""
    first, second = match["a"], match["b"]
    if match["sep"] == "/" and int(first) <= 12 and int(second) <= 12 and first != second:
        return None
    if match["sep"] == "/" and int(second) > 12:
        first, second = second, first
    return valid_day(match["y4"], second, first)


def month_number(name: str) -> str:
    """The number of a month by its name."""
    return str(_MONTHS.index(name[:3].lower()) + 1)


def valid_day(year: str, month: str, day: str) -> str | None:
    """The ISO day, null when the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
