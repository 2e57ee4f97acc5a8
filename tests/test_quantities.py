"""Quantities: figures found, with kind, value, unit, modifier and flags; what is no figure; any text is survived."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from cases_of import cases_of
from growth import check_growth
from hypothesis import given, settings
from hypothesis import strategies as st
from recognizers import LEAST, TABLE, agreeing, agreement, find, shares, written

from claimx.lexicon.bounds import bounds
from claimx.lexicon.currencies import currencies
from claimx.lexicon.nouns import exceptions, singular
from claimx.lexicon.units import units
from claimx.mentions import quantities
from claimx.parsing import Parser, load_model
from claimx.records import Modifier

ROW = re.compile(
    r"(?P<text>.+) => (?P<kind>\w+) (?P<value>\S+) (?P<unit>[^;!]+?)(?: ; (?P<modifier>[a-z ]+))?(?P<flags>(?: ! \w+)*)"
)
PARTS = [*"0123456789.,-–/$€£%() abmnk'’\"½×^:\n", " million ", " to ", " per ", " of ", " from ", "one ", "half a "]


@pytest.fixture(scope="module")
def parse():
    parser = Parser(load_model())
    return lambda text: parser(text, everything=True)


def parsed(parse, texts):
    """One Doc per text, parsed together, since that is several times faster."""
    texts = [text.strip() for text in texts]
    doc = parse("\n".join(texts))
    at = 0
    for text in texts:
        span = doc.char_span(at, at + len(text))
        yield parse(text) if span is None else span.as_doc()
        at += len(text) + 1


def row_of(text, quantity):
    value = (
        written(quantity.value) if quantity.value is not None else f"{written(quantity.low)}..{written(quantity.high)}"
    )
    row = f"{text[quantity.start : quantity.end]} => {quantity.kind} {value} {quantity.unit or '-'}"
    row += f" ; {quantity.modifier}" if quantity.modifier else ""
    return row + "".join(f" ! {flag}" for flag in quantity.flags if flag != "dollar_assumed_usd")


def rows_of(doc):
    return [row_of(doc.text, quantity) for quantity in find(doc) if quantity.kind != "duration"]


@pytest.mark.parametrize("table", ["quantities", "quantities_hard", "quantities_wikinews"])
def test_figures_of_sentences(parse, table):
    cases = cases_of(table)
    assert all(ROW.fullmatch(row) for case in cases for row in case["expect"])
    docs = parsed(parse, [case["text"] for case in cases])
    found = [(case["text"], case["expect"], rows_of(doc)) for case, doc in zip(cases, docs, strict=True)]
    assert [row for row in found if row[1] != row[2]] == []


@pytest.mark.parametrize(
    "case", cases_of("quantities", "miss") + cases_of("quantities_hard", "miss"), ids=lambda case: case["text"][:40]
)
@pytest.mark.xfail(strict=True, reason="known miss: see the row")
def test_known_misses(parse, case):
    assert rows_of(parse(case["text"])) == case["expect"]


# ---------------------------------------------------------------- Recognizers-Text


@pytest.fixture(scope="module")
def agreements(parse):
    rows = agreeing()
    docs = parsed(parse, [case["text"] for case in rows])
    return [(case, agreement(case, doc)) for case, doc in zip(rows, docs, strict=True)]


def test_recognizers_cases(agreements):
    right = agreements[: len(cases_of(TABLE))]
    assert [case for case, found in right if not found.value or found.unit is False] == []


def test_recognizers_shares_per_kind(agreements):
    for kind, (_, *parts) in shares(found for _, found in agreements).items():
        assert all(right >= LEAST * judged for right, judged in parts), kind


@pytest.mark.parametrize("case", cases_of(TABLE, "miss"), ids=lambda case: case["text"][:40])
@pytest.mark.xfail(strict=True, reason="a meaning we share but do not read")
def test_recognizers_misses(parse, case):
    found = agreement(case, parse(case["text"]))
    assert found.value
    assert found.unit is not False


def test_recognizers_disagreements_have_reasons():
    assert all(case["reason"] for case in cases_of(TABLE, "disagree"))


# ---------------------------------------------------------------- context


def test_dollars_of_the_article(parse):
    doc = parse("The mill was sold for $52.5 million.\nIt had cost AU$40 million, or US$30 million.")
    assert [(q.unit, q.flags) for q in find(doc)] == [("AUD", ("currency_from_context",)), ("AUD", ()), ("USD", ())]
    assert find(parse("It cost $3."))[0].flags == ("dollar_assumed_usd",)
    assert find(parse("It cost US$3."))[0].flags == ()


def test_nouns_carry_over(parse):
    doc = parse("Police held 40 Kurds on Monday. Later, three of them were freed.")
    assert [q.unit for q in find(doc) if q.kind == "count"] == ["Kurd", "Kurd"]


def test_modifier_and_noun_are_slices(parse):
    text = "The union says more than 1,200 registered nurses left."
    (quantity,) = find(parse(text))
    assert text[slice(*quantity.modifier_span)] == "more than"
    assert text[slice(*quantity.noun)] == "registered nurses"


def test_timexes_keep_their_digits(parse):
    assert [q.kind for q in find(parse("On 12 May 2019 it bought 3 ships."))] == ["count"]
    assert [(q.kind, q.unit) for q in find(parse("The 12-day war ended."))] == [("duration", "day")]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("In the past five trading days it lost ground.", "five trading days"),
        ("It sold more in the first 10 months of the year.", "10 months"),
        ("The reign lasted 272 years and 9 months.", "272 years and 9 months"),
        ("It is checked every five years.", "every five years"),
    ],
)
def test_durations_are_number_and_unit(parse, text, span):
    assert [text[q.start : q.end] for q in find(parse(text)) if q.kind == "duration"] == [span]


def test_bare_sentences_are_skipped():
    doc = load_model().make_doc("It sold 40 ships for $3bn.")
    assert quantities.find(doc, timexes=[]) == []


# ---------------------------------------------------------------- properties


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=50))
def test_any_text_is_survived(parse, parts):
    text = "".join(parts)
    for quantity in find(parse(text)):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.value is not None or quantity.low is not None or quantity.high is not None


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 10**12), st.sampled_from(["percent", "tonnes", "euros", "km/h", "barrels a day"]))
def test_value_and_unit_come_back(parse, value, unit):
    (quantity,) = [q for q in find(parse(f"The total came to {value:,} {unit}.")) if q.kind != "count"]
    assert quantity.value == value


@settings(max_examples=9, deadline=None)
@given(
    st.sampled_from(["Sales rose 12% to $3bn.", "About 40 ships sank.", "Half of 1 percent agreed."]), st.integers(1, 3)
)
def test_a_sentence_in_front_only_shifts(parse, sentence, count):
    front = "Nobody answered him. " * count
    alone, behind = find(parse(sentence)), find(parse(front + sentence))
    assert [(q.start + len(front), q.value, q.unit, q.modifier) for q in alone] == [
        (q.start, q.value, q.unit, q.modifier) for q in behind
    ]


@pytest.mark.parametrize(
    "piece", ["1 ", "two hundred and ", "1,", "$", "5 to ", "half ", "1.", "of 3 ", "-", "at least ", "9%"]
)
def test_time_is_linear(piece):
    from spacy.tokens import Doc

    def made(text):
        words, vocab = text.split(), load_model().vocab
        return Doc(vocab, words=words, deps=["dep"] * len(words), heads=[0] * len(words), tags=["CD"] * len(words))

    check_growth(lambda doc: quantities.find(doc, timexes=[]), piece, 2_000, made=made)


# ---------------------------------------------------------------- lexicons


def test_units_are_whole():
    table = units()
    assert all(unit.factor > 0 and unit.dimension for unit in table.units.values())
    tops = {name.split("/")[0] for name, _ in [*table.words.values(), *table.symbols.values()]}
    assert tops - set(table.units) <= {"revolution", "frame"}


def test_currencies_are_iso():
    table = currencies()
    codes = {currency.code for currency in [*table.before.values(), *table.after.values()]}
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert table.after["canadian dollars"].code == "CAD"
    assert table.after["pence"].parts == 100


def test_bounds_are_modifiers():
    allowed = set(Modifier.__args__)
    assert set(bounds().before.values()) | set(bounds().after.values()) <= allowed


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("countries", "country"),
        ("people", "person"),
        ("firemen", "fireman"),
        ("buses", "bus"),
        ("losses", "loss"),
        ("news", "news"),
    ],
)
def test_singular(plural, one):
    assert singular(plural) == one
    assert all(singular(many) for many in exceptions())


def test_values_are_decimals(parse):
    assert all(isinstance(q.value, Decimal) for q in find(parse("It paid 3 dollars 50 cents for 2.5 kg.")))
