"""Which claims are printed, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, get_args

from claimx.errors import UsageError

if TYPE_CHECKING:
    from claimx.records import Claim

POSITION, WORTH = "position", "check-worthiness"


@dataclass(frozen=True, slots=True)
class Selection:
    """The user's filters; None or empty means all."""

    kinds: tuple[str, ...] = ()
    source: str | None = None
    attributed: bool | None = None
    min_confidence: float | None = None
    sort: str = POSITION
    top: int | None = None

    def __post_init__(self) -> None:
        """Refuse unknown kinds and orders early, by name."""
        from claimx.records import Kind

        unknown = sorted(set(self.kinds) - set(get_args(Kind)))
        if unknown:
            raise UsageError(f"unknown kind {unknown[0]!r}; known: {', '.join(get_args(Kind))}")
        if self.sort not in (POSITION, WORTH):
            raise UsageError(f"unknown order {self.sort!r}; known: {POSITION}, {WORTH}")

    def __call__(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The claims that pass, in the order asked for; sorting holds them all in memory."""
        passing: Iterable[Claim] = (claim for claim in claims if self.passes(claim))
        if self.sort == WORTH:
            passing = sorted(passing, key=lambda claim: -claim.check_worthiness)
        return islice(iter(passing), self.top)

    def passes(self, claim: Claim) -> bool:
        """Whether a claim meets every filter."""
        return (
            (not self.kinds or claim.kind in self.kinds)
            and (self.attributed is None or self.attributed == (claim.attribution is not None))
            and (self.min_confidence is None or claim.confidence >= self.min_confidence)
            and (self.source is None or self.source.casefold() in source_name(claim).casefold())
        )


def source_name(claim: Claim) -> str:
    """The name of the claim's source, empty when there is none."""
    return claim.attribution.source.name if claim.attribution else ""
