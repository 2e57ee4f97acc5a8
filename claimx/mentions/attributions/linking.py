"""Figures joined to the attribution that vouches for them.

In: a Doc, its attributions, figures. Out: `link`, one `Link` or None per figure. A link below `LINK_THRESHOLD` is a
candidate that is too weak: the caller leaves it out and says so (flag source_uncertain).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.mentions.attributions.finding import FIGURE_THRESHOLD, Heard, Scored, cue_span, heard, scored
from claimx.mentions.attributions.reading import Reading
from claimx.mentions.attributions.scoring import model
from claimx.records import QuotationType
from claimx.types import Attribution, Link, Offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc

LINK_THRESHOLD = FIGURE_THRESHOLD
"""Links below it are no attribution: one threshold, so that links and contents agree."""
LOWEST_LINK = 0.20
"""Candidates below it are not worth a flag."""


@dataclass(frozen=True)
class Board:
    """What was heard in a text, and which of the given attributions each voice is (None: not listed)."""

    heard: Heard
    listed: list[int | None]
    attributions: Sequence[Attribution]


def link(doc: Doc, attributions: Sequence[Attribution], figures: Sequence[Offsets]) -> list[Link | None]:
    """For each figure the attribution that vouches for it, with the probability; None when nobody does.

    Only cues in sentences that the gate opens count, so that the links are the same whether or not more was parsed.
    """
    found = heard(doc)
    if not found.reading.sents or not attributions:
        return [None] * len(figures)
    known = {one.cue[0]: i for i, one in enumerate(attributions) if one.cue}
    listed = [known.get(cue_span(found.reading, voice.cue.token)) for voice in found.voices]
    board = Board(found, listed, attributions)
    return [linked(board, one) for one in scored(found, figures, model())]


def linked(board: Board, one: Scored | None) -> Link | None:
    """The link of one figure."""
    reading = board.heard.reading
    i = board.listed[one.voice] if one and one.voice >= 0 else None
    if one is None or i is None or one.probability < LOWEST_LINK or not board.attributions[i].source:
        return None
    same = reading.sent[board.heard.voices[one.voice].cue.token] == one.figure.sent
    return Link(
        i, "sentence" if same else "discourse", figure_type(reading, one.figure.quote), round(one.probability, 4)
    )


def figure_type(reading: Reading, quote: int) -> QuotationType:
    """Direct in a full quotation, mixed in a quoted fragment, indirect outside quotation marks (-1)."""
    if quote < 0:
        return "indirect"
    return "mixed" if is_fragment(reading, quote) else "direct"


def is_fragment(reading: Reading, quote: int) -> bool:
    """Whether a quotation is part of the sentence around it: it starts in lower case, right after a word."""
    quotation = reading.quotations[quote]
    tokens = reading.tokens((quotation.start, quotation.end))
    word = next((i for i in tokens if reading.low[i][:1].isalnum()), None)
    if word is None or tokens[0] == 0:
        return False
    before = tokens[0] - 1
    runs_on = reading.low[before][-1:].isalnum() and reading.sent[before] == reading.sent[tokens[0]]
    return runs_on and not reading.text[reading.start[word]].isupper()
