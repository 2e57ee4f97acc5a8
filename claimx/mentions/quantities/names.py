"""Numbers that are no figures: parts of names, scores, times, identifiers, list marks, idioms.

In: a number (as a bare piece) with the characters and tokens around it. Out: whether to drop it. The tests go from
cheap to dear: characters first, then the word before and after, then the parse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.lexicon.nouns import singular
from claimx.mentions.quantities.characters import bad_characters, is_code
from claimx.mentions.quantities.idioms import GROUP_OF
from claimx.mentions.quantities.noun_phrases import Counted
from claimx.mentions.quantities.pieces import Piece

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.mentions.quantities.tokens import Tokens

# "Docket No. 22-1178", "flight No. 447": the tokenizer parts the word from its dot.
_SHORT_LABEL = re.compile(r"\b(?:[Nn]os?|[Ss]ec|[Aa]rt|[Ff]ig|[Vv]ol|[Cc]h|[Pp]p?)\. ?$")
# "Section 614", "page 12", "season 3", "category 4": the word names what the number tells apart.
_LABELS = frozenset(
    (
        "act annex appendix area article bay block book box building bulletin bus canto case category ch "
        "channel chapter class clause code column cohort court day district division door draft edition "
        "exhibit exit fig figure flight floor form formula game gate grade group hall heat highway hwy "
        "interstate issue item juncture junction lane level line list lot mark match model no nos number page "
        "paragraph part phase pier pit platform plot point pool pp proposition protocol psalm quarter region "
        "resolution room round route row rule scene schedule season seat section sector seed series session "
        "site slide sol stage stand station step studio suite symphony table tier title topic tower track "
        "train transcript tranche turn type unit verse version volume vol ward week windows zone terminal "
        "runway measure amendment directive ordinance regulation wave lap leg opus chromosome"
    ).split()
)
# "a category one hurricane", "phase two"
_SPELLED_LABELS = frozenset("category chapter number phase stage tier".split())
_COMMANDS = frozenset(("VB", "VBP", "PRP", "PRP$", "EX", "WRB", "MD"))
_STREETS = frozenset(
    (
        "street st st. avenue ave ave. road rd rd. lane drive boulevard blvd blvd. square place court terrace "
        "downing pennsylvania broadway parkway highway"
    ).split()
)
_COLLECTIVE = frozenset(
    (
        "aircraft people police staff dead crew personnel cattle sheep fish head strong wounded injured troop "
        "percent species spacecraft hovercraft livestock poultry youth artillery infantry cavalry total"
    ).split()
)
_TO_NUMBER = re.compile(r" to \d")  # "growing from 1200 to 1500 stalls"
_YEAR_BEFORE = frozenset("in since until till between during before after circa from ( a.d. bc ad and".split())
_INDEX_BEFORE = re.compile(
    r"(?:S\.? ?&? ?P\.?|Poor[’']s|Nasdaq|NASDAQ|FTSE|ASX|DAX|CAC|Nikkei|Stoxx|STOXX|Russell|Topix|TSX|Fortune|Ibex|"
    r"IBEX|Footsie|SMI|MDAX|Sensex|CSI|Nifty) ?(?:MIB |Stock Average )?$"
)
_PROPER = frozenset(("NNP", "NNPS"))
_PROPER_OR_BIG = _PROPER | {"JJ"}
_NEAR = 8
_LONG = 5
_PLACING = frozenset("above below beneath beyond down east north off over south under up west".split())
_NAME_LABELS = frozenset(("ORG", "PRODUCT", "FAC", "WORK_OF_ART", "LAW", "EVENT"))
_ORDINAL_NAMES = frozenset(
    (
        "lady presidency administration term amendment world reich avenue street floor half quarter place "
        "party cousin grade class hand language minister secretary degree name person round division base "
        "baseman inning period century fiddle nature thought thoughts responder responders aid glance sight"
    ).split()
)


def is_name(tokens: Tokens, piece: Piece) -> bool:
    """Whether a number without a unit is no figure."""
    number, text = piece.number, tokens.text
    if number.digits and is_code(text, piece):
        return True
    if number.glued or bad_characters(text, number.start, number.end, digits=number.digits):
        return True
    first, last = tokens.stretch(number.start, number.end)
    before, after = tokens.get(first - 1), tokens.get(last)
    if before is not None and before.is_space:
        before = tokens.get(first - 2)
    if number.form == "ordinal":
        return False
    if not number.digits:
        return spelled_name(tokens, piece, before, last)
    return (
        _INDEX_BEFORE.search(text, max(0, number.start - 24), number.start) is not None
        or (after is not None and after.lower_ in ("index", "indices", "indexes"))
        or labelled(before, tokens, last)
        or proper(tokens, first, last)
        or before_name(tokens, first, last)
        or (bare_year(piece, before, after) and not _TO_NUMBER.match(text, number.end))
    )


def spelled_name(tokens: Tokens, piece: Piece, before: Token | None, last: int) -> bool:
    """Whether a number word names or enumerates: "phase two", "Radio Four", "the Gang of Eight", "Two, cut taxes"."""
    if before is not None and before.lower_ in _SPELLED_LABELS and not counts_noun(tokens, last):
        return True
    number, text = piece.number, tokens.text
    if not text[number.start : number.end].istitle():
        return False
    if before is not None and not tokens.doc[last - 1].is_sent_start:
        named = before.tag_ == "NNP" and before.whitespace_ and not counts_noun(tokens, last)
        if goes_with_name(tokens, before, last):
            return True
        return bool(named) or GROUP_OF.search(text, max(0, number.start - 24), number.start) is not None
    command = tokens.get(last + 1)
    return text[number.end : number.end + 2] == ", " and command is not None and command.tag_ in _COMMANDS


def goes_with_name(tokens: Tokens, before: Token, i: int) -> bool:
    """Whether a capitalised noun before token `i` or there makes a name: "the Five Eyes envoys", "the Big Four firms".

    Not in a headline that capitalises every word.
    """
    after = tokens.get(i)
    opened = before.tag_ in _PROPER_OR_BIG and before.text.istitle() and not before.is_sent_start
    if not opened and (after is None or after.tag_ not in _PROPER or not after.text.istitle()):
        return False
    near = [tokens.get(j) for j in (*range(i - 1 - _NEAR, i - 1), *range(i + 1, i + 1 + _NEAR))]
    words = [token.text for token in near if token is not None and token.is_alpha and len(token) >= _LONG]
    return bool(words) and 3 * sum(word.islower() for word in words) >= len(words)


def is_model(tokens: Tokens, piece: Piece, found: Counted) -> bool:
    """Whether digits before a singular noun tell a model: "their 737 airliner", "the 787 Dreamliner"."""
    number = piece.number
    run = tokens.text[number.end - 3 if piece.low else number.start : number.end]
    if not run.isdigit() or found.noun is None or tokens.text[number.end : number.end + 1] == "-":
        return False
    head = tokens.doc[tokens.at(found.noun[1] - 1)]
    first = tokens.doc[tokens.at(found.noun[0])]
    if head.tag_ == "NNP" or (first.tag_ == "NNP" and head.tag_ == "NN" and head.lower_ not in _COLLECTIVE):
        return int(run) > 1
    return (
        head.tag_ == "NN"
        and int(run) >= 100
        and singular(head.lower_) == head.lower_
        and head.lower_ not in _COLLECTIVE
    )


# ---------------------------------------------------------------- words before and after


def after_label(tokens: Tokens, piece: Piece) -> bool:
    """Whether the word before a number with a letter behind is a capitalised label: "Runway 27L", "Gate 4B"."""
    before = tokens.get(tokens.at(piece.start) - 1)
    return before is not None and before.lower_ in _LABELS and before.text[:1].isupper()


def labelled(before: Token | None, tokens: Tokens, last: int) -> bool:
    """Whether the word before the number is a label ("Section 614"), or the number belongs to an address."""
    if before is None:
        return False
    start = tokens.starts[before.i + 1]
    if before.lower_.endswith(".") and _SHORT_LABEL.search(tokens.text, max(0, start - 6), start):
        return True
    word = before.lower_.removesuffix(".")
    if before.text == "#" or (word in _LABELS and before.dep_ != "prep" and not counts_noun(tokens, last)):
        return True
    return before_street(tokens, last)


def in_street(tokens: Tokens, piece: Piece) -> bool:
    """Whether a number tells a house: "9 Quay Street"."""
    return piece.number.digits and before_street(tokens, tokens.stretch(piece.start, piece.end)[1])


def before_street(tokens: Tokens, last: int) -> bool:
    """Whether the name of a street begins with a token."""
    street = [token.lower_ for token in (tokens.get(last), tokens.get(last + 1), tokens.get(last + 2)) if token]
    return bool(street) and tokens.doc[last].text[:1].isupper() and any(word in _STREETS for word in street)


def counts_noun(tokens: Tokens, last: int) -> bool:
    """Whether a plural noun follows, so that the number counts ("in this group 25 patients")."""
    for i in (last, last + 1):
        token = tokens.get(i)
        if token is None or token.is_punct:
            return False
        if token.tag_ in ("NNS", "NNPS"):
            return True
    return False


def proper(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the number is part of a proper name: "Boeing 787", "S&P 500", "Euro 2020", "38 North"."""
    before, after = tokens.get(first - 1), tokens.get(last)
    number = tokens.doc[last - 1]
    plural_follows = after is not None and after.tag_ in ("NNS", "NNPS", "JJ", "VBN", "NN")
    if before is not None and before.tag_ in ("NNP", "NNPS") and not before.is_sent_start:
        linked = before.head == number or number.head in (before, before.head)
        if not plural_follows or (linked and before.dep_ in ("compound", "nmod", "nummod")):
            return True
    return number.ent_type_ in _NAME_LABELS and named_with(tokens, first, last)


def before_name(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a capitalised word that is no noun follows, as in the name of a place: "at 54 Below on Friday"."""
    before, after, beyond = tokens.get(first - 1), tokens.get(last), tokens.get(last + 1)
    if after is None or not after.text.istitle() or after.lower_ not in _PLACING:
        return False
    around = [token.text for token in (before, beyond) if token is not None and token.is_alpha]
    return bool(around) and all(word.islower() for word in around)


def named_with(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a named entity holds the number together with a capitalised word beside it."""
    label = tokens.doc[last - 1].ent_type_
    for token in (tokens.get(first - 1), tokens.get(last)):
        if token is not None and token.ent_type_ == label and token.tag_ in ("NNP", "NNPS"):
            return True
    return False


def bare_year(piece: Piece, before: Token | None, after: Token | None) -> bool:
    """A whole number like a year with nothing to count: "in 1812", "(2020)", "the 2024 election"."""
    number = piece.number
    if number.value is None or number.end - number.start != 4 or not 1000 <= number.value <= 2100:
        return False
    if after is not None and after.tag_ in ("NNS", "NNPS"):
        return False
    word = before.lower_ if before is not None else ""
    return word in _YEAR_BEFORE or (word in ("the", "than") and number.value > 1900)


def is_plain_ordinal(tokens: Tokens, piece: Piece) -> bool:
    """Whether a rank names or orders nothing: "First, …", "first lady", "Fifth Avenue", adverbs."""
    last = tokens.stretch(piece.number.start, piece.number.end)[1]
    token, after = tokens.doc[last - 1], tokens.get(last)
    if after is None or after.is_punct or token.tag_ == "RB" or singular(after.lower_) in _ORDINAL_NAMES:
        return True
    if token.text[:1].isupper() and (not token.is_sent_start or after.text[:1].isupper()) and not piece.number.digits:
        return True
    return piece.number.digits and after.text[:1].isupper() and token.ent_type_ in _NAME_LABELS
