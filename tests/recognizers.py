"""How far claimx agrees with the cases of Recognizers-Text: text, value and unit, per kind of case.

    python tests/recognizers.py        the table, the rows not read, and where meanings differ, with the reasons

The rows stand in cases/quantities_recognizers.toml: `case` and `miss` where both mean the same, `disagree` where a
figure of news is something else there. The tests hold every kind to `LEAST` of the rows whose meaning agrees.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from cases_of import cases_of

from claimx.mentions import quantities, timexes
from claimx.numerals import find_numbers

TABLE = "quantities_recognizers"
LEAST = 0.85
READ_ALONE = ("number", "ordinal")
KINDS = {"currency": "money", "dimension": "quantity", "temperature": "quantity"}


class Agreement(NamedTuple):
    """Whether text, value and unit of a row are as there; null where the row says nothing of the kind."""

    kind: str
    text: bool | None
    value: bool
    unit: bool | None


def find(doc):
    """The quantities of a Doc."""
    return quantities.find(doc, timexes=timexes.find(doc, published=None))


def close(value, expected):
    """Whether a value is the expected one, to the precision of their rows."""
    return value is not None and abs(float(value) - float(expected)) <= 1e-4 * abs(float(expected)) + 1e-12


def written(number):
    """A decimal without exponent or trailing zeros."""
    return "" if number is None else str(int(number)) if number == int(number) else format(number.normalize(), "f")


def ends_of(quantity):
    """Both ends of a quantity, open ones empty: their ranges hold the modifier."""
    if quantity.value is None:
        return written(quantity.low), written(quantity.high)
    low = "" if quantity.modifier in ("less than", "at most") else written(quantity.value)
    return low, "" if quantity.modifier in ("more than", "at least") else written(quantity.value)


def agreement(case, doc):
    """What of one row is read as there."""
    if case["kind"] in READ_ALONE:
        found = list(find_numbers(case["text"]))
        right = len(found) == len(case["expect"]) and all(
            close(number.value, expected) for number, expected in zip(found, case["expect"], strict=True)
        )
        return Agreement(case["kind"], same_text(case, [case["text"][n.start : n.end] for n in found]), right, None)
    found = find(doc)
    texts = same_text(case, [doc.text[q.start : q.end] for q in found])
    if case["kind"] == "number_range":
        return Agreement(case["kind"], texts, set(case["expect"]) <= {"..".join(ends_of(q)) for q in found}, None)
    if not case["expect"]:
        none = all(quantity.kind != KINDS.get(case["kind"], case["kind"]) for quantity in found)
        return Agreement(case["kind"], texts, none, None)
    return Agreement(case["kind"], texts, *same_values(case, found))


def same_values(case, found):
    """Whether all values of a row are found, and all with their units."""
    rows = [row.split(" ", 1) for row in case["expect"]]
    like = [[q for q in found if close(q.value, value)] for value, _ in rows]
    units = [
        any((q.unit or "").split("/")[0] == unit.split("/")[0] for q in of_value)
        for (_, unit), of_value in zip(rows, like, strict=True)
    ]
    return all(like), all(units)


def same_text(case, stretches):
    """Whether the stretches are the same (null: with a rate); their ranges hold the modifier, ours do not."""
    if "found" not in case:
        return None
    ours = {" ".join(text.lower().split()) for text in stretches}
    wanted = [" ".join(text.lower().split()) for text in case["found"]]
    if case["kind"] == "number_range":
        return all(any(stretch in text for stretch in ours) for text in wanted)
    missing = set(wanted) - ours
    return None if any(longer_by_rate(text, ours) for text in missing) else not missing


def longer_by_rate(text, ours):
    """Whether our stretch is theirs with its rate, "500,000 barrels a day": the rate belongs to the figure here."""
    return any(re.fullmatch(re.escape(text) + r"( of [a-z ]{1,40}?)? an? [a-z]+", stretch) for stretch in ours)


def agreeing():
    """The rows whose meaning agrees, read or not."""
    return cases_of(TABLE) + cases_of(TABLE, "miss")


def shares(agreements):
    """Kind → rows, and right and judged rows of text, value and unit."""
    table = defaultdict(list)
    for one in agreements:
        table[one.kind].append(one)
    return {
        kind: (len(rows), *(counted([getattr(row, name) for row in rows]) for name in ("text", "value", "unit")))
        for kind, rows in sorted(table.items())
    }


def counted(answers):
    """Right and judged answers."""
    judged = [answer for answer in answers if answer is not None]
    return sum(judged), len(judged)


def printed(part):
    """A share as the table shows it."""
    right, judged = part
    return f"{right:4} of {judged:3} {right / judged:6.1%}" if judged else " " * 18


def main():
    """Print the table and what it leaves out."""
    from claimx.parsing import Parser, load_model

    parser = Parser(load_model())
    rows = [(case, parser(case["text"], everything=True)) for case in agreeing()]
    found = shares(agreement(*row) for row in rows)
    print(f"{'kind':14}{'rows':>5}  {'text':18}  {'value':18}  {'unit':18}")
    for kind, (count, *parts) in found.items():
        print(f"{kind:14}{count:5}  " + "  ".join(map(printed, parts)))
    print("\nMeaning agrees, not read:")
    for case in cases_of(TABLE, "miss"):
        print(f"  {case['kind']:13} {case['text'].strip()}")
    print("\nMeaning differs:")
    reasons = defaultdict(list)
    for case, doc in rows:
        if "found" in case and agreement(case, doc).text is None:
            reasons["the rate belongs to the figure, not to its unit alone (text only)"].append(case["text"].strip())
    for case in cases_of(TABLE, "disagree"):
        reasons[case["reason"]].append(f"{case['kind']}: {case['text'].strip()}")
    for reason, texts in reasons.items():
        print(f"  {reason}", *(f"      {text}" for text in texts), sep="\n")


if __name__ == "__main__":
    main()
