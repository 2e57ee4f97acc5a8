"""What can be wrong with one record, seen beside its article: pure functions that yield `Finding`s.

    check_claim    a whole record: itself (`consistency`), every span and name, the document
    check_row      a flat row: its text, sentence and ids
    compare        a record and the one that a fresh extraction gives, field by field: `Difference`s

A finding names the field, says what stands there, and what should.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from claimx.claims.ids import claim_id, document_id, figure_id
from claimx.records import Claim, Span, Voice
from claimx.review.consistency import check_consistency
from claimx.review.findings import Difference, Finding, differing, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimx.intake import Article
    from claimx.records import Document

STATED = ("key", "end", "title", "outlet", "url")
"""What intake says about an article again; `published` is apart, because a caller may have given it."""
NOT_COMPARED = {"document", "extractor", "path"}


def check_claim(claim: Claim, article: Article) -> Iterator[Finding]:
    """Everything about a record that its article can disprove."""
    yield from check_consistency(claim)
    yield from check_spans(claim, article.source)
    yield from check_names(claim, article.source)
    if article.sha256 == claim.document.sha256:
        yield from check_document(claim.document, article)


def check_spans(claim: Claim, source: str) -> Iterator[Finding]:
    """Every stretch of the record against the source."""
    own = Span(text=claim.text, start=claim.start, end=claim.end)
    for field, span in [("text", own), *spans_of(claim)]:
        if source[span.start : span.end] != span.text:
            yield Finding(field, misplaced(span, source))


def spans_of(record: object, field: str = "") -> Iterator[tuple[str, Span]]:
    """Every Span inside a record, with the path to it."""
    if isinstance(record, Span):
        yield field, record
    if isinstance(record, BaseModel):
        for name in type(record).model_fields:
            yield from spans_of(getattr(record, name), f"{field}.{name}".lstrip("."))
    elif isinstance(record, tuple):
        for number, item in enumerate(record):
            yield from spans_of(item, f"{field}.{number}")


def check_names(claim: Claim, source: str) -> Iterator[Finding]:
    """Every word of a voice's name stands in the source."""
    for field, voice in spans_of(claim.attribution, "attribution"):
        missing = [word for word in voice.name.split() if word not in source] if isinstance(voice, Voice) else []
        if missing:
            yield Finding(f"{field}.name", f"{shown(missing[0])} is not in the source")


def misplaced(span: Span, source: str) -> str:
    """What stands in the place of a span, and where its text is instead."""
    there = source[span.start : span.end]
    nearest = nearest_to(span.start, span.text, source)
    instead = "it is not in the source" if nearest is None else f"the nearest one is at {nearest}"
    return f"{shown(there)} stands at {span.start}:{span.end}, not {shown(span.text)}; {instead}"


def nearest_to(place: int, text: str, source: str) -> int | None:
    """The occurrence of a text that starts nearest to a place."""
    if not text:
        return None
    before, after = source.rfind(text, 0, place + len(text)), source.find(text, place)
    found = [start for start in (before, after) if start >= 0]
    return min(found, key=lambda start: abs(start - place), default=None)


def check_document(document: Document, article: Article) -> Iterator[Finding]:
    """What the source states about the article, read again."""
    if article.start != document.start:
        yield Finding("document.start", f"is {document.start}, but no article starts there")
        return
    yield from differing("document.article", document.article, article.index)
    for name in STATED:
        yield from differing(f"document.{name}", getattr(document, name), getattr(article, name))
    if article.published is not None:
        yield from differing("document.published", document.published, article.published)


def check_row(row: Mapping[str, Any], article: Article) -> Iterator[Finding]:
    """Everything about a flat row that its article can disprove."""
    span = Span(text=row["text"] or "", start=row["start"], end=row["end"])
    if article.source[span.start : span.end] != span.text:
        yield Finding("text", misplaced(span, article.source))
    document = document_id(article.key, article.sha256, article.start)
    yield from differing("id", row["id"], claim_id(document, span.start, span.end, row["kind"]))
    yield from check_sentence(row, article.source)
    for name in ("title", "outlet", "url"):
        yield from differing(name, row[name], getattr(article, name))


def check_sentence(row: Mapping[str, Any], source: str) -> Iterator[Finding]:
    """The sentence of a flat row stands around its figure, and gives the figure's id."""
    sentence, start, end = row["sentence"] or "", row["start"], row["end"]
    places = list(places_around(sentence, start, end, source))
    if not places:
        yield Finding("sentence", f"{shown(sentence)} does not stand around {start}:{end}")
    elif all(figure_id(sentence, start - place, row["kind"]) != row["figure_id"] for place in places):
        yield from differing("figure_id", row["figure_id"], figure_id(sentence, start - places[0], row["kind"]))


def places_around(sentence: str, start: int, end: int, source: str) -> Iterator[int]:
    """Where a sentence starts so that it holds `start:end`."""
    place = source.find(sentence, max(0, end - len(sentence)))
    while 0 <= place <= start:
        yield place
        place = source.find(sentence, place + 1)


def compare(given: Mapping[str, Any], fresh: Mapping[str, Any]) -> Iterator[Difference]:
    """Where a record differs from a fresh one, down to the smallest field."""
    for name in fresh:
        if name not in NOT_COMPARED:
            yield from compare_values(name, given.get(name), fresh[name])


def compare_values(field: str, given: object, fresh: object) -> Iterator[Difference]:
    """Two values of one field: objects by key, lists of one length item by item, others as they are."""
    if isinstance(given, dict) and isinstance(fresh, dict):
        for name in fresh:
            yield from compare_values(f"{field}.{name}", given.get(name), fresh[name])
    elif isinstance(given, list) and isinstance(fresh, list) and len(given) == len(fresh):
        for number, pair in enumerate(zip(given, fresh, strict=True)):
            yield from compare_values(f"{field}.{number}", *pair)
    elif given != fresh:
        yield Difference(field, given, fresh)
