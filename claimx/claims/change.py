"""How a figure moves: which figures are the size of a movement, which are its ends, and which belong together.

In: a Doc, its quantities and timexes. Out: `changes`, quantity index → `ChangeOf`. First every figure gets its `Site`
(`claimx.claims.moving`): the word that moves it, the direction, and its role there (by, from, to). Figures that only
follow another one take its site over (`claimx.claims.following`). Then the figures of one site are put
together, and the arithmetic is done.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.claims.denied import is_definite
from claimx.claims.following import PAUSES, REWORDED, Figures, comparable_ends, same_unit, taken_over
from claimx.claims.moving import site_of
from claimx.claims.sites import Part
from claimx.claims.syntax import Syntax, syntax_of
from claimx.lexicon.moves import moves
from claimx.records import Direction
from claimx.types import Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOVING_KINDS = frozenset({"money", "percent", "quantity", "count", "multiple", "duration"})
_PAIRED = 8
"""The ends of a movement stand at most this many figures apart."""
_CENT = Decimal("0.01")
_HUGE = Decimal(10) ** 20


@dataclass(frozen=True, slots=True)
class ChangeOf:
    """A movement as one of its figures shows it; `delta` and `delta_percent` carry the sign of the movement.

    `other` is the index of the paired quantity: the other end, or the level that a size leads to.
    """

    direction: Direction
    role: Part
    from_: Decimal | None = None
    to: Decimal | None = None
    factor: Decimal | None = None
    delta: Decimal | None = None
    delta_percent: Decimal | None = None
    other: int | None = None


def changes(doc: Doc, quantities: Sequence[Quantity], timexes: Sequence[Timex]) -> dict[int, ChangeOf]:
    """The movements of an article, by index of quantity."""
    syntax = syntax_of(doc)
    figures = Figures(syntax, quantities, [syntax.tokens((q.start, q.end)) for q in quantities], {})
    for i, quantity in enumerate(quantities):
        if quantity.kind in _MOVING_KINDS and syntax.deps[figures.spans[i][0]]:
            site = taken_over(figures, i) or site_of(syntax, quantity, figures.spans[i], timexes)
            if site is not None:
                figures.sites[i] = site
    for i in sorted(figures.sites):
        add_level(figures, i)
        add_start(figures, i)
    for i in [i for i in figures.sites if is_giver(figures, i)]:
        del figures.sites[i]
    return together(figures)


def is_giver(figures: Figures, i: int) -> bool:
    """As in "raised $1 million from 40,000 donors": a lone "from" before what is counted, behind another object."""
    site, syntax, head = figures.sites[i], figures.syntax, figures.syntax.head_of(figures.spans[i])
    if site.role != "from" or not syntax.is_verb(site.token) or syntax.child(site.token, ("dobj",)) is None:
        return False
    near = range(max(0, i - _PAIRED), i + _PAIRED)
    alone = not any(j != i and j in figures.sites and figures.sites[j].token == site.token for j in near)
    return alone and figures.quantities[i].kind == "count" and syntax.deps[head] == "nummod"


def add_level(figures: Figures, i: int) -> None:
    """As in "took £640 million, down 9 percent": the figure before the comma is where the movement ends.

    "rose to 17%, up from 14%" names one movement twice: both words become one site.
    """
    syntax, site = figures.syntax, figures.sites[i]
    first = begins(syntax, site.token)
    if first is None or syntax.words[max(0, first - 1)] not in PAUSES:
        return
    level = level_before(figures, i)
    if level is None:
        return
    found = figures.sites.setdefault(level, replace(site, role="to", factor=None))
    if found.role == "to" and found.direction == site.direction:
        for j in range(i, i + _PAIRED):
            if j in figures.sites and figures.sites[j].token == site.token:
                figures.sites[j] = replace(figures.sites[j], token=found.token)


def begins(syntax: Syntax, token: int) -> int | None:
    """The first word of "down 9 percent", "an increase of 54 points", "a 10 percent drop", behind the level's pause."""
    if syntax.lower[token] in moves().adverbs:
        return token
    if syntax.lower[token] not in moves().nouns or not syntax.tags[token].startswith("N"):
        return None
    back = range(token - 1, max(-1, token - REWORDED - 1), -1)
    return next((at for at in back if syntax.lower[at] in ("a", "an")), None)


def add_start(figures: Figures, i: int) -> None:
    """As in "cutting the 24 cranes to 12": the object of the movement is where it starts."""
    syntax, site = figures.syntax, figures.sites[i]
    if site.role != "to" or i - 1 in figures.sites or i == 0 or syntax.lower[site.token] not in moves().changers:
        return
    head = syntax.head_of(figures.spans[i - 1])
    noun = syntax.heads[head]
    held = syntax.deps[head] == "nummod" and syntax.deps[noun] == "dobj" and syntax.heads[noun] == site.token
    if held and figures.quantities[i - 1].kind == "count" and is_definite(syntax, noun) and comparable_ends(figures, i):
        figures.sites[i - 1] = replace(site, role="from", factor=None)


def level_before(figures: Figures, i: int) -> int | None:
    """The last figure before the word that moves figure `i`, in the same sentence and comparable to it."""
    token = figures.sites[i].token
    j = i - 1
    while j >= 0 and (figures.spans[j][0] > token or (j > i - _PAIRED and is_inside(figures, j))):
        j -= 1
    if j < 0 or figures.spans[j][0] < figures.syntax.sentence(figures.quantities[i].start)[0]:
        return None
    return j if comparable(figures.quantities[j], figures.quantities[i], figures.sites[i].role) else None


def is_inside(figures: Figures, j: int) -> bool:
    """As in "58,000 infections in 41 countries": the second figure stands in a phrase of the first one's noun."""
    if j == 0:
        return False
    syntax, before = figures.syntax, figures.spans[j - 1]
    head = syntax.head_of(before)
    nouns = {head, syntax.heads[head]} if syntax.deps[head] in ("nummod", "quantmod", "compound") else {head}
    for at in syntax.climb(syntax.head_of(figures.spans[j])):
        if syntax.is_verb(at):
            return False
        if at in nouns:
            return figures.spans[j][0] > at
    return False


def comparable(level: Quantity, figure: Quantity, role: Part) -> bool:
    """A starting point is of the level's own kind; a size may also be a percentage of it."""
    if role == "by" and figure.kind in ("percent", "multiple"):
        return level.kind != "multiple"
    return level.kind == figure.kind and (level.unit == figure.unit or level.kind in ("count", "money"))


def together(figures: Figures) -> dict[int, ChangeOf]:
    """The figures of each site, put together."""
    groups: dict[int, list[int]] = defaultdict(list)
    for i, site in sorted(figures.sites.items()):
        groups[site.token].append(i)
    parts = (part for group in groups.values() for part in parted(figures, group))
    return {i: change_of(figures, i, part) for part in parts for i in part}


def parted(figures: Figures, group: list[int]) -> list[list[int]]:
    """As in "rose to $5bn from $4bn, and costs to $3bn": a second end of the same sort belongs to something else.

    The size right before it goes with it ("rose 5 percent to $10 and 6 percent to $12").
    """
    parts: list[list[int]] = [[]]
    for i in group:
        role = figures.sites[i].role
        roles = [figures.sites[j].role for j in parts[-1]]
        if role != "by" and role in roles:
            leads = roles[-1] == "by" and len(parts[-1]) > 1 and is_led_by(figures, parts[-1][-1], i)
            parts.append([parts[-1].pop()] if leads else [])
        parts[-1].append(i)
    return parts


def is_led_by(figures: Figures, size: int, end: int) -> bool:
    """Whether nothing but a preposition stands between a size and an end."""
    return figures.spans[end][0] - figures.spans[size][1] <= 1


def change_of(figures: Figures, i: int, group: list[int]) -> ChangeOf:
    """One figure's view of its movement."""
    site = figures.sites[i]
    first, last = ends(figures, i, group)
    start = figures.quantities[first].value if first is not None else None
    end = figures.quantities[last].value if last is not None else None
    size = nearest(figures, i, group, "by")
    other = {"from": last, "to": size if first is None else first, "by": last}[site.role]
    change = ChangeOf(site.direction, site.role, start, end, site.factor, other=other)
    return computed(change, figures.quantities[i] if site.role == "by" else None)


def ends(figures: Figures, i: int, group: list[int]) -> tuple[int | None, int | None]:
    """The starting point and the end of the movement that figure `i` belongs to; both, if stated, of one unit."""
    first, last = nearest(figures, i, group, "from"), nearest(figures, i, group, "to")
    if first is None or last is None or is_pair(figures, first, last):
        return first, last
    return (first, None) if first == i else (None, last)


def is_pair(figures: Figures, first: int, last: int) -> bool:
    """Whether a movement can lead from one figure to the other: of one unit, and the way its word says."""
    one, other = figures.quantities[first], figures.quantities[last]
    if not same_unit(one, other):
        return False
    if one.value is None or other.value is None:
        return True
    # "the gap widened from -3 to -5" is up by its size, down by its sign.
    gains = {other.value > one.value, abs(other.value) > abs(one.value)}
    return one.value == other.value or (figures.sites[last].direction == "up") in gains


def nearest(figures: Figures, i: int, group: list[int], part: Part) -> int | None:
    """The figure of a group that plays a part, nearest to figure `i`: itself before the next before the last."""
    at = bisect_left(group, i)
    near = group[max(0, at - _PAIRED) : at + _PAIRED]
    found = [j for j in near if figures.sites[j].role == part]
    return min(found, key=lambda j: (abs(j - i), j < i), default=None)


def computed(change: ChangeOf, size: Quantity | None) -> ChangeOf:
    """Fill in what follows by arithmetic from the two ends, or from the size of the movement."""
    if change.from_ is not None and change.to is not None:
        delta = change.to - change.from_
        percent = rounded(100 * delta / abs(change.from_)) if change.from_ else None
        return replace(change, delta=delta, delta_percent=percent)
    if size is None or size.value is None or change.factor is not None:
        return change
    if size.kind == "multiple":
        return multiplied(change, size.value)
    signed = -abs(size.value) if change.direction == "down" else abs(size.value)
    if size.unit in ("percent", "fraction"):
        return replace(change, delta_percent=rounded(100 * signed) if size.unit == "fraction" else signed)
    return replace(change, delta=signed)


def multiplied(change: ChangeOf, times: Decimal) -> ChangeOf:
    """As in "rose tenfold", "fell fivefold": what the starting point is multiplied by."""
    if change.direction == "up" or not times:
        return replace(change, factor=times or None)
    return replace(change, factor=rounded(1 / times))


def rounded(number: Decimal) -> Decimal:
    """Two decimals, for what a division leaves: stated figures and differences stay exact ("0.125 percent")."""
    return number.quantize(_CENT) if number.is_finite() and abs(number) < _HUGE else number
