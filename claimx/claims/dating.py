"""A time expression as the period of a figure: with its days, and open where its sentence leaves it open.

In: `Syntax` and a timex. Out: the timex as the record shows it. "Since 2010" has no end, "through August" no beginning;
the word that says so becomes part of the stretch. A duration that is tied to the calendar ("the past three months")
has its days as its value.
"""

from __future__ import annotations

from dataclasses import replace

from claimx.claims.syntax import Syntax
from claimx.types import Timex

_OPEN_ENDS = frozenset({"since"})
_OPEN_STARTS = frozenset({"through", "until", "till"})
_STARTING = [[verb, preposition] for verb in ("beginning", "starting") for preposition in ("from", "in", "on", "this")]


def shown(syntax: Syntax, timex: Timex) -> Timex:
    """The timex as a period."""
    if timex.type == "DURATION":
        return calendar(timex)
    if timex.value is None or timex.type != "DATE" or "/" in timex.value or "_" in timex.value:
        return timex  # a range has both ends, "PRESENT_REF" none
    if is_opened(syntax, timex):
        return replace(timex, value=f"{timex.value}/..", last_day=None)
    at = border(syntax, timex)
    word = syntax.lower[at] if at >= 0 else ""
    if word in _OPEN_ENDS:
        return replace(timex, start=syntax.starts[at], value=f"{timex.value}/..", last_day=None)
    if word in _OPEN_STARTS:
        return replace(timex, start=syntax.starts[at], value=f"../{timex.value}", first_day=None)
    return timex


def is_opened(syntax: Syntax, timex: Timex) -> bool:
    """As in "From 2026 onwards", "Starting in 2026"."""
    first, last = syntax.tokens((timex.start, timex.end))
    if syntax.lower[last : last + 1] in (["onward"], ["onwards"]):
        return True
    before = syntax.lower[max(0, first - 2) : first]
    return before[-1:] in (["starting"], ["beginning"]) or before in _STARTING


def border(syntax: Syntax, timex: Timex) -> int:
    """The word before a time and its modifier ("since early September"); -1 at the start of the text."""
    start = min(timex.start, timex.modifier_span[0]) if timex.modifier_span else timex.start
    first = syntax.tokens((start, timex.end))[0]
    return first if syntax.lower[first] in _OPEN_ENDS | _OPEN_STARTS else first - 1


def calendar(timex: Timex) -> Timex:
    """A duration with its days, which follow from the day of publication; without them nobody knows where it lies."""
    if timex.first_day is None or timex.last_day is None:
        return replace(timex, value=None, anchor="unresolved")
    anchor = timex.anchor if timex.parts else "dct"
    return replace(timex, value=f"{timex.first_day}/{timex.last_day}", anchor=anchor)
