"""The noun phrase behind a number: where it begins, how far it goes, and what it is called in the singular.

In: the token behind a number. Out: `Counted`, or null.

    "new air carriers" · "787 Dreamliner aircraft" · "printed and audio books" · 'eight "volunteer" samples'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimx.lexicon.nouns import singular
from claimx.numerals import SCALES
from claimx.types import Offsets

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.mentions.quantities.tokens import Tokens

REACH = 7
NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_INNER = NOUNS | frozenset(("JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "FW", "AFX", "RB", "RBS"))
_GOING_ON = NOUNS | frozenset(("HYPH", "VBG", "VBN", "JJ", "CD", "CC", "POS"))
_HOLDING = frozenset("has have had hold holds held win wins won need needs needed get got gain gained".split())
_LOOSE_ADVERBS = frozenset("up more down ago".split())
_PLURALS = frozenset(("NNS", "NNPS"))
# "ten more users", "two other companies": they tell nothing about what is counted.
_LIGHT = frozenset(
    ("more other additional further extra fewer less many several own such new another straight consecutive of").split()
)
# "one of the last nine games": another figure's stretch of a series
_SERIES = frozenset("first last next past previous".split())
_PER_TIME = re.compile(r" (?:an?|per|every|each) (second|minute|hour|day|week|month|year)\b")
_MODIFYING = frozenset(("compound", "nmod", "amod", "nummod", "poss", "npadvmod"))
_MARKS_ALONE = frozenset(('"', "“", "”", "``", "''", "‘", "’", "'"))
_MARKS = re.compile(r"[\"“”‘’]|''|``")
# "3,400 varieties of apples": the count is of groups of something.
_GROUPS = frozenset(
    (
        "size rate level amount types kinds sorts categories pairs pieces sets bottles boxes cans cases "
        "rounds lines groups"
    ).split()
)


class Counted(NamedTuple):
    """A counted noun: its singular and where it stands."""

    unit: str
    noun: Offsets | None


def past_marks(tokens: Tokens, i: int) -> int:
    """Where a noun phrase can start: behind a quotation mark or an insertion ('300" fighters', "500 [new] cars")."""
    token = tokens.get(i)
    if token is None:
        return i
    if token.text in _MARKS_ALONE and not opens_modifier(tokens, i):
        return i + 1
    if token.text != "[":
        return i
    closing = next((j for j in range(i + 1, i + 5) if (other := tokens.get(j)) and other.text == "]"), None)
    if closing is None or tokens.doc[closing - 1].tag_ in NOUNS:
        return i + 1  # "won 10 [seats]"
    return closing + 1


def following(tokens: Tokens, i: int, *, hyphen: bool = False) -> Counted | None:
    """The noun phrase directly after the number, up to its head; after a hyphen only the word that it joins."""
    start, head = i, None
    while i < start + REACH and (token := tokens.get(i)) is not None and not tokens.blocked(i):
        if token.tag_ in NOUNS:
            head = i
            if hyphen or (closes(token, tokens.get(i + 1)) and not is_marked(tokens, i)):
                break
        elif token.tag_ == "POS" and head is not None:
            start, head = i + 1, None  # "all 51 of Indonesia's air carriers"
        elif not goes_on(tokens, token) or (token.is_sent_start and i > start):
            break
        i += 1
    if head is None and is_nationality(tokens, start):
        head = start
    return None if head is None else phrase(tokens, start, head)


def is_nationality(tokens: Tokens, i: int) -> bool:
    """Whether a capitalised adjective stands for a person: "one Israeli was killed"."""
    token = tokens.get(i)
    return token is not None and token.tag_ == "JJ" and token.text[:1].isupper() and token.is_alpha


def goes_on(tokens: Tokens, token: Token) -> bool:
    """Whether a noun phrase can go on with this token: adjectives, "787" in a name, "and" between modifiers."""
    before = tokens.get(token.i - 1)
    if token.tag_ == "HYPH" and before is not None and before.whitespace_:
        return False  # "two crops - barley and rye"
    if token.tag_ == "VBD":
        return is_participle(tokens, token)
    if token.text in _MARKS_ALONE:  # 'eight "volunteer" samples'
        return opens_modifier(tokens, token.i) or closes_modifier(tokens, token.i)
    if token.tag_ == "RBR":  # "six less crowded courts"
        return (after := tokens.get(token.i + 1)) is not None and after.tag_ in ("JJ", "VBN")
    if token.tag_ in ("CD", "CC"):
        if before is not None and before.tag_ == "HYPH":
            return token.tag_ == "CC"  # "90 wood- and peat-burning stoves"
        # "787 Dreamliner aircraft", "printed and audio books": what stands before belongs to a later noun.
        return before is not None and (before.i < token.i < before.head.i or joins_adjectives(tokens, token, before))
    if token.tag_ in ("RP", "IN"):
        return before is not None and before.tag_ == "HYPH"  # "40 laid-off employees"
    return token.tag_ in _INNER and (token.tag_ != "RB" or token.lower_ not in _LOOSE_ADVERBS)


def is_participle(tokens: Tokens, token: Token) -> bool:
    """Whether a past tense is a participle, where no clause can start: "more than 400 painted tiles"."""
    lead, after = tokens.get(token.i - 2), tokens.get(token.i + 1)
    if after is None or after.tag_ != "NNS":
        return False
    number = tokens.get(token.i - 1)
    taken = lead is not None and (lead.tag_ == "IN" or lead.lower_ in _HOLDING)  # "holds 960 pledged delegates"
    return taken or (number is not None and number.head == after)


def opens_modifier(tokens: Tokens, i: int) -> bool:
    """Whether a quotation mark opens one or two words before a noun."""
    for end in (i + 2, i + 3):
        token, after = tokens.get(end), tokens.get(end + 1)
        if token is not None and token.text in _MARKS_ALONE:
            return after is not None and after.tag_ in _INNER
    return False


def closes_modifier(tokens: Tokens, i: int) -> bool:
    """Whether a quotation mark closes one or two words before a noun."""
    return any(j >= 0 and tokens.doc[j].text in _MARKS_ALONE and opens_modifier(tokens, j) for j in (i - 2, i - 3))


def is_marked(tokens: Tokens, i: int) -> bool:
    """Whether a noun stands in quotation marks before another one."""
    after = tokens.get(i + 1)
    return after is not None and after.text in _MARKS_ALONE and closes_modifier(tokens, i + 1)


def joins_adjectives(tokens: Tokens, token: Token, before: Token) -> bool:
    """Whether "and" stands between two adjectives of one noun: "4.3M digital and physical sales"."""
    other, noun = tokens.get(token.i + 1), tokens.get(token.i + 2)
    if token.tag_ != "CC" or before.tag_ != "JJ" or other is None or noun is None:
        return False
    return other.tag_ == "JJ" and noun.tag_ in ("NN", "NNS")


def closes(noun: Token, after: Token | None) -> bool:
    """Whether a noun phrase ends with this noun: it does unless the parse hangs it on a later noun."""
    if after is None or after.tag_ not in _GOING_ON or (after.tag_ == "HYPH" and noun.whitespace_):
        return True
    first = noun.head if noun.dep_ == "conj" else noun  # "12 Danish and Swedish trawlers"
    return not (first.dep_ in _MODIFYING and first.head.i > noun.i)


def phrase(tokens: Tokens, start: int, head: int) -> Counted | None:
    """The stretch of a noun phrase as a unit, light words left out at its front."""
    doc = tokens.doc
    while start < head and (
        (doc[start].lower_ in _LIGHT and not opens_name(doc[start]))
        or doc[start].tag_ in ("RB", "HYPH", "SYM")
        or (doc[start].lower_ in SCALES and doc[start + 1].tag_ != "HYPH")  # "2,300 of its 1.45 lakh workers"
        or (doc[start].tag_ == "CD" and (doc[start].is_alpha or word_is_in(tokens, start - 1, _SERIES)))
        or (doc[start].lower_ in _SERIES and doc[start + 1].tag_ == "CD")
    ):
        start += 1
    noun = doc[head]
    words = tokens.text[tokens.starts[start] : tokens.starts[head]]
    plural = noun.tag_ in _PLURALS or noun.lower_ == "people" or noun.text[-2:-1].isdigit()
    unit = words + (singular(noun.text) if plural else noun.text)
    marked = any(token.text in _MARKS_ALONE for token in doc[start:head])
    unit = re.sub(r"\s+", " ", _MARKS.sub("", unit) if marked else unit)
    rate = _PER_TIME.match(tokens.text, tokens.end_of(head))
    if rate and unit in ("time", "times"):
        unit = f"time/{rate[1]}"
    inner = following(tokens, head + 2) if noun.lower_ in _GROUPS and word_is(tokens, head + 1, "of") else None
    if inner is not None:
        unit = f"{unit} of {inner.unit}"
    proper = doc[start].text[:1].isupper() and not doc[start].is_sent_start
    named = proper or doc[start].tag_ in ("NNP", "NNPS") or any(c.isupper() or c.isdigit() for c in unit[1:])
    return Counted(unit if named else unit.lower(), (tokens.starts[start], tokens.end_of(head)))


def opens_name(token: Token) -> bool:
    """Whether "New" begins a name: "29 New Yorkers"."""
    return token.text == "New" and token.tag_ == "NNP" and token.nbor().tag_ in ("NNP", "NNPS")


def word_is(tokens: Tokens, i: int, word: str) -> bool:
    """Whether a token is this word."""
    token = tokens.get(i)
    return token is not None and token.lower_ == word


def word_is_in(tokens: Tokens, i: int, words: frozenset[str]) -> bool:
    """Whether a token is one of these words."""
    token = tokens.get(i)
    return token is not None and token.lower_ in words
