"""Every input that ever broke something, and some that were made to, through the code that the fuzzer drives.

`python tests/hostile/fuzz.py --seconds 3600` looks for more; what it finds moves to `hostile/corpus` with its mending.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile.generate import JSON_VALUES, case
from hostile.targets import TARGETS

CORPUS = sorted(path for path in (Path(__file__).parent / "hostile" / "corpus").glob("*/*"))
NEW = range(700_000, 700_004)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_input_of_the_corpus(path):
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("number", NEW)
@pytest.mark.parametrize("target", sorted(TARGETS))
def test_numbered_cases(target, number):
    data = case(target, number)
    assert case(target, number) == data
    TARGETS[target](data)


def test_every_target_has_a_corpus():
    assert {path.parent.name for path in CORPUS} == set(TARGETS)


def test_a_case_depends_on_its_number_only():
    before = repr(JSON_VALUES)
    for number in range(300):
        case("claims", number)
    assert repr(JSON_VALUES) == before
