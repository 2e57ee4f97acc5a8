"""Numbers that are no plain cardinals: ranks, vague amounts ("dozens"), couples, and parts ("half a million")."""

from __future__ import annotations

import re
from decimal import Decimal

from claimx.numerals.cardinals import cardinal, scales, simple_fraction
from claimx.numerals.number import Form, Lexeme, Parsed, word_at
from claimx.numerals.words import ALL_ORDINALS, AT_LEAST_TWO, DENOMINATORS, PLURAL_SCALES

_A_THIRD = re.compile(
    r"\s+(?:of|more|less|fewer|higher|lower|bigger|smaller|larger|from|since|in|to|on|by|and|or|are|were|is|was|have|had)"
    r"(?![\w-])|\s*(?:[.,;:!?)\"”’]|$)"
)
_QUARTER_OF = re.compile(r"[ -](?:century|mile|hour|inch|pound|acre|point|percentage)\b")


def ordinal(lexemes: list[Lexeme]) -> Parsed | None:
    """Ranks in words: "third", "twenty-third", "one hundred and first", "two millionth"."""
    total, i = Decimal(0), 0
    if word_at(lexemes, 0) not in ALL_ORDINALS and (head := cardinal(lexemes)) is not None:
        total, i = head[0], head[1]
        i += word_at(lexemes, i) == "and"
    rank = ALL_ORDINALS.get(word_at(lexemes, i))
    if rank is None:
        return None
    if rank >= 1000:
        return (total or 1) * rank, i + 1
    tens = total % 100
    fits = total == 0 or (total > 0 and tens == 0 and total >= 100) or (tens >= 20 and tens % 10 == 0 and rank < 10)
    return (total + rank, i + 1) if fits else None


def vague(lexemes: list[Lexeme]) -> Parsed | None:
    """Vague amounts by their least value: "dozens" (12), "tens of thousands" (10,000), "several hundred" (200)."""
    i = 1 if lexemes[0].word in ("a", "an") else 0
    if word_at(lexemes, i) in AT_LEAST_TWO:
        scale, after = scales(lexemes, i + 1)
        return (scale * 2, after) if scale > 1 else None
    least = PLURAL_SCALES.get(word_at(lexemes, i)) if i == 0 else None
    if least is None:
        return None
    after = i + 1
    while word_at(lexemes, after) == "of" and word_at(lexemes, after + 1) in PLURAL_SCALES:
        least *= PLURAL_SCALES[word_at(lexemes, after + 1)]
        after += 2
    return (least, after) if lexemes[0].word != "tens" or after > 1 else None


def ceiling(word: str, least: Decimal) -> Decimal | None:
    """Where a vague amount ends: "tens of thousands" where "hundreds of thousands" begin, "millions" nowhere near."""
    return 10 * least if word in ("tens", "hundreds") else None


def couple(lexemes: list[Lexeme]) -> Parsed | None:
    """Two of a scale: "a couple hundred", "a couple of thousand"."""
    i = 1 if lexemes[0].word in ("a", "an") else 0
    if word_at(lexemes, i) != "couple":
        return None
    i += 2 if word_at(lexemes, i + 1) == "of" else 1
    scale, after = scales(lexemes, i)
    return (2 * scale, after) if scale > 1 else None


def part_of_scale(lexemes: list[Lexeme], part: Decimal, i: int) -> tuple[Decimal, int, Decimal] | None:
    """A part of a scale word: "half a million", "half-billion", "a quarter of a million", "half a dozen"."""
    after = i + (word_at(lexemes, i) == "of")
    article = word_at(lexemes, after) in ("a", "an")
    scale, end = scales(lexemes, after + article)
    if scale == 1 or (after > i and not article):
        return None
    return part * scale, end, scale


def portion(lexemes: list[Lexeme], text: str) -> tuple[Decimal, int, Decimal, Form] | None:
    """Fractions: "two-thirds", "half", "a third of", and parts of a scale ("half a million")."""
    part = simple_fraction(lexemes, 0)
    article = lexemes[0].word in ("a", "an")
    if part is None:
        word = word_at(lexemes, article)
        under = DENOMINATORS.get(word)
        if under is None or word.endswith("s") or not (article or word in ("half", "quarter")):
            return None
        part = (1 / under, article + 1)
    value, i = part
    if (scaled := part_of_scale(lexemes, value, i)) is not None:
        return (*scaled, "cardinal")
    bare = not article and i == 1
    if bare and word_at(lexemes, 0) == "quarter" and not _QUARTER_OF.match(text, lexemes[0].end):
        return None  # "quarter" alone is three months
    # "a third man" is a rank, "a third of men" a part.
    if article and word_at(lexemes, 1) not in ("half",) and not _A_THIRD.match(text, lexemes[i - 1].end):
        return None
    return value, i, Decimal(1), "fraction"
