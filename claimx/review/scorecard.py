"""A tally against gold, for people (`render`) and for programs (`as_json`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from claimx.review.scoring.tally import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimx.review.scoring.matching import FalsePositive, Pair
    from claimx.review.scoring.tally import Group, Rates, Share, Tally

FIELDS = (
    "kind",
    "value",
    "unit",
    "value_and_unit",
    "modifier",
    "status",
    "measure_f1",
    "period",
    "no_period",
    "change",
    "no_change",
    "entities_f1",
)
SOURCE_FIELDS = ("source", "source_resolved", "source_sentence", "source_carried", "cue", "type")
LABEL, COLUMN = 26, 24


def as_json(result: Tally) -> dict[str, Any]:
    """Figures under dotted names, counts, and every error."""
    records = result.records
    return {
        "figures": result.figures,
        "counts": result.counts,
        "records": {"gold": records.gold, "found": records.found, "right": records.right},
        "misattributed": result.groups["all"].misattributed,
        "recall_by_kind": shares(result.recall_by_kind),
        "recall_by_file": shares(result.recall_by_file),
        "missed": [gold.model_dump(include={"id", "file", "start", "end", "text"}) for gold in result.missed],
        "false_positives": [false_positive_row(wrong) for wrong in result.false_positives],
        "wrong": [wrong_row(pair) for pair in result.wrong],
    }


def shares(table: dict[str, Share]) -> dict[str, dict[str, float]]:
    """Shares as counts."""
    return {name: {"right": share.right, "n": share.n} for name, share in table.items()}


def false_positive_row(wrong: FalsePositive) -> dict[str, Any]:
    """A claim that answers nothing."""
    found = wrong.found
    place = {"file": found.file, "start": found.start, "end": found.end, "text": found.text}
    return place | {"kind": found.kind, "value": plain(found.value), "reason": wrong.reason}


def wrong_row(pair: Pair) -> dict[str, Any]:
    """A claim with wrong fields: per field what gold wants and what was found."""
    fields = {name: {"gold": wanted(pair, name), "found": given(pair, name)} for name in pair.judgement.wrong()}
    return {"id": pair.gold.id, "file": pair.gold.file, "text": pair.gold.text, "fields": fields}


def wanted(pair: Pair, field: str) -> object:
    """What gold has in a field."""
    if field == "source":
        return pair.gold.attribution.source if pair.gold.attribution else None
    if field == "period":
        return pair.gold.period.value if pair.gold.period else None
    return plain(getattr(pair.gold, field))


def given(pair: Pair, field: str) -> object:
    """What the claim has in a field."""
    return plain(getattr(pair.found, field))


def plain(value: object) -> object:
    """A field as JSON has it."""
    return value.model_dump(mode="json", by_alias=True) if isinstance(value, BaseModel) else value


def render(result: Tally, *, errors: int = 0) -> str:
    """The report as text: records, groups and fields, then up to `errors` errors of each kind."""
    lines = [*summary(result), "", *table(result), "", *breakdown(result), *error_lines(result, errors)]
    return "\n".join(lines)


def summary(result: Tally) -> Iterator[str]:
    """Whole records, and what was found without being there."""
    figures, records, counts = result.figures, result.records, result.counts
    yield (
        f"record F1 {percent(figures['record.f1'])}  "
        f"({records.right} right, {records.gold} in gold, {records.found} found)"
    )
    yield (
        f"  carried sources required {percent(figures['record.strict_f1'])}, "
        f"full names required {percent(figures['record.resolved_f1'])}"
    )
    yield (
        f"  with a source in the sentence: {records.sourced_right} right of {records.sourced}; "
        f"wrong or invented sources: {result.groups['all'].misattributed}"
    )
    yield (
        f"false positives: {counts['false_figures']} figures, {counts['false_dates']} dates "
        f"({counts['duplicates']} duplicates); neutral {counts['neutral']}; "
        f"free to find {counts['other_found']} of {counts['gold_other']}; elsewhere {counts['elsewhere']}"
    )


def table(result: Tally) -> Iterator[str]:
    """One column per group."""
    groups = [result.groups[name] for name in GROUPS]
    yield row("", GROUPS)
    yield row("found  P / R / F1", [rates(group.detection) for group in groups])
    yield from share_rows(FIELDS, [group.fields for group in groups])
    yield row("attributed  P / R / F1", [rates(group.attribution) for group in groups])
    yield row("  in the sentence", [rates(group.attribution_in_sentence) for group in groups])
    yield row("  carried: right/found/n", map(carried, groups))
    yield from share_rows(SOURCE_FIELDS, [group.sources for group in groups])


def row(label: str, cells: Iterable[str]) -> str:
    """One line of the table."""
    return (label.ljust(LABEL) + "".join(cell.rjust(COLUMN) for cell in cells)).rstrip()


def share_rows(names: Sequence[str], columns: Sequence[dict[str, Share]]) -> Iterator[str]:
    """One line per field."""
    for name in names:
        yield row("  " + name.replace("_", " "), [cell(column.get(name)) for column in columns])


def cell(share: Share | None) -> str:
    """A share with its size."""
    return f"{percent(share.right / share.n)} ({share.n:4})" if share else "-"


def rates(rates: Rates) -> str:
    """Precision, recall and F1."""
    return f"{percent(rates.precision)} {percent(rates.recall)} {percent(rates.f1)}"


def carried(group: Group) -> str:
    """Sources outside the sentence: right, found, all."""
    return f"{group.carried.right}/{group.carried.found}/{group.carried.n}"


def percent(value: float) -> str:
    """A rate in per cent."""
    return f"{100 * value:5.1f}"


def breakdown(result: Tally) -> Iterator[str]:
    """Recall by kind and by file."""
    for label, parts in (("kind", result.recall_by_kind), ("file", result.recall_by_file)):
        cells = (f"{name} {part.right:.0f}/{part.n}" for name, part in parts.items())
        yield f"recall by {label}: " + ", ".join(cells)


def error_lines(result: Tally, limit: int) -> Iterator[str]:
    """Up to `limit` errors of each kind."""
    if not limit:
        return
    yield f"\nmissed ({len(result.missed)})"
    for gold in result.missed[:limit]:
        yield f"  {gold.file}:{gold.start} {gold.kind} {gold.text!r}: {gold.measure}"
    yield f"false positives ({len(result.false_positives)})"
    for wrong in result.false_positives[:limit]:
        found = wrong.found
        value = plain(found.value)
        yield f"  {found.file}:{found.start} {found.kind} {found.text!r} = {value}: {wrong.reason}"
    yield f"wrong fields ({len(result.wrong)})"
    for pair in result.wrong[:limit]:
        names = pair.judgement.wrong()
        fields = (f"{name} {given(pair, name)!r}, gold {wanted(pair, name)!r}" for name in names)
        yield f"  {pair.gold.file}:{pair.gold.start} {pair.gold.text!r}: " + "; ".join(fields)
