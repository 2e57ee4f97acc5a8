"""What the words around a figure make of it: points, index levels, pounds, and which dollars are meant.

In: a piece, its sentence and the article. Out: the piece with the unit that its own words leave open (`in_context`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claimx.lexicon.currencies import currencies
from claimx.mentions.quantities.measuring import over_article
from claimx.mentions.quantities.pieces import Piece
from claimx.records import Kind

_INDEX = re.compile(
    r"\b(?:index|indexes|indices|Dow|Nasdaq|NASDAQ|FTSE|Nikkei|DAX|CAC|Hang Seng|S ?& ?P|S P 500|Sensex|Nifty|Kospi|"
    r"KOSPI|"
    r"Ibex|Stoxx|STOXX|Russell|"
    r"Shanghai Composite|composite|Composite|average|Average|Topix|TSX|ASX|Straits Times|shares|"
    r"stocks|bourse|Bovespa|benchmark|market|trading|futures|TA-\d{2,3}|Industrials)\b"
)
_LEVEL_INDEX = re.compile(
    r"\b(?:index|Index|indexes|Dow|Nasdaq|NASDAQ|FTSE|Nikkei|DAX|CAC|Hang Seng|S ?& ?P|Sensex|Nifty|Kospi|KOSPI|Ibex|"
    r"Stoxx|STOXX|Russell|Composite|composite|Topix|TSX|ASX|Straits Times|Bovespa|TA-\d{2,3})\b"
)
_POLL = re.compile(
    r"\b(?:poll|polls|polling|survey|surveys|voters?|percent|per cent|lead|leads|leading|ahead|trail\w*|margin|rating|"
    r"approval|percentage|rate|rates|error|among|support|advantage|edge|"
    r"elections?|primary|primaries|caucus(?:es)?|nominees?|candidates?|undecided|favou?rab\w+|swing|senate|presidential)\b|%",
    re.IGNORECASE,
)
_VOTES = re.compile(r"(?=[cepv])\b(?:polls?|voters?|primary|primaries|caucus(?:es)?|elections?)\b")
_VOTES_TALK = 3
"""So many words of elections make an article one about them."""
_SCORE = re.compile(
    r"\b(?:scored?|scoring|rebounds?|assists?|game|games|season|NBA|league|championship|averag(?:ed|ing))\b"
)
_POINTS = re.compile(r"[ -](?:percentage )?points?\b")
_AT_ONE = re.compile(r"\bat one$", re.IGNORECASE)
_PAY_TIMES = frozenset(("hour", "week", "month", "year", "night"))
_NAME = re.compile(r"[A-Z][a-záü]+|UAE")
_DOLLAR_SIGN = re.compile(r"(?<![A-Za-z'’.])(?:(AU|CA|CDN|C|HK|NZ|NT)\s?|(A|S))\$|\$(AU|A|C|NZ)\b")
_DOLLAR_NAME = re.compile(r"\b(Australian|Canadian|Hong Kong|Singapore|New Zealand|Taiwan)[ -]dollars?\b")
_NAMED = {
    "Australian": "AUD", "Canadian": "CAD", "Hong Kong": "HKD", "Singapore": "SGD", "New Zealand": "NZD",
    "Taiwan": "TWD",
}  # fmt: skip
_POUND_WORDS = ("£", " sterling", " pence", "British", "Britain", " UK ", "GBP")
_POUND_BUYS = re.compile(
    r"\b(?:cost|costs|earn(?:s|ed|ing)?|wages?|rents?|pensions?|salar(?:y|ies)|charges?|paid|pay|price|worth|profit|fined?|debt|salary|revenue|sales|funding|fund|budget|tax|income|deal)\b"
)


_CHARGE_REACH = 120
# "the fine of 80 pounds", "fees went up by 15 pounds", "rent of 900 pounds"
_CHARGE = re.compile(
    r"\b(?:bills?|prices?|costs?|fines?|fees?|fares?|wages?|rents?|pensions?|salar(?:y|ies)|premiums?|debts?|penalt(?:y|ies)|"
    r"mortgages?|tax(?:es)?|tuition|allowances?|benefits?)\b(?!,)(?:[^.;]|\.\d)*"
    r"\b(?:by|of|from|to|at|is|was|be|reach(?:ed|es)?|averag(?:e[sd]?|ing)|total(?:led|s)?|exceed(?:ed|s)?) "
    r"(?:(?:about|almost|an average of|around|at least|just|more than|nearly|only|over|roughly|some|up to) )?$",
    re.IGNORECASE,
)
_WEIGHED = re.compile(
    r"\b(?:weigh\w*|heav\w+|lift\w*|haul\w*|hold\w*|carr(?:y|ies|ied|ying)|load\w*|capacity|cargo|diet\w*|body|muscle|fat|ounces?|kilos?|"
    r"kilograms?|kg|tons?|tonnes?|catch\w*|caught|harvest\w*|crops?|output|production|produc\w+|landings?|fish|meat|"
    r"beef|bags?|barrels?|pressure|thrust|force)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """Which dollars an article means, by its signs and by its words (null: the United States'); pounds; votes."""

    sign: str | None
    word: str | None
    pounds: bool
    votes: bool


def money_of(text: str) -> Money:
    """Read the article once: "AU$52.5 million" makes every bare "$" Australian."""
    table = currencies().before
    signs = {table[sign].code for sign in foreign_signs(text)}
    names = {_NAMED[m[1]] for m in _DOLLAR_NAME.finditer(text)} if " dollar" in text else set()
    return Money(
        next(iter(signs)) if len(signs) == 1 else None,
        next(iter(names)) if len(names) == 1 else None,
        any(word in text for word in _POUND_WORDS),
        len(_VOTES.findall(text)) >= _VOTES_TALK,
    )


def shared_currency(text: str, name: str, position: int) -> str | None:
    """Which of the currencies of one name a figure is in: that of the country named last before it, or first after."""
    places = countries_named(text, name)
    before = [code for at, code in places if at < position]
    return before[-1] if before else places[0][1] if places else None


@lru_cache(maxsize=32)
def countries_named(text: str, name: str) -> tuple[tuple[int, str], ...]:
    """Where an article names countries whose currency has this name."""
    codes = currencies().shared[name]
    return tuple((match.start(), codes[match[0]]) for match in _NAME.finditer(text) if match[0] in codes)


def foreign_signs(text: str) -> set[str]:
    """Signs of dollars that are not the United States': "AU$", "$NZ"."""
    found = set()
    at = text.find("$")
    while at >= 0:
        if match := _DOLLAR_SIGN.search(text, max(0, at - 4), at + 4):
            before = match[1] or match[2]
            found.add(f"{before}$" if before else f"${match[3]}")
        at = text.find("$", at + 1)
    return found


@lru_cache(maxsize=64)
def points_unit(sentence: str, *, votes: bool = False) -> tuple[Kind, str]:
    """Kind and unit of "points" in a sentence: an index, a share of votes, or a score."""
    if _LEVEL_INDEX.search(sentence):
        return "quantity", "point"
    if _SCORE.search(sentence) and not re.search(r"\bpolls?\b|\bvoters\b", sentence):
        return "count", "point"
    if _POLL.search(sentence) and not re.search(r"\bstocks?\b|\bshares\b", sentence):
        return "percent", "percentage point"
    if _INDEX.search(sentence):
        return "quantity", "point"
    return ("percent", "percentage point") if votes else ("count", "point")


def is_index_level(sentence: str) -> bool:
    """Whether a bare number in the sentence can be the level of an index."""
    return _LEVEL_INDEX.search(sentence) is not None


def pounds_are_money(sentence: str, money: Money, *, scaled: bool, timed: bool, rated: bool) -> bool:
    """Whether "pounds" are sterling: in an article with British money, or by the size and the verbs around.

    Of rates only those over a time are: "earn 11.44 pounds an hour", not "pounds per square inch".
    """
    if rated and not timed:
        return False
    buys = _POUND_BUYS.search(sentence) is not None
    return (buys and (money.pounds or scaled or timed)) or (money.pounds and scaled)


def is_charged(text: str, money: Money, piece: Piece, floor: int) -> bool:
    """Whether pounds are what is to be paid: "bills will climb by 120 pounds a year to 1,730 pounds".

    Not where anything is weighed, nor where the prices are in dollars; "40 pounds of beef" are weighed.
    """
    rated = piece.rate is not None and piece.rate not in _PAY_TIMES
    if rated or piece.number.scale > 1 or text.startswith(" of ", piece.end):
        return False
    before = text[max(floor, piece.start - _CHARGE_REACH) : piece.start]
    if _CHARGE.search(before) is None or _WEIGHED.search(before + text[piece.start : piece.end + _CHARGE_REACH // 4]):
        return False
    return money.pounds or not has_dollars(text)


@lru_cache(maxsize=8)
def has_dollars(text: str) -> bool:
    """Whether an article speaks of dollars."""
    return "$" in text or "dollar" in text or " cents" in text


def level_like(piece: Piece) -> bool:
    """Whether a number can be the level of an index: large."""
    return piece.value is not None and piece.value >= 100


# ---------------------------------------------------------------- one piece


def in_context(text: str, money: Money, piece: Piece, sentence: str, floor: int) -> Piece:
    """One piece of a sentence that starts at `floor`, with points, pounds and dollars settled."""
    if piece.bare and (match := points(text, piece)) is not None:
        kind, unit = points_unit(sentence, votes=money.votes)
        return piece._replace(end=match.end(), kind=kind, unit=unit, unit_text=match[0].strip(" -"))
    if piece.unit == "pound" and (is_sterling(sentence, money, piece) or is_charged(text, money, piece, floor)):
        return piece._replace(kind="money", unit="GBP")
    if piece.kind == "money" and (name := shared_name(piece)) is not None:
        return in_country(text, piece, name)
    if "dollar_assumed_usd" in piece.flags:
        code = money.sign if piece.prefixed else money.word
        if code is not None:
            return piece._replace(unit=code, flags=("currency_from_context",))
    return piece


def points(text: str, piece: Piece) -> re.Match[str] | None:
    """The word "points" behind a number, an article before it for "half a point"."""
    form = piece.number.form
    if form == "ordinal" or _AT_ONE.search(text, piece.start - 3, piece.end):
        return None
    return _POINTS.match(text, over_article(text, piece.end) if form == "fraction" else piece.end)


def is_sterling(sentence: str, money: Money, piece: Piece) -> bool:
    """Whether a piece of "pounds" is money."""
    timed, rated = piece.rate in _PAY_TIMES, bool(piece.rate)
    return pounds_are_money(sentence, money, scaled=piece.number.scale >= 1000, timed=timed, rated=rated)


def in_country(text: str, piece: Piece, name: str) -> Piece:
    """The piece in the currency of the country that the article names; "kroner" of nowhere are no known money."""
    code = shared_currency(text, name, piece.start)
    if code is not None and code != piece.unit:
        return piece._replace(unit=code, flags=("currency_from_context",))
    if code is None and name in currencies().undecided:
        return piece._replace(kind="count", unit=name, rate=None)
    return piece


def shared_name(piece: Piece) -> str | None:
    """The name of a currency that several countries have, if that is all the text says ("pesos", "Rs")."""
    name = piece.unit_text or ""
    name = name if name in currencies().shared else name.lower()
    return name if name in currencies().shared else None
