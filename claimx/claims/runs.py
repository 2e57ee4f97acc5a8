"""Runs of words that read as phrases, and the one or two of them that together are most likely right.

In: a `Scene` and the probability of each of its words to belong to the measure. Out: token runs. A run begins and ends
where a phrase does, hangs together by the parse, and shows no number and no word that is shut. Read `best`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.stretches import is_edge
from claimx.claims.syntax import Syntax, Tokens

if TYPE_CHECKING:
    from claimx.claims.sight import Scene

MISSING = 0.6
"""So many words of a measure stand outside its sentence, or are not in the text at all."""
MOST_RUNS = 24
WORTH = 0.35
"""Runs are ranked by their probabilities less this for each word; only the first `MOST_RUNS` are paired."""
LIKELY = 0.15
"""A run does not begin or end with a word less likely than this."""
LONGEST = 18
"""Words that say something in one run."""
_BEFORE_NOUN = frozenset({"amod", "compound", "det", "nmod", "poss", "predet", "quantmod"})
_UNCUT = frozenset({"amod", "compound", "nmod", "poss"})
_HYPHENS = frozenset({"-", "–"})
_PARTS = frozenset({"n't", "'s", "’s", "'"})


class Run(NamedTuple):
    """Tokens `first` to `last` (exclusive), the sum of their probabilities, and how many say something."""

    first: int
    last: int
    sum: float
    size: int


def best(scene: Scene, chances: Mapping[int, float]) -> tuple[list[Tokens], float]:
    """The one or two runs with the highest expected F1, in reading order, and that F1."""
    total = sum(chances.values()) + MISSING
    ranked = sorted(runs(scene, chances), key=lambda run: (WORTH * run.size - run.sum, run.first, run.last))
    chosen: tuple[Run, ...] = ()
    score = 0.0
    for at, one in enumerate(ranked[:MOST_RUNS]):
        for pair in ((one,), *((one, two) for two in ranked[:at] if are_apart(one, two))):
            told = expected(sum(run.sum for run in pair), sum(run.size for run in pair), total)
            if told > score:
                chosen, score = pair, told
    return sorted((run.first, run.last) for run in chosen), score


def are_apart(one: Run, two: Run) -> bool:
    """Whether a word stands between two runs."""
    return two.first > one.last or one.first > two.last


def expected(hits: float, size: int, total: float) -> float:
    """The F1 to expect of words with a sum of probabilities, where `total` words are right."""
    return 2 * hits / (size + total)


def worth(chances: Mapping[int, float], tokens: Collection[int]) -> float:
    """The F1 to expect of some tokens."""
    told = [chance for at, chance in chances.items() if at in tokens]
    return expected(sum(told), len(told), sum(chances.values()) + MISSING)


def runs(scene: Scene, chances: Mapping[int, float]) -> list[Run]:
    """All runs that read as a phrase."""
    likely = [at for at, chance in chances.items() if chance >= LIKELY]
    ends = [at for at in likely if may_end(scene, at)]
    return [run for at in likely if may_begin(scene, at) for run in runs_from(scene, chances, at, ends)]


def runs_from(scene: Scene, chances: Mapping[int, float], first: int, ends: list[int]) -> list[Run]:
    """The runs that begin with a word."""
    found, hits, size, begin = [], 0.0, 0, first
    for end in ends:
        if end < first:
            continue
        inside = [chances[at] for at in range(begin, end + 1) if at in chances]
        hits, size = hits + sum(inside), size + len(inside)
        if size > LONGEST or any(is_barred(scene, at) for at in range(begin, end + 1)):
            break
        begin = end + 1
        if hangs_together(scene.syntax, first, end):
            found.append(Run(first, begin, hits, size))
    return found


def hangs_together(syntax: Syntax, first: int, end: int) -> bool:
    """Whether one word of a run is above all others: not "Hale a large share" out of "sent Hale a large share"."""
    heads = syntax.heads[first : end + 1]
    tops = [at for at, head in enumerate(heads, first) if not first <= head <= end and syntax.deps[at] != "punct"]
    return len(tops) <= 1


def is_barred(scene: Scene, at: int) -> bool:
    """What no run may hold: the figure's own words, other numbers but those of dates, and amounts."""
    return at in scene.shut or scene.columns.is_number[at] or at in scene.syntax.figured


def may_begin(scene: Scene, at: int) -> bool:
    """Whether a phrase can begin with a word: nothing before it belongs to the same noun."""
    syntax, before = scene.syntax, at - 1
    if is_edge(syntax, at) or syntax.tags[at] == "POS" or syntax.lower[at] in _PARTS:
        return False
    if before < scene.first or before in scene.shut:
        return True
    bound = syntax.heads[before] >= at and syntax.deps[before] in _UNCUT
    return not bound and not is_hyphen(syntax, before)


def may_end(scene: Scene, at: int) -> bool:
    """Whether a phrase can end with a word: nothing behind it is the noun it stands before."""
    syntax, behind = scene.syntax, at + 1
    if is_edge(syntax, at):
        return False
    if behind < scene.last and behind not in scene.shut and (syntax.tags[behind] == "POS" or is_hyphen(syntax, behind)):
        return False
    above = syntax.heads[at]
    return not (above > at and syntax.deps[at] in _BEFORE_NOUN and above not in scene.shut)


def is_hyphen(syntax: Syntax, at: int) -> bool:
    """A hyphen inside a word: "year-over-year"."""
    return syntax.words[at] in _HYPHENS and at > 0 and syntax.offsets(at - 1, at)[1] == syntax.starts[at]
