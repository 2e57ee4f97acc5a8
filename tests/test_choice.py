"""The learned choice of the measure: rows in cases/choice.toml, its invariants, and its weights."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from shutil import copytree

import numpy as np
import pytest
from cases_of import cases_of
from hypothesis import given, settings
from hypothesis import strategies as st
from record_cases import read
from spacy.tokens import Doc

from claimx.claims import choice
from claimx.claims.choice import refined
from claimx.claims.measure import measure
from claimx.claims.runs import Run, best, expected, hangs_together, most, worth
from claimx.claims.scene import Columns, Scene, says
from claimx.claims.sight import SIGHT, rows, stem
from claimx.claims.stretches import MOST
from claimx.claims.syntax import syntax_of
from claimx.errors import EnvironmentProblem
from claimx.parsing.shipped import CHECKSUMS, WEIGHTS, arrays_of, model_folder

WORDS = "5 % ( ) , of to from $ up rose the , tax \n – and 2 percent which Hale paid three workers in Ohio more".split(
    " "
)
CASES = cases_of("choice")


def asked(found):
    """All figures of a text with what the rules say."""
    return [(quantity, measure(found.doc, quantity)) for quantity in found.quantities]


def scene(text, figure):
    found = read(text)
    mention = found.figure(figure).mention
    return Scene.of(Columns(syntax_of(found.doc)), mention, measure(found.doc, mention)), found


def param(case):
    marks = pytest.mark.xfail(strict=True, reason=case["miss"]) if "miss" in case else ()
    return pytest.param(case, marks=marks, id=f"{case['figure']} {case['text'][:30]}")


@pytest.mark.parametrize("case", [param(case) for case in CASES])
def test_choice(case):
    found = read(case["text"])
    mention = found.figure(case["figure"]).mention
    stretches = refined(found.doc, [(mention, measure(found.doc, mention))])[0]
    assert " ".join(found.doc.text[start:end] for start, end in stretches) == case["measure"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_stretches_are_few_in_order_and_show_no_figure(words):
    found = read(" ".join(words))
    for (quantity, ruled), stretches in zip(asked(found), refined(found.doc, asked(found)), strict=True):
        assert len(stretches) <= MOST
        assert all(0 <= start < end <= len(found.doc.text) for start, end in stretches)
        assert all(one[1] <= two[0] for one, two in pairwise(stretches))
        assert all(end <= quantity.start or quantity.end <= start for start, end in stretches)
        if stretches != ruled:
            shown = [found.doc.text[start:end] for start, end in stretches]
            assert not any(char.isdigit() for text in shown for char in text)


def test_the_same_text_gives_the_same_choice_alone_and_in_company():
    texts = [case["text"] for case in CASES]
    found = read("\n\n".join(dict.fromkeys(texts)))
    together = refined(found.doc, asked(found))
    assert together == refined(found.doc, asked(found))
    assert together == [refined(found.doc, [one])[0] for one in asked(found)]


def test_without_weights_the_rules_stand(monkeypatch):
    found = read(CASES[0]["text"])
    monkeypatch.setattr(choice, "model", lambda: None)
    assert refined(found.doc, asked(found)) == [ruled for _, ruled in asked(found)]
    assert choice.model_version() == "rules"


def test_a_bare_sentence_keeps_the_answer_it_has():
    found = read("Exports fell 12.4%.")
    bare = Doc(found.doc.vocab, words=[t.text for t in found.doc], spaces=[bool(t.whitespace_) for t in found.doc])
    assert refined(bare, [(found.figure("12.4%").mention, ())]) == [()]


def test_dates_are_left_to_the_rules():
    found = read("Hale was born on May 3, 1987, in Ohio.")
    dates = [timex for timex in found.timexes if timex.type == "DATE"]
    assert [refined(found.doc, [(date, ((0, 4),))]) for date in dates] == [[((0, 4),)]] * len(dates)


def test_damaged_weights_are_named(tmp_path):
    folder = copytree(model_folder(choice.MODEL), tmp_path / "measure")
    (folder / WEIGHTS).write_bytes(b"damaged")
    with pytest.raises(EnvironmentProblem, match="damaged"):
        arrays_of(folder)


def test_every_word_has_one_row_of_atoms_and_none_is_zero():
    place, _ = scene(CASES[0]["text"], CASES[0]["figure"])
    found = rows([place])
    assert found.shape == (len(place.words), len(SIGHT.names))
    assert np.all(found > 0)
    assert rows([]).shape == (0, len(SIGHT.names))


def test_a_run_hangs_together_by_the_parse():
    place, found = scene("The ministry sent Hale a large share of the 1,600 letters.", "1,600")
    words = [token.text for token in found.doc]
    assert not hangs_together(place.syntax, words.index("Hale"), words.index("share"))
    assert hangs_together(place.syntax, words.index("sent"), words.index("share"))


def test_the_best_runs_are_the_likely_words():
    place, found = scene("Mr. Hale has given $300,000 to a group that backs the governor.", "$300,000")
    chances = {at: 0.9 if found.doc[at].text in ("Mr.", "Hale", "group") else 0.05 for at in place.words}
    runs, score = best(place, chances)
    assert [place.syntax.words[first:last] for first, last in runs] == [["Mr.", "Hale"], ["group"]]
    assert score <= most(chances)


def test_expected_f1():
    assert expected(2.0, 2, 2.0) == 1.0
    assert worth({}, ()) == 0.0
    assert most({}) == 0.0
    assert Run(0, 2, 1.5, 2).size == 2


@pytest.mark.parametrize(("low", "tag", "told"), [("the", "DT", False), ("12", "CD", False), ("-", "HYPH", False)])
def test_words_that_say_nothing(low, tag, told):
    assert says(low, tag) is told
    assert stem("workers") == stem("worker")


def test_weights_are_small_and_plain():
    file = model_folder("measure") / WEIGHTS
    assert file.stat().st_size < 400_000
    with np.load(file, allow_pickle=False) as arrays:
        kinds = {name: arrays[name].dtype.name for name in arrays.files}
        levels = arrays["columns"].shape[1]
        assert arrays["leaves"].shape == (len(arrays["columns"]), 2**levels)
    assert kinds == {
        "seen": "int8", "columns": "uint8", "bounds": "int16", "leaves": "int16", "base": "int64", "factor": "float64",
    }  # fmt: skip
    assert levels <= 8  # the place of a leaf is held in eight bits
    listed = (model_folder("measure") / CHECKSUMS).read_text().split()
    assert listed == [hashlib.sha256(file.read_bytes()).hexdigest(), WEIGHTS]
