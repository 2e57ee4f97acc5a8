"""The open lists of `lexicon/furniture.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Furniture:
    """Page furniture as sets and patterns; keys of sets are lower case without closing punctuation."""

    lines: frozenset[str]
    line_pattern: re.Pattern[str]
    teaser_opener: re.Pattern[str]
    strip_headings: frozenset[str]
    glued_strip_opener: re.Pattern[str]
    text_size_buttons: tuple[str, ...]
    advert_openers: tuple[str, ...]
    advert_closers: tuple[str, ...]
    markers: tuple[str, ...]
    calls_to_action: tuple[str, ...]
    call_to_action: re.Pattern[str]
    teaser_closers: tuple[str, ...]
    teaser_closer: re.Pattern[str]
    photo_credit: re.Pattern[str]


@lru_cache(maxsize=1)
def furniture() -> Furniture:
    """The lists, read from the package."""
    rows = tomllib.loads((files("claimx.lexicon") / "furniture.toml").read_text("utf-8"))
    ignore = re.IGNORECASE
    return Furniture(
        lines=frozenset(rows["lines"]),
        line_pattern=re.compile("|".join(rows["line_patterns"]), ignore),
        teaser_opener=re.compile(rf"(?:{either(rows['teaser_openers'])})\s?[:|»>–—-]", ignore),
        strip_headings=frozenset(rows["strip_headings"]),
        glued_strip_opener=re.compile(rf"(?:{either(rows['glued_strip_openers'])})\b", ignore),
        text_size_buttons=tuple(rows["text_size_buttons"]),
        advert_openers=tuple(rows["advert_openers"]),
        advert_closers=tuple(rows["advert_closers"]),
        markers=tuple(rows["markers"]),
        calls_to_action=tuple(rows["calls_to_action"]),
        call_to_action=re.compile(rf"\s?[–—>|-]?\s?(?:{either(rows['calls_to_action'])})\s?[!>»]?$"),
        teaser_closers=tuple(rows["teaser_closers"]),
        teaser_closer=re.compile(
            rf"(?:…|\.\.\.|\[…\])?\s?\b(?:{either(rows['teaser_closers'])})\s?(?:…|\.{{3}}|»|›|→|>)?$", ignore
        ),
        photo_credit=re.compile(
            rf"\((?:{either(rows['photo_words'])})"
            r"(?:s? (?:by|courtesy|credit)\b|\s?[:/|©])[^()\n]{0,120}\)",
            ignore,
        ),
    )


def either(words: list[str]) -> str:
    """An alternation of words, longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def line_key(line: str) -> str:
    """A line as it is looked up: lower case, without bullets and closing punctuation."""
    return line.strip(" \t#*_•·.…:!>»›→|[]-–—").casefold().replace("’", "'")
