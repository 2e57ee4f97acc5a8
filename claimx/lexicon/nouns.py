"""Plural nouns → singular, by rule and by the exceptions in `nouns.toml`; and plurals for the words of units."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent
_ES_ENDINGS = ("ches", "shes", "sses", "xes", "zzes")
_NO_PLURAL = ("ss", "us", "is")
_SIBILANTS = ("s", "x", "z", "ch", "sh")


@lru_cache(maxsize=1)
def exceptions() -> dict[str, str]:
    """Irregular plurals and their singulars."""
    table: dict[str, str] = tomllib.loads((_HERE / "nouns.toml").read_text(encoding="utf-8"))["singular"]
    return table


@lru_cache(maxsize=1)
def members() -> dict[str, str]:
    """Nouns of a whole and what is counted in it: "the toll rose to 34" counts persons."""
    table: dict[str, str] = tomllib.loads((_HERE / "nouns.toml").read_text(encoding="utf-8"))["members"]
    return table


@lru_cache(maxsize=4096)
def singular(noun: str) -> str:
    """The singular of an English noun; the case of what stays is kept."""
    lower = noun.lower()
    known = exceptions().get(lower)
    if known is not None:
        return noun[: len(known)] if lower.startswith(known) else known
    if lower.endswith("men") and len(lower) > 5:
        return noun[:-2] + "an"
    if len(lower) > 4 and lower.endswith("ies"):
        return noun[:-3] + "y"
    if len(lower) > 4 and lower.endswith(_ES_ENDINGS):
        return noun[:-2]
    if len(lower) > 2 and lower.endswith("s") and not lower.endswith(_NO_PLURAL):
        return noun[:-1]
    return noun


def plural(noun: str) -> str:
    """The regular plural."""
    if noun.endswith(_SIBILANTS):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"
