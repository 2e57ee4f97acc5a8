"""A changed file, a moved offset, an edited export: each is found, and an honest file passes."""

from __future__ import annotations

import contextlib
import json
import sqlite3

import pytest
from claim_factory import TEXT, attribution, claim, period, voice
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from claimx.claims.ids import claim_id, document_id, figure_id
from claimx.errors import InputError, UsageError
from claimx.export.sqlite import Store
from claimx.export.text import to_json, write_csv, write_tsv
from claimx.intake import read
from claimx.records import Claim
from claimx.review.consistency import check_digits
from claimx.review.findings import differing
from claimx.review.reading import read_claims
from claimx.review.verify import as_json, closing, render, verify

SOURCE = f"Trade grows fast\n\n{TEXT} It was $190 billion in 2022.\n"
SHIFT = SOURCE.index(TEXT)


def moved(part):
    """A span of TEXT as a span of SOURCE."""
    return {"text": part, "start": SOURCE.index(part), "end": SOURCE.index(part) + len(part)}


def honest(path, article, source=SOURCE, **changes):
    """A claim that is right in every offset and id."""
    names = ("key", "start", "end", "sha256", "title", "outlet", "published", "url")
    document = {name: getattr(article, name) for name in names}
    document |= {"path": str(path), "article": article.index}
    document["id"] = document_id(article.key, article.sha256, article.start)
    own = moved("$245 billion")
    jones = moved("Seth Jones") | {"name": "Seth Jones"}
    trade = moved("Trade between China and Russia")
    return claim(
        id=claim_id(document["id"], own["start"], own["end"], "money"),
        figure_id=figure_id(TEXT, own["start"] - SHIFT, "money"),
        **own,
        measure={"text": trade["text"], "spans": [trade]},
        entities=[moved("China") | {"label": "GPE"}],
        period=period() | moved("2024"),
        attribution=attribution(source=jones | {"type": "person"}, cue=moved("said")),
        sentence=moved(TEXT),
        document=document,
        **changes,
    )


@pytest.fixture
def news(tmp_path):
    """An article on disk."""
    path = tmp_path / "trade.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@pytest.fixture
def record(news):
    """Its claim, honest."""
    return honest(news, next(iter(read([str(news)]))))


def saved(tmp_path, *records, name="claims.jsonl"):
    """A claims file with records or plain data."""
    rows = [json.loads(to_json(item)) if isinstance(item, Claim) else item for item in records]
    path = tmp_path / name
    lines = ",\n".join(json.dumps(row) for row in rows)
    path.write_text(f"[\n{lines}\n]\n" if name.endswith(".json") else lines.replace(",\n", "\n") + "\n")
    return path


def plain(record):
    return json.loads(to_json(record))


def edited(record, path, value):
    """The record with one field edited, as plain data: "measure.spans.0.start"."""
    data = plain(record)
    *parents, last = path.split(".")
    target = data
    for name in parents:
        target = target[int(name)] if isinstance(target, list) else target[name]
    target[int(last) if isinstance(target, list) else last] = value
    return data


def fields(report):
    """The fields with problems."""
    return [problem.field for problem in report.problems]


@pytest.mark.parametrize("name", ["claims.json", "claims.jsonl"])
def test_an_honest_file_stands(tmp_path, record, name):
    report = verify(saved(tmp_path, record, name=name), again=lambda paths: [record])
    assert (report.ok, report.claims, report.sources, report.notes) == (True, 1, 1, [])
    assert render(report) == []
    assert closing(report) == ["1 claim from 1 source: nothing is wrong"]


def test_a_changed_source_is_found_and_said_once(tmp_path, news, record):
    news.write_text("Correction. " + SOURCE, encoding="utf-8")
    report = verify(saved(tmp_path, record, record), again=lambda paths: [])
    assert fields(report).count("document.sha256") == 1
    offset = next(problem for problem in report.problems if problem.field == "text")
    assert "the nearest one is at 86" in offset.message


def test_a_change_behind_the_figures_is_found_too(tmp_path, news, record):
    news.write_text(SOURCE + "One more line.\n", encoding="utf-8")
    assert fields(verify(saved(tmp_path, record))) == ["document.sha256"]


EDITS = [
    ("text", "$254 billion", ["text", "value"]),
    ("start", SHIFT + 50, ["text", "id", "figure_id"]),
    ("end", SHIFT + 60, ["text", "id"]),
    ("kind", "quantity", ["id", "figure_id"]),
    ("id", "clm_002f1773d009105c", ["id"]),
    ("figure_id", "fig_002f1773d009105c", ["figure_id"]),
    ("sentence.text", "Trade will fall.", ["sentence", "figure_id", "modifier_text", "unit_text"]),
    ("sentence.start", SHIFT + 1, ["sentence", "figure_id"]),
    ("measure.text", "Trade", ["measure.text"]),
    ("measure.spans.0.start", SHIFT + 1, ["measure.spans.0"]),
    ("measure.spans.0.text", "Trade between China and Iran!!", ["measure.spans.0", "measure.text"]),
    ("entities.0.text", "Chile", ["entities.0"]),
    ("period.text", "2025", ["period"]),
    ("period.value", "2023", ["period.first_day", "period.last_day"]),
    ("period.last_day", "2023-12-31", ["period.last_day"]),
    ("value", 254_000_000_000, ["value", "change.to"]),
    ("change.from", 200_000_000_000, ["change.delta"]),
    ("modifier_text", "at least", ["modifier_text"]),
    ("unit_text", "€", ["unit_text"]),
    ("attribution.source.name", "Xi Jinping", ["attribution.source.name"]),
    ("attribution.source.text", "Xi Jinping", ["attribution.source"]),
    ("attribution.source.start", 3, ["attribution.source"]),
    ("attribution.cue.text", "lied", ["attribution.cue"]),
    (
        "attribution.reported_by",
        [voice("The Wall Street Journal")],
        ["attribution.reported_by.0", "attribution.reported_by.0.name"],
    ),
    ("document.start", 2, ["document.id", "document.start"]),
    ("document.end", 5, ["document", "document.end"]),
    ("document.key", "k", ["document.id", "document.key"]),
    ("document.sha256", "0" * 64, ["document.sha256", "document.id"]),
    ("document.title", "Trade collapses", ["document.title"]),
    ("document.outlet", "Reuters", ["document.outlet"]),
    ("document.url", "https://example.org", ["document.url"]),
    ("document.article", 1, ["document.article"]),
]


@pytest.mark.parametrize(("path", "value", "found"), EDITS, ids=[edit[0] for edit in EDITS])
def test_an_edited_record_is_found_without_extracting(tmp_path, record, path, value, found):
    assert sorted(fields(verify(saved(tmp_path, edited(record, path, value))))) == sorted(found)


PLAIN = [
    ("$245 billion", 245_000_000_000, True),
    ("1,250", 1250, True),
    ("50 cents", 0.5, True),
    ("-3.50%", -3.5, True),
    ("half of 1 percent", 0.5, True),
    ("5 dozen", 60, True),
    ("1½ percent", 1.5, True),
    ("2 in 5", 0.4, True),
    ("1,250", 1520, False),
    ("12.4%", 1.42, False),
]


@pytest.mark.parametrize(("text", "value", "stands"), PLAIN)
def test_a_value_has_the_digits_of_its_text(text, value, stands):
    assert bool(list(check_digits(claim(text=text, value=value, kind="count")))) is not stands


VALUES = [
    ("low", 254_000_000_000, "low"),
    ("unit", "EUR", "unit"),
    ("modifier", None, "modifier"),
    ("status", "asserted", "status"),
    ("period.anchor", "dct", "period.anchor"),
    ("change.delta_percent", 1, "change.delta_percent"),
    ("attribution.source.name", "Seth", "attribution.source.name"),
    ("attribution", None, "attribution"),
    ("check_worthiness", 0.1, "check_worthiness"),
    ("flags", [], "flags"),
]


@pytest.mark.parametrize(("path", "value", "field"), VALUES, ids=[edit[0] for edit in VALUES])
def test_an_edited_value_is_found_by_extracting_again(tmp_path, record, path, value, field):
    report = verify(saved(tmp_path, edited(record, path, value)), again=lambda paths: [record])
    assert fields(report) == [field]


def test_a_claim_that_is_not_found_again_is_a_problem(tmp_path, record):
    report = verify(saved(tmp_path, record), again=lambda paths: [])
    assert [problem.message for problem in report.problems] == ["a fresh extraction finds no such claim"]


def test_a_selection_is_only_noted(tmp_path, news, record):
    other = honest(news, next(iter(read([str(news)])))).model_copy(update={"id": "clm_0", "extractor": "claimx 2"})
    report = verify(saved(tmp_path, record), again=lambda paths: [record, other])
    assert report.ok
    assert [note.removeprefix(f"{news}: ") for note in report.notes] == [
        "1 more found afresh (this file is a selection, or rows were removed)",
        "extracted with claimx test; compared with claimx 2, claimx test",
    ]


BROKEN = [
    ("{", "not JSON"),
    ("[]", "not a claim: no object"),
    ('{"id": "doc_1"}', "not a claim: its id does not start with clm_"),
    ('{"id": "clm_1"}', "not a claim: figure_id: Field required"),
]


@pytest.mark.parametrize(("line", "message"), BROKEN)
def test_a_broken_line_is_named_and_the_rest_is_checked(tmp_path, record, line, message):
    path = tmp_path / "claims.jsonl"
    path.write_text(f"{line}\n\n{to_json(record)}\n")
    report = verify(path)
    assert (report.claims, report.sources, len(report.problems)) == (2, 1, 1)
    assert str(report.problems[0]).startswith("line 1: ")
    assert message in str(report.problems[0])
    with pytest.raises(InputError, match="line 1"):
        list(read_claims(path))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("value", "many"),
        ("start", -1),
        ("kind", "price"),
        ("confidence", 2),
        ("surprise", 1),
        ("flags", ["x"]),
    ],
)
def test_a_record_that_is_no_claim_is_a_problem(tmp_path, record, path, value):
    report = verify(saved(tmp_path, edited(record, path, value)))
    assert "not a claim" in report.problems[0].message


def test_claims_come_back_as_they_were(tmp_path, record):
    assert list(read_claims(saved(tmp_path, record, record))) == [record, record]
    assert list(read_claims(saved(tmp_path, record, name="claims.json"))) == [record]


def test_a_record_that_stands_twice_is_a_problem(tmp_path, record):
    assert [p.message for p in verify(saved(tmp_path, record, record)).problems] == ["stands in the file twice"]


def test_a_missing_source_is_one_problem(tmp_path, news, record):
    news.unlink()
    report = verify(saved(tmp_path, record))
    assert [(problem.field, problem.message) for problem in report.problems] == [("document.path", "no such file")]


def test_standard_input_cannot_be_checked(tmp_path, record):
    report = verify(saved(tmp_path, edited(record, "document.path", "-")))
    assert "standard input" in report.problems[0].message


def test_articles_of_json_lines_are_told_apart_by_key_and_checksum(tmp_path):
    path = tmp_path / "news.jsonl"
    rows = [{"id": key, "text": text} for key, text in (("a", "Nothing."), ("b", SOURCE), ("c", SOURCE))]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    claims = [honest(path, article) for article in read([str(path)]) if article.source == SOURCE]
    assert [item.document.key for item in claims] == ["b", "c"]
    assert verify(saved(tmp_path, *claims)).ok
    rows[1]["text"] = SOURCE.replace("$245", "$254")
    path.write_text("".join(json.dumps(row) + "\n" for row in reversed(rows)))
    problems = verify(saved(tmp_path, *claims)).problems
    assert [p.field for p in problems if p.claim == claims[0].id] == ["document.sha256", "text", "sentence"]
    assert [p.field for p in problems if p.claim == claims[1].id] == ["document.article"]
    path.write_text(json.dumps(rows[0]) + "\n")
    assert [p.field for p in verify(saved(tmp_path, *claims)).problems] == ["document", "document"]


def flat(tmp_path, record, suffix):
    path = tmp_path / f"claims{suffix}"
    with path.open("w", encoding="utf-8", newline="") as stream:
        {".csv": write_csv, ".tsv": write_tsv}[suffix]([record], stream)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_flat_rows_are_checked(tmp_path, record, suffix):
    assert verify(flat(tmp_path, record, suffix), again=lambda paths: [record]).ok


ROW_EDITS = [
    ("$245 billion", "$254 billion", ["text", "sentence"]),
    ("clm_", "clm_0", ["id"]),
    ("fig_", "fig_0", ["figure_id"]),
    ("money,", "percent,", ["id", "figure_id"]),
    ("Trade grows fast", "Trade collapses", ["title"]),
]


@pytest.mark.parametrize(("old", "new", "found"), ROW_EDITS)
def test_an_edited_row_is_found(tmp_path, record, old, new, found):
    path = flat(tmp_path, record, ".csv")
    path.write_text(path.read_text().replace(old, new))
    assert sorted(fields(verify(path))) == sorted(found)


def test_an_edited_value_of_a_row_is_found_by_extracting_again(tmp_path, record):
    path = flat(tmp_path, record, ".csv")
    path.write_text(path.read_text().replace("245000000000", "254000000000", 1))
    assert fields(verify(path)) == []
    assert fields(verify(path, again=lambda paths: [record])) == ["value"]


@pytest.mark.parametrize(("old", "new"), [("245000000000", "a lot"), (f"{SHIFT + 56}", "-3"), ("USD,", "")])
def test_a_broken_row_is_a_problem(tmp_path, record, old, new):
    path = flat(tmp_path, record, ".csv")
    header, row = path.read_text().split("\n", 1)
    path.write_text(f"{header}\n{row.replace(old, new, 1)}")
    assert len(verify(path).problems) == 1


@pytest.fixture
def store(tmp_path, record):
    """A database with the record."""
    path = tmp_path / "claims.sqlite"
    with Store(path) as opened:
        opened.add([record])
    return path


def execute(path, statement, *values):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def test_a_database_is_checked(store, record):
    assert verify(store, again=lambda paths: [record]).ok
    assert list(read_claims(store)) == [record]


def test_an_edited_database_is_found(store, record):
    execute(store, "UPDATE claims SET source = 'Xi Jinping'")
    assert [str(problem) for problem in verify(store).problems] == [
        f"row 1: {record.id}: the column source is not what the record says"
    ]
    execute(store, "UPDATE claims SET record = ?", json.dumps(edited(record, "start", 3)))
    assert not verify(store).ok
    execute(store, "UPDATE claims SET record = 'x'")
    assert "not JSON" in verify(store).problems[0].message


def test_other_files_are_refused(tmp_path):
    with pytest.raises(UsageError, match=r"\.json"):
        verify(tmp_path / "claims.docx")
    with pytest.raises(InputError, match="cannot be read"):
        verify(tmp_path / "claims.json")
    (tmp_path / "claims.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="the column id is missing"):
        verify(tmp_path / "claims.csv")
    with pytest.raises(UsageError, match="flat rows"):
        list(read_claims(tmp_path / "claims.csv"))


def test_nothing_in_a_report_can_move_a_cursor(tmp_path, record):
    report = verify(saved(tmp_path, edited(record, "id", "clm_\x1b[2J\nx")))
    assert render(report)[0].startswith(r"line 1: ")
    assert r"clm_\x1b[2J\nx: id: is 'clm_\x1b[2J\nx', should be" in render(report)[0]
    assert all(line.isprintable() for line in render(report))


def test_long_texts_are_shown_where_they_differ():
    findings = list(differing("title", "a" * 100 + "b", "a" * 100 + "c"))
    assert [finding.message for finding in findings] == [f"is '{'a' * 20}b', should be '{'a' * 20}c'"]


def test_the_report_as_json(tmp_path, record):
    report = verify(saved(tmp_path, edited(record, "measure.text", "Trade")))
    assert closing(report) == ["1 claim from 1 source: 1 problem"]
    assert as_json(report)["problems"][0] == {
        "place": "line 1",
        "path": record.document.path,
        "claim": record.id,
        "field": "measure.text",
        "message": "is 'Trade', its spans say 'Trade between China and Russia'",
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), value=json_values)
def test_any_edit_is_survived(tmp_path, record, data, value):
    original = plain(record)
    path = data.draw(st.sampled_from(sorted(leaves(original))))
    assume(value != path_value(original, path))
    report = verify(saved(tmp_path, edited(record, path, value)), again=lambda paths: [record])
    assert all(line.isprintable() for line in render(report))
    assert not report.ok or path in ("extractor", "document.path", "document.published")


def leaves(value, path=""):
    """The paths of all fields of a record."""
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in items:
            yield from leaves(inner, f"{path}.{name}".lstrip("."))
    else:
        yield path


def path_value(value, path):
    for name in path.split("."):
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    suffix=st.sampled_from([".json", ".jsonl", ".csv", ".tsv"]),
    content=st.binary() | st.text(st.characters(exclude_categories=["Cs"])).map(str.encode),
)
def test_any_bytes_are_survived(tmp_path, suffix, content):
    path = tmp_path / f"claims{suffix}"
    path.write_bytes(content)
    with contextlib.suppress(InputError):
        verify(path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(json_values, max_size=4))
def test_any_json_is_survived(tmp_path, values):
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(json.dumps(value) + "\n" for value in values))
    assert len(verify(path).problems) == len(values)
