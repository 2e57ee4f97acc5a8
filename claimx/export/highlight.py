"""Article text as safe HTML with figures, sources and cues marked.

Spans may overlap and repeat (one speaker vouches for ten figures), so the text is cut at every border and
each piece carries all layers that cover it. Whatever the article holds is shown as text: markup is escaped,
and characters that steer a terminal or the reading direction are shown by a sign of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimx.records import Claim

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Layer:
    """One stretch to mark: what it is (figure, source, cue), and the claim it belongs to."""

    start: int
    end: int
    name: str
    claim: Claim


def shown(text: str) -> Markup:
    """Text as HTML: escaped, unseen characters made visible ("U+202E")."""
    if text.isprintable():
        return escape(text)
    parts = []
    done = 0
    for match in UNSEEN.finditer(text):
        code = f"U+{ord(match[0]):04X}"
        parts += [
            escape(text[done : match.start()]),
            Markup('<span class="unseen" title="{0}">{0}</span>').format(code),
        ]
        done = match.end()
    return Markup("").join([*parts, escape(text[done:])])


def highlighted(text: str, start: int, claims: Iterable[Claim]) -> Markup:
    """The stretch of a source that begins at `start`, with the layers of its claims."""
    end = start + len(text)
    layers = [layer for claim in claims for layer in layers_of(claim) if start <= layer.start < layer.end <= end]
    seen: set[str] = set()
    return Markup("").join(
        marked(shown(text[left - start : right - start]), covering, seen)
        for left, right, covering in pieces(start, end, layers)
    )


def layers_of(claim: Claim) -> Iterator[Layer]:
    """The stretches of a claim that a reader wants to see."""
    yield Layer(claim.start, claim.end, "figure", claim)
    if claim.attribution:
        source, cue = claim.attribution.source, claim.attribution.cue
        yield Layer(source.start, source.end, "source", claim)
        if cue:
            yield Layer(cue.start, cue.end, "cue", claim)


def pieces(start: int, end: int, layers: Sequence[Layer]) -> Iterator[tuple[int, int, list[Layer]]]:
    """The text cut at every border, each piece with the layers that cover it; linear but for the sorting."""
    opening: dict[int, list[Layer]] = {}
    for layer in layers:
        opening.setdefault(layer.start, []).append(layer)
    borders = sorted({start, end, *(layer.start for layer in layers), *(layer.end for layer in layers)})
    covering: list[Layer] = []
    for left, right in pairwise(borders):
        covering = [layer for layer in covering if layer.end > left] + opening.get(left, [])
        yield left, right, covering


def marked(text: Markup, layers: Sequence[Layer], seen: set[str]) -> Markup:
    """One piece inside its elements; the first piece of a figure carries the id that links lead to."""
    for name in ("cue", "source"):
        ids = [layer.claim.id for layer in layers if layer.name == name]
        if ids:
            text = Markup('<span class="{}" data-of="{}">{}</span>').format(name, " ".join(ids), text)
    for claim in [layer.claim for layer in layers if layer.name == "figure"][:1]:
        anchor = Markup("") if claim.id in seen else Markup(' id="at-{}"').format(claim.id)
        seen.add(claim.id)
        text = Markup('<a class="figure k-{}" href="#{}" data-claim="{}"{}>{}</a>').format(
            claim.kind, claim.id, claim.id, anchor, text
        )
    return text
