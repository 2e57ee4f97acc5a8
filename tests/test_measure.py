"""What figures measure, and the entities they are about: rows in cases/measure.toml."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from cases_of import cases_of
from hypothesis import given, settings
from hypothesis import strategies as st
from record_cases import parser, read
from spacy.tokens import Doc

from claimx.claims.change import changes
from claimx.claims.entities import entities
from claimx.claims.measure import measure
from claimx.claims.period import period
from claimx.claims.status import status
from claimx.claims.stretches import MOST
from claimx.mentions import timexes
from claimx.types import Quantity


def measured(text, figure):
    found = read(text)
    mention = found.figure(figure).mention
    return found.doc, mention, measure(found.doc, mention)


def rows():
    """Cases as parameters; a row with a reason under `miss` must fail."""
    for case in cases_of("measure"):
        marks = [pytest.mark.xfail(reason=case["miss"], strict=True)] if "miss" in case else []
        yield pytest.param(case, id=f"{case['figure']} {case['text'][:30]}", marks=marks)


@pytest.mark.parametrize("case", list(rows()))
def test_measure(case):
    doc, mention, stretches = measured(case["text"], case["figure"])
    assert " ".join(doc.text[start:end] for start, end in stretches) == case["measure"]
    if "entities" in case:
        assert [doc.text[start:end] for (start, end), _ in entities(doc, mention, stretches)] == case["entities"]


@pytest.mark.parametrize("case", cases_of("measure"), ids=lambda case: f"{case['figure']} {case['text'][:30]}")
def test_stretches_stand_apart_and_leave_the_number_out(case):
    _, mention, stretches = measured(case["text"], case["figure"])
    assert len(stretches) <= MOST
    assert all(end <= mention.start or mention.end <= start for start, end in stretches)
    assert list(stretches) == sorted(stretches)
    assert all(one[1] <= two[0] for one, two in pairwise(stretches))


def test_a_sentence_in_front_only_shifts_the_offsets():
    front = "Nobody answered him. "
    text = "Exports of steel to Europe fell 12.4% last year."
    _, _, stretches = measured(text, "12.4%")
    _, _, shifted = measured(front + text, "12.4%")
    assert shifted == tuple((start + len(front), end + len(front)) for start, end in stretches)


def test_a_bare_sentence_has_no_measure():
    found = read("Exports fell 12.4%.")
    bare = Doc(found.doc.vocab, words=[t.text for t in found.doc], spaces=[bool(t.whitespace_) for t in found.doc])
    assert measure(bare, found.figure("12.4%").mention) == ()
    assert entities(bare, found.figure("12.4%").mention, ()) == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from("5 % ( ) , of to from $ up rose the, tax \n – and 2 percent which".split(" ")), max_size=25
    )
)
def test_any_words_are_survived(words):
    found = read(" ".join(words))
    for quantity in found.quantities:
        assert len(measure(found.doc, quantity)) <= MOST


def numbers(doc):
    """Every number of a Doc as a count."""
    for token in doc:
        if token.text.isdigit():
            start, end = token.idx, token.idx + len(token)
            yield Quantity(start, end, "count", Decimal(token.text), None, None, None, None, None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "The share of " + "the owner of " * 300 + "the shop fell 5 percent.",
        "Sales fell by " + "5 percent, " * 800 + "and 3 percent in May.",
        "Dow " + "5 in May 2012 up " * 400,
        "The count was " + "1 2 3 " * 400 + ".",
        "(" * 500 + "5" + ")" * 500,
    ],
    ids=["chain", "list", "dates", "digits", "brackets"],
)
def test_hostile_sentences_take_linear_time(text):
    doc = parser()(text, everything=True)
    figures = list(numbers(doc))
    times = list(timexes.find(doc, published=None))
    start = time.process_time()
    changes(doc, figures, times)
    for figure in figures:
        entities(doc, figure, measure(doc, figure))
        period(doc, figure, times)
        status(doc, figure)
    assert time.process_time() - start < 0.02 * len(figures) + 2
