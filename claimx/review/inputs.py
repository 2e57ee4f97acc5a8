"""What the desk works on: claims from articles, from a claims file or from a store, with the texts behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from claimx.errors import InputError, UsageError
from claimx.export.sources import Sources
from claimx.export.sqlite import Store, Verdict, is_store
from claimx.review.reading import CLAIM_ID, read_claims, read_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from claimx.records import Claim

CLAIMS_SUFFIXES = (".json", ".jsonl")


@dataclass(frozen=True)
class Inputs:
    """Claims as they come, the sources to show them in, and the verdicts already given, by claim id."""

    claims: Iterable[Claim]
    sources: Sources
    verdicts: dict[str, Verdict] = field(default_factory=dict)


def gather(paths: Sequence[str], extract: Callable[[list[str]], Iterable[Claim]]) -> Inputs:
    """Read claims files and stores as they are, and extract from everything else; the order of `paths` is kept."""
    stores = [path for path in paths if path != "-" and is_store(path)]
    if len(stores) > 1:
        raise UsageError(f"one store at a time: {' and '.join(stores)} were given")
    sources, verdicts = Sources(), {}
    if stores:
        store = Store(stores[0], create=False)
        sources, verdicts = store.sources(), store.verdicts()
    parts = (claims_of(path, extract) for path in paths)
    return Inputs(chain.from_iterable(parts), sources, verdicts)


def claims_of(path: str, extract: Callable[[list[str]], Iterable[Claim]]) -> Iterable[Claim]:
    """The claims of one path, by what it is."""
    if path != "-" and is_store(path):
        return Store(path, create=False).claims()
    return read_claims(path) if path != "-" and holds_claims(path) else extract([path])


def holds_claims(path: str | Path) -> bool:
    """Whether a file is a claims file: its first record has the id of a claim."""
    if not str(path).lower().endswith(CLAIMS_SUFFIXES):
        return False
    try:
        first = next(iter(read_entries(path)), None)
    except InputError:
        return False
    return first is not None and str(first.data.get("id", "")).startswith(CLAIM_ID)
