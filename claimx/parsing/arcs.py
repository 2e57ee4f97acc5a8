"""Dependency trees of many short Docs at once, with the weights of spaCy's parser and the same results.

In: the `parser` component of a spaCy pipeline, Docs and their word vectors. Out: heads and labels, set on the Docs.
Tokens are counted through all Docs; -1 stands for no token, and the last place of every list belongs to it.

The parser is arc-eager (Nivre 2003; non-monotonic: Honnibal and Johnson 2015): from left to right it shifts words on a
stack, reduces them, draws arcs between the top of the stack and the next word, or breaks the sentence. Here all Docs go
in step: one multiplication scores the next action of every Doc. A parser of another make is left to spaCy.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from claimx.parsing.network import Array, linear
from claimx.types import Offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FEATURES = 8
"""An action looks at two words to come, three on the stack, and the last dependents of the foremost of both."""
_MOVES = "SDLRB"
"""Shift, reduce ("D"), arc to the left, arc to the right, break."""
_PLACES = np.arange(_FEATURES)
_SPLITS_TOKENS = "subtok"
_DECORATED = "||"
"""In a label, before that of the word to hang on: the way to draw arcs that cross others (Nivre and Nilsson 2005)."""
_PROJECTION = "tok2vec-listener>>list2array>>linear"
_NONE = -1


class ArcReader:
    """Parses Docs with the weights of `parser`."""

    def __init__(self, parser: Any) -> None:
        lower, upper = parser.model.get_ref("lower"), parser.model.get_ref("upper")
        names = [parser.moves.get_class_name(i) for i in range(parser.moves.n_moves)]
        strings = parser.vocab.strings
        self.project = linear(parser.model.get_ref("tok2vec").layers[-1])
        # The pieces of the maxout lie apart, so that their maximum is one step.
        wide = lower.get_param("W").transpose(0, 2, 1, 3)
        self.weights = wide.reshape(-1, wide.shape[-1]).T.copy()
        self.padding = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(_FEATURES, -1)
        self.bias = lower.get_param("b").T.reshape(-1)
        self.pieces = lower.get_dim("nP")
        self.upper = linear(upper)
        self.moves = [_MOVES.index(name[0]) for name in names]
        self.labels = [strings.add(name[2:]) if name[2:] else 0 for name in names]
        self.crosses = frozenset(label for label, name in zip(self.labels, names, strict=True) if _DECORATED in name)
        self.root = strings.add("ROOT")
        self.allowed = allowed(self.moves)

    def __call__(self, docs: Sequence[Doc], vectors: Array, tags: Sequence[int]) -> None:
        """Set tags, heads and labels of Docs; `vectors` has a row and `tags` a key for each of their tokens."""
        bounds = bounds_of(docs)
        arcs = self.arcs(bounds, self.features(vectors))
        table = self.table(arcs, tags)
        for doc, (start, end) in zip(docs, bounds, strict=True):
            doc.from_array(["HEAD", "DEP", "TAG"], table[start:end])
            if not self.crosses.isdisjoint(arcs.labels[start:end]):
                uncross(doc)

    def table(self, arcs: Arcs, tags: Sequence[int]) -> Any:
        """Relative heads, labels and tags of all tokens; a token without a head is a root."""
        table: Any = np.zeros((len(tags), 3), dtype=np.uint64)
        heads = np.array(arcs.heads[:-1], dtype=np.int64)
        roots = heads < 0
        table[:, 0] = np.where(roots, 0, heads - np.arange(len(heads)))
        table[:, 1] = np.where(roots, np.uint64(self.root), np.array(arcs.labels[:-1], dtype=np.uint64))
        table[:, 2] = tags
        return table

    def features(self, vectors: Array) -> Array:
        """What each token adds in each place that an action looks at: a row for each token and place."""
        found = self.project(vectors) @ self.weights
        return np.concatenate([found.reshape(-1, self.padding.shape[1]), self.padding])

    def arcs(self, bounds: Sequence[Offsets], features: Array) -> Arcs:
        """The arcs of Docs, given the first and last (exclusive) token of each."""
        arcs = Arcs(len(features) // _FEATURES - 1)
        going = [State(arcs, start, end) for start, end in bounds if start < end]
        while going:
            seen = [state.seen() for state in going]
            codes = [arcs.valid(foremost) for foremost in seen]
            for state, action in zip(going, self.best(features, seen, codes), strict=True):
                _STEPS[self.moves[action]](state, self.labels[action])
            going = [state for state in going if state.goes_on()]
        return arcs

    def best(self, features: Array, seen: Sequence[Sequence[int]], codes: Sequence[int]) -> list[int]:
        """The action with the highest score among the valid ones, for each Doc."""
        # From one flat stream: NumPy reads nested sequences at half the speed.
        rows = np.fromiter(chain.from_iterable(seen), np.int64, len(seen) * _FEATURES).reshape(-1, _FEATURES)
        rows *= _FEATURES
        rows += _PLACES
        state = features.take(rows, axis=0, mode="wrap").sum(axis=1)
        state += self.bias
        pieces = state.reshape(len(state), self.pieces, -1)
        hidden = pieces[:, 0]
        for piece in range(1, self.pieces):
            hidden = np.maximum(hidden, pieces[:, piece])
        found: list[int] = (self.upper(hidden) + self.allowed.take(codes, axis=0)).argmax(axis=1).tolist()
        return found


def is_known(parser: Any) -> bool:
    """Whether a parser is a transition model as this module knows it, searched without a beam, on shared vectors."""
    model = parser.model
    if not (model.attrs.get("has_upper") and all(model.has_ref(name) for name in ("tok2vec", "lower", "upper"))):
        return False
    lower, labels = model.get_ref("lower"), {parser.moves.get_class_name(i)[2:] for i in range(parser.moves.n_moves)}
    return bool(
        lower.get_dim("nF") == _FEATURES
        and lower.get_dim("nP") > 1
        and _SPLITS_TOKENS not in labels
        and not model.attrs.get("unseen_classes")
        and model.get_ref("tok2vec").name == _PROJECTION
        and parser.cfg.get("beam_width") == 1
    )


def allowed(moves: Sequence[int]) -> Array:
    """For each set of valid moves (a bit for each of `_MOVES`), 0 for the actions among them, minus infinity else."""
    valid = np.arange(1 << len(_MOVES))[:, None] >> np.array(moves) & 1
    return np.where(valid == 1, np.float32(0), np.float32(-np.inf))


class Arcs:
    """The arcs of all Docs so far, by token, and what the parser remembers of words and breaks."""

    __slots__ = ("before", "breaks", "heads", "labels", "left", "returned", "right")

    def __init__(self, length: int) -> None:
        self.heads = [_NONE] * (length + 1)
        self.labels = [0] * (length + 1)
        self.left = [_NONE] * (length + 1)
        self.right = [_NONE] * (length + 1)
        """The last dependent of each token on either side."""
        self.before = [_NONE] * (length + 1)
        """The dependent on the right that a token's head had before."""
        self.returned: set[int] = set()
        self.breaks: set[int] = set()

    def valid(self, seen: Sequence[int]) -> int:
        """The moves that are valid when these tokens are foremost, a bit for each of `_MOVES`."""
        first, second, top = seen[:3]
        breaks = 16 if second == first + 1 and second > 0 and second not in self.breaks else 0
        if top < 0:
            return breaks | 1
        if first < 0 or first in self.breaks:
            return breaks | 2
        return breaks | (15 if second >= 0 and first not in self.returned else 14)


class State:
    """One Doc under way: the stack and the words to come, the next one last; two or three places of none below."""

    __slots__ = ("arcs", "queue", "stack")

    def __init__(self, arcs: Arcs, start: int, end: int) -> None:
        self.arcs = arcs
        self.queue = [_NONE, _NONE, *range(end - 1, start - 1, -1)]
        self.stack = [_NONE] * 3

    def seen(self) -> tuple[int, ...]:
        """The tokens that the next action looks at."""
        queue, stack, left = self.queue, self.stack, self.arcs.left
        first, top = queue[-1], stack[-1]
        return first, queue[-2], top, stack[-2], stack[-3], left[first], left[top], self.arcs.right[top]

    def goes_on(self) -> bool:
        """Whether words are left on the stack or to come."""
        return self.queue[-1] >= 0 or self.stack[-1] >= 0

    def shift(self, _: int) -> None:
        """Put the next word on the stack."""
        self.stack.append(self.queue.pop())

    def reduce(self, _: int) -> None:
        """Take the top from the stack; a word without a head goes back before the words to come, but for the last."""
        top = self.stack.pop()
        if self.stack[-1] >= 0 and self.arcs.heads[top] < 0:
            self.arcs.returned.add(top)
            self.queue.append(top)

    def arc_left(self, label: int) -> None:
        """Hang the top of the stack on the next word, whatever it hung on before."""
        arcs, first, top = self.arcs, self.queue[-1], self.stack.pop()
        if arcs.heads[top] >= 0:
            arcs.right[arcs.heads[top]] = arcs.before[top]
        arcs.left[first] = top
        arcs.heads[top], arcs.labels[top] = first, label
        arcs.returned.discard(first)

    def arc_right(self, label: int) -> None:
        """Hang the next word on the top of the stack, and put it there."""
        arcs, first, top = self.arcs, self.queue.pop(), self.stack[-1]
        arcs.before[first], arcs.right[top] = arcs.right[top], first
        arcs.heads[first], arcs.labels[first] = top, label
        self.stack.append(first)

    def split(self, _: int) -> None:
        """Let a sentence begin after the next word."""
        self.arcs.breaks.add(self.queue[-2])


_STEPS = (State.shift, State.reduce, State.arc_left, State.arc_right, State.split)


def bounds_of(docs: Sequence[Doc]) -> list[Offsets]:
    """First and last (exclusive) token of each Doc, counted through all of them."""
    return list(pairwise([0, *accumulate(map(len, docs))]))


def uncross(doc: Doc) -> None:
    """Let spaCy hang the words with decorated labels on the heads that those name."""
    from spacy.pipeline._parser_internals.nonproj import deprojectivize  # type: ignore[import-not-found]

    deprojectivize(doc)
