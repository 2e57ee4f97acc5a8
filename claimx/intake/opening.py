"""Open one input safely: regular files only, gzip inside a limit, whole texts inside a limit.

Nothing here decodes: bytes in, bytes out. Every failure is an InputError with the printed path.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from claimx.errors import InputError
from claimx.intake.paths import is_name, openable, printable, reason

MAX_FILE_BYTES = 32 * 2**20
"""Largest text, HTML or JSON file, after decompression. JSON Lines are read by line: no limit."""
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def opened(path: str, *, packed: bool) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked when `packed`.

    A named pipe without a writer would block for ever: the file is opened without waiting, and its kind
    is asked again of the open file. Read errors anywhere in the block become an InputError.
    """
    printed = printable(path)
    if not is_name(path):
        raise InputError(printed, "no such file: no name can hold these characters")
    try:
        check_kind(printed, os.stat(openable(path)).st_mode)  # noqa: PTH116
        with os.fdopen(os.open(openable(path), _FLAGS), "rb") as raw:
            check_kind(printed, os.fstat(raw.fileno()).st_mode)
            yield unpacked(raw) if packed else raw
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(printed, f"damaged gzip file: {error}") from error
    except OSError as error:
        raise InputError(printed, f"cannot be read: {reason(error)}") from error


def unpacked(raw: BinaryIO) -> BinaryIO:
    """A stream of the decompressed bytes."""
    return io.BufferedReader(gzip.GzipFile(fileobj=raw, mode="rb"))


def check_kind(path: str, mode: int) -> None:
    """Refuse what is no regular file."""
    if stat.S_ISREG(mode):
        return
    kind = next((name for test, name in _KINDS if test(mode)), "no regular file")
    raise InputError(path, f"this is {kind}, not a file: send its text to standard input and give '-'")


def read_whole(stream: BinaryIO, path: str) -> bytes:
    """All bytes of a stream; raises InputError beyond MAX_FILE_BYTES."""
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        limit = f"{MAX_FILE_BYTES // 2**20} MiB"
        raise InputError(path, f"more than {limit} of text in one file: split it, or use JSON Lines")
    return data
