"""Text → tokens with codes, sentence by sentence, and only of sentences that can hold a time expression.

In: the text. Out: `Lexed` sentences: parallel lists of token offsets, lower-case words and codes. A word that the
grammar does not know has the code OTHER; so has a gap (masked furniture), since nothing may match across it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.mentions.timexes.forms import grammar
from claimx.mentions.timexes.notation import OTHER
from claimx.mentions.timexes.vocabulary import ALL_HOLIDAYS
from claimx.numerals.letters import has_digit, letter_runs
from claimx.parsing.sentences import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.types import Offsets

# Sentences, cut more simply than for parsing: nothing in the grammar reaches across a full stop and a capital, but for
# "8 a.m. Friday".
_BREAK = re.compile(
    r"[.!?](?:(?<=[^\W\d_]{2}[.!?])|(?<=[\d%)\"'”’][.!?]))[\"'”’)]{0,2}\s{1,9}(?=[\"'“‘(\[]?[^\W\d_a-z])"
)
# What begins with none of these characters is a word, a sign or a gap.
_TOKEN = re.compile(
    r"[^\W\d_]+"
    r"|(?=[\d'’‘½¼¾])(?:"
    r"(?P<ISODATE>\d{4}(?P<sign>[-/.])\d\d?(?P=sign)\d\d?(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\w-]))"
    r"|(?P<NUMDATE>\d{1,2}(?P<mark>[-/.])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?![\w/-])|9/11(?![\w/]))"
    r"|(?P<CLOCK>\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<DECADE>\d{3}0['’]?s(?!\w))|(?P<SHORTDECADE>\d0['’]?s(?!\w))"
    r"|(?P<SHORTYEAR>['’‘]\d\d(?!\w))"
    r"|(?P<RANKTH>\d{1,3}(?:st|nd|rd|th)(?!\w))"
    r"|(?P<NUMBER>\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?[½¼¾]?|[½¼¾]))"
    r"|\S|(?P<GAP>\s{3})"
)
_LAST_WORDS = frozenset(name.rsplit(" ", 1)[-1] for name in ALL_HOLIDAYS)
_LONGEST_NAME = 5


@dataclass(slots=True)
class Lexed:
    """The tokens of a sentence; `codes[i]` belongs to `starts[i]`, `ends[i]` and the lower-case `words[i]`."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    codes: str

    def slice(self, i: int, j: int) -> str:
        """Cut the text of tokens i to j (exclusive)."""
        return self.text[self.starts[i] : self.ends[j - 1]]


def stretches(text: str) -> Iterator[Offsets]:
    """Cut a text into sentences; lines are joined only where the text is hard-wrapped."""
    for start, end in blocks(text):
        at = start
        for match in _BREAK.finditer(text, start, end):
            yield at, match.end()
            at = match.end()
        yield at, end


def lexed_sentences(text: str) -> Iterator[Lexed]:
    """Lex the sentences that hold a digit or a word of time."""
    triggers = grammar().trigger_words
    for start, end in stretches(text):
        content = text[start:end]
        if has_digit(content) or not triggers.isdisjoint(letter_runs(content.lower())):
            yield lex(text, start, end)


def lex(text: str, start: int, end: int) -> Lexed:
    """Lex text[start:end]."""
    matches = list(_TOKEN.finditer(text, start, end))
    written, get = [match[0] for match in matches], grammar().written.get
    codes = [
        get(form) or (OTHER if form[0].isalpha() else shape(match))
        for form, match in zip(written, matches, strict=True)
    ]
    words = list(map(str.lower, written))
    spans = [match.span() for match in matches]
    lexed = Lexed(text, [start for start, _ in spans], [end for _, end in spans], words, "")
    if not _LAST_WORDS.isdisjoint(words):
        merge_holidays(lexed, codes)
    lexed.codes = "".join(codes)
    return lexed


def shape(match: re.Match[str]) -> str:
    """Give the code of a token that is no known word: the class of its digits, or OTHER."""
    name = match.lastgroup
    if name is None or name == "GAP":
        return OTHER
    if name in ("NUMBER", "RANKTH"):
        name = number_shape(match[0])
    return grammar().codes.shapes[name]


def number_shape(run: str) -> str:
    """Class a run of digits."""
    if run[-1].isalpha():
        return "DAYTH" if 1 <= int(run[:-2]) <= 31 else "RANKTH"
    if not run.isdecimal() or len(run) > 4:
        return "NUMBER"
    if len(run) == 4:
        return "YEAR" if "1000" <= run < "2200" else "FOURDIGITS"
    if len(run) <= 2 and 1 <= int(run) <= 31:
        return "DAY"
    return "TWODIGITS" if len(run) == 2 else "NUMBER"


def merge_holidays(lexed: Lexed, codes: list[str]) -> None:
    """Make one token of the words that name a feast: "New Year's Day", "Labor Day", "Easter"."""
    for last in range(len(codes) - 1, -1, -1):
        if last >= len(codes) or lexed.words[last] not in _LAST_WORDS:
            continue
        for first in range(max(0, last - _LONGEST_NAME), last + 1):
            if lexed.slice(first, last + 1).lower().replace("’", "'") in ALL_HOLIDAYS:
                merge(lexed, codes, first, last)
                break


def merge(lexed: Lexed, codes: list[str], first: int, last: int) -> None:
    """Make one HOLIDAY token of tokens first to last; a feast is written with a capital."""
    name = lexed.slice(first, last + 1)
    if not name[0].isupper():
        return
    lexed.starts[first : last + 1] = [lexed.starts[first]]
    lexed.ends[first : last + 1] = [lexed.ends[last]]
    lexed.words[first : last + 1] = [name.lower().replace("’", "'")]
    codes[first : last + 1] = [grammar().codes.shapes["HOLIDAY"]]
