"""Words that move a figure: verbs, nouns and adverbs with their direction, from `moves.toml`, read once.

Verbs that carry the movement of their subject ("rise") and those that move their object ("cut") are kept apart,
because a bare figure beside the latter may be an amount ("cut 10,000 jobs").
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from claimx.lexicon.reporting import plural, verb_forms
from claimx.records import Direction

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Moves:
    """Directions by form, factors by form ("tripled" is 3), and verbs that say nothing of their own ("total")."""

    movers: dict[str, Direction]
    changers: dict[str, Direction]
    closers: frozenset[str]
    reachers: frozenset[str]
    nouns: dict[str, Direction]
    results: dict[str, Direction]
    adverbs: dict[str, Direction]
    comparatives: dict[str, Direction]
    factors: dict[str, Decimal]
    light: frozenset[str]

    def verb(self, form: str) -> Direction | None:
        """The direction of a verb of either kind."""
        return self.movers.get(form) or self.changers.get(form)


@lru_cache(maxsize=1)
def moves() -> Moves:
    """The movement words shipped with the package."""
    table = tomllib.loads((_HERE / "moves.toml").read_text(encoding="utf-8"))
    rise, fall = table["rise"], table["fall"]
    return Moves(
        movers=directed(inflected(rise["verbs"], table), inflected(fall["verbs"], table)),
        changers=directed(inflected(table["raise"]["verbs"], table), inflected(table["lower"]["verbs"], table)),
        closers=inflected(table["close"]["verbs"], table),
        reachers=inflected(table["reach"]["verbs"], table),
        nouns=directed(numbered(rise["nouns"]), numbered(fall["nouns"])),
        results=directed(numbered(table["results"]["up"]), numbered(table["results"]["down"])),
        adverbs=directed(frozenset(rise["adverbs"].split()), frozenset(fall["adverbs"].split())),
        comparatives=directed(frozenset(rise["comparatives"].split()), frozenset(fall["comparatives"].split())),
        factors={
            form: Decimal(str(factor)) for verb, factor in table["factors"].items() for form in inflected(verb, table)
        },
        light=inflected(table["light"]["verbs"], table),
    )


def directed(up: frozenset[str], down: frozenset[str]) -> dict[str, Direction]:
    """Form → direction."""
    found: dict[str, Direction] = dict.fromkeys(sorted(up), "up")
    return found | dict.fromkeys(sorted(down), "down")


def inflected(verbs: str, table: dict[str, Any]) -> frozenset[str]:
    """All forms of the verbs, regular and irregular."""
    forms = {form for verb in verbs.split() for form in verb_forms(verb)}
    return frozenset(forms.union(*(table["forms"].get(verb, "").split() for verb in verbs.split())))


def numbered(nouns: str) -> frozenset[str]:
    """Nouns in singular and plural."""
    return frozenset(form for noun in nouns.split() for form in (noun, plural(noun)))
