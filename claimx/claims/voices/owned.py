"""Figures that the syntax of their sentence gives to somebody: "the ministry's estimate of 4,000".

In: the `Syntax` of a Doc and a figure. Out: an `Owner`, the stretches of source and cue, or None. Three shapes are
surer than any link: a noun of saying with an owner (`noun_owner`), a clause that hangs on the figure ("the $2.95 that
analysts had expected", `clause_owner`) and "put the cost at $40 million" (`setter`). `reporter` is for figures that no
link was found for: the subject of the verb of saying above them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimx.claims.syntax import Syntax
from claimx.lexicon.voices import words
from claimx.types import Offsets

_WITHIN = frozenset({"nummod", "quantmod", "compound", "amod", "advmod", "npadvmod", "nmod"})
"""Labels between a number and the noun that it counts."""
_CLAUSES = frozenset({"ccomp", "acl", "xcomp", "conj", "advcl"})
_OF = frozenset({"of", "for", "about"})
_RELATIVES = frozenset({"WDT", "WP"})
_TIMES = frozenset(
    {"day", "days", "decade", "decades", "month", "months", "time", "times", "week", "weeks", "year", "years"}
)
"""Nouns that a clause hangs on without saying them: "the third time the union said so"."""
_COUNTS = frozenset({"confirmed", "reported"})
"""Verbs that tell a number without a clause: "The ministry on Monday confirmed 14 new cases"."""
_READERS = frozenset({"i", "one", "we", "you"})
"""Subjects outside quotations that name nobody: "the 1962 flood, readers may remember, was …"."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who says a figure, and by which words."""

    source: Offsets
    cue: Offsets


def owner(syntax: Syntax, figure: Offsets) -> Owner | None:
    """Who is given a figure by a noun, by a clause that hangs on it, or by "put … at"."""
    return first(syntax, figure, (clause_owner, setter, noun_owner))


def reporter(syntax: Syntax, figure: Offsets) -> Owner | None:
    """The subject of a verb of saying whose clause holds the figure: "The office said about half came from …"."""
    return first(syntax, figure, (speaker,))


def first(syntax: Syntax, figure: Offsets, rules: tuple[Callable[[Syntax, int], Owner | None], ...]) -> Owner | None:
    """What the first rule finds that finds anything; nothing where the sentence was not parsed."""
    span = syntax.tokens(figure)
    if not syntax.deps[span[0]]:
        return None
    head = syntax.head_of(span)
    return next((found for rule in rules if (found := rule(syntax, head))), None)


def counted(syntax: Syntax, number: int) -> int:
    """The noun that a number counts, else the number: "4,000 empty flats" → "flats"."""
    at = number
    while syntax.deps[at] in _WITHIN and syntax.tags[syntax.heads[at]][:1] in "N$" and syntax.heads[at] != at:
        at = syntax.heads[at]
    return at


def clause_owner(syntax: Syntax, number: int) -> Owner | None:
    """As in "the $2.95 that analysts had expected", "the 98 cents forecast by analysts"."""
    for at in dict.fromkeys((number, counted(syntax, number), *rate_nouns(syntax, number))):
        for verb in syntax.children[at]:
            if syntax.deps[verb] == "relcl" and vouches(syntax, verb) and syntax.lower[at] not in _TIMES:
                subject = speaking_subject(syntax, verb)
                if subject is not None and not holds_object(syntax, verb):
                    return owned(syntax, subject, verb)
            if syntax.deps[verb] == "acl" and syntax.tags[verb] == "VBN" and vouches(syntax, verb):
                agent = agent_of(syntax, verb)
                if agent is not None:
                    return owned(syntax, agent, verb)
    return None


def rate_nouns(syntax: Syntax, number: int) -> list[int]:
    """The noun of a rate, on which a clause may hang instead: "the €1.10 a share that brokers expected"."""
    below = [j for j in syntax.children[number] if syntax.deps[j] in ("npadvmod", "prep")][:2]
    return [j for i in below for j in (i, *syntax.children[i][:1])]


def holds_object(syntax: Syntax, verb: int) -> bool:
    """Whether a clause tells of something else than the figure: "the $2 billion that it expects to collect"."""
    return any(
        syntax.deps[j] == "xcomp" or (syntax.deps[j] == "dobj" and syntax.tags[j] not in _RELATIVES)
        for j in syntax.children[verb]
    )


def speaking_subject(syntax: Syntax, verb: int) -> int | None:
    """The subject of a verb, unless it stands for another word ("provisions that allow") or is "No official"."""
    subject = syntax.child(verb, ("nsubj",))
    if subject is None or syntax.tags[subject] in _RELATIVES or syntax.lower[subject] in _READERS:
        return None
    denied = any(syntax.lower[j] in ("neither", "no") for j in syntax.children[subject] if syntax.deps[j] == "det")
    return None if denied and not syntax.tags[subject].startswith("NNP") else subject


def agent_of(syntax: Syntax, verb: int) -> int | None:
    """The noun after the "by" of a participle."""
    by = syntax.child(verb, ("agent", "prep"))
    if by is None or syntax.lower[by] != "by":
        return None
    return syntax.child(by, ("pobj",))


def vouches(syntax: Syntax, verb: int) -> bool:
    """Whether a verb says or calculates."""
    known, form = words(), syntax.lower[verb]
    return form in known.says or form in known.participles or form in known.calculates


def setter(syntax: Syntax, number: int) -> Owner | None:
    """As in "The mayor put the cost of the bridge at $40 million"."""
    at = counted(syntax, number)
    preposition = syntax.heads[at]
    if syntax.deps[at] != "pobj" or syntax.lower[preposition] != "at" or syntax.deps[preposition] != "prep":
        return None
    verb = syntax.clause(preposition)
    thing, subject = syntax.child(verb, ("dobj",)), speaking_subject(syntax, verb)
    if thing is None or subject is None or syntax.lower[verb] not in words().puts:
        return None
    return owned(syntax, subject, verb) if syntax.lower[thing] in words().amounts else None


def noun_owner(syntax: Syntax, number: int) -> Owner | None:
    """As in "Governor Lund's estimate of 4,000 empty flats", "a Harborview report that 45 percent are dry"."""
    below = number
    for at in syntax.climb(number):
        if syntax.tags[at][:1] == "N" and at != number and syntax.lower[at] in words().estimates:
            if not states(syntax, at, below):
                return None
            source = noun_source(syntax, at)
            return owned(syntax, source, at) if source is not None else None
        if syntax.is_verb(at) and syntax.deps[at] not in _CLAUSES:
            return None
        below = at
    return None


def states(syntax: Syntax, noun: int, below: int) -> bool:
    """Whether what hangs on a noun of saying is what it says: "of 4,000", "that 45 percent are dry", "3 percent"."""
    label = syntax.deps[below]
    if label == "prep":
        return syntax.lower[below] in _OF
    if label in ("acl", "ccomp"):
        return any(syntax.lower[j] == "that" for j in syntax.children[below])
    return label in _WITHIN and syntax.lower[noun] in words().calculates


def noun_source(syntax: Syntax, noun: int) -> int | None:
    """Whose a noun is: its genitive, its "by …", or the name before it."""
    own = syntax.child(noun, ("poss",))
    if own is not None:
        return own
    agent = agent_of(syntax, noun)
    if agent is not None:
        return agent
    return next(
        (j for j in syntax.children[noun] if syntax.deps[j] == "compound" and syntax.tags[j].startswith("NNP")), None
    )


def speaker(syntax: Syntax, number: int) -> Owner | None:
    """The subject of the verb that a figure's clause, or what it counts, is the object of."""
    for at in syntax.climb(number):
        verb = syntax.heads[at]
        told = syntax.deps[at] == "ccomp" or (syntax.deps[at] == "dobj" and syntax.lower[verb] in _COUNTS)
        if told and syntax.is_verb(verb) and vouches(syntax, verb):
            subject = speaking_subject(syntax, verb)
            if subject is None and syntax.tags[verb] == "VBG":
                subject = syntax.subject(verb)
            return owned(syntax, subject, verb) if subject is not None else None
        if syntax.is_verb(at) and syntax.deps[at] not in _CLAUSES and not adds(syntax, at):
            return None
    return None


def adds(syntax: Syntax, verb: int) -> bool:
    """Whether a relative clause only adds something: "$4,100, which is about $900 more"."""
    return syntax.deps[verb] == "relcl" and any(syntax.lower[j] == "which" for j in syntax.children[verb])


def owned(syntax: Syntax, source: int, cue: int) -> Owner:
    """The stretches of a source with all that hangs on it, and of a cue."""
    begin, end = syntax.first(source), syntax.last(source) + 1
    if begin <= cue < end:
        begin, end = source, source + 1
    while end - 1 > begin and syntax.tags[end - 1] == "POS":
        end -= 1
    return Owner(syntax.offsets(begin, end), syntax.offsets(cue, cue + 1))
