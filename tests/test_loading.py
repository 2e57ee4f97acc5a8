"""Loading is quick, and leaves spaCy as it is for everybody else."""

from __future__ import annotations

import subprocess
import sys

import spacy

from claimx.parsing.model import BASE_MODEL, model_folder, read_model

AFTER_LOADING = """
import sys
from claimx.parsing import load_model
load_model()
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


def test_the_command_line_of_spacy_is_loaded_when_it_is_asked_for():
    done = subprocess.run([sys.executable, "-c", AFTER_LOADING], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
