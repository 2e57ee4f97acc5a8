"""Addresses that open an article at the very words: text fragments (WICG Scroll To Text Fragment)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from claimx.records import Claim

EDGE_WORDS = 6
"""Words that mark each end of a sentence: unique in a news article, short enough for any address."""


def web_address(claim: Claim) -> str | None:
    """The address of the article, when it is one that a browser may open."""
    url = (claim.document.url or "").strip()
    plain = url.isprintable() and not any(char in url for char in " \"'<>\\^`{|}")
    return url if url.lower().startswith(("http://", "https://")) and plain else None


def spot_address(claim: Claim) -> str | None:
    """The address with a text fragment for the claim's sentence ("…#:~:text=Trade%20between,in%202022.")."""
    url = web_address(claim)
    return f"{url.partition('#')[0]}#:~:text={fragment(claim.sentence.text)}" if url else None


def fragment(sentence: str) -> str:
    """A text directive: the whole of a short sentence, both ends of a long one, which may cross line ends."""
    words = sentence.encode("utf-8", "replace").decode().split()
    if len(words) <= 2 * EDGE_WORDS:
        return encoded(words)
    return f"{encoded(words[:EDGE_WORDS])},{encoded(words[-EDGE_WORDS:])}"


def encoded(words: list[str]) -> str:
    """Words percent-encoded; the dash, which has a meaning in text directives, too."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
