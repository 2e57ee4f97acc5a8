"""Whether a date lies ahead of the article's publication or behind it: what is ahead can only be planned or expected.

In: a Doc whose `published` is known, and a time expression. Out: True or False; both are False without a publication
date, for durations, and for a stretch that holds the day of publication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.parsing.text import text_of
from claimx.types import Quantity, Timex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from claimx.claims.syntax import Syntax

MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "poss"})
"""Labels of a date inside a noun phrase: "the 1987 dock strike"."""
_EDITIONS = frozenset(
    {
        "budget",
        "campaign",
        "contest",
        "cycle",
        "edition",
        "election",
        "elections",
        "level",
        "levels",
        "model",
        "outlook",
        "plan",
        "proposal",
        "race",
        "season",
        "year",
    }
)
"""Things that a year names: "the 2027 budget plan", "the 2016 presidential race"."""
_GONE = frozenset({"last", "past", "preceding", "previous"})
_DATED = frozenset({"DATE", "TIME"})


def published(doc: Doc) -> str:
    """The day of publication (ISO), or an empty string."""
    found = doc._.published if doc.has_extension("published") else None
    return str(found or "")[:10]


def is_ahead(doc: Doc, mention: Quantity | Timex) -> bool:
    """Whether a date begins after the day of publication; an hour of the night to come is none."""
    if not isinstance(mention, Timex) or mention.type != "DATE" or not mention.first_day:
        return False
    return "" < published(doc) < mention.first_day


def is_dated(doc: Doc, mention: Quantity | Timex) -> bool:
    """Whether a date whose year is told can be compared with the day of publication."""
    if not isinstance(mention, Timex) or mention.type not in _DATED or year_guessed(mention):
        return False
    return bool(mention.first_day) and bool(published(doc))


def is_past(doc: Doc, mention: Quantity | Timex) -> bool:
    """Whether a date whose year is told ends before the day of publication."""
    if not isinstance(mention, Timex) or mention.type not in _DATED or not mention.last_day:
        return False
    return mention.last_day < published(doc) and not year_guessed(mention)


def is_over(doc: Doc, mention: Quantity | Timex) -> bool:
    """As in "the past two weeks": a duration that ends with the day of publication."""
    if not isinstance(mention, Timex) or mention.type != "DURATION" or not mention.last_day:
        return False
    words = text_of(doc)[mention.start : mention.end].lower().split()
    return not _GONE.isdisjoint(words[:2]) and mention.last_day <= published(doc)


def year_guessed(mention: Timex) -> bool:
    """Whether the year of a date was taken from the publication: "A June 3 hearing" may be next year's."""
    return "year_from_publication_date" in mention.flags


def dates_ahead(doc: Doc) -> Iterator[Timex]:
    """The dates of a Doc that lie ahead."""
    for span in doc.spans.get("timexes", ()):
        date = span._.timex
        if date and is_ahead(doc, date):
            yield date


def names_edition(syntax: Syntax, head: int) -> bool:
    """As in "the 2027 budget plan": a bare year names a thing and dates nothing."""
    word = syntax.words[head]
    if syntax.deps[head] not in MODIFIERS or not (word.isdigit() and len(word) == 4):
        return False
    return syntax.lower[syntax.heads[head]] in _EDITIONS
