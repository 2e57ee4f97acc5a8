"""PATH arguments → articles: expand, decode, cut, mask, in one stream.

Read in this order: `paths` (arguments → files), `opening` (file → bytes), `decoding` (bytes → text),
`formats` and `html` (formats), `cutting` (text → articles), `masking` (furniture → spaces), `published` (day
and outlet).
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from claimx.errors import InputError, UsageError
from claimx.intake.article import Article, Source, sha256_of
from claimx.intake.cutting import Line, Piece, cut, headline, lines_of
from claimx.intake.decoding import check_encoding
from claimx.intake.formats import read_sources
from claimx.intake.masking import mask
from claimx.intake.paths import expand
from claimx.intake.printed import iso_day, plain_iso
from claimx.intake.published import date_line, day_of_dateline, masked_line, outlet_of

MAX_ARTICLE_CHARS = 1_000_000
"""Longest article by default, in characters."""
MAX_PAGE_ARTICLES = 4
"""A text longer than this many of the longest articles is no page of articles, and is not cut."""


def read(
    paths: Iterable[str | os.PathLike[str]],
    *,
    encoding: str | None = None,
    date: str | None = None,
    max_article_chars: int = MAX_ARTICLE_CHARS,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | InputError]:
    """The articles behind PATH arguments, in order; an input that fails comes as an InputError among them.

    `date` is the ISO day of publication for articles that state none. Raises UsageError for an unknown
    encoding, a date that is none, or a limit below one, before anything is read.
    """
    check_encoding(encoding)
    if date is not None and plain_iso(date) != date:
        raise UsageError(f"not a date: {date!r}: give one such as 2025-07-21")
    if max_article_chars < 1:
        raise UsageError(f"--max-article-chars is {max_article_chars}: give a number above 0")
    return stream(paths, encoding, date, max_article_chars, stdin)


def stream(
    paths: Iterable[str | os.PathLike[str]],
    encoding: str | None,
    date: str | None,
    limit: int,
    stdin: BinaryIO | None,
) -> Iterator[Article | InputError]:
    """The articles of all inputs."""
    for path in expand(paths):
        if isinstance(path, InputError):
            yield path
            continue
        for source in read_sources(path, encoding=encoding, stdin=stdin or sys.stdin.buffer):
            if isinstance(source, InputError):
                yield source
            else:
                yield from articles(source, date=date, limit=limit)


def articles(
    source: Source, *, date: str | None = None, limit: int = MAX_ARTICLE_CHARS
) -> Iterator[Article | InputError]:
    """The articles of one source."""
    if len(source.text) > limit * (1 if source.whole else MAX_PAGE_ARTICLES):
        yield too_long(source, 0, len(source.text), limit)
        return
    lines = lines_of(source.text)
    pieces = [Piece(0, len(source.text))] if source.whole else cut(source.text, lines)
    digest = sha256_of(source.text)
    starts = [line.start for line in lines]
    for number, piece in enumerate(pieces):
        if piece.end - piece.start > limit:
            yield too_long(source, number, piece.end - piece.start, limit)
            continue
        own = lines[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]
        yield article(source, digest, source.index + number, piece, own, date)


def article_of(text: str, *, published: str | None = None) -> Article:
    """A text that the caller holds as one article without a path, however long; `published` is an ISO day."""
    source = Source(path="", text=text, whole=True, published=published)
    line_list = lines_of(text)
    return article(source, sha256_of(text), 0, Piece(0, len(text)), line_list, None)


def too_long(source: Source, number: int, length: int, limit: int) -> InputError:
    """The error of an article beyond the limit."""
    place = source.place or f"article {number + 1}"
    excess = f"{length} characters, more than --max-article-chars {limit}"
    return InputError(source.path, f"{place}: {excess}: split the text or raise the limit")


def article(source: Source, digest: str, index: int, piece: Piece, lines: list[Line], date: str | None) -> Article:
    """One article with what the page states about it."""
    under_header = [line for line in lines if piece.header is None or line.start >= piece.header[1]]
    stated = None if piece.header else date_line(under_header)
    blanked = masked_line(stated) + ([piece.header] if piece.header else [])
    text = mask(source.text, piece.start, piece.end, under_header, blanked)
    printed = piece.published or (stated.day if stated else None) or day_of_dateline(under_header)
    return Article(
        path=source.path,
        key=source.key,
        index=index,
        source=source.text,
        sha256=digest,
        start=piece.start,
        end=piece.end,
        text=text,
        title=source.title or piece.title or headline(shown(under_header, text, piece.start)),
        outlet=source.outlet or piece.outlet or outlet_of(source.text, under_header),
        published=source.published or printed or date,
        url=source.url,
        dateline=(stated.start, stated.end) if stated and not stated.labelled else None,
    )


def shown(lines: list[Line], text: str, start: int) -> list[Line]:
    """The first lines of an article as they stand after masking."""
    masked = (line._replace(text=" ".join(text[line.start - start : line.end - start].split())) for line in lines[:20])
    return [line for line in masked if line.text]


def sources(path: str, *, encoding: str | None = None, stdin: BinaryIO | None = None) -> Iterator[Source]:
    """Yield the sources of one printed path again, in order, leaving out bad lines.

    Raises InputError when the path holds no readable source at all.
    """
    error = None
    empty = True
    for source in read_sources(path, encoding=encoding, stdin=stdin or sys.stdin.buffer):
        if isinstance(source, InputError):
            error = error or source
        else:
            empty = False
            yield source
    if error and empty:
        raise error


def source_of(path: str, *, key: str | None, sha256: str, encoding: str | None = None) -> str:
    """The source text of a document record, found again by its key and checksum.

    Raises InputError when the file cannot be read or holds no such source any more. For many documents of
    one file use `sources`.
    """
    for source in sources(path, encoding=encoding):
        if source.key == key and sha256_of(source.text) == sha256:
            return source.text
    raise InputError(path, "has changed: no article in it has this id and this sha256 any more")


__all__ = ["MAX_ARTICLE_CHARS", "article_of", "articles", "iso_day", "read", "source_of", "sources"]
