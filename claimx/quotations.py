"""Quotations: which stretches of a text stand between quotation marks.

In: any text. Out: `quotations(text)`, in reading order, never overlapping. Each line is a paragraph. Rules, in order:
“ « open, ” » close, " and '' open or close by turns; mismatched marks pair up (“ closed by "); a quotation left open
ends with its paragraph, and a paragraph that then opens with a mark continues it. Single marks ('…' ‘…’) are read
where a line has no double ones. `at` finds the quotation around a character. Linear time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_MARK = re.compile(r"[“”„«»‟\"]|''|``|’’|‘‘")
_OPENERS = frozenset(["“", "„", "«", "``", "‘‘", "‟"])
_CLOSERS = frozenset(["”", "»", "’’"])
_SINGLE = re.compile(r"['‘’]")
# "'90s" and "'em" open with an apostrophe, not with a mark.
_ELISION = re.compile(r"\d\d?s?\b|(?:em|til|tis|twas|cause|bout|n|round)\b", re.IGNORECASE)
_LONGEST_SINGLE = 600


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch with its marks; not `closed`: the paragraph ended first; `continues`: the one before goes on."""

    start: int
    end: int
    closed: bool
    continues: bool


@lru_cache(maxsize=2)
def quotations(text: str) -> list[Quotation]:
    """The quotations of a text; the list is shared by all who ask, so nobody may change it."""
    found: list[Quotation] = []
    left_open = False
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        here = line_quotations(text, line.start(), line.end(), left_open)
        left_open = bool(here) and not here[-1].closed and here[-1].end >= line.end() - trailing_space(line[0])
        found.extend(here)
    return found


def at(found: list[Quotation], position: int) -> int | None:
    """The index of the quotation that holds a character, its marks included."""
    i = bisect_right(found, position, key=lambda quotation: quotation.start) - 1
    return i if i >= 0 and position < found[i].end else None


def trailing_space(line: str) -> int:
    """How many blanks end a line."""
    return len(line) - len(line.rstrip())


def line_quotations(text: str, start: int, end: int, left_open: bool) -> list[Quotation]:
    """The quotations of one line; `left_open`: the line before ended inside one."""
    pairs = double_pairs(text, start, end) or single_pairs(text, start, end)
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    return [Quotation(a, b, closed, left_open and a == first) for a, b, closed in pairs]


def double_pairs(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Start, end and closedness of the double-marked stretches of a line."""
    pairs: list[tuple[int, int, bool]] = []
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            opened = mark.start() if opens(text, mark) else None
        elif closes(text, mark):
            pairs.append((opened, mark.end(), True))
            opened = None
        elif mark[0] not in _OPENERS:
            # "We will go. "They" said: an opening mark inside an open quotation ends it.
            pairs.append((opened, mark.start(), False))
            opened = mark.start()
    if opened is not None:
        pairs.append((opened, end - trailing_space(text[start:end]), False))
    return pairs


def opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark outside quotations opens one: not the inches of 6'2", not a stray closing mark."""
    before, after = around(text, mark)
    if mark[0] in _CLOSERS:
        return not before.strip() and bool(after.strip())
    return mark[0] in _OPENERS or not (before.isdigit() and not after.isalnum())


def closes(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark inside a quotation closes it: every mark does, save one that looks like an opening."""
    before, after = around(text, mark)
    return mark[0] in _CLOSERS or not (not before.strip("([—–-").strip() and bool(after.strip()))


def around(text: str, mark: re.Match[str]) -> tuple[str, str]:
    """The characters on both sides of a mark ("" at the ends of the text)."""
    return text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]


def single_pairs(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """The single-marked stretches of a line, which must close: an apostrophe looks the same."""
    pairs: list[tuple[int, int, bool]] = []
    opened: int | None = None
    for mark in _SINGLE.finditer(text, start, end):
        before, after = around(text, mark)
        if opened is not None and mark.start() - opened > _LONGEST_SINGLE:
            opened = None
        if opened is None:
            starts_word = not before.strip("([—–-").strip() and bool(after.strip())
            opened = mark.start() if starts_word and mark[0] != "’" and not _ELISION.match(text, mark.end()) else None
        elif before.strip() and not after.isalnum() and not possessive(text, mark, end):
            pairs.append((opened, mark.end(), True))
            opened = None
    return pairs


def possessive(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether a mark is an apostrophe: 'The workers' pay is fair', after an s, before a word, with a mark to follow."""
    tail = text[mark.end() : min(end, mark.end() + 40)]
    return text[mark.start() - 1] == "s" and tail[:1] == " " and tail[1:2].islower() and ("'" in tail or "’" in tail)
