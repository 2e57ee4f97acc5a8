"""Words of movement that move nothing: leads, scores, comparisons, things that are dropped, counted or brought.

In: `Syntax`, a quantity, and the word above it that looks like a movement. Out: True or False. Each quotes the wording
that it keeps out of `claimx.claims.moving`.
"""

from __future__ import annotations

from claimx.claims.syntax import PREMODIFIERS, SUBJECTS, Syntax
from claimx.lexicon.moves import moves
from claimx.types import Quantity

_FAR = 15
"""How many tokens behind "up 9 points" a "since last month" is looked for."""
AHEAD = 4
"""How many tokens after "more than" a time may stand for it to be a comparison over time."""
_ONCE = frozenset({"ago", "before", "earlier", "levels", "previously", "was", "were"})
_REFERENCES = frozenset({"average", "mean", "median", "usual", "norm", "normal", "expected", "rivals", "peers"})
_LEVELS = frozenset({"above", "below", "under"})
_SHARES = frozenset({"%", "percent"})
LOSING = frozenset({"lose", "loses", "losing", "lost"})
_TOTALS = frozenset("count figure membership number sum tally toll total".split())
_PERSONS = frozenset({"he", "i", "she", "we", "who", "you"})
_SINCE = frozenset({"compared", "from", "in", "since", "than", "to"})
_SPENT = frozenset({"into", "on"})
_SPENDING = frozenset({"drop", "dropped", "dropping", "drops", "sank", "sink", "sinking", "sinks"})
_CAUSES = frozenset(
    "concern concerns data demand expectations fear fears hope hopes news optimism reports signs speculation talk "
    "worries worry".split()
)


def is_lead(syntax: Syntax, adverb: int) -> bool:
    """As in "Hill is up 9 points in the north": a person is ahead; since when would make it a movement."""
    if syntax.lower[adverb] not in ("up", "down"):
        return False
    verb = syntax.heads[adverb]
    if adverb > 0 and is_person(syntax, adverb - 1):
        return True  # "Polls show Hill up by 10 points"
    subject = syntax.subject(verb) if syntax.is_verb(verb) else adverb - 1
    if subject is None or not is_person(syntax, subject):
        return False
    last = syntax.sentence(syntax.starts[adverb])[1]
    behind = range(adverb, min(last, adverb + _FAR))
    return not any(syntax.lower[j] in _SINCE and is_moment(syntax, j + 1) for j in behind)


def is_person(syntax: Syntax, subject: int) -> bool:
    """Whether a subject is a person; "Turnout", which opens a sentence, is often taken for one."""
    named = syntax.ents[subject] == "PERSON" and syntax.tags[subject] == "NNP"
    return named or syntax.lower[subject] in _PERSONS


def is_moment(syntax: Syntax, at: int) -> bool:
    """Whether a time or an amount begins near a token."""
    near = range(at, min(at + 3, len(syntax.words)))
    return any(syntax.ents[j] in ("DATE", "TIME", "EVENT") for j in near)


def is_particle(syntax: Syntax, adverb: int) -> bool:
    """As in "make up 65 percent", "lay off 50": the adverb belongs to a verb of another meaning."""
    verb = syntax.heads[adverb]
    if syntax.deps[adverb] != "prt" or not syntax.is_verb(verb):
        return False
    form = syntax.lower[verb]
    return moves().verb(form) is None and form not in moves().closers


def is_counted(syntax: Syntax, quantity: Quantity, noun: int, label: str) -> bool:
    """As in "two cuts", "at one rally": movements are counted, nothing tells their size."""
    return quantity.kind == "count" and label == "nummod" and (syntax.tags[noun] == "NNS" or quantity.value == 1)


def beyond_reference(syntax: Syntax, word: int) -> bool:
    """As in "2 degrees higher than the average", "9 points higher than in Ohio": only a time to compare with moves."""
    lower, end = syntax.lower, word + 2 + AHEAD
    if lower[word + 1 : word + 2] != ["than"]:
        return False
    timed = any(label in ("DATE", "TIME") for label in syntax.ents[word + 2 : end])
    return not _REFERENCES.isdisjoint(lower[word + 2 : end]) or not (timed or _ONCE & set(lower[word + 2 : end]))


def reaches(syntax: Syntax, quantity: Quantity, verb: int) -> bool:
    """As in "bringing the total to 230"; not "bring meals to 31,000 schools"."""
    thing = syntax.child(verb, ("dobj",))
    return quantity.kind != "count" or (thing is not None and syntax.lower[thing] in _TOTALS)


def stands_still(syntax: Syntax, quantity: Quantity, verb: int, preposition: str, label: str) -> bool:
    """Whether a verb above a figure cannot move it: clauses and subjects, scores, "at" a count, "fell short of"."""
    if label in SUBJECTS or label in ("advcl", "ccomp", "relcl") or "short" in syntax.lower[verb + 1 : verb + 3]:
        return True
    return is_score(syntax, quantity, verb, preposition) or (preposition == "at" and quantity.kind == "count")


def is_level(syntax: Syntax, quantity: Quantity) -> bool:
    """As in "fell below 9,000"."""
    return quantity.modifier_span is not None and syntax.lower[syntax.tokens(quantity.modifier_span)[0]] in _LEVELS


def is_score(syntax: Syntax, quantity: Quantity, verb: int, preposition: str) -> bool:
    """As in "lost by 13 points", "lost the seat 36 percent to 51 percent": beaten, not moved."""
    if syntax.lower[verb] not in LOSING or not (is_relative(quantity) or quantity.kind == "count"):
        return False
    if preposition == "by" and syntax.child(verb, ("dobj",)) is None:
        return True  # "won by 12 points in one town and lost by 3 in the next"
    if not is_relative(quantity):
        return False
    first, last = syntax.tokens((quantity.start, quantity.end))
    if "to" in syntax.lower[first:last]:
        return True  # read as a range: "36 percent to 51 percent"
    ahead = syntax.lower[last : last + 1] == ["to"] and not _SHARES.isdisjoint(syntax.lower[last + 1 : last + 4])
    back = syntax.lower[max(0, first - 1) : first] == ["to"] and not _SHARES.isdisjoint(
        syntax.lower[max(0, first - 3) : first]
    )
    return ahead or back


def is_thing(syntax: Syntax, quantity: Quantity, verb: int) -> bool:
    """As in "dropped $2 million on adverts", "rallying hundreds of workers": what is dropped or rallied is no size."""
    if is_relative(quantity) or syntax.lower[verb] not in moves().movers:
        return False
    if quantity.kind == "count":
        span = syntax.tokens((quantity.start, quantity.end))
        head = syntax.head_of(span)
        counts = syntax.deps[head] in PREMODIFIERS or syntax.lower[span[1] : span[1] + 1] == ["of"]
        return (counts or syntax.tags[head] == "NNS") and not (quantity.unit or "").endswith("point")
    if syntax.lower[syntax.tokens((quantity.start, quantity.end))[1] :][:1] == ["worth"]:
        return True
    if syntax.lower[verb] not in _SPENDING:
        return False
    head = syntax.head_of(syntax.tokens((quantity.start, quantity.end)))
    used = [j for at in (verb, head) for j in syntax.children[at] if syntax.lower[j] in _SPENT and j > verb]
    return any(not is_moment(syntax, j + 1) and not is_cause(syntax, j) for j in used)


def is_cause(syntax: Syntax, preposition: int) -> bool:
    """As in "fell $2 on fears of a glut": why a price moves, not what money goes into."""
    return any(syntax.lower[j] in _CAUSES for j in syntax.children[preposition])


def is_relative(quantity: Quantity) -> bool:
    """A percentage or points: beside "cut" or "gained" it can only be the size of the movement."""
    return quantity.kind == "percent" or is_points(quantity)


def is_points(quantity: Quantity) -> bool:
    """Points of an index or of percentage."""
    return (quantity.unit or "").endswith("point")
