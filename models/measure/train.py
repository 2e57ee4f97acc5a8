"""Train the learned choice of the measure and write weights, checksum and metrics.

    python models/measure/train.py TEXTS.jsonl... [--annotations FILE] [--out DIR]

TEXTS: one article per line, {"id", "text", "date"}. The annotations lie beside this file and hold no text but that of
Wikinews measures: one figure per line, {"document", "start", "end", "kind", "words", "other"}, where `words` are the
offsets of the words of the article's sentence that the measure takes up, end exclusive, and `other` counts those of its
words that stand elsewhere. Articles that are not among the texts are left out.

Five folds by article say how the choice does on articles it has not seen; the weights are then fitted on all of them.
Everything is seeded, in a fixed order, and NumPy only. Read in this order: `main`, `lessons`, `fit`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from claimx.claims.change import changes
from claimx.claims.choice import MARGIN, probabilities, scene_of
from claimx.claims.figures import figures
from claimx.claims.measure import measure
from claimx.claims.paired import measures
from claimx.claims.runs import best, worth
from claimx.claims.sight import SIGHT, Columns, Scene, rows
from claimx.claims.syntax import syntax_of
from claimx.intake import article_of
from claimx.mentions.attributions.scoring import WEIGHTS, Scorer, scorer
from claimx.parsing.shipped import CHECKSUMS
from claimx.pipeline import Extractor

HERE = Path(__file__).resolve().parent
SEED = 5
FOLDS = 5
BITS = 16
EPOCHS = 5
RATE = 0.05
DECAY = 1e-2
BATCH = 64
FIRST_STEP = 1e-3
SMALLEST = 0.004

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Lesson:
    """An annotated figure: its article, its scene, which words are right, how many of the measure are not there."""

    document: str
    kind: str
    scene: Scene
    right: frozenset[int]
    other: int
    places: np.ndarray[Any, np.dtype[np.int64]]

    @property
    def labels(self) -> Floats:
        """1 for the words that belong to the measure."""
        return np.array([float(at in self.right) for at in self.scene.words])


def lessons(texts: Sequence[Path], annotations: Path) -> Iterator[Lesson]:
    """The annotated figures, article by article."""
    articles = {row["id"]: row for path in texts for row in lines(path)}
    extractor = Extractor()
    wanted: dict[str, list[dict[str, Any]]] = {}
    for row in lines(annotations):
        wanted.setdefault(row["document"], []).append(row)
    for document in sorted(articles):
        if rows := wanted.get(document) or wanted.get(sealed(document)):
            yield from of_article(extractor, articles[document], rows)


def sealed(document: str) -> str:
    """The id of an article whose words, even those of its title in an id, are not given."""
    return hashlib.sha256(document.encode()).hexdigest()[:16]


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def of_article(extractor: Extractor, article: dict[str, Any], wanted: list[dict[str, Any]]) -> Iterator[Lesson]:
    """The lessons of an article: scenes as they are at work, with the answers of the rules."""
    doc = extractor.analyze(article_of(article["text"], published=article.get("date")))
    quantities = [span._.quantity for span in doc.spans["quantities"]]
    timexes = [span._.timex for span in doc.spans["timexes"]]
    moved = measures(doc, quantities, changes(doc, quantities, timexes))
    columns = Columns(syntax_of(doc))
    KEPT.append(doc)
    for figure in figures(quantities, timexes):
        row = next((r for r in wanted if r["start"] < figure.offsets[1] and figure.offsets[0] < r["end"]), None)
        if row is None:
            continue
        stands = figure.index in moved and quantities[figure.index] is figure.mention
        scene = scene_of(columns, figure.mention, moved[figure.index] if stands else measure(doc, figure.mention))
        if scene is None:
            continue
        begins = {start for start, _ in row["words"]}
        right = frozenset(at for at in scene.words if columns.syntax.starts[at] in begins)
        lost = len(row["words"]) - len(right)
        yield Lesson(article["id"], row["kind"], scene, right, row["other"] + lost, SIGHT.places(rows([scene]), BITS))


KEPT: list[Any] = []
"""The Docs: a scene does not keep its own alive."""


def fit(taught: Sequence[Lesson]) -> Floats:
    """The weights by AdaGrad on the log-likelihood of the words, averaged over the later passes."""
    places = np.concatenate([lesson.places for lesson in taught])
    right = np.concatenate([lesson.labels for lesson in taught])
    rng = np.random.default_rng(SEED)
    weights, squares = np.zeros((1 << BITS) + 1), np.full((1 << BITS) + 1, FIRST_STEP)
    total: Floats = np.zeros_like(weights)
    for epoch in range(EPOCHS):
        order = rng.permutation(len(right))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            step(weights, squares, places[batch], right[batch])
        total += weights if epoch >= EPOCHS // 2 else 0
    return total[:-1] / (EPOCHS - EPOCHS // 2)


def step(weights: Floats, squares: Floats, places: np.ndarray[Any, Any], right: Floats) -> None:
    """One step on a batch; the last weight stands for absent features and stays 0."""
    wrong = 1 / (1 + np.exp(-np.clip(weights[places].sum(axis=1), -30, 30))) - right
    slope = np.bincount(places.ravel(), np.repeat(wrong, places.shape[1]), minlength=len(weights))
    seen = np.flatnonzero(slope)
    steep: Floats = slope[seen] / len(right) + DECAY * weights[seen]
    squares[seen] += steep * steep
    weights[seen] -= RATE * steep / np.sqrt(squares[seen])
    weights[-1] = 0


def packed(weights: Floats) -> tuple[np.ndarray[Any, np.dtype[np.int8]], float]:
    """Small weights dropped, the rest as int8 times one factor."""
    kept = np.where(np.abs(weights) < SMALLEST, 0.0, weights)
    factor = float(np.abs(kept).max() / 127) or 1.0
    return np.rint(kept / factor).astype(np.int8), factor


def f1(lesson: Lesson, tokens: set[int] | frozenset[int]) -> float:
    """F1 of the words among some tokens."""
    told = [at for at in lesson.scene.words if at in tokens]
    total = len(told) + len(lesson.right) + lesson.other
    return 2 * len(lesson.right.intersection(told)) / total if total else 1.0


def judged(lesson: Lesson, weights: Scorer) -> dict[str, float]:
    """What the rules, the search and the choice between them get right of a figure."""
    chances = probabilities([lesson.scene], weights)[0]
    found, score = best(lesson.scene, chances)
    tokens = {at for run in found for at in range(*run)}
    rules, search = f1(lesson, lesson.scene.ruled), f1(lesson, tokens)
    better = score > worth(chances, lesson.scene.ruled) + MARGIN
    sure = [chances[at] if at in lesson.right else 1 - chances[at] for at in lesson.scene.words]
    return {
        "rules": rules,
        "search": search,
        "choice": search if better else rules,
        "log_likelihood": float(np.log(np.clip(sure, 1e-3, 1)).mean()) if sure else 0.0,
    }


def folded(taught: Sequence[Lesson]) -> list[dict[str, float]]:
    """The judgement of each figure by weights that have not seen its article."""
    documents = sorted({lesson.document for lesson in taught})
    order = np.random.default_rng(SEED).permutation(len(documents))
    fold = {documents[at]: int(rank) % FOLDS for rank, at in enumerate(order)}
    found: dict[int, dict[str, float]] = {}
    for part in range(FOLDS):
        weights = scorer(*packed(fit([lesson for lesson in taught if fold[lesson.document] != part])))
        found |= {k: judged(lesson, weights) for k, lesson in enumerate(taught) if fold[lesson.document] == part}
    return [found[k] for k in range(len(taught))]


def means(rows_of: Sequence[dict[str, float]]) -> dict[str, float]:
    """Means, F1 in percent."""
    found = {name: float(np.mean([row[name] for row in rows_of])) for name in rows_of[0]}
    return {"figures": len(rows_of)} | {
        name: round(value if name == "log_likelihood" else 100 * value, 3 if name == "log_likelihood" else 1)
        for name, value in found.items()
    }


def report(taught: Sequence[Lesson]) -> dict[str, Any]:
    """The cross-validated figures, in all and by kind."""
    results = folded(taught)
    kinds = sorted({lesson.kind for lesson in taught})
    by_kind = {
        kind: means([row for row, lesson in zip(results, taught, strict=True) if lesson.kind == kind]) for kind in kinds
    }
    return {"articles": len({lesson.document for lesson in taught}), "all": means(results), "kinds": by_kind}


def write(weights: Floats, out: Path) -> None:
    """Write the packed weights and their checksum."""
    words, factor = packed(weights)
    np.savez_compressed(out / WEIGHTS, words=words, factor=np.array(factor))
    digest = hashlib.sha256((out / WEIGHTS).read_bytes()).hexdigest()
    (out / CHECKSUMS).write_text(f"{digest}  {WEIGHTS}\n")


def main() -> int:
    """Train, write, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--annotations", type=Path, default=HERE / "annotations.jsonl")
    parser.add_argument("--out", type=Path, default=HERE)
    options = parser.parse_args()
    taught = list(lessons(options.texts, options.annotations))
    print(f"{len(taught)} figures read", file=sys.stderr)
    options.out.mkdir(parents=True, exist_ok=True)
    metrics = report(taught)
    write(fit(taught), options.out)
    (options.out / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(metrics["all"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
