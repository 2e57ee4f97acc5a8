"""What a bare number counts: the noun phrase of the parse, the noun after "of", or what the context last counted.

In: a bare piece. Out: its unit (singular, short) and the stretch of the noun, or null.

    "51 air carriers" · "hundreds of new workers" · "three of them" · "102 died" · "444,000, from 429,000 claims"
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimx.lexicon.moves import moves
from claimx.lexicon.nouns import members, singular
from claimx.mentions.quantities.around import modifier_after
from claimx.types import Offsets

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.mentions.quantities.pieces import Piece
    from claimx.mentions.quantities.tokens import Tokens

_REACH = 7
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_INNER = _NOUNS | frozenset(("JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "FW", "AFX", "RB", "RBS"))
_GOING_ON = _NOUNS | frozenset(("HYPH", "VBG", "VBN", "JJ", "CD", "CC", "POS"))
_LOOSE_ADVERBS = frozenset("up more down ago".split())
_PLURALS = frozenset(("NNS", "NNPS"))
# "ten more users", "two other companies": they tell nothing about what is counted.
_LIGHT = frozenset(
    ("more other additional further extra fewer less own such new another straight consecutive of").split()
)
# "one of the last nine games": another figure's stretch of a series
_SERIES = frozenset("first last next past previous".split())
_CASUALTY = frozenset(
    (
        "killed dead died wounded injured hurt arrested detained missing hospitalized hospitalised evacuated "
        "displaced homeless perished survived die dying kill kills killing injure injures injuring wounding "
        "wounds unemployed infected sickened drowned executed jailed employed attended attending abducted "
        "kidnapped rescued stranded employs employ employing"
    ).split()
)
# Singulars that count as plurals.
_COLLECTIVE = frozenset("aircraft staff crew personnel cattle sheep fish head police species spacecraft youth".split())
_PER_TIME = re.compile(r" (?:an?|per|every|each) (second|minute|hour|day|week|month|year)\b")
_MODIFYING = frozenset(("compound", "nmod", "amod", "nummod", "poss", "npadvmod"))
_QUOTES = frozenset(('"', "”", "''", "’", "'"))
_CROWD_OF = re.compile(
    r"\b(?:crew|crowd|staff|workforce|team|population|audience|force|congregation|membership)s? of (?:\w+ ){0,3}$"
)
# "a two-tier system", "a six-speed gearbox": the number tells a kind; "a six-figure deal" an order of magnitude.
EPITHETS = frozenset("way tier speed door star stroke figure dimensional".split())
_PRONOUNS = frozenset("them us you those these which whom".split())
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


def counted(tokens: Tokens, piece: Piece, last_unit: Counted | None) -> Counted | None:
    """What a bare piece counts."""
    first, last = tokens.stretch(piece.number.start, piece.end)
    if (bound := modifier_after(tokens.text, piece.end)) is not None:
        last = tokens.stretch(*bound[1])[1]  # "1,000 or more people"
    if (quote := tokens.get(last)) is not None and quote.text in _QUOTES:
        last += 1  # "as many as 300" fighters
    hyphen = tokens.text[piece.end : piece.end + 1] == "-" and tokens.text[piece.end + 1 : piece.end + 2].isalpha()
    if hyphen and (joined := following(tokens, last + 1, hyphen=True)) is not None:
        return joined
    if (model := tokens.get(last)) is not None and is_model_number(model) and (named := following(tokens, last + 1)):
        return named  # "three 777 freighters"
    if (noun := following(tokens, last)) is not None:
        return attributive(tokens, piece, last, noun) or noun
    return of_phrase(tokens, last, last_unit) or by_verb(tokens, first, last)


def attributive(tokens: Tokens, piece: Piece, first: int, noun: Counted) -> Counted | None:
    """The first noun of "a 3 cylinder engine", "a 12 person race": more than one, yet the last noun is singular."""
    if noun.noun is None or piece.value is None or piece.value <= 1 or tokens.get(first) is None:
        return None
    lead, head = tokens.doc[first], tokens.doc[tokens.at(noun.noun[1] - 1)]
    if (
        lead.tag_ != "NN"
        or head.tag_ != "NN"
        or head.i == lead.i
        or not lead.text.islower()
        or lead.lower_ in _COLLECTIVE
    ):
        return None
    return None if head.lower_ in _COLLECTIVE else Counted(lead.lower_, (lead.idx, lead.idx + len(lead)))


def is_model_number(token: Token) -> bool:
    """Whether a token right behind a count is a type of aircraft or car: "eight 787 Dreamliners"."""
    return len(token) == 3 and token.text.isdigit() and token.text[0] != "0" and token.text[1:] != "00"


def following(tokens: Tokens, i: int, *, hyphen: bool = False) -> Counted | None:
    """The noun phrase directly after the number, up to its head; after a hyphen only the word that it joins."""
    start, head = i, None
    while i < start + _REACH and (token := tokens.get(i)) is not None and not tokens.blocked(i):
        if token.tag_ in _NOUNS:
            head = i
            if hyphen or closes(token, tokens.get(i + 1)):
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
    if token.tag_ == "VBD":  # a participle, where no clause can start: "a stock of more than 400 painted tiles"
        lead, after = tokens.get(token.i - 2), tokens.get(token.i + 1)
        return lead is not None and lead.tag_ == "IN" and after is not None and after.tag_ == "NNS"
    if token.tag_ in ("CD", "CC"):
        if before is not None and before.tag_ == "HYPH":
            return token.tag_ == "CC"  # "90 wood- and peat-burning stoves"
        # "787 Dreamliner aircraft", "printed and audio books": what stands before belongs to a later noun.
        return before is not None and (before.i < token.i < before.head.i or joins_adjectives(tokens, token, before))
    if token.tag_ in ("RP", "IN"):
        return before is not None and before.tag_ == "HYPH"  # "40 laid-off employees"
    return token.tag_ in _INNER and (token.tag_ != "RB" or token.lower_ not in _LOOSE_ADVERBS)


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
        doc[start].lower_ in _LIGHT
        or doc[start].tag_ in ("RB", "HYPH", "SYM")
        or (doc[start].tag_ == "CD" and (doc[start].is_alpha or word_is_in(tokens, start - 1, _SERIES)))
        or (doc[start].lower_ in _SERIES and doc[start + 1].tag_ == "CD")
    ):
        start += 1
    noun = doc[head]
    words = tokens.text[tokens.starts[start] : tokens.starts[head]]
    plural = noun.tag_ in _PLURALS or noun.lower_ == "people" or noun.text[-2:-1].isdigit()
    unit = words + (singular(noun.text) if plural else noun.text)
    unit = re.sub(r"\s+", " ", unit)
    rate = _PER_TIME.match(tokens.text, tokens.end_of(head))
    if rate and unit in ("time", "times"):
        unit = f"time/{rate[1]}"
    inner = following(tokens, head + 2) if noun.lower_ in _GROUPS and word_is(tokens, head + 1, "of") else None
    if inner is not None:
        unit = f"{unit} of {inner.unit}"
    proper = doc[start].text[:1].isupper() and not doc[start].is_sent_start
    named = proper or doc[start].tag_ in ("NNP", "NNPS") or any(c.isupper() or c.isdigit() for c in unit[1:])
    return Counted(unit if named else unit.lower(), (tokens.starts[start], tokens.end_of(head)))


def word_is(tokens: Tokens, i: int, word: str) -> bool:
    """Whether a token is this word."""
    token = tokens.get(i)
    return token is not None and token.lower_ == word


def word_is_in(tokens: Tokens, i: int, words: frozenset[str]) -> bool:
    """Whether a token is one of these words."""
    token = tokens.get(i)
    return token is not None and token.lower_ in words


def number_of(tokens: Tokens, first: int, floor: int) -> Counted | None:
    """The noun of "the number of people claiming benefits rose 15,000"."""
    for i in range(first - 1, max(floor, first - 24), -1):
        if tokens.doc[i].lower_ in ("number", "numbers") and word_is(tokens, i + 1, "of"):
            found = following(tokens, i + 2)
            people = (word := tokens.get(i + 2)) is not None and word.lower_ in _CASUALTY  # "the number of injured"
            return Counted(found.unit, None) if found and not people else Counted("person", None) if people else None
    return None


def moved_noun(tokens: Tokens, i: int) -> Counted | None:
    """What a movement counts when its end names nothing: "cut flights to 12", "doubled its headcount to 1,350"."""
    preposition = tokens.get(i - 1)
    if preposition is None or preposition.lower_ not in ("to", "from") or preposition.dep_ != "prep":
        return None
    verb = preposition.head
    if moves().verb(verb.lower_) is None and verb.lower_ not in moves().factors:
        return None
    for label in ("dobj", "nsubj", "nsubjpass"):
        noun = next((child for child in verb.children if child.dep_ == label), None)
        if noun is not None:
            unit = members().get(noun.lower_) or (singular(noun.lower_) if noun.tag_ == "NNS" else None)
            return Counted(unit, None) if unit else None
    return None


def of_phrase(tokens: Tokens, i: int, last_unit: Counted | None) -> Counted | None:
    """The noun after "of": "hundreds of workers", "thousands of young people", "three of them"."""
    preposition, inner = tokens.get(i), tokens.get(i + 1)
    if preposition is None or inner is None or preposition.lower_ != "of":
        return None
    if inner.lower_ in _PRONOUNS:
        return last_unit or Counted("person", None)
    skip = i + 1
    while skip < i + 4 and (token := tokens.get(skip)) is not None and token.tag_ in ("DT", "PRP$", "PDT", "WDT", "CD"):
        skip += 1
    return following(tokens, skip)


def by_verb(tokens: Tokens, first: int, last: int) -> Counted | None:
    """A number that stands alone counts people when the verb beside it is about people ("102 died")."""
    for i in (last, last + 1, first - 1, first - 2, first - 3):
        token = tokens.get(i)
        if token is not None and token.lower_ in _CASUALTY:
            return Counted("person", None)
    at = tokens.starts[first]
    return Counted("person", None) if _CROWD_OF.search(tokens.text, max(0, at - 48), at) else None
