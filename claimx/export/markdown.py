"""Claims as Markdown: one section per article, one item per claim with its sentence quoted.

Text is escaped, so that nothing in an article becomes markup, HTML or a link.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from claimx.export.links import spot_address
from claimx.export.wording import measure_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimx.records import Claim, Document

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$@]|:(?=//)|(?<=www)\.|^[-+=]|^\d{1,9}[.)](?= ))", re.IGNORECASE)
"""What CommonMark or GitHub acts on anywhere, or at the start of a block."""


def write_markdown(claims: Iterable[Claim], stream: IO[str]) -> int:
    """One section per article; articles come one after the other."""
    count = 0
    article = None
    for claim in claims:
        if claim.document.id != article:
            stream.write(heading(claim.document, first=not count))
        stream.write(item(claim))
        article = claim.document.id
        count += 1
    return count


def heading(document: Document, *, first: bool) -> str:
    """Title, outlet, day and file of an article."""
    rest = " · ".join(plain(part) for part in (document.outlet, document.published, document.path) if part)
    return f"{'' if first else chr(10)}## {plain(document.title or 'Untitled article')}\n\n{rest}\n\n"


def item(claim: Claim) -> str:
    """A claim in one line, and its sentence below."""
    figure = " ".join(filter(None, (claim.modifier_text, claim.text)))
    details = (
        measure_text(claim),
        claim.period.text if claim.period else None,
        f"said by {claim.attribution.source.name}" if claim.attribution else None,
        claim.status if claim.status != "asserted" else None,
    )
    rest = "".join(f" · {plain(part)}" for part in details if part)
    address = spot_address(claim)
    link = f" ([spot](<{address}>))" if address else ""
    return f"- **{plain(figure)}**{rest}{link}\n  > {plain(claim.sentence.text)}\n"


def plain(text: str) -> str:
    """Text on one line in which Markdown finds nothing to act on."""
    return MARKUP.sub(escaped, " ".join(text.split()))


def escaped(match: re.Match[str]) -> str:
    """A backslash before the mark ("1." at the start has its mark at the end)."""
    return f"{match[0][:-1]}\\{match[0][-1]}"
