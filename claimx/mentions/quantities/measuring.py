"""Number → number with its unit: currency before or after, percent, physical units, time units, and rates.

In: the text and a number. Out: a `Piece`; `bare` when no unit stands beside the number. Everything here looks at
characters only, a few words to either side; counted nouns come from the parse (`nouns`).

    measure → money_before | unit_after (percent | money | unit | time | points) → with_rate
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from claimx.lexicon.currencies import Currency, currencies
from claimx.lexicon.nouns import plural, singular
from claimx.lexicon.units import folded, units
from claimx.mentions.quantities.pieces import Piece
from claimx.numerals import LETTER_SCALES, Number
from claimx.records import Kind
from claimx.types import Offsets

_SPACE = " \u00a0\u2009\u202f"
_BEFORE = re.compile(rf"(?P<sign>[^\s\d,;:()\[\]\"“”'‘’]{{1,8}})[{_SPACE}]?$")
# "$US160 million", "US $72.15", "C $9", "usd$ 15", "- $31.4bn"
_SIGN_BEFORE = re.compile(
    rf"(?<!\d)(?<!\d[{_SPACE}])(?:(?<![A-Za-z'’])(?P<country>[A-Z]{{1,3}}|[A-Z][a-z]{{1,2}}|[a-z]{{3}}|U\.S\.)(?P<gap>[{_SPACE}]?))?(?P<sign>[$€£¥₹₩₽₪₺₱฿₫₦₴₡₾₭₸₮₵₲₿￥＄])"
    rf"(?P<behind>US|AU|A|C|NZ)?[{_SPACE}]?(?P<minus>[-−])?\(?$"
)
_WORD_BEFORE = re.compile(rf"(?<![A-Za-z])(?P<word>[A-Za-zčł]{{1,4}}\.?|Y=)(?P<space>[{_SPACE}]?)$")
_LOOK_BACK = 14
_CHUNK = re.compile(
    r"(?P<gap>[ \u00a0\u2009\u202f]{0,2}[-‐‑–]?[ ]?)"
    r"(?P<word>[A-Za-zµμóč°ºø][A-Za-zµμóčé°º²³·]*(?:[/.^](?=[A-Za-z\d])[A-Za-z]*[²³\d]?)*[²³\d]?\.?|[%％٪$€£¥₹₩₪₺₾₡₭¢元円″′”°º˚])"
)
_MAX_CHUNKS = 5
_PERCENT = re.compile(
    r"[ \u00a0-]{0,2}(?P<point>(?:[%％٪]|per[ -]?cent(?:age)?|pct\.?|pc)[ -]?(?:points?|pts?)\b|ppts?\b|pp\b)"
    r"|[ \u00a0-]{0,2}(?P<basis>basis[ -]points?\b|bps\b|bp\b)"
    r"|[ \u00a0-]{0,2}(?P<percent>[%％٪]|per[ -]?cent\b|percents?\b|percentage\b|pct\b|pc\b)",
    re.IGNORECASE,
)
_TIME_WORDS = {
    "second": "second seconds sec secs", "minute": "minute minutes min mins", "hour": "hour hours hr hrs",
    "day": "day days", "week": "week weeks wk wks", "month": "month months", "quarter": "quarter quarters",
    "year": "year years yr yrs", "decade": "decade decades", "century": "century centuries",
    "night": "night nights", "millisecond": "millisecond milliseconds", "fortnight": "fortnight fortnights",
    "microsecond": "microsecond microseconds µs",
}  # fmt: skip
TIME_UNITS = {form: name for name, forms in _TIME_WORDS.items() for form in forms.split()}
_RATE = re.compile(
    r"(?P<of>[ ]of(?: [A-Za-z-]{2,20}){1,3}?|[ ]?\[[^\[\]]{1,40}\]|"
    r"(?P<aside>[ ]?\([^()]{1,40}\)| or (?:more|less|so)))?"
    r"(?:(?P<per>[ -]?\bper[ -]\b|[ ]?/[ ]?)|(?P<each>[ -]an?[ -]|[ ](?:each|every)[ ]))"
    r"(?P<what>(?:thousand|hundred|million|100|1,000|10,000|100,000)?[ ]?[A-Za-z²³]{1,20}\.?"
    r"(?:[ -](?:feet|foot|metres?|meters?|miles?|kilometres?|kilometers?|inch|yards?|ounce|capita)\b)?)"
)
# "14% a year ago": a point in time.
_LATER = re.compile(r"[ -](?:ago|earlier|before|later|after)\b")
_ADVERB_RATE = re.compile(r"(?: |-)(annually|yearly|monthly|weekly|daily|hourly|annual)\b(?! [a-z])|(?: )p\.a\.")
_SHORT_TIMES = {"annum": "year", "yr": "year", "ms": "millisecond", "s": "second", "h": "hour", "d": "day"}
_ADVERB_UNITS = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour",
}  # fmt: skip
# "$9 a share", "650,000 barrels a day", "64 cents a dozen": what "a" may divide by. "per" divides by anything.
_A_RATES = frozenset(
    (
        "share year month week day hour minute second night quarter barrel gallon ton tonne pound ounce litre "
        "liter kilo kilogram gram mile person head piece game dozen acre bottle pop ticket plate seat copy unit dose "
        "bag can case box carton pack pint cup meal user customer household student pupil worker employee passenger"
    ).split()
) | {"annum", "decade", "century"}
_SCALED_DENOMINATOR = re.compile(r"(?:thousand|hundred|million|100|1,000|10,000|100,000)[ ]")
_LETTER_SCALE = re.compile(r"(?:[ ]?(m|b|T|cr))(?![A-Za-z\d²³/])")
# "a magnitude of 6.8", "Mach 5": scales named before the number.
_SCALE_BEFORE = re.compile(r"\b([Mm]agnitude|[Mm]ach)(?:[ -]| of (?:about |at least )?)$")
_WORD_AFTER = re.compile(r" ([A-Za-z]{3,20})\b")
_RACES = frozenset("hurdles finals heats metres meters sprints was has is plus across".split())
_CURRENCY_TAIL = re.compile(r" (?:USD|US)\b(?= ?[.,;:)]| ?$| (?:and|or|to|in|for|on|at|a|per)\b)")


@dataclass(frozen=True, slots=True)
class UnitRead:
    """A unit found after a number: where it ends, what it is, and what it scales by."""

    end: int
    kind: Kind
    unit: str
    factor: Decimal = Decimal(1)
    flags: tuple[str, ...] = ()


def measure(text: str, number: Number, sentence: Offsets) -> Piece:
    """The number with the unit that stands before or after it in its sentence."""
    floor, stop = sentence
    piece = Piece(number, number.start, number.end, number.value, number.low, number.high)
    if number.form == "ordinal":
        return piece
    money = money_before(text, piece, floor)
    if money is not None:
        return with_rate(text, currency_tail(text, letter_scale(text, money, stop)), stop)
    if number.glued:
        return piece
    if scale := _SCALE_BEFORE.search(text, max(0, number.start - 24), number.start):
        return piece._replace(kind="quantity", unit=scale[1].lower(), unit_text=scale[1])
    piece = letter_million(text, piece, stop)
    number = piece.number
    if (height := feet_and_inches(text, piece)) is not None:
        return height
    read = unit_after(text, piece, stop)
    if read is None:
        return piece
    found = piece._replace(
        end=read.end,
        kind=read.kind,
        unit=read.unit,
        factor=read.factor,
        unit_text=text[number.end : read.end].strip(" -\u00a0") or None,
        flags=read.flags,
    )
    return with_rate(text, found, stop)


# "6'2\"", "a 6-foot-2 guard", "a depth of 40'"
_FEET = re.compile(r"(?:['’′](?: (?=\d{1,2}[\"”″]))?|-foot-)(\d{1,2})(?:[\"”″]|['’′]{2}|\b)|['’′](?=[\s.,;)]|$)")
_OPENED = re.compile(r"(?<!\w)['‘’]")
_QUOTE_REACH = 200


def feet_and_inches(text: str, piece: Piece) -> Piece | None:
    """A height in feet and inches; a lone mark counts only where no quotation is open."""
    match = _FEET.match(text, piece.end) if piece.number.digits and piece.value is not None else None
    if match is None or piece.value is None or int(match[1] or 0) >= 12:
        return None
    if match[1] is None and _OPENED.search(text, max(0, piece.start - _QUOTE_REACH), piece.start):
        return None
    feet = piece.value + Decimal(match[1] or 0) / 12
    return piece._replace(end=match.end(), value=feet, kind="quantity", unit="foot", unit_text=match[0].strip("-"))


# ---------------------------------------------------------------- money before the number


def money_before(text: str, piece: Piece, floor: int) -> Piece | None:
    """Read "$", "US$", "USD", "Rs", "RM" … directly before a number, not before `floor`."""
    window = text[max(floor, piece.start - _LOOK_BACK) : piece.start]
    if not window:
        return None
    found = sign_before(window) or word_before(window, glued=piece.number.glued)
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
    match = _SIGN_BEFORE.search(window)
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


def word_before(window: str, *, glued: bool) -> tuple[Currency, int, bool] | None:
    """A code or an abbreviation ("USD34.6 million", "Rs 200 crore", "Y=350 million"); single letters must be glued."""
    match = _WORD_BEFORE.search(window)
    if match is None:
        return None
    word = match["word"]
    if len(word) == 1 and not glued:
        return None
    currency = currencies().before.get(word) or (currencies().before.get(word.upper()) if word == "usd" else None)
    if (
        currency is None
        or (not glued and word in currencies().word_codes)
        or (word in ("Re", "Re.", "Fr", "FF", "Ft", "Sh") and not glued)
    ):
        return None
    return currency, len(match[0]), False


def letter_scale(text: str, piece: Piece, stop: int) -> Piece:
    """Scales that are also units, after money: "£2.15m", "$3b"."""
    match = _LETTER_SCALE.match(text, piece.end, stop) if piece.number.scale == 1 else None
    return times_letter(piece, match) if match else piece


def letter_million(text: str, piece: Piece, stop: int) -> Piece:
    """Read "17.6m tonnes", "100m people": before a unit or a plural the letter is a scale, "48m high" is metres."""
    match = _LETTER_SCALE.match(text, piece.end, stop) if piece.number.digits and piece.number.scale == 1 else None
    following = _WORD_AFTER.match(text, match.end(), stop) if match else None
    if match is None or following is None or match[0][0] == " ":
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


# ---------------------------------------------------------------- units after the number


def unit_after(text: str, piece: Piece, stop: int) -> UnitRead | None:
    """The unit directly after a number."""
    at = piece.number.end
    if piece.value is None and (match := _OF.match(text, at, stop)):  # "hundreds of thousands of euros"
        at = match.end()
    if percent := percent_after(text, piece, at, stop):
        return percent
    if piece.number.form == "fraction" or (piece.value is not None and 0 < piece.value < 1):
        at = over_article(text, at)  # "a quarter of a point", "0.1 of a percentage point"
        if percent := percent_after(text, piece, at, stop):
            return percent
    if not opens_unit(text, at, stop):
        return None
    if name := currency_after(
        text, at, stop, digits=piece.number.digits or piece.number.scale > 1, scaled=piece.number.scale > 1
    ):
        currency = name[0]
        flags = ("dollar_assumed_usd",) if currency.assumed else ()
        return UnitRead(name[1], "money", currency.code, Decimal(1) / currency.parts, flags)
    return physical(text, at, stop)


def opens_unit(text: str, at: int, stop: int) -> bool:
    """Whether the word from here begins a spelling of any unit or currency; most counted nouns do not."""
    match = _CHUNK.match(text, at, stop)
    if match is None:
        return False
    word = match["word"].rstrip(".")
    return word.lower() in opening_words() or "/" in word or "." in word


@lru_cache(maxsize=1)
def opening_words() -> frozenset[str]:
    """First words of the spellings of units, currencies and times, in lower case."""
    spellings = (*currencies().after, *units().words, *units().symbols, *TIME_UNITS, *_DEGREES)
    return frozenset(re.split(r"[ -]", spelling.lower())[0].rstrip(".") for spelling in spellings)


_ARTICLE = re.compile(r" (?:of )?an?(?= )")
_OF = re.compile(r" of(?= )")


def over_article(text: str, at: int) -> int:
    """Where the unit of "half a mile", "a quarter of a percentage point" starts."""
    match = _ARTICLE.match(text, at)
    return match.end() if match else at


def percent_after(text: str, piece: Piece, at: int, stop: int) -> UnitRead | None:
    """Read "%", "per cent", "percentage points", "basis points"."""
    match = _PERCENT.match(text, at, stop)
    if match is None:
        return None
    if match["point"]:
        return UnitRead(match.end(), "percent", "percentage point")
    if match["basis"]:
        return UnitRead(match.end(), "percent", "basis point")
    # "20 percentage" alone is no unit of the language, and "5 pc" after a word is a computer.
    if match["percent"].lower() == "pc" and text[piece.end : match.start("percent")].strip():
        return None
    return UnitRead(match.end(), "percent", "percent")


def chunks(text: str, at: int, stop: int) -> list[tuple[str, int]]:
    """The words from here with the place where each ends, as far as a unit can reach."""
    found: list[tuple[str, int]] = []
    for _ in range(_MAX_CHUNKS):
        match = _CHUNK.match(text, at, stop)
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
        return currency, end - (spelling.endswith(".") and currency.code != "PLN")
    return None


_INVARIABLE = ("won", "rand", "sterling", "quid", "p", "c", "ether")
_NOUN_FOLLOWS = re.compile(r" (?:the|a|an|in|his|her|their|gold|silver|seats?|medals?|more|by)\b")


def physical(text: str, at: int, stop: int) -> UnitRead | None:
    """The longest spelling of a unit from here, or a unit of time."""
    words = chunks(text, at, min(stop, at + 80))
    table = units()
    if words and words[0][0] in _DEGREES and _WEATHER.search(text, max(0, at - _WEATHER_REACH), at):
        return UnitRead(words[0][1], "quantity", _DEGREES[words[0][0]])
    for count in range(len(words), 0, -1):
        spelling = " ".join(word for word, _ in words[:count])
        end = words[count - 1][1]
        found = table.find(spelling) or table.words.get(folded(spelling))
        if found is None and spelling.endswith("."):
            found, end = table.find(spelling[:-1]), end - 1
        if found is not None and unit_fits(text, at, spelling, end):
            return UnitRead(end, "quantity", found[0], found[1])
    if words and (time := TIME_UNITS.get(words[0][0].lower().removesuffix("."))):
        end = words[0][1] - words[0][0].endswith(".")
        return UnitRead(end, "duration", time)
    return slashed(words)


# "Temperatures fell to minus 12C (10.4F)"; not "Section 12C", "seat 14F"
_DEGREES = {"C": "degree Celsius", "F": "degree Fahrenheit"}
_WEATHER = re.compile(
    r"temperature|mercury|warm|heat|cold|minus|freez|highs? of|lows? of|degrees|Celsius|°", re.IGNORECASE
)
_WEATHER_REACH = 160
_LOUD = frozenset(("LBS", "KGS", "KMS"))
_AMBIGUOUS = {"m", "t", "g", "l", "in.", "in", "W", "V", "J", "AU", "ha", "L", "mi", "”", "′", "″"}


def unit_fits(text: str, at: int, spelling: str, end: int) -> bool:
    """Short symbols count only when nothing makes them a word or a scale: "48m high", not "5 m people", "two PBS"."""
    if text[end : end + 1].isalnum():
        return False
    if spelling in ("”", "′", "″"):
        return text[at : at + 1] == spelling and text[at - 1].isdigit()  # not “Fantastic Four”
    if len(spelling) == 3 and spelling.isupper() and spelling[-1] == "S":
        return spelling in _LOUD
    if spelling in _AMBIGUOUS:
        return text[at : at + 1] != "-" and end - at <= 3
    return True


def slashed(words: list[tuple[str, int]]) -> UnitRead | None:
    """Units divided by a slash: "10 mg/l", "5 g/km"."""
    if not words or words[0][0].count("/") != 1:
        return None
    over, under = words[0][0].split("/")
    top, bottom = units().find(over), denominator(under)
    if top is None or bottom is None:
        return None
    return UnitRead(words[0][1], "quantity", f"{top[0]}/{bottom}", top[1])


# ---------------------------------------------------------------- rates


def denominator(what: str) -> str | None:
    """The canonical name of what a rate divides by."""
    words = what.strip(" .").lower()
    if match := _SCALED_DENOMINATOR.match(words):
        rest = denominator(words[match.end() :])
        return f"{match[0]}{rest}" if rest else None
    if words in TIME_UNITS:
        return TIME_UNITS[words]
    if words in _SHORT_TIMES:
        return _SHORT_TIMES[words]
    if (unit := units().find(what.strip(" .")) or units().words.get(folded(words))) and unit[1] == 1:
        return unit[0]
    return singular(words) if words.isalpha() or " " in words else None


def with_rate(text: str, piece: Piece, stop: int) -> Piece:
    """Add "per share", "a day", "/kg", "annually" when it follows the unit."""
    adverb = _ADVERB_RATE.match(text, piece.end, stop)
    if adverb and piece.kind in ("money", "quantity") and (name := _ADVERB_UNITS.get(adverb[1] or "annually")):
        return piece._replace(end=adverb.end(), rate=name)
    match = _RATE.match(text, piece.end, min(stop, piece.end + 90))
    if match is None or (match["of"] and piece.kind not in ("quantity", "money")) or _LATER.match(text, match.end()):
        return piece
    what = shortest_denominator(match["what"], article=match["each"] is not None)
    if what is None:
        return piece
    name = denominator(what)
    if name is None:
        return piece
    end = piece.end if match["aside"] else match.start("what") + len(what)
    return piece._replace(end=end, rate=name)


def is_measure(word: str) -> bool:
    """Whether "a …" behind a figure divides by this word: something sold one by one, or a unit ("$5.87 a bushel")."""
    unit = units().words.get(word)
    return word in _A_RATES or (unit is not None and unit[0] == word and len(word) > 3)


def shortest_denominator(what: str, *, article: bool) -> str | None:
    """What a rate divides by, without words that follow it by chance ("a share price")."""
    first = what.split(" ", maxsplit=1)[0].split("-", maxsplit=1)[0].rstrip(".")
    if article:
        return first if is_measure(first.lower()) else None
    words = what.rstrip(".")
    if first.lower() == "calendar":
        return None
    if len(words.split(" ")) > 1 and (units().words.get(folded(words)) or _SCALED_DENOMINATOR.match(words)):
        return words
    return first
