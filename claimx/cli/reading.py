"""Paths → articles → claims, as every command reads them: what is not read is named on stderr and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from claimx.errors import InputError

if TYPE_CHECKING:
    from claimx.cli.console import Console
    from claimx.intake import Article
    from claimx.records import Claim


def articles(paths: list[str], console: Console, **settings: Any) -> Iterator[Article]:
    """The readable articles; the others are named on stderr and counted. Bad settings raise at once."""
    from claimx.intake import read

    settings = {name: value for name, value in settings.items() if value is not None}
    return readable(read(paths, **settings), console)


def readable(items: Iterator[Article | InputError], console: Console) -> Iterator[Article]:
    """The articles among what intake yields."""
    for item in items:
        if isinstance(item, InputError):
            console.fail(item)
        else:
            console.tell_of_tables(item)
            yield item


def extraction(
    console: Console, *, model: str | None = None, **settings: str | None
) -> Callable[[list[str]], Iterator[Claim]]:
    """An extraction with these settings, for the commands that take articles in the place of claims."""

    def extracted(paths: list[str]) -> Iterator[Claim]:
        from claimx.pipeline import Extractor

        extractor = Extractor(model)
        for article in articles(paths, console, **settings):
            yield from extractor.claims(article)

    return extracted
