"""What a date measures: what happened then.

In: `Syntax` and the tokens of a date. Out: pieces, the most important first.
"""

from __future__ import annotations

from claimx.claims.clauses import subject_of
from claimx.claims.climb import JOINED
from claimx.claims.phrases import noun_phrase, predicate, subject_phrase
from claimx.claims.syntax import Syntax, Tokens

_SPANS = frozenset({"beginning", "end", "half", "middle", "period", "quarter", "start"})


def date_pieces(syntax: Syntax, span: Tokens) -> list[list[int]]:
    """What happened then: the noun that carries the date ("the 1987 strike"), or the clause around it."""
    at = syntax.head_of(span)
    for _ in range(4):
        above = syntax.heads[at]
        if above == at or syntax.is_verb(above):
            break
        if (
            syntax.tags[above].startswith("N")
            and not is_span_of_time(syntax, above)
            and not is_place(syntax, at, above)
        ):
            return [noun_phrase(syntax, above)]
        at = above
    verb = syntax.clause(at)
    subject = subject_of(syntax, verb)
    return [predicate(syntax, verb, -1), *([subject_phrase(syntax, subject)] if subject is not None else [])]


def is_place(syntax: Syntax, at: int, above: int) -> bool:
    """As in "the signing in Geneva, May 3": the date stands beside the place of what happened."""
    return syntax.deps[at] in JOINED | {"npadvmod"} and syntax.deps[above] == "pobj" and syntax.ents[above] == "GPE"


def is_span_of_time(syntax: Syntax, noun: int) -> bool:
    """As in "the beginning of 2023", "the period from 2017": a noun that is part of the date."""
    return syntax.ents[noun] in ("DATE", "TIME") or syntax.lower[noun] in _SPANS
