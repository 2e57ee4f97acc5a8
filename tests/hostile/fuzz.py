"""The fuzzer: `python tests/hostile/fuzz.py [TARGET…] --seconds N`, for an hour or a night.

It runs the cases of `generate` from `--first` on, target by target in turn, and counts; with `--atheris` (a package of
its own) one target is fed by coverage instead, from its corpus on. What breaks a promise, or takes longer than SLOW
seconds, is made smaller and written to `--out` as one file: mend the cause and move the file to `corpus/TARGET`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import time
import traceback
from collections import Counter
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)]
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
SLOW = 5.0
SHRINK_SECONDS = 20


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=float, default=60, help="of CPU time")
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--out", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--atheris", action="store_true")
    options = parser.parse_args()
    run = Run(options.out)
    if options.atheris:
        by_coverage(run, options.targets[0], options.seconds)
    else:
        by_number(run, options.targets, options.first, options.seconds)


class Run:
    """Counts of one run; each kind of failure is kept once."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.tried: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.began = time.process_time()
        self.told = self.began
        out.mkdir(parents=True, exist_ok=True)

    def spent(self) -> float:
        """CPU seconds."""
        return time.process_time() - self.began

    def one(self, target: str, data: bytes) -> None:
        """Try one case."""
        self.tried[target] += 1
        found = failure(target, data)
        if found is not None:
            self.failed[found] += 1
            if self.failed[found] == 1:
                self.keep(target, data, found)
        if time.process_time() - self.told > 30:
            self.tell()

    def keep(self, target: str, data: bytes, found: str) -> None:
        """Write a failure, made smaller."""
        small = shrunk(target, data, found)
        name = f"{target}-{sha256(small).hexdigest()[:12]}"
        (self.out / name).write_bytes(small)
        (self.out / f"{name}.why").write_text(found, encoding="utf-8", errors="replace")
        self.tell()

    def tell(self) -> None:
        """Write the counts down."""
        self.told = time.process_time()
        counts = {"cpu": round(self.spent()), "tried": dict(self.tried), "failed": dict(self.failed)}
        (self.out / f"counts-{os.getpid()}.json").write_text(json.dumps(counts, indent=1), encoding="utf-8")


def failure(target: str, data: bytes) -> str | None:
    """What went wrong and where, null when all is well."""
    from hostile.targets import TARGETS

    start = time.process_time()
    try:
        TARGETS[target](data)
    except Exception as error:
        places = [f"{Path(at.filename).name}:{at.name}" for at in traceback.extract_tb(error.__traceback__)]
        own = [
            f"{Path(at.filename).name}:{at.lineno}"
            for at in traceback.extract_tb(error.__traceback__)
            if "claimx" in at.filename
        ]
        return f"{type(error).__name__} {' > '.join(places[-6:])} {own[-1:]}"
    return "slow" if time.process_time() - start > SLOW else None


def shrunk(target: str, data: bytes, found: str) -> bytes:
    """The shortest input with the same failure that a little time finds."""
    end = time.process_time() + SHRINK_SECONDS
    size = len(data) // 2
    while size and found != "slow":
        at = data.index(b"\n") + 1 if b"\n" in data else 0
        while at < len(data) and time.process_time() < end:
            shorter = data[:at] + data[at + size :]
            if failure(target, shorter) == found:
                data = shorter
            else:
                at += size
        size //= 2
    return data


def by_number(run: Run, targets: list[str], first: int, seconds: float) -> None:
    """The numbered cases of all targets in turn."""
    from hostile.generate import MAKERS, case

    for number in itertools.count(first):
        for target in targets or MAKERS:
            if run.spent() > seconds:
                run.tell()
                return
            run.one(target, case(target, number))


def by_coverage(run: Run, target: str, seconds: float) -> None:
    """Cases that reach new code."""
    import atheris

    with atheris.instrument_imports(include=["claimx"]):
        import claimx.claims.assemble
        from hostile.targets import TARGETS, extractor  # noqa: F401

        if target in ("text", "opened", "page"):
            extractor().claims(claimx.intake.article_of("Up 5% to $3bn in 2024, he said."))
    corpus = run.out / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    from hostile.generate import case

    for number in range(300):
        (corpus / f"{number}").write_bytes(case(target, 10**9 + number))

    def one(data: bytes) -> None:
        run.one(target, data)
        if run.spent() > seconds:
            run.tell()
            os._exit(0)

    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            str(HERE / "corpus" / target),
            "-max_len=4000",
            "-timeout=120",
            "-rss_limit_mb=6000",
            "-verbosity=0",
        ],
        one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
