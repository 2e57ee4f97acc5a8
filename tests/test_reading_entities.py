"""Entities read for all sentences at once are those of spaCy's own loop."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimx.parsing import load_model
from claimx.parsing.entities import EntityReader
from claimx.parsing.sentences import sentences

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
WORDS = st.lists(
    st.sampled_from("Ann Lee of New York paid $ 3 million in May 2024 , \n said “ the U.S. Bank".split(" "))
)


def units(nlp, text):
    docs = [nlp.make_doc(text[start:end]) for start, end in sentences(text)]
    for name, pipe in nlp.pipeline:
        if name != "ner":
            docs = list(pipe.pipe(docs))
    return docs


def entities(docs):
    return [[(token.ent_iob_, token.ent_type_) for token in doc] for doc in docs]


def both(nlp, text):
    ner = nlp.get_pipe("ner")
    own, read = units(nlp, text), units(nlp, text)
    EntityReader(ner)(read)
    return entities(ner.pipe(own)), entities(read)


@pytest.fixture(scope="module")
def untrained():
    """A recogniser with arbitrary weights, which finds entities of all lengths anywhere, and arbitrary sentences."""
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    for label in ("ORG", "PERSON", "GPE"):
        ner.add_label(label)
    nlp.initialize()
    rows, columns = ner.model.get_ref("upper").get_param("W").shape
    weights = [[((7 * i + 13 * j) % 29 - 14) / 10 for j in range(columns)] for i in range(rows)]
    ner.model.get_ref("upper").set_param("W", ner.model.ops.asarray2f(weights))
    ner.model.attrs["unseen_classes"].clear()
    return nlp


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_same_entities_on_the_seeds(path):
    expected, found = both(load_model(), path.read_text(encoding="utf-8"))
    assert found == expected
    assert sum(iob == "B" for doc in found for iob, _ in doc) > 50


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WORDS.map(" ".join))
def test_the_same_entities_with_any_weights(untrained, text):
    ner = untrained.get_pipe("ner")
    own, read = untrained.make_doc(text), untrained.make_doc(text)
    for doc in (own, read):
        for token in list(doc)[1::5]:
            token.is_sent_start = True
    reader = EntityReader(ner)
    assert reader.scorer is not None
    if len(read):
        reader([read])
        assert entities([read]) == entities(ner.pipe([own]))


def test_other_recognisers_run_as_they_are():
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("beam_ner")
    ner.add_label("ORG")
    nlp.initialize()
    reader = EntityReader(ner)
    assert reader.scorer is None
    docs = [nlp.make_doc("Ann Lee of New York")]
    reader(docs)
    assert docs[0].has_annotation("ENT_IOB")
