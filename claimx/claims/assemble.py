"""Join what the three layers found into validated claims.

In: a Doc with `timexes`, `quantities` and `attributions`, and the article it was made from. Out: `Claim` records in
reading order, offsets moved into the source. Read `assemble`, then `Assembly.claims`, then `Assembly.claim`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import claimx
from claimx.claims import choice
from claimx.claims.change import ChangeOf, changes
from claimx.claims.choice import refined
from claimx.claims.confidence import confidence
from claimx.claims.entities import entities
from claimx.claims.figures import Figure, figures
from claimx.claims.ids import claim_id, document_id, figure_id
from claimx.claims.measure import measure
from claimx.claims.paired import measures
from claimx.claims.period import PeriodOf, period
from claimx.claims.placing import Placing
from claimx.claims.role import role
from claimx.claims.status import status
from claimx.claims.syntax import syntax_of
from claimx.claims.voices import Voiced, attribute
from claimx.claims.worth import check_worthiness
from claimx.intake import Article, article_of
from claimx.mentions.attributions import link, model_version
from claimx.parsing.sentences import sentences
from claimx.records import Attribution, Change, Claim, Document, Period, Source, Span
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc


def assemble(doc: Doc, article: Article | None = None, *, model: Mapping[str, Any] | None = None) -> list[Claim]:
    """The claims of a Doc that went through the three claimx components.

    Without an `article` the Doc's own text is the source, and its document has no path. `model` is the `meta` of the
    spaCy pipeline, for the record.
    """
    return Assembly(doc, article or article_of(doc.text, published=doc._.published), model or {}).claims()


def document_of(article: Article) -> Document:
    """The document record of an article."""
    return Document(
        id=document_id(article.key, article.sha256, article.start),
        path=article.path,
        key=article.key,
        article=article.index,
        start=article.start,
        end=article.end,
        sha256=article.sha256,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
    )


def extractor_of(model: Mapping[str, Any]) -> str:
    """The versions that made a claim."""
    name = f"{model.get('lang', '?')}_{model.get('name', '?')} {model.get('version', '?')}"
    return f"claimx {claimx.__version__}; {name}; attribution {model_version()}; measure {choice.model_version()}"


@dataclass
class Assembly:
    """One article on its way to claims; everything is derived from the Doc and the article."""

    doc: Doc
    article: Article
    model: Mapping[str, Any]

    @cached_property
    def placing(self) -> Placing:
        """From `doc.text` to the source."""
        return Placing(self.article.source, self.article.start)

    @cached_property
    def timexes(self) -> list[Timex]:
        """All time expressions."""
        return [span._.timex for span in self.doc.spans["timexes"]]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """All quantities, durations among them."""
        return [span._.quantity for span in self.doc.spans["quantities"]]

    @cached_property
    def sentences(self) -> list[Offsets]:
        """The sentences by rule, the same whether parsed or not."""
        return sentences(syntax_of(self.doc).text)

    @cached_property
    def document(self) -> Document:
        """The article's record."""
        return document_of(self.article)

    @cached_property
    def moves(self) -> dict[int, ChangeOf]:
        """The movements of quantities, by their place in the layer."""
        return changes(self.doc, self.quantities, self.timexes)

    @cached_property
    def moved(self) -> dict[int, tuple[Offsets, ...]]:
        """What the quantities that move measure, by their place in the layer."""
        return measures(self.doc, self.quantities, self.moves)

    def ruled(self, figure: Figure) -> tuple[Offsets, ...]:
        """What a figure measures by the rules; those of one movement measure one thing."""
        if isinstance(figure.mention, Quantity) and figure.index in self.moved:
            return self.moved[figure.index]
        return measure(self.doc, figure.mention)

    def claims(self) -> list[Claim]:
        """All claims, in reading order."""
        found = [figure for figure in figures(self.quantities, self.timexes) if not self.in_dateline(figure)]
        stretches = [figure.offsets for figure in found]
        links = link(self.doc, self.doc._.attributions, stretches)
        voices = attribute(self.doc, stretches, self.doc._.attributions, links)
        moves = self.moves
        ids = self.quantity_ids(found)
        measured = refined(self.doc, [(figure.mention, self.ruled(figure)) for figure in found])
        return [
            self.claim(figure, voice, self.change(figure, moves, ids), stretches)
            for figure, voice, stretches in zip(found, voices, measured, strict=True)
        ]

    @cached_property
    def periods(self) -> dict[Offsets, PeriodOf]:
        """The time of each quantity that has one, by the quantity's stretch."""
        told = [q for q in self.quantities if q.kind != "duration"]  # the claim of a duration is that of its timex
        found = {(q.start, q.end): period(self.doc, q, self.timexes) for q in told}
        return {stretch: when for stretch, when in found.items() if when}

    @cached_property
    def used_as_period(self) -> set[Offsets]:
        """The stretches of time expressions that are the period of a figure."""
        return {when.place for when in self.periods.values()}

    def in_dateline(self, figure: Figure) -> bool:
        """Whether a date only states the day of publication ("March 01, 2008" alone on a line)."""
        line, start = self.article.dateline, figure.mention.start + self.article.start
        return line is not None and line[0] <= start < line[1]

    def claim(
        self, figure: Figure, voice: Voiced | None, change: Change | None, measured: tuple[Offsets, ...]
    ) -> Claim:
        """One claim with all its fields."""
        mention = figure.mention
        sentence = self.sentence(mention.start)
        when = self.periods.get(figure.offsets) if isinstance(mention, Quantity) else None
        state = status(self.doc, mention)
        place = self.placing
        fields: dict[str, Any] = {
            "id": self.id_of(figure),
            "figure_id": figure_id(sentence.text, mention.start + place.offset - sentence.start, figure.kind),
            "kind": figure.kind,
            **place.place(figure.offsets),
            **self.value_fields(figure),
            "modifier": mention.modifier,
            "modifier_text": place.text(mention.modifier_span) if mention.modifier_span else None,
            "measure": place.measure(measured),
            "entities": tuple(place.entity(*found) for found in entities(self.doc, mention, measured)),
            "role": role(self.doc, mention, state, self.used_as_period),
            "period": self.period(when),
            "change": change,
            "status": state,
            "attribution": self.attribution(voice),
            "flags": flags(mention, when, voice),
            "sentence": sentence,
            "document": self.document,
            "extractor": extractor_of(self.model),
        }
        return scored(fields, voice)

    def value_fields(self, figure: Figure) -> dict[str, Any]:
        """Value, bounds, unit and timex: a date has only its timex, a duration has both."""
        mention = figure.mention
        if isinstance(mention, Quantity):
            value, unit_text = mention.value, mention.unit_text
        else:
            value, unit_text = mention.number, None
        return {
            "value": value,
            "low": mention.low,
            "high": mention.high,
            "unit": mention.unit,
            "unit_text": unit_text,
            "timex": self.placing.timex(mention) if isinstance(mention, Timex) else None,
        }

    def sentence(self, position: int) -> Span:
        """The sentence that holds a position."""
        at = bisect_right(self.sentences, position, key=lambda stretch: stretch[0]) - 1
        return self.placing.span(self.sentences[at])

    def id_of(self, figure: Figure) -> str:
        """The claim's id."""
        start, end = figure.offsets
        return claim_id(self.document.id, start + self.article.start, end + self.article.start, figure.kind)

    def quantity_ids(self, found: list[Figure]) -> dict[int, str]:
        """The claim ids of quantities by their place in the layer."""
        return {figure.index: self.id_of(figure) for figure in found if isinstance(figure.mention, Quantity)}

    def change(self, figure: Figure, moves: Mapping[int, ChangeOf], ids: Mapping[int, str]) -> Change | None:
        """The movement a quantity is the size or an end of."""
        move = moves.get(figure.index) if isinstance(figure.mention, Quantity) else None
        return change_record(move, ids.get(move.other) if move.other is not None else None) if move else None

    def period(self, when: PeriodOf | None) -> Period | None:
        """The time a figure refers to."""
        return self.placing.period(when.timex) if when else None

    def attribution(self, voice: Voiced | None) -> Attribution | None:
        """Who says it."""
        if voice is None or voice.source is None:
            return None
        place = self.placing
        return Attribution(
            source=Source(**place.place(voice.source), name=voice.name, type=voice.type),
            cue=place.span(voice.cue) if voice.cue else None,
            type=voice.quotation,
            scope=voice.scope,
            co_sources=tuple(place.voice(*other) for other in voice.co_sources),
            via=tuple(place.voice(*other) for other in voice.via),
            reported_by=tuple(place.voice(*other) for other in voice.reported_by),
        )


def change_record(move: ChangeOf, other: str | None) -> Change:
    """The record of a movement."""
    return Change.model_validate(
        {
            "direction": move.direction,
            "role": move.role,
            "from": move.from_,
            "to": move.to,
            "factor": move.factor,
            "delta": move.delta,
            "delta_percent": move.delta_percent,
            "other": other,
        }
    )


def flags(mention: Quantity | Timex, when: PeriodOf | None, voice: Voiced | None) -> tuple[str, ...]:
    """Every assumption made on the way, each once."""
    sources = (mention.flags, when.flags if when else (), voice.flags if voice else ())
    return tuple(sorted({flag for found in sources for flag in found}))


def scored(fields: dict[str, Any], voice: Voiced | None) -> Claim:
    """The claim with its two scores, which look at the other fields."""
    draft = Claim(**fields, check_worthiness=0, confidence=0)
    certain = confidence(draft, voice.probability if voice else None)
    return draft.model_copy(update={"check_worthiness": check_worthiness(draft), "confidence": certain})
