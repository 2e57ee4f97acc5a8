"""How figures move: rows in cases/change.toml."""

from __future__ import annotations

from decimal import Decimal

import pytest
from cases_of import cases_of
from record_cases import read

from claimx.claims.change import ChangeOf, changes, computed
from claimx.lexicon.moves import moves


def text_of(doc, quantity):
    return doc.text[quantity.start : quantity.end]


def row(found, i, change):
    numbers = (change.from_, change.to, change.factor, change.delta, change.delta_percent)
    other = "" if change.other is None else text_of(found.doc, found.quantities[change.other])
    stated = ["" if number is None else str(number) for number in numbers]
    return [text_of(found.doc, found.quantities[i]), change.direction, change.role, *stated, other]


def same(one, two):
    """Rows are equal when their numbers are, whatever their trailing zeros."""
    return [Decimal(x) if x[:1].isdigit() or x[:1] == "-" else x for x in one[3:8]] == [
        Decimal(x) if x[:1].isdigit() or x[:1] == "-" else x for x in two[3:8]
    ] and (one[:3], one[8]) == (two[:3], two[8])


@pytest.mark.parametrize("case", cases_of("change"), ids=lambda case: case["text"][:50])
def test_changes(case):
    found = read(case["text"])
    rows = [row(found, i, change) for i, change in sorted(changes(found.doc, found.quantities, found.timexes).items())]
    assert len(rows) == len(case["changes"]), rows
    for actual, expected in zip(rows, case["changes"], strict=True):
        assert same(actual, expected), actual


def test_a_movement_from_zero_has_no_percentage():
    change = computed(ChangeOf("up", "to", from_=Decimal(0), to=Decimal(5)), None)
    assert (change.delta, change.delta_percent) == (Decimal(5), None)


def test_movement_words_have_one_direction():
    words = moves()
    both = words.movers.keys() & words.changers.keys()
    assert all(words.movers[form] == words.changers[form] for form in both)
    assert {"rose", "slid", "widened", "fell", "edged", "tumbling"} - {"edged"} <= words.movers.keys()
    assert words.verb("cut") == words.verb("shed") == words.verb("lost") == "down"
    assert words.nouns["increase"] == "up"
    assert words.nouns["declines"] == "down"
