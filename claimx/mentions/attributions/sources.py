"""Stage 2: who says it.

In: a Reading and a cue. Out: the best nominal head of the cue's sentence with its probability, or none; `span` widens a
head to the stretch that names the source.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from claimx.mentions.attributions.cues import noun_class, word_class
from claimx.mentions.attributions.reading import MAX_CLIMB, Reading
from claimx.mentions.attributions.scoring import Scorer, probabilities
from claimx.types import Offsets

MAX_CANDIDATES = 14
_PATH_CAP = 7
_INNER = frozenset({"compound", "nmod", "amod", "det", "predet", "quantmod", "nummod", "case", "advmod"})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "WP", "WDT", "PRP$", "EX", "FW"})
_PRONOMINAL = frozenset(
    "some many most all few several both each others another those these half one two three none more".split()
)
NO_SOURCE = 0.30
"""A source below this probability is none. Set by hand; on a held-out fold few candidates lie near it."""


@dataclass(frozen=True, slots=True)
class Source:
    """The head of a source, with the probability that it is the cue's."""

    token: int
    probability: float


def choose(reading: Reading, cue: int, scorer: Scorer) -> Source | None:
    """The most probable source of a cue."""
    found = candidates(reading, cue)
    if not found:
        return None
    chances = probabilities([scorer.score(names) for names in features(reading, cue, found)])
    p, i = max(zip(chances, found, strict=True))
    return Source(i, p) if p >= NO_SOURCE else None


def ranks(found: list[int], cue: int) -> list[int]:
    """How many of the candidates stand between each one and the cue."""
    before = bisect_left(found, cue)
    return [before - 1 - k if k < before else k - before for k in range(len(found))]


def candidates(reading: Reading, cue: int) -> list[int]:
    """The nominal heads of the cue's sentence that stand nearest to it."""
    span = reading.sentence_tokens(reading.sent[cue])
    near = sorted((i for i in span if i != cue and is_nominal(reading, i)), key=lambda i: abs(i - cue))
    return sorted(near[:MAX_CANDIDATES])


def is_nominal(reading: Reading, i: int) -> bool:
    """Nouns, pronouns and "some", "many" standing alone."""
    if not reading.dep[i] or reading.dep[i] in _INNER:
        return False
    if reading.tag[i] in _NOMINAL:
        return True
    return reading.low[i] in _PRONOMINAL or (reading.tag[i] == "CD" and reading.dep[i] in ("nsubj", "pobj"))


def path(reading: Reading, i: int, j: int) -> tuple[list[str], list[str], int]:
    """Labels from `i` up to the common ancestor, from there down to `j`, and that ancestor (-1: none)."""
    ups, downs = reading.climb(i), reading.climb(j)
    places = {token: k for k, token in enumerate(downs)}
    for k, token in enumerate(ups):
        if token in places:
            down = [reading.dep[t] for t in reversed(downs[: places[token]])]
            return [reading.dep[t] for t in ups[:k]], down, token
    return [reading.dep[t] for t in ups], [reading.dep[t] for t in reversed(downs)], -1


@dataclass(frozen=True, slots=True)
class Side:
    """What all candidates for the source of a cue see of it; `chain` has the place of each token above it."""

    cue: int
    kind: str
    stem: str
    tag: str
    quote: int
    passive: bool
    subject: str
    chain: dict[int, int]
    labels: list[str]


def features(reading: Reading, cue: int, found: list[int]) -> list[list[str]]:
    """For each candidate the names of what is seen between it and the cue."""
    climb = reading.climb(cue)
    side = Side(
        cue,
        word_class(reading, cue),
        reading.stem[cue],
        reading.tag[cue],
        reading.quote[cue],
        any(reading.dep[j] == "auxpass" for j in reading.children[cue]),
        own_subject(reading, cue),
        {token: k for k, token in enumerate(climb)},
        [reading.dep[token] for token in climb],
    )
    return [seen(reading, side, i, nominals) for i, nominals in zip(found, ranks(found, cue), strict=True)]


def seen(reading: Reading, at: Side, i: int, nominals: int) -> list[str]:
    """The names of what is seen between a cue and a candidate, with so many nominals between them."""
    ups, downs, meets = route(reading, at, i)
    way = f"r={'^'.join(ups[:_PATH_CAP])}v{'v'.join(downs[-_PATH_CAP:])}{'' if meets else '!'}"
    ends = f"up={ups[-1] if ups else '-'} down={downs[0] if downs else '-'}"
    kind, noun, dep, word = at.kind, noun_class(reading, i), reading.dep[i], reading.stem[i]
    order = "after" if i > at.cue else "before"
    side = order + distance(abs(i - at.cue))
    quotes = f"{at.quote >= 0} {reading.quote[i] >= 0} {at.quote == reading.quote[i]}"
    return [
        "bias", way, f"{way} {at.stem}", f"{way} {kind}", f"{way} {at.tag}", f"{way} {noun}", f"{way} {at.passive}",
        f"{way} {quotes}", f"{way} has {at.subject}", ends, f"{ends} {kind}", f"d={dep} {side}", f"d={dep} {kind}",
        f"n={noun}", f"n={noun} {kind}", f"n={noun} {at.tag}", f"s={word}", f"s={word} {kind}", f"side={side} {kind}",
        f"q={quotes}", f"q={quotes} {order}", f"m={min(nominals, 4)} {order} {kind}", f"cue={at.stem}",
        f"cue={kind} {at.tag} {at.passive}",
    ]  # fmt: skip


def route(reading: Reading, at: Side, i: int) -> tuple[list[str], list[str], bool]:
    """Labels from the cue up to the common ancestor, from there down to a candidate, and whether there is one."""
    downs: list[str] = []
    for _ in range(MAX_CLIMB):
        if i in at.chain:
            return at.labels[: at.chain[i]], downs[::-1], True
        downs.append(reading.dep[i])
        if reading.head[i] == i:
            break
        i = reading.head[i]
    return at.labels, downs[::-1], False


def distance(tokens: int) -> str:
    """A distance in steps that grow."""
    return str(tokens) if tokens < 4 else "4" if tokens < 6 else "6" if tokens < 10 else "10" if tokens < 20 else "20"


def own_subject(reading: Reading, cue: int) -> str:
    """Whether the cue has a subject of its own, and of what sort."""
    return next(
        (reading.tag[j] for j in reading.children[cue] if reading.dep[j] in ("nsubj", "nsubjpass", "agent")),
        "-",
    )


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
