"""The components in pipelines of others: results can be written and read, and what is foreign is left alone."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from spacy.tokens import Doc, DocBin, Span

import claimx
from claimx.records import Claim

TEXT = (
    "Exports rose 12% to between $3bn and $4bn from Monday to Friday, the ministry said. "
    "It has lasted more than two years, and 40 people died on 5 May 2024, according to Reuters."
)


@cache
def nlp():
    return claimx.load()


def results(doc):
    return (
        [(span.text, span._.timex) for span in doc.spans["timexes"]],
        [(span.text, span._.quantity) for span in doc.spans["quantities"]],
        list(doc._.attributions),
    )


def claims(doc) -> list[Claim]:
    return claimx.assemble(doc)


def by_bytes(doc):
    return Doc(doc.vocab).from_bytes(doc.to_bytes())


def by_bin(doc):
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    return next(DocBin(store_user_data=True).from_bytes(packed).get_docs(doc.vocab))


def by_copy(doc):
    return doc.copy()


@pytest.mark.parametrize("way", [by_bytes, by_bin, by_copy], ids=lambda way: way.__name__)
def test_results_are_written_and_read(way):
    doc = nlp()(TEXT)
    again = way(doc)
    assert all(results(doc))
    assert results(again) == results(doc)
    assert claims(again) == claims(doc) != []


def test_two_processes_give_what_one_gives():
    one, two = (list(nlp().pipe([TEXT, "Nothing.", TEXT], n_process=number)) for number in (1, 2))
    assert [results(doc) for doc in two] == [results(doc) for doc in one]


def test_a_gated_doc_is_written_and_read():
    from claimx.intake import article_of
    from claimx.pipeline import Extractor

    doc = Extractor().analyze(article_of(TEXT, published="2025-07-21"))
    again = by_bytes(doc)
    assert results(again) == results(doc)
    assert [(claim.text, claim.value) for claim in claims(again)] == [
        (claim.text, claim.value) for claim in claims(doc)
    ]


def test_other_data_are_handed_on():
    doc = nlp()("Nothing.")
    doc.user_data["theirs"] = [{"__claimx__": "sys"}, {"__claimx__": "sys", "holds": (2,)}]
    assert by_bytes(doc).user_data["theirs"] == [
        {"__claimx__": "sys"},
        {"__claimx__": "sys", "holds": [2]},
    ]


def test_a_foreign_group_is_no_list_of_dates():
    doc = spacy.load(claimx.parsing.model.model_folder("base/en_core_web_sm"))("It sold 40 tonnes in 2024.")
    doc.spans["timexes"] = [Span(doc, 5, 6)]
    found = claimx.components.QuantityComponent("quantities")(doc)
    assert [span.text for span in found.spans["quantities"]][:1] == ["40 tonnes"]


def test_the_group_of_dates_can_have_another_name():
    own = claimx.load()
    for name in claimx.pipeline.LAYERS:
        own.remove_pipe(name)
    own.add_pipe("claimx_timexes", config={"spans_key": "dates"})
    own.add_pipe("claimx_quantities", config={"timexes_key": "dates"})
    doc = own("It sold 40 tonnes in 2024.")
    assert [span.text for span in doc.spans["dates"]] == ["2024"]
    assert [span.text for span in doc.spans["quantities"]] == ["40 tonnes"]


def test_spacy_names_what_the_components_lack():
    blank = spacy.blank("en")
    blank.add_pipe("claimx_quantities")
    assert set(blank.analyze_pipes()["problems"]["claimx_quantities"]) == {"token.dep", "token.tag"}
