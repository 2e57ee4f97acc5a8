"""Status, role and check-worthiness: rows in cases/status.toml and cases/role.toml."""

from __future__ import annotations

import pytest
from cases_of import cases_of
from claim_factory import attribution, claim, voice
from record_cases import read

from claimx.claims.role import role
from claimx.claims.status import status
from claimx.claims.worth import WEIGHTS, check_worthiness, features
from claimx.lexicon.modality import modality


@pytest.mark.parametrize("case", cases_of("status"), ids=lambda case: f"{case['figure']} {case['text'][:30]}")
def test_status(case):
    found = read(case["text"])
    assert status(found.doc, found.figure(case["figure"]).mention) == case["status"]


@pytest.mark.parametrize("case", cases_of("status", "miss"), ids=lambda case: f"{case['figure']} {case['text'][:30]}")
@pytest.mark.xfail(strict=True, reason="known miss: see the row")
def test_known_misses(case):
    found = read(case["text"])
    assert status(found.doc, found.figure(case["figure"]).mention) == case["status"]


@pytest.mark.parametrize("case", cases_of("role"), ids=lambda case: case["text"][:40])
def test_role(case):
    found = read(case["text"])
    mention = found.figure(case["figure"]).mention
    periods = {(mention.start, mention.end)} if case.get("period_of_another") else set()
    assert role(found.doc, mention, status(found.doc, mention), periods) == case["role"]


def test_a_word_has_one_status():
    words = modality()
    assert words.verbs["expected"] == "forecast"
    assert words.nouns["plans"] == "planned"
    assert not words.outcomes & words.answers


def test_a_sourced_statistic_outranks_its_date():
    assert check_worthiness(claim()) > 0.8
    assert check_worthiness(claim(kind="date", role="period", value=None, unit=None)) < 0.3
    assert check_worthiness(claim()) > check_worthiness(claim(status="hypothetical"))
    assert check_worthiness(claim(kind="count", value=2)) < check_worthiness(claim(kind="count", value=200))


def test_every_weight_is_a_feature_that_can_hold():
    kinds = "money percent quantity count date duration ordinal multiple age".split()
    roles = "figure event-date schedule period reporting-date background".split()
    statuses = "asserted forecast planned hypothetical negated".split()
    held = {feature for kind in kinds for feature in features(claim(kind=kind))}
    held |= {feature for name in roles for feature in features(claim(role=name))}
    held |= {feature for name in statuses for feature in features(claim(status=name))}
    held |= {feature for name in ("unnamed", "government") for feature in features(sourced(name))}
    held |= set(features(claim(kind="count", value=1)))
    held |= set(features(in_group("the top 1 percent paid more", "1 percent")))
    held |= set(features(claim(kind="count", value=None, low=200)))
    assert WEIGHTS.keys() <= held


def in_group(text, figure):
    """A share in a sentence of its own."""
    start = text.index(figure)
    sentence = {"text": text, "start": 0, "end": len(text)}
    place = {"text": figure, "start": start, "end": start + len(figure)}
    return claim(kind="percent", value=1, unit="percent", sentence=sentence, **place)


def test_a_share_that_names_a_group_states_nothing():
    assert check_worthiness(in_group("the top 1 percent paid more", "1 percent")) < 0.7
    assert check_worthiness(in_group("the top 33 percent rate", "33 percent")) > 0.7
    assert check_worthiness(claim(kind="count", value=1)) < check_worthiness(claim(kind="count", value=3))


def sourced(kind):
    """A claim whose source is of a kind."""
    return claim(attribution=attribution(source=voice("the office", type=kind)))
