"""The parse of one article as plain lists, shared by all fields of the record.

In: a Doc. Out: `Syntax`, made once per Doc by `syntax_of`. Tokens are numbers into its lists; character offsets come in
through `tokens` and go out through `offsets`. A bare sentence (not parsed) has no labels: the rules that ask for one
then find nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import ReferenceType, WeakKeyDictionary, ref

from claimx.parsing.columns import Columns, columns_of
from claimx.parsing.parse import CONTEXT
from claimx.parsing.sentences import sentences
from claimx.parsing.text import text_of
from claimx.types import Offsets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from spacy.tokens import Doc

Tokens = tuple[int, int]
"""First and last (exclusive) token of a stretch."""

MAX_DEPENDENTS = 100
"""Dependents of one head that are looked at: only lists of hostile length have more."""
_AMOUNTS = frozenset({"money", "percent", "quantity"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"appos", "compound", "dative", "dobj", "nsubj", "nsubjpass", "pobj", "poss"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
PREMODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "quantmod"})
MAX_CLIMB = 40
"""Heads are followed this far: deeper chains only stand in hostile text."""


@dataclass(frozen=True, eq=False)
class Syntax:
    """Words, Penn tags, labels, heads and entity labels of a Doc, by token number.

    `parsed` are the tokens with a label; `places` remembers the tokens of the stretches asked for.
    """

    owner: ReferenceType[Doc]
    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    parsed: list[int]
    dependents: list[list[int]]
    left_edges: list[int]
    starts: list[int]
    ents: list[str]
    sents: list[Offsets]
    places: dict[Offsets, Tokens] = field(default_factory=dict)

    @property
    def doc(self) -> Doc:
        """The Doc, which must not die before its lists; they do not keep it, or it would keep itself for ever."""
        doc = self.owner()
        if doc is None:
            raise ReferenceError("the Doc of a parse is gone")
        return doc

    @cached_property
    def text(self) -> str:
        """The text of the Doc."""
        return text_of(self.doc)

    @cached_property
    def children(self) -> list[Sequence[int]]:
        """The dependents of each token, in order, at most `MAX_DEPENDENTS`; bare tokens have none."""
        return [found[:MAX_DEPENDENTS] if len(found) > MAX_DEPENDENTS else found for found in self.dependents]

    @cached_property
    def verbless(self) -> set[int]:
        """First tokens of the sentences without a finite verb."""
        finite = [i for i, tag in enumerate(self.tags) if tag in _FINITE_TAGS]
        return {first for first, last in self.bounds if bisect_left(finite, first) == bisect_left(finite, last)}

    @cached_property
    def bounds(self) -> list[Tokens]:
        """The tokens of each sentence."""
        return [self.tokens(stretch) for stretch in self.sents]

    @cached_property
    def figured(self) -> frozenset[int]:
        """The tokens of all amounts: alone they are no other figure's measure."""
        amounts = (span for span in self.doc.spans.get("quantities", ()) if span._.quantity.kind in _AMOUNTS)
        return frozenset(i for span in amounts for i in range(span.start, span.end))

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where each sentence starts, in characters."""
        return [start for start, _ in self.sents]

    @cached_property
    def entities(self) -> list[tuple[int, int, str]]:
        """Named entities as first token, last token (exclusive) and label."""
        return [(ent.start, ent.end, ent.label_) for ent in self.doc.ents]

    def entities_between(self, first: int, last: int) -> list[tuple[int, int, str]]:
        """The named entities that start in a stretch of tokens."""
        at = bisect_left(self.entities, (first,))
        found = []
        while at < len(self.entities) and self.entities[at][0] < last:
            found.append(self.entities[at])
            at += 1
        return found

    def tokens(self, stretch: Offsets) -> Tokens:
        """The tokens that a stretch of characters touches."""
        found = self.places.get(stretch)
        if found is None:
            first = max(0, bisect_right(self.starts, stretch[0]) - 1)
            found = self.places[stretch] = first, max(first + 1, bisect_left(self.starts, stretch[1]))
        return found

    def offsets(self, first: int, last: int) -> Offsets:
        """The characters of tokens `first` up to, not including, `last`."""
        return self.starts[first], self.starts[last - 1] + len(self.words[last - 1])

    def sentence_index(self, position: int) -> int:
        """The number of the sentence that holds a character, or of the last one before it."""
        return max(0, bisect_right(self.sentence_starts, position) - 1)

    def sentence(self, position: int) -> Tokens:
        """The tokens of the sentence that holds a character."""
        return self.bounds[self.sentence_index(position)] if self.sents else (0, len(self.words))

    def head_of(self, stretch: Tokens) -> int:
        """The token of a stretch that hangs on a token outside it; the last one if there are several."""
        for i in range(stretch[1] - 1, stretch[0] - 1, -1):
            outside = not stretch[0] <= self.heads[i] < stretch[1] or self.heads[i] == i
            if outside and (self.tags[i] not in ("SYM", ",", ".", ":") or i == stretch[0]):
                return i
        return stretch[1] - 1

    def first(self, i: int) -> int:
        """The leftmost token below `i`."""
        return self.left_edges[i] if self.deps[i] else i

    def last(self, i: int) -> int:
        """The rightmost token below `i`."""
        return self.doc[i].right_edge.i if self.deps[i] else i

    def child(self, i: int, labels: Collection[str]) -> int | None:
        """The first dependent of `i` with one of the labels."""
        for j in self.children[i]:
            if self.deps[j] in labels:
                return j
        return None

    def climb(self, i: int) -> Iterator[int]:
        """`i`, its head, the head's head … up to the root."""
        for _ in range(MAX_CLIMB):
            yield i
            if self.heads[i] == i or not self.deps[i]:
                return
            i = self.heads[i]

    def is_verb(self, i: int) -> bool:
        """Whether the tagger reads a token as a verb or modal."""
        tag = self.tags[i]
        return tag[:1] == "V" or tag == "MD"

    def clause(self, i: int) -> int:
        """The nearest verb at or above a token; the root of its sentence when there is none."""
        top = i
        for j in self.climb(i):
            top = j
            if self.is_verb(j) and self.deps[j] not in ("aux", "auxpass", "amod", "compound"):
                return j
        return top

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, borrowed from the verb it hangs on when it has none of its own."""
        for j in self.climb(verb):
            found = self.child(j, SUBJECTS)
            if found is not None:
                return self.antecedent(found, j)
            if self.deps[j] == "acl" and self.heads[j] != j:
                return self.heads[j]
            if self.deps[j] not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep", "aux", "pobj"):
                return None
        return None

    def antecedent(self, subject: int, verb: int) -> int:
        """The noun that "which", "who" or "that" stands for in a relative clause; else the subject itself."""
        if self.deps[verb] == "relcl" and self.tags[subject] in ("WDT", "WP"):
            return self.heads[verb]
        return subject


_CACHE: WeakKeyDictionary[Doc, Syntax] = WeakKeyDictionary()


def syntax_of(doc: Doc) -> Syntax:
    """The lists of a Doc, made at first use and dropped with it."""
    found = _CACHE.get(doc)
    if found is None:
        found = _CACHE[doc] = read(doc)
    return found


def read(doc: Doc) -> Syntax:
    """Copy the parse out of a Doc."""
    parse = columns_of(doc)
    return Syntax(
        owner=ref(doc),
        words=parse.words,
        lower=parse.lower,
        tags=noun_tags(parse),
        deps=parse.deps,
        heads=parse.heads,
        parsed=parse.parsed,
        dependents=parse.children,
        left_edges=parse.left_edges,
        starts=parse.starts,
        ents=parse.ents,
        # As tuples: a Doc that was read back from disk holds lists.
        sents=[(start, end) for start, end in doc.user_data.get(CONTEXT) or sentences(text_of(doc))],
    )


def noun_tags(parse: Columns) -> list[str]:
    """The tags, that of a noun for a finite verb in the place of one: in "beats Okafor" the tagger reads a verb."""
    found, deps = parse.tags.copy(), parse.deps
    for i in parse.parsed:
        if deps[i] in _NOMINAL and found[i] in _FINITE_TAGS:
            found[i] = "NNP" if parse.words[i].istitle() else "NN"
    return found
