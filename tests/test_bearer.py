"""What the quantities of `claimx annotate` are of: rows in cases/bearer.toml."""

from __future__ import annotations

from itertools import pairwise

import pytest
from cases_of import cases_of
from growth import check_growth
from hypothesis import given, settings
from hypothesis import strategies as st
from record_cases import read

from claimx.claims.bearer import bearers
from claimx.claims.stretches import MOST
from claimx.claims.syntax import syntax_of

WORDS = "and of 40 % $ ( ) , shares which the Acme fell by to its - sold".split()


def measured(text, figure):
    found = read(text)
    mention = found.figure(figure).mention
    at = next(i for i, one in enumerate(found.quantities) if one.start == mention.start)
    return found, bearers(found.doc, found.quantities)[at]


@pytest.mark.parametrize("case", cases_of("bearer"), ids=lambda case: f"{case['figure']} {case['text'][:30]}")
def test_bearer(case):
    found, stretches = measured(case["text"], case["figure"])
    assert " ".join(found.doc.text[start:end] for start, end in stretches) == case["measure"]


@pytest.mark.parametrize("case", cases_of("measure"), ids=lambda case: f"{case['figure']} {case['text'][:30]}")
def test_stretches_hold_no_figure_of_their_own_and_no_verb_at_their_edges(case):
    found = read(case["text"])
    syntax = syntax_of(found.doc)
    for quantity, stretches in zip(found.quantities, bearers(found.doc, found.quantities), strict=True):
        assert len(stretches) <= MOST
        assert all(end <= quantity.start or quantity.end <= start for start, end in stretches)
        assert all(one[1] <= two[0] for one, two in pairwise(stretches))
        tokens = [syntax.tokens(stretch) for stretch in stretches]
        edges = {at for first, end in tokens for at in (first, end - 1)}
        assert all(syntax.tags[at] not in ("VBD", "VBP", "VBZ", "MD") for at in edges)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_text_is_survived(words):
    found = read(" ".join(words))
    assert len(bearers(found.doc, found.quantities)) == len(found.quantities)


@pytest.mark.parametrize("piece", ["40 shares of ", "and 40 % ", "which fell 40 ", "Acme sold 4 ( $ 5 ) "])
def test_time_is_linear(piece):
    check_growth(lambda found: bearers(found.doc, found.quantities), piece, 2_000, made=read)
