"""Train the three stages of attribution and write weights, checksum and metrics.

    python models/attribution/train.py CORPUS [--leave-out TEXTS.jsonl ...] [--cache DIR] [--out DIR]

CORPUS is a folder with train.jsonl and dev.jsonl: one article per line, {"id", "publisher", "text", "attributions":
[{"source": [[start, end], ...], "cue": [...], "content": [...]}]}, offsets in characters of "text", end exclusive.
Articles of train.jsonl that also stand in dev.jsonl or in a --leave-out file (JSON Lines with "text") are dropped.

Five folds over the training articles: the pair stage learns from cues and sources that models of the other folds found,
as it will meet them at work. Everything is seeded and NumPy only: the same corpus gives the same bytes.
Read in this order: `main`, `examples of the stages` (cue_groups, source_groups, pair_groups), `fit`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from spacy.tokens import Doc, DocBin

from claimx.mentions.attributions import cues, pairs, sources
from claimx.mentions.attributions.figures import light_figures, shape
from claimx.mentions.attributions.finding import find_in, voices_of
from claimx.mentions.attributions.pairs import Voice
from claimx.mentions.attributions.reading import Reading, read
from claimx.mentions.attributions.scoring import (
    CHECKSUMS,
    STAGES,
    WEIGHTS,
    HashedScorer,
    Model,
    hand_set_model,
    hashed,
    load,
    table_index,
)
from claimx.parsing import Parser, load_model
from claimx.parsing.gate import gate
from claimx.parsing.parse import CONTEXT
from claimx.parsing.sentences import sentences

HERE = Path(__file__).resolve().parent
SEED = 20160901
FOLDS = 5
SIZE = {"cue": 1 << 17, "source": 1 << 17, "pair": 1 << 17}
EPOCHS = {"cue": 5, "source": 5, "pair": 6}
RATE = {"cue": 0.15, "source": 0.15, "pair": 0.1}
DECAY = {"cue": 2e-4, "source": 2e-5, "pair": 3e-3}
SEEN_AT_LEAST = {"cue": 3, "source": 3, "pair": 3}
SMALLEST = 0.04
NOUN_SHARE = 0.5
BATCH = 256

FIGURES = frozenset({"money", "percent", "count"})

Spans = Sequence[Sequence[int]]
Attributed = Mapping[str, Spans]


@dataclass(frozen=True)
class Article:
    """A training article: its gold attributions and its parse."""

    id: str
    outlet: str
    gold: Sequence[Attributed]
    reading: Reading


@dataclass(frozen=True)
class Groups:
    """Candidates of one stage: hashed features per row (padded), the group of each row, whether it is the right one."""

    features: np.ndarray[Any, np.dtype[np.int32]]
    group: np.ndarray[Any, np.dtype[np.int64]]
    right: np.ndarray[Any, np.dtype[np.float64]]
    article: np.ndarray[Any, np.dtype[np.int64]]

    def of(self, articles: np.ndarray[Any, Any]) -> Groups:
        """The groups of some articles."""
        rows = np.isin(self.article, articles)
        return Groups(
            self.features[rows],
            np.unique(self.group[rows], return_inverse=True)[1],
            self.right[rows],
            self.article[rows],
        )


Row = tuple[list[str], int, bool, int]
"""Features, group number, whether right, article number."""


# ------------------------------------------------------------------------------------------------ the corpus


def read_articles(path: Path, without: set[str], cache: Path | None) -> list[Article]:
    """Parse the articles of a file, or read their parses from the cache."""
    rows = [
        row
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if fingerprint(row["text"]) not in without
    ]
    docs = parsed(rows, path.stem, cache)
    return [
        Article(row["id"], row.get("publisher", ""), row["attributions"], read(doc))
        for row, doc in zip(rows, docs, strict=True)
    ]


def fingerprint(text: str) -> str:
    """What makes two texts the same article: their letters."""
    return "".join(text.split()).lower()[:400]


def parsed(rows: list[dict[str, Any]], name: str, cache: Path | None) -> Iterator[Doc]:
    """The Docs of some rows, with everything parsed, as `annotate` reads them."""
    nlp = load_model()
    file = cache / f"{name}.spacy" if cache else None
    if file is None or not file.exists():
        parser = Parser(nlp)
        docs = [parser(row["text"], everything=True) for row in rows]
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            DocBin(attrs=["HEAD", "DEP", "TAG", "SPACY"], docs=docs).to_disk(file)
        yield from docs
        return
    for row, doc in zip(rows, DocBin().from_disk(file).get_docs(nlp.vocab), strict=True):
        sents = sentences(row["text"])
        doc.user_data[CONTEXT] = tuple(sents[i] for i in sorted(gate(row["text"], sents).opened))
        yield doc


# --------------------------------------------------------------------------------------- examples of the stages


def cue_groups(articles: list[Article]) -> Iterator[Row]:
    """Make one group per candidate, right when it is a cue."""
    group = 0
    for a, article in enumerate(articles):
        right, unsure = gold_cues(article)
        for i in cues.candidates(article.reading):
            if i in unsure and i not in right:
                continue
            yield cues.features(article.reading, i), group, i in right, a
            group += 1


def gold_cues(article: Article) -> tuple[dict[int, int], set[int]]:
    """Token of each gold cue's top candidate → its attribution; and the other candidates inside cues."""
    right: dict[int, int] = {}
    unsure: set[int] = set()
    for k, gold in enumerate(article.gold):
        inside = [
            i
            for i in tokens_of(article.reading, gold["cue"])
            if article.reading.dep[i] and cues.is_candidate(article.reading, i)
        ]
        unsure.update(inside)
        if inside:
            right.setdefault(min(inside, key=lambda i: (len(article.reading.climb(i)), i)), k)
    return right, unsure


def tokens_of(reading: Reading, spans: Spans) -> list[int]:
    """The tokens of some stretches."""
    return [i for start, end in spans for i in reading.tokens((start, end))]


def source_groups(articles: list[Article]) -> Iterator[Row]:
    """Make one group per gold cue, right at the nominal that is its source."""
    group = 0
    for a, article in enumerate(articles):
        for cue, k in gold_cues(article)[0].items():
            found = sources.candidates(article.reading, cue)
            head = gold_head(article.reading, found, article.gold[k]["source"])
            if head is None and article.gold[k]["source"]:
                continue
            for i, names in zip(found, sources.features(article.reading, cue, found), strict=True):
                yield names, group, i == head, a
            group += 1


def gold_head(reading: Reading, candidates: list[int], spans: Spans) -> int | None:
    """The candidate inside a gold source that stands highest."""
    inside = set(tokens_of(reading, spans))
    return min((i for i in candidates if i in inside), key=lambda i: (len(reading.climb(i)), i), default=None)


def pair_groups(articles: list[Article], models: Callable[[int], Model]) -> Iterator[Row]:
    """Make one group per number, right at the cue in reach that vouches for it."""
    group = 0
    for a, article in enumerate(articles):
        voices = voices_of(article.reading, models(a))
        for start, end, kind in lessons(article.reading, np.random.default_rng(SEED + a)):
            figure = pairs.place(article.reading, (start, end), kind)
            if figure is None:
                continue
            near = pairs.in_reach(article.reading, figure, voices)
            owner = owner_of(article, voices, near, covering(article.gold, start, end))
            seen = pairs.features(article.reading, figure, [voices[k] for k in near])
            for k, names in zip(near, seen, strict=True):
                yield names, group, k == owner, a
            group += bool(near)


def lessons(reading: Reading, rng: np.random.Generator) -> list[tuple[int, int, str]]:
    """The stretches that the pair stage learns from: all numbers, and a share of the nouns, which cues govern alike."""
    numbers = [(start, end, shape(reading.text[start:end])) for start, end in light_figures(reading.text)]
    taken = {i for start, end, _ in numbers for i in reading.tokens((start, end))}
    nouns = [
        i for i, tag in enumerate(reading.tag) if tag[:1] == "N" and reading.dep[i] != "compound" and i not in taken
    ]
    chosen = rng.permutation(nouns)[: round(NOUN_SHARE * len(nouns))]
    return numbers + [(reading.start[i], reading.end[i], "noun") for i in sorted(chosen.tolist())]


def covering(gold: Sequence[Attributed], start: int, end: int) -> Attributed | None:
    """The attribution with the shortest content that holds at least half of a number."""
    held = [
        one for one in gold if 2 * sum(max(0, min(end, e) - max(start, s)) for s, e in one["content"]) >= end - start
    ]
    return min(held, key=lambda one: sum(e - s for s, e in one["content"]), default=None)


def owner_of(article: Article, voices: list[Voice], near: list[int], gold: Attributed | None) -> int | None:
    """The voice of a gold attribution: its cue stands inside the gold cue; the likeliest if there are several."""
    if gold is None:
        return None
    inside = set(tokens_of(article.reading, gold["cue"]))
    return max(
        (k for k in near if voices[k].cue.token in inside), key=lambda k: voices[k].cue.probability, default=None
    )


def collect(rows: Iterable[Row], size: int) -> Groups:
    """Hash the features of the rows; the padding points behind the table."""
    hashed, group, right, article = [], [], [], []
    memo: dict[str, int] = {}
    for names, g, is_right, a in rows:
        for name in names:
            if name not in memo:
                memo[name] = table_index(name, size)
        hashed.append(np.fromiter((memo[name] for name in names), dtype=np.int32, count=len(names)))
        group.append(g)
        right.append(is_right)
        article.append(a)
    table = np.full((len(hashed), max(map(len, hashed))), size, dtype=np.int32)
    for r, indexes in enumerate(hashed):
        table[r, : len(indexes)] = indexes
    return Groups(table, np.array(group), np.array(right, dtype=np.float64), np.array(article))


# ------------------------------------------------------------------------------------------------ learning


def fit(data: Groups, stage: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Weights by AdaGrad on the log-likelihood of the right candidate, or of none, in each group."""
    size = SIZE[stage]
    rng = np.random.default_rng(SEED)
    weights, squares = np.zeros(size + 1), np.full(size + 1, 1e-3)
    count = np.bincount(data.features.ravel(), minlength=size + 1)
    rare = count < SEEN_AT_LEAST[stage]
    rare[size] = True
    first = np.flatnonzero(np.r_[True, np.diff(data.group) != 0])
    length = np.diff(np.r_[first, len(data.group)])
    average = np.zeros(size + 1)
    for epoch in range(EPOCHS[stage]):
        order = rng.permutation(len(first))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            rows = np.concatenate([np.arange(first[g], first[g] + length[g]) for g in chosen])
            error = data.right[rows] - group_probabilities(weights, data.features[rows], length[chosen])
            gradient = np.bincount(
                data.features[rows].ravel(), np.repeat(error, data.features.shape[1]), minlength=size + 1
            )
            gradient -= DECAY[stage] * len(chosen) * weights
            squares += gradient * gradient
            weights += RATE[stage] * gradient / np.sqrt(squares)
            weights[rare] = 0.0
        average += weights if epoch >= EPOCHS[stage] // 2 else 0.0
    return average[:size] / (EPOCHS[stage] - EPOCHS[stage] // 2)


def group_probabilities(weights: Any, features: Any, length: Any) -> Any:
    """Probability of each row within its group, with "none of them" at score 0."""
    raised = np.exp(np.clip(weights[features].sum(axis=1), -30, 30))
    starts = np.r_[0, np.cumsum(length)[:-1]]
    return raised / np.repeat(1.0 + np.add.reduceat(raised, starts), length)


def packed(weights: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, np.dtype[np.int8]], float]:
    """Small weights dropped, the rest as int8 times one factor."""
    kept = np.where(np.abs(weights) < SMALLEST, 0.0, np.clip(weights, -4.0, 4.0))
    factor = float(np.abs(kept).max() / 127) or 1.0
    return np.rint(kept / factor).astype(np.int8), factor


def scorer(weights: np.ndarray[Any, Any]) -> HashedScorer:
    """The scorer that these weights make once packed."""
    small, factor = packed(weights)
    return hashed(small, factor)


def fold_models(data: dict[str, Groups], folds: np.ndarray[Any, Any]) -> list[Model]:
    """For each fold a cue and a source stage learned on the other folds."""
    found = []
    for fold in range(FOLDS):
        others = np.flatnonzero(folds != fold)
        cue, source = (scorer(fit(data[stage].of(others), stage)) for stage in ("cue", "source"))
        found.append(Model(cue, source, hashed(np.zeros(1, dtype=np.int8), 1.0), trained=True))
    return found


def train(articles: list[Article]) -> tuple[dict[str, np.ndarray[Any, Any]], dict[str, Any]]:
    """Weights of the three stages, and how they do on folds they have not seen."""
    folds = np.random.default_rng(SEED).permutation(np.arange(len(articles)) % FOLDS)
    data = {
        "cue": collect(cue_groups(articles), SIZE["cue"]),
        "source": collect(source_groups(articles), SIZE["source"]),
    }
    held_out = fold_models(data, folds)
    data["pair"] = collect(pair_groups(articles, lambda a: held_out[folds[a]]), SIZE["pair"])
    weights = {stage: fit(data[stage], stage) for stage in STAGES}
    return weights, {stage: held_out_scores(data[stage], folds, stage) for stage in STAGES}


def held_out_scores(data: Groups, folds: np.ndarray[Any, Any], stage: str) -> dict[str, Any]:
    """Accuracy, log-likelihood and calibration of a stage on one unseen fold."""
    test = data.of(np.flatnonzero(folds == 0))
    weights = np.r_[fit(data.of(np.flatnonzero(folds != 0)), stage), 0.0]
    length = np.diff(np.r_[np.flatnonzero(np.r_[True, np.diff(test.group) != 0]), len(test.group)])
    p = group_probabilities(weights, test.features, length)
    starts = np.r_[0, np.cumsum(length)[:-1]]
    best = np.maximum.reduceat(p, starts)
    gold = np.add.reduceat(test.right, starts)
    hit = np.add.reduceat(test.right * (p >= np.repeat(best, length)), starts)
    said = best >= (0.5 if stage == "cue" else 0.4)
    precision, recall = (hit * said).sum() / max(1, said.sum()), (hit * said).sum() / max(1, gold.sum())
    sure = best if stage == "cue" else p[test.right == 1]
    ll = (
        float(np.log(np.where(gold > 0, best, 1 - best) + 1e-9).mean())
        if stage == "cue"
        else float(np.log(sure + 1e-9).mean())
    )
    bins = [(best >= lo) & (best < lo + 0.2) for lo in (0.0, 0.2, 0.4, 0.6, 0.8)]
    return {
        "groups": len(length), "log_likelihood": round(ll, 4),
        "precision": round(100 * precision, 1), "recall": round(100 * recall, 1),
        "f1": round(200 * precision * recall / (precision + recall), 1),
        "calibration": [[rounded(best[b].mean()), rounded(hit[b].mean()), int(b.sum())] for b in bins if b.any()],
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------ figures on dev.jsonl


def evaluate(articles: list[Article], model: Model) -> dict[str, Any]:
    """Numbers whose source is right, over all numbers, by kind and by outlet; and attributions linked as a whole."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        found = find_in(article.reading, voices_of(article.reading, model), light_figures(article.reading.text), model)
        predicted = [{"source": one.source, "cue": one.cue, "content": one.content} for one in found]
        for start, end in light_figures(article.reading.text):
            gold, own = covering(article.gold, start, end), covering(predicted, start, end)
            hit = gold is not None and own is not None and same_source(article.reading, gold, own)
            kind = shape(article.reading.text[start:end])
            for key in ("all numbers", kind, article.outlet, *(["figures"] if kind in FIGURES else [])):
                counts[key].update(gold=gold is not None, predicted=own is not None, both=bool(gold and own), hit=hit)
        hits = sum(any(same_attribution(article.reading, gold, own) for own in predicted) for gold in article.gold)
        counts["attributions"].update(gold=len(article.gold), predicted=len(predicted), hit=hits)
    return {key: rates(count) for key, count in sorted(counts.items())}


def rates(count: Counter[str]) -> dict[str, float]:
    """Precision, recall and F1 in percent."""
    precision, recall = count["hit"] / max(1, count["predicted"]), count["hit"] / max(1, count["gold"])
    f1 = 2 * precision * recall / (precision + recall) if count["hit"] else 0.0
    return {
        "gold": count["gold"],
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(100 * f1, 1),
    }


def same_source(reading: Reading, gold: Attributed, own: Attributed) -> bool:
    """Whether two sources share their head, or neither names one."""
    theirs, ours = tokens_of(reading, gold["source"]), tokens_of(reading, own["source"])
    if not theirs or not ours:
        return not theirs and not ours
    heads = [min(tokens, key=lambda i: (len(reading.climb(i)), i)) for tokens in (theirs, ours)]
    return heads[1] in theirs or (heads[0] in ours and len(ours) <= 2 * len(theirs) + 3)


def same_attribution(reading: Reading, gold: Attributed, own: Attributed) -> bool:
    """Whether source, cue and at least half of the content agree."""
    if not overlap(gold["cue"], own["cue"]) or not same_source(reading, gold, own):
        return False
    lengths = [sum(end - start for start, end in one["content"]) for one in (gold, own)]
    return 2 * overlap(gold["content"], own["content"]) >= min(lengths) and lengths[1] <= 3 * lengths[0]


def overlap(some: Spans, others: Spans) -> int:
    """How many characters two lists of stretches share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in others)


# ------------------------------------------------------------------------------------------------ the run


def rounded(value: float) -> float:
    """Three digits."""
    return round(float(value), 3)


def write(weights: dict[str, np.ndarray[Any, Any]], out: Path) -> None:
    """Write the packed weights and their checksum."""
    arrays: dict[str, Any] = {}
    for stage in STAGES:
        arrays[stage], factor = packed(weights[stage])
        arrays[f"{stage}_factor"] = np.array(factor)
    np.savez_compressed(out / WEIGHTS, **arrays)
    digest = hashlib.sha256((out / WEIGHTS).read_bytes()).hexdigest()
    (out / CHECKSUMS).write_text(f"{digest}  {WEIGHTS}\n")


def main() -> int:
    """Train, write, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--leave-out", type=Path, nargs="*", default=[])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path, default=HERE)
    options = parser.parse_args()
    kept_apart = [options.corpus / "dev.jsonl", *options.leave_out]
    without = {
        fingerprint(json.loads(line)["text"])
        for path in kept_apart
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    started = time.perf_counter()
    articles = read_articles(options.corpus / "train.jsonl", without, options.cache)
    print(f"{len(articles)} articles read in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    weights, held_out = train(articles)
    options.out.mkdir(parents=True, exist_ok=True)
    write(weights, options.out)
    dev = read_articles(options.corpus / "dev.jsonl", set(), options.cache)
    metrics = {
        "articles": {"train": len(articles), "dev": len(dev)},
        "held_out_fold": held_out,
        "dev": evaluate(dev, load(options.out)),
        "dev_hand_set": evaluate(dev, hand_set_model()),
    }
    (options.out / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({name: metrics[name]["figures"] for name in ("dev", "dev_hand_set")}))
    print(f"{time.perf_counter() - started:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
