"""Small plots as inline SVG, where looking beats reading: figures by source and kind, and their periods.

Numbers in, `Markup` out; colours come from the page's CSS classes, so plots follow light and dark.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from claimx.export.wording import OWN_VOICE, source_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimx.records import Claim

WIDTH = 420
ROW = 20
LABEL = 165
LABEL_CHARS = 22
MOST_BARS = 12
LANES = 12
LANE = 13
TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
OUTER = 0.05
"""Share of periods at each end that may fall off the line, so that one year 1812 does not squash the rest."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: label, count, and CSS class."""

    label: str
    count: int
    style: str


def by_kind(claims: Iterable[Claim]) -> Markup:
    """Figures by kind, most frequent first."""
    counts: Counter[str] = Counter(claim.kind for claim in claims)
    return bars([Bar(kind, count, f"k-{kind}") for kind, count in ordered(counts)])


def by_source(claims: Iterable[Claim]) -> Markup:
    """Figures by source, most frequent first; what is left over is one bar."""
    ranked = ordered(Counter(source_text(claim) for claim in claims))
    shown = [Bar(name, count, "own" if name == OWN_VOICE else "voice") for name, count in ranked[:MOST_BARS]]
    rest = ranked[MOST_BARS:]
    if rest:
        shown.append(Bar(f"{len(rest)} more sources", sum(count for _, count in rest), "own"))
    return bars(shown)


def ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    """By count, then by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def bars(rows: Sequence[Bar]) -> Markup:
    """Horizontal bars with their labels and counts."""
    most = max((row.count for row in rows), default=1)
    height = ROW * len(rows) + 2
    drawn = Markup("").join(bar(row, place, most) for place, row in enumerate(rows))
    return svg(height, "", drawn)


def bar(row: Bar, place: int, most: int) -> Markup:
    """One bar."""
    length = (WIDTH - LABEL - 50) * row.count / most
    label = row.label if len(row.label) <= LABEL_CHARS else f"{row.label[: LABEL_CHARS - 1]}…"
    return Markup(
        '<g class="bar {style}"><title>{full}: {count}</title>'
        '<text x="{x}" y="{y}" text-anchor="end">{label}</text>'
        '<rect x="{left}" y="{top}" width="{length:.1f}" height="{thick}" rx="2"/>'
        '<text class="n" x="{end:.1f}" y="{y}">{count}</text></g>'
    ).format(
        style=row.style,
        full=row.label,
        count=row.count,
        x=LABEL - 8,
        y=place * ROW + 14,
        label=label,
        left=LABEL,
        top=place * ROW + 3,
        length=max(length, 2),
        thick=ROW - 6,
        end=LABEL + max(length, 2) + 6,
    )


def svg(height: int, style: str, drawn: Markup) -> Markup:
    """The frame of a plot."""
    frame = '<svg class="plot {}" viewBox="0 0 {} {}" width="{}" role="img">{}</svg>'
    return Markup(frame).format(style, WIDTH, height, WIDTH, drawn)


def time_line(claims: Iterable[Claim]) -> Markup:
    """The periods that figures are about: one stroke per period, thicker where many figures share it."""
    counts = Counter(filter(None, map(days_of, claims)))
    first, last = middle(sorted(counts))
    kept = [(days, count) for days, count in sorted(counts.items()) if days[0] <= last and days[1] >= first]
    if len(kept) < 2:
        return Markup("")
    lanes = pack([days for days, _ in kept], (last - first) / 200)
    strokes = [
        stroke(days, count, lane, (first, last))
        for (days, count), lane in zip(kept, lanes, strict=True)
        if lane < LANES
    ]
    height = LANE * (min(max(lanes) + 1, LANES)) + 26
    return svg(height, "time", Markup("").join([axis(first, last, height), *strokes]))


def days_of(claim: Claim) -> tuple[int, int] | None:
    """First and last day of the period (or of the date itself) as ordinals; null when one is open."""
    dated = claim.period or claim.timex
    try:
        first, last = (date.fromisoformat(day or "").toordinal() for day in (dated.first_day, dated.last_day))  # type: ignore[union-attr]
    except (AttributeError, ValueError):
        return None
    return (first, last) if first <= last else None


def middle(periods: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The stretch of days worth drawing: without the outer few when they are far off."""
    if not periods:
        return 0, 1
    firsts, lasts = sorted(p[0] for p in periods), sorted(p[1] for p in periods)
    cut = int(len(periods) * OUTER)
    return firsts[cut], max(lasts[-1 - cut], firsts[cut] + 1)


def pack(periods: Iterable[tuple[int, int]], gap: float) -> list[int]:
    """The lane of each period, so that none overlaps the one before it in its lane."""
    ends: list[float] = []
    lanes = []
    for first, last in periods:
        lane = next((n for n, end in enumerate(ends) if end + gap < first), len(ends))
        ends[lane : lane + 1] = [last]
        lanes.append(lane)
    return lanes


def stroke(days: tuple[int, int], count: int, lane: int, span: tuple[int, int]) -> Markup:
    """One period."""
    left, right = (place(day, span) for day in (days[0], days[1] + 1))
    names = " to ".join(date.fromordinal(day).isoformat() for day in sorted(set(days)))
    return Markup(
        '<rect class="period" x="{:.1f}" y="{}" width="{:.1f}" height="{}" rx="1.5" opacity="{:.2f}">'
        "<title>{}: {}</title></rect>"
    ).format(left, lane * LANE + 3, max(right - left, 3), LANE - 3, min(0.45 + count / 10, 1), names, count)


def place(day: int, span: tuple[int, int]) -> float:
    """Where a day stands on the axis, within its ends."""
    share = (day - span[0]) / (span[1] - span[0])
    return 16 + (WIDTH - 36) * min(max(share, 0), 1)


def axis(first: int, last: int, height: int) -> Markup:
    """Years below, with as many ticks as are readable."""
    start, stop = date.fromordinal(first).year, date.fromordinal(last).year
    step = next((step for step in TICKS if (stop - start) / step <= 8), TICKS[-1])
    years = range(start + -start % step, stop + 1, step)
    days = [(date(year, 1, 1).toordinal(), year) for year in years]
    ticks = [(place(day, (first, last)), year) for day, year in days if first <= day <= last]
    mark = Markup('<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{h}"/><text x="{x:.1f}" y="{y}">{year}</text>')
    return Markup("").join(mark.format(x=x, h=height - 18, y=height - 5, year=year) for x, year in ticks)
