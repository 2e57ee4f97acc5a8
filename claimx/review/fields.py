"""The words of the spot check, shared by the sheet and the review page: what can be wrong in a record."""

from __future__ import annotations

RIGHT, WRONG, UNSURE = "right", "wrong", "unsure"

CHOICES: dict[str, str] = {
    RIGHT: "Every field is as the text says.",
    WRONG: "Something is not; mark the fields.",
    UNSURE: "The text allows both; the row is left out of the rates.",
}
FIELDS: dict[str, str] = {
    "figure": "Not a figure at all, or cut wrongly.",
    "value": "The number, or the bounds of the range, or the date.",
    "unit": "The unit or the counted noun.",
    "modifier": "about, at least, more than …",
    "measure": "What the figure measures.",
    "period": "The time it refers to.",
    "change": "The movement and its ends.",
    "status": "asserted, forecast, planned, hypothetical, negated.",
    "source": "Who says it, or that nobody is named.",
}
"""In the order of the keys 1 to 9 on the review page."""

RECORD = "record"
"""A row with any field wrong."""


def joined(fields: list[str]) -> str | None:
    """Wrong fields as one cell."""
    return "; ".join(name for name in FIELDS if name in fields) or None


def split(cell: str | None) -> list[str]:
    """The known fields that a cell names."""
    return [name for name in map(str.strip, (cell or "").split(";")) if name in FIELDS]
