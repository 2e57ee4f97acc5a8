"""The word that moves a figure, and the part the figure plays: the size of the movement, its start or its end.

In: `Syntax`, a quantity and its tokens. Out: a `Site` (`claimx.claims.sites`) or None. The rules are tried in the order
of `site_of`; each quotes the wording it reads. The preposition right before the figure decides its part; the parse
decides which verb, noun or adverb it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimx.claims.phrases import is_number
from claimx.claims.sites import PARTS, Part, Site, beside
from claimx.claims.syntax import PREMODIFIERS, SUBJECTS, Syntax, Tokens
from claimx.claims.unmoved import (
    AHEAD,
    LOSING,
    beyond_reference,
    is_counted,
    is_lead,
    is_level,
    is_particle,
    is_points,
    is_relative,
    is_thing,
    reaches,
    stands_still,
)
from claimx.lexicon.moves import moves
from claimx.types import Quantity, Timex

SIGNS = ("+", "-", "−")
_STEPS = 6
_LISTED = 120
"""A list of sizes reaches back this many tokens to its movement word."""
BETWEEN = frozenset("a about almost another around further just least more nearly only over roughly some than".split())
"""Words between a preposition and its figure that say nothing of the movement."""
_NAMED = frozenset("current earlier her his initial its original plus present previous record the their".split())
"""Words of a figure that is known: "from the 412,300 guests", "from the current $7.25", "from plus 21 points"."""
_LIMITS = frozenset({"above", "around", "below", "near", "over", "under"})
_PEAKS = frozenset({"high", "highs", "maximum", "peak", "peaks", "record"})
_RANKED = frozenset({"first", "last", "next", "top"})
_OVER = frozenset({"nummod", "prep", "npadvmod", "compound", "nmod", "quantmod", "amod", "dobj", "attr"})
_SUMS = frozenset({"total", "average", "maximum", "minimum", "combined", "high", "level", "low", "peak"})


def site_of(syntax: Syntax, quantity: Quantity, span: Tokens, timexes: Sequence[Timex]) -> Site | None:
    """The movement that a figure takes part in by itself."""
    before = word_before(syntax, quantity, span)
    if quantity.kind == "count" and syntax.lower[max(0, span[0] - 1)] in _RANKED:
        return None  # "dropped out of a top three"
    return (
        factor_site(syntax, quantity, span)
        or signed_site(syntax, quantity, span)
        or adverb_site(syntax, quantity, before)
        or beside(syntax, quantity, span, before)
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
    alone = quantity.kind == "count" or syntax.deps[syntax.head_of(span)] not in PREMODIFIERS
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
        ahead = above >= span[1] and syntax.deps[at] in PREMODIFIERS
        # "led to a 3 percent drop", "amounts to a fourfold increase": the preposition is not the figure's own.
        found = word_site(syntax, quantity, above, "" if ahead else preposition)
        if found is not None:
            return None if ahead and is_counted(syntax, quantity, above, syntax.deps[at]) else found
        if not leads_on(syntax, at, above, preposition):
            return None
        at = above
    return None


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
    if syntax.lower[at] == "below" and not _PEAKS.isdisjoint(syntax.lower[at : at + AHEAD]):
        return None  # "10% below its 2020 peak": how far it is from there, not how it moved
    end = syntax.starts[min(at + AHEAD, len(syntax.starts) - 1)]
    timed = any(syntax.starts[at] < timex.start <= end for timex in timexes)
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
            ahead = form in LOSING or (form in words.adverbs and is_lead(syntax, at))
            return None if ahead else Site(at, direction, "by")
        if syntax.is_verb(at) and syntax.child(at, ("dobj",)) is not None:
            return None  # "ratings are rising and outweigh hers by 24 points"
    return None
