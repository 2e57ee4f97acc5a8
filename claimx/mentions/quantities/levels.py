"""What the words around a figure make of it: points, index levels, pounds, and which dollars are meant.

In: the sentence and the article. Out: units that single expressions leave open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claimx.lexicon.currencies import currencies
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
_SCORE = re.compile(
    r"\b(?:scored?|scoring|rebounds?|assists?|game|games|season|NBA|league|championship|averag(?:ed|ing))\b"
)
POINTS = re.compile(r"[ -](?:percentage )?points?\b")
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


@dataclass(frozen=True, slots=True)
class Money:
    """Which dollars an article means: by its signs and by its words; null is the United States'."""

    sign: str | None
    word: str | None
    pounds: bool


def money_of(text: str) -> Money:
    """Read the article once: "AU$52.5 million" makes every bare "$" Australian."""
    table = currencies().before
    signs = {table[sign].code for sign in foreign_signs(text)}
    names = {_NAMED[m[1]] for m in _DOLLAR_NAME.finditer(text)} if " dollar" in text else set()
    return Money(
        next(iter(signs)) if len(signs) == 1 else None,
        next(iter(names)) if len(names) == 1 else None,
        any(word in text for word in _POUND_WORDS),
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
def points_unit(sentence: str) -> tuple[Kind, str]:
    """Kind and unit of "points" in a sentence: an index, a share of votes, or a score."""
    if _LEVEL_INDEX.search(sentence):
        return "quantity", "point"
    if _SCORE.search(sentence) and not re.search(r"\bpolls?\b|\bvoters\b", sentence):
        return "count", "point"
    if _POLL.search(sentence) and not re.search(r"\bstocks?\b|\bshares\b", sentence):
        return "percent", "percentage point"
    return ("quantity", "point") if _INDEX.search(sentence) else ("count", "point")


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
