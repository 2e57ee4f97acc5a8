"""A reproducible spot check: which claims to look at, and the sheet to fill in.

The choice depends on the seed and the ids alone, not on the order of the input: each claim is ranked by a
hash of both. With `by`, every stratum gets a few rows and the rest go in proportion to its size;
the sheet carries the sizes, so that `score` can weight back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, TYPE_CHECKING

from claimx.errors import UsageError
from claimx.export.flat import flat_row
from claimx.review.fields import CHOICES, FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimx.records import Claim

FEWEST = 5
"""Rows that even a small stratum gets, as long as these take no more than half of the sample."""
ALL = "all"
STRATA = ("kind", "status", "role", "source_type", "scope", "attribution_type", "outlet", "path")
"""Flat columns by which a sample may be divided; empty cells are a stratum of their own."""
MARK = "x"
SHEET_COLUMNS: dict[str, str] = {
    "verdict": "right, wrong or unsure: is every field as the text says?",
    **{f"wrong_{name}": f"x if wrong: {meaning[:1].lower()}{meaning[1:]}" for name, meaning in FIELDS.items()},
    "note": "Anything else.",
    "stratum": "Filled in: the part of the claims that the row stands for.",
    "stratum_size": "Filled in: how many claims that part has.",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A claim to check, the stratum it stands for, and how many claims that stratum has."""

    claim: Claim
    stratum: str
    size: int


def sample(claims: Iterable[Claim], *, n: int = 100, seed: int = 0, by: str | None = None) -> list[Drawn]:
    """Draw `n` claims (all if there are fewer, one of each stratum if these are more), in reading order."""
    if by is not None and by not in STRATA:
        raise UsageError(f"cannot sample by {by!r}; choose one of {', '.join(STRATA)}")
    strata: dict[str, list[Claim]] = defaultdict(list)
    places: dict[str, int] = {}
    for place, claim in enumerate(claims):
        strata[stratum_of(claim, by)].append(claim)
        places.setdefault(claim.id, place)
    shares = allot({name: len(members) for name, members in strata.items()}, n)
    drawn = [
        Drawn(claim, name, len(members))
        for name, members in strata.items()
        for claim in sorted(members, key=lambda claim: rank(claim, seed))[: shares[name]]
    ]
    return sorted(drawn, key=lambda row: places[row.claim.id])


def stratum_of(claim: Claim, by: str | None) -> str:
    """The stratum of a claim."""
    return ALL if by is None else str(flat_row(claim)[by] or "(none)")


def rank(claim: Claim, seed: int) -> str:
    """A claim's place in the draw: a hash of seed and id."""
    return sha256(f"{seed}|{claim.id}|{claim.document.path}".encode("utf-8", "surrogatepass")).hexdigest()


def allot(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Rows per stratum: a few for each, then the rest by largest remainder."""
    floor = max(1, min(FEWEST, n // (2 * max(len(sizes), 1))))
    shares = {name: min(size, floor) for name, size in sizes.items()}
    left = n - sum(shares.values())
    open_sizes = {name: sizes[name] - shares[name] for name in sizes}
    total = sum(open_sizes.values())
    if left <= 0 or total == 0:
        return shares
    left = min(left, total)
    exact = {name: left * size / total for name, size in open_sizes.items()}
    for name, share in exact.items():
        shares[name] += int(share)
    rest = left - sum(int(share) for share in exact.values())
    for name in sorted(exact, key=lambda name: (int(exact[name]) - exact[name], name))[:rest]:
        shares[name] += 1
    return shares


def write_sample(drawn: Iterable[Drawn], stream: IO[bytes]) -> int:
    """The sheet to fill in, as XLSX: flat columns, a verdict, one mark per field, a note, and the stratum."""
    from claimx.export.xlsx import write_sheets

    held = list(drawn)
    rows = {id(row.claim): row for row in held}
    choices = {"verdict": tuple(CHOICES), **{f"wrong_{name}": (MARK,) for name in FIELDS}}
    return write_sheets(
        (row.claim for row in held),
        stream,
        SHEET_COLUMNS,
        choices,
        CHOICES,
        lambda claim: {"stratum": rows[id(claim)].stratum, "stratum_size": str(rows[id(claim)].size)},
    )


def write_sample_csv(drawn: Iterable[Drawn], stream: IO[str], *, excel: bool = False) -> int:
    """The same sheet as CSV."""
    import csv

    from claimx.export.flat import FLAT_COLUMNS, guarded_row
    from claimx.export.text import BOM, CRLF, LineEnds

    if excel:
        stream.write(BOM)
    writer = csv.writer(LineEnds(stream, CRLF if excel else "\n"), lineterminator=CRLF)
    writer.writerow((*FLAT_COLUMNS, *SHEET_COLUMNS))
    blank = [""] * (len(SHEET_COLUMNS) - 2)
    count = 0
    for count, row in enumerate(drawn, 1):  # noqa: B007 - the count is the result
        writer.writerow((*guarded_row(row.claim).values(), *blank, row.stratum, row.size))
    return count


def queue(claims: Iterable[Claim], *, n: int | None, seed: int, by: str | None) -> Iterator[Claim]:
    """What a reviewer looks at: everything, or a sample of it."""
    if n is None:
        yield from claims
    else:
        yield from (row.claim for row in sample(claims, n=n, seed=seed, by=by))
