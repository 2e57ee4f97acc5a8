"""The examples run, and print what they promise."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser import missing

ROOT = Path(__file__).parents[1]


def run(*command, cwd=ROOT):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_one_sentence():
    out = run(sys.executable, "examples/one_sentence.py")
    assert "'12%': percent 12 percent, said by Reuters" in out
    assert "'$3bn': money 3000000000 USD, said by Reuters" in out


def test_spacy_components():
    out = run(sys.executable, "examples/spacy_components.py")
    assert "quantity 4.5 percent = 4.5 percent" in out
    assert "time     last year = 2024" in out
    assert "source   the ministry" in out


def test_who_said_how_much(tmp_path):
    claims = tmp_path / "claims.jsonl"
    run("claimx", "extract", "seeds", "--jsonl", "--quiet", "-o", str(claims))
    out = run(sys.executable, "examples/who_said_how_much.py", str(claims))
    assert "Seth Jones" in out


def test_spreadsheet_and_jq(tmp_path):
    if shutil.which("jq") is None:
        missing("jq")
    out = run("sh", str(ROOT / "examples/spreadsheet_and_jq.sh"), str(ROOT / "seeds"), cwd=tmp_path)
    assert "RuNews24" in out
    assert (tmp_path / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


def run_recipe(tmp_path, name, modules):
    """A recipe for an engine that is not among our packages runs over stand-ins of the calls that it makes."""
    articles = tmp_path / "articles.jsonl"
    articles.write_text(
        '{"id": "a", "text": "Exports rose 12% to $3bn, Reuters reported.", "date": "2025-07-21"}\n', encoding="utf-8"
    )
    for module, code in modules.items():
        path = tmp_path / module
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
    out = tmp_path / "claims.txt"
    code = (
        "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_path(sys.argv.pop(1), run_name='__main__')"
    )
    run(sys.executable, "-c", code, str(tmp_path), str(ROOT / "examples" / name), str(articles), str(out), "-")
    return out.read_text(encoding="utf-8")


RAY = """
import json, sys
class data:
    def read_json(paths, lines):
        return Set([json.loads(line) for line in open(paths[0], encoding="utf-8")])
class Set:
    def __init__(self, rows): self.rows = rows
    def map_batches(self, kind, batch_size, concurrency):
        return Set(kind()({key: [row[key] for row in self.rows] for key in self.rows[0]}))
    def write_json(self, path): open(sys.argv[-2], "w", encoding="utf-8").write(json.dumps(self.rows))
"""
SPARK = """
import json, sys
class Row(dict):
    __getattr__ = dict.__getitem__
class SparkSession:
    def __getattr__(self, name): return self
    def __call__(self, *args): return self
    def json(self, path, schema=None):
        if schema: self.rows = [Row(json.loads(line)) for line in open(path, encoding="utf-8")]
        else: open(path, "w", encoding="utf-8").write(json.dumps(self.rows))
        return self
    def mapPartitions(self, function):
        self.rows = list(function(iter(self.rows)))
        return self
SparkSession.builder = SparkSession()
"""


def test_ray_articles(tmp_path):
    found = run_recipe(tmp_path, "ray_articles.py", {"ray.py": RAY})
    assert "12%" in found
    assert "Reuters" in found


def test_spark_articles(tmp_path):
    found = run_recipe(tmp_path, "spark_articles.py", {"pyspark/__init__.py": "", "pyspark/sql.py": SPARK})
    assert "12%" in found
    assert "Reuters" in found


def test_every_example_is_tested():
    names = {path.stem for path in (ROOT / "examples").iterdir() if path.suffix in (".py", ".sh")}
    assert all(f"test_{name}" in globals() for name in names)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_examples_start_with_how_to_run_them(path):
    assert f"examples/{path.name}" in path.read_text(encoding="utf-8").split('"""')[1]
