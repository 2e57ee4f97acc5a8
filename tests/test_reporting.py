"""Reporting words: the lists are sorted and sound, and their forms lead to their lemmas."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from claimx.lexicon import reporting

FOLDER = Path(reporting.__file__).parent
TABLE = tomllib.loads((FOLDER / "reporting.toml").read_text(encoding="utf-8"))
FORMS = tomllib.loads((FOLDER / "reporting_forms.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("table", "key"), [(table, key) for table in TABLE for key in TABLE[table]])
def test_lists_are_sorted(table: str, key: str) -> None:
    words = TABLE[table][key].split()
    assert words == sorted(set(words))
    assert all(word == word.lower() for word in words)


@pytest.mark.parametrize("table", ["verbs", "nouns"])
def test_a_word_has_one_class(table: str) -> None:
    words = [word for key in TABLE[table] for word in TABLE[table][key].split()]
    assert sorted(words) == sorted(set(words))


def test_irregular_forms_are_sorted_and_unique() -> None:
    forms = [form for words in FORMS.values() for form in words.split()]
    assert list(FORMS) == sorted(FORMS)
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"), ("told", "tell"), ("written", "write"), ("denies", "deny"), ("denied", "deny"),
        ("estimating", "estimate"), ("admitted", "admit"), ("agreed", "agree"), ("vowed", "vow"), ("studies", "study"),
        ("watchdogs", "watchdog"), ("forecast", "forecast"), ("focuses", "focus"),
    ],
)  # fmt: skip
def test_forms(form: str, lemma: str) -> None:
    assert reporting.lexicon().lemmas[form] == lemma


def test_cues_hold_every_form() -> None:
    cues = reporting.lexicon().cues
    assert {"said", "according", "reportedly", "estimates", "polls"} <= cues
    assert "table" not in cues
