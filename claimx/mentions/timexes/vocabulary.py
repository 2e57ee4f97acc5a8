"""The closed vocabulary of time: months, weekdays, units, number words, and the words that point from one to another.

`CLASSES` gives every word class its words; the grammar in `forms` names the classes in capitals and other words as
they are. `SHAPES` are the classes of digit tokens. Tables that turn a word into a number stand here as well.
"""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat",
         "sunday sun"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
UNITS = {
    "second": "second", "seconds": "second", "sec": "second", "secs": "second",
    "minute": "minute", "minutes": "minute", "min": "minute", "mins": "minute",
    "hour": "hour", "hours": "hour", "hr": "hour", "hrs": "hour",
    "day": "day", "days": "day", "week": "week", "weeks": "week", "wk": "week", "wks": "week",
    "fortnight": "fortnight", "fortnights": "fortnight", "month": "month", "months": "month",
    "quarter": "quarter", "quarters": "quarter", "year": "year", "years": "year", "yr": "year", "yrs": "year",
    "decade": "decade", "decades": "decade", "century": "century", "centuries": "century",
    "millennium": "millennium", "millennia": "millennium", "night": "night", "nights": "night",
    "weekend": "weekend", "weekends": "weekend", "season": "season", "seasons": "season",
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAY_PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO", "dusk": "EV", "daybreak": "MO",
    "nightfall": "EV", "lunchtime": "MI", "mid-day": "MI", "midday": "MI",
}  # fmt: skip
DEICTIC_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1, "tonight": 0, "overnight": 0}
REFERENCES = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "recently": "PAST_REF",
    "lately": "PAST_REF", "soon": "FUTURE_REF",
}  # fmt: skip
"""Adverbs that name no calendar time, with their TIMEX3 value."""
FREQUENCIES = {
    "hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W", "monthly": "P1M",
    "annually": "P1Y", "yearly": "P1Y", "nightly": "P1D",
}  # fmt: skip
CARDINALS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {word: 10 * value for value, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), start=3)}
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
FINAL = ("last", "final", "closing")
"""Ranks counted from the end: "the last quarter of 2008"."""
DECADE_WORDS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], start=2
    )
}
ZONES = (
    "gmt utc est edt et cst cdt ct mst mdt mt pst pdt pt bst cet cest eet eest msk ist jst kst hkt sgt aest aedt wib z"
).split()
HOLIDAYS = {
    "christmas": (12, 25), "xmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24),
    "new year's day": (1, 1), "new year's eve": (12, 31), "new year's": (1, 1), "valentine's day": (2, 14),
    "st. patrick's day": (3, 17), "april fools' day": (4, 1), "april fool's day": (4, 1), "may day": (5, 1),
    "independence day": (7, 4), "fourth of july": (7, 4), "bastille day": (7, 14), "halloween": (10, 31),
    "all saints' day": (11, 1), "veterans day": (11, 11), "armistice day": (11, 11), "boxing day": (12, 26),
}  # fmt: skip
"""Feasts on a fixed day."""
MOVING_HOLIDAYS = {
    "martin luther king day": (1, 1, 3), "presidents' day": (2, 1, 3), "presidents day": (2, 1, 3),
    "memorial day": (5, 1, -1), "labor day": (9, 1, 1), "columbus day": (10, 1, 2), "thanksgiving": (11, 4, 4),
    "thanksgiving day": (11, 4, 4),
}  # fmt: skip
"""Feasts on a weekday of a month: month, weekday, and which one (-1 is the last)."""
EASTER = {
    "good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1, "ash wednesday": -46, "palm sunday": -7,
    "pentecost": 49,
}  # fmt: skip
"""Feasts by their distance from Easter Sunday."""

ALL_HOLIDAYS = {**HOLIDAYS, **MOVING_HOLIDAYS, **EASTER}
_ABBREVIATED_MONTHS = [name for name in MONTHS if len(name) <= 4 and name not in ("may", "june", "july")]
_ABBREVIATED_DAYS = [name for name in WEEKDAYS if len(name) <= 5]

CLASSES: dict[str, tuple[str, ...]] = {
    "MONTHNAME": tuple(name for name in MONTHS if name not in _ABBREVIATED_MONTHS),
    "MONTHABBR": tuple(_ABBREVIATED_MONTHS),
    "WEEKDAY": tuple(name for name in WEEKDAYS if name not in _ABBREVIATED_DAYS),
    "WEEKDAYABBR": tuple(_ABBREVIATED_DAYS),
    "WEEKDAYS": tuple(f"{name}s" for name in WEEKDAYS if name not in _ABBREVIATED_DAYS),
    "UNIT": tuple(UNITS),
    "PLURALUNIT": (*tuple(f"{unit}s" for unit in UNITS.values() if f"{unit}s" in UNITS), "centuries", "millennia"),
    "LONGUNIT": ("day", "week", "month", "quarter", "year", "decade", "century", "season", "weekend"),
    "SEASON": tuple(SEASONS),
    "DAYPART": tuple(DAY_PARTS),
    "DEICTIC": tuple(DEICTIC_DAYS),
    "REFERENCE": tuple(REFERENCES),
    "FREQUENCY": tuple(FREQUENCIES),
    "CARDINAL": tuple(CARDINALS),
    "SCALE": ("hundred", "thousand", "million", "billion"),
    "ORDINAL": tuple(ORDINALS),
    "FINAL": FINAL,
    "VAGUE": ("several", "few", "many", "some", "numerous", "countless", "couple"),
    "RELATIVE": ("last", "next", "this", "previous", "past", "coming", "following", "preceding", "prior", "current",
                 "same", "that", "upcoming", "latest"),
    "SPANNING": ("past", "last", "next", "coming", "previous", "following", "preceding", "prior", "first", "final",
                 "initial", "latest", "closing", "opening"),
    "RUNNING": ("consecutive", "straight", "successive", "full", "whole", "entire", "more", "additional", "further",
                "long", "short", "calendar", "business", "trading", "working", "solid", "extra", "fiscal", "other"),
    "ZONE": tuple(ZONES),
    "DECADEWORD": tuple(DECADE_WORDS),
    "DASH": ("-", "–", "—", "−", "~", "‑", "‐"),
    "QUOTE": ("'", "’"),
}  # fmt: skip
SHAPES = (
    "DAY", "TWODIGITS", "YEAR", "FOURDIGITS", "NUMBER", "DAYTH", "RANKTH", "CLOCK", "ISODATE", "NUMDATE", "DECADE",
    "SHORTDECADE", "SHORTYEAR", "HOLIDAY", "LOWERMONTH",
)  # fmt: skip
"""Classes of tokens that the lexer recognises by their shape."""
