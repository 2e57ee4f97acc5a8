"""Train the three stages of attribution and write weights, checksum and metrics.

    python models/attribution/train.py CORPUS [--leave-out TEXTS.jsonl ...] [--cache DIR] [--out DIR]

CORPUS is a folder with train.jsonl and dev.jsonl: one article per line, {"id", "publisher", "text", "attributions":
[{"source": [[start, end], ...], "cue": [...], "content": [...]}]}, offsets in characters of "text", end exclusive.
Articles of train.jsonl that also stand in dev.jsonl or in a --leave-out file (JSON Lines with "text") are dropped.

Five folds over the training articles: the pair stage learns from cues and sources that models of the other folds found,
as it will meet them at work. Everything is seeded, in a fixed order, and NumPy only.
Read in this order: `main`, `examples of the stages` (cue_lesson, source_lesson, pair_lesson), `fit`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from spacy.tokens import Doc, DocBin

from claimx.mentions.attributions import cues, pairs, sources
from claimx.mentions.attributions.figures import light_figures, shape
from claimx.mentions.attributions.finding import Heard, find_in, voices_of
from claimx.mentions.attributions.hand_set import hand_set_model
from claimx.mentions.attributions.pairs import Voice
from claimx.mentions.attributions.reading import Reading, read
from claimx.mentions.attributions.scoring import STAGES, Model, Scorer, Sight, load, scorer
from claimx.parsing import Parser, load_model
from claimx.parsing.gate import gate
from claimx.parsing.parse import CONTEXT
from claimx.parsing.sentences import sentences
from claimx.parsing.shipped import CHECKSUMS, WEIGHTS

HERE = Path(__file__).resolve().parent
SEED = 20160901
FOLDS = 5
BITS = 17
EPOCHS = {"cue": 8, "source": 5, "pair": 8}
RATE = {"cue": 0.15, "source": 0.15, "pair": 0.1}
DECAY = {"cue": 2e-4, "source": 1e-4, "pair": 3e-3}
SEEN_AT_LEAST = {"cue": 3, "source": 3, "pair": 3}
SMALLEST = 0.01
NOUN_SHARE = 0.6
BATCH = 256

FIGURES = frozenset({"money", "percent", "count"})

CARD = "README.md"
CARD_TABLE = "| development articles |"
CARD_KINDS = {
    "figures": "figures (money, percent, count)",
    "all numbers": "all numbers, dates included",
    **{kind: kind for kind in ("money", "percent", "count", "date", "year")},
}
WHOLE = "attributions"
CARD_WHOLE = "attributions: source, cue and half of the content right"

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
    """Candidates of one stage, group by group, article by article.

    `features` has the places of the features of all rows, one row after the other; `edges` where each row starts, and
    the end. `group` and `article` number the group and the article of each row; `right` is 1 for the right candidate.
    """

    features: np.ndarray[Any, np.dtype[np.int32]]
    edges: np.ndarray[Any, np.dtype[np.int64]]
    group: np.ndarray[Any, np.dtype[np.int64]]
    right: np.ndarray[Any, np.dtype[np.float64]]
    article: np.ndarray[Any, np.dtype[np.int64]]

    def rows(self, chosen: np.ndarray[Any, Any]) -> Groups:
        """Some rows, in that order; the groups keep their numbers."""
        length = np.diff(self.edges)[chosen]
        edges = np.r_[0, np.cumsum(length)]
        flat = np.arange(edges[-1]) - np.repeat(edges[:-1] - self.edges[chosen], length)
        return Groups(self.features[flat], edges, self.group[chosen], self.right[chosen], self.article[chosen])

    def of(self, articles: np.ndarray[Any, Any]) -> Groups:
        """The groups of some articles."""
        return self.rows(np.flatnonzero(np.isin(self.article, articles)))

    def starts(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The first row of each group, and the end."""
        found: np.ndarray[Any, np.dtype[np.int64]] = np.flatnonzero(np.r_[True, np.diff(self.group) != 0, True])
        return found


Lesson = tuple[Sight, list[int], list[bool]]
"""What is seen of the candidates of an article, the group of each, whether it is right."""


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


def cue_lesson(article: Article) -> Lesson:
    """One group per candidate, right when it is a cue."""
    right, unsure = gold_cues(article)
    found = [i for i in cues.candidates(article.reading) if i in right or i not in unsure]
    return cues.features(article.reading, found), list(range(len(found))), [i in right for i in found]


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


def source_lesson(article: Article) -> Lesson:
    """One group per gold cue, right at the nominal that is its source."""
    taught, found, right = [], [], []
    gold = gold_cues(article)[0]
    for (cue, k), near in zip(gold.items(), sources.candidates(article.reading, [*gold]), strict=True):
        head = gold_head(article.reading, near, article.gold[k]["source"])
        if head is not None or not article.gold[k]["source"]:
            taught.append(cue)
            found.append(near)
            right += [i == head for i in near]
    group = [g for g, near in enumerate(found) for _ in near]
    return sources.features(article.reading, taught, found), group, right


def gold_head(reading: Reading, candidates: list[int], spans: Spans) -> int | None:
    """The candidate inside a gold source that stands highest."""
    inside = set(tokens_of(reading, spans))
    return min((i for i in candidates if i in inside), key=lambda i: (len(reading.climb(i)), i), default=None)


def pair_lesson(article: Article, model: Model, seed: int) -> Lesson:
    """One group per number, right at the cue in reach that vouches for it; none where that cue is out of reach."""
    reading, voices = article.reading, voices_of(article.reading, model)
    figures, near, right = [], [], []
    for start, end, kind in stretches(reading, np.random.default_rng(seed)):
        figure, gold = pairs.place(reading, (start, end), kind), covering(article.gold, start, end)
        reached = pairs.in_reach(reading, figure, voices) if figure else []
        owner = owner_of(article, voices, reached, gold)
        if figure is not None and (gold is None or owner is not None):
            figures.append(figure)
            near.append(reached)
            right += [k == owner for k in reached]
    group = [g for g, reached in enumerate(near) for _ in reached]
    return pairs.features(reading, figures, [[voices[k] for k in those] for those in near]), group, right


def stretches(reading: Reading, rng: np.random.Generator) -> list[tuple[int, int, str]]:
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


def collect(lessons: Iterable[Lesson], bits: int) -> Groups:
    """Place the features of the lessons of all articles."""
    flat, lengths = [], []
    group: list[int] = []
    right: list[bool] = []
    article: list[int] = []
    for a, (sight, numbers, hits) in enumerate(lessons):
        features, length = placed(sight, bits)
        flat.append(features)
        lengths.append(length)
        next_group = group[-1] + 1 if group else 0
        group += [next_group + n for n in numbers]
        right += hits
        article += [a] * len(numbers)
    edges = np.r_[0, np.cumsum(np.concatenate(lengths))]
    return Groups(np.concatenate(flat), edges, np.array(group), np.array(right, dtype=np.float64), np.array(article))


def placed(sight: Sight, bits: int) -> tuple[np.ndarray[Any, np.dtype[np.int32]], np.ndarray[Any, Any]]:
    """The places of the present features of the candidates, candidate by candidate, and how many each has."""
    owners, places = [], []
    for templates, rows, whose in sight.parts:
        found = templates.places(rows, bits)
        owner = np.repeat(np.arange(len(rows)) if whose is None else np.array(whose, dtype=np.int64), found.shape[1])
        present = found.ravel() < 1 << bits
        owners.append(owner[present])
        places.append(found.ravel()[present])
    owner, place = np.concatenate(owners), np.concatenate(places)
    return place[np.argsort(owner, kind="stable")].astype(np.int32), np.bincount(owner, minlength=sight.candidates)


# ------------------------------------------------------------------------------------------------ learning


def fit(data: Groups, stage: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Weights by AdaGrad on the log-likelihood of the right candidate, or of none, in each group."""
    size = 1 << BITS
    rng = np.random.default_rng(SEED)
    weights, squares, average = np.zeros(size), np.full(size, 1e-3), np.zeros(size)
    rare = np.bincount(data.features, minlength=size) < SEEN_AT_LEAST[stage]
    for epoch in range(EPOCHS[stage]):
        shuffled = shuffle(data, rng)
        starts = shuffled.starts()
        for at in range(0, len(starts) - 1, BATCH):
            group = starts[at : at + BATCH + 1]
            gradient = slope(weights, shuffled, group) - DECAY[stage] * (len(group) - 1) * weights
            squares += gradient * gradient
            weights += RATE[stage] * gradient / np.sqrt(squares)
            weights[rare] = 0.0
        average += weights if epoch >= EPOCHS[stage] // 2 else 0.0
    return average / (EPOCHS[stage] - EPOCHS[stage] // 2)


def shuffle(data: Groups, rng: np.random.Generator) -> Groups:
    """The same groups in another order."""
    starts = data.starts()
    order = rng.permutation(len(starts) - 1)
    length = np.diff(starts)[order]
    first = np.r_[0, np.cumsum(length)[:-1]]
    return data.rows(np.arange(length.sum()) - np.repeat(first - starts[:-1][order], length))


def slope(weights: Any, data: Groups, group: Any) -> Any:
    """The gradient of the log-likelihood of some groups, given by their first rows and the end."""
    edges = data.edges[group[0] : group[-1] + 1]
    features = data.features[edges[0] : edges[-1]]
    p = group_probabilities(np.add.reduceat(weights[features], edges[:-1] - edges[0]), group - group[0])
    error = data.right[group[0] : group[-1]] - p
    return np.bincount(features, np.repeat(error, np.diff(edges)), minlength=len(weights))


def group_probabilities(scores: Any, starts: Any) -> Any:
    """Probability of each row within its group, with "none of them" at score 0."""
    raised = np.exp(np.clip(scores, -30, 30))
    return raised / np.repeat(1.0 + np.add.reduceat(raised, starts[:-1]), np.diff(starts))


def packed(weights: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, np.dtype[np.int8]], float]:
    """Small weights dropped, the rest as int8 times one factor."""
    kept = np.where(np.abs(weights) < SMALLEST, 0.0, np.clip(weights, -4.0, 4.0))
    factor = float(np.abs(kept).max() / 127) or 1.0
    return np.rint(kept / factor).astype(np.int8), factor


def learned(data: Groups, stage: str) -> Scorer:
    """The scorer that a stage makes of its lessons once packed."""
    return scorer(*packed(fit(data, stage)))


def fold_models(data: dict[str, Groups], folds: np.ndarray[Any, Any]) -> list[Model]:
    """For each fold a cue and a source stage learned on the other folds."""
    found = []
    for fold in range(FOLDS):
        others = np.flatnonzero(folds != fold)
        cue, source = (learned(data[stage].of(others), stage) for stage in ("cue", "source"))
        found.append(Model(cue, source, scorer(np.zeros(2, dtype=np.int8), 1.0), trained=True))
    return found


def train(articles: list[Article]) -> tuple[dict[str, np.ndarray[Any, Any]], dict[str, Any]]:
    """Weights of the three stages, and how they do on folds they have not seen."""
    folds = np.random.default_rng(SEED).permutation(np.arange(len(articles)) % FOLDS)
    data = {"cue": collect(map(cue_lesson, articles), BITS), "source": collect(map(source_lesson, articles), BITS)}
    held_out = fold_models(data, folds)
    taught = (pair_lesson(article, held_out[folds[a]], SEED + a) for a, article in enumerate(articles))
    data["pair"] = collect(taught, BITS)
    weights = {stage: fit(data[stage], stage) for stage in STAGES}
    return weights, {stage: held_out_scores(data[stage], folds, stage) for stage in STAGES}


def held_out_scores(data: Groups, folds: np.ndarray[Any, Any], stage: str) -> dict[str, Any]:
    """Accuracy, log-likelihood and calibration of a stage on one unseen fold."""
    test = data.of(np.flatnonzero(folds == 0))
    weights = fit(data.of(np.flatnonzero(folds != 0)), stage)
    p = group_probabilities(np.add.reduceat(weights[test.features], test.edges[:-1]), test.starts())
    starts, length = test.starts()[:-1], np.diff(test.starts())
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
        found = find_in(
            Heard(article.reading, voices_of(article.reading, model)), light_figures(article.reading.text), model
        )
        predicted = [{"source": one.source, "cue": one.cue, "content": one.content} for one in found]
        for start, end in light_figures(article.reading.text):
            gold, own = covering(article.gold, start, end), covering(predicted, start, end)
            hit = gold is not None and own is not None and same_source(article.reading, gold, own)
            kind = shape(article.reading.text[start:end])
            for key in ("all numbers", kind, article.outlet, *(["figures"] if kind in FIGURES else [])):
                counts[key].update(gold=gold is not None, predicted=own is not None, both=bool(gold and own), hit=hit)
        hits = sum(any(same_attribution(article.reading, gold, own) for own in predicted) for gold in article.gold)
        counts[WHOLE].update(gold=len(article.gold), predicted=len(predicted), hit=hits)
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


def write_card(metrics: Mapping[str, Any], card: Path) -> None:
    """Put the figures into the table of the model card."""
    text = card.read_text(encoding="utf-8")
    start = text.index(CARD_TABLE)
    head = f"{CARD_TABLE} gold | precision | recall | F1 |\n|---|---|---|---|---|\n"
    card.write_text(text[:start] + head + card_rows(metrics) + text[text.index("\n\n", start) :], encoding="utf-8")


def card_rows(metrics: Mapping[str, Any]) -> str:
    """The rows of that table: kinds of numbers, outlets, attributions, and the hand-set scores."""
    dev, hand_set = metrics["dev"], metrics["dev_hand_set"]
    named = {**CARD_KINDS, **{key: key for key in sorted(set(dev) - set(CARD_KINDS) - {WHOLE})}, WHOLE: CARD_WHOLE}
    rows = [(label, dev[key]) for key, label in named.items()]
    rows += [(f"without weights: {key}", hand_set[key]) for key in ("figures", WHOLE)]
    columns = ("gold", "precision", "recall", "f1")
    return "\n".join(f"| {label} | " + " | ".join(str(rate[c]) for c in columns) + " |" for label, rate in rows)


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
    if (options.out / CARD).is_file():
        write_card(metrics, options.out / CARD)
    print(json.dumps({name: metrics[name]["figures"] for name in ("dev", "dev_hand_set")}))
    print(f"{time.perf_counter() - started:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
