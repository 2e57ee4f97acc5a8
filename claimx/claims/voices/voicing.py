"""A mention that speaks, with everybody between it and the reader.

In: a `Said`, the figure that it vouches for, and the attributions and frames of the article. Out: a `Voiced`: the full
name of the source, those named with it, what it leans on, and who reports it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from claimx.claims.voices.chains import leaned_on, outer, speaks
from claimx.claims.voices.frames import Frame, frame_at
from claimx.claims.voices.resolve import Resolver, Voice
from claimx.claims.voices.voiced import Named, Voiced
from claimx.lexicon.voices import words
from claimx.records import Flag, QuotationType, Scope
from claimx.types import Attribution, Offsets

_CLAUSE = re.compile(r",\s(?:when|where|which|who|whom|whose)\s|,?\s(?:including|excluding)\s")
_BEFORE = 60
"""Characters before a source in which a clause of time may open."""
_WHEN = re.compile(r"\b(?:after|before|once|since|until|when)\s(?:the\s|an?\s)?$")
_THAT = re.compile(r"\bthat\b|[.!?]\s")
_WORD = 20
"""A word that a mention cuts in two begins at most this far before it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A mention that speaks: its cue, who it is, who is named with it, and who reports it."""

    mention: Offsets
    cue: Offsets | None
    voice: Voice
    beside: tuple[Offsets, ...] = ()
    around: tuple[Offsets, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How a figure is said: kind of quotation, how far the source stands, and how sure that is."""

    quotation: QuotationType
    scope: Scope
    probability: float


@dataclass(frozen=True)
class Voicing:
    """Makes the voices of one article."""

    resolver: Resolver
    attributions: Sequence[Attribution]
    frames: Sequence[Frame]

    @cached_property
    def speaking(self) -> dict[int, list[int]]:
        """Sentence → the attributions with source and cue whose cue stands in it."""
        found: dict[int, list[int]] = defaultdict(list)
        for i, attribution in enumerate(self.attributions):
            if speaks(attribution):
                found[self.resolver.sentence(attribution.cue[0][0])].append(i)
        return found

    def near(self, chosen: int) -> Sequence[int]:
        """The attributions that speak in the sentence of the chosen one."""
        cue = self.attributions[chosen].cue
        return self.speaking.get(self.resolver.sentence(cue[0][0]), ()) if cue else ()

    def said(self, chosen: int) -> Said:
        """The source of an attribution, with those around and beside it."""
        found = self.attributions[chosen]
        mention = self.whole(found.source[0])
        cue = found.cue[0] if found.cue else None
        return Said(mention, cue, self.resolver.resolve(mention), found.source[1:], self.outside(chosen))

    def outside(self, chosen: int) -> tuple[Offsets, ...]:
        """Mentions of the voices that report the chosen one, nearest first."""
        if self.tells_when(chosen):
            return ()
        around = outer(self.attributions, chosen, self.near(chosen))
        mentions = [self.attributions[i].source[0] for i in around if not self.orders(i)]
        return tuple(mention for mention in mentions if self.resolver.is_named(mention))

    def orders(self, i: int) -> bool:
        """Whether an attribution orders or asks instead of reporting: "A court ordered the firm to pay"."""
        cue = self.attributions[i].cue[0]
        return not words().directive.isdisjoint(self.resolver.index.text[slice(*cue)].lower().split())

    def tells_when(self, chosen: int) -> bool:
        """As in "Hill said in May after Acme announced 600 jobs": the inner words tell when that was."""
        text, start = self.resolver.index.text, self.attributions[chosen].source[0][0]
        found = _WHEN.search(text, max(0, start - _BEFORE), start)
        return found is not None and not _THAT.search(text, max(0, start - _BEFORE), start)

    def whole(self, mention: Offsets) -> Offsets:
        """A mention of whole words, without a clause behind it, with the bracket that closes it.

        As in "co-host Anna Hill", "an average of polls, where 475 seats are at stake", "Officials including 12
        mayors", "the Rights Network (KHRN".
        """
        text, (start, end) = self.resolver.index.text, mention
        if text[start : start + 1] == "-":
            start = next((at for at in range(start - 1, max(0, start - _WORD), -1) if text[at - 1].isspace()), start)
        clause = _CLAUSE.search(text, start + 1, end)
        end = clause.start() if clause else end
        inside = text[start:end]
        return (start, end + 1) if "(" in inside and ")" not in inside and text[end : end + 1] == ")" else (start, end)

    def voiced(self, figure: Offsets, said: Said, manner: Manner) -> Voiced:
        """The voice of a mention, for a figure."""
        voice = said.voice
        via = () if manner.scope == "block" else self.via(figure, voice)
        beside = (*voice.others, *self.named(said.beside, voice))
        return Voiced(
            source=first_of(said.mention, voice),
            name=voice.name,
            type=voice.type,
            cue=said.cue,
            quotation=manner.quotation,
            scope=manner.scope,
            co_sources=beside,
            via=via,
            reported_by=self.reported_by(figure, said.around, voice),
            probability=manner.probability,
            flags=self.flags(figure, manner.scope, via),
        )

    def reported_by(self, figure: Offsets, around: Sequence[Offsets], voice: Voice) -> tuple[Named, ...]:
        """Outer voices and the frame, innermost first, without the source itself."""
        frame = frame_at(self.frames, figure[0])
        return self.named([*around, *([frame.voice, *frame.around] if frame else [])], voice)

    def via(self, figure: Offsets, voice: Voice) -> tuple[Named, ...]:
        """Origins that the sentence names."""
        at = self.resolver.sentence(figure[0])
        return self.named(leaned_on(self.resolver.index, *self.resolver.sents[at]), voice) if at >= 0 else ()

    def named(self, mentions: Sequence[Offsets], voice: Voice) -> tuple[Named, ...]:
        """Mentions with their full names, each name once, without those of `voice`."""
        taken = {voice.name, *(name for name, _ in voice.others)}
        found: dict[str, Offsets] = {}
        for mention in mentions:
            other = self.resolver.resolve(mention)
            for name, place in ((other.name, first_of(mention, other)), *other.others):
                if name not in taken:
                    found.setdefault(name, place)
        return tuple(found.items())

    def flags(self, figure: Offsets, scope: Scope, via: Sequence[Named]) -> tuple[Flag, ...]:
        """What was assumed about the voice."""
        quotes = self.resolver.index.quotes
        at = quotes.at(figure[0])
        found: list[Flag] = []
        if scope != "sentence":
            found.append("carried_over_source")
        if via:
            found.append("second_hand_source")
        if at is not None and quotes.unbalanced(at):
            found.append("unbalanced_quotation")
        return tuple(found)


def first_of(mention: Offsets, voice: Voice) -> Offsets:
    """The part of a joint mention that names its first source: "Reuters" in "Reuters and AFP"."""
    start, end = mention
    ends = [place[1] for place in (voice.place,) if place and start <= place[0] < end]
    return (start, ends[0]) if voice.others and ends else mention


def uncertain(probability: float) -> Voiced:
    """A candidate that was left out."""
    return Voiced(None, "", "unnamed", None, "indirect", "sentence", (), (), (), probability, ("source_uncertain",))
