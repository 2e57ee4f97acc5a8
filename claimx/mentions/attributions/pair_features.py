"""What is seen between a figure and the cues in its reach: the names of the features of the pair stage.

In: a Reading, a figure, the voices in reach. Out: `features`, one list of names per voice. Read `Sight` first: what all
groups of features share, computed once per figure and cue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from claimx.mentions.attributions import sources
from claimx.mentions.attributions.cues import Cue, complement, is_title, noun_class, word_class
from claimx.mentions.attributions.reading import Reading
from claimx.mentions.attributions.scoring import Scorer
from claimx.mentions.attributions.sources import Source, distance, path
from claimx.types import Offsets

_PATH_CAP = 7
_STOPS = frozenset({";", "--", "—", "–", ":", "and", "but", "while"})
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis"})
_LINKS = _CLAUSES | {"xcomp", "acl"}
_MARKS = frozenset({"that", "if", "as", "because", "while", "when", "since", "after"})
_GOVERNED = frozenset({"ccomp", "xcomp", "dobj", "acomp"})
_EDGE = 6
"""Tokens between a cue and the edge of its sentence that still count as its end or start."""
_RIVAL, _STRONG = 0.3, 0.4
"""Cues of this probability count as rivals, and as strong ones."""


@dataclass(frozen=True, eq=False)
class Voice:
    """A cue with its source, which is looked for when somebody asks: weak cues far from a figure are never asked."""

    reading: Reading
    cue: Cue
    scorer: Scorer

    @cached_property
    def source(self) -> Source | None:
        """Who speaks, if anybody is named."""
        return sources.choose(self.reading, self.cue.token, self.scorer)

    @cached_property
    def source_span(self) -> Offsets | None:
        """The stretch that names the source."""
        return sources.span(self.reading, self.cue.token, self.source.token) if self.source else None

    @cached_property
    def source_tokens(self) -> range:
        """The tokens of that stretch."""
        return self.reading.tokens(self.source_span) if self.source_span else range(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's place: its head token, sentence, quotation (-1: none) and kind of number."""

    tokens: range
    head: int
    sent: int
    quote: int
    shape: str


@dataclass(frozen=True, slots=True)
class Sight:
    """A figure and one of its cues.

    `above` climbs from the figure; `rank` is the cue's place there (-1: it is not above); `low`, `high` are the two
    tokens in reading order; `chance` is the cue's probability in tenths; `others` are the other cues in reach.
    """

    reading: Reading
    figure: Figure
    voice: Voice
    others: list[Cue]
    cue: int
    kind: str
    stem: str
    chance: str
    order: str
    low: int
    high: int
    above: list[int]
    rank: int
    quotes: tuple[bool, bool, bool]


def features(reading: Reading, figure: Figure, near: Sequence[Voice]) -> list[list[str]]:
    """For each voice in reach the names of what is seen between it and the figure."""
    above = reading.climb(figure.head)
    sights = [
        sight(reading, figure, voice, [other.cue for other in near if other is not voice], above) for voice in near
    ]
    return [seen(one) for one in sights]


def sight(reading: Reading, figure: Figure, voice: Voice, others: list[Cue], above: list[int]) -> Sight:
    """What the groups of features share."""
    cue = voice.cue.token
    quote = reading.quote[cue]
    return Sight(
        reading,
        figure,
        voice,
        others,
        cue,
        kind=word_class(reading, cue),
        stem=reading.stem[cue],
        chance=f"{voice.cue.probability:.1f}",
        order="after" if cue > figure.head else "before",
        low=min(cue, figure.head),
        high=max(cue, figure.head),
        above=above,
        rank=above.index(cue) if cue in above else -1,
        quotes=(figure.quote >= 0, quote >= 0, figure.quote == quote),
    )


def seen(at: Sight) -> list[str]:
    """All features of a pair."""
    same = at.reading.sent[at.cue] == at.figure.sent
    place = [*syntax_features(at), *surface_features(at)] if same else discourse_features(at)
    return [*pair_features(at), *source_features(at), *rival_features(at), *place, *crossed(signals(at))]


def pair_features(at: Sight) -> list[str]:
    """The cue, its probability, the kind of number."""
    kind, shape = at.kind, at.figure.shape
    return [
        "bias",
        f"p={at.chance}",
        f"p={at.chance} {kind}",
        f"k={kind} {at.order}",
        f"s={at.stem}",
        f"s={at.stem} {at.order}",
        f"shape={shape}",
        f"shape={shape} {kind}",
        f"n={min(len(at.others) + 1, 4)}",
        f"quote={at.quotes[0]} {kind}",
    ]


def source_features(at: Sight) -> list[str]:
    """Who the cue's source is, and whether the figure is part of it ("two officials said")."""
    source, kind = at.voice.source, at.kind
    if source is None:
        return ["src=none", f"src=none {kind}"]
    noun = noun_class(at.reading, source.token)
    inside = at.figure.head in at.voice.source_tokens
    return [
        f"src={noun}",
        f"src={noun} {kind}",
        f"src={noun} {at.figure.shape}",
        f"src={at.reading.stem[source.token]}",
        f"src p={source.probability:.1f}",
        f"src in={inside}",
        f"src in={inside} {kind}",
        f"src apart={distance(abs(at.figure.head - source.token))}",
    ]


def rival_features(at: Sight) -> list[str]:
    """How the cue stands among the others in reach: nearer ones, ones above the figure, ones between."""
    others = [other for other in at.others if other.probability > _RIVAL]
    tokens = [other.token for other in others]
    between = min(3, sum(at.low < token < at.high for token in tokens))
    nearer = min(3, sum(abs(token - at.figure.head) < at.high - at.low for token in tokens))
    nested = f"{at.rank >= 0} {min(2, inside(at.above[: max(at.rank, 0)], tokens))}"
    outside = min(2, inside(at.above, tokens)) if at.rank < 0 else 0
    better = max((other.probability for other in others), default=0.0) > at.voice.cue.probability
    return [
        f"between={between}",
        f"between={between} {at.order}",
        f"nearer={nearer}",
        f"nested={nested}",
        f"outside={outside}",
        f"better={better} {min(nearer, 2)}",
        f"nested={nested} outside={outside} nearer={min(nearer, 2)}",
    ]


def inside(tokens: Sequence[int], some: Iterable[int]) -> int:
    """How many of some tokens are among others."""
    return sum(token in tokens for token in some)


def syntax_features(at: Sight) -> list[str]:
    """The path between a figure and a cue of its own sentence."""
    ups, downs, meeting = path(at.reading, at.figure.head, at.cue)
    branch, down = ups[-1] if ups else "-", downs[0] if downs else "-"
    dominates, kind, order = meeting == at.cue, at.kind, at.order
    route = f"{'^'.join(ups[-_PATH_CAP:])}v{'v'.join(downs[:_PATH_CAP])}"
    links = [label for label in ups if label in _LINKS]
    clauses = min(3, sum(label in _CLAUSES for label in ups))
    return [
        "same",
        f"p={at.chance} {dominates} {branch} {down}",
        f"p={at.chance} {dominates} {quotes(at)}",
        f"p={at.chance} {branch if dominates else down} {order}",
        f"dom={dominates} {kind}",
        f"dom={dominates} {order}",
        f"br={branch} {down}",
        f"br={branch} {down} {kind}",
        f"br={branch} {down} {at.stem}",
        f"br={branch} {down} {order}",
        f"br={branch} {branch_side(at, meeting)} dom={dominates} {kind}",
        f"r={route}",
        f"r={route} {kind}",
        f"r={'^'.join(ups[-3:])}v{'v'.join(downs[:3])} {kind} {order}",
        f"down={0 if dominates else min(len(downs), 4)} {down} {order}",
        f"clauses={clauses} {dominates} {kind}",
        f"ups={'^'.join(links)} {dominates} {kind}",
        *(f"{name} {dominates}" for name in between_features(at)),
        *(
            f"{standing(at)} {more}"
            for more in (order, dominates, f"{branch} {down}", kind, f"{kind} {order} {dominates}")
        ),
        f"q={quotes(at)} {kind} {dominates}",
    ]


def standing(at: Sight) -> str:
    """What the cue has for a complement, on which side, and whether its clause closes or opens the sentence.

    "…, the department reported on Friday": bare and at the end, such a cue governs what stands before it.
    """
    label, word = complement(at.reading, at.cue)
    label = label if label in _GOVERNED else "-"
    span = at.reading.sentence_tokens(at.reading.sent[at.cue])
    edge = "end" if span.stop - at.cue <= _EDGE else "start" if at.cue - span.start <= _EDGE else "middle"
    return f"stand={label} {word.partition(' ')[0] if label != '-' else ''} {edge}"


def quotes(at: Sight) -> str:
    """Whether the figure is quoted, the cue is, and both are in the same quotation."""
    return " ".join(map(str, at.quotes))


def between_features(at: Sight) -> list[str]:
    """Commas and joints between figure and cue."""
    words = at.reading.low[at.low + 1 : at.high]
    stops = sum(word in _STOPS for word in words)
    return [f"commas={min(words.count(','), 3)} {at.order}", f"stops={min(stops, 3)} {at.order}"]


def surface_features(at: Sight) -> list[str]:
    """Order, distance and quotation marks within a sentence."""
    commas = at.reading.low[at.low + 1 : at.high].count(",")
    away = f"d={at.order} {distance(at.high - at.low)}"
    return [
        away,
        f"{away} {at.kind}",
        f"q={quotes(at)}",
        f"q={quotes(at)} {at.order}",
        f"q={quotes(at)} commas={min(commas, 2)} {at.order}",
        f"root={at.reading.head[at.cue] == at.cue} {at.order}",
        f"title={is_title(at.reading, at.cue)} {at.kind} {at.order}",
    ]


def branch_side(at: Sight, meeting: int) -> str:
    """On which side of the common ancestor the figure's branch leaves it, and with which complementizer."""
    if meeting < 0 or meeting not in at.above:
        return "-"
    k = at.above.index(meeting)
    if k == 0:
        return "self"
    branch = at.above[k - 1]
    kids = at.reading.children[branch]
    mark = next((at.reading.low[j] for j in kids if at.reading.dep[j] in ("mark", "advmod")), "-")
    return f"{'after' if branch > meeting else 'before'} {mark if mark in _MARKS else '-'}"


def discourse_features(at: Sight) -> list[str]:
    """How far another sentence's cue is, and how the quotation runs between them."""
    reading, there, here = at.reading, at.reading.sent[at.cue], at.figure.sent
    span = reading.sentence_tokens(there)
    low, high = min(there, here), max(there, here)
    paragraphs = min(2, reading.paragraph[high] - reading.paragraph[low])
    key = f"{max(-3, min(3, there - here))} {paragraphs}"
    colon = reading.text[reading.sents[there][1] - 1] in ":,"
    unbroken = all(leans_back(reading, sent) for sent in range(low + 1, high + 1))
    return [
        "other",
        f"steps={key}",
        f"steps={key} {unbroken}",
        f"steps={key} {at.kind}",
        f"colon={colon} {key}",
        f"colon={colon} {at.order} {at.kind}",
        f"open={leans_back(reading, here)} {key}",
        f"root={reading.head[at.cue] == at.cue} {at.order}",
        f"clauseless={not any(reading.quote[j] >= 0 for j in span)} {colon} {at.order} {paragraphs}",
        *quoted_features(at, span, key),
    ]


def quoted_features(at: Sight, span: range, key: str) -> list[str]:
    """Quotation marks in the cue's sentence, on both sides of the cue."""
    quote, order = at.reading.quote, at.order
    before = any(quote[j] >= 0 for j in range(span.start, at.cue))
    after = any(quote[j] >= 0 for j in range(at.cue, span.stop))
    same = any(quote[j] == at.figure.quote >= 0 for j in span)
    within = quote[at.cue] >= 0
    return [
        f"same={same} {order}",
        f"same={same} {key}",
        f"sides={before} {after} {order}",
        f"sides={before} {after} {key}",
        f"sides={before} {after} {key} {same} {within}",
        f"cq={within}",
        f"cq={within} {at.kind}",
        f"cq={within} {same}",
    ]


def leans_back(reading: Reading, sent: int) -> bool:
    """Whether a sentence begins inside or with a quotation, so that its speaker may stand before."""
    first = reading.first[sent]
    return first < len(reading.quote) and reading.quote[first] >= 0


def signals(at: Sight) -> tuple[str, ...]:
    """The chief signals, to be crossed two by two."""
    reading, source = at.reading, at.voice.source
    strong = [other.token for other in at.others if other.probability > _STRONG]
    return (
        at.chance,
        at.kind,
        reading.tag[at.cue],
        at.order,
        f"rank{min(at.rank, 4)}",
        reading.dep[at.above[at.rank - 1]] if at.rank > 0 else reading.dep[at.cue],
        quotes(at),
        f"b{min(2, sum(at.low < token < at.high for token in strong))}",
        f"n{min(2, inside(at.above[: max(at.rank, 0)], strong))}",
        f"s{inside(at.above, strong) > 0}",
        noun_class(reading, source.token) if source else "none",
        at.figure.shape,
        distance(at.high - at.low),
        f"i{at.figure.head in at.voice.source_tokens}",
        f"c{min(3, reading.low[at.low + 1 : at.high].count(','))}",
        f"t{reading.sent[at.cue] - at.figure.sent}",
        standing(at),
    )


def crossed(chief: Sequence[str]) -> list[str]:
    """Each pair of signals as one feature."""
    return [f"{i}.{j}={a} {b}" for i, a in enumerate(chief) for j, b in enumerate(chief[:i])]
