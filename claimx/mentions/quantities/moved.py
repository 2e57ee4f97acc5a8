"""Whether "from A to B" tells a movement, whose ends are figures of their own, or a range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.lexicon.moves import moves

if TYPE_CHECKING:
    from claimx.mentions.quantities.tokens import Tokens

_CLIMB = 6
_MOVING = frozenset("moved move moving moves revised changed change changing raising go goes went gone".split())


@dataclass
class Movements:
    """Asked for the figures of an article from left to right; `last` is the one that moved last."""

    tokens: Tokens
    last: int = -1

    def __call__(self, position: int) -> bool:
        """Whether the "from" before a figure hangs on a word of movement ("increase lines from $55bn to $110bn")."""
        tokens = self.tokens
        i = tokens.at(position)
        while i > 0 and tokens.doc[i].lower_ != "from":
            i -= 1
        if self.last >= tokens.starts[tokens.doc[i].sent.start]:
            return True  # "… from $55bn to $110bn, and with the Swiss bank from $12bn to $27bn"
        if moves_from(tokens, i):
            self.last = position
        return self.last == position


def moves_from(tokens: Tokens, i: int) -> bool:
    """Whether a preposition hangs on a word of movement, up to the next verb."""
    token = tokens.doc[i]
    if i > 0 and tokens.doc[i - 1].lower_ in moves().adverbs:
        return True  # "took the number of judges down from nine to seven"
    for _ in range(_CLIMB):
        token = token.head
        if moves().verb(token.lower_) or token.lower_ in moves().nouns or token.lower_ in moves().adverbs:
            return True
        if token.tag_.startswith("V") or token.head == token:
            return token.lower_ in _MOVING
    return False
