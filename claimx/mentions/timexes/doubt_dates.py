"""Doubt about years, decades, months, seasons and days: "2000 troops", "Theresa May", "the fall in prices"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.mentions.timexes.beside import OF, after, before, following, preceding

if TYPE_CHECKING:
    from claimx.mentions.timexes.reading import Found

_NOT_A_YEAR = re.compile(
    r"(?:[$£€¥#]|\b(?:[Nn]o\.|number|room|flight|highway|route|model|over|about|some|least|nearly|almost|page|chapter|"
    r"Windows|Office|Excel)|(?<!later )(?<!earlier )\bthan|[-–][A-Z]{1,4}|[A-Z]\d?[-–])\s?$"
    r"|\d[,.:/]$|(?:^|\D)(?:\d{1,3}|\d{5,})\s?[-–]\s?$"
)
_SINCE_ABOUT = preceding("(?:since|until|back to) (?:at least|about|almost|nearly)")
# "down by an average of 1400", "a capacity of 1800"; but "the level of 2015"
_SUMMED = re.compile(r"\b(?:averages?|totals?|sum|minimum|maximum) of $")
_RATHER_AMOUNT = re.compile(r"\b(?:value|level|price|cost|capacity|score|population|distance|number) of $")
# "the asteroid 2023 DW2": when it was found, as part of its name
_ROCK = re.compile(r"\b(?:asteroids?|comets?|objects?|planetoids?|meteoroids?)\s$", re.IGNORECASE)
_DESIGNATION = re.compile(r"\s[A-Z]{1,2}\d{0,4}\b")
# "from 1200 to 1500 stalls": both ends count
_RANGE_COUNTED = re.compile(r"\s?(?:to|and|or|[-–])\s?\d{4}\s[a-z]{3,20}(?<!s)s\b(?!\s(?:is|was))")
_YEAR_PREPOSITION = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|of|year|circa|before|after|during|for|to|through|late|early|mid|end|between|and|"
    r"about|around|the|\d{4}[,-]?)|[-–(,/])\s?$",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\s?(?:%|percent|per cent|people|troops|metres|meters|feet|miles|km\b|points?\b|tons?\b|tonnes|dollars|"
    r"°|rpm|mph|hp\b)"
    r"|\w|,[01]|[.:/]\d|,\d|-\d(?!\d(?:\d\d)?\b)"
)
_COUNTED = re.compile(
    r"\s(?:[a-z]{3,20}(?<!s)(?<!ou)s\b(?!\s(?:is|was))|(?:men|women|children|police|square|million|billion|"
    r"other|more|new|young|armed|civilian|foreign|local|different|additional|extra)\b)"
)
_CAPITALIZED = re.compile(r"(?<!Year)(?<!year)\b[A-Z][a-z]+\s$")
# "#Harvest2016"
_HASHTAG = re.compile(r"#\w{0,40}$")
_THE = preceding("the")
_FUTURE_PREPOSITION = preceding("by|in|since|until")
_LOWER_WORD = re.compile(r"\s[a-z]{3}")
USUAL_YEARS = range(1900, 2061)
"""Years that need no preposition: "the 2012 contest"."""


def year(found: Found) -> bool:
    """Read "in 2009", "the 2012 contest"; not "2000 troops", "Boeing 1900", "No. 1984"."""
    if found.words[0][0] in "'’‘":
        return short_year(found)
    if before(found, _HASHTAG):
        return False
    digits = int(found.words[0])
    amount = before(found, _NOT_A_YEAR) and not before(found, _SINCE_ABOUT)
    if amount or after(found, _MEASURED) or before(found, _SUMMED):
        return False
    if before(found, _ROCK) and after(found, _DESIGNATION):
        return False
    if (digits not in USUAL_YEARS or not digits % 100) and after(found, _RANGE_COUNTED):
        return False
    if digits not in USUAL_YEARS:
        return rare_year(found, digits) and not before(found, _RATHER_AMOUNT)
    if digits % 50:
        return True
    if after(found, _COUNTED):
        return before(found, _THE)
    return not before(found, _CAPITALIZED) or before(found, _YEAR_PREPOSITION)  # "the Russell 2000 Index"


def rare_year(found: Found, digits: int) -> bool:
    """Read "In 1848, revolutions broke out", "by 2100 seas will rise"; years far from ours need their preposition."""
    if digits <= 2100 and before(found, _FUTURE_PREPOSITION) and not after(found, _COUNTED):
        return True
    return before(found, _YEAR_PREPOSITION) and not after(found, _LOWER_WORD)


_SHORT_YEAR = re.compile(r"(?:\b(?:in|since|of|by|for|from|until|to|late|early|and)|\()\s?$|^$|\s$")


def short_year(found: Found) -> bool:
    """Read "in '16", "Class of '68"; a closing quotation mark is none."""
    return before(found, _SHORT_YEAR) and not found.after(1).isalnum()


_PERSON_OR_HEAT = re.compile(
    r"\b(?:my|his|her|their|our|your|its|low|high|upper|temperatures?)\b[\w\s-]{0,10}$|[$£€]$", re.IGNORECASE
)
_DECADE_BEFORE = re.compile(r"(?:\bthe(?:\s\w+)?[\s-]?|\band\s|(?:early|late|mid)[\s-])['’‘]?$|['’‘]$", re.IGNORECASE)


def decade(found: Found) -> bool:
    """Read "the 70s", "'80s", "1990s"; not "in her 40s", "the low 20s"."""
    if found.words[0] == "the" or found.positions("DECADE"):
        return True
    return before(found, _DECADE_BEFORE) and not before(found, _PERSON_OR_HEAT)


_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|by|since|until|till|from|to|of|for|during|through|between|and|or|last|this|next|early|late|mid|end|month|"
    r"before|after|than|every|each|around|about|on|the|a|his|her|its|their|beginning|starting|ending|ended|over)|[-–/(&,])[\s-]?$",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(r"\s?(?:[-–/]|to |and |or )\s?[A-Z][a-z]{2}")
_MAY_VERB = following("be|have|not|also|well|has|I|we|you|they|he|she|it|said|says|was|is|will|told|who")
_THE_MARCH = following("quarter|meeting|election|vote|contract|report|poll|figure")
_SURNAME = re.compile(r"\s[A-Z][a-z]+\s[a-z]")
_DOUBTFUL_MONTHS = frozenset("may march mar dec jan jun sept sep".split())
_FIRST_NAMES = frozenset("april june august".split())


def month(found: Found) -> bool:
    """Read "in May", "March-June"; not "May I", "Theresa May said", "the March on Washington", "April Ryan said"."""
    word, bare = found.words[0], before(found, _MONTH_BEFORE)
    if word in _FIRST_NAMES:
        return bare or not after(found, _SURNAME)
    if word not in _DOUBTFUL_MONTHS:
        return True
    if word == "may":
        return bare and not after(found, _MAY_VERB)
    if word == "march" and before(found, _THE):
        return after(found, _THE_MARCH)
    return bare or after(found, _MONTH_AFTER)


_SEASON_BEFORE = preceding("in|of|by|for|during|until|since|over|through|from|to|into|late|early")
_FALL_OF = re.compile(r"\s(?:in|of|from|by|into|to)\b|-")
_SEASON_GOES_ON = re.compile(r"-|\s(?!and\b|of\b|when\b|but\b|or\b)[a-z]")


def season(found: Found) -> bool:
    """Read "this fall", "in the spring", "in summer"; not "the fall in prices", "in spring training"."""
    first, name = found.words[0], found.words[-1]
    if first == "in":
        return not after(found, _SEASON_GOES_ON)
    if first == "the" and name in ("fall", "spring", "summer"):
        return before(found, _SEASON_BEFORE) and not after(found, _FALL_OF)
    return name != "fall" or not after(found, _FALL_OF)


_NAMED_DAYS = re.compile(r"\b(?:Black|Bloody|Super|Cyber|Palm|Ash|Good|Fat|Maundy|Holy|Giving)\s$")
_SHORT_DAY_BEFORE = re.compile(r"(?:\bon |\($)$")
_SHORT_DAYS = frozenset("mon tue wed thu fri sat sun".split())


def weekday(found: Found) -> bool:
    """Read "on Monday", "on Fri", "Tue."; not "the Sun", "Sat" as a verb, "Bloody Sunday"."""
    if before(found, _NAMED_DAYS):
        return False
    word = found.words[0]
    if word not in _SHORT_DAYS:
        return True
    return before(found, _SHORT_DAY_BEFORE) or (found.text.endswith(".") and word not in ("sun", "sat"))


_THE_OR_ON = preceding("the|on")


def relative_weekday(found: Found) -> bool:
    """Read "the following Monday"; not "following Monday's debate"."""
    return found.words[0] not in ("following", "preceding") or before(found, _THE_OR_ON)


_DAY_GOES_ON = re.compile(r"[-\s](?!(?:and|when|but|after|in)\b)[a-zA-Z]")


def day_only(found: Found) -> bool:
    """Read "on the 18th."; not "on the 18th hole"."""
    return not after(found, _DAY_GOES_ON)


_COUNT_GOES_ON = re.compile(r"[-.,]?\d|\s[a-z]+s\b|\s?%")


def day_pair(found: Found) -> bool:
    """Read "July 3 and 4"; not "July 3 and 4 people"."""
    return bool(found.positions("YEAR")) or found.text[-1].isalpha() or not after(found, _COUNT_GOES_ON)


def century(found: Found) -> bool:
    """Read "the 21st century"; not "21st Century Fox"."""
    return not (found.words[-1] == "century" and found.text[-7].isupper() and after(found, _CAPITAL))


_CAPITAL = re.compile(r"\s[A-Z][a-z]")


def quarter(found: Found) -> bool:
    """Read "the second half", "third-quarter"; not "the second half of April"."""
    return found.words[-1] != "half" or not after(found, OF)
