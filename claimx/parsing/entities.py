"""Named entities of many short Docs at once, with the weights of spaCy's recogniser and the same results.

In: the `ner` component of a spaCy pipeline, and Docs. Out: nothing; the entities are set on the Docs.

spaCy's recogniser goes from token to token through BILUO actions (begin, inside, last, unit, out) and asks every action
at every token whether it is valid, which takes four fifths of its time. Outside an entity its decision depends on no
other decision: here it is made for all tokens in one multiplication. Only the tokens inside entities of several words
are then walked, in step in all Docs. A recogniser of another make than that of spaCy's English pipelines runs as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from claimx.parsing.network import Array, Vectors, linear

if TYPE_CHECKING:
    from spacy.tokens import Doc

Entity = tuple[int, int, str]
"""First token, last token (exclusive) and label."""

BATCH = 256
_INSIDE, _OUTSIDE, _BEGINNING = 1, 2, 3
"""Values of `token.ent_iob`."""
_PROJECTED = ">>list2array>>linear"
_FEATURES = 3
"""An action looks at the current token and, inside an entity, at the entity's first token and the one before."""


class EntityReader:
    """Finds and sets the entities of Docs with the weights of `ner`."""

    def __init__(self, ner: Any) -> None:
        self.ner = ner
        self.scorer = Scorer(ner.model, action_names(ner)) if is_greedy(ner) else None

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the entities of Docs, parsed ones where their sentences shall count."""
        if self.scorer is None:
            for _ in self.ner.pipe(docs, batch_size=BATCH):
                pass
            return
        for at in range(0, len(docs), BATCH):
            batch = docs[at : at + BATCH]
            set_entities(batch, Reading(self.scorer, batch).entities())


def is_greedy(ner: Any) -> bool:
    """Whether a recogniser is a transition model as this module knows it, and searched without a beam."""
    model = ner.model
    if not (model.attrs.get("has_upper") and all(model.has_ref(name) for name in ("tok2vec", "lower", "upper"))):
        return False
    lower = model.get_ref("lower")
    known = lower.get_dim("nF") == _FEATURES and lower.get_dim("nP") > 1
    return bool(known and not model.attrs.get("unseen_classes") and ner.cfg.get("beam_width") == 1)


def action_names(ner: Any) -> list[str]:
    """The actions in the order of their scores ("B-ORG" … "U-", "O"); `ner.move_names` leaves one out."""
    return [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]


class Scorer:
    """The layers of a recogniser: word vectors, what each token adds in each place, and one score per action."""

    def __init__(self, model: Any, names: Sequence[str]) -> None:
        self.model = model
        self.vectors = own_vectors(model.get_ref("tok2vec"))
        self.hidden_bias = model.get_ref("lower").get_param("b")
        self.upper = linear(model.get_ref("upper"))
        self.labels = [name[2:] for name in names]
        self.moves = [name[:1] for name in names]
        place = {name: i for i, name in enumerate(names)}
        self.out = place["O"]
        self.inside = np.array([place.get(f"I-{label}", 0) for label in self.labels])
        self.last = np.array([place.get(f"L-{label}", 0) for label in self.labels])
        # Unit without a label serves entities that were set beforehand: here there are none.
        self.begins = np.array([move == "B" for move in self.moves])
        self.opens = self.begins | np.array([move == "U" and label != "" for move, label in self.pairs()])

    def pairs(self) -> list[tuple[str, str]]:
        """Kind and label of each action."""
        return list(zip(self.moves, self.labels, strict=True))

    def features(self, docs: Sequence[Doc]) -> Array:
        """What each token adds in each of the three places; row 0 stands for no token, token `i` for row `i + 1`."""
        rows = self.vectors(docs) if self.vectors else self.model.get_ref("tok2vec").predict(list(docs))
        found: Array = self.model.get_ref("lower").predict(rows)
        return found

    def scores(self, state: Array) -> Array:
        """One score per action for each sum of three features."""
        state = state + self.hidden_bias
        best = state[..., 0]
        for piece in range(1, state.shape[-1]):
            best = np.maximum(best, state[..., piece])
        return self.upper(best)


def own_vectors(model: Any) -> Callable[[Sequence[Doc]], Array] | None:
    """The function of a recogniser's own word vectors; None for vectors of another make."""
    if not model.name.endswith(_PROJECTED) or len(model.layers) != 3:
        return None
    vectors, project = Vectors.of(model.layers[0]), linear(model.layers[-1])
    return None if vectors is None else lambda docs: project(vectors(docs))


@dataclass(slots=True)
class Walk:
    """Where the reading of one Doc stands: the next token and, inside an entity, its first token and opening action."""

    at: int
    end: int
    first: int = -1
    action: int = -1


class Reading:
    """One batch of Docs; tokens are counted through all of them."""

    def __init__(self, scorer: Scorer, docs: Sequence[Doc]) -> None:
        self.scorer = scorer
        self.features = scorer.features(docs)
        self.ends = np.cumsum([len(doc) for doc in docs])
        self.walks = [Walk(end - len(doc), end) for end, doc in zip(self.ends.tolist(), docs, strict=True)]
        table = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs])
        self.stops = np.append(table[1:, 1] == 1, True)
        self.stops[self.ends - 1] = True
        actions = self.outside(table[:, 0] == 1)
        self.openers: list[int] = np.flatnonzero(actions != scorer.out).tolist()
        self.actions: list[int] = actions[self.openers].tolist()
        self.found: list[Entity] = []

    def outside(self, blank: Array) -> Array:
        """The best action for each token if no entity is open: white space opens none, a sentence's end begins none."""
        none = self.features[0]
        scores = self.scorer.scores(self.features[1:, 0] + none[1] + none[2])
        allowed = np.broadcast_to(self.scorer.opens, scores.shape).copy()
        allowed[np.ix_(self.stops, self.scorer.begins)] = False
        allowed[blank] = False
        allowed[:, self.scorer.out] = True
        best: Array = np.where(allowed, scores, -np.inf).argmax(axis=1)
        return best

    def entities(self) -> list[Entity]:
        """All entities, in no order."""
        walks = [walk for walk in self.walks if self.opens(walk)]
        while walks:
            for walk, goes_on in zip(walks, self.inside(walks), strict=True):
                walk.at += 1
                if not goes_on:
                    self.found.append((walk.first, walk.at, self.scorer.labels[walk.action]))
                    walk.first = -1
            walks = [walk for walk in walks if walk.first >= 0 or self.opens(walk)]
        return self.found

    def opens(self, walk: Walk) -> bool:
        """Go on to the next entity of several words, past those of one; False at the end of the Doc."""
        for k in range(bisect_left(self.openers, walk.at), bisect_left(self.openers, walk.end)):
            first, action = self.openers[k], self.actions[k]
            walk.at = first + 1
            if self.scorer.moves[action] == "B":
                walk.first, walk.action = first, action
                return True
            self.found.append((first, first + 1, self.scorer.labels[action]))
        return False

    def inside(self, walks: Sequence[Walk]) -> list[bool]:
        """Whether each open entity goes on after the current token."""
        at = np.array([walk.at for walk in walks])
        first = np.array([walk.first for walk in walks])
        action = np.array([walk.action for walk in walks])
        scores = self.scorer.scores(self.features[at + 1, 0] + self.features[first + 1, 1] + self.features[at, 2])
        row = np.arange(len(walks))
        longer = scores[row, self.scorer.inside[action]] >= scores[row, self.scorer.last[action]]
        found: list[bool] = (longer & ~self.stops[at]).tolist()
        return found


def set_entities(docs: Sequence[Doc], found: Sequence[Entity]) -> None:
    """Write the entities of a batch to its Docs; all other tokens are outside."""
    strings = docs[0].vocab.strings
    table: Any = np.zeros((sum(len(doc) for doc in docs), 2), dtype=np.uint64)
    table[:, 0] = _OUTSIDE
    for first, end, label in found:
        table[first:end] = _INSIDE, strings[label]
        table[first, 0] = _BEGINNING
    at = 0
    for doc in docs:
        doc.from_array(["ENT_IOB", "ENT_TYPE"], table[at : at + len(doc)])
        at += len(doc)
