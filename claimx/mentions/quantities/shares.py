"""Fractions: "two-thirds of voters", "half the money" are shares; "half joking" and "the second half" are no figures.

In: a bare piece. Out: the piece as percent of unit "fraction", one without a kind when it is an idiom, or null.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.mentions.quantities.pieces import Piece

if TYPE_CHECKING:
    from claimx.mentions.quantities.tokens import Tokens

_HALF = Decimal("0.5")
_TIME_AND = re.compile(r"\btime[ -]and[ -]$", re.IGNORECASE)
_HALVES = frozenset("first second third latter better other best this each either early late".split())
_DOINGS = frozenset(("VBG", "VBN", "JJ", "VB"))


def fraction(tokens: Tokens, piece: Piece) -> Piece | None:
    """Read a share; the piece stays bare when "half" is an idiom."""
    if piece.number.form != "fraction":
        return None
    if _TIME_AND.search(tokens.text, max(0, piece.start - 9), piece.start) and piece.value == _HALF:
        return piece._replace(start=piece.start - 9, value=1 + _HALF, kind="multiple")  # "time-and-a-half on Sundays"
    if tokens.text[piece.number.start : piece.end].lower().endswith("half") and is_half_idiom(tokens, piece):
        return piece._replace(kind=None)
    return piece._replace(kind="percent", unit="fraction", unit_text=None)


def is_half_idiom(tokens: Tokens, piece: Piece) -> bool:
    """Whether "half" is a period of play, an adverb or part of a compound."""
    first, last = tokens.stretch(piece.number.start, piece.end)
    before, after = tokens.get(first - 1), tokens.get(last)
    if tokens.text[piece.end : piece.end + 1] == "-":
        return True
    if before is not None and (before.lower_ in _HALVES or before.tag_ == "JJ"):
        return True
    return after is not None and after.tag_ in _DOINGS
