"""XLSX, SQLite and Parquet: right types, nothing executed, equal columns when read back."""

import datetime
import shutil
import sqlite3
import subprocess
import sys
import time
import warnings
from decimal import Decimal
from pathlib import Path

import pytest
from browser import missing
from claim_factory import attribution, claim, date_claim, document, measure, period, voice

from claimx.errors import EnvironmentProblem
from claimx.export import FLAT_COLUMNS, flat_row, save
from claimx.export import xlsx as xlsx_module
from claimx.export.sources import Sources
from claimx.export.sqlite import Store, Verdict, is_store
from claimx.records import Document

HOSTILE = "=cmd|' /C calc'!A0"
MIXED = [
    claim(),
    claim(id="clm_0000000000000003", value=0.5, low=Decimal("1E+400"), high=Decimal(10**20)),
    date_claim(),
    claim(id="clm_0000000000000004", measure=measure(HOSTILE), document=document(title=HOSTILE, url=HOSTILE)),
]


def sheet(path, name="claims"):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(path)
    return book[name]


def cells(page, row):
    return dict(zip((cell.value for cell in page[1]), page[row], strict=True))


class TestXlsx:
    def test_types_formats_and_work_columns(self, tmp_path):
        path = tmp_path / "claims.xlsx"
        assert save(MIXED, path) == len(MIXED)
        page = sheet(path)
        row = cells(page, 2)
        assert tuple(row)[: len(FLAT_COLUMNS)] == FLAT_COLUMNS
        assert tuple(row)[len(FLAT_COLUMNS) :] == ("verdict", "method", "source_checked", "date", "note")
        assert (row["value"].value, row["value"].number_format) == (245_000_000_000, "#,##0")
        assert row["period_first_day"].value == datetime.datetime(2024, 1, 1)
        assert row["sentence"].alignment.wrap_text
        assert row["verdict"].value is None
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref == "A1:AR5"
        (choices,) = page.data_validations.dataValidation
        assert "cannot be checked" in choices.formula1
        assert str(choices.sqref) == "AN2:AN5"

    def test_nothing_becomes_a_formula_or_a_link(self, tmp_path):
        path = tmp_path / "claims.xlsx"
        payloads = [HOSTILE, "@SUM(1)", "+1", "-1", "http://evil.example", "1e5", "\x1b[31m", "a\ud800b"]
        save(
            [claim(document=document(title=text, outlet=text), measure=measure(text)) for text in payloads],
            path,
        )
        page = sheet(path)
        for row, text in enumerate(payloads, 2):
            found = cells(page, row)["title"]
            assert (found.data_type, found.hyperlink) == ("s", None)
            assert found.value[:3] == text[:3].replace("\x1b", "\ufffd").replace("\ud800", "\ufffd")
        assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)

    def test_long_numbers_keep_their_digits(self, tmp_path):
        path = tmp_path / "claims.xlsx"
        save([claim(value=12345678901234567890)], path)
        assert cells(sheet(path), 2)["value"].value == "12345678901234567890"

    def test_old_days_stay_text(self, tmp_path):
        path = tmp_path / "claims.xlsx"
        save([claim(period=period(first_day="1812-06-24", last_day="XXXX-12-09"))], path)
        row = cells(sheet(path), 2)
        assert (row["period_first_day"].value, row["period_last_day"].value) == ("1812-06-24", "XXXX-12-09")

    def test_the_address_opens_the_sentence(self, tmp_path):
        path = tmp_path / "claims.xlsx"
        long = "https://example.org/" + "a" * 3000
        urls = ["https://example.org/a#top", long, "javascript:alert(1)", "file:///etc/passwd"]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            save([claim(document=document(url=url)) for url in urls], path)
        links = [cells(sheet(path), row)["url"] for row in range(2, 6)]
        assert links[0].hyperlink.target == "https://example.org/a"
        assert links[0].hyperlink.location.startswith(":~:text=Trade%20between")
        assert [link.hyperlink for link in links[1:]] == [None] * 3
        assert [link.value for link in links] == urls

    def test_more_rows_and_links_than_a_sheet_holds(self, tmp_path, monkeypatch):
        monkeypatch.setattr(xlsx_module, "MAX_ROWS", 3)
        monkeypatch.setattr(xlsx_module, "MAX_LINKS", 2)
        path = tmp_path / "claims.xlsx"
        save([claim(document=document(url="https://example.org/"))] * 7, path)
        page = sheet(path, "claims 2")
        assert page.max_row == 4
        assert [cells(page, row)["url"].hyperlink is None for row in (2, 3, 4)] == [False, False, True]
        assert sheet(path, "claims 3").max_row == 2

    def test_same_claims_same_bytes(self, tmp_path):
        paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
        for path in paths:
            save(MIXED, path)
        assert paths[0].read_bytes() == paths[1].read_bytes()

    def test_no_claims_still_make_a_sheet_with_a_legend(self, tmp_path):
        path = tmp_path / "claims.xlsx"
        assert save([], path) == 0
        assert sheet(path)["A1"].value == "id"
        words = [row[0].value for row in sheet(path, "legend").iter_rows()]
        assert {*FLAT_COLUMNS, "verdict", "refuted"} <= set(words)


class TestParquet:
    def test_reads_back_as_the_flat_rows(self, tmp_path):
        parquet = pytest.importorskip("pyarrow.parquet")
        path = tmp_path / "claims.parquet"
        save(MIXED, path)
        rows = parquet.read_table(path).to_pylist()
        assert [tuple(row) for row in rows] == [FLAT_COLUMNS] * len(MIXED)
        for row, made in zip(rows, MIXED, strict=True):
            expected = flat_row(made)
            expected["value"] = None if expected["value"] is None else str(expected["value"])
            assert {k: v for k, v in row.items() if k != "low"} == {k: v for k, v in expected.items() if k != "low"}
        assert rows[1]["low"] == float("inf")

    def test_half_a_surrogate_pair_does_not_stop_it(self, tmp_path):
        pytest.importorskip("pyarrow")
        assert save([claim(document=document(path="\udce9"))], tmp_path / "claims.parquet") == 1


class TestSqlite:
    def test_whole_searchable_and_complete(self, tmp_path):
        path = tmp_path / "claims.sqlite"
        assert save(MIXED, path) == len(MIXED)
        with Store(path, create=False) as store:
            db = store.connection
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            assert db.execute("SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'russia'").fetchone()[0] == 4
            assert [c.id for c in store.claims()] == [c.id for c in sorted(MIXED, key=lambda c: c.start)]
            assert db.execute("SELECT name, cue FROM attributions").fetchall()[0] == ("Seth Jones", "said")
            assert db.execute("SELECT typeof(value) FROM claims ORDER BY rowid").fetchall() == [
                ("integer",),
                ("real",),
                ("text",),
                ("integer",),
            ]

    def test_columns_are_the_flat_ones(self, tmp_path):
        path = tmp_path / "claims.sqlite"
        save(MIXED[:1], path)
        with Store(path) as store:
            cursor = store.connection.execute("SELECT * FROM claims")
            names = [column[0] for column in cursor.description]
            assert names == [*FLAT_COLUMNS, "document", "record"]
            assert dict(zip(names, cursor.fetchone(), strict=True)).items() >= flat_row(MIXED[0]).items()

    def test_adding_again_replaces(self, tmp_path):
        with Store(tmp_path / "claims.sqlite") as store:
            store.add([claim(attribution=attribution(co_sources=[voice("AFP")]))])
            store.add([claim(status="asserted")])
            assert [c.status for c in store.claims()] == ["asserted"]
            assert store.connection.execute("SELECT count(*) FROM attributions").fetchone() == (1,)
            assert store.connection.execute(
                "SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'trade'"
            ).fetchone() == (1,)

    def test_verdicts_follow_the_figure_and_can_be_withdrawn(self, tmp_path):
        copy = claim(id="clm_00000000000000ff")
        with Store(tmp_path / "claims.sqlite") as store:
            store.add([claim(), copy, date_claim()])
            store.add_verdict(Verdict(claim().id, claim().figure_id, "wrong", wrong="value"))
            assert {v.verdict for v in store.verdicts().values()} == {"wrong"}
            assert set(store.verdicts()) == {claim().id, copy.id}
            store.add_verdict(Verdict(copy.id, copy.figure_id, "right"))
            assert {key: v.verdict for key, v in store.verdicts().items()} == {
                claim().id: "wrong",
                copy.id: "right",
            }
            store.add_verdict(Verdict(claim().id, claim().figure_id))
            assert set(store.verdicts()) == {copy.id}
            assert len(store.trail()) == 3

    def test_a_new_export_keeps_the_verdicts(self, tmp_path):
        path = tmp_path / "claims.sqlite"
        save([claim()], path)
        with Store(path) as store:
            store.add_verdict(Verdict(claim().id, claim().figure_id, "right", note="checked"))
        save([claim(id="clm_00000000000000ff")], path)
        with Store(path) as store:
            assert store.verdicts()["clm_00000000000000ff"].note == "checked"

    def test_a_strange_database_is_refused_and_left_alone(self, tmp_path):
        path = tmp_path / "other.sqlite"
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE mine (x)")
        db.close()
        before = path.read_bytes()
        with pytest.raises(EnvironmentProblem, match="not one of claimx"):
            Store(path)
        with pytest.raises(EnvironmentProblem, match="not one of claimx"):
            save([claim()], path)
        assert path.read_bytes() == before

    @pytest.mark.parametrize("content", [b"no database at all, only text " * 10, b"SQLite format 3\x00torn"])
    def test_a_broken_file_is_one_line(self, tmp_path, content):
        path = tmp_path / "claims.sqlite"
        path.write_bytes(content)
        with pytest.raises(EnvironmentProblem, match=r"claims\.sqlite: "):
            Store(path)
        assert not is_store(path)

    def test_a_missing_store_says_how_to_make_one(self, tmp_path):
        with pytest.raises(EnvironmentProblem, match="extract -o"):
            Store(tmp_path / "claims.sqlite", create=False)

    def test_a_killed_writer_leaves_a_whole_database(self, tmp_path):
        path = tmp_path / "claims.sqlite"
        save([claim()], path)
        for delay in (0.0, 0.01, 0.03):
            writer = subprocess.Popen(
                [sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, cwd=Path(__file__).parent
            )
            writer.stdout.readline()
            time.sleep(delay)
            writer.kill()
            writer.communicate()
            with Store(path) as store:
                assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert len(list(store.claims())) == 1
                assert all(verdict.verdict == "right" for verdict in store.trail())

    def test_sources_are_kept_when_unchanged(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("Exports rose 12%.", encoding="utf-8")
        from claimx.intake import sha256_of

        same = document(path=str(path), sha256=sha256_of("Exports rose 12%."))
        with Store(tmp_path / "claims.sqlite") as store:
            store.add([claim(document=same), claim(id="clm_1", document=document(id="doc_2"))])
            path.write_text("changed", encoding="utf-8")
            sources = store.sources()
            assert sources.text(Document.model_validate(same)) == "Exports rose 12%."
            assert sources.text(Document.model_validate(document(id="doc_2"))) is None
            assert Sources().text(Document.model_validate(same)) is None


ENDLESS = """
import sys
from claim_factory import claim
from claimx.export.sqlite import Store, Verdict
store = Store(sys.argv[1])
print("go", flush=True)
while True:
    store.add_verdict(Verdict(claim().id, claim().figure_id, "right"))
    store.add([claim()])
"""


def test_a_file_of_many_sources_is_found_in_any_order(tmp_path):
    from claimx.intake import sha256_of

    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"text": "Exports rose {n}%."}}\n' for n in range(5)), encoding="utf-8")
    sources = Sources()
    for n in (0, 3, 3, 1, 9, 4, 0):
        text = f"Exports rose {n}%."
        found = sources.text(Document.model_validate(document(path=str(path), sha256=sha256_of(text))))
        assert found == (None if n == 9 else text)


def test_other_tools_find_the_search_index(tmp_path):
    """What sqlite-utils and Datasette look for to switch full-text search on."""
    save([claim()], tmp_path / "claims.sqlite")
    with Store(tmp_path / "claims.sqlite") as store:
        (sql,) = store.connection.execute("SELECT sql FROM sqlite_master WHERE name = 'claims_fts'").fetchone()
    assert "USING fts5" in sql
    assert 'content="claims"' in sql


def test_libreoffice_reads_the_sheet_without_formulas(tmp_path):
    program = shutil.which("soffice")
    if program is None:
        missing("soffice")
    save(MIXED, tmp_path / "claims.xlsx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [
        program,
        home,
        "--headless",
        "--convert-to",
        "fods",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "claims.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "claims.fods").read_text(encoding="utf-8")
    assert "table:formula" not in text
    assert 'office:value-type="float" office:value="245000000000"' in text
    assert 'office:value-type="date" office:date-value="2024-01-01"' in text
    assert HOSTILE.replace("'", "&apos;") in text or HOSTILE in text
