"""What the grammar reads and gives: `Lexeme`s, the words and digit runs of a number, and the `Number` they make."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

Form = Literal["cardinal", "ordinal", "fraction"]


class Number(NamedTuple):
    """A number as written. `value` is null for vague numbers: they have `low` ("dozens"), some `high` ("hundreds").

    `scale` is the product of its scale words, which a range may share ("six to eight thousand"); `glued` means that
    a letter stands directly before ("USD115", "A330"), `digits` that it begins with a digit. Offsets cover sign and
    scale words, and the article of "a third" and "a million".
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    form: Form = "cardinal"
    scale: Decimal = Decimal(1)
    digits: bool = False
    glued: bool = False


class Lexeme(NamedTuple):
    """A word (lower case) or the value of a digit run, with its offsets and the separator before it."""

    word: str
    start: int
    end: int
    value: Decimal | None = None


Parsed = tuple[Decimal, int]
"""A value and the index of the first lexeme after it."""


def word_at(lexemes: list[Lexeme], i: int) -> str:
    """The word at an index, empty beyond the end and for digits."""
    return lexemes[i].word if i < len(lexemes) else ""
