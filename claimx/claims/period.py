"""The time that a figure refers to, chosen by syntax among the time expressions of its sentence.

In: a Doc, a mention, the article's timexes. Out: `PeriodOf` or None. A timex right behind the figure wins ("$190
billion in 2022"); then the one that hangs closest to a word above the figure. Left out are times of other clauses, the
date of saying above a reported clause, times to compare with ("more than last year", "below 1998 levels") and those of
a starting point ("from 7.9 percent the day before"). A movement goes on in the time of the sentence before it. Dates
themselves have no period.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.claims.ahead import is_ahead
from claimx.claims.dating import shown
from claimx.claims.moving import site_of
from claimx.claims.phrases import reports
from claimx.claims.reach import Joint, joint, path_of
from claimx.claims.status import status
from claimx.claims.syntax import Syntax, Tokens, syntax_of
from claimx.claims.untimed import (
    BEHIND,
    NUMBER_REACH,
    VAGUE,
    is_before,
    is_compared,
    is_opening,
    is_others,
    is_period,
    is_range,
    is_record,
    is_reference,
    starts,
)
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.records import Flag

_LINKS = frozenset(
    ", ( alone as at between by during early far for from in last late next of on over since so the this through "
    "until".split()
)
_AGED = frozenset({"acomp", "attr", "dobj", "pobj", "ROOT"})
"""Labels of an age that happens ("will be 60 in May"); "Hill, 44, was sent home in 2014" tells none."""
_OPENING = 5
"""A time that opens a sentence starts within this many words."""
_NEAR = 12
"""At most this many times before and behind a figure are looked at."""


@dataclass(frozen=True, slots=True)
class PeriodOf:
    """A figure's time, as the record shows it, and the place of its expression.

    `context` when it stands outside the figure's own sentence.
    """

    timex: Timex
    place: Offsets
    context: bool = False

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What was assumed."""
        undated = self.timex.type == "DURATION" and self.timex.value is None
        return (*(("context_period",) if self.context else ()), *(("no_publication_date",) if undated else ()))


def period(doc: Doc, mention: Quantity | Timex, timexes: Sequence[Timex]) -> PeriodOf | None:
    """The time a quantity refers to; None for dates and when none is stated. `timexes` stand in reading order."""
    if isinstance(mention, Timex):
        return None
    syntax = syntax_of(doc)
    span = syntax.tokens((mention.start, mention.end))
    near = [
        timex
        for timex in in_sentence(syntax, mention.start, timexes)
        if is_period(syntax, timex, mention)
        and not is_record(syntax, timex, mention)
        and not is_reference(syntax, timex, span)
        and not is_before(syntax, timex, span, ahead=is_ahead(doc, timex))
    ]
    if not near:
        return carried(doc, mention, span, timexes)
    spans = [syntax.tokens((timex.start, timex.end)) for timex in near]
    at = right_behind(syntax, span, near, spans)
    if at is None and starts(syntax, span):
        at = before_end(syntax, span, spans)
    if mention.kind == "age" and syntax.deps[syntax.head_of(span)] not in _AGED:
        return None if at is None else period_of(syntax, near[at])
    if at is None and syntax.deps[span[0]]:
        at = hanging_closest(syntax, span, near, spans)
    if at is None:
        at = in_front(syntax, span, spans)
    return None if at is None else period_of(syntax, near[at])


def period_of(syntax: Syntax, timex: Timex, *, context: bool = False) -> PeriodOf:
    """A time as the period of a figure."""
    return PeriodOf(shown(syntax, timex), (timex.start, timex.end), context)


def carried(doc: Doc, mention: Quantity, span: Tokens, timexes: Sequence[Timex]) -> PeriodOf | None:
    """As in "Ford sales dropped 42% last month. General Motors reported a 49% decline.".

    Only for the size of a movement, within a paragraph, and when just one time is named there.
    """
    syntax = syntax_of(doc)
    index = syntax.sentence_index(mention.start)
    site = site_of(syntax, mention, span, timexes) if index and syntax.deps[span[0]] else None
    if site is None or site.role != "by":
        return None
    start, end = syntax.sents[index - 1]
    if "\n" in syntax.text[end : syntax.sents[index][0]]:
        return None
    before = [
        timex
        for timex in in_sentence(syntax, start, timexes)
        if is_period(syntax, timex, mention) and not is_compared(syntax, timex)
    ]
    if len(before) != 1 or not all(status(doc, told) == "asserted" for told in (mention, before[0])):
        return None  # "Sales fell 4% last year. They are expected to rise 3%."
    return period_of(syntax, before[0], context=True)


def in_sentence(syntax: Syntax, position: int, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """The time expressions of the sentence at a position."""
    lo, hi = syntax.offsets(*syntax.sentence(position))
    first, at, last = (bisect_left(timexes, place, key=lambda timex: timex.start) for place in (lo, position, hi))
    return timexes[max(first, at - _NEAR) : min(last, at + _NEAR)]


def right_behind(syntax: Syntax, span: Tokens, timexes: Sequence[Timex], spans: Sequence[Tokens]) -> int | None:
    """As in "$190 billion in 2022", "18 percent last year": nothing but a preposition between figure and time."""
    for k, (first, _) in enumerate(spans):
        between = syntax.lower[span[1] : first]
        if 0 <= first - span[1] <= BEHIND and all(word in _LINKS for word in between):
            # "up 3 points from 2008": the year that it is compared with.
            started = "from" in between and not is_opening(syntax, spans[k])
            return None if started and not is_range(timexes[k]) else k
    return None


def hanging_closest(syntax: Syntax, span: Tokens, timexes: Sequence[Timex], spans: Sequence[Tokens]) -> int | None:
    """The time that joins the words above the figure at the lowest place, over the fewest words."""
    path = path_of(syntax, syntax.head_of(span))
    ranked = []
    for k, (timex, when) in enumerate(zip(timexes, spans, strict=True)):
        found = (
            None
            if is_others(syntax, when, span)
            else joint(syntax, path, when, is_range(timex) or is_opening(syntax, when))
        )
        vague = timex.value in VAGUE
        said = found is not None and reports(syntax, found.token)
        if found is not None and not (found.beyond and (vague or said)) and not (said and is_behind(syntax, found)):
            ranked.append((vague, found.height, found.hops, abs(when[0] - span[0]), k))
    return min(ranked)[-1] if ranked else None


def is_behind(syntax: Syntax, found: Joint) -> bool:
    """As in "Output reached 9 million, the agency said on Thursday, up 110,000": the day of saying, not of the rise."""
    told = syntax.child(found.token, ("ccomp",))
    return told is not None and told < found.token


def in_front(syntax: Syntax, span: Tokens, spans: Sequence[Tokens]) -> int | None:
    """As in "During the period of 2022 – 2025, [President] Xi Jinping …": a time that opens the sentence.

    For sentences that the parse broke in two: the time stands in the first part, the figure in the second.
    """
    first = syntax.sentence(syntax.starts[span[0]])[0]
    if not syntax.deps[span[0]] or spans[0][0] - first > _OPENING or syntax.tags[first] != "IN":
        return None
    return 0 if root_of(syntax, spans[0][0]) != root_of(syntax, span[0]) else None


def root_of(syntax: Syntax, at: int) -> int:
    """The highest word over a token."""
    return list(syntax.climb(at))[-1]


def before_end(syntax: Syntax, span: Tokens, spans: Sequence[Tokens]) -> int | None:
    """As in "from 410 at the last fair of 2008 to 60 now": the time that stands before the other end."""
    for k, (first, last) in enumerate(spans):
        ended = syntax.lower[last : last + 1] == ["to"]
        if 0 <= first - span[1] <= NUMBER_REACH and ended and "to" not in syntax.lower[span[1] : first]:
            return k
    return None
