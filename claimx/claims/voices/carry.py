"""Sources that are carried over from a neighbour: a quotation that goes on, "Among them", "What's more".

In: one figure without a source of its own, and the sources of the sentences around it. Out: the attribution that still
speaks there, or None. Nothing is carried across a paragraph, except inside a quotation that stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from claimx.claims.voices.resolve import Resolver
from claimx.claims.voices.runs import WORD
from claimx.lexicon.reporting import lexicon
from claimx.lexicon.voices import words
from claimx.records import SourceType
from claimx.types import Attribution, Offsets

_GOES_ON = re.compile(
    r"[\s\"“'‘(]*(?:(?:And|But),?\s)?(?:Among (?:them|these|those)|Of (?:them|these|those)|(?:They|It|He|She|"
    r"These|Those)(?: have| has| had)? (?:also|further)\b|"
    r"What['’]s more|What is more|In addition|Additionally|Moreover|Furthermore|Besides|Also,|It (?:is|"
    r"was) an?\b|That (?:is|was|compares|includes|included|represents|means)\b|"
    r"This (?:is|was|compares|includes|included|represents|means)\b|(?:The|That) (?:figure|number|total|rest|"
    r"remaining|others)\b|Another \d|In total|In all|Overall,|The rest\b|Nearly all of them|"
    r"By comparison|By contrast|In comparison)"
)
_MARKET = re.compile(
    r"\b(?:[Ss]hares|[Ss]tocks?) (?:of|in|rose|fell|closed|were|was|have|has|gained|dropped|climbed|jumped|slid)\b"
)
"""What a market did is the paper's own report, whoever spoke before."""
_REACH: dict[SourceType, int] = {
    "document": 3,
    "media": 1,
    "government": 1,
    "person": 1,
    "organization": 0,
    "unnamed": 0,
}
"""Sentences that a source goes on speaking in its paragraph without a word that says so, by its type: set on the
development sets, where a poll or filing fills its paragraph and an unnamed source ends with its sentence."""
_ALSO = re.compile(r"\baccording|\blaid out\b|\bpointed out\b", re.IGNORECASE)
_LOOSE_REACH = 3
"""Sentences after which an unclosed quotation no longer speaks for its source."""
_QUOTE_REACH = 3
"""Paragraphs back that an open quotation may have begun."""


@dataclass(slots=True)
class Carrier:
    """Finds the attribution that goes on at a figure."""

    resolver: Resolver
    attributions: Sequence[Attribution]
    linked: Mapping[int, int]
    """Attributions by the sentence of a figure that was linked to them: the last one wins."""
    _by_sentence: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        """The last attribution with a source in each sentence."""
        self._by_sentence = {}
        for i, attribution in enumerate(self.attributions):
            if attribution.source and attribution.cue:
                self._by_sentence[self.resolver.sentence(attribution.cue[0][0])] = i
        self._by_sentence |= self.linked

    def find(self, figure: Offsets) -> int | None:
        """Index of the attribution that goes on at a figure."""
        quoted = self._quotation(figure)
        if quoted is not None and cut_off(self.resolver, figure, self.attributions[quoted].cue[0]):
            return None
        return quoted if quoted is not None else self._continued(figure)

    def goes_on(self, at: int) -> bool:
        """Whether a sentence says that it continues the one before, in its paragraph."""
        text, sents = self.resolver.index.text, self.resolver.sents
        return _GOES_ON.match(text, *sents[at]) is not None and "\n" not in text[sents[at - 1][1] : sents[at][0]]

    def quoted(self, figure: Offsets, inner: int) -> int:
        """The attribution of the quotation around a figure, else the inner one."""
        found = self._quotation(figure)
        return inner if found is None else found

    def speaks_at(self, sentence: int) -> bool:
        """Whether somebody is made to speak in a sentence about a figure of it."""
        return sentence in self.linked

    def _quotation(self, figure: Offsets) -> int | None:
        """The attribution of the quotation around a figure, or of the one that it continues."""
        quotes = self.resolver.index.quotes
        at = quotes.at(figure[0])
        for _ in range(_QUOTE_REACH):
            if at is None:
                return None
            found = self._beside((quotes.found[at].start, quotes.found[at].end))
            if found is not None:
                return found
            at = at - 1 if quotes.found[at].continues and at > 0 else None
        return None

    def _beside(self, quote: Offsets) -> int | None:
        """An attribution whose content lies in the quotation, or whose words touch it."""
        best: tuple[int, int] | None = None
        for i, attribution in enumerate(self.attributions):
            if not attribution.source or not attribution.cue:
                continue
            cue = attribution.cue[0]
            if quote[0] <= cue[0] < quote[1]:
                continue
            gap = self._gap(quote, cue)
            if gap <= 60 and (best is None or gap < best[0]):
                best = (gap, i)
        return best[1] if best else None

    def _gap(self, quote: Offsets, cue: Offsets) -> int:
        """Characters between a quotation and a cue in the same paragraph; large when a paragraph ends between."""
        first, last = (quote[1], cue[0]) if cue[0] >= quote[1] else (cue[1], quote[0])
        between = self.resolver.index.text[first:last]
        crosses = "\n" in between or any(mark in between for mark in ("“", '"', "``"))
        return 10_000 if crosses or (re.search(r"[.!?]\s+[A-Z]", between) and cue[0] >= quote[1]) else last - first

    def _continued(self, figure: Offsets) -> int | None:
        """The attribution of a sentence before in the same paragraph, when it still speaks in this one."""
        text, sents = self.resolver.index.text, self.resolver.sents
        at = self.resolver.sentence(figure[0])
        if at <= 0 or self.resolver.index.quotes.holds(figure[0]):
            return None
        goes_on = self.goes_on(at)
        for back in range(1, _REACH["document"] + 1):
            if at < back or "\n" in text[sents[at - back][1] : sents[at - back + 1][0]]:
                return None
            found = self._by_sentence.get(at - back)
            if found is not None:
                return found if self._reaches(found, at, back, goes_on=goes_on) else None
        return None

    def _reaches(self, found: int, at: int, back: int, *, goes_on: bool) -> bool:
        """Whether a source of its type speaks on that far, with nobody else speaking here."""
        kind = self.resolver.resolve(self.attributions[found].source[0]).type
        if not self._leaves_room(at, kind) or (kind != "document" and at - back not in self.linked):
            return False
        if not reports(self._cue(found), kind):
            return False
        if _MARKET.search(self.resolver.index.text, *self.resolver.sents[at]) and not goes_on:
            return False
        return back <= _REACH[kind] or (goes_on and back == 1)

    def _leaves_room(self, at: int, kind: SourceType) -> bool:
        """Whether nobody speaks in a sentence; beside a poll or filing, the people asked may ("12 percent said")."""
        own = self._by_sentence.get(at)
        if own is None:
            return True
        return kind == "document" and self.resolver.resolve(self.attributions[own].source[0]).type == "unnamed"

    def _cue(self, i: int) -> str:
        cue = self.attributions[i].cue
        return self.resolver.index.text[cue[0][0] : cue[-1][1]].lower()


def reports(cue: str, kind: SourceType) -> bool:
    """Whether a cue is a word of saying, and for persons and bodies none of asking or promising ("asked for")."""
    found = WORD.findall(cue)
    if _ALSO.search(cue):
        return True
    if kind != "document" and not words().directive.isdisjoint(found):
        return False
    return not reporting_words().isdisjoint(found)


@lru_cache(maxsize=1)
def judges(cue: str) -> bool:
    """Whether a cue only judges or acts ("attacked", "slapped"): it vouches for quoted figures alone."""
    return reporting_words().isdisjoint(WORD.findall(cue.lower())) and ":" not in cue and not _ALSO.search(cue)


@lru_cache(maxsize=1)
def reporting_words() -> frozenset[str]:
    """Every form of a word of saying; one of judging ("attacked", "criticized") says nothing that could go on."""
    table = lexicon()
    judging = {form for form, lemma in table.lemmas.items() if table.verbs.get(lemma) == "judge"}
    return table.cues - judging


def cut_off(resolver: Resolver, figure: Offsets, cue: Offsets) -> bool:
    """Whether quotation marks keep a cue from speaking for a figure."""
    return astray(resolver, figure, cue) or severed(resolver, figure, cue)


def severed(resolver: Resolver, figure: Offsets, cue: Offsets) -> bool:
    """Whether a figure stands in another quotation than its cue, or than the one that a colon opened.

    '"… According to the ministry, 80 percent are imported." "The scale is staggering: 4 billion …"'
    """
    quotes, text = resolver.index.quotes, resolver.index.text
    at = quotes.at(figure[0])
    own = quotes.at(cue[0])
    if own is None and text[slice(*cue)] == ":":
        own = quotes.at(min(cue[1] + 2, len(text) - 1))
    if at is None or own is None or own >= at:
        return False
    return not all(quotes.found[i].continues for i in range(own + 1, at + 1))


def astray(resolver: Resolver, figure: Offsets, cue: Offsets) -> bool:
    """Whether a figure stands in a quotation that nobody closed, too far from the cue that opened it."""
    quotes = resolver.index.quotes
    at = quotes.at(figure[0])
    away = resolver.sentence(figure[0]) - resolver.sentence(cue[0])
    return at is not None and quotes.unbalanced(at) and not -1 <= away <= _LOOSE_REACH
