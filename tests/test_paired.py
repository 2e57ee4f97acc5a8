"""Figures of one movement measure one thing."""

from __future__ import annotations

import pytest
from record_cases import read

from claimx.claims.change import changes
from claimx.claims.paired import measures


def paired(text):
    found = read(text)
    moves = changes(found.doc, found.quantities, found.timexes)
    for i, stretches in measures(found.doc, found.quantities, moves).items():
        quantity = found.quantities[i]
        yield (
            found.doc.text[quantity.start : quantity.end],
            " ".join(found.doc.text[start:end] for start, end in stretches),
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The starting point hangs on the sum, the end on what is counted.
        (
            "The region cut its imports of coal, decreasing from an average of 90,000 tonnes a month to 40,000 tonnes.",
            {"90,000 tonnes a month": "region its imports of coal", "40,000 tonnes": "region its imports of coal"},
        ),
        ("Prices rose from $3 to $4.", {"$3": "Prices", "$4": "Prices"}),
    ],
)
def test_both_ends_measure_one_thing(text, expected):
    assert dict(paired(text)) == expected
