"""Runs of digits: "1,182,000", "816 000", "1'250'000", "3 1/2", "4.7×10−12", "(2.3)" behind a currency sign.

In: the text and where a run stands. Out: a `Lexeme` with its value, widened by what belongs to it, or null.
"""

from __future__ import annotations

import re
from decimal import Decimal

from claimx.numerals.number import Lexeme

GLYPHS = {
    "¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75"), "⅐": Decimal(1) / 7, "⅑": Decimal(1) / 9,
    "⅒": Decimal("0.1"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3, "⅕": Decimal("0.2"), "⅖": Decimal("0.4"),
    "⅗": Decimal("0.6"), "⅘": Decimal("0.8"), "⅙": Decimal(1) / 6, "⅚": Decimal(5) / 6, "⅛": Decimal("0.125"),
    "⅜": Decimal("0.375"), "⅝": Decimal("0.625"), "⅞": Decimal("0.875"),
}  # fmt: skip
FRACTION_SLASHES = "/⁄∕"
MAX_RUN = 40
"""Longer runs of digits are identifiers, not figures."""
SPACES = " \u00a0\u2009\u202f"
_INTEGER = re.compile(r"\d+")
_DECIMAL = re.compile(r"\d*\.\d+")
# "1,234,567.89" and, in India, "12,34,567.89".
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
# "816 000", "$13 009 million"
_SPACED = re.compile(rf"(?:[{SPACES}]\d{{3}}){{1,5}}(?:\.\d+)?(?![\d:/])(?!,\d)")
# "CHF 2'480'500", as the Swiss write it; not "6'2" and not the mark that closes a quotation.
_MARKED = re.compile(r"(?:['’]\d{3}){1,5}(?:\.\d+)?(?![\d:/'’])(?!,\d)")
# "a loss of $(2.3) million": brackets are a minus sign.
_LOSS = re.compile(r"[$€£¥] ?\($")
_SLASH = re.compile(rf"(\d{{1,3}})[{FRACTION_SLASHES}](\d{{1,3}})(?![\d{FRACTION_SLASHES}])")
_MIXED_SLASH = re.compile(
    rf"(?:[{SPACES}]{{1,20}}|-)(\d{{1,2}})[{FRACTION_SLASHES}](\d{{1,3}})(?![\d{FRACTION_SLASHES}])"
)
# "9/11" and "24/7" are no fractions; "7 3/4", "3/16" and "1⁄250" are.
_SLASH_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 50, 64, 100, 128))
_MIXED_GLYPH = re.compile(rf"[{SPACES}]?([¼-¾⅐-⅞])")
_POWER = re.compile(r"\s?[x×*·]\s?10\s?(?:\^\s?([-−–+]?\d{1,3})|([-−–]\d{1,3})|([⁻⁺]?[⁰¹²³⁴-⁹]{1,3}))(?!\d)")
_EXPONENT = re.compile(r"[eE]([-+]?\d{1,3})()()(?![\w-])")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")


def digit_run(run: str) -> Decimal | None:
    """The value of a run of digits, commas and dots; null for "192.168.1.2" and what else is no number."""
    if len(run) > MAX_RUN:
        return None
    if _INTEGER.fullmatch(run) or _DECIMAL.fullmatch(run):
        return Decimal(run)
    if _GROUPED.fullmatch(run):
        return Decimal(run.replace(",", ""))
    if _DOTTED.fullmatch(run):
        return Decimal(run.replace(".", ""))
    return Decimal(run.replace(",", ".")) if _DECIMAL_COMMA.fullmatch(run) else None


def read_digits(text: str, start: int, end: int) -> Lexeme | None:
    """The lexeme of the digit run at text[start:end], widened by groups after spaces, fractions and powers of ten."""
    run = text[start:end]
    if run in GLYPHS:
        return Lexeme("", start, end, GLYPHS[run])
    slash = _SLASH.match(text, start)
    if slash and (part := slash_value(slash)) is not None:
        return Lexeme("", start, slash.end(), part)
    if len(run) <= 3 and run.isdigit() and run[0] != "0" and (parted := in_groups(text, end)):
        if parted.end() - start > MAX_RUN:
            return None
        run = re.sub(rf"['’{SPACES}]", "", text[start : parted.end()])
        return Lexeme("", start, parted.end(), Decimal(run))
    value = digit_run(run)
    if value is not None and text.startswith(")", end) and _LOSS.search(text, max(0, start - 3), start):
        return Lexeme("", start, end + 1, -value)
    return None if value is None else widened(text, Lexeme("", start, end, value))


def in_groups(text: str, end: int) -> re.Match[str] | None:
    """The groups of three digits behind a run, parted by spaces or by apostrophes."""
    return _SPACED.match(text, end) or _MARKED.match(text, end)


def slash_value(match: re.Match[str]) -> Decimal | None:
    """A proper fraction with a usual denominator."""
    over, under = int(match[1]), int(match[2])
    return Decimal(over) / under if over < under and under in _SLASH_DENOMINATORS else None


def widened(text: str, lexeme: Lexeme) -> Lexeme:
    """Add what follows the digits: "10 1/2", "3½", "4.7×10−12"."""
    value = lexeme.value or Decimal(0)
    if (slash := _MIXED_SLASH.match(text, lexeme.end)) and (part := slash_value(slash)) is not None:
        return lexeme._replace(end=slash.end(), value=value + part)
    if glyph := _MIXED_GLYPH.match(text, lexeme.end):
        return lexeme._replace(end=glyph.end(), value=value + GLYPHS[glyph[1]])
    if power := _POWER.match(text, lexeme.end) or _EXPONENT.match(text, lexeme.end):
        exponent = int((power[1] or power[2] or power[3]).translate(_SUPERSCRIPTS))
        return lexeme._replace(end=power.end(), value=value.scaleb(exponent))
    return lexeme
