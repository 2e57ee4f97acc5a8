"""Whether a figure is asserted, forecast, planned, hypothetical or negated, as the text puts it.

In: a Doc and a mention. Out: a `Status`. The rules climb from the figure to the root of its sentence; the first word
that decides wins: a noun of purpose ("target of 85 percent"), a modal ("will", "could"), a negation, the verb that
governs the clause ("expected to rise", "plans to cut"). What only describes a noun of the clause is asserted, whatever
the clause says ("the second-largest carmaker will cut …").
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from claimx.claims.ahead import MODIFIERS, dates_ahead, is_ahead, is_over, is_past, names_edition
from claimx.claims.denied import counted, denies, is_definite, is_infinitive, stands_alone
from claimx.claims.phrases import is_number
from claimx.claims.syntax import SUBJECTS, Syntax, syntax_of
from claimx.lexicon.modality import modality
from claimx.lexicon.moves import moves
from claimx.records import Status
from claimx.types import Quantity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_WOULD = frozenset({"would", "'d", "’d"})
_OUGHT = frozenset({"should", "must"})
_MAYBE = frozenset({"could", "may", "might"})
_COULD = frozenset({"could"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_IF = frozenset({"if", "unless", "whether"})
_PERSONS = frozenset({"he", "i", "she", "they", "we", "who", "you"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "'s", "’s", "'re", "’re"})
_GOVERNED = frozenset({"xcomp", "ccomp", "advcl", "acl", "pcomp", "dobj"})
_COUNTING = frozenset({"amod", "compound", "nummod", "quantmod"})
_OPEN_TAGS = frozenset({"VB", "VBG", "VBN", "VBP", "VBZ"})
"""Tags of verbs that do not say when they happen: the date beside them does."""
_DATING = frozenset({"and", "before", "between", "by", "from", "in", "through", "to", "until"})
_OF = frozenset({"by", "for", "of"})
"""What joins a plan to its figure; "a threat to the homes of millions" plans nothing."""
_PLACING = frozenset({"across", "among", "at", "from", "in", "on", "within"})
"""Below the "of" of a purpose they lead to what is there: "halved the risk of stroke in 12,345 patients"."""
_AFTER = frozenset({"after", "despite", "following"})
_ASIDES = frozenset({"relcl", "advcl", "parataxis", "acl"})
_BESIDE = frozenset({"according", "compared"})
_MEASURES = frozenset({"above", "below", "beyond", "of", "past", "than"})
"""Before a noun named as known they lead to what is there: "more than the 8-point win", "70 of the 320 shops"."""
_BASED = 2
_VICTIMS = frozenset({"target", "targets"})


def status(doc: Doc, mention: Quantity | Timex) -> Status:
    """The status of a figure or date: what the words say, set right by the calendar."""
    syntax = syntax_of(doc)
    span = syntax.tokens((mention.start, mention.end))
    if not syntax.deps[span[0]]:
        return "asserted"
    head = syntax.head_of(span)
    found = worded(syntax, head, timed=is_time(mention))
    over = is_over(doc, mention) and not syntax.is_verb(span[0])  # "would last four years"
    if found in ("planned", "forecast", "negated") and is_past(doc, mention):
        return "asserted"  # "almost never searched before 2011"
    if found in ("planned", "forecast") and over:
        return "asserted"  # "32 percent below 2005 levels", "has asked for it for the past two weeks"
    if syntax.deps[head] in MODIFIERS and is_past(doc, mention):
        return "asserted"  # "could revive the 2013 bill"
    ahead = is_ahead(doc, mention) and not is_told_as_past(syntax, head) and not names_edition(syntax, head)
    if ahead or (is_amount(mention) and runs_ahead(doc, syntax, head)):
        return "planned" if found == "asserted" or is_reported_plan(syntax, head, found) else found
    return found


def is_told_as_past(syntax: Syntax, head: int) -> bool:
    """As in "Officials announced on August 12", "left the race May 3": last year's, or a later edition of the text."""
    above = syntax.heads[head]
    verb = syntax.heads[above] if syntax.deps[head] == "pobj" else above
    return syntax.tags[verb] == "VBD"


def is_time(mention: Quantity | Timex) -> bool:
    """Whether a mention is a date or a duration."""
    return isinstance(mention, Timex)


def is_amount(mention: Quantity | Timex) -> bool:
    """Whether a mention is no rank and no date: what these describe is often there before the plan."""
    return isinstance(mention, Quantity) and mention.kind != "ordinal"


def is_reported_plan(syntax: Syntax, head: int, found: Status) -> bool:
    """As in "The station would launch in 2032": a bare "would" beside a date ahead supposes nothing."""
    verb = syntax.clause(head)
    helpers = {syntax.lower[j] for j in syntax.children[verb] if syntax.deps[j] == "aux"}
    return found == "hypothetical" and bool(helpers & _WOULD) and not has_condition(syntax, verb)


def runs_ahead(doc: Doc, syntax: Syntax, head: int) -> bool:
    """Whether the verb of a figure carries a date ahead: "is cutting 3,000 jobs by 2027", "launched … from 2030"."""
    verb, thing = syntax.clause(head), head
    while syntax.deps[thing] in _COUNTING and syntax.heads[thing] != thing:
        thing = syntax.heads[thing]
    holders = (syntax.heads[thing], syntax.heads[syntax.heads[thing]])
    if verb not in holders or syntax.tags[verb] not in _OPEN_TAGS:
        return False
    return verb in dated_verbs(doc, syntax)


_DATED_VERBS: WeakKeyDictionary[Doc, frozenset[int]] = WeakKeyDictionary()


def dated_verbs(doc: Doc, syntax: Syntax) -> frozenset[int]:
    """The verbs that carry a date ahead, listed once per Doc: a long text has many figures and many dates."""
    found = _DATED_VERBS.get(doc)
    if found is None:
        places = [syntax.head_of(syntax.tokens((date.start, date.end))) for date in dates_ahead(doc)]
        found = _DATED_VERBS[doc] = frozenset(syntax.clause(at) for at in places if is_dating(syntax, at))
    return found


def is_dating(syntax: Syntax, at: int) -> bool:
    """Whether a date hangs on a preposition of time."""
    joins = {syntax.lower[at], syntax.lower[syntax.heads[at]]}
    return bool(syntax.deps[at]) and not joins.isdisjoint(_DATING)


def worded(syntax: Syntax, head: int, *, timed: bool) -> Status:
    """What the words from a figure up to the root of its sentence say; `timed` for dates and durations."""
    path: list[int] = []
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


def is_aside(syntax: Syntax, below: int, above: int, path: list[int]) -> bool:
    """Whether what stands above has no say: relative clauses, appositions, descriptions inside a subject, "from $5"."""
    label = syntax.deps[below]
    if is_parted(syntax, below, above) or leads_away(syntax, below, above, path):
        return True
    if label == "appos" and not is_number(syntax, above):
        return True
    if label in _ASIDES:
        return not is_bare_participle(syntax, below) and not is_infinitive(syntax, below)
    if syntax.deps[above] in SUBJECTS and syntax.lower[syntax.heads[above]] not in modality().settings:
        if label == "nummod":
            return is_definite(syntax, above)  # "The 12 suspects will be tried": they are there
        return label in ("compound", "amod", "nmod", "prep") and (label != "prep" or not is_whole(syntax, path))
    return False


def leads_away(syntax: Syntax, below: int, above: int, path: list[int]) -> bool:
    """Whether a preposition leads from what is planned to what is there: a start, a loss of before, a base."""
    form = syntax.lower[below]
    if syntax.deps[below] != "prep":
        return False
    if form == "from" or form in _BESIDE:
        return True
    if form == "of" and syntax.tags[above] == "CD":
        return True  # "wants to close 70 of its 320 shops"
    if form in _AFTER and len(path) > 2:
        return True  # "to relieve the firm after a $2 billion loss": what came before is a fact
    if form == "with" and below < above and syntax.is_verb(above):
        return syntax.first(above) == below  # "With 90 seats at stake, she will win 40"
    if form not in _MEASURES or len(path) < _BASED or counted(syntax, path[0]) != path[-2]:
        return False
    told = form == "of" or syntax.child(path[-2], ("relcl",)) is None  # "than the $1 billion it expects to collect"
    return told and is_definite(syntax, path[-2])


def is_whole(syntax: Syntax, path: list[int]) -> bool:
    """As in "a total of 5,000 will be cut": the figure is what the noun of its subject amounts to."""
    return len(path) > 1 and syntax.lower[path[-1]] == "of"


def is_bare_participle(syntax: Syntax, verb: int) -> bool:
    """As in "…, reaching €52 billion", "…, beginning in January": it shares the status of the clause above."""
    return syntax.tags[verb] == "VBG" and not has_subject(syntax, verb)


def noun_status(syntax: Syntax, word: int, path: list[int]) -> Status | None:
    """As in "its target of 85 percent", "a pledge to add 400 trams", "likely to fall"."""
    words, tag = modality(), syntax.tags[word]
    if tag.startswith("N") and syntax.deps[word] != "compound":
        there = is_counted(syntax, word, path) or leads_astray(syntax, path) or is_victim(syntax, word)
        found = None if there else words.nouns.get(syntax.lower[word])
        if found is None and path and syntax.deps[word] == "ROOT" and is_infinitive(syntax, path[-1]):
            return "planned"  # the headline "Carmaker to cut 10,000 jobs": parsed as a noun with an infinitive
        return found
    if tag.startswith("J") and path and syntax.deps[path[-1]] in ("xcomp", "ccomp", "prep"):
        return words.adjectives.get(syntax.lower[word])
    return None


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


def is_parted(syntax: Syntax, below: int, above: int) -> bool:
    """Whether ";" parts two clauses with subjects of their own: "5 people died; police denied it"."""
    if not (syntax.is_verb(below) and has_subject(syntax, below) and has_subject(syntax, above)):
        return False
    first, last = sorted((below, above))
    return any(first < j < last and syntax.words[j] == ";" for j in syntax.children[above])


def has_subject(syntax: Syntax, verb: int) -> bool:
    """Whether a verb has a subject of its own."""
    return any(syntax.deps[j] in SUBJECTS for j in syntax.children[verb])


def verb_status(syntax: Syntax, verb: int, path: list[int], *, timed: bool) -> Status | None:
    """What a verb and its auxiliaries say about the clause or argument below it."""
    below = path[-1] if path else None
    if below is not None and (is_parted(syntax, below, verb) or stands_alone(syntax, below)):
        return None
    if below is not None and syntax.deps[below] in _ASIDES:
        governed = is_infinitive(syntax, below) and syntax.lower[verb] in modality().verbs
        if not governed and not is_bare_participle(syntax, below):
            return None
    helpers = {syntax.lower[j] for j in syntax.children[verb] if syntax.deps[j] in ("aux", "auxpass", "neg", "mark")}
    if helpers & _IF and syntax.deps[verb] == "advcl":
        return "hypothetical"
    if helpers & _NOT:
        if denies(syntax, verb, path, timed=timed):
            return "negated"
        helpers -= _COULD  # "Five of the donors could not be found"
    if helpers & (_WILL | _WOULD | _OUGHT | _MAYBE):
        return modal_status(syntax, verb, path, helpers)
    found = governing_status(syntax, verb, below, helpers)
    return None if found == "negated" and not denies(syntax, verb, path, timed=timed) else found


def governing_status(syntax: Syntax, verb: int, below: int | None, helpers: set[str]) -> Status | None:
    """A verb that governs a clause or an object: "expected to rise", "is to end", "proposing millions"."""
    words, form = modality(), syntax.lower[verb]
    label = syntax.deps[below] if below is not None else ""
    if below is not None and label in _GOVERNED and (syntax.is_verb(below) or is_infinitive(syntax, below)):
        if label == "xcomp" and syntax.tags[verb] == "VB" and syntax.deps[verb] == "ROOT" and not helpers:
            return "planned"  # "Carmaker GM to cut 10,000 jobs": a headline parsed as a command
        if label == "xcomp" and form in _BE and is_infinitive(syntax, below):
            return None if syntax.child(verb, ("acomp", "attr")) is not None else "planned"
        if label == "xcomp" and form == "going":
            return "forecast" if is_outcome(syntax, below, [below]) else "planned"
        return words.verbs.get(form)
    if label == "dobj" and form in words.wishes:
        return "planned"
    if form in words.settings and label in ("nsubjpass", "prep", "npadvmod"):
        return "planned"
    if "to" in helpers and syntax.deps[verb] == "ROOT":
        return "forecast" if form in words.outcomes else "planned"
    return None


def modal_status(syntax: Syntax, verb: int, path: list[int], helpers: set[str]) -> Status:
    """will: plan or forecast; would, reported or of an outcome: the same; could, may, bare would: supposed."""
    if helpers & _OUGHT:
        return "planned"
    if helpers & _MAYBE:
        return "hypothetical"
    future: Status = "forecast" if is_outcome(syntax, verb, path) else "planned"
    if helpers & _WILL:
        return future
    if syntax.lower[verb] in modality().answers:
        return "asserted"
    if has_condition(syntax, verb) or leads_to_must(syntax, verb, path):
        return "hypothetical"
    intended = syntax.deps[verb] == "ccomp" or has_actor(syntax, verb)
    return future if future == "forecast" or intended else "hypothetical"


def has_actor(syntax: Syntax, verb: int) -> bool:
    """As in "he would charge a fee": a person or body that can intend something is the subject."""
    subject = syntax.subject(verb)
    if subject is None:
        return False
    return syntax.lower[subject] in _PERSONS or syntax.ents[subject] in ("PERSON", "ORG", "GPE", "NORP")


def is_outcome(syntax: Syntax, verb: int, path: list[int]) -> bool:
    """Whether any verb from the figure up to the modal is one that nobody decides on, or moves ("will go up")."""
    words = modality()
    if any(syntax.lower[j] in moves().adverbs for j in syntax.children[verb]):
        return True
    return any(syntax.lower[at] in words.outcomes for at in (*path, verb) if syntax.is_verb(at))


def leads_to_must(syntax: Syntax, verb: int, path: list[int]) -> bool:
    """As in "milk would have to cost €3"."""
    return syntax.lower[verb] == "have" and bool(path) and syntax.deps[path[-1]] == "xcomp"


def has_condition(syntax: Syntax, verb: int) -> bool:
    """Whether an if-clause hangs on the verb."""
    return any(
        syntax.deps[j] == "advcl" and any(syntax.lower[k] in _IF for k in syntax.children[j])
        for j in syntax.children[verb]
    )
