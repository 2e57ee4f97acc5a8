"""Which articles are copies of one another: near-duplicates count as one origin.

Texts are compared by the hashes of their word sequences (shingles), of which a fixed share is kept, so that
any two articles are compared on the same sample. Without their texts, articles are compared by the
sentences of their claims.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

from claimx.review.likeness import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimx.export.sources import Sources
    from claimx.records import Claim

SHINGLE = 5
KEPT = 4
"""One shingle in this many is kept."""
SAME = 0.5
"""Shared shingles, as a share of the shorter article's, from which two articles are one (one text in
two files: 0.99; one story told twice: 0.06)."""
FEWEST = 3
"""Shared shingles or sentences below which nothing is concluded."""
COMMON = 50
"""A shingle in more articles than this is page furniture."""


def origins(claims: Iterable[Claim], sources: Sources | None = None) -> dict[str, str]:
    """The origin of each article: document id → id of the first article of its group."""
    marks: dict[str, set[bytes]] = {}
    for claim in claims:
        document = claim.document
        if document.id not in marks:
            text = sources.text(document) if sources else None
            marks[document.id] = set() if text is None else shingles(text[document.start : document.end])
        marks[document.id].add(claim.figure_id.encode())
    return grouped(marks)


def shingles(text: str) -> set[bytes]:
    """Hashes of a fixed share of the text's word sequences."""
    words = WORD.findall(text.casefold())
    runs = (" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
    hashes = (blake2b(run.encode("utf-8", "replace"), digest_size=8).digest() for run in runs)
    return {digest for digest in hashes if digest[0] % KEPT == 0}


def grouped(marks: Mapping[str, set[bytes]]) -> dict[str, str]:
    """Articles joined where they share enough; the first of a group stands for it."""
    leader = {document: document for document in marks}

    def find(document: str) -> str:
        while leader[document] != document:
            document = leader[document]
        return document

    order = {document: place for place, document in enumerate(marks)}
    for (one, other), shared in shared_marks(marks).items():
        smaller = min(len(marks[one]), len(marks[other]))
        if shared >= FEWEST and shared >= SAME * smaller:
            first, second = sorted((find(one), find(other)), key=order.__getitem__)
            leader[second] = first
    return {document: find(document) for document in marks}


def shared_marks(marks: Mapping[str, set[bytes]]) -> Counter[tuple[str, str]]:
    """How many marks each pair of articles shares; pairs that share none do not occur."""
    holders = defaultdict(list)
    for document, own in marks.items():
        for mark in own:
            holders[mark].append(document)
    pairs: Counter[tuple[str, str]] = Counter()
    for documents in holders.values():
        if len(documents) <= COMMON:
            pairs.update(combinations(documents, 2))
    return pairs
