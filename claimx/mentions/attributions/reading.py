"""The Doc as plain lists, with sentences, paragraphs and quotations by token: what the three stages look at.

In: a parsed Doc. Out: one `Reading`. `opened` marks the sentences that the gate opens: links of figures look at these
only, so that they come out the same whether or not more was parsed.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from claimx.lexicon.reporting import Lexicon, lexicon
from claimx.mentions.attributions.lexemes import Lexeme, code, lexeme
from claimx.parsing.columns import columns_of
from claimx.parsing.parse import CONTEXT
from claimx.parsing.sentences import sentences
from claimx.parsing.text import text_of
from claimx.quotations import Quotation, quotations
from claimx.types import Offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LINE_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
MAX_CLIMB = 30
"""Heads are followed this far: deeper chains only stand in hostile text."""


_BARE = lexeme("", "")
_EDGE = lexeme("|", "|")
Codes = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Arrays:
    """Lists of a Reading as arrays, for atoms of many candidates at once.

    `codes` has a row of codes per token (`lexemes.LOW` …), and one behind the last for "beyond the sentence".
    """

    codes: Codes
    dep: Codes
    head: Codes
    sent: Codes
    quote: Codes
    first: Codes


@dataclass(frozen=True, eq=False)
class Reading:
    """Lists by token number (`low` is the lower-cased word) and by sentence.

    `parsed` are the tokens with a label, `dep_code` has the codes of the labels; `climbs` remembers the climbs asked
    for.
    """

    text: str
    lexemes: list[Lexeme]
    low: list[str]
    tag: list[str]
    dep: list[str]
    dep_code: list[int]
    head: list[int]
    start: list[int]
    end: list[int]
    parsed: list[int]
    children: list[list[int]]
    sent: list[int]
    quote: list[int]
    sents: list[Offsets]
    first: list[int]
    paragraph: list[int]
    opened: list[bool]
    quotations: list[Quotation]
    words: Lexicon
    climbs: dict[int, list[int]]

    @cached_property
    def arrays(self) -> Arrays:
        """The lists that atoms are made of."""
        lists = self.dep_code, self.head, self.sent, self.quote, self.first
        return Arrays(codes_of(self.lexemes), *(np.fromiter(one, np.int64, len(one)) for one in lists))

    def tokens(self, stretch: Offsets) -> range:
        """The tokens that a stretch of characters touches."""
        first = bisect_left(self.end, stretch[0] + 1)
        return range(first, max(first, bisect_left(self.start, stretch[1])))

    def sentence_tokens(self, sent: int) -> range:
        """The tokens of a sentence."""
        return range(self.first[sent], self.first[sent + 1])

    def climb(self, i: int) -> list[int]:
        """`i`, its head, the head's head … up to the root; the list is shared by all who ask."""
        found = self.climbs.get(i)
        if found is None:
            found = self.climbs[i] = [i]
            while self.head[i] != i and len(found) < MAX_CLIMB:
                i = self.head[i]
                found.append(i)
        return found

    def subtree(self, i: int, without: frozenset[int] = frozenset()) -> list[int]:
        """The tokens below `i`, in order, leaving out what hangs on `without`."""
        found, queue = [], [i]
        while queue:
            j = queue.pop()
            if j not in without:
                found.append(j)
                queue.extend(self.children[j])
        return sorted(found)

    def head_of(self, tokens: range) -> int:
        """The token of a stretch that hangs outside it (the last such); its last token when there is none."""
        inside = set(tokens)
        tops = [i for i in tokens if self.head[i] not in inside or self.head[i] == i]
        wordy = [i for i in tops if self.tag[i] not in ("SYM", ",", ".", ":", "$", "-LRB-", "-RRB-", "``", "''", "")]
        return (wordy or tops or [tokens[-1]])[-1]


def read(doc: Doc) -> Reading:
    """Copy the parse out of a Doc and place its quotations."""
    parse, text = columns_of(doc), text_of(doc)
    low, tag, dep = parse.lower, parse.tags, parse.deps
    # Bare words are two thirds of the news, and no stage asks what they can be.
    lexemes = [lexeme(word, label) if label or word.isspace() else _BARE for word, label in zip(low, tag, strict=True)]
    codes = {label: code(label) for label in set(dep)}
    sents = sentences(text)
    first = [*np.searchsorted(parse.starts, [start for start, _ in sents]).tolist(), len(low)]
    found = quotations(text)
    return Reading(
        text=text, lexemes=lexemes, low=low, tag=tag, dep=dep,
        dep_code=[codes[label] for label in dep], head=parse.heads, start=parse.starts, end=parse.ends,
        parsed=parse.parsed, children=parse.children, sent=sentence_of(first, len(low)),
        quote=quotation_of(parse.starts, found), sents=sents, first=first,
        paragraph=paragraphs(text, sents), opened=opened_sentences(doc, sents),
        quotations=found, words=lexicon(), climbs={},
    )  # fmt: skip


def codes_of(lexemes: list[Lexeme]) -> Codes:
    """The codes of lexemes and, behind them, those of the edge of a sentence."""
    place = {one: k for k, one in enumerate(dict.fromkeys(lexemes))}
    table = np.array([one.codes for one in [*place, _EDGE]], dtype=np.int64)
    rows = np.fromiter(map(place.__getitem__, lexemes), np.int64, len(lexemes))
    found: Codes = table[np.append(rows, len(place))]
    return found


def sentence_of(first: list[int], length: int) -> list[int]:
    """The sentence of each token; white space between sentences counts with the one before."""
    starts = np.zeros(length + 1, dtype=np.int64)
    np.add.at(starts, first[1:-1], 1)
    found: list[int] = np.cumsum(starts[:length]).tolist()
    return found


def quotation_of(starts: list[int], found: list[Quotation]) -> list[int]:
    """The quotation of each token, -1 outside."""
    inside = [-1] * len(starts)
    for k, quotation in enumerate(found):
        for i in range(bisect_left(starts, quotation.start), bisect_left(starts, quotation.end)):
            inside[i] = k
    return inside


def paragraphs(text: str, sents: list[Offsets]) -> list[int]:
    """The paragraph of each sentence: a new one at every line break."""
    found = [0] if sents else []
    for (_, end), (start, _) in pairwise(sents):
        found.append(found[-1] + (not _LINE_BREAKS.isdisjoint(text[end:start])))
    return found


def opened_sentences(doc: Doc, sents: list[Offsets]) -> list[bool]:
    """Which sentences the gate opens; all of them for a Doc that did not come through it."""
    listed = doc.user_data.get(CONTEXT)
    if listed is None:
        return [True] * len(sents)
    stretches = {tuple(stretch) for stretch in listed}
    return [stretch in stretches for stretch in sents]
