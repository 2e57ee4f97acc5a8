"""Stage 1: words that report ("said", "according to", "estimate of", "NAME:").

In: a Reading. Out: `Cue`s with a probability. Candidates are all verbs, reporting nouns, "according", and colons;
`rows` has what is seen around them, `CUE` and `CHILD` which of it makes a feature together; `choose` scores them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from claimx.mentions.attributions.lexemes import KIND, LOW, NOUN, STEM, TAG, code, number
from claimx.mentions.attributions.reading import Arrays, Codes, Reading
from claimx.mentions.attributions.scoring import Scorer, Sight, probabilities
from claimx.mentions.attributions.templates import Templates, crossed

Truths = np.ndarray[Any, np.dtype[np.bool_]]
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_COUNTED_CHILDREN = frozenset(
    "ccomp xcomp dobj prep nsubj nsubjpass auxpass neg mark agent prt acomp advcl dative oprd parataxis acl relcl poss "
    "csubj aux npadvmod expl pobj advmod conj attr".split()
)
_CHIEF_CHILDREN = {"ccomp": 1, "dobj": 2, "nsubj": 4, "prep": 8, "xcomp": 16, "nsubjpass": 32}
_SPEAKING = SUBJECTS | {"poss", "agent"}
_NAMED_CHILDREN = SUBJECTS | {"poss", "agent", "dobj", "pobj", "attr"}
_COMPLEMENT_RANK = {"ccomp": 0, "xcomp": 1, "dobj": 2, "pobj": 3, "prep": 4, "acomp": 5, "advcl": 6}
_NO_RANK = 9
_CLAUSES = frozenset({"ccomp", "advcl", "parataxis"})
_LONGEST_TITLE = 200
_NEAR = 6
"""Tokens on either side in which a quotation counts as near."""
_STEPS = np.arange(1, _NEAR + 1)
_ROOT = code("root")
_REPORTING = np.array([code(kind) for kind in ("say", "show", "according")])
_HIGHEST = 4
"""Steps up a tree in which a reporting word is looked for."""
_COLON_ATOMS = 9
_NO_COLON = [0] * _COLON_ATOMS
_NAMED = np.array([code(label) for label in sorted(_NAMED_CHILDREN)])
_MANY_CHILDREN = 12
"""Whether a dependent is the first of its label is not asked of words with more: lists without end."""
LOWEST_PROBABILITY = 0.10
"""Weaker candidates are dropped before the pair stage, which may still pick a cue that is weak by itself."""

_SIGNALS = "stem kind tag.dep subj comp comp.word up.kind quoted beside"
CUE = Templates(
    f"one low {_SIGNALS} tag dep back2 back1 next1 next2 back1.tag next1.tag first title up.stem up.tag children "
    "subjectless quote.before quote.after colon.length colon.named colon.short colon.reporting colon.upper colon.last "
    "colon.kind1 colon.kind2 colon.kind3 above others suffix before.quoted",
    f"""
    one
    stem
    stem tag
    stem dep
    tag dep
    kind
    kind tag
    kind dep
    back1
    next1
    back2
    next2
    next1 stem
    back1 stem
    next1.tag kind
    back1.tag kind
    next1.tag stem
    next1 next2
    back2 back1
    first
    first kind
    title kind
    children kind
    children stem
    subjectless kind
    up.stem dep
    up.kind dep
    up.kind dep kind
    up.tag dep
    up.stem stem
    quoted quote.before quote.after
    quoted quote.before quote.after kind
    quoted quote.before quote.after stem
    quoted kind
    quoted
    colon.length
    colon.named colon.short
    colon.reporting
    colon.named title
    colon.upper colon.short
    colon.last
    colon.kind1
    colon.kind2
    colon.kind3
    above
    above kind
    above stem
    others
    others kind
    suffix
    suffix tag
    before.quoted kind
    before.quoted quoted kind
    {crossed(_SIGNALS)}
    """,
)
CHILD = Templates(
    "kind stem label dep side word noun mark",
    """
    label
    label stem
    label kind
    dep side kind
    dep noun
    dep noun kind
    dep noun stem
    dep word
    dep word kind
    dep word stem
    dep side mark
    dep mark stem
    dep side stem
    """,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A token that may report, with the probability that it does."""

    token: int
    probability: float


def choose(reading: Reading, scorer: Scorer) -> list[Cue]:
    """The cues of a text, weak ones included."""
    found = candidates(reading)
    chances = probabilities(scorer.score(features(reading, found)), range(len(found) + 1))
    return [Cue(i, p) for i, p in zip(found, chances, strict=True) if p >= LOWEST_PROBABILITY]


def candidates(reading: Reading) -> list[int]:
    """The tokens that can report."""
    return [i for i in reading.parsed if reading.lexemes[i].office and is_candidate(reading, i)]


def is_candidate(reading: Reading, i: int) -> bool:
    """Verbs that are no auxiliaries, reporting nouns, words that introduce a source, colons."""
    office = reading.lexemes[i].office
    if not office or not reading.dep[i]:
        return False
    if office == "verb":
        return reading.dep[i] not in ("aux", "auxpass")
    if office == "misread":
        return i > reading.first[reading.sent[i]] and reading.tag[i - 1][:1] == "N"
    if office == "frame":
        return any(reading.lexemes[j].document for j in reading.children[i])
    return True


def features(reading: Reading, found: list[int]) -> Sight:
    """What is seen around the candidates."""
    kids = dependents(reading, found)
    return Sight(len(found), [(CUE, rows(reading, found), None), (CHILD, child_rows(reading, kids), kids.owner)])


def says(reading: Reading) -> list[int]:
    """The verbs of saying of a text."""
    return [i for i in reading.parsed if reading.lexemes[i].kind == "say"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the candidates stand: their tokens, and the first and last (exclusive) one of the sentence of each."""

    seen: Arrays
    at: Codes
    start: Codes
    stop: Codes


def rows(reading: Reading, found: list[int]) -> Codes:
    """The atoms of the candidates, in the order of `CUE.names`."""
    seen, at = reading.arrays, np.array(found, dtype=np.int64)
    sent = seen.sent[at]
    spot = Spot(seen, at, seen.first[sent], seen.first[sent + 1])
    own, above = seen.codes[at], seen.head[at]
    upper, root, inside = seen.codes[above], above == at, seen.quote[at] >= 0
    kids = np.array([below(reading, i) for i in found], dtype=np.int64).reshape(-1, 5).T
    colons = [colon_atoms(reading, i, range(*edges)) for i, *edges in zip(found, spot.start, spot.stop, strict=True)]
    titles = {i: is_title(reading, seen.first[i]) for i in set(sent.tolist())}
    return np.stack([
        np.ones_like(at), own[:, LOW], own[:, STEM], own[:, KIND], own[:, TAG] * 31 + seen.dep[at], *kids[:3],
        np.where(root, _ROOT, upper[:, KIND]), numbers(inside), beside(spot), own[:, TAG], seen.dep[at],
        *neighbours(spot), numbers(at == spot.start), numbers(np.array([titles[i] for i in sent.tolist()], dtype=bool)),
        np.where(root, _ROOT, upper[:, STEM]), upper[:, TAG], *kids[3:], *quoted_near(spot),
        *np.array(colons, dtype=np.int64).reshape(-1, _COLON_ATOMS).T, reporting_above(spot),
        others_near(spot, says(reading)), suffixes(reading, found),
        numbers((spot.start > 0) & (seen.quote[spot.start - 1] >= 0)),
    ], axis=1)  # fmt: skip


def numbers(values: Codes | Truths) -> Codes:
    """The codes of numbers or truth values."""
    return values.astype(np.int64) + 1


def neighbours(spot: Spot) -> list[Codes]:
    """Two words before and two behind, and the tags of the nearest, within the sentence."""
    at, codes = spot.at, spot.seen.codes
    back = [codes[np.where(at - k >= spot.start, at - k, -1)] for k in (1, 2)]
    ahead = [codes[np.where(at + k < spot.stop, at + k, -1)] for k in (1, 2)]
    words = [near[:, LOW] for near in (back[1], back[0], *ahead)]
    return [*words, back[0][:, TAG], ahead[0][:, TAG]]


def beside(spot: Spot) -> Codes:
    """Whether a quotation stands three tokens before, and two behind."""
    inside, last = spot.seen.quote >= 0, len(spot.seen.quote) - 1
    before, behind = inside[np.maximum(0, spot.at - 3)], inside[np.minimum(last, spot.at + 2)]
    return numbers(2 * before.astype(np.int64) + behind)


def quoted_near(spot: Spot) -> list[Codes]:
    """How far the nearest token of another quotation stands before and after: 0 for none, at most 4."""
    at, quote, last = spot.at[:, None], spot.seen.quote, len(spot.seen.quote) - 1
    found = []
    for steps in (-_STEPS, _STEPS):
        there = at + steps
        other = quote[np.clip(there, 0, last)]
        inside = (there >= spot.start[:, None]) & (there < spot.stop[:, None])
        near = inside & (other != -1) & (other != quote[at])
        found.append(numbers(np.where(near.any(axis=1), np.minimum(near.argmax(axis=1) + 1, 4), 0)))
    return found


def suffixes(reading: Reading, found: list[int]) -> Codes:
    """The last three letters of words without a class."""
    words = (reading.lexemes[i] for i in found)
    return np.array([code(one.low[-3:]) if one.kind == "-" else 0 for one in words], dtype=np.int64)


def below(reading: Reading, i: int) -> tuple[int, int, int, int, int]:
    """What stands below a candidate.

    The class and side of its subject, possessor or agent; the label of the complement that says most, its word with its
    side; which of the chief labels there are; whether a subject is missing.
    """
    subject, chief, subjectless, best, rank = 1, 0, True, -1, _NO_RANK
    for j in reading.children[i]:
        dep = reading.dep[j]
        chief |= _CHIEF_CHILDREN.get(dep, 0)
        subjectless = subjectless and dep not in SUBJECTS
        if dep in _SPEAKING:
            subject = reading.lexemes[j].noun_code * 2 + (j > i)
        if _COMPLEMENT_RANK.get(dep, _NO_RANK) < rank:
            best, rank = j, _COMPLEMENT_RANK[dep]
    label, word = (reading.dep_code[best], reading.lexemes[best].stem_code * 2 + (best > i)) if best >= 0 else (1, 1)
    return subject, label, word, number(chief), number(subjectless)


def best_complement(reading: Reading, i: int) -> int:
    """The complement that says most, -1 for none."""
    ranked = [(_COMPLEMENT_RANK[reading.dep[j]], j) for j in reading.children[i] if reading.dep[j] in _COMPLEMENT_RANK]
    return min(ranked)[1] if ranked else -1


def is_title(reading: Reading, i: int) -> bool:
    """Whether the sentence of a token is a line without a full stop."""
    start, end = reading.sents[reading.sent[i]]
    return reading.text[end - 1] not in ".?!\"”'’" and end - start < _LONGEST_TITLE


def reporting_above(spot: Spot) -> Codes:
    """The class of the nearest reporting word above, and how far up it is."""
    found, here, kinds = np.ones_like(spot.at), spot.at, spot.seen.codes[:, KIND]
    reporting = (kinds[:, None] == _REPORTING).any(axis=1)
    for steps in range(_HIGHEST):
        above = spot.seen.head[here]
        kind = kinds[above]
        hits = (found == 1) & (above != here) & reporting[above]
        found[hits] = kind[hits] * 8 + steps
        here = above
    return found


def others_near(spot: Spot, sayings: list[int]) -> Codes:
    """How many other verbs of saying stand in the sentence, before and after."""
    places = np.array(sayings, dtype=np.int64)
    first, last, at = (places.searchsorted(edge) for edge in (spot.start, spot.stop, spot.at))
    past = places.searchsorted(spot.at, side="right")
    return numbers(3 * np.minimum(2, at - first) + np.minimum(2, last - past))


@dataclass(frozen=True, slots=True)
class Dependents:
    """The dependents that count, candidate by candidate: whose they are, heads, tokens, if the first of their label."""

    owner: list[int]
    heads: list[int]
    tokens: list[int]
    first: list[bool]


def dependents(reading: Reading, found: list[int]) -> Dependents:
    """The dependents of the candidates."""
    rows = []
    for k, i in enumerate(found):
        kids, seen = reading.children[i], set()
        for j in kids:
            dep = reading.dep[j]
            if dep in _COUNTED_CHILDREN:
                rows.append((k, i, j, dep not in seen or len(kids) >= _MANY_CHILDREN))
                seen.add(dep)
    columns = list(map(list, zip(*rows, strict=True))) or [[], [], [], []]
    return Dependents(*columns)


def child_rows(reading: Reading, kids: Dependents) -> Codes:
    """The atoms of the dependents, in the order of `CHILD.names`."""
    seen, at = reading.arrays, np.array(kids.tokens, dtype=np.int64)
    heads, above, own, dep = np.array(kids.heads, dtype=np.int64), seen.codes[kids.heads], seen.codes[at], seen.dep[at]
    named = np.isin(dep, _NAMED)
    marks = [mark_of(reading, j) for j in kids.tokens]
    return np.stack([
        above[:, KIND], above[:, STEM], np.where(kids.first, dep, 0), dep, numbers(at > heads),
        np.where(named, own[:, STEM], own[:, LOW]), np.where(named, own[:, NOUN], 0), np.array(marks, dtype=np.int64),
    ], axis=1)  # fmt: skip


def mark_of(reading: Reading, j: int) -> int:
    """The complementizer of a clause (1: none); absent for what is none."""
    if reading.dep[j] not in _CLAUSES:
        return 0
    return next((reading.lexemes[k].low_code for k in reading.children[j] if reading.dep[k] == "mark"), 1)


def colon_atoms(reading: Reading, i: int, span: range) -> list[int]:
    """Around a colon: a name or a reporting word before it, at the start of a line or headline; absent elsewhere."""
    if reading.low[i] != ":":
        return _NO_COLON
    before = range(span.start, i)
    named = bool(before) and all(reading.low[j] != reading.text[reading.start[j] : reading.end[j]] for j in before)
    reporting = any(reading.lexemes[j].kind in ("say", "show") for j in before)
    upper = bool(before) and reading.text[reading.start[before[0]] : reading.end[before[-1]]].isupper()
    kinds = sorted({reading.lexemes[j].noun_code for j in range(max(span.start, i - 3), i)})
    return [
        number(min(len(before), 8)), number(named), number(len(before) < 5), number(reporting), number(upper),
        reading.lexemes[i - 1].stem_code if before else 1, *kinds, *[0] * (3 - len(kinds)),
    ]  # fmt: skip
