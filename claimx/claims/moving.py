"""The word that moves a figure, and the part the figure plays: the size of the movement, its start or its end.

In: `Syntax`, a quantity and its tokens. Out: a `Site` or None. The rules are tried in the order of `site_of`; each
quotes the wording it reads. The preposition right before the figure decides its part; the parse decides which verb,
noun or adverb it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from claimx.claims.phrases import is_number
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens
from claimx.lexicon.moves import moves
from claimx.records import Direction
from claimx.types import Quantity, Timex

Part = Literal["from", "to", "by"]
SIGNS = ("+", "-", "−")
PARTS: dict[str, Part] = {"by": "by", "to": "to", "from": "from", "at": "to", "of": "by"}
_STEPS = 6
_FAR = 15
"""How many tokens behind "up 9 points" a "since last month" is looked for."""
_AHEAD = 4
"""How many tokens after "more than" a time may stand for it to be a comparison over time."""
_ONCE = frozenset({"ago", "before", "earlier", "levels", "previously", "was", "were"})
_REFERENCES = frozenset({"average", "mean", "median", "usual", "norm", "normal", "expected", "rivals", "peers"})
_LISTED = 120
"""A list of sizes reaches back this many tokens to its movement word."""
BETWEEN = frozenset("a about almost another around further just least more nearly only over roughly some than".split())
"""Words between a preposition and its figure that say nothing of the movement."""
_NAMED = frozenset("current earlier her his initial its original plus present previous record the their".split())
"""Words of a figure that is known: "from the 412,300 guests", "from the current $7.25", "from plus 21 points"."""
_LIMITS = frozenset({"above", "around", "below", "near", "over", "under"})
_LEVELS = frozenset({"above", "below", "under"})
_SHARES = frozenset({"%", "percent"})
_LOSING = frozenset({"lose", "loses", "losing", "lost"})
_RANKED = frozenset({"first", "last", "next", "top"})
_TOTALS = frozenset("count figure membership number sum tally toll total".split())
_PERSONS = frozenset({"he", "i", "she", "we", "who", "you"})
_SINCE = frozenset({"compared", "from", "in", "since", "than", "to"})
_SPENT = frozenset({"into", "on"})
_PREMODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "quantmod"})
_OVER = frozenset({"nummod", "prep", "npadvmod", "compound", "nmod", "quantmod", "amod", "dobj", "attr"})
_SUMS = frozenset({"total", "average", "maximum", "minimum", "combined", "high", "level", "low", "peak"})


@dataclass(frozen=True, slots=True)
class Site:
    """Where a figure moves: the token that says so, its direction, and the figure's part."""

    token: int
    direction: Direction
    role: Part
    factor: Decimal | None = None


def site_of(syntax: Syntax, quantity: Quantity, span: Tokens, timexes: Sequence[Timex]) -> Site | None:
    """The movement that a figure takes part in by itself."""
    before = word_before(syntax, quantity, span)
    if quantity.kind == "count" and syntax.lower[max(0, span[0] - 1)] in _RANKED:
        return None  # "dropped out of a top three"
    return (
        factor_site(syntax, quantity, span)
        or signed_site(syntax, quantity, span)
        or adverb_site(syntax, quantity, before)
        or climbed_site(syntax, quantity, span, before)
        or compared_site(syntax, quantity, span, timexes)
        or listed_site(syntax, quantity, before)
    )


def word_before(syntax: Syntax, quantity: Quantity, span: Tokens) -> int:
    """The token before a figure and its modifier; -1 at the start of the text."""
    before = span[0] - 1
    if quantity.modifier_span is not None:
        before = min(before, syntax.tokens(quantity.modifier_span)[0] - 1)
    while before >= 0 and (syntax.lower[before] in BETWEEN or ends_at_least(syntax, before)):
        before -= 1
    known = before
    while known >= 0 and syntax.lower[known] in _NAMED | BETWEEN:
        known -= 1
    alone = quantity.kind == "count" or syntax.deps[syntax.head_of(span)] not in _PREMODIFIERS
    if alone and known < before and known >= 0 and syntax.lower[known] in ("by", "from", "to"):
        return known  # never "no change to the 4 percent rate"
    if before >= 1 and syntax.lower[before - 1 : before + 1] == ["out", "of"]:
        return -1  # "cut 3 posts out of a sum of 60"
    if before >= 3 and syntax.lower[before] == "of" and syntax.lower[before - 1] in _SUMS:
        # "from an average of 1.05 million barrels": the preposition stands before the sum.
        before -= 3 if syntax.lower[before - 2] in ("a", "an", "the") else 2
        return -1 if syntax.lower[before] == "of" else before
    return before


def ends_at_least(syntax: Syntax, at: int) -> bool:
    """As in "make up at least about a fifth": "at" of "at least" leads to no level."""
    return syntax.lower[at : at + 2] in (["at", "least"], ["at", "most"])


def factor_site(syntax: Syntax, quantity: Quantity, span: Tokens) -> Site | None:
    """As in "sales tripled", "helped Russia triple production": a verb that is its own figure."""
    factor = moves().factors.get(syntax.lower[span[0]])
    if factor is None or span[1] - span[0] > 1 or quantity.kind != "multiple":
        return None
    # "a double espresso", "double the noise": no verb. Elsewhere the tagger often takes a verb for an adjective.
    tag, before = syntax.tags[span[0]], syntax.tags[max(0, span[0] - 1)]
    if not syntax.is_verb(span[0]) and (tag == "PDT" or before in ("DT", "JJ", "PRP$", "POS")):
        return None
    return Site(span[0], "up" if factor > 1 else "down", "by", factor)


def signed_site(syntax: Syntax, quantity: Quantity, span: Tokens) -> Site | None:
    """As in "Dow +0.2% Nasdaq -0.8%"; "inflation was -0.8%" is a level below zero."""
    if not is_relative(quantity):
        return None
    sign = syntax.words[span[0]][:1]
    if sign == "+" or (span[0] > 0 and syntax.words[span[0] - 1] == "+"):
        return Site(span[0], "up", "by")
    listed = syntax.sentence(quantity.start)[0] in syntax.verbless
    return Site(span[0], "down", "by") if listed and sign in SIGNS else None


def adverb_site(syntax: Syntax, quantity: Quantity, before: int) -> Site | None:
    """As in "down 7 cents", "DOWN 0.1 percent", "down from 26 percent", "up by a third"; not "the lower 70 percent"."""
    part: Part = "by"
    if before > 0 and syntax.lower[before] in ("from", "by"):
        part = PARTS[syntax.lower[before]]
        before -= 1
    if before < 0:
        return None
    direction = moves().adverbs.get(syntax.lower[before])
    if direction is None or is_particle(syntax, before) or syntax.tags[max(0, before - 1)] in ("DT", "PRP$"):
        return None
    if part == "by" and is_points(quantity) and is_lead(syntax, before):
        return None
    return Site(before, direction, part)


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


def climbed_site(syntax: Syntax, quantity: Quantity, span: Tokens, before: int) -> Site | None:
    """The movement word above a figure: "fell by 5%", "an increase of 5%", "a 3 percent drop", "rose to 7 from 5"."""
    preposition = syntax.lower[before] if before >= 0 and syntax.lower[before] in PARTS else ""
    at = syntax.head_of(span)
    for _ in range(_STEPS):
        above = syntax.heads[at]
        if above == at:
            return None
        if syntax.is_verb(above) and syntax.deps[at] != "amod":
            return verb_site(syntax, quantity, above, preposition, syntax.deps[at])
        ahead = above >= span[1] and syntax.deps[at] in _PREMODIFIERS
        # "led to a 3 percent drop", "amounts to a fourfold increase": the preposition is not the figure's own.
        found = word_site(syntax, quantity, above, "" if ahead else preposition)
        if found is not None:
            return None if ahead and is_counted(syntax, quantity, above, syntax.deps[at]) else found
        if not leads_on(syntax, at, above, preposition):
            return None
        at = above
    return None


def is_counted(syntax: Syntax, quantity: Quantity, noun: int, label: str) -> bool:
    """As in "two cuts", "at one rally": movements are counted, nothing tells their size."""
    return quantity.kind == "count" and label == "nummod" and (syntax.tags[noun] == "NNS" or quantity.value == 1)


def leads_on(syntax: Syntax, at: int, above: int, preposition: str) -> bool:
    """Whether the climb goes on: over prepositions, sums ("by a total of"), and figures in a list of equals."""
    label = syntax.deps[at]
    if label == "pobj":
        limit = syntax.lower[above] in _LIMITS and syntax.lower[max(0, above - 1)] == "to"
        return syntax.lower[above] in PARTS or limit  # "fell to below 9,000"
    if label in ("conj", "appos"):
        return label == "conj" and is_number(syntax, above)
    if label == "npadvmod" and syntax.tags[above] in ("JJ", "JJR", "RBR"):
        return False
    if label == "prep" and syntax.lower[at] == "of" and is_number(syntax, above):
        return False  # "one of the top 4"
    if label == "prep" and syntax.tags[above].startswith("N") and not is_number(syntax, above):
        return syntax.lower[above] in _SUMS or preposition in ("to", "from")
    return label in _OVER


def word_site(syntax: Syntax, quantity: Quantity, word: int, preposition: str) -> Site | None:
    """A noun or adverb of movement above a figure."""
    words, form, tag = moves(), syntax.lower[word], syntax.tags[word]
    part = PARTS.get(preposition, "by")
    if tag.startswith("N"):
        result = is_relative(quantity) and syntax.lower[word + 1 : word + 2] != ["to"]  # "a 3-point loss to Hill"
        direction = words.nouns.get(form) or (words.results.get(form) if result else None)
        return Site(word, direction, part) if direction and preposition != "at" else None
    if form in ("higher", "lower") and beyond_reference(syntax, word):
        return None
    if part == "by" and is_points(quantity) and is_lead(syntax, word):
        return None
    if form in ("higher", "lower") or (
        form in words.adverbs and word < syntax.tokens((quantity.start, quantity.end))[0]
    ):
        return Site(word, words.adverbs[form], part) if tag[:1] in "RJI" else None
    return None


def beyond_reference(syntax: Syntax, word: int) -> bool:
    """As in "2 degrees higher than the average", "9 points higher than in Ohio": only a time to compare with moves."""
    lower, end = syntax.lower, word + 2 + _AHEAD
    if lower[word + 1 : word + 2] != ["than"]:
        return False
    timed = any(label in ("DATE", "TIME") for label in syntax.ents[word + 2 : end])
    return not _REFERENCES.isdisjoint(lower[word + 2 : end]) or not (timed or _ONCE & set(lower[word + 2 : end]))


def verb_site(syntax: Syntax, quantity: Quantity, verb: int, preposition: str, label: str) -> Site | None:
    """A figure that hangs on a verb, over a preposition or bare."""
    words, form = moves(), syntax.lower[verb]
    if stands_still(syntax, quantity, verb, preposition, label):
        return None
    if not preposition and is_level(syntax, quantity) and words.verb(form):
        return Site(verb, words.movers.get(form) or words.changers[form], "to")
    if not preposition and is_thing(syntax, quantity, verb):
        return None
    if preposition:
        direction = words.verb(form) if preposition != "at" else None
        if preposition == "to" and form in words.reachers and reaches(syntax, quantity, verb):
            direction = "up"
        if direction is not None:
            return Site(verb, direction, PARTS[preposition])
        return closing_site(syntax, verb, PARTS[preposition])
    if form in words.movers and label != "conj":
        return Site(verb, words.movers[form], "by")
    if form in words.changers and is_relative(quantity):
        return Site(verb, words.changers[form], "by")
    return None


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
    if syntax.lower[verb] not in _LOSING or not is_relative(quantity):
        return False
    if preposition == "by" and syntax.child(verb, ("dobj",)) is None:
        return True
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
        counts = syntax.deps[head] in _PREMODIFIERS or syntax.lower[span[1] : span[1] + 1] == ["of"]
        return (counts or syntax.tags[head] == "NNS") and not (quantity.unit or "").endswith("point")
    if syntax.lower[syntax.tokens((quantity.start, quantity.end))[1] :][:1] == ["worth"]:
        return True
    used = [j for j in syntax.children[verb] if syntax.lower[j] in _SPENT and j > verb]
    return any(not is_moment(syntax, j + 1) for j in used)


def is_relative(quantity: Quantity) -> bool:
    """A percentage or points: beside "cut" or "gained" it can only be the size of the movement."""
    return quantity.kind == "percent" or is_points(quantity)


def is_points(quantity: Quantity) -> bool:
    """Points of an index or of percentage."""
    return (quantity.unit or "").endswith("point")


def closing_site(syntax: Syntax, verb: int, part: Part) -> Site | None:
    """As in "was down 7 cents to close at $3.92": an adverb or the verb above has the direction of a level."""
    words = moves()
    if syntax.lower[verb] not in words.closers and syntax.lower[verb] not in words.light:
        return None
    for at in syntax.climb(verb):
        if not syntax.is_verb(at):
            return None
        for token, table in (
            (at, words.movers),
            (at, words.changers),
            *((j, words.adverbs) for j in syntax.children[at]),
        ):
            if syntax.lower[token] in table:
                if syntax.lower[token] in moves().adverbs and is_lead(syntax, token):
                    return None
                return Site(token, table[syntax.lower[token]], part)
        if at != verb and syntax.child(at, SUBJECTS) is not None:
            return None
        if syntax.deps[at] in ("advcl", "ccomp", "relcl") and syntax.child(at, SUBJECTS) is not None:
            return None  # "has risen, while the ratings were the same at 37%"
    return None


def compared_site(syntax: Syntax, quantity: Quantity, span: Tokens, timexes: Sequence[Timex]) -> Site | None:
    """As in "£62 million more than last year", "15 percent below 1998 levels", "costs 19 cents more."."""
    at = span[1]
    if at + 1 >= len(syntax.words):
        return None
    direction = moves().comparatives.get(syntax.lower[at])
    if direction is None:
        return None
    end = syntax.starts[min(at + _AHEAD, len(syntax.starts) - 1)]
    timed = any(syntax.starts[at] < timex.start < end for timex in timexes)
    timed = timed and (syntax.lower[at] == "below" or syntax.lower[at + 1] == "than")  # never "4 more rises next year"
    counted = quantity.kind == "count"  # "several hundred more."
    final = syntax.words[at + 1] in (".", ",", ";") and syntax.lower[at] != "below" and not counted
    return Site(at, direction, "by") if timed or final else None


def listed_site(syntax: Syntax, quantity: Quantity, before: int) -> Site | None:
    """As in "Visits are up at both museums: the Mill by 24 percent; the Mint by 13 percent": no verb in the list."""
    if before < 0 or syntax.lower[before] != "by" or not is_relative(quantity):
        return None
    words = moves()
    first = max(syntax.sentence(quantity.start)[0], before - _LISTED)
    for at in range(before - 1, first - 1, -1):
        form = syntax.lower[at]
        direction = words.verb(form) if syntax.is_verb(at) else words.adverbs.get(form)
        if direction is not None:
            ahead = form in _LOSING or (form in words.adverbs and is_lead(syntax, at))
            return None if ahead else Site(at, direction, "by")
        if syntax.is_verb(at) and syntax.child(at, ("dobj",)) is not None:
            return None  # "ratings are rising and outweigh hers by 24 points"
    return None
