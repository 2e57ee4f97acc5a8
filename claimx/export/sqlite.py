"""Claims as an SQLite database: the file behind `-o claims.sqlite`, `--store` and `claimx review`.

`Store` is that file; its tables stand in `schema.sql` (the flat columns of `claims` come from `flat`).
Verdicts are a trail that only grows: they are found again by claim, or by the same figure in another copy of
its article. A killed writer leaves a whole database, because every change is one transaction. Articles that
are the same to the byte are one document.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from claimx.errors import EnvironmentProblem, brief
from claimx.export.flat import COLUMNS, flat_row, storable
from claimx.export.sources import Sources
from claimx.export.text import to_json
from claimx.intake.paths import is_file
from claimx.records import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from claimx.records import Attribution, Document, Voice

APPLICATION_ID = 0x636C6D78
"""Marks the file as a claimx store ("clmx")."""
SCHEMA_VERSION = 1
LARGEST_INTEGER = 2**63 - 1
AFFINITY = {"number": "REAL", "score": "REAL", "integer": "INTEGER", "mixed": ""}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One entry of the trail; `wrong` names the fields found wrong, joined with "; ". Null withdraws."""

    claim_id: str
    figure_id: str
    verdict: str | None = None
    wrong: str | None = None
    method: str | None = None
    source_checked: str | None = None
    date: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """One article with its claims, perhaps none, and the `fingerprint` of all that decided them."""

    document: Document
    extractor: str
    fingerprint: str
    source: str
    claims: list[Claim]


VERDICT_FIELDS = tuple(field.name for field in fields(Verdict))


class Store:
    """An open database of claims."""

    def __init__(self, path: str | Path, *, create: bool = True) -> None:
        """Open or create a store. Raises EnvironmentProblem when the file is missing or is none."""
        self.path = Path(path)
        if not create and not is_file(self.path):
            raise EnvironmentProblem(f"{path}: there is no such store; make one with extract -o {path}")
        try:
            self.connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            self.prepare()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise EnvironmentProblem(f"{path}: cannot be opened as a store: {brief(error)}") from error

    def prepare(self) -> None:
        """Check whose file it is and create what is missing."""
        owner = self.connection.execute("PRAGMA application_id").fetchone()[0]
        tables = self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and owner != APPLICATION_ID:
            self.connection.close()
            raise EnvironmentProblem(f"{self.path}: is a database, but not one of claimx; name another file")
        self.connection.execute("PRAGMA foreign_keys = ON")
        if not tables:
            self.connection.executescript(f"BEGIN; {claims_table()} {schema()} COMMIT;")

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def add(self, claims: Iterable[Claim], sources: Sources | None = None) -> int:
        """Add claims with their documents and sources, all or none; those of a known id are replaced."""
        count = 0
        texts = sources or Sources()
        known: set[str] = set()
        with Transaction(self.connection, self.path):
            for claim in claims:
                if claim.document.id not in known:
                    known.add(claim.document.id)
                    self.add_document(claim, texts)
                self.add_claim(claim)
                count += 1
        return count

    def add_document(self, claim: Claim, sources: Sources) -> None:
        """The article of a claim, and its source with the text when it can be read unchanged."""
        self.insert_document(claim.document, claim.extractor, sources.text(claim.document))

    def insert_document(self, document: Document, extractor: str, text: str | None) -> None:
        """One row of documents and its row of sources."""
        self.insert("sources", (document.sha256, document.path, text), "OR IGNORE")
        self.insert("documents", (*document.model_dump().values(), extractor), "OR REPLACE")

    def keep(self, extractions: Iterable[Extraction]) -> None:
        """Replace what the store holds of these articles, all or none; it is on disk when this returns."""
        waiting = list(extractions)
        if not waiting:
            return
        with Transaction(self.connection, self.path):
            for extraction in waiting:
                document = extraction.document
                self.connection.execute("DELETE FROM claims WHERE document = ?", (document.id,))
                self.insert_document(document, extraction.extractor, extraction.source)
                self.insert("extractions", (document.id, extraction.fingerprint), "OR REPLACE")
                for claim in extraction.claims:
                    self.add_claim(claim)

    def extracted(self, document_id: str, fingerprint: str) -> list[Claim] | None:
        """The claims of an article in reading order, null when it was not extracted with this fingerprint."""
        query = "SELECT 1 FROM extractions WHERE document = ? AND fingerprint = ?"
        if not self.connection.execute(query, (document_id, fingerprint)).fetchone():
            return None
        rows = self.connection.execute("SELECT record FROM claims WHERE document = ? ORDER BY rowid", (document_id,))
        return [claim_of(record) for (record,) in rows]

    def holds(self, document: Document) -> bool:
        """Whether this document stands in the store just so."""
        row = self.connection.execute("SELECT * FROM documents WHERE id = ?", (document.id,)).fetchone()
        return row is not None and list(row[:-1]) == [fitting(cell) for cell in document.model_dump().values()]

    def add_claim(self, claim: Claim) -> None:
        """One row of claims, and one of attributions for every voice."""
        self.connection.execute("DELETE FROM claims WHERE id = ?", (claim.id,))
        self.insert("claims", (*flat_row(claim).values(), claim.document.id, to_json(claim)))
        if claim.attribution:
            for part, voice in voices(claim.attribution):
                self.insert("attributions", attribution_row(claim.id, part, voice, claim.attribution))

    def insert(self, table: str, row: Sequence[object], conflict: str = "") -> None:
        """One row, as SQLite can hold it."""
        marks = ", ".join("?" * len(row))
        self.connection.execute(f"INSERT {conflict} INTO {table} VALUES ({marks})", [fitting(cell) for cell in row])

    def claims(self) -> Iterator[Claim]:
        """All claims, article by article in the order they were added, each in reading order."""
        order = "SELECT record FROM claims JOIN documents ON documents.id = claims.document"
        with readable(self.path):
            for (record,) in self.connection.execute(f"{order} ORDER BY documents.rowid, claims.start, claims.rowid"):
                yield claim_of(record)

    def sources(self) -> Sources:
        """The texts in the store; for the rest, the files they came from."""
        return Sources(StoredTexts(self.connection))

    def add_verdict(self, verdict: Verdict) -> None:
        """Append to the trail; it is on disk when this returns."""
        with Transaction(self.connection, self.path):
            self.insert("verdicts", (None, *astuple(verdict)))

    def verdicts(self) -> dict[str, Verdict]:
        """The last word on each claim, its own or that of the same figure elsewhere, by claim id."""
        names = ", ".join(("current_claim", *VERDICT_FIELDS))
        with readable(self.path):
            rows = self.connection.execute(f"SELECT {names} FROM current_verdicts")
            return {row[0]: Verdict(*row[1:]) for row in rows}

    def trail(self) -> list[Verdict]:
        """Every verdict ever given, oldest first."""
        with readable(self.path):
            rows = self.connection.execute(f"SELECT {', '.join(VERDICT_FIELDS)} FROM verdicts ORDER BY number")
            return [Verdict(*row) for row in rows]


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what goes wrong in reading a damaged store into one line."""
    try:
        yield
    except (sqlite3.Error, ValueError, RecursionError) as error:
        raise EnvironmentProblem(f"{path}: the store is damaged: {brief(error)}") from error


class StoredTexts(dict[str, str | None]):
    """Source texts by checksum, read from a store as they are asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self.connection = connection

    def get(self, key: str, default: Any = None) -> Any:
        """The text with this checksum."""
        row = self.connection.execute("SELECT text FROM sources WHERE sha256 = ?", (key,)).fetchone()
        return row[0] if row else default


class Transaction:
    """All or nothing: rolled back when the block ends in an error, or when the process dies in it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def __enter__(self) -> None:
        self.run("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.run("COMMIT")
            return
        with suppress(sqlite3.Error):  # a full disk has rolled back by itself
            self.connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise EnvironmentProblem(f"cannot write {self.path}: {brief(error)}") from error

    def run(self, statement: str) -> None:
        """Run a statement that may find the disk full or the database busy."""
        try:
            self.connection.execute(statement)
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise EnvironmentProblem(f"cannot write {self.path}: {brief(error)}") from error


def write_sqlite(claims: Iterable[Claim], stream: IO[bytes], *, previous: str | Path | None = None) -> int:
    """Write a new store; the verdicts of the `previous` one go along, so that no work is lost."""
    with tempfile.TemporaryDirectory(prefix="claimx-") as folder:
        path = Path(folder) / "claims.sqlite"
        with Store(path) as store:
            count = store.add(claims)
            for verdict in earlier_verdicts(previous):
                store.add_verdict(verdict)
        with path.open("rb") as database:
            shutil.copyfileobj(database, stream)
    return count


def earlier_verdicts(previous: str | Path | None) -> list[Verdict]:
    """The trail of the store that is about to be replaced, if it is one."""
    if previous is None or not is_file(previous) or not Path(previous).stat().st_size:
        return []
    with Store(previous, create=False) as store:
        return store.trail()


def is_store(path: str | Path) -> bool:
    """Whether a file is a claimx database, by its header."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head[:15] == b"SQLite format 3" and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def schema() -> str:
    """The fixed tables, and the marks that tell the file's owner and version."""
    fixed = (files("claimx.export") / "schema.sql").read_text(encoding="utf-8")
    return f"{fixed} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"


def claims_table() -> str:
    """The flat columns, then the article and the whole record."""
    columns = [f'"{column.name}" {AFFINITY.get(column.type, "TEXT")}'.strip() for column in COLUMNS]
    columns[0] += " PRIMARY KEY"
    columns += ["document TEXT NOT NULL REFERENCES documents (id)", "record TEXT NOT NULL"]
    indexes = "CREATE INDEX claims_figure ON claims (figure_id); CREATE INDEX claims_document ON claims (document);"
    return f"CREATE TABLE claims ({', '.join(columns)}); {indexes}"


def claim_of(record: str) -> Claim:
    """A claim from its JSON; half a surrogate pair, an escape that pydantic refuses, passes through Python's reader."""
    try:
        return Claim.model_validate_json(record)
    except ValueError:
        return Claim.model_validate(json.loads(record))


def voices(attribution: Attribution) -> Iterator[tuple[str, Voice]]:
    """Every voice of an attribution with its part in it."""
    yield "source", attribution.source
    for part, others in (
        ("co_source", attribution.co_sources),
        ("via", attribution.via),
        ("reported_by", attribution.reported_by),
    ):
        for voice in others:
            yield part, voice


def attribution_row(claim_id: str, part: str, voice: Voice, attribution: Attribution) -> tuple[object, ...]:
    """One row of attributions."""
    cue = attribution.cue.text if attribution.cue else None
    source_type = getattr(voice, "type", None)
    place = (voice.name, voice.text, voice.start, voice.end)
    return (claim_id, part, *place, source_type, cue, attribution.type, attribution.scope)


def fitting(cell: object) -> object:
    """What SQLite can hold: text as UTF-8, an integer past 64 bits as the text of its digits."""
    if isinstance(cell, str):
        return storable(cell)
    if isinstance(cell, int) and abs(cell) > LARGEST_INTEGER:
        return str(cell)
    return cell
