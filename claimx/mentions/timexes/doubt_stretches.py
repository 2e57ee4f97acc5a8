"""Doubt about stretches of time: "the days of", "not a day longer", "the 2008 season", "four days, five days"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.mentions.timexes.beside import OF, after, before, following, preceding
from claimx.mentions.timexes.vocabulary import UNITS
from claimx.numerals import find_numbers

if TYPE_CHECKING:
    from claimx.mentions.timexes.reading import Found

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
_YEAR_TO = re.compile(r"(?:1[5-9]|20)\d\d to (?!\d{4})")
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


def duration_range(found: Found) -> bool:
    """Read "two to three weeks"; not "was sentenced in 2005 to ten years"."""
    return _YEAR_TO.match(found.text) is None


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
        return "-" not in words and not after(found, OF)
    if _MODEL_YEAR.fullmatch(words[0]) and words[-1] in _MODELS:
        return False
    return not (words[-1] in _NEVER_ONE and words[0] in ("one", "a", "an") and len(words) == 2)


def compound(found: Found) -> bool:
    """Read "six years, two months"; not "four days, five days"."""
    units = [UNITS[word] for word in found.words if word in UNITS]
    return len(set(units)) == len(units)


_SHIFTED = following(
    "after|ago|ahead|apart|back|before|behind|beyond|earlier|following|from|hence|into|later|old|older|on|previously|prior|since|"
    "younger"
)


def duration_pair(found: Found) -> bool:
    """Read "six-and-a-half, seven weeks", a guess; not "We lost three, nine years ago", "hurt one, two days after"."""
    if after(found, _SHIFTED):
        return False
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
