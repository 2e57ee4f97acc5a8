"""The table of output formats, and the two ways in: `write` to a stream, `save` to a file."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from claimx.errors import EnvironmentProblem, UsageError
from claimx.export.output import open_output

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimx.records import Claim


@dataclass(frozen=True, slots=True)
class Format:
    """One output format.

    `writer` is "module:function" below `claimx.export`; `extra` is the optional part of claimx that brings
    `package`, the module that the writer imports.
    """

    name: str
    suffixes: tuple[str, ...]
    writer: str
    binary: bool = False
    extra: str | None = None
    package: str | None = None


FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format("table", (), "terminal:write_table"),
        Format("json", (".json",), "text:write_json"),
        Format("jsonl", (".jsonl", ".ndjson"), "text:write_jsonl"),
        Format("csv", (".csv",), "text:write_csv"),
        Format("tsv", (".tsv", ".tab"), "text:write_tsv"),
        Format("xlsx", (".xlsx",), "xlsx:write_xlsx", True, "xlsx", "xlsxwriter"),
        Format("sqlite", (".sqlite", ".sqlite3", ".db"), "sqlite:write_sqlite", True),
        Format("parquet", (".parquet",), "parquet:write_parquet", True, "parquet", "pyarrow"),
        Format("html", (".html", ".htm"), "html:write_html", False, "report", "jinja2"),
        Format("md", (".md", ".markdown"), "markdown:write_markdown"),
        Format("jsonld", (".jsonld",), "linked:write_jsonld"),
        Format("webannotation", (".anno.json",), "linked:write_webannotation"),
    )
}


def format_for(path: str | Path, name: str | None = None) -> Format:
    """The format of that name, or else the one that the suffix of `path` picks."""
    if name is not None:
        return named_format(name)
    file = Path(path).name.lower()
    fitting = {suffix: row for row in FORMATS.values() for suffix in row.suffixes if file.endswith(suffix)}
    if fitting:
        return fitting[max(fitting, key=len)]  # "claims.anno.json" is no plain JSON
    known = " ".join(suffix for row in FORMATS.values() for suffix in row.suffixes[:1])
    raise UsageError(f"{path}: no output format has this suffix; known: {known}, or give --format")


def named_format(name: str) -> Format:
    """The format of that name."""
    if name not in FORMATS:
        raise UsageError(f"unknown format {name!r}; known: {', '.join(FORMATS)}")
    return FORMATS[name]


def write(claims: Iterable[Claim], stream: IO[Any], form: Format, **options: object) -> int:
    """Write claims in one format to an open stream; returns how many. Options are those of its writer."""
    need(form.package, form.extra, form.name)
    module, function = form.writer.split(":")
    writer = getattr(import_module(f"claimx.export.{module}"), function)
    return int(writer(claims, stream, **options))


def need(package: str | None, extra: str | None, purpose: str) -> None:
    """Say how to get the package behind an output, before any work is done for it."""
    if package and find_spec(package) is None:
        raise EnvironmentProblem(f"{purpose} needs a package: pip install 'claimx[{extra}]'")


def save(claims: Iterable[Claim], path: str | Path, name: str | None = None, **options: object) -> int:
    """Write claims to a file, whole or not at all; the suffix picks the format unless `name` does."""
    form = format_for(path, name)
    if form.name == "sqlite":
        options["previous"] = path
    with open_output(path, binary=form.binary) as stream:
        return write(claims, stream, form, **options)
