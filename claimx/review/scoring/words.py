"""Words of short phrases, reduced until two spellings of the same thing are the same list.

Everything that is a list stands in `aliases.toml`, read once.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIASES: dict[str, Any] = tomllib.loads(
    files("claimx.review.scoring").joinpath("aliases.toml").read_text(encoding="utf-8")
)
EMPTY_WORDS = frozenset(ALIASES["function_words"].split() + ALIASES["number_words"].split())
WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
DIGITS = re.compile(r"[\d.,%-]+")
SPACES = re.compile(r"\s+")
HISSING = re.compile(r"(ss|sh|ch|x|z)es$")


def words(phrase: str | None) -> list[str]:
    """Lower-case words of a phrase; a possessive "'s" falls away, hyphens hold words together."""
    return WORD.findall((phrase or "").lower().replace("’", "'").replace("'s", " "))


def squeezed(phrase: str) -> str:
    """Lower case, single spaces."""
    return SPACES.sub(" ", phrase.strip().lower())


def singular(word: str) -> str:
    """The singular of an English noun, by table and ending."""
    word = word.lower()
    if word in ALIASES["singulars"]:
        return str(ALIASES["singulars"][word])
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and HISSING.search(word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def content_words(phrase: str | None) -> list[str]:
    """The words that say what a measure is about: no function words, no numbers."""
    return [singular(word) for word in words(phrase) if word not in EMPTY_WORDS and not DIGITS.fullmatch(word)]


def overlap_f1(left: Iterable[str], right: Iterable[str]) -> float:
    """F1 of two bags of words; two empty bags agree."""
    first, second = Counter(left), Counter(right)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0
