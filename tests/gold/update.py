"""The quality ratchet: measure the gold of this folder, and raise its floors to what is measured.

    python tests/gold/update.py                     raise floors, refuse to lower any
    python tests/gold/update.py --lower "reason"    lower those that fell, and write down why

Floors stand in `floors.toml`, one table per layer, with the SHA-256 of the layer's gold. The tests fail when
a figure is below its floor, or when gold changed and the floors were not set again.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import tomllib
from hashlib import sha256
from pathlib import Path

import claimx
from claimx.review.evaluate import evaluate

sys.path.insert(0, str(Path(__file__).parent.parent))
from gold.timexes import score

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FLOORS = HERE / "floors.toml"
DECIMALS = 3
CLAIM_FIGURES = (
    "record.f1",
    "record.strict_f1",
    "figures.detection.f1",
    "dates.detection.f1",
    "figures.value_and_unit",
    "figures.modifier",
    "figures.measure_f1",
    "figures.period",
    "figures.change",
    "figures.status",
    "figures.attribution.f1",
    "figures.attribution.source",
)
HEADER = """\
# The least that is accepted on the gold of this folder; raised by update.py, never edited by hand.
"""


def measure_claims(folder, texts=None):
    """The figures of whole claims on one gold folder."""
    figures = evaluate(folder, texts=texts).figures
    return {name: figures[name] for name in CLAIM_FIGURES if name in figures}


def measure_dates(folder):
    """The F1s of time expressions on one gold folder."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").split("\n")]
    gold = [json.loads(line) for line in lines if line]
    found = {}
    with tempfile.TemporaryDirectory() as scratch:
        articles = Path(scratch) / "articles.jsonl"
        rows = [{"id": item["id"], "text": item["text"], "date": item["dct"]} for item in gold]
        articles.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        for annotation in claimx.annotate([str(articles)]):
            timexes = annotation.model_dump(mode="json")["timexes"]
            found.setdefault(annotation.document.key, []).extend(timexes)
    return score(gold, found)


LAYERS = {
    "seeds": lambda: measure_claims(HERE / "seeds", ROOT / "seeds"),
    "wikinews": lambda: measure_claims(HERE / "wikinews"),
    "dates": lambda: measure_dates(HERE / "dates"),
}


def checksum(layer):
    """SHA-256 over the names and contents of a layer's files."""
    digest = sha256()
    for path in sorted(path for path in (HERE / layer).rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(HERE).as_posix()}\0".encode() + sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read_floors(path=FLOORS):
    """The floors file as it stands."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def rounded(value):
    """A figure as a floor: rounded down."""
    return math.floor(value * 10**DECIMALS) / 10**DECIMALS


def raised(old, measured, reason=None):
    """The new floors of a layer, and what was lowered; without a reason a lower figure raises ValueError."""
    floors = {name: rounded(value) for name, value in measured.items()}
    lowered = {name: (floor, floors.get(name, 0.0)) for name, floor in old.items() if floors.get(name, 0.0) < floor}
    if lowered and not reason:
        falls = ", ".join(f"{name} from {was} to {now}" for name, (was, now) in lowered.items())
        raise ValueError(f"would lower {falls}: give the reason with --lower")
    return floors, lowered


def updated(tables, measured, checksums, reason=None):
    """The floors file with all measured layers brought up to date."""
    tables = {name: dict(table) for name, table in tables.items() if name != "lowered"} | {
        "lowered": list(tables.get("lowered", []))
    }
    for layer, figures in measured.items():
        floors, lowered = raised(tables.get(layer, {}).get("floors", {}), figures, reason)
        tables[layer] = {"sha256": checksums[layer], "floors": floors}
        for name, (was, now) in lowered.items():
            tables["lowered"].append({"layer": layer, "figure": name, "from": was, "to": now, "reason": reason})
    return tables


def as_toml(tables):
    """The floors file as text."""
    lines = [HEADER]
    for layer, table in tables.items():
        if layer != "lowered":
            lines += [f"[{layer}]", f'sha256 = "{table["sha256"]}"', "", f"[{layer}.floors]"]
            lines += [f'"{name}" = {floor}' for name, floor in table["floors"].items()] + [""]
    for entry in tables.get("lowered", []):
        lines += ["[[lowered]]", *(f"{name} = {json.dumps(value)}" for name, value in entry.items()), ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lower", metavar="REASON")
    options = parser.parse_args()
    tables = read_floors()
    measured = {layer: measure() for layer, measure in LAYERS.items()}
    try:
        tables = updated(tables, measured, {layer: checksum(layer) for layer in LAYERS}, options.lower)
    except ValueError as error:
        sys.exit(str(error))
    FLOORS.write_text(as_toml(tables), encoding="utf-8")
    print(FLOORS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
