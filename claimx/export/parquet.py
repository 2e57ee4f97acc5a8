"""Flat rows as Parquet, for DuckDB, pandas and Polars."""

from __future__ import annotations

from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from claimx.export.flat import COLUMNS, Cell, Column, flat_row, storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyarrow import RecordBatch, Schema

    from claimx.records import Claim

BATCH = 10_000
"""Rows per row group: bounds the memory; large enough for a reader to skip and compress well."""
NUMERIC = {"number": "float64", "score": "float64", "integer": "int64"}


def write_parquet(claims: Iterable[Claim], stream: IO[bytes]) -> int:
    """Write flat rows; `value` is text, because it holds numbers and the TIMEX values of dates."""
    from pyarrow.parquet import ParquetWriter

    count = 0
    with ParquetWriter(stream, schema := flat_schema(), compression="zstd") as writer:
        for batch in batches(claims, schema):
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def flat_schema() -> Schema:
    """Column names and types, with the meaning of each column as its metadata."""
    import pyarrow as pa

    return pa.schema(
        pa.field(
            column.name,
            pa.type_for_alias(NUMERIC.get(column.type, "string")),
            metadata={"meaning": column.meaning},
        )
        for column in COLUMNS
    )


def batches(claims: Iterable[Claim], schema: Schema) -> Iterator[RecordBatch]:
    """Rows in batches, column by column."""
    import pyarrow as pa

    waiting = iter(claims)
    while group := [flat_row(claim) for claim in islice(waiting, BATCH)]:
        columns = [[typed(column, row[column.name]) for row in group] for column in COLUMNS]
        yield pa.record_batch(
            [pa.array(c, field.type) for c, field in zip(columns, schema, strict=True)], schema=schema
        )


def typed(column: Column, cell: Cell) -> Any:
    """A cell as the column's type takes it; a number past all floats becomes infinite."""
    if cell is None:
        return None
    if column.type in ("number", "score"):
        return as_float(cell)
    return storable(cell) if isinstance(cell, str) else str(cell) if column.type == "mixed" else cell


def as_float(cell: str | float) -> float:
    """The nearest float."""
    try:
        return float(cell)
    except OverflowError:
        return float("inf")
