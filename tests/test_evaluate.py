"""Claims against gold: each rule of comparison in a table, then whole folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from claim_factory import attribution, change, claim, date_claim, document, measure, period

from claimx.errors import InputError, UsageError
from claimx.review.evaluate import evaluate, read_floors, shortfalls
from claimx.review.scorecard import as_json, render
from claimx.review.scoring.dates import same_date
from claimx.review.scoring.gold import GoldClaim
from claimx.review.scoring.judge import judge
from claimx.review.scoring.predictions import prediction
from claimx.review.scoring.values import canonical_unit
from claimx.review.scoring.words import content_words, singular

SAID = {"source": "Seth Jones", "source_text": "he", "cue": "said", "type": "indirect", "scope": "sentence"}


def gold(**changes):
    """Gold for the claim of the factory."""
    line = {
        "id": "g1",
        "file": "trade.txt",
        "start": 56,
        "end": 68,
        "text": "$245 billion",
        "kind": "money",
        "value": 245e9,
        "unit": "USD",
        "modifier": "approximately",
        "measure": "trade between China and Russia",
        "entities": ["China", "Russia"],
        "period": {"text": "2024", "value": "2024"},
        "change": {"direction": "up", "from": 190e9, "to": 245e9, "factor": None},
        "status": "forecast",
        "attribution": SAID,
        "tier": 1,
    }
    return GoldClaim.model_validate(line | changes)


def judged(claim, **changes):
    """The judgement of a claim against gold with some fields replaced."""
    return judge(gold(**changes), prediction(claim))


def test_a_claim_that_says_what_gold_says_is_right_in_every_field():
    verdict = judged(claim())
    assert verdict.wrong() == ()
    assert verdict.record
    assert (verdict.measure, verdict.entities) == (1.0, 1.0)


WRONG = [
    ({"kind": "percent"}, ("kind",)),
    ({"value": 245}, ("value",)),
    ({"value": None, "low": 200_000_000_000}, ("value",)),
    ({"unit": "EUR"}, ("unit",)),
    ({"modifier": None}, ("modifier",)),
    ({"modifier": "exactly"}, ("modifier",)),
    ({"status": "asserted"}, ("status",)),
    ({"period": period(value="2023")}, ("period",)),
    ({"period": None}, ("period",)),
    ({"change": None}, ("change",)),
    ({"change": change(direction="down")}, ("change",)),
    ({"change": change(to=246_000_000_000)}, ("change",)),
    ({"attribution": None}, ("source",)),
    ({"attribution": attribution("Xi Jinping")}, ("source",)),
]


@pytest.mark.parametrize(("changes", "fields"), WRONG)
def test_each_wrong_field_is_named(changes, fields):
    assert judged(claim(**changes)).wrong() == fields


ACCEPTED = [
    ({"value": 250_000_000_000}, {"value_alt": [250e9]}),
    ({"value": 245, "unit": "billion"}, {"value_alt": [{"value": 245, "unit": "billion"}]}),
    ({"unit": "dollars"}, {}),
    ({"value": None, "low": 1, "high": None}, {"value": {"low": 1, "high": None}}),
    ({"modifier": None}, {"modifier": "exactly"}),
    ({"modifier": "up to"}, {"modifier": "as many as"}),
    ({"modifier": None}, {"modifier_alt": [None]}),
    ({"status": "asserted"}, {"status_alt": ["asserted"]}),
    ({"period": period(value="2023")}, {"period_alt": ["2023-01-01/2023-12-31"]}),
    ({"period": None}, {"period_alt": [None]}),
    ({"period": None}, {"period": {"text": "then", "value": None}}),
    ({"period": None}, {"period": None}),
    ({"change": None}, {"value": 190e9, "value_alt": [245e9]}),
    ({"attribution": attribution("He")}, {}),
    ({"attribution": attribution("President Jones")}, {"attribution": SAID | {"source": "Jones"}}),
    ({"attribution": attribution("Reuters")}, {"attribution": SAID | {"accept_also": ["Reuters"]}}),
    ({"attribution": None}, {"attribution": SAID | {"accept_also": [None]}}),
    ({"attribution": attribution("AFP")}, {"attribution": None, "attribution_alt": ["AFP"]}),
    ({"attribution": None}, {"attribution": None}),
]


@pytest.mark.parametrize(("changes", "accepted"), ACCEPTED)
def test_what_gold_accepts_is_right(changes, accepted):
    assert judged(claim(**changes), **accepted).wrong() == ()


def test_a_pair_of_value_and_unit_is_right_only_together():
    pair = {"value_alt": [{"value": 245, "unit": "billion"}]}
    assert not judged(claim(value=245), **pair).value.both


@pytest.mark.parametrize(("unit", "right"), [("prisoner", True), ("political prisoners", True), ("person", False)])
def test_of_a_counted_noun_the_head_is_enough(unit, right):
    verdict = judged(claim(kind="count", unit=unit), kind="count", unit="prisoner")
    assert verdict.value.unit is right


@pytest.mark.parametrize(
    ("cue", "right"), [("said", True), ("says", True), ("told reporters", False), (":", False), (None, False)]
)
def test_cues_are_compared_by_stem(cue, right):
    said = attribution(cue=cue and {"text": cue, "start": 0, "end": 1})
    assert judged(claim(attribution=said)).cue is right


def test_a_measure_counts_by_its_words():
    assert judged(claim(measure=measure("the trade with Russia"))).measure == pytest.approx(0.8)
    assert judged(claim(measure=None)).measure == 0


SAME_DATES = [
    ("2024", "2024-01-01/2024-12-31"),
    ("2024-2", "2024-02"),
    ("2024-02", "2024-02-01/2024-02-29"),
    ("--12-09", "XXXX-12-09"),
    ("2016-11-03T02:00Z", "2016-11-03"),
    ("2025-01-01/..", "2025-01-01/"),
    (None, ""),
    (2024.0, "2024"),
]


@pytest.mark.parametrize(("left", "right"), SAME_DATES)
def test_dates_of_the_same_days_are_the_same(left, right):
    assert same_date(left, right)


@pytest.mark.parametrize(
    ("left", "right"), [("2024", "2023"), ("2024", None), ("2024-13", "2024"), ("PRESENT_REF", "2024")]
)
def test_other_dates_are_not(left, right):
    assert not same_date(left, right)


UNITS = [
    ("barrels per day", ("barrel/day", 1)),
    ("million barrels a day", ("barrel/day", 1e6)),
    ("mb/d", ("barrel/day", 1e6)),
    ("m³/year", ("cubic metre/year", 1)),
    ("% [of GDP]", ("percent", 1)),
    ("per cent", ("percent", 1)),
    ("people", ("person", 1)),
    (" ", (None, 1)),
]


@pytest.mark.parametrize(("spelling", "unit"), UNITS)
def test_units_have_one_name(spelling, unit):
    assert canonical_unit(spelling) == unit


@pytest.mark.parametrize(
    ("word", "one"),
    [("countries", "country"), ("classes", "class"), ("men", "man"), ("US", "us"), ("ships", "ship")],
)
def test_singulars(word, one):
    assert singular(word) == one


def test_content_words_leave_numbers_and_function_words_out():
    assert content_words("the 3,000 Ukrainian ships’ cargoes of five ports") == [
        "ukrainian",
        "ship",
        "cargoe",
        "port",
    ]


@pytest.fixture
def folder(tmp_path):
    """A gold folder: a figure, a date, one free to find; a name, and a neutral dateline."""
    lines = [
        gold(),
        gold(id="g2", start=72, end=76, kind="date", text="2024", value="2024", tier=2, attribution=None),
        gold(id="g3", start=200, end=203, text="one", kind="count", value=1, tier=3),
    ]
    others = [
        {"file": "trade.txt", "start": 300, "end": 304, "text": "5G", "why": "name", "neutral": False},
        {"file": "trade.txt", "start": 400, "end": 404, "text": "2025", "why": "dateline", "neutral": True},
    ]
    write(tmp_path / "a.jsonl", [line.model_dump(mode="json", by_alias=True) for line in lines])
    write(tmp_path / "a.not_claims.jsonl", others)
    return tmp_path


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def at(start, end, **changes):
    """A claim somewhere else."""
    return claim(id=f"clm_{start}", start=start, end=end, **changes)


def test_claims_are_matched_and_left_overs_explained(folder):
    found = [
        claim(),
        at(58, 66),
        at(300, 302),
        at(400, 404),
        at(500, 501),
        at(1, 2, document=document(path="x.txt")),
    ]
    result = evaluate(folder, found)
    assert result.counts == {
        "gold_figures": 1,
        "gold_dates": 1,
        "gold_other": 1,
        "other_found": 0,
        "claims": 5,
        "false_figures": 3,
        "false_dates": 0,
        "duplicates": 1,
        "neutral": 1,
        "elsewhere": 1,
    }
    reasons = [wrong.reason for wrong in result.false_positives]
    assert reasons == ["duplicate of a matched claim", "not a claim: name", "nothing there"]
    assert [line.id for line in result.missed] == ["g2"]
    assert result.figures["record.f1"] == 2 * 1 / (1 + 4)
    assert result.figures["figures.detection.precision"] == 0.25
    assert result.figures["dates.detection.recall"] == 0


def test_figures_prefer_figures_and_dates_prefer_dates(folder):
    figure_on_date = at(72, 76)
    result = evaluate(folder, [figure_on_date, claim(), date_claim()])
    assert result.groups["dates"].pairs[0].found.kind == "date"


def test_a_perfect_prediction_is_perfect(folder):
    date = gold(id="g2", start=72, end=76, kind="date", text="2024", value="2024", tier=2)
    write(folder / "a.jsonl", [line.model_dump(mode="json", by_alias=True) for line in (gold(), date)])
    found = [claim(), claim(id="clm_2", kind="date", start=72, end=76, timex=date_claim().timex)]
    assert set(evaluate(folder, found).figures.values()) == {1.0}


def test_strict_records_want_carried_sources(folder):
    carried = gold(attribution=SAID | {"scope": "block", "accept_also": [None]})
    write(folder / "a.jsonl", [carried.model_dump(mode="json", by_alias=True)])
    figures = evaluate(folder, [claim(attribution=None)]).figures
    assert (figures["record.f1"], figures["record.strict_f1"]) == (1, 0)


def test_nothing_found_and_nothing_to_find(folder):
    assert evaluate(folder, []).figures["all.detection.precision"] == 0
    write(folder / "a.jsonl", [])
    assert evaluate(folder, []).figures["record.f1"] == 1


def test_the_report_is_text_and_json(folder):
    result = evaluate(folder, [claim(status="planned"), at(300, 302)])
    text = render(result, errors=5)
    assert "record F1  66.7  (1 right, 1 in gold, 2 found)" in text
    assert "trade.txt:56 '$245 billion': status 'planned', gold 'forecast'" in text
    assert "recall by kind: date 0/1, money 1/1" in text
    assert "missed" not in render(result)
    data = json.loads(json.dumps(as_json(result)))
    assert data["wrong"][0]["fields"] == {"status": {"gold": "forecast", "found": "planned"}}
    assert data["missed"][0]["id"] == "g2"
    assert data["false_positives"][0]["reason"] == "not a claim: name"
    assert data["figures"]["record.f1"] == pytest.approx(2 / 3)


def test_articles_of_the_folder_are_extracted_under_their_names(folder):
    texts = [{"id": "trade", "text": "It rose 5%.", "dct": "2024-05-01"}, {"file": "b.txt", "text": "x"}]
    write(folder / "texts.jsonl", texts)
    seen = []

    def extract(paths):
        seen.extend(json.loads(line) for path in paths for line in Path(path).read_text().splitlines())
        return [claim()]

    assert evaluate(folder, extract=extract).figures["figures.detection.f1"] == 1
    assert seen == [
        {"id": "trade.txt", "text": "It rose 5%.", "date": "2024-05-01"},
        {"id": "b.txt", "text": "x"},
    ]


def test_annotated_files_are_found_in_another_folder(folder, tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "trade.txt").write_text("x")
    seen = []
    evaluate(folder, texts=tmp_path / "news", extract=lambda paths: seen.extend(paths) or [])
    assert seen == [str(tmp_path / "news" / "trade.txt")]
    with pytest.raises(UsageError, match="--texts"):
        evaluate(folder, extract=lambda paths: [])


def test_a_folder_without_gold_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no gold"):
        evaluate(tmp_path, [])


def test_a_bad_gold_line_is_named(folder):
    write(folder / "a.jsonl", [gold().model_dump(mode="json", by_alias=True) | {"kind": "price"}])
    with pytest.raises(InputError, match=r"a\.jsonl: line 1: kind"):
        evaluate(folder, [])


def test_floors_are_read_by_the_name_of_the_folder(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text('[seeds.floors]\n"record.f1" = 0.8\n"dates.f1" = 1\n')
    floors = read_floors(path, "seeds")
    assert shortfalls({"record.f1": 0.7999}, floors) == [
        "record.f1 is 0.7999, below its floor 0.8000",
        "dates.f1 is 0.0000, below its floor 1.0000",
    ]
    assert shortfalls({"record.f1": 0.8, "dates.f1": 1.0}, floors) == []
    with pytest.raises(UsageError, match="news"):
        read_floors(path, "news")
    path.write_text("record")
    with pytest.raises(InputError, match="floors"):
        read_floors(path, "seeds")
