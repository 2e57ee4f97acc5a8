"""Modifiers of figures ("more than", "or so") from `bounds.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from claimx.records import Modifier

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Bounds:
    """Phrases in lower case with their canonical modifier, by the side of the number on which they stand."""

    before: dict[str, Modifier]
    after: dict[str, Modifier]


@lru_cache(maxsize=1)
def bounds() -> Bounds:
    """The modifiers shipped with the package."""
    table = tomllib.loads((_HERE / "bounds.toml").read_text(encoding="utf-8"))
    return Bounds(table["before"], table["after"])
