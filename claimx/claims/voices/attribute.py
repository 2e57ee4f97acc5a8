"""From links to voices: who says each figure, by full name, with everybody between.

In: a Doc, its figures, its attributions and one link or None per figure. Out: one `Voiced` or None per figure.
A link decides first, then what is carried over from the sentence before, then a frame around the text; else nobody.
Outside the stretches that the gate opens only raw text is read, so that more parsing never changes a voice.
Read `attribute`, then `Article.voiced`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from claimx.claims.syntax import syntax_of
from claimx.claims.voices.carry import Carrier, cut_off, judges
from claimx.claims.voices.chains import leaned_on, outer, vouching
from claimx.claims.voices.frames import Frame, frame_at, frames, may_frame
from claimx.claims.voices.names import NameIndex
from claimx.claims.voices.polls import Poll, lead_poll, polled
from claimx.claims.voices.resolve import Resolver, Voice
from claimx.claims.voices.voiced import Named, Voiced
from claimx.mentions.attributions import LINK_THRESHOLD
from claimx.parsing.parse import CONTEXT
from claimx.parsing.sentences import sentences
from claimx.records import Flag, QuotationType, Scope
from claimx.types import Attribution, Link, Offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CARRIED = 0.6
_FRAMED = 0.6
"""Probabilities of a source carried over or taken from a frame, as the share that is right on the development sets."""


def attribute(
    doc: Doc, figures: Sequence[Offsets], attributions: Sequence[Attribution], links: Sequence[Link | None]
) -> list[Voiced | None]:
    """Who says each figure.

    None where the article names nobody. A `Voiced` without `source` stands for a candidate that was too weak; it
    carries the flag `source_uncertain`.
    """
    if not figures:
        return []
    article = Article(doc, tuple(figures), tuple(attributions), tuple(links))
    return [article.voiced(i) for i in range(len(figures))]


_OPENING = 0.9
_AHEAD = 20
_ACTS = re.compile(r"(?:(?:has|have|had) )?agree[sd]?\b[^.;]{0,12} (?:to|on) ")
"""Words of doing, not of saying: "have agreed to purchase 60 aircraft" vouches for nothing."""
_PASSIVE_OPENING = re.compile(r"\W{0,3}(?:\w+ ){0,2}\w+e[dn] by [^,.;]{2,80}, ")
"""Who announced a thing did not count its parts: "First announced by the two in June, it now includes 17 others"."""
_SURE = re.compile(
    r"\b(?:said|says|say|told|tells|wrote|writes|according|reported|reports|announced|announces|warned|claimed|stated)\b",
    re.IGNORECASE,
)
"""Cues after which even "the campaign" or "the film" speaks."""
_ACCORDING = re.compile(r"[\s\"“'‘(]*(?P<cue>[Aa]ccording to) (?P<source>[^,\n]{2,100}),\s")
_INSIDE = frozenset({"i", "we", "you", "they", "it", "he", "she"})
"""Pronouns that cannot be named inside a quotation without its speaker."""


@dataclass(frozen=True, slots=True)
class Said:
    """A mention that speaks: its cue, who it is, who is named with it, and who reports it."""

    mention: Offsets
    cue: Offsets | None
    voice: Voice
    beside: tuple[Offsets, ...] = ()
    around: tuple[Offsets, ...] = ()


@dataclass
class Article:
    """One article with its figures, attributions and links."""

    doc: Doc
    figures: tuple[Offsets, ...]
    attributions: tuple[Attribution, ...]
    links: tuple[Link | None, ...]

    @cached_property
    def text(self) -> str:
        """The article."""
        return syntax_of(self.doc).text

    @cached_property
    def sents(self) -> list[Offsets]:
        """The sentences by rule, the same whether parsed or not."""
        return sentences(self.text)

    @cached_property
    def resolver(self) -> Resolver:
        """Names of the article; speakers are those of the stretches that are always parsed."""
        said = [span for attribution in self.attributions for span in attribution.source if self.opened(span)]
        return Resolver(NameIndex(self.text), self.sents, said)

    @cached_property
    def frames(self) -> list[Frame]:
        """Voices that speak whole stretches."""
        return frames(self.resolver) if may_frame(self.text, self.sents) else []

    @cached_property
    def carrier(self) -> Carrier:
        """What goes on from one sentence to the next."""
        linked = {
            self.resolver.sentence(figure[0]): link.attribution
            for figure, link in zip(self.figures, self.links, strict=True)
            if link is not None and self.vouches(figure, link)
        }
        return Carrier(self.resolver, self.attributions, linked)

    def opened(self, span: Offsets) -> bool:
        """Whether a stretch lies where the gate opens the text."""
        context = self.doc.user_data.get(CONTEXT)
        return context is None or any(start <= span[0] < end for start, end in context)

    def voiced(self, i: int) -> Voiced | None:
        """Who says figure `i`."""
        figure, link = self.figures[i], self.links[i]
        if link is not None and self.vouches(figure, link):
            own = self.opening(figure) if link.scope == "discourse" else None
            return own or self.linked(figure, link)
        return self.unlinked(figure) or (uncertain(link.probability) if link is not None else None)

    def vouches(self, figure: Offsets, link: Link) -> bool:
        """A probable link whose source can speak, does so, and still does at the figure."""
        found = self.attributions[link.attribution]
        if link.probability < LINK_THRESHOLD or not found.source:
            return False
        if not found.cue:
            return True
        cue = self.text[found.cue[0][0] : found.cue[-1][1] + _AHEAD]
        if _ACTS.match(cue) or cut_off(self.resolver, figure, found.cue[0]) or self.beyond(figure, found.cue[0]):
            return False
        if judges(self.text[found.cue[0][0] : found.cue[-1][1]]) and not self.resolver.index.quotes.holds(figure[0]):
            return False
        return _SURE.search(cue) is not None or self.resolver.can_speak(found.source[0])

    def beyond(self, figure: Offsets, cue: Offsets) -> bool:
        """Whether a figure stands behind an opening participle that names a speaker of something else."""
        start, end = self.sents[self.resolver.sentence(figure[0])]
        opening = _PASSIVE_OPENING.match(self.text, start, end)
        return opening is not None and opening.start() <= cue[0] < opening.end() <= figure[0]

    def linked(self, figure: Offsets, link: Link) -> Voiced:
        """The voice of a link; for "I" and "they" inside a quotation, that of the quotation."""
        chosen, scope = link.attribution, cast("Scope", link.scope)
        source = self.attributions[chosen].source[0]
        if self.resolver.index.quotes.holds(source[0]) and self.text[slice(*source)].lower() in _INSIDE:
            chosen = self.carrier.quoted(figure, chosen)
            scope = scope if chosen == link.attribution else self.scope(figure, chosen)
        return self.spoken(figure, chosen, link.type, scope, link.probability)

    def scope(self, figure: Offsets, chosen: int) -> Scope:
        """Whether a cue stands in the figure's own sentence."""
        cue = self.attributions[chosen].cue[0]
        same = self.resolver.sentence(cue[0]) == self.resolver.sentence(figure[0])
        return "sentence" if same else "discourse"

    def unlinked(self, figure: Offsets) -> Voiced | None:
        """The voice that opens the sentence, is carried over, or frames the text."""
        own = self.opening(figure)
        if own:
            return own
        carried = self.carrier.find(figure)
        if carried is not None:
            return self.spoken(figure, carried, self.quotation(figure), self.scope(figure, carried), _CARRIED)
        frame = frame_at(self.frames, figure[0]) or self.poll_frame(figure)
        return self.framed(figure, frame) if frame else None

    def opening(self, figure: Offsets) -> Voiced | None:
        """The source of a sentence that begins "According to …,", or of the one before when this one goes on."""
        at = self.resolver.sentence(figure[0])
        found = self.according(at, figure[0])
        if found:
            return self.voice(figure, found, self.quotation(figure), "sentence", _OPENING)
        if at > 0 and self.carrier.goes_on(at):
            found = self.according(at - 1, figure[0])
        return self.voice(figure, found, self.quotation(figure), "discourse", _CARRIED) if found else None

    def according(self, at: int, before: int) -> Said | None:
        """The source of "According to …," at the head of a sentence."""
        match = _ACCORDING.match(self.text, *self.sents[at]) if at >= 0 else None
        if match is None or before < match.end():
            return None
        source = match.span("source")
        return Said(source, match.span("cue"), self.resolver.resolve(source))

    @cached_property
    def poll(self) -> Poll | None:
        """The poll that the article is about."""
        return lead_poll(self.text, self.sents)

    def poll_frame(self, figure: Offsets) -> Frame | None:
        """The article's poll as the frame of a share of people asked."""
        poll, at = self.poll, self.resolver.sentence(figure[0])
        if poll is None or not poll.mention[1] <= figure[0] < poll.end or self.carrier.speaks_at(at):
            return None
        asked = polled(self.text, self.sents[at], figure)
        return Frame(poll.mention[1], poll.end, poll.mention, (), None) if asked else None

    def quotation(self, figure: Offsets) -> QuotationType:
        """Direct inside quotation marks."""
        return "direct" if self.resolver.index.quotes.holds(figure[0]) else "indirect"

    def spoken(
        self, figure: Offsets, chosen: int, quotation: QuotationType, scope: Scope, probability: float
    ) -> Voiced:
        """The voice of an attribution, with those around and beside it."""
        chosen = vouching(self.text, self.attributions, chosen, self.resolver.sentence)
        found = self.attributions[chosen]
        mention = self.whole(found.source[0])
        said = Said(
            mention,
            found.cue[0] if found.cue else None,
            self.resolver.resolve(mention),
            beside=found.source[1:],
            around=self.outside(chosen),
        )
        return self.voice(figure, said, quotation, scope, probability)

    def outside(self, chosen: int) -> tuple[Offsets, ...]:
        """Mentions of the voices that report the chosen one, nearest first."""
        around = outer(self.attributions, chosen, self.resolver.sentence)
        mentions = [self.attributions[i].source[0] for i in around]
        return tuple(mention for mention in mentions if self.resolver.is_named(mention))

    def framed(self, figure: Offsets, frame: Frame) -> Voiced:
        """The voice of a frame."""
        said = Said(frame.voice, frame.cue, self.resolver.resolve(frame.voice))
        return self.voice(figure, said, self.quotation(figure), "block", _FRAMED)

    def voice(self, figure: Offsets, said: Said, quotation: QuotationType, scope: Scope, probability: float) -> Voiced:
        """A voice with everybody between it and the reader."""
        via = () if scope == "block" else self.via(figure, said.voice)
        return Voiced(
            source=said.mention,
            name=said.voice.name,
            type=said.voice.type,
            cue=said.cue,
            quotation=quotation,
            scope=scope,
            co_sources=self.named(said.beside, said.voice),
            via=via,
            reported_by=self.reported_by(figure, said.around, said.voice),
            probability=probability,
            flags=self.flags(figure, scope, via),
        )

    def whole(self, mention: Offsets) -> Offsets:
        """A mention with the bracket that closes it ("the Kurdistan Human Rights Network (KHRN")."""
        start, end = mention
        inside = self.text[start:end]
        return (start, end + 1) if "(" in inside and ")" not in inside and self.text[end : end + 1] == ")" else mention

    def reported_by(self, figure: Offsets, around: Sequence[Offsets], voice: Voice) -> tuple[Named, ...]:
        """Outer voices and the frame, innermost first, without the source itself."""
        frame = frame_at(self.frames, figure[0])
        return self.named([*around, *([frame.voice, *frame.around] if frame else [])], voice)

    def via(self, figure: Offsets, voice: Voice) -> tuple[Named, ...]:
        """Origins that the sentence names."""
        at = self.resolver.sentence(figure[0])
        return self.named(leaned_on(self.resolver.index, *self.sents[at]), voice) if at >= 0 else ()

    def named(self, mentions: Sequence[Offsets], voice: Voice) -> tuple[Named, ...]:
        """Mentions with their full names, each name once, without that of `voice`."""
        found: dict[str, Offsets] = {}
        for mention in mentions:
            name = self.resolver.resolve(mention).name
            if name != voice.name:
                found.setdefault(name, mention)
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


def uncertain(probability: float) -> Voiced:
    """A candidate that was left out."""
    return Voiced(None, "", "unnamed", None, "indirect", "sentence", (), (), (), probability, ("source_uncertain",))
