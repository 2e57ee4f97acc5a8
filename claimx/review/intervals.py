"""Rates with their uncertainty: Wilson's score interval (1927), and the rows that a statement needs."""

from __future__ import annotations

from math import ceil, sqrt

Z95 = 1.959964
"""Two-sided 95% of the normal distribution."""
MOST_ROWS = 10_000_000


def wilson(rate: float, rows: float, z: float = Z95) -> tuple[float, float]:
    """The interval for a rate seen in `rows` independent rows (may be an effective number, not whole)."""
    if rows <= 0:
        return 0.0, 1.0
    shrink = 1 + z * z / rows
    centre = (rate + z * z / (2 * rows)) / shrink
    half = z * sqrt(rate * (1 - rate) / rows + z * z / (4 * rows * rows)) / shrink
    return max(0.0, centre - half), min(1.0, centre + half)


def rows_needed(rate: float, limit: float) -> int | None:
    """Rows from which the whole interval is at or below `limit`, if the rate stays; null if it never is."""
    if rate >= limit:
        return None
    low, high = 1, 2
    while wilson(rate, high)[1] > limit:
        low, high = high, high * 2
        if high > MOST_ROWS:
            return None
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if wilson(rate, middle)[1] > limit else (low, middle)
    return ceil(low)
