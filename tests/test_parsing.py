"""Sentences, the gate, and the article's Doc."""

from __future__ import annotations

import hashlib
import re

import pytest
from cases_of import cases_of
from hypothesis import given
from hypothesis import strategies as st

from claimx.errors import EnvironmentProblem
from claimx.numerals.letters import has_digit, has_figure, letter_runs
from claimx.parsing import Parser, columns, load_model
from claimx.parsing.gate import gate, holds_number
from claimx.parsing.parse import CONTEXT
from claimx.parsing.sentences import sentences
from claimx.parsing.shipped import BASE_MODEL, model_folder

NEWS = (
    "Exports rose 12 percent, the ministry said. Nobody was surprised.\n\n"
    "The weather was fine. “We sold three ships,” said Ann Lee."
)


@pytest.mark.parametrize("case", cases_of("sentences"), ids=lambda case: case["text"][:40])
def test_sentences(case):
    assert [case["text"][start:end] for start, end in sentences(case["text"])] == case["sentences"]


WRAPPED = """The ministry said on Monday that exports of grain rose to
three million tonnes. Sales of oil fell by 12 percent over
the same period, according to the customs service in the
capital. It gave no reason for the drop, but traders said
that prices had been too high since the spring.

- A list item
"""


def test_hard_wrapped_text_is_joined():
    found = [WRAPPED[start:end] for start, end in sentences(WRAPPED)]
    assert [text.split()[0] for text in found] == ["The", "Sales", "It", "-"]


@given(st.text(alphabet=st.sampled_from("aB.?!\n \t\"'“”)[1]5Uu·é\u2028"), max_size=80))
def test_sentences_cover_all_but_white_space(text):
    found = sentences(text)
    assert found == sorted(found)
    inside = {i for start, end in found for i in range(start, end)}
    assert all(i in inside or text[i].isspace() for i in range(len(text)))
    assert sum(end - start for start, end in found) == len(inside)


@pytest.mark.parametrize(
    "text", ["3 dead", "Three died", "one of them saw one ship", "output doubled", "½ of them", "two-thirds", "٣ dead"]
)
def test_the_gate_sees_numbers(text):
    assert holds_number(text)


@pytest.mark.parametrize(
    "text",
    ["", "Nobody died.", "It was done at length.", "One of them left; they hate one another.", "No one who knew"],
)
def test_the_gate_stays_shut(text):
    assert not holds_number(text)


def test_the_gate_opens_numbered_sentences():
    opening = gate(NEWS, sentences(NEWS))
    assert opening.numbered == {0, 3}
    assert opening.numbered <= opening.opened


@pytest.fixture(scope="module")
def parser():
    return Parser(load_model())


def test_the_doc_is_the_text(parser):
    doc = parser(NEWS)
    assert doc.text == NEWS
    assert [sent.text.strip() for sent in doc.sents] == [NEWS[a:b] for a, b in sentences(NEWS)]
    assert {ent.text for ent in doc.ents} >= {"Ann Lee"}


def test_wrapped_lines_are_parsed_as_one(parser):
    doc = parser(WRAPPED)
    assert doc.text == WRAPPED.replace("\n", " ", 1).replace("over\n", "over ").replace("the\ncap", "the cap").replace(
        "said\nthat", "said that"
    )
    assert [token.text for token in doc if token.dep_ == "nsubj"][:3] == ["ministry", "exports", "Sales"]


def test_a_sentence_reads_the_same_in_any_company(parser):
    whole = parser(NEWS, everything=True)
    alone = parser("Exports rose 12 percent, the ministry said.")
    assert [(t.tag_, t.dep_, t.head.i) for t in whole[: len(alone)]] == [(t.tag_, t.dep_, t.head.i) for t in alone]


def test_bare_sentences_have_no_labels(parser):
    text = "It rained on Monday in the north of the land.\n\n" * 8 + "Exports rose 12 percent."
    doc = parser(text)
    assert doc[0].dep == 0
    assert doc[-1].dep != 0
    assert doc.user_data[CONTEXT] == parser(text, everything=True).user_data[CONTEXT]


@given(text=st.text(max_size=60))
def test_any_text_becomes_a_doc(text):
    assert Parser(load_model())(text).text == text


@given(text=st.text(alphabet=st.sampled_from("aB.,?!\n \t\"'“”)[1]-é\u2028"), max_size=60))
def test_the_text_is_the_same_whatever_is_parsed(text):
    parser = Parser(load_model())
    assert parser(text).text == parser(text, everything=True).text


@given(text=st.text(alphabet=st.sampled_from("aB5.,?!\n \t\"'“”)[1]-éİ\u2028"), max_size=60))
def test_the_lists_handed_over_are_those_of_the_doc(text):
    doc = Parser(load_model())(text)
    assert columns.columns_of(doc) is columns.columns_of(doc)
    assert vars(columns.columns_of(doc)) == vars(columns.read(doc))


def test_the_lists_of_news_are_those_of_its_doc(parser):
    doc = parser(NEWS)
    assert vars(columns.columns_of(doc)) == vars(columns.read(doc))
    assert any(columns.columns_of(doc).ents)


def test_the_lists_of_another_doc_are_read_anew():
    doc = load_model().make_doc("Sales rose.")
    assert columns.columns_of(doc).words == ["Sales", "rose", "."]
    assert columns.columns_of(doc) is not columns.columns_of(doc)


@given(text=st.text(max_size=60))
def test_runs_of_letters_and_digits_are_those_of_patterns(text):
    lower = text.lower()
    assert letter_runs(lower) == re.findall(r"[a-z]+", lower)
    assert has_digit(text) == bool(re.search(r"\d", text))
    assert has_figure(text) == bool(re.search(r"[\d¼-¾⅐-⅞]", text))


def test_base_model_files_match_their_checksums():
    folder = model_folder(f"base/{BASE_MODEL}")
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 10
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name


def test_a_missing_model_says_what_to_do():
    with pytest.raises(EnvironmentProblem, match="pip install"):
        load_model("no_such_model_anywhere")
