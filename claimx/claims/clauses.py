"""Clauses: the verb with what leads to it, and its subject, also where a pronoun stands for one further up.

In: `Syntax` and a verb. Out: token numbers.
"""

from __future__ import annotations

from claimx.claims.syntax import SUBJECTS, Syntax
from claimx.lexicon.moves import moves

_HELPERS = frozenset({"aux", "auxpass", "neg", "prt"})
_CHAINS = frozenset({"xcomp", "conj", "ccomp"})
_PRONOUN_TAGS = frozenset({"PRP", "WP", "WDT", "EX", "DT"})
_PRONOUNS = frozenset({"it", "they", "he", "she"})
QUOTES = frozenset({"``", "''", "“", "‘", '"'})
_PARTICLES = frozenset({"aside", "away", "back", "out", "together"})
"""Behind a verb they belong to it, whatever the parse says: "put aside", "call back"."""
_REACH = 10


def top_of_chain(syntax: Syntax, verb: int) -> int:
    """The verb that a chain of verbs hangs on; out of a clause with a subject of its own only by way of a pronoun.

    In "an analyst who notes that Acme cut $5" Acme is no part of what the analyst is.
    """
    top = verb
    for at in syntax.climb(verb):
        top = at
        subject = syntax.child(at, SUBJECTS)
        own = subject is not None and not syntax.tags[subject].startswith("W")
        if syntax.deps[at] not in _CHAINS or (syntax.deps[at] == "ccomp" and own):
            break
    return top


def says_something(syntax: Syntax, verb: int) -> bool:
    """Whether a verb tells more than that something is, has or moves by a figure."""
    form = syntax.lower[verb]
    return form not in moves().light and moves().verb(form) is None


def verb_chain(syntax: Syntax, verb: int) -> list[int]:
    """A verb with its auxiliaries and the verbs that lead to it ("wants to eliminate")."""
    chain = [verb, *(j for j in syntax.children[verb] if syntax.deps[j] in _HELPERS)]
    if verb + 1 < len(syntax.lower) and syntax.lower[verb + 1] in _PARTICLES:
        chain.append(verb + 1)
    for at in syntax.climb(verb):
        if syntax.deps[at] != "xcomp":
            break
        chain.append(syntax.heads[at])
    return chain


def subject_of(syntax: Syntax, verb: int) -> int | None:
    """The subject of a clause; for "it" in "the bank said that it lost", the subject of the clause above."""
    subject = syntax.subject(verb)
    for _ in range(3):
        if subject is None or syntax.tags[subject] not in _PRONOUN_TAGS:
            return subject
        top = syntax.heads[subject]
        for at in syntax.climb(top):
            top = at
            if syntax.deps[at] not in ("conj", "xcomp", "aux"):
                break
        above = syntax.subject(syntax.heads[top]) if syntax.deps[top] in ("ccomp", "advcl") else None
        subject = above if above is not None and stands_for(syntax, subject, above) else None
    return None


def stands_for(syntax: Syntax, pronoun: int, noun: int) -> bool:
    """Whether a pronoun can mean the subject above: alike in number, and nobody begins to speak in between.

    In "the author recalled that they held" and in "“They are right,” said Mr. Hale" it cannot.
    """
    if syntax.lower[pronoun] not in _PRONOUNS:
        return False
    several = syntax.tags[noun] in ("NNS", "NNPS") or syntax.child(noun, ("conj",)) is not None
    if (syntax.lower[pronoun] == "they") != several and syntax.tags[noun] not in _PRONOUN_TAGS:
        return False
    between = syntax.words[min(pronoun, noun) : max(pronoun, noun)][: _REACH * 4]
    return QUOTES.isdisjoint(between) and "”" not in between
