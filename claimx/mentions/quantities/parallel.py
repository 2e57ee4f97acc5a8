"""Shares told once with their sign and then without it: "55 percent in 2016, 60 in 2020", "Smith 45%, Jones 43".

In: the measured pieces of one sentence. Out: the same pieces; a bare number that stands where the share before it
stands, with no noun of its own, is a share as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.mentions.quantities.around import ABOUT
from claimx.mentions.quantities.names import after_label
from claimx.mentions.quantities.pieces import Piece

if TYPE_CHECKING:
    from claimx.mentions.quantities.tokens import Tokens

_REACH = 80
_WHOLE = 100
_VOTES = r"(?: of (?:the |all |its |their )?(?:[a-z]{1,12} )?(?:votes?|voters|ballots|respondents|support|vote share))?"
_AND = r"(?:,|;|,? and|,? but|,? while)"
_NAME = r"(?:the )?[A-Z][\w.’'-]{0,20}(?: [A-Z][\w.’'-]{0,20}){0,2}"
_ENDS = r"(?=[,.;:)](?:\W|$)|\n|$|,? and (?:the )?[A-Z]| percent\b)"
# "55 percent in 2016, 60 in 2020", "5 percent in March, from 6 in February"
_IN = re.compile(r" (?:in|by|during) ")
_THEN = re.compile(rf"(?:{_AND}|,? (?:up |down )?from|,? compared with|, then) {ABOUT}$")
_CLOSED = re.compile(r"[,.;:)]|\n|$| (?:and|but|from|to|compared)\b")
# "40 percent among men and 52 among women"
_AMONG = re.compile(rf" among [a-z][\w -]{{1,40}}{_AND} {ABOUT}$")
# "45 percent of whites and 30 of others"
_OF = re.compile(rf" of [a-z][\w -]{{1,40}}{_AND} {ABOUT}$")
# "55 percent in Leeds, 60 in York and 48 in Hull"
_IN_PLACE = re.compile(rf" in {_NAME}{_AND} {ABOUT}$")
_PLACED = re.compile(rf" in {_NAME}(?=[,.;:)](?:\W|$)|\n|$|,? and {ABOUT}\d)")
# "took 55 percent in the first vote, in 2020 60."
_WHEN = re.compile(rf"{_AND} (?:in|by|during) ")
# "52.3% of votes to Jones's 47.7", "52.3% of the vote to 47.7 for Jones"
_TO_HIS = re.compile(rf"{_VOTES},? (?:to|against|versus) {_NAME}[’']s? {ABOUT}$")
_TO = re.compile(rf"{_VOTES.removesuffix('?')},? to {ABOUT}$")
_FOR = re.compile(rf" for (?:{_NAME}|(?:her|his|its|the|their) [a-z]+)")
# "Smith 45 percent, Jones 43 and Brown 9", "had 45 percent, Jones had 43"
_NEXT = re.compile(
    rf"{_VOTES}{_AND} {_NAME} (?:(?:had|has|got|gets|won|took|with|at|on|polled|received|scored) )?{ABOUT}$"
)
_NAMED = re.compile(r"\b[A-Z][\w.’'-]{0,20}(?: [a-z]{1,12}){0,3} $")
_END = re.compile(_ENDS)
_NUMBERED = frozenset(("PRODUCT", "FAC", "LAW", "EVENT", "WORK_OF_ART"))
_OF_MANY = re.compile(r" of ")
# "three of many critics" are critics, "45 of young women" percent.
_SEVERAL = frozenset("many several".split())


def carry_shares(tokens: Tokens, pieces: list[Piece], floor: int) -> list[Piece]:
    """The pieces, bare numbers in the place of a share made shares."""
    done: list[Piece] = []
    for piece in pieces:
        last = done[-1] if done else None
        shared = last is not None and may_share(last, piece) and is_parallel(tokens, last, piece, floor)
        done.append(piece._replace(kind="percent", unit="percent") if shared else piece)
    return done


def may_share(last: Piece, piece: Piece) -> bool:
    """Whether a bare number up to 100 follows a share closely."""
    if last.unit != "percent" or last.rate or not piece.bare or piece.number.form != "cardinal" or piece.value is None:
        return False
    return 0 <= piece.value < _WHOLE and piece.start - last.end < _REACH


def is_parallel(tokens: Tokens, last: Piece, piece: Piece, floor: int) -> bool:
    """Whether a number stands in its part of the sentence as the share before it does."""
    text, gap = tokens.text, tokens.text[last.end : piece.start]
    if _AMONG.fullmatch(gap):
        return text.startswith(" among ", piece.end)
    if _OF.fullmatch(gap):
        return of_many(tokens, piece)
    if _IN_PLACE.fullmatch(gap):
        return _PLACED.match(text, piece.end) is not None
    if timed_before(tokens, last, piece):
        return True
    if _END.match(text, piece.end):
        named = _NAMED.search(text, max(floor, last.start - 60), last.start) is not None
        return _TO_HIS.fullmatch(gap) is not None or (
            named and _NEXT.fullmatch(gap) is not None and not numbers_thing(tokens, piece)
        )
    return (_TO.fullmatch(gap) is not None and _FOR.match(text, piece.end) is not None) or both_timed(
        tokens, last, piece
    )


def numbers_thing(tokens: Tokens, piece: Piece) -> bool:
    """Whether a number is part of the name before it: "Windows 10", "District 9"."""
    name = tokens.doc[max(0, tokens.at(piece.start) - 1)]
    return after_label(tokens, piece) or name.ent_type_ in _NUMBERED


def both_timed(tokens: Tokens, last: Piece, piece: Piece) -> bool:
    """Whether each of two figures has its own time behind it: "55 percent in 2016, 60 in 2020"."""
    one, two = time_behind(tokens, last.end), time_behind(tokens, piece.end)
    if one is None or two is None or one > piece.start:
        return False
    return _THEN.fullmatch(tokens.text, one, piece.start) is not None and _CLOSED.match(tokens.text, two) is not None


def timed_before(tokens: Tokens, last: Piece, piece: Piece) -> bool:
    """Whether nothing but its own time stands between a share and a number that ends its part: "…, in 2020 60."."""
    match = _WHEN.match(tokens.text, last.end)
    end = tokens.time_end(match.end()) if match else None
    return end is not None and end + 1 == piece.start and _CLOSED.match(tokens.text, piece.end) is not None


def time_behind(tokens: Tokens, end: int) -> int | None:
    """Where the time expression right behind a figure ends."""
    match = _IN.match(tokens.text, end)
    return tokens.time_end(match.end()) if match else None


def of_many(tokens: Tokens, piece: Piece) -> bool:
    """Whether "of" and a plain plural follow a number, as they follow shares only: "30 of others"."""
    if not _OF_MANY.match(tokens.text, piece.end):
        return False
    first = tokens.at(piece.end + len(" of "))
    noun, after = tokens.get(first), tokens.get(first + 1)
    if noun is not None and noun.tag_ == "JJ" and noun.lower_ not in _SEVERAL:
        noun = after  # "52 of young women"
    return noun is not None and noun.tag_ == "NNS"
