"""Arithmetic inside an article: what cannot all be right is found with its computation; rounding is granted."""

import inspect
import json
import re
import sys

import pytest
from claim_factory import change, claim, document, measure

from claimx.review.audit import ARTICLE_RULES, RULES, SENTENCE_RULES, audit
from claimx.review.listing import audit_lines, audit_objects


def figures(text, *rows, title="A title"):
    """Claims of one sentence: (figure as printed, changes)."""
    sentence = {"text": text, "start": 0, "end": len(text)}
    made, at = [], 0
    for number, (figure, changes) in enumerate(rows):
        at = text.index(figure, at)
        base = {
            "id": f"clm_{number}",
            "start": at,
            "end": at + len(figure),
            "modifier": None,
            "modifier_text": None,
            "change": None,
            "sentence": sentence,
            "document": document(title=title),
        }
        made.append(claim(text=figure, **(base | changes)))
        at += len(figure)
    return made


def moved(role, value, **changes):
    return {"value": value, "change": change(role=role, **{"from": None}, to=None, delta_percent=None), **changes}


def percent(role, value, unit="percent"):
    return moved(role, value, kind="percent", unit=unit)


def found(claims):
    return [(finding.rule, finding.computation) for finding in audit(claims)]


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        (
            "up 40% from 10 million to 12 million",
            [
                ("40%", percent("by", 40)),
                ("10 million", moved("from", 10_000_000)),
                ("12 million", moved("to", 12_000_000)),
            ],
            [("percent of change", "10,000,000 to 12,000,000 is +20%, not 40%")],
        ),
        (
            "up 20% from 10 million to 12 million",
            [
                ("20%", percent("by", 20)),
                ("10 million", moved("from", 10_000_000)),
                ("12 million", moved("to", 12_000_000)),
            ],
            [],
        ),
        (
            "up 29% from $190 billion to about $245 billion",
            [
                ("29%", percent("by", 29)),
                ("$190 billion", moved("from", 190 * 10**9)),
                ("$245 billion", moved("to", 245 * 10**9)),
            ],
            [],
        ),
        (
            "rose 5 points from 10% to 12%",
            [
                ("5 points", percent("by", 5, "percentage point")),
                ("10%", percent("from", 10)),
                ("12%", percent("to", 12)),
            ],
            [("size of change", "12 - 10 = 2, not 5 points")],
        ),
        (
            "rose 2 points from 10% to 12%",
            [
                ("2 points", percent("by", 2, "percentage point")),
                ("10%", percent("from", 10)),
                ("12%", percent("to", 12)),
            ],
            [],
        ),
        (
            "tripled from 10 to 20",
            [
                ("tripled", moved("by", 3, kind="multiple", unit=None)),
                ("10", moved("from", 10)),
                ("20", moved("to", 20)),
            ],
            [("factor of change", "10 to 20 is +100%, not tripled")],
        ),
        (
            "rose from 12 million to 10 million",
            [("12 million", moved("from", 12_000_000)), ("10 million", moved("to", 10_000_000))],
            [("direction of change", "12,000,000 to 10,000,000 is -16.7%: down, the text says up")],
        ),
        (
            "14 of the 10 members",
            [("14", {"kind": "count", "value": 14}), ("10", {"kind": "count", "value": 10})],
            [("part and whole", "14 is more than 10")],
        ),
        ("4 of the 10 members", [("4", {"kind": "count", "value": 4}), ("10", {"kind": "count", "value": 10})], []),
        (
            "500 detained, including 600 students",
            [("500", {"kind": "count", "value": 500}), ("600", {"kind": "count", "value": 600})],
            [("part and whole", "600 is more than 500")],
        ),
        (
            "at least 500 detained, including 600 students",
            [
                ("500", {"kind": "count", "value": 500, "modifier": "at least"}),
                ("600", {"kind": "count", "value": 600}),
            ],
            [],
        ),
        (
            "accounts for 120% of the exports",
            [("120%", {"kind": "percent", "unit": "percent", "value": 120})],
            [("share over 100", "120% of a whole")],
        ),
        ("rose to 120% of the target", [("120%", percent("to", 120))], []),
    ],
)
def test_sentences(text, rows, expected):
    assert found(figures(text, *rows)) == expected


def test_two_movements_in_a_sentence_are_not_mixed():
    ends = [
        ("$55", "from", 55, 55, 110),
        ("$110", "to", 110, 55, 110),
        ("$12", "from", 12, 12, 27),
        ("$27", "to", 27, 12, 27),
    ]
    rows = [
        (text, {"value": value, "change": change(role=role, **{"from": first}, to=last)})
        for text, role, value, first, last in ends
    ]
    assert found(figures("from $55 to $110 and from $12 to $27", *rows)) == []


def headline(*body):
    head = figures("Over 100 Kurds executed", ("100", KURDS | {"modifier": "more than", "modifier_text": "over"}))
    text = [
        c.model_copy(update={"start": c.start + 100, "end": c.end + 100})
        for c in figures("At least 100 Kurds were executed.", *body)
    ]
    sentence = text[0].sentence.model_copy(update={"start": 100, "end": 133})
    doc = document(title="Over 100 Kurds executed")
    return [c.model_copy(update={"document": claim(document=doc).document}) for c in head] + [
        c.model_copy(update={"sentence": sentence, "document": claim(document=doc).document}) for c in text
    ]


KURDS = {"kind": "count", "value": 100, "unit": "Kurd", "measure": measure("Kurds executed"), "entities": []}


def test_a_headline_that_says_something_else():
    at_least = KURDS | {"modifier": "at least", "modifier_text": "At least"}
    assert found(headline(("100", at_least))) == [("headline and text", "headline: over 100; text: At least 100")]


def test_a_headline_that_the_text_bears_out():
    assert found(headline(("100", KURDS | {"modifier": "more than"}))) == []


def test_million_for_billion():
    rows = [("$245 million", {"value": 245_000_000}), ("$245 billion", {"value": 245_000_000_000})]
    assert found(figures("from $245 million or $245 billion", *rows)) == [
        ("million and billion", "245,000,000 and 245,000,000,000: ×10^3")
    ]
    other = [rows[0], (rows[1][0], rows[1][1] | {"measure": measure("Grain harvest"), "entities": []})]
    assert found(figures("from $245 million or $245 billion", *other)) == []


def test_what_is_shown():
    claims = figures(
        "14 of the 10 members", ("14", {"kind": "count", "value": 14}), ("10", {"kind": "count", "value": 10})
    )
    assert list(audit_lines(audit(claims))) == [
        "part and whole: 14 is more than 10",
        "  news/trade.txt:0  [14] of the 10 members",
        "  news/trade.txt:10  14 of the [10] members",
        "",
    ]
    (made,) = audit_objects(audit(claims))
    assert json.loads(json.dumps(made))["claims"][1]["value"] == 10


def test_every_rule_is_named():
    source = inspect.getsource(sys.modules[audit.__module__])
    assert sorted(RULES) == sorted(re.findall(r'Finding\(\s*"([^"]+)"', source))
    assert len(RULES) == len(SENTENCE_RULES) + len(ARTICLE_RULES)
