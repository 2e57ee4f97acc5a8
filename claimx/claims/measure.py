"""What a figure measures: one or two stretches of its sentence, without the number.

In: a Doc and a mention. Out: character offsets. From the figure the rules climb the parse: to the noun that carries it
("11 soldiers", "a 3 percent drop"), over a preposition ("a fine of $5"), to the verb and what stands beside it ("Acme
fell $2.40", "reduce costs by 30%"). Each step adds a piece; `stretches` lays the pieces out as text. A date measures
what happened then. Read `measure`, then `Frame.step`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimx.claims.moving import SIGNS
from claimx.claims.phrases import (
    FIGURE_DROPS,
    FIGURE_PREPOSITIONS,
    gather,
    is_extra,
    is_loose,
    is_number,
    is_time,
    noun_phrase,
    partitive,
    predicate,
    reports,
    subject_phrase,
)
from claimx.claims.stretches import stretches, without_amounts
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens, syntax_of
from claimx.lexicon.moves import moves
from claimx.types import Offsets, Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_STEPS = 8
_ATTRIBUTES = frozenset({"nummod", "quantmod", "amod", "compound", "nmod", "det", "poss", "predet"})
_JOINED = frozenset({"conj", "appos", "dep"})
_TAILS = frozenset({"prep", "agent", "dative", "prt", "oprd"})
_COMPLEMENTS = frozenset({"among", "at", "compared", "for", "from", "in", "of", "on", "with"})
_HELPERS = frozenset({"aux", "auxpass", "neg", "prt"})
_CHAINS = frozenset({"xcomp", "conj", "ccomp"})
_PRONOUN_TAGS = frozenset({"PRP", "WP", "WDT", "EX", "DT"})
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_COMPARING = frozenset({"IN", "JJ", "JJR", "RB", "RBR"})
_STANDARDS = frozenset({"advcl", "ccomp", "pobj", "prep"})
_CARRIER_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBG"})
_QUOTES = frozenset({"``", "''", "“", "‘", '"'})
_ABOUT = frozenset({"about", "around", "roughly", "approximately", "or"})
_TABLE_WORDS = frozenset({"up", "down", "higher", "lower", "at", "to", "by", *SIGNS, "points", "point", ",", "or"})
_TABLE_BREAKS = frozenset({":", ";", "|", "•"})
_CIRCUMSTANCES = frozenset({"after", "amid", "before", "despite", "during", "since", "until"})
"""What these introduce stands beside the clause and is no part of it; so does "following", tagged as a verb."""
_PARTICLES = frozenset({"aside", "away", "back", "out", "together"})
"""Behind a verb they belong to it, whatever the parse says: "put aside", "call back"."""
_GUESSES = frozenset({"claim", "estimate", "estimation", "forecast", "guess", "prediction", "projection"})
_MARKS = frozenset({"barrier", "figure", "level", "mark", "milestone", "threshold"})
"""Nouns that carry a figure and say nothing of what it measures: "passed the $1 billion mark"."""
_LASTING = frozenset({"for", "in", "within"})
_SPANS = frozenset({"beginning", "end", "half", "middle", "period", "quarter", "start"})
_REACH = 10
_TABLE_REACH = 40


def measure(doc: Doc, mention: Quantity | Timex) -> tuple[Offsets, ...]:
    """One or two stretches of the sentence that say what the mention measures; none when nothing sensible is there."""
    syntax = syntax_of(doc)
    found = measured(syntax, mention)
    return without_amounts(syntax, found) if isinstance(mention, Quantity) else found


def measured(syntax: Syntax, mention: Quantity | Timex) -> tuple[Offsets, ...]:
    """The stretches as the rules lay them out, the first rule that finds any."""
    span = syntax.tokens((mention.start, mention.end))
    if not syntax.deps[span[0]]:
        return ()
    shut = set(range(*span))
    if mention.modifier_span is not None:
        shut.update(range(*syntax.tokens(mention.modifier_span)))
    label = table_label(syntax, span)
    if label is not None:
        return stretches(syntax, [list(range(*label))], shut)
    listed = listed_pieces(syntax, span)
    if listed:
        return stretches(syntax, listed, shut)
    holder = bracketed(syntax, span)
    if holder is not None and not is_amount(syntax, holder):
        return stretches(syntax, [noun_phrase(syntax, holder)], shut)
    if holder is not None:
        span = amount(syntax, holder)
        shut.update(range(*span))
    dated = isinstance(mention, Timex) and mention.type != "DURATION"
    pieces = date_pieces(syntax, span) if dated else figure_pieces(syntax, span)
    return stretches(syntax, pieces, shut) or stretches(syntax, bare_pieces(syntax, span), shut)


def bare_pieces(syntax: Syntax, span: Tokens) -> list[list[int]]:
    """As in "they should put aside $90": the verb alone, when pronouns stand for all the rest."""
    verb = syntax.clause(syntax.head_of(span))
    if not syntax.is_verb(verb) or not says_something(syntax, verb) or reports(syntax, verb):
        return []
    things = [noun_phrase(syntax, j) for j in syntax.children[verb] if syntax.deps[j] == "dobj"]
    return [verb_chain(syntax, verb), *things] if syntax.lower[verb] not in moves().closers else []


def table_label(syntax: Syntax, span: Tokens) -> Tokens | None:
    """The name before the figure in a line without a verb: "Hang Seng: DOWN 0.1 percent at 22,777.84", "Topix +1%"."""
    first = syntax.sentence(syntax.starts[span[0]])[0]
    if first not in syntax.verbless:
        return None
    first = max(first, span[0] - _TABLE_REACH)
    end = span[0]
    while end > first and (is_number(syntax, end - 1) or syntax.lower[end - 1] in _TABLE_WORDS):
        if syntax.words[end - 1].isdigit() and is_name_part(syntax, end - 1, first):
            break
        end -= 1
    if end > first and syntax.words[end - 1] == ":":
        begin = end - 1
        while begin > first and syntax.words[begin - 1] not in _TABLE_BREAKS:
            begin -= 1
        return (begin, end - 1) if begin < end - 1 else None
    signed = end < span[0] and (syntax.lower[end] in moves().adverbs or syntax.words[end] in SIGNS)
    if not signed and not syntax.words[span[0]].startswith(SIGNS):
        return None
    begin = end
    while begin > first and is_name_part(syntax, begin - 1, first):
        begin -= 1
    return (begin, end) if begin < end else None


def listed_pieces(syntax: Syntax, span: Tokens) -> list[list[int]]:
    """As in "Visits are up at two museums: the Mill by 24 percent; the Mint by 13": the name and the visits."""
    first = syntax.sentence(syntax.starts[span[0]])[0]
    end = span[0] - 1
    begin = max(first, end - _REACH)
    marks = [at for at in range(begin, end) if syntax.words[at] in (":", ";")]
    if end <= first or syntax.lower[end] != "by" or not marks or marks[-1] + 1 >= end:
        return []
    label = range(marks[-1] + 1, end)
    if any(syntax.is_verb(at) or is_number(syntax, at) for at in label):
        return []
    subject = next((at for at in range(first, marks[-1]) if syntax.deps[at] in SUBJECTS), None)
    label = range(label[0] + (syntax.lower[label[0]] == "and"), end)
    return [list(label), *([subject_phrase(syntax, subject)] if subject is not None else [])]


def is_name_part(syntax: Syntax, at: int, first: int) -> bool:
    """A noun, or the number that ends a name ("Nikkei 225")."""
    word = syntax.words[at]
    if word.isdigit():
        return at > first and syntax.tags[at - 1].startswith("NNP")
    return word[:1].isalpha() and syntax.tags[at].startswith("NN")


def bracketed(syntax: Syntax, span: Tokens) -> int | None:
    """The word before the bracket that holds nothing but the figure: "nine miles (14 km)", "Tom Hale (7.5 PTS)"."""
    before, behind = span[0] - 1, span[1]
    while before > 0 and syntax.lower[before] in _ABOUT:
        before -= 1
    if before <= syntax.sentence(syntax.starts[span[0]])[0] or syntax.words[before] != "(":
        return None
    closed = any(word == ")" for word in syntax.words[behind : behind + 2])
    word = before - 1
    return word if closed and (syntax.tags[word].startswith("N") or is_amount(syntax, word)) else None


def is_amount(syntax: Syntax, word: int) -> bool:
    """Whether a word is a number or the unit of one."""
    return is_number(syntax, word) or any(syntax.deps[j] == "nummod" for j in syntax.children[word])


def amount(syntax: Syntax, word: int) -> Tokens:
    """The tokens of a number and its unit, by their last word."""
    first = word
    while (
        first > 0 and syntax.heads[first - 1] == word and syntax.deps[first - 1] in ("nummod", "quantmod", "compound")
    ):
        first -= 1
    return first, word + 1


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
        return self.beside(at, above) if label in _JOINED else self.upward(above)

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


def is_guess(syntax: Syntax, noun: int) -> bool:
    """As in "Mr. Hale's estimate of several hundred fighters": whose figure it is, not what it measures."""
    return syntax.lower[noun] in _GUESSES and syntax.child(noun, ("poss",)) is not None


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
    while at < size and syntax.words[at] in _QUOTES:
        at += 1
    end = at
    while end < min(at + 5, size) and syntax.tags[end] in _CARRIER_TAGS and syntax.ents[end] not in ("DATE", "TIME"):
        end += 1
    is_noun = end > at and syntax.tags[end - 1].startswith("NN") and syntax.lower[end - 1] not in ("percent", "times")
    return end - 1 if is_noun else None


def top_of_chain(syntax: Syntax, verb: int) -> int:
    """The verb that a chain of verbs hangs on; out of a clause with a subject of its own only by way of a pronoun.

    In "an analyst who notes that Acme cut $5" Acme is no part of what the analyst is.
    """
    top = verb
    for at in syntax.climb(verb):
        top = at
        subject = syntax.child(at, SUBJECTS)
        own = subject is not None and not syntax.tags[subject].startswith("W")
        if syntax.deps[at] not in _CHAINS or (syntax.deps[at] == "ccomp" and own):
            break
    return top


def says_something(syntax: Syntax, verb: int) -> bool:
    """Whether a verb tells more than that something is, has or moves by a figure."""
    form = syntax.lower[verb]
    return form not in moves().light and moves().verb(form) is None


def verb_chain(syntax: Syntax, verb: int) -> list[int]:
    """A verb with its auxiliaries and the verbs that lead to it ("wants to eliminate")."""
    chain = [verb, *(j for j in syntax.children[verb] if syntax.deps[j] in _HELPERS)]
    if verb + 1 < len(syntax.lower) and syntax.lower[verb + 1] in _PARTICLES:
        chain.append(verb + 1)
    for at in syntax.climb(verb):
        if syntax.deps[at] != "xcomp":
            break
        chain.append(syntax.heads[at])
    return chain


def subject_of(syntax: Syntax, verb: int) -> int | None:
    """The subject of a clause; for "it" in "the bank said that it lost", the subject of the clause above."""
    subject = syntax.subject(verb)
    for _ in range(3):
        if subject is None or syntax.tags[subject] not in _PRONOUN_TAGS:
            return subject
        top = syntax.heads[subject]
        for at in syntax.climb(top):
            top = at
            if syntax.deps[at] not in ("conj", "xcomp", "aux"):
                break
        above = syntax.subject(syntax.heads[top]) if syntax.deps[top] in ("ccomp", "advcl") else None
        subject = above if above is not None and stands_for(syntax, subject, above) else None
    return None


def stands_for(syntax: Syntax, pronoun: int, noun: int) -> bool:
    """Whether a pronoun can mean the subject above: alike in number, and nobody begins to speak in between.

    In "the author recalled that they held" and in "“They are right,” said Mr. Hale" it cannot.
    """
    if syntax.lower[pronoun] not in _PRONOUNS:
        return False
    several = syntax.tags[noun] in ("NNS", "NNPS") or syntax.child(noun, ("conj",)) is not None
    if (syntax.lower[pronoun] == "they") != several and syntax.tags[noun] not in _PRONOUN_TAGS:
        return False
    between = syntax.words[min(pronoun, noun) : max(pronoun, noun)][: _REACH * 4]
    return _QUOTES.isdisjoint(between) and "”" not in between


def date_pieces(syntax: Syntax, span: Tokens) -> list[list[int]]:
    """What happened then: the noun that carries the date ("the 1987 strike"), or the clause around it."""
    at = syntax.head_of(span)
    for _ in range(4):
        above = syntax.heads[at]
        if above == at or syntax.is_verb(above):
            break
        if (
            syntax.tags[above].startswith("N")
            and not is_span_of_time(syntax, above)
            and not is_place(syntax, at, above)
        ):
            return [noun_phrase(syntax, above)]
        at = above
    verb = syntax.clause(at)
    subject = subject_of(syntax, verb)
    return [predicate(syntax, verb, -1), *([subject_phrase(syntax, subject)] if subject is not None else [])]


def is_place(syntax: Syntax, at: int, above: int) -> bool:
    """As in "the signing in Geneva, May 3": the date stands beside the place of what happened."""
    return syntax.deps[at] in _JOINED | {"npadvmod"} and syntax.deps[above] == "pobj" and syntax.ents[above] == "GPE"


def is_span_of_time(syntax: Syntax, noun: int) -> bool:
    """As in "the beginning of 2023", "the period from 2017": a noun that is part of the date."""
    return syntax.ents[noun] in ("DATE", "TIME") or syntax.lower[noun] in _SPANS
