"""Numbers in digits and words: what parses, what does not, and that a number said in words comes back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from cases_of import cases_of
from growth import check_growth
from hypothesis import given
from hypothesis import strategies as st

from claimx.numerals import NUMBER_WORDS, find_numbers

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
HOSTILE = [
    "1",
    "two hundred and ",
    "1,",
    "1 ",
    "100 ",
    "half ",
    "a ",
    "minus ",
    "several few ",
    "one point ",
    "1/2 ",
    "-",
    "½",
]


def said(number):
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{SMALL[number // 100]} hundred" + (f" and {said(number % 100)}" if number % 100 else "")
    for scale, word in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if number >= scale:
            rest = number % scale
            link = " and " if 0 < rest < 100 else " "
            return f"{said(number // scale)} {word}" + (link + said(rest) if rest else "")
    raise AssertionError(number)


def written(number):
    value = number.value if number.value is not None else number.low
    text = str(int(value)) if value == int(value) else format(round(value, 6) if value > 0.001 else value, "f")
    text = text.rstrip("0") if "." in text else text
    return text if number.value is not None else f"{text}.."


@pytest.mark.parametrize("case", cases_of("numerals"), ids=lambda case: case["text"][:40])
def test_numbers(case):
    text = case["text"]
    assert [f"{text[n.start : n.end]} => {written(n)} {n.form}" for n in find_numbers(text)] == case["expect"]


@given(st.integers(0, 10**12 - 1))
def test_words_come_back(number):
    (found,) = find_numbers(f"({said(number)})")
    assert found.value == number
    assert found.digits is False


@given(st.integers(0, 10**15), st.sampled_from(["{:,}", "{}"]))
def test_digits_come_back(number, form):
    (found,) = find_numbers(form.format(number))
    assert found.value == number


@given(st.decimals(0, 10**6, places=3), st.sampled_from(["million", "bn", "thousand", "crore"]))
def test_scales_multiply(number, scale):
    factors = {"million": 10**6, "bn": 10**9, "thousand": 1000, "crore": 10**7}
    (found,) = find_numbers(f"{number:f} {scale}")
    assert found.value == number * factors[scale]


@given(st.text(max_size=80))
def test_any_text_is_survived(text):
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert number.value is not None or number.low is not None
        end = number.end


@pytest.mark.parametrize("text", [".k", " . K", ".bn"])
def test_scales_that_begin_no_number(text):
    assert find_numbers(text) == []


@given(st.lists(st.sampled_from([*"0123456789,. -–/", " million ", "two ", "and ", "half ", "a "]), max_size=60))
def test_number_like_text_is_survived(parts):
    assert all(isinstance(number.value, Decimal | None) for number in find_numbers("".join(parts)))


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece):
    check_growth(find_numbers, piece, 3_000)


def test_a_stretch_is_read_alone():
    text = "in 2019 300 people"
    assert [n.value for n in find_numbers(text, 7)] == [300]
    assert [n.value for n in find_numbers(text, 0, 7)] == [2019]


def test_number_words_open_the_gate():
    assert {"two", "hundred", "dozens", "doubled", "halved", "twice", "quarter", "couple"} <= NUMBER_WORDS
    assert all(word == word.lower() and word.isalpha() for word in NUMBER_WORDS)
