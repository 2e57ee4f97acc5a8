"""Words of expectation, plan, doubt and denial, from `status.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.lexicon.moves import inflected, moves, numbered

if TYPE_CHECKING:
    from claimx.records import Status

_HERE = Path(__file__).parent
_STATUSES: tuple[Status, ...] = ("planned", "forecast", "hypothetical", "negated")


@dataclass(frozen=True)
class Modality:
    """Status by form, for governing verbs, nouns and adjectives; the other sets are verbs, by form.

    `outcomes` nobody decides on; the object of `wishes` is not there yet; `settings` put something down for a day;
    `answers` are what people asked would do.
    """

    verbs: dict[str, Status]
    nouns: dict[str, Status]
    adjectives: dict[str, Status]
    outcomes: frozenset[str]
    wishes: frozenset[str]
    settings: frozenset[str]
    answers: frozenset[str]


@lru_cache(maxsize=1)
def modality() -> Modality:
    """The status words shipped with the package."""
    table = tomllib.loads((_HERE / "status.toml").read_text(encoding="utf-8"))
    verbs, nouns, adjectives = table["verbs"], table["nouns"], table["adjectives"]
    return Modality(
        verbs={form: status for status in _STATUSES for form in sorted(inflected(verbs[status], table))},
        nouns={form: status for status in _STATUSES if status in nouns for form in sorted(numbered(nouns[status]))},
        adjectives={
            word: status for status in _STATUSES if status in adjectives for word in adjectives[status].split()
        },
        outcomes=inflected(verbs["outcome"], table) | frozenset(moves().movers),
        wishes=inflected(verbs["object"], table),
        settings=inflected(verbs["set_down"], table),
        answers=inflected(verbs["answer"], table),
    )
