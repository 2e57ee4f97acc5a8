"""Figures that only follow another one take its movement over: "12 points, or 0.8 percent, to 1,562.40".

In: the figures of an article with the sites found so far. Out: `taken_over`, the site of a figure by the one before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimx.claims.moving import BETWEEN
from claimx.claims.sites import PARTS, Site
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens
from claimx.types import Quantity

PAUSES = frozenset({",", "-", "–", "—", "--", "("})
_JOINTS = frozenset({"cc", "mark"})
REWORDED = 5
"""At most this many words stand between two wordings of one size ("12.40 points, or about 0.8 percent")."""
_APART = 4
"""At most this many words stand between the two ends of a movement, "to" among them."""
_LISTED = 12
"""At most this many words stand between two sizes of one movement in a list."""


@dataclass
class Figures:
    """The quantities of an article on their way to changes: token spans, and the sites found so far by index."""

    syntax: Syntax
    quantities: Sequence[Quantity]
    spans: list[Tokens]
    sites: dict[int, Site]


def taken_over(figures: Figures, i: int) -> Site | None:
    """The site of the figure before: "6.50% (323.65 points)", "down 7 cents to $3.92", "to $1.24 from $1.21"."""
    if i - 1 not in figures.sites:
        return None
    before = figures.sites[i - 1]
    words = figures.syntax.lower[figures.spans[i - 1][1] : figures.spans[i][0]]
    if 0 < len(words) <= 2 and words[-1] in ("to", "from", "at") and set(words[:-1]) <= {","}:
        part = PARTS[words[-1]]
        if words[-1] == "at" and figures.quantities[i].kind == "count":
            return None
        return replace(before, role=part, factor=None) if part != before.role else None
    if before.role == "from" and words[-1:] == ["to"] and len(words) <= _APART and comparable_ends(figures, i):
        # "rose from 14 km on average to 17"; not "from $4bn while revenue fell to $20bn".
        return None if begins_clause(figures, i) else replace(before, role="to", factor=None)
    if words == ["or"] and before.role != "by" and comparable_ends(figures, i):
        return replace(before, factor=None)  # "to three or four"
    if before.role == "to" and words[-1:] == ["from"] and begins_anew(figures, i, words):
        return replace(before, role="from", factor=None)  # "from $5 to $6, and in the north from $3 to $4"
    if follows_in_list(figures, i, words):
        return replace(before, factor=None) if before.role == "by" else None
    reworded = words[:1] == ["("] or words[:1] == ["or"] or words[:2] == [",", "or"]
    if reworded and len(words) <= REWORDED and before.role == "by":
        return replace(before, factor=None)
    return None


def begins_anew(figures: Figures, i: int, words: list[str]) -> bool:
    """Whether a second movement of the same verb starts at a figure."""
    between = range(figures.spans[i - 1][1], figures.spans[i][0])
    joined = "and" in words and len(words) <= _LISTED and comparable_ends(figures, i)
    return joined and not any(figures.syntax.is_verb(at) for at in between)


def begins_clause(figures: Figures, i: int) -> bool:
    """Whether a verb with a subject, a conjunction or a pause stands between a figure and the one before."""
    syntax = figures.syntax
    between = range(figures.spans[i - 1][1], figures.spans[i][0])
    opened = any(syntax.deps[at] in _JOINTS or syntax.words[at] in PAUSES for at in between)
    return opened or any(syntax.child(at, SUBJECTS) is not None for at in between)


def comparable_ends(figures: Figures, i: int) -> bool:
    """Whether a figure and the one before are of one kind and unit."""
    return same_unit(figures.quantities[i - 1], figures.quantities[i])


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two figures can be the ends of one movement; "90 tonnes a month to 40 tonnes" names the rate once."""
    return one.kind == other.kind and (thing(one) == thing(other) or one.kind == "count")


def thing(quantity: Quantity) -> str:
    """The unit without what it is per."""
    return (quantity.unit or "").partition("/")[0]


def follows_in_list(figures: Figures, i: int, words: list[str]) -> bool:
    """As in "fell by 21 percent at the zoo, 9 percent at the aquarium and 4 percent at the museum": no verb between."""
    syntax, last, this = figures.syntax, figures.quantities[i - 1], figures.quantities[i]
    if (last.kind, last.unit) != (this.kind, this.unit) or len(words) > _LISTED:
        return False
    tail = next((word for word in reversed(words) if word not in BETWEEN), "")
    between = range(figures.spans[i - 1][1], figures.spans[i][0])
    behind = figures.spans[i][1]
    complemented = behind < len(syntax.words) and syntax.lower[behind] == "of"
    return tail in (",", "and", ";") and not complemented and not any(syntax.is_verb(at) for at in between)
