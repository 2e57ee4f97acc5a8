"""Train the learned choice of the measure and write weights, checksum and metrics.

    python models/measure/train.py TEXTS.jsonl... [--annotations FILE] [--out DIR]

TEXTS: one article per line, {"id", "text", "date"}. The annotations lie beside this file and hold no text but that of
Wikinews measures: one figure per line, {"document", "start", "end", "kind", "words", "other"}, where `words` are the
offsets of the words of the article's sentence that the measure takes up, end exclusive, and `other` counts those of its
words that stand elsewhere. Articles that are not among the texts are left out.

Five folds by article say how the choice does on articles it has not seen; the weights are then fitted on all of them.
Everything is seeded, in a fixed order, and NumPy only. Read in this order: `main`, `lessons`, `fit`, `boosted`.
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
from claimx.claims.choice import least, probabilities, scene_of
from claimx.claims.figures import figures
from claimx.claims.measure import measure
from claimx.claims.paired import measures
from claimx.claims.runs import best
from claimx.claims.scene import Columns, Scene
from claimx.claims.sight import COUNTS, SIGHT, rows
from claimx.claims.syntax import syntax_of
from claimx.claims.trees import Trees
from claimx.intake import article_of
from claimx.parsing.shipped import CHECKSUMS, WEIGHTS
from claimx.pipeline import Extractor

HERE = Path(__file__).resolve().parent
SEED = 5
FOLDS = 5
BITS = 20
SMOOTHING = 8.0
LEAST_SEEN = 3
"""Features seen less often say nothing."""
PER_LOGIT = 16
LARGEST = 100
TREES = 300
LEVELS = 6
RATE = 0.07
SHRINKAGE = 10.0
ROWS = 0.6
COLUMNS = 0.35
"""Each tree sees so much of the words and of the columns."""
BINS = 32
FACTOR = 1 / 4096

Floats = np.ndarray[Any, np.dtype[np.float64]]
Whole = np.ndarray[Any, np.dtype[Any]]
Arrays = dict[str, Any]


@dataclass(frozen=True)
class Lesson:
    """An annotated figure: its article, its scene, which words are right, how many of the measure are not there."""

    document: str
    kind: str
    scene: Scene
    right: frozenset[int]
    other: int
    counts: Whole
    places: Whole

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
        atoms = rows([scene])
        seen = atoms[:, COUNTS].astype(np.int16), SIGHT.places(atoms, BITS).astype(np.int32)
        yield Lesson(article["id"], row["kind"], scene, right, row["other"] + lost, *seen)


KEPT: list[Any] = []
"""The Docs: a scene does not keep its own alive."""


def fit(taught: Sequence[Lesson]) -> Arrays:
    """The table of features and the trees over it, which are fitted to what the table says of articles left out."""
    right = np.concatenate([lesson.labels for lesson in taught])
    places = np.concatenate([lesson.places for lesson in taught])
    counts = np.concatenate([lesson.counts for lesson in taught])
    fold = np.repeat(list(folds(taught)), [len(lesson.places) for lesson in taught])
    told = np.zeros(places.shape, np.int16)
    for part in range(FOLDS):
        left_out = fold == part
        table = np.append(tabled(places[~left_out], right[~left_out]), np.int8(0))
        told[left_out] = table[places[left_out]]
    return {"seen": tabled(places, right)} | boosted(np.hstack([counts, told]).T.copy(), right)


def folds(taught: Sequence[Lesson]) -> Iterator[int]:
    """The fold of each figure, by its article."""
    documents = sorted({lesson.document for lesson in taught})
    order = np.random.default_rng(SEED).permutation(len(documents))
    fold = {documents[at]: int(rank) % FOLDS for rank, at in enumerate(order)}
    return (fold[lesson.document] for lesson in taught)


def tabled(places: Whole, right: Floats) -> Whole:
    """How much likelier than others words with a feature are right, in parts of a logit."""
    size, mean = (1 << BITS) + 1, right.mean()
    seen = np.bincount(places.ravel(), minlength=size)
    hits = np.bincount(places.ravel(), np.repeat(right, places.shape[1]), minlength=size)
    found = np.rint(PER_LOGIT * (logit((hits + SMOOTHING * mean) / (seen + SMOOTHING)) - logit(mean)))
    return np.where(seen < LEAST_SEEN, 0, np.clip(found, -LARGEST, LARGEST)).astype(np.int8)[:-1]


def logit(chance: Any) -> Any:
    """The log-odds of a probability."""
    return np.log(chance / (1 - chance))


def boosted(tested: Whole, right: Floats) -> Arrays:
    """Trees fitted one after the other, each to what is left to explain of the log-likelihood."""
    rng = np.random.default_rng(SEED)
    bounds = [bounds_of(column) for column in tested]
    binned = np.array([np.searchsorted(at, column) for at, column in zip(bounds, tested, strict=True)], np.int32)
    base = round(logit(right.mean()) / FACTOR)
    scores = np.full(len(right), base * FACTOR)
    trees = []
    for _ in range(TREES):
        chances = 1 / (1 + np.exp(-scores))
        some = np.flatnonzero(rng.random(len(right)) < ROWS)
        columns = rng.choice(len(tested), int(len(tested) * COLUMNS), replace=False)
        tests, leaves = tree(binned, (chances - right, chances * (1 - chances)), some, columns)
        place = np.zeros(len(right), np.int32)
        for column, bound in tests:
            place = 2 * place + (binned[column] > bound)
        scores += leaves[place] * FACTOR
        trees.append(([c for c, _ in tests], [bounds[c][b] for c, b in tests], leaves))
    columns_of, bounds_at, leaves_of = zip(*trees, strict=True)
    return {
        "columns": np.array(columns_of, np.uint8),
        "bounds": np.array(bounds_at, np.int16),
        "leaves": np.array(leaves_of, np.int16),
        "base": np.array(base),
        "factor": np.array(FACTOR),
    }


def bounds_of(column: Whole) -> Whole:
    """The values that a column is tested against."""
    values = np.unique(column)
    if len(values) > BINS:
        return np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1], method="lower"))
    return values[:-1]


def tree(binned: Whole, slopes: tuple[Floats, Floats], some: Whole, columns: Whole) -> tuple[list[Any], Whole]:
    """The tests of a tree, one for each level, as column and bin, and its leaves, as whole numbers."""
    first, second = (slope[some] for slope in slopes)
    seen = {int(column): binned[column, some] for column in columns}
    place = np.zeros(len(some), np.int32)
    tests = []
    for level in range(LEVELS):
        _, bound, column = max(
            (*split(place, bins, (first, second), 1 << level), column) for column, bins in seen.items()
        )
        place = 2 * place + (seen[column] > bound)
        tests.append((column, bound))
    sums = [np.bincount(place, slope, minlength=1 << LEVELS) for slope in (first, second)]
    return tests, np.rint(-RATE / FACTOR * sums[0] / (sums[1] + SHRINKAGE)).astype(np.int32)


def split(place: Whole, bins: Whole, slopes: tuple[Floats, Floats], leaves: int) -> tuple[float, int]:
    """How much the best test of a column gains over all leaves at once, and its bin."""
    cells, size = place * (BINS + 1) + bins, leaves * (BINS + 1)
    low, weight = (
        np.bincount(cells, slope, minlength=size).reshape(leaves, BINS + 1).cumsum(axis=1) for slope in slopes
    )
    high, rest = low[:, -1:] - low, weight[:, -1:] - weight
    gains = (low * low / (weight + SHRINKAGE) + high * high / (rest + SHRINKAGE)).sum(axis=0)
    found = int(gains[: max(1, int(bins.max()))].argmax())
    return float(gains[found]), found


def f1(lesson: Lesson, tokens: set[int] | frozenset[int]) -> float:
    """F1 of the words among some tokens."""
    told = [at for at in lesson.scene.words if at in tokens]
    total = len(told) + len(lesson.right) + lesson.other
    return 2 * len(lesson.right.intersection(told)) / total if total else 1.0


def judged(lesson: Lesson, weights: Trees) -> dict[str, float]:
    """What the rules, the search and the choice between them get right of a figure."""
    chances = probabilities([lesson.scene], weights)[0]
    found, score = best(lesson.scene, chances)
    tokens = {at for run in found for at in range(*run)}
    rules, search = f1(lesson, lesson.scene.ruled), f1(lesson, tokens)
    better = score > least(lesson.scene, chances)
    sure = [chances[at] if at in lesson.right else 1 - chances[at] for at in lesson.scene.words]
    return {
        "rules": rules,
        "search": search,
        "choice": search if better else rules,
        "log_likelihood": float(np.log(np.clip(sure, 1e-3, 1)).mean()) if sure else 0.0,
    }


def folded(taught: Sequence[Lesson]) -> list[dict[str, float]]:
    """The judgement of each figure by weights that have not seen its article."""
    fold = list(folds(taught))
    found: dict[int, dict[str, float]] = {}
    for part in range(FOLDS):
        weights = Trees.of(fit([lesson for lesson, k in zip(taught, fold, strict=True) if k != part]))
        found |= {k: judged(lesson, weights) for k, lesson in enumerate(taught) if fold[k] == part}
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


def write(arrays: Arrays, out: Path) -> None:
    """Write the weights and their checksum."""
    np.savez_compressed(out / WEIGHTS, **arrays)
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
