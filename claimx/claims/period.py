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

from claimx.claims.dating import shown
from claimx.claims.moving import site_of
from claimx.claims.phrases import is_loose, reports
from claimx.claims.status import status
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens, syntax_of
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.records import Flag

_BARRIERS = frozenset({"relcl", "acl", "ccomp", "advcl", "pcomp", "parataxis", "conj", "csubj", "appos"})
_CLOSED_ABOVE = frozenset({"ccomp", "parataxis", "relcl"})
_ATTRIBUTES = frozenset({"nummod", "nmod", "compound", "amod", "poss", "det"})
_COMPARED = frozenset({"above", "according", "below", "compared", "from", "than", "versus", "vs", "vs."})
_VERSUS = frozenset({"versus", "vs", "vs."})
_LINKS = frozenset(
    ", ( alone as at between by during early far for from in last late next of on over since so the this through "
    "until".split()
)
_VAGUE = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
_TIED = frozenset("coming following last latest next past preceding previous prior recent".split())
"""A duration that begins with one of these lies somewhere in the calendar."""
_DAYS = frozenset("afternoon day eve evening morning night week weekend".split())
"""What a time may describe: "on the night of the May 4 fire"."""
_AGED = frozenset({"acomp", "attr", "dobj", "pobj", "ROOT"})
"""Labels of an age that happens ("will be 60 in May"); "Hill, 44, was sent home in 2014" tells none."""
_HOPS = 6
_BEHIND = 3
"""At most this many words stand between a figure and the time right behind it ("27 percent so far this year")."""
_NUMBER_REACH = 5
_START_TAGS = frozenset({"CD", "$", "IN", "NNS", "NN", "JJ", "RB"})
"""What may stand in a starting point before its time ("from 3% late Friday")."""
_SINCE = (frozenset({"since"}), frozenset({"since", "in"}))
"""What leads from a superlative to a day, and to a duration."""
_RECORD_REACH = 12
"""A superlative stands this near before its "since 2010"."""
_OPENING = 5
"""A time that opens a sentence starts within this many words."""
_ENDS = 2
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


@dataclass(frozen=True, slots=True)
class Step:
    """A token above the figure: how far up, and whether a coordination was crossed to get there."""

    height: int
    across: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """Where a time joins the words above the figure; `beyond` the first verb over the figure."""

    token: int
    height: int
    hops: int
    beyond: bool


def period(doc: Doc, mention: Quantity | Timex, timexes: Sequence[Timex]) -> PeriodOf | None:
    """The time a quantity refers to; None for dates and when none is stated. `timexes` stand in reading order."""
    if isinstance(mention, Timex):
        return None
    syntax = syntax_of(doc)
    span = syntax.tokens((mention.start, mention.end))
    near = [
        timex
        for timex in in_sentence(syntax, mention.start, timexes)
        if is_period(syntax, timex, mention) and not is_record(syntax, timex, mention)
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


def is_compared(syntax: Syntax, timex: Timex) -> bool:
    """As in "from the previous year", "from 3% on Friday", "since 2015": a time that a movement starts from."""
    when = syntax.tokens((timex.start, timex.end))
    words = syntax.lower[max(0, when[0] - 2) : when[0]]
    started = not _COMPARED.isdisjoint(words) or is_others(syntax, when, when)
    return "since" in words or (started and not is_range(timex))


def is_record(syntax: Syntax, timex: Timex, mention: Quantity) -> bool:
    """As in "the most since 2010", "the highest rate in 24 years": nothing happened in that time; a rank has it."""
    first = syntax.tokens((timex.start, timex.end))[0]
    ranked = timex.type == "DURATION" and mention.kind != "ordinal"
    if _SINCE[ranked].isdisjoint(syntax.lower[max(0, first - _BEHIND) : first]):
        return False
    for at in range(first - 1, max(-1, first - _RECORD_REACH), -1):
        if syntax.tags[at] in ("JJS", "RBS"):
            return True
        if syntax.is_verb(at) or syntax.words[at] in (",", ";"):
            return False
    return False


def in_sentence(syntax: Syntax, position: int, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """The time expressions of the sentence at a position."""
    lo, hi = syntax.offsets(*syntax.sentence(position))
    first, at, last = (bisect_left(timexes, place, key=lambda timex: timex.start) for place in (lo, position, hi))
    return timexes[max(first, at - _NEAR) : min(last, at + _NEAR)]


def is_period(syntax: Syntax, timex: Timex, mention: Quantity) -> bool:
    """Calendar times outside the figure itself; a bare duration or a rate ("a year") is no period."""
    if timex.type == "SET" and (timex.first_day is None or timex.last_day is None):
        return False
    if timex.type == "DURATION" and not (is_dated(timex) or is_undated(syntax, timex)):
        return False
    if is_described(syntax, timex):
        return False
    return not (timex.start < mention.end and mention.start < timex.end)


def is_described(syntax: Syntax, timex: Timex) -> bool:
    """As in "the night of the fire in May 2012", "on the day of the vote": no day before publication is meant."""
    behind = syntax.tokens((timex.start, timex.end))[1]
    loose = timex.anchor == "dct" or timex.value in _VAGUE  # "the future of the party"
    return loose and len(timex.parts) < _ENDS and syntax.lower[behind : behind + 1] == ["of"]


def is_dated(timex: Timex) -> bool:
    """Whether both ends of a time are known to the day."""
    return timex.first_day is not None and timex.last_day is not None


def is_undated(syntax: Syntax, timex: Timex) -> bool:
    """As in "the past three months" without a date of publication: tied to the calendar, but nobody knows where."""
    return timex.first_day is None and syntax.lower[syntax.tokens((timex.start, timex.end))[0]] in _TIED


def right_behind(syntax: Syntax, span: Tokens, timexes: Sequence[Timex], spans: Sequence[Tokens]) -> int | None:
    """As in "$190 billion in 2022", "18 percent last year": nothing but a preposition between figure and time."""
    for k, (first, _) in enumerate(spans):
        between = syntax.lower[span[1] : first]
        if 0 <= first - span[1] <= _BEHIND and all(word in _LINKS for word in between):
            # "up 3 points from 2008": the year that it is compared with.
            return k if "from" not in between or is_range(timexes[k]) else None
    return None


def hanging_closest(syntax: Syntax, span: Tokens, timexes: Sequence[Timex], spans: Sequence[Tokens]) -> int | None:
    """The time that joins the words above the figure at the lowest place, over the fewest words."""
    path = path_of(syntax, syntax.head_of(span))
    ranked = []
    for k, (timex, when) in enumerate(zip(timexes, spans, strict=True)):
        found = None if is_others(syntax, when, span) else joint(syntax, path, when, is_range(timex))
        vague = timex.value in _VAGUE
        if found is not None and not (found.beyond and (vague or reports(syntax, found.token))):
            ranked.append((vague, found.height, found.hops, abs(when[0] - span[0]), k))
    return min(ranked)[-1] if ranked else None


def is_range(timex: Timex) -> bool:
    """Whether a time has two ends, so that a "from" before it is part of it."""
    return len(timex.parts) > 1 or (timex.value is not None and "/" in timex.value)


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


def path_of(syntax: Syntax, head: int) -> dict[int, Step]:
    """The tokens from the figure up to the border of its statement: a clause of its own, or a verb of saying."""
    path: dict[int, Step] = {}
    across, verbs = False, 0
    for height, at in enumerate(syntax.climb(head)):
        path[at] = Step(height, across)
        if syntax.deps[at] in _CLOSED_ABOVE or (verbs and reports(syntax, at)):
            break
        verbs += syntax.is_verb(at)
        across = across or (syntax.deps[at] == "conj" and syntax.is_verb(at))
    return path


def joint(syntax: Syntax, path: dict[int, Step], when: Tokens, is_range: bool) -> Joint | None:
    """Where the climb from a time meets the path, over at most one noun; None at a border."""
    at = syntax.head_of(when)
    if at in path and any(syntax.deps[j] == "conj" and syntax.heads[j] == at for j in path):
        return None  # "up 19 points from 2012 and 3 points from 2008"
    nouns = 0
    for hops in range(_HOPS):
        if at in path:
            late = path[at].across and when[0] > at
            return None if late else Joint(at, path[at].height, hops, is_beyond(syntax, path, at))
        above = syntax.heads[at]
        if above == at or is_border(syntax, path, at, is_range):
            return None
        nouns += above not in path and syntax.tags[above][:1] in ("N", "C", "$") and syntax.lower[above] not in _DAYS
        if nouns > 1:
            return None
        at = above
    return None


def is_border(syntax: Syntax, path: dict[int, Step], at: int, is_range: bool) -> bool:
    """Whether a time cannot be read beyond `at`: another clause, a name or event that holds it, a comparison."""
    label, above = syntax.deps[at], syntax.heads[at]
    if label in ("relcl", "acl", "appos") and above in path and path[above].height <= 1:
        return is_loose(syntax, at)
    if syntax.lower[at] in _COMPARED and not (is_range and syntax.lower[at] == "from"):
        return True
    if label in _ATTRIBUTES and syntax.deps[above] in SUBJECTS and syntax.heads[above] in path:
        return False  # "the 2015 deficit was $438 billion"
    return label in _BARRIERS or (label in _ATTRIBUTES and above not in path)


def is_beyond(syntax: Syntax, path: dict[int, Step], at: int) -> bool:
    """Whether a token of the path lies above the first verb over the figure."""
    verbs = [step.height for token, step in path.items() if syntax.is_verb(token)]
    return bool(verbs) and path[at].height > min(verbs)


def before_end(syntax: Syntax, span: Tokens, spans: Sequence[Tokens]) -> int | None:
    """As in "from 410 at the last fair of 2008 to 60 now": the time that stands before the other end."""
    for k, (first, last) in enumerate(spans):
        ended = syntax.lower[last : last + 1] == ["to"]
        if 0 <= first - span[1] <= _NUMBER_REACH and ended and "to" not in syntax.lower[span[1] : first]:
            return k
    return None


def is_others(syntax: Syntax, when: Tokens, span: Tokens) -> bool:
    """As in "from 7.9 percent the day before": the time belongs to the starting point right before it."""
    borders = ("from", "than", "to") if starts(syntax, span) else ("from", "than")
    at = when[0] - 1
    lowest = max(0, when[0] - _NUMBER_REACH)
    while at > lowest and syntax.tags[at] in _START_TAGS and not leads_to_start(syntax, at, span, borders):
        at -= 1
    started = leads_to_start(syntax, at, span, borders) and at + 1 < when[0] and syntax.tags[at + 1] in ("CD", "$")
    return started and not at < span[0] < when[0]


def leads_to_start(syntax: Syntax, at: int, span: Tokens, borders: Sequence[str]) -> bool:
    """As in "from 3%", ", against $30,000 in 2010", "compared with $900 in 2015"; "2 games against 12 teams" not."""
    word, before = syntax.lower[at], max(0, at - 1)
    if word == "against":
        return before == span[1] - 1 or syntax.words[before] == "," or at + 1 in syntax.figured
    return word in borders or word in _VERSUS or (word in ("to", "with") and syntax.lower[before] == "compared")


def starts(syntax: Syntax, span: Tokens) -> bool:
    """As in "from 410 at the last fair to 60 this year": a start has no part in the time of the end."""
    return span[0] > 0 and syntax.lower[span[0] - 1] == "from"
