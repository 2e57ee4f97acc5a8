"""Where a figure moves, and the wordings that show it by the words beside the figure, without a climb over the parse.

In: `Syntax`, a quantity and the token before it. Out: a `Site` or None. `claimx.claims.moving` asks `beside` first.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from claimx.claims.syntax import Syntax, Tokens
from claimx.lexicon.moves import moves
from claimx.records import Direction
from claimx.types import Quantity

Part = Literal["from", "to", "by"]
PARTS: dict[str, Part] = {"by": "by", "to": "to", "from": "from", "at": "to", "of": "by"}
_LIMITS: dict[str, Direction] = {"above": "up", "below": "down", "under": "down"}
_BEHIND = 3
_STEADY = frozenset({"constant", "flat", "stable", "steady", "unchanged"})


@dataclass(frozen=True, slots=True)
class Site:
    """Where a figure moves: the token that says so, its direction, and the figure's part."""

    token: int
    direction: Direction
    role: Part
    factor: Decimal | None = None


def beside(syntax: Syntax, quantity: Quantity, span: Tokens, before: int) -> Site | None:
    """The movement that the words right before a figure tell; `before` is the one before its modifier."""
    if before < 0:
        return None
    return (
        limit_site(syntax, quantity, span)
        or steady_site(syntax, quantity, span, before)
        or halving_site(syntax, quantity, before)
        or multiple_site(syntax, quantity, before)
    )


def limit_site(syntax: Syntax, quantity: Quantity, span: Tokens) -> Site | None:
    """As in "fell below $2,000", "slid under the 7,000 mark", "cut rates below 3%": a level that is passed."""
    at = span[0] - 1
    at -= at > 0 and syntax.lower[at] == "the"
    direction = _LIMITS.get(syntax.lower[at]) if at > 0 else None
    verb = syntax.heads[at]
    if direction is None or not syntax.is_verb(verb) or verb > at:
        return None
    if quantity.kind == "count" and syntax.lower[at] == "under":
        return None  # "fell under the 3 guns"
    return Site(verb, direction, "to") if moves().verb(syntax.lower[verb]) == direction else None


def steady_site(syntax: Syntax, quantity: Quantity, span: Tokens, before: int) -> Site | None:
    """As in "held steady at 4.1%", "left its rate unchanged at 4.5%"; not with "up from 3.9%" behind."""
    if before < 1 or syntax.lower[before] != "at" or syntax.lower[before - 1] not in _STEADY:
        return None
    behind = [word for word in syntax.lower[span[1] : span[1] + _BEHIND] if word != ","]
    if behind[:1] and behind[0] in moves().adverbs and behind[1:2] == ["from"]:
        return None
    return None if quantity.kind == "count" else Site(before - 1, "same", "to")


def halving_site(syntax: Syntax, quantity: Quantity, before: int) -> Site | None:
    """As in "was cut in half"."""
    direction = moves().verb(syntax.lower[syntax.heads[before]]) if syntax.lower[before] == "in" else None
    halved = quantity.unit == "fraction" and quantity.unit_text is None and direction == "down"
    return Site(syntax.heads[before], "down", "by") if halved and direction else None


def multiple_site(syntax: Syntax, quantity: Quantity, before: int) -> Site | None:
    """As in "rose more than threefold": the parse hangs "threefold" on "than"."""
    direction = moves().movers.get(syntax.lower[before]) if quantity.kind == "multiple" else None
    return Site(before, direction, "by") if direction and syntax.is_verb(before) else None
