"""The words between two stretches without which they say something else.

In: `Syntax`, a figure, the one or two runs of tokens chosen for it. Out: the runs with the preposition that the second
hangs on ("raise … for Brown", not "raise … Brown") and the verb whose object is counted ("Acme would cut … jobs", not
"Acme … jobs"). Read `jointed`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from claimx.claims.clauses import subject_of
from claimx.claims.climb import carrier_of
from claimx.claims.phrases import FIGURE_DROPS, FIGURE_PREPOSITIONS, gather, is_number, noun_phrase, subject_phrase
from claimx.claims.stretches import MOST, is_foreign, runs_of
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens
from claimx.lexicon.moves import moves

_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_HELPERS = frozenset({"aux", "auxpass", "neg"})
_DENIALS = frozenset({"no", "not", "n't", "n’t", "never"})
_PARTS = frozenset({"of"})
MAX_STEP = 4
"""So many words are taken up at most to reach a preposition or a verb."""


def jointed(
    syntax: Syntax, span: Tokens, shut: Collection[int], runs: Sequence[Tokens], *, counted: bool
) -> list[Tokens]:
    """The runs with what joins them; `shut` are the words not to be shown, `counted` where a noun is counted."""
    found = list(runs)
    if len(found) != MOST:
        return found
    return with_preposition(syntax, shut, with_verb(syntax, span, shut, found) if counted else found)


def with_preposition(syntax: Syntax, shut: Collection[int], runs: list[Tokens]) -> list[Tokens]:
    """The preposition that the second run hangs on, before it, or behind the first where the figure parts them."""
    (begin, end), (first, last) = runs
    at = preposition_over(syntax, (first, last))
    if at is None or not end <= at < first:
        return runs
    if first - at <= MAX_STEP and shows(syntax, shut, at, first):
        return [(begin, end), (at, last)]
    if at - end < MAX_STEP and shows(syntax, shut, end, at + 1):
        return [(begin, at + 1), (first, last)]
    return runs


def preposition_over(syntax: Syntax, run: Tokens) -> int | None:
    """The preposition right above a run: "to" of "to a super PAC"."""
    for at in range(*run):
        above = syntax.heads[at]
        if not run[0] <= above < run[1]:
            named = syntax.deps[above] in _PREPOSITIONS and syntax.tags[above] in ("IN", "TO")
            return above if named and syntax.lower[above] not in _PARTS else None
    return None


def with_verb(syntax: Syntax, span: Tokens, shut: Collection[int], runs: list[Tokens]) -> list[Tokens]:
    """The verb whose object the figure counts, behind the first run or in its place."""
    (begin, end), (first, last) = runs
    noun = carrier_of(syntax, syntax.head_of(span))
    verb = syntax.heads[noun]
    counted = noun not in range(*span) and first <= noun < last and syntax.deps[noun] == "dobj"
    if not counted or not end <= verb < span[0] or syntax.lower[verb] in moves().light or not syntax.is_verb(verb):
        return runs
    if verb - end < MAX_STEP and shows(syntax, shut, end, verb + 1) and is_clause_of(syntax, verb, (begin, end)):
        return [(begin, verb + 1), (first, last)]
    if not _DENIALS.isdisjoint(syntax.lower[begin:end]):
        return runs
    start = min([verb, *(j for j in syntax.children[verb] if syntax.deps[j] in _HELPERS)])
    return [(start, verb + 1) if shows(syntax, shut, start, verb) else (verb, verb + 1), (first, last)]


def is_clause_of(syntax: Syntax, verb: int, run: Tokens) -> bool:
    """Whether a run before a verb is its subject or leads to it."""
    return any(
        run[0] <= at < run[1] or any(run[0] <= j < run[1] and syntax.deps[j] in SUBJECTS for j in syntax.children[at])
        for at in syntax.climb(verb)
        if at == verb or syntax.deps[verb] in ("xcomp", "conj", "acl")
    )


def shows(syntax: Syntax, shut: Collection[int], first: int, last: int) -> bool:
    """Whether words can be shown between two runs."""
    return not any(is_foreign(syntax, shut, at) for at in range(first, last))


def whole_of(syntax: Syntax, span: Tokens, numbers: Collection[int]) -> list[Tokens]:
    """What the second figure of "six of the nine board members voted" counts: "board members", not who voted.

    Of "$18m of the $54m it asked for" nothing is known but whose it is.
    """
    head = syntax.head_of(span)
    noun = carrier_of(syntax, head)
    of = syntax.heads[noun]
    if (
        syntax.deps[noun] != "pobj"
        or syntax.lower[of] not in _PARTS
        or not is_counted(syntax, syntax.heads[of], numbers)
    ):
        return []
    own = noun_phrase(syntax, noun) if noun != head else gather(syntax, head, FIGURE_DROPS, FIGURE_PREPOSITIONS)
    shown = {at for at in own if at not in range(*span) and at not in numbers}
    found = [run for run in runs_of(syntax, shown) if any(syntax.tags[at].startswith("N") for at in range(*run))]
    if found:
        return found[:MOST]
    subject = subject_of(syntax, syntax.clause(head))
    return runs_of(syntax, subject_phrase(syntax, subject))[:1] if subject is not None else []


def is_counted(syntax: Syntax, part: int, numbers: Collection[int]) -> bool:
    """Whether a word is a figure, or the unit of one: "85", "30 percent"."""
    return part in numbers or (is_number(syntax, part) and syntax.child(part, ("nummod",)) is not None)
