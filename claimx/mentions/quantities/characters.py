"""Characters around a number that show it is none: links, telephones, times, versions, codes, list marks.

In: the text and the stretch of a number. Out: whether it is part of something else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claimx.mentions.quantities.pieces import Piece
from claimx.types import Offsets

_ID_LENGTH = 8
_MODEL = re.compile(r"(?<=[a-z,] )([A-Z][A-Za-z]{2,20}) (\d{3,4})(?![\d,.:])")
_NOT_MODELS = frozenset(
    (
        "january february march april may june july august september october november december sunday monday "
        "tuesday wednesday thursday friday saturday some about nearly over than the and"
    ).split()
)
_CHUNK_REACH = 40
_LINK = re.compile(r"://|www\.|@|\w\.(?:com|org|net|co|gov|html?|ly|edu|php)\b|_|#|\\")
_CHAIN = re.compile(r"\d[-–]\d+[-–]\d|\d\.\d+\.\d")
_HYPHENS = tuple("-‐‑–\n")
"""What ends the characters before a number with a hyphen; a line break may follow it."""
_LETTER_HYPHEN = re.compile(r"(?<!\w)([A-Za-z][\w’']*)[-‐‑–]$")
_PREFIXES = frozenset(
    "sub minus plus from to top near non pre post mid ultra sup super about over under the magnitude".split()
)
_SIGNED_PREFIX = frozenset(("sub", "minus", "plus", "from", "to", "top-line"))
_QUOTED_NAME = re.compile(r"['‘\"“][A-Z][\w ]{1,30} ?[-–—] ?$")
_TRAILING_LETTERS = re.compile(r"[A-Za-z]+")
# "(555) 123-4567", "+44 20 7946 0958", "0800 555 0199", "1-800-555-0199"
_PHONE = re.compile(
    r"(?<![\w.,-])(?:\+\d{1,3}[ -]\(?\d{1,4}\)?[\d -]{4,12}\d|\(\d{3}\) ?\d{3}-\d{4}|(?:1-)?\d{3}[-.]\d{3}[-.]\d{4}|"
    r"0\d{2,4} \d{3,4} ?\d{3,4})(?![\w-])"
)
_PHONE_HINT = re.compile(r"\+\d|\d{3}[-. )] ?\d{3}")
"""In every telephone number, and fast to look for."""
# "tracking number 8812 4470 1265", "quote ref. 7741 2203", "call the desk on 4471 9920"
_NUMBERED = re.compile(
    r"\b(?:numbers?|no\.?|ref(?:erence)?\.?|code|id|tel(?:ephone)?\.?|phone|fax|hotline|helpline|"
    r"(?:call|dial|fax|phone|ring|text)(?: [a-z]{1,12}){0,3} (?:on|at))(?: is| was)?[ :#]{1,3}"
    r"(?P<groups>\d{3,8}(?:[ -]\d{3,8}){1,6})(?![\w%])(?![.,]\d)",
    re.IGNORECASE,
)
_LABEL = 12
"""How far a label may reach back; a parser ends sentences behind "ref."."""
_GROUPS_HINT = re.compile(r"\d{3}[ -]\d{3}")
_RACE = re.compile(
    r" (?:men[’']s |women[’']s )?(?:individual )?(?:hurdles|freestyle|butterfly|breaststroke|backstroke|medley|relay|"
    r"sprint|dash|steeplechase|finals?|heats?|champion)\b"
)
_CLAUSE = re.compile(r"\([a-z]\)")  # "401(k)", "501(c)(3)"
_LIST_MARK = re.compile(r"[.)](?:\s|$)")
# "1. Bring a bag. 2. Arrive early."
_SENTENCE_END = re.compile(r"[a-z][.!?;] $")
_NEXT_POINT = re.compile(r"[.)] [A-Z]")
_BRACKETS = {"[": "]", "(": ")"}


def is_code(text: str, piece: Piece) -> bool:
    """Whether a number is an id, or names a model somewhere in the article ("Boeing 737": "their 737 airliner")."""
    number = piece.number
    run = text[number.start : number.end]
    if run[0] == "0" and len(run) > 1 and run.isdigit():
        return True  # "Type 055", "007"
    if not run.isdigit() or len(run) < 3:
        return False
    if len(run) >= _ID_LENGTH:
        return True
    if run.endswith("00") or re.match(r" [a-z]{3,20}s\b", text[number.end : number.end + 24]):
        return False
    return run in models(text)


def is_race(text: str, end: int) -> bool:
    """Whether a distance names an event: "the 400m hurdles", "the 100 metres final"."""
    return _RACE.match(text, end) is not None


def phones(text: str, start: int, end: int) -> list[Offsets]:
    """The telephone numbers of text[start:end]."""
    if _PHONE_HINT.search(text, start, end) is None:
        return []
    return [match.span() for match in _PHONE.finditer(text, start, end)]


def identifiers(text: str, start: int, end: int) -> list[Offsets]:
    """What text[start:end] numbers in groups: parcels, cards, orders."""
    if _GROUPS_HINT.search(text, start, end) is None:
        return []
    return [match.span("groups") for match in _NUMBERED.finditer(text, max(0, start - _LABEL), end)]


@lru_cache(maxsize=8)
def models(text: str) -> frozenset[str]:
    """The numbers that stand after a capitalised word in the middle of a sentence."""
    return frozenset(match[2] for match in _MODEL.finditer(text) if match[1].lower() not in _NOT_MODELS)


def bad_characters(text: str, start: int, end: int, *, digits: bool) -> bool:
    """Links, phone numbers, clock times, versions, list marks, footnotes, letters glued to the number."""
    before, after = text[max(0, start - _CHUNK_REACH) : start], text[end : end + _CHUNK_REACH]
    if (digits and chunk_is_no_number(before, text[start:end], after)) or after.startswith("-and-"):
        return True
    match = _LETTER_HYPHEN.search(before) if before.endswith(_HYPHENS) else None
    if match and hyphenated_name(match[1], digits=digits):
        return True
    if digits and (_TRAILING_LETTERS.match(after) or _CLAUSE.match(after)):
        return True
    if not digits:
        return False
    if after[:1] in "'’\"”" and _QUOTED_NAME.search(before):
        return True  # the 'Northern Light – 1' pipeline
    opener = before[-1:]
    if opener in _BRACKETS and after[:1] == _BRACKETS[opener] and end - start <= 3:
        return opener == "[" or end - start == 1
    if end - start > 3 or _LIST_MARK.match(after) is None:
        return False
    return (
        before.rstrip(" \t")[-1:] in ("", "\n")
        or (_SENTENCE_END.search(before) and _NEXT_POINT.match(after)) is not None
    )


def chunk_is_no_number(before: str, number: str, after: str) -> bool:
    """Whether the run of non-spaces around a number is a link, a time, a phone number or a version."""
    left = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
    right = after.split(None, 1)[0] if after and not after[0].isspace() else ""
    if not left and not right:
        return False
    chunk = left + number + right
    if _LINK.search(chunk) or _CHAIN.search(chunk) or len(left) >= _CHUNK_REACH:
        return True
    if re.search(r"\d[:/]$", left) or re.match(r"[:/]\d|-\d{3}[A-Z]|-and-", right):
        return True
    return bool(re.search(r"(?:^|[^’'])[’']$", left) and re.fullmatch(r"\d\d", number))


def in_link_or_code(text: str, start: int, end: int, unit_end: int) -> bool:
    """Whether a measured number is part of a link ("?q=30%25") or of a code with a letter behind ("scp-173m")."""
    before, after = text[max(0, start - 2 * _CHUNK_REACH) : start], text[end : end + _CHUNK_REACH]
    left = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
    right = after.split(None, 1)[0] if after and not after[0].isspace() else ""
    if _LINK.search(left + text[start:end] + right) or len(left) >= 2 * _CHUNK_REACH:
        return True
    match = _LETTER_HYPHEN.search(before)
    return match is not None and match[1].lower() not in _PREFIXES and unit_end - end <= 2


def hyphenated_name(word: str, *, digits: bool) -> bool:
    """Whether a number after "word-" names something: "H-6", "EB-5", "top-10", but not "minus-5" or "sub-7"."""
    if word.lower() in _SIGNED_PREFIX:
        return False
    return digits or word.lower() in ("catch", "twenty", "the", "no", "any", "every", "some", "number", "big")
