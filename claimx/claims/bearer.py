"""What a quantity is of, as `claimx annotate` shows it: nouns and names, without verbs and without the unit.

In: a Doc and its quantities. Out: for each one or two stretches of its sentence. The measure of a claim is read on its
own and keeps the verb and the counted noun ("Acme sold cars"). In `annotate` a unit stands beside it, which would then
be said twice: "40" of "Acme sold 40 cars" has the unit "car" and is of "Acme"; "the old moat is nine yards deep" is of
the "old moat". The counted noun is shown when nothing else is there.

The climb begins at the figure: the noun behind it ("two-thirds of pensioners"), the noun that it describes ("a 30% toll
on cheese"), then the object and the subject of the clause. Read `bearers`, then `Climb.go`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimx.claims.beside import bracketed, table_label
from claimx.claims.clauses import subject_of
from claimx.claims.phrases import is_extra, is_time, name_of, reports
from claimx.claims.stretches import MOST, runs_of, trimmed
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens, syntax_of
from claimx.types import Offsets, Quantity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from spacy.tokens import Doc

MAX_STEPS = 8
WIDEST = 40
"""Tokens of a phrase, and of a sentence before a figure, that are looked at."""
_DROPS = frozenset({"relcl", "acl", "appos", "parataxis", "preconj", "predet", "advcl", "advmod", "punct", "npadvmod"})
_WITHIN = frozenset({"across", "between", "for", "from", "in", "of", "on"})
"""Prepositions inside a phrase: "trade across the strait", "the train from Turin"."""
_SHARED = frozenset({"in", "of", "off", "on"})
"""What introduces the thing measured right behind a figure: "$80 off a kettle", "$5 in fees"."""
_DEALT = frozenset({"for", "of", "off", "on"})
"""What introduces it behind a verb, when pronouns stand for the rest: "we gave $30 for the lamp"."""
_CIRCUMSTANCES = frozenset({"after", "amid", "at", "for", "in", "on", "with"})
"""As in "it opened the route with sales of 40 units": the object of the clause has nothing to do with the figure."""
_UNTOLD = frozenset({"DT", "EX", "IN", "PDT", "PRP", "PRP$", "WDT", "WP", "WP$"})


def bearers(doc: Doc, quantities: Sequence[Quantity]) -> list[tuple[Offsets, ...]]:
    """What each quantity is of: one or two stretches of its sentence; none when nothing sensible is there."""
    syntax = syntax_of(doc)
    spans = [syntax.tokens((one.start, one.end)) for one in quantities]
    figures = {at: span for span in spans for at in range(*span)}
    return [bearer(syntax, one, span, figures) for one, span in zip(quantities, spans, strict=True)]


def bearer(syntax: Syntax, quantity: Quantity, span: Tokens, figures: Mapping[int, Tokens]) -> tuple[Offsets, ...]:
    """What a quantity is of, in the first place where it is told."""
    if not syntax.deps[span[0]]:
        return ()
    counted = range(*syntax.tokens(quantity.noun)) if quantity.noun is not None else range(0)
    climb = Climb(syntax, figures, counted)
    holder = bracketed(syntax, span)
    if (label := table_label(syntax, span)) is not None:
        climb.found = [list(range(*label))]
    elif holder is not None and holder not in figures:
        climb.add([holder])  # "Tom Hale (7.5 points)"
    else:
        climb.go(syntax.head_of(span if holder is None else figures[holder]))
    return climb.laid() or Climb(syntax, figures, range(0)).only(counted)


@dataclass
class Climb:
    """A climb from one figure, over the tokens of figures and of its counted noun to the phrases that it is of."""

    syntax: Syntax
    figures: Mapping[int, Tokens]
    counted: range
    found: list[list[int]] = field(default_factory=list)

    def go(self, at: int) -> None:
        """Collect the phrases that a figure is of, the nearest first."""
        syntax = self.syntax
        self.add(self.shared(at))
        for _ in range(MAX_STEPS):
            above = syntax.heads[at]
            if above == at:
                break
            if syntax.is_verb(above):
                self.clause(above, at)
                break
            if self.is_own(above):
                self.add(self.shared(above))
            elif syntax.tags[above].startswith("N") and syntax.deps[at] != "conj":
                self.add([above])
            at = above
        if not self.found and not self.counted:
            self.subject_before(at)

    def only(self, counted: range) -> tuple[Offsets, ...]:
        """The counted noun itself, with what the text says of it."""
        self.add([at for at in counted if not self.is_own(at)][-1:])
        return self.laid()

    def is_own(self, at: int) -> bool:
        """Whether a token is part of a figure or of the counted noun."""
        return at in self.figures or at in self.counted

    def add(self, nouns: Iterable[int]) -> None:
        """Take the phrases of some nouns."""
        self.found += [tokens for noun in nouns if (tokens := self.phrase(noun))]

    def shared(self, at: int) -> list[int]:
        """The nouns behind "of" right after a figure; behind counted things they only tell more about these."""
        return [] if at in self.counted else governed(self.syntax, at, at, _SHARED)

    def clause(self, verb: int, arm: int) -> None:
        """The object and the subject of a clause that a figure hangs on by `arm`."""
        syntax, label = self.syntax, self.syntax.deps[arm]
        objects = [j for j in syntax.children[verb] if syntax.deps[j] in ("dobj", "attr") and j != arm]
        subject = subject_of(syntax, verb)
        if subject == arm or label in SUBJECTS:
            self.add([] if self.found else objects + governed(syntax, verb, arm, _DEALT))
            return
        if not (self.found and label == "prep" and syntax.lower[arm] in _CIRCUMSTANCES):
            self.add(j for j in objects if syntax.deps[j] == "dobj")
        if subject is not None:
            self.add([name_of(syntax, subject)])
        if not self.found and not self.counted:
            self.add(governed(syntax, verb, arm, _DEALT))

    def subject_before(self, at: int) -> None:
        """As in "The speed is about | 40 knots": the last subject before a figure that the parse left alone."""
        syntax = self.syntax
        first = max(syntax.sentence(syntax.starts[at])[0], at - WIDEST)
        subjects = [j for j in range(first, at) if syntax.deps[j] in SUBJECTS and not reports(syntax, syntax.heads[j])]
        self.add(subjects[-1:])

    def phrase(self, noun: int) -> list[int]:
        """A noun or name with its compounds, adjectives and close complements, itself first."""
        syntax = self.syntax
        if syntax.tags[noun] in _UNTOLD:
            return []
        found: list[int] = []
        todo = [noun]
        while todo and len(found) < WIDEST:
            at = todo.pop()
            found.append(at)
            todo += [child for child in syntax.children[at] if self.belongs(child, at)]
        return found

    def belongs(self, child: int, head: int) -> bool:
        """Whether a dependent is part of a phrase: no clause, no time, no loose addition and no other figure."""
        syntax, label = self.syntax, self.syntax.deps[child]
        if label in _DROPS or is_extra(syntax, child, head):
            return False
        if label == "cc":
            joined = syntax.child(head, ("conj",))
            return joined is not None and self.belongs(joined, head)
        if label == "conj":
            alike = syntax.tags[child].startswith("N") == syntax.tags[head].startswith("N")
            return alike and not self.is_sized(child)
        return label != "prep" or (
            syntax.lower[child] in _WITHIN and not any(self.is_sized(noun) for noun in syntax.children[child])
        )

    def is_sized(self, noun: int) -> bool:
        """Whether a noun has a figure of its own: "a levy on almost 60 dishes"."""
        return self.is_own(noun) or any(map(self.is_own, self.syntax.children[noun]))

    def laid(self) -> tuple[Offsets, ...]:
        """The first phrases that fit into two stretches, in reading order; of a wide one the noun alone."""
        chosen: set[int] = set()
        runs: list[Tokens] = []
        for piece in self.found:
            for part in (piece, core(self.syntax, piece)):
                wider = {at for at in chosen.union(part) if not self.is_own(at)}
                laid = [bare(self.syntax, run) for run in runs_of(self.syntax, wider)]
                if len(laid := trimmed(self.syntax, laid)) <= MOST:
                    chosen, runs = wider, laid
                    break
        return tuple(self.syntax.offsets(*run) for run in runs)


def governed(syntax: Syntax, head: int, behind: int, prepositions: Collection[str]) -> list[int]:
    """The nouns that some prepositions of a head govern, behind a token."""
    return [
        noun
        for child in syntax.children[head]
        if child > behind and syntax.lower[child] in prepositions and not is_time(syntax, child)
        for noun in syntax.children[child]
        if syntax.deps[noun] == "pobj"
    ]


def core(syntax: Syntax, piece: Sequence[int]) -> list[int]:
    """The noun of a phrase with the words before it that hang on it."""
    return [at for at in piece if at == piece[0] or (at < piece[0] and syntax.heads[at] == piece[0])]


def bare(syntax: Syntax, run: Tokens) -> Tokens:
    """A run without articles, possessive pronouns and prepositions at its edges."""
    first, last = run
    while first < last and syntax.tags[first] in _UNTOLD:
        first += 1
    while first < last and syntax.tags[last - 1] in _UNTOLD:
        last -= 1
    return first, last
