"""The layers go one way, the public names are known, and no module is a stranger."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import claimx

PACKAGE = Path(claimx.__file__).parent
LAYERS = [
    {"errors", "records"},
    {"types", "lexicon", "numerals", "quotations"},
    {"intake", "parsing", "mentions"},
    {"components"},
    {"claims"},
    {"pipeline"},
    {"workers"},
    {"export", "review"},
    {"incremental", "cluster"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MENTIONS = {"timexes", "quantities", "attributions"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def imports_of(path: Path) -> set[str]:
    """Dotted names of claimx modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name for name in found if name.startswith("claimx.")}


def part_of(path: Path) -> str:
    """The part of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_down(path):
    own = part_of(path)
    assert own in RANK, f"{own} has no layer"
    for name in imports_of(path):
        part = name.split(".")[1]
        if part in RANK:
            assert RANK[part] <= RANK[own], f"{path.name} ({own}) imports {name}"


def test_mention_components_never_import_each_other():
    for own in MENTIONS:
        for path in (PACKAGE / "mentions" / own).rglob("*.py"):
            others = {name.split(".")[2] for name in imports_of(path) if name.startswith("claimx.mentions.")}
            assert not others & (MENTIONS - {own}), path


def test_public_names_are_sorted_and_all_there():
    assert claimx.__all__ == sorted(claimx.__all__)
    assert all(getattr(claimx, name).__doc__ for name in claimx.__all__)
    assert set(claimx.__all__) == {
        "Annotation", "Claim", "ClaimxError", "EnvironmentProblem", "InputError", "UsageError",
        "annotate", "assemble", "extract", "extract_text", "load",
    }  # fmt: skip


@pytest.mark.parametrize("module", ["claimx", "claimx.cli"])
def test_light_imports(module):
    heavy = {"spacy", "numpy", "pydantic", "trafilatura", "lxml", "rich.table"}
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & {heavy!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
