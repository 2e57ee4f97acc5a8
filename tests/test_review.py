"""The review page: verdicts on disk before they are shown, nobody else served, article text only ever text."""

import csv
import http.client
import io
import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import open_page
from claim_factory import claim, document, measure

from claimx.errors import EnvironmentProblem, UsageError
from claimx.export import save
from claimx.export.sqlite import Store, Verdict
from claimx.intake import sha256_of
from claimx.review.handing import as_csv, as_jsonl, as_xlsx
from claimx.review.inputs import gather
from claimx.review.score import read_rows, score
from claimx.review.session import Session

starlette = pytest.importorskip("starlette.testclient")
SCRIPT = "<script>alert(1)</script>"
TEXT = f"Exports rose 12% in 2024, {SCRIPT} =cmd|' /C calc'!A0 \u202etxt.exe\u202c said. Imports fell 5% and debt 7%."
TOKEN = "t" * 32
ADDRESS = "http://127.0.0.1:8000"


def claims():
    doc = document(title=SCRIPT, sha256=sha256_of(TEXT), end=len(TEXT))
    sentence = {"text": TEXT, "start": 0, "end": len(TEXT)}
    return [
        claim(
            id=f"clm_{number}",
            figure_id=f"fig_{number}",
            kind="percent",
            text=text,
            start=TEXT.index(text),
            end=TEXT.index(text) + len(text),
            measure=measure("=1+1"),
            sentence=sentence,
            document=doc,
            attribution=None,
        )
        for number, text in enumerate(("12%", "5%", "7%"))
    ]


@pytest.fixture
def store(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    made = [c.model_copy(update={"document": c.document.model_copy(update={"path": str(source)})}) for c in claims()]
    path = tmp_path / "claims.sqlite"
    save(made, path)
    with Store(path) as opened:
        yield opened


@pytest.fixture
def session(store):
    return Session(store, store.claims())


@pytest.fixture
def client(session):
    from claimx.review.server import application

    return starlette.TestClient(application(session, TOKEN, ADDRESS), base_url=ADDRESS)


HEADERS = {"X-Claimx-Token": TOKEN}


def judge(client, **body):
    return client.post("/verdict", content=json.dumps(body), headers=HEADERS)


class TestSession:
    def test_a_verdict_is_on_disk_at_once(self, session, store):
        session.judge("clm_0", "right", [], "checked")
        with Store(store.path) as other:
            assert other.verdicts()["clm_0"].note == "checked"

    def test_marked_fields_make_it_wrong(self, session):
        session.judge("clm_0", "right", ["source", "value"], None)
        assert session.state("clm_0") == {"verdict": "wrong", "wrong": ["value", "source"], "note": None}

    def test_undo_goes_back_one_verdict_at_a_time_and_the_trail_keeps_all(self, session, store):
        session.judge("clm_0", "right", [], None)
        session.judge("clm_0", "wrong", ["unit"], None)
        assert session.undo() == "clm_0"
        assert session.state("clm_0")["verdict"] == "right"
        session.undo()
        assert store.verdicts() == {}
        assert session.undo() is None
        assert [verdict.verdict for verdict in store.trail()] == ["right", "wrong", "right", None]

    @pytest.mark.parametrize("change", [{"claim_id": "clm_9"}, {"verdict": "maybe"}, {"wrong": ["colour"]}])
    def test_nonsense_is_refused(self, session, change):
        given = {"claim_id": "clm_0", "verdict": "right", "wrong": [], "note": None} | change
        with pytest.raises(UsageError):
            session.judge(**given)
        assert session.store.trail() == []


class TestGuards:
    @pytest.mark.parametrize(
        ("path", "headers", "status"),
        [
            (f"/?token={TOKEN}", {}, 200),
            ("/", {}, 403),
            ("/?token=wrong", {}, 403),
            ("/?token=%ff%00", {}, 403),
            (f"/?token={TOKEN}", {"Host": "evil.example"}, 403),
            (f"/?token={TOKEN}", {"Host": "127.0.0.1:9999"}, 403),
            (f"/?token={TOKEN}", {"Host": "localhost:8000"}, 200),
            (f"/?token={TOKEN}", {"Origin": "http://evil.example"}, 403),
            (f"/?token={TOKEN}", {"Origin": "null"}, 403),
            (f"/?token={TOKEN}", {"Origin": ADDRESS}, 200),
            ("/claim/clm_0", HEADERS, 200),
            ("/claim/clm_9", HEADERS, 400),
            ("/export.exe", HEADERS, 400),
            ("/../secret", HEADERS, 404),
        ],
    )
    def test_who_is_answered(self, client, path, headers, status):
        assert client.get(path, headers=headers).status_code == status

    def test_a_verdict_needs_the_token_in_its_header(self, client, session):
        body = json.dumps({"id": "clm_0", "verdict": "right"})
        assert client.post(f"/verdict?token={TOKEN}", content=body).status_code == 403
        evil = HEADERS | {"Origin": "http://evil.example"}
        assert client.post("/verdict", content=body, headers=evil).status_code == 403
        assert session.store.trail() == []

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"[]",
            b"{",
            b"\xff",
            b'{"id": "clm_0", "verdict": 1}',
            b'{"id": "clm_0", "wrong": [1]}',
            b"x" * 10**6,
            b"[" * 50_000,
        ],
    )
    def test_a_bad_request_is_bounded_and_changes_nothing(self, client, session, content):
        assert client.post("/verdict", content=content, headers=HEADERS).status_code == 400
        assert session.store.trail() == []

    def test_the_page_may_run_only_its_own_script(self, client):
        answer = client.get(f"/?token={TOKEN}")
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy.split("script-src")[1].split(";")[0]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"


class TestPage:
    def test_article_text_is_only_text(self, client):
        page = client.get(f"/?token={TOKEN}").text
        html = client.get("/claim/clm_0", headers=HEADERS).json()["html"]
        for text in (page, html):
            assert SCRIPT not in text
            assert "\u202e" not in text
        assert "&lt;script&gt;" in html
        assert "U+202E" in html

    def test_verdict_and_undo(self, client):
        assert judge(client, id="clm_0", verdict="right").json()["verdict"] == "right"
        assert judge(client, id="clm_0", verdict="wrong", wrong=["unit"]).json()["wrong"] == ["unit"]
        assert client.post("/undo", headers=HEADERS).json() == {
            "id": "clm_0", "verdict": "right", "wrong": [], "note": None
        }  # fmt: skip

    def test_without_its_source_the_sentence_stands_alone(self, store):
        store.connection.execute("UPDATE sources SET text = NULL, path = 'gone'")
        Path(next(iter(store.claims())).document.path).unlink()
        from claimx.review.server import application

        client = starlette.TestClient(application(Session(store, store.claims()), TOKEN, ADDRESS), base_url=ADDRESS)
        assert "the sentence alone" in client.get("/claim/clm_0", headers=HEADERS).json()["html"]


def test_a_full_disk_is_told_and_nothing_is_shown_as_saved(client, session):
    session.store.connection.execute("PRAGMA max_page_count = 1")
    answers = [judge(client, id="clm_0", verdict="right", note="x" * 9000) for _ in range(5)]
    assert answers[-1].status_code == 507
    assert "full" in answers[-1].text
    assert session.state("clm_0")["verdict"] == (None if answers[0].status_code == 507 else "right")
    saved = sum(answer.status_code == 200 for answer in answers)
    assert len(session.store.trail()) == saved


class TestExports:
    def test_csv_is_the_filled_in_sheet(self, session):
        session.judge("clm_1", "wrong", ["unit"], "=1+1")
        (row,) = csv.DictReader(io.StringIO(as_csv(session).decode("utf-8-sig"), newline=""))
        assert (row["id"], row["verdict"], row["wrong_unit"], row["note"]) == ("clm_1", "wrong", "x", "'=1+1")
        assert row["measure"] == "'=1+1"

    def test_jsonl_holds_verdict_and_record(self, session):
        session.judge("clm_1", "right", [], None)
        made = json.loads(as_jsonl(session))
        assert (made["verdict"]["verdict"], made["claim"]["id"]) == ("right", "clm_1")

    def test_xlsx(self, session, tmp_path):
        openpyxl = pytest.importorskip("openpyxl")
        session.judge("clm_1", "right", [], "=1+1")
        (tmp_path / "v.xlsx").write_bytes(as_xlsx(session))
        page = openpyxl.load_workbook(tmp_path / "v.xlsx")["claims"]
        assert [cell.data_type for cell in page[2] if cell.value == "=1+1"] == ["s", "s"]


def test_inputs_are_told_apart(tmp_path, store):
    save(claims(), tmp_path / "claims.jsonl")
    (tmp_path / "news.jsonl").write_text('{"text": "Exports rose 12%."}\n')
    asked = []

    def extract(paths):
        asked.extend(paths)
        return []

    given = gather([str(tmp_path / "claims.jsonl"), str(tmp_path / "news.jsonl"), "-"], extract)
    assert [c.id for c in given.claims] == ["clm_0", "clm_1", "clm_2"]
    assert asked == [str(tmp_path / "news.jsonl"), "-"]
    store.add_verdict(Verdict("clm_0", "fig_0", "right"))
    given = gather([str(store.path)], extract)
    assert given.verdicts["clm_0"].verdict == "right"
    assert given.sources.text(next(iter(given.claims)).document) == TEXT
    with pytest.raises(UsageError, match="one store"):
        gather([str(store.path), str(store.path)], extract)


SERVE = """
import sys
from claimx.review.server import serve
serve(sys.argv[1], announce=lambda link: print(link, flush=True))
"""


def started(path):
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(path)], stdout=subprocess.PIPE, text=True)
    return server, urlsplit(server.stdout.readline().strip())


def post(link, body):
    connection = http.client.HTTPConnection(link.hostname, link.port, timeout=10)
    try:
        connection.request("POST", "/verdict", json.dumps(body), {"X-Claimx-Token": link.query.partition("=")[2]})
        return connection.getresponse().status
    finally:
        connection.close()


def wait_for(link):
    for _ in range(100):
        try:
            return post(link, {})
        except OSError:
            time.sleep(0.05)
    raise TimeoutError


def test_no_confirmed_verdict_is_lost_when_the_server_is_killed(store):
    confirmed = 0
    for delay in (0.05, 0.1, 0.2):
        server, link = started(store.path)
        wait_for(link)
        timer = threading.Timer(delay, server.kill)
        timer.start()
        try:
            while post(link, {"id": "clm_0", "verdict": "right", "note": str(confirmed)}) == 200:
                confirmed += 1
        except (OSError, http.client.HTTPException):
            pass
        timer.join()
        server.communicate()
        with Store(store.path) as reopened:
            assert reopened.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            notes = [int(verdict.note) for verdict in reopened.trail()]
            assert set(notes) >= set(range(confirmed))
    assert confirmed


def test_the_server_stops_quietly_and_listens_here_alone(store):
    server, link = started(store.path)
    wait_for(link)
    assert link.hostname == "127.0.0.1"
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=20)


def test_a_port_in_use_and_a_missing_store_are_one_line(store, tmp_path):
    from claimx.review.server import listening, serve

    with listening(0) as bound:
        bound.listen()
        with pytest.raises(EnvironmentProblem, match="cannot listen"):
            serve(store.path, port=bound.getsockname()[1])
    with pytest.raises(EnvironmentProblem, match="no such store"):
        serve(tmp_path / "none.sqlite")


def test_in_a_browser(store):
    server, link = started(store.path)
    try:
        wait_for(link)
        with open_page(viewport={"width": 1200, "height": 800}) as page:
            page.goto(link.geturl())
            page.wait_for_selector("#article .figure:text('12%')")
            assert SCRIPT in page.inner_text("#article")
            page.keyboard.press("r")
            page.wait_for_selector("#article .figure:text('5%')")
            page.keyboard.press("3")
            page.keyboard.press("9")
            page.wait_for_selector("[data-wrong=source][aria-pressed=true]")
            page.keyboard.press("n")
            page.keyboard.type("see r and 3")
            page.keyboard.press("Escape")
            page.keyboard.press("Enter")
            page.wait_for_selector("#article .figure:text('7%')")
            page.keyboard.press("u")
            page.wait_for_selector("output:text('3 checked')")
            page.keyboard.press("z")
            page.wait_for_selector("output:text('2 checked')")
            page.reload()
            page.wait_for_selector("output:text('2 checked')")
            with page.expect_download() as download:
                page.click("a[download]:text('csv')")
            assert Path(download.value.path()).read_text(encoding="utf-8-sig").count("\n") == 3
    finally:
        server.kill()
        server.communicate()
    assert {key: (v.verdict, v.wrong, v.note) for key, v in store.verdicts().items()} == {
        "clm_0": ("right", None, None),
        "clm_1": ("wrong", "unit; source", "see r and 3"),
    }
    assert score(read_rows(store.path)).checked == 2
