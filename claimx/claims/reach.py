"""Where a time joins the words above a figure, by the parse.

In: `Syntax`, the words over a figure as `path_of` lists them, and the tokens of a time. Out: a `Joint`; None when the
time stands beyond a border (another clause, a name or event that holds it, a comparison).
"""

from __future__ import annotations

from dataclasses import dataclass

from claimx.claims.phrases import is_loose, reports
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens
from claimx.claims.untimed import COMPARED

_BARRIERS = frozenset({"relcl", "acl", "ccomp", "advcl", "pcomp", "parataxis", "conj", "csubj", "appos"})
_CLOSED_ABOVE = frozenset({"ccomp", "parataxis", "relcl"})
_ATTRIBUTES = frozenset({"nummod", "nmod", "compound", "amod", "poss", "det"})
_DAYS = frozenset("afternoon day eve evening morning night week weekend".split())
"""What a time may describe: "on the night of the May 4 fire"."""
_HOPS = 6
_CONTRASTS = frozenset({"although", "because", "though", "whereas"})
_OPENING = frozenset({"beginning", "starting"})


@dataclass(frozen=True, slots=True)
class Step:
    """A token above the figure: how far up, and whether a coordination was crossed to get there."""

    height: int
    across: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """Where a time joins the words above the figure; `beyond` the first verb over the figure."""

    token: int
    height: int
    hops: int
    beyond: bool


def path_of(syntax: Syntax, head: int) -> dict[int, Step]:
    """The tokens from the figure up to the border of its statement: a clause of its own, or a verb of saying."""
    path: dict[int, Step] = {}
    across, verbs = False, 0
    for height, at in enumerate(syntax.climb(head)):
        path[at] = Step(height, across)
        if syntax.deps[at] in _CLOSED_ABOVE or (verbs and reports(syntax, at)) or is_contrast(syntax, at):
            break
        verbs += syntax.is_verb(at)
        across = across or (syntax.deps[at] == "conj" and syntax.is_verb(at))
    return path


def is_contrast(syntax: Syntax, at: int) -> bool:
    """As in "Though he has given $6 million, he set up a fund in May": the clause has a time of its own or none."""
    return syntax.deps[at] == "advcl" and any(syntax.lower[j] in _CONTRASTS for j in syntax.children[at])


def is_parallel(syntax: Syntax, path: dict[int, Step], verb: int) -> bool:
    """As in "the top tenth paid a quarter of it in 2013, and the next tenth paid a fifth"."""
    joined = (j for j in path if syntax.deps[j] == "conj" and syntax.heads[j] == verb)
    return any(syntax.lower[j] == syntax.lower[verb] for j in joined)


def joint(syntax: Syntax, path: dict[int, Step], when: Tokens, is_range: bool) -> Joint | None:
    """Where the climb from a time meets the path, over at most one noun; None at a border."""
    at = syntax.head_of(when)
    if at in path and any(syntax.deps[j] == "conj" and syntax.heads[j] == at for j in path):
        return None  # "up 19 points from 2012 and 3 points from 2008"
    nouns = 0
    for hops in range(_HOPS):
        if at in path:
            late = path[at].across and when[0] > at and not is_parallel(syntax, path, at)
            return None if late else Joint(at, path[at].height, hops, is_beyond(syntax, path, at))
        above = syntax.heads[at]
        if above == at or is_border(syntax, path, at, is_range):
            return None
        nouns += above not in path and syntax.tags[above][:1] in ("N", "C", "$") and syntax.lower[above] not in _DAYS
        if nouns > 1:
            return None
        at = above
    return None


def is_border(syntax: Syntax, path: dict[int, Step], at: int, is_range: bool) -> bool:
    """Whether a time cannot be read beyond `at`: another clause, a name or event that holds it, a comparison."""
    label, above = syntax.deps[at], syntax.heads[at]
    if label in ("relcl", "acl", "appos") and above in path and path[above].height <= 1:
        return is_loose(syntax, at)
    if is_shared(syntax, path, at) or (label == "advcl" and syntax.lower[at] in _OPENING):
        return False
    if label == "amod" and is_loose(syntax, at):
        return True  # "The reactor, due to start in 2027, …"
    if syntax.lower[at] in COMPARED and not (is_range and syntax.lower[at] == "from"):
        return True
    if label in _ATTRIBUTES and syntax.deps[above] in SUBJECTS and syntax.heads[above] in path:
        return False  # "the 2015 deficit was $438 billion"
    return label in _BARRIERS or (label in _ATTRIBUTES and above not in path)


def is_shared(syntax: Syntax, path: dict[int, Step], verb: int) -> bool:
    """As in "700 people shot and killed this year": the figure is the subject of both verbs."""
    above = syntax.heads[verb]
    if syntax.deps[verb] != "conj" or not (syntax.is_verb(verb) and syntax.is_verb(above)):
        return False
    if syntax.child(verb, SUBJECTS) is not None or next(iter(path)) > above:
        return False
    return above in path or (syntax.deps[above] in ("acl", "relcl") and syntax.heads[above] in path)


def is_beyond(syntax: Syntax, path: dict[int, Step], at: int) -> bool:
    """Whether a token of the path lies above the first verb over the figure."""
    verbs = [step.height for token, step in path.items() if syntax.is_verb(token)]
    return bool(verbs) and path[at].height > min(verbs)
