"""Units of measurement from `units.toml`: every spelling and the canonical unit it stands for.

`units()` is read once. `Units.find` looks up one spelling; composing rates ("barrel/day") is left to the mentions.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from claimx.lexicon.nouns import plural

_HERE = Path(__file__).parent

Scaled = tuple[str, Decimal]
"""A canonical unit and what the number is multiplied with to count it ("bcm" → cubic metre, 1e9)."""


@dataclass(frozen=True)
class Unit:
    """A unit with its dimension and its size in the base unit of the dimension."""

    name: str
    dimension: str
    factor: Decimal


@dataclass(frozen=True)
class Units:
    """Spellings (lower case, hyphens as spaces) and symbols (as they stand) with the unit they mean."""

    units: dict[str, Unit]
    words: dict[str, Scaled]
    symbols: dict[str, Scaled]

    def find(self, spelling: str) -> Scaled | None:
        """The unit of a spelling with single spaces between its words, or null."""
        return self.symbols.get(spelling) or self.words.get(spelling.lower())


@lru_cache(maxsize=1)
def units() -> Units:
    """The units shipped with the package."""
    table = tomllib.loads((_HERE / "units.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    scaled = table.pop("scaled")
    found = Units({}, {}, {})
    for dimension, rows in table.items():
        for name, row in rows.items():
            found.units[name] = Unit(name, dimension, Decimal(row["factor"]))
            for word in row["words"]:
                found.words[folded(word)] = found.words[folded(plural(word))] = (name, Decimal(1))
            found.symbols.update({symbol: (name, Decimal(1)) for symbol in row.get("symbols", ())})
    found.words.update({folded(word): (name, Decimal(factor)) for word, (name, factor) in scaled.items()})
    return found


def folded(spelling: str) -> str:
    """Lower case, hyphens as spaces."""
    return spelling.lower().replace("-", " ")
