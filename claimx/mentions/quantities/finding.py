"""Quantities of one sentence, step by step.

numbers outside timexes ─ measure ─▶ pieces ─ join ─▶ ranges and shared units ─ settle ─▶ kinds
(names dropped; ages, ranks, multiples, points, levels, counted nouns) ─ modifiers ─▶ Quantity
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.lexicon.currencies import currencies
from claimx.lexicon.moves import moves
from claimx.mentions.quantities.ages import as_age, listed_age
from claimx.mentions.quantities.around import modifier_around
from claimx.mentions.quantities.joining import join
from claimx.mentions.quantities.levels import (
    POINTS,
    Money,
    is_index_level,
    points_unit,
    pounds_are_money,
    shared_currency,
)
from claimx.mentions.quantities.measuring import measure, over_article
from claimx.mentions.quantities.names import (
    in_link_or_code,
    is_idiom,
    is_model,
    is_name,
    is_race,
    phones,
    stands_for_noun,
)
from claimx.mentions.quantities.nouns import EPITHETS, Counted, counted, moved_noun, number_of
from claimx.mentions.quantities.pieces import Piece, scaled
from claimx.mentions.quantities.ranks import as_multiple, as_rank, multiple_words, numbered_ranks
from claimx.numerals import MULTIPLES, find_numbers
from claimx.types import Offsets, Quantity

if TYPE_CHECKING:
    from claimx.mentions.quantities.tokens import Tokens

_MILLION = Decimal(10) ** 6
_MILLIONTH = Decimal("0.000001")
_CLIMB = 6
_MOVING = frozenset("moved move moving moves revised changed change changing raising go goes went gone".split())
# "a 200,000 figure", "the 1,237 threshold": they name the number, not what it counts.
_HOLLOW = frozenset(("figure", "threshold", "number", "total", "mark", "tally", "ceiling"))
_RECENT = 4
_QUOTE_REACH = 1000
_SIZES = 100
_VAGUE_SIZES = 10
_REST = frozenset(("other", "others"))
_OF_THE = re.compile(r"\b(?:Of|of (?:the|those|these|its)) $|\bOf (?:the|those|these|its) $")
_UP_TO = re.compile(r"\bup to $", re.IGNORECASE)
_PAY_TIMES = frozenset(("hour", "week", "month", "year", "night"))
_PER = re.compile(r"\bper $")
_AT_ONE = re.compile(r"\bat one$", re.IGNORECASE)
# No time expression took it: "One day, it will be built."
_ONE_DAY = re.compile(r"one (?:day|night|second)", re.IGNORECASE)
# "traded at 92.4 to the dollar"
_TO_CURRENCY = re.compile(
    r" (?:(?:to|per|against) (?:the|one|a)|per) (?:US |U\.S\. |American )?(dollar|euro|pound|greenback|yen)\b"
)
# "90,000 yen ($610) for the smaller model and 120,000 ($815) for the larger"
_CONVERTED = re.compile(r" \([$€£¥]")
_RATED_AGAINST = {"euro": "EUR", "pound": "GBP", "yen": "JPY"}
_RATED = re.compile(r"\b[a-z]{3,10}\b")
_HALVES = frozenset("first second third latter better other best this each either early late".split())
_LEVEL_NOUNS = frozenset(("mark", "level", "barrier", "threshold"))
_MONEY_TALK = re.compile(
    r"\b(?:los[et]|losing|losses|spen[dt]|spending|cost|costs|worth|raised?|raising|money|pa(?:y|id|ying)|invest\w*|"
    r"fund\w*|earn\w*|contribut\w*|revenue|profits?|dollars?|donat\w*|budget|debt|pledg\w*|ow(?:e[ds]?|ing)|bail\w*|tax\w*|sav(?:e|ed|ing)|financ\w*)\b|[$€£]",
    re.IGNORECASE,
)
_BORROWING = frozenset(("from", "to", "against", "with", "versus", "than", "and", "of", "for"))


@dataclass
class Reader:
    """Reads the sentences of one article in order; remembers what was counted last."""

    tokens: Tokens
    money: Money
    taken: list[Offsets]
    last_unit: Counted | None = None
    recent: list[tuple[Counted, Decimal | None]] = field(default_factory=list)
    moved: int = -1
    found: list[Piece] = field(default_factory=list)

    def read(self, start: int, end: int, forms: frozenset[str]) -> None:
        """Read the sentence text[start:end]; `forms` are its number words in lower case."""
        text = self.tokens.text
        pieces = [
            measure(text, number, (start, end))
            for first, last in self.gaps(start, end)
            for number in find_numbers(text, first, last, words=forms)
        ]
        ranks = numbered_ranks(self.tokens, start, end)
        words = ranks if forms.isdisjoint(MULTIPLES) else multiple_words(self.tokens, start, end) + ranks
        if not pieces and not words:
            return
        sentence = text[start:end]
        pieces = [self.in_context(piece, sentence) for piece in pieces if not touches(piece, ranks)]
        pieces = self.without_junk(without_phones(text, pieces, start, end) if len(pieces) > 1 else pieces)
        settled: list[Piece] = []
        for piece in join(text, free_of_units(pieces), start, self.moving):
            finished = self.settle(piece, settled, start, end)
            if finished is not None:
                settled.append(self.converted(self.bounded(finished, start), settled))
        if words:
            settled += [self.bounded(word, start) for word in words if not touches(word, settled)]
            settled.sort(key=lambda piece: piece.start)
        self.found += both_ends(text, settled)

    def moving(self, position: int) -> bool:
        """Whether the "from" before a figure hangs on a word of movement ("increase lines from $55bn to $110bn")."""
        tokens = self.tokens
        i = tokens.at(position)
        while i > 0 and tokens.doc[i].lower_ != "from":
            i -= 1
        if self.moved >= tokens.starts[tokens.doc[i].sent.start]:
            return True  # "… from $55bn to $110bn, and with the Swiss bank from $12bn to $27bn"
        if moves_from(tokens, i):
            self.moved = position
        return self.moved == position

    def gaps(self, start: int, end: int) -> list[Offsets]:
        """The stretches of a sentence that no timex takes."""
        at, free = start, []
        i = bisect_left(self.taken, (start, 0))
        while i > 0 and self.taken[i - 1][1] > start:
            i -= 1
        while i < len(self.taken) and self.taken[i][0] < end:
            first, last = self.taken[i]
            if first > at:
                free.append((at, min(first, end)))
            at = max(at, last)
            i += 1
        if at < end:
            free.append((at, end))
        return free

    def without_junk(self, pieces: list[Piece]) -> list[Piece]:
        """Leave out names, and with them the number that a dash ties to one ("Boeing 737-800")."""
        kept, dropped = [], -2
        for piece in pieces:
            if self.is_junk(piece) or (piece.bare and piece.start == dropped + 1 and self.tokens.text[dropped] in "-–"):
                dropped = piece.end
            else:
                kept.append(piece)
        return kept

    def is_junk(self, piece: Piece) -> bool:
        """Whether the characters around a number show that it is none, whatever follows."""
        if piece.number.form == "ordinal":
            return False
        if piece.bare:
            return is_name(self.tokens, piece) and not self.looks_aged(piece)
        if piece.unit == "metre" and is_race(self.tokens.text, piece.end):
            return True
        number = piece.number
        return number.digits and in_link_or_code(self.tokens.text, number.start, number.end, piece.end)

    def looks_aged(self, piece: Piece) -> bool:
        """Whether a number that could be a name is an age ("Smith, 65")."""
        return as_age(self.tokens, piece, max(0, piece.start - 60)) is not None

    def in_context(self, piece: Piece, sentence: str) -> Piece:
        """One piece with points, pounds and dollars settled."""
        if piece.bare and (match := self.points(piece)) is not None:
            kind, unit = points_unit(sentence)
            return piece._replace(end=match.end(), kind=kind, unit=unit, unit_text=match[0].strip(" -"))
        if piece.unit == "pound" and pounds_are_money(
            sentence,
            self.money,
            scaled=piece.number.scale >= 1000,
            timed=piece.rate in _PAY_TIMES,
            rated=bool(piece.rate),
        ):
            return piece._replace(kind="money", unit="GBP")
        if piece.kind == "money" and (name := shared_name(piece)) is not None:
            return self.in_country(piece, name)
        if "dollar_assumed_usd" in piece.flags:
            code = self.money.sign if piece.prefixed else self.money.word
            if code is not None:
                return piece._replace(unit=code, flags=("currency_from_context",))
        return piece

    def in_country(self, piece: Piece, name: str) -> Piece:
        """The piece in the currency of the country that the article names; "kroner" of nowhere are no known money."""
        code = shared_currency(self.tokens.text, name, piece.start)
        if code is not None and code != piece.unit:
            return piece._replace(unit=code, flags=("currency_from_context",))
        if code is None and name in currencies().undecided:
            return piece._replace(kind="count", unit=name, rate=None)
        return piece

    def points(self, piece: Piece) -> re.Match[str] | None:
        """The word "points" behind a number, an article before it for "half a point"."""
        text, form = self.tokens.text, piece.number.form
        if form == "ordinal" or _AT_ONE.search(text, piece.start - 3, piece.end):
            return None
        return POINTS.match(text, over_article(text, piece.end) if form == "fraction" else piece.end)

    def settle(self, piece: Piece, before: list[Piece], start: int, end: int) -> Piece | None:
        """The kind of a joined piece, or null when it is no figure."""
        if piece.number.form == "ordinal":
            return as_rank(self.tokens, piece)
        age = as_age(self.tokens, piece, start)
        if age is not None:
            return age
        if before and listed_age(self.tokens.text, piece, before[-1]):
            return piece._replace(kind="age", unit="year")
        if not piece.bare:
            return None if _ONE_DAY.fullmatch(self.tokens.text, piece.start, piece.end) else piece
        if (share := self.fraction(piece)) is not None:
            return None if share.bare else share
        return as_multiple(self.tokens, piece) or self.count(piece, before, start, end)

    def fraction(self, piece: Piece) -> Piece | None:
        """Read "two-thirds of voters", "half the money": a share; "half joking" and "the second half" are none."""
        if piece.number.form != "fraction":
            return None
        if self.tokens.text[piece.number.start : piece.end].lower().endswith("half") and self.is_half_idiom(piece):
            return piece._replace(kind=None)
        return piece._replace(kind="percent", unit="fraction", unit_text=None)

    def is_half_idiom(self, piece: Piece) -> bool:
        """Whether "half" is a period of play, an adverb or part of a compound."""
        first, last = self.tokens.stretch(piece.number.start, piece.end)
        before, after = self.tokens.get(first - 1), self.tokens.get(last)
        if self.tokens.text[piece.end : piece.end + 1] == "-":
            return True
        if before is not None and (before.lower_ in _HALVES or before.tag_ == "JJ"):
            return True
        return after is not None and after.tag_ in ("VBG", "VBN", "JJ", "VB")

    def count(self, piece: Piece, before: list[Piece], start: int, end: int) -> Piece | None:
        """A number of things, by the noun that it counts; one without a noun is read by its neighbours."""
        tokens = self.tokens
        if before and (noun := before[-1].noun) is not None and self.inside(piece, before[-1], noun):
            return None  # "five new 737 aircraft", "three 777 freighters"
        if is_idiom(tokens, piece) or _PER.search(tokens.text, max(start, piece.start - 5), piece.start):
            return None  # "per 100,000 people" belongs to the figure before it
        found = counted(tokens, piece, self.last_unit)
        if found is None or found.noun is None:
            return self.without_noun(piece, found, before, (start, end))
        if found.unit in _LEVEL_NOUNS and level_like(piece) and is_index_level(tokens.text[start:end]):
            return piece._replace(kind="quantity", unit="point")
        if is_model(tokens, piece, found) or (found.unit.lower() in EPITHETS and tokens.text[piece.end] == "-"):
            return None  # "their 737 airliner", "a six-figure deal"
        if found.unit in _HOLLOW:
            return piece._replace(kind="count", unit=self.carried_unit(piece))
        if found.unit in _REST:
            return piece._replace(kind="count", unit=self.same_again(before).unit)
        self.last_unit = found
        self.recent = [(found, piece.value or piece.low), *self.recent[: _RECENT - 1]]
        return piece._replace(kind="count", unit=found.unit, noun=found.noun, unit_text=tokens.text[slice(*found.noun)])

    def inside(self, piece: Piece, last: Piece, noun: Offsets) -> bool:
        """Whether a number stands in the noun phrase of the count before, or between the two."""
        return noun[0] <= piece.start < noun[1] or (piece.start == last.end + 1 and piece.end < noun[0])

    def without_noun(self, piece: Piece, found: Counted | None, before: list[Piece], sentence: Offsets) -> Piece | None:
        """A number that names nothing: it borrows from a neighbour, or is an index level, an amount, or people."""
        tokens = self.tokens
        if found is None and (stands_for_noun(tokens, piece) or self.marks_item(piece)):
            return None
        if (code := exchange_rate(tokens.text, sentence[0], piece)) is not None:
            return piece._replace(kind="money", unit=code[0], rate=code[1])
        if (lender := self.lender(piece, before)) is not None:
            return piece._replace(
                kind=lender.kind, unit=lender.unit, rate=lender.rate, factor=lender.factor, flags=lender.flags
            )
        if found is None and level_like(piece) and is_index_level(tokens.text[slice(*sentence)]):
            return piece._replace(kind="quantity", unit="point")
        if found is None and (piece.low or 0) >= _MILLION and _MONEY_TALK.search(tokens.text, *sentence):
            return self.amount(piece)
        first = tokens.at(piece.start)
        if found is not None and found.unit == "person":
            found = self.whole_of(before) or found
        found = found or number_of(tokens, first, tokens.at(sentence[0])) or moved_noun(tokens, first)
        unit = found.unit if found else self.carried_unit(piece)
        return piece._replace(kind="count", unit=unit)

    def carried_unit(self, piece: Piece) -> str | None:
        """What a number that names nothing may count: people for "thousands", else what was last counted of its size.

        "It takes 2,383 to win" after "691 delegates … in five states" are delegates.
        """
        if not whole(piece):
            return None  # "a margin between 3.1 and 4.9"
        vague = piece.value is None and piece.low is not None and not piece.number.digits
        times, size = (_VAGUE_SIZES if vague else _SIZES), piece.value or piece.low
        alike = (found for found, other in self.recent if of_one_size(size, other, times))
        found = next(alike, None if vague else self.last_unit)
        if found is None or enters_quotation(self.tokens.text, found, piece):
            return "person" if vague else None
        return found.unit

    def same_again(self, before: list[Piece]) -> Counted:
        """What "three others" are: the one thing that the sentence counted before, else people."""
        units = {piece.unit for piece in before if piece.kind == "count" and piece.unit}
        return Counted(units.pop() if len(units) == 1 else "person", None)

    def whole_of(self, before: list[Piece]) -> Counted | None:
        """The whole that a part is told of: "Of the 90 migrants on board, 31 drowned"."""
        for piece in before:
            if piece.noun is not None and _OF_THE.search(self.tokens.text, max(0, piece.start - 10), piece.start):
                return Counted(piece.unit or "person", None)
        return None

    def marks_item(self, piece: Piece) -> bool:
        """Whether a small number opens a line of a list: "4 Ada Smith on her first job"."""
        text, number = self.tokens.text, piece.number
        opens = text[max(0, number.start - 1) : number.start] in ("", "\n")
        return (
            opens
            and number.digits
            and number.end - number.start < 3
            and text[number.end + 1 : number.end + 2].isupper()
        )

    def amount(self, piece: Piece) -> Piece:
        """Vague millions in talk of money ("lost billions")."""
        code = self.money.word or self.money.sign
        flag = "currency_from_context" if code else "dollar_assumed_usd"
        return piece._replace(kind="money", unit=code or "USD", flags=(flag,))

    def lender(self, piece: Piece, before: list[Piece]) -> Piece | None:
        """The measured figure that a bare number is set against ("from 174 kilos to 158")."""
        if not before:
            return None
        if _CONVERTED.match(self.tokens.text, piece.end):
            return next(
                (last for last in reversed(before) if last.kind == "money" and not self.in_brackets(last)), None
            )
        if _UP_TO.search(self.tokens.text, max(0, piece.start - 7), piece.start):
            return None  # "at a depth of 10km, killing up to 120"
        word = self.tokens.get(self.tokens.at(piece.start) - 1)
        last = before[-1]
        if word is None or word.lower_ not in _BORROWING or last.kind in ("ordinal", "multiple", "age", "duration"):
            return None
        if last.unit in ("percent", "percentage point", "fraction") and word.lower_ != "to":
            return None
        text = self.tokens.text
        if (
            last.unit in ("percent", "percentage point", "point")
            and "from " not in text[max(0, last.start - 12) : last.start]
        ):
            return None
        return last if piece.start - last.end < 60 else None

    def in_brackets(self, piece: Piece) -> bool:
        """Whether a piece follows an opening bracket."""
        return self.tokens.text[max(0, piece.start - 1) : piece.start] == "("

    def converted(self, piece: Piece, before: list[Piece]) -> Piece:
        """A conversion in brackets has the modifier of what it converts: "more than 120 miles (193 km)"."""
        last = before[-1] if before else None
        if last is None or piece.modifier or not last.modifier or piece.kind not in ("money", "quantity"):
            return piece
        if self.tokens.text[last.end : piece.start] not in (" (", "(") or last.kind != piece.kind:
            return piece
        return piece._replace(modifier=last.modifier, modifier_span=last.modifier_span)

    def bounded(self, piece: Piece, floor: int) -> Piece:
        """The piece with the modifier beside it."""
        if piece.modifier is not None:
            return piece
        bound = modifier_around(self.tokens.text, piece.start, piece.end, floor)
        return piece if bound is None else piece._replace(modifier=bound[0], modifier_span=bound[1])


def both_ends(text: str, pieces: list[Piece]) -> list[Piece]:
    """Give the first count of "from 1200 to 1500 stalls", "100, 200 or 250 stalls" the noun of the last."""
    done, listed = list(pieces), False
    for i in range(len(done) - 2, -1, -1):
        left, right = done[i], done[i + 1]
        counts = left.kind == right.kind == "count" and left.noun is None and (listed or right.noun is not None)
        gap = text[left.end : right.start]
        listed = counts and (gap in (" to ", " or ", "-to-") or (listed and gap == ", "))
        if listed:
            done[i] = left._replace(unit=right.unit)
    return done


def enters_quotation(text: str, found: Counted, piece: Piece) -> bool:
    """Whether a quotation begins or ends between two figures: 'had 10 men. "We could have scored six," …'."""
    if found.noun is None or piece.start - found.noun[1] > _QUOTE_REACH:
        return False
    between = text[found.noun[1] : piece.start]
    return between.count('"') % 2 == 1 or between.count("“") != between.count("”")


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


def free_of_units(pieces: list[Piece]) -> list[Piece]:
    """Leave out numbers that stand inside the unit of the one before ("per thousand cubic feet", "a dozen")."""
    free: list[Piece] = []
    for piece in pieces:
        if not free or piece.start >= free[-1].end:
            free.append(piece)
    return free


def moves_from(tokens: Tokens, i: int) -> bool:
    """Whether a preposition hangs on a word of movement, up to the next verb."""
    token = tokens.doc[i]
    for _ in range(_CLIMB):
        token = token.head
        if moves().verb(token.lower_) or token.lower_ in moves().nouns or token.lower_ in moves().adverbs:
            return True
        if token.tag_.startswith("V") or token.head == token:
            return token.lower_ in _MOVING
    return False


def without_phones(text: str, pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """Leave out the numbers of telephones."""
    taken = phones(text, start, end)
    return [piece for piece in pieces if not any(first < piece.end and piece.start < last for first, last in taken)]


def of_one_size(one: Decimal | None, two: Decimal | None, times: int) -> bool:
    """Whether two numbers may count the same things: neither is more than so many times the other."""
    return one is not None and two is not None and one <= times * two and two <= times * one


def whole(piece: Piece) -> bool:
    """Whether a number can count things: no decimals."""
    return all(value is None or value == int(value) for value in (piece.value, piece.low, piece.high))


def shared_name(piece: Piece) -> str | None:
    """The name of a currency that several countries have, if that is all the text says ("pesos", "Rs")."""
    name = piece.unit_text or ""
    name = name if name in currencies().shared else name.lower()
    return name if name in currencies().shared else None


def level_like(piece: Piece) -> bool:
    """Whether a number can be the level of an index: large, or with decimals."""
    return piece.value is not None and piece.value >= 100


def touches(piece: Piece, others: list[Piece]) -> bool:
    """Whether a piece overlaps one of the others."""
    return any(other.start < piece.end and piece.start < other.end for other in others)


def finished(piece: Piece) -> Quantity:
    """The mention of a settled piece."""
    assert piece.kind is not None
    return Quantity(
        start=piece.start,
        end=piece.end,
        kind=piece.kind,
        value=rounded(scaled(piece.value, piece.factor)),
        low=rounded(scaled(piece.low, piece.factor)),
        high=rounded(scaled(piece.high, piece.factor)),
        unit=piece.full_unit,
        unit_text=piece.unit_text,
        modifier=piece.modifier,
        modifier_span=piece.modifier_span,
        noun=piece.noun,
        flags=piece.flags,
    )


def rounded(value: Decimal | None) -> Decimal | None:
    """Thirds and the like to six decimals; what is exact stays exact."""
    if value is None or value == value.to_integral_value():
        return value
    digits = value.as_tuple().digits
    return value.quantize(_MILLIONTH) if len(digits) > 20 else value
