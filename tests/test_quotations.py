"""Quotations: the case table, and what holds for any text."""

from __future__ import annotations

from typing import Any

import pytest
from cases_of import cases_of
from growth import check_growth
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.quotations import at, quotations

CASES = cases_of("quotations")


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_quotations(case: dict[str, Any]) -> None:
    found = quotations(case["text"])
    parts = [case["text"][quotation.start : quotation.end] for quotation in found]
    assert parts == case["quoted"]
    assert [part for part, quotation in zip(parts, found, strict=True) if not quotation.closed] == case.get("open", [])
    continued = [part for part, quotation in zip(parts, found, strict=True) if quotation.continues]
    assert continued == case.get("continued", [])


@given(st.text(alphabet="ab .,\"'“”‘’`«»\n2", max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_marks(text: str) -> None:
    found = quotations(text)
    ends = [position for quotation in found for position in (quotation.start, quotation.end)]
    assert ends == sorted(ends)
    assert all(0 <= quotation.start < quotation.end <= len(text) for quotation in found)
    assert all("\n" not in text[quotation.start : quotation.end] for quotation in found)
    assert all(at(found, quotation.start) == i for i, quotation in enumerate(found))


@pytest.mark.parametrize("unit", ['"', "“", "'a ", "''", '"a" ', "‘a' ", "s' a"])
def test_linear_time(unit: str) -> None:
    check_growth(quotations, unit, 50_000)
