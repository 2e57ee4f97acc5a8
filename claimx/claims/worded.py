"""What the words from a figure up to the root of its sentence say of its status.

In: `Syntax` and the head of a figure. Out: a `Status`. The first word that decides wins: a noun of purpose ("target of
85 percent") here, a verb in `claimx.claims.modal`. What only describes a noun of the clause is asserted, whatever the
clause says ("the second-largest carmaker will cut …").
"""

from __future__ import annotations

from claimx.claims.denied import counted, is_definite, is_infinitive
from claimx.claims.modal import ASIDES, is_bare_participle, is_parted, verb_status
from claimx.claims.phrases import is_number
from claimx.claims.syntax import SUBJECTS, Syntax
from claimx.lexicon.modality import modality
from claimx.records import Status

_OF = frozenset({"by", "for", "of"})
"""What joins a plan to its figure; "a threat to the homes of millions" plans nothing."""
_PLACING = frozenset({"across", "among", "at", "from", "in", "on", "within"})
"""Below the "of" of a purpose they lead to what is there: "halved the risk of stroke in 12,345 patients"."""
_AFTER = frozenset({"after", "despite", "following"})
_BESIDE = frozenset({"according", "compared"})
_MEASURES = frozenset({"above", "below", "beyond", "of", "past", "than"})
"""Before a noun named as known they lead to what is there: "more than the 8-point win", "70 of the 320 shops"."""
_COMING = frozenset("built created ensue erected follow imposed installed introduced laid result".split())
"""What such a verb makes or brings was not there before."""
_BASED = 2
_VICTIMS = frozenset({"target", "targets"})
GROUPS = frozenset({"bottom", "lower", "lowest", "middle", "poorest", "richest", "top", "upper", "wealthiest"})
_PATHS = frozenset({"course", "track"})
_PLACES = frozenset(
    "bloc city continent country county district island nation province region state town village".split()
)
"""What is told of them is there already: "to boost tourism in the island of 9 million people"."""


def worded(syntax: Syntax, head: int, *, timed: bool) -> Status:
    """What the words from a figure up to the root of its sentence say; `timed` for dates and durations."""
    path: list[int] = []
    if names_group(syntax, head):
        return "asserted"
    for at in syntax.climb(head):
        verb = syntax.is_verb(at)
        if verb and path and not timed and leads_away(syntax, path[-1], at, path):
            return "asserted"
        found = verb_status(syntax, at, path, timed=timed) if verb else noun_status(syntax, at, path)
        if found is not None:
            return found
        if path and is_aside(syntax, path[-1], at, path):
            return "asserted"
        path.append(at)
    return "asserted"


def names_group(syntax: Syntax, head: int) -> bool:
    """As in "the top 1 percent would pay more": whom a plan concerns is there."""
    first = syntax.first(head)
    if syntax.deps[head] in ("compound", "nmod"):
        return False  # "the top 33 percent rate"
    return not GROUPS.isdisjoint(syntax.lower[max(0, first - 1) : head])


def is_aside(syntax: Syntax, below: int, above: int, path: list[int]) -> bool:
    """Whether what stands above has no say: relative clauses, appositions, descriptions inside a subject, "from $5"."""
    label = syntax.deps[below]
    if is_parted(syntax, below, above) or leads_away(syntax, below, above, path):
        return True
    if label == "appos" and not is_number(syntax, above):
        return True
    if label in ASIDES:
        return not is_bare_participle(syntax, below) and not is_infinitive(syntax, below)
    if syntax.deps[above] in SUBJECTS and not is_to_come(syntax, above):
        if label == "nummod":
            return is_definite(syntax, above)  # "The 12 suspects will be tried": they are there
        return label in ("compound", "amod", "nmod", "prep") and (label != "prep" or not is_whole(syntax, path))
    return False


def is_to_come(syntax: Syntax, subject: int) -> bool:
    """As in "a 2-day hearing is scheduled", "a 21-day lockdown could follow": what is not there before the verb."""
    form = syntax.lower[syntax.heads[subject]]
    return form in modality().settings or (form in _COMING and not is_definite(syntax, subject))


def leads_away(syntax: Syntax, below: int, above: int, path: list[int]) -> bool:
    """Whether a preposition leads from what is planned to what is there: a start, a loss of before, a base."""
    form = syntax.lower[below]
    if syntax.deps[below] != "prep":
        return False
    if form == "from" or form in _BESIDE:
        return True
    if form == "of" and (is_number(syntax, above) or above in syntax.figured) and is_known(syntax, path):
        return True  # "wants to close 70 of its 320 shops"
    if form == "of" and syntax.lower[above] in _PLACES:
        return True
    if form in _AFTER and len(path) > 2:
        return True  # "to relieve the firm after a $2 billion loss": what came before is a fact
    if form == "with" and below < above and syntax.is_verb(above):
        return syntax.first(above) == below  # "With 90 seats at stake, she will win 40"
    if form not in _MEASURES or len(path) < _BASED or counted(syntax, path[0]) != path[-2]:
        return False
    told = form == "of" or syntax.child(path[-2], ("relcl",)) is None  # "than the $1 billion it expects to collect"
    return told and is_definite(syntax, path[-2])


def is_known(syntax: Syntax, path: list[int]) -> bool:
    """Whether the noun behind a preposition is named as known, or is a bare number ("70 of 320")."""
    return len(path) < _BASED or is_definite(syntax, path[-2])


def is_whole(syntax: Syntax, path: list[int]) -> bool:
    """As in "a total of 5,000 will be cut": the figure is what the noun of its subject amounts to."""
    return len(path) > 1 and syntax.lower[path[-1]] == "of"


def noun_status(syntax: Syntax, word: int, path: list[int]) -> Status | None:
    """As in "its target of 85 percent", "a pledge to add 400 trams", "likely to fall"."""
    words, tag = modality(), syntax.tags[word]
    if tag.startswith("N") and syntax.deps[word] != "compound":
        there = is_counted(syntax, word, path) or leads_astray(syntax, path) or is_victim(syntax, word)
        found = None if there else words.nouns.get(syntax.lower[word])
        if found is None and path and syntax.deps[word] == "ROOT" and is_infinitive(syntax, path[-1]):
            return "planned"  # the headline "Carmaker to cut 10,000 jobs": parsed as a noun with an infinitive
        if syntax.lower[word] in _PATHS and syntax.lower[word - 1] == "on" and path and is_infinitive(syntax, path[-1]):
            return "forecast"  # "is on track to build 500 homes"
        if found == "planned" and any(syntax.lower[j] == "no" for j in syntax.children[word]):
            return "negated"  # "has no plans to cut 300 jobs"
        return found or attributed(syntax, word, path)
    if tag.startswith("J") and path and syntax.deps[path[-1]] in ("xcomp", "ccomp", "prep"):
        return words.adjectives.get(syntax.lower[word])
    return None


def attributed(syntax: Syntax, noun: int, path: list[int]) -> Status | None:
    """As in "the planned 20 reactors", "projected losses of $3 billion": what its adjective says of a figure's noun."""
    direct = len(path) == 1 or (len(path) == 2 and syntax.lower[path[1]] == "of")
    if not direct or happened(syntax, noun, path):
        return None
    words = modality()
    for j in syntax.children[noun]:
        if syntax.deps[j] == "amod" and syntax.lower[j] in words.attributes:
            return words.adjectives.get(syntax.lower[j])
    return None


def happened(syntax: Syntax, noun: int, path: list[int]) -> bool:
    """As in "An expected 300 people turned up", "The proposed $5 billion merger failed": told as done."""
    above = syntax.heads[noun]
    return len(path) == 1 and syntax.deps[noun] == "nsubj" and syntax.tags[above] == "VBD"


def is_counted(syntax: Syntax, word: int, path: list[int]) -> bool:
    """As in "scored 14 goals", "his third goal": what is counted is there; "a $5 million offer" counts none."""
    if not path:
        return False
    label = syntax.deps[path[-1]]
    if label == "amod":
        return len(path) == 1 or syntax.lower[path[-1]] == "many"  # "twice as many goals"
    several = syntax.tags[word] == "NNS" or syntax.lower[path[-1]] == "one"
    return label == "nummod" and len(path) == 1 and several


def is_victim(syntax: Syntax, word: int) -> bool:
    """As in "was the target of $5 million in adverts": who is one plans nothing; "the target is $5 million" does."""
    return syntax.lower[word] in _VICTIMS and syntax.deps[word] == "attr"


def leads_astray(syntax: Syntax, path: list[int]) -> bool:
    """Whether a preposition between a noun of purpose and the figure says that the purpose is not the figure's."""
    if path and syntax.deps[path[-1]] == "prep" and syntax.lower[path[-1]] not in _OF:
        return True
    for at in reversed(path):
        if syntax.is_verb(at):
            return False  # "a plan to cut jobs in 12 towns"
        if syntax.deps[at] == "prep" and syntax.lower[at] in _PLACING:
            return True
    return False
