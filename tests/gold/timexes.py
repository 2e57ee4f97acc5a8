"""Time expressions against TIMEX3 gold, as TempEval-3 counts them.

    strict    same start and end
    relaxed   spans overlap, one to one
    value     relaxed, and the value is the same: by canonical spelling, or by the days it covers

Gold: {"id", "dct", "text", "timexes": [{"start", "end", "value", "ignore"?, "accept"?, …}]}. Found: the
`timexes` of annotations; a range with `parts` is counted by its two ends, which TIMEX3 marks apart.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS = {"Q": 3, "H": 6}
IN_MONTHS = {"CE": 1200, "DE": 120, "Y": 12, "Q": 3, "M": 1}
IN_DAYS = {"W": 7, "D": 1}
IN_SECONDS = {"H": 3600, "M": 60, "S": 1}

SPELLINGS = [
    (r"(?<=\d)Z$", ""),
    (r"(?<=T\d\d)[+-]\d\d:?\d\d$|(?<=T\d\d:\d\d)[+-]\d\d:?\d\d$|(?<=T\d\d:\d\d:\d\d)[+-]\d\d:?\d\d$", ""),
    (r"^FY(?=\d)", ""),
    (r"^(\d\d)XX$", r"\1"),
    (r"^(\d\d\d)X$", r"\1"),
    (r"-AU", "-FA"),
    (r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3"),
    (r"^(.*T\d\d:\d\d):00(?:\.0+)?$", r"\1"),
    (r"^(.*T\d\d):00$", r"\1"),
    (r"T24$", "T00"),
]


def score(gold, found):
    """F1s of time expressions: `gold` is a list of documents, `found` maps their ids to lists of timexes."""
    count = Counter()
    for document in gold:
        count.update(score_document(document, ends(found.get(document["id"], []))))
    total = count["gold"] + count["found"]
    return {f"{name}.f1": 2 * count[name] / total if total else 1.0 for name in ("strict", "relaxed", "value")}


def ends(timexes):
    """Timexes with ranges replaced by their ends, in reading order."""
    parts = [part for timex in timexes for part in timex.get("parts") or [timex]]
    return sorted(parts, key=lambda timex: (timex["start"], timex["end"]))


def score_document(document, found):
    """Counts of one document; what touches only ignored gold is neither right nor wrong."""
    ignored = [timex for timex in document["timexes"] if is_ignored(timex)]
    gold = [timex for timex in document["timexes"] if not is_ignored(timex)]
    pairs = match(gold, found)
    used = {index for _, index in pairs}
    free = sum(
        index not in used and any(overlap(timex, other) > 0 for other in ignored) for index, timex in enumerate(found)
    )
    return {
        "gold": len(gold),
        "found": len(found) - free,
        "strict": sum(same_span(gold[i], found[j]) for i, j in pairs),
        "relaxed": len(pairs),
        "value": sum(same_value(gold[i], found[j]) for i, j in pairs),
    }


def is_ignored(timex):
    """Whether gold leaves a timex out: marked so, or the dateline."""
    return timex.get("ignore") or timex.get("functionInDocument") == "CREATION_TIME"


def match(gold, found):
    """Pairs of indexes: identical spans first, then the longest overlap, then the nearest length."""
    candidates = sorted(
        (not same_span(left, right), -overlap(left, right), abs(length(right) - length(left)), i, j)
        for i, left in enumerate(gold)
        for j, right in enumerate(found)
        if overlap(left, right) > 0
    )
    pairs = {}
    for *_, i, j in candidates:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return list(pairs.items())


def overlap(left, right):
    """How many characters two timexes share."""
    return min(left["end"], right["end"]) - max(left["start"], right["start"])


def length(timex):
    """The length of a timex."""
    return timex["end"] - timex["start"]


def same_span(left, right):
    """Whether start and end are the same."""
    return (left["start"], left["end"]) == (right["start"], right["end"])


def same_value(gold, found):
    """Whether a value is one of those that gold accepts."""
    value = canonical(found.get("value"))
    options = [canonical(option) for option in (gold.get("value"), *gold.get("accept", []))]
    return any(option and option == value for option in options) or any(
        interval(option) is not None and interval(option) == interval(value) for option in options
    )


def canonical(value):
    """One spelling of a TIMEX3 value: P2W is P14D, 19XX is 19, T14:00 is T14."""
    value = (value or "").strip().upper().replace(" ", "")
    for pattern, replacement in SPELLINGS:
        value = re.sub(pattern, replacement, value)
    period = re.fullmatch(r"P(T?)([\d.]+)(CE|DE|Y|Q|M|W|D|H|S)", value)
    return canonical_period(*period.groups()) or value if period else value


def canonical_period(time, number, unit):
    """A duration of one unit in months, days or seconds; None for a unit that is none."""
    number = float(number)
    if time:
        seconds = number * IN_SECONDS.get(unit, 0)
        return f"P{seconds / 86400:g}D" if seconds % 86400 == 0 else f"PT{seconds:g}S"
    if unit in IN_MONTHS:
        return f"P{number * IN_MONTHS[unit]:g}M"
    return f"P{number * IN_DAYS[unit]:g}D" if unit in IN_DAYS else None


def interval(value):
    """First day and the day after the last of a canonical value; B of "A/B" is the day after."""
    if "/" in value:
        first, last = (interval(canonical(end)) for end in value.split("/", 1))
        return (first[0], last[0]) if first and last else None
    for pattern, covers in INTERVALS.items():
        parts = re.fullmatch(pattern, value)
        if parts:
            try:
                return covers(*parts.groups())
            except ValueError:
                return None
    return None


def months(year, month, n):
    """`n` months from the first of one."""
    last = month - 1 + n
    return date(year, month, 1), date(year + last // 12, last % 12 + 1, 1)


def years(first, n):
    """`n` years from the first of one."""
    return date(first, 1, 1), date(first + n, 1, 1)


def week(year, number, weekend, day):
    """A week, its weekend, or one of its days."""
    monday = date.fromisocalendar(int(year), int(number), 1)
    first, last = (5, 7) if weekend else (int(day) - 1, int(day)) if day else (0, 7)
    return monday + timedelta(first), monday + timedelta(last)


def one_day(value):
    """A single day."""
    day = date.fromisoformat(value)
    return day, day + timedelta(1)


INTERVALS = {
    r"(\d{4}-\d\d-\d\d)": one_day,
    r"(\d{4})-(\d\d)": lambda year, month: months(int(year), int(month), 1),
    r"(\d{4})": lambda year: years(int(year), 1),
    r"(\d{3})": lambda decade: years(int(decade) * 10, 10),
    r"(\d{2})": lambda century: years(int(century) * 100, 100),
    r"(\d{4})-W(\d\d?)(-WE)?(?:-(\d))?": week,
    r"(\d{4})-([QH])(\d)": lambda year, part, n: months(int(year), (int(n) - 1) * MONTHS[part] + 1, MONTHS[part]),
    r"(\d{4})-(SP|SU|FA|WI)": lambda year, season: months(int(year), SEASONS[season], 3),
}
