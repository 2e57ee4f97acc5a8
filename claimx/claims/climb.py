"""The climb from a figure up the parse, and the pieces of its measure on the way.

In: `Syntax` and the tokens of a figure. Out: pieces, lists of tokens, the nearest first: the noun that carries the
figure ("11 soldiers", "a 3 percent drop"), what a preposition hangs on ("a fine of $5"), the verb and what stands
beside it ("Acme fell $2.40"). Read `figure_pieces`, then `Frame.step`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from claimx.claims.clauses import QUOTES, says_something, subject_of, top_of_chain, verb_chain
from claimx.claims.phrases import (
    FIGURE_DROPS,
    FIGURE_PREPOSITIONS,
    gather,
    is_extra,
    is_guess,
    is_loose,
    is_number,
    is_time,
    noun_phrase,
    partitive,
    predicate,
    reports,
    subject_phrase,
)
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens
from claimx.lexicon.moves import moves

MAX_STEPS = 8
_ATTRIBUTES = frozenset({"nummod", "quantmod", "amod", "compound", "nmod", "det", "poss", "predet"})
JOINED = frozenset({"conj", "appos", "dep"})
_TAILS = frozenset({"prep", "agent", "dative", "prt", "oprd"})
_COMPLEMENTS = frozenset({"among", "at", "compared", "for", "from", "in", "of", "on", "with"})
_COMPARING = frozenset({"IN", "JJ", "JJR", "RB", "RBR"})
_STANDARDS = frozenset({"advcl", "ccomp", "pobj", "prep"})
_CARRIER_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBG"})
_CIRCUMSTANCES = frozenset({"after", "amid", "before", "despite", "during", "since", "until"})
"""What these introduce stands beside the clause and is no part of it; so does "following", tagged as a verb."""
_MARKS = frozenset({"barrier", "figure", "level", "mark", "milestone", "threshold"})
"""Nouns that carry a figure and say nothing of what it measures: "passed the $1 billion mark"."""
_LASTING = frozenset({"for", "in", "within"})
_REACH = 10


def figure_pieces(syntax: Syntax, span: Tokens) -> list[list[int]]:
    """The pieces of a figure's measure, the nearest first."""
    frame = Frame.of(syntax, span)
    at: int | None = frame.carrier
    for _ in range(MAX_STEPS):
        if at is None or syntax.heads[at] == at:
            break
        at = frame.step(at)
    frame.add_owner()
    return frame.pieces if any(frame.pieces) else [noun_phrase(syntax, frame.carrier)]


@dataclass
class Frame:
    """A climb from one figure; `carried` once a noun is found that the figure belongs to."""

    syntax: Syntax
    span: Tokens
    carrier: int
    carried: bool
    ranked: bool = False
    pieces: list[list[int]] = field(default_factory=list)

    @classmethod
    def of(cls, syntax: Syntax, span: Tokens) -> Frame:
        """Start at the noun that carries the figure, or at the figure with its own complements."""
        head = syntax.head_of(span)
        carrier = carrier_of(syntax, head)
        if carrier == head:
            carrier = noun_behind(syntax, span) or head
        own = (
            gather(syntax, head, FIGURE_DROPS, FIGURE_PREPOSITIONS) if carrier == head else noun_phrase(syntax, carrier)
        )
        carried = carrier != head and not is_number(syntax, carrier)
        if syntax.lower[carrier] in _MARKS and syntax.child(carrier, ("prep",)) is None:
            own = []
        return cls(syntax, span, carrier, carried, syntax.tags[span[0]] == "JJ", [own])

    @property
    def is_vague(self) -> bool:
        """Whether the noun found says little alone: "mark", "plunge", "plan"; not "four officers", "first debate"."""
        noun = self.carrier
        return (
            not self.ranked
            and self.syntax.tags[noun] == "NN"
            and self.syntax.child(noun, ("prep", "poss", "acl", "relcl")) is None
        )

    @property
    def is_described(self) -> bool:
        """As in "13 years of civil war": a figure with a noun of its own behind it."""
        return any(at >= self.span[1] and self.syntax.tags[at].startswith("N") for piece in self.pieces for at in piece)

    def step(self, at: int) -> int | None:
        """One step up: add what is found there and return where to go on, or None at the end."""
        label, above = self.syntax.deps[at], self.syntax.heads[at]
        if label in SUBJECTS:
            if above > at or not reports(self.syntax, above):  # "…, said one official in the room"
                self.pieces += [predicate(self.syntax, above, at), partitive(self.syntax, above, at)]
            return None
        if self.syntax.is_verb(above):
            self.add_clause(above, at)
            return None
        if label == "pobj":
            return self.over_preposition(above)
        return self.beside(at, above) if label in JOINED else self.upward(above)

    def over_preposition(self, preposition: int) -> int | None:
        """As in "a fine of $5": the noun above; "rose to $5": the clause above."""
        above = self.syntax.heads[preposition]
        if self.syntax.is_verb(above):
            self.add_clause(above, next(j for j in self.syntax.children[preposition] if self.syntax.deps[j] == "pobj"))
            return None
        if self.syntax.tags[above].startswith("N"):
            if self.carried:
                # "a set of 50 goods", "sales of 640 units": one noun more, then stop.
                if self.syntax.lower[preposition] == "of" and not is_guess(self.syntax, above):
                    self.pieces.append(noun_phrase(self.syntax, above))
                return None
            self.carry(above)
        return above

    def beside(self, at: int, above: int) -> int | None:
        """As in "789, or about a quarter": the figure it is joined to; "Maddon, 66": the noun it is added to."""
        apart = not self.span[0] <= at < self.span[1]
        if apart and self.syntax.deps[at] == "conj" and is_number(self.syntax, above):
            return None  # "an economy of 28 trillion dollars and arms spending of 900 billion dollars"
        if self.carried and self.syntax.deps[at] == "appos" and self.syntax.tags[above].startswith("N"):
            self.pieces.append(subject_phrase(self.syntax, above))
            return None
        if self.carried:
            return above
        if (
            self.syntax.deps[at] == "appos"
            and self.syntax.tags[above].startswith("N")
            and not is_number(self.syntax, above)
        ):
            self.carry(above)
            return None
        carrier = carrier_of(self.syntax, above)
        if carrier != above:
            self.carry(carrier)
        return carrier

    def upward(self, above: int) -> int:
        """Over adverbs and adjectives with what they compare to ("up 5 percent from May", "$2 more than it cost")."""
        if not self.carried and self.syntax.tags[above].startswith("N"):
            self.carry(above)
        if self.syntax.tags[above] in _COMPARING:
            self.pieces += [
                gather(self.syntax, child)
                for child in self.syntax.children[above]
                if child >= self.span[1] and self.syntax.deps[child] in _STANDARDS and not is_time(self.syntax, child)
            ]
        return above

    def carry(self, noun: int) -> None:
        """Take a noun as the one that the figure belongs to."""
        self.pieces.append(noun_phrase(self.syntax, noun))
        self.carried = True

    def add_clause(self, verb: int, arm: int) -> None:
        """The clause of a verb that the figure hangs on by `arm`: subject, verb, object, complements."""
        behind = self.syntax.deps[arm] == "pobj"
        preposition = self.syntax.lower[self.syntax.heads[arm]] if behind else ""
        if (self.carried or self.is_described) and (preposition in _CIRCUMSTANCES or self.syntax.deps[verb] == "prep"):
            return
        told = self.is_vague or self.syntax.lower[self.carrier] in _MARKS
        if behind and self.carried and preposition not in ("to", "of", "by") and not told:
            return
        self.add_subject(verb)
        self.add_moved(verb)
        counted = self.syntax.deps[arm] != "npadvmod" or self.syntax.lower[arm] == "times"
        lasting = preposition in _LASTING and self.syntax.ents[arm] in ("DATE", "TIME")
        told = says_something(self.syntax, verb) and counted and preposition in ("", "for")
        if told or (lasting and not self.syntax.child(verb, ("attr", "acomp"))):
            self.pieces.append(verb_chain(self.syntax, verb))
        for child in self.syntax.children[verb]:
            if child != arm and not self.span[0] <= child < self.span[1]:
                self.add_complement(child, arm)

    def add_subject(self, verb: int) -> None:
        """The subject, and the noun that the clause describes ("the plan, which analysts say would cost $5")."""
        subject = subject_of(self.syntax, verb)
        if subject is not None:
            self.pieces.append(subject_phrase(self.syntax, subject))
        top = top_of_chain(self.syntax, verb)
        described = self.syntax.heads[top]
        if self.syntax.deps[top] == "relcl" and described != subject and not self.span[0] <= described < self.span[1]:
            self.pieces.append(subject_phrase(self.syntax, described))

    def add_moved(self, verb: int) -> None:
        """As in "reduced its imports, decreasing to $5": what the clause above moves."""
        syntax, above = self.syntax, self.syntax.heads[verb]
        if (
            syntax.deps[verb] == "advcl"
            and moves().verb(syntax.lower[verb])
            and syntax.lower[above] in moves().changers
        ):
            moved = syntax.child(above, ("dobj",))
            if moved is not None:
                self.pieces.append(noun_phrase(syntax, moved))

    def add_complement(self, child: int, arm: int) -> None:
        """The object; behind an object figure its close complements; elsewhere what it is compared to."""
        syntax, label = self.syntax, self.syntax.deps[child]
        if label == "dobj":
            self.pieces.append(noun_phrase(syntax, child))
        elif child < arm or is_extra(syntax, child, arm):
            return
        elif syntax.deps[arm] == "dobj":
            purpose = label == "advcl" and syntax.lower[syntax.first(child)] == "to" and not is_loose(syntax, child)
            if purpose or label in _TAILS:
                self.pieces.append(gather(syntax, child))
        elif label == "prep" and syntax.lower[child] in _COMPLEMENTS:
            self.pieces.append(list(range(child, syntax.last(child) + 1)))

    def add_owner(self) -> None:
        """As in "its low of 3.6 percent": the owner is the subject of the clause, when none was found."""
        syntax = self.syntax
        if len(self.pieces) > 2 or not any(syntax.tags[j] == "PRP$" for piece in self.pieces for j in piece):
            return
        owner = subject_of(syntax, syntax.clause(self.carrier))
        if owner is not None and all(owner not in piece for piece in self.pieces):
            self.pieces.append(subject_phrase(syntax, owner))


def carrier_of(syntax: Syntax, at: int) -> int:
    """The noun that a figure modifies ("a 3 percent drop"), else the figure itself."""
    for _ in range(4):
        above = syntax.heads[at]
        if syntax.deps[at] not in _ATTRIBUTES or above == at or syntax.tags[above][:1] not in ("N", "J", "$", "C", "F"):
            break
        at = above
    return at


def noun_behind(syntax: Syntax, span: Tokens) -> int | None:
    """The noun right behind a figure that the parse did not join to it: "US$ 40 billion (£20 billion) contract"."""
    at, size = span[1], syntax.sentence(syntax.starts[span[0]])[1]
    if at < size and syntax.words[at] == "(":
        closed = [j for j in range(at, min(at + _REACH, size)) if syntax.words[j] == ")"]
        at = closed[0] + 1 if closed else at
    while at < size and syntax.words[at] in QUOTES:
        at += 1
    end = at
    while end < min(at + 5, size) and syntax.tags[end] in _CARRIER_TAGS and syntax.ents[end] not in ("DATE", "TIME"):
        end += 1
    is_noun = end > at and syntax.tags[end - 1].startswith("NN") and syntax.lower[end - 1] not in ("percent", "times")
    return end - 1 if is_noun else None
