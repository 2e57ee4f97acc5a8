"""What belongs to the figures beside a figure: the names of other rows, the words of other clauses.

In: `Syntax`, the figures of a sentence, one of them. Out: tokens that its measure must not show. In "Hale had 31
percent, Cole 17" the second figure is Cole's; in "theft fell 12 percent, while arson rose 20" it is arson's. What
stands above both is shared: "the poll put Hale at 14 percent and Cole at 13". Read `leaked`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimx.claims.climb import carrier_of
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens

MAX_BETWEEN = 8
"""So many words stand at most between the name of a row and its figure."""
LONGEST_NAME = 8
MOST_FIGURES = 30
"""Figures on either side that are looked at: only tables and hostile text have more in a sentence."""
_LEADING = frozenset({"at", "by", "from", "on", "to", "up", "down", "with", "about", "just", "only"})
_LEADING_TAGS = frozenset({"VBD", "VBZ", "VBP", "VBN", "VB", "VBG", "MD", "RB", "RBR", "JJR", "$", "CD"})
_NAME_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "PRP$", "POS", "VBG"})
_INSIDE = frozenset({"of", "in", "for", "among", "to", "against", "with", "from", "on", "&"})
_BORDERS = frozenset({",", ";", ":", "and", "but", "while", "whereas", "or", "as", "though", "although", "—", "–"})
_BESIDE = frozenset({"conj", "advcl", "ccomp", "parataxis"})
_MARKS = frozenset({"while", "whereas", "as", "though", "although", "but"})
_PRONOUN_TAGS = frozenset({"PRP", "WP", "WDT", "EX", "DT"})


def leaked(syntax: Syntax, figures: Sequence[Tokens], span: Tokens) -> frozenset[int]:
    """The tokens around a figure that only tell of another one; `figures` are those of its sentence."""
    if len(figures) <= 1:
        return frozenset()
    found = set(other_names(syntax, figures, span))
    found.update(other_clauses(syntax, figures, span))
    carrier = carrier_of(syntax, syntax.head_of(span))
    found.difference_update(
        range(syntax.first(carrier), syntax.last(carrier) + 1) if carrier not in range(*span) else ()
    )
    return frozenset(found.difference(range(*(row_name(syntax, span) or span))))


def other_names(syntax: Syntax, figures: Sequence[Tokens], span: Tokens) -> Iterator[int]:
    """The names of the rows before and behind a figure that has a name of its own."""
    own = row_name(syntax, span)
    if own is None or any(syntax.tags[at] == "PRP$" for at in range(*own)):
        return
    for name in names_beside(syntax, figures, span, own):
        yield from range(*cut_to_match(syntax, own, name))


def names_beside(syntax: Syntax, figures: Sequence[Tokens], span: Tokens, own: Tokens) -> Iterator[Tokens]:
    """The names of the rows around one."""
    for other in figures:
        name = row_name(syntax, other) if other != span else None
        if name is None or name == own:
            continue
        later = max(own, name)
        if opens_row(syntax, later) and min(span, other)[1] <= later[0]:
            yield name


def own_name(syntax: Syntax, figures: Sequence[Tokens], span: Tokens) -> Tokens | None:
    """The name of a figure's row, where other rows stand beside it: its measure must show it."""
    own = row_name(syntax, span)
    return own if own is not None and any(True for _ in names_beside(syntax, figures, span, own)) else None


def opens_row(syntax: Syntax, name: Tokens) -> bool:
    """Whether a name stands behind "and", "while", a comma."""
    return name[0] > 0 and syntax.lower[name[0] - 1] in _BORDERS


def row_name(syntax: Syntax, span: Tokens) -> Tokens | None:
    """The noun phrase that leads to a figure over verbs and prepositions alone: "Cole" in ", Cole was at 13"."""
    end = span[0]
    least = max(syntax.sentence(syntax.starts[span[0]])[0], end - MAX_BETWEEN)
    while end > least and leads(syntax, end - 1):
        end -= 1
    if end <= least or not syntax.tags[end - 1].startswith(("N", "POS")):
        return None
    return name_before(syntax, end)


def leads(syntax: Syntax, at: int) -> bool:
    """Whether a word stands between the name of a row and its figure, and belongs to neither."""
    low = syntax.lower[at]
    return low in _LEADING or syntax.tags[at] in _LEADING_TAGS or low in ("%", "percent", "least", "most", "points")


def name_before(syntax: Syntax, end: int) -> Tokens | None:
    """The noun phrase that ends there, with the prepositions inside and in front of it."""
    least = max(syntax.sentence(syntax.starts[end - 1])[0], end - LONGEST_NAME)
    begin = end
    while begin > least and names(syntax, begin - 1):
        begin -= 1
    return (begin, end) if begin < end else None


def names(syntax: Syntax, at: int) -> bool:
    """Whether a word can be part of a name, as the number of "the Eastgate 300 index" is."""
    if syntax.tags[at] == "CD":
        return at > 0 and syntax.tags[at - 1] in ("NNP", "POS") and syntax.tags[at + 1].startswith("N")
    return syntax.tags[at] in _NAME_TAGS or syntax.lower[at] in _INSIDE


def cut_to_match(syntax: Syntax, own: Tokens, name: Tokens) -> Tokens:
    """So much of another row's name as the own name stands for.

    "Support among men was 45 percent, among women 39": "among men"; "Spain's economy grew 2 percent,
    Peru's 3": "Spain's".
    """
    low, first = syntax.lower, syntax.lower[own[0]]
    if first in _INSIDE:
        same = [at for at in range(*name) if low[at] == first]
        return (same[-1], name[1]) if same else (name[1], name[1])
    if syntax.tags[own[1] - 1] == "POS":
        marks = [at for at in range(*name) if syntax.tags[at] == "POS"]
        return (name[0], marks[0] + 1) if marks else (name[1], name[1])
    return name


def other_clauses(syntax: Syntax, figures: Sequence[Tokens], span: Tokens) -> Iterator[int]:
    """The clauses beside the figure's own that have figures of their own; a subject that both share stays."""
    inside: set[int] = set()
    for at in syntax.climb(syntax.head_of(span)):
        inside.add(at)
        above = syntax.heads[at]
        for child in syntax.children[at]:
            if child not in inside and is_clause_beside(syntax, child) and is_other(syntax, figures, child, at):
                yield from range(syntax.first(child), syntax.last(child) + 1)
        if above != at and is_clause_beside(syntax, at):
            yield from clause_above(syntax, figures, at, above)


def is_other(syntax: Syntax, figures: Sequence[Tokens], verb: int, above: int) -> bool:
    """Whether a clause has a figure, or a semicolon parts it from the one above, which has a subject of its own."""
    if verb < above and own_subject(syntax, above) is None:
        return False  # "stocks had fallen 9 percent; today they were down 5": whose they are stands there
    return holds_figure(syntax, figures, verb) or (parted(syntax, verb) and own_subject(syntax, above) is not None)


def is_clause_beside(syntax: Syntax, verb: int) -> bool:
    """Whether a verb stands beside the one above: "…, while arson rose 20"."""
    if not syntax.is_verb(verb) or not syntax.is_verb(syntax.heads[verb]) or syntax.deps[verb] not in _BESIDE:
        return False
    if syntax.deps[verb] == "conj":
        return True
    return own_subject(syntax, verb) is not None and (
        any(syntax.lower[child] in _MARKS for child in syntax.children[verb] if child < verb)
        if syntax.deps[verb] == "advcl"
        else parted(syntax, verb)
    )


def parted(syntax: Syntax, verb: int) -> bool:
    """Whether a semicolon parts a clause from the one above."""
    low, high = sorted((verb, syntax.heads[verb]))
    return ";" in syntax.words[low : min(high, low + 40)]


def own_subject(syntax: Syntax, verb: int) -> int | None:
    """The subject of a verb itself, where it is no pronoun."""
    found = syntax.child(verb, SUBJECTS)
    return found if found is not None and syntax.tags[found] not in _PRONOUN_TAGS else None


def clause_above(syntax: Syntax, figures: Sequence[Tokens], verb: int, above: int) -> Iterator[int]:
    """The words of the clause that one with a figure hangs on, where it has a figure too."""
    subject = own_subject(syntax, verb)
    refers = subject is not None and any(syntax.tags[at] == "PRP$" for at in syntax.children[subject])
    arms = [child for child in syntax.children[above] if child != verb and not is_clause_beside(syntax, child)]
    if not any(holds_figure(syntax, figures, child) for child in arms):
        return
    yield above
    for child in arms:
        shared = syntax.deps[child] in SUBJECTS and (subject is None or refers)
        if not shared and not is_setting(syntax, child, above):
            yield from range(syntax.first(child), syntax.last(child) + 1)


def is_setting(syntax: Syntax, child: int, verb: int) -> bool:
    """Whether a phrase before the verb sets the scene for all that follows: "In Ohio, …"."""
    return child < verb and syntax.deps[child] in ("prep", "advmod", "npadvmod")


def holds_figure(syntax: Syntax, figures: Sequence[Tokens], at: int) -> bool:
    """Whether a figure stands below a word."""
    first, last = syntax.first(at), syntax.last(at)
    return any(first <= one[0] <= last for one in figures)
