"""Quantities: figures with their units, from "two-thirds" to "130 million standard cubic feet per day".

In: a Doc (parsed by any English spaCy pipeline) and its time expressions. Out: `find` → `claimx.types.Quantity`s, left
to right. Durations are taken over from the timexes; ages win over them.

Read in this order: `finding` (the steps), `measuring` with `money` and `rates` (number → unit), `joining` (ranges,
shared units), `nouns` with `noun_phrases` (what is counted), `bare` and `carrying` (numbers that name nothing), `names`
with `characters` and `idioms` (what is no figure), then `ages`, `ranks`, `shares`, `levels`, `around`. Numbers come
from `claimx.numerals`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from claimx.mentions.quantities.finding import Reader, finished
from claimx.mentions.quantities.levels import money_of
from claimx.mentions.quantities.timed import duration_of, takes_digits
from claimx.mentions.quantities.tokens import tokens_of
from claimx.numerals import NUMBER_WORDS
from claimx.types import Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find"]

_DIGIT = re.compile(r"[\d¼-¾⅐-⅞]")


def find(doc: Doc, *, timexes: Sequence[Timex]) -> list[Quantity]:
    """The quantities of the parsed sentences of a Doc, outside its time expressions.

    Durations with a number stand in the result as kind "duration"; an age that overlaps one replaces it.
    """
    tokens = tokens_of(doc)
    taken = sorted((timex.start, timex.end) for timex in timexes if takes_digits(timex, tokens.text))
    tokens.taken.extend(taken)
    reader = Reader(tokens, money_of(tokens.text), taken)
    for first, last in tokens.sents:
        start, end = tokens.starts[first], tokens.end_of(last - 1)
        words = tokens.words_of(first, last)
        if not NUMBER_WORDS.isdisjoint(words) or _DIGIT.search(tokens.text, start, end):
            reader.tokens = tokens.within(first, last)
            reader.read(start, end, words)
    found = [finished(piece) for piece in reader.found]
    free = clear_of(found)
    durations = (duration_of(timex, tokens.text) for timex in timexes)
    found += [duration for duration in durations if duration is not None and free(duration)]
    return sorted(found, key=lambda quantity: (quantity.start, quantity.end))


def clear_of(found: list[Quantity]) -> Callable[[Quantity], bool]:
    """A test whether a quantity overlaps none of these, which stand left to right."""
    starts = [quantity.start for quantity in found]

    def free(quantity: Quantity) -> bool:
        i = bisect_left(starts, quantity.end) - 1
        return i < 0 or found[i].end <= quantity.start

    return free
