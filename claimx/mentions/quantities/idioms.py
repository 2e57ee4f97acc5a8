"""Number words that count nothing: "one of the", "no one", "the two countries", "the 747", "Gang of Eight".

In: a bare piece with the tokens beside it. Out: whether it is an idiom, a pronoun, or stands for a noun itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.mentions.quantities.pieces import Piece

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.mentions.quantities.tokens import Tokens

GROUP_OF = re.compile(r"\b(?:Group|Gang|Council|Committee|Band|Circle|Class) of $")
_ONE_AFTER = frozenset("another day thing way side hand man time point else reason such voice".split())
_AFTER_ANOTHER = re.compile(r"one [\w-]{1,20}(?: [\w-]{1,20}){0,2} (?:after|to) (?:another|the next)\b", re.IGNORECASE)
_ONE_IDIOMS = re.compile(
    r"\bone(?:[ -](?:of|another|by one|after|on one|day|thing|way|or (?:another|the other)|more|else|such|can|could|"
    r"called|named|titled|dubbed|"
    r"should|would|might|must|who|that|which|has|is|was|knows|size|time|hand|side|and only|and all|stop|off)\b|-)",
    re.IGNORECASE,
)


def stands_for_noun(tokens: Tokens, piece: Piece) -> bool:
    """Whether a number without a noun is one itself: "flying the 747", "the only one tall enough", "Gang of Eight"."""
    number, text = piece.number, tokens.text
    run = text[number.start : number.end]
    before = tokens.get(tokens.at(number.start) - 1)
    if run.lower() == "one":
        return True
    if GROUP_OF.search(text, max(0, number.start - 24), number.start):
        return True
    if run.isdigit() and len(run) == 3 and before is not None:
        return before.lower_ in ("the", "a", "an")
    return (
        run.istitle()
        and run.isalpha()
        and re.search(r"\b[A-Z][a-z]+ of $", text[max(0, number.start - 24) : number.start]) is not None
    )


def is_idiom(tokens: Tokens, piece: Piece) -> bool:
    """Whether a number word counts nothing new: "one of the", "no one", "the two countries", "one day"."""
    if piece.number.digits:
        return False
    first, last = tokens.stretch(piece.number.start, piece.number.end)
    word = tokens.text[piece.number.start : piece.number.end].lower()
    return idiom(tokens.text, piece, tokens.get(first - 1), tokens.get(last)) or is_afterthought(tokens, first, word)


def idiom(text: str, piece: Piece, before: Token | None, after: Token | None) -> bool:
    """Whether "one" is no number here, or a small number points back ("the two countries")."""
    number = piece.number
    word = text[number.start : number.end].lower()
    previous = before.lower_ if before is not None else ""
    if word == "zero":
        return after is not None and after.lower_ in ("tolerance", "sum", "hour", "gravity", "-", "day")
    if word == "one":
        return not_counting(text, number.start, previous, after)
    return word == "two" and previous in ("the", "these", "those", "both", "other")


def is_afterthought(tokens: Tokens, first: int, word: str) -> bool:
    """Whether a number goes with a noun in passing: "an issue or two", "by the dozen"."""
    before, noun = tokens.get(first - 1), tokens.get(first - 2)
    if before is None or noun is None:
        return False
    if word == "dozen":
        return before.lower_ == "the" and noun.lower_ == "by"
    return word == "two" and before.lower_ == "or" and noun.tag_ == "NN"


def not_counting(text: str, start: int, previous: str, after: Token | None) -> bool:
    """Whether "one" is a pronoun or idiom; it counts only when a singular noun follows at once."""
    if (
        _ONE_IDIOMS.match(text, start)
        or text[max(0, start - 4) : start].lower().endswith("-on-")
        or _AFTER_ANOTHER.match(text, start)
        or previous in ("no", "any", "every", "the", "this", "that", "some", "each", "which")
    ):
        return True
    return after is None or after.tag_ not in ("NN", "JJ", "NNP", "VBN") or after.lower_ in _ONE_AFTER
