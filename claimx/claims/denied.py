"""Whether a negation denies a figure, or leaves it standing: "40 percent of voters are not sure" denies no percentage.

In: `Syntax`, the negated verb, and the path of tokens from the figure up to it. Out: True or False. A negation reaches
the objects of its verb and the clauses that it governs. Subjects, what is named as known ("the four judges", "their
five bills"), the time of the clause, asides, what a "but" puts in the place of the denied, and clauses with a verb form
of their own stand outside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimx.claims.syntax import PREMODIFIERS, SUBJECTS, Syntax

_KNOWN = frozenset({"that", "the", "these", "this", "those"})
_KNOWING = frozenset(
    "acknowledge admit disclose explain know knew known mention notice realize realise recall remember reveal".split()
)
"""What somebody does not know or mention is there all the same."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SAME_IN_PAST = frozenset("beat bet bid cast cost cut hit hurt let put quit set shed shut split spread".split())
_HELPERS = frozenset({"aux", "auxpass"})
_ASIDES = frozenset({"acl", "advcl", "parataxis", "relcl"})
_BORDERS = frozenset({"before", "by", "till", "until"})
"""A time behind one of these is what is denied: "will not sail before 2027"."""
_BESIDE = frozenset({"advmod", "npadvmod", "prep"})
_PAUSES = frozenset({",", "-", "–", "—", "--"})
_ADDING = frozenset({"despite", "including", "with"})


def denies(syntax: Syntax, verb: int, path: Sequence[int], *, timed: bool) -> bool:
    """Whether the negation of `verb` reaches the figure at the foot of `path`; `timed` for dates and durations."""
    if not path:
        return True  # "did not triple"
    below = path[-1]
    label = syntax.deps[below]
    if label in SUBJECTS or stands_alone(syntax, below) or is_instead(syntax, path) or is_added(syntax, path, verb):
        return False
    if label in _ASIDES and not is_infinitive(syntax, below):
        return False
    if label == "ccomp" and (below < verb or syntax.lower[verb] in _KNOWING):
        return False  # "There were 3 calls - they were not …"; "did not know that she was 14"
    if timed and is_beside(syntax, path):
        return False
    return not is_known(syntax, path)


def stands_alone(syntax: Syntax, verb: int) -> bool:
    """As in "is not running, but is weighing a run", "in what is the 2nd city": a tense or subject of its own."""
    if syntax.deps[verb] not in ("conj", "pcomp") or not syntax.is_verb(verb):
        return False
    if any(syntax.deps[j] in _HELPERS and syntax.tags[j] in ("MD", *_FINITE) for j in syntax.children[verb]):
        return True
    if syntax.tags[verb] not in _FINITE or is_bare_too(syntax, verb):
        return False
    # "could strike off voters and is not bound by the 1993 law": a tense of its own beside a bare verb.
    bare = syntax.tags[syntax.heads[verb]] == "VB" and syntax.tags[verb] != "VBP"
    return bare or syntax.child(verb, SUBJECTS) is not None


def is_bare_too(syntax: Syntax, verb: int) -> bool:
    """As in "could cut 300 jobs and cost $40 million": a bare verb that looks like its past."""
    same = syntax.lower[verb] in _SAME_IN_PAST and syntax.tags[verb] == "VBD"
    return same and syntax.tags[syntax.heads[verb]] == "VB" and syntax.child(verb, SUBJECTS) is None


def is_added(syntax: Syntax, path: Sequence[int], verb: int) -> bool:
    """As in "was not invited, with 27 plans on the table", "is not new - four years late": behind a pause."""
    for at in path:
        if syntax.deps[at] == "prep" and at > verb and syntax.words[syntax.first(at) - 1] in _PAUSES:
            return syntax.lower[at] in _ADDING or syntax.words[syntax.first(at) - 1] != ","
    return False


def is_instead(syntax: Syntax, path: Sequence[int]) -> bool:
    """As in "is not 10% but 12%", "not elected by 40 members but by 50": what holds in the place of the denied."""
    return any(
        syntax.heads[at] < j < at and is_but(syntax, j) for at in path for j in syntax.children[syntax.heads[at]]
    )


def is_but(syntax: Syntax, at: int) -> bool:
    """Whether a token is a "but" that joins two equals; "nothing but 3" has another one."""
    return syntax.lower[at] == "but" and syntax.deps[at] == "cc"


def is_infinitive(syntax: Syntax, verb: int) -> bool:
    """As in "designed to lower noise", "did not try to win 3 seats"."""
    return any(syntax.lower[j] == "to" and syntax.deps[j] == "aux" for j in syntax.children[verb])


def is_beside(syntax: Syntax, path: Sequence[int]) -> bool:
    """As in "has not voted in 32 years": a time beside the verb; "will not sail before 2027" denies the time."""
    for at in path:
        if syntax.is_verb(at):
            return False
        if syntax.deps[at] in _BESIDE:
            return syntax.lower[at] not in _BORDERS
    return False


def is_known(syntax: Syntax, path: Sequence[int]) -> bool:
    """Whether a noun above the figure is named as known; "is not the first" denies all the same."""
    return any(is_definite(syntax, at) and syntax.deps[at] != "attr" for at in path)


def is_definite(syntax: Syntax, noun: int) -> bool:
    """As in "the four judges", "Hill's $5 million house": a noun with an article or owner."""
    if syntax.is_verb(noun):
        return False
    return any(
        syntax.deps[j] == "poss" or (syntax.deps[j] == "det" and syntax.lower[j] in _KNOWN)
        for j in syntax.children[noun]
    )


def counted(syntax: Syntax, head: int) -> int:
    """The noun that a figure counts or describes; the figure itself when it stands alone."""
    at = head
    while syntax.deps[at] in PREMODIFIERS and syntax.heads[at] != at:
        at = syntax.heads[at]
    return at
