"""Identifiers of documents, claims and figures: pure functions of the text, so anyone can compute them again.

    document   key, SHA-256 of the source, start of the article in it
    claim      document, place and kind: unique in a run
    figure     sentence text, place in the sentence, kind: the same in every copy of the article

A missing key counts as the empty string. Lengths and starts are in code points; hashes are over UTF-8.
"""

from __future__ import annotations

from hashlib import sha256

HEX_DIGITS = 16


def document_id(key: str | None, source_sha256: str, start: int) -> str:
    """The id of the article that starts at `start` of the source with this SHA-256."""
    return "doc_" + digest(key or "", source_sha256, start)


def claim_id(document_id: str, start: int, end: int, kind: str) -> str:
    """The id of the claim at `start:end` of the source."""
    return "clm_" + digest(document_id, start, end, kind)


def figure_id(sentence_text: str, offset: int, kind: str) -> str:
    """The id that follows a figure into other copies: `offset` counts from the start of its sentence."""
    return "fig_" + digest(sentence_text, offset, kind)


def source_hash(source: str) -> str:
    """SHA-256 of a source text in UTF-8 (lone surrogates, as JSON may hold, are hashed as they are)."""
    return sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def digest(*parts: str | int) -> str:
    """The first hex digits of the SHA-256 of the parts, joined by "|"."""
    return source_hash("|".join(map(str, parts)))[:HEX_DIGITS]
