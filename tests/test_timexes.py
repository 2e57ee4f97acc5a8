"""Time expressions: what is found, which value it gets, and what the words before it say."""

from __future__ import annotations

import re
from datetime import date

import pytest
from cases_of import cases_of
from growth import check_growth
from hypothesis import given
from hypothesis import strategies as st

from claimx.mentions.timexes import find, find_in_text
from claimx.mentions.timexes.calendar import days_of, easter, moved, nth_weekday, value_at
from claimx.mentions.timexes.forms import FORMS, grammar
from claimx.mentions.timexes.join import ENDS
from claimx.mentions.timexes.readers import READERS
from claimx.mentions.timexes.vocabulary import CLASSES, UNITS

TIMEX3 = re.compile(
    r"(?:FY)?(?:[\dX]{2,4}|[\dX]{4}-(?:[\dX]{2}|W[\dX]{2}(?:-WE|-\d)?|[QH][\dX]|SP|SU|FA|WI)|[\dX]{4}-[\dX]{2}-[\dX]{2})"
    r"(?:T(?:[A-Z]{2}|\d\d(?::\d\d){0,2}(?:Z|[+-]\d\d:\d\d)?))?"
    r"|T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?|T[A-Z]{2}|(?:PAST|PRESENT|FUTURE)_REF"
    r"|P(?:[\dX.]+(?:ML|CE|DE|WE|[YQMWD]))*(?:T(?:[\dX.]+[HMS])+)?"
)
PUBLISHED = "2025-07-21"
FILLER = "The minister smiled and nobody answered him.\n"
WORDS = sorted({word for words in CLASSES.values() for word in words})


def found(text, published=PUBLISHED):
    return find_in_text(text, published=published or None)


@pytest.mark.parametrize("case", cases_of("timexes"), ids=lambda case: case[0][:40])
def test_expressions_and_values(case):
    text, published, expected = case
    assert [[text[t.start : t.end], t.type, t.value or ""] for t in found(text, published)] == expected


@pytest.mark.parametrize("case", cases_of("timexes_modifiers"), ids=lambda case: case[0])
def test_modifiers(case):
    text, modifier, words, mod = case
    timex = found(text)[0]
    span = timex.modifier_span
    assert (timex.modifier or "", text[slice(*span)] if span else "", timex.mod or "") == (modifier, words, mod)


@pytest.mark.parametrize("case", cases_of("timexes_numbers"), ids=lambda case: case[0])
def test_numbers_of_durations(case):
    text, number, low, high, unit = case
    timex = found(text)[0]
    numbers = ["" if n is None else f"{n.normalize():f}" for n in (timex.number, timex.low, timex.high)]
    assert [*numbers, timex.unit] == [number, low, high, unit]


@pytest.mark.parametrize("case", cases_of("timexes_days"), ids=lambda case: case[0])
def test_first_and_last_day(case):
    text, first, last, anchor, flags = case
    timex = found(text)[0]
    assert [timex.first_day or "", timex.last_day or "", timex.anchor, sorted(timex.flags)] == [
        first,
        last,
        anchor,
        flags,
    ]


@pytest.mark.parametrize("text", cases_of("timexes", "none"))
def test_no_time(text):
    assert found(text) == []


@pytest.mark.parametrize("text", cases_of("timexes", "claims"))
def test_claims(text):
    assert [t.is_claim for t in found(text)] == [True]


@pytest.mark.parametrize("text", cases_of("timexes", "no_claims"))
def test_no_claims(text):
    assert [t.is_claim for t in found(text)] == [False]


@pytest.mark.parametrize("name", ["timexes_recognizers", "timexes_duckling"])
def test_agreement_with_other_grammars(name):
    wrong = [
        (text, expression, value)
        for text, published, expression, value in cases_of(name)
        if (expression, value) not in [(text[t.start : t.end], t.value) for t in found(text, published)]
    ]
    assert wrong == []


def test_ranges_keep_both_ends():
    text = "Exports rose from February 2022 to March 2025."
    (timex,) = found(text)
    assert [(text[p.start : p.end], p.value) for p in timex.parts] == [
        ("February 2022", "2022-02"),
        ("March 2025", "2025-03"),
    ]
    assert (timex.first_day, timex.last_day) == ("2022-02-01", "2025-03-31")


def test_a_date_on_its_own_line_anchors_the_article():
    text = "Exports up\nMarch 01, 2008\nExports rose on Friday, the ministry said."
    dateline, friday = find_in_text(text, published=None)
    assert (dateline.value, dateline.is_claim) == ("2008-03-01", False)
    assert (friday.value, friday.anchor) == ("2008-02-29", "context")


def test_a_date_in_a_sentence_anchors_nothing():
    (_, friday) = find_in_text("The war began on 24 February 2022. It ended on Friday.", published=None)
    assert (friday.value, friday.anchor, friday.flags) == ("XXXX-WXX-5", "unresolved", ("no_publication_date",))


def test_hard_wrapped_lines_are_read_through():
    line = "The ministry said that exports of grain and oil had fallen since\nMay 2022 "
    text = (line + "because of the war, and that the harvest of the year\nbefore had been poor, which ") * 4
    assert [t.value for t in found(text)].count("2022-05") == 4


def test_works_on_a_doc_without_a_parse():
    spacy = pytest.importorskip("spacy")
    doc = spacy.blank("en")("Exports fell on Friday.")
    assert [t.value for t in find(doc, published=PUBLISHED)] == ["2025-07-18"]


def test_every_form_has_a_reader_and_every_reader_a_form():
    assert {name for name, _ in FORMS} == set(READERS)
    assert set(READERS) >= ENDS


@pytest.mark.parametrize("unit", sorted(set(UNITS) - {"season", "seasons"}))
def test_every_unit_has_a_duration(unit):
    (timex,) = found(f"It took 12 {unit}.")
    assert (timex.type, timex.number is not None) == ("DURATION", True)


def test_starting_codes_are_complete():
    """A form is tried only where its first token can begin it: no form may be able to match emptiness."""
    starting = grammar().starting
    assert len(starting.patterns) > 100
    for code in starting.patterns:
        assert all(pattern.match("") is None for _, pattern in starting[code])


# ---------------------------------------------------------------- calendar


def test_easter():
    assert [easter(year).isoformat() for year in (1961, 2000, 2019, 2024)] == [
        "1961-04-02", "2000-04-23", "2019-04-21", "2024-03-31",
    ]  # fmt: skip


def test_nth_weekday():
    assert nth_weekday(2023, 9, 1, 1) == date(2023, 9, 4)
    assert nth_weekday(2023, 5, 1, -1) == date(2023, 5, 29)


@given(
    st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["day", "week", "month", "quarter", "year", "half", "season"])
)
def test_a_period_covers_its_day(day, grain):
    first, last = days_of(value_at(day, grain))
    assert first <= day <= last


@given(st.dates(), st.sampled_from(sorted(UNITS.values())), st.floats(allow_nan=False, allow_infinity=False))
def test_moving_never_raises(day, unit, count):
    moved(day, unit, count)


# ---------------------------------------------------------------- properties

tokens = st.sampled_from(
    [*WORDS, *(word.capitalize() for word in WORDS), "2009", "24", "1st", "9:30", "1990s", "'16", "0800", "3.5",
     "1,000", "21-07-2025", "99/99/9999", "2025-02-31", "a.m.", ",", ".", "-", "–", "/", "(", "the", "of", "in", "to",
     "and", "ended", "q", "fiscal", "ago", "earlier", "later", "each", "half", "a", "\n", "9" * 30, "0000-00-00",
     "12:99", "Feb. 29", "31st", "½"]
)  # fmt: skip
texts = st.one_of(st.text(max_size=200), st.lists(tokens, max_size=30).map(" ".join))


@given(texts, st.sampled_from(["2025-07-21", "0001-01-01", "9999-12-31", "nonsense", "2025-13-45", ""]))
def test_any_text_is_survived(text, published):
    end = 0
    for timex in found(text, published):
        assert 0 <= timex.start < timex.end <= len(text)
        assert timex.start >= end
        end = timex.end
        if timex.first_day and timex.last_day:
            assert timex.first_day <= timex.last_day
        for value in (timex.value or "P1D").split("/"):
            assert TIMEX3.fullmatch(value), timex.value
        for part in timex.parts:
            assert timex.start <= part.start < part.end <= timex.end


@given(st.lists(st.sampled_from([case[0] for case in cases_of("timexes")]), min_size=1, max_size=3).map("\n".join))
def test_a_sentence_in_front_only_shifts(text):
    shift = len(FILLER)
    moved_ones = [(t.start + shift, t.end + shift, t.value, t.modifier) for t in found(text)]
    assert [(t.start, t.end, t.value, t.modifier) for t in found(FILLER + text)] == moved_ones


HOSTILE = [
    "1 ", "two-", "May ", "the past ", "12:30", "12:30 ", "-", "9", "of the first quarter of ", "a year and a half ",
    "from 2017 to ", "1/1/", "' ", "day ", "Day ", "and ", "1-", "between 2010 and ", "nine months ended ", "Monday, ",
    "\n", "a.m. ", "hundred ", "not until ", "Monday 9:30 (", "USA Today ", "every ", "May and ",
]  # fmt: skip


@pytest.mark.parametrize("pattern", HOSTILE, ids=repr)
def test_time_grows_with_length_only(pattern):
    check_growth(found, pattern, 10_000)
