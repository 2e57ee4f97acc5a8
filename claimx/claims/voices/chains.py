"""Voices around and behind a source: frames that report it, origins that it leans on, sources named with it.

In: the attribution chosen for a figure and its neighbours. Out: the one whose voice is innermost, the ones outside it,
and what it leans on ("as uncovered by TeamT5", "citing Positive Technologies").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimx.claims.voices.names import NameIndex
from claimx.types import Attribution, Offsets

_LEANS = re.compile(
    r"\b(?:citing|quoting|as (?:uncovered|revealed|reported|documented|found|compiled|cited|quoted|tracked|"
    r"collected|estimated|calculated) by|"
    r"based on (?:data|figures|reports|information|estimates|documents|records|research|an analysis) (?:from|"
    r"by|of|provided by|compiled by|collected by)|"
    r"(?:data|figures|documents|numbers|information|records|estimates) (?:from|provided by|compiled by|"
    r"collected by|gathered by|released by|obtained from|supplied by))\s+"
)
_VIA_CUE = re.compile(
    r"^(?:cit(?:es?|ed|ing)|quot(?:es?|ed|ing)|as (?:uncovered|revealed|documented|quoted|cited) by|"
    r"uncovered|quoted)\b",
    re.IGNORECASE,
)


def leaned_on(index: NameIndex, start: int, end: int) -> list[Offsets]:
    """Names after "citing …", "data from …" in a sentence."""
    found = []
    for match in _LEANS.finditer(index.text, start, end):
        ahead = [name for name in index.between(match.end(), min(end, match.end() + 90)) if name.end <= end]
        if ahead and not re.search(r"[,;.]\s", index.text[match.end() : ahead[0].start]):
            found.append((ahead[0].start, ahead[0].end))
    return found


def is_via(text: str, attribution: Attribution) -> bool:
    """Whether a cue only names an origin ("as uncovered by TeamT5")."""
    return bool(attribution.cue) and _VIA_CUE.match(text[attribution.cue[0][0] : attribution.cue[-1][1]]) is not None


def holds(stretches: Sequence[Offsets], position: int) -> bool:
    """Whether one of the stretches covers a position."""
    return any(start <= position < end for start, end in stretches)


def outer(attributions: Sequence[Attribution], chosen: int, near: Sequence[int]) -> list[int]:
    """Of the attributions `near`, in the same sentence, those whose content holds the cue of the chosen one."""
    inner = attributions[chosen]
    if not inner.cue:
        return []
    at = inner.cue[0][0]
    around = [
        i
        for i in near
        if i != chosen
        and (other := attributions[i]).source != inner.source
        and holds(other.content, at)
        and not holds(inner.content, other.cue[0][0])
    ]
    return sorted(around, key=lambda i: (width(attributions[i].content), i))


def vouching(text: str, attributions: Sequence[Attribution], chosen: int, near: Sequence[int]) -> int:
    """The one of those `near` that leans on the chosen attribution ("the report said, citing X"), else the chosen."""
    if not is_via(text, attributions[chosen]):
        return chosen
    return next((i for i in near if not is_via(text, attributions[i])), chosen)


def speaks(attribution: Attribution) -> bool:
    """Whether it has both a source and a cue."""
    return bool(attribution.source and attribution.cue)


def width(stretches: Sequence[Offsets]) -> int:
    """Characters covered."""
    return sum(end - start for start, end in stretches)
