"""Case tables: `tests/cases/NAME.toml` holds rows under `[[case]]`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"


def cases_of(name: str, table: str = "case") -> list[dict[str, Any]]:
    """The rows of one table; an empty table is an error, since it would test nothing."""
    rows: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))[table]
    assert rows, f"{name}.toml has no rows under {table}"
    return rows
