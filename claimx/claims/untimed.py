"""Times that are no period of a figure: rates, lengths, ranks, and those that it is compared with or starts from.

In: `Syntax`, a timex, and the figure. Out: True or False. Each quotes the wording that it keeps out of
`claimx.claims.period`.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimx.claims.syntax import Syntax, Tokens
from claimx.lexicon.moves import moves
from claimx.types import Quantity, Timex

COMPARED = frozenset({"above", "according", "below", "compared", "from", "than", "versus", "vs", "vs."})
_VERSUS = frozenset({"versus", "vs", "vs."})
VAGUE = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
_TIED = frozenset("coming following last latest next past preceding previous prior recent".split())
"""A duration that begins with one of these lies somewhere in the calendar."""
BEHIND = 3
"""At most this many words stand between a figure and the time right behind it ("27 percent so far this year")."""
NUMBER_REACH = 5
_START_TAGS = frozenset({"CD", "$", "IN", "NNS", "NN", "JJ", "RB"})
"""What may stand in a starting point before its time ("from 3% late Friday")."""
_SINCE = (frozenset({"since"}), frozenset({"since", "in"}))
"""What leads from a superlative to a day, and to a duration."""
_RECORD_REACH = 12
"""A superlative stands this near before its "since 2010"."""
_ENDS = 2
_ARTICLES = frozenset({"a", "an", "same", "the"})
_OWNED = frozenset({"her", "his", "its", "my", "our", "the", "their", "these", "those", "your"})
_SHARES = frozenset({"half", "percent", "%", "quarter", "third", "thirds", "quarters", "fifth", "tenth"})
_CURRENT = frozenset({"current", "existing", "present"})
_NOW = frozenset({"currently", "now"})
_DAY_LENGTH = len("2025-07-21")


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
    loose = timex.anchor == "dct" or timex.value in VAGUE  # "the future of the party"
    return loose and len(timex.parts) < _ENDS and syntax.lower[behind : behind + 1] == ["of"]


def is_dated(timex: Timex) -> bool:
    """Whether both ends of a time are known to the day."""
    return timex.first_day is not None and timex.last_day is not None


def is_undated(syntax: Syntax, timex: Timex) -> bool:
    """As in "the past three months" without a date of publication: tied to the calendar, but nobody knows where."""
    return timex.first_day is None and syntax.lower[syntax.tokens((timex.start, timex.end))[0]] in _TIED


def is_record(syntax: Syntax, timex: Timex, mention: Quantity) -> bool:
    """As in "the most since 2010", "the highest rate in 24 years": nothing happened in that time; a rank has it."""
    first = syntax.tokens((timex.start, timex.end))[0]
    ranked = timex.type == "DURATION" and mention.kind != "ordinal"
    if _SINCE[ranked].isdisjoint(syntax.lower[max(0, first - BEHIND) : first]):
        return False
    for at in range(first - 1, max(-1, first - _RECORD_REACH), -1):
        if syntax.tags[at] in ("JJS", "RBS") and syntax.lower[at - 1] != "at":
            return True  # not "at least a dozen openings since May"
        if syntax.is_verb(at) or syntax.words[at] in (",", ";"):
            return False
    return False


def is_compared(syntax: Syntax, timex: Timex) -> bool:
    """As in "from the previous year", "from 3% on Friday", "since 2015": a time that a movement starts from."""
    when = syntax.tokens((timex.start, timex.end))
    words = syntax.lower[max(0, when[0] - 2) : when[0]]
    started = not COMPARED.isdisjoint(words) or is_others(syntax, when, when)
    return "since" in words or (started and not is_range(timex))


def is_range(timex: Timex) -> bool:
    """Whether a time has two ends, so that a "from" before it is part of it."""
    return len(timex.parts) > 1 or (timex.value is not None and "/" in timex.value)


def is_others(syntax: Syntax, when: Tokens, span: Tokens) -> bool:
    """As in "from 7.9 percent the day before": the time belongs to the starting point right before it."""
    borders = ("from", "than", "to") if starts(syntax, span) else ("from", "than")
    at = when[0] - 1
    if syntax.lower[at] == "by":
        return False  # "trim noise 70 percent from 2012 levels by 2040"
    lowest = max(0, when[0] - NUMBER_REACH)
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


def is_reference(syntax: Syntax, timex: Timex, span: Tokens) -> bool:
    """As in "up 5% on last year", "4% more than a year earlier": a time to compare with, right before it.

    And "has halved since January to 90 tonnes": where a movement ends is today's.
    """
    at = syntax.tokens((timex.start, timex.end))[0] - 1
    while at > 0 and syntax.lower[at] in _ARTICLES:
        at -= 1
    word = syntax.lower[max(0, at)]
    if word == "since" and timex.start < syntax.starts[span[0]]:
        return syntax.lower[span[0] - 1] == "to"
    return word == "than" or (word == "on" and is_coarse(timex))


def is_coarse(timex: Timex) -> bool:
    """Whether a time is a month, a quarter or longer: nothing happens "on" it."""
    return timex.type == "DATE" and len(timex.value or "") < _DAY_LENGTH and timex.value not in VAGUE


def is_base(syntax: Syntax, span: Tokens) -> bool:
    """As in "789, or about a quarter, of its 3,200 dealers": how many there are before anything is done."""
    at = span[0] - 1
    return at > 1 and syntax.lower[at] in _OWNED and syntax.lower[at - 1] == "of" and is_part(syntax, at - 2)


def is_part(syntax: Syntax, at: int) -> bool:
    """Whether a token, or the one before a comma, ends an amount."""
    at -= syntax.words[at] == ","
    return at >= 0 and (syntax.tags[at] == "CD" or syntax.lower[at] in _SHARES or at in syntax.figured)


def is_current(syntax: Syntax, first: int) -> bool:
    """As in "to halve poverty, now at 22%", "to raise the current 20% rate": what is there before the plan."""
    if syntax.lower[max(0, first - 1)] in _CURRENT:
        return True
    at = first - 1 - (syntax.lower[max(0, first - 1)] == "at")
    return at > 0 and syntax.lower[at] in _NOW and syntax.words[at - 1] in (",", "(", "–", "—", "-")


def is_before(syntax: Syntax, timex: Timex, span: Tokens, *, ahead: bool) -> bool:
    """As in "plans to cut 70 of its 320 shops by 2027, up from 30": a goal's time is not that of what is there."""
    due = timex.modifier == "by" or ahead
    return due and (starts(syntax, span) or is_base(syntax, span) or is_current(syntax, span[0]))


def is_opening(syntax: Syntax, when: Tokens) -> bool:
    """As in "From 2026 onwards, …", "will hear 62 petitions from Tuesday": no start of a movement."""
    at = when[0] - 1
    if at < 0 or syntax.lower[at] != "from" or "to" in syntax.lower[when[1] : when[1] + 1]:
        return False
    if syntax.lower[when[1] : when[1] + 1] in (["onward"], ["onwards"], ["on"]):
        return True
    verb = syntax.heads[at]
    moved = moves().verb(syntax.lower[verb]) or any(syntax.lower[j] in moves().adverbs for j in syntax.children[verb])
    return syntax.is_verb(verb) and not moved
