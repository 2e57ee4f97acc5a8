"""What is left of a mention without its wrapping, and the cuts that unwrap it.

In: the text of a mention. Out: a `Reading`, and the stretches that `trimmed`, `first_segment` and `noun_phrase` leave.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from claimx.lexicon.voices import words
from claimx.records import SourceType
from claimx.types import Offsets

Shape = Literal["name", "role", "pronoun", "document", "group"]
_LEADING = re.compile(r"^[\s\"'“”‘’`(\[,;:\-–—]+(?:(?:from|by|of|to|in|at)\s)?|^(?:from|by|of|to)\s")
_TRAILING = re.compile(r"[\s\"“”‘`,;:)\]\-–—]+$|(?<=\w)['’]s?$")
DETERMINER = re.compile(
    r"^(?:the|an?|this|that|these|those|its|his|her|their|our|one|another|both|some|several|two|three|four|five)\s+",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"^(?:the|this|that|these|those|both)\s", re.IGNORECASE)
PREPOSITION = re.compile(
    r"\s(?:of|for|at|in|from|by|with|on|to|about|including|like|among|within|near|familiar|close|released|"
    r"filed|published|issued)\s"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention without its wrapping.

    `start:end` is the stretch of the article that names the source; `head` its head noun in lower case, `modifiers`
    the words before it; `number` "one" or "many".
    """

    shape: Shape
    text: str
    start: int
    end: int
    kind: SourceType | None
    head: str
    modifiers: tuple[str, ...] = ()
    gender: str | None = None
    definite: bool = False
    number: str = "one"


def trimmed(text: str, mention: Offsets) -> Offsets:
    """The mention without marks and white space at its ends."""
    start, end = mention
    piece = text[start:end]
    leading = _LEADING.match(piece)
    start += leading.end() if leading else 0
    trailing = _TRAILING.search(text[start:end])
    return (start, start + trailing.start()) if trailing and trailing.start() else (start, end)


def first_segment(text: str, start: int, end: int) -> Offsets:
    """The mention up to its first comma or bracket."""
    cut = re.search(r",\s|\s\(|\s(?:[–—-]|--)\s|;", text[start:end])
    return (start, start + cut.start()) if cut and cut.start() else (start, end)


def noun_phrase(text: str, start: int, end: int) -> Offsets:
    """The first segment up to its first preposition: the head noun is its last word."""
    start, end = first_segment(text, start, end)
    cut = PREPOSITION.search(text[start:end])
    return (start, start + cut.start()) if cut and cut.start() else (start, end)


def lowered(found: list[str]) -> tuple[str, ...]:
    """Modifiers of a head noun, without function words."""
    return tuple(word.lower() for word in found if word.lower() not in words().function)
