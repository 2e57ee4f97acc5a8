"""One text through the real parser and mention layers, for the tests of a record's fields."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from claimx import components
from claimx.claims.figures import Figure, figures
from claimx.mentions import quantities, timexes
from claimx.parsing import Parser, load_model
from claimx.types import Quantity, Timex

PUBLISHED = "2025-07-21"


class Read(NamedTuple):
    """A parsed text with its mentions."""

    doc: Doc
    quantities: list[Quantity]
    timexes: list[Timex]

    def figure(self, text: str, nth: int = 0) -> Figure:
        """The figure that reads `text`."""
        start = -1
        for _ in range(nth + 1):
            start = self.doc.text.index(text, start + 1)
        found = figures(self.quantities, self.timexes)
        return next(f for f in found if f.mention.start < start + len(text) and start < f.mention.end)


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser(load_model())


@lru_cache(maxsize=256)
def read(text: str, published: str | None = PUBLISHED) -> Read:
    """Parse a text and find its mentions."""
    doc = parser()(text, everything=True)
    times = list(timexes.find(doc, published=published))
    doc._.published = published
    components.set_mentions(doc, "timexes", "timex", times)
    found = list(quantities.find(doc, timexes=times))
    components.set_mentions(doc, "quantities", "quantity", found)
    return Read(doc, found, times)
