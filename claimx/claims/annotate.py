"""All mentions of one article, as `claimx annotate` prints them.

The measure of a quantity there is what it is of (`bearer`): unit and measure stand side by side and do not say the same
thing twice. The measure of a claim (`measure`, `choice`) is a phrase to be read on its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.claims.assemble import change_record, document_of
from claimx.claims.bearer import bearers
from claimx.claims.change import changes
from claimx.claims.placing import Placing
from claimx.records import Annotation, AttributionMention, Change, QuantityMention, TimexMention
from claimx.types import Attribution, Offsets, Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.intake import Article


def annotation(doc: Doc, article: Article) -> Annotation:
    """The three layers of a Doc that went through the claimx components."""
    place = Placing(article.source, article.start)
    timexes: list[Timex] = [span._.timex for span in doc.spans["timexes"]]
    quantities: list[Quantity] = [span._.quantity for span in doc.spans["quantities"]]
    moves = changes(doc, quantities, timexes)
    measured = bearers(doc, quantities)
    return Annotation(
        document=document_of(article),
        text=article.source[article.start : article.end],
        quantities=tuple(
            quantity_mention(place, quantity, measured[i], change_record(moves[i], None) if i in moves else None)
            for i, quantity in enumerate(quantities)
        ),
        timexes=tuple(timex_mention(place, timex) for timex in timexes),
        attributions=tuple(attribution_mention(place, found) for found in doc._.attributions),
    )


def quantity_mention(
    place: Placing, quantity: Quantity, measured: tuple[Offsets, ...], change: Change | None
) -> QuantityMention:
    """A quantity with its measure and change."""
    return QuantityMention(
        **dict(place.span((quantity.start, quantity.end))),
        kind=quantity.kind,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        unit_text=quantity.unit_text,
        modifier=quantity.modifier,
        modifier_text=place.text(quantity.modifier_span) if quantity.modifier_span else None,
        measure=place.measure(measured),
        change=change,
    )


def timex_mention(place: Placing, timex: Timex) -> TimexMention:
    """A time expression."""
    return TimexMention(**dict(place.span((timex.start, timex.end))), **dict(place.timex(timex)))


def attribution_mention(place: Placing, found: Attribution) -> AttributionMention:
    """An attribution with or without a number."""
    return AttributionMention(
        source=place.spans(found.source),
        cue=place.spans(found.cue),
        content=place.spans(found.content),
        type=found.type,
    )
