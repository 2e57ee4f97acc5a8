"""What intake hands on: `Article`, a stretch of a source with what the page states about it.

`Source` is the step before: one decoded text with the metadata of its file or object, not yet cut or masked.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from claimx.types import Offsets


@dataclass(frozen=True, slots=True)
class Source:
    """One decoded text: a file, or one object of a JSON file.

    `index` counts the objects of the file, `place` names the object in messages ("line 7"), `whole` says
    that the text is one article by contract and must not be cut.
    """

    path: str
    text: str
    key: str | None = None
    index: int = 0
    place: str = ""
    whole: bool = False
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news item: `source[start:end]`, and `text`, the same characters with the page furniture blanked.

    `path` is printed in records; `key` is the caller's own id; `index` counts articles within the file;
    `sha256` is of the source in UTF-8; `published` is an ISO day. `dateline` is the stretch of the source
    that states the day of publication and was left in the text ("March 01, 2008" alone on a line): a time
    expression, but no claim.
    """

    path: str
    key: str | None
    index: int
    source: str
    sha256: str
    start: int
    end: int
    text: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    dateline: Offsets | None = None


def sha256_of(source: str) -> str:
    """SHA-256 of a source in UTF-8; lone surrogates (JSON escapes can hold them) stay as they are."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
