"""Tags and trees read for all sentences at once are those of spaCy's own layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimx.parsing import load_model
from claimx.parsing.arcs import ArcReader, is_known
from claimx.parsing.network import Vectors
from claimx.parsing.parse import lean
from claimx.parsing.sentences import sentences
from claimx.parsing.syntax import BATCH_TOKENS, SyntaxReader, batches

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
WORDS = st.lists(
    st.sampled_from("Ann Lee who of New paid $ 3 not in had , \n said “ the Bank .".split(" ")), max_size=12
)
ANNOTATIONS = ["HEAD", "DEP", "TAG", "SENT_START"]


def units(nlp, text):
    return [nlp.make_doc(text[start:end]) for start, end in sentences(text)]


def table(docs):
    return [doc.to_array(ANNOTATIONS).tolist() for doc in docs]


def trained_at_random(seed, labels=("nsubj", "dobj", "punct", "dobj||conj")):
    """A parser with arbitrary weights, which takes every action somewhere."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": small_vectors()})
    tagger = nlp.add_pipe("tagger", config={"model": {"tok2vec": LISTENER}})
    parser = nlp.add_pipe("parser", config={"model": {"tok2vec": LISTENER}})
    for label in ("NN", "VB"):
        tagger.add_label(label)
    for label in labels:
        parser.add_label(label)
    nlp.initialize()
    random = np.random.default_rng(seed)
    for name in ("upper", "lower"):
        layer = parser.model.get_ref(name)
        layer.set_param("W", random.normal(size=layer.get_param("W").shape).astype("f"))
    parser.model.attrs["unseen_classes"].clear()
    return nlp


LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 12, "upstream": "tok2vec"}


def small_vectors():
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 12,
            "attrs": ["NORM", "SHAPE"],
            "rows": [50, 20],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 12,
            "depth": 2,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


@pytest.fixture(scope="module", params=[0, 1, 2])
def untrained(request):
    return trained_at_random(request.param)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_same_trees_on_the_seeds(path):
    nlp, text = load_model(), path.read_text(encoding="utf-8")
    own, read = units(nlp, text), units(nlp, text)
    reader = SyntaxReader(nlp)
    assert reader.fast is not None
    reader.by_layers(own)
    reader(read)
    assert table(read) == table(own)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(WORDS.map(" ".join), min_size=1, max_size=5))
def test_the_same_trees_with_any_weights(untrained, texts):
    reader = SyntaxReader(untrained)
    assert reader.fast is not None
    own, read = ([untrained.make_doc(text) for text in texts if text] for _ in range(2))
    reader.by_layers(own)
    reader(read)
    assert table(read) == table(own)


def test_vectors_are_those_of_the_layers():
    nlp = load_model()
    model = nlp.get_pipe("tok2vec").model
    docs = [nlp.make_doc(text) for text in ("Ann Lee paid $3 million.", "So", "The the THE\n the")]
    vectors = Vectors.of(model)
    assert vectors is not None
    assert np.allclose(vectors(docs), np.concatenate(model.predict(docs)), atol=1e-5)


def test_batches_are_bounded_and_leave_out_the_empty():
    nlp = spacy.blank("en")
    docs = [nlp.make_doc("word " * count) for count in (0, 3000, 1000, 200, 5000, 1)]
    found = list(batches(docs))
    assert [len(doc) for batch in found for doc in batch] == [3000, 1000, 200, 5000, 1]
    assert all(len(batch) == 1 or sum(map(len, batch)) <= BATCH_TOKENS for batch in found)


def test_other_pipelines_run_as_they_are():
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger").add_label("NN")
    parser = nlp.add_pipe("parser")
    parser.add_label("nsubj")
    nlp.initialize()
    assert not is_known(parser)
    reader = SyntaxReader(nlp)
    assert reader.fast is None
    docs = [nlp.make_doc("Ann paid")]
    reader(docs)
    assert docs[0].has_annotation("DEP")


def test_hostile_length_is_survived():
    nlp = load_model()
    doc = nlp.make_doc("( " * 5000)
    SyntaxReader(nlp)([doc])
    assert doc.has_annotation("DEP")
    assert isinstance(SyntaxReader(nlp).fast.read_arcs, ArcReader)


def test_a_foreign_pipeline_keeps_the_attributes_that_it_embeds():
    nlp = spacy.blank("en")
    embed = {"attrs": ["NORM", "IS_TITLE", "LIKE_NUM"], "rows": [50, 10, 10]}
    vectors = small_vectors()
    nlp.add_pipe("tok2vec", config={"model": {**vectors, "embed": {**vectors["embed"], **embed}}})
    nlp.initialize()
    (lexeme,) = lean(nlp).make_doc("Twelve")
    assert lexeme.is_title
    assert lexeme.like_num
    assert not lexeme.is_ascii  # nobody reads it
