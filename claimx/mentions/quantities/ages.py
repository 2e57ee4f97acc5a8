"""Ages of people and things: "Smith, 65,", "a 65-year-old man", "aged 21 to 29", "in her 40s", "eight months old".

In: a piece with its sentence. Out: the piece as kind age (unit year), or null when it is no age.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.mentions.quantities.pieces import Piece

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.mentions.quantities.tokens import Tokens

_OLD = re.compile(
    r" {0,20}[ -]?(?:(?P<unit>year|month|week|day)s?|y/?o|yr)[ -]{0,3}(?P<old>olds?\b|of[ -]age\b)|[ -](?P<yo>y/?o)\b",
    re.IGNORECASE,
)
_OLD_ONLY = re.compile(r"[ -]{0,3}(?:olds?\b|of[ -]age\b)", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages)(?: of)?(?: (?:about|around|over|under|between|at least))? $", re.IGNORECASE)
PEOPLE = (
    "children|kids|people|adults|boys|girls|women|men|those|anyone|pupils|patients|voters|drivers|everyone|"
    "players|workers|residents|citizens|pensioners|seniors|teenagers|teens|youths|students|passengers|visitors|"
    "customers|mothers|fathers|parents|smokers|patients|persons|americans|britons|males|females"
)
_PEOPLE_UNDER = re.compile(rf"\b(?:{PEOPLE}) (?:under|over|above|below) $", re.IGNORECASE)
_PEOPLE_OF = re.compile(rf"\b(?:{PEOPLE}) $", re.IGNORECASE)
_AND_OLDER = re.compile(r" (?:and|or) (?:older|younger)\b")
# "anyone 18 or over may vote"
_AND_OVER = re.compile(r" (?:and|or) (?:over|under|above)\b")
_SHARE_OF = re.compile(
    r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2}) (?:in|out of) (?:every )?\w{1,8}(?: of)?|"
    r"(?:%|percent|per cent|half|thirds?|quarters?|fifths?|most|majority|many|all|none) (?:of )?) ?"
    rf"(?:(?:the|its|their|our|these|those) )?(?:[a-z-]{{3,12}} )?(?:{PEOPLE}) "
    r"(?:is|are|was|were) (?:now |still |aged )?(?:under|over|above|below|younger than|older than) $",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:who (?:is|was)|(?:he|she)(?: (?:is|was|will be)|[’']s)|I(?: am|[’']m)|turn(?:s|ed|ing)|at just|"
    r"(?:when|if) (?:you|they|we|i)(?: (?:are|were|was|am)|[’'](?:re|m))) (?:now |only |just )?$",
    re.I,
)
_AFTER_AGE = re.compile(r",|\.(?:\s|$)|\)|;|$|\n| and ")
_BY_THE = re.compile(r" (?:by the|in (?:[A-Z][a-z]+|[12]\d{3})\b|when|at the time|on [A-Z]|next|this)|[,.;]|$")
# "retired at 60", "died in Rome at 71"
_DID_AT = re.compile(
    r"\b(?:died|dies|dead|retire[sd]?|married|marries|emigrated|orphaned|widowed)(?: in [A-Z]\w{1,20})? "
    r"at (?:just |only )?$"
)
_AGE_ENDS = re.compile(r"[,.;)](?:\s|$)|\n|$| (?:after|when|in [A-Z12]|on [A-Z]|and|but|following|last|from)\b")
# "was 12 when the war began and 18 when it ended", "was 15 in 2019 and 20 in 2024"
_THEN_TOO = re.compile(r" (when|in|at the time)\b[^\d.;,]{0,60}(?:\d{4})?,? (?:and|but) (?:only |just )?")
_IN_HIS = re.compile(r"\b(?:his|her|their|my|your) (?:early |mid-? ?|late )?-?$", re.IGNORECASE)
_AGES_OF = re.compile(r"\b(?:between the )?ages (?:of )?\d{1,3}$", re.IGNORECASE)
# The last word of everything that `stated` looks for before a number, to look no further for most.
_LEAD = re.compile(
    r"(?:aged?|ages|of|about|around|as|at|than|over|under|above|below|between|least|is|was|be|turn(?:s|ed|ing)|just|are|were|am|"
    r"[’'](?:s|re|m)|now|only|his|her|their|my|your|early|late|mid) ?-?$",
    re.IGNORECASE,
)
_LIST_LINKS = frozenset((", ", " and ", ", and ", " or ", " to "))
_LIST_GOES_ON = re.compile(r"[,.;)]|\s(?:and|or)\s\d|$")
_SOMETHING = re.compile(r"-(?:some)?things?\b")
_KIN = frozenset(
    (
        "wife husband son daughter brother sister mother father grandmother grandfather man woman boy girl partner"
    ).split()
)
_DECADE = re.compile(r"s\b")
_TIME_REACH = 80
_BEFORE = 64
_OLDEST = Decimal(120)
_ADULT = Decimal(16)
_TEEN = Decimal(13)
_DEFINITE = frozenset("the a an his her their its another".split())
# "blamed the driver, 31, for the rest"
_SOMEONE = frozenset(
    (
        "accused activist actor actress artist assailant attacker author banker billionaire boxer businessman "
        "businesswoman captain champion climber coach cyclist defendant defender detainee director doctor "
        "driver engineer farmer female fisherman footballer gardener goalkeeper golfer guard gunman hiker "
        "hostage jockey journalist lawyer male mechanic midfielder millionaire miner model motorcyclist "
        "motorist murderer musician neighbor neighbour nurse officer owner passenger pedestrian pensioner pilot "
        "player plumber politician priest prisoner pupil reporter retiree rider robber sailor shooter "
        "shopkeeper singer soldier striker student suspect swimmer teacher teenager tourist trucker veteran "
        "victim widow widower winger winner worker youth"
    ).split()
)
# "rowers as young as 19, as old as 70", "younger than 30"
_YOUNG = re.compile(r"\b(?:as (?:young|old) (?:as|at)|(?:younger|older) than) $", re.IGNORECASE)
# "the average age of the settlers was 23"
_MEAN_AGE = re.compile(
    r"\b(?:average|median|mean|retirement|voting|minimum) age (?:[^\W\d]+ ){0,6}(?:is|was|at) $", re.IGNORECASE
)
_OPENING = re.compile(r"\s*(?:At|At just|Aged|Now|Still only|Now aged|At age)\s")
# "the twins are 9"
_SIBLINGS = frozenset(
    "brothers boys children daughters girls grandchildren kids siblings sisters sons triplets twins".split()
)
_LINK = r"[ -]{1,2}(?:to|-|–|and)[ -]{1,2}"


def as_age(tokens: Tokens, piece: Piece, floor: int) -> Piece | None:
    """The piece as an age, or null."""
    if piece.number.form != "cardinal":
        return None
    if piece.bare and piece.value is not None and (something := _SOMETHING.match(tokens.text, piece.end)):
        return piece._replace(  # "a 40-something teacher"
            end=something.end(), value=None, low=piece.value, high=piece.value + 9, kind="age", unit="year"
        )
    return old(tokens.text, piece) or (stated(tokens, piece, floor) if plausible(piece) else None)


def listed_age(text: str, piece: Piece, last: Piece) -> bool:
    """Whether a bare number goes on with a list of ages: "sons aged 7, 9 and 12"."""
    if parallel_age(text, piece, last):
        return True
    aged = last.kind == "age" and last.end == last.number.end and text[last.end : piece.start] in _LIST_LINKS
    if not aged or not plausible(piece):
        return False
    ranged = _AGES_OF.search(text, max(0, last.end - 24), last.end)  # "between the ages of 18 and 29 with"
    return ranged is not None or _LIST_GOES_ON.match(text, piece.end) is not None


def parallel_age(text: str, piece: Piece, last: Piece) -> bool:
    """Whether a bare number has a time of its own, as the age before it has: "12 when … and 18 when"."""
    if last.kind != "age" or not plausible(piece) or piece.start - last.end > _TIME_REACH:
        return False
    match = _THEN_TOO.fullmatch(text, last.end, piece.start)
    return match is not None and text.startswith(f" {match[1]} ", piece.end)


def plausible(piece: Piece) -> bool:
    """A whole number of years that people live, without any unit."""
    values = [value for value in (piece.value, piece.low, piece.high) if value is not None]
    return piece.bare and bool(values) and all(0 < value < _OLDEST and value == int(value) for value in values)


def old(text: str, piece: Piece) -> Piece | None:
    """Read "65-year-old", "50 years old", "eighteen months of age": the unit stays what the text says."""
    if piece.kind == "duration":
        match = _OLD_ONLY.match(text, piece.end)
        unit = piece.unit
    elif piece.bare:
        match = _OLD.match(text, piece.end)
        unit = (match["unit"] or "year").lower() if match else None
    else:
        return None
    if match is None:
        return None
    return piece._replace(
        end=match.end(), kind="age", unit=unit, unit_text=text[piece.number.end : match.end()].strip(" -")
    )


def stated(tokens: Tokens, piece: Piece, floor: int) -> Piece | None:
    """A bare number that the words around it make an age."""
    text = tokens.text
    before, after = text[max(floor, piece.start - _BEFORE) : piece.start], text[piece.end : piece.end + 24]
    aged = piece._replace(kind="age", unit="year")
    if _AND_OLDER.match(after) or after_name(tokens, piece, before, after):
        return aged
    if opens_with_age(tokens, piece, before):
        return aged
    if _AND_OVER.match(after) and _PEOPLE_OF.search(before):
        return aged
    if _LEAD.search(before[-10:]) is None:
        return None
    if _IN_HIS.search(before) and (decade := _DECADE.match(after)):
        value = piece.value or Decimal(0)
        return aged._replace(end=piece.end + decade.end(), value=None, low=value, high=value + 9)
    group = _PEOPLE_UNDER.search(before) or _SHARE_OF.search(before)
    people = group is not None and not counts_on(tokens, piece)
    turned = _TURNED.search(before) is not None and _BY_THE.match(after) is not None
    did = _DID_AT.search(before) is not None and _AGE_ENDS.match(after) is not None
    if people or turned or did or _AGED.search(before):
        return aged
    spread = _YOUNG.search(before) is not None or (
        _MEAN_AGE.search(before) is not None and not counts_on(tokens, piece)
    )
    return aged if spread or is_of_person(tokens, piece, after) else None


def opens_with_age(tokens: Tokens, piece: Piece, before: str) -> bool:
    """Whether a person follows who is so old: "At 72, Brown won", "Now 63, he lives in Leeds"."""
    if not _OPENING.fullmatch(before) or (piece.value or 0) < _ADULT or tokens.text[piece.end : piece.end + 2] != ", ":
        return False
    person = tokens.get(tokens.at(piece.end + 2))
    return person is not None and (person.lower_ in ("he", "she") or person.ent_type_ == "PERSON")


def is_of_person(tokens: Tokens, piece: Piece, after: str) -> bool:
    """Whether a number is what a person is: "Judge Abbott will be 71, Judge Hale will be 69"."""
    if not piece.number.digits or piece.value is None:
        return False
    if _AFTER_AGE.match(after) is None and _BY_THE.match(after) is None:
        return False
    token = tokens.doc[tokens.at(piece.start)]
    verb = token.head
    if token.dep_ not in ("attr", "acomp", "npadvmod") or verb.lower_ not in ("be", "is", "was", "are", "were"):
        return False
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return False
    return (
        subject.lower_ in _KIN
        or subject.lower_ in _SIBLINGS
        or (subject.ent_type_ == "PERSON" and piece.value >= _ADULT)
    )


def counts_on(tokens: Tokens, piece: Piece) -> bool:
    """Whether a noun follows, so that the number counts ("people over 12 districts")."""
    last = tokens.stretch(piece.start, piece.end)[1]
    return any(token is not None and token.tag_ == "NNS" for token in (tokens.get(last), tokens.get(last + 1)))


def after_name(tokens: Tokens, piece: Piece, before: str, after: str) -> bool:
    """Read "Smith, 65," and "Smith (65)": a name, a comma or bracket, digits, and the end of the insertion."""
    if not piece.number.digits or piece.value is None or _AFTER_AGE.match(after) is None:
        return False
    bracket = before.endswith("(") and after.startswith(")") and piece.value >= _TEEN
    if not bracket and not (
        before.endswith((", ", ", then ")) and (after[:1] in ",.;\n" or not after or after.startswith(" and "))
    ):
        return False
    first = tokens.at(piece.start)
    token = tokens.get(first - 2 - before.endswith(" then "))  # "Moss, then 44, left"
    if token is None or token.tag_ not in ("NNP", "NNPS", "NN"):
        return False
    return (
        token.ent_type_ == "PERSON"
        or token.lower_ in _KIN
        or (piece.value >= _TEEN and is_someone(tokens, token))
        or (token.ent_type_ in ("", "ORG", "GPE", "NORP") and token.tag_ != "NN" and not listed(text_after(after)))
    )


def is_someone(tokens: Tokens, noun: Token) -> bool:
    """Whether a noun is one person whom the text points at: "the driver, 31,"."""
    if noun.tag_ != "NN" or noun.lower_ not in _SOMEONE:
        return False
    opener = next((tokens.get(i) for i in range(noun.i - 1, noun.i - 4, -1) if not is_modifier(tokens.get(i))), None)
    return opener is not None and opener.lower_ in _DEFINITE


def is_modifier(token: Token | None) -> bool:
    """Whether a token may stand between an article and its noun."""
    return token is not None and token.tag_ in ("JJ", "NN", "VBN", "HYPH")


def text_after(after: str) -> str:
    """What follows the comma."""
    return after[1:].strip()


def listed(following: str) -> bool:
    """Whether another number follows, as in a list of scores or dates ("April 5, 12, 19")."""
    return following[:1].isdigit()
