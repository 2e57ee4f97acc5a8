"""Stage 2: who says it.

In: a Reading and its cues. Out: for each cue the best nominal head of its sentence with its probability, or none;
`span` widens a head to the stretch that names the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np

from claimx.mentions.attributions.lexemes import KIND, MOST_REMEMBERED, NOUN, STEM, TAG, code, number
from claimx.mentions.attributions.reading import MAX_CLIMB, Codes, Reading
from claimx.mentions.attributions.scoring import Scorer, Sight, probabilities
from claimx.mentions.attributions.templates import Templates
from claimx.types import Offsets

MAX_CANDIDATES = 14
_PATH_CAP = 7
_INNER = frozenset({"compound", "nmod", "amod", "det", "predet", "quantmod", "nummod", "case", "advmod"})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "WP", "WDT", "PRP$", "EX", "FW"})
_PRONOMINAL = frozenset(
    "some many most all few several both each others another those these half one two three none more".split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SUBJECT_LIKE = frozenset({"nsubj", "nsubjpass", "agent"})
_SUBJECT_CODES = np.array([code(label) for label in sorted(_SUBJECT_LIKE)])
_DISTANCES = (0, 1, 2, 3, 5, 9, 19)
NO_SOURCE = 0.30
"""A source below this probability is none. Set by hand; on a held-out fold few candidates lie near it."""

SOURCE = Templates(
    "one way ends noun dep stem side order quotes nominals kind cue tag passive own up.stem capital subject.of",
    """
    one
    way
    way cue
    way kind
    way tag
    way noun
    way passive
    way quotes
    way own
    way kind noun
    ends
    ends kind
    dep side
    dep kind
    noun
    noun kind
    noun tag
    noun side
    noun dep
    noun dep kind
    stem
    stem kind
    side kind
    quotes
    quotes order
    nominals order kind
    cue
    kind tag passive
    up.stem dep
    up.stem dep kind
    capital kind
    subject.of kind order
    """,
)


@dataclass(frozen=True, slots=True)
class Source:
    """The head of a source, with the probability that it is the cue's."""

    token: int
    probability: float


def choose(reading: Reading, cues: Sequence[int], scorer: Scorer) -> list[Source | None]:
    """The most probable source of each cue."""
    found = candidates(reading, cues)
    edges = [0, *accumulate(map(len, found))]
    groups = [k for k, one in enumerate(found) if one]
    chances = probabilities(scorer.score(features(reading, cues, found)), [*(edges[k] for k in groups), edges[-1]])
    return [best(one, chances[edges[k] : edges[k + 1]]) for k, one in enumerate(found)]


def best(found: list[int], chances: list[float]) -> Source | None:
    """The likeliest candidate, unless it is too weak."""
    p, i = max(zip(chances, found, strict=True), default=(0.0, -1))
    return Source(i, p) if p >= NO_SOURCE else None


def ranks(found: list[int], cue: int) -> list[int]:
    """How many of the candidates stand between each one and the cue."""
    before = bisect_left(found, cue)
    return [before - 1 - k if k < before else k - before for k in range(len(found))]


def candidates(reading: Reading, cues: Sequence[int]) -> list[list[int]]:
    """For each cue the nominal heads of its sentence that stand nearest to it, in reading order."""
    nominals: dict[int, list[int]] = {}
    for sent in {reading.sent[cue] for cue in cues}:
        nominals[sent] = [i for i in reading.sentence_tokens(sent) if is_nominal(reading, i)]
    return [nearest(sorted(nominals[reading.sent[cue]] + compound(reading, cue)), cue) for cue in cues]


def compound(reading: Reading, cue: int) -> list[int]:
    """The noun right before a noun that reports, or a verb taken for one: "the Lopez claim", "court records show"."""
    i = cue - 1
    if i < 0 or reading.head[i] != cue:
        return []
    if reading.dep[i] == "compound":
        return [i] if reading.tag[cue][:1] == "N" else []
    return [i] if reading.dep[i] == "amod" and reading.text[reading.start[i]].isupper() else []


def nearest(nominals: list[int], cue: int) -> list[int]:
    """The nominals next to a cue; they are given, and come, in reading order."""
    others = [i for i in nominals if i != cue]
    if len(others) <= MAX_CANDIDATES:
        return others
    return sorted(sorted(others, key=lambda i: abs(i - cue))[:MAX_CANDIDATES])


def is_nominal(reading: Reading, i: int) -> bool:
    """Nouns, pronouns, subjects of any tag ("Will urged", read as an auxiliary) and "some", "many" standing alone."""
    if not reading.dep[i] or reading.dep[i] in _INNER:
        return False
    if reading.tag[i] in _NOMINAL or reading.dep[i] in _SUBJECTS:
        return True
    return reading.low[i] in _PRONOMINAL or (reading.tag[i] == "CD" and reading.dep[i] in ("nsubj", "pobj"))


def features(reading: Reading, cues: Sequence[int], found: Sequence[list[int]]) -> Sight:
    """What is seen between each cue and its candidates."""
    rows = rows_of(reading, cues, found)
    return Sight(len(rows), [(SOURCE, rows, None)])


def rows_of(reading: Reading, cues: Sequence[int], found: Sequence[list[int]]) -> Codes:
    """The atoms of the candidates of all cues, in the order of `SOURCE.names`."""
    seen, sizes = reading.arrays, list(map(len, found))
    at = np.array([i for those in found for i in those], dtype=np.int64)
    cue = np.repeat(np.array(cues, dtype=np.int64), sizes)
    nominals = [count for token, those in zip(cues, found, strict=True) for count in ranks(those, token)]
    ways = [way for token, those in zip(cues, found, strict=True) for way in ways_to(reading, token, those)]
    shared = np.repeat(np.array([clause_of(reading, i) for i in cues], dtype=np.int64).reshape(-1, 2), sizes, axis=0)
    own, by, dep, above = seen.codes[at], seen.codes[cue], seen.dep[at], seen.head[at]
    upper, after, apart = seen.codes[above], (at > cue).astype(np.int64), np.abs(at - cue)
    quotes = (seen.quote[cue] >= 0) + 2 * (seen.quote[at] >= 0) + 4 * (seen.quote[cue] == seen.quote[at])
    capitals = {i: reading.text[reading.start[i]].isupper() for i in {i for those in found for i in those}}
    return np.stack([
        np.ones_like(at), *np.array(ways, dtype=np.int64).reshape(-1, 2).T, own[:, NOUN], dep, own[:, STEM],
        2 * np.searchsorted(_DISTANCES, apart) + after + 1, after + 1, quotes + 1,
        np.minimum(np.array(nominals, dtype=np.int64), 4) + 1, by[:, KIND], by[:, STEM], by[:, TAG], *shared.T,
        np.where((above != cue) & (above != at), upper[:, STEM], 1),
        np.array([capitals[i] for i in at.tolist()], dtype=np.int64) + 1,
        np.where(np.isin(dep, _SUBJECT_CODES) & (above != cue), upper[:, KIND], 1),
    ], axis=1)  # fmt: skip


def clause_of(reading: Reading, cue: int) -> tuple[int, int]:
    """Whether a cue is passive, and the tag of its own subject or agent."""
    kids = reading.children[cue]
    passive = number(any(reading.dep[j] == "auxpass" for j in kids))
    return passive, next((reading.lexemes[j].tag_code for j in kids if reading.dep[j] in _SUBJECT_LIKE), 1)


def ways_to(reading: Reading, cue: int, found: list[int]) -> Iterator[tuple[int, int]]:
    """The way from a cue to each candidate: all labels, and the last one up with the first one down."""
    climb = reading.climb(cue)
    chain, labels = {token: k for k, token in enumerate(climb)}, [reading.dep_code[token] for token in climb]
    for i in found:
        ups, downs, meets = route(reading, i, chain, labels)
        way = trail((*ups[:_PATH_CAP], meets, *downs[-_PATH_CAP:]))
        yield way, trail((ups[-1] if ups else 1, downs[0] if downs else 1))


@lru_cache(maxsize=MOST_REMEMBERED)
def trail(codes: tuple[int, ...]) -> int:
    """One code for a sequence of codes."""
    found = 1
    for one in codes:
        found = (found * 1_000_003 + one) & 0xFFFFFFFFFF
    return found | 1 << 40


def route(reading: Reading, i: int, chain: dict[int, int], labels: list[int]) -> tuple[list[int], list[int], int]:
    """Labels from the cue up to the common ancestor, from there down to a candidate; 2 when there is one, else 1.

    `chain` has the place of each token above the cue, `labels` their labels.
    """
    downs: list[int] = []
    for _ in range(MAX_CLIMB):
        if i in chain:
            return labels[: chain[i]], downs[::-1], 2
        downs.append(reading.dep_code[i])
        if reading.head[i] == i:
            break
        i = reading.head[i]
    return labels, downs[::-1], 1


def distance(tokens: int) -> int:
    """A distance in steps that grow."""
    return bisect_left(_DISTANCES, tokens)


def span(reading: Reading, cue: int, i: int) -> Offsets:
    """The stretch around a source head: its dependents without the cue, without marks at its edges."""
    tokens = reading.subtree(i, frozenset({cue}))
    if compound(reading, cue) == [i]:
        # The words of a name all hang on the word that was taken for a noun: "Lake County records show".
        tokens += [j for j in reading.children[cue] if j < i and reading.dep[j] in _INNER]
    return tokens_offsets(reading, tokens, i)


_EDGE = frozenset({",", ".", ";", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "_SP", "CC"})


def tokens_offsets(reading: Reading, tokens: list[int], head: int) -> Offsets:
    """The unbroken run of tokens around a head, without punctuation at its edges."""
    chosen = set(tokens)
    first = last = head
    while first - 1 in chosen:
        first -= 1
    while last + 1 in chosen:
        last += 1
    while first < head and reading.tag[first] in _EDGE:
        first += 1
    while last > head and (reading.tag[last] in _EDGE or reading.low[last] in ("'s", "’s", "’")):
        last -= 1
    return reading.start[first], reading.end[last]
