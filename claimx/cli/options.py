"""The options that commands share, each defined once."""

from __future__ import annotations

from typing import Annotated

import typer

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files, folders, globs, or - for standard input.", show_default=False),
]
Output = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file; its suffix picks the format.")
]
Format = Annotated[str | None, typer.Option("--format", metavar="NAME", help="Output format by name.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON array.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON record per line.")]
Csv = Annotated[bool, typer.Option("--csv", help="Comma-separated rows with a header.")]
Tsv = Annotated[bool, typer.Option("--tsv", help="Tab-separated rows with a header.")]
Excel = Annotated[bool, typer.Option("--excel", help="CSV that Excel opens as it should (BOM, CRLF).")]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", help="Only this kind (money, percent, …); may be repeated."),
]
SourceName = Annotated[
    str | None, typer.Option("--source", metavar="TEXT", help="Only figures whose source's name holds this text.")
]
Attributed = Annotated[
    bool | None, typer.Option("--attributed/--unattributed", help="Only figures with, or without, a source.")
]
MinConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", min=0, max=1, metavar="0..1", help="Only figures at least this sure."),
]
Sort = Annotated[
    str, typer.Option("--sort", metavar="ORDER", help="position, or check-worthiness (most worth checking first).")
]
Top = Annotated[int | None, typer.Option("--top", min=1, metavar="N", help="Only the first N rows after sorting.")]
Date = Annotated[
    str | None, typer.Option("--date", metavar="ISO", help="Publication date of articles that state none (2025-07-21).")
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of the files, if not detected.")
]
Model = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="Another spaCy pipeline: package name or folder.")
]
Workers = Annotated[int, typer.Option("--workers", min=1, metavar="N", help="Processes to use.")]
Store = Annotated[
    str | None,
    typer.Option("--store", metavar="FILE", help="Keep claims in this .sqlite; articles it knows are not read again."),
]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="Run on Dask, one file per input into the folder -o; or: local."),
]
MaxChars = Annotated[
    int | None, typer.Option("--max-article-chars", min=1, metavar="N", help="Refuse articles longer than this.")
]
FailEmpty = Annotated[bool, typer.Option("--fail-empty", help="Exit 4 when nothing is found.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No progress, no summary.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Name every article on stderr.")]
