"""Number → number with its unit: currency before or after, percent, physical units, time units, and rates.

In: the text and a number. Out: a `Piece`; `bare` when no unit stands beside the number. Everything here looks at
characters only, a few words to either side; counted nouns come from the parse (`nouns`).

    measure → money_before | unit_after (percent | money | unit | time | points) → with_rate
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from claimx.lexicon.currencies import currencies
from claimx.lexicon.units import folded, units
from claimx.mentions.quantities.money import (
    FIRST_WORD,
    chunks,
    currency_after,
    currency_tail,
    letter_million,
    letter_scale,
    money_before,
)
from claimx.mentions.quantities.pieces import Piece
from claimx.mentions.quantities.rates import TIME_UNITS, denominator, with_rate
from claimx.numerals import ABBREVIATED, SCALES, Number
from claimx.records import Kind
from claimx.types import Offsets

_PERCENT = re.compile(
    r"[ \u00a0-]{0,2}(?P<point>(?:[%％٪]|per[ -]?cent(?:age)?|pct\.?|pc)[ -]?(?:points?|pts?)\b|ppts?\b|pp\b)"
    r"|[ \u00a0-]{0,2}(?P<basis>basis[ -]points?\b|bps\b|bp\b)"
    r"|[ \u00a0-]{0,2}(?P<percent>[%％٪]|per[ -]?cent\b|percents?\b|percentage\b|pct\b|pc\b)",
    re.IGNORECASE,
)
# "a magnitude of 6.8", "Mach 5": scales named before the number.
_SCALE_BEFORE = re.compile(r"\b([Mm]agnitude|[Mm]ach)(?:[ -]| of (?:about |at least )?)$")


@dataclass(frozen=True, slots=True)
class UnitRead:
    """A unit found after a number: where it ends, what it is, and what it scales by."""

    end: int
    kind: Kind
    unit: str
    factor: Decimal = Decimal(1)
    flags: tuple[str, ...] = ()


def measure(text: str, number: Number, sentence: Offsets) -> Piece:
    """The number with the unit that stands before or after it in its sentence."""
    floor, stop = sentence
    piece = odd_scale(text, Piece(number, number.start, number.end, number.value, number.low, number.high), stop)
    number = piece.number
    if number.form == "ordinal":
        return piece
    money = money_before(text, piece, floor)
    if money is not None:
        return with_rate(text, currency_tail(text, letter_scale(text, money, stop)), stop)
    if number.glued:
        return piece
    if scale := _SCALE_BEFORE.search(text, max(0, number.start - 24), number.start):
        return piece._replace(kind="quantity", unit=scale[1].lower(), unit_text=scale[1])
    piece = letter_million(text, piece, stop)
    return feet_and_inches(text, piece) or with_unit(text, piece, stop)


def with_unit(text: str, piece: Piece, stop: int) -> Piece:
    """The piece with the unit directly after it, and its rate."""
    read = unit_after(text, piece, stop)
    if read is None:
        return piece
    found = piece._replace(
        end=read.end,
        kind=read.kind,
        unit=read.unit,
        factor=read.factor,
        unit_text=text[piece.number.end : read.end].strip(" -\u00a0") or None,
        flags=read.flags,
    )
    return with_rate(text, found, stop)


_ODD = re.compile(r"[ -](odd)[ -]([a-z]{2,8})\b")


def odd_scale(text: str, piece: Piece, stop: int) -> Piece:
    """Read "6,000-odd crore": the word between a number and its scale is a modifier."""
    match = _ODD.match(text, piece.end, stop)
    scale = (SCALES.get(match[2]) or ABBREVIATED.get(match[2])) if match else None
    if match is None or scale is None or piece.value is None or piece.number.scale != 1:
        return piece
    number = piece.number._replace(end=match.end(), value=piece.value * scale, scale=scale)
    return piece._replace(
        number=number, end=match.end(), value=number.value, modifier="approximately", modifier_span=match.span(1)
    )


# "6'2\"", "a 6-foot-2 guard", "a depth of 40'"
_FEET = re.compile(r"(?:['’′](?: (?=\d{1,2}[\"”″]))?|-foot-)(\d{1,2})(?:[\"”″]|['’′]{2}|\b)|['’′](?=[\s.,;)]|$)")
_OPENED = re.compile(r"(?<!\w)['‘’]")
_QUOTE_REACH = 200


def feet_and_inches(text: str, piece: Piece) -> Piece | None:
    """A height in feet and inches; a lone mark counts only where no quotation is open."""
    match = _FEET.match(text, piece.end) if piece.number.digits and piece.value is not None else None
    if match is None or piece.value is None or int(match[1] or 0) >= 12:
        return None
    if match[1] is None and _OPENED.search(text, max(0, piece.start - _QUOTE_REACH), piece.start):
        return None
    feet = piece.value + Decimal(match[1] or 0) / 12
    return piece._replace(end=match.end(), value=feet, kind="quantity", unit="foot", unit_text=match[0].strip("-"))


# ---------------------------------------------------------------- money before the number


# ---------------------------------------------------------------- units after the number


def unit_after(text: str, piece: Piece, stop: int) -> UnitRead | None:
    """The unit directly after a number."""
    at = piece.number.end
    if piece.value is None and (match := _OF.match(text, at, stop)):  # "hundreds of thousands of euros"
        at = match.end()
    if percent := percent_after(text, piece, at, stop):
        return percent
    if piece.number.form == "fraction" or (piece.value is not None and 0 < piece.value < 1):
        at = over_article(text, at)  # "a quarter of a point", "0.1 of a percentage point"
        if percent := percent_after(text, piece, at, stop):
            return percent
    if not opens_unit(text, at, stop):
        return None
    if name := currency_after(
        text, at, stop, digits=piece.number.digits or piece.number.scale > 1, scaled=piece.number.scale > 1
    ):
        currency = name[0]
        flags = ("dollar_assumed_usd",) if currency.assumed else ()
        return UnitRead(name[1], "money", currency.code, Decimal(1) / currency.parts, flags)
    return physical(text, at, stop)


def opens_unit(text: str, at: int, stop: int) -> bool:
    """Whether the word from here begins a spelling of any unit or currency; most counted nouns do not."""
    match = FIRST_WORD.match(text, at, stop)
    if match is None:
        return False
    word = match["word"].rstrip(".")
    return word.lower() in opening_words() or "/" in word or "." in word


@lru_cache(maxsize=1)
def opening_words() -> frozenset[str]:
    """First words of the spellings of units, currencies and times, in lower case."""
    spellings = (*currencies().after, *units().words, *units().symbols, *TIME_UNITS, *_DEGREES)
    return frozenset(re.split(r"[ -]", spelling.lower())[0].rstrip(".") for spelling in spellings)


_ARTICLE = re.compile(r" (?:of )?an?(?= )")
_OF = re.compile(r" of(?= )")


def over_article(text: str, at: int) -> int:
    """Where the unit of "half a mile", "a quarter of a percentage point" starts."""
    match = _ARTICLE.match(text, at)
    return match.end() if match else at


def percent_after(text: str, piece: Piece, at: int, stop: int) -> UnitRead | None:
    """Read "%", "per cent", "percentage points", "basis points"."""
    match = _PERCENT.match(text, at, stop)
    if match is None:
        return None
    if match["point"]:
        return UnitRead(match.end(), "percent", "percentage point")
    if match["basis"]:
        return UnitRead(match.end(), "percent", "basis point")
    # "20 percentage" alone is no unit of the language, and "5 pc" after a word is a computer.
    if match["percent"].lower() == "pc" and text[piece.end : match.start("percent")].strip():
        return None
    return UnitRead(match.end(), "percent", "percent")


def physical(text: str, at: int, stop: int) -> UnitRead | None:
    """The longest spelling of a unit from here, or a unit of time."""
    words = chunks(text, at, min(stop, at + 80))
    table = units()
    if words and words[0][0] in _DEGREES and _WEATHER.search(text, max(0, at - _WEATHER_REACH), at):
        return UnitRead(words[0][1], "quantity", _DEGREES[words[0][0]])
    for count in range(len(words), 0, -1):
        spelling = " ".join(word for word, _ in words[:count])
        end = words[count - 1][1]
        found = table.find(spelling) or table.words.get(folded(spelling))
        if found is None and spelling.endswith("."):
            found, end = table.find(spelling[:-1]), end - 1
        if found is not None and unit_fits(text, at, spelling, end):
            return UnitRead(end, "quantity", found[0], found[1])
    if words and (time := TIME_UNITS.get(words[0][0].lower().removesuffix("."))):
        end = words[0][1] - words[0][0].endswith(".")
        return UnitRead(end, "duration", time)
    return slashed(words)


# "Temperatures fell to minus 12C (10.4F)"; not "Section 12C", "seat 14F"
_DEGREES = {"C": "degree Celsius", "F": "degree Fahrenheit"}
_WEATHER = re.compile(
    r"temperature|mercury|warm|heat|cold|minus|freez|highs? of|lows? of|degrees|Celsius|°", re.IGNORECASE
)
_WEATHER_REACH = 160
_LOUD = frozenset(("LBS", "KGS", "KMS"))
_AMBIGUOUS = {"m", "t", "g", "l", "in.", "in", "W", "V", "J", "AU", "ha", "L", "mi", "”", "′", "″"}


def unit_fits(text: str, at: int, spelling: str, end: int) -> bool:
    """Short symbols count only when nothing makes them a word or a scale: "48m high", not "5 m people", "two PBS"."""
    if text[end : end + 1].isalnum():
        return False
    if spelling in ("”", "′", "″"):
        return text[at : at + 1] == spelling and text[at - 1].isdigit()  # not “Fantastic Four”
    if len(spelling) == 3 and spelling.isupper() and spelling[-1] == "S":
        return spelling in _LOUD
    if spelling in _AMBIGUOUS:
        return text[at : at + 1] != "-" and end - at <= 3
    return True


def slashed(words: list[tuple[str, int]]) -> UnitRead | None:
    """Units divided by a slash: "10 mg/l", "5 g/km"."""
    if not words or words[0][0].count("/") != 1:
        return None
    over, under = words[0][0].split("/")
    top, bottom = units().find(over), denominator(under)
    if top is None or bottom is None:
        return None
    return UnitRead(words[0][1], "quantity", f"{top[0]}/{bottom}", top[1])


# ---------------------------------------------------------------- rates
