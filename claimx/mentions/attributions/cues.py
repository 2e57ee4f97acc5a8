"""Stage 1: words that report ("said", "according to", "estimate of", "NAME:").

In: a Reading. Out: `Cue`s with a probability. Candidates are all verbs, reporting nouns, "according", and colons;
`rows` names what is seen around them, `CUE` and `CHILD` which of it makes a feature together; `choose` scores them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from claimx.mentions.attributions.lexemes import code, lexeme, number
from claimx.mentions.attributions.reading import Reading
from claimx.mentions.attributions.scoring import Scorer, Sight, probabilities
from claimx.mentions.attributions.templates import Templates, crossed

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
_EDGE = lexeme("|", "|")
_ROOT = code("root")
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
    return [i for i, one in enumerate(reading.lexemes) if one.office and is_candidate(reading, i)]


def is_candidate(reading: Reading, i: int) -> bool:
    """Verbs that are no auxiliaries, reporting nouns, words that introduce a source, colons."""
    office, dep = reading.lexemes[i].office, reading.dep[i]
    if not office or not dep:
        return False
    if office == "verb":
        return dep not in ("aux", "auxpass")
    if office == "frame":
        return any(reading.lexemes[j].document for j in reading.children[i])
    return True


def features(reading: Reading, found: list[int]) -> Sight:
    """What is seen around the candidates."""
    sayings = says(reading)
    rows = [row(reading, i, sayings) for i in found]
    kids = [(k, i, j) for k, i in enumerate(found) for j in reading.children[i] if reading.dep[j] in _COUNTED_CHILDREN]
    below = [child_row(reading, i, j) for _, i, j in kids]
    return Sight(len(found), [(CUE, rows, None), (CHILD, below, [k for k, _, _ in kids])])


def says(reading: Reading) -> list[int]:
    """The verbs of saying of a text."""
    return [i for i, one in enumerate(reading.lexemes) if one.kind == "say" and reading.dep[i]]


def row(reading: Reading, i: int, sayings: list[int]) -> list[int]:
    """The atoms of a candidate, in the order of `CUE.names`."""
    lexemes, quote, one = reading.lexemes, reading.quote, reading.lexemes[i]
    span, above = reading.sentence_tokens(reading.sent[i]), reading.head[i]
    upper = lexemes[above]
    kids = below(reading, i)
    back = [lexemes[j] if j >= span.start else _EDGE for j in (i - 1, i - 2)]
    ahead = [lexemes[j] if j < span.stop else _EDGE for j in (i + 1, i + 2)]
    before, after = quoted_near(reading, i, span)
    last = len(quote) - 1
    return [
        1, one.low_code, one.stem_code, one.kind_code, one.tag_code * 31 + reading.dep_code[i], *kids[:3],
        _ROOT if above == i else upper.kind_code, number(quote[i] >= 0),
        number(2 * (quote[max(0, i - 3)] >= 0) + (quote[min(last, i + 2)] >= 0)),
        one.tag_code, reading.dep_code[i],
        back[1].low_code, back[0].low_code, ahead[0].low_code, ahead[1].low_code, back[0].tag_code, ahead[0].tag_code,
        number(i == span.start), number(is_title(reading, i)), _ROOT if above == i else upper.stem_code, upper.tag_code,
        *kids[3:], number(before), number(after),
        *colon_atoms(reading, i, span), reporting_above(reading, i), others_near(sayings, i, span),
        code(one.low[-3:]) if one.kind == "-" else 0, number(span.start > 0 and quote[span.start - 1] >= 0),
    ]  # fmt: skip


def quoted_near(reading: Reading, i: int, span: range) -> tuple[int, int]:
    """How far the nearest token of another quotation stands before and after a token: 0 for none, at most 4."""
    quote, here = reading.quote, reading.quote[i]
    after = next((k for k in range(1, _NEAR + 1) if i + k < span.stop and quote[i + k] not in (-1, here)), 0)
    before = next((k for k in range(1, _NEAR + 1) if i - k >= span.start and quote[i - k] not in (-1, here)), 0)
    return min(before, 4), min(after, 4)


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


def reporting_above(reading: Reading, i: int) -> int:
    """The class of the nearest reporting word above a candidate, and how far up it is."""
    for steps, above in enumerate(reading.climb(i)[1:5]):
        if reading.lexemes[above].kind in ("say", "show", "according"):
            return reading.lexemes[above].kind_code * 8 + steps
    return 1


def others_near(sayings: list[int], i: int, span: range) -> int:
    """How many other verbs of saying stand in the sentence, before and after a candidate."""
    first, last = bisect_left(sayings, span.start), bisect_left(sayings, span.stop)
    at, past = bisect_left(sayings, i), bisect_right(sayings, i)
    return number(3 * min(2, at - first) + min(2, last - past))


def child_row(reading: Reading, i: int, j: int) -> list[int]:
    """The atoms of a dependent, in the order of `CHILD.names`."""
    above, one, dep = reading.lexemes[i], reading.lexemes[j], reading.dep[j]
    kids = reading.children[i]
    first = next(k for k in kids if reading.dep[k] == dep) == j if len(kids) < _MANY_CHILDREN else True
    marks = (reading.lexemes[k].low_code for k in reading.children[j] if reading.dep[k] == "mark")
    return [
        above.kind_code, above.stem_code, reading.dep_code[j] if first else 0, reading.dep_code[j], number(j > i),
        one.stem_code if dep in _NAMED_CHILDREN else one.low_code, one.noun_code if dep in _NAMED_CHILDREN else 0,
        next(marks, 1) if dep in _CLAUSES else 0,
    ]  # fmt: skip


def colon_atoms(reading: Reading, i: int, span: range) -> list[int]:
    """Around a colon: a name or a reporting word before it, at the start of a line or headline; absent elsewhere."""
    if reading.low[i] != ":":
        return [0] * 9
    before = range(span.start, i)
    named = bool(before) and all(reading.low[j] != reading.text[reading.start[j] : reading.end[j]] for j in before)
    reporting = any(reading.lexemes[j].kind in ("say", "show") for j in before)
    upper = bool(before) and reading.text[reading.start[before[0]] : reading.end[before[-1]]].isupper()
    kinds = sorted({reading.lexemes[j].noun_code for j in range(max(span.start, i - 3), i)})
    return [
        number(min(len(before), 8)), number(named), number(len(before) < 5), number(reporting), number(upper),
        reading.lexemes[i - 1].stem_code if before else 1, *kinds, *[0] * (3 - len(kinds)),
    ]  # fmt: skip
