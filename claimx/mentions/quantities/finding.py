"""Quantities of one sentence, step by step.

numbers outside timexes ─ measure ─▶ pieces ─ join ─▶ ranges and shared units ─ settle ─▶ kinds
(names dropped; ages, ranks, shares, multiples, points, levels, counted nouns) ─ modifiers ─▶ Quantity
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.mentions.quantities.ages import as_age, listed_age
from claimx.mentions.quantities.around import modifier_around, modifier_behind_noun
from claimx.mentions.quantities.bare import border, both_ends, marks_border, same_again, without_noun
from claimx.mentions.quantities.carrying import Memory
from claimx.mentions.quantities.characters import identifiers, in_link_or_code, is_race, phones
from claimx.mentions.quantities.idioms import is_idiom
from claimx.mentions.quantities.joining import join
from claimx.mentions.quantities.levels import Money, in_context, is_index_level, level_like
from claimx.mentions.quantities.measuring import measure
from claimx.mentions.quantities.money import priced_letters, same_letter
from claimx.mentions.quantities.moved import Movements
from claimx.mentions.quantities.names import after_label, in_street, is_model, is_name
from claimx.mentions.quantities.noun_phrases import Counted
from claimx.mentions.quantities.nouns import EPITHETS, counted
from claimx.mentions.quantities.parallel import carry_shares, of_many
from claimx.mentions.quantities.pieces import Piece, scaled
from claimx.mentions.quantities.ranks import as_multiple, as_rank, multiple_words, numbered_ranks
from claimx.mentions.quantities.rates import count_with_rate
from claimx.mentions.quantities.shares import fraction
from claimx.numerals import MULTIPLES, find_numbers
from claimx.types import Offsets, Quantity

if TYPE_CHECKING:
    from claimx.mentions.quantities.tokens import Tokens

_MILLIONTH = Decimal("0.000001")
# "a 200,000 figure", "the 1,237 threshold": they name the number, not what it counts.
_HOLLOW = frozenset(("figure", "threshold", "number", "total", "mark", "tally", "ceiling"))
_MAGNITUDES = frozenset(("figure", "digit"))
_REST = frozenset(("other", "others"))
_PER = re.compile(r"\bper $")
# No time expression took it: "One day, it will be built."
_ONE_DAY = re.compile(r"one (?:day|night|second)", re.IGNORECASE)
_WHOLE = 100
_OVER = re.compile(r"(?: [a-z]+){0,2} over ")
_SPELLS = frozenset("game innings match meeting round season session".split())
_LEVEL_NOUNS = frozenset(("mark", "level", "barrier", "threshold"))


@dataclass
class Reader:
    """Reads the sentences of one article in order; remembers what was counted last."""

    tokens: Tokens
    money: Money
    taken: list[Offsets]
    found: list[Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        """What is remembered from sentence to sentence."""
        self.memory = Memory(self.money)
        self.moving = Movements(self.tokens)

    def read(self, start: int, end: int, forms: frozenset[str]) -> None:
        """Read the sentence text[start:end]; `forms` are its number words in lower case."""
        text = self.tokens.text
        pieces = [
            measure(text, number, (start, end))
            for first, last in self.gaps(start, end)
            for number in find_numbers(text, first, last, words=forms)
        ]
        if len(pieces) > 1:
            pieces = same_letter(text, priced_letters(text, pieces))
        ranks = numbered_ranks(self.tokens, start, end)
        words = ranks if forms.isdisjoint(MULTIPLES) else multiple_words(self.tokens, start, end) + ranks
        if not pieces and not words:
            return
        sentence = text[start:end]
        pieces = [in_context(text, self.money, piece, sentence, start) for piece in pieces if not touches(piece, ranks)]
        if len(pieces) > 1:
            pieces = carry_shares(self.tokens, without_phones(text, pieces, start, end), start)
        pieces = self.without_junk(pieces)
        settled: list[Piece] = []
        for piece in join(text, free_of_units(pieces), start, self.moving):
            finished = self.settle(piece, settled, start, end)
            if finished is not None:
                finished = count_with_rate(text, bounded(text, finished, start), end)
                settled.append(converted(text, during(text, finished, settled), settled))
        if words:
            settled += [bounded(text, word, start) for word in words if not touches(word, settled)]
            settled.sort(key=lambda piece: piece.start)
        self.found += both_ends(text, settled)

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
        kept: list[Piece] = []
        dropped = -2
        for piece in pieces:
            if self.is_junk(piece) or (piece.bare and piece.start == dropped + 1 and self.tokens.text[dropped] in "-–"):
                dropped = piece.end
                if kept and tied(self.tokens.text, kept[-1], piece) and in_street(self.tokens, piece):
                    kept.pop()  # "7-9 Quay Street"
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
        if number.digits and piece.end == number.end + 1 and after_label(self.tokens, piece):
            return True  # "Runway 27L"
        return number.digits and in_link_or_code(self.tokens.text, number.start, number.end, piece.end)

    def looks_aged(self, piece: Piece) -> bool:
        """Whether a number that could be a name is an age ("Smith, 65")."""
        return as_age(self.tokens, piece, max(0, piece.start - 60)) is not None

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
        if (share := fraction(self.tokens, piece)) is not None:
            return None if share.bare else share
        return as_multiple(self.tokens, piece) or self.count(piece, before, start, end)

    def count(self, piece: Piece, before: list[Piece], start: int, end: int) -> Piece | None:
        """A number of things, by the noun that it counts; one without a noun is read by its neighbours."""
        tokens, text = self.tokens, self.tokens.text
        if before and (noun := before[-1].noun) is not None and inside(piece, before[-1], noun):
            return None  # "five new 737 aircraft", "three 777 freighters"
        if is_idiom(tokens, piece) or _PER.search(text, max(start, piece.start - 5), piece.start):
            return None  # "per 100,000 people" belongs to the figure before it
        if marks_border(text, piece, start):
            return border(piece, text[start:end])
        if piece.number.digits and (piece.value or _WHOLE) < _WHOLE and of_many(tokens, piece):
            return piece._replace(kind="count")  # "45 of blacks": a share that lost its sign
        found = counted(tokens, piece, self.memory.last)
        if found is None or found.noun is None:
            return without_noun(tokens, piece, found, before, (start, end), self.memory)
        if found.unit in _LEVEL_NOUNS and level_like(piece) and is_index_level(text[start:end]):
            return piece._replace(kind="quantity", unit="point")
        if is_model(tokens, piece, found) or names_kind(text, piece, found):
            return None  # "their 737 airliner", "a six-figure deal"
        if found.unit in _HOLLOW:
            return piece._replace(kind="count", unit=self.memory.carried_unit(tokens, piece, start))
        if found.unit in _REST:
            return piece._replace(kind="count", unit=same_again(before))
        self.memory.keep(found, piece)
        return piece._replace(kind="count", unit=found.unit, noun=found.noun, unit_text=text[slice(*found.noun)])


def tied(text: str, left: Piece, right: Piece) -> bool:
    """Whether a dash ties two bare numbers."""
    return left.bare and right.bare and right.start == left.end + 1 and text[left.end] in "-–"


def names_kind(text: str, piece: Piece, found: Counted) -> bool:
    """Whether a number tells a kind or an order of magnitude: "a two-tier system", "in the seven figures"."""
    if found.unit in _MAGNITUDES and not piece.number.digits:
        return True
    return found.unit.lower() in EPITHETS and text[piece.end] == "-"


def inside(piece: Piece, last: Piece, noun: Offsets) -> bool:
    """Whether a number stands in the noun phrase of the count before, or between the two."""
    return noun[0] <= piece.start < noun[1] or (piece.start == last.end + 1 and piece.end < noun[0])


def converted(text: str, piece: Piece, before: list[Piece]) -> Piece:
    """A conversion in brackets has the modifier of what it converts: "more than 120 miles (193 km)"."""
    last = before[-1] if before else None
    if last is None or piece.modifier or not last.modifier or piece.kind not in ("money", "quantity"):
        return piece
    if text[last.end : piece.start] not in (" (", "(") or last.kind != piece.kind:
        return piece
    return piece._replace(modifier=last.modifier, modifier_span=last.modifier_span)


def during(text: str, piece: Piece, before: list[Piece]) -> Piece:
    """Drop the "over" of "$2bn over eight seasons", which tells how long."""
    if not before or piece.kind != "count" or piece.modifier != "more than" or piece.modifier_span is None:
        return piece
    if not _OVER.fullmatch(text, before[-1].end, piece.start) or (piece.unit or "").rsplit(" ", 1)[-1] not in _SPELLS:
        return piece
    return piece._replace(modifier=None, modifier_span=None)


def bounded(text: str, piece: Piece, floor: int) -> Piece:
    """The piece with the modifier beside it."""
    if piece.modifier is not None:
        return piece
    bound = modifier_around(text, piece.start, piece.end, floor)
    if bound is None and piece.kind == "count" and piece.noun is not None:
        bound = modifier_behind_noun(text, piece.noun[1])
    return piece if bound is None else piece._replace(modifier=bound[0], modifier_span=bound[1])


def free_of_units(pieces: list[Piece]) -> list[Piece]:
    """Leave out numbers that stand inside the unit of the one before ("per thousand cubic feet", "a dozen")."""
    free: list[Piece] = []
    for piece in pieces:
        if not free or piece.start >= free[-1].end:
            free.append(piece)
    return free


def without_phones(text: str, pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """Leave out the numbers of telephones and what else is numbered in groups."""
    taken = phones(text, start, end) + identifiers(text, start, end)
    return [piece for piece in pieces if not any(first < piece.end and piece.start < last for first, last in taken)]


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
