"""Which recognised expressions are time after all: "2000 troops", "Theresa May", "a second man", "the year that".

`DOUBTS` gives the test of a form; an expression for which it answers False is dropped. Every test looks at the words
of the expression and at a few characters on either side of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.mentions.timexes.vocabulary import UNITS
from claimx.numerals import find_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimx.mentions.timexes.reading import Found

_REACH = 24


def preceding(words: str) -> re.Pattern[str]:
    """Compile a pattern for words that stand directly before an expression."""
    return re.compile(rf"\b(?:{words})\s$", re.IGNORECASE)


def following(words: str) -> re.Pattern[str]:
    """Compile a pattern for words that stand directly behind an expression."""
    return re.compile(rf"\s(?:{words})\b")


def before(found: Found, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern ends where the expression begins."""
    return pattern.search(found.before(_REACH)) is not None


def after(found: Found, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern begins where the expression ends."""
    return pattern.match(found.after(_REACH)) is not None


def nothing(_found: Found) -> bool:
    """No doubt."""
    return True


# ---------------------------------------------------------------- years

_NOT_A_YEAR = re.compile(
    r"(?:[$£€¥#]|\b(?:[Nn]o\.|number|room|flight|highway|route|model|over|about|some|least|nearly|almost|page|chapter|"
    r"Windows|Office|Excel)|(?<!later )(?<!earlier )\bthan|[-–][A-Z]{1,4}|[A-Z]\d?[-–])\s?$"
    r"|\d[,.:/]$|(?:^|\D)(?:\d{1,3}|\d{5,})\s?[-–]\s?$"
)
_SINCE_ABOUT = preceding("(?:since|until|back to) (?:at least|about|almost|nearly)")
# "down by an average of 1400", "a capacity of 1800"; but "the level of 2015"
_SUMMED = re.compile(r"\b(?:averages?|totals?|sum|minimum|maximum) of $")
_RATHER_AMOUNT = re.compile(r"\b(?:value|level|price|cost|capacity|score|population|distance|number) of $")
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
_THE = preceding("the")
_FUTURE_PREPOSITION = preceding("by|in|since|until")
_LOWER_WORD = re.compile(r"\s[a-z]{3}")
USUAL_YEARS = range(1900, 2061)
"""Years that need no preposition: "the 2012 contest"."""


def year(found: Found) -> bool:
    """Read "in 2009", "the 2012 contest"; not "2000 troops", "Boeing 1900", "No. 1984"."""
    if found.words[0][0] in "'’‘":
        return short_year(found)
    digits = int(found.words[0])
    amount = before(found, _NOT_A_YEAR) and not before(found, _SINCE_ABOUT)
    if amount or after(found, _MEASURED) or before(found, _SUMMED):
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


# ---------------------------------------------------------------- months, seasons, weekdays

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


# ---------------------------------------------------------------- stretches of time

_UNIT_BEFORE = preceding(
    "in|for|during|of|on|by|over|throughout|within|than|from|into|through|so far|later|earlier|early|late|end"
)
_OF_OR_IN = preceding("of|in")
_UNIT_ENDED = following("(?:that |which )?(?:ended|ending)")
_UNIT_GOES_ON = re.compile(
    r"\s(?:\d{4}|of|that|when|after|before|the|he|she|they|we|it|in which|ahead|was|is|will|has)\b"
    r"|-|['’]\s?s\s(?:best|most)\b"
)


def the_unit(found: Found) -> bool:
    """Read "for the year", "in the quarter", "the year ended June 30"; not "the day that", "the decade"."""
    if after(found, _UNIT_ENDED):
        return True
    wanted = _OF_OR_IN if found.words[-1] in ("decade", "century") else _UNIT_BEFORE
    return before(found, wanted) and not after(found, _UNIT_GOES_ON)


_SPENT = preceding(
    "for|in|over|within|after|of|during|through|takes?|taken|took|spent|despite|just|many|than|last|lasted|those"
)
_SPENT_OF = preceding("for|over|within|after|takes?|taken|took|despite")
_OF_OR_TO = following("of|to")


def bare_units(found: Found) -> bool:
    """Read "for years", "after decades of war", "decades-long"; not "the days of", "in days to come"."""
    if found.words[-1] == "long":
        return True
    if not before(found, _SPENT) or found.after(1) == "-":
        return False
    return not after(found, _OF_OR_TO) or before(found, _SPENT_OF)


_STRETCH_BEFORE = preceding(
    "for|in|within|about|after|nearly|almost|over|than|takes?|took|half|least|of|under|around|as|is|was|such|what|spent|"
    "wait|quite|just|only|roughly|and|with|to|be|by|spend"
)
_TIMES = preceding("once|twice|times")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|million|billion|half|"
    r"several|few|many|multiple)\b"
)
_RATE_GOES_ON = re.compile(r"-|['’]s|\s(?:of|when|that|where|in which|for|like|to)\b")
_LONG = frozenset(("decade", "century", "fortnight"))
_NO_RATE = frozenset(("second", "quarter", "season", "min", "sec", "weekend", "millennium"))
_RATE_REACH = 50
_EVENT = following("after|before|since")
_CLAUSE = re.compile(r"[,;:.]\s")


def rate(found: Found) -> bool:
    """Read "15 a year", "for an hour", "per day"; not "a second", "a quarter", "not a day anybody wants"."""
    unit = found.words[-1]
    if (unit in _NO_RATE and found.words[0] != "per") or (unit.endswith("s") and unit != "hrs"):
        return False
    if after(found, _RATE_GOES_ON):
        return False
    return unit in _LONG or is_rate(found) or before(found, _STRETCH_BEFORE) or after(found, _EVENT)


def is_rate(found: Found) -> bool:
    """Whether "a year" counts something ("15 a year") and is no stretch of time ("for a year")."""
    if found.words[0] == "per" or before(found, _TIMES):
        return True
    if before(found, _STRETCH_BEFORE):
        return False
    clause = _CLAUSE.split(found.before(_RATE_REACH))[-1]
    return _NUMBER.search(clause) is not None


_ONE_DAY_BEFORE = preceding("in|for|of|after|within|just|only|than|least|about|by|on")
_OF = following("of")
_MODEL_YEAR = re.compile(r"19[5-9]\d|20[0-4]\d")
_MODELS = frozenset(("year", "season", "quarter"))
_NEVER_ONE = frozenset(("quarter", "season", "second", "seconds", "min", "sec"))
"""Units that "one" and "a" do not measure: "a quarter of them", "one second-rate team"."""


def duration(found: Found) -> bool:
    """Read "six months", "12-day"; not "could one day stretch", "the 2008 season", "down three-quarters"."""
    words = found.words
    if found.before(2).rstrip(" ")[-1:] in ("$", "£", "€", "#") or found.before(1) == ".":
        return False
    if words == ["one", "day"]:
        return before(found, _ONE_DAY_BEFORE)
    if words[0] == "three" and words[1:] in (["quarters"], ["-", "quarters"]):
        return "-" not in words and not after(found, _OF)
    if _MODEL_YEAR.fullmatch(words[0]) and words[-1] in _MODELS:
        return False
    return not (words[-1] in _NEVER_ONE and words[0] in ("one", "a", "an") and len(words) == 2)


def compound(found: Found) -> bool:
    """Read "six years, two months"; not "four days, five days"."""
    units = [UNITS[word] for word in found.words if word in UNITS]
    return len(set(units)) == len(units)


def duration_pair(found: Found) -> bool:
    """Read "six-and-a-half, seven weeks", a guess; not "We lost three, nine years ago"."""
    values = [number.value for number in find_numbers(found.text) if number.value is not None]
    return len(values) == 2 and 0 < values[1] - values[0] <= 1


def spanning(found: Found) -> bool:
    """Read "the past decade", "the first ten days"; not "first one day, then another"."""
    return not (found.words[0] in ("first", "final", "opening") and found.words[1] == "one")


_STOP = re.compile(r"\s?[,.;:)\"”]|\s(?:and|but|or|to|in|on|at|when|from)\b|$")


def shifted(found: Found) -> bool:
    """Read "two years later", "a year before."; not "the day later", "ten days before the vote"."""
    last = found.words[-1]
    if found.words[0] == "the" and last in ("ago", "later", "back", "hence"):
        return False
    return last not in ("back", "before") or after(found, _STOP)


def the_unit_before(found: Found) -> bool:
    """Read "the day before."; not "the day after the flood", which another event places."""
    return after(found, _STOP)


def century(found: Found) -> bool:
    """Read "the 21st century"; not "21st Century Fox"."""
    return not (found.words[-1] == "century" and found.text[-7].isupper() and after(found, _CAPITAL))


_CAPITAL = re.compile(r"\s[A-Z][a-z]")


def quarter(found: Found) -> bool:
    """Read "the second half", "third-quarter"; not "the second half of April"."""
    return found.words[-1] != "half" or not after(found, _OF)


def vague_duration(found: Found) -> bool:
    """Read "several years"; not "in some quarters"."""
    return found.words[-1] != "quarters"


_VERB_AFTER_THAT = following("has|is|was|had")


def relative(found: Found) -> bool:
    """Read "last week"; not "the last day", "that day was", "the latest century"."""
    word, unit = found.words[0], found.words[-1]
    if unit in ("day", "decade", "century") and word in ("last", "latest", "past"):
        return False
    return word != "that" or not after(found, _VERB_AFTER_THAT)


# ---------------------------------------------------------------- clock, parts of the day, words

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
    "duration": duration, "duration_pair": duration_pair, "compound": compound,
    "vague_duration": vague_duration, "spanning": spanning,
    "shifted": shifted, "relative": relative, "clock": clock, "deictic": named, "frequency": named,
    "reference": reference,
}  # fmt: skip
