"""What a verb and its auxiliaries say about the figures below it: "will", "could", "plans to", "was expected to".

In: `Syntax`, a verb, and the path of tokens from the figure up to it. Out: a `Status`, or None when it has no say.
`verb_status` is the entry; `governing_status` reads verbs without a modal, `modal_status` those with one.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimx.claims.denied import denies, is_infinitive, is_known, stands_alone
from claimx.claims.phrases import TIMES, reports
from claimx.claims.syntax import SUBJECTS, Syntax
from claimx.lexicon.modality import modality
from claimx.lexicon.moves import moves
from claimx.records import Status

_WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
WOULD = frozenset({"would", "'d", "’d"})
_OUGHT = frozenset({"should", "must"})
_MAYBE = frozenset({"could", "may", "might"})
_MODALS = _WILL | WOULD | _OUGHT | _MAYBE
_COULD = frozenset({"could"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_IF = frozenset({"if", "unless"})
_WHEN = frozenset({"when", "whenever"})
_YOUNG = frozenset({"boy", "child", "girl", "kid", "student", "teen", "teenager", "toddler", "young", "youngster"})
_PERSONS = frozenset({"he", "i", "she", "they", "we", "who", "you"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "'s", "’s", "'re", "’re"})
_GOVERNED = frozenset({"xcomp", "ccomp", "advcl", "acl", "pcomp", "dobj"})
ASIDES = frozenset({"relcl", "advcl", "parataxis", "acl"})
_SETTLED = frozenset("agree agreed agreeing agrees budget budgeted budgeting plan planned planning plans".split())
_BOOKED = frozenset({"due", "scheduled", "set"})
"""What can be said of things and crowds alike; 40 percent who are "willing" or "ready" are so today."""
_GOING = frozenset({"come", "go", "going", "gone", "move"})
_CALL = frozenset({"call", "called", "calling", "calls"})
_SIGN = frozenset({"sign", "signed", "signing", "signs"})
_RULE = frozenset({"rule", "ruled", "rules", "ruling"})
_OWN = 3
"""At most this many words lead from a figure to the "is" of its name ("the target is a cut of 80 percent")."""
_ONGOING = frozenset({"part", "place", "effect", "office"})
"""What is "taken" by an event of a known day: nothing comes out of it."""


def verb_status(syntax: Syntax, verb: int, path: list[int], *, timed: bool) -> Status | None:
    """What a verb and its auxiliaries say about the clause or argument below it."""
    below = path[-1] if path else None
    if below is not None and (is_parted(syntax, below, verb) or stands_alone(syntax, below)):
        return None
    helpers = {syntax.lower[j] for j in syntax.children[verb] if syntax.deps[j] in ("aux", "auxpass", "neg", "mark")}
    if below is not None and syntax.deps[below] in ASIDES and not shares(syntax, verb, path, helpers, timed=timed):
        return None
    if is_inverted(syntax, verb):
        return None if below is not None and below < verb else "hypothetical"
    if helpers & _IF and syntax.deps[verb] == "advcl":
        return "hypothetical"
    if helpers & _NOT:
        if denies(syntax, verb, path, timed=timed):
            return "negated"
        helpers -= _COULD  # "Five of the donors could not be found"
    if helpers & _MODALS:
        return modal_status(syntax, verb, path, helpers)
    found = governing_status(syntax, verb, path, helpers)
    return None if found == "negated" and not denies(syntax, verb, path, timed=timed) else found


def shares(syntax: Syntax, verb: int, path: Sequence[int], helpers: set[str], *, timed: bool) -> bool:
    """Whether a clause beside a verb has its status: "will add wings to save 3 percent", "…, reaching €52 billion"."""
    below = path[-1]
    if is_bare_participle(syntax, below):
        return True
    if not is_infinitive(syntax, below):
        return False
    purpose = syntax.deps[below] == "advcl" and bool(helpers & _MODALS) and not timed and not is_known(syntax, path)
    return purpose or syntax.lower[verb] in modality().verbs


def is_inverted(syntax: Syntax, verb: int) -> bool:
    """As in "should he fail to appear": a condition without "if"."""
    subject = syntax.child(verb, SUBJECTS)
    first = syntax.child(verb, ("aux",))
    if subject is None or first is None or not first < subject < verb or syntax.lower[first] != "should":
        return False
    return first == 0 or (syntax.words[first].islower() and syntax.tags[first - 1] not in ("WRB", "WP", "WDT"))


def governing_status(syntax: Syntax, verb: int, path: Sequence[int], helpers: set[str]) -> Status | None:
    """A verb that governs a clause or an object: "expected to rise", "is to end", "proposing millions"."""
    words, form = modality(), syntax.lower[verb]
    below = path[-1] if path else None
    label = syntax.deps[below] if below is not None else ""
    if below is not None and label in _GOVERNED and (syntax.is_verb(below) or is_infinitive(syntax, below)):
        return clause_status(syntax, verb, below, helpers)
    if label == "dobj" and form in words.objects:
        return words.objects[form] if form in words.wishes or tells_size(syntax, path) else None
    if form in words.settings and label in ("nsubjpass", "prep", "npadvmod"):
        return "planned"
    if below is not None and (found := complement_status(syntax, verb, path)):
        return found
    if "to" in helpers and syntax.deps[verb] == "ROOT":
        return "forecast" if form in words.outcomes else "planned"
    return None


def clause_status(syntax: Syntax, verb: int, below: int, helpers: set[str]) -> Status | None:
    """What a verb says of the clause below it."""
    label, form = syntax.deps[below], syntax.lower[verb]
    if label == "xcomp" and syntax.tags[verb] == "VB" and syntax.deps[verb] == "ROOT" and not helpers:
        return "planned"  # "Carmaker GM to cut 10,000 jobs": a headline parsed as a command
    if label == "xcomp" and form in _BE and is_infinitive(syntax, below):
        return None if syntax.child(verb, ("acomp", "attr")) is not None else "planned"
    if label == "xcomp" and form == "going":
        return "forecast" if is_outcome(syntax, below, [below]) else "planned"
    if label == "xcomp" and form in _SIGN and is_infinitive(syntax, below):
        return "planned"  # "signed on to refinance $1 billion"
    if form in _CALL and not is_infinitive(syntax, below):
        return None  # "called the ruling premature, …": only what somebody is called on to do
    if form == "seen" and syntax.tags[below] == "VBG":
        return "forecast"  # "profit is seen rising 5%"
    return "negated" if rules_out(syntax, verb) else modality().verbs.get(form)


def complement_status(syntax: Syntax, verb: int, path: Sequence[int]) -> Status | None:
    """What a verb says of its subject, of what it calls for, and of a forecast that it moves."""
    below = path[-1]
    label = syntax.deps[below]
    if label in SUBJECTS:
        return subject_status(syntax, verb)
    if label == "prep" and calls_for(syntax, verb, below):
        return "planned"
    if label == "prep" and syntax.lower[below] == "at" and modality().objects.get(syntax.lower[verb]) == "forecast":
        return "forecast"  # "is projected at 3.2%"
    return named_status(syntax, verb, path) if label in ("attr", "prep") else None


def calls_for(syntax: Syntax, verb: int, preposition: int) -> bool:
    """As in "called for 12 judges", "agreed on cuts of $3 billion"; not "agreed on May 5", "pushed on for 12 miles"."""
    form, word = syntax.lower[verb], syntax.lower[preposition]
    if form not in modality().calls or syntax.child(verb, ("prt",)) is not None:
        return False
    led = form in _SETTLED if word == "on" else word == "for" and syntax.lower[preposition - 1] != "on"
    governed = syntax.child(preposition, ("pobj",))
    return led and (governed is None or syntax.ents[governed] not in TIMES)


def rules_out(syntax: Syntax, verb: int) -> bool:
    """As in "ruled out cutting 300 jobs"."""
    return syntax.lower[verb] in _RULE and any(syntax.lower[j] == "out" for j in syntax.children[verb])


def named_status(syntax: Syntax, verb: int, path: Sequence[int]) -> Status | None:
    """As in "the target is 80 percent", "cut its growth forecast to 2.1%": the figure is the forecast's own."""
    below = path[-1]
    if syntax.lower[verb] in _BE:
        subject = syntax.child(verb, ("nsubj",))
        direct = syntax.lower[below] in ("at", "for") or (syntax.deps[below] == "attr" and len(path) <= _OWN)
    else:
        subject = syntax.child(verb, ("dobj", "nsubjpass", "nsubj"))
        direct = moves().verb(syntax.lower[verb]) is not None and syntax.lower[below] in ("at", "from", "to")
    name = syntax.lower[subject] if subject is not None and direct else ""
    return modality().nouns.get(name) if name in modality().views else None


def tells_size(syntax: Syntax, path: Sequence[int]) -> bool:
    """As in "expects revenue of $5 billion"; "expected more aid for the 2 towns" tells no size of the aid."""
    return all(syntax.lower[at] == "of" for at in path if syntax.deps[at] == "prep")


def subject_status(syntax: Syntax, verb: int) -> Status | None:
    """As in "5,000 people are expected to attend", "300 delegates are due to vote": what the subject is said to do."""
    words = modality()
    form = syntax.lower[verb]
    if form in _BE:
        said = syntax.child(verb, ("acomp",))
        form = syntax.lower[said] if said is not None else ""
        if syntax.child(verb if said is None else said, ("xcomp",)) is None:
            return None
        found = words.adjectives.get(form)
        return found if found == "forecast" or form in _BOOKED else None
    found = words.verbs.get(form)
    passive = syntax.tags[verb] == "VBN" and syntax.child(verb, ("auxpass",)) is not None
    return found if passive and (found in ("forecast", "hypothetical") or form in _BOOKED) else None


def modal_status(syntax: Syntax, verb: int, path: list[int], helpers: set[str]) -> Status | None:
    """will: plan or forecast; would, reported or of an outcome: the same; could, may, bare would: supposed."""
    if helpers & _OUGHT:
        spoken = bool(path) and syntax.deps[path[-1]] == "ccomp" and reports(syntax, verb)
        # "I must add that our aunt sang at 14"; "margins should widen to 12%" asks nobody for anything
        return None if spoken else "forecast" if drifts(syntax, verb, helpers) else "planned"
    if helpers & _MAYBE:
        return "hypothetical"
    future: Status = "forecast" if is_outcome(syntax, verb, path) or is_awaited(syntax, verb) else "planned"
    if helpers & _WILL:
        return future
    if syntax.lower[verb] in modality().answers or is_habit(syntax, verb):
        return "asserted"
    if supposes(syntax, verb, path, helpers):
        return "hypothetical"
    passive = syntax.child(verb, ("auxpass",)) is not None  # "Two models would be dropped": somebody decides it
    intended = passive or syntax.deps[verb] == "ccomp" or has_actor(syntax, verb)
    return future if future == "forecast" or intended else "hypothetical"


def drifts(syntax: Syntax, verb: int, helpers: set[str]) -> bool:
    """As in "margins should widen": what moves by itself is expected to."""
    return "should" in helpers and syntax.lower[verb] in moves().movers and not has_actor(syntax, verb)


def supposes(syntax: Syntax, verb: int, path: list[int], helpers: set[str]) -> bool:
    """Whether a "would" tells what did not come to pass or is only weighed."""
    if "have" in helpers and syntax.tags[verb] == "VBN":
        return True  # "would have made $5 million without the tax"
    if has_condition(syntax, verb) or leads_to_must(syntax, verb, path):
        return True
    # "it would be wise to hold three rounds"
    weighed = syntax.lower[verb] == "be" and any(is_infinitive(syntax, at) for at in path if syntax.is_verb(at))
    return weighed and any(syntax.lower[j] == "it" for j in syntax.children[verb] if syntax.deps[j] in SUBJECTS)


def is_habit(syntax: Syntax, verb: int) -> bool:
    """As in "When she was young she would walk 5 miles", "As a boy he would drink 3 litres a day"."""
    for at in syntax.children[verb]:
        if syntax.deps[at] == "advcl" and at < verb and tells_of_youth(syntax, at):
            return True
        if syntax.lower[at] == "as" and any(syntax.lower[j] in _YOUNG for j in syntax.children[at]):
            return True
    return False


def tells_of_youth(syntax: Syntax, verb: int) -> bool:
    """As in "when he was a boy"; in "When prices rose, the bank would cut rates" nothing is told of the past."""
    told = syntax.child(verb, ("acomp", "attr")) if syntax.lower[verb] in _BE else None
    young = told is not None and syntax.lower[told] in _YOUNG
    return young and any(syntax.lower[j] in _WHEN for j in syntax.children[verb])


def is_awaited(syntax: Syntax, verb: int) -> bool:
    """As in "expects that films will sell for $9", "estimates that the tax would raise $3 billion"."""
    above = syntax.lower[syntax.heads[verb]]
    words = modality()
    return syntax.deps[verb] == "ccomp" and (words.verbs.get(above) == "forecast" or above in words.estimates)


def has_actor(syntax: Syntax, verb: int) -> bool:
    """As in "he would charge a fee", "the plan would cap prices": the subject can intend something, or lays it down."""
    subject = syntax.subject(verb)
    if subject is None:
        return False
    if syntax.lower[subject] in _PERSONS or syntax.lower[subject] in modality().acts:
        return True
    return syntax.ents[subject] in ("PERSON", "ORG", "GPE", "NORP")


def is_outcome(syntax: Syntax, verb: int, path: Sequence[int]) -> bool:
    """Whether any verb from the figure up to the modal is one that nobody decides on, or moves ("will go up")."""
    words = modality()
    if is_event(syntax, verb):
        return False
    if any(syntax.lower[j] in moves().adverbs and not is_bound(syntax, j) for j in syntax.children[verb]):
        return True
    return any(syntax.lower[at] in words.outcomes for at in (*path, verb) if syntax.is_verb(at))


def is_bound(syntax: Syntax, adverb: int) -> bool:
    """As in "will call up 5,000 students": the adverb belongs to the verb; "will go up 8%" moves."""
    return syntax.deps[adverb] == "prt" and syntax.lower[syntax.heads[adverb]] not in _GOING


def is_event(syntax: Syntax, verb: int) -> bool:
    """As in "will take place on May 9", "will take off": it happens, and nothing comes out of it."""
    if syntax.lower[verb] not in ("take", "taking", "taken"):
        return False
    thing = syntax.child(verb, ("dobj",))
    return syntax.child(verb, ("prt",)) is not None or (thing is not None and syntax.lower[thing] in _ONGOING)


def leads_to_must(syntax: Syntax, verb: int, path: list[int]) -> bool:
    """As in "milk would have to cost €3"."""
    return syntax.lower[verb] == "have" and bool(path) and syntax.deps[path[-1]] == "xcomp"


def has_condition(syntax: Syntax, verb: int) -> bool:
    """Whether an if-clause hangs on the verb."""
    return any(
        syntax.deps[j] == "advcl" and any(syntax.lower[k] in _IF for k in syntax.children[j])
        for j in syntax.children[verb]
    )


def is_parted(syntax: Syntax, below: int, above: int) -> bool:
    """Whether ";" parts two clauses with subjects of their own: "5 people died; police denied it"."""
    if not (syntax.is_verb(below) and has_subject(syntax, below) and has_subject(syntax, above)):
        return False
    first, last = sorted((below, above))
    return any(first < j < last and syntax.words[j] == ";" for j in syntax.children[above])


def has_subject(syntax: Syntax, verb: int) -> bool:
    """Whether a verb has a subject of its own."""
    return any(syntax.deps[j] in SUBJECTS for j in syntax.children[verb])


def is_bare_participle(syntax: Syntax, verb: int) -> bool:
    """As in "…, reaching €52 billion", "…, beginning in January": it shares the status of the clause above.

    Not "called for calm, saying that 200 homes burned": what is said beside has a status of its own.
    """
    if syntax.tags[verb] != "VBG" or has_subject(syntax, verb):
        return False
    return syntax.child(verb, ("ccomp",)) is None or not reports(syntax, verb)
