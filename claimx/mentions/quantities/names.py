"""Numbers that are no figures: parts of names, scores, times, identifiers, list marks, idioms.

In: a number (as a bare piece) with the characters and tokens around it. Out: whether to drop it. The tests go from
cheap to dear: characters first, then the word before and after, then the parse.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from claimx.lexicon.nouns import singular
from claimx.mentions.quantities.nouns import Counted
from claimx.mentions.quantities.pieces import Piece
from claimx.types import Offsets

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.mentions.quantities.tokens import Tokens

_ID_LENGTH = 8
_MODEL = re.compile(r"(?<=[a-z,] )([A-Z][A-Za-z]{2,20}) (\d{3,4})(?![\d,.:])")
_NOT_MODELS = frozenset(
    (
        "january february march april may june july august september october november december sunday monday "
        "tuesday wednesday thursday friday saturday some about nearly over than the and"
    ).split()
)
_CHUNK_REACH = 40
_LINK = re.compile(r"://|www\.|@|\w\.(?:com|org|net|co|gov|html?|ly|edu|php)\b|_|#|\\")
_CHAIN = re.compile(r"\d[-–]\d+[-–]\d|\d\.\d+\.\d")
_LETTER_HYPHEN = re.compile(r"(?<!\w)([A-Za-z][\w’']*)[-‐‑–]$")
_PREFIXES = frozenset(
    "sub minus plus from to top near non pre post mid ultra sup super about over under the magnitude".split()
)
_SIGNED_PREFIX = frozenset(("sub", "minus", "plus", "from", "to", "top-line"))
_GROUP_OF = re.compile(r"\b(?:Group|Gang|Council|Committee|Band|Circle|Class) of $")
_QUOTED_NAME = re.compile(r"['‘\"“][A-Z][\w ]{1,30} ?[-–—] ?$")
_TRAILING_LETTERS = re.compile(r"[A-Za-z]+")
# "Docket No. 22-1178", "flight No. 447": the tokenizer parts the word from its dot.
_SHORT_LABEL = re.compile(r"\b(?:[Nn]os?|[Ss]ec|[Aa]rt|[Ff]ig|[Vv]ol|[Cc]h|[Pp]p?)\. ?$")
# "(555) 123-4567", "+44 20 7946 0958", "0800 555 0199", "1-800-555-0199"
_PHONE = re.compile(
    r"(?<![\w.,-])(?:\+\d{1,3}[ -]\(?\d{1,4}\)?[\d -]{4,12}\d|\(\d{3}\) ?\d{3}-\d{4}|(?:1-)?\d{3}[-.]\d{3}[-.]\d{4}|"
    r"0\d{2,4} \d{3,4} ?\d{3,4})(?![\w-])"
)
_RACE = re.compile(
    r" (?:men[’']s |women[’']s )?(?:individual )?(?:hurdles|freestyle|butterfly|breaststroke|backstroke|medley|relay|"
    r"sprint|dash|steeplechase|finals?|heats?|champion)\b"
)
_CLAUSE = re.compile(r"\([a-z]\)")  # "401(k)", "501(c)(3)"
_LIST_MARK = re.compile(r"[.)](?:\s|$)")
_BRACKETS = {"[": "]", "(": ")"}
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
_SPELLED_LABELS = frozenset("category chapter phase stage tier".split())
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
_ONE_AFTER = frozenset("another day thing way side hand man time point else reason such voice".split())
_AFTER_ANOTHER = re.compile(r"one [\w-]{1,20}(?: [\w-]{1,20}){0,2} (?:after|to) (?:another|the next)\b", re.IGNORECASE)
_ONE_IDIOMS = re.compile(
    r"\bone(?:[ -](?:of|another|by one|after|on one|day|thing|way|or (?:another|the other)|more|else|such|can|could|"
    r"called|named|titled|dubbed|"
    r"should|would|might|must|who|that|which|has|is|was|knows|size|time|hand|side|and only|and all|stop|off)\b|-)",
    re.IGNORECASE,
)
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
        return bool(named) or _GROUP_OF.search(text, max(0, number.start - 24), number.start) is not None
    command = tokens.get(last + 1)
    return text[number.end : number.end + 2] == ", " and command is not None and command.tag_ in _COMMANDS


def stands_for_noun(tokens: Tokens, piece: Piece) -> bool:
    """Whether a number without a noun is one itself: "flying the 747", "the only one tall enough", "Gang of Eight"."""
    number, text = piece.number, tokens.text
    run = text[number.start : number.end]
    before = tokens.get(tokens.at(number.start) - 1)
    if run.lower() == "one":
        return True
    if _GROUP_OF.search(text, max(0, number.start - 24), number.start):
        return True
    if run.isdigit() and len(run) == 3 and before is not None:
        return before.lower_ in ("the", "a", "an")
    return (
        run.istitle()
        and run.isalpha()
        and re.search(r"\b[A-Z][a-z]+ of $", text[max(0, number.start - 24) : number.start]) is not None
    )


def is_code(text: str, piece: Piece) -> bool:
    """Whether a number is an id, or names a model somewhere in the article ("Boeing 737": "their 737 airliner")."""
    number = piece.number
    run = text[number.start : number.end]
    if run[0] == "0" and len(run) > 1 and run.isdigit():
        return True  # "Type 055", "007"
    if not run.isdigit() or len(run) < 3:
        return False
    if len(run) >= _ID_LENGTH:
        return True
    if run.endswith("00") or re.match(r" [a-z]{3,20}s\b", text[number.end : number.end + 24]):
        return False
    return run in models(text)


def is_race(text: str, end: int) -> bool:
    """Whether a distance names an event: "the 400m hurdles", "the 100 metres final"."""
    return _RACE.match(text, end) is not None


def phones(text: str, start: int, end: int) -> list[Offsets]:
    """The telephone numbers of text[start:end]."""
    return [match.span() for match in _PHONE.finditer(text, start, end)]


@lru_cache(maxsize=8)
def models(text: str) -> frozenset[str]:
    """The numbers that stand after a capitalised word in the middle of a sentence."""
    return frozenset(match[2] for match in _MODEL.finditer(text) if match[1].lower() not in _NOT_MODELS)


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


def is_idiom(tokens: Tokens, piece: Piece) -> bool:
    """Whether a number word counts nothing new: "one of the", "no one", "the two countries", "one day"."""
    if piece.number.digits:
        return False
    first, last = tokens.stretch(piece.number.start, piece.number.end)
    return idiom(tokens.text, piece, tokens.get(first - 1), tokens.get(last))


# ---------------------------------------------------------------- characters


def bad_characters(text: str, start: int, end: int, *, digits: bool) -> bool:
    """Links, phone numbers, clock times, versions, list marks, footnotes, letters glued to the number."""
    before, after = text[max(0, start - _CHUNK_REACH) : start], text[end : end + _CHUNK_REACH]
    if (digits and chunk_is_no_number(before, text[start:end], after)) or after.startswith("-and-"):
        return True
    if (match := _LETTER_HYPHEN.search(before)) and hyphenated_name(match[1], digits=digits):
        return True
    if digits and (_TRAILING_LETTERS.match(after) or _CLAUSE.match(after)):
        return True
    if not digits:
        return False
    if _QUOTED_NAME.search(before) and after[:1] in "'’\"”":
        return True  # the 'Northern Light – 1' pipeline
    opener = before[-1:]
    if opener in _BRACKETS and after[:1] == _BRACKETS[opener] and end - start <= 3:
        return opener == "[" or end - start == 1
    return _LIST_MARK.match(after) is not None and before.rstrip(" \t")[-1:] in ("", "\n") and end - start <= 3


def chunk_is_no_number(before: str, number: str, after: str) -> bool:
    """Whether the run of non-spaces around a number is a link, a time, a phone number or a version."""
    left = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
    right = after.split(None, 1)[0] if after and not after[0].isspace() else ""
    if not left and not right:
        return False
    chunk = left + number + right
    if _LINK.search(chunk) or _CHAIN.search(chunk) or len(left) >= _CHUNK_REACH:
        return True
    if re.search(r"\d[:/]$", left) or re.match(r"[:/]\d|-\d{3}[A-Z]|-and-", right):
        return True
    return bool(re.search(r"(?:^|[^’'])[’']$", left) and re.fullmatch(r"\d\d", number))


def in_link_or_code(text: str, start: int, end: int, unit_end: int) -> bool:
    """Whether a measured number is part of a link ("?q=30%25") or of a code with a letter behind ("scp-173m")."""
    before, after = text[max(0, start - 2 * _CHUNK_REACH) : start], text[end : end + _CHUNK_REACH]
    left = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
    right = after.split(None, 1)[0] if after and not after[0].isspace() else ""
    if _LINK.search(left + text[start:end] + right) or len(left) >= 2 * _CHUNK_REACH:
        return True
    match = _LETTER_HYPHEN.search(before)
    return match is not None and match[1].lower() not in _PREFIXES and unit_end - end <= 2


def hyphenated_name(word: str, *, digits: bool) -> bool:
    """Whether a number after "word-" names something: "H-6", "EB-5", "top-10", but not "minus-5" or "sub-7"."""
    if word.lower() in _SIGNED_PREFIX:
        return False
    return digits or word.lower() in ("catch", "twenty", "the", "no", "any", "every", "some", "number", "big")


# ---------------------------------------------------------------- words before and after


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


def idiom(text: str, piece: Piece, before: Token | None, after: Token | None) -> bool:
    """Whether "one" is no number here, or a small number points back ("the two countries")."""
    number = piece.number
    word = text[number.start : number.end].lower()
    previous = before.lower_ if before is not None else ""
    if word == "zero":
        return after is not None and after.lower_ in ("tolerance", "sum", "hour", "gravity", "-", "day")
    if word == "one":
        return not_counting(text, number.start, previous, after)
    return word == "two" and previous in ("the", "these", "those", "both", "other")


def not_counting(text: str, start: int, previous: str, after: Token | None) -> bool:
    """Whether "one" is a pronoun or idiom; it counts only when a singular noun follows at once."""
    if (
        _ONE_IDIOMS.match(text, start)
        or text[max(0, start - 4) : start].lower().endswith("-on-")
        or _AFTER_ANOTHER.match(text, start)
        or previous in ("no", "any", "every", "the", "this", "that", "some", "each", "which")
    ):
        return True
    return after is None or after.tag_ not in ("NN", "JJ", "NNP", "VBN") or after.lower_ in _ONE_AFTER


def is_plain_ordinal(tokens: Tokens, piece: Piece) -> bool:
    """Whether a rank names or orders nothing: "First, …", "first lady", "Fifth Avenue", adverbs."""
    last = tokens.stretch(piece.number.start, piece.number.end)[1]
    token, after = tokens.doc[last - 1], tokens.get(last)
    if after is None or after.is_punct or token.tag_ == "RB" or singular(after.lower_) in _ORDINAL_NAMES:
        return True
    if token.text[:1].isupper() and (not token.is_sent_start or after.text[:1].isupper()) and not piece.number.digits:
        return True
    return piece.number.digits and after.text[:1].isupper() and token.ent_type_ in _NAME_LABELS
