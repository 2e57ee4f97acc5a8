"""The texts that claims were taken from, read again and trusted only when their checksum is unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimx.records import Document


class Sources:
    """Source texts by checksum: those given, then what the file of a document holds today.

    A file of many articles is read along with the claims, which come in its order: it is never held whole.
    """

    def __init__(self, given: Mapping[str, str | None] | None = None) -> None:
        self.given = {} if given is None else given
        self.files: dict[str, OpenFile] = {}

    def text(self, document: Document) -> str | None:
        """The whole source of a document, or null when it is gone or has changed."""
        given = self.given.get(document.sha256)
        if given is not None:
            return given
        if document.path not in self.files:
            self.files = {document.path: OpenFile(document.path)}
        return self.files[document.path].find(document.sha256)


class OpenFile:
    """One file on the way through its sources, with the checksums met so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.seen: set[str] = set()
        self.waiting = read_sources(path)
        self.current: tuple[str, str] = ("", "")

    def find(self, sha256: str) -> str | None:
        """The source with this checksum: the current one, one further on, or one from the start again."""
        if self.current[0] == sha256:
            return self.current[1]
        if sha256 in self.seen or not self.forward(sha256):
            if sha256 not in self.seen:
                return None
            self.waiting = read_sources(self.path)
            self.forward(sha256)
        return self.current[1] if self.current[0] == sha256 else None

    def forward(self, sha256: str) -> bool:
        """Read on up to the source with this checksum."""
        for found, text in self.waiting:
            self.current = (found, text)
            self.seen.add(found)
            if found == sha256:
                return True
        return False


def read_sources(path: str) -> Iterator[tuple[str, str]]:
    """Checksum and text of every source of a file; nothing more from where it cannot be read."""
    from claimx.intake import sha256_of, sources

    try:
        for source in sources(path):
            yield sha256_of(source.text), source.text
    except InputError:
        return
