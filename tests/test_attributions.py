"""Attributions: the case table, links and contents that agree, the gate, weights, and any text at all."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cases_of import cases_of
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimx.errors import EnvironmentProblem
from claimx.mentions import attributions
from claimx.mentions.attributions import finding, scoring, sources
from claimx.mentions.attributions.figures import light_figures, shape
from claimx.mentions.attributions.hand_set import HAND_SET, hand_set_model, place
from claimx.mentions.attributions.lexemes import lexeme
from claimx.mentions.attributions.linking import is_fragment
from claimx.mentions.attributions.reading import read
from claimx.mentions.attributions.templates import Templates, crossed
from claimx.parsing import Parser, load_model, shipped
from claimx.parsing.gate import gate
from claimx.parsing.sentences import sentences
from claimx.parsing.shipped import CHECKSUMS, WEIGHTS, model_folder

CASES = cases_of("attributions")
NEWS = (
    "Prices rose 4 percent in May, the statistics office said on Friday.\n\n"
    "“We had expected 3 percent,” said Ana Ruiz, an economist. “Food alone added 2 points.”\n\n"
    "The office will publish the next 12 tables in August. A survey by the chamber of commerce showed that 61 percent "
    "of firms plan to raise wages. Nobody was hurt."
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(load_model())


@pytest.fixture
def hand_set(monkeypatch: pytest.MonkeyPatch) -> None:
    model = hand_set_model()
    for module in ("finding", "linking"):
        monkeypatch.setattr(f"claimx.mentions.attributions.{module}.model", lambda: model)


def linked(doc: Doc, figure: str) -> tuple[str, str, str, str] | None:
    """Source, cue, type and scope of a figure's link."""
    found = attributions.find(doc)
    start = doc.text.index(figure)
    link = attributions.link(doc, found, [(start, start + len(figure))])[0]
    if link is None or link.probability < attributions.LINK_THRESHOLD:
        return None
    one = found[link.attribution]
    return doc.text[slice(*one.source[0])], doc.text[slice(*one.cue[0])], link.type, link.scope


def check(case: dict[str, Any], doc: Doc) -> None:
    found = linked(doc, case["figure"])
    if not case["source"]:
        assert found is None
        return
    assert found is not None
    assert found[0] == case["source"]
    assert case["cue"] in found[1]
    assert found[2:] == (case["type"], case.get("scope", "sentence"))


def row(case: dict[str, Any]) -> Any:
    """A case; the known misses of the trained weights are strict failures."""
    marks = [pytest.mark.xfail(reason=case["miss"], strict=True)] if "miss" in case else []
    return pytest.param(case, id=case["text"][:40], marks=marks)


@pytest.mark.parametrize("case", [row(case) for case in CASES])
def test_links(case: dict[str, Any], parser: Parser) -> None:
    check(case, parser(case["text"]))


HAND = [case for case in CASES if case.get("hand")]


@pytest.mark.parametrize("case", HAND, ids=[case["text"][:40] for case in HAND])
@pytest.mark.usefixtures("hand_set")
def test_links_without_weights(case: dict[str, Any], parser: Parser) -> None:
    check(case, parser(case["text"]))


def test_content_holds_exactly_the_linked_figures(parser: Parser) -> None:
    doc = parser(NEWS, everything=True)
    found = attributions.find(doc)
    figures = light_figures(NEWS)
    for figure, link in zip(figures, attributions.link(doc, found, figures), strict=True):
        holders = [one for one in found if any(start <= figure[0] and figure[1] <= end for start, end in one.content)]
        if link is None or link.probability < attributions.LINK_THRESHOLD:
            assert not [one for one in holders if one.source]
        else:
            shortest = min(holders, key=lambda one: sum(end - start for start, end in one.content))
            assert shortest == found[link.attribution]


def test_gate_open_or_closed_gives_the_same_links(parser: Parser) -> None:
    figures = light_figures(NEWS)
    spoken = []
    for everything in (False, True):
        doc = parser(NEWS, everything=everything)
        found = attributions.find(doc)
        links = attributions.link(doc, found, figures)
        spoken.append(
            [
                None
                if one is None
                else (found[one.attribution].source, found[one.attribution].cue, one.scope, one.type, one.probability)
                for one in links
            ]
        )
    assert spoken[0] == spoken[1]


def test_attributions_without_a_figure(parser: Parser) -> None:
    doc = parser("The mayor denied that the school would close.", everything=True)
    one = attributions.find(doc)[0]
    assert doc.text[slice(*one.source[0])] == "The mayor"
    assert doc.text[slice(*one.content[0])] == "that the school would close"
    assert one.type == "indirect"


def test_figures_of_other_components_come_first(parser: Parser) -> None:
    doc = parser("The bank said 40 clerks and 3 managers left.")
    doc.spans["quantities"] = [doc.char_span(14, 16)]
    from claimx.mentions.attributions.figures import figures

    assert figures(doc, doc.text) == [(14, 16)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("$3 bn", "money"),
        ("40 cents", "money"),
        ("4%", "percent"),
        ("two points", "percent"),
        ("Sept. 4", "date"),
        ("1999", "year"),
        ("seven", "count"),
    ],
)
def test_shape(text: str, kind: str) -> None:
    assert shape(text) == kind


def test_empty_and_unparsed(parser: Parser) -> None:
    for text in ("", "\n\n", "   ", "1"):
        doc = parser(text)
        assert attributions.link(doc, attributions.find(doc), [(0, len(text))]) in ([None], [])
    bare = Doc(load_model().vocab, words=["Nobody", "parsed", "this"])
    assert attributions.find(bare) == []


@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "'",
                "said",
                "He",
                "12",
                "percent",
                ",",
                ".",
                ":",
                "\n",
                "that",
                "According",
                "to",
                "polls",
                "$",
                "—",
                "İ",
                "ß",
                "\u2028",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_text(words: list[str]) -> None:
    text = " ".join(words)
    doc = Parser(load_model())(text)
    found = attributions.find(doc)
    for one in found:
        for start, end in (*one.source, *one.cue, *one.content):
            assert 0 <= start < end <= len(text)
    figures = light_figures(text)
    assert len(attributions.link(doc, found, figures)) == len(figures)


def test_find_changes_nothing(parser: Parser) -> None:
    doc = parser(NEWS)
    before = doc.to_bytes()
    attributions.find(doc)
    assert doc.to_bytes() == before


def test_fragments(parser: Parser) -> None:
    reading = read(parser("He called it a “2 million mistake” and said, “We lost 40 men.”"))
    assert [is_fragment(reading, k) for k in range(2)] == [True, False]


def opened(text: str) -> list[str]:
    sents = sentences(text)
    return [text[slice(*sents[i])] for i in sorted(gate(text, sents).opened)]


def test_gate_opens_what_may_name_the_source() -> None:
    text = "The sun shone. “It was hot,” he said. “We sold 40 hats.” It rained. Nobody came."
    assert opened(text) == ["“It was hot,” he said.", "“We sold 40 hats.”"]
    text = "The ministry gave its view.\nThe ministry said:\nExports rose 12 percent.\nNobody objected."
    assert opened(text) == ["The ministry said:", "Exports rose 12 percent."]
    text = "“We lost much.\n“We lost 40 men.\n“It was hard,” the captain said.\nThe sea is wide."
    assert opened(text) == ["“We lost 40 men.", "“It was hard,” the captain said."]


def test_long_lines_stay_linear(parser: Parser) -> None:
    text = "He said “40 percent, “said he, " * 400
    started = time.process_time()
    doc = parser(text)
    parsed = time.process_time() - started
    started = time.process_time()
    attributions.link(doc, attributions.find(doc), light_figures(text))
    assert time.process_time() - started < 5 * parsed + 5


def test_weights_are_checked(tmp_path: Path) -> None:
    folder = model_folder("attribution")
    (tmp_path / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes())
    (tmp_path / CHECKSUMS).write_text((folder / CHECKSUMS).read_text())
    assert scoring.load(tmp_path).trained
    (tmp_path / WEIGHTS).write_bytes(b"damaged")
    with pytest.raises(EnvironmentProblem, match="damaged"):
        scoring.load(tmp_path)


def test_weights_are_small_and_plain() -> None:
    file = model_folder("attribution") / WEIGHTS
    assert file.stat().st_size < 400_000
    with np.load(file, allow_pickle=False) as arrays:
        assert set(arrays.files) == {name for stage in scoring.STAGES for name in (stage, f"{stage}_factor")}
        assert {arrays[stage].dtype for stage in scoring.STAGES} == {np.dtype(np.int8)}
    listed = (model_folder("attribution") / CHECKSUMS).read_text().split()
    assert listed == [hashlib.sha256(file.read_bytes()).hexdigest(), WEIGHTS]


def test_probabilities() -> None:
    assert scoring.probabilities(np.array([0.0]), [0, 1]) == [0.5]
    assert sum(scoring.probabilities(np.array([100.0, -100.0, 3.0]), [0, 3])) < 1
    assert scoring.probabilities(np.array([0.0, 100.0, 0.0]), [0, 1, 3])[0] == 0.5
    assert scoring.probabilities(np.array([]), [0]) == []


def test_templates_are_absent_with_their_atoms() -> None:
    templates = Templates("a b c", f"a\na b\n{crossed('a b c')}")
    assert templates.templates == [("a",), ("a", "b"), ("b", "a"), ("c", "a"), ("c", "b")]
    places = templates.places([[7, 0, 9], [7, 8, 9]], 10)
    assert [place == 1 << 10 for place in places[0].tolist()] == [False, True, True, False, True]
    assert places.max(axis=1).tolist() == [1 << 10, places[1].max()]
    assert templates.places([], 10).shape == (0, 5)


def test_places_are_the_same_everywhere() -> None:
    places = Templates("word label", "word\nword label").places([[lexeme("said", "VBD").stem_code, 3]], 17)
    assert places.tolist() == [[84861, 90156]]


def test_places_seldom_fall_together() -> None:
    rows = [[i, j] for i in range(1, 60) for j in range(1, 60)]
    places = Templates("a b", "a b").places(rows, 22)
    assert len(np.unique(places)) > 0.99 * len(rows)


def test_scores_add_up_over_parts() -> None:
    own, below = Templates("a", "a"), Templates("b", "b")
    table = np.zeros((1 << 10) + 1, dtype=np.int32)
    table[own.places([[1]], 10)], table[below.places([[2]], 10)] = 3, 5
    sight = scoring.Sight(2, [(own, [[1], [1]], None), (below, [[2], [2], [0]], [1, 1, 1])])
    assert scoring.Scorer(table, 0.5).score(sight).tolist() == [1.5, 6.5]


@pytest.mark.parametrize("stage", scoring.STAGES)
def test_hand_set_features_are_features(stage: str) -> None:
    features = [line.split("|") for line in HAND_SET[stage].strip().splitlines()]
    places = {place(stage, names.split(), values.split()) for names, values, _ in features}
    assert len(places) == len(features)
    assert all(one < 1 << 22 for one in places)


@pytest.mark.parametrize(
    ("word", "tag", "kind", "noun", "office"),
    [
        ("said", "VBD", "say", "VBD", "verb"),
        ("estimates", "NNS", "nshow", "document", "noun"),
        ("according", "VBG", "according", "VBG", "verb"),
        ("in", "IN", "in", "IN", "frame"),
        (":", ":", ":", ":", "other"),
        ("she", "PRP", "-", "she", ""),
        ("commerzbank", "NNP", "n-", "name", ""),
        ("spokesman", "NN", "n-", "unnamed", ""),
        ("blorbed", "VBD", "-", "VBD", "verb"),
    ],
)
def test_lexemes(word: str, tag: str, kind: str, noun: str, office: str) -> None:
    one = lexeme(word, tag)
    assert (one.kind, one.noun, one.office) == (kind, noun, office)
    assert 0 not in (one.low_code, one.stem_code, one.tag_code, one.kind_code, one.noun_code)


def test_hand_set_without_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(name: str) -> Path:
        raise EnvironmentProblem(name)

    for folder in (missing, lambda _: tmp_path):
        monkeypatch.setattr(shipped, "model_folder", folder)
        scoring.model.cache_clear()
        assert not scoring.model().trained
    monkeypatch.undo()
    scoring.model.cache_clear()
    assert scoring.model().trained
    assert finding.FIGURE_THRESHOLD == attributions.LINK_THRESHOLD


def test_candidates_for_sources_are_in_reading_order(parser: Parser) -> None:
    reading = read(
        parser("The ferry was bought for $35 million, harbour records show, and the Lund claim of 3 leaks fell.")
    )
    found = sources.candidates(reading, [i for i, tag in enumerate(reading.tag) if tag[:1] in "NV"])
    assert all(those == sorted(set(those)) for those in found)
