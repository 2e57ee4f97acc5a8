"""Phrases around a token of the parse, as sets of tokens: noun phrases, subjects, predicates.

In: `Syntax` and a token. Out: token numbers, in no order. `gather` walks down and leaves out what does not belong to a
measure: time phrases, loose additions behind a comma, examples ("including …").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.claims.syntax import Syntax
from claimx.lexicon.moves import moves
from claimx.lexicon.reporting import lexicon

if TYPE_CHECKING:
    from collections.abc import Collection

NOUN_DROPS = frozenset({"conj", "cc", "appos", "parataxis", "preconj", "predet"})
SUBJECT_DROPS = frozenset({"relcl", "acl", "appos", "parataxis", "preconj", "predet"})
FIGURE_DROPS = NOUN_DROPS | {"amod", "advmod", "quantmod", "npadvmod"}
DEEP_DROPS = frozenset({"relcl", "advcl", "appos", "parataxis", "preconj"})
"""Labels left out of a noun phrase itself, of a subject, of the figure's own phrase, and anywhere further down."""

FIGURE_PREPOSITIONS = frozenset({"among", "at", "for", "from", "in", "of", "on", "per", "to", "with"})
"""What introduces the measure right behind a figure: "70 percent of imports", "$5 in fees"."""

WIDEST = 200
"""A phrase of more tokens than this is cut off: only hostile text has them."""

_ASIDES = frozenset({"relcl", "acl", "prep", "advmod", "npadvmod", "amod"})
_EXAMPLES = frozenset(
    "above according after because before below despite including like such than unless until well".split()
)
_COMMAS = frozenset({",", "-", "--", "–", "—", "―", "(", ";", ":"})
_BREAKS = frozenset({":", ";"})
_PREDICATE = frozenset(
    {
        "dobj",
        "prep",
        "attr",
        "acomp",
        "ccomp",
        "xcomp",
        "agent",
        "oprd",
        "dative",
        "prt",
        "neg",
        "aux",
        "auxpass",
    }
)
_GUESSES = frozenset({"claim", "estimate", "estimation", "forecast", "guess", "prediction", "projection"})
_PARTITIVE = frozenset({"among", "of"})
_NAMES = frozenset({"", "FAC", "GPE", "LOC", "ORG", "PERSON", "PRODUCT"})
TIMES = frozenset({"DATE", "TIME"})
_NUMBER_TAGS = frozenset({"CD", "$"})
_NUMBER_WORDS = frozenset({"%", "cents", "dollars", "euros", "percent", "pounds", "rubles", "yen", "yuan"})


def gather(
    syntax: Syntax, top: int, drops: Collection[str] = (), prepositions: Collection[str] | None = None
) -> list[int]:
    """The tokens below `top`, without its dependents labelled `drops`, nor prepositions other than those given."""
    found: list[int] = []
    todo = [top]
    while todo and len(found) < WIDEST:
        at = todo.pop()
        found.append(at)
        dropped = drops if at == top else DEEP_DROPS
        for child in syntax.children[at]:
            foreign = at == top and prepositions and is_foreign(syntax, child, prepositions)
            if syntax.deps[child] in dropped or foreign or is_extra(syntax, child, at):
                continue
            if not is_uneven(syntax, child, at, top):
                todo.append(child)
    return found


def is_uneven(syntax: Syntax, child: int, head: int, top: int) -> bool:
    """Whether a joined word is no part of the phrase: another verb below its top, a verb or a number beside a noun."""
    if syntax.is_verb(head):
        return head != top and syntax.deps[child] in ("conj", "cc")
    # "an economy of 28 trillion dollars and defence expenditures": no second measure behind the first one's sum.
    return syntax.deps[child] == "conj" and (
        is_number(syntax, child) or is_number(syntax, head) or syntax.is_verb(child)
    )


def is_foreign(syntax: Syntax, child: int, prepositions: Collection[str]) -> bool:
    """Whether a dependent is introduced by a preposition that is not among those given."""
    return syntax.deps[child] == "prep" and syntax.lower[child] not in prepositions


def is_extra(syntax: Syntax, child: int, head: int) -> bool:
    """Whether a dependent says when or how much ("costs amounting to $5"), gives an example, or is loose."""
    label = syntax.deps[child]
    if label == "prep" and (syntax.lower[child] in _EXAMPLES or is_size(syntax, child)):
        return True
    if label in ("conj", "appos") and syntax.words[max(0, syntax.first(child) - 1)] in _BREAKS:
        return True  # "at two museums: the Mill by 24 percent; the Mint by 13"
    if is_time(syntax, child) or (label == "acl" and syntax.lower[child] in moves().light):
        return True
    return label in _ASIDES and child > head and is_loose(syntax, child)


def is_size(syntax: Syntax, preposition: int) -> bool:
    """As in "the Mint by 13 percent": how much something moved."""
    return syntax.lower[preposition] == "by" and any(is_number(syntax, j) for j in objects(syntax, preposition))


def is_time(syntax: Syntax, at: int) -> bool:
    """Whether a dependent says when ("in 2012", "last week")."""
    if syntax.deps[at] == "prep":
        return any(syntax.ents[j] in TIMES for j in objects(syntax, at))
    return syntax.ents[at] in TIMES and syntax.deps[at] in ("npadvmod", "advmod")


def objects(syntax: Syntax, preposition: int) -> list[int]:
    """What a preposition governs."""
    return [j for j in syntax.children[preposition] if syntax.deps[j] in ("pobj", "pcomp")]


def is_number(syntax: Syntax, at: int) -> bool:
    """Whether a token is the head of a bare number, a percentage or a sum."""
    return syntax.tags[at] in _NUMBER_TAGS or syntax.lower[at] in _NUMBER_WORDS


def is_loose(syntax: Syntax, at: int) -> bool:
    """Whether a phrase is set off by a comma, dash or bracket."""
    first = syntax.first(at)
    return first > 0 and syntax.words[first - 1] in _COMMAS


def reports(syntax: Syntax, at: int) -> bool:
    """Whether a token is a verb of saying."""
    words = lexicon()
    return syntax.is_verb(at) and words.verbs.get(words.lemmas.get(syntax.lower[at], "")) == "say"


def is_guess(syntax: Syntax, noun: int) -> bool:
    """As in "Mr. Hale's estimate of several hundred fighters": whose figure it is, not what it measures."""
    return syntax.lower[noun] in _GUESSES and syntax.child(noun, ("poss",)) is not None


def noun_phrase(syntax: Syntax, noun: int) -> list[int]:
    """A noun with what stands before it and its close complements."""
    return gather(syntax, noun, NOUN_DROPS)


def subject_phrase(syntax: Syntax, noun: int) -> list[int]:
    """A subject without its clauses; a person or organization by the bare name ("carmaker Opel" is "Opel")."""
    noun = name_of(syntax, noun)
    tokens = gather(syntax, noun, SUBJECT_DROPS)
    if not syntax.tags[noun].startswith("NNP") or syntax.ents[noun] not in ("ORG", "PERSON"):
        return tokens
    first = noun
    while first > 0 and (syntax.ents[first - 1] == syntax.ents[noun] or syntax.tags[first - 1].startswith("NNP")):
        first -= 1
    return [j for j in tokens if j >= first or syntax.deps[j] == "poss"]


def name_of(syntax: Syntax, noun: int) -> int:
    """The name that a noun is explained by ("its chief executive, Ann Hale"), else the noun itself."""
    if syntax.tags[noun].startswith("NNP"):
        return noun
    for child in syntax.children[noun]:
        if (
            syntax.deps[child] == "appos"
            and child > noun
            and not is_extra(syntax, child, noun)
            and syntax.tags[child].startswith("NNP")
            and syntax.ents[child] in {*_NAMES, ""}
        ):
            return child
    return noun


def predicate(syntax: Syntax, verb: int, after: int) -> list[int]:
    """A verb with everything it says about the subject `after`; "of the 9 rowers, four were …" belongs to it too."""
    found = [verb]
    for child in syntax.children[verb]:
        said = child > after and syntax.deps[child] in _PREDICATE
        if said and not is_time(syntax, child) and not is_loose(syntax, child):
            found += gather(syntax, child)
    return found


def partitive(syntax: Syntax, verb: int, before: int) -> list[int]:
    """As in "Among new members, 58 percent would …": the whole that a percentage in the subject is part of."""
    for at in syntax.climb(verb):
        for child in syntax.children[at]:
            if child < before and syntax.deps[child] == "prep" and syntax.lower[child] in _PARTITIVE:
                return gather(syntax, child)
        if syntax.deps[at] not in ("conj", "advcl"):
            return []
    return []
