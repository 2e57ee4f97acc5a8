"""Claims made by hand: `claim(...)` with any field replaced, and a small set that uses every field."""

from __future__ import annotations

import hashlib
from typing import Any

from claimx.records import Claim

TEXT = "Trade between China and Russia will reach approximately $245 billion in 2024, Seth Jones said."


def span(text: str, within: str = TEXT) -> dict[str, Any]:
    """The first occurrence of a text, as a Span."""
    start = within.index(text)
    return {"text": text, "start": start, "end": start + len(text)}


def document(**changes: Any) -> dict[str, Any]:
    """A document record for `TEXT`."""
    return {
        "id": "doc_0000000000000001",
        "path": "news/trade.txt",
        "key": None,
        "article": 0,
        "start": 0,
        "end": len(TEXT),
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "title": "Trade grows",
        "outlet": "Example Post",
        "published": "2024-07-21",
        "url": None,
    } | changes


def voice(name: str, **changes: Any) -> dict[str, Any]:
    """A voice whose mention is its name."""
    return {"name": name, "text": name, "start": 0, "end": len(name)} | changes


def attribution(name: str = "Seth Jones", **changes: Any) -> dict[str, Any]:
    """An indirect attribution in the same sentence."""
    return {
        "source": voice(name, type="person"),
        "cue": span("said"),
        "type": "indirect",
        "scope": "sentence",
        "co_sources": [],
        "via": [],
        "reported_by": [],
    } | changes


def change(**changes: Any) -> dict[str, Any]:
    """A rise to 245 from 190 billion."""
    return {
        "direction": "up",
        "role": "to",
        "from": 190_000_000_000,
        "to": 245_000_000_000,
        "factor": None,
        "delta": 55_000_000_000,
        "delta_percent": 28.95,
        "other": None,
    } | changes


def period(text: str = "2024", **changes: Any) -> dict[str, Any]:
    """The year 2024."""
    return {
        "text": text,
        "start": 72,
        "end": 72 + len(text),
        "value": "2024",
        "first_day": "2024-01-01",
        "last_day": "2024-12-31",
        "anchor": "explicit",
    } | changes


def measure(text: str = "Trade between China and Russia") -> dict[str, Any]:
    """A measure in one stretch."""
    return {"text": text, "spans": [{"text": text, "start": 0, "end": len(text)}]}


def claim(**changes: Any) -> Claim:
    """The figure of `TEXT`, with any field replaced."""
    return Claim.model_validate(
        {
            "id": "clm_0000000000000001",
            "figure_id": "fig_0000000000000001",
            "kind": "money",
            **span("$245 billion"),
            "value": 245_000_000_000,
            "low": None,
            "high": None,
            "unit": "USD",
            "unit_text": "$",
            "modifier": "approximately",
            "modifier_text": "approximately",
            "timex": None,
            "measure": measure(),
            "entities": [span("China") | {"label": "GPE"}, span("Russia") | {"label": "GPE"}],
            "role": "figure",
            "period": period(),
            "change": change(),
            "status": "forecast",
            "attribution": attribution(),
            "check_worthiness": 0.9,
            "confidence": 0.8,
            "flags": ["dollar_assumed_usd"],
            "sentence": span(TEXT),
            "document": document(),
            "extractor": "claimx test",
        }
        | changes
    )


def date_claim(value: str = "2024", **changes: Any) -> Claim:
    """A date: its TIMEX value is text, even when it reads like a number."""
    timex = {
        "type": "DATE",
        "value": value,
        "mod": None,
        "first_day": "2024-01-01",
        "last_day": "2024-12-31",
        "anchor": "explicit",
        "parts": [],
    }
    return claim(
        id="clm_0000000000000002",
        figure_id="fig_0000000000000002",
        kind="date",
        **span("2024"),
        value=None,
        unit=None,
        unit_text=None,
        modifier=None,
        modifier_text=None,
        timex=timex,
        measure=None,
        entities=[],
        role="event-date",
        period=None,
        change=None,
        attribution=None,
        flags=[],
        **changes,
    )
