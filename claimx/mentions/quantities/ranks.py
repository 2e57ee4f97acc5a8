"""Ranks and multiples: words that are figures without a unit.

Ranks: "second-largest bank", "the fourth country", "number one". Multiples: "tripled", "twice as many", "6 times the
regional average", "fivefold", "2.5x".
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.lexicon.nouns import singular
from claimx.lexicon.units import units
from claimx.mentions.quantities.names import is_plain_ordinal
from claimx.mentions.quantities.noun_phrases import Counted, following
from claimx.mentions.quantities.nouns import compound
from claimx.mentions.quantities.pieces import Piece
from claimx.numerals import MULTIPLES, Number
from claimx.records import Kind

if TYPE_CHECKING:
    from claimx.mentions.quantities.tokens import Tokens

_SUPERLATIVE = re.compile(r"[ -](?:most[ -]\w{2,20}|least[ -]\w{2,20}|best|worst|[a-z]{2,20}est)\b")
_TIMES = re.compile(
    r"[ -](?:times|x)\b(?=(?P<more>[ -](?:more|less|fewer|higher|lower|larger|bigger|greater|smaller|as|faster|the|"
    r"that|what|its|their|his|her|those|over|stronger|longer|worse|better|likelier|cheaper|costlier|earnings|book|sales|"
    r"revenue|oversubscribed|national|annual|average|normal|expected|forward|cash|profits?|rate)\b)?)"
)
_X = re.compile(r"x\b")
_FOLD = re.compile(r"[ -]?fold\b")
_ONLY_TO = re.compile(r" (?:only )?to (?:none\b|only\b|the\b)| only to\b")
_NUMBER_ONE = re.compile(r"\b(?:[Nn]umber|No\.?|#) ?(one|two|three|four|five|[1-9]\d?)\b(?![.,:-]\w)")
# "third in Europe and No. 5 in the world"
_RANKED_IN = re.compile(r" (?:in|among) (?:the |all )?(?:[A-Z]|world\b|country\b|nation\b|region\b|class\b|league\b)")
_FIRST_FIVE = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_MULTIPLE = re.compile(rf"(?<![A-Za-z])(?=[DTQHSENFdtqhsenf])(?i:{'|'.join(MULTIPLES)})(?![A-Za-z])")
_AS = re.compile(
    r"[ -](?:as|the|that|this|what|its|their|his|her|those|more|over|in size|from|of|to|our|"
    r"your|my|last|previous)\b|[.,;]|$"
)
_TWICE = re.compile(r" (?:as|the|that|what|its|their|his|her|those|more|over|this|our)\b")
_MUCH = frozenset(("much", "many"))  # "ten times as much power"
_VERBS = frozenset("VB VBD VBG VBN VBP VBZ".split())
_LETTING = frozenset("help helps helped helping let lets letting make makes made making see sees saw watch".split())
_LET_REACH = 6
_TO = re.compile(r" to\b")
_NOT_MOVED = frozenset("down back over up".split())


def as_rank(tokens: Tokens, piece: Piece) -> Piece | None:
    """An ordinal with the noun it ranks."""
    text, end = tokens.text, piece.number.end
    if match := _SUPERLATIVE.match(text, end):
        end = match.end()
    elif _ONLY_TO.match(text, end) is None and is_plain_ordinal(tokens, piece):
        return None
    elif text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha():
        return None  # "first-quarter", "second-hand", "third-party"
    _, last = tokens.stretch(piece.start, end)
    noun = following(tokens, last)
    if noun is None and end == piece.number.end and not ranks_place(tokens, last):
        return None
    return named(piece._replace(end=end), "ordinal", noun or subject_of(tokens, last - 1))


def subject_of(tokens: Tokens, i: int) -> Counted | None:
    """What a rank without a noun is said of: "the river is the third-longest in Asia"."""
    verb = tokens.doc[i].head
    if verb.lower_ not in ("is", "are", "was", "were", "be", "became", "remains", "as"):
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.tag_ in ("NN", "NNS")), None)
    return Counted(singular(subject.lower_), (subject.idx, subject.idx + len(subject))) if subject is not None else None


def numbered_ranks(tokens: Tokens, start: int, end: int) -> list[Piece]:
    """Read "the number one airline", "the world's No. 2 producer"."""
    found: list[Piece] = []
    sentence = tokens.text[start:end]
    if not any(word in sentence for word in ("umber ", "No.", "No ", "#")):
        return found
    for match in _NUMBER_ONE.finditer(tokens.text, start, end):
        noun = following(tokens, tokens.stretch(*match.span())[1])
        before = tokens.get(tokens.at(match.start()) - 1)
        if (
            before is None
            or not (before.tag_ in ("DT", "POS", "PRP$", "JJ", "NNP") or _RANKED_IN.match(tokens.text, match.end()))
            or (noun is None and before.tag_ == "NNP")
        ):
            continue
        value = Decimal(_FIRST_FIVE.get(match[1]) or match[1])
        number = Number(match.start(), match.end(), value, form="ordinal")
        found.append(named(Piece(number, match.start(), match.end(), value), "ordinal", noun))
    return found


def ranks_place(tokens: Tokens, last: int) -> bool:
    """A rank without its noun: "ranked third in the world", "finished second"."""
    if _ONLY_TO.match(tokens.text, tokens.end_of(last - 1)):
        return True
    before = tokens.get(last - 2)
    return before is not None and before.lower_ in (
        "ranked",
        "ranks",
        "placed",
        "finished",
        "came",
        "rank",
        "in",
        "finishing",
    )


def named(piece: Piece, kind: Kind, noun: Counted | None) -> Piece:
    """The piece as a rank or multiple of its noun."""
    unit, place = (noun.unit, noun.noun) if noun else (None, None)
    return piece._replace(kind=kind, unit=unit, noun=place, unit_text=None)


def as_multiple(tokens: Tokens, piece: Piece) -> Piece | None:
    """Read "6 times the regional average", "5-fold", "2.5x"; "40 times" without a comparison counts occasions."""
    text, number = tokens.text, piece.number
    if number.form == "ordinal" or number.glued or piece.kind is not None:
        return None
    match = _X.match(text, piece.end) or _FOLD.match(text, piece.end)
    if match is not None:
        return piece._replace(end=match.end(), kind="multiple", unit=None)
    match = _TIMES.match(text, piece.end)
    if match is None or match["more"] is None:
        return None
    return named(piece._replace(end=match.end()), "multiple", compared(tokens, match.end()))


def compared(tokens: Tokens, at: int) -> Counted | None:
    """The noun that a multiple multiplies ("three times the rate")."""
    after = tokens.text[at : at + 1]
    first = i = tokens.at(at + 1) if after.isspace() else tokens.at(at) + (after == "-")
    for _ in range(5):
        token = tokens.get(i)
        if token is None or token.is_punct or token.is_sent_start:  # "rose tenfold. Workers at 5 plants left"
            return None
        if token.tag_ not in ("DT", "PRP$", "RB", "JJR", "IN", "RBR", "PDT", "CD") and token.lower_ not in _MUCH:
            break
        i += 1
    if i > first and tokens.doc[i - 1].tag_ == "CD" and (unit := tokens.get(i)) and units().find(unit.text):
        return None  # "double the 2.1 mm of the 1990s"
    return following(tokens, i)


def multiple_words(tokens: Tokens, start: int, end: int) -> list[Piece]:
    """Read "doubled", "triple", "halved", "twice as many", "fivefold" in text[start:end]."""
    text = tokens.text
    found: list[Piece] = []
    for match in _MULTIPLE.finditer(text, start, end):
        lower = match[0].lower()
        if multiplies(tokens, lower, match):
            found.append(multiple(tokens, MULTIPLES[lower], match))
    return found


def multiplies(tokens: Tokens, word: str, match: re.Match[str]) -> bool:
    """Whether the word is used for a factor: as a verb, or before what it multiplies."""
    text, end = tokens.text, match.end()
    if (
        text[end : end + 1] == "-"
        or text[match.start() - 1 : match.start()] == "-"
        or (match[0][:1].isupper() and match.start())
    ):
        return False
    if word.endswith("fold"):
        return True
    if word in ("twice", "thrice"):
        return _TWICE.match(text, end) is not None
    token = tokens.doc[tokens.at(match.start())]
    after = tokens.get(token.i + 1)
    if token.tag_ in _VERBS and word not in ("halves", "doubles"):
        return after is None or after.lower_ not in _NOT_MOVED
    if word not in ("double", "triple", "treble", "quadruple", "quintuple"):
        return False
    return _AS.match(text, end) is not None or untagged_verb(tokens, token.i)


def untagged_verb(tokens: Tokens, i: int) -> bool:
    """A verb that the tagger took for an adjective: "helped Russia triple production", "let the state double taxes"."""
    before, after = tokens.get(i - 1), tokens.get(i + 1)
    if before is None or after is None or after.tag_ not in ("NN", "NNS", "PRP$", "DT", "JJ"):
        return False
    if before.tag_ in ("NNP", "NNS", "NNPS", "TO", "MD", "PRP"):
        return True
    return before.tag_ == "NN" and any(word.lower_ in _LETTING for word in tokens.doc[max(0, i - _LET_REACH) : i])


def multiple(tokens: Tokens, factor: Decimal, match: re.Match[str]) -> Piece:
    """The piece of a multiplying word with the noun that it multiplies: its object, else its subject."""
    number = Number(match.start(), match.end(), factor)
    token = tokens.doc[tokens.at(match.start())]
    noun = None
    led_to = _TO.match(tokens.text, match.end()) is not None  # "output will triple to 3 million barrels"
    if token.tag_ in _VERBS or led_to:
        for label in ("dobj", "nsubj", "nsubjpass")[led_to:]:
            child = next((child for child in token.children if child.dep_ == label), None)
            if child is not None and child.tag_ in ("NN", "NNS") and "," not in tokens.text[match.end() : child.idx]:
                noun = Counted(compound(child), (child.idx, child.idx + len(child)))
                break
    else:
        noun = compared(tokens, match.end())
    return named(Piece(number, match.start(), match.end(), factor), "multiple", noun)
