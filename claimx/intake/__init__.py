"""Bytes → articles: decoding, formats, aggregator pages cut into articles, furniture blanked.

`read` is the whole path; see `reading` for the order of the modules behind it.
"""

from claimx.intake.article import Article, Source, sha256_of
from claimx.intake.formats import MAX_BAD_LINES, MAX_LINE_BYTES
from claimx.intake.opening import MAX_FILE_BYTES
from claimx.intake.reading import MAX_ARTICLE_CHARS, article_of, read, source_of, sources

__all__ = [
    "MAX_ARTICLE_CHARS",
    "MAX_BAD_LINES",
    "MAX_FILE_BYTES",
    "MAX_LINE_BYTES",
    "Article",
    "Source",
    "article_of",
    "read",
    "sha256_of",
    "source_of",
    "sources",
]
