"""The networks of spaCy's small pipelines, from the weights of their layers and without the layers' own bookkeeping.

In: a `tok2vec` model and Docs. Out: one row per token, as `model.predict` gives them but for the last bits of floats.
Words of the same looks (norm, affixes, shape …) are embedded once; the pieces of a maxout layer lie apart in memory, so
that their maximum is one step. `Vectors.of` gives None for a model of another make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc

Array = np.ndarray[Any, np.dtype[Any]]

_EMBED = re.compile(
    r"extract_features>>list2ragged>>with_array\(ints-getitem>>hashembed(\|ints-getitem>>hashembed)*\)"
    r">>with_array\(maxout>>layernorm(>>dropout)?\)>>ragged2list"
)
_WINDOW = r"residual\(expand_window>>maxout>>layernorm(>>dropout)?\)"
_ENCODE = re.compile(rf"with_array\({_WINDOW}(>>{_WINDOW})*\)")
"""The names of the two models that are known: thinc spells a model's layers in its name."""
_SMALLEST_VARIANCE = 1e-8


@dataclass(frozen=True)
class Maxout:
    """A maxout layer and the normalization after it: the best of several linear pieces, centred and scaled."""

    weights: Array
    bias: Array
    pieces: int
    gain: Array
    shift: Array

    @classmethod
    def of(cls, maxout: Any, norm: Any) -> Maxout:
        """The parameters of both layers, piece by piece."""
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        wide = weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])
        return cls(
            weights=np.ascontiguousarray(wide.T),
            bias=bias.T.reshape(-1).copy(),
            pieces=weights.shape[1],
            gain=norm.get_param("G"),
            shift=norm.get_param("b"),
        )

    def __call__(self, rows: Array) -> Array:
        """The output for each row."""
        summed = rows @ self.weights
        summed += self.bias
        width = summed.shape[1] // self.pieces
        best = summed[:, :width].copy()
        for piece in range(1, self.pieces):
            np.maximum(best, summed[:, piece * width : (piece + 1) * width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        best *= (np.einsum("ij,ij->i", best, best)[:, None] / width + _SMALLEST_VARIANCE) ** -0.5
        best *= self.gain
        best += self.shift
        return best


@dataclass(frozen=True)
class Embedding:
    """One hashed table: four rows for each value of an attribute, summed."""

    table: Array
    seed: int
    ops: Any

    def __call__(self, keys: Array) -> Array:
        """The vector of each value."""
        places = self.ops.hash(np.ascontiguousarray(keys), self.seed) % self.table.shape[0]
        found: Array = self.ops.gather_add(self.table, places)
        return found


@dataclass(frozen=True)
class Vectors:
    """Embeddings, the layer that mixes them, and the convolutions over neighbouring words."""

    columns: list[int | str]
    embeddings: list[Embedding]
    mixing: Maxout
    convolutions: list[Maxout]
    pad: int

    @classmethod
    def of(cls, model: Any) -> Vectors | None:
        """The layers of a `tok2vec` model; None when they are not those of spaCy's small pipelines."""
        if not (model.has_ref("embed") and model.has_ref("encode")):
            return None
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        if not (_EMBED.fullmatch(embed.name) and _ENCODE.fullmatch(encode.name)):
            return None
        if any(layer.attrs["window_size"] != 1 for layer in named(encode, "expand_window")):
            return None
        return cls(
            columns=named(embed, "extract_features")[0].attrs["columns"],
            embeddings=[
                Embedding(layer.get_param("E"), layer.attrs["seed"], layer.ops) for layer in named(embed, "hashembed")
            ],
            mixing=maxouts(embed)[0],
            convolutions=maxouts(encode),
            pad=encode.attrs["pad"],
        )

    def __call__(self, docs: Sequence[Doc]) -> Array:
        """One row for each token of the Docs."""
        looks = np.concatenate([doc.to_array(self.columns) for doc in docs])
        found = self.embedded(looks)
        inside, total = padded([len(doc) for doc in docs], self.pad)
        # One more row at both ends, so that every row has two neighbours.
        rows: Array = np.zeros((total + 2, found.shape[1]), dtype=found.dtype)
        rows[inside + 1] = found
        for layer in self.convolutions:
            rows[1:-1] += layer(np.concatenate([rows[:-2], rows[1:-1], rows[2:]], axis=1))
        vectors: Array = rows[inside + 1]
        return vectors

    def embedded(self, looks: Array) -> Array:
        """The vector of each word by its looks alone; each distinct word is worked out once."""
        place: dict[bytes, int] = {}
        whole: Any = np.ascontiguousarray(looks).view(np.dtype((np.void, looks.itemsize * looks.shape[1])))
        of_token = [place.setdefault(look, len(place)) for look in whole.ravel().tolist()]
        distinct = np.frombuffer(b"".join(place), dtype=looks.dtype).reshape(len(place), -1)
        parts = [embedding(distinct[:, column]) for column, embedding in enumerate(self.embeddings)]
        vectors: Array = self.mixing(np.concatenate(parts, axis=1))[of_token]
        return vectors


def named(model: Any, name: str) -> list[Any]:
    """The layers of that name, in order."""
    return [layer for layer in model.walk() if layer.name == name]


def maxouts(model: Any) -> list[Maxout]:
    """The maxout layers of a model, each with its normalization."""
    return list(map(Maxout.of, named(model, "maxout"), named(model, "layernorm")))


def linear(layer: Any) -> Callable[[Array], Array]:
    """The function of a layer that multiplies and adds."""
    weights, bias = layer.get_param("W").T.copy(), layer.get_param("b")

    def run(rows: Array) -> Array:
        found: Array = rows @ weights
        found += bias
        return found

    return run


def padded(lengths: Sequence[int], pad: int) -> tuple[Array, int]:
    """Where each token stands when `pad` empty rows lie before, between and after the Docs, and the number of rows."""
    before = np.repeat(np.arange(1, len(lengths) + 1) * pad, lengths)
    return np.arange(len(before)) + before, len(before) + (len(lengths) + 1) * pad
