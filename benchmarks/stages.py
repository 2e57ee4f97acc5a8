"""Where the time goes: CPU seconds of each stage, without those of the stages inside it.

In: article texts. Out: seconds by stage, in the order of the pipeline. The functions are wrapped where the pipeline
looks them up; a wrapper costs about a microsecond per call.
"""

from __future__ import annotations

import io
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from claimx.intake import article_of
from claimx.parsing.special_cases import ALL_AFTER

STAGES = {
    "sentences": ["claimx.parsing.sentences:sentences"],
    "gate": ["claimx.parsing.parse:gate", "claimx.parsing.gate:holds_any"],
    "quotations": ["claimx.parsing.gate:quotations"],
    "tokenize": ["spacy.language:Language.make_doc"],
    "word vectors": ["claimx.parsing.network:Vectors.__call__"],
    "tags and trees": ["claimx.parsing.syntax:SyntaxReader.__call__"],
    "entities": ["claimx.parsing.entities:EntityReader.__call__"],
    "join": ["claimx.parsing.parse:join"],
    "timexes": ["claimx.components:TimexComponent.__call__"],
    "quantities": ["claimx.components:QuantityComponent.__call__"],
    "attributions": ["claimx.components:AttributionComponent.__call__", "claimx.claims.assemble:link"],
    "voices": ["claimx.claims.assemble:attribute"],
    "claims": ["claimx.claims.assemble:assemble"],
    "write": ["claimx.export.text:write_jsonl"],
}
OWN = "claimx"
RUNS = {"tokenize": "spaCy", "word vectors": "model", "tags and trees": "model", "entities": "model"}
"""What runs in the stages that are not claimx's own: spaCy, or the networks of its pipeline, evaluated in NumPy."""
OTHER = "other"
OPENING = ("sentences", "gate", "quotations")
"""What decides which sentences are read."""
PARSE = ("tokenize", "word vectors", "tags and trees", "entities", "join")


@dataclass
class Clock:
    """Seconds by stage; `inner` holds, for each stage under way, the seconds of the stages inside it."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    inner: list[float] = field(default_factory=lambda: [0.0])

    def timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """The function, which adds its own time to a stage."""

        def wrapper(*arguments: Any, **options: Any) -> Any:
            self.inner.append(0.0)
            started = time.process_time()
            try:
                return function(*arguments, **options)
            finally:
                spent = time.process_time() - started
                self.seconds[stage] += spent - self.inner.pop()
                self.inner[-1] += spent

        return wrapper


def watch(clock: Clock) -> None:
    """Wrap the functions of all stages."""
    for stage, places in STAGES.items():
        for place in places:
            module, _, path = place.partition(":")
            *owners, name = path.split(".")
            owner: Any = import_module(module)
            for part in owners:
                owner = getattr(owner, part)
            setattr(owner, name, clock.timed(getattr(owner, name), stage))


def profile(texts: list[str]) -> dict[str, float]:
    """Seconds by stage over the texts, after some to warm up."""
    from claimx.export import text as output
    from claimx.pipeline import Extractor

    extractor = Extractor()
    for _ in range(ALL_AFTER + 1):
        extractor.claims(article_of("Warm-up: three ships sank in 2024, the ministry said."))
    clock = Clock()
    watch(clock)
    started = time.process_time()
    for text in texts:
        output.write_jsonl(extractor.claims(article_of(text)), io.StringIO())
    total = time.process_time() - started
    found = {stage: clock.seconds[stage] for stage in STAGES}
    return found | {OTHER: total - sum(found.values())}


def table(seconds: dict[str, float]) -> list[str]:
    """The profile as a table in Markdown, with the shares of the gate and of claimx's own code."""
    total = sum(seconds.values())
    rows = [f"| {stage} | {origin(stage)} | {spent / total:.1%} |" for stage, spent in seconds.items()]
    shares = [
        f"gate: {seconds['gate'] / total:.1%} of the time (goal: 1%)",
        f"own code: {own(seconds) / total:.1%} of the time (goal: 35%)",
    ]
    return ["| stage | runs | share of the CPU time |", "|---|---|---|", *rows, "", *shares]


def alone(seconds: dict[str, float], words: int) -> list[str]:
    """What single layers cost: quantities by the words of the whole texts, attributions beside the parse."""
    opening, parse = (sum(seconds[stage] for stage in stages) for stages in (OPENING, PARSE))
    return [
        f"quantities with the gate: {words / (seconds['quantities'] + opening):.0f} words/s (goal: 150,000)",
        f"quantities without: {words / seconds['quantities']:.0f} words/s",
        f"attributions: {seconds['attributions'] / (opening + parse):.2f} of the parse (goal: 0.15)",
    ]


def own(seconds: dict[str, float]) -> float:
    """The seconds of claimx's own code."""
    return sum(spent for stage, spent in seconds.items() if origin(stage) == OWN)


def origin(stage: str) -> str:
    """What runs in a stage."""
    return RUNS.get(stage, OWN)
