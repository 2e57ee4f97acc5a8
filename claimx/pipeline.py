"""Articles in, claims out: the whole path, one article at a time.

    paths ─ intake.read ─▶ Article ─ Extractor.analyze ─▶ Doc with three layers ─ assemble ─▶ Claim

`extract` and `annotate` run the same path; `annotate` parses every sentence where `extract` parses what the gate
opens. A text without numbers never loads the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from claimx.errors import InputError
from claimx.intake import Article, read

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from claimx.parsing import Parser
    from claimx.records import Annotation, Claim

OnError = Callable[[InputError], None]
LAYERS = ("claimx_timexes", "claimx_quantities", "claimx_attributions")


class Extractor:
    """Holds the models and turns articles into claims or annotations; what it gives depends on nothing read before."""

    def __init__(self, model: str | None = None) -> None:
        self.model = model

    @property
    def parser(self) -> Parser:
        """The parser over the shared spaCy pipeline, which is loaded at first use and when it has grown too large."""
        from claimx.parsing import load_parser

        return load_parser(self.model)

    @cached_property
    def meta(self) -> dict[str, Any]:
        """The description of the spaCy pipeline, for the records."""
        return dict(self.parser.nlp.meta)

    @cached_property
    def layers(self) -> list[Callable[[Doc], Doc]]:
        """The three mention components, as spaCy users get them."""
        from claimx.parsing.model import import_spacy

        import_spacy()  # first: the components would bring the whole of it
        from claimx import components

        return [
            components.TimexComponent("timexes"),
            components.QuantityComponent("quantities"),
            components.AttributionComponent(),
        ]

    def claims(self, article: Article) -> list[Claim]:
        """The claims of one article, in reading order."""
        from claimx.parsing.gate import holds_any
        from claimx.parsing.sentences import sentences

        text = article.text
        if not holds_any(text, sentences(text)):
            return []
        # Imported for texts with numbers only: that takes as long as all else until here.
        from claimx.claims.assemble import assemble

        return assemble(self.analyze(article), article, model=self.meta)

    def annotation(self, article: Article) -> Annotation:
        """All mentions of one article."""
        from claimx.claims.annotate import annotation

        return annotation(self.analyze(article, everything=True), article)

    def analyze(self, article: Article, *, everything: bool = False) -> Doc:
        """Parse an article and run the three mention components on it."""
        layers = self.layers  # first: `published` is registered with them
        doc = self.parser(article.text, everything=everything)
        doc._.published = article.published
        for layer in layers:
            doc = layer(doc)
        return doc


def extract(
    paths: Iterable[str],
    *,
    model: str | None = None,
    date: str | None = None,
    encoding: str | None = None,
    on_error: OnError | None = None,
) -> Iterator[Claim]:
    """Yield the claims of files, folders and globs, article by article.

    `date` (ISO) stands in where an article states no publication date; `model` names a spaCy package or folder.
    An input that cannot be read goes to `on_error`; without one, InputError is raised.
    """
    extractor = Extractor(model)
    for article in articles(paths, date=date, encoding=encoding, on_error=on_error):
        yield from extractor.claims(article)


def annotate(
    paths: Iterable[str],
    *,
    model: str | None = None,
    date: str | None = None,
    encoding: str | None = None,
    on_error: OnError | None = None,
) -> Iterator[Annotation]:
    """Yield one annotation per article; the options are those of `extract`."""
    extractor = Extractor(model)
    for article in articles(paths, date=date, encoding=encoding, on_error=on_error):
        yield extractor.annotation(article)


def articles(
    paths: Iterable[str], *, date: str | None, encoding: str | None, on_error: OnError | None
) -> Iterator[Article]:
    """The readable articles of the paths; what cannot be read goes to `on_error` or is raised."""
    for item in read(list(paths), date=date, encoding=encoding):
        if not isinstance(item, InputError):
            yield item
        elif on_error is None:
            raise item
        else:
            on_error(item)


def extract_text(text: str, *, published: str | None = None, model: str | None = None) -> list[Claim]:
    """The claims of one text; `published` (ISO) anchors relative dates."""
    from claimx.intake import article_of

    return Extractor(model).claims(article_of(text, published=published))


def load(model: str | None = None) -> Language:
    """A spaCy pipeline with the three claimx components, for use on its own: `doc = claimx.load()(text)`."""
    from claimx import components  # noqa: F401 - registers the layers, which are looked for nowhere else
    from claimx.parsing.model import read_model

    nlp = read_model(model)
    for layer in LAYERS:
        nlp.add_pipe(layer)
    return nlp
