"""An article about a poll: its percentages of voters are the poll's, whatever paragraph they stand in.

In: the article's sentences. Out: the mention of the poll that speaks at a figure, or None. "Respondents are not the
source of the percentage; the poll is." A sentence that names another poll, or another speaker, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimx.types import Offsets

_POLL = re.compile(r"\b(?:[\w./’'&-]{1,24}\s){1,8}(?:poll|survey)\b(?!\s?(?:station|taker|tax|worker|watcher|book))")
_SAYS_SO = re.compile(
    r"\b(?:according to|shows?|showed|finds?|found|suggests?|suggested|indicates?|indicated|reveals?|"
    r"revealed|conducted|released|reports?)\b"
)
_PERCENT = re.compile(
    r"(?:%|\bper\s?cent\b|\bpoints?\b|\b(?:of|in) (?:every )?(?:10|ten|five|four)\b)$|^(?:%|per\s?cent|percentage)"
)
_ASKED = re.compile(
    r"\b(?:voters|respondents|adults|Americans|registered|those (?:surveyed|polled|asked)|support(?:s|ed)?|"
    r"back(?:s|ed)?|favou?r(?:s|ed)?|oppose[sd]?|"
    r"approve[sd]?|approval|disapprove|prefer(?:s|red)?|lead(?:s|ing)?|led|trail(?:s|ed|ing)?|say|said|think|"
    r"believe|agree[ds]?|choose|chose|"
    r"undecided|unfavorable|favorable|women|men|independents|Democrats|Republicans|respondents)\b"
)
_OPENING = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Aa]nother|[Ii]ts|[Ll]atest)\s")
_CAPITALS = re.compile(r"[A-Z][A-Za-z]+")
_ELSE = re.compile(
    r"\b(?:averages?|won|victory|margin of|turnout|census|population|election results|exit polls?|polls)\b",
    re.IGNORECASE,
)
_LEAD = 4
"""Sentences at the head of an article in which its poll is named."""


@dataclass(frozen=True, slots=True)
class Poll:
    """The poll that an article is about, and where another one takes over."""

    mention: Offsets
    end: int


def lead_poll(text: str, sents: Sequence[Offsets]) -> Poll | None:
    """The poll of an article: named at its head, with a word that makes it speak."""
    for sentence in sents[:_LEAD]:
        mention = named_poll(text, sentence)
        if mention and _SAYS_SO.search(text, *sentence):
            return Poll(mention, other_poll(text, mention))
    return None


def named_poll(text: str, sentence: Offsets) -> Offsets | None:
    """The first "a new Northfield University-Herald poll": the words from the determiner on, with a name."""
    for match in _POLL.finditer(text, *sentence):
        opening = max((found.start() for found in _OPENING.finditer(text, *match.span())), default=-1)
        if opening >= 0 and any(char.isupper() for char in text[opening + 1 : match.end()]):
            return opening, match.end()
    return None


def other_poll(text: str, mention: Offsets) -> int:
    """Where a poll that shares no name with the first one is brought in."""
    names = set(_CAPITALS.findall(text[slice(*mention)]))
    for match in _POLL.finditer(text, mention[1]):
        opening = max((found.start() for found in _OPENING.finditer(text, *match.span())), default=match.start())
        found = set(_CAPITALS.findall(text[opening + 1 : match.end()]))
        if found and not found & names:
            return match.start()
    return len(text)


def polled(text: str, sentence: Offsets, figure: Offsets) -> bool:
    """Whether a figure is a share of people asked, in a paragraph that names no other poll or count."""
    after = text[figure[1] : figure[1] + 12].lstrip()
    if not (_PERCENT.search(text[slice(*figure)]) or _PERCENT.search(after)):
        return False
    paragraph = text.rfind("\n", 0, sentence[0]) + 1
    if _ELSE.search(text, *sentence) or named_poll(text, (paragraph, sentence[1])):
        return False
    return _ASKED.search(text, *sentence) is not None
