"""Every attribution of a Doc: cues, their sources, and contents that agree with the figures the cues vouch for.

In: a parsed Doc. Out: `find(doc)`. `voices_of` runs the first two stages; `owners` asks the pair stage for each figure;
`place_figures` then moves figures into the content of their cue and out of all others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from claimx.mentions.attributions import content, cues, pairs, sources
from claimx.mentions.attributions.figures import figures, shape
from claimx.mentions.attributions.pairs import Figure, Voice
from claimx.mentions.attributions.reading import Reading, read
from claimx.mentions.attributions.scoring import Model, model
from claimx.records import QuotationType
from claimx.types import Attribution, Offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc

CUE_THRESHOLD = 0.50
"""Cues above it are attributions by themselves; weaker ones only when a figure picks them. Set on the
development articles, where source, cue and content together agree most often."""
FIGURE_THRESHOLD = 0.37
"""A figure belongs to a source at this probability, that of the cue times that of its source: 0.35 to 0.43 give the
best F1 of figures on held-out folds."""
NAMELESS = 0.8
"""How likely nobody is named when a voice has no source. 0.7 to 1 do alike on held-out folds."""

NEIGHBOURS, NEIGHBOURLY, LEAST = 2, 0.2, 0.005
"""How many figures beside it in its sentence and quotation a figure leans towards, and how much, in log-odds that end
at a least probability. 0.1 to 0.25 do alike on held-out folds."""


def find(doc: Doc) -> list[Attribution]:
    """The attributions of a Doc, in reading order of their cues."""
    found = heard(doc)
    return find_in(found, figures(doc, found.reading.text), model())


@dataclass(frozen=True, slots=True)
class Scored:
    """A figure with the index of the voice that most likely vouches for it (-1: none), and the probability."""

    figure: Figure
    voice: int
    probability: float


@dataclass(frozen=True, eq=False)
class Heard:
    """The first two stages of a Doc; `scored` remembers the third by figure."""

    reading: Reading
    voices: list[Voice]
    scored: dict[Offsets, Scored | None] = field(default_factory=dict)


_HEARD: WeakKeyDictionary[Doc, Heard] = WeakKeyDictionary()


def heard(doc: Doc) -> Heard:
    """What is heard in a Doc, made at first use and dropped with it: `find` and `link` share it."""
    found = _HEARD.get(doc)
    if found is None:
        reading = read(doc)
        found = _HEARD[doc] = Heard(reading, voices_of(reading, model()))
    return found


def find_in(found: Heard, stretches: Sequence[Offsets], chosen: Model) -> list[Attribution]:
    """The attributions of a text whose figures stand at `stretches`."""
    reading, voices = found.reading, found.voices
    places = [one for one in scored(found, stretches, chosen) if one]
    owned = owners(places)
    kept = [k for k, voice in enumerate(voices) if voice.cue.probability >= CUE_THRESHOLD or k in owned.values()]
    strong = frozenset(voices[k].cue.token for k in kept)
    contents = {k: content_of(reading, voices[k], strong) for k in kept}
    place_figures(reading, contents, [one.figure for one in places], owned, voices)
    return [attribution(reading, voices[k], contents[k]) for k in kept if contents[k]]


def voices_of(reading: Reading, chosen: Model) -> list[Voice]:
    """The cues of a text with their sources."""
    found = cues.choose(reading, chosen.cue)
    spoken = sources.choose(reading, [cue.token for cue in found], chosen.source)
    return [Voice(reading, cue, source) for cue, source in zip(found, spoken, strict=True)]


def scored(found: Heard, stretches: Sequence[Offsets], chosen: Model) -> list[Scored | None]:
    """The figures that stand at some stretches, with the voices in their reach; None outside parsed sentences."""
    fresh = [stretch for stretch in dict.fromkeys(stretches) if stretch not in found.scored]
    reading = found.reading
    found.scored.update(dict.fromkeys(fresh))
    places = {stretch: pairs.place(reading, stretch, shape(reading.text[slice(*stretch)])) for stretch in fresh}
    figures = {stretch: figure for stretch, figure in places.items() if figure}
    chances = pairs.choose(reading, [*figures.values()], found.voices, chosen.pair)
    sums = agreed([*figures.values()], [by_source(found.voices, those) for those in chances], hedged(found))
    for (stretch, figure), those, leant in zip(figures.items(), chances, sums, strict=True):
        found.scored[stretch] = Scored(figure, *likeliest(found.voices, those, leant))
    return [found.scored[stretch] for stretch in stretches]


def by_source(voices: Sequence[Voice], chances: Sequence[tuple[int, float]]) -> dict[int, float]:
    """The probability of each source of a figure, all its cues together.

    "Ms. Ruiz said, adding that 40 men had left": whichever of the two cues has the figure, its source is the same.
    """
    together: dict[int, float] = defaultdict(float)
    for k, p in chances:
        together[source_of(voices, k)] += p * certainty(voices[k])
    return together


def hedged(found: Heard) -> list[int]:
    """The tokens of "according to": each begins what another source says."""
    cues = (voice.cue.token for voice in found.voices)
    return [cue for cue in cues if found.reading.low[cue] in found.reading.words.prepositions]


def agreed(
    figures: Sequence[Figure], sums: Sequence[dict[int, float]], borders: Sequence[int]
) -> list[dict[int, float]]:
    """The probabilities again, leaning towards those of the figures beside: "shut 12 mines and let 900 miners go".

    Not beyond a border: "the office put it at 400, which, according to the union, is a 5-year high".
    """
    beside: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for n in sorted(range(len(figures)), key=lambda n: figures[n].head):
        one = figures[n]
        beside[one.sent, one.quote, bisect_left(borders, one.head)].append(n)
    found = list(sums)
    for those in beside.values():
        for at, n in enumerate(those):
            near = sorted(
                [*those[max(0, at - NEIGHBOURS) : at], *those[at + 1 : at + 1 + NEIGHBOURS]],
                key=lambda m: abs(figures[m].head - figures[n].head),
            )
            found[n] = leaning(sums[n], [sums[m] for m in near[:NEIGHBOURS]])
    return found


def leaning(own: dict[int, float], others: Sequence[dict[int, float]]) -> dict[int, float]:
    """A weighted mean of the log-odds of a figure's sources and those that its neighbours give them."""
    if not others:
        return own
    found = {}
    for source, p in own.items():
        mean = sum(log_odds(other.get(source, 0.0)) for other in others) / len(others)
        found[source] = 1.0 / (1.0 + exp((NEIGHBOURLY - 1.0) * log_odds(p) - NEIGHBOURLY * mean))
    return found


def log_odds(p: float) -> float:
    """The log-odds of a probability, kept off the ends."""
    p = min(max(p, LEAST), 1.0 - LEAST)
    return log(p / (1.0 - p))


def likeliest(
    voices: Sequence[Voice], chances: Sequence[tuple[int, float]], sums: dict[int, float]
) -> tuple[int, float]:
    """The index of the voice that most likely vouches for a figure (-1: none), and the probability of its source."""
    ranked = [(sums[source_of(voices, k)], p, k) for k, p in chances]
    total, _, k = max(ranked, default=(0.0, 0.0, -1))
    return k, total


def certainty(voice: Voice) -> float:
    """How likely the source of a voice is the right one, if the voice is."""
    return voice.source.probability if voice.source else NAMELESS


def source_of(voices: Sequence[Voice], k: int) -> int:
    """The token of a voice's source; a number of its own for a voice without one."""
    source = voices[k].source
    return source.token if source else -1 - k


def owners(places: Sequence[Scored]) -> dict[int, int]:
    """Index of a figure → index of the voice that vouches for it."""
    return {n: one.voice for n, one in enumerate(places) if one.probability >= FIGURE_THRESHOLD}


def content_of(reading: Reading, voice: Voice, strong: frozenset[int]) -> set[int]:
    """The tokens that a voice says, by syntax and quotation marks."""
    taken = {voice.cue.token, *voice.source_tokens, *cue_tokens(reading, voice.cue.token)}
    return set(content.quoted(reading, voice.governed, voice.cue.token, strong - {voice.cue.token})) - taken


def place_figures(
    reading: Reading,
    contents: dict[int, set[int]],
    places: Sequence[Figure],
    owned: dict[int, int],
    voices: Sequence[Voice],
) -> None:
    """Put each figure into the content of its voice, and take it out of contents that would claim it wrongly."""
    for n, figure in enumerate(places):
        owner = owned.get(n)
        if owner is not None and not contents[owner].issuperset(figure.tokens):
            contents[owner].update(clause_of(reading, figure, voices[owner]))
    holders = held_by(contents)
    for n, figure in enumerate(places):
        owner = owned.get(n)
        size = len(contents[owner]) if owner is not None else None
        for k in sorted({k for token in figure.tokens for k in holders.get(token, ())}):
            tokens = contents[k]
            if k != owner and not tokens.isdisjoint(figure.tokens) and (size is None or len(tokens) <= size):
                tokens.difference_update(cut(reading, tokens, figure, voices[k]))


def held_by(contents: dict[int, set[int]]) -> dict[int, list[int]]:
    """Token → the voices whose content holds it."""
    holders: dict[int, list[int]] = {}
    for k, tokens in contents.items():
        for token in tokens:
            holders.setdefault(token, []).append(k)
    return holders


def clause_of(reading: Reading, figure: Figure, voice: Voice) -> set[int]:
    """The part of a figure's sentence that joins a content: its quotation, or its clause without source and cue."""
    cue = voice.cue.token
    span = reading.sentence_tokens(figure.sent)
    if figure.quote >= 0:
        tokens = {i for i in span if reading.quote[i] == figure.quote}
    elif reading.sent[cue] != figure.sent:
        tokens = set(span)
    else:
        tokens = branch(reading, figure.head, cue)
    return (tokens | set(figure.tokens)) - {cue, *voice.source_tokens}


def branch(reading: Reading, token: int, cue: int) -> set[int]:
    """The largest constituent around a token that does not hold the cue."""
    below = frozenset(reading.climb(cue))
    top = token
    for above in reading.climb(token):
        if above in below:
            break
        top = above
    if top == token and top in below:
        return {top}
    return set(reading.subtree(top, frozenset({cue})))


def cut(reading: Reading, tokens: set[int], figure: Figure, voice: Voice) -> set[int]:
    """What leaves a content with a figure it does not cover: the figure's constituent, as far as it is a modifier."""
    head = figure.head
    top = head
    for above in reading.climb(head)[:4]:
        if above == voice.cue.token or above not in tokens:
            break
        top = above
        if reading.dep[above] in (
            "prep",
            "advcl",
            "relcl",
            "acl",
            "appos",
            "npadvmod",
            "parataxis",
            "ccomp",
            "conj",
        ):
            break
    constituent = set(reading.subtree(top)) & tokens
    return constituent | set(figure.tokens) if 2 * len(constituent) < len(tokens) else set(figure.tokens)


def attribution(reading: Reading, voice: Voice, tokens: set[int]) -> Attribution:
    """The stretches of a voice and its content."""
    source = voice.source
    said = content.stretches(reading, sorted(tokens))
    return Attribution(
        source=(voice.source_span,) if voice.source_span else (),
        cue=(cue_span(reading, voice.cue.token),),
        content=said,
        type=quotation_type(reading, said),
        confidence=round(voice.cue.probability * (source.probability if source else 1.0), 4),
    )


def cue_span(reading: Reading, cue: int) -> Offsets:
    """The stretch of a cue."""
    tokens = cue_tokens(reading, cue)
    return reading.start[tokens[0]], reading.end[tokens[-1]]


def cue_tokens(reading: Reading, cue: int) -> range:
    """The words of a cue: a verb with its auxiliaries, negation and particle; "according to"."""
    first = last = cue
    if reading.tag[cue][:1] == "V":
        while first > 0 and reading.head[first - 1] == cue and reading.dep[first - 1] in ("aux", "auxpass", "neg"):
            first -= 1
    kin = ("prt", "prep") if reading.low[cue] in ("according", "called", "pointed") else ("prt",)
    while last + 1 < len(reading.low) and reading.head[last + 1] == cue and reading.dep[last + 1] in kin:
        last += 1
    return range(first, last + 1)


def quotation_type(reading: Reading, said: Sequence[Offsets]) -> QuotationType:
    """Direct when all that is said stands in quotation marks, mixed when some does."""
    inside = [
        reading.quote[i] >= 0 for stretch in said for i in reading.tokens(stretch) if reading.low[i][:1].isalnum()
    ]
    if not any(inside):
        return "indirect"
    return "direct" if all(inside) else "mixed"
