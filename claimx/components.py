"""The three spaCy components, registered as entry points: claimx_timexes, claimx_quantities, claimx_attributions.

Every spaCy user who has claimx installed imports this module, so it imports nothing heavy and decides nothing.
Each component is Doc → Doc: it calls the `find` of its module in `claimx.mentions` and writes the result to
documented places. They run in the order above: dates claim their digits before quantities do, and attributions
join what both found.

    doc.spans["timexes"]      span._.timex       claimx.types.Timex
    doc.spans["quantities"]   span._.quantity    claimx.types.Quantity
    doc._.attributions        list of claimx.types.Attribution
    doc._.published           in: publication date of the text, ISO string or None

Quantities and attributions read tags and trees: they find next to nothing in a pipeline without a tagger and a parser
before them. Docs with results can be written and read (`to_bytes`, `DocBin(store_user_data=True)`, `nlp.pipe` with
several processes) wherever this module is imported.
"""

# Annotations stay objects here: older spaCy reads those of a factory, and cannot look a name up.
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimx.types import Quantity, Timex

for _name in ("timex", "quantity"):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)
if not Doc.has_extension("published"):
    Doc.set_extension("published", default=None)
if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", default=())


_PACKED, _HELD = "__claimx__", "holds"
_TYPES = {"Attribution", "Decimal", "Quantity", "Timex", "TimexPart"}


def pack(value: Any, chain: "Callable[[Any], Any] | None" = None) -> Any:
    """A result as plain data, for spaCy to write; all else is handed on."""
    if type(value).__module__ == "claimx.types" and is_dataclass(value):
        return {_PACKED: type(value).__name__, _HELD: [getattr(value, field.name) for field in fields(value)]}
    if isinstance(value, Decimal):
        return {_PACKED: "Decimal", _HELD: [str(value)]}
    return chain(value) if chain else value


def unpack(value: Any, chain: "Callable[[Any], Any] | None" = None) -> Any:
    """The result that was packed."""
    if isinstance(value, dict) and value.keys() == {_PACKED, _HELD} and value[_PACKED] in _TYPES:
        from claimx import types

        return getattr(types, value[_PACKED])(*map(frozen, value[_HELD]))
    return chain(value) if chain else value


def frozen(value: Any) -> Any:
    """Tuples for the lists that they were written as."""
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value


srsly.msgpack_encoders.register("claimx", func=pack)
srsly.msgpack_decoders.register("claimx", func=unpack)


class TimexComponent:
    """Writes time expressions to `doc.spans[spans_key]` and `span._.timex`."""

    def __init__(self, spans_key: str) -> None:
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Find time expressions, anchored on `doc._.published`."""
        from claimx.mentions import timexes

        return set_mentions(doc, self.spans_key, "timex", timexes.find(doc, published=doc._.published))


class QuantityComponent:
    """Writes quantities to `doc.spans[spans_key]` and `span._.quantity`, leaving the digits of dates alone."""

    def __init__(self, spans_key: str, timexes_key: str = "timexes") -> None:
        self.spans_key = spans_key
        self.timexes_key = timexes_key

    def __call__(self, doc: Doc) -> Doc:
        """Find quantities outside the time expressions in `doc.spans[timexes_key]`."""
        from claimx.mentions import quantities

        taken = [timex for span in doc.spans.get(self.timexes_key, ()) if (timex := span._.timex)]
        return set_mentions(doc, self.spans_key, "quantity", quantities.find(doc, timexes=taken))


class AttributionComponent:
    """Writes source, cue and content of every attribution to `doc._.attributions`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find attributions; links of figures are made by `claimx.mentions.attributions.link`."""
        from claimx.mentions import attributions

        doc._.attributions = tuple(attributions.find(doc))
        return doc


def set_mentions(doc: Doc, spans_key: str, attribute: str, mentions: "Sequence[Timex | Quantity]") -> Doc:
    """Store mentions as a span group whose spans carry them; spans are widened to whole tokens."""
    spans = []
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            span._.set(attribute, mention)
            spans.append(span)
    doc.spans[spans_key] = spans
    return doc


@Language.factory("claimx_timexes", assigns=["doc.spans", "span._.timex"], default_config={"spans_key": "timexes"})
def timexes(nlp: Language, name: str, spans_key: str) -> TimexComponent:
    """Time expressions."""
    return TimexComponent(spans_key)


@Language.factory(
    "claimx_quantities",
    assigns=["doc.spans", "span._.quantity"],
    requires=["token.dep", "token.tag"],
    default_config={"spans_key": "quantities", "timexes_key": "timexes"},
)
def quantities(nlp: Language, name: str, spans_key: str, timexes_key: str) -> QuantityComponent:
    """Numbers with their units."""
    return QuantityComponent(spans_key, timexes_key)


@Language.factory("claimx_attributions", assigns=["doc._.attributions"], requires=["token.dep", "token.tag"])
def attributions(nlp: Language, name: str) -> AttributionComponent:
    """Source, cue and content of attributions."""
    return AttributionComponent()
