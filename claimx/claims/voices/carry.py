"""Sources that are carried over from a neighbour: a quotation that goes on, "Among them", "What's more".

In: one figure without a source of its own, and the sources of the sentences around it. Out: the attribution that still
speaks there, or None. Nothing is carried across a paragraph, except inside a quotation that stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claimx.claims.voices.openings import Spoken
from claimx.claims.voices.resolve import Resolver
from claimx.claims.voices.vetoes import acts, cut_off, names_itself, participle_end, reports
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
_TOLD = re.compile(
    r"[\s\"“'‘(]*(?:(?:And|But|So),?\s)?(?:They|It|Its|Their|(?:That|This|These|Those|Such)\s"
    r"(?!(?:afternoon|day|decade|evening|fall|month|morning|night|quarter|season|spring|summer|time|week|winter|year)\b))"
    r"\b"
)
"""An opening that takes up what was told: "Those who left had 9 years of service", "Such loans make up 4 percent"."""
_FORESEES = re.compile(
    r"\b(?:could|might|would)(?:n['’]t)?\b|\b(?:is|are) (?:also |now )?(?:estimated|expected|forecast|projected)\b|"
    r"^[^.;:\n]{0,60}\balso\b"
)
"""What may be or will be is somebody's view, and who was just heard is the nearest: "Repairs would take 8 years"."""
_ITSELF = re.compile(r"[\s\"“'‘(]*(?:(?:And|But|So),?\s)?Its?\b")
"""A body that spoke is "it" itself: "It has 300 inspectors" is said of it."""
_MARKET = re.compile(
    r"\b(?:[Ss]hares|[Ss]tocks?) (?:of|in|rose|fell|closed|were|was|have|has|gained|dropped|climbed|jumped|slid)\b|"
    r"\b(?:[Bb]onds?|Brent|[Cc]opper|[Cc]rude|[Dd]ollar|Dow(?: Jones)?|[Ee]uro|FTSE(?: 100)?|[Ff]utures|[Gg]old|"
    r"[Ii]ndex|Nasdaq|[Pp]ound|[Rr]ouble|[Rr]uble|[Rr]upee|S&P 500|[Ss]terling|[Yy]en|[Yy]ields?|[Yy]uan)"
    r"(?: [a-z]{2,12}){0,2} (?:climbed|closed|dipped|dropped|edged|fell|gained|jumped|lost|rose|slid|slipped|"
    r"strengthened|traded|weakened)\b"
)
"""What a market did is the paper's own report, whoever spoke before."""
_PART = re.compile(
    r"[\s\"“'‘(]*(?:(?:About|Almost|At least|Just|Less than|More than|Nearly|Only|Roughly|Some) )?"
    r"(?:[Hh]alf|[Mm]ost|[Aa] (?:third|quarter|fifth)|[Tt]wo-thirds|[Tt]hree-quarters|[\d.]+ (?:percent|per cent)|"
    r"[\d.]+%|[A-Za-z-]+ (?:percent|per cent)) (?:of )?(?:all )?(?:the|that|those|these|them)\b"
)
"""A part of something known: only documents and data go on counting into the next paragraph."""
_REACH: dict[SourceType, int] = {
    "document": 3,
    "media": 1,
    "government": 1,
    "person": 1,
    "organization": 0,
    "unnamed": 0,
}
"""Sentences that a source goes on speaking in its paragraph, by its type: set on the development sets, where a poll or
filing fills its paragraph without a word that says so and an unnamed source ends with its sentence."""
_BESIDE, _LONGEST_CUE = 60, 200
"""Characters between a quotation and the cue beside it, and of a cue."""
_ANNOUNCES = re.compile(
    r"(?:,[^,\n]{1,120},)?\s(?:(?:has|had|have|also|then|later|recently) ){0,2}"
    r"(?P<cue>made|gave|issued|offered|posted|released|read|wrote|tweeted|had this|put it)\b[^:\n]{0,120}:$"
)
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
    _cues: list[tuple[int, int]] = field(init=False)
    """Where each cue with a source starts, and its attribution, in reading order."""

    def __post_init__(self) -> None:
        """The last attribution with a source in each sentence, and all of them in reading order."""
        spoken = [i for i, attribution in enumerate(self.attributions) if attribution.source and attribution.cue]
        self._cues = sorted((self.attributions[i].cue[0][0], i) for i in spoken)
        self._by_sentence = {self.resolver.sentence(self.attributions[i].cue[0][0]): i for i in spoken}
        self._by_sentence |= self.linked

    def find(self, figure: Offsets) -> int | None:
        """Index of the attribution that goes on at a figure."""
        quoted = self._quotation(figure)
        if quoted is not None:
            said = self.attributions[quoted]
            if acts(self.resolver, said) or cut_off(self.resolver, figure, said.cue[0]):
                return None
        return quoted if quoted is not None else self._continued(figure)

    def goes_on(self, at: int) -> bool:
        """Whether a sentence says that it continues the one before, in its paragraph."""
        found = _GOES_ON.match(self.resolver.index.text, *self.resolver.sents[at])
        return found is not None and self.same_paragraph(at - 1, at)

    def same_paragraph(self, first: int, last: int) -> bool:
        """Whether no line ends between two sentences."""
        text, sents = self.resolver.index.text, self.resolver.sents
        return all("\n" not in text[sents[i][1] : sents[i + 1][0]] for i in range(first, last))

    def heard_at(self, sentence: int) -> bool:
        """Whether anybody speaks in a sentence."""
        return sentence in self._by_sentence

    def introduction(self, figure: Offsets) -> Spoken | None:
        """Who is announced by the line with a colon before the quotation around a figure."""
        quotes = self.resolver.index.quotes
        at = quotes.at(figure[0])
        for _ in range(_QUOTE_REACH):
            if at is None:
                return None
            found = announced(self.resolver, quotes.found[at].start)
            if found is not None:
                return found
            at = at - 1 if quotes.found[at].continues and at > 0 else None
        return None

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
        """An attribution whose words stand beside a quotation, outside it: the nearest one."""
        best: tuple[int, int] | None = None
        for i in self._near(quote):
            cue = self.attributions[i].cue[0]
            gap = 10_000 if quote[0] <= cue[0] < quote[1] else self._gap(quote, cue)
            if gap <= _BESIDE and (best is None or (gap, i) < best):
                best = (gap, i)
        return best[1] if best else None

    def _near(self, quote: Offsets) -> list[int]:
        """The attributions whose cues may stand close enough to a quotation."""
        first = bisect_left(self._cues, (quote[0] - _BESIDE - _LONGEST_CUE,))
        return [i for _, i in self._cues[first : bisect_right(self._cues, (quote[1] + _BESIDE + 1,))]]

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
        lines = 0
        for back in range(1, min(at, _REACH["document"]) + 1):
            lines += "\n" in text[sents[at - back][1] : sents[at - back + 1][0]]
            if lines > 1 or (lines and not self._counts_on(at)):
                return None
            found = self._by_sentence.get(at - back)
            if found is not None:
                carries = not lines or self._kind(found) == "document"
                return found if carries and self._reaches(found, at, back, goes_on=goes_on) else None
        return None

    def _counts_on(self, at: int) -> bool:
        """Whether a sentence counts parts of what was counted before: "Nearly half the money …", "for example"."""
        return _PART.match(self.resolver.index.text, *self.resolver.sents[at]) is not None

    def _kind(self, found: int) -> SourceType:
        """The type of the source of an attribution."""
        return self.resolver.resolve(self.attributions[found].source[0]).type

    def _reaches(self, found: int, at: int, back: int, *, goes_on: bool) -> bool:
        """Whether a source of its type speaks on that far, with nobody else speaking here."""
        resolver, said = self.resolver, self.attributions[found]
        kind = self._kind(found)
        if not self.leaves_room(at, kind) or (kind != "document" and at - back not in self.linked):
            return False
        if not reports(self._cue(found), kind) or said.cue[0][0] < participle_end(
            resolver.index.text, resolver.sents[at - back]
        ):
            return False
        if kind == "person" and not goes_on and names_itself(resolver, said.source, resolver.sents[at]):
            return False
        if _MARKET.search(self.resolver.index.text, *self.resolver.sents[at]) and not goes_on:
            return False
        if goes_on:
            return back <= max(1, _REACH[kind])
        return back <= _REACH[kind] and (kind == "document" or self._takes_up(at, kind))

    def _takes_up(self, at: int, kind: SourceType) -> bool:
        """Whether a sentence goes on telling; in "The plant opened in 1960" the paper speaks."""
        text, sentence = self.resolver.index.text, self.resolver.sents[at]
        if kind != "person" and _ITSELF.match(text, *sentence):
            return False
        return _TOLD.match(text, *sentence) is not None or _FORESEES.search(text[slice(*sentence)]) is not None

    def leaves_room(self, at: int, kind: SourceType) -> bool:
        """Whether nobody speaks in a sentence; beside a poll or filing, the people asked may ("12 percent said")."""
        own = self._by_sentence.get(at)
        if own is None:
            return True
        return kind == "document" and self._kind(own) == "unnamed"

    def _cue(self, i: int) -> str:
        cue = self.attributions[i].cue
        return self.resolver.index.text[cue[0][0] : cue[-1][1]].lower()


def announced(resolver: Resolver, quote: int) -> Spoken | None:
    """Who the line before a quotation announces: "On Friday, Mr. Hill made the following remark:"."""
    text = resolver.index.text
    before = text[max(0, quote - 500) : quote].rstrip()
    if not before.endswith(":"):
        return None
    end = max(0, quote - 500) + len(before)
    for name in reversed(resolver.index.between(max(0, end - 300), end)):
        match = _ANNOUNCES.match(text, name.end, end)
        if match:
            return Spoken((name.start, name.end), match.span("cue"), end)
    return None
