"""What a date is for: an event, a plan, the period of a figure, a report, or mere background.

In: a Doc, a timex, its status, and the stretches that serve other figures as period. Out: a `Role`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from claimx.claims.ahead import MODIFIERS, is_ahead, names_edition
from claimx.claims.syntax import Syntax, syntax_of
from claimx.lexicon.reporting import lexicon
from claimx.lexicon.voices import role_of, words
from claimx.records import Role, Status
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SUBORDINATE = frozenset({"relcl", "advcl", "acl", "pcomp"})
_SAID = frozenset("article book column editorial email essay message note op-ed post tweet".split())
"""With occasions and documents, what somebody says something in."""
_DEADLINES = frozenset({"after", "by", "until"})
_SENTENCED = frozenset("banned barred convicted imprisoned jailed sentenced suspended".split())
_LASTING = frozenset({"from", "since", "to", "until"})
_BOUNDING = frozenset({"during", "every", "for", "in", "over", "through"})


def role(doc: Doc, mention: Quantity | Timex, status: Status, periods: Collection[Offsets] = ()) -> Role:
    """The role of a mention; everything that is no date or bounding duration is a figure.

    `periods` are the stretches of timexes that some other figure has as its period.
    """
    if not isinstance(mention, Timex):
        return "figure"
    syntax = syntax_of(doc)
    span = syntax.tokens((mention.start, mention.end))
    if mention.type == "DURATION":
        return "period" if bounds_period(syntax, span[0], span[1]) else "figure"
    # "jobs will be cut by 2012" is a deadline although it is the time of a figure; "will reach $5 in 2024" is not.
    if status == "planned" or (status == "forecast" and mention.modifier in _DEADLINES):
        return "background" if names_edition(syntax, syntax.head_of(span)) else "schedule"
    if status == "negated" and is_ahead(doc, mention):
        return "schedule"  # "will not open until 2029"
    head = first_listed(syntax, syntax.head_of(span))
    if (mention.start, mention.end) in periods or goes_with(syntax, syntax.head_of(span), periods):
        return "period"
    if stands_alone(syntax, mention):
        return "reporting-date"  # "2:45 p.m." on a line of its own, above an entry of a live report
    if status == "forecast":
        return "schedule"
    if dates_report(syntax, head):
        return "reporting-date"
    return "background" if in_background(syntax, head) else "event-date"


def goes_with(syntax: Syntax, head: int, periods: Collection[Offsets]) -> bool:
    """As in "drew 95 percent in 2008 and 2012": a date listed behind one that is a period."""
    first = first_listed(syntax, head)
    return first != head and any(start <= syntax.starts[first] < end for start, end in periods)


def stands_alone(syntax: Syntax, mention: Timex) -> bool:
    """Whether a clock time is a sentence by itself."""
    start, end = syntax.sents[syntax.sentence_index(mention.start)]
    beside = syntax.text[start : mention.start] + syntax.text[mention.end : end]
    return mention.type == "TIME" and not any(character.isalnum() for character in beside)


def first_listed(syntax: Syntax, head: int) -> int:
    """As in "the 2009 and 2015 agreements": a date in a list stands where the first one stands."""
    while syntax.deps[head] == "conj" and syntax.tags[syntax.heads[head]] == "CD" and syntax.heads[head] != head:
        head = syntax.heads[head]
    return head


def bounds_period(syntax: Syntax, first: int, last: int) -> bool:
    """As in "over the next two years", "in the past five days": a preposition puts the duration beside its clause."""
    head = syntax.head_of((first, last))
    above = syntax.heads[head]
    if syntax.lower[above] == "for" and is_size(syntax, syntax.heads[above]):
        return False
    return syntax.deps[head] == "pobj" and syntax.lower[above] in _BOUNDING and not is_record(syntax, above)


def is_size(syntax: Syntax, word: int) -> bool:
    """As in "was jailed for 12 years", "eligible for six weeks of leave": how much somebody gets."""
    return syntax.lower[word] in _SENTENCED or syntax.tags[word].startswith("J")


def is_record(syntax: Syntax, preposition: int) -> bool:
    """As in "the first strike in 25 years", "its smallest profit in 17 years": the duration is the news."""
    noun = syntax.heads[preposition]
    return syntax.lower[preposition] == "in" and any(
        syntax.tags[j] == "JJS" or syntax.lower[j] == "first" for j in syntax.children[noun]
    )


def dates_report(syntax: Syntax, head: int) -> bool:
    """As in "On August 12 they announced", "said Monday": the date hangs on a verb of saying, or on its object.

    Not "said that the 2012 report", "said David Hill of the 2016 Host Committee", "boasts of the law after May 4".
    """
    table = lexicon()
    verb = syntax.clause(head)
    if not syntax.is_verb(verb) or table.verbs.get(table.lemmas.get(syntax.lower[verb], "")) != "say":
        return False
    above = syntax.heads[syntax.heads[head]] if syntax.deps[head] == "pobj" else syntax.heads[head]
    if not _LASTING.isdisjoint(syntax.lower[max(0, head - 2) : head]):
        return False  # "a fishing ban was declared from noon to 6 p.m."
    if syntax.deps[head] in MODIFIERS:
        return is_speech(syntax, above, verb)
    return above == verb or (syntax.heads[above] == verb and syntax.deps[above] in ("dobj", "advmod", "prep"))


def is_speech(syntax: Syntax, noun: int, verb: int) -> bool:
    """As in "said in a May 2015 statement", "In a 1958 speech, he declared": the date is that of the words."""
    form = syntax.lower[noun]
    told = form in words().occasions or role_of(form) == "document" or form in _SAID
    return told and syntax.deps[noun] == "pobj" and syntax.heads[syntax.heads[noun]] == verb


def in_background(syntax: Syntax, head: int) -> bool:
    """As in "the 1987 strike", "the Oct. 9 launch of", "after the invasion in February 2022": inside a noun phrase."""
    if syntax.deps[head] in MODIFIERS:
        return True
    above = syntax.heads[head]
    if syntax.deps[head] == "pobj" and syntax.tags[syntax.heads[above]][0] == "N":
        return True
    return syntax.deps[syntax.clause(head)] in _SUBORDINATE
