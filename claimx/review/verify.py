"""Do the claims of a file still stand in their articles? `claimx verify CLAIMS [--again]`.

Each source is read once more from `document.path`. Its SHA-256 tells a changed file; the text at every offset
tells a moved one; ids computed again, and what the article states about itself, tell an edited record. With
an extraction every field of a record is compared with the fresh one as well.

    verify → VerifyReport: one `Problem` per thing that is wrong, notes for what is only worth knowing
    render   one line per problem; `closing` the notes and the total; `as_json` all of it

The checks themselves are in `checks`, the formats in `reading`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.errors import InputError
from claimx.export.flat import flat_row
from claimx.intake import read
from claimx.intake.paths import STDIN, is_file, openable, printable
from claimx.review.checks import check_claim, check_row, compare
from claimx.review.findings import Finding, differing, shown
from claimx.review.reading import Entry, claim_of, is_flat, read_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimx.intake import Article
    from claimx.records import Claim, Document

    Extract = Callable[[list[str]], Iterable[Claim]]

NO_LIMIT = 2**62
"""Verification reads articles of any length: they were extracted once."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where in the claims file, which source, which claim and field, and what."""

    place: str
    path: str
    claim: str
    field: str
    message: str

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.place, self.path, self.claim, self.field) if part)
        return f"{where}: {self.message}"


@dataclass
class VerifyReport:
    """How many claims and sources were looked at, and what is wrong with them."""

    claims: int = 0
    sources: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether every claim stands."""
        return not self.problems

    def add(self, path: str, entry: Entry, finding: Finding) -> None:
        """Add what is wrong with one record."""
        claim = str(entry.data.get("id", ""))
        self.problems.append(Problem(entry.place, printable(path), claim, finding.field, finding.message))

    def add_all(self, path: str, found: Iterable[tuple[Checked, Finding]]) -> None:
        """Add what is wrong with the records of one source."""
        for record, finding in found:
            self.add(path, record.entry, finding)


@dataclass(frozen=True, slots=True)
class Checked:
    """A readable record: its place, its raw data, and the claim when it is a whole one."""

    entry: Entry
    claim: Claim | None

    @property
    def id(self) -> str:
        """The id of the claim."""
        return str(self.entry.data["id"])

    @property
    def index(self) -> int:
        """The number of its article within the file."""
        return self.claim.document.article if self.claim else int(self.entry.data["article"])


def verify(path: str | Path, *, again: Extract | None = None, encoding: str | None = None) -> VerifyReport:
    """Check every record of a claims file against its source.

    `again` extracts afresh from a list of paths, to compare values; `encoding` is that of the sources.
    Raises InputError when the claims file itself cannot be read.
    """
    report = VerifyReport()
    for source, records in by_source(path, report).items():
        report.sources += 1
        try:
            articles = wanted_articles(source, records, encoding)
        except InputError as error:
            report.add(source, records[0].entry, Finding("document.path", error.reason))
            continue
        report.add_all(source, check_records(records, articles))
        if again is not None:
            report.add_all(source, check_again(source, records, articles, again, report))
    return report


def by_source(path: str | Path, report: VerifyReport) -> dict[str, list[Checked]]:
    """The readable records by the path of their source; the others become problems."""
    groups: dict[str, list[Checked]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for entry in read_entries(path):
        report.claims += 1
        try:
            record = checked(entry, path)
        except InputError as error:
            report.add("", entry, Finding("", bare(error, entry)))
            continue
        source = source_path(record)
        if (source, record.id) in seen:
            report.add(source, entry, Finding("id", "stands in the file twice"))
        seen.add((source, record.id))
        groups[source].append(record)
    return groups


def checked(entry: Entry, path: str | Path) -> Checked:
    """A record that can be checked; raises InputError for one that cannot."""
    if entry.problem:
        raise InputError(str(path), f"{entry.place}: {entry.problem}")
    return Checked(entry, None if is_flat(path) else claim_of(entry, str(path)))


def bare(error: InputError, entry: Entry) -> str:
    """The reason of an error without the place, which a problem has of its own."""
    return error.reason.removeprefix(f"{entry.place}: ")


def source_path(record: Checked) -> str:
    """The path of the source of a record."""
    return record.claim.document.path if record.claim else str(record.entry.data["path"])


def wanted_articles(path: str, records: Sequence[Checked], encoding: str | None) -> list[Article]:
    """The articles of a source that records may come from; raises InputError when it cannot be read."""
    if path == STDIN:
        raise InputError(path, "came from standard input, which cannot be read again")
    if not is_file(openable(path)):
        raise InputError(path, "no such file")
    wanted = Wanted(records)
    articles, failures = [], []
    for item in read([openable(path)], encoding=encoding, max_article_chars=NO_LIMIT):
        if isinstance(item, InputError):
            failures.append(item)
        elif wanted(item):
            articles.append(item)
    if failures and not articles:
        raise failures[0]
    return articles


class Wanted:
    """Says which articles of a file some records may come from: by number, by key, or by checksum."""

    def __init__(self, records: Sequence[Checked]) -> None:
        documents = [record.claim.document for record in records if record.claim]
        self.indexes = {record.index for record in records}
        self.keys = {document.key for document in documents if document.key is not None}
        self.hashes = {document.sha256 for document in documents}

    def __call__(self, article: Article) -> bool:
        """Whether an article is wanted."""
        return article.index in self.indexes or article.key in self.keys or article.sha256 in self.hashes


def check_records(records: Sequence[Checked], articles: Sequence[Article]) -> Iterator[tuple[Checked, Finding]]:
    """The findings about the records of one source; a changed source is said once."""
    changed: set[str] = set()
    for record in records:
        article = article_of(record, articles)
        if article is None:
            yield record, Finding("document", f"article {record.index} is not in the file any more")
        elif record.claim is None:
            yield from ((record, finding) for finding in check_row(record.entry.data, article))
        else:
            document = record.claim.document
            if article.sha256 != document.sha256 and document.sha256 not in changed:
                changed.add(document.sha256)
                yield record, change_of(document, article)
            yield from ((record, finding) for finding in check_claim(record.claim, article))


def article_of(record: Checked, articles: Sequence[Article]) -> Article | None:
    """The article a record comes from: of the same key, then the same source, start and number."""
    if record.claim is None:
        return next((article for article in articles if article.index == record.index), None)
    document = record.claim.document
    related = [item for item in articles if item.sha256 == document.sha256 or item.key == document.key]
    return min(related, key=lambda article: unlikeness(document, article), default=None)


def unlikeness(document: Document, article: Article) -> tuple[bool, ...]:
    """What is different about an article, the worst first."""
    return (
        article.key != document.key,
        article.sha256 != document.sha256,
        article.start != document.start,
        article.index != document.article,
    )


def change_of(document: Document, article: Article) -> Finding:
    """The finding about a changed source."""
    return Finding("document.sha256", f"the source has changed: {article.sha256}, was {shown(document.sha256)}")


def check_again(
    path: str, records: Sequence[Checked], articles: Sequence[Article], again: Extract, report: VerifyReport
) -> Iterator[tuple[Checked, Finding]]:
    """The findings of a fresh extraction of one source, for records whose source has not changed."""
    fresh = {claim.id: claim for claim in again([openable(path)])}
    hashes = {article.sha256 for article in articles}
    for record in records:
        claim = fresh.get(record.id)
        if claim is not None:
            for name, given, wanted in compare(*comparable(record, claim)):
                yield from ((record, finding) for finding in differing(name, given, wanted))
        elif record.claim is None or record.claim.document.sha256 in hashes:
            yield record, Finding("id", "a fresh extraction finds no such claim")
    report.notes += notes(path, records, fresh)


def comparable(record: Checked, fresh: Claim) -> tuple[dict[str, Any], dict[str, Any]]:
    """A record and the fresh claim, both flat or both whole."""
    if record.claim is None:
        return record.entry.data, dict(flat_row(fresh))
    return record.claim.model_dump(mode="json", by_alias=True), fresh.model_dump(mode="json", by_alias=True)


def notes(path: str, records: Sequence[Checked], fresh: dict[str, Claim]) -> Iterator[str]:
    """What is worth knowing about a comparison without being wrong."""
    more = len(fresh.keys() - {record.id for record in records})
    if more:
        yield f"{printable(path)}: {more} more found afresh (this file is a selection, or rows were removed)"
    made = {record.claim.extractor for record in records if record.claim}
    now = {claim.extractor for claim in fresh.values()}
    if made and now and made != now:
        versions = (", ".join(sorted(made)), ", ".join(sorted(now)))
        yield f"{printable(path)}: extracted with {versions[0]}; compared with {versions[1]}"


def render(report: VerifyReport) -> list[str]:
    """One line per problem; nothing in it can move a cursor."""
    return [visible(str(problem)) for problem in report.problems]


def closing(report: VerifyReport) -> list[str]:
    """The notes, and the one line that says how it ended."""
    state = counted(len(report.problems), "problem") if report.problems else "nothing is wrong"
    total = f"{counted(report.claims, 'claim')} from {counted(report.sources, 'source')}: {state}"
    return [*(visible(f"note: {note}") for note in report.notes), total]


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def as_json(report: VerifyReport) -> dict[str, Any]:
    """The report as one JSON object."""
    return asdict(report)


def visible(text: str) -> str:
    """Text with its control characters as escapes."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
