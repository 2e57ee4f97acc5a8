"""The parse of a Doc as plain lists by token number, made once where the Doc is made.

In: a Doc. Out: `columns_of(doc)`. The parser knows all lists when it joins its units and hands them over; those of a
Doc from another pipeline are read out of it each time, as somebody may still change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

_known: WeakKeyDictionary[Doc, Columns] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Columns:
    """Words, lower-cased words, Penn tags, labels, entity labels ("" for none), heads, first and last characters.

    The lists are shared by all who ask, so nobody may change them.
    """

    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    ents: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]

    @cached_property
    def parsed(self) -> list[int]:
        """The tokens with a label: a third to a half of those of news."""
        return [i for i, dep in enumerate(self.deps) if dep]

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each token, in order; bare tokens have none. The list of no dependents is shared."""
        none: list[int] = []
        found, heads = [none] * len(self.heads), self.heads
        for i in self.parsed:
            head = heads[i]
            if head != i:
                if found[head]:
                    found[head].append(i)
                else:
                    found[head] = [i]
        return found

    @cached_property
    def left_edges(self) -> list[int]:
        """The leftmost token below each token: `Token.left_edge`, for all tokens in one go.

        From the left, each token goes up to the first ancestor that something further left has reached before.
        """
        found = list(range(len(self.heads)))
        for i, head in enumerate(self.heads):
            above = head
            while found[above] > i:
                found[above] = i
                above = self.heads[above]
        return found


def columns_of(doc: Doc) -> Columns:
    """The lists of a Doc."""
    found = _known.get(doc)
    return read(doc) if found is None else found


def read(doc: Doc) -> Columns:
    """Copy the lists out of a Doc."""
    table: Any = doc.to_array(["ORTH", "LOWER", "TAG", "DEP", "ENT_TYPE", "HEAD", "IDX", "LENGTH"])
    words, lower, tags, deps, ents = (spelled(column, doc) for column in table[:, :5].T.tolist())
    steps, starts, lengths = table[:, 5:].astype(np.int64).T
    heads = (steps + np.arange(len(doc))).tolist()
    return Columns(words, lower, tags, deps, ents, heads, starts.tolist(), (starts + lengths).tolist())


def remember(doc: Doc, words: list[str], spaces: Sequence[bool], parse: Any) -> None:
    """Keep the lists of a Doc made of these words; `parse` has its heads (as steps), labels, tags and entity labels."""
    # Two thirds of the words of news are bare.
    rows = np.flatnonzero(parse[:, 1:].any(axis=1))
    deps, tags, ents = (filled(len(words), rows.tolist(), column, doc) for column in parse[rows, 1:].T)
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    blanks = np.fromiter(spaces, np.int64, len(words))
    ends = np.cumsum(lengths + blanks) - blanks
    heads = (parse[:, 0] + np.arange(len(words))).tolist()
    lower = list(map(str.lower, words))
    _known[doc] = Columns(words, lower, tags, deps, ents, heads, (ends - lengths).tolist(), ends.tolist())


def filled(length: int, places: list[int], keys: Any, doc: Doc) -> list[str]:
    """So many strings: those of some keys in their places, "" elsewhere."""
    found = [""] * length
    for i, name in zip(places, spelled(keys.astype(np.uint64).tolist(), doc), strict=True):
        found[i] = name
    return found


def spelled(keys: list[int], doc: Doc) -> list[str]:
    """The strings of some keys of the vocabulary, each looked up once; "" for none."""
    strings = doc.vocab.strings
    known = {key: strings[key] if key else "" for key in set(keys)}
    return [known[key] for key in keys]
