"""Numbers that name nothing: they borrow from a neighbour, or count what was counted last; some are no figure.

In: a bare piece that no noun follows, the pieces settled before it, and the `Memory` of what was counted. Out: the
piece with kind and unit, or null.

    without_noun → exchange_rate | lender | index level | amount | whole_of | number_of | moved_noun | carried_unit
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.lexicon.currencies import currencies
from claimx.lexicon.moves import moves
from claimx.mentions.quantities.around import ABOUT
from claimx.mentions.quantities.carrying import Memory, of_one_size
from claimx.mentions.quantities.idioms import stands_for_noun
from claimx.mentions.quantities.levels import Money, is_index_level, level_like
from claimx.mentions.quantities.noun_phrases import Counted
from claimx.mentions.quantities.nouns import group_before, moved_noun, number_of
from claimx.mentions.quantities.pieces import Piece
from claimx.types import Offsets

if TYPE_CHECKING:
    from claimx.mentions.quantities.tokens import Tokens

_MILLION = Decimal(10) ** 6
_LENT_REACH = 60
_ALIKE = 10
_HUNDRED = 100
_LEVEL_REACH = 40
_MARGIN_REACH = 60
_LEVEL_OF = re.compile(
    r"\b(?:target|goal|limit|cap|average|level|record|high|low|peak|maximum|minimum|norm|quota)s? of "
    rf"{ABOUT}$"
)
# "anything below 50 signals a shrinking sector", "readings over 50 mean growth"
_READING = re.compile(
    r"\b(?:anything|everything|(?:a |any )?(?:reading|score|figure|value|level|number|result|rating|one)s?) "
    r"(?:just |well )?(?:under|over|above|below|beneath|beyond|less than|more than|lower than|higher than|of|at) $",
    re.IGNORECASE,
)
_SIGNALS = re.compile(
    r" (?:signals?|signif(?:y|ies)|means?|marks?|shows?|indicates?|suggests?|denotes?|spells?|points? to|reflects?|"
    r"counts? as|triggers?|separates?)\b"
)
# "the margin of error is 3.5", not a sample named behind it
_MARGIN = re.compile(
    r"\bmargins? of (?:sampling )?error(?: at| stands at|:| is| of| was)?(?: (?:about|around|only|roughly))?"
    r"(?:,? plus or minus)? (?:±|\+/[-−])?$"
)
_WIDEST_MARGIN = 15
_OF_THE = re.compile(r"\b(?:Of|of (?:the|those|these|its)) $|\bOf (?:the|those|these|its) $")
_OUT_OF = re.compile(rf"\bout of {ABOUT}$")
# "moves 300 litres an hour, the old one 200"
_THE_ONE = re.compile(r"\b[Tt]he [a-z-]{2,16} (?:ones?|model|version) $")
_UP_TO = re.compile(r"\bup to $", re.IGNORECASE)
# "traded at 92.4 to the dollar"
_TO_CURRENCY = re.compile(
    r" (?:(?:to|per|against) (?:the|one|a)|per) (?:US |U\.S\. |American )?(dollar|euro|pound|greenback|yen)\b"
)
# "90,000 yen ($610) for the smaller model and 120,000 ($815) for the larger"
_CONVERTED = re.compile(r" \([$€£¥]")
_RATED_AGAINST = {"euro": "EUR", "pound": "GBP", "yen": "JPY"}
_RATED = re.compile(r"\b[a-z]{3,10}\b")
_MONEY_TALK = re.compile(
    r"\b(?:los[et]|losing|losses|spen[dt]|spending|cost|costs|worth|raised?|raising|money|pa(?:y|id|ying)|invest\w*|"
    r"fund\w*|earn\w*|contribut\w*|revenue|profits?|dollars?|donat\w*|budget|debt|pledg\w*|ow(?:e[ds]?|ing)|bail\w*|tax\w*|sav(?:e|ed|ing)|financ\w*)\b|[$€£]",
    re.IGNORECASE,
)
# "followed by Cole at 25 percent and Hart at 14"
_AT_SHARE = re.compile(r"\b(?:at|with) $")
_PREPOSITION_REACH = 24
_FROM = re.compile(rf"\bfrom {ABOUT}$")
_TO = re.compile(rf"\bto {ABOUT}$")
# "narrowed to 18 points last month, from 23"
_BACK_TO = re.compile(rf"[^.;:]{{0,40}} from {ABOUT}")
# "43% of the vote, down three", "on 25% (up two)"
_BY_HOW_MUCH = re.compile(rf"(?: of [a-z ]{{1,30}})?,? \(?(?:up|down) (?:by )?{ABOUT}")
_CLOSED = re.compile(
    r"[,.;:)](?!\d)|\n|$| (?:a|after|and|before|but|compared|earlier|from|in|last|on|over|since|the|while)\b"
)
_BORROWING = frozenset(("at", "from", "to", "against", "with", "versus", "than", "and", "of", "for"))
_LENT_NOT = frozenset(("ordinal", "multiple", "age", "duration"))
_SHARES = frozenset(("percent", "percentage point", "fraction"))
_MEASURED_OFF = frozenset(("percent", "percentage point", "point"))
_LIST_GAPS = frozenset((" to ", " or ", "-to-", "- and ", "- or ", "- to "))


def without_noun(
    tokens: Tokens,
    piece: Piece,
    found: Counted | None,
    before: list[Piece],
    sentence: Offsets,
    memory: Memory,
) -> Piece | None:
    """A number that names nothing: it borrows from a neighbour, or is an index level, an amount, or people."""
    if found is None and (stands_for_noun(tokens, piece) or marks_item(tokens.text, piece)):
        return None
    if (code := exchange_rate(tokens.text, sentence[0], piece)) is not None:
        return piece._replace(kind="money", unit=code[0], rate=code[1])
    if found is None and is_margin(tokens.text, sentence[0], piece):
        return piece._replace(kind="percent", unit="percentage point")
    if found is None and ends_share(tokens.text, piece, before) and not moved_on(tokens.text, before[-1], piece):
        return piece._replace(kind="percent", unit="percent")
    if found is None and moves_share(tokens.text, piece, before):
        return piece._replace(kind="percent", unit="percentage point")
    people, first = found is None or found.unit == "person", tokens.at(piece.start)
    moved = moved_noun(tokens, first)
    if (
        people
        and (giver := lender(tokens, piece, before)) is not None
        and not (moved is not None and giver.kind == "count" and moves_anew(tokens, giver, first))
    ):
        return piece._replace(kind=giver.kind, unit=giver.unit, rate=giver.rate, factor=giver.factor, flags=giver.flags)
    if found is None and level_like(piece) and is_index_level(tokens.text[slice(*sentence)]):
        return piece._replace(kind="quantity", unit="point")
    if found is None and (piece.low or 0) >= _MILLION and _MONEY_TALK.search(tokens.text, *sentence):
        return amount(piece, memory.money)
    if people:
        found = whole_of(tokens.text, piece, before) or found
    found = found or moved or number_of(tokens, first, tokens.at(sentence[0]))
    found = found or group_before(tokens.text, piece.start) or measured_alike(tokens.text, piece, before)
    return piece._replace(kind="count", unit=found.unit if found else memory.carried_unit(tokens, piece, sentence[0]))


def is_margin(text: str, floor: int, piece: Piece) -> bool:
    """Whether a small number stands right behind "margin of error": points of a share."""
    widest = piece.high if piece.value is None else piece.value
    if widest is None or not 0 < widest <= _WIDEST_MARGIN:
        return False
    return _MARGIN.search(text, max(floor, piece.start - _MARGIN_REACH), piece.start) is not None


def marks_border(text: str, piece: Piece, floor: int) -> bool:
    """Whether a number divides readings, a verb behind it that looks like a noun: "anything below 50 signals …"."""
    if _SIGNALS.match(text, piece.end) is None:
        return False
    return _READING.search(text, max(floor, piece.start - _LEVEL_REACH), piece.start) is not None


def border(piece: Piece, sentence: str) -> Piece:
    """A border between readings: points of an index where one is named, else a number that names nothing."""
    return piece._replace(kind="quantity", unit="point") if is_index_level(sentence) else piece._replace(kind="count")


def measured_alike(text: str, piece: Piece, before: list[Piece]) -> Counted | None:
    """What the last count was of, where another level of it follows: "42,000, under the target of 45,000"."""
    last = before[-1] if before else None
    if last is None or last.kind != "count" or not last.unit:
        return None
    if not _LEVEL_OF.search(text, max(0, piece.start - _LEVEL_REACH), piece.start):
        return None
    return Counted(last.unit, None) if of_one_size(piece.value, last.value, _ALIKE) else None


def same_again(before: list[Piece]) -> str:
    """What "three others" are: the one thing that the sentence counted before, else people."""
    units = {piece.unit for piece in before if piece.kind == "count" and piece.unit}
    return units.pop() if len(units) == 1 else "person"


def whole_of(text: str, piece: Piece, before: list[Piece]) -> Counted | None:
    """The whole that a part is told of: "Of the 90 migrants on board, 31 drowned", "six ballots out of 15,000"."""
    if before and before[-1].kind == "count" and _OUT_OF.search(text, max(0, piece.start - 24), piece.start):
        return Counted(before[-1].unit, None) if before[-1].unit else None
    for other in before:
        if other.noun is not None and _OF_THE.search(text, max(0, other.start - 10), other.start):
            return Counted(other.unit or "person", None)
    return None


def marks_item(text: str, piece: Piece) -> bool:
    """Whether a small number opens a line of a list: "4 Ada Smith on her first job"."""
    number = piece.number
    opens = text[max(0, number.start - 1) : number.start] in ("", "\n")
    return opens and number.digits and number.end - number.start < 3 and text[number.end + 1 : number.end + 2].isupper()


def amount(piece: Piece, money: Money) -> Piece:
    """Vague millions in talk of money ("lost billions")."""
    code = money.word or money.sign
    flag = "currency_from_context" if code else "dollar_assumed_usd"
    return piece._replace(kind="money", unit=code or "USD", flags=(flag,))


def moves_anew(tokens: Tokens, last: Piece, first: int) -> bool:
    """Whether a verb or noun of movement stands between a count and a number: "to 47, and arrests fell to 300"."""
    words = (tokens.doc[i].lower_ for i in range(tokens.at(last.end), first))
    return any(moves().verb(word) or word in moves().nouns for word in words)


def lender(tokens: Tokens, piece: Piece, before: list[Piece]) -> Piece | None:
    """The measured figure that a bare number is set against ("from 174 kilos to 158")."""
    if not before:
        return None
    text, last = tokens.text, before[-1]
    if last.kind == "quantity" and _THE_ONE.search(text, max(0, piece.start - 40), piece.start):
        return last if of_one_size(piece.value, last.value, _ALIKE) else None
    if _CONVERTED.match(text, piece.end):
        return next((one for one in reversed(before) if one.kind == "money" and not in_brackets(text, one)), None)
    if _UP_TO.search(text, max(0, piece.start - 7), piece.start):
        return None  # "at a depth of 10km, killing up to 120"
    if last.unit == "percent" and level_beside(text, last, piece):
        return last
    word = tokens.get(tokens.at(piece.start) - 1)
    if word is None or word.lower_ not in _BORROWING or last.kind in _LENT_NOT:
        return None
    if word.lower_ == "at":
        return last if both_at(text, last, piece) else None
    if last.unit in _SHARES:
        return last if moved_on(text, last, piece) or lends_share(text, last, piece, word.lower_) else None
    if last.unit in _MEASURED_OFF and "from " not in text[max(0, last.start - 12) : last.start]:
        return None
    return last if piece.start - last.end < _LENT_REACH else None


def lends_share(text: str, last: Piece, piece: Piece, word: str) -> bool:
    """Whether a share that a movement starts from lends its sign: "from 23 percent … to 18"."""
    if last.unit == "fraction" or word != "to" or piece.start - last.end >= _LENT_REACH:
        return False
    return last.unit not in _MEASURED_OFF or "from " in text[max(0, last.start - 12) : last.start]


def ends_share(text: str, piece: Piece, before: list[Piece]) -> bool:
    """Whether points lead to a share: "his rating dropped six points to 38"."""
    last = before[-1] if before else None
    if last is None or last.unit != "percentage point" or text[last.end : piece.start] != " to ":
        return False
    return piece.value is not None and 0 <= piece.value <= _HUNDRED


def moves_share(text: str, piece: Piece, before: list[Piece]) -> bool:
    """Whether a number tells by how much a share moved: "on 43%, down three, and the Greens on 9%, up two"."""
    last = before[-1] if before else None
    if last is None or last.unit != "percent" or piece.value is None or piece.value >= _HUNDRED:
        return False
    return (
        _BY_HOW_MUCH.fullmatch(text, last.end, piece.start) is not None and _CLOSED.match(text, piece.end) is not None
    )


def moved_on(text: str, last: Piece, piece: Piece) -> bool:
    """Whether a bare number is the other end of a share that moved: "to 18 points from 23", "from 23 points to 18"."""
    if (
        last.unit == "fraction"
        or piece.start - last.end >= _LENT_REACH
        or not of_one_size(piece.value, last.value, _ALIKE)
    ):
        return False
    if _FROM.search(text, max(0, last.start - _PREPOSITION_REACH), last.start):
        return text[last.end : piece.start].endswith(" to ")
    ends = _TO.search(text, max(0, last.start - _PREPOSITION_REACH), last.start) is not None
    return (
        ends
        and _CLOSED.match(text, piece.end) is not None
        and _BACK_TO.fullmatch(text, last.end, piece.start) is not None
    )


def level_beside(text: str, last: Piece, piece: Piece) -> bool:
    """Whether a share is set against another level: "28 percent full, against a norm of 54"."""
    if piece.start - last.end >= _LENT_REACH or not of_one_size(piece.value, last.value, _ALIKE):
        return False
    return _LEVEL_OF.search(text, max(last.end, piece.start - _LEVEL_REACH), piece.start) is not None


def both_at(text: str, last: Piece, piece: Piece) -> bool:
    """Whether two shares are told alike: "Cole at 25 percent and Hart at 14"."""
    if last.unit != "percent" or piece.start - last.end >= _LENT_REACH:
        return False
    return _AT_SHARE.search(text, max(0, last.start - 6), last.start) is not None


def in_brackets(text: str, piece: Piece) -> bool:
    """Whether a piece follows an opening bracket."""
    return text[max(0, piece.start - 1) : piece.start] == "("


def exchange_rate(text: str, floor: int, piece: Piece) -> tuple[str, str] | None:
    """The currencies of a rate: the one named last before the figure, and the one behind it."""
    match = _TO_CURRENCY.match(text, piece.end)
    if match is None:
        return None
    names = currencies().after
    before = _TO_CURRENCY.sub(" ", text[floor : piece.start])  # "98 to the dollar and … 105.3 against the euro"
    known = (names[word].code for word in reversed(_RATED.findall(before)) if word in names)
    code = next(known, None)
    return (code, _RATED_AGAINST.get(match[1], "USD")) if code else None


def both_ends(text: str, pieces: list[Piece]) -> list[Piece]:
    """Give the first count of "from 1200 to 1500 stalls", "12- and 18-storey blocks" the noun of the last."""
    done, listed = list(pieces), False
    for i in range(len(done) - 2, -1, -1):
        left, right = done[i], done[i + 1]
        counts = left.kind == right.kind == "count" and left.noun is None and (listed or right.noun is not None)
        gap = text[left.end : right.start]
        listed = counts and (gap in _LIST_GAPS or (listed and gap == ", "))
        if listed:
            done[i] = left._replace(unit=right.unit, rate=right.rate)
    return done
