"""What is wrong with a record: where, and what should stand there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 60
"""How much of a value a message shows."""


class Difference(NamedTuple):
    """A field of a record that is not what a fresh extraction gives."""

    field: str
    given: object
    fresh: object


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a field: "measure.spans.0", "id"."""

    field: str
    message: str


def differing(field: str, given: object, wanted: object) -> Iterator[Finding]:
    """A finding when two values are not the same."""
    if given != wanted:
        first, second = from_difference(given, wanted)
        yield Finding(field, f"is {shown(first)}, should be {shown(second)}")


def from_difference(left: object, right: object) -> tuple[object, object]:
    """Two long texts that begin alike, from shortly before they differ."""
    if shown(left) != shown(right) or not isinstance(left, str) or not isinstance(right, str):
        return left, right
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    start = max(0, sum(1 for _ in alike) - SHOWN // 3)
    return left[start:], right[start:]


def shown(value: object) -> str:
    """A value in a message, shortened."""
    text = repr(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
