"""What a figure measures by rule: one or two stretches of its sentence, without the number.

In: a Doc and a mention. Out: character offsets. A figure in a table, a list or a bracket measures what is named beside
it (`beside`); from any other the rules climb the parse (`climb`), each step adding a piece; a date measures what
happened then (`happened`). `stretches` lays the pieces out as text. Read `measure`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.claims.beside import amount, bracketed, is_amount, listed_pieces, table_label
from claimx.claims.clauses import says_something, verb_chain
from claimx.claims.climb import figure_pieces
from claimx.claims.happened import date_pieces
from claimx.claims.phrases import noun_phrase, reports
from claimx.claims.stretches import stretches, without_amounts
from claimx.claims.syntax import Syntax, Tokens, syntax_of
from claimx.lexicon.moves import moves
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc


def measure(doc: Doc, mention: Quantity | Timex) -> tuple[Offsets, ...]:
    """One or two stretches of the sentence that say what the mention measures; none when nothing sensible is there."""
    syntax = syntax_of(doc)
    found = measured(syntax, mention)
    return without_amounts(syntax, found) if isinstance(mention, Quantity) else found


def measured(syntax: Syntax, mention: Quantity | Timex) -> tuple[Offsets, ...]:
    """The stretches as the rules lay them out, the first rule that finds any."""
    span = syntax.tokens((mention.start, mention.end))
    if not syntax.deps[span[0]]:
        return ()
    shut = set(range(*span))
    if mention.modifier_span is not None:
        shut.update(range(*syntax.tokens(mention.modifier_span)))
    label = table_label(syntax, span)
    if label is not None:
        return stretches(syntax, [list(range(*label))], shut)
    listed = listed_pieces(syntax, span)
    if listed:
        return stretches(syntax, listed, shut)
    holder = bracketed(syntax, span)
    if holder is not None and not is_amount(syntax, holder):
        return stretches(syntax, [noun_phrase(syntax, holder)], shut)
    if holder is not None:
        span = amount(syntax, holder)
        shut.update(range(*span))
    dated = isinstance(mention, Timex) and mention.type != "DURATION"
    pieces = date_pieces(syntax, span) if dated else figure_pieces(syntax, span)
    return stretches(syntax, pieces, shut) or stretches(syntax, bare_pieces(syntax, span), shut)


def bare_pieces(syntax: Syntax, span: Tokens) -> list[list[int]]:
    """As in "they should put aside $90": the verb alone, when pronouns stand for all the rest."""
    verb = syntax.clause(syntax.head_of(span))
    if not syntax.is_verb(verb) or not says_something(syntax, verb) or reports(syntax, verb):
        return []
    things = [noun_phrase(syntax, j) for j in syntax.children[verb] if syntax.deps[j] == "dobj"]
    return [verb_chain(syntax, verb), *things] if syntax.lower[verb] not in moves().closers else []
