"""The inputs of a cluster run: files here or behind any fsspec address, each a shard.

A shard keeps two names: `path`, printed in records as the user gave it, and `url`, which workers open.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from claimx.cluster.places import REMOTE, file_system
from claimx.errors import InputError, UsageError
from claimx.intake.formats import READERS
from claimx.intake.opening import opened, unpacked
from claimx.intake.paths import STDIN, expand, openable, printable, suffix_of

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

    from claimx.intake import Source

_STAMPS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "updated")
"""What file systems call the mark that changes with the content, the surest first."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One input file; `stamp` changes when its content does."""

    path: str
    url: str
    stamp: str

    @property
    def name(self) -> str:
        """The stem of its output files: readable, and its own even where two folders hold a part-0.jsonl."""
        stem = self.path.replace("\\", "/").rpartition("/")[2].split(".")[0][:80]
        return f"{stem}-{sha256(self.path.encode()).hexdigest()[:8]}"

    @property
    def errors(self) -> str:
        """The name of its errors file."""
        return f"{self.name}.errors.jsonl"


def find(paths: list[str]) -> Iterator[Shard | InputError]:
    """The shards of paths, folders and globs, here or remote; what cannot be used comes as an InputError."""
    if STDIN in paths:
        raise UsageError("--cluster reads files, not standard input: give paths that every worker can open")
    seen: set[str] = set()
    for path in paths:
        for found in remote(path) if REMOTE in path else local(path):
            if isinstance(found, InputError):
                yield found
            elif found.url not in seen:
                seen.add(found.url)
                yield found


def local(given: str) -> Iterator[Shard | InputError]:
    """Files on a disk that all workers share."""
    for found in expand([given]):
        if isinstance(found, InputError):
            yield found
            continue
        place = Path(openable(found)).absolute()
        try:
            state = place.stat()
        except OSError as error:
            yield InputError(printable(found), f"cannot be read: {error.strerror}")
            continue
        yield Shard(printable(found), str(place), f"{state.st_size} {state.st_mtime_ns}")


def remote(given: str) -> Iterator[Shard | InputError]:
    """Files behind an fsspec address: one file, a folder, or a glob."""
    system, inside = file_system(given)
    try:
        infos = listed(system, inside)
    except Exception as error:  # every file system raises its own
        yield InputError(given, f"cannot be listed: {error}")
        return
    usable = {name: info for name, info in infos.items() if suffix_of(name)[0] in READERS and suffix_of(name)[0]}
    if not usable:
        yield InputError(given, "no articles here")
    for name in sorted(usable):
        info = usable[name]
        mark = next((str(info[key]) for key in _STAMPS if info.get(key)), "")
        url = system.unstrip_protocol(name)
        yield Shard(url, url, f"{info.get('size')} {mark}")


def listed(system: AbstractFileSystem, inside: str) -> dict[str, dict[str, Any]]:
    """Name and facts of every file meant by a path."""
    if any(sign in inside for sign in "*?["):
        found = system.glob(inside, detail=True)
        return {name: info for name, info in found.items() if info["type"] == "file"}
    return cast("dict[str, dict[str, Any]]", system.find(inside, detail=True))


def sources_of(shard: Shard, encoding: str | None) -> Iterator[Source | InputError]:
    """The sources of a shard, read on a worker. A failing disk or network raises; damaged content is an InputError."""
    suffix, packed = suffix_of(shard.path)
    if suffix not in READERS:
        yield InputError(shard.path, f"unknown kind of file {suffix!r}")
        return
    try:
        with opened_shard(shard, packed=packed) as stream:
            yield from READERS[suffix](stream, shard.path, encoding)
    except InputError as error:
        if isinstance(error.__cause__, OSError) and "gzip" not in error.reason:
            raise OSError(f"{error.reason} (can every worker open {shard.url}?)") from error
        yield InputError(shard.path, error.reason)


@contextmanager
def opened_shard(shard: Shard, *, packed: bool) -> Iterator[BinaryIO]:
    """The bytes of a shard, unpacked when `packed`."""
    if REMOTE not in shard.url:
        with opened(shard.url, packed=packed) as stream:
            yield stream
        return
    system, inside = file_system(shard.url)
    with system.open(inside, "rb") as raw:
        yield unpacked(raw) if packed else raw
