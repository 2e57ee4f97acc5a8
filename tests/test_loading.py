"""Loading is quick, and leaves spaCy as it is for everybody else."""

from __future__ import annotations

import subprocess
import sys

import spacy

from claimx.parsing.model import read_model
from claimx.parsing.shipped import BASE_MODEL, model_folder
from claimx.parsing.special_cases import prepare

AFTER_LOADING = """
import sys
import claimx
assert claimx.extract_text("Exports rose 12% to $3bn, Reuters reported.")
assert "requests" not in sys.modules and "spacy.cli" not in sys.modules
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert callable(spacy.cli.download) and spacy.cli.info(silent=True)
"""


def test_the_tokenizer_and_settings_are_those_on_disk():
    plain = spacy.load(model_folder(f"base/{BASE_MODEL}"))
    read = read_model()
    assert read.tokenizer.to_bytes(exclude=["vocab"]) == plain.tokenizer.to_bytes(exclude=["vocab"])
    assert read.config["nlp"] == plain.config["nlp"]


TEXTS = [
    "Nothing happened.",
    "He didn't say so at 10 a.m. in the U.S.",
    "We'd've gone; y'all can't :-)",
    "Jan. 5, (e.g. Mr. Lee)",
    "It's 5p.m.",
    "Don't",
]


def test_special_cases_are_known_when_they_are_needed():
    plain, patient = read_model(), read_model(special_cases=False)
    assert not patient.tokenizer.rules
    for text in TEXTS:
        prepare(patient, text)
        assert [token.text for token in patient.make_doc(text)] == [token.text for token in plain.make_doc(text)]
        assert [token.norm_ for token in patient.make_doc(text)] == [token.norm_ for token in plain.make_doc(text)]
    assert patient.tokenizer.rules == plain.tokenizer.rules


def test_the_command_line_of_spacy_is_loaded_when_it_is_asked_for():
    done = subprocess.run([sys.executable, "-c", AFTER_LOADING], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
