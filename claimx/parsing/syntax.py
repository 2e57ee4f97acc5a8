"""Tags and trees of many short Docs, by the fast readers where they know the pipeline, by spaCy where they do not.

In: a spaCy pipeline and Docs. Out: nothing; tags, heads and labels are set on the Docs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from claimx.parsing.arcs import ArcReader, is_known
from claimx.parsing.network import Array, Vectors, linear

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH_DOCS = 256
BATCH_TOKENS = 4096
"""Tokens that are read at once: 16 MB for the features of the parser."""
_LAYERS = ("tok2vec", "transformer", "tagger", "parser")
_TAGGER = "tok2vec-listener>>with_array(softmax)"


class SyntaxReader:
    """Tags and parses Docs with the layers of a pipeline."""

    def __init__(self, nlp: Language) -> None:
        self.layers = [(name, pipe) for name, pipe in nlp.pipeline if name in _LAYERS]
        self.fast = FastReader.of(dict(self.layers))

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set tags, heads and labels."""
        if self.fast is None:
            self.by_layers(docs)
            return
        for batch in batches(docs):
            self.fast(batch)

    def by_layers(self, docs: Sequence[Doc]) -> None:
        """Run the layers of the pipeline as they are."""
        stream: Iterable[Doc] = docs
        for _, layer in self.layers:
            stream = layer.pipe(stream, batch_size=BATCH_DOCS)  # type: ignore[attr-defined]
        for _ in stream:
            pass


class FastReader:
    """The layers of a pipeline whose weights are read here: shared vectors, tagger and parser."""

    def __init__(self, vectors: Vectors, tagger: Any, parser: Any) -> None:
        self.vectors = vectors
        self.score = linear(tagger.model.get_ref("softmax"))
        self.tags = [tagger.vocab.strings.add(label) for label in tagger.labels]
        self.read_arcs = ArcReader(parser)

    @classmethod
    def of(cls, layers: dict[str, Any]) -> FastReader | None:
        """The reader of a pipeline's layers; None when one of them is of another make."""
        if set(layers) != {"tok2vec", "tagger", "parser"}:
            return None
        vectors = Vectors.of(layers["tok2vec"].model)
        tagger = layers["tagger"]
        if vectors is None or tagger.model.name != _TAGGER or not is_known(layers["parser"]):
            return None
        return cls(vectors, tagger, layers["parser"])

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set tags, heads and labels of Docs, none of which is empty."""
        vectors = self.vectors(docs)
        self.read_arcs(docs, vectors, [self.tags[i] for i in best(self.score(vectors))])


def best(scores: Array) -> list[int]:
    """The place of the highest score in each row."""
    found: list[int] = scores.argmax(axis=1).tolist()
    return found


def batches(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Docs that hold words, up to `BATCH_TOKENS` tokens at a time."""
    batch: list[Doc] = []
    tokens = 0
    for doc in filter(len, docs):
        if batch and tokens + len(doc) > BATCH_TOKENS:
            yield batch
            batch, tokens = [], 0
        batch.append(doc)
        tokens += len(doc)
    if batch:
        yield batch
