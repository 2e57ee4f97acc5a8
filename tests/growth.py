"""Work grows with the length of a text only: one check for the hostile patterns of every layer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

TIMES, MOST = 4, 12
"""Of a text four times as long, twelve times the work: more than any chance, less than work that is quadratic."""
SOON = 0.005
"""Seconds below which a clock says little."""
TRIES = 3
"""Clocks of shared machines jump; work that is quadratic fails every time."""
Made = TypeVar("Made")


def repeated(pattern: str, length: int) -> str:
    """A text of that length, the pattern again and again."""
    return (pattern * (length // len(pattern) + 1))[:length]


def check_growth(
    work: Callable[[Made], object], pattern: str, length: int, *, made: Callable[[str], Made] | None = None
) -> None:
    """Compare the work on a text of a pattern with that on a longer one; `made` turns texts into what is worked on."""

    def cost(size: int) -> float:
        text = repeated(pattern, size)
        given = made(text) if made else text
        start = time.process_time()
        work(given)  # type: ignore[arg-type]
        return time.process_time() - start

    def is_linear() -> bool:
        short = max(cost(length), SOON)
        return cost(TIMES * length) < MOST * short + 10 * SOON

    cost(length // 10)  # what is made at first use
    assert any(is_linear() for _ in range(TRIES)), f"{pattern!r} is no linear work"
