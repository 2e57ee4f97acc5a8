"""What is seen between figures and the cues in their reach: the atoms and templates of the pair stage.

In: a Reading, figures, the voices in reach of each. Out: `features`, one row of atoms per figure and voice. `row` joins
the groups of atoms; those of another sentence are absent in pairs of one sentence, and the other way round.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from claimx.mentions.attributions import content
from claimx.mentions.attributions.cues import Cue, best_complement, is_title
from claimx.mentions.attributions.lexemes import code, number
from claimx.mentions.attributions.reading import Reading
from claimx.mentions.attributions.scoring import Sight
from claimx.mentions.attributions.sources import Source, distance, trail
from claimx.mentions.attributions.sources import span as span_of
from claimx.mentions.attributions.templates import Templates, crossed
from claimx.types import Offsets

_STOPS = frozenset({";", "--", "—", "–", ":", "and", "but", "while"})
_CLAUSES = frozenset(map(code, ("ccomp", "advcl", "relcl", "conj", "parataxis")))
_LINKS = _CLAUSES | {code("xcomp"), code("acl")}
_MARKS = frozenset({"that", "if", "as", "because", "while", "when", "since", "after"})
_GOVERNED = frozenset({"ccomp", "xcomp", "dobj", "acomp"})
_ASIDES = frozenset("advcl relcl acl appos parataxis".split())
_DASHES = frozenset({"-", "--", "—", "–"})
_OPENINGS = frozenset(
    "although though even while as after before because but if since until when where which who whose including than "
    "with that to so and".split()
)
_EDGE = 6
"""Tokens between a cue and the edge of its sentence that still count as its end or start."""
_RIVAL, _STRONG = 0.3, 0.4
"""Cues of this probability count as rivals, and as strong ones."""

_SIGNALS = (
    "chance kind tag order rank branch.dep quotes strong.between strong.nested strong.above source shape apart inside "
    "commas steps standing governs"
)
# Together these tell nothing: on the training articles their weights hardly move a score.
_APART = """\
shape strong.between strong.nested strong.above inside rank standing commas steps apart branch.dep tag
steps strong.between strong.nested strong.above commas apart rank tag source governs
strong.between strong.nested tag apart source inside commas
strong.nested strong.above tag apart rank
strong.above rank apart governs
"""
PAIR = Templates(
    f"one {_SIGNALS} stem reach source.stem source.chance source.apart between nearer nested outside better "
    "same branch down dominates side short.way downs clauses links stops island fence brackets dashes root title "
    "leap unbroken colon open clauseless paragraphs same.quote sides quoted rivals.govern "
    "branch.stem prep figure.dep verb best",
    f"""
    one
    chance
    chance kind
    kind order
    stem
    stem order
    shape kind
    reach
    quotes kind
    source
    source kind
    source.stem
    source.chance
    inside
    inside kind
    source.apart
    between order
    nearer
    nested
    better nearer
    nested outside nearer
    same
    chance dominates branch down
    chance branch order dominates
    dominates kind
    dominates order
    branch down
    branch down kind
    branch down order
    branch side dominates kind
    short.way kind order
    downs down order
    clauses dominates kind
    links dominates kind
    stem source
    stem prep
    chance governs dominates
    chance governs island
    chance governs rivals.govern best
    chance source governs
    chance prep governs
    chance quotes governs
    island
    island kind
    island dominates
    island chance
    island fence
    island governs
    fence shape
    brackets order
    brackets dominates
    dashes order
    dashes kind
    dashes dominates
    commas order dominates
    stops order dominates
    commas order same
    stops order same
    standing order
    standing dominates
    standing branch down
    standing kind
    standing kind order dominates
    quotes kind dominates
    apart order same
    apart order kind same
    quotes same
    quotes order same
    quotes commas order same
    root order same
    title kind order
    leap
    leap unbroken
    leap kind
    colon leap
    colon order kind
    open leap
    clauseless colon order paragraphs
    same.quote order
    same.quote leap
    sides order
    sides leap
    sides leap same.quote quoted
    quoted kind
    quoted same.quote
    governs
    governs rivals.govern
    governs rivals.govern chance
    governs rivals.govern kind
    governs nested
    governs stem
    governs branch down
    governs dominates kind
    governs quotes
    branch.stem dominates
    prep
    prep dominates
    prep kind dominates
    figure.dep
    figure.dep dominates
    verb
    verb governs
    best
    best governs
    best kind order
    best dominates branch
    {crossed(_SIGNALS, _APART)}
    """,
)


@dataclass(frozen=True, slots=True)
class VoiceAtoms:
    """What the pairs of a voice share: who speaks, how the cue stands, whether it is the root and in a title."""

    chance: int
    branch: int
    source: int
    standing: int
    named: tuple[int, int]
    root: int
    title: int


@dataclass(frozen=True, eq=False)
class Voice:
    """A cue with its source, if anybody is named."""

    reading: Reading
    cue: Cue
    source: Source | None

    @cached_property
    def source_span(self) -> Offsets | None:
        """The stretch that names the source."""
        return span_of(self.reading, self.cue.token, self.source.token) if self.source else None

    @cached_property
    def source_tokens(self) -> range:
        """The tokens of that stretch."""
        return self.reading.tokens(self.source_span) if self.source_span else range(0)

    @cached_property
    def governed(self) -> frozenset[int]:
        """The tokens that the cue governs by syntax."""
        return frozenset(content.governed(self.reading, self.cue.token, self.source_tokens))

    @cached_property
    def atoms(self) -> VoiceAtoms:
        """What its pairs with all figures share."""
        return voice_atoms(self)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's place: its head token, sentence, quotation (-1: none) and kind of number."""

    tokens: range
    head: int
    sent: int
    quote: int
    shape: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure and one of its cues.

    `above` climbs from the figure; `rank` is the cue's place there (-1: it is not above); `low`, `high` are the two
    tokens in reading order; `others` are the other voices in reach; `order` is the code of whether the cue follows.
    """

    reading: Reading
    figure: Figure
    voice: Voice
    others: list[Voice]
    cue: int
    order: int
    low: int
    high: int
    above: list[int]
    rank: int
    commas: int


def features(reading: Reading, figures: Sequence[Figure], near: Sequence[Sequence[Voice]]) -> Sight:
    """What is seen between each figure and the voices in its reach."""
    rows = [row(pair(reading, one, voice, those)) for one, those in zip(figures, near, strict=True) for voice in those]
    return Sight(len(rows), [(PAIR, rows, None)])


def pair(reading: Reading, figure: Figure, voice: Voice, near: Sequence[Voice]) -> Pair:
    """What the groups of atoms share."""
    cue, head = voice.cue.token, figure.head
    low, high, above = min(cue, head), max(cue, head), reading.climb(head)
    return Pair(
        reading, figure, voice, [other for other in near if other is not voice], cue, number(cue > head), low, high,
        above, above.index(cue) if cue in above else -1, reading.low[low + 1 : high].count(","),
    )  # fmt: skip


def voice_atoms(voice: Voice) -> VoiceAtoms:
    """The atoms of a voice."""
    reading, cue, source = voice.reading, voice.cue.token, voice.source
    return VoiceAtoms(
        number(round(voice.cue.probability * 10)),
        reading.dep_code[cue],
        reading.lexemes[source.token].noun_code if source else 1,
        standing(reading, cue),
        (reading.lexemes[source.token].stem_code, number(1 + round(source.probability * 10))) if source else (1, 1),
        number(reading.head[cue] == cue),
        number(is_title(reading, cue)),
    )


def row(at: Pair) -> list[int]:
    """The atoms of a pair, in the order of `PAIR.names`."""
    same, own, source = at.reading.sent[at.cue] == at.figure.sent, at.voice.atoms, at.voice.source
    apart = number(1 + distance(abs(at.figure.head - source.token))) if source else 1
    return [
        1, *signals(at, own), at.reading.lexemes[at.cue].stem_code, number(min(len(at.others), 3)), *own.named, apart,
        *rival_atoms(at), *(syntax_atoms(at) if same else _NO_SYNTAX), own.root, own.title,
        *(_NO_DISCOURSE if same else discourse_atoms(at)), *figure_atoms(at),
    ]  # fmt: skip


def signals(at: Pair, own: VoiceAtoms) -> list[int]:
    """The chief signals, which are crossed two by two."""
    reading, figure, rank = at.reading, at.figure, at.rank
    one, quote = reading.lexemes[at.cue], reading.quote[at.cue]
    strong = [other.cue.token for other in at.others if other.cue.probability > _STRONG]
    quotes = (figure.quote >= 0) + 2 * (quote >= 0) + 4 * (figure.quote == quote)
    return [
        own.chance, one.kind_code, one.tag_code, at.order, number(min(rank, 4) + 1),
        reading.dep_code[at.above[rank - 1]] if rank > 0 else own.branch, number(quotes),
        number(min(2, sum(at.low < token < at.high for token in strong))),
        number(min(2, inside(strong, at.above[: max(rank, 0)]))), number(inside(strong, at.above) > 0), own.source,
        code(figure.shape), number(distance(at.high - at.low)), number(figure.head in at.voice.source_tokens),
        number(min(3, at.commas)), number(max(-9, reading.sent[at.cue] - figure.sent) + 10), own.standing,
        number(figure.head in at.voice.governed),
    ]  # fmt: skip


def rival_atoms(at: Pair) -> list[int]:
    """How the cue stands among the others in reach: nearer ones, ones above the figure, ones between."""
    rivals = [other.cue for other in at.others if other.cue.probability > _RIVAL]
    if not rivals:
        return [1, 1, number(at.rank >= 0), 1, 1]
    tokens = [rival.token for rival in rivals]
    nearer = min(3, sum(abs(token - at.figure.head) < at.high - at.low for token in tokens))
    nested = min(2, inside(tokens, at.above[: max(at.rank, 0)]))
    better = any(rival.probability > at.voice.cue.probability for rival in rivals)
    return [
        number(min(3, sum(at.low < token < at.high for token in tokens))), number(nearer),
        number(2 * nested + (at.rank >= 0)), number(min(2, inside(tokens, at.above)) if at.rank < 0 else 0),
        number(better),
    ]  # fmt: skip


def inside(some: Collection[int], tokens: Sequence[int]) -> int:
    """How many of some tokens are among others."""
    return sum(token in tokens for token in some) if some else 0


_NO_SYNTAX = [0] * 14


def syntax_atoms(at: Pair) -> list[int]:
    """The path between a figure and a cue of its own sentence."""
    ups, downs, meeting = path(at.reading, at.above, at.reading.climb(at.cue))
    branch, down = ups[-1] if ups else 1, downs[0] if downs else 1
    dominates = meeting == at.cue
    stops = sum(word in _STOPS for word in at.reading.low[at.low + 1 : at.high])
    return [
        1, branch, down, number(dominates), branch_side(at, meeting),
        trail((*ups[-3:], 1, *downs[:3])),
        number(0 if dominates else min(len(downs), 4)), number(min(3, sum(label in _CLAUSES for label in ups))),
        trail(tuple(label for label in ups if label in _LINKS)), number(min(stops, 3)), *island(at, meeting),
        *fences(at),
    ]  # fmt: skip


def island(at: Pair, meeting: int) -> tuple[int, int]:
    """The topmost aside between a figure and the common ancestor: its label with its first word, the mark before it.

    "She pledged to fight on, even as her rival closed in on 300 seats": what the aside says is not pledged.
    """
    reading = at.reading
    top = -1
    for token in at.above:
        if token == meeting:
            break
        if reading.dep[token] in _ASIDES:
            top = token
    if top < 0:
        return 1, 1
    first = top
    while reading.children[first] and reading.children[first][0] < first:
        first = reading.children[first][0]
    word = reading.low[first]
    before = reading.low[first - 1] if first > reading.first[reading.sent[first]] else ""
    fence = 2 if before == "," else 3 if before in _DASHES else 4 if before == "(" else 1
    return reading.dep_code[top] * 31 + code(word if word in _OPENINGS else "-"), number(fence)


def fences(at: Pair) -> tuple[int, int]:
    """Brackets open between the two, and dashes."""
    between = at.reading.low[at.low + 1 : at.high]
    brackets = max(-1, min(1, between.count("(") - between.count(")")))
    dashes = min(2, sum(word in _DASHES for word in between))
    return number(brackets + 1), number(dashes)


def path(reading: Reading, ups: list[int], downs: list[int]) -> tuple[list[int], list[int], int]:
    """Labels up one climb to the common ancestor and down the other, and that ancestor (-1: none)."""
    places = {token: k for k, token in enumerate(downs)}
    dep = reading.dep_code
    for k, token in enumerate(ups):
        if token in places:
            return [dep[t] for t in ups[:k]], [dep[t] for t in reversed(downs[: places[token]])], token
    return [dep[t] for t in ups], [dep[t] for t in reversed(downs)], -1


def standing(reading: Reading, cue: int) -> int:
    """What the cue has for a complement, on which side, and whether its clause closes or opens the sentence.

    "…, the department reported on Friday": bare and at the end, such a cue governs what stands before it.
    """
    j = best_complement(reading, cue)
    label = reading.dep_code[j] * 2 + (j > cue) if j >= 0 and reading.dep[j] in _GOVERNED else 1
    span = reading.sentence_tokens(reading.sent[cue])
    return label * 4 + (1 if span.stop - cue <= _EDGE else 2 if cue - span.start <= _EDGE else 3)


def branch_side(at: Pair, meeting: int) -> int:
    """On which side of the common ancestor the figure's branch leaves it, and with which complementizer."""
    k = at.above.index(meeting) if meeting in at.above else -1
    if k <= 0:
        return k + 2
    branch = at.above[k - 1]
    kids = at.reading.children[branch]
    mark = next((at.reading.low[j] for j in kids if at.reading.dep[j] in ("mark", "advmod")), "-")
    return code(mark if mark in _MARKS else "-") * 2 + (branch > meeting)


_NO_DISCOURSE = [0] * 9


def discourse_atoms(at: Pair) -> list[int]:
    """How far another sentence's cue is, and how the quotation runs between them."""
    reading, there, here = at.reading, at.reading.sent[at.cue], at.figure.sent
    span, quote = reading.sentence_tokens(there), reading.quote
    low, high = min(there, here), max(there, here)
    paragraphs = min(2, reading.paragraph[high] - reading.paragraph[low])
    before = any(quote[j] >= 0 for j in range(span.start, at.cue))
    after = any(quote[j] >= 0 for j in range(at.cue, span.stop))
    return [
        number(3 * (3 + max(-3, min(3, there - here))) + paragraphs),
        number(all(leans_back(reading, sent) for sent in range(low + 1, high + 1))),
        number(reading.text[reading.sents[there][1] - 1] in ":,"), number(leans_back(reading, here)),
        number(not before and not after), number(paragraphs),
        number(any(quote[j] == at.figure.quote >= 0 for j in span)), number(2 * before + after),
        number(quote[at.cue] >= 0),
    ]  # fmt: skip


def leans_back(reading: Reading, sent: int) -> bool:
    """Whether a sentence begins inside or with a quotation, so that its speaker may stand before."""
    first = reading.first[sent]
    return first < len(reading.quote) and reading.quote[first] >= 0


def figure_atoms(at: Pair) -> list[int]:
    """What the figure hangs on, other voices that govern it, and whether this cue is the likeliest in reach."""
    reading, lexemes, head = at.reading, at.reading.lexemes, at.figure.head
    governing = sum(head in other.governed for other in at.others if other.cue.probability > _RIVAL)
    prep = next((lexemes[j].low_code for j in at.above[1:5] if reading.dep[j] == "prep"), 1)
    verb = next((lexemes[j].stem_code for j in at.above[1:] if reading.tag[j][:1] == "V"), 1)
    best = all(at.voice.cue.probability >= other.cue.probability for other in at.others)
    return [
        number(min(2, governing)), lexemes[at.above[at.rank - 1]].stem_code if at.rank > 0 else 1, prep,
        reading.dep_code[head], verb, number(best),
    ]  # fmt: skip
