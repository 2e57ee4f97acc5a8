"""What an article counted last, for numbers that name nothing: "Hale has 31, Moss 17" are seats.

In: a bare piece. Out: the unit that it carries on from its own sentence, or from an earlier one where it is had, won
or listed like the things there; null otherwise, since a wrong unit is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.mentions.quantities.around import ABOUT
from claimx.mentions.quantities.levels import Money
from claimx.mentions.quantities.noun_phrases import Counted
from claimx.mentions.quantities.pieces import Piece

if TYPE_CHECKING:
    from claimx.mentions.quantities.tokens import Tokens

_RECENT = 4
_QUOTE_REACH = 1000
_SIZES = 100
_VAGUE_SIZES = 10
_CLIMB = 5
_TELLING = 20
"""From here on the same number twice is the same figure."""
# "Hale: 540.", "Moss: at least 46."
_LABELLED = re.compile(rf"\W*[A-Z][\w.'’-]{{0,20}}(?: [\w.'’-]{{1,20}}){{0,3}}: ?{ABOUT}$")
_BLANK = re.compile(r"\n[ \t]{0,40}\n")
_HAVING = frozenset(
    (
        "have has had having 've 's 'd own owns hold holds held keep keeps kept win wins won winning earn earns earned "
        "get gets got gain gains gained receive receives received pick picks picked collect collects collected add "
        "adds added need reach reaches reached "
        "needs needed require requires required take takes took lose loses lost secure secures secured amass amassed "
        "net nets netted claim claims claimed sell sells sold buy buys bought build builds built "
        "make makes made order orders ordered deliver delivers delivered count counts counted"
    ).split()
)
_GETTING = frozenset("get gets got getting".split())
_STAYING = frozenset("remain remains remained left follow followed".split())
_PEOPLE_DO = frozenset(
    (
        "say says said think believe want wanted vote voted signed applied attended live lived work worked came joined "
        "marched gathered cast descend descended descending turned watched"
    ).split()
)
_SUMS = frozenset("total tally sum of at least most to than more less about nearly only up".split())
_THINGS_HAD = frozenset(("dobj", "attr", "npadvmod", "nsubjpass"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))


@dataclass
class Memory:
    """What an article counted last, the last few things with their numbers, and which money it means."""

    money: Money
    last: Counted | None = None
    recent: list[tuple[Counted, Decimal | None]] = field(default_factory=list)

    def keep(self, found: Counted, piece: Piece) -> None:
        """Remember what a piece counts."""
        self.last = found
        self.recent = [(found, piece.value or piece.low), *self.recent[: _RECENT - 1]]

    def again(self, size: Decimal) -> str | None:
        """What the same number counted a little earlier."""
        return next((found.unit for found, other in self.recent if other == size), None)

    def carried_unit(self, tokens: Tokens, piece: Piece, floor: int) -> str | None:
        """What a number that names nothing may count, in a sentence that starts at `floor`.

        "It takes 2,100 to win" after "960 seats … in five districts" are seats.
        """
        if not whole(piece):
            return None  # "a margin between 3.1 and 4.9"
        vague = piece.value is None and piece.low is not None and not piece.number.digits
        times, size = (_VAGUE_SIZES if vague else _SIZES), piece.value or piece.low
        if not vague and size is not None and size >= _TELLING and (same := self.again(size)) is not None:
            return same  # "412 shops … to drop 412, or a fifth, of its 2,050"
        alike = (found for found, other in self.recent if of_one_size(size, other, times))
        like = next(alike, None)
        found = like or (None if vague else self.last)
        people = "person" if vague or does_as_people(tokens, piece) else None
        if found is None or enters_quotation(tokens.text, found, piece):
            return people
        if found.noun is not None and found.noun[0] >= floor:
            return found.unit
        if like is None or (breaks_off(tokens.text, found, floor) and not is_labelled(tokens.text, piece, floor)):
            return people  # "lost 12 seats. … The population will reach 3 million"
        near = names(tokens.text[floor : piece.start], found) or goes_on(tokens, piece, floor)
        return found.unit if near else people


def breaks_off(text: str, found: Counted, floor: int) -> bool:
    """Whether a blank line lies between a counted noun and a later sentence."""
    return found.noun is None or _BLANK.search(text, found.noun[1], floor) is not None


def is_labelled(text: str, piece: Piece, floor: int) -> bool:
    """Whether a number stands behind a label: "Hale: 540."."""
    return _LABELLED.fullmatch(text, floor, piece.start) is not None


def names(before: str, found: Counted) -> bool:
    """Whether the words before a number name what was counted: "leads the race for votes, with 312"."""
    noun = found.unit.rsplit(" ", 1)[-1].lower()
    return f" {noun.removesuffix('y')}" in before.lower()


def goes_on(tokens: Tokens, piece: Piece, floor: int) -> bool:
    """Whether a number is had, won or listed as things were before: "He won six", "Hale: 540", "dozens more"."""
    if is_labelled(tokens.text, piece, floor) or tokens.text.startswith(" more ", piece.end):
        return True
    verb, label = verb_over(tokens, piece)
    if label == "prep":
        return verb in _GETTING  # "we got to 300"
    return (label in _THINGS_HAD and verb in _HAVING) or (label in _SUBJECTS and verb in _STAYING)


def does_as_people(tokens: Tokens, piece: Piece) -> bool:
    """Whether a number does what people do: "at least 18,500 said they would"."""
    verb, label = verb_over(tokens, piece)
    return label in _SUBJECTS and verb in _PEOPLE_DO


def verb_over(tokens: Tokens, piece: Piece) -> tuple[str, str]:
    """The verb that a number belongs to, over other numbers and "a total of", with the label of what hangs on it."""
    token = tokens.doc[tokens.stretch(piece.start, piece.end)[1] - 1]
    for _ in range(_CLIMB):
        head = token.head
        if head == token:
            break
        if head.tag_[0] in "VM" or head.lower_ in _HAVING:
            return head.lower_, token.dep_
        if head.tag_ != "CD" and head.lower_ not in _SUMS:
            break
        token = head
    return "", ""


def enters_quotation(text: str, found: Counted, piece: Piece) -> bool:
    """Whether a quotation begins or ends between two figures: 'had 10 men. "We could have scored six," …'."""
    if found.noun is None or piece.start - found.noun[1] > _QUOTE_REACH:
        return False
    between = text[found.noun[1] : piece.start]
    return between.count('"') % 2 == 1 or between.count("“") != between.count("”")


def of_one_size(one: Decimal | None, two: Decimal | None, times: int) -> bool:
    """Whether two numbers may count the same things: neither is more than so many times the other."""
    return one is not None and two is not None and one <= times * two and two <= times * one


def whole(piece: Piece) -> bool:
    """Whether a number can count things: no decimals."""
    return all(value is None or value == int(value) for value in (piece.value, piece.low, piece.high))
