"""Readers of clock times and parts of the day: "6 a.m.", "14:48 UTC", "noon", "morning"."""

from __future__ import annotations

import re

from claimx.mentions.timexes.reading import Anchor, Found, Reading
from claimx.mentions.timexes.vocabulary import CARDINALS, DAY_PARTS

ZONES = {"utc": "Z", "gmt": "Z", "z": "Z", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "pst": "-08:00",
         "pdt": "-07:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00",
         "jst": "+09:00", "hkt": "+08:00", "aest": "+10:00", "aedt": "+11:00"}  # fmt: skip
"""Offsets of zones whose abbreviation has one meaning."""
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::(\d\d))?(?!\d)")


def clock(found: Found, anchor: Anchor) -> Reading | None:
    """A time of day, on the day named last or the article's."""
    time = clock_value(found)
    return None if time is None else on_a_day(found, anchor, time)


def on_a_day(found: Found, anchor: Anchor, time: str) -> Reading:
    """A time put on the day named shortly before, else on the article's; alone without either.

    Shortly before is also the sentence before, however long: "struck on Friday, killing 30 and … It hit at 11:11 p.m.".
    """
    day = anchor.recent_day(found, 150) or anchor.told_day(found) or anchor.day
    if day is None:
        return Reading("TIME", time, anchor="unresolved", flags=("no_publication_date",))
    return Reading("TIME", f"{day.isoformat()}{time}", anchor=anchor.kind)


def clock_value(found: Found) -> str | None:
    """Read "T14:48Z" for the words of a clock time; null when there is no such hour."""
    words = found.words
    zone = next((ZONES[word] for word in words if word in ZONES), "")
    if words[0] in ("noon", "midnight"):
        return f"T{'12' if words[0] == 'noon' else '00'}:00{zone}"
    military = found.shaped("FOURDIGITS", "YEAR")
    if military:
        hour, minute, second = int(military[0][:2]), military[0][2:], None
    elif (read := hour_and_minute(found)) is not None:
        hour, minute, second = read
    else:
        return None
    hour = with_meridiem(hour, words)
    if hour > 24 or int(minute) > 59:
        return None
    return f"T{hour:02d}:{minute}{f':{second}' if second else ''}{zone}"


def hour_and_minute(found: Found) -> tuple[int, str, str | None] | None:
    """The hour, minutes and seconds as written."""
    match = _CLOCK.match(found.words[0])
    if match:
        return int(match[1]), match[2] or "00", match[3]
    numbers = [CARDINALS[word] for word in found.words if word in CARDINALS]
    if not numbers:
        return None
    return numbers[0], f"{sum(numbers[1:]) % 60:02d}", None


def with_meridiem(hour: int, words: list[str]) -> int:
    """The hour of 24: "12 a.m." is midnight."""
    if "pm" in words or "p" in words:
        return hour + 12 if hour < 12 else hour
    if ("am" in words or "a" in words) and hour == 12:
        return 0
    return hour


def spoken_clock(found: Found, anchor: Anchor) -> Reading | None:
    """Read "half past seven", "quarter to nine"."""
    last = found.words[-1]
    hour = CARDINALS.get(last) or (int(last) if last.isdigit() else 0)
    minutes = 30 if found.words[0] == "half" else 15
    if not 1 <= hour <= 24:
        return None
    total = hour * 60 + (minutes if found.words[1] == "past" else -minutes)
    return on_a_day(found, anchor, f"T{total // 60:02d}:{total % 60:02d}")


def day_part(found: Found, anchor: Anchor) -> Reading | None:
    """Read "the morning" of the day named last."""
    return on_a_day(found, anchor, f"T{found.pick(DAY_PARTS)}")
