"""Linked data: schema.org `Claim` as JSON-LD, and W3C Web Annotations.

Both are one JSON document with one item per line, written as claims come. "<" is escaped, so that the
document can be put into a page as it is ("</script>" in a headline).
"""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from claimx.export.links import spot_address, web_address
from claimx.export.wording import measure_text
from claimx.records import json_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimx.records import Claim, Document

SCHEMA_ORG = "https://schema.org"
ANNOTATIONS = "http://www.w3.org/ns/anno.jsonld"
AUTHOR_TYPES = {"person": "Person", "document": "CreativeWork", "unnamed": "Thing"}


def write_jsonld(claims: Iterable[Claim], stream: IO[str]) -> int:
    """schema.org: one `Claim` per figure, with its author, its article and its value."""
    return write_items(claims, stream, f'{{"@context": "{SCHEMA_ORG}", "@graph": [', schema_claim, "]}")


def write_webannotation(claims: Iterable[Claim], stream: IO[str]) -> int:
    """W3C Web Annotation: one annotation per figure, aimed at its text and position in the source."""
    head = f'{{"@context": "{ANNOTATIONS}", "type": "AnnotationPage", "items": ['
    return write_items(claims, stream, head, annotation, "]}")


def write_items(
    claims: Iterable[Claim], stream: IO[str], head: str, item: Callable[[Claim], dict[str, Any]], tail: str
) -> int:
    """Items between head and tail, one per line; closed even when the claims end in an error."""
    count = 0
    stream.write(head)
    try:
        for claim in claims:
            line = json.dumps(stated(item(claim)), ensure_ascii=False, default=json_number)
            stream.write(",\n" if count else "\n")
            stream.write(line.replace("<", "\\u003c"))
            count += 1
    finally:
        stream.write(f"\n{tail}\n")
    return count


def stated(item: dict[str, Any]) -> dict[str, Any]:
    """The item without the keys for which the text gives nothing."""
    return {key: value for key, value in item.items() if value not in (None, [], {})}


def schema_claim(claim: Claim) -> dict[str, Any]:
    """A schema.org Claim (https://schema.org/Claim)."""
    return {
        "@type": "Claim",
        "@id": f"urn:claimx:{claim.id}",
        "text": claim.sentence.text,
        "author": author(claim),
        "about": stated(figure(claim)),
        "mentions": [{"@type": "Thing", "name": entity.text} for entity in claim.entities],
        "temporalCoverage": coverage(claim),
        "appearance": stated(article(claim)),
    }


def author(claim: Claim) -> dict[str, Any] | None:
    """Who makes the claim, as far as the text names somebody."""
    if claim.attribution is None:
        return None
    source = claim.attribution.source
    return {"@type": AUTHOR_TYPES.get(source.type, "Organization"), "name": source.name}


def figure(claim: Claim) -> dict[str, Any]:
    """The figure as a PropertyValue."""
    return {
        "@type": "PropertyValue",
        "name": claim.measure.text if claim.measure else None,
        "description": " ".join(filter(None, (claim.modifier_text, claim.text))),
        "value": claim.timex.value if claim.timex and claim.value is None else claim.value,
        "minValue": claim.low,
        "maxValue": claim.high,
        "unitText": claim.unit,
    }


def coverage(claim: Claim) -> str | None:
    """The period as an ISO 8601 interval, open ends as ".."."""
    if claim.period is None or not (claim.period.first_day or claim.period.last_day):
        return None
    return f"{claim.period.first_day or '..'}/{claim.period.last_day or '..'}"


def article(claim: Claim) -> dict[str, Any]:
    """The article in which the claim appears."""
    document = claim.document
    return {
        "@type": "NewsArticle",
        "@id": f"urn:claimx:{document.id}",
        "headline": document.title,
        "datePublished": document.published,
        "publisher": {"@type": "Organization", "name": document.outlet} if document.outlet else None,
        "url": web_address(claim),
    }


def annotation(claim: Claim) -> dict[str, Any]:
    """A Web Annotation (https://www.w3.org/TR/annotation-model/): the figure described and tagged."""
    body = [{"type": "TextualBody", "purpose": "describing", "value": described(claim)}]
    tags = [claim.kind, claim.status, *([claim.attribution.source.name] if claim.attribution else [])]
    body += [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    return {
        "id": f"urn:claimx:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": body,
        "target": {"source": source_address(claim), "selector": selectors(claim)},
        "via": spot_address(claim),
    }


def described(claim: Claim) -> str:
    """The claim in one line: figure, measure, period, source."""
    parts = (
        " ".join(filter(None, (claim.modifier_text, claim.text))),
        measure_text(claim),
        claim.period.text if claim.period else None,
        claim.attribution.source.name if claim.attribution else None,
    )
    return " · ".join(filter(None, parts))


def selectors(claim: Claim) -> list[dict[str, Any]]:
    """The figure by its words, with those around it in the sentence, and by its position."""
    sentence = claim.sentence
    before, after = claim.start - sentence.start, claim.end - sentence.start
    quote_selector = {
        "type": "TextQuoteSelector",
        "exact": claim.text,
        "prefix": sentence.text[:before],
        "suffix": sentence.text[after:],
    }
    return [quote_selector, {"type": "TextPositionSelector", "start": claim.start, "end": claim.end}]


def source_address(claim: Claim) -> str:
    """The address of the article, or its file as a relative IRI."""
    return web_address(claim) or quote(path_of(claim.document), safe="/", errors="replace")


def path_of(document: Document) -> str:
    """The path with forward slashes."""
    return document.path.replace("\\", "/")
