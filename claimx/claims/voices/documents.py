"""Mentions of documents: a poll, report or filing is named by its whole phrase.

In: the text of a mention. Out: its `Reading`, or None for what is no document.
"""

from __future__ import annotations

import re

from claimx.claims.voices.names import NameIndex
from claimx.claims.voices.readings import DEFINITE, DETERMINER, Reading, lowered, noun_phrase
from claimx.claims.voices.runs import WORD
from claimx.lexicon.voices import role_of, singular

_EDITION = re.compile(r"^(?:(?:new|newest|latest|recent|separate|previous|earlier|annual)\s)+")
_MADE = re.compile(r",?\s(?:carried out|commissioned|conducted|taken)\b(?![^\n]{0,80}\bby\b)[^\n]{0,80}$")
"""When a poll was made is no part of its name: "a Westfield College poll taken in June"."""
_CLAUSE = re.compile(r"\s(?:covering|listing|showing|tracking)\s[^\n]*$")
"""Nor is what it does: "a Harbour Herald database tracking such floods"."""
_VAGUE = frozenset({"reports", "estimates", "figures", "records", "studies", "polls", "surveys"})
"""Documents that name nothing when they stand alone: "according to reports"."""
_WHEN = frozenset(
    {
        "last",
        "this",
        "past",
        "year",
        "month",
        "week",
        "today",
        "yesterday",
        "earlier",
        "recently",
        "commissioned",
        "conducted",
        "being",
        "taken",
    }
    | {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "spring",
        "summer",
        "fall",
    }
)


def read_document(index: NameIndex, start: int, end: int) -> Reading | None:
    """A poll, report, filing …: named by its whole phrase ("Northfield University study of 200 towns")."""
    end = start + len(_CLAUSE.sub("", index.text[start:end]))
    phrase = noun_phrase(index.text, start, end)
    found = WORD.findall(index.text[phrase[0] : phrase[1]])
    while found and found[-1].lower() in _WHEN:
        del found[-1]
    if (
        not found
        or role_of(found[-1]) != "document"
        or (found[-1][0].isupper() and len(found) > 1 and found[-2][0].isupper())
    ):
        return None
    text = index.text[start:end]
    end = start + len(_MADE.sub("", text))
    text = index.text[start:end]
    bare = _EDITION.sub("", DETERMINER.sub("", text))
    definite = DEFINITE.match(text) is not None
    if len(found) == 1 and found[0].lower() in _VAGUE and not definite:
        return None
    return Reading(
        "document",
        bare,
        end - len(bare),
        end,
        "document",
        singular(found[-1].lower()),
        lowered(found[:-1]),
        definite=definite,
    )
