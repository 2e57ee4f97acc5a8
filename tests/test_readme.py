"""The README says what is true: its commands run, and print what it shows.

python tests/test_readme.py     writes the present output into the README
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n\$ (?P<command>claimx .*)\n(?P<output>(?:(?!```).*\n)*)```$", re.MULTILINE)
FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VERB = re.compile(r"^(?:\$ )?claimx (?P<verb>\w+)", re.MULTILINE)
WIDTH = "118"


def run(command: str) -> str:
    """What a README command prints, at the README's width."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": WIDTH, "NO_COLOR": "1"}
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True, env=environment)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def blocks():
    return list(BLOCK.finditer(README.read_text(encoding="utf-8")))


def test_the_readme_shows_output():
    assert len(blocks()) >= 3


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block["command"])
def test_commands_print_what_is_shown(block):
    assert run(block["command"]) == block["output"]


def verbs():
    fenced = "\n".join(FENCED.findall(README.read_text(encoding="utf-8")))
    return sorted({match["verb"] for match in VERB.finditer(fenced)})


@pytest.mark.parametrize("verb", verbs())
def test_every_command_named_has_help(verb):
    assert f"Usage: claimx {verb}" in run(f"claimx {verb} --help")


def test_the_python_example_runs():
    (code,) = re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    os.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), names)
    assert len(names["claims"]) == 2


def test_the_two_commands_are_those_that_ci_runs():
    text, ci = README.read_text(encoding="utf-8"), (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for mark in ("main command", "test command"):
        assert text.count(f"<!-- {mark} -->") == 1
        assert mark in ci


def update() -> None:
    """Write the present output into the README."""
    text = README.read_text(encoding="utf-8")
    text = BLOCK.sub(lambda block: f"```console\n$ {block['command']}\n{run(block['command'])}```", text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    update()
