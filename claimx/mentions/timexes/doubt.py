"""Which recognised expressions are time after all: "2000 troops", "Theresa May", "a second man", "the year that".

`DOUBTS` gives the test of a form; an expression for which it answers False is dropped. Every test looks at the words
of the expression and at a few characters on either side of it (`beside`). Tests of years, months and days stand in
`doubt_dates`, those of stretches of time in `doubt_stretches`, those of clock times and words here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.mentions.timexes.beside import after, before, following, preceding
from claimx.mentions.timexes.doubt_dates import (
    century,
    day_only,
    day_pair,
    decade,
    month,
    quarter,
    relative_weekday,
    season,
    weekday,
    year,
)
from claimx.mentions.timexes.doubt_stretches import (
    bare_units,
    compound,
    duration,
    duration_pair,
    duration_range,
    rate,
    relative,
    shifted,
    spanning,
    the_unit,
    the_unit_before,
    vague_duration,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimx.mentions.timexes.reading import Found


def nothing(_found: Found) -> bool:
    """No doubt."""
    return True


_NO_CLOCK = preceding("verse|ratio|psalm|chapter|score|won|beat|John|Genesis|Luke|Mark|Matthew|of")


def clock(found: Found) -> bool:
    """Read "14:48", "6 a.m."; not "a ratio of 3:10" or "Luke 3:16"."""
    return len(found.words) > 1 or not before(found, _NO_CLOCK)


_PART_BEFORE = preceding("the|at|by|of|in|before|until|after|next|since|around|early|late")


def day_part(found: Found) -> bool:
    """Read "in the morning", "at night"; not "Good Morning America"."""
    return before(found, _PART_BEFORE) and not found.text[0].isupper()


_WORD_BEFORE = re.compile(r"[\w’']\s$")


def named(found: Found) -> bool:
    """Read "today", "weekly"; not "USA TODAY", "the People's Daily", where a capital stands within the sentence."""
    if found.text[0].islower() or found.i == 0 or not before(found, _WORD_BEFORE):
        return True
    words = _LONG_WORD.findall(found.before(_HEADLINE_REACH) + found.text + found.after(_HEADLINE_REACH))
    return len(words) >= HEADLINE_WORDS and sum(word[0].isupper() for word in words) > HEADLINE * len(words)


_LONG_WORD = re.compile(r"\b[A-Za-z]{4,}")
HEADLINE, HEADLINE_WORDS, _HEADLINE_REACH = 0.8, 4, 60
"""Share of capitals among the longer words, and how many of them, that make a headline ("New Phone Launched Today")."""
_MOST = preceding("most")
_AS_OR_TOO = preceding("as|too")
_NOW_THAT = following("that|and then")
_AS = re.compile(r"\sas\b|-")
_NOUN = re.compile(r"\s(?!and\b|or\b|to\b|as\b|but\b|that\b|when\b|by\b)[a-z\d]")


def reference(found: Found) -> bool:
    """Read "now", "recently", "in the past"; not "now-cancelled", "as soon as", "long-term debt", "the past days"."""
    words = found.words
    if words == ["recent"]:
        return not before(found, _MOST)
    if words == ["now"]:
        return found.before(1) != "-" and not after(found, _NOW_THAT)
    if words == ["soon"]:
        return not before(found, _AS_OR_TOO) and not after(found, _AS)
    if words[-1] in ("past", "present") or (words[-1] == "term" and "-" in words):
        return not after(found, _NOUN)
    return True


DOUBTS: dict[str, Callable[[Found], bool]] = {
    "year": year, "decade": decade, "century": century, "month": month, "season": season, "quarter": quarter,
    "weekday": weekday, "relative_weekday": relative_weekday, "day_only": day_only, "day_pair": day_pair,
    "the_unit": the_unit, "the_unit_before": the_unit_before, "bare_units": bare_units, "rate": rate,
    "duration": duration, "duration_pair": duration_pair, "duration_range": duration_range, "compound": compound,
    "vague_duration": vague_duration, "spanning": spanning,
    "shifted": shifted, "relative": relative, "clock": clock, "deictic": named, "frequency": named,
    "reference": reference,
}  # fmt: skip
