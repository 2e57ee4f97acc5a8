"""Stage 2: who says it.

In: a Reading and its cues. Out: for each cue the best nominal head of its sentence with its probability, or none;
`span` widens a head to the stretch that names the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from claimx.mentions.attributions.lexemes import number
from claimx.mentions.attributions.reading import MAX_CLIMB, Reading
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
_SUBJECT_LIKE = frozenset({"nsubj", "nsubjpass", "agent"})
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
    return [nearest(nominals[reading.sent[cue]], cue) for cue in cues]


def nearest(nominals: list[int], cue: int) -> list[int]:
    """The nominals next to a cue."""
    near = sorted((i for i in nominals if i != cue), key=lambda i: abs(i - cue))
    return sorted(near[:MAX_CANDIDATES])


def is_nominal(reading: Reading, i: int) -> bool:
    """Nouns, pronouns and "some", "many" standing alone."""
    if not reading.dep[i] or reading.dep[i] in _INNER:
        return False
    if reading.tag[i] in _NOMINAL:
        return True
    return reading.low[i] in _PRONOMINAL or (reading.tag[i] == "CD" and reading.dep[i] in ("nsubj", "pobj"))


def features(reading: Reading, cues: Sequence[int], found: Sequence[list[int]]) -> Sight:
    """What is seen between each cue and its candidates."""
    rows = [one for cue, those in zip(cues, found, strict=True) for one in rows_of(reading, cue, those)]
    return Sight(len(rows), [(SOURCE, rows, None)])


@dataclass(frozen=True, slots=True)
class Side:
    """What all candidates of a cue share: its own atoms, the place of each token above it, their labels."""

    cue: int
    atoms: list[int]
    chain: dict[int, int]
    labels: list[int]


def rows_of(reading: Reading, cue: int, found: list[int]) -> list[list[int]]:
    """The atoms of the candidates of a cue."""
    climb, one, kids = reading.climb(cue), reading.lexemes[cue], reading.children[cue]
    passive = number(any(reading.dep[j] == "auxpass" for j in kids))
    own = next((reading.lexemes[j].tag_code for j in kids if reading.dep[j] in _SUBJECT_LIKE), 1)
    side = Side(
        cue,
        [one.kind_code, one.stem_code, one.tag_code, passive, own],
        {token: k for k, token in enumerate(climb)},
        [reading.dep_code[token] for token in climb],
    )
    return [row(reading, side, i, nominals) for i, nominals in zip(found, ranks(found, cue), strict=True)]


def row(reading: Reading, side: Side, i: int, nominals: int) -> list[int]:
    """The atoms of a candidate with so many nominals between it and the cue, in the order of `SOURCE.names`."""
    cue, one, quote, after, above = side.cue, reading.lexemes[i], reading.quote, i > side.cue, reading.head[i]
    ups, downs, meets = route(reading, i, side)
    marks = number((quote[cue] >= 0) + 2 * (quote[i] >= 0) + 4 * (quote[cue] == quote[i]))
    return [
        1, trail([*ups[:_PATH_CAP], meets, *downs[-_PATH_CAP:]]),
        trail([ups[-1] if ups else 1, downs[0] if downs else 1]), one.noun_code, reading.dep_code[i], one.stem_code,
        number(2 * distance(abs(i - cue)) + after), number(after), marks, number(min(nominals, 4)), *side.atoms,
        reading.lexemes[above].stem_code if above not in (cue, i) else 1,
        number(reading.text[reading.start[i]].isupper()),
        reading.lexemes[above].kind_code if reading.dep[i] in _SUBJECT_LIKE and above != cue else 1,
    ]  # fmt: skip


def trail(codes: Sequence[int]) -> int:
    """One code for a sequence of codes."""
    found = 1
    for one in codes:
        found = (found * 1_000_003 + one) & 0xFFFFFFFFFF
    return found | 1 << 40


def route(reading: Reading, i: int, side: Side) -> tuple[list[int], list[int], int]:
    """Labels from the cue up to the common ancestor, from there down to a candidate; 2 when there is one, else 1."""
    downs: list[int] = []
    for _ in range(MAX_CLIMB):
        if i in side.chain:
            return side.labels[: side.chain[i]], downs[::-1], 2
        downs.append(reading.dep_code[i])
        if reading.head[i] == i:
            break
        i = reading.head[i]
    return side.labels, downs[::-1], 1


def distance(tokens: int) -> int:
    """A distance in steps that grow."""
    return bisect_left((0, 1, 2, 3, 5, 9, 19), tokens)


def span(reading: Reading, cue: int, i: int) -> Offsets:
    """The stretch around a source head: its dependents without the cue, without marks at its edges."""
    return tokens_offsets(reading, reading.subtree(i, frozenset({cue})), i)


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
