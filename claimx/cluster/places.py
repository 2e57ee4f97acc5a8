"""Where shards and outputs lie: a disk that all machines share, or anything that fsspec can open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from claimx.errors import EnvironmentProblem
from claimx.export.output import open_output

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

REMOTE = "://"


def file_system(address: str) -> tuple[AbstractFileSystem, str]:
    """The file system behind an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs

        system, inside = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise EnvironmentProblem(f"{address}: cannot be opened: {error}") from error
    return system, str(inside)


@contextmanager
def destination(target: str) -> Iterator[IO[bytes]]:
    """A file that appears when the block ends; object stores show an upload only when it is complete."""
    if REMOTE not in target:
        with open_output(target, binary=True) as out:
            yield out
        return
    system, inside = file_system(target)
    with system.transaction, system.open(inside, "wb") as out:
        yield out
