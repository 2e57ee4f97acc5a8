"""The words of numbers and what they are worth: closed grammar, in lower case.

`NUMBER_WORDS` are the words without which a sentence without digits has no figure, `TRUE_NUMBERS` those that are
numbers or scales themselves, `STARTERS` those that a number can begin with.
"""

from __future__ import annotations

from decimal import Decimal

SMALL = {
    word: Decimal(value)
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        ).split()
    )
}
SMALL["nought"] = SMALL["naught"] = Decimal(0)
TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
HUNDRED = Decimal(100)
SCALES = {
    "thousand": Decimal(10) ** 3,
    "lakh": Decimal(10) ** 5,
    "million": Decimal(10) ** 6,
    "crore": Decimal(10) ** 7,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "quadrillion": Decimal(10) ** 15,
    "dozen": Decimal(12),
}
WIDE_SCALES = {**SCALES, **{f"{word}s": value for word, value in SCALES.items() if word != "dozen"}}
ABBREVIATED = {
    "k": Decimal(10) ** 3,
    "K": Decimal(10) ** 3,
    "mn": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6,
    "mil": Decimal(10) ** 6,
    "M": Decimal(10) ** 6,
    "MM": Decimal(10) ** 6,
    "Mn": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "Bn": Decimal(10) ** 9,
    "BN": Decimal(10) ** 9,
    "bln": Decimal(10) ** 9,
    "B": Decimal(10) ** 9,
    "tn": Decimal(10) ** 12,
    "trn": Decimal(10) ** 12,
    "tln": Decimal(10) ** 12,
}
LETTER_SCALES = {"m": Decimal(10) ** 6, "b": Decimal(10) ** 9, "T": Decimal(10) ** 12, "cr": Decimal(10) ** 7}
"""Scales that are also units ("48m" is metres, "£2.15m" is money): the mentions decide."""
_ORDINALS = {
    word: Decimal(value)
    for value, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        ).split(),
        start=1,
    )
}
_ORDINAL_TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(
        "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth".split(), start=2
    )
}
ALL_ORDINALS = {**_ORDINALS, **_ORDINAL_TENS, "hundredth": HUNDRED}
ALL_ORDINALS |= {
    "thousandth": SCALES["thousand"],
    "millionth": SCALES["million"],
    "billionth": SCALES["billion"],
    "trillionth": SCALES["trillion"],
}
DENOMINATORS = {
    **{f"{word}{s}": value for word, value in ALL_ORDINALS.items() if value > 2 for s in ("", "s")},
    "half": Decimal(2),
    "halves": Decimal(2),
    "quarter": Decimal(4),
    "quarters": Decimal(4),
}
PLURAL_SCALES = {"dozens": Decimal(12), "tens": Decimal(10), "hundreds": HUNDRED} | {
    f"{word}s": value for word, value in SCALES.items() if word != "dozen"
}
# "several hundred", "a few thousand": at least two of them.
AT_LEAST_TWO = frozenset(("several", "few", "many"))
MULTIPLES = {
    "double": Decimal(2), "doubles": Decimal(2), "doubled": Decimal(2), "doubling": Decimal(2), "twice": Decimal(2),
    "triple": Decimal(3), "triples": Decimal(3), "tripled": Decimal(3), "tripling": Decimal(3), "treble": Decimal(3),
    "trebled": Decimal(3), "trebling": Decimal(3), "thrice": Decimal(3), "quadruple": Decimal(4),
    "quadrupled": Decimal(4), "quadrupling": Decimal(4), "quintuple": Decimal(5), "quintupled": Decimal(5),
    "halve": Decimal("0.5"), "halves": Decimal("0.5"), "halved": Decimal("0.5"), "halving": Decimal("0.5"),
    "twofold": Decimal(2), "threefold": Decimal(3), "fourfold": Decimal(4), "fivefold": Decimal(5),
    "sixfold": Decimal(6), "sevenfold": Decimal(7), "eightfold": Decimal(8), "ninefold": Decimal(9),
    "tenfold": Decimal(10), "hundredfold": Decimal(100),
}  # fmt: skip
"""Words that multiply what they stand with; the mentions decide whether they do."""
STARTERS = frozenset(
    {*SMALL, *TENS, "hundred", *SCALES, *ALL_ORDINALS, *PLURAL_SCALES, *AT_LEAST_TWO}
    | {"half", "quarter", "minus", "couple", "a", "an", "negative"}
)
# These begin a number only with a number word after them.
LEADS = frozenset(("a", "an", "several", "few", "many", "couple", "tens"))
AFTER_ARTICLE = frozenset(("hundred", *SCALES, *PLURAL_SCALES, *DENOMINATORS, *AT_LEAST_TWO, "couple"))
"""Words with which "a" makes a number: "a hundred", "a third", "a few thousand"."""
TRUE_NUMBERS = frozenset(
    {*SMALL, *TENS, "hundred", *SCALES, *ALL_ORDINALS, *PLURAL_SCALES, *DENOMINATORS, *ABBREVIATED}
)
LED = TRUE_NUMBERS | frozenset(("half", "quarter", "couple", "few", "of"))
VOCABULARY = STARTERS | frozenset(DENOMINATORS) | frozenset(WIDE_SCALES) | frozenset(("and", "of", "point"))
NUMBER_WORDS: frozenset[str] = (
    frozenset({*SMALL, *TENS, "hundred", *SCALES, *ALL_ORDINALS, *PLURAL_SCALES, *DENOMINATORS, *MULTIPLES})
    | frozenset("couple forties thirties twenties fifties sixties seventies eighties nineties".split())
    | frozenset("decade decades century centuries fortnight".split())
)
"""Lower-case words: a sentence with none of these and no digit holds no figure."""
