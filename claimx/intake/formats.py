"""One input → its sources: the text of a file, of a page, or of each object in it, with their metadata.

JSON Lines are read line by line with a limit for each line, so memory does not grow with the file. A bad
line is reported with its number and the next one is read; a line without an end, or bad lines without end,
stop the file.
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from claimx.errors import InputError
from claimx.intake.article import Source
from claimx.intake.decoding import decode
from claimx.intake.html import CrowdedPageError, declared_charset, read_page
from claimx.intake.opening import opened, read_whole, unpacked
from claimx.intake.parquet import rows
from claimx.intake.paths import STDIN, SUFFIXES, printable, suffix_of
from claimx.intake.printed import iso_day

MAX_LINE_BYTES = 32 * 2**20
"""Longest line of JSON Lines."""
MAX_BAD_LINES = 100
"""Bad lines after which a JSON Lines file is given up."""
_PEEK = 65536
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_sources(path: str, *, encoding: str | None, stdin: BinaryIO) -> Iterator[Source | InputError]:
    """The sources of one input; its failure comes as the last item."""
    try:
        if path == STDIN:
            yield from of_stream(stdin, STDIN, encoding)
        else:
            yield from of_file(path, encoding)
    except InputError as error:
        yield error


def of_file(path: str, encoding: str | None) -> Iterator[Source | InputError]:
    """The sources of a file, by its suffix."""
    suffix, packed = suffix_of(path)
    printed = printable(path)
    if suffix not in ("", *SUFFIXES):
        raise InputError(printed, f"unknown kind of file {suffix!r}: give {', '.join(SUFFIXES)}, or these as .gz")
    with opened(path, packed=packed) as stream:
        yield from READERS[suffix](stream, printed, encoding)


def of_stream(stream: BinaryIO, path: str, encoding: str | None) -> Iterator[Source | InputError]:
    """The sources of a stream whose kind is told from its first bytes."""
    head = io.BufferedReader(stream if isinstance(stream, io.RawIOBase) else Forward(stream), _PEEK)
    try:
        if head.peek(2)[:2] == b"\x1f\x8b":
            head = io.BufferedReader(unpacked(head))  # type: ignore[arg-type]
        yield from READERS[kind_of(head.peek(_PEEK))](head, path, encoding)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(path, f"cannot be read: {error}") from error


class Forward(io.RawIOBase):
    """A raw view of any binary stream, so that its first bytes can be looked at without taking them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one read goes."""
        read = getattr(self._stream, "read1", self._stream.read)
        data = read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def kind_of(head: bytes) -> str:
    """The suffix that fits the first bytes of a stream."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"[":
        return ".json" if start[1:].lstrip()[:1] in (b"{", b"]") else ".txt"
    if start[:1] == b"{":
        return ".jsonl" if is_object(start.partition(b"\n")[0]) or b"\n" not in start else ".json"
    page = start[:15].lower().startswith((b"<!doctype html", b"<html"))
    return ".html" if page else ".txt"


def is_object(line: bytes) -> bool:
    """Whether a line is one JSON object."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def of_text(stream: BinaryIO, path: str, encoding: str | None) -> Iterator[Source | InputError]:
    """Plain text and Markdown: the file as decoded."""
    yield Source(path=path, text=filled(decode(read_whole(stream, path), path, encoding), path))


def of_html(stream: BinaryIO, path: str, encoding: str | None) -> Iterator[Source | InputError]:
    """A page: its article text."""
    data = read_whole(stream, path)
    charset = encoding if encoding or is_utf8(data) else declared_charset(data)
    try:
        page = read_page(filled(decode(data, path, charset), path))
    except CrowdedPageError as error:
        raise InputError(path, str(error)) from error
    if page is None:
        raise InputError(path, "no article text found in this page")
    yield Source(path, page.text, None, 0, "", True, page.title, page.outlet, page.published, page.url)


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def filled(text: str, path: str) -> str:
    """The text, refused when there is none."""
    if not text.strip():
        raise InputError(path, "empty: nothing to read")
    return text


def of_json(stream: BinaryIO, path: str, encoding: str | None) -> Iterator[Source | InputError]:
    """One object or an array of them."""
    text = filled(decode(read_whole(stream, path), path, encoding), path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        hint = " (one object on each line is .jsonl)" if error.msg == "Extra data" else ""
        raise InputError(path, f"line {error.lineno}: not JSON: {error.msg}{hint}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"not JSON: {too_deep(error)}") from error
    for index, value in enumerate(data if isinstance(data, list) else [data]):
        place = f"article {index + 1}" if isinstance(data, list) else ""
        yield from one_object(value, path, index, place)


def too_deep(error: Exception) -> str:
    """What is wrong with JSON that Python cannot hold: too deep, or a number of thousands of digits."""
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def of_lines(stream: BinaryIO, path: str, encoding: str | None) -> Iterator[Source | InputError]:
    """JSON Lines: one object on each line, blank lines aside."""
    bad = index = 0
    for number, line in enumerate(raw_lines(stream, path, encoding), 1):
        place = f"line {number}"
        if isinstance(line, str) and not line.strip():
            continue
        for found in of_line(line, path, index, place):
            bad += isinstance(found, InputError)
            yield found
        index += 1
        if bad >= MAX_BAD_LINES:
            raise InputError(path, f"{place}: {bad} bad lines, the rest of the file is not read")
    if index == 0:
        raise InputError(path, "empty: nothing to read")


def of_line(line: str | InputError, path: str, index: int, place: str) -> Iterator[Source | InputError]:
    """The source of one line, or what is wrong with it."""
    if isinstance(line, InputError):
        yield line
        return
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        yield InputError(path, f"{place}: not JSON: {error.msg} (column {error.colno})")
        return
    except (ValueError, RecursionError) as error:
        yield InputError(path, f"{place}: not JSON: {too_deep(error)}")
        return
    yield from one_object(value, path, index, place)


def of_parquet(stream: BinaryIO, path: str, encoding: str | None) -> Iterator[Source | InputError]:  # noqa: ARG001
    """Parquet: one article in each row; its text has no encoding to choose."""
    number = 0
    for number, row in enumerate(rows(stream, path), 1):
        yield from one_object(row, path, number - 1, f"row {number}")
    if number == 0:
        raise InputError(path, "empty: nothing to read")


def raw_lines(stream: BinaryIO, path: str, encoding: str | None) -> Iterator[str | InputError]:
    """The lines as text; an over-long one as an InputError."""
    first = stream.readline(MAX_LINE_BYTES + 1)
    if is_wide(first, encoding):
        # In UTF-16 a line feed is two bytes, so lines cannot be found before decoding.
        yield from decode(first + read_whole(stream, path), path, encoding).split("\n")
        return
    number = 0
    while first:
        number += 1
        if len(first) > MAX_LINE_BYTES:
            raise InputError(path, f"line {number}: longer than {MAX_LINE_BYTES // 2**20} MiB, the rest is not read")
        yield line_text(first, path, encoding, number)
        first = stream.readline(MAX_LINE_BYTES + 1)


def is_wide(head: bytes, encoding: str | None) -> bool:
    """Whether characters take two bytes or four: by the mark at the head, or the encoding the user names."""
    return head[:2] in _WIDE_MARKS or any(width in (encoding or "") for width in ("16", "32"))


def line_text(line: bytes, path: str, encoding: str | None, number: int) -> str | InputError:
    """One line decoded."""
    try:
        return decode(line, path, encoding) if encoding else line.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    except InputError as error:
        return InputError(path, f"line {number}: {error.reason}")
    try:
        return decode(line, path)
    except InputError as error:
        return InputError(path, f"line {number}: {error.reason}")


def one_object(value: object, path: str, index: int, place: str) -> Iterator[Source | InputError]:
    """The source of one JSON object; raises InputError when it is a claim, which refuses the whole file."""
    lead = f"{place}: " if place else ""
    if not isinstance(value, dict):
        yield InputError(path, f"{lead}not an object with a text")
        return
    key, text = value.get("id"), value.get("text")
    if isinstance(key, str) and key.startswith("clm_"):
        raise InputError(
            path,
            f"{lead}these are claims ({printable(key)[:24]}), not articles: give the articles they came from",
        )
    if not isinstance(text, str):
        yield InputError(path, f'{lead}no "text" in this object')
        return
    if not text.strip():
        yield InputError(path, f'{lead}empty "text"')
        return
    yield Source(
        path=path,
        text=text,
        key=key_of(key),
        index=index,
        place=place,
        whole=True,
        title=stated(value.get("title")),
        outlet=stated(value.get("outlet")),
        published=iso_day(value.get("date")),
        url=stated(value.get("url")),
    )


def key_of(key: object) -> str | None:
    """The caller's id as a string."""
    if isinstance(key, bool) or not isinstance(key, str | int):
        return None
    return str(key)


def stated(value: object) -> str | None:
    """A metadata string, null when it is none or blank."""
    return value.strip() or None if isinstance(value, str) else None


Reader = Callable[[BinaryIO, str, str | None], Iterator[Source | InputError]]
READERS: dict[str, Reader] = {
    "": of_stream,
    ".txt": of_text,
    ".md": of_text,
    ".html": of_html,
    ".htm": of_html,
    ".json": of_json,
    ".jsonl": of_lines,
    ".parquet": of_parquet,
}
