"""The text of a Doc, put together once: `doc.text` joins the words anew each time, and every component asks for it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """The same string as `doc.text`; the Doc asked for last is kept."""
    text: str = doc.text
    return text
