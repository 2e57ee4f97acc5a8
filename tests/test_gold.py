"""What is measured on the gold of this repository may only get better; the ratchet itself is tested too."""

from __future__ import annotations

import tomllib

import pytest
from gold import timexes, update

from claimx.review.evaluate import shortfalls

FLOORS = update.read_floors()
SET = sorted(FLOORS.keys() & update.LAYERS.keys())


@pytest.mark.parametrize("layer", SET)
def test_gold_has_not_changed_since_its_floors_were_set(layer):
    assert update.checksum(layer) == FLOORS[layer]["sha256"], "gold changed: run python tests/gold/update.py"


@pytest.mark.parametrize("layer", SET)
def test_no_figure_is_below_its_floor(layer):
    assert shortfalls(update.LAYERS[layer](), FLOORS[layer]["floors"]) == []


def test_floors_rise_and_are_rounded_down():
    assert update.raised({"record.f1": 0.8}, {"record.f1": 0.81299}) == ({"record.f1": 0.812}, {})


@pytest.mark.parametrize("measured", [{"record.f1": 0.7999}, {}])
def test_a_floor_is_not_lowered_without_a_reason(measured):
    with pytest.raises(ValueError, match=r"record\.f1 from 0\.8"):
        update.raised({"record.f1": 0.8}, measured)


def test_a_lowered_floor_is_written_down_with_its_reason():
    old = {"seeds": {"sha256": "a", "floors": {"record.f1": 0.8}}}
    new = update.updated(old, {"seeds": {"record.f1": 0.7}}, {"seeds": "b"}, 'gold of 003 was "corrected"')
    text = update.as_toml(update.updated(new, {"seeds": {"record.f1": 0.75}}, {"seeds": "b"}))
    assert tomllib.loads(text) == {
        "seeds": {"sha256": "b", "floors": {"record.f1": 0.75}},
        "lowered": [
            {
                "layer": "seeds",
                "figure": "record.f1",
                "from": 0.8,
                "to": 0.7,
                "reason": 'gold of 003 was "corrected"',
            }
        ],
    }


def test_a_change_of_gold_changes_its_checksum(tmp_path, monkeypatch):
    monkeypatch.setattr(update, "HERE", tmp_path)
    (tmp_path / "dates").mkdir()
    (tmp_path / "dates" / "a.jsonl").write_text("{}")
    before = update.checksum("dates")
    (tmp_path / "dates" / "a.jsonl").write_text("{ }")
    assert update.checksum("dates") != before


SAME = [
    ("P2W", "P14D"),
    ("PT24H", "P1D"),
    ("P1CE", "P100Y"),
    ("19XX", "19"),
    ("20080304", "2008-03-04"),
    ("2008-AU", "2008-FA"),
    ("2008-W12-3", "2008-03-19"),
    ("2008-03-04T14:00", "2008-03-04T14"),
]


@pytest.mark.parametrize(("gold", "found"), SAME)
def test_values_of_one_meaning_are_the_same(gold, found):
    assert timexes.same_value({"value": gold}, {"value": found})


@pytest.mark.parametrize(("gold", "found"), [("P2W", "P15D"), ("2008-Q1", "2008"), ("PXY", "P1Y"), (None, None)])
def test_other_values_are_not(gold, found):
    assert not timexes.same_value({"value": gold}, {"value": found})


def test_timexes_are_counted_by_span_and_value():
    gold = [
        {
            "id": "a",
            "timexes": [
                {"start": 0, "end": 12, "value": "2008-05-24", "functionInDocument": "CREATION_TIME"},
                {"start": 20, "end": 24, "value": "2008"},
                {"start": 30, "end": 34, "value": "2010"},
                {"start": 40, "end": 49, "value": "P2Y"},
            ],
        }
    ]
    parts = [{"start": 20, "end": 24, "value": "2008"}, {"start": 30, "end": 34, "value": "2009"}]
    found = [
        {"start": 0, "end": 12, "value": "2008-05-24", "parts": []},
        {"start": 20, "end": 34, "value": "2008/2009", "parts": parts},
        {"start": 36, "end": 49, "value": "P24M", "parts": []},
    ]
    assert timexes.score(gold, {"a": found}) == {"strict.f1": 2 / 3, "relaxed.f1": 1.0, "value.f1": 2 / 3}
