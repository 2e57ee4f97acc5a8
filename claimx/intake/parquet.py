"""Parquet files of articles: one row per article, the columns named like the keys of JSON Lines.

`text` is needed; `id`, `title`, `date`, `url` and `outlet` are read where they stand; other columns are left alone.
Rows are read in small groups, so memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from claimx.errors import EnvironmentProblem, InputError, brief

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

COLUMNS = ("text", "id", "title", "date", "url", "outlet")
ROWS = 256
"""Rows read at once."""


def rows(stream: BinaryIO, path: str) -> Iterator[dict[str, Any]]:
    """One dict per row; raises InputError for what is no Parquet file or has no text column."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise EnvironmentProblem("Parquet needs a package: pip install 'claimx[parquet]'") from error
    try:
        file = ParquetFile(stream)
        if "text" not in file.schema_arrow.names:
            raise InputError(path, 'no column "text" in this file')
        yield from of_file(file)
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise InputError(path, f"damaged Parquet file: {brief(error)}") from error


def of_file(file: ParquetFile) -> Iterator[dict[str, Any]]:
    """The rows of an open file."""
    wanted = [name for name in COLUMNS if name in file.schema_arrow.names]
    for batch in file.iter_batches(batch_size=ROWS, columns=wanted):
        for row in batch.to_pylist():
            yield {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
