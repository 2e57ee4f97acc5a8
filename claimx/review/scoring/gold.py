"""Gold folders: what annotators wrote, as frozen records.

A folder holds `NAME.jsonl` (claims) and `NAME.not_claims.jsonl` (every other number, with the reason), and
perhaps the articles: `texts.jsonl` with one article a line (`file` or `id`, `text`, `dct` or `date`), or a
folder `texts/`. `articles.jsonl` is not read. `read_gold` reads the annotation, `write_inputs` prepares the
articles for extraction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from claimx.errors import InputError, UsageError
from claimx.intake.paths import is_file
from claimx.records import Direction, Kind, QuotationType, Scope, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_CLAIMS = ".not_claims.jsonl"
NOT_GOLD = {"articles.jsonl", "texts.jsonl"}


class GoldLine(BaseModel):
    """Base of gold lines: frozen; what the scorer does not use is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Bounds(GoldLine):
    """Bounds of a range; null is open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float | None
    high: float | None


class Paired(GoldLine):
    """Another right value that needs its own unit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float | str | Bounds
    unit: str | None


Value = float | str | Bounds | None
Texts = tuple[str | None, ...]


class GoldChange(GoldLine):
    """A movement, with what the text states of it."""

    direction: Direction
    from_: float | None = Field(default=None, alias="from")
    to: float | None = None
    factor: float | None = None


class GoldAttribution(GoldLine):
    """Who vouches for a figure; `accept_also` lists other right names (null: none at all)."""

    source: str
    source_text: str | None = None
    cue: str | None = None
    cue_alt: Texts = ()
    type: QuotationType
    scope: Scope
    accept_also: Texts = ()


class GoldPeriod(GoldLine):
    """The time a figure refers to; the value is null when it cannot be resolved."""

    text: str
    value: str | None


class GoldClaim(GoldLine):
    """One annotated figure or date; `…_alt` hold other right answers.

    `tier` 1 is a figure worth checking, 2 a date worth checking, 3 the rest: finding or missing that costs
    nothing.
    """

    id: str
    file: str
    start: int
    end: int
    text: str
    kind: Kind
    value: Value
    value_alt: tuple[Paired | Value, ...] = ()
    unit: str | None = None
    unit_alt: Texts = ()
    modifier: str | None = None
    modifier_alt: Texts = ()
    measure: str | None = None
    measure_alt: Texts = ()
    entities: tuple[str, ...] = ()
    period: GoldPeriod | None = None
    period_alt: Texts = ()
    change: GoldChange | None = None
    status: Status
    status_alt: Texts = ()
    attribution: GoldAttribution | None = None
    attribution_alt: Texts = ()
    tier: int


class NotClaim(GoldLine):
    """A number that is no claim, and why; returning a neutral one is neither right nor wrong."""

    file: str
    start: int
    end: int
    text: str
    why: str
    neutral: bool


Line = TypeVar("Line", bound=GoldLine)


@dataclass(frozen=True)
class Gold:
    """The annotation of one folder."""

    claims: tuple[GoldClaim, ...]
    not_claims: tuple[NotClaim, ...]

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The names of the annotated files, sorted."""
        return tuple(sorted({line.file for line in self.claims} | {line.file for line in self.not_claims}))


def read_gold(folder: Path) -> Gold:
    """Read all gold lines of a folder.

    Raises UsageError for a folder without gold, InputError (with the line) for a line that is none.
    """
    paths = gold_paths(folder)
    if not paths:
        raise UsageError(f"{folder}: no gold here (NAME.jsonl files with annotated claims are expected)")
    claims, not_claims = [], []
    for path in paths:
        if path.name.endswith(NOT_CLAIMS):
            not_claims += read_lines(path, NotClaim)
        else:
            claims += read_lines(path, GoldClaim)
    return Gold(tuple(claims), tuple(not_claims))


def gold_paths(folder: Path) -> list[Path]:
    """The annotation files of a folder, in a fixed order."""
    return sorted(path for path in folder.glob("*.jsonl") if path.name not in NOT_GOLD)


def read_lines(path: Path, model: type[Line]) -> list[Line]:
    """The lines of a file as records of one model."""
    return [valid(path, number, line, model) for number, line in numbered_lines(path)]


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, counted from 1; raises InputError for a file that cannot be read."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error


def valid(path: Path, number: int, line: str, model: type[Line]) -> Line:
    """One gold line; what is wrong with it is said by line and field."""
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "line"
        raise InputError(str(path), f"line {number}: {field}: {first['msg']}") from error


def write_inputs(folder: Path, gold: Gold, texts: Path | None, scratch: Path) -> list[str]:
    """Paths to extract from: the folder's articles, written to `scratch`, or the annotated files."""
    if texts is None and is_file(folder / "texts.jsonl"):
        path = scratch / "articles.jsonl"
        rows = [text_row(folder, number, line) for number, line in numbered_lines(folder / "texts.jsonl")]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return [str(path)]
    home = texts or folder / "texts"
    missing = [name for name in gold.files if not is_file(home / name)]
    if missing:
        raise UsageError(f"{home / missing[0]}: not found; name the folder of the annotated files with --texts")
    return [str(home / name) for name in gold.files]


def text_row(folder: Path, number: int, line: str) -> dict[str, str]:
    """One line of `texts.jsonl` as an article; what is wrong with it is said by line."""
    try:
        return article_row(folder, json.loads(line))
    except KeyError as error:
        reason = f"no {error}"
    except RecursionError:
        reason = "nested too deeply"
    except (OSError, TypeError, ValueError) as error:
        reason = str(error)
    raise InputError(str(folder / "texts.jsonl"), f"line {number}: {reason}")


def article_row(folder: Path, row: dict[str, Any]) -> dict[str, str]:
    """A line of `texts.jsonl` as an article of JSON Lines input, under the name that gold knows it by."""
    if not isinstance(row, dict):
        raise TypeError("not an object")
    name = str(row.get("file") or f"{row['id']}.txt")
    text = row["text"] if "text" in row else (folder / "texts" / name).read_bytes().decode("utf-8")
    published = row.get("dct") or row.get("date")
    return {"id": name, "text": text} | ({"date": published} if published else {})
