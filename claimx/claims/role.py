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
    if (mention.start, mention.end) in periods:
        return "period"
    head = first_listed(syntax, syntax.head_of(span))
    if status == "forecast":
        return "schedule"
    if dates_report(syntax, head):
        return "reporting-date"
    return "background" if in_background(syntax, head) else "event-date"


def first_listed(syntax: Syntax, head: int) -> int:
    """As in "the 2009 and 2015 agreements": a date in a list stands where the first one stands."""
    while syntax.deps[head] == "conj" and syntax.tags[syntax.heads[head]] == "CD" and syntax.heads[head] != head:
        head = syntax.heads[head]
    return head


def bounds_period(syntax: Syntax, first: int, last: int) -> bool:
    """As in "over the next two years", "in the past five days": a preposition puts the duration beside its clause."""
    head = syntax.head_of((first, last))
    above = syntax.heads[head]
    return syntax.deps[head] == "pobj" and syntax.lower[above] in _BOUNDING and not is_record(syntax, above)


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
