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
_HOLDING = frozenset("has have had hold holds held win wins won need needs needed get got gain gained".split())
_LOOSE_ADVERBS = frozenset("up more down ago".split())
_PLURALS = frozenset(("NNS", "NNPS"))
# "ten more users", "two other companies": they tell nothing about what is counted.
_LIGHT = frozenset(
    ("more other additional further extra fewer less many several own such new another straight consecutive of").split()
)
# "one of the last nine games": another figure's stretch of a series
_SERIES = frozenset("first last next past previous".split())
_PARENTS = frozenset("father mother parent dad mum mom grandfather grandmother".split())
_CASUALTY = frozenset(
    (
        "killed dead died wounded injured hurt arrested detained missing hospitalized hospitalised evacuated "
        "displaced homeless perished survived die dying kill kills killing injure injures injuring wounding "
        "wounds unemployed infected sickened drowned executed jailed employed attended attending abducted "
        "kidnapped rescued stranded employs employ employing attend"
    ).split()
)
# Singulars that count as plurals.
_COLLECTIVE = frozenset("aircraft staff crew personnel cattle sheep fish head police species spacecraft youth".split())
_PER_TIME = re.compile(r" (?:an?|per|every|each) (second|minute|hour|day|week|month|year)\b")
# 'hundreds of $9-an-hour" cleaners'
_PRICED = re.compile(r"of [$€£]\d[\d,.]{0,9}(?:-an?-[a-z]{3,6})?[\"”'’]? ([a-z]+s)\b")
_GROUP_REACH = 48
_GROUP_BEFORE = re.compile(
    r"\b([A-Za-z]+(?: strength)?)(?: -|,| –| —| \(| of| at| is| was"
    r"| stands at| stood at| reached| hit| passed) (?:(?:about|around|roughly|nearly|some|almost) )?$"
)
_SAMPLE = re.compile(
    r"\b[Tt]he ((?!random|national|total|full)(?:[a-z]+ )?[a-z]+[^s\W]) sample (?:is|was|of|numbers|numbered) "
    r"(?:(?:about|around|roughly|nearly|some|almost) )?$"
)
_MODIFYING = frozenset(("compound", "nmod", "amod", "nummod", "poss", "npadvmod"))
_MARKS_ALONE = frozenset(('"', "“", "”", "``", "''", "‘", "’", "'"))
_MARKS = re.compile(r"[\"“”‘’]|''|``")
_CROWD_OF = re.compile(
    r"\b(?:crew|crowd|staff|workforce|team|population|audience|force|congregation|membership|town|village|city)s?"
    r" of (?:\w+ ){0,3}$"
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
    last = past_marks(tokens, last)
    hyphen = tokens.text[piece.end : piece.end + 1] == "-" and tokens.text[piece.end + 1 : piece.end + 2].isalpha()
    if hyphen and word_is(tokens, last + 1, "strong"):
        return Counted("person", None)  # "a 3,500-strong brigade"
    if hyphen and (joined := following(tokens, last + 1, hyphen=True)) is not None:
        return joined
    if (model := tokens.get(last)) is not None and is_model_number(model) and (named := following(tokens, last + 1)):
        return named  # "three 777 freighters"
    if (noun := following(tokens, last)) is not None:
        return attributive(tokens, piece, last, noun) or noun
    return of_phrase(tokens, last, last_unit) or by_verb(tokens, first, last)


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
    if closing is None or tokens.doc[closing - 1].tag_ in _NOUNS:
        return i + 1  # "won 10 [seats]"
    return closing + 1


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
            unit = members().get(noun.lower_) or (compound(noun) if noun.tag_ == "NNS" else None)
            return Counted(unit, None) if unit else None
    return None


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
        if child.dep_ == "pobj" and child.tag_ == "NNS" and child.i - preposition.i <= _REACH:
            return Counted(singular(child.lower_), (child.idx, child.idx + len(child)))
    return None


def points_at_noun(tokens: Tokens, i: int) -> bool:
    """Whether "these" or "those" stands before a noun: "1,100 of these voters"."""
    token, noun = tokens.get(i), tokens.get(i + 1)
    return token is not None and token.tag_ == "DT" and noun is not None and noun.tag_ in _NOUNS


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
