"""The time a figure refers to: rows in cases/period.toml."""

from __future__ import annotations

import pytest
from cases_of import cases_of
from record_cases import read

from claimx.claims.period import period


@pytest.mark.parametrize("case", cases_of("period"), ids=lambda case: f"{case['figure']} {case['text'][:30]}")
def test_period(case):
    found = read(case["text"])
    when = period(found.doc, found.figure(case["figure"]).mention, found.timexes)
    assert (when.timex.value if when else "") == case["value"]
    assert bool(when and when.context) == case.get("context", False)
    assert (when.flags if when else ()) == (("context_period",) if case.get("context") else ())


def test_a_range_of_days_stands_for_a_span_of_months():
    found = read("Ridership climbed 23 percent over the first six months of 2025.")
    when = period(found.doc, found.figure("23 percent").mention, found.timexes)
    assert when is not None
    assert (when.timex.first_day, when.timex.last_day) == ("2025-01-01", "2025-06-30")


def test_no_time_no_period():
    found = read("The school has 400 pupils.")
    assert period(found.doc, found.figure("400").mention, ()) is None


def test_a_relative_span_without_a_publication_date_has_its_text_only():
    """ "The past three months" lie somewhere in the calendar; "for three months" are a length."""
    found = read("At least 40 people were killed in the past three months.", published=None)
    when = period(found.doc, found.figure("40").mention, found.timexes)
    assert when is not None
    assert (when.timex.value, when.timex.first_day, when.timex.anchor) == (None, None, "unresolved")
    assert when.flags == ("no_publication_date",)
    bare = read("At least 40 people were held for three months.", published=None)
    assert period(bare.doc, bare.figure("40").mention, bare.timexes) is None
