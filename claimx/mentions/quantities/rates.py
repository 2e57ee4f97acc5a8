"""Rates: what a figure with a unit is divided by ("per share", "a day", "/kg", "annually")."""

from __future__ import annotations

import re

from claimx.lexicon.nouns import singular
from claimx.lexicon.units import folded, units
from claimx.mentions.quantities.pieces import Piece

_TIME_WORDS = {
    "second": "second seconds sec secs", "minute": "minute minutes min mins", "hour": "hour hours hr hrs",
    "day": "day days", "week": "week weeks wk wks", "month": "month months", "quarter": "quarter quarters",
    "year": "year years yr yrs", "decade": "decade decades", "century": "century centuries",
    "night": "night nights", "millisecond": "millisecond milliseconds", "fortnight": "fortnight fortnights",
    "microsecond": "microsecond microseconds µs",
}  # fmt: skip
TIME_UNITS = {form: name for name, forms in _TIME_WORDS.items() for form in forms.split()}
_RATE = re.compile(
    r"(?P<of>[ ]of(?: [A-Za-z][A-Za-z\d-]{1,19}){1,3}?|[ ]?\[[^\[\]]{1,40}\]|"
    r"(?P<aside>[ ]?\([^()]{1,40}\)| or (?:more|less|so)))?"
    r"(?:(?P<per>[ -]?\bper[ -]\b|[ ]?/[ ]?)|(?P<each>[ -]an?[ -]|[ ](?:each|every)[ ]))"
    r"(?P<what>(?:thousand|hundred|million|100|1,000|10,000|100,000)?[ ]?[A-Za-z²³]{1,20}\.?"
    r"(?:[ -](?:feet|foot|metres?|meters?|miles?|kilometres?|kilometers?|inch|yards?|ounce|hours?|capita)\b)?)"
)
# "14% a year ago": a point in time; not "$30 an ounce before it fell".
_LATER = re.compile(
    r"[ -](?:ago|earlier|before(?! (?:bonuses|costs|deductions|expenses|overtime|tax|taxes|tips)\b)|later|after)\b"
)
# "freed 40 people a week into the truce": when, not how often
_ONE_TIME = re.compile(r"[ -](?:away|following|in advance|into|on|out|prior|since|when)\b")
_ADVERB_RATE = re.compile(r"(?: |-)(annually|yearly|monthly|weekly|daily|hourly|annual)\b(?! [a-z])|(?: )p\.a\.")
_SHORT_TIMES = {"annum": "year", "yr": "year", "ms": "millisecond", "s": "second", "h": "hour", "d": "day"}
_ADVERB_UNITS = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour",
}  # fmt: skip
# "$9 a share", "650,000 barrels a day", "64 cents a dozen": what "a" may divide by. "per" divides by anything.
_A_RATES = frozenset(
    (
        "share year month week day hour minute second night quarter barrel gallon ton tonne pound ounce litre "
        "liter kilo kilogram gram mile person head piece game dozen acre bottle pop ticket plate seat copy unit dose "
        "bag can case box carton pack pint cup meal user customer household student pupil worker employee passenger"
    ).split()
) | {"annum", "decade", "century"}
_SCALED_DENOMINATOR = re.compile(r"(?:thousand|hundred|million|100|1,000|10,000|100,000)[ ]")


def denominator(what: str) -> str | None:
    """The canonical name of what a rate divides by."""
    words = what.strip(" .").lower()
    if match := _SCALED_DENOMINATOR.match(words):
        rest = denominator(words[match.end() :])
        return f"{match[0]}{rest}" if rest else None
    if words in TIME_UNITS:
        return TIME_UNITS[words]
    if words in _SHORT_TIMES:
        return _SHORT_TIMES[words]
    if (unit := units().find(what.strip(" .")) or units().words.get(folded(words))) and unit[1] == 1:
        return unit[0]
    return singular(words) if words.isalpha() or " " in words else None


def with_rate(text: str, piece: Piece, stop: int) -> Piece:
    """Add "per share", "a day", "/kg", "annually" when it follows the unit."""
    adverb = _ADVERB_RATE.match(text, piece.end, stop)
    if adverb and piece.kind in ("money", "quantity") and (name := _ADVERB_UNITS.get(adverb[1] or "annually")):
        return piece._replace(end=adverb.end(), rate=name)
    match = _RATE.match(text, piece.end, min(stop, piece.end + 90))
    if match is None or (match["of"] and piece.kind not in ("quantity", "money")):
        return piece
    what = shortest_denominator(match["what"], article=match["each"] is not None)
    if what is None:
        return piece
    name = denominator(what)
    if name is None or (name in _TIME_WORDS and _LATER.match(text, match.end())):
        return piece
    end = piece.end if match["aside"] else match.start("what") + len(what)
    return piece._replace(end=end, rate=name)


def count_with_rate(text: str, piece: Piece, stop: int) -> Piece:
    """Add what a count is divided by: "40 missiles an hour", "90,000 a year", "19.8 points per game"."""
    if piece.kind != "count" or not piece.unit or "/" in piece.unit or piece.rate:
        return piece
    at = piece.noun[1] if piece.noun else piece.end
    rated = with_rate(text, piece._replace(end=at), stop)
    if rated.rate is None or _ONE_TIME.match(text, rated.end):
        return piece
    return piece._replace(rate=rated.rate)


def is_measure(word: str) -> bool:
    """Whether "a …" behind a figure divides by this word: something sold one by one, or a unit ("$5.87 a bushel")."""
    unit = units().words.get(word)
    return word in _A_RATES or (unit is not None and unit[0] == word and len(word) > 3)


def shortest_denominator(what: str, *, article: bool) -> str | None:
    """What a rate divides by, without words that follow it by chance ("a share price")."""
    first = what.split(" ", maxsplit=1)[0].split("-", maxsplit=1)[0].rstrip(".")
    if article:
        return first if is_measure(first.lower()) else None
    words = what.rstrip(".")
    if first.lower() == "calendar":
        return None
    if len(words.split(" ")) > 1 and (units().words.get(folded(words)) or _SCALED_DENOMINATOR.match(words)):
        return words
    return first
