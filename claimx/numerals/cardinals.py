"""Cardinals and simple fractions, from lexemes: each rule gives a value and the index of the first lexeme after it.

cardinal → group (with decimals, with a fraction) × scales, again while the scales fall
group    → small, hundreds · small → below one hundred, or digits
"""

from __future__ import annotations

from decimal import Decimal

from claimx.numerals.number import Lexeme, Parsed, word_at
from claimx.numerals.words import ABBREVIATED, DENOMINATORS, HUNDRED, SCALES, SMALL, TENS, WIDE_SCALES

_DECIMAL_WORDS = 6


def small(lexemes: list[Lexeme], i: int) -> Parsed | None:
    """A number below one hundred in words ("seventy-two"), or the digits that begin the number."""
    if i >= len(lexemes):
        return None
    lexeme = lexemes[i]
    if lexeme.value is not None:
        return lexeme.value, i + 1
    if lexeme.word in SMALL:
        return SMALL[lexeme.word], i + 1
    if lexeme.word not in TENS:
        return None
    unit = SMALL.get(word_at(lexemes, i + 1), Decimal(0))
    if 0 < unit < 10:
        return TENS[lexeme.word] + unit, i + 2
    return TENS[lexeme.word], i + 1


def group(lexemes: list[Lexeme], i: int) -> Parsed | None:
    """A number below ten thousand: "two hundred and seventy-two", "fifteen hundred", "a hundred", "hundred"."""
    if word_at(lexemes, i) in ("a", "an") and word_at(lexemes, i + 1) in ("hundred", *SCALES):
        i += 1
    head = (Decimal(1), i) if word_at(lexemes, i) in ("hundred", *SCALES) else small(lexemes, i)
    if head is None or word_at(lexemes, head[1]) != "hundred":
        return head
    value, i = head[0] * 100, head[1] + 1
    after = i + 1 if word_at(lexemes, i) == "and" else i
    rest = small(lexemes, after)
    if rest is None or word_at(lexemes, rest[1]) == "hundred" or is_fraction(lexemes, after):
        return value, i
    return value + rest[0], rest[1]


def scales(lexemes: list[Lexeme], i: int) -> Parsed:
    """The product of the scale words from here: "hundred thousand", "million", "lakh crore", "bn"."""
    product = Decimal(1)
    for _ in range(3):
        word = word_at(lexemes, i)
        factor = WIDE_SCALES.get(word) or ABBREVIATED.get(word)
        if factor is None and not (word == "hundred" and product == 1):
            break
        product *= factor or HUNDRED
        i += 1
    return product, i


def cardinal(lexemes: list[Lexeme]) -> tuple[Decimal, int, Decimal] | None:
    """Groups with falling scales: value, index after it, and the scale when there is only one group."""
    total, i, last, groups = Decimal(0), 0, None, 0
    at = 0
    while (head := group(lexemes, at)) is not None:
        value, after = with_fraction(lexemes, *with_decimals(lexemes, *head))
        scale, after = scales(lexemes, after)
        if scale >= 1000:  # "3 million and a half", "one billion and a quarter million"
            value, after = with_scaled_fraction(lexemes, value, after, scale)
        if last is not None and (scale >= last or value * scale >= last):
            break
        if last is not None and lexemes[0].value is not None and scale < 1000:
            break  # "3 million two years ago", but "1 million one hundred and eighty thousand"
        total, i, groups = total + value * scale, after, groups + 1
        if scale < 1000:
            last = scale
            break
        last = scale
        at = i + 1 if word_at(lexemes, i) == "and" else i
        if is_fraction(lexemes, at):
            break
    if not groups:
        return None
    if groups == 1 and last == 1 and word_at(lexemes, i - 1) == "hundred":
        last = HUNDRED  # shared by a range: "six to eight hundred"
    return total, i, (last or Decimal(1)) if groups == 1 else Decimal(1)


def with_decimals(lexemes: list[Lexeme], value: Decimal, i: int) -> Parsed:
    """Spoken decimals: "two point five", "zero point zero five"."""
    if word_at(lexemes, i) != "point":
        return value, i
    decimals = ""
    while len(decimals) < _DECIMAL_WORDS and (digit := SMALL.get(word_at(lexemes, i + 1 + len(decimals)))) is not None:
        if digit > 9:
            break
        decimals += str(digit)
    return (value + Decimal(f"0.{decimals}"), i + 1 + len(decimals)) if decimals else (value, i)


def with_fraction(lexemes: list[Lexeme], value: Decimal, i: int) -> Parsed:
    """Mixed numbers: "two and a half million", "three and three-quarters"."""
    if word_at(lexemes, i) != "and":
        return value, i
    if word_at(lexemes, i + 1) in ("a", "an") and word_at(lexemes, i + 2) in ("half", "quarter", "third", "fourth"):
        return value + 1 / DENOMINATORS[word_at(lexemes, i + 2)], i + 3
    part = simple_fraction(lexemes, i + 1)
    return (value + part[0], part[1]) if part else (value, i)


def with_scaled_fraction(lexemes: list[Lexeme], value: Decimal, i: int, scale: Decimal) -> Parsed:
    """A fraction after the scale it belongs to: "3 million and a half"; one with its own scale counts in that."""
    whole, after = with_fraction(lexemes, value, i)
    if after == i:
        return value, i
    own, end = scales(lexemes, after)
    return (value + (whole - value) * own / scale, end) if own > 1 else (whole, after)


def simple_fraction(lexemes: list[Lexeme], i: int) -> Parsed | None:
    """Numerator and denominator in words: "two-thirds", "one-fifth", "three quarters"."""
    over = small(lexemes, i)
    under = DENOMINATORS.get(word_at(lexemes, over[1])) if over and lexemes[i].value is None else None
    if over is None or under is None or not 0 < over[0] <= under:
        return None
    if over[0] > 1 and under > 10 and not word_at(lexemes, over[1]).endswith("s"):
        return None  # "two millionth"
    return over[0] / under, over[1] + 1


def is_fraction(lexemes: list[Lexeme], i: int) -> bool:
    """Whether a fraction in words begins here."""
    return simple_fraction(lexemes, i) is not None
