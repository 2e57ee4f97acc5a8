"""The grammar: every dress in which a time expression comes, one line each, tried in this order.

The notation is explained in `notation`. The name of a form is the name of the reader in `readers` that gives it its
value; the same reader may serve several lines. A form covers the calendar expression only: "the", "early", "end of",
"since" and "more than" stand before it and are read by `modifiers`. Ranges ("from 2017 to 2024") and moments ("8 a.m.
Friday") are joined from two found forms in `join`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from claimx.mentions.timexes.notation import Codes, Notation
from claimx.mentions.timexes.vocabulary import CLASSES, MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFINITIONS = {
    "month": "MONTHNAME | MONTHABBR .?",
    "anymonth": "MONTHNAME | MONTHABBR .? | LOWERMONTH .?",
    "day": "DAY | DAYTH",
    "weekday": "WEEKDAY | WEEKDAYABBR .?",
    "year": "YEAR | SHORTYEAR",
    "digits": "NUMBER | DAY | TWODIGITS | FOURDIGITS | YEAR",
    "count": "<digits> (DASH? SCALE){0,2} | CARDINAL (DASH? CARDINAL)? (DASH? SCALE){0,2}"
    " | (a | an | half a)? (SCALE | dozen)",
    "half": "DASH? and DASH? (a DASH? half | one DASH? half | a DASH? quarter | three DASH? quarters)",
    "rank": "ORDINAL | RANKTH | DAYTH",
    "meridiem": "(a | p) .? m .? | am | pm",
    "zone": "ZONE | (eastern | pacific | central | mountain | london | moscow | beijing | new york)"
    " (standard | daylight)? time | local time",
    "hour": "CLOCK <meridiem>? | NUMBER <meridiem> | (DAY | CARDINAL) (DASH? CARDINAL)? <meridiem>"
    " | (DAY | CARDINAL) o QUOTE clock | noon | midnight",
    "thatyear": "<year> | (this | last | next | the | that | the previous | the current | the following) year",
}  # fmt: skip

FORMS: tuple[tuple[str, str], ...] = (
    # 2016-11-03, 21-07-2025, 10/26/89
    ("iso", "ISODATE"),
    ("numeric", "NUMDATE"),
    # 6 a.m., 14:48 UTC, 0800 GMT, 4 o'clock, half past seven
    ("clock", "<hour> <zone>?"),
    ("clock", "(FOURDIGITS | YEAR) hours? <zone>"),
    ("spoken_clock", "(half | quarter) (past | to) (DAY | CARDINAL)"),
    # Friday, May 8th, 2020 · May 7-10 · June 18 to 21, 2024
    ("day_range", "<anymonth> <day> (to | through | thru | DASH) (the)? <day> (,? YEAR)?"),
    ("day_range", "<day> (to | DASH) (the)? <day> (of)? <anymonth> (,? YEAR)?"),
    # July 3 and 4, 18 and 19 June: two dates
    ("day_pair", "<anymonth> <day> (and | or) <day> (,? YEAR)?"),
    ("day_pair", "<day> (and | or) <day> <anymonth> (,? YEAR)?"),
    ("month_day", "(<weekday> ,? (the)?)? <anymonth> (the)? <day> ((,? | of) <year>)?"),
    ("month_day", "(<weekday> ,? (the)?)? <day> (of | DASH)? <anymonth> ((, | DASH | of)? <year>)?"),
    ("weekday_day", "<weekday> ,? (the)? DAYTH"),
    ("day_only", "on the DAYTH"),
    # the second half of the 20th century, the second decade of the 21st century, the last week of July
    ("part_of_century", "(<rank> | FINAL) (half | quarter | decade | third) of (the) <rank> DASH? century"),
    ("week_of", "week (of | beginning | starting | commencing) (the)? <anymonth> <day> (, YEAR)?"),
    ("nth_of", "(<rank> | FINAL) (week | day | weekend | WEEKDAY) (of | in)"
     " ((the | this | last | next) month | <anymonth> ((of | ,)? <year>)? | <thatyear>)"),
    # fiscal years and quarters, 1Q25, Q3 2024, the third quarter of this year
    ("fiscal_quarter", "fiscal (<year>)? (QUOTE s)? (<rank> | latest) DASH? (quarter | half)"),
    ("fiscal_quarter", "(<rank> | latest | FINAL) DASH? fiscal DASH? (quarter | half) (of (fiscal)? <thatyear>)?"),
    ("fiscal_quarter", "(<rank> | FINAL) DASH? (quarter | half) of (its | the | our)? fiscal (year)? <year>?"),
    ("fiscal_year", "(fiscal (year)? | fy) <year>"),
    ("fiscal_year", "fy (TWODIGITS | DAY)"),
    ("fiscal_year", "<year> DASH? fiscal year"),
    ("fiscal_year", "(this | last | next | current | previous | the) fiscal year"),
    ("quarter_code", "q DAY (of | , | DASH)? (<year> | TWODIGITS)?"),
    ("quarter_code", "DAY q (<year> | TWODIGITS | DAY)?"),
    ("quarter_code", "<year> DASH? q DAY"),
    ("year_quarter", "(<year> | (this | last | next) year) (QUOTE s | s QUOTE)? <rank> DASH? (quarter | half)"),
    ("quarter_of", "(<rank> | FINAL) DASH? (quarter | half) (of | in | ,)? <thatyear>"),
    ("quarter", "(ORDINAL | RANKTH | DAYTH) DASH? quarter"),
    ("quarter", "(first | second) DASH? half"),
    ("quarter", "(latest | most recent | FINAL) quarter"),
    ("century", "CARDINAL DASH ORDINAL DASH? century | <rank> DASH? century | <rank> and <rank> centuries"),
    # February 2022, Feb. '16
    ("month_year", "<month> ((of | , | DASH | /)? YEAR | (of)? SHORTYEAR)"),
    ("month_year", "LOWERMONTH (of)? YEAR"),
    # the summer of 1998, last winter
    ("season", "SEASON (of)? (<year> | (last | this | next) year)"),
    ("season", "(RELATIVE) SEASON"),
    # 2023-24, 2024/25
    ("season_years", "YEAR (DASH | /) (TWODIGITS | DAY)"),
    ("decade", "DECADE | SHORTDECADE | the DECADEWORD"),
    # every four years, every Friday, each month, a year, per day
    ("repeated", "(every | each) (other | single)? (<count> | ORDINAL)?"
     " (UNIT | <weekday> | MONTHNAME | SEASON | DAYPART)"),
    # two years ago, a year earlier, three days later, half a century ago
    ("shifted", "(<count> <half>? | (a)? VAGUE (of)? | a | an | the | half (a | an)) RUNNING{0,2} UNIT <half>?"
     " (ago | earlier | later | previously | hence | from now | prior | from today | back | before)"),
    ("shifted", "(a | one)? DASH? quarter (DASH | of a)? century (ago | earlier | later)"),
    ("shifted", "PLURALUNIT (ago | earlier | later)"),
    ("shifted", "(a | one) year DASH (ago | earlier)"),
    # compared with the same period a year ago, the year-earlier quarter
    ("same_period", "same (DASH | UNIT | <count>){0,3}"
     " (period | quarter | month | week | day | time | stage | point | year)"
     " (of | in | during)? (the)? (last | previous | prior | preceding) (year | month | week | quarter)"),
    ("same_period", "(same | corresponding | comparable | like) (DASH | UNIT | <count>){0,3}"
     " (period | quarter | month | week | time | stage | point)"
     " ((a | one) year | the year) DASH? (ago | earlier | before)"),
    ("same_period", "(prior | previous) DASH year (period | quarter | month)?"),
    ("same_period", "year DASH (ago | earlier) (period | quarter | month)?"),
    ("same_period", "same (period | quarter | month | week | day | year)"),
    # 272 years and 9 months · 12- to 15-year · two to three weeks · a year and a half · half a century
    ("compound", "<count> DASH? UNIT (,? and? | DASH) <count> DASH? UNIT (,? and? <count> DASH? UNIT){0,2}"),
    ("duration_range", "<count> DASH? (to | or | and) DASH? <count> DASH? RUNNING? UNIT (DASH old)?"),
    ("duration_pair", "CARDINAL (DASH? <half>)? , CARDINAL RUNNING? UNIT"),
    ("duration_range", "<digits> DASH <digits> DASH? RUNNING? UNIT (DASH old)?"),
    ("duration_half", "(a | an | <count>) UNIT <half>"),
    ("duration_part", "half DASH? (a | an)? DASH? UNIT | (a | one)? DASH? quarter (DASH | of a)? century (DASH old)?"),
    ("duration_part", "three DASH? quarters of (a | an) UNIT"),
    # the past three months, the first 5 months of the year, the coming weeks
    ("spanning", "SPANNING (<count> <half>? | VAGUE) DASH? RUNNING{0,2} UNIT ((of | in) (fiscal)? <thatyear>)?"),
    ("spanning", "(past | recent | coming) (RUNNING)? (LONGUNIT | night) | (last | next) (decade | century)"),
    ("vague_period", "(recent | past | previous | coming | next | last | following) PLURALUNIT"),
    ("reference", "recent"),
    ("duration", "<count> (or more | or so | DASH? plus)? <half>? DASH? RUNNING{0,2} DASH? UNIT (DASH old)?"),
    ("vague_duration", "VAGUE (of)? (RUNNING)? UNIT"),
    ("vague_duration", "(dozens | hundreds | thousands) of PLURALUNIT"),
    ("bare_units", "PLURALUNIT (DASH long)?"),
    ("whole", "(all | full | whole | entire) (LONGUNIT | night)"),
    # last week, this Monday, next June, that night, the day before
    ("weekday_of", "(last | this | next) week QUOTE? s? <weekday> | <weekday> (of)? (last | this | next) week"),
    ("relative", "(RELATIVE) (LONGUNIT | fortnight)"),
    ("relative_weekday", "(RELATIVE) <weekday>"),
    ("relative_month", "(RELATIVE) <month>"),
    ("relative_month", "<month> (of)? (last | this | next) year"),
    ("relative_part", "(RELATIVE) (DAYPART)"),
    ("day_beyond", "the day (before yesterday | after tomorrow)"),
    ("the_unit_before", "the (day | week | month | year | night | quarter) (before | after | earlier | prior)"),
    # yesterday, Monday, October, morning, 2009
    ("deictic", "DEICTIC"),
    ("holiday", "HOLIDAY ((of | ,)? YEAR)?"),
    ("weekdays", "WEEKDAYS | weekends | weekdays"),
    ("weekday", "<weekday>"),
    ("month", "<month>"),
    ("season", "(the | in) SEASON"),
    ("day_part", "DAYPART"),
    ("unit_edge", "(year | month | week) (DASH | QUOTE s)? end"
     " | mid DASH? (year | month | week | century) | midyear | midweek | midcentury"),
    ("the_unit", "the (day | week | month | quarter | year | weekend | decade | century)"),
    ("weekend", "weekend"),
    ("rate", "(a | an | per) DASH? UNIT"),
    ("frequency", "FREQUENCY"),
    ("reference", "REFERENCE"),
    ("reference", "these days | the time being | at present | at the moment | at this (point | time | stage)"),
    ("reference", "(the)? (near | long | short | medium | foreseeable | distant) DASH? (term | future)"),
    ("reference", "the (future | past | present)"),
    ("year", "<year>"),
)  # fmt: skip


Form = tuple[str, re.Pattern[str]]


class Starting(dict[str, list[Form]]):
    """Code → the forms that can begin with it; a form is compiled when a text first holds such a code."""

    def __init__(self) -> None:
        self.patterns: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def __missing__(self, code: str) -> list[Form]:
        forms = self[code] = [(name, compiled(pattern)) for name, pattern in self.patterns.get(code, ())]
        return forms


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern of a form, which can begin with many codes."""
    return re.compile(pattern)


class Grammar:
    """The forms, by the codes with which they can begin, and the codes of the tokens as they are written."""

    def __init__(self) -> None:
        self.codes = Codes()
        notation = Notation(self.codes, DEFINITIONS)
        self.starting = Starting()
        for name, line in FORMS:
            piece = notation.piece(line)
            for code in piece.first:
                self.starting.patterns[code].append((name, piece.pattern))
        self.trigger_words = frozenset(self.codes.words) - _PLAIN_WORDS
        triggers = [self.codes.words[word] for word in sorted(self.trigger_words)] + list(self.codes.shapes.values())
        self.trigger = re.compile(f"[{''.join(triggers)}]")
        self.written = dict(self._written())

    def _written(self) -> Iterator[tuple[str, str]]:
        """Spellings with their codes: months in lower case are doubtful ("may"), "sat" and "est" are no dates."""
        for word, code in self.codes.words.items():
            yield word.upper(), code
            if word not in CLASSES["ZONE"]:
                yield word.capitalize(), code
            if word in MONTHS:
                yield word, self.codes.shapes["LOWERMONTH"]
            elif word not in CLASSES["ZONE"] and word not in CLASSES["WEEKDAYABBR"]:
                yield word, code


_PLAIN_WORDS = frozenset(
    "the a an of in on at to or and s . , - – — − ~ ‑ ‐ / ' ’ from for by it its our o m p am pm that this last next "
    "first second third all few many some several one two three more long short full whole entire other before after "
    "back same most like half hundred thousand million billion dozen prior previous current following standard local "
    "time final closing opening point stage single old mid end".split()
)
"""Words of the vocabulary that say nothing about time by themselves: a sentence with no others is not read."""


@cache
def grammar() -> Grammar:
    """The grammar, read on first use."""
    return Grammar()
