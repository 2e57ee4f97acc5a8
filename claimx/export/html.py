"""The report: one self-contained HTML page that works from a file, without a network and without scripts.

Articles with their figures highlighted stand beside a card per claim; filters, sorting and keys come from one
small script whose hash is the only one that the page's own policy admits. Needs the sources: where one is
gone or has changed, the page shows the sentences alone and says so.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any

from claimx.export import wording
from claimx.export.links import spot_address
from claimx.export.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Environment
    from markupsafe import Markup

    from claimx.export.sqlite import Verdict
    from claimx.records import Claim, Document


@dataclass(frozen=True)
class Article:
    """One article of the page: its document, its claims in reading order, and its text if it can be had."""

    document: Document
    claims: list[Claim]
    text: str | None

    @cached_property
    def html(self) -> Markup:
        """The text with its figures marked."""
        from claimx.export.highlight import highlighted

        return highlighted(self.text or "", self.document.start, self.claims)

    @cached_property
    def sentences(self) -> list[Markup]:
        """Each sentence with a figure, once, with its figures marked."""
        from claimx.export.highlight import highlighted

        spans = {(claim.sentence.start, claim.sentence.text) for claim in self.claims}
        return [highlighted(text, start, self.claims) for start, text in sorted(spans)]


def write_html(
    claims: Iterable[Claim],
    stream: IO[str],
    *,
    sources: Sources | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
    title: str = "Claims report",
) -> int:
    """Write the page; holds all claims at once. `sources` defaults to the files that the claims came from."""
    articles = gather(claims, sources or Sources())
    found = [claim for article in articles for claim in article.claims]
    page = environment("claimx.export").get_template("report.html")
    stream.writelines(
        page.generate(title=title, articles=articles, claims=found, verdicts=verdicts or {}, **extras(found))
    )
    return len(found)


def gather(claims: Iterable[Claim], sources: Sources) -> list[Article]:
    """Claims by article, in the order in which articles appear."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.document.path, claim.document.id), []).append(claim)
    return [article(group, sources) for group in groups.values()]


def article(claims: list[Claim], sources: Sources) -> Article:
    """One article with its text."""
    document = claims[0].document
    source = sources.text(document)
    text = None if source is None else source[document.start : document.end]
    return Article(document, sorted(claims, key=lambda claim: (claim.start, claim.end)), text)


def extras(claims: list[Claim]) -> dict[str, Any]:
    """Plots, filters, styles and script for the template."""
    from markupsafe import Markup

    from claimx.export import plots

    script = resource("report.js")
    return {
        "plots": {
            "Figures by kind": plots.by_kind(claims),
            "Figures by source": plots.by_source(claims),
            "When they are about": plots.time_line(claims),
        },
        "kinds": plots.ordered(Counter(claim.kind for claim in claims)),
        "statuses": plots.ordered(Counter(claim.status for claim in claims)),
        "names": sorted({wording.source_text(claim) for claim in claims}),
        "css": Markup(resource("page.css")),
        "script": Markup(script),
        "script_hash": b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    }


def environment(package: str) -> Environment:
    """Templates of a package: everything escaped, every missing name an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from claimx.export.highlight import highlighted, shown

    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shown"] = shown
    made.globals.update(vars(wording) | {"spot_address": spot_address, "highlighted": highlighted})
    return made


def resource(name: str) -> str:
    """A file of the templates folder as it is."""
    return (files("claimx.export") / "templates" / name).read_text(encoding="utf-8")
