"""What `compare`, `audit` and `score` found, as lines for people and as JSON objects for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimx.export.terminal import safe
from claimx.export.wording import figure_text, source_text
from claimx.records import json_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from claimx.records import Claim
    from claimx.review.audit import Finding
    from claimx.review.compare import Figure, Group
    from claimx.review.score import Rate, Score

CONTEXT = 60
"""Characters of the sentence shown on each side of a figure."""


def place(claim: Claim) -> str:
    """File and first character."""
    return safe(f"{claim.document.path}:{claim.start}")


def quoted(claim: Claim) -> str:
    """The figure in its sentence, marked, with some of the sentence on both sides."""
    sentence = claim.sentence
    before = sentence.text[: claim.start - sentence.start]
    after = sentence.text[claim.end - sentence.start :]
    left = before if len(before) <= CONTEXT else f"…{before[-CONTEXT:]}"
    right = after if len(after) <= CONTEXT else f"{after[:CONTEXT]}…"
    return safe(f"{left}[{claim.text}]{right}")


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def compare_lines(groups: Iterable[Group]) -> Iterator[str]:
    """Each group with its figures, then what lies between them."""
    for group in groups:
        sizes = f"{counted(group.articles, 'article')}, {counted(group.origins, 'origin')}"
        yield f"{safe(group.measure)} ({sizes}): {', '.join(sorted(group.relations))}"
        for figure in group.figures:
            yield from figure_lines(figure)
        for pair in group.pairs:
            texts = f"{safe(figure_text(pair.one))} / {safe(figure_text(pair.other))}"
            yield f"  {pair.relation}: {texts}{': ' if pair.detail else ''}{safe(pair.detail)}"
        yield ""


def figure_lines(figure: Figure) -> Iterator[str]:
    """One figure: by whom, from how many origins, and every place."""
    who = safe(source_text(figure.claim))
    yield f"  {safe(figure_text(figure.claim))}  {who}, {counted(figure.origins, 'origin')}"
    for claim in figure.claims:
        yield f"    {place(claim)}  {quoted(claim)}"


def compare_objects(groups: Iterable[Group]) -> Iterator[dict[str, Any]]:
    """The same as objects."""
    for group in groups:
        yield {
            "measure": group.measure,
            "relations": sorted(group.relations),
            "articles": group.articles,
            "origins": group.origins,
            "figures": [
                {"origins": figure.origins, "claims": [spot(claim) for claim in figure.claims]}
                for figure in group.figures
            ],
            "pairs": [
                {"relation": pair.relation, "one": pair.one.id, "other": pair.other.id, "detail": pair.detail}
                for pair in group.pairs
            ],
        }


def audit_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Each finding with its computation and its figures in their sentences."""
    for finding in findings:
        yield f"{finding.rule}: {safe(finding.computation)}"
        yield from (f"  {place(claim)}  {quoted(claim)}" for claim in finding.claims)
        yield ""


def audit_objects(findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """The same as objects."""
    for finding in findings:
        spots = [spot(claim) for claim in finding.claims]
        yield {"rule": finding.rule, "computation": finding.computation, "claims": spots}


def spot(claim: Claim) -> dict[str, Any]:
    """A claim as far as it takes to find it again."""
    return {
        "id": claim.id,
        "text": claim.text,
        "modifier": claim.modifier,
        "value": plain(claim.value),
        "low": plain(claim.low),
        "high": plain(claim.high),
        "unit": claim.unit,
        "period": claim.period.text if claim.period else None,
        "source": claim.attribution.source.name if claim.attribution else None,
        "path": claim.document.path,
        "start": claim.start,
        "end": claim.end,
        "sentence": claim.sentence.text,
    }


def plain(value: Decimal | None) -> int | float | None:
    """The JSON number of a decimal, or null."""
    return None if value is None else json_number(value)


def score_lines(score: Score, limit: float | None = None) -> Iterator[str]:
    """A table of rates with their intervals, the rows behind them, and what `limit` would take."""
    yield f"{'field':<10}{'wrong':>6}{'error':>8}   95% interval"
    for rate in score.rates:
        yield f"{rate.field:<10}{rate.wrong:>6}{rate.rate:>8.1%}   {rate.low:.1%} to {rate.high:.1%}"
    rest = [counted(score.unsure, "row") + " unsure"] if score.unsure else []
    rest += [counted(score.open, "row") + " without a verdict"] if score.open else []
    yield f"{counted(score.checked, 'row')} checked" + "".join(f", {part}" for part in rest)
    if len(score.strata) > 1:
        parts = (f"{safe(name)} {rows} of {size}" for name, (rows, size) in sorted(score.strata.items()))
        yield f"weighted back from: {', '.join(parts)} (worth {score.effective:.0f} rows drawn evenly)"
    if limit is not None:
        yield limit_line(score, limit)


def limit_line(score: Score, limit: float) -> str:
    """Whether the check shows that at most this share of records is wrong, and how many rows would."""
    if not score.exceeds(limit):
        return f"at most {limit:.1%} of the records are wrong: shown (interval up to {score.record.high:.1%})"
    needed = score.needed(limit)
    said = f"at most {limit:.1%} of the records are wrong: not shown (interval up to {score.record.high:.1%})"
    if needed is None:
        return f"{said}; the rate itself is not below"
    return f"{said}; at this rate it takes {counted(needed, 'row')}"


def score_object(score: Score, limit: float | None = None) -> dict[str, Any]:
    """The same as one object."""
    made: dict[str, Any] = {
        "checked": score.checked,
        "unsure": score.unsure,
        "open": score.open,
        "effective": round(score.effective, 2),
        "rates": [rate_object(rate) for rate in score.rates],
        "strata": {name: {"checked": rows, "size": size} for name, (rows, size) in score.strata.items()},
    }
    if limit is not None:
        made |= {"limit": limit, "shown": not score.exceeds(limit), "rows_needed": score.needed(limit)}
    return made


def rate_object(rate: Rate) -> dict[str, Any]:
    """One rate, rounded to four decimals."""
    numbers = {"rate": rate.rate, "low": rate.low, "high": rate.high}
    return {"field": rate.field, "wrong": rate.wrong, **{name: round(n, 4) for name, n in numbers.items()}}
