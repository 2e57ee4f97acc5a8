"""Trim the published English spaCy pipeline to what claimx parses with, and prove that nothing changed.

    python models/base/trim.py WHEEL_OR_PACKAGE_DIR [--texts FOLDER]

In: the directory of `en_core_web_sm` 3.8.0 as unpacked from its wheel (the folder that holds config.cfg).
Out: `models/base/en_core_web_sm/`, with tok2vec, tagger, parser and ner, a string table that holds only the
labels and tokenizer exceptions, and SHA256SUMS. The same input gives the same bytes.
Proof: every text file in --texts is parsed by both; heads, labels, tags and entities must be equal.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path

import spacy

KEPT = ("tok2vec", "tagger", "parser", "ner")
TARGET = Path(__file__).parent / "en_core_web_sm"
DOCUMENTS = ("LICENSE", "LICENSES_SOURCES")


def trim(original: Path) -> None:
    """Write the trimmed pipeline to TARGET."""
    nlp = spacy.load(original, exclude=["senter", "attribute_ruler", "lemmatizer"])
    nlp.meta["name"] = "core_web_sm"
    nlp.meta["description"] = "English pipeline by Explosion (MIT), trimmed: tagger, parser and ner only."
    nlp.meta.pop("performance", None)
    shutil.rmtree(TARGET, ignore_errors=True)
    nlp.to_disk(TARGET)
    rewrite_strings(nlp)
    for name in DOCUMENTS:
        shutil.copyfile(original / name, TARGET / name)
    sums = [f"{sha256(path)}  {path.relative_to(TARGET).as_posix()}\n" for path in sorted(files(TARGET))]
    (TARGET / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def rewrite_strings(nlp: spacy.Language) -> None:
    """Keep the strings that labels need; words are added back as they are read."""
    labels = {label for name in KEPT for label in getattr(nlp.get_pipe(name), "labels", ())}
    pieces = {piece for label in labels for piece in (label, *label.split("||"), *label.split("-"))}
    path = TARGET / "vocab" / "strings.json"
    path.write_text(json.dumps(sorted(pieces), ensure_ascii=False), encoding="utf-8")


def files(folder: Path) -> list[Path]:
    """All files of the pipeline but the checksum list itself."""
    return [path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences(original: Path, texts: list[str]) -> int:
    """Count texts on which the trimmed pipeline disagrees with the original."""
    before, after = spacy.load(original), spacy.load(TARGET)
    return sum(analysis(before, text) != analysis(after, text) for text in texts)


def analysis(nlp: spacy.Language, text: str) -> list[tuple[object, ...]]:
    """Everything that the pipeline's users read from a parse."""
    return [(t.text, t.idx, t.tag_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_, t.is_sent_start) for t in nlp(text)]


def main() -> None:
    """Trim, then compare on the texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("original", type=Path)
    parser.add_argument("--texts", type=Path, default=Path(__file__).parents[2] / "seeds")
    options = parser.parse_args()
    trim(options.original)
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.texts.glob("*.txt"))]
    wrong = differences(options.original, texts)
    print(f"{len(texts)} texts compared, {wrong} differ")
    sys.exit(1 if wrong or not texts else 0)


if __name__ == "__main__":
    main()
