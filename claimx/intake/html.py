"""HTML → its article text, which begins with the title, and what the page states about itself.

The text is trafilatura's; title, site, day and address are read from the page's own declarations, in the
order of the tables below. A day counts only when the page states a full one; nothing here looks at the clock.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from claimx.intake.printed import iso_day

_TITLES = ("//meta[@property='og:title']/@content", "//meta[@name='title']/@content", "//h1", "//title")
_OUTLETS = ("//meta[@property='og:site_name']/@content", "//meta[@name='application-name']/@content")
_URLS = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_DAYS = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publishdate' or @name='date']/@content",
    "//meta[@name='DC.date.issued' or @name='parsely-pub-date']/@content",
    "//article//time/@datetime",
)
_JSON_LD = "//script[@type='application/ld+json']"
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_ARTICLE_TYPES = frozenset({"Article", "BlogPosting", "NewsArticle", "ReportageNewsArticle", "WebPage"})


MAX_ELEMENTS = 50_000
"""Elements of a page: news pages have hundreds to a few thousand, and one megabyte of "<p>" would take a minute."""


class CrowdedPageError(ValueError):
    """A page with more elements than any article has."""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page as text with its declarations."""

    text: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page declares in its head, when Python knows it."""
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    name = match[1].decode("ascii")
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return name


def read_page(html: str) -> Page | None:
    """The article of a page, null when none is found; raises CrowdedPageError when it has too many elements."""
    tree = parsed(html)
    if tree is None:
        return None
    if sum(1 for _ in islice(tree.iter(), MAX_ELEMENTS + 1)) > MAX_ELEMENTS:
        raise CrowdedPageError(f"more than {MAX_ELEMENTS:,} elements in one page: give its text")
    title = first_stated(tree, _TITLES)
    body = article_text(html)
    if body is None:
        return None
    text = body if title is None or body.startswith(title) else f"{title}\n{body}"
    return Page(
        text=text,
        title=title,
        outlet=first_stated(tree, _OUTLETS) or in_json_ld(tree, "publisher"),
        published=published_day(tree),
        url=next((url for url in stated(tree, _URLS) if url.startswith(("http://", "https://"))), None),
    )


def parsed(html: str) -> Any:
    """The tree of a page, null for what lxml cannot read."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        return lxml_html.document_fromstring(
            html.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def article_text(html: str) -> str | None:
    """The running text of a page: trafilatura's reading, its bare text for pages too small to judge."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.extract(html, include_comments=False, include_tables=True, with_metadata=False)
    if found is None:
        found = trafilatura.html2txt(html)
    return found.strip() or None if isinstance(found, str) else None


def stated(tree: Any, queries: tuple[str, ...]) -> list[str]:
    """What the page states under the queries, in their order, white space folded."""
    found = []
    for query in queries:
        for value in tree.xpath(query):
            text = " ".join((value if isinstance(value, str) else value.text_content()).split())
            if text:
                found.append(text)
    return found


def first_stated(tree: Any, queries: tuple[str, ...]) -> str | None:
    """The first statement, null when the page makes none."""
    found = stated(tree, queries)
    return found[0] if found else None


def published_day(tree: Any) -> str | None:
    """The day of publication that the page states."""
    days = [*stated(tree, _DAYS[:2]), in_json_ld(tree, "datePublished"), *stated(tree, _DAYS[2:])]
    return next((day for day in map(iso_day, days) if day), None)


def in_json_ld(tree: Any, key: str) -> str | None:
    """A string, or the name of an object, that the page's linked data give for an article."""
    for script in tree.xpath(_JSON_LD):
        try:
            data = json.loads(script.text_content())
        except (ValueError, RecursionError):
            continue
        for item in ld_items(data):
            value = item.get(key)
            value = value.get("name") if isinstance(value, dict) else value
            if isinstance(value, str) and value.strip():
                return " ".join(value.split())
    return None


def ld_items(data: object) -> list[dict[str, Any]]:
    """The articles among linked data: the object, the list or its graph."""
    if isinstance(data, dict):
        graph = data.get("@graph")
        data = graph if isinstance(graph, list) else [data]
    items = data if isinstance(data, list) else []
    return [item for item in items if isinstance(item, dict) and not _ARTICLE_TYPES.isdisjoint(types_of(item))]


def types_of(item: dict[str, Any]) -> list[str]:
    """The types of a linked-data object."""
    kind = item.get("@type")
    return [name for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str)]
