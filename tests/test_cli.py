"""The command as users run it: output, exit codes, determinism."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimx.cli import app

SEEDS = Path(__file__).parents[1] / "seeds"
TEXT = "Exports rose 12% to $3bn in 2024, the ministry said.\n"


def claimx(*arguments, stdin="", cwd=None, check=None):
    """Run the command in a process of its own; returns exit code, stdout, stderr."""
    call = [sys.executable, "-c", "from claimx.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(call, input=stdin, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)
    assert check is None or done.returncode == check, done.stderr
    return done.returncode, done.stdout, done.stderr


def here(*arguments, check=None):
    """The same in this process, whose model is loaded already."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert check is None or done.exit_code == check, done.stderr
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_help_names_every_command_and_loads_no_spacy():
    _, out, _ = claimx("--help", check=0)
    for command in ("extract", "annotate", "verify", "schema", "evaluate"):
        assert command in out
    code = "import sys\nfrom claimx.cli import main\ntry: main()\nexcept SystemExit: print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")


def test_no_arguments_is_a_usage_error():
    code, out, err = claimx()
    assert code == 2
    assert "Usage" in out + err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--format", "yaml"], "yaml"),
        (["--kind", "size"], "size"),
        (["--sort", "colour"], "colour"),
        (["--json", "--csv"], "json"),
        (["--date", "yesterday"], "yesterday"),
        (["--json", "--excel"], "--excel"),
        (["--encoding", "klingon"], "klingon"),
        (["-o", "claims.docx"], ".docx"),
    ],
)
def test_bad_requests_exit_2_and_name_the_fault(article, arguments, word):
    code, out, err = here("extract", article, *arguments)
    assert (code, out) == (2, "")
    assert word in err
    assert len(err.strip().splitlines()) == 1


def test_json_is_one_array_with_a_record_per_line(article):
    _, out, err = claimx("extract", article, "--json", check=0)
    records = json.loads(out)
    assert [record["text"] for record in records] == ["12%", "$3bn", "2024"]
    assert [json.loads(line.rstrip(",")) for line in out.splitlines()[1:-1]] == records
    assert err == "claimx: 3 claims in 1 article\n"


def test_nothing_found_is_an_empty_array(tmp_path):
    path = tmp_path / "plain.txt"
    path.write_text("Nobody counted anything here.\n", encoding="utf-8")
    _, out, _ = here("extract", path, "--json", check=0)
    assert json.loads(out) == []
    code, _, err = here("extract", path, "--json", "--fail-empty")
    assert code == 4
    assert "--fail-empty" in err


def test_a_pipe_gets_tsv_with_a_header(article):
    _, out, _ = here("extract", article, "--quiet", check=0)
    rows = list(csv.DictReader(io.StringIO(out), delimiter="\t"))
    assert [row["text"] for row in rows] == ["12%", "$3bn", "2024"]
    assert rows[1]["value"] == "3000000000"


def test_standard_input(article):
    _, out, _ = claimx("extract", "-", "--jsonl", "--quiet", stdin=TEXT, check=0)
    assert json.loads(out.splitlines()[0])["document"]["path"] == "-"


def test_filters(article):
    def texts(*options):
        _, out, _ = here("extract", article, "--jsonl", "--quiet", *options, check=0)
        return [json.loads(line)["text"] for line in out.splitlines()]

    assert texts("--kind", "money") == ["$3bn"]
    assert texts("--kind", "money", "--kind", "percent") == ["12%", "$3bn"]
    assert texts("--source", "MINISTRY", "--kind", "percent") == ["12%"]
    assert texts("--unattributed", "--kind", "money") == []
    assert texts("--min-confidence", "1") == []
    assert len(texts("--top", "1")) == 1
    assert texts("--sort", "check-worthiness")[-1] == "2024"


def test_bad_input_is_named_and_the_rest_is_written(article, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": "Two died."}\nnot json\n{"text": "It cost $5."}\n', encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "empty").mkdir()
    code, out, err = here(
        "extract", bad, tmp_path / "binary.txt", tmp_path / "missing.txt", tmp_path / "empty", article, "--json"
    )
    assert code == 1
    assert {record["text"] for record in json.loads(out)} >= {"Two", "$5", "12%"}
    for word in ("line 2", "binary.txt", "missing.txt", "empty", "4 inputs failed"):
        assert word in err


def test_output_file_is_written_whole(article, tmp_path):
    target = tmp_path / "claims.csv"
    here("extract", article, "-o", target, "--quiet", check=0)
    assert target.read_text(encoding="utf-8").startswith("id,kind,text")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt", "claims.csv"]


def test_a_missing_folder_for_output_exits_3(article, tmp_path):
    code, _, err = here("extract", article, "-o", tmp_path / "no" / "claims.csv")
    assert code == 3
    assert "claims.csv" in err


def test_a_missing_model_exits_3(article):
    code, out, err = here("extract", article, "--model", "no_such_model")
    assert (code, out) == (3, "")
    assert "no_such_model" in err
    assert len(err.splitlines()) == 1


def test_a_text_without_numbers_never_loads_the_model(tmp_path):
    path = tmp_path / "plain.txt"
    path.write_text("Nobody counted anything here.\n", encoding="utf-8")
    claimx("extract", path, "--model", "no_such_model", check=0)


def test_claims_are_no_articles(article, tmp_path):
    claims = tmp_path / "claims.jsonl"
    here("extract", article, "-o", claims, check=0)
    code, _, err = here("extract", claims)
    assert code == 1
    assert "claims.jsonl" in err


def test_same_bytes_for_any_number_of_workers_and_runs(tmp_path):
    names = sorted(path.name for path in SEEDS.iterdir())
    _, first, _ = claimx("extract", *names, "--json", "--quiet", cwd=SEEDS, check=0)
    _, again, _ = claimx("extract", *names, "--json", "--quiet", "--workers", "2", cwd=SEEDS, check=0)
    assert first == again
    assert len(json.loads(first)) > 100


def test_annotate_prints_one_object_per_article(article):
    _, out, _ = here("annotate", article, "--jsonl", "--quiet", check=0)
    (line,) = out.splitlines()
    annotation = json.loads(line)
    assert annotation["text"] == TEXT
    assert [q["text"] for q in annotation["quantities"]] == ["12%", "$3bn"]
    assert [t["text"] for t in annotation["timexes"]] == ["2024"]
    assert annotation["attributions"][0]["source"][0]["text"] == "the ministry"


def test_a_closed_pipe_is_quiet():
    script = f"{sys.executable} -c 'from claimx.cli import main; main()' extract seeds/000* --jsonl | head -n 1"
    done = subprocess.run(["sh", "-c", script], cwd=SEEDS.parent, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_schema_is_json():
    _, out, _ = here("schema", check=0)
    assert json.loads(out)["additionalProperties"] is False


def test_python_runs_the_package():
    done = subprocess.run([sys.executable, "-m", "claimx", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("claimx 0.")


def test_a_table_that_is_not_read_is_told(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(TEXT + "Prices: " + ", ".join(f"{n}%" for n in range(70)) + "\n", encoding="utf-8")
    told = f"claimx: {path}#0: no claims are taken from 1 sentence with too many numbers (a table)\n"
    for command in (["extract"], ["annotate"], ["audit"]):
        _, out, err = here(*command, path, "--quiet", check=0)
        assert err == told, command
        assert ("12%" in out) == (command != ["audit"])
