r"""PATH arguments → files, in a fixed order: files as given, folders recursive and sorted, globs sorted.

A path is printed as the user gave it, with "/" between its parts. Bytes of a name that are no UTF-8 are
printed as "\xNN", and `openable` finds the file again from what was printed.
"""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimx.errors import InputError

SUFFIXES = (".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".parquet")
STDIN = "-"
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")
# Line ends and terminal escape sequences have no place in a message.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MAGIC = re.compile(r"[*?[]")


def expand(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str | InputError]:
    """The files behind PATH arguments, each once; what cannot be used comes as an InputError."""
    seen: set[str] = set()
    for given in paths:
        for found in expand_one(os.fspath(given)):
            if isinstance(found, InputError):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def expand_one(given: str) -> Iterator[str | InputError]:
    """The files behind one PATH argument."""
    if given == STDIN:
        yield STDIN
    elif not is_name(given):
        yield InputError(printable(given) or "''", "no such file: no name can hold these characters")
    elif is_folder(given):
        yield from folder(given)
    elif os.path.lexists(given) or not _MAGIC.search(given):
        yield given
    else:
        yield from globbed(given)


def is_name(given: str) -> bool:
    """Whether the system can take the string as a path: not empty, no NUL, nothing that cannot be encoded."""
    try:
        return b"\0" not in os.fsencode(given) and given != ""
    except UnicodeEncodeError:
        return False


def globbed(pattern: str) -> Iterator[str | InputError]:
    """Files and folders that match a pattern, sorted."""
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  (keeps the path as the user wrote it)
    if not matches:
        yield InputError(printable(pattern), "no file matches this pattern")
    for match in matches:
        if is_folder(match):
            yield from folder(match)
        elif readable_name(match):
            yield match


def folder(top: str) -> Iterator[str | InputError]:
    """The articles of a folder and its sub-folders; hidden names are left out, loops of links are cut."""
    empty = True
    for found in walk(top):
        empty = False
        yield found
    if empty:
        yield InputError(printable(top), f"no articles in this folder (looked for {', '.join(SUFFIXES)}, also as .gz)")


def walk(top: str) -> Iterator[str | InputError]:
    """Depth first, sorted by name."""
    stack = [top]
    visited: set[tuple[int, int]] = set()
    while stack:
        path = stack.pop()
        mode = mode_of(path)
        if mode is None or not stat.S_ISDIR(mode):
            if readable_name(path):
                yield path
            continue
        try:
            entries = listing(path, visited)
        except OSError as error:
            yield InputError(printable(path), f"cannot read this folder: {reason(error)}")
            continue
        stack.extend(reversed(entries))


def listing(path: str, visited: set[tuple[int, int]]) -> list[str]:
    """The sorted entries of a folder; none when it was visited before."""
    state = os.stat(path)  # noqa: PTH116
    if (state.st_dev, state.st_ino) in visited:
        return []
    visited.add((state.st_dev, state.st_ino))
    names = sorted(name for name in os.listdir(path) if not name.startswith("."))  # noqa: PTH208
    return [f"{path.rstrip('/')}/{name}" for name in names]


def mode_of(path: str | Path) -> int | None:
    """The file mode, null when there is no such file (a dangling link, a loop) or the system refuses the name."""
    try:
        return os.stat(path).st_mode  # noqa: PTH116
    except (OSError, ValueError):
        return None


def is_folder(path: str) -> bool:
    """Whether there is a folder; what the system refuses to look at, as a name that is too long, is none."""
    return stat.S_ISDIR(mode_of(path) or 0)


def is_file(path: str | Path) -> bool:
    """Whether there is a plain file that can be looked at."""
    return stat.S_ISREG(mode_of(path) or 0)


def readable_name(path: str) -> bool:
    """Whether the suffix is one that intake reads."""
    return suffix_of(path)[0] in SUFFIXES


def suffix_of(path: str) -> tuple[str, bool]:
    """The lower-case suffix without .gz, and whether the file is gzipped."""
    name = path.replace(os.sep, "/").rpartition("/")[2].lower()
    packed = name.endswith(".gz")
    stem = name.removesuffix(".gz")
    return (f".{stem.rpartition('.')[2]}" if "." in stem.lstrip(".") else ""), packed


def printable(path: str) -> str:
    """The path as printed: posix, one line, always encodable."""
    posix = _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", path.replace(os.sep, "/"))
    errors = "surrogateescape" if is_escaped(posix) else "surrogatepass"
    return posix.encode("utf-8", errors).decode("utf-8", "backslashreplace")


def is_escaped(path: str) -> bool:
    """Whether lone surrogates in a path, if any, are all escaped bytes of a file name."""
    return all("\udc80" <= char <= "\udcff" for char in path if "\ud800" <= char <= "\udfff")


def openable(path: str) -> str:
    """The path to open for a printed one."""
    if path == STDIN or os.path.lexists(path) or "\\x" not in path:
        return path
    raw = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), path.encode("utf-8", "surrogatepass"))
    return os.fsdecode(raw)


def reason(error: OSError) -> str:
    """The system's words for an error, in lower case; of several lines the first."""
    text = next(iter((error.strerror or str(error)).splitlines()), type(error).__name__)
    return text[:1].lower() + text[1:]
