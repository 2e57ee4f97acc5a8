"""`claimx verify` and `claimx evaluate`: what goes to which stream, and the exit code."""

from __future__ import annotations

import json

import pytest
from claim_factory import claim, document
from typer.testing import CliRunner

from claimx.claims.ids import claim_id, document_id, figure_id
from claimx.cli import app
from claimx.export.text import to_json
from claimx.intake import read


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


TEXT = "Exports rose 12% to $3bn in May."


@pytest.fixture
def files(tmp_path):
    """An article with one claim, and gold that agrees with it."""
    news = tmp_path / "news.txt"
    news.write_text(TEXT)
    article = next(iter(read([str(news)])))
    doc = document_id(None, article.sha256, 0)
    nothing = dict.fromkeys(("measure", "period", "change", "attribution", "modifier", "modifier_text"))
    found = claim(
        id=claim_id(doc, 13, 16, "percent"),
        figure_id=figure_id(TEXT, 13, "percent"),
        kind="percent",
        text="12%",
        start=13,
        end=16,
        value=12,
        unit="percent",
        unit_text="%",
        entities=[],
        status="asserted",
        sentence={"text": TEXT, "start": 0, "end": len(TEXT)},
        document=document(
            id=doc,
            path=str(news),
            end=len(TEXT),
            sha256=article.sha256,
            title=article.title,
            outlet=None,
            published=article.published,
        ),
        **nothing,
    )
    (tmp_path / "claims.jsonl").write_text(to_json(found) + "\n")
    (tmp_path / "gold").mkdir()
    line = {
        "id": "1",
        "file": "news.txt",
        "start": 13,
        "end": 16,
        "text": "12%",
        "kind": "percent",
        "value": 12,
    }
    line |= {"unit": "percent", "status": "asserted", "tier": 1}
    (tmp_path / "gold" / "news.jsonl").write_text(json.dumps(line) + "\n")
    return tmp_path


def test_verify_says_nothing_on_stdout_when_nothing_is_wrong(files):
    done = run("verify", files / "claims.jsonl")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "claimx: 1 claim from 1 source: nothing is wrong\n"
    assert run("verify", files / "claims.jsonl", "-q").stderr == ""


def test_verify_names_each_problem_and_exits_4(files):
    (files / "news.txt").write_text("Now " + TEXT)
    done = run("verify", files / "claims.jsonl")
    assert done.exit_code == 4
    assert "text: 'orts" not in done.stdout
    assert "document.sha256: the source has changed" in done.stdout
    data = json.loads(run("verify", files / "claims.jsonl", "--json").stdout)
    assert [problem["field"] for problem in data["problems"]] == ["document.sha256", "text", "sentence"]


def test_verify_of_no_claims_file_says_so(files):
    assert run("verify", files / "nothing.jsonl").exit_code == 1
    assert run("verify", files / "news.txt").exit_code == 2


def test_evaluate_scores_given_claims(files):
    done = run("evaluate", files / "gold", "--claims", files / "claims.jsonl")
    assert (done.exit_code, done.stdout.split("\n")[0]) == (
        0,
        "record F1 100.0  (1 right, 1 in gold, 1 found)",
    )
    done = run("evaluate", files / "gold", "--claims", files / "claims.jsonl", "--json")
    assert json.loads(done.stdout)["figures"]["record.f1"] == 1


def test_evaluate_exits_4_below_a_floor(files):
    floors = files / "floors.toml"
    floors.write_text('[gold.floors]\n"record.f1" = 1.0\n')
    arguments = ("evaluate", files / "gold", "--claims", files / "claims.jsonl", "--floors", floors)
    assert run(*arguments).exit_code == 0
    (files / "claims.jsonl").write_text("")
    done = run(*arguments)
    assert done.exit_code == 4
    assert "record.f1 is 0.0000, below its floor 1.0000" in done.stderr


AUDITED = "The bill rose 40% from $10m to $12m."


def test_audit_exits_4_when_it_finds_what_fails(tmp_path):
    (tmp_path / "a.txt").write_text(AUDITED)
    assert run("audit", tmp_path).exit_code == 0
    assert run("audit", tmp_path, "--fail-on", "share over 100").exit_code == 0
    done = run("audit", tmp_path, "--fail-on", "share over 100", "--fail-on", "percent of change")
    assert (done.exit_code, done.stderr) == (4, "claimx: found: percent of change\n")
    assert done.stdout.startswith("percent of change: ")
    wrong = run("audit", tmp_path, "--fail-on", "nonsense")
    assert wrong.exit_code == 2
    assert "percent of change" in wrong.stderr
