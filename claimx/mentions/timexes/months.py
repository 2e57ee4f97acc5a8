"""Readers of months and longer: "in May", "last winter", "Q3 2024", "fiscal 2025", "2023-24", "the 1990s".

Each reader gives the value of one form, or null; the anchor gives what the expression leaves out.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from claimx.mentions.timexes.calendar import value_at
from claimx.mentions.timexes.reading import Anchor, Found, Reading
from claimx.mentions.timexes.stated import (
    ahead_of,
    dated,
    explicit,
    full_year,
    number_in,
    parts_of,
    rank,
    stated_year,
    unresolved,
)
from claimx.mentions.timexes.vocabulary import (
    CARDINALS,
    DECADE_WORDS,
    MONTHS,
    SEASONS,
)

if TYPE_CHECKING:
    from claimx.records import Anchor as AnchorKind


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
