"""Money: currency signs, codes and names before and after a number, and the letters that scale it ("£2.15m").

In: the text and a piece. Out: the piece as money, the currency that a spelling names, or null.
"""

from __future__ import annotations

import re

from claimx.lexicon.currencies import Currency, currencies
from claimx.lexicon.nouns import plural, singular
from claimx.lexicon.units import units
from claimx.mentions.quantities.around import ABOUT
from claimx.mentions.quantities.pieces import Piece
from claimx.numerals import LETTER_SCALES

_SPACE = " \u00a0\u2009\u202f"
_SIGNS = "$€£¥₹₩₽₪₺₱฿₫₦₴₡₾₭₸₮₵₲₿￥＄"
_ANY_SIGN = frozenset(_SIGNS)
# "$US160 million", "US $72.15", "C $9", "usd$ 15", "- $31.4bn"
_SIGN_BEFORE = re.compile(
    rf"(?<!\d)(?<!\d[{_SPACE}])(?:(?<![A-Za-z'’])(?P<country>[A-Z]{{1,3}}|[A-Z][a-z]{{1,2}}|[a-z]{{3}}|U\.S\.)(?P<gap>[{_SPACE}]?))?(?P<sign>[{_SIGNS}])"
    rf"(?P<behind>US|AU|A|C|NZ)?[{_SPACE}]?(?P<minus>[-−])?\(?$"
)
_WORD_BEFORE = re.compile(rf"(?<![A-Za-z])(?P<word>[A-Za-zčł]{{1,4}}\.?|Y=)(?P<space>[{_SPACE}]?)$")
# Naira: "N36.7tn", "N4.2 million"; not the mask "N95", nor the road "N2".
_SIZED = frozenset("N")
_LOOK_BACK = 14
FIRST_WORD = re.compile(
    r"(?P<gap>[ \u00a0\u2009\u202f]{0,2}[-‐‑–]?[ ]?)"
    r"(?P<word>[A-Za-zµμóč°ºø][A-Za-zµμóčé°º²³·]*(?:[/.^](?=[A-Za-z\d])[A-Za-z]*[²³\d]?)*[²³\d]?\.?|[%％٪$€£¥₹₩₪₺₾₡₭¢元円″′”°º˚])"
)
_MAX_CHUNKS = 5
_LETTER_SCALE = re.compile(r"(?:[ ]?(m|b|T|cr))(?![A-Za-z\d²³/])")
_WORD_AFTER = re.compile(r" ([A-Za-z]{3,20}|[a-z]{1,4}/[a-z]{1,4})\b")
# "7.6m from 6.9m", not "2m from the door"
_PART_ENDS = re.compile(
    r"[,.;:)](?!\d)|$| (?:and|but|from (?:(?:about|just|nearly|over) )?(?:\d|a year\b|last\b)|in|last|or|since|to|this|"
    r"while)\b"
)
# "subscribers rose by 3.1m to 81.6m", "a waiting list of 7.6m"; not "homes stand 5m from the cliff"
_CROWD = re.compile(
    r"\b(?:audiences?|copies|customers|downloads|followers|homes|households|jobs|lists?|members|membership|passengers|patients|"
    r"people|population|readers|sales|streams|subscribers|users|viewers|visitors|visits|voters|votes|workforce)\b"
    r"(?:[^,.;:]|[.,]\d){0,40}?\b(?:(?:climb(?:ed|s|ing)?|declined?|doubled|dropped|drops|falls?|fallen|falling|fell|"
    r"grew|grow[ns]?|growing|increased|jumped|leapt|rises?|risen|rising|rose|shrank|shrunk|slid|slipped|soared|surged|"
    r"swelled|swollen)(?: (?:by |from )?\d[\d.]{0,6}m)? (?:above|below|beyond|by|from|over|past|to)|"
    r"exceed(?:ed|s)?|hits?|numbered|number|reach(?:ed|es|ing)?|topp?(?:ed|s|ing)?|totall?ed)"
    rf"(?: a (?:high|peak|record)(?: of)?)?(?: (?:just|slightly|well) (?:above|below|over|under))? {ABOUT}$"
    rf"|\b(?:audience|list|membership|population|readership|workforce)s? (?:of|st(?:ands|ood) at) {ABOUT}$",
    re.IGNORECASE,
)
# "debris around the homes reached 2m"
_PLACED = re.compile(
    r"\b(?:around|at|behind|below|beside|by|for|from|in|inside|into|near|outside|over|past|through|to|with) "
    r"(?:(?:all|her|his|its|many|most|nearby|several|some|the|their|these|those) ){0,2}$",
    re.IGNORECASE,
)
# "the river that swamped homes rose to 2m", "a depth of 2m"
_DEPTHS = re.compile(
    r"\b(?:depths?|distances?|floods?|floodwaters?|heights?|lakes?|lava|mud|rivers?|sea|seas|snow|surge|tides?|walls?|"
    r"waters?(?! customers\b)|waves?|widths?)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?][\"”’')]?\s|\n")
# "81.6m, well above the 2.4m pencilled in", not "3.4m, and the river rose 1.5m"
_SET_AGAINST = re.compile(
    r",? (?:(?:compared|far|just|up|down|well) )?(?:above|against|ahead of|below|beyond|from|than|to|versus|with)"
    r"(?: (?:the|an?|its))?(?: (?:expected|forecasts? of|estimates? of))? "
)
_TIED = re.compile(r" ?[-–—‑] ?| to ")
_FORESEEN = re.compile(
    r" (?:(?:analysts )?(?:counted|estimated|expected|forecast|hoped|pencilled|planned|predicted|projected|recorded|"
    r"reported|seen|targeted)|a year|it had)\b"
)
_CROWD_REACH = 80
_DEPTHS_REACH = 120
_PLACED_REACH = 30
_MILLION = LETTER_SCALES["m"]
_RACES = frozenset("hurdles finals heats metres meters sprints was has is plus across".split())
_CURRENCY_TAIL = re.compile(r" (?:USD|US)\b(?= ?[.,;:)]| ?$| (?:and|or|to|in|for|on|at|a|per)\b)")
_DOTTED = ("zł", "zl")
_INVARIABLE = ("won", "rand", "sterling", "quid", "p", "c", "ether")
_NOUN_FOLLOWS = re.compile(r" (?:the|a|an|in|his|her|their|gold|silver|seats?|medals?|more|by)\b")


def money_before(text: str, piece: Piece, floor: int) -> Piece | None:
    """Read "$", "US$", "USD", "Rs", "RM" … directly before a number, not before `floor`."""
    window = text[max(floor, piece.start - _LOOK_BACK) : piece.start]
    if not window:
        return None
    found = sign_before(window) or word_before(window, glued=piece.number.glued, sized=is_sized(text, piece))
    if found is None:
        return None
    currency, length, minus = found
    start = piece.start - length
    value = -piece.value if minus and piece.value is not None and piece.value > 0 else piece.value
    if start and text[start - 1] in "-−" and value is not None and (start == 1 or text[start - 2] in " ("):
        value, start = -value, start - 1
    sign = text[start : piece.start].strip(" -−\u00a0")
    return piece._replace(
        start=start, value=value, kind="money", unit=currency.code, unit_text=sign, prefixed=True,
        flags=("dollar_assumed_usd",) if currency.assumed else (),
    )  # fmt: skip


def sign_before(window: str) -> tuple[Currency, int, bool] | None:
    """A currency sign with the country's letters before or behind it."""
    match = _SIGN_BEFORE.search(window) if not _ANY_SIGN.isdisjoint(window) else None
    if match is None:
        return None
    table = currencies().before
    sign, minus = match["sign"], match["minus"] is not None
    behind = table.get(sign + match["behind"]) if match["behind"] else None
    country = match["country"]
    if country in ("A", "S") and match["gap"]:
        country = None  # "A $19 minimum fare"
    if country and (named := table.get(country + sign)):
        return named, len(match[0]), minus
    if country and (named := table.get(country.upper())) and len(country) == 3:
        return named, len(match[0]), minus
    if behind is not None:
        return behind, len(match[0]) - (match.start("sign") - match.start()), minus
    return table[sign], len(match[0]) - (match.start("sign") - match.start()), minus


def word_before(window: str, *, glued: bool, sized: bool = True) -> tuple[Currency, int, bool] | None:
    """A code or an abbreviation ("USD34.6 million", "Rs 200 crore", "Y=350 million"); single letters must be glued.

    `sized` tells that the figure is written as an amount.
    """
    match = _WORD_BEFORE.search(window)
    if match is None:
        return None
    word = match["word"]
    if len(word) == 1 and (not glued or (word in _SIZED and not sized)):
        return None
    currency = currencies().before.get(word) or (currencies().before.get(word.upper()) if word == "usd" else None)
    if (
        currency is None
        or (not glued and word in currencies().word_codes)
        or (word in ("Re", "Re.", "Fr", "FF", "Ft", "Sh") and not glued)
    ):
        return None
    return currency, len(match[0]), False


def is_sized(text: str, piece: Piece) -> bool:
    """Whether a figure is written as an amount: with decimals, groups or a scale ("N54.2tn", "N850,000")."""
    number = piece.number
    grouped = any(mark in text[piece.start : number.end] for mark in ",.")
    return grouped or number.scale > 1 or _LETTER_SCALE.match(text, number.end) is not None


def letter_scale(text: str, piece: Piece, stop: int) -> Piece:
    """Scales that are also units, after money: "£2.15m", "$3b"."""
    match = _LETTER_SCALE.match(text, piece.end, stop) if piece.number.scale == 1 else None
    return times_letter(piece, match) if match else piece


def letter_million(text: str, piece: Piece, stop: int) -> Piece:
    """Read "17.6m tonnes", "100m people": before a unit or a plural the letter is a scale, "48m high" is metres."""
    match = _LETTER_SCALE.match(text, piece.end, stop) if piece.number.digits and piece.number.scale == 1 else None
    if match is None or match[0][0] == " ":
        return piece
    following = _WORD_AFTER.match(text, match.end(), stop)
    if match[1] == "m" and is_crowd(text, piece.start, match.end()):
        return times_letter(piece, match)
    if following is None:
        return piece
    word = following[1].lower()
    counts = (
        following[1][0].isupper()
        or units().words.get(word)
        or currencies().after.get(word)
        or word == "people"
        or word.endswith("s")
    )
    return times_letter(piece, match) if counts and word not in _RACES else piece


def is_crowd(text: str, start: int, end: int) -> bool:
    """Whether "m" ends its part of the sentence behind the level of a crowd: "the list grew to 7.6m,"."""
    crowd = _CROWD.search(text, max(0, start - _CROWD_REACH), start) if _PART_ENDS.match(text, end) else None
    if crowd is None or _PLACED.search(text, max(0, crowd.start() - _PLACED_REACH), crowd.start()):
        return False
    sentence = _ENDED.split(text[max(0, start - _DEPTHS_REACH) : start])[-1]
    return _DEPTHS.search(sentence) is None


def same_letter(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces of a sentence: where users "rose 3.1m to 81.6m, above the 2.4m expected", all three are millions."""
    done = list(pieces)
    for i in range(1, len(done)):
        left, right = done[i - 1], done[i]
        if is_metre(left) and text[left.end : right.start] == " to " and is_counted(text, right):
            done[i - 1] = in_millions(left)
        elif is_metre(right) and is_counted(text, left) and is_compared(text, left, right):
            done[i] = in_millions(right)
    return done


def is_counted(text: str, piece: Piece) -> bool:
    """Whether a piece in millions is the level of a crowd."""
    return piece.number.scale == _MILLION and is_crowd(text, piece.start, piece.number.end)


def is_compared(text: str, left: Piece, right: Piece) -> bool:
    """Whether a level is set against the one before it, and ends its part: not "above the 1.5m wall"."""
    ends = _PART_ENDS.match(text, right.end) or _FORESEEN.match(text, right.end)
    return ends is not None and _SET_AGAINST.fullmatch(text, left.end, right.start) is not None


def priced_letters(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces of a sentence: where "€20" goes on "-30m" or "to 30m", these are millions and no metres."""
    done = list(pieces)
    for i in range(1, len(done)):
        left, right = done[i - 1], done[i]
        if left.prefixed and right.unit_text == "m" and _TIED.fullmatch(text, left.end, right.start):
            done[i] = in_millions(right)
    return done


def is_metre(piece: Piece) -> bool:
    """Whether a piece was read in metres by the letter alone."""
    return piece.unit == "metre" and piece.unit_text == "m"


def in_millions(piece: Piece) -> Piece:
    """A piece read in metres, read as a number with the letter for million."""
    number = piece.number._replace(scale=_MILLION, end=piece.number.end + 1)
    value = None if piece.value is None else piece.value * _MILLION
    return Piece(number, piece.number.start, number.end, value)


def times_letter(piece: Piece, match: re.Match[str]) -> Piece:
    """The piece multiplied by a letter scale."""
    scale = LETTER_SCALES[match[1]]
    number = piece.number._replace(scale=scale, end=match.end())
    return piece._replace(end=match.end(), value=None if piece.value is None else piece.value * scale, number=number)


def currency_tail(text: str, piece: Piece) -> Piece:
    """A name after the number that repeats the sign: "$24.60 US", "$40 billion USD", "$1.8M dollars"."""
    if piece.unit == "USD" and (match := _CURRENCY_TAIL.match(text, piece.end)):
        return piece._replace(end=match.end(), flags=())
    name = currency_after(text, piece.end, len(text))
    if name is not None and (name[0].code == piece.unit or "dollar" in text[piece.end : name[1]].lower()):
        return piece._replace(end=name[1], unit=name[0].code)
    return piece


def chunks(text: str, at: int, stop: int) -> list[tuple[str, int]]:
    """The words from here with the place where each ends, as far as a unit can reach."""
    found: list[tuple[str, int]] = []
    for _ in range(_MAX_CHUNKS):
        match = FIRST_WORD.match(text, at, stop)
        if match is None or (found and match["gap"] == ""):
            break
        found.append((match["word"], match.end()))
        at = match.end()
    return found


def currency_after(
    text: str, at: int, stop: int, *, digits: bool = True, scaled: bool = False
) -> tuple[Currency, int] | None:
    """A currency named after the number: "yuan", "Canadian dollars", "U.S. cents", "USD", "€"."""
    words = chunks(text, at, min(stop, at + 60))
    table = currencies()
    for count in range(min(4, len(words)), 0, -1):
        spelling = " ".join(word for word, _ in words[:count])
        end = words[count - 1][1]
        short = spelling.removesuffix(".")
        currency = table.after.get(spelling) or table.after.get(short) or table.after.get(short.lower())
        if currency is None or short in ("US", *table.word_codes):
            continue
        if spelling.lower() in table.common and not (
            digits and spelling.lower() in (*_INVARIABLE, plural(singular(spelling.lower())))
        ):
            continue  # "the 5000 mark" is no money
        if short in ("P", "C") or (short in ("p", "c") and end - at > len(spelling)) or text[end : end + 1].isdigit():
            continue
        if short == "won" and not scaled and _NOUN_FOLLOWS.match(text, end):
            continue  # "the 5 won the race"
        return currency, end - (spelling.endswith(".") and short.lower() not in _DOTTED)
    return None
