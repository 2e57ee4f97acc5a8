"""What a record says about itself: ids that follow from it, parts that must agree. No source is read.

An edit of one field mostly contradicts another: the id holds place and kind, a value has the digits of its
text, a movement ends at its value, a date covers its days, the sentence holds every word taken from it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.claims.ids import claim_id, document_id, figure_id
from claimx.numerals import NUMBER_WORDS
from claimx.review.findings import Finding, differing, shown
from claimx.review.scoring.dates import days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from claimx.records import Claim, Period, Timex

PLAIN_KINDS = ("money", "percent", "count")
POWERS_OF_TEN = {"hundred", "thousand", "million", "billion", "trillion"}
DIGITS = re.compile(r"[0-9][0-9,.]*")
LETTERS = re.compile(r"[a-z]+")
ROUNDED = 0.00501
"""Differences are given to two decimals."""


def check_consistency(claim: Claim) -> Iterator[Finding]:
    """Everything in a record that contradicts the rest of it."""
    yield from check_ids(claim)
    yield from check_places(claim)
    yield from check_words(claim)
    yield from check_digits(claim)
    yield from check_change(claim)
    if "fiscal_period" not in claim.flags:
        yield from check_days("timex", claim.timex)
        yield from check_days("period", claim.period)


def check_ids(claim: Claim) -> Iterator[Finding]:
    """The ids follow from the record itself."""
    document = claim.document
    own = claim_id(document.id, claim.start, claim.end, claim.kind)
    figure = figure_id(claim.sentence.text, claim.start - claim.sentence.start, claim.kind)
    yield from differing("document.id", document.id, document_id(document.key, document.sha256, document.start))
    yield from differing("id", claim.id, own)
    yield from differing("figure_id", claim.figure_id, figure)


def check_places(claim: Claim) -> Iterator[Finding]:
    """The figure stands in its sentence, and in its article."""
    for field, outer in (("sentence", claim.sentence), ("document", claim.document)):
        if not outer.start <= claim.start < claim.end <= outer.end:
            yield Finding(field, f"{outer.start}:{outer.end} does not hold {claim.start}:{claim.end}")


def check_words(claim: Claim) -> Iterator[Finding]:
    """A measure is made of its spans; modifier and unit are words of the sentence."""
    if claim.measure:
        spans = " ".join(span.text for span in claim.measure.spans)
        if claim.measure.text != spans:
            yield Finding("measure.text", f"is {shown(claim.measure.text)}, its spans say {shown(spans)}")
    for field in ("modifier_text", "unit_text"):
        words: str | None = getattr(claim, field)
        if words is not None and words not in claim.sentence.text:
            yield Finding(field, f"{shown(words)} does not stand in the sentence")


def check_digits(claim: Claim) -> Iterator[Finding]:
    """A value has the digits of its text, whatever the scale: "$245 billion" is 245 and zeros.

    Texts with other number words ("half of 1 percent", "5 dozen") and units that convert are left alone.
    """
    digits = DIGITS.findall(claim.text)
    if claim.value is None or claim.kind not in PLAIN_KINDS or len(digits) != 1 or not is_plain(claim.text):
        return
    if significant(digits[0]) != significant("".join(map(str, claim.value.as_tuple().digits))):
        yield Finding("value", f"is {claim.value}, the text says {shown(claim.text)}")


def is_plain(text: str) -> bool:
    """Whether digits and powers of ten are the only numbers of a text."""
    words = set(LETTERS.findall(text.lower()))
    return not (words & NUMBER_WORDS) - POWERS_OF_TEN and not any(is_glyph(char) for char in text)


def is_glyph(char: str) -> bool:
    """Whether a character is a number but no digit ("½")."""
    return char.isnumeric() and not char.isdecimal()


def significant(number: str) -> str:
    """The digits of a number between its first and last one that is not 0."""
    return "".join(char for char in number if char.isdecimal()).strip("0")


def check_change(claim: Claim) -> Iterator[Finding]:
    """A figure at one end of a movement is that end; the difference is the difference of the ends."""
    change = claim.change
    if change is None:
        return
    end = {"from": change.from_, "to": change.to, "by": None}[change.role]
    if claim.value is not None and end is not None:
        yield from differing(f"change.{change.role}", end, claim.value)
    if change.from_ is not None and change.to is not None and change.delta is not None:
        yield from check_delta(change.delta, change.to - change.from_)


def check_delta(given: Decimal, wanted: Decimal) -> Iterator[Finding]:
    """A difference is right when it is rounded from the real one."""
    if abs(given - wanted) > ROUNDED:
        yield from differing("change.delta", given, wanted)


def check_days(field: str, time: Timex | Period | None) -> Iterator[Finding]:
    """The days of a plain year, month or day follow from its value."""
    covered = days(time.value) if time and time.value and "/" not in time.value else None
    if time is None or covered is None:
        return
    first, last = (day if isinstance(day, str) else "{:04}-{:02}-{:02}".format(*day) for day in covered)
    yield from differing(f"{field}.first_day", time.first_day, first)
    yield from differing(f"{field}.last_day", time.last_day, last)
