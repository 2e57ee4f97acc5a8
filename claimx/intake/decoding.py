"""Bytes → text: a few sure rules first, statistics last, never an exception that is not an InputError.

Order: the encoding the user names; a byte order mark; UTF-8; UTF-16 by its NULs; UTF-8 with a few broken
bytes; Windows-1252 when the odd bytes look like its quotation marks and accents; charset-normalizer for the
rest.
The byte order mark is dropped, line ends stay, nothing is repaired.
"""

from __future__ import annotations

import codecs
import re

from claimx.errors import InputError, UsageError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip file without the suffix .gz"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"{\\rtf", "an RTF file"),
    (b"\x7fELF", "a program"),
)
_SAMPLE = 65536
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# The quotation marks, dashes, ellipsis and euro of Windows-1252, its £ © ® ° ½ and no-break space, and
# accented letters beside plain ones ("caf\xe9", "Erdo\xf0an").
_LIKELY_1252 = re.compile(
    rb"[\x80\x85\x91-\x97\x99\xa0\xa3\xa9\xab\xae\xb0\xb7\xbb-\xbe]|(?<![\x80-\xff])[\xc0-\xff](?![\x80-\xff])"
)
_NOT_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
MAX_CONTROL_SHARE = 0.01
"""Control characters beyond this share make a file binary."""


def check_encoding(name: str | None) -> str | None:
    """The encoding as given; raises UsageError when Python knows no text encoding of that name."""
    if name is not None:
        try:
            "".encode(name)
        except (LookupError, ValueError) as error:
            raise UsageError(f"unknown encoding {name!r}: give a name such as utf-8, utf-16 or windows-1252") from error
    return name


def decode(data: bytes, path: str, encoding: str | None = None) -> str:
    """The text of a file; raises InputError when it is binary or not in the encoding the user names."""
    if encoding is not None:
        return decode_as(data, path, encoding).removeprefix("\ufeff")
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(marked, "replace")
    refuse_binary(data, path)
    if unmarked := sixteen_bits(data):
        return data.decode(unmarked, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return guess(data)


def decode_as(data: bytes, path: str, encoding: str) -> str:
    """The text in a given encoding."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, ValueError) as error:
        at = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise InputError(path, f"is not {encoding}{at}: leave --encoding out or name another one") from error


def refuse_binary(data: bytes, path: str) -> None:
    """Raise InputError for files that hold no text."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(path, f"binary, {kind}: give the text of the article")
    sample = data[:_SAMPLE]
    if not sixteen_bits(data) and len(_CONTROL.findall(sample)) > MAX_CONTROL_SHARE * len(sample):
        raise InputError(path, "binary, not text: give the text of the article, or name its --encoding")


def sixteen_bits(data: bytes) -> str | None:
    """UTF-16 without a mark: in European text every other byte is NUL."""
    sample = data[:4096]
    half = len(sample) // 2
    if half == 0 or sample.count(0) < 0.4 * half:
        return None
    for name, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if zeros.count(0) >= 0.4 * half and letters.count(0) <= 0.02 * half:
            return name
    return None


def guess(data: bytes) -> str:
    """The text of bytes that are no clean UTF-8."""
    patched = data.decode("utf-8", "replace")
    broken = patched.count("\ufffd")
    if len(_BEYOND_ASCII.findall(patched)) > 2 * broken:
        return patched
    sample = data[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    if not _NOT_1252.search(data) and len(_LIKELY_1252.findall(sample)) >= 0.8 * high:
        return data.decode("cp1252")
    return data.decode(by_statistics(sample), "replace")


def by_statistics(sample: bytes) -> str:
    """The encoding that charset-normalizer finds most likely, Latin-1 when it finds none."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "latin-1"
