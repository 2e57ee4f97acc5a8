"""Runs of words that read as phrases, and the one or two of them that together are most likely right.

In: a `Scene` and the probability of each of its words to belong to the measure. Out: token runs. A run begins and ends
where a phrase does, hangs together by the parse, and shows no number and no word that is shut. Read `best`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.phrases import is_number
from claimx.claims.stretches import is_edge, opens_clause, runs_of
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens

if TYPE_CHECKING:
    from claimx.claims.scene import Scene

MISSING = 0.6
"""So many words of a measure stand outside its sentence, or are not in the text at all."""
MOST_RUNS = 14
WORTH = 0.35
"""Runs are ranked by their probabilities less this for each word; only the first `MOST_RUNS` are paired."""
LIKELY = 0.2
"""A run does not begin or end with a word less likely than this."""
PAIRED = 0.03
"""A second run must raise the expected F1 by this: not "shares of Acme" and, from "after the report", "report"."""
Told = tuple[int, float, bool]
"""A word that says something, its probability, and whether it is a noun."""
LONGEST = 18
"""Words that say something in one run."""
_BEFORE_NOUN = frozenset({"amod", "compound", "det", "nmod", "poss", "predet", "quantmod"})
_UNCUT = frozenset({"amod", "compound", "nmod", "poss"})
_COMPLETED = frozenset({"acomp", "attr", "dobj", "prt"})
_HELPING = frozenset({"aux", "auxpass"})
_BRACKETS = (("(", ")"), ("[", "]"), ("“", "”"))
_PAIRS = frozenset({'"', *(mark for pair in _BRACKETS for mark in pair)})
_HYPHENS = frozenset({"-", "–"})
_NO_BEGIN = frozenset({"IN", "POS"})
_DENIALS = frozenset({"no", "not", "n't", "n’t", "never", "neither", "hardly", "barely", "scarcely", "nobody", "none"})
_PARTS = frozenset({"n't", "'s", "’s", "'"})


class Run(NamedTuple):
    """Tokens `first` to `last` (exclusive), the sum of their probabilities, and how many say something.

    `sure`: it reads as a phrase; of others this is asked once they would win.
    """

    first: int
    last: int
    sum: float
    size: int
    sure: bool = False


def best(scene: Scene, chances: Mapping[int, float], needed: float = 0.0) -> tuple[list[Tokens], float]:
    """The one or two runs of the highest expected F1, in reading order, and that F1; none where it is but `needed`."""
    total = sum(chances.values()) + MISSING
    ranked = sorted(runs(scene, chances), key=lambda run: (WORTH * run.size - run.sum, run.first, run.last))
    stands = standing(scene.syntax)
    if len(ranked) > MOST_RUNS:
        ranked = list(islice(filter(stands, ranked), MOST_RUNS))
    chosen: tuple[Run, ...] = ()
    score = needed
    for at, one in enumerate(ranked):
        told = expected(one.sum, one.size, total)
        if told > score and stands(one):
            chosen, score = (one,), told
        for two in ranked[:at]:
            told = 2 * (one.sum + two.sum) / (one.size + two.size + total) - PAIRED
            if told > score and is_apart(one, two) and stands(one) and stands(two):
                chosen, score = (one, two), told
    return sorted((run.first, run.last) for run in chosen), score


def standing(syntax: Syntax) -> Callable[[Run], bool]:
    """Whether runs read as phrases: a dear question, remembered."""
    return cache(lambda run: run.sure or is_whole(syntax, run.first, run.last - 1))


def is_apart(one: Run, two: Run) -> bool:
    """Whether a word parts two runs."""
    return two.first > one.last or one.first > two.last


def expected(hits: float, size: int, total: float) -> float:
    """The F1 to expect of words with a sum of probabilities, where `total` words are right."""
    return 2 * hits / (size + total)


def most(chances: Mapping[int, float]) -> float:
    """The highest F1 to expect of any words, whether they make phrases or not."""
    total, hits, score = sum(chances.values()) + MISSING, 0.0, 0.0
    for size, chance in enumerate(sorted(chances.values(), reverse=True), 1):
        hits += chance
        if 2 * hits <= score * (size + total):
            break
        score = expected(hits, size, total)
    return score


def worth(chances: Mapping[int, float], tokens: Collection[int]) -> float:
    """The F1 to expect of some tokens."""
    told = [chance for at, chance in chances.items() if at in tokens]
    return expected(sum(told), len(told), sum(chances.values()) + MISSING)


def runs(scene: Scene, chances: Mapping[int, float]) -> list[Run]:
    """All runs that may read as a phrase, and those of the rules."""
    likely = [at for at, chance in chances.items() if chance >= LIKELY and may_stand_outside(scene.syntax, at)]
    ends = {at for at in likely if may_end(scene, at)}
    last = max(ends, default=-1)
    begins = [at for at in likely if at <= last and may_begin(scene, at)]
    found = [run for first, told in followed(scene, chances, begins, last) for run in runs_from(first, told, ends)]
    return list({(run.first, run.last): run for run in [*found, *ruled_runs(scene, chances)]}.values())


def followed(
    scene: Scene, chances: Mapping[int, float], begins: Sequence[int], last: int
) -> Iterator[tuple[int, Sequence[Told]]]:
    """Words that begin runs, with themselves and the words behind them as far as a run can go, up to `last`."""
    syntax, hidden = scene.syntax, scene.hidden
    left = set(begins)
    told: list[Told] = []
    for at in range(last, begins[0] - 1 if begins else last, -1):
        if at in hidden or opens_clause(syntax, at):
            told = []
        elif at in chances:
            told.append((at, chances[at], syntax.tags[at].startswith("N")))
            if at in left:
                yield at, told[: -LONGEST - 2 : -1]


def ruled_runs(scene: Scene, chances: Mapping[int, float]) -> Iterator[Run]:
    """What the rules chose, without what must not be shown: each may stand beside a run that they did not see."""
    words, closed = scene.syntax.words, closes(scene)
    visible = (at for at in scene.ruled - scene.hidden if not scene.belies(at))
    shown = {at for at in visible if closed or words[at] not in _PAIRS}
    for first, last in runs_of(scene.syntax, shown):
        told = [chances[at] for at in range(first, last) if at in chances]
        if told:
            yield Run(first, last, sum(told), len(told), sure=shown == scene.ruled)


def closes(scene: Scene) -> bool:
    """Whether brackets and quotations are closed in the answer of the rules."""
    words = scene.syntax.words
    return is_closed([words[at] for at in sorted(scene.ruled)])


def runs_from(first: int, told: Sequence[Told], ends: Collection[int]) -> Iterator[Run]:
    """The runs that begin with a word."""
    hits, named = 0.0, False
    for size, (at, chance, noun) in enumerate(told, 1):
        # No bare verb: "trade", not "trade | reach".
        named = named or noun
        hits += chance
        if named and at in ends:
            yield Run(first, at + 1, hits, size)


def is_whole(syntax: Syntax, first: int, end: int) -> bool:
    """Whether a run can stand for itself."""
    return (
        hangs_together(syntax, first, end) and is_closed(syntax.words[first:end]) and keeps_denial(syntax, first, end)
    )


def keeps_denial(syntax: Syntax, first: int, end: int) -> bool:
    """Whether no word of a run is denied outside of it: not "plan to cut jobs" out of "no plan to cut 200 jobs"."""
    return not any(
        syntax.lower[child] in _DENIALS
        for at in range(first, end + 1)
        for child in syntax.children[at]
        if not first <= child <= end
    )


def is_closed(words: Sequence[str]) -> bool:
    """Whether brackets and quotations that open are closed: not "total trade [settlements"."""
    text = "".join(words)
    return text.count('"') % 2 == 0 and all(text.count(one) == text.count(other) for one, other in _BRACKETS)


def hangs_together(syntax: Syntax, first: int, end: int) -> bool:
    """Whether one word of a run is above all others: not "Hale a large share" out of "sent Hale a large share".

    An object may be followed by what its verb adds to it: "held joint exercises in the Arctic".
    """
    tops = [at for at in range(first, end + 1) if is_top(syntax, at, first, end)]
    if len(tops) == 1:
        return not is_beside(syntax, tops[0], first)
    return not tops or (len(tops) == 2 and (is_completed(syntax, *tops) or is_parted(syntax, *tops)))


def is_parted(syntax: Syntax, noun: int, verb: int) -> bool:
    """Whether a part of what a noun names does what the verb says: "35 percent of the jobs depend on trade"."""
    part = syntax.heads[syntax.heads[noun]]
    return syntax.heads[part] == verb and is_number(syntax, part)


def is_top(syntax: Syntax, at: int, first: int, end: int) -> bool:
    """Whether a word of a run hangs on none in it; the root neither: not "adults put" out of "poll of adults put"."""
    above = syntax.heads[at]
    return syntax.deps[at] != "punct" and (above == at or not first <= above <= end)


def is_beside(syntax: Syntax, verb: int, first: int) -> bool:
    """Whether a clause with a subject of its own only stands beside: "as the Lakers won"."""
    return syntax.deps[verb] == "advcl" and any(
        at >= first for at in syntax.children[verb] if syntax.deps[at] in SUBJECTS
    )


def is_completed(syntax: Syntax, noun: int, other: int) -> bool:
    """Whether a noun and a prepositional phrase behind it belong to one verb before both."""
    verb = syntax.heads[noun]
    return verb == syntax.heads[other] and verb < noun and syntax.tags[noun][:1] == "N" and syntax.deps[other] == "prep"


def may_stand_outside(syntax: Syntax, at: int) -> bool:
    """Whether a phrase can begin or end with a word of this kind."""
    return not is_edge(syntax, at) and syntax.tags[at] not in _NO_BEGIN


def may_begin(scene: Scene, at: int) -> bool:
    """Whether a phrase can begin with a word: nothing before it belongs to the same noun."""
    syntax, before = scene.syntax, at - 1
    if syntax.lower[at] in _PARTS:
        return False
    if before < scene.first or before in scene.shut:
        return True
    bound = syntax.heads[before] >= at and syntax.deps[before] in _UNCUT
    return not bound and not is_hyphen(syntax, before)


def may_end(scene: Scene, at: int) -> bool:
    """Whether a phrase can end with a word: behind it is neither the noun it stands before nor one joined to it."""
    syntax, behind = scene.syntax, at + 1
    if breaks_off(scene, at):
        return False
    if any(child > at and syntax.deps[child] == "conj" for child in syntax.children[at]):
        return False
    if behind < scene.last and behind not in scene.shut and (syntax.tags[behind] == "POS" or is_hyphen(syntax, behind)):
        return False
    above = syntax.heads[at]
    return not (above > at and syntax.deps[at] in _BEFORE_NOUN and above not in scene.shut)


def breaks_off(scene: Scene, at: int) -> bool:
    """Whether a word is a verb without what completes it: not "exercises covering" out of "covering Asia"."""
    syntax, end = scene.syntax, scene.span[0]
    if not syntax.is_verb(at):
        return False
    completions = [child for child in syntax.children[at] if child > at and syntax.deps[child] in _COMPLETED]
    return syntax.deps[at] in _HELPING or any(not at < end <= child for child in completions)


def is_hyphen(syntax: Syntax, at: int) -> bool:
    """A hyphen inside a word: "year-over-year"."""
    return syntax.words[at] in _HYPHENS and at > 0 and syntax.offsets(at - 1, at)[1] == syntax.starts[at]
