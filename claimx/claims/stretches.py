"""Lay chosen tokens out as at most two stretches of text.

In: pieces (lists of tokens, the most important first) and the tokens that must not be shown (the number itself). Out:
character offsets. Runs of tokens are trimmed of articles, prepositions and numbers at their edges; close runs are
joined over the words between them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claimx.claims.phrases import reports
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens
from claimx.types import Offsets

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MOST = 2
WIDEST_GAP = 6
"""At most this many tokens are shown between two runs to join them."""
_EDGE_WORDS = frozenset(
    "a about almost among an and approximately around as at by cents for from in just least nearly of on only or over "
    "percent roughly some than that the to with % , . : ; - -- – — ―".split()
)
_EDGE_TAGS = frozenset({"CD", "PRP", "$", "``", "''", ",", ":", ".", "-LRB-", "-RRB-", "_SP"})


def stretches(syntax: Syntax, pieces: Sequence[Sequence[int]], shut: Collection[int]) -> tuple[Offsets, ...]:
    """The text of as many pieces as fit, in reading order."""
    chosen: set[int] = set()
    nearest = {at for at in next(iter(pieces), ()) if syntax.tags[at].startswith("N")}
    runs: list[Tokens] = []
    for piece in pieces:
        wider = chosen.union(piece).difference(shut)
        laid = trimmed(syntax, joined(syntax, shut, runs_of(syntax, wider), nearest))
        if len(laid) <= MOST:
            chosen, runs = wider, laid
    return tuple(syntax.offsets(*uncut(syntax, shut, run)) for run in runs)


def uncut(syntax: Syntax, shut: Collection[int], run: Tokens) -> Tokens:
    """A run without the rest of a compound before it."""
    first, last = run
    return (first + 1, last) if last - first > 1 and first - 2 not in shut and is_cut(syntax, first) else run


def runs_of(syntax: Syntax, tokens: Collection[int]) -> list[Tokens]:
    """Runs of neighbouring tokens, in order, trimmed."""
    runs: list[Tokens] = []
    for at in sorted(tokens):
        if runs and runs[-1][1] == at:
            runs[-1] = runs[-1][0], at + 1
        else:
            runs.append((at, at + 1))
    return trimmed(syntax, runs)


def trimmed(syntax: Syntax, runs: Sequence[Tokens]) -> list[Tokens]:
    """Runs without function words, numbers and punctuation at their edges; empty ones are dropped."""
    found = []
    for first, last in runs:
        begin, end = first, last
        while begin < end and is_edge(syntax, begin):
            begin += 1
        while end > begin and is_end(syntax, end - 1) and not ends_name(syntax, begin, end):
            end -= 1
        if begin < end:
            found.append((begin, end))
    return found


def is_cut(syntax: Syntax, at: int) -> bool:
    """Whether a word is the rest of a compound with a number: "year" of "ten-year bond yields"."""
    return at > 1 and syntax.words[at - 1] == "-" and syntax.tags[at - 2] == "CD"


def ends_name(syntax: Syntax, begin: int, end: int) -> bool:
    """Whether the last token is the number of a name ("Nikkei 225")."""
    return end - begin > 1 and syntax.words[end - 1].isdigit() and syntax.tags[end - 2].startswith("NNP")


def is_end(syntax: Syntax, at: int) -> bool:
    """Whether a token cannot end a stretch: neither can "his" in "a man in his 60s"."""
    return is_edge(syntax, at) or syntax.tags[at] == "PRP$"


def is_edge(syntax: Syntax, at: int) -> bool:
    """Whether a token cannot begin or end a stretch."""
    return syntax.lower[at] in _EDGE_WORDS or syntax.tags[at] in _EDGE_TAGS


def without_amounts(syntax: Syntax, found: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """Stretches that are more than the digits of another amount: the "4bn" of "$4bn" looks like a noun."""
    return tuple(stretch for stretch in found if not is_amount(syntax, syntax.tokens(stretch)))


def is_amount(syntax: Syntax, run: Tokens) -> bool:
    """Whether a run is nothing but digits and units of an amount."""
    digits = any(word[:1].isdigit() for word in syntax.words[run[0] : run[1]])
    return digits and syntax.figured.issuperset(range(*run))


def weight(syntax: Syntax, run: Tokens, nearest: Collection[int]) -> tuple[bool, bool, int]:
    """How much a run says: first the noun nearest the figure, then any noun (no bare "would axe"), then its length."""
    tokens = range(*run)
    named = any(syntax.tags[at].startswith("N") for at in tokens)
    return any(at in nearest for at in tokens), named, len(tokens)


def is_foreign(syntax: Syntax, shut: Collection[int], at: int) -> bool:
    """Whether a word between two runs is no part of a measure: a number, or who says it ("the bank said that")."""
    number = syntax.tags[at] == "CD" and syntax.ents[at] != "DATE"
    return at in shut or number or reports(syntax, at) or opens_clause(syntax, at)


def opens_clause(syntax: Syntax, at: int) -> bool:
    """Whether a comma stands behind what comes before the subject: "with the vote, the party took 40 seats"."""
    head = syntax.heads[at]
    subject = syntax.child(head, SUBJECTS) if syntax.words[at] == "," and syntax.deps[at] == "punct" else None
    return subject is not None and at < syntax.first(subject)


def joined(syntax: Syntax, shut: Collection[int], runs: Sequence[Tokens], nearest: Collection[int]) -> list[Tokens]:
    """At most two runs: the closest are joined; where a number stands between, the shortest is left out."""
    left = list(runs)
    gaps = [gap(syntax, shut, *pair) for pair in pairwise(left)]
    weights = [weight(syntax, run, nearest) for run in left]
    while len(left) > MOST:
        if (narrowest := min(gaps)) <= WIDEST_GAP:
            k = gaps.index(narrowest)
            left[k : k + 2] = [(left[k][0], left[k + 1][1])]
            weights[k : k + 2] = [weight(syntax, left[k], nearest)]
            del gaps[k]
        else:
            k = weights.index(min(weights))
            del left[k], weights[k]
            gaps[max(0, k - 1) : k + 1] = [gap(syntax, shut, left[k - 1], left[k])] if 0 < k < len(left) else []
    return left


def gap(syntax: Syntax, shut: Collection[int], left: Tokens, right: Tokens) -> int:
    """The tokens between two runs; one more than the widest gap where the runs cannot be joined."""
    between = range(left[1], right[0])
    if len(between) > WIDEST_GAP or any(is_foreign(syntax, shut, at) for at in between):
        return WIDEST_GAP + 1
    return len(between)
