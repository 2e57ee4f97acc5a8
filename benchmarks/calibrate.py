"""Fit the weights of `confidence` on annotated articles, and say how far the fitted scores can be trusted.

    python benchmarks/calibrate.py GOLD... [--texts FOLDER] [--folds 10] [--l2 2.0]

GOLD are folders as `claimx evaluate` reads them. A claim counts as right when value, unit, modifier and source are; a
claim that stands for no annotated one is wrong; neutral ones are left out. The reliability table and the expected
calibration error come from cross-validation by article: no claim is scored by weights that saw its article.
Prints the tables for docs/scores.md, of weights fitted anew and of those in use, and the weights fitted anew for
claimx/claims/confidence.py.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np

import claimx
from claimx.claims import confidence as module
from claimx.records import Claim
from claimx.review.scoring.gold import read_gold, write_inputs
from claimx.review.scoring.matching import match
from claimx.review.scoring.predictions import prediction

LINK = "link"
STEPS, RATE = 3000, 0.5


@dataclass(frozen=True)
class Example:
    """One claim: its article, its features with their values, and whether it is right."""

    article: str
    features: dict[str, float]
    right: bool


def examples_of(folder: Path, texts: Path | None) -> list[Example]:
    """The claims of one gold folder that gold decides about."""
    gold = read_gold(folder)
    links: dict[str, float | None] = {}

    def recorder(claim: Claim, link: float | None) -> float:
        links[claim.id] = link
        return 0.5

    texts = None if (folder / "texts.jsonl").exists() else texts
    with TemporaryDirectory() as scratch, patch("claimx.claims.assemble.confidence", recorder):
        claims = list(claimx.extract(write_inputs(folder, gold, texts, Path(scratch))))
    rows = [(claim, prediction(claim)) for claim in claims]
    result = match(gold, [found for _, found in rows])
    verdicts = {id(pair.found): pair.judgement.record for pair in result.pairs}
    verdicts |= {id(wrong.found): False for wrong in result.false_positives}
    return [
        Example(found.file, valued(claim, links[claim.id]), verdicts[id(found)])
        for claim, found in rows
        if id(found) in verdicts
    ]


def valued(claim: Claim, link: float | None) -> dict[str, float]:
    """Features as `confidence` sees them: 1 where one holds, and how far the link is from certain."""
    values = dict.fromkeys(module.features(claim), 1.0)
    if link is not None and claim.attribution is not None:
        values[LINK] = link - 1
    return values


def matrix(examples: list[Example], names: list[str]) -> np.ndarray:
    """One row per example: a constant, then its features."""
    return np.array([[1.0, *(example.features.get(name, 0.0) for name in names)] for example in examples])


def fit(rows: np.ndarray, right: np.ndarray, l2: float) -> np.ndarray:
    """Logistic regression by gradient descent; the constant is not shrunk."""
    weights = np.zeros(rows.shape[1])
    shrink = np.full(rows.shape[1], l2)
    shrink[0] = 0
    for _ in range(STEPS):
        error = sigmoid(rows @ weights) - right
        weights -= RATE * (rows.T @ error + shrink * weights) / len(right)
    return weights


def sigmoid(values: np.ndarray) -> np.ndarray:
    """The logistic function."""
    return 1 / (1 + np.exp(-values))


def held_out(examples: list[Example], names: list[str], folds: int, l2: float) -> np.ndarray:
    """Each claim scored by weights fitted on other articles."""
    articles = sorted({example.article for example in examples})
    fold = {article: i % folds for i, article in enumerate(articles)}
    own = np.array([fold[example.article] for example in examples])
    rows, right = matrix(examples, names), np.array([example.right for example in examples], dtype=float)
    scores = np.zeros(len(examples))
    for k in range(folds):
        scores[own == k] = sigmoid(rows[own == k] @ fit(rows[own != k], right[own != k], l2))
    return scores


def in_use(examples: list[Example]) -> np.ndarray:
    """Each claim scored by the weights of claimx/claims/confidence.py."""
    weights = module.WEIGHTS | {LINK: module.LINK_WEIGHT}
    names = sorted(weights)
    return sigmoid(matrix(examples, names) @ np.array([module.BIAS, *(weights[name] for name in names)]))


def reliability(scores: np.ndarray, right: np.ndarray) -> tuple[list[str], float]:
    """A table by tenths of the score, and the expected calibration error."""
    bins: dict[int, list[int]] = defaultdict(list)
    for i, score in enumerate(scores):
        bins[min(int(score * 10), 9)].append(i)
    lines, error = ["| confidence | claims | mean confidence | share right |", "|---|---|---|---|"], 0.0
    for tenth in sorted(bins):
        mean, share = scores[bins[tenth]].mean(), right[bins[tenth]].mean()
        error += abs(mean - share) * len(bins[tenth]) / len(scores)
        lines.append(f"| {tenth / 10:.1f}–{tenth / 10 + 0.1:.1f} | {len(bins[tenth])} | {mean:.2f} | {share:.2f} |")
    return lines, error


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--l2", type=float, default=2.0)
    options = parser.parse_args()
    examples = [example for folder in options.gold for example in examples_of(folder, options.texts)]
    names = sorted({name for example in examples for name in example.features})
    right = np.array([example.right for example in examples], dtype=float)
    fitted = held_out(examples, names, options.folds, options.l2)
    for title, scores in (("Fitted anew, by article", fitted), ("In use", in_use(examples))):
        table, error = reliability(scores, right)
        print(f"{title}:\n\n" + "\n".join(table))
        print(f"\n{len(examples)} claims, {right.mean():.3f} right; expected calibration error {error:.3f}\n")
    for name, weight in zip(["bias", *names], fit(matrix(examples, names), right, options.l2), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
