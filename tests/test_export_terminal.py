"""The table for people: readable at any width, and nothing in an article can act on the terminal."""

import io
import re

import pytest
from claim_factory import attribution, claim, document, measure

from claimx.export import FORMATS, write

PAYLOADS = (
    "\x1b[2Jgone",
    "\x1b]0;owned\x07",
    "\x9b31mred",
    "\rover",
    "a\x08b",
    "\u202egnp.exe",
    "[bold red]markup[/]",
    ":smile:",
)


def table(*claims, width=120):
    stream = io.StringIO()
    write(iter(claims), stream, FORMATS["table"], width=width, color=False)
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_every_width_shows_all_and_fits(width):
    text = table(claim(), width=width)
    for expected in ("approximately", "$245 billion", "Seth Jones", "forecast", "trade.txt:"):
        assert expected in text
    assert max(len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("form", ["table", "html", "md"])
def test_two_stretches_are_shown_in_reading_order_with_a_gap(form):
    """Joined by a space, "China" and "imports of steel" read like a broken phrase."""
    spans = [{"text": "imports of steel", "start": 40, "end": 56}, {"text": "China", "start": 10, "end": 15}]
    parted = claim(measure={"text": "imports of steel China", "spans": spans})
    stream = io.StringIO()
    write(iter([parted]), stream, FORMATS[form])
    assert "China … imports of steel" in stream.getvalue()


@pytest.mark.parametrize("width", [60, 140])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_cannot_act_on_the_terminal(payload, width):
    hostile = claim(
        measure=measure(payload),
        document=document(key=payload),
        attribution=attribution(payload),
        text=payload,
    )
    text = table(hostile, width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    if "[" in payload or ":" in payload:
        assert payload.strip("\x1b\x9b\x07") in text or "\ufffd" in text


def test_nothing_found_prints_nothing():
    assert table() == ""
