"""Modifiers of a figure, before it ("more than", "as many as") and after it ("or more", "plus").

In: the text and the stretch of a figure. Out: the canonical modifier and where its words stand.
"""

from __future__ import annotations

import re

from claimx.lexicon.bounds import bounds
from claimx.records import Modifier
from claimx.types import Offsets

ABOUT = r"(?:(?:about|almost|an estimated|around|at least|just|more than|nearly|only|over|roughly|some) )?"
"""The word that may stand before a number, for patterns of what stands before that."""
_SIGN = re.compile(r"[~∼≈<>≥≤±]\s?$")
_AFTER = re.compile(r"[ -]?(\+|plus\b(?! (?:an?|the|its|his|her|their|another|[\d$£€]))|odd\b|(?:or|and|at)\s\w{1,12})")
_AFTER_NOUN = re.compile(r" (or (?:more|fewer|less|so))(?=[.,;:)]| [a-z])(?! (?:[a-z]+s|than)\b)")
# "40 miles north of 50 villages": a direction.
_NORTH = re.compile(
    r"\b(?:miles?|km|kilomet(?:er|re)s?|metres?|due|far|towns?|villages?|area|region) north of$", re.IGNORECASE
)
_REACH = 60
_LONGEST = 5
# "the repairs would add up to $2.4 million"
_LEADS_UP = frozenset("add adds added adding amount amounts sum sums lead leads leading live lives lived".split())
_MARK = re.compile(r"[ -](?:mark|threshold|level|barrier)\b")
# "under a 600-bed hospital", "buried under 20ft of mud": a place.
_PLACES = frozenset(("over", "under", "above", "below", "beyond", "past"))
_DEEP = re.compile(r" of (?:mud|water|snow|rubble|earth|soil|sand|ice|rock|debris|ash|concrete)\b")
_PREFIX = re.compile(r"(sub)-$", re.IGNORECASE)

Bound = tuple[Modifier, Offsets]


def modifier_around(text: str, start: int, end: int, floor: int) -> Bound | None:
    """The modifier beside text[start:end] in a sentence that starts at `floor`."""
    return modifier_before(text, start, end, floor) or modifier_after(text, end)


def modifier_before(text: str, start: int, end: int, floor: int) -> Bound | None:
    """The longest phrase of the lexicon that ends where the figure starts."""
    left = text[max(floor, start - _REACH) : start]
    table = bounds().before
    if sign := _SIGN.search(left):
        at = start - len(left) + sign.start()
        return table[sign[0].strip()], (at, at + 1)
    if prefix := _PREFIX.search(left):
        at = start - len(left) + prefix.start()
        return "less than", (at, at + 3)
    bare, left = left, strip_article(left, mark=_MARK.match(text, end) is not None)
    articled = len(left) < len(bare.rstrip()) and "-" in text[start : end + 1]
    words = left.split()[-_LONGEST:]
    for count in range(len(words), 0, -1):
        phrase = " ".join(words[-count:]).lower().lstrip("(“\"'‘-–—")
        if phrase in _PLACES and (articled or _DEEP.match(text, end)):
            return None
        if (phrase == "north of" and _NORTH.search(left)) or left.endswith(("the past", "The past")):
            return None  # "40 miles north of 50 villages", "two of the past 5 matches"
        if phrase in table and not (phrase == "up to" and len(words) > 2 and words[-3].lower() in _LEADS_UP):
            return table[phrase], place(text, left, words[-count:], start, floor)
    return None


def strip_article(left: str, *, mark: bool) -> str:
    """The text without an article before the figure ("nearly a 40 percent share").

    "the" stays: "surpasses the $8.4m of last year" compares with a figure, and does not bound it; "past the $1bn mark"
    does.
    """
    trimmed = left.rstrip()
    for article in (" a", " an", *((" the",) if mark else ())):
        if trimmed.lower().endswith(article):
            return trimmed[: -len(article)]
    return trimmed


def place(text: str, left: str, words: list[str], start: int, floor: int) -> Offsets:
    """Where the words of a modifier stand."""
    begin = max(floor, start - _REACH)
    end = begin + len(left.rstrip())
    at = end
    for word in reversed(words):
        at = text.rindex(word, begin, at)
    opener = len(words[0]) - len(words[0].lstrip("(“\"'‘-–—"))
    return at + opener, end


def modifier_behind_noun(text: str, end: int) -> Bound | None:
    """Read "40 hikers or more"; "or more" must end the phrase."""
    match = _AFTER_NOUN.match(text, end)
    modifier = bounds().after.get(match[1]) if match else None
    return (modifier, match.span(1)) if match and modifier else None


def modifier_after(text: str, end: int) -> Bound | None:
    """Read "or more", "and above", "plus", "+" after the figure."""
    match = _AFTER.match(text, end, end + 24)
    if match is None:
        return None
    modifier = bounds().after.get(" ".join(match[1].lower().split()))
    return (modifier, match.span(1)) if modifier else None
