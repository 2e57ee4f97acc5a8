"""What a bare number counts: the noun phrase of the parse, the noun after "of", or what the context last counted.

In: a bare piece. Out: its unit (singular, short) and the stretch of the noun, or null. The phrase itself is read by
`noun_phrases`.

    "51 air carriers" · "hundreds of new workers" · "three of them" · "102 died" · "444,000, from 429,000 claims"
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.lexicon.moves import moves
from claimx.lexicon.nouns import members, singular
from claimx.mentions.quantities.around import ABOUT, modifier_after
from claimx.mentions.quantities.noun_phrases import NOUNS, REACH, Counted, following, past_marks, word_is, word_is_in

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.mentions.quantities.pieces import Piece
    from claimx.mentions.quantities.tokens import Tokens

_PARENTS = frozenset("father mother parent dad mum mom grandfather grandmother".split())
_CASUALTY = frozenset(
    (
        "killed dead died wounded injured hurt arrested detained missing hospitalized hospitalised evacuated "
        "displaced homeless perished survived die dying kill kills killing injure injures injuring wounding "
        "wounds unemployed infected sickened drowned executed jailed employed attended attending abducted "
        "kidnapped rescued stranded employs employ employing attend"
    ).split()
)
# Of those, what a tagger may take for a noun.
_HARMED = frozenset("dead detained displaced hospitalised hospitalized hurt injured killed missing wounded".split())
# Singulars that count as plurals.
_COLLECTIVE = frozenset("aircraft staff crew personnel cattle sheep fish head police species spacecraft youth".split())
# 'hundreds of $9-an-hour" cleaners'
_PRICED = re.compile(r"of [$€£]\d[\d,.]{0,9}(?:-an?-[a-z]{3,6})?[\"”'’]? ([a-z]+s)\b")
_GROUP_REACH = 48
_GROUP_BEFORE = re.compile(
    r"\b([A-Za-z]+(?: strength)?)(?: -|,| –| —| \(| of| at| is| was"
    rf"| stands at| stood at| reached| hit| passed) {ABOUT}$"
)
_NUMBERS_DEEP = 3
_SAMPLE = re.compile(
    r"\b[Tt]he ((?!random|national|total|full)(?:[a-z]+ )?[a-z]+[^s\W]) sample (?:is|was|of|numbers|numbered) "
    rf"{ABOUT}$"
)
_ATTAINING = frozenset(
    (
        "exceed exceeded hit number numbered pass passed reach reached surpass surpassed top topped total totalled"
    ).split()
)
# "Shares fell to 40": a level, no number of shares.
_LEVELLED = frozenset(
    (
        "bonds costs figures futures levels numbers points prices rates ratings scores shares stocks temperatures "
        "totals yields"
    ).split()
)
_CROWD_OF = re.compile(
    r"\b(?:crew|crowd|staff|workforce|team|population|audience|force|congregation|membership|town|village|city)s?"
    r" of (?:\w+ ){0,3}$"
)
# "a two-tier system", "a six-speed gearbox": the number tells a kind; "a six-figure deal" an order of magnitude.
EPITHETS = frozenset("way tier speed door star stroke figure dimensional".split())
_PRONOUNS = frozenset("them us you those these which whom".split())


def counted(tokens: Tokens, piece: Piece, last_unit: Counted | None) -> Counted | None:
    """What a bare piece counts."""
    first, last = tokens.stretch(piece.number.start, piece.end)
    if (bound := modifier_after(tokens.text, piece.end)) is not None:
        last = tokens.stretch(*bound[1])[1]  # "1,000 or more people"
    last = past_marks(tokens, last)
    hyphen = tokens.text[piece.end : piece.end + 1] == "-" and tokens.text[piece.end + 1 : piece.end + 2].isalpha()
    if hyphen and word_is(tokens, last + 1, "strong"):
        return Counted("person", None)  # "a 3,500-strong brigade"
    if hyphen and (joined := following(tokens, last + 1, hyphen=True)) is not None:
        return joined
    if (model := tokens.get(last)) is not None and is_model_number(model) and (named := following(tokens, last + 1)):
        return named  # "three 777 freighters"
    if (noun := following(tokens, last)) is not None:
        if noun.unit in _HARMED:
            return Counted("person", None)  # "620 detained, 41 hurt"
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


def group_before(text: str, start: int) -> Counted | None:
    """The members of a group noun that stands right before its size: "troop strength, about 42,000"."""
    match = _GROUP_BEFORE.search(text, max(0, start - _GROUP_REACH), start)
    unit = members().get(match[1].lower()) if match else None
    if unit is None and (sample := _SAMPLE.search(text, max(0, start - _GROUP_REACH), start)):
        unit = sample[1]  # "the rural voter sample is 712"
    return Counted(unit, None) if unit else None


def number_of(tokens: Tokens, first: int, floor: int) -> Counted | None:
    """The noun of "the number of people claiming benefits rose 15,000"."""
    for i in range(first - 1, max(floor, first - 24), -1):
        if tokens.doc[i].lower_ in ("number", "numbers") and word_is(tokens, i + 1, "of"):
            found = following(tokens, i + 2)
            people = (word := tokens.get(i + 2)) is not None and word.lower_ in _CASUALTY  # "the number of injured"
            return Counted(found.unit, None) if found and not people else Counted("person", None) if people else None
    return None


def moved_noun(tokens: Tokens, i: int) -> Counted | None:
    """What a movement counts when its end names nothing: "cut flights to 12", "cases topped 1,000"."""
    before, number = tokens.get(i - 1), tokens.get(i)
    if before is None or number is None:
        return None
    if before.lower_ in _ATTAINING and number.head == before and number.dep_ == "dobj":
        return mover(before)
    verb = moving_word(before, number)
    if verb is None:
        return None
    if verb.tag_.startswith("N") and verb.lower_ in moves().nouns:
        return moved_by(verb)
    return mover(verb) if moves().verb(verb.lower_) or verb.lower_ in moves().factors else None


def moving_word(before: Token, number: Token) -> Token | None:
    """What the "to" or "from" over a number hangs on: "fell from about 300 to 200" may be one tree of numbers."""
    link = before
    if before.dep_ != "prep":
        for _ in range(_NUMBERS_DEEP):
            number = number.head if number.head.tag_ == "CD" else number
        link = number.head
    if link.lower_ not in ("to", "from") or link.dep_ != "prep":
        return None
    return link.head.head if link.head.lower_ == "from" else link.head


def moved_by(movement: Token) -> Counted | None:
    """What a noun of movement moves, when it is counted: "a fall in burglaries from 300 to 200"."""
    linked = (child for child in movement.children if child.dep_ == "prep" and child.lower_ in ("in", "of"))
    nouns = (noun for link in linked for noun in link.children if noun.dep_ == "pobj" and noun.tag_ != "CD")
    noun = next(nouns, None)
    return things(noun) if noun is not None else None


def mover(verb: Token) -> Counted | None:
    """What a verb of movement moves, when it is counted: prices and levels are not."""
    for label in ("dobj", "nsubj", "nsubjpass"):
        noun = next((child for child in verb.children if child.dep_ == label and child.tag_ != "CD"), None)
        if noun is not None:
            return things(noun)
    return None


def things(noun: Token) -> Counted | None:
    """What a noun that moves is a number of: members of a group, or a plural that is no price or level."""
    plural = noun.tag_ == "NNS" and noun.lower_ not in _LEVELLED
    unit = members().get(noun.lower_) or (compound(noun) if plural else None)
    return Counted(unit, None) if unit else None


def compound(noun: Token) -> str:
    """A noun in the singular with the nouns that it is made of: "bus passenger"."""
    parts = [child.lower_ for child in noun.children if child.dep_ == "compound" and child.tag_ in ("NN", "NNS")]
    return " ".join((*parts, singular(noun.lower_)))


def of_phrase(tokens: Tokens, i: int, last_unit: Counted | None) -> Counted | None:
    """The noun after "of": "hundreds of workers", "thousands of young people", "three of them"."""
    preposition, inner = tokens.get(i), tokens.get(i + 1)
    if preposition is None or inner is None or preposition.lower_ != "of":
        return None
    if inner.lower_ in _PRONOUNS and not points_at_noun(tokens, i + 1):
        return last_unit or Counted("person", None)
    skip = i + 1
    while skip < i + 4 and (token := tokens.get(skip)) is not None and token.tag_ in ("DT", "PRP$", "PDT", "WDT", "CD"):
        skip += 1
    if priced := _PRICED.match(tokens.text, preposition.idx):
        return Counted(singular(priced[1]), priced.span(1))
    return following(tokens, skip) or object_of(preposition)


def object_of(preposition: Token) -> Counted | None:
    """The plural that the parse hangs on a preposition: 'hundreds of $9-an-hour" cleaners'."""
    for child in preposition.children:
        if child.dep_ == "pobj" and child.tag_ == "NNS" and child.i - preposition.i <= REACH:
            return Counted(singular(child.lower_), (child.idx, child.idx + len(child)))
    return None


def points_at_noun(tokens: Tokens, i: int) -> bool:
    """Whether "these" or "those" stands before a noun: "1,100 of these voters"."""
    token, noun = tokens.get(i), tokens.get(i + 1)
    return token is not None and token.tag_ == "DT" and noun is not None and noun.tag_ in NOUNS


def by_verb(tokens: Tokens, first: int, last: int) -> Counted | None:
    """A number that stands alone counts people when the word beside it is about people ("102 died", "40 strong")."""
    if word_is(tokens, last, "strong"):
        return Counted("person", None)
    if word_is_in(tokens, first - 2, _PARENTS) and word_is(tokens, first - 1, "of"):  # "a father of six"
        return Counted("grandchild" if tokens.doc[first - 2].lower_.startswith("grand") else "child", None)
    for i in (last, last + 1, first - 1, first - 2, first - 3):
        token = tokens.get(i)
        if token is not None and token.lower_ in _CASUALTY:
            return Counted("person", None)
    at = tokens.starts[first]
    return Counted("person", None) if _CROWD_OF.search(tokens.text, max(0, at - 48), at) else None
