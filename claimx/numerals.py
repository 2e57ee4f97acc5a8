"""Numbers in English text: digits, words and both mixed, parsed by a small grammar.

In: a text (or a stretch of it). Out: `find_numbers` gives `Number`s with character offsets, left to right, none
overlapping; `NUMBER_WORDS` holds the words without which a sentence without digits has no figure. No units, no
currencies and no ranges: those belong to the mentions.

Read from the bottom: `find_numbers` walks over words and digit runs; `parse` turns the lexemes that follow into a
number; the grammar is `cardinal` (groups and scales), `small` (below one hundred), `fraction` and `vague`.

    two hundred and seventy-two · 1.5 million · 816 000 · 3 1/2 · half a million · two-thirds · 10th · dozens
    tens of thousands · a couple hundred · several hundred · minus-5 · 2.4×10^6 · 12,34,567
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NamedTuple

Form = Literal["cardinal", "ordinal", "fraction"]

_SMALL = {
    word: Decimal(value)
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        ).split()
    )
}
_SMALL["nought"] = _SMALL["naught"] = Decimal(0)
_TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_HUNDRED = Decimal(100)
_SCALES = {
    "thousand": Decimal(10) ** 3,
    "lakh": Decimal(10) ** 5,
    "million": Decimal(10) ** 6,
    "crore": Decimal(10) ** 7,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "quadrillion": Decimal(10) ** 15,
    "dozen": Decimal(12),
}
_WIDE_SCALES = {**_SCALES, **{f"{word}s": value for word, value in _SCALES.items() if word != "dozen"}}
_ABBREVIATED = {
    "k": Decimal(10) ** 3,
    "K": Decimal(10) ** 3,
    "mn": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6,
    "mil": Decimal(10) ** 6,
    "M": Decimal(10) ** 6,
    "MM": Decimal(10) ** 6,
    "Mn": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "Bn": Decimal(10) ** 9,
    "BN": Decimal(10) ** 9,
    "bln": Decimal(10) ** 9,
    "B": Decimal(10) ** 9,
    "tn": Decimal(10) ** 12,
    "trn": Decimal(10) ** 12,
    "tln": Decimal(10) ** 12,
}
LETTER_SCALES = {"m": Decimal(10) ** 6, "b": Decimal(10) ** 9, "T": Decimal(10) ** 12, "cr": Decimal(10) ** 7}
"""Scales that are also units ("48m" is metres, "£2.15m" is money): the mentions decide."""
_ORDINALS = {
    word: Decimal(value)
    for value, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        ).split(),
        start=1,
    )
}
_ORDINAL_TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(
        "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth".split(), start=2
    )
}
_ALL_ORDINALS = {**_ORDINALS, **_ORDINAL_TENS, "hundredth": _HUNDRED}
_ALL_ORDINALS |= {
    "thousandth": _SCALES["thousand"],
    "millionth": _SCALES["million"],
    "billionth": _SCALES["billion"],
    "trillionth": _SCALES["trillion"],
}
_DENOMINATORS = {
    **{f"{word}{s}": value for word, value in _ALL_ORDINALS.items() if value > 2 for s in ("", "s")},
    "half": Decimal(2),
    "halves": Decimal(2),
    "quarter": Decimal(4),
    "quarters": Decimal(4),
}
_PLURAL_SCALES = {"dozens": Decimal(12), "tens": Decimal(10), "hundreds": _HUNDRED} | {
    f"{word}s": value for word, value in _SCALES.items() if word != "dozen"
}
# "several hundred", "a few thousand": at least two of them.
_AT_LEAST_TWO = frozenset(("several", "few", "many"))
MULTIPLES = {
    "double": Decimal(2), "doubles": Decimal(2), "doubled": Decimal(2), "doubling": Decimal(2), "twice": Decimal(2),
    "triple": Decimal(3), "triples": Decimal(3), "tripled": Decimal(3), "tripling": Decimal(3), "treble": Decimal(3),
    "trebled": Decimal(3), "trebling": Decimal(3), "thrice": Decimal(3), "quadruple": Decimal(4),
    "quadrupled": Decimal(4), "quadrupling": Decimal(4), "quintuple": Decimal(5), "quintupled": Decimal(5),
    "halve": Decimal("0.5"), "halves": Decimal("0.5"), "halved": Decimal("0.5"), "halving": Decimal("0.5"),
    "twofold": Decimal(2), "threefold": Decimal(3), "fourfold": Decimal(4), "fivefold": Decimal(5),
    "sixfold": Decimal(6), "sevenfold": Decimal(7), "eightfold": Decimal(8), "ninefold": Decimal(9),
    "tenfold": Decimal(10), "hundredfold": Decimal(100),
}  # fmt: skip
"""Words that multiply what they stand with; the mentions decide whether they do."""
_STARTERS = frozenset(
    {*_SMALL, *_TENS, "hundred", *_SCALES, *_ALL_ORDINALS, *_PLURAL_SCALES, *_AT_LEAST_TWO}
    | {"half", "quarter", "minus", "couple", "a", "an", "negative"}
)
# These begin a number only with a number word after them.
_LEADS = frozenset(("a", "an", "several", "few", "many", "couple", "tens"))
TRUE_NUMBERS = frozenset(
    {*_SMALL, *_TENS, "hundred", *_SCALES, *_ALL_ORDINALS, *_PLURAL_SCALES, *_DENOMINATORS, *_ABBREVIATED}
)
_LED = TRUE_NUMBERS | frozenset(("half", "quarter", "couple", "few", "of"))
_VOCABULARY = _STARTERS | frozenset(_DENOMINATORS) | frozenset(_WIDE_SCALES) | frozenset(("and", "of", "point"))
NUMBER_WORDS: frozenset[str] = (
    frozenset({*_SMALL, *_TENS, "hundred", *_SCALES, *_ALL_ORDINALS, *_PLURAL_SCALES, *_DENOMINATORS, *MULTIPLES})
    | frozenset("couple forties thirties twenties fifties sixties seventies eighties nineties".split())
    | frozenset("decade decades century centuries fortnight".split())
)
"""Lower-case words: a sentence with none of these and no digit holds no figure."""

_GLYPHS = {
    "¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75"), "⅐": Decimal(1) / 7, "⅑": Decimal(1) / 9,
    "⅒": Decimal("0.1"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3, "⅕": Decimal("0.2"), "⅖": Decimal("0.4"),
    "⅗": Decimal("0.6"), "⅘": Decimal("0.8"), "⅙": Decimal(1) / 6, "⅚": Decimal(5) / 6, "⅛": Decimal("0.125"),
    "⅜": Decimal("0.375"), "⅝": Decimal("0.625"), "⅞": Decimal("0.875"),
}  # fmt: skip
_FRACTION_SLASHES = "/⁄∕"
_MAX_RUN = 40
"""Longer runs of digits are identifiers, not figures."""
_MAX_LEXEMES = 30
_SPACES = " \u00a0\u2009\u202f"
_SCAN = re.compile(r"[A-Za-z]+|[.]?\d(?:[\d.,]*\d)?|[¼-¾⅐-⅞]")
_RUNS = re.compile(r"[.]?\d(?:[\d.,]*\d)?|[¼-¾⅐-⅞]|(?i:\bminus(?=[ -][.\d]))")
_WORDS = re.compile(r"[a-z]+")
# Behind a plain integer: a mark, or a space and a word that is no power of ten ("3 x 10^5").
_UNRELATED = re.compile(r"[%;:!?\"”]|[.,'’](?!\d)| (?!x )([A-Za-z]+)(?![A-Za-z\d])|$")
_SIGNS = frozenset("-−($€£¥")
_INTEGER = re.compile(r"\d+")
_DECIMAL = re.compile(r"\d*\.\d+")
# "1,234,567.89" and, in India, "12,34,567.89".
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
# "816 000", "$13 009 million"
_SPACED = re.compile(rf"(?:[{_SPACES}]\d{{3}}){{1,5}}(?:\.\d+)?(?![\d:/])(?!,\d)")
# "a loss of $(2.3) million": brackets are a minus sign.
_LOSS = re.compile(r"[$€£¥] ?\($")
_SLASH = re.compile(rf"(\d{{1,3}})[{_FRACTION_SLASHES}](\d{{1,3}})(?![\d{_FRACTION_SLASHES}])")
_MIXED_SLASH = re.compile(rf"[{_SPACES}-](\d{{1,2}})[{_FRACTION_SLASHES}](\d{{1,3}})(?![\d{_FRACTION_SLASHES}])")
# "9/11" and "24/7" are no fractions; "7 3/4", "3/16" and "1⁄250" are.
_SLASH_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 50, 64, 100, 128))
_MIXED_GLYPH = re.compile(rf"[{_SPACES}]?([¼-¾⅐-⅞])")
_POWER = re.compile(r"\s?[x×*·]\s?10\s?(?:\^\s?([-−–+]?\d{1,3})|([-−–]\d{1,3})|([⁻⁺]?[⁰¹²³⁴-⁹]{1,3}))(?!\d)")
_EXPONENT = re.compile(r"[eE]([-+]?\d{1,3})()()(?![\w-])")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")
_ORDINAL_SUFFIX = re.compile(r"(?:st|nd|rd|th|ST|ND|RD|TH)(?![A-Za-z\d])")
_NEXT_WORD = re.compile(rf"([{_SPACES}]{{1,2}}|[{_SPACES}]?[-‐‑–][{_SPACES}]?)?([A-Za-z]+)(?![A-Za-z\d])")
_A_THIRD = re.compile(
    r"\s+(?:of|more|less|fewer|higher|lower|bigger|smaller|larger|from|since|in|to|on|by|and|or|are|were|is|was|have|had)"
    r"(?![\w-])|\s*(?:[.,;:!?)\"”’]|$)"
)
_QUARTER_OF = re.compile(r"[ -](?:century|mile|hour|inch|pound|acre|point|percentage)\b")
_DECIMAL_WORDS = 6


@dataclass(frozen=True, slots=True)
class Number:
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


# ---------------------------------------------------------------- digit runs


def digit_run(run: str) -> Decimal | None:
    """The value of a run of digits, commas and dots; null for "192.168.1.2" and what else is no number."""
    if len(run) > _MAX_RUN:
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
    if run in _GLYPHS:
        return Lexeme("", start, end, _GLYPHS[run])
    slash = _SLASH.match(text, start)
    if slash and (part := slash_value(slash)) is not None:
        return Lexeme("", start, slash.end(), part)
    if len(run) <= 3 and run.isdigit() and run[0] != "0" and (spaced := _SPACED.match(text, end)):
        if spaced.end() - start > _MAX_RUN:
            return None
        run = re.sub(rf"[{_SPACES}]", "", text[start : spaced.end()])
        return Lexeme("", start, spaced.end(), Decimal(run))
    value = digit_run(run)
    if value is not None and text.startswith(")", end) and _LOSS.search(text, max(0, start - 3), start):
        return Lexeme("", start, end + 1, -value)
    return None if value is None else widened(text, Lexeme("", start, end, value))


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
        return lexeme._replace(end=glyph.end(), value=value + _GLYPHS[glyph[1]])
    if power := _POWER.match(text, lexeme.end) or _EXPONENT.match(text, lexeme.end):
        exponent = int((power[1] or power[2] or power[3]).translate(_SUPERSCRIPTS))
        return lexeme._replace(end=power.end(), value=value.scaleb(exponent))
    return lexeme


# ---------------------------------------------------------------- lexemes


def following(text: str, first: Lexeme) -> list[Lexeme]:
    """The lexeme and the number words that directly follow it, separated by spaces or hyphens."""
    lexemes, at = [first], first.end
    for _ in range(_MAX_LEXEMES):
        match = _NEXT_WORD.match(text, at)
        if match is None:
            break
        word = number_word(match[2], first=first, glued=match[1] is None)
        if word is None or (match[1] is None and len(lexemes) > 1):
            break
        lexemes.append(Lexeme(word, match.start(2), match.end()))
        at = match.end()
    return lexemes


def number_word(word: str, *, first: Lexeme, glued: bool) -> str | None:
    """The word as the grammar reads it, or null when a number cannot go on with it."""
    if first.value is not None and word in _ABBREVIATED:
        return word
    lower = word.lower()
    if glued:  # "$175million", "3dozen"; not "5and"
        return lower if first.value is not None and lower in _WIDE_SCALES else None
    return lower if lower in _VOCABULARY else None


# ---------------------------------------------------------------- grammar


def small(lexemes: list[Lexeme], i: int) -> Parsed | None:
    """A number below one hundred in words ("seventy-two"), or the digits that begin the number."""
    if i >= len(lexemes):
        return None
    lexeme = lexemes[i]
    if lexeme.value is not None:
        return lexeme.value, i + 1
    if lexeme.word in _SMALL:
        return _SMALL[lexeme.word], i + 1
    if lexeme.word not in _TENS:
        return None
    unit = _SMALL.get(word_at(lexemes, i + 1), Decimal(0))
    if 0 < unit < 10:
        return _TENS[lexeme.word] + unit, i + 2
    return _TENS[lexeme.word], i + 1


def group(lexemes: list[Lexeme], i: int) -> Parsed | None:
    """A number below ten thousand: "two hundred and seventy-two", "fifteen hundred", "a hundred", "hundred"."""
    if word_at(lexemes, i) in ("a", "an") and word_at(lexemes, i + 1) in ("hundred", *_SCALES):
        i += 1
    head = (Decimal(1), i) if word_at(lexemes, i) in ("hundred", *_SCALES) else small(lexemes, i)
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
        factor = _WIDE_SCALES.get(word) or _ABBREVIATED.get(word)
        if factor is None and not (word == "hundred" and product == 1):
            break
        product *= factor or _HUNDRED
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
        last = _HUNDRED  # shared by a range: "six to eight hundred"
    return total, i, (last or Decimal(1)) if groups == 1 else Decimal(1)


def with_decimals(lexemes: list[Lexeme], value: Decimal, i: int) -> Parsed:
    """Spoken decimals: "two point five", "zero point zero five"."""
    if word_at(lexemes, i) != "point":
        return value, i
    decimals = ""
    while len(decimals) < _DECIMAL_WORDS and (digit := _SMALL.get(word_at(lexemes, i + 1 + len(decimals)))) is not None:
        if digit > 9:
            break
        decimals += str(digit)
    return (value + Decimal(f"0.{decimals}"), i + 1 + len(decimals)) if decimals else (value, i)


def with_fraction(lexemes: list[Lexeme], value: Decimal, i: int) -> Parsed:
    """Mixed numbers: "two and a half million", "three and three-quarters"."""
    if word_at(lexemes, i) != "and":
        return value, i
    if word_at(lexemes, i + 1) in ("a", "an") and word_at(lexemes, i + 2) in ("half", "quarter", "third", "fourth"):
        return value + 1 / _DENOMINATORS[word_at(lexemes, i + 2)], i + 3
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
    under = _DENOMINATORS.get(word_at(lexemes, over[1])) if over and lexemes[i].value is None else None
    if over is None or under is None or not 0 < over[0] <= under:
        return None
    if over[0] > 1 and under > 10 and not word_at(lexemes, over[1]).endswith("s"):
        return None  # "two millionth"
    return over[0] / under, over[1] + 1


def is_fraction(lexemes: list[Lexeme], i: int) -> bool:
    """Whether a fraction in words begins here."""
    return simple_fraction(lexemes, i) is not None


def ordinal(lexemes: list[Lexeme]) -> Parsed | None:
    """Ranks in words: "third", "twenty-third", "one hundred and first", "two millionth"."""
    total, i = Decimal(0), 0
    if word_at(lexemes, 0) not in _ALL_ORDINALS and (head := cardinal(lexemes)) is not None:
        total, i = head[0], head[1]
        i += word_at(lexemes, i) == "and"
    rank = _ALL_ORDINALS.get(word_at(lexemes, i))
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
    if word_at(lexemes, i) in _AT_LEAST_TWO:
        scale, after = scales(lexemes, i + 1)
        return (scale * 2, after) if scale > 1 else None
    least = _PLURAL_SCALES.get(word_at(lexemes, i)) if i == 0 else None
    if least is None:
        return None
    after = i + 1
    while word_at(lexemes, after) == "of" and word_at(lexemes, after + 1) in _PLURAL_SCALES:
        least *= _PLURAL_SCALES[word_at(lexemes, after + 1)]
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
        under = _DENOMINATORS.get(word)
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


# ---------------------------------------------------------------- entry points


def parse(text: str, first: Lexeme) -> Number | None:
    """The number that begins with a lexeme."""
    if first.word in ("minus", "negative"):
        return negative(text, first)
    lexemes = following(text, first)
    if first.value is not None:
        return parse_digits(text, lexemes)
    for rule in (vague, couple):
        if (open_amount := rule(lexemes)) is not None:
            end = lexemes[open_amount[1] - 1].end
            value = open_amount[0]
            if rule is vague:
                return Number(first.start, end, None, low=value, high=ceiling(first.word, value))
            return Number(first.start, end, value, scale=value / 2)
    if (part := portion(lexemes, text)) is not None:
        return Number(first.start, lexemes[part[1] - 1].end, part[0], form=part[3], scale=part[2])
    if (rank := ordinal(lexemes)) is not None:
        return Number(first.start, lexemes[rank[1] - 1].end, rank[0], form="ordinal")
    if (found := cardinal(lexemes)) is None:
        return None
    return Number(first.start, lexemes[found[1] - 1].end, found[0], scale=found[2])


def parse_digits(text: str, lexemes: list[Lexeme]) -> Number | None:
    """A number that begins with digits: ranks ("10th"), scales ("1.5 million"), signs ("-5")."""
    first = lexemes[0]
    if text[first.start : first.end].isdigit() and (suffix := _ORDINAL_SUFFIX.match(text, first.end)):
        return Number(first.start, suffix.end(), first.value, form="ordinal", digits=True)
    found = cardinal(lexemes)
    if found is None:
        return None
    value, i, scale = found
    start = first.start
    before = text[max(0, start - 2) : start]
    if before[-1:] in ("-", "−") and (len(before) == 1 or before[0] in _SPACES + "(\n$€£~"):
        value, start = -value, start - 1
    slashed = any(mark in text[first.start : first.end] for mark in _FRACTION_SLASHES)
    form: Form = "fraction" if i == 1 and value < 1 and (slashed or text[first.start] in _GLYPHS) else "cardinal"
    glued = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")
    return Number(start, lexemes[i - 1].end, value, form=form, scale=scale, digits=True, glued=glued)


def negative(text: str, minus: Lexeme) -> Number | None:
    """The number after "minus": "minus-8 degrees", "minus 90 degrees", "minus ten"."""
    match = _MINUS.match(text, minus.end)
    if match is None:
        return None
    digits = match[1][0].isdigit() or match[1][0] == "."
    first = read_digits(text, *match.span(1)) if digits else Lexeme(match[1].lower(), *match.span(1))
    if first is None or (not digits and first.word not in TRUE_NUMBERS):
        return None
    number = parse(text, first)
    if number is None or number.value is None or number.form != "cardinal":
        return None
    return replace(number, start=minus.start, value=-number.value, digits=digits)


_MINUS = re.compile(rf"[{_SPACES}-]([A-Za-z]+|[.]?\d(?:[\d.,]*\d)?)")


def find_numbers(text: str, start: int = 0, end: int | None = None, *, spelled: bool | None = None) -> list[Number]:
    """The numbers of text[start:end], left to right; offsets count from the beginning of `text`.

    `spelled` tells whether any of `TRUE_NUMBERS` is among its words; without it, they are looked up.
    """
    stop = len(text) if end is None else end
    found = []
    at = start
    if spelled is None:
        spelled = not TRUE_NUMBERS.isdisjoint(_WORDS.findall(text[start:stop].lower()))
    for match in (_SCAN if spelled else _RUNS).finditer(text, start, stop):
        token = match[0]
        if match.start() < at or (token[0].isalpha() and token.lower() not in _STARTERS):
            continue
        if (plain := plain_integer(text, token, *match.span())) is not None:
            found.append(plain)
            continue
        first = lexeme_of(text, match)
        number = parse(text, first) if first is not None else None
        if number is not None and number.end <= stop:
            found.append(number)
            at = number.end
    return found


def plain_integer(text: str, run: str, start: int, end: int) -> Number | None:
    """A run of digits with nothing around it that could belong to it: the short way for most numbers of the news."""
    if not run.isdecimal() or len(run) > _MAX_RUN or not run.isascii():
        return None
    follows = _UNRELATED.match(text, end)
    if follows is None or text[start - 1 : start] in _SIGNS or number_follows(follows[1]):
        return None
    glued = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")
    return Number(start, end, Decimal(run), digits=True, glued=glued)


def number_follows(word: str | None) -> bool:
    """Whether a number can go on with a word."""
    return word is not None and (word in _ABBREVIATED or word.lower() in _VOCABULARY)


def lexeme_of(text: str, match: re.Match[str]) -> Lexeme | None:
    """The first lexeme of a possible number, or null."""
    token = match[0]
    if not token[0].isalpha():
        return read_digits(text, *match.span())
    lower = token.lower()
    if lower == "minus" and text.endswith("or ", 0, match.start()):
        return None  # "plus or minus 4" has no sign
    if lower in _LEADS and not ((after := _NEXT_WORD.match(text, match.end())) and after[2].lower() in _LED):
        return None
    return Lexeme(lower, *match.span())
