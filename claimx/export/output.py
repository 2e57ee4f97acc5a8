"""Where output goes: files that appear whole or not at all, and standard output.

`open_output` writes beside the target and renames at the end, so that a full disk, a crash or an interrupt
leaves the old file untouched. What goes wrong is one `EnvironmentProblem` that names the file and the reason.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from claimx.errors import EnvironmentProblem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT_OPTIONS: dict[str, str] = {"encoding": "utf-8", "errors": "replace", "newline": ""}
"""UTF-8 with our own line ends; half a surrogate pair, which no UTF-8 can hold, becomes "?"."""


TEMPORARY = ".tmp"
STALE = 60
"""Seconds after which the temporary file of a killed writer is removed by the next writer of the same target."""


@contextmanager
def open_output(path: str | Path, *, binary: bool) -> Iterator[IO[Any]]:
    """A stream whose content replaces the file at `path` when the block ends without an error.

    The parent folder must exist. A link is followed; a pipe or device is written to directly.
    """
    target = Path(os.path.realpath(path))
    with one_line_errors(path):
        if target.exists() and not target.is_file():
            check_special(target)
            with open_stream(target, binary) as stream:
                yield stream
            return
        with replacing(target, binary) as stream:
            yield stream


def check_special(target: Path) -> None:
    """A folder cannot be written to; a pipe or a device can."""
    if target.is_dir():
        raise IsADirectoryError(None, "it is a folder; name a file in it")


@contextmanager
def replacing(target: Path, binary: bool) -> Iterator[IO[Any]]:
    """A temporary file in the target's folder that takes the target's name once it is safely on disk."""
    sweep(target)
    handle, temporary = tempfile.mkstemp(prefix=prefix_of(target), suffix=TEMPORARY, dir=target.parent)
    lock(handle)
    try:
        with open_stream(Path(temporary), binary) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(permissions(target))
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    finally:
        os.close(handle)
    sync_folder(target.parent)


def prefix_of(target: Path) -> str:
    """How the names of temporary files for a target begin (cut, as names may not be longer than 255 bytes)."""
    return f".{target.name[:50]}."


def lock(handle: int) -> bool:
    """Hold a file until this process ends; false when another process holds it."""
    try:
        import fcntl
    except ImportError:  # Windows: nothing is swept there
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def sweep(target: Path) -> None:
    """Remove what killed writers of this target left behind; a living writer holds its file."""
    with suppress(OSError):
        for path in target.parent.iterdir():
            left = path.name.startswith(prefix_of(target)) and path.name.endswith(TEMPORARY)
            if left and time.time() - path.stat().st_mtime > STALE:
                remove_unheld(path)


def remove_unheld(path: Path) -> None:
    """Remove a file that no process holds."""
    handle = os.open(path, os.O_RDONLY)
    try:
        if lock(handle):
            path.unlink()
    finally:
        os.close(handle)


def open_stream(path: Path, binary: bool) -> IO[Any]:
    """Open for writing: bytes, or UTF-8 text with line ends as given."""
    return path.open("wb") if binary else path.open("w", **TEXT_OPTIONS)  # type: ignore[call-overload]


def permissions(target: Path) -> int:
    """The mode of the file that is replaced, or what the user's umask gives a new one."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system allows it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def one_line_errors(path: str | Path) -> Iterator[None]:
    """Turn what the system says about writing `path` into one clear line."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        raise EnvironmentProblem(f"cannot write {path}: {reason[:1].lower()}{reason[1:]}") from error


@contextmanager
def standard_output(*, binary: bool) -> Iterator[IO[Any]]:
    """Standard output as bytes or as UTF-8 text; it is flushed, not closed. A terminal takes no bytes."""
    if binary and sys.stdout.isatty():
        raise UsageError("this format is no text; name a file with -o or send the output to a pipe")
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        yield sys.stdout
    elif binary:
        yield raw
        raw.flush()
    else:
        stream = io.TextIOWrapper(raw, **TEXT_OPTIONS, write_through=False)  # type: ignore[arg-type]
        try:
            yield stream
            stream.flush()
        finally:
            with suppress(OSError):  # what is left in the buffer was told already
                stream.detach()
