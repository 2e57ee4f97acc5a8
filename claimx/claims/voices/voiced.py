"""What `attribute` returns."""

from __future__ import annotations

from dataclasses import dataclass

from claimx.records import Flag, QuotationType, Scope, SourceType
from claimx.types import Offsets

Named = tuple[str, Offsets]
"""A voice beside the source: its full name and the mention used."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """Who says one figure; offsets count in `doc.text`.

    `source` is the mention (None when a candidate was too weak: then only `flags` and `probability` mean anything),
    `name` its fullest name. `probability` is the link's, lowered for sources that were carried over.
    """

    source: Offsets | None
    name: str
    type: SourceType
    cue: Offsets | None
    quotation: QuotationType
    scope: Scope
    co_sources: tuple[Named, ...]
    via: tuple[Named, ...]
    reported_by: tuple[Named, ...]
    probability: float
    flags: tuple[Flag, ...]
