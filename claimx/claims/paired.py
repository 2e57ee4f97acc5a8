"""One measure for the figures of one movement: what rose from one value to another is the same thing.

In: a Doc, its quantities and their changes. Out: quantity index → stretches, for every quantity that moves. The
starting point often hangs on another word than the end ("from an average of 90 tonnes to 40"), and a size said again on
none ("down 5 percent, or 454 points"): they take the measure of the figure they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from claimx.claims.change import ChangeOf
from claimx.claims.measure import measure
from claimx.claims.syntax import Syntax, syntax_of
from claimx.types import Offsets, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc

Stretches = tuple[Offsets, ...]


def measures(doc: Doc, quantities: Sequence[Quantity], moves: Mapping[int, ChangeOf]) -> dict[int, Stretches]:
    """The measures of all quantities that move."""
    syntax = syntax_of(doc)
    own = {i: measure(doc, quantities[i]) for i in moves}
    found = {}
    for i, move in moves.items():
        pair = move.other if move.other in own else i
        takes = belongs(syntax, quantities[i], quantities[pair], own[pair]) and is_poorer(own[i], own[pair], move)
        found[i] = own[pair] if takes else own[i]
    return found


def is_poorer(own: Stretches, pair: Stretches, move: ChangeOf) -> bool:
    """Whether a figure says less of what it measures than its pair: nothing, or as a starting point not as much."""
    return not own or (move.role == "from" and not all(holds(own, stretch) for stretch in pair))


def holds(measured: Stretches, stretch: Offsets) -> bool:
    """Whether a stretch lies inside a measure."""
    return any(start <= stretch[0] and stretch[1] <= end for start, end in measured)


def belongs(syntax: Syntax, quantity: Quantity, pair: Quantity, measured: Stretches) -> bool:
    """Whether a pair's measure can stand for a figure: in its sentence, and without the figure itself."""
    if not measured or syntax.sentence_index(quantity.start) != syntax.sentence_index(pair.start):
        return False
    return all(end <= quantity.start or quantity.end <= start for start, end in measured)
