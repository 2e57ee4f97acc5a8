"""The text of a Doc, put together once: `doc.text` joins the words anew each time, and every component asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from spacy.tokens import Doc

_texts: WeakKeyDictionary[Doc, str] = WeakKeyDictionary()


def text_of(doc: Doc) -> str:
    """The same string as `doc.text`, kept while the Doc is."""
    found = _texts.get(doc)
    return remember_text(doc, doc.text) if found is None else found


def remember_text(doc: Doc, text: str) -> str:
    """Keep the text of a Doc, which is known where the Doc is made."""
    _texts[doc] = text
    return text
