"""Mentions that hold a name: which of the names heads the mention, and joint sources.

In: the names of the article and the stretch of a mention. Out: the `Reading` of its name, or None where none heads it.
"""

from __future__ import annotations

import re

from claimx.claims.voices.around import Name
from claimx.claims.voices.names import NameIndex
from claimx.claims.voices.readings import PREPOSITION, Reading, first_segment, noun_phrase
from claimx.claims.voices.runs import WORD
from claimx.lexicon.voices import role_of, words

_AND = re.compile(r"^(?:,\s|\s(?:and|&)\s|,\sand\s)(?:the\s)?(?:[A-Z][\w.]+\s){0,5}$")
_BESIDE = re.compile(
    r"^(?:\s\([^()]{1,30}\))?(?:,\s[^,]{1,40}(?=,))?(?:,\s|\s(?:and|&)\s|,\sand\s)"
    r"(?:(?!(?:an?|to|of|for|at|in|with|by|as|such|now|along|who)\s)[\w.’'-]{1,24}\s){0,6}$"
)
"""Between two names of a joint source: " and federal industry minister ", ", Republican of Iowa, and "; never
", a former aide to "."""


def read_name(index: NameIndex, start: int, end: int) -> Reading | None:
    """The name inside a mention, when the mention is that name with titles, roles or appositions around it."""
    inside = index.inside(start, end)
    if not inside:
        return None
    joined = coordinated(index.text, start, end, inside)
    if joined:
        return joined
    chosen = named_head(index.text, start, end, inside)
    return named(chosen) if chosen and not is_common(chosen) else None


def is_common(name: Name) -> bool:
    """A common noun with the capital of its sentence ("Critics say")."""
    lower = name.text.lower()
    return not name.certain and (lower in words().unnamed or role_of(lower) is not None)


def named(name: Name) -> Reading:
    """The reading of one name."""
    return Reading(
        "name",
        name.text,
        name.start,
        name.end,
        name.kind,
        name.parts[-1] if name.parts else "",
        gender=name.gender,
        definite=True,
    )


def coordinated(text: str, start: int, end: int, inside: list[Name]) -> Reading | None:
    """A joint source of persons or of bare names: "Prime Minister X and industry minister Y"."""
    if len(inside) < 2 or " and " not in text[inside[0].end : end] or governed(text, start, inside[0]):
        return None
    first, last = inside[0], inside[-1]
    persons = side_by_side(text, [name for name in inside if name.kind == "person"])
    plain = _AND.match(text[first.end : last.start]) is not None and text[last.end : end].strip() == ""
    if len(persons) < 2 and (not plain or any(name.kind == "person" for name in inside)):
        return None
    names = persons if len(persons) > 1 else [first, last]
    joint = " and ".join(name.text for name in names)
    return Reading("name", joint, names[0].start, names[-1].end, names[0].kind, "", definite=True, number="many")


def side_by_side(text: str, names: list[Name]) -> list[Name]:
    """The first of some names with those that only "and", commas and titles join to it."""
    found = names[:1]
    for name in names[1:]:
        if not _BESIDE.match(text[found[-1].end : name.start]):
            break
        found.append(name)
    return found if len(found) > 1 and " and " in text[found[0].end : found[-1].start] else []


def named_head(text: str, start: int, end: int, inside: list[Name]) -> Name | None:
    """The name that heads the mention, or None when a common noun does ("scholars at the Northfield Institute")."""
    segment_start, segment_end = first_segment(text, start, end)
    in_first = [name for name in inside if name.start < segment_end]
    for name in in_first:
        if governed(text, segment_start, name):
            break
        # "Ms. Hill of the Coast Club" is Ms. Hill, "German magazine Der Spiegel" is not German.
        if not text[name.end : segment_end].strip(" '’s.") or PREPOSITION.match(text, name.end):
            return name
    later = [name for name in inside if name.start >= segment_end]
    # "Irish low cost airline, Ryanair", "Ryanair CEO, Michael O' Leary": the name follows its description.
    if later and between_segments(text[segment_end : later[0].start]) and text[later[0].end : end].strip(" ,'’s") == "":
        return later[0] if describes(text[slice(*noun_phrase(text, segment_start, segment_end))]) else None
    return None


def between_segments(text: str) -> bool:
    """Only titles and capitals between a description and the name it describes (", Ohio Gov. Anna Brown")."""
    return all(word[0].isupper() or word.lower() in words().titles for word in WORD.findall(text))


def governed(text: str, start: int, name: Name) -> bool:
    """Whether a preposition stands before the name, so that another noun is the head."""
    return PREPOSITION.search(text[start : name.start]) is not None


def describes(segment: str) -> bool:
    """Whether a segment ends in a role noun, or is somebody's ("the senator's deputy")."""
    found = WORD.findall(segment)
    if not found or found[-1][0].isupper():
        return bool(found) and (role_of(found[-1]) is not None or found[-1].lower() in words().titles)
    return role_of(found[-1]) is not None or found[-1].lower() in words().titles or "'s " in segment or "’s " in segment
