"""From links to voices: who says each figure, by full name, with everybody between.

In: a Doc, its figures, its attributions and one link or None per figure. Out: one `Voiced` or None per figure. The
syntax of the figure decides first ("X's estimate of 4,000"), then its link, then the layout of its sentence, then what
is carried over from the sentence before, then a frame around the text; else nobody. Outside the stretches that the gate
opens only raw text is read, so that more parsing never changes a voice. Read `attribute`, then `Article.voiced`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from claimx.claims.syntax import Syntax, syntax_of
from claimx.claims.voices.carry import Carrier
from claimx.claims.voices.chains import vouching
from claimx.claims.voices.frames import Frame, frame_at, frames, may_frame
from claimx.claims.voices.names import NameIndex
from claimx.claims.voices.openings import (
    Spoken,
    behind_colon,
    behind_quotation,
    between,
    is_poll,
    opening,
    outdone,
    vouches,
)
from claimx.claims.voices.owned import Owner, owner, reporter
from claimx.claims.voices.polls import Poll, lead_poll, polled
from claimx.claims.voices.resolve import Resolver
from claimx.claims.voices.vetoes import says_nothing
from claimx.claims.voices.vetoes import vouches as may_vouch
from claimx.claims.voices.voiced import Voiced
from claimx.claims.voices.voicing import Manner, Said, Voicing, uncertain
from claimx.mentions.attributions import LINK_THRESHOLD
from claimx.parsing.parse import CONTEXT
from claimx.parsing.sentences import sentences
from claimx.records import QuotationType, Scope
from claimx.types import Attribution, Link, Offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CARRIED = 0.6
_FRAMED = 0.6
_SPELLED = 0.9
"""Probabilities of a source carried over, taken from a frame, or spelled out by syntax or layout, as the share that is
right on the development sets."""
_DATA_REACH = 3
"""Sentences that the data or document of an opening "According to …," goes on speaking in its paragraph."""
_INSIDE = frozenset({"i", "we", "you", "they", "it", "he", "she"})
"""Pronouns that cannot be named inside a quotation without its speaker."""


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
    return [named_or_open(article.voiced(i)) for i in range(len(figures))]


def named_or_open(voiced: Voiced | None) -> Voiced | None:
    """A voice; "It", which nothing in the article answers, is none."""
    if voiced is None or voiced.name.lower() != "it":
        return voiced
    return uncertain(voiced.probability)


@dataclass
class Article:
    """One article with its figures, attributions and links."""

    doc: Doc
    figures: tuple[Offsets, ...]
    attributions: tuple[Attribution, ...]
    links: tuple[Link | None, ...]

    @cached_property
    def syntax(self) -> Syntax:
        """The parse."""
        return syntax_of(self.doc)

    @cached_property
    def text(self) -> str:
        """The article."""
        return self.syntax.text

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
    def voicing(self) -> Voicing:
        """Makes the voices."""
        return Voicing(self.resolver, self.attributions, self.frames)

    @cached_property
    def carrier(self) -> Carrier:
        """What goes on from one sentence to the next."""
        linked = {
            self.resolver.sentence(figure[0]): link.attribution
            for figure, link in zip(self.figures, self.links, strict=True)
            if link is not None and self.vouches(figure, link)
        }
        return Carrier(self.resolver, self.attributions, linked)

    @cached_property
    def poll(self) -> Poll | None:
        """The poll that the article is about."""
        return lead_poll(self.text, self.sents)

    def opened(self, span: Offsets) -> bool:
        """Whether a stretch lies where the gate opens the text."""
        context: tuple[Offsets, ...] | None = self.doc.user_data.get(CONTEXT)
        if context is None:
            return True
        at = bisect_right(context, span[0], key=itemgetter(0)) - 1
        return at >= 0 and span[0] < context[at][1]

    def voiced(self, i: int) -> Voiced | None:
        """Who says figure `i`."""
        figure, link = self.figures[i], self.links[i]
        own = owner(self.syntax, figure)
        if own and self.resolver.can_speak(own.source):
            return self.owned(figure, own)
        if link is not None and self.vouches(figure, link):
            found = self.opening(figure) if link.scope == "discourse" else None
            return found or self.linked(figure, link)
        return self.unlinked(figure) or (self.doubted(figure, link) if link is not None else None)

    def doubted(self, figure: Offsets, link: Link) -> Voiced | None:
        """A candidate that was left out; nothing where nobody could have said the figure."""
        nothing = says_nothing(self.resolver, figure, self.attributions[link.attribution])
        return None if nothing else uncertain(link.probability)

    def vouches(self, figure: Offsets, link: Link) -> bool:
        """A probable link that nothing speaks against."""
        found = self.attributions[link.attribution]
        return link.probability >= LINK_THRESHOLD and may_vouch(self.resolver, self.syntax, figure, found)

    def owned(self, figure: Offsets, own: Owner) -> Voiced:
        """The voice that the syntax gives a figure to."""
        said = Said(own.source, own.cue, self.resolver.resolve(own.source))
        return self.voicing.voiced(figure, said, Manner(self.quotation(figure), "sentence", _SPELLED))

    def linked(self, figure: Offsets, link: Link) -> Voiced:
        """The voice of a link; for "I" and "they" inside a quotation, that of the quotation."""
        chosen, scope = link.attribution, cast("Scope", link.scope)
        source = self.attributions[chosen].source[0]
        if self.resolver.index.quotes.holds(source[0]) and self.text[slice(*source)].lower() in _INSIDE:
            chosen = self.carrier.quoted(figure, chosen)
            scope = scope if chosen == link.attribution else self.scope(figure, chosen)
        return self.spoken(figure, chosen, Manner(link.type, scope, link.probability))

    def scope(self, figure: Offsets, chosen: int) -> Scope:
        """Whether a cue stands in the figure's own sentence."""
        cue = self.attributions[chosen].cue[0]
        same = self.resolver.sentence(cue[0]) == self.resolver.sentence(figure[0])
        return "sentence" if same else "discourse"

    def spoken(self, figure: Offsets, chosen: int, manner: Manner) -> Voiced:
        """The voice of an attribution."""
        innermost = vouching(self.text, self.attributions, chosen, self.voicing.near(chosen))
        said = self.voicing.said(innermost)
        return self.voicing.voiced(figure, self.inner(figure, said) or said, manner)

    def inner(self, figure: Offsets, outer: Said) -> Said | None:
        """Whom a quotation reports in its turn: '"Mr. Lund said 300 had left," Ms. Hill said'."""
        quotes = self.resolver.index.quotes
        at, found = quotes.at(figure[0]), reporter(self.syntax, figure)
        if at is None or found is None or quotes.at(found.cue[0]) != at or outer.cue is None:
            return None
        if quotes.holds(outer.cue[0]) or not self.resolver.is_name(found.source):
            return None
        voice = self.resolver.resolve(found.source)
        return None if voice.name == outer.voice.name else Said(found.source, found.cue, voice, (), (outer.mention,))

    def unlinked(self, figure: Offsets) -> Voiced | None:
        """The voice that opens or closes the sentence, is carried over, or frames the text."""
        own = self.opening(figure) or self.closing(figure) or self.halfway(figure) or self.reported(figure)
        if own:
            return own
        carried = self.carrier.find(figure)
        if carried is not None:
            return self.spoken(figure, carried, Manner(self.quotation(figure), self.scope(figure, carried), _CARRIED))
        frame = frame_at(self.frames, figure[0]) or self.poll_frame(figure)
        return self.introduced(figure) or (self.framed(figure, frame) if frame else self.forecast_anew(figure))

    def opening(self, figure: Offsets) -> Voiced | None:
        """The source of a sentence that begins "According to …,", or of one before when this one goes on."""
        at = self.resolver.sentence(figure[0])
        found = self.spelled(at, figure[0])
        if found:
            return self.layout(figure, found, "sentence", _SPELLED)
        for back in range(1, _DATA_REACH + 1):
            if at < back or not self.carrier.same_paragraph(at - back, at):
                return None
            found = self.spelled(at - back, figure[0])
            if found:
                goes_on = (back == 1 and self.carrier.goes_on(at)) or self.fills(found, at, back)
                return self.layout(figure, found, "discourse", _CARRIED) if goes_on else None
        return None

    def fills(self, found: Spoken, at: int, back: int) -> bool:
        """Whether data or a document goes on speaking: nobody else does in the sentences up to a figure."""
        if self.resolver.resolve(found.source).type != "document":
            return False
        return all(self.carrier.leaves_room(at - i, "document") for i in range(back))

    def spelled(self, at: int, before: int) -> Spoken | None:
        """The source that a sentence opens with."""
        found = opening(self.text, self.sents[at]) if at >= 0 else None
        if found is None or before < found.start or (is_poll(found, self.text) and self.carrier.heard_at(at)):
            return None
        return found

    def closing(self, figure: Offsets) -> Voiced | None:
        """The source behind the colon of a headline, or behind an inverted quotation."""
        at = self.resolver.sentence(figure[0])
        found = behind_quotation(self.text, self.sents[at], figure) if at >= 0 else None
        if found is None:
            found = behind_colon(self.text, figure)
            if found is None or not (
                vouches(self.text[slice(*found.source)]) or self.resolver.is_speaker(found.source)
            ):
                return None
        return self.layout(figure, found, "sentence", _SPELLED)

    def halfway(self, figure: Offsets) -> Voiced | None:
        """The source between the halves of a sentence, for the second one."""
        at = self.resolver.sentence(figure[0])
        found = between(self.text, self.sents[at], figure) if at >= 0 else None
        if found is None or self.resolver.index.quotes.holds(figure[0]) or not self.resolver.can_speak(found.source):
            return None
        return self.layout(figure, found, "sentence", _SPELLED)

    def reported(self, figure: Offsets) -> Voiced | None:
        """The subject of the verb of saying above a figure that no link was found for."""
        found = reporter(self.syntax, figure)
        if found is None or not self.resolver.can_speak(found.source):
            return None
        stands_in = Attribution((found.source,), (found.cue,), (), "indirect", 1.0)
        if not may_vouch(self.resolver, self.syntax, figure, stands_in):
            return None
        return self.owned(figure, found)

    def introduced(self, figure: Offsets) -> Voiced | None:
        """The one whose words a line with a colon announces: "Mr. Hill made the following remark:"."""
        found = self.carrier.introduction(figure)
        return self.layout(figure, found, "discourse", _CARRIED) if found else None

    def forecast_anew(self, figure: Offsets) -> Voiced | None:
        """The office whose earlier forecast a sentence compares: it made the new one, and speaks in the article."""
        at = self.resolver.sentence(figure[0])
        found = outdone(self.text, self.sents[at]) if at >= 0 else None
        if found is None or self.carrier.heard_at(at) or not self.resolver.is_office(found.source):
            return None
        return self.layout(figure, found, "discourse", _CARRIED)

    def layout(self, figure: Offsets, found: Spoken, scope: Scope, probability: float) -> Voiced:
        """The voice that the layout of a sentence tells."""
        said = Said(found.source, found.cue, self.resolver.resolve(found.source))
        return self.voicing.voiced(figure, said, Manner(self.quotation(figure), scope, probability))

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

    def framed(self, figure: Offsets, frame: Frame) -> Voiced:
        """The voice of a frame."""
        said = Said(frame.voice, frame.cue, self.resolver.resolve(frame.voice))
        return self.voicing.voiced(figure, said, Manner(self.quotation(figure), "block", _FRAMED))
