"""Cut a text into sentences by rule, in linear time; no sentence crosses a line break, unless the text is hard-wrapped.

In: any text. Out: `[(start, end), …]` in reading order, white space trimmed, no gaps but white space between them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from claimx.types import Offsets

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
# A terminator, closing marks, then white space and something that can open a sentence; or glued news text
# ("relations with the United States.They also addressed"): lower case, full stop, capital, lower case.
_BREAK = re.compile(
    r"(?P<mark>[.!?…]{1,4})(?P<close>[\"'”’»)\]]{0,4})(?P<note>\[\d{1,3}\])?"
    r"(?:(?P<space>\s++)(?=[\"'“‘«(\[\-–—$£€*•]{0,3}[\w$£€])|(?<=[a-z][.])(?=[A-Z][a-z]))"
)
_LIST_MARK = re.compile(r"\s{0,8}(?:[-*•–—]|\d{1,2}[.)])\s")
MAX_SENTENCE_CHARS = 2000
"""A longer stretch without a sentence end is cut at a blank: the longest of 40,000 sentences of news has 1,100
characters, and every record carries its sentence."""
WRAPPED_LINES, WRAPPED_WIDTH = 4, 100
"""A text counts as hard-wrapped when no line is longer than the width and this many go on in lower case."""
_ABBREVIATION = frozenset(
    "adm art ave brig bros capt cf ch cmdr co col corp dept dr eg est etc ex fig gen gov hon ie inc jr lt ltd maj "
    "messrs mr mrs ms mt no nos op pp pres prof pvt rep reps rev sen sens sgt sr st supt vol vs viz approx avg govt "
    "intl natl re rp rs sh "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun al".split()
)
_MAY_END = frozenset("co corp inc ltd jr sr etc al ave st no".split())
_LAST_WORD = re.compile(r"[^\W\d_]{1,12}$")
_OPENER = re.compile(r"[\"'“‘«(\[\-–—*•]*")
_PRONOUN_OPENERS = frozenset(
    "the a an he she it they we i you this that these those but and in on at for as if when while after before however "
    "according both some many most its their his her there since under with meanwhile also not no one".split()
)
_FIRST_WORD = re.compile(r"\w{1,14}")


@lru_cache(maxsize=2)
def sentences(text: str) -> list[Offsets]:
    """The sentences of a text; the list is shared by all who ask, so nobody may change it."""
    found: list[Offsets] = []
    for start, end in blocks(text):
        edges = [start, *breaks(text, start, end), end]
        for first, last in pairwise(edges):
            add_trimmed(found, text, first, last)
    return found


def blocks(text: str) -> list[Offsets]:
    """The lines of a text; in a hard-wrapped text, lines joined to paragraphs."""
    lines = [match.span() for match in _LINE.finditer(text)]
    if not is_wrapped(text, lines):
        return lines
    joined: list[Offsets] = []
    for start, end in lines:
        if joined and continues(text, joined[-1][1], start, end):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def is_wrapped(text: str, lines: list[Offsets]) -> bool:
    """Whether an editor broke the lines at a fixed width (old mail, wire copy, plain-text archives)."""
    if len(lines) < WRAPPED_LINES or max(end - start for start, end in lines) > WRAPPED_WIDTH:
        return False
    broken = [end - start for (start, end), (after, _) in pairwise(lines) if after - end <= 2 and text[after].islower()]
    return len(broken) >= WRAPPED_LINES and min(broken) >= WRAPPED_WIDTH // 3


def continues(text: str, end: int, start: int, stop: int) -> bool:
    """Whether the line at `start` goes on with the paragraph ending at `end`: no blank line, no list mark between."""
    return text.count("\n", end, start) <= 1 and not _LIST_MARK.match(text, start, stop)


def breaks(text: str, start: int, end: int) -> list[int]:
    """Where a line is cut: the position after the terminator and its closing marks."""
    ends = (match for match in _BREAK.finditer(text, start, end) if ends_sentence(text, match))
    return [match.start("space") if match["space"] else match.end() for match in ends]


def ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether the terminator closes a sentence, from the words on both sides of it."""
    at = _OPENER.match(text, match.end())
    following = text[at.end() if at else match.end() :][:15]
    if following[:1].islower():
        # "…to each othre. the Kremlin": sloppy text opens sentences in lower case; "p.m. on" does not open one.
        return match["mark"] == "." and opens_in_lower_case(text, match, following)
    if match["mark"] != ".":
        return True
    word = _LAST_WORD.search(text[max(0, match.start() - 13) : match.start()])
    if word is None:
        return True
    return not is_abbreviated(text, match, word[0], following)


def opens_in_lower_case(text: str, match: re.Match[str], following: str) -> bool:
    """A long lower-case word before the stop and a common opener after it."""
    word = _LAST_WORD.search(text[max(0, match.start() - 13) : match.start()])
    first = _FIRST_WORD.match(following)
    return bool(
        word
        and first
        and len(word[0]) > 4
        and word[0].islower()
        and word[0] not in _ABBREVIATION
        and first[0] in _PRONOUN_OPENERS
    )


def is_abbreviated(text: str, match: re.Match[str], word: str, following: str) -> bool:
    """Whether the stop belongs to an abbreviation or initial ("Feb. 24", "J. Smith", "U.S. President")."""
    if match["close"]:
        return False
    before = text[max(0, match.start() - len(word) - 1) : match.start() - len(word)]
    first = _FIRST_WORD.match(following)
    opener = first is not None and first[0].lower() in _PRONOUN_OPENERS and first[0][:1].isupper()
    if len(word) == 1 and word != "I":
        return not (before == "." and opener) if word.isupper() else before == "." and not opener
    if word.lower() in _ABBREVIATION and (word[0].isupper() or not following[:1].isupper()):
        return not (word.lower() in _MAY_END and opener)
    return False


def add_trimmed(found: list[Offsets], text: str, start: int, end: int) -> None:
    """Append text[start:end] without the white space around it, unless nothing is left; what is too long in pieces."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE_CHARS:
        blank = text.rfind(" ", start, start + MAX_SENTENCE_CHARS)
        cut = blank if blank > start else start + MAX_SENTENCE_CHARS
        found.append((start, cut))
        start = cut + (blank > start)
    if start < end:
        found.append((start, end))
