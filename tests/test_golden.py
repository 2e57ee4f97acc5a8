"""The five seeds give the claims that were last reviewed, to the byte."""

from __future__ import annotations

import pytest
from claim_factory import attribution, claim, date_claim
from golden import update

from claimx.export.text import to_json

GOLDEN = [seed for seed in update.SEEDS if update.golden_path(seed).exists()]


@pytest.mark.parametrize("seed", GOLDEN)
def test_a_seed_gives_the_claims_that_were_reviewed(seed):
    found, path = update.extracted(seed), update.golden_path(seed)
    assert list(update.changes(update.recorded(path), found)) == [], "python tests/golden/update.py, and review"
    assert "".join(f"{to_json(claim)}\n" for claim in found) == path.read_text(encoding="utf-8")


def test_no_seed_is_left_out():
    assert GOLDEN in ([], update.SEEDS)
    assert len(update.SEEDS) == 5


def test_changes_between_two_outputs_are_told():
    old = [claim(), date_claim()]
    new = [
        claim(value=190, attribution=attribution("Reuters")),
        claim(id="clm_03", start=1, attribution=None),
    ]
    assert list(update.changes(old, new)) == [
        "+ tra:1 money '$245 billion' = 245000000000 USD | Trade between China and Russia | None",
        "~ tra:56 '$245 billion': value 245000000000 → 190; "
        "attribution.source.text 'Seth Jones' → 'Reuters'; "
        "attribution.source.end 10 → 7; attribution.source.name 'Seth Jones' → 'Reuters'",
        "- tra:72 date '2024' = 2024  | None | None",
    ]


def test_nothing_is_told_when_nothing_changed():
    assert list(update.changes([claim()], [claim()])) == []
