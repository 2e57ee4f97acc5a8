"""Form → reader: which function gives a found expression its value."""

from __future__ import annotations

from collections.abc import Callable

from claimx.mentions.timexes import clock, dates, durations, months, relative
from claimx.mentions.timexes.doubt_stretches import is_rate
from claimx.mentions.timexes.reading import Anchor, Found, Reading

Reader = Callable[[Found, Anchor], Reading | None]


def rate(found: Found, anchor: Anchor) -> Reading | None:
    """Read "a year": a SET where it counts something, else a duration."""
    return relative.repeated(found, anchor) if is_rate(found) else durations.simple(found, anchor)


READERS: dict[str, Reader] = {
    "iso": dates.iso, "numeric": dates.numeric, "clock": clock.clock, "spoken_clock": clock.spoken_clock,
    "day_range": dates.day_range, "day_pair": dates.day_pair, "day_only": dates.day_only,
    "month_day": dates.month_day, "weekday_day": dates.weekday_day,
    "fiscal_quarter": months.fiscal_quarter, "fiscal_year": months.fiscal_year, "quarter_code": months.quarter_code,
    "year_quarter": months.quarter_of, "quarter_of": months.quarter_of, "quarter": months.quarter,
    "part_of_century": months.part_of_century, "nth_of": dates.nth_of, "week_of": dates.week_of,
    "century": months.century,
    "month_year": months.month_year, "season": months.season, "season_years": months.season_years,
    "decade": months.decade, "repeated": relative.repeated, "shifted": relative.shifted,
    "same_period": relative.same_period, "compound": durations.compound, "duration_range": durations.between,
    "duration_pair": durations.between,
    "duration_half": durations.simple, "duration_part": durations.part, "spanning": durations.spanning,
    "vague_period": relative.vague_period, "reference": relative.reference, "duration": durations.simple,
    "vague_duration": durations.vague, "bare_units": durations.vague, "whole": durations.whole,
    "weekday_of": relative.weekday_of, "relative": relative.relative, "relative_weekday": relative.relative_weekday,
    "relative_month": relative.relative_month, "relative_part": relative.relative_part,
    "day_beyond": relative.day_beyond, "the_unit_before": relative.the_unit_before, "deictic": relative.deictic,
    "holiday": dates.holiday, "weekdays": relative.weekdays, "weekday": dates.weekday, "month": months.month,
    "day_part": clock.day_part, "the_unit": relative.the_unit, "weekend": relative.weekend, "rate": rate,
    "frequency": relative.frequency, "unit_edge": relative.unit_edge, "year": months.year,
}  # fmt: skip
