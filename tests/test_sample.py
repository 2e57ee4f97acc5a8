"""The spot check: the same seed draws the same rows, and a filled-in sheet gives rates that fit the strata."""

import csv
import random

import pytest
from claim_factory import claim, document

from claimx.errors import InputError, UsageError
from claimx.export.output import open_output
from claimx.export.sqlite import Store, Verdict
from claimx.review.fields import FIELDS
from claimx.review.intervals import rows_needed, wilson
from claimx.review.listing import score_lines, score_object
from claimx.review.sample import allot, queue, sample, write_sample, write_sample_csv
from claimx.review.score import Row, read_rows, score

CLAIMS = [
    claim(
        id=f"clm_{n:016x}",
        figure_id=f"fig_{n:016x}",
        kind="money" if n % 10 else "percent",
        document=document(title="=1+1"),
    )
    for n in range(200)
]


def test_the_draw_depends_on_seed_and_ids_alone():
    drawn = [row.claim.id for row in sample(CLAIMS, n=20, seed=7, by="kind")]
    shuffled = random.Random(1).sample(CLAIMS, len(CLAIMS))
    assert sorted(drawn) == sorted(row.claim.id for row in sample(shuffled, n=20, seed=7, by="kind"))
    assert drawn != [row.claim.id for row in sample(CLAIMS, n=20, seed=8, by="kind")]
    assert drawn == sorted(drawn)


@pytest.mark.parametrize(
    ("sizes", "n", "expected"),
    [
        ({"a": 180, "b": 20}, 20, {"a": 14, "b": 6}),
        ({"a": 3, "b": 2}, 100, {"a": 3, "b": 2}),
        ({"a": 1000, "b": 1, "c": 10}, 6, {"a": 4, "b": 1, "c": 1}),
        ({"a": 50}, 7, {"a": 7}),
        ({}, 7, {}),
        ({"a": 5, "b": 5, "c": 5}, 2, {"a": 1, "b": 1, "c": 1}),
    ],
)
def test_allotment(sizes, n, expected):
    assert allot(sizes, n) == expected


def test_an_unknown_stratum_is_a_usage_error():
    with pytest.raises(UsageError, match="kind, status"):
        sample(CLAIMS, by="colour")


def test_the_queue_is_everything_or_a_sample():
    assert len(list(queue(CLAIMS, n=None, seed=0, by=None))) == len(CLAIMS)
    assert len(list(queue(CLAIMS, n=5, seed=0, by=None))) == 5


@pytest.mark.parametrize(
    ("rate", "rows", "expected"),
    [(0.0, 100, (0.0, 0.0370)), (0.02, 100, (0.0055, 0.0700)), (0.5, 10, (0.2366, 0.7634)), (1.0, 5, (0.5655, 1.0))],
)
def test_wilson_against_published_values(rate, rows, expected):
    assert wilson(rate, rows) == pytest.approx(expected, abs=5e-5)


def test_rows_needed_is_the_least_number_that_shows_it():
    needed = rows_needed(0.02, 0.05)
    assert wilson(0.02, needed)[1] <= 0.05 < wilson(0.02, needed - 1)[1]
    assert rows_needed(0.05, 0.05) is None
    assert rows_needed(0.0, 0.05) == 73


def test_strata_are_weighted_back():
    rows = [Row("big", 900, "right", ())] * 10 + [Row("small", 100, "wrong", ("value",))] * 10
    made = score(rows)
    assert made.record.rate == pytest.approx(0.1)
    assert made.effective == pytest.approx(1 / (0.81 / 10 + 0.01 / 10))
    rates = {rate.field: rate for rate in made.rates}
    assert rates["value"].rate == pytest.approx(0.1)
    assert rates["source"].wrong == 0
    assert list(rates) == ["record", *FIELDS]


def test_unsure_and_open_rows_do_not_count():
    made = score([Row("all", 3, "right", ()), Row("all", 3, "unsure", ()), Row("all", 3, "", ())])
    assert (made.checked, made.unsure, made.open) == (1, 1, 1)
    assert made.record.rate == 0


def test_nothing_checked_shows_nothing():
    made = score([])
    assert (made.record.low, made.record.high) == (0, 1)
    assert made.exceeds(0.05)
    assert score_object(made, 0.05)["shown"] is False
    assert list(score_lines(made, 0.05))


def fill_xlsx(path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(path)
    page = book["claims"]
    names = [cell.value for cell in page[1]]
    for row in range(2, page.max_row + 1):
        page.cell(row, names.index("verdict") + 1).value = "wrong" if row == 2 else "right"
    page.cell(2, names.index("wrong_source") + 1).value = "x"
    book.save(path)


def fill_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows):
        row["verdict"], row["wrong_source"] = ("Wrong ", "x") if not number else ("right", "")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    ("name", "writer", "fill"), [("s.xlsx", write_sample, fill_xlsx), ("s.csv", write_sample_csv, fill_csv)]
)
def test_a_sheet_goes_out_and_comes_back(tmp_path, name, writer, fill):
    path = tmp_path / name
    with open_output(path, binary=name.endswith("xlsx")) as stream:
        assert writer(sample(CLAIMS, n=20, seed=7, by="kind"), stream) == 20
    empty = score(read_rows(path))
    assert (empty.checked, empty.open) == (0, 20)
    fill(path)
    made = score(read_rows(path))
    assert (made.checked, made.record.wrong) == (20, 1)
    assert {rate.field for rate in made.rates if rate.wrong} == {"record", "source"}
    assert made.strata == {"money": (14, 180), "percent": (6, 20)}


def test_a_store_is_scored_by_its_verdicts(tmp_path):
    with Store(tmp_path / "c.sqlite") as store:
        store.add(CLAIMS[:20])
        store.add_verdict(Verdict(CLAIMS[0].id, CLAIMS[0].figure_id, "wrong", wrong="value; unit"))
        store.add_verdict(Verdict(CLAIMS[1].id, CLAIMS[1].figure_id, "right"))
    made = score(read_rows(tmp_path / "c.sqlite"))
    assert (made.checked, made.open) == (2, 18)
    assert made.record.rate == pytest.approx(2 / 20)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("s.csv", "a,b\n1,2\n", "no column 'verdict'"),
        ("s.csv", "verdict,stratum,stratum_size\nmaybe,all,3\n", "row 2: the verdict 'maybe'"),
        ("s.csv", "verdict,stratum,stratum_size\nright,all,many\n", "row 2: the stratum_size 'many'"),
        ("s.xlsx", "no workbook", "cannot be read as a workbook"),
        ("s.txt", "", "no sheet that can be scored"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_named_with_its_row(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(InputError, match=message):
        score(read_rows(path))


def test_what_is_shown():
    made = score([Row("all", 100, "right", ())] * 98 + [Row("all", 100, "wrong", ("value",))] * 2)
    lines = list(score_lines(made, 0.05))
    assert lines[1].split() == ["record", "2", "2.0%", "0.6%", "to", "7.0%"]
    assert lines[-1] == (
        "at most 5.0% of the records are wrong: not shown (interval up to 7.0%); at this rate it takes 203 rows"
    )
    assert "shown (interval" in list(score_lines(made, 0.08))[-1]
    assert score_object(made, 0.05)["rows_needed"] == 203
