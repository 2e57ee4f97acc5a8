"""Whether a figure is asserted, forecast, planned, hypothetical or negated, as the text puts it.

In: a Doc and a mention. Out: a `Status`: what the words from the figure up to the root of its sentence say
(`claimx.claims.worded` for nouns, `claimx.claims.modal` for verbs), set right by the calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from claimx.claims.ahead import MODIFIERS, dates_ahead, is_ahead, is_dated, is_over, is_past, names_edition
from claimx.claims.modal import WOULD, has_condition
from claimx.claims.syntax import Syntax, Tokens, syntax_of
from claimx.claims.untimed import is_base, is_current
from claimx.claims.worded import worded
from claimx.records import Status
from claimx.types import Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OLD = frozenset({"old", "olds"})
_HYPHENS = frozenset({"-", "‐", "‑"})
_COUNTING = frozenset({"amod", "compound", "nummod", "quantmod"})
_OPEN_TAGS = frozenset({"VB", "VBG", "VBN", "VBP", "VBZ"})
"""Tags of verbs that do not say when they happen: the date beside them does."""
_DATING = frozenset({"and", "before", "between", "by", "from", "in", "through", "to", "until"})


def status(doc: Doc, mention: Quantity | Timex) -> Status:
    """The status of a figure or date: what the words say, set right by the calendar."""
    syntax = syntax_of(doc)
    span = syntax.tokens((mention.start, mention.end))
    if not syntax.deps[span[0]] or is_base(syntax, span) or is_there(syntax, span):
        return "asserted"
    head = syntax.head_of(span)
    found = worded(syntax, head, timed=is_time(mention))
    over = is_over(doc, mention) and not syntax.is_verb(span[0])  # "would last four years"
    if found in ("planned", "forecast", "negated") and is_past(doc, mention):
        return "asserted"  # "almost never searched before 2011"
    if found in ("planned", "forecast") and over:
        return "asserted"  # "32 percent below 2005 levels", "has asked for it for the past two weeks"
    lies_ahead = is_ahead(doc, mention)
    if syntax.deps[head] in MODIFIERS and is_dated(doc, mention) and not lies_ahead:
        return "asserted"  # "could revive the 2013 bill", "after the 12:00 UTC announcement"
    ahead = lies_ahead and not is_told_as_past(syntax, head) and not names_edition(syntax, head)
    if ahead or (is_amount(mention) and runs_ahead(doc, syntax, head)):
        return "planned" if found == "asserted" or is_reported_plan(syntax, head, found) else found
    return found


def is_there(syntax: Syntax, span: Tokens) -> bool:
    """Whether a figure is told of what is there before the plan: a present level, the age that names somebody."""
    # "The 24-year-old, who scored 12 goals, will sign": the age comes true without the contract
    named = syntax.lower[span[1] - 1] in _OLD and syntax.words[span[1] - 2] in _HYPHENS
    return named or is_current(syntax, span[0])


def is_told_as_past(syntax: Syntax, head: int) -> bool:
    """As in "Officials announced on August 12", "left the race May 3": last year's, or a later edition of the text."""
    above = syntax.heads[head]
    verb = syntax.heads[above] if syntax.deps[head] == "pobj" else above
    return syntax.tags[verb] == "VBD"


def is_time(mention: Quantity | Timex) -> bool:
    """Whether a mention is a date or a duration."""
    return isinstance(mention, Timex)


def is_amount(mention: Quantity | Timex) -> bool:
    """Whether a mention is no rank and no date: what these describe is often there before the plan."""
    return isinstance(mention, Quantity) and mention.kind != "ordinal"


def is_reported_plan(syntax: Syntax, head: int, found: Status) -> bool:
    """As in "The station would launch in 2032": a bare "would" beside a date ahead supposes nothing."""
    verb = syntax.clause(head)
    helpers = {syntax.lower[j] for j in syntax.children[verb] if syntax.deps[j] == "aux"}
    return found == "hypothetical" and bool(helpers & WOULD) and not has_condition(syntax, verb)


def runs_ahead(doc: Doc, syntax: Syntax, head: int) -> bool:
    """Whether the verb of a figure carries a date ahead: "is cutting 3,000 jobs by 2027", "launched … from 2030"."""
    verb, thing = syntax.clause(head), head
    while syntax.deps[thing] in _COUNTING and syntax.heads[thing] != thing:
        thing = syntax.heads[thing]
    holders = (syntax.heads[thing], syntax.heads[syntax.heads[thing]])
    if verb not in holders or syntax.tags[verb] not in _OPEN_TAGS:
        return False
    return verb in dated_verbs(doc, syntax)


_DATED_VERBS: WeakKeyDictionary[Doc, frozenset[int]] = WeakKeyDictionary()


def dated_verbs(doc: Doc, syntax: Syntax) -> frozenset[int]:
    """The verbs that carry a date ahead, listed once per Doc: a long text has many figures and many dates."""
    found = _DATED_VERBS.get(doc)
    if found is None:
        places = [syntax.head_of(syntax.tokens((date.start, date.end))) for date in dates_ahead(doc)]
        found = _DATED_VERBS[doc] = frozenset(syntax.clause(at) for at in places if is_dating(syntax, at))
    return found


def is_dating(syntax: Syntax, at: int) -> bool:
    """Whether a date hangs on a preposition of time."""
    joins = {syntax.lower[at], syntax.lower[syntax.heads[at]]}
    return bool(syntax.deps[at]) and not joins.isdisjoint(_DATING)
