"""What stands beside an expression: patterns for the words directly before and behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.mentions.timexes.reading import Found

_REACH = 24


def preceding(words: str) -> re.Pattern[str]:
    """Compile a pattern for words that stand directly before an expression."""
    return re.compile(rf"\b(?:{words})\s$", re.IGNORECASE)


def following(words: str) -> re.Pattern[str]:
    """Compile a pattern for words that stand directly behind an expression."""
    return re.compile(rf"\s(?:{words})\b")


def before(found: Found, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern ends where the expression begins."""
    return pattern.search(found.before(_REACH)) is not None


def after(found: Found, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern begins where the expression ends."""
    return pattern.match(found.after(_REACH)) is not None


OF = following("of")
