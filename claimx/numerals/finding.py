"""The numbers of a text, left to right.

`find_numbers` walks over digit runs and the words that can begin a number; `parse` gathers the lexemes from there
(`following`) and tries the rules: vague amounts, couples, parts, ranks, cardinals.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from claimx.numerals.amounts import ceiling, couple, ordinal, portion, vague
from claimx.numerals.cardinals import cardinal
from claimx.numerals.digits import FRACTION_SLASHES, GLYPHS, MAX_RUN, SPACES, read_digits
from claimx.numerals.letters import letter_runs
from claimx.numerals.number import Form, Lexeme, Number
from claimx.numerals.words import (
    ABBREVIATED,
    AFTER_ARTICLE,
    LEADS,
    LED,
    STARTERS,
    TRUE_NUMBERS,
    VOCABULARY,
    WIDE_SCALES,
)

_MAX_LEXEMES = 30
_RUN = r"[.]?\d(?:[\d.,]*\d)?|[¼-¾⅐-⅞]"
_RUNS = re.compile(rf"(?=[.\d¼-¾⅐-⅞mM])(?:{_RUN}|(?i:\bminus(?=[ -][.\d])))")
# Behind a plain integer: a mark, or a space and a word that is no power of ten ("3 x 10^5").
_ARTICLES = frozenset(("a", "an"))
_UNRELATED = re.compile(r"[%;:!?\"”]|[.,'’](?!\d)| (?!x )([A-Za-z]+)(?![A-Za-z\d])|$")
_SIGNS = frozenset("-−($€£¥")
_ORDINAL_SUFFIX = re.compile(r"(?:st|nd|rd|th|ST|ND|RD|TH)(?![A-Za-z\d])")
_NEXT_WORD = re.compile(rf"([{SPACES}]{{1,2}}|[{SPACES}]?[-‐‑–][{SPACES}]?)?([A-Za-z]+)(?![A-Za-z\d])")
_MINUS = re.compile(rf"[{SPACES}-]([A-Za-z]+|[.]?\d(?:[\d.,]*\d)?)")


def find_numbers(
    text: str, start: int = 0, end: int | None = None, *, words: frozenset[str] | None = None
) -> list[Number]:
    """The numbers of text[start:end], left to right; offsets count from the beginning of `text`.

    `words` are the words of the stretch in lower case, or at least those of them in `NUMBER_WORDS` and `STARTERS`;
    without it, they are looked up.
    """
    stop = len(text) if end is None else end
    found = []
    at = start
    if words is None:
        words = frozenset(letter_runs(text[start:stop].lower()))
    for match in pattern_of(words).finditer(text, start, stop):
        if match.start() < at:
            continue
        if (plain := plain_integer(text, match[0], *match.span())) is not None:
            found.append(plain)
            continue
        first = lexeme_of(text, match)
        number = parse(text, first) if first is not None else None
        if number is not None and number.end <= stop:
            found.append(number)
            at = number.end
    return found


def pattern_of(words: frozenset[str]) -> re.Pattern[str]:
    """Where a number can begin in a stretch with these words."""
    if words.isdisjoint(TRUE_NUMBERS):
        return _RUNS
    openers = words & STARTERS if words.isdisjoint(AFTER_ARTICLE) else words & STARTERS | _ARTICLES
    return spelled(openers) if openers else _RUNS  # ".k": a scale that begins no number


@lru_cache(maxsize=1024)
def spelled(starters: frozenset[str]) -> re.Pattern[str]:
    """Digit runs and these words; looking at the first letter first makes it three times as fast."""
    initials = "".join(sorted({letter for word in starters for letter in (word[0], word[0].upper())}))
    longest_first = "|".join(sorted(starters, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?=[.\d¼-¾⅐-⅞{initials}])(?:{_RUN}|(?<![A-Za-z])(?i:{longest_first})(?![A-Za-z]))")


def plain_integer(text: str, run: str, start: int, end: int) -> Number | None:
    """A run of digits with nothing around it that could belong to it: the short way for most numbers of the news."""
    if not run.isdecimal() or len(run) > MAX_RUN or not run.isascii():
        return None
    follows = _UNRELATED.match(text, end)
    if follows is None or text[start - 1 : start] in _SIGNS or number_follows(follows[1]):
        return None
    glued = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")
    return Number(start, end, Decimal(run), digits=True, glued=glued)


def number_follows(word: str | None) -> bool:
    """Whether a number can go on with a word."""
    return word is not None and (word in ABBREVIATED or word.lower() in VOCABULARY)


def lexeme_of(text: str, match: re.Match[str]) -> Lexeme | None:
    """The first lexeme of a possible number, or null."""
    token = match[0]
    if not token[0].isalpha():
        return read_digits(text, *match.span())
    lower = token.lower()
    if lower == "minus" and text.endswith("or ", 0, match.start()):
        return None  # "plus or minus 4" has no sign
    if lower in LEADS and not ((after := _NEXT_WORD.match(text, match.end())) and after[2].lower() in LED):
        return None
    return Lexeme(lower, *match.span())


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
    if before[-1:] in ("-", "−") and (len(before) == 1 or before[0] in SPACES + "(\n$€£~"):
        value, start = -value, start - 1
    slashed = any(mark in text[first.start : first.end] for mark in FRACTION_SLASHES)
    form: Form = "fraction" if i == 1 and value < 1 and (slashed or text[first.start] in GLYPHS) else "cardinal"
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
    return number._replace(start=minus.start, value=-number.value, digits=digits)


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
    if first.value is not None and word in ABBREVIATED:
        return word
    lower = word.lower()
    if glued:  # "$175million", "3dozen"; not "5and"
        return lower if first.value is not None and lower in WIDE_SCALES else None
    return lower if lower in VOCABULARY else None
