"""Incremental runs: what a store already holds is read back, the rest is extracted and kept.

    articles ─ batches ─▶ known? ─ no ─▶ extract_batches ─▶ kept, one transaction per batch ─▶ claims, in order
                             └─ yes: read back ───────────────────────────────────────────────┘

An article is known when the same versions read the same text with the same publication date: its `fingerprint`. A
process that is killed loses the batch under way and nothing else; the next run goes on from there and ends with what an
uninterrupted run would have given.
"""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from claimx.claims.assemble import document_of, extractor_of
from claimx.errors import EnvironmentProblem, brief
from claimx.export.sqlite import Extraction, Store
from claimx.parsing.model import meta_of
from claimx.workers import batched, extract_batches

if TYPE_CHECKING:
    from claimx.intake import Article
    from claimx.records import Claim

Looked = list[tuple["Article", "list[Claim] | None"]]


def extract_stored(
    articles: Iterable[Article], store: str, *, model: str | None = None, workers: int = 1
) -> Iterator[list[Claim]]:
    """The claims of each article, in order, read from the store at that path where it has them.

    Raises EnvironmentProblem when the file is no store, is damaged, or cannot be written.
    """
    with Store(store) as kept:
        try:
            yield from Run(kept, model, workers).claims(articles)
        except sqlite3.Error as error:
            raise EnvironmentProblem(f"{store}: the store cannot be used: {brief(error)}") from error


@dataclass
class Run:
    """One run over a store; `waiting` are the batches under way, each article with what the store knew of it."""

    store: Store
    model: str | None
    workers: int
    waiting: deque[Looked] = field(default_factory=deque)

    def __post_init__(self) -> None:
        """The versions that make the claims, as printed and as compared."""
        meta = meta_of(self.model)
        self.extractor = extractor_of(meta)
        self.versions = f"{self.extractor}; {sha256(json.dumps(meta, sort_keys=True).encode()).hexdigest()}"

    def claims(self, articles: Iterable[Article]) -> Iterator[list[Claim]]:
        """The claims of each article, in order."""
        for fresh in extract_batches(self.unknown(articles), model=self.model, workers=self.workers):
            yield from self.keep(self.waiting.popleft(), iter(fresh))

    def unknown(self, articles: Iterable[Article]) -> Iterator[list[Article]]:
        """Of each batch, the articles that must be extracted."""
        for batch in batched(articles):
            looked: Looked = [(article, self.known(article)) for article in batch]
            self.waiting.append(looked)
            yield [article for article, claims in looked if claims is None]

    def known(self, article: Article) -> list[Claim] | None:
        """The stored claims of an article, null when it must be extracted."""
        return self.store.extracted(document_of(article).id, fingerprint(article, self.versions))

    def keep(self, looked: Looked, fresh: Iterator[list[Claim]]) -> list[list[Claim]]:
        """The results of one batch, on disk when this returns."""
        results = [(article, next(fresh) if claims is None else at_home(claims, article)) for article, claims in looked]
        changed = [self.extraction(article, claims) for article, claims in results]
        self.store.keep(
            new for new, (_, claims) in zip(changed, looked, strict=True) if claims is None or self.moved(new)
        )
        return [claims for _, claims in results]

    def moved(self, extraction: Extraction) -> bool:
        """Whether the file around a known article has another name, title or address than before."""
        return not self.store.holds(extraction.document)

    def extraction(self, article: Article, claims: list[Claim]) -> Extraction:
        """What the store keeps of one article."""
        document = document_of(article)
        return Extraction(document, self.extractor, fingerprint(article, self.versions), article.source, claims)


def at_home(claims: list[Claim], article: Article) -> list[Claim]:
    """Stored claims with the document as this run meets it: the same text may lie under another path now."""
    document = document_of(article)
    return [
        claim if claim.document == document else claim.model_copy(update={"document": document}) for claim in claims
    ]


def fingerprint(article: Article, versions: str) -> str:
    """SHA-256 of all that decides the claims of an article, beside its document's id."""
    parts = [versions, article.text, article.end, article.published, article.dateline]
    return sha256(json.dumps(parts).encode()).hexdigest()
