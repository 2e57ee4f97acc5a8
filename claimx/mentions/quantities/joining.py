"""Neighbouring numbers that belong together: ranges, shared units and scales, parts ("one in five"), sums.

In: the pieces of a sentence, left to right. Out: the same list with ranges made one piece, and with units, currencies
and scales handed from the piece that has them to the one that lacks them.

    "$1.5-2bn" · "from 5 to 7 percent" · "between 52 and 54 million tonnes" · "30 and 40 percent" · "5- or 6-inch"
    "nine of 10" · "one in five" · "3 dollars 50 cents" · "half of 1 percent"
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from claimx.lexicon.moves import moves
from claimx.lexicon.units import units
from claimx.mentions.quantities.around import ABOUT
from claimx.mentions.quantities.pieces import Piece
from claimx.mentions.quantities.rates import with_rate
from claimx.numerals import NUMBER_WORDS

_DASH = re.compile(r"\s?[-–—‑−~]\s?")
_TO = re.compile(
    r"[ -]{1,3}to(?P<modifier> (?:more than|over|about|around|nearly|almost|as much as|as many as|up to))? "
)
_AND = re.compile(r"[ -]{1,3}and(?P<modifier> (?:more than|over|about|nearly|almost))? ")
_OR = re.compile(r"-?,? (?:and|or) (?:a )?|/")
_LISTED = re.compile(rf"(?:\d|\b(?:{'|'.join(sorted(NUMBER_WORDS))})), $", re.IGNORECASE)
_BY = re.compile(r" ?(?:by|x|×) ?(?:a )?")
_BETWEEN = re.compile(rf"\bbetween {ABOUT}$", re.IGNORECASE)
_IN = re.compile(r" (in|of|out of|of every|in every|out of every) $")
_OF = re.compile(r" of ")
_ENDED = re.compile(r"\s*(?:[.,;:!?)\"”](?!\d)|$)")
_MONEY_AND = re.compile(r" (?:and )?")
_RATE_REACH = 60
_ZERO = Decimal(0)
_LEAP = Decimal(10)
_FAR = 8
"""No range reaches so far: "rose 5 to 30 percent" is one, "rose two to 55%" is none."""
_PAST = frozenset("dropped fell grew rose sank shot shrank slid swelled swollen went".split())
# "fell by 34 to 12", "lost by 220 to 205": a game or a vote.
_LOST = frozenset("fall fallen falling falls fell lose loses losing lost".split())
_TIGHT = re.compile(r"[-–—‑]")
_COMMON = Decimal(500)
_PAIR = r"\d{1,3}[-–—‑]\d{1,3}"
# "lost 1-2", "beat Hearts 3-6, 4-6", "failed by 205-223"
_CONTEST = re.compile(
    r"\b(?:w[io]n|wins|winning|los[et]|loses|losing|beat|beats|beaten|beating|dr[ae]w|drawn|draws|pass|passed|passes|fail|"
    r"failed|fails|vote[ds]?|defeated|trail|trailed|trailing|trails)(?: (?:by|it|to|[A-Z][a-z]{1,15})){0,3} "
    rf"(?:{_PAIR},? (?:and )?){{0,4}}$"
)
# "took the first set 7-5, dropped the next 3-6"
_IN_SET = re.compile(
    r"\b(?:w[io]n|wins|winning|los[et]|loses|losing|dropp?(?:s|ed|ing)?|took|takes?|taking|claim(?:s|ed|ing)?|concede[ds]?|"
    r"conceding|edged) the (?:next|first|second|third|fourth|fifth|opening|last|final|deciding)"
    r"(?: set| game| frame| leg| match)? $"
)
# "the board was tied 5 to 5"
_TIED = re.compile(
    r"\b(?:deadlocked|drawn?|drew|level(?:led)?|split|stalemate|tied?)(?:,? (?:at|by|of|on|[a-z]{3,9}))? $"
)
_PAIR_BEFORE = re.compile(r"\b(\d{1,3})[-–—‑](\d{1,3}),? (?:and )?$")
_PAIR_AFTER = re.compile(r",? (?:and )?(\d{1,3})[-–—‑](\d{1,3})\b")
# A score names nothing: "won 40-50 seats" and "lost 20-30 of them" are ranges.
_ALONE = re.compile(
    r"\s*(?:[.,;:)\"”](?!\d)|$)| (?:after|against|and|as|at|away|before|by|despite|during|for|in|on|over|to|when|while|"
    r"with|[A-Z][a-z]+)\b"
)
_A_VOTE = re.compile(r" (?:defeat|loss|victory|vote)\b")
_ROUND_DENOMINATORS = frozenset(Decimal(n) for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 50, 100, 1000))


def join(text: str, pieces: list[Piece], floor: int, moving: Callable[[int], bool]) -> list[Piece]:
    """Join the pieces of a sentence that starts at `floor`; `moving` tells whether a "from" belongs to a movement."""
    pieces = shared(text, pieces)
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        together = pair(text, last, piece, floor, moving) if last is not None else None
        if together is None:
            joined.append(piece)
        else:
            joined[-1:] = together
    return joined


def pair(text: str, left: Piece, right: Piece, floor: int, moving: Callable[[int], bool]) -> list[Piece] | None:
    """What two neighbours become when they belong together, or null."""
    if right.start - left.end > 40 or right.start < left.end:
        return None
    gap = text[left.end : right.start]
    before = text[max(floor, left.start - 40) : left.start]
    if is_contest(text, before, gap, left, right):
        return []
    for rule in _SUMS if is_descent(before, gap, left, moving) else _RULES:
        found = rule(gap, left, right)
        if found is not None:
            return found
    if gap == " and " and _ENDED.match(text, right.end) and (found := unit_sum(" ", left, right)) is not None:
        return found  # "15 dollars and 15."
    return size_to_end(gap, before, left, right) or span_of(gap, before, left, right, moving)


def size_to_end(gap: str, before: str, left: Piece, right: Piece) -> list[Piece] | None:
    """Read "his rating rose two to 55%", "shares fell 3 to 55 pence": a size and a far greater end."""
    if gap != " to " or left.prefixed or left.end != left.number.end or right.kind not in ("percent", "money"):
        return None
    words = before.lower().split()
    last = words[-2] if words[-1:] == ["by"] and len(words) > 1 else "".join(words[-1:])
    told = last in moves().adverbs or (is_past(last) and moves().verb(last) is not None)
    size, end = ends(left, right)
    if not told or left.kind != right.kind or end <= _FAR * size:
        return None
    return [left._replace(unit="percentage point") if right.unit == "percent" else left, right]


def is_descent(before: str, gap: str, left: Piece, moving: Callable[[int], bool]) -> bool:
    """Whether a pair that may fall is a movement and no score: "thefts fell from 602 to 591", "was cut by 90 to 60"."""
    if gap != " to ":
        return False
    words = before.lower().replace(",", " ").split()
    if "from" in words[-3:]:
        return moving(left.start)
    last = words[-2] if len(words) > 1 and words[-1] == "by" else ""
    return last not in _LOST and moves().verb(last) is not None


def score(gap: str, left: Piece, right: Piece) -> list[Piece] | None:
    """Read "ended 1-1", "a 5-4 vote", "by 34 to 12": two bare numbers that do not rise are no figure."""
    if not (left.bare and right.bare and left.number.digits and right.number.digits):
        return None
    if gap != " to " and not _TIGHT.fullmatch(gap):
        return None
    low, high = ends(left, right)
    return None if low < high or (gap == " to " and low == high) else []


def is_contest(text: str, before: str, gap: str, left: Piece, right: Piece) -> bool:
    """Whether a rising pair is a score or vote by what stands around it: "lost 1-2", "6-4, 3-6", "a 48-52 vote"."""
    if not (left.bare and right.bare and left.number.digits and right.number.digits):
        return False
    if gap == " to " and left.value == right.value and _TIED.search(before):
        return True
    if _TIGHT.fullmatch(gap) is None:
        return False
    if _A_VOTE.match(text, right.end):
        return True
    if _ALONE.match(text, right.end) is None:
        return False
    if _IN_SET.search(before) is not None:
        return True
    beside = (_PAIR_BEFORE.search(before), _PAIR_AFTER.match(text, right.end))
    return _CONTEST.search(before) is not None or any(pair and int(pair[1]) >= int(pair[2]) for pair in beside)


def odds(gap: str, left: Piece, right: Piece) -> list[Piece] | None:
    """Read "outvoted by 12 to 1": a multiple."""
    if not (left.bare and right.bare) or right.value != 1 or gap not in (" to ", "-to-", ":") or (left.value or 0) <= 1:
        return None
    return [left._replace(end=right.end, kind="multiple")]


def ratio(gap: str, left: Piece, right: Piece) -> list[Piece] | None:
    """Read "one in five", "nine of 10", "eight out of ten", "$3 of every $7": a fraction."""
    match = _IN.fullmatch(gap)
    if match is None or left.value is None or right.value is None or left.number.form != "cardinal":
        return None
    if not 0 < left.value < right.value or left.value != int(left.value) or right.number.form != "cardinal":
        return None
    word = match[1]
    both_money = left.kind == right.kind == "money" and "every" in word
    if not both_money and not (left.bare and right.bare):
        return None
    one_in = word == "in" and left.value == 1 and not left.number.digits and right.value <= _COMMON  # "one in 11"
    if word in ("in", "of") and right.value not in _ROUND_DENOMINATORS and not one_in:
        return None
    if word == "of" and right.value not in (10, 100):
        return None
    part = left.value / right.value
    return [left._replace(end=right.end, value=part, kind="percent", unit="fraction", unit_text=None, flags=())]


def money_sum(gap: str, left: Piece, right: Piece) -> list[Piece] | None:
    """Read "3 dollars 50 cents", "thirteen dollars and forty-five cents": one amount."""
    if left.kind != "money" or right.kind != "money" or _MONEY_AND.fullmatch(gap) is None:
        return None
    if left.unit != right.unit and not right.flags:
        return None
    if left.factor != 1 or right.factor == 1 or left.prefixed or right.value is None or left.value is None:
        return None
    if right.value * right.factor >= 1 or left.value != int(left.value):
        return None
    return [left._replace(end=right.end, value=left.value + right.value * right.factor, rate=right.rate)]


def unit_sum(gap: str, left: Piece, right: Piece) -> list[Piece] | None:
    """Read "5 feet 2 inches", "7 pounds 3 ounces": one measure in the greater unit; "15 dollars 50" is 15.50."""
    if gap not in (" ", "") or left.value is None or right.value is None or left.rate or left.prefixed:
        return None
    if left.kind == "money" and right.bare and left.factor == 1 and 10 <= right.value < 100:
        return [left._replace(end=right.end, value=left.value + right.value / 100)]
    table = units().units
    one, two = table.get(left.unit or ""), table.get(right.unit or "")
    if left.kind != "quantity" or one is None or two is None or one.dimension != two.dimension:
        return None
    if two.factor >= one.factor or right.value * two.factor >= one.factor:
        return None
    return [left._replace(end=right.end, value=left.value + right.value * two.factor / one.factor)]


def part_of_percent(gap: str, left: Piece, right: Piece) -> list[Piece] | None:
    """Read "half of 1 percent", "a third of 1 percent": less than one percent."""
    if left.number.form != "fraction" or right.kind != "percent" or right.value != 1 or _OF.fullmatch(gap) is None:
        return None
    return [right._replace(start=left.start, value=left.value, modifier=left.modifier)]


_SUMS = (ratio, money_sum, unit_sum, part_of_percent)
_RULES = (odds, *_SUMS, score)


# ---------------------------------------------------------------- ranges


def span_of(gap: str, before: str, left: Piece, right: Piece, moving: Callable[[int], bool]) -> list[Piece] | None:
    """A range of two values of one unit."""
    if (
        left.value is None
        or right.value is None
        or (left.number.form == "fraction") != (right.number.form == "fraction")
    ):
        return None
    if "ordinal" in (left.number.form, right.number.form):
        return None
    if left.number.glued and not left.prefixed:
        return None
    same = left.bare or right.bare or (left.unit == right.unit and left.kind == right.kind)
    if not same or (left.kind != right.kind and not left.bare):
        return None
    if _DASH.fullmatch(gap):
        return as_range(left, right) if dash_range(gap, left, right) else None
    if gap == "/" and left.prefixed and right.prefixed:  # "the low and high estimates are $12/$15 a share"
        return as_range(left, right)
    if _TO.fullmatch(gap) and rises(left, right) and not is_movement(before, left, right, moving):
        return as_range(left, right)
    if _AND.fullmatch(gap) and _BETWEEN.search(before):
        return as_range(left, right)
    if gap == " or " and is_about(before, left, right):
        return as_range(left, right)
    return None


def is_about(before: str, left: Piece, right: Piece) -> bool:
    """Whether "or" makes a vague number: "three or four people", "10 or 15 minutes"; "3, 5 or 6" are three numbers."""
    low, high = ends(left, right)
    scale, step = left.factor * left.number.scale, high - low
    if left.prefixed or left.end != left.number.end or low <= 0 or _LISTED.search(before):
        return False
    return step == scale or (0 < step <= low and low % (5 * scale) == high % (5 * scale) == 0)


def dash_range(gap: str, left: Piece, right: Piece) -> bool:
    """Whether a dash makes a range: "15-20%", "40-50 people", "$1.5-2bn"; a falling pair without a unit is a score."""
    low, high = ends(left, right)
    if right.bare and left.bare:
        return 0 <= low < high and (gap.strip() == gap or low >= 10)
    return low < high and (left.bare or left.unit == right.unit)


def rises(left: Piece, right: Piece) -> bool:
    """Whether the second value is the greater one; "leads her by 57 percent to 31 percent" is no range."""
    low, high = ends(left, right)
    return low < high or left.end == left.number.end


def ends(left: Piece, right: Piece) -> tuple[Decimal, Decimal]:
    """Both values in their units; vague numbers count as zero."""
    return (left.value or _ZERO) * left.factor, (right.value or _ZERO) * right.factor


def is_movement(before: str, left: Piece, right: Piece, moving: Callable[[int], bool]) -> bool:
    """Whether "A to B" tells a movement, whose ends are figures of their own, or its size and its end.

    "fell from 174 kilos to 158" and "rose 3 to 45" move; "range from $5 to $7" and "by 2 to 3.5 degrees" do not.
    """
    first, second = ends(left, right)
    words = before.lower().replace(",", " ").split()
    if first == second or (first > second and is_descent(before, " to ", left, moving)):
        return True
    if "from" in words[-3:]:
        return moving(left.start)
    last = words[-1] if words else ""
    if last == "by" and left.rate and not right.rate:
        return True  # "rise by 120 pounds a year to 1,730"
    if last == "by":
        return words[-2:-1] != [] and moves().verb(words[-2]) is not None and is_past(words[-2]) and leaps(left, right)
    if left.bare and right.bare:  # "claims rose 15,000 to 444,000"
        return moves().verb(last) is not None and second > 2 * first
    return is_measured(left) and (moves().verb(last) is not None or last in moves().adverbs)


def is_measured(piece: Piece) -> bool:
    """Whether a sign or a unit stands at the number itself, not only at its neighbour."""
    return piece.prefixed or piece.end != piece.number.end


def is_past(form: str) -> bool:
    """Whether a verb of movement tells what happened: what may rise "by 1 to 4 metres" is a range."""
    return form.endswith("ed") or form in _PAST


def leaps(left: Piece, right: Piece) -> bool:
    """Whether the second of two amounts is no other bound of the first: "rose by $3m to $81m", not "by $100 to $300".

    Each is written in full ("by 1 to 30 degrees" shares its unit); shares may grow by any range ("by 2% to 25%").
    """
    sized, ended = ends(left, right)
    written = all(is_measured(one) or one.number.scale > 1 for one in (left, right))
    return written and right.kind != "percent" and ended >= _LEAP * sized


def as_range(left: Piece, right: Piece) -> list[Piece]:
    """One piece with the bounds of both."""
    low, high = sorted(ends(left, right))
    owner = right if left.bare or right.rate or not right.bare else left
    kind, unit = (left.kind, left.unit) if right.bare else (right.kind, right.unit)
    text = owner.unit_text or left.unit_text
    return [
        left._replace(
            end=right.end, value=None, low=low, high=high, kind=kind, unit=unit, unit_text=text,
            rate=right.rate or left.rate, factor=Decimal(1), flags=left.flags or right.flags,
            number=right.number._replace(start=left.number.start, value=None, low=low, high=high),
        )
    ]  # fmt: skip


# ---------------------------------------------------------------- shared units and scales


def shared(text: str, pieces: list[Piece]) -> list[Piece]:
    """Hand units, currencies and scales to neighbours in a range or a list."""
    done, listed = list(pieces), False
    for i in range(len(done) - 2, -1, -1):
        left, right = done[i], done[i + 1]
        gap = text[left.end : right.start] if 0 <= right.start - left.end <= 24 else "?"
        close = _DASH.fullmatch(gap) or _TO.fullmatch(gap) or _AND.fullmatch(gap)
        listed = bool(close or _OR.fullmatch(gap)) or (gap == ", " and (listed or of_three(text, done, i)))
        if listed or _BY.fullmatch(gap):
            done[i] = from_right(left, right)
    for i in range(1, len(done)):
        left, right = done[i - 1], done[i]
        gap = text[left.end : right.start] if 0 <= right.start - left.end <= 24 else "?"
        if left.prefixed and right.bare and (_DASH.fullmatch(gap) or _TO.fullmatch(gap)):
            done[i] = with_rate(text, from_left(left, right), right.end + _RATE_REACH)
    return done


def of_three(text: str, pieces: list[Piece], i: int) -> bool:
    """Whether a comma stands in a list of three or more that rises to a share: "can make 5, 6, 9 percent"."""
    if i + 1 >= len(pieces) or pieces[i + 1].unit != "percent" or not pieces[i].bare or i == 0:
        return False
    first, second, third = pieces[i - 1 : i + 2]
    if not first.bare or text[first.end : second.start] != ", " or None in (first.value, second.value, third.value):
        return False
    return (first.value or 0) < (second.value or 0) < (third.value or 0)


def from_right(left: Piece, right: Piece) -> Piece:
    """The left piece with the scale and unit it shares with its right neighbour."""
    if left.value is None or left.number.form != "cardinal" or right.number.form != "cardinal":
        return left
    compatible = left.bare or (left.prefixed and (right.bare or right.kind == "money"))
    if not compatible or (left.number.glued and not left.prefixed) or right.value is None:
        return left
    scale = right.number.scale
    if (
        left.end == left.number.end
        and left.number.scale == 1
        and scale > 1
        and 0 < left.value < 1000
        and left.value <= 2 * right.value / scale
    ):
        left = left._replace(value=left.value * scale, number=left.number._replace(scale=scale))
    if left.bare and not right.prefixed and right.kind is not None and right.unit != "fraction":
        return left._replace(
            kind=right.kind, unit=right.unit, unit_text=right.unit_text, factor=right.factor, rate=right.rate,
            flags=right.flags,
        )  # fmt: skip
    return left


def from_left(left: Piece, right: Piece) -> Piece:
    """The right piece with the currency sign of its left neighbour ("$1.5-2bn")."""
    if right.number.form != "cardinal" or right.value is None or right.number.glued:
        return right
    return right._replace(kind="money", unit=left.unit, unit_text=left.unit_text, flags=left.flags)
