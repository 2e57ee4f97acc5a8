"""What `claimx extract` says about the five seeds today, kept here to be reviewed like code.

    python tests/golden/update.py                      write them anew; print what is gained, lost, changed
    python tests/golden/update.py --between OLD NEW    compare two outputs (.json or .jsonl) and write nothing

One file per seed, one record per line. Run it after every change of a rule, and read what it prints.
"""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

import claimx
from claimx.export.text import to_json
from claimx.review.checks import compare
from claimx.review.reading import read_claims

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SEEDS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").glob("*.txt"))


def golden_path(seed):
    """The file that holds what was found in a seed."""
    return HERE / f"{Path(seed).stem}.jsonl"


def extracted(seed):
    """The claims of a seed, as found today from the top of the repository."""
    with contextlib.chdir(ROOT):
        return list(claimx.extract([seed]))


def recorded(path):
    """The claims of a golden file; none before it was first written."""
    return list(read_claims(path)) if path.exists() else []


def changes(old, new):
    """One line for each claim gained, lost or changed, in reading order."""
    before, after = by_place(old), by_place(new)
    for key in sorted(before.keys() | after.keys(), key=lambda key: reading_order((before | after)[key])):
        if key not in after:
            yield f"- {told(before[key])}"
        elif key not in before:
            yield f"+ {told(after[key])}"
        else:
            yield from differences(before[key], after[key])


def by_place(claims):
    """Claims by path and id."""
    return {(claim.document.path, claim.id): claim for claim in claims}


def reading_order(claim):
    """Where a claim stands."""
    return claim.document.path, claim.start, claim.end, claim.kind


def told(claim):
    """A claim in one line."""
    data = claim.model_dump(mode="json")
    value = data["timex"]["value"] if claim.kind == "date" else data["value"] or [data["low"], data["high"]]
    source = claim.attribution.source.name if claim.attribution else None
    measure = claim.measure.text if claim.measure else None
    return f"{place(claim)} {claim.kind} {claim.text!r} = {value} {claim.unit or ''} | {measure} | {source}"


def place(claim):
    """Where a claim stands, in short."""
    return f"{Path(claim.document.path).name[:3]}:{claim.start}"


def differences(old, new):
    """What changed in one claim."""
    fields = [f"{name} {was!r} → {now!r}" for name, was, now in compare(dumped(old), dumped(new))]
    if fields:
        yield f"~ {place(new)} {new.text!r}: " + "; ".join(fields)


def dumped(claim):
    """A claim as plain data."""
    return claim.model_dump(mode="json", by_alias=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--between", nargs=2, type=Path, metavar=("OLD", "NEW"))
    options = parser.parse_args()
    if options.between:
        print("\n".join(changes(*map(recorded, options.between))) or "no claim gained, lost or changed")
        return
    for seed in SEEDS:
        path, claims = golden_path(seed), extracted(seed)
        print("\n".join([f"{seed}: {len(claims)} claims", *changes(recorded(path), claims)]))
        path.write_text("".join(f"{to_json(claim)}\n" for claim in claims), encoding="utf-8")


if __name__ == "__main__":
    main()
