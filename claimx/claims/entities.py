"""The named entities a figure is about: those inside its measure; without any, those of its sentence.

In: a Doc, a mention and its measure. Out: character offsets and OntoNotes labels, in reading order. Numbers and dates
are no entities here; articles, genitives and words in lower case are cut from the edges ("the federal Reserve's").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.claims.syntax import Syntax, Tokens, syntax_of
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

NUMERIC = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
_REACH = 200
"""Entities further away than this many tokens are left out: only hostile text has such sentences."""
_GENITIVES = frozenset({"'s", "’s", "'", "’"})


def entities(doc: Doc, mention: Quantity | Timex, measure: Sequence[Offsets]) -> list[tuple[Offsets, str]]:
    """The named entities a mention is about."""
    syntax = syntax_of(doc)
    first, last = syntax.sentence(mention.start)
    at = syntax.tokens((mention.start, mention.end))[0]
    sentence = max(first, at - _REACH), min(last, at + _REACH)
    named = [found for found in syntax.entities_between(*sentence) if found[2] not in NUMERIC]
    if not named:
        return []
    around = [*measure, (mention.start, mention.end)]
    inside = within(syntax, named, [syntax.tokens(stretch) for stretch in around])
    return inside or within(syntax, named, [sentence])


def within(
    syntax: Syntax, named: Sequence[tuple[int, int, str]], stretches: Sequence[Tokens]
) -> list[tuple[Offsets, str]]:
    """The entities that overlap any of the stretches, trimmed."""
    found = []
    for first, last, label in named:
        begin, end = trimmed(syntax, first, last)
        if begin < end and any(begin < stop and start < end for start, stop in stretches):
            found.append((syntax.offsets(begin, end), label))
    return found


def trimmed(syntax: Syntax, first: int, last: int) -> Tokens:
    """An entity without lower-case words before it and without a genitive behind it."""
    while first < last and (syntax.words[first][0].islower() or syntax.lower[first] == "the"):
        first += 1
    while first < last and syntax.lower[last - 1] in _GENITIVES:
        last -= 1
    return first, last
