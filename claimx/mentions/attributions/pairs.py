"""Stage 3: which cue vouches for a figure.

In: a Reading, a figure's tokens, the cues with their sources. Out: the probability of each cue in reach; what is
missing to 1 is "nobody". Cues stand in reach in the figure's own sentence and, for a figure in quotation marks, in the
sentences that its quotation runs through or leans on; only sentences that the gate opens count. What is seen between a
figure and a cue stands in `pair_features`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from claimx.mentions.attributions.pair_features import Figure, Voice, features, leans_back
from claimx.mentions.attributions.reading import Reading
from claimx.mentions.attributions.scoring import Scorer, probabilities
from claimx.types import Offsets

__all__ = ["Figure", "Voice", "choose", "features", "in_reach", "place"]

QUOTATION_REACH = 6
"""Sentences on either side in which the cue of a quotation is looked for."""
LONGEST_QUOTATION = 40
"""Sentences that a quotation may run back to where it opened, beyond that reach."""
LABEL_REACH = 8
"""Sentences after "NAME:" that its speaker may still vouch for, within the paragraph."""
LABEL_WORDS = 10
FAR = 500
"""Steps that count more for a cue inside the quotation, in another sentence: it seldom reports what the figure says."""
MAX_CUES, MIN_CUES, CUE_CHARS = 16, 2, 4
"""The nearest cues that are weighed: all sixteen when a cue stands every 64 characters or more; news has one in 150."""


def place(reading: Reading, stretch: Offsets, shape: str) -> Figure | None:
    """Locate a figure; None when it touches no parsed token."""
    tokens = reading.tokens(stretch)
    if not tokens or not reading.sents or not reading.dep[tokens[0]]:
        return None
    head = reading.head_of(tokens)
    return Figure(tokens, head, reading.sent[head], reading.quote[head], shape)


def choose(
    reading: Reading, figures: Sequence[Figure], voices: Sequence[Voice], scorer: Scorer
) -> list[list[tuple[int, float]]]:
    """For each figure the indexes of the voices in reach with their probabilities."""
    near = [in_reach(reading, figure, voices) for figure in figures]
    edges = [0, *accumulate(map(len, near))]
    groups = [edges[n] for n, those in enumerate(near) if those]
    seen = features(reading, figures, [[voices[k] for k in those] for those in near])
    chances = probabilities(scorer.score(seen), [*groups, edges[-1]])
    return [list(zip(those, chances[edges[n] : edges[n + 1]], strict=True)) for n, those in enumerate(near)]


def in_reach(reading: Reading, figure: Figure, voices: Sequence[Voice]) -> list[int]:
    """The voices that may vouch for a figure; `voices` are in reading order of their cues."""
    low, high = reach(reading, figure)
    first = bisect_left(voices, reading.first[low], key=lambda voice: voice.cue.token)
    last = bisect_left(voices, reading.first[high + 1], key=lambda voice: voice.cue.token)
    found = [k for k in range(first, last) if reading.opened[reading.sent[voices[k].cue.token]]]
    near = sorted(found, key=lambda k: steps_to(reading, figure, voices[k].cue.token))[: most_cues(reading, voices)]
    return sorted(k for k in near if voices[k].cue.token not in figure.tokens)


def steps_to(reading: Reading, figure: Figure, cue: int) -> int:
    """How far a cue stands; in a quotation, the cues outside it come before those that it holds far away."""
    apart = abs(cue - figure.head)
    held = figure.quote >= 0 and reading.quote[cue] >= 0 and reading.sent[cue] != figure.sent
    return apart + FAR if held else apart


def most_cues(reading: Reading, voices: Sequence[Voice]) -> int:
    """How many cues are weighed for one figure: fewer where they stand closer than in any news, as in an attack."""
    return max(MIN_CUES, min(MAX_CUES, len(reading.text) // (CUE_CHARS * max(1, len(voices)))))


def reach(reading: Reading, figure: Figure) -> tuple[int, int]:
    """First and last sentence in which the cue may stand."""
    sent = figure.sent
    if figure.quote < 0:
        introduced = sent > 0 and reading.text[reading.sents[sent - 1][1] - 1] == ":"
        return sent - 1 if introduced else labelled_from(reading, sent), sent
    low = high = sent
    while low > 0 and leans_back(reading, low) and (sent - low < QUOTATION_REACH or runs_on(reading, low, sent)):
        low -= 1
    if sent - low > QUOTATION_REACH and leans_back(reading, low):
        low -= 1
    while high + 1 < len(reading.sents) and high - sent < QUOTATION_REACH and leans_on(reading, high):
        high += 1
    return low, high


def runs_on(reading: Reading, low: int, sent: int) -> bool:
    """Whether the quotation that a sentence starts in was open before it; not beyond any quotation of the news."""
    first = reading.first[low]
    quote = reading.quote[first]
    same = first > 0 and reading.quote[first - 1] == quote
    return sent - low < LONGEST_QUOTATION and (same or reading.quotations[quote].continues)


def labelled_from(reading: Reading, sent: int) -> int:
    """The first sentence of a paragraph that opens with a label ("Mr. Jones: We have …"), else the sentence itself."""
    low = sent
    while low > 0 and reading.paragraph[low - 1] == reading.paragraph[sent] and sent - low <= LABEL_REACH:
        low -= 1
    opening = range(reading.first[low], min(reading.first[low] + LABEL_WORDS, reading.first[low + 1]))
    return low if any(reading.low[i] == ":" for i in opening) else sent


def leans_on(reading: Reading, sent: int) -> bool:
    """Whether the next sentence stands in the same paragraph, or the same quotation goes on there."""
    if reading.paragraph[sent] == reading.paragraph[sent + 1]:
        return True
    last = reading.quote[reading.first[sent + 1] - 1]
    after = reading.quote[min(reading.first[sent + 1], len(reading.quote) - 1)]
    return last >= 0 and after >= 0 and reading.quotations[after].continues
