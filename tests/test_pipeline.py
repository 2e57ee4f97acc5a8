"""The whole path: gate open or shut, any text, offsets, the Python interface."""

from __future__ import annotations

import gc
import json
from functools import cache
from pathlib import Path
from weakref import ref

import pytest
from cases_of import cases_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimx
from claimx.claims.assemble import assemble
from claimx.intake import article_of, read
from claimx.pipeline import Extractor
from claimx.review.checks import spans_of

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
PIECES = st.lists(
    st.sampled_from(
        "Exports rose 12% to $3bn ; “ ” ' \" , . said the ministry that in 2024 from two hundred and 5 million "
        "tonnes per day “We sold 3,” he on Monday up to at least ½ – - ( ) [1] € 10,000 first one-third last year , "
        "since "
        "\n \n\n ́ \u200b ٣ １２ \x00 according to Reuters : 20-30 $ 1.5-2bn ages 65-year-old".split(" ")
    ),
    max_size=40,
).map(" ".join)


@cache
def extractor():
    return Extractor()


def articles(path):
    return [item for item in read([str(path)]) if not isinstance(item, claimx.InputError)]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_gate_loses_no_claim(path):
    for article in articles(path):
        shut = extractor().claims(article)
        doc = extractor().analyze(article, everything=True)
        assert assemble(doc, article, model=extractor().parser.nlp.meta) == shut


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_span_is_in_the_source(path):
    source = path.read_text(encoding="utf-8")
    claims = [claim for article in articles(path) for claim in extractor().claims(article)]
    assert claims
    for claim in claims:
        found = list(spans_of(claim))
        assert len(found) >= 2
        for field, span in found:
            assert source[span.start : span.end] == span.text, (claim.id, field)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=PIECES | st.text(max_size=120))
def test_any_text_gives_valid_claims(text):
    for claim in claimx.extract_text(text, published="2025-07-21"):
        for _, span in spans_of(claim):
            assert text[span.start : span.end] == span.text
        assert claimx.Claim.model_validate_json(claim.model_dump_json(by_alias=True)) == claim


def test_a_sentence_in_front_moves_offsets_and_nothing_else():
    text = "Output fell by 4.5 percent to 1.2 million tonnes in 2024, according to the ministry."
    front = "It was a quiet day in the capital.\n\n"
    plain = claimx.extract_text(text)
    moved = claimx.extract_text(front + text)
    assert [(claim.start - len(front), claim.text, claim.value, claim.unit) for claim in moved] == [
        (claim.start, claim.text, claim.value, claim.unit) for claim in plain
    ]
    assert [claim.figure_id for claim in moved] == [claim.figure_id for claim in plain]
    assert {claim.attribution.source.name for claim in moved} == {"ministry"}


@pytest.mark.parametrize("case", cases_of("sources"), ids=lambda case: f"{case['text'][:40]} {case['figure']}")
def test_who_says_a_figure(case):
    (claim,) = (claim for claim in claimx.extract_text(case["text"]) if claim.text == case["figure"])
    assert (claim.attribution.source.name if claim.attribution else "") == case["source"]
    beside = claim.attribution.co_sources if claim.attribution else ()
    assert [voice.name for voice in beside] == case.get("beside", [])


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(reason=case["why"], strict=True))
        for case in cases_of("sources", "miss")
    ],
    ids=lambda case: f"{case['text'][:40]} {case['figure']}",
)
def test_who_says_a_figure_is_missed(case):
    (claim,) = (claim for claim in claimx.extract_text(case["text"]) if claim.text == case["figure"])
    assert (claim.attribution.source.name if claim.attribution else "") == case["source"]


def test_extract_raises_for_a_missing_file_unless_told_otherwise(tmp_path):
    missing = str(tmp_path / "missing.txt")
    with pytest.raises(claimx.InputError, match=r"missing\.txt"):
        list(claimx.extract([missing]))
    seen = []
    assert list(claimx.extract([missing], on_error=seen.append)) == []
    assert len(seen) == 1


def test_spacy_users_get_the_same_claims():
    text = "Exports rose 12% to $3bn in 2024, the ministry said."
    nlp = claimx.load()
    doc = nlp(text)
    assert [span._.quantity.value for span in doc.spans["quantities"]] == [12, 3_000_000_000]
    assert [span._.timex.value for span in doc.spans["timexes"]] == ["2024"]
    assert doc._.attributions[0].source == ((34, 46),)
    assert [claim.value for claim in claimx.assemble(doc)] == [claim.value for claim in claimx.extract_text(text)]


def test_annotations_are_of_the_article():
    path = SEEDS[1]
    source = path.read_text(encoding="utf-8")
    annotations = list(claimx.annotate([str(path)]))
    assert len(annotations) == 10
    for annotation in annotations:
        document = annotation.document
        assert annotation.text == source[document.start : document.end]
        for mention in (*annotation.quantities, *annotation.timexes):
            assert source[mention.start : mention.end] == mention.text
    assert json.loads(annotations[0].model_dump_json(by_alias=True))["document"]["article"] == 0


def test_no_article_is_kept():
    extractor = Extractor()
    gone = []
    for number in range(3, 7):
        article = article_of(f"Ann Lee said {number} ships sank in 2024. The ministry reported 12 percent.")
        doc = extractor.analyze(article)
        assert assemble(doc, article, model=extractor.meta)
        gone.append(ref(doc))
        del doc
    extractor.claims(article_of("Five ships sank."))
    gc.collect()
    assert [doc() for doc in gone] == [None] * 4
