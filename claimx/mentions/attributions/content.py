"""What is said: the tokens that a cue governs, and the stretches they make.

In: a Reading, a cue, its source. Out: character stretches. Read `governed` first: a table picks the rule by the kind of
cue; `quoted` then widens the result over the quotation it touches and the quoted sentences that follow.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from claimx.mentions.attributions.reading import Reading
from claimx.types import Offsets

_COMPLEMENTS = frozenset(
    {
        "ccomp",
        "xcomp",
        "dobj",
        "acomp",
        "oprd",
        "attr",
        "advcl",
        "prep",
        "relcl",
        "pobj",
        "pcomp",
        "acl",
        "dep",
    }
)
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "parataxis"})
_TRIMMED = frozenset({",", ":", "_SP", "HYPH"})
QUOTED_SENTENCES = 8
"""At most so many quoted sentences follow a cue into its content."""


def governed(reading: Reading, cue: int, source: range) -> list[int]:
    """The tokens that a cue governs by syntax."""
    rule = rule_for(reading, cue)
    tokens = rule(reading, cue, source)
    return [i for i in tokens if i not in source and i != cue]


def rule_for(reading: Reading, cue: int) -> Callable[[Reading, int, range], list[int]]:
    """The rule for a kind of cue."""
    if reading.low[cue] == ":":
        return after_colon
    if (
        reading.tag[cue] == "IN"
        or reading.low[cue] in reading.words.prepositions
        or reading.low[cue] in reading.words.hedges
    ):
        return clause_around
    return below_noun if reading.tag[cue][:1] == "N" else below_verb


def after_colon(reading: Reading, cue: int, _: range) -> list[int]:
    """The rest of the line: "Poll: 52 percent back the plan"; before it when the colon closes it ("…: Watchdog")."""
    span = reading.sentence_tokens(reading.sent[cue])
    return list(range(cue + 1, span.stop))


def clause_around(reading: Reading, cue: int, _: range) -> list[int]:
    """The clause that "according to X" hangs on; the sentence when it hangs on nothing."""
    own = frozenset(reading.subtree(cue))
    top = reading.head[cue]
    if top == cue:
        return [i for i in reading.sentence_tokens(reading.sent[cue]) if i not in own]
    return [i for i in reading.subtree(top) if i not in own]


def below_noun(reading: Reading, cue: int, _: range) -> list[int]:
    """What follows a noun in its phrase; failing that, what its copula says ("his promise was to leave")."""
    after = [i for i in reading.subtree(cue) if i > cue]
    if after:
        return after
    verb = reading.head[cue]
    if reading.dep[cue] in ("nsubj", "nsubjpass") and verb > cue:
        return [i for i in reading.subtree(verb) if i > verb]
    return [i for i in reading.subtree(cue) if i < cue]


def below_verb(reading: Reading, cue: int, source: range) -> list[int]:
    """The complement before a verb ("X, he said") or what follows it; the rest of the sentence around "he said"."""
    kids = [i for i in reading.children[cue] if i not in source]
    front = [i for i in kids if i < cue and reading.dep[i] in ("ccomp", "parataxis", "dep")]
    back = [i for i in kids if i > cue and reading.dep[i] in _COMPLEMENTS and not is_addressee(reading, cue, i)]
    if not any(reading.dep[i] in _CLAUSES or reading.dep[i] == "dobj" for i in back) and front:
        back = [i for i in back if reading.dep[i] in _CLAUSES]
    chosen = front + back
    if chosen:
        return sorted({j for i in chosen for j in reading.subtree(i)})
    return around_verb(reading, cue)


def is_addressee(reading: Reading, cue: int, i: int) -> bool:
    """Whether a dependent names the hearer: the object of "told reporters that …", "said to them", "said on Friday"."""
    if reading.dep[i] == "prep":
        return any(reading.dep[j] in _CLAUSES for j in reading.children[cue])
    if reading.dep[i] != "dobj":
        return False
    return any(reading.dep[j] == "ccomp" or (reading.dep[j] == "xcomp" and j > i) for j in reading.children[cue])


def around_verb(reading: Reading, cue: int) -> list[int]:
    """The clause that a bare reporting verb stands in: "The plan, he said, will fail"; "who", passives: their noun."""
    own = frozenset(reading.subtree(cue))
    if reading.dep[cue] in ("parataxis", "ccomp", "advcl", "dep", "conj") and reading.head[cue] != cue:
        return [i for i in reading.subtree(reading.head[cue]) if i not in own]
    subject = [i for i in reading.children[cue] if reading.dep[i] == "nsubjpass"]
    return sorted(j for i in subject for j in reading.subtree(i))


def quoted(reading: Reading, tokens: Collection[int], cue: int, foreign: Collection[int]) -> list[int]:
    """Widen tokens over the quotations they touch, and quoted sentences that follow; `foreign`: other strong cues."""
    marks = {reading.quote[i] for i in tokens} - {-1} or beside(reading, cue)
    if reading.quote[cue] >= 0:
        marks = set()
    wide = set(tokens)
    for k in marks:
        quotation = reading.quotations[k]
        wide.update(i for i in reading.tokens((quotation.start, quotation.end)) if i != cue)
    if marks:
        wide.update(following(reading, cue, foreign))
    return sorted(wide)


def beside(reading: Reading, cue: int) -> set[int]:
    """The quotation that ends just before or starts just after the clause of a cue without other content."""
    near: Iterable[int] = range(max(0, cue - 6), min(len(reading.low), cue + 7))
    return {reading.quote[i] for i in near if reading.sent[i] == reading.sent[cue]} - {-1}


def following(reading: Reading, cue: int, foreign: Collection[int]) -> list[int]:
    """The tokens of the quoted sentences after the cue's, up to one that reports by itself or leaves the quotation."""
    found: list[int] = []
    sent = reading.sent[cue] + 1
    while sent < len(reading.sents) and sent - reading.sent[cue] <= QUOTED_SENTENCES:
        span = reading.sentence_tokens(sent)
        same = reading.paragraph[sent] == reading.paragraph[sent - 1]
        inside = [i for i in span if reading.quote[i] >= 0]
        goes_on = same or any(reading.quotations[reading.quote[i]].continues for i in inside[:1])
        if 2 * len(inside) <= len(span) or not goes_on or any(i in foreign and reading.quote[i] < 0 for i in span):
            break
        found.extend(inside)
        sent += 1
    return found


def stretches(reading: Reading, tokens: Iterable[int]) -> tuple[Offsets, ...]:
    """The unbroken runs of tokens as characters, without commas at their ends; runs of one line each."""
    found: list[Offsets] = []
    run: list[int] = []
    for i in [*tokens, None]:
        if run and (
            i is None
            or i != run[-1] + 1
            or reading.paragraph[reading.sent[i]] != reading.paragraph[reading.sent[run[-1]]]
        ):
            found.extend(trimmed(reading, run))
            run = []
        if i is not None:
            run.append(i)
    return tuple(found)


def trimmed(reading: Reading, run: list[int]) -> list[Offsets]:
    """One run as characters, or nothing when only punctuation is left."""
    while run and reading.tag[run[0]] in _TRIMMED:
        run = run[1:]
    while run and reading.tag[run[-1]] in _TRIMMED:
        run = run[:-1]
    if not any(reading.low[i][:1].isalnum() for i in run):
        return []
    return [(reading.start[run[0]], reading.end[run[-1]])]
