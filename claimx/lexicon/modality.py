"""Words of expectation, plan, doubt and denial, from `status.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.lexicon.moves import inflected, moves, numbered

if TYPE_CHECKING:
    from claimx.records import Status

_HERE = Path(__file__).parent
_STATUSES: tuple[Status, ...] = ("planned", "forecast", "hypothetical", "negated")


@dataclass(frozen=True)
class Modality:
    """Status by form, for governing verbs, nouns and adjectives; the other sets are verbs, by form.

    `outcomes` nobody decides on; `objects` give their bare object a status, `wishes` among them to all that belongs to
    it; `settings` put something down for a day; `answers` are what people asked would do; `estimates` are followed by
    a clause, `calls` by "for". `views` are nouns whose figure is their own, `acts` lay something down; `attributes`
    are adjectives that give their status to the noun behind them.
    """

    verbs: dict[str, Status]
    nouns: dict[str, Status]
    adjectives: dict[str, Status]
    outcomes: frozenset[str]
    objects: dict[str, Status]
    wishes: frozenset[str]
    settings: frozenset[str]
    answers: frozenset[str]
    estimates: frozenset[str]
    calls: frozenset[str]
    views: frozenset[str]
    acts: frozenset[str]
    attributes: frozenset[str]


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
        objects=objects(verbs, table),
        wishes=inflected(verbs["object"], table),
        settings=inflected(verbs["set_down"], table),
        answers=inflected(verbs["answer"], table),
        estimates=inflected(verbs["estimate"], table),
        calls=inflected(verbs["call"], table),
        views=numbered(nouns["view"]),
        acts=numbered(nouns["act"]),
        attributes=frozenset(adjectives["attributive"].split()),
    )


def objects(verbs: dict[str, str], table: dict[str, Any]) -> dict[str, Status]:
    """What the bare object of a verb is, by form of the verb: planned or expected."""
    planned: dict[str, Status] = dict.fromkeys(sorted(inflected(verbs["object"], table)), "planned")
    expected: dict[str, Status] = dict.fromkeys(sorted(inflected(verbs["expected_object"], table)), "forecast")
    return planned | expected
