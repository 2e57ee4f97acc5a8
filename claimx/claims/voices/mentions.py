"""What a source mention says by itself: its own name, or the role or pronoun that stands for one.

In: the text of a mention, with or without determiner, title, apposition or relative clause ("Yury Borisov, General
Director of Russian space agency Roscosmos"). Out: a `Reading`: the stretch that names the source, its shape and class.
Read `read`; each step after it drops one kind of wrapping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from claimx.claims.voices.around import Name, kind_of
from claimx.claims.voices.names import NameIndex
from claimx.claims.voices.runs import WORD
from claimx.lexicon.voices import role_of, singular, words
from claimx.records import SourceType
from claimx.types import Offsets

Shape = Literal["name", "role", "pronoun", "document", "group"]

PRONOUNS: dict[str, tuple[str | None, str]] = {
    "he": ("male", "one"),
    "him": ("male", "one"),
    "his": ("male", "one"),
    "himself": ("male", "one"),
    "she": ("female", "one"),
    "her": ("female", "one"),
    "herself": ("female", "one"),
    "it": (None, "thing"),
    "its": (None, "thing"),
    "they": (None, "many"),
    "them": (None, "many"),
    "their": (None, "many"),
    "who": (None, "relative"),
    "which": (None, "relative"),
    "that": (None, "relative"),
    "i": (None, "speaker"),
    "we": (None, "speaker"),
    "you": (None, "speaker"),
    "us": (None, "speaker"),
    "our": (None, "speaker"),
    "my": (None, "speaker"),
}
"""Pronouns: the gender they show, and what they may stand for."""

_LEADING = re.compile(r"^[\s\"'“”‘’`(\[,;:\-–—]+(?:(?:from|by|of|to|in|at)\s)?|^(?:from|by|of|to)\s")
_TRAILING = re.compile(r"[\s\"“”‘`,;:)\]\-–—]+$|(?<=\w)['’]s?$")
_DETERMINER = re.compile(
    r"^(?:the|an?|this|that|these|those|its|his|her|their|our|one|another|both|some|several|two|three|four|five)\s+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"[\s,]+(?:who|whom|whose|which|when|where)\s.*$", re.DOTALL)
_EDITION = re.compile(r"^(?:(?:new|newest|latest|recent|separate|previous|earlier|annual)\s)+")
_DEFINITE = re.compile(r"^(?:the|this|that|these|those|both)\s", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\s(?:of|for|at|in|from|by|with|on|to|about|including|like|among|within|near|familiar|close|released|"
    r"filed|published|issued)\s"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention without its wrapping.

    `start:end` is the stretch of the article that names the source; `head` its head noun in lower case, `modifiers`
    the words before it; `number` "one" or "many".
    """

    shape: Shape
    text: str
    start: int
    end: int
    kind: SourceType | None
    head: str
    modifiers: tuple[str, ...] = ()
    gender: str | None = None
    definite: bool = False
    number: str = "one"


def read(index: NameIndex, mention: Offsets) -> Reading:
    """Read a mention: pronoun, name, document, group or role."""
    start, end = trimmed(index.text, mention)
    text = index.text[start:end]
    lower = text.lower()
    if lower in PRONOUNS:
        gender, number = PRONOUNS[lower]
        return Reading("pronoun", text, start, end, None, lower, gender=gender, number=number)
    core_end = start + len(_RELATIVE.sub("", text))
    document = read_document(index, start, core_end)
    if document:
        return document
    named = read_name(index, start, core_end)
    return named or read_role(index.text, start, core_end)


def trimmed(text: str, mention: Offsets) -> Offsets:
    """The mention without marks and white space at its ends."""
    start, end = mention
    piece = text[start:end]
    leading = _LEADING.match(piece)
    start += leading.end() if leading else 0
    trailing = _TRAILING.search(text[start:end])
    return (start, start + trailing.start()) if trailing and trailing.start() else (start, end)


def first_segment(text: str, start: int, end: int) -> Offsets:
    """The mention up to its first comma or bracket."""
    cut = re.search(r",\s|\s\(|\s(?:[–—-]|--)\s|;", text[start:end])
    return (start, start + cut.start()) if cut and cut.start() else (start, end)


def noun_phrase(text: str, start: int, end: int) -> Offsets:
    """The first segment up to its first preposition: the head noun is its last word."""
    start, end = first_segment(text, start, end)
    cut = _PREPOSITION.search(text[start:end])
    return (start, start + cut.start()) if cut and cut.start() else (start, end)


def read_document(index: NameIndex, start: int, end: int) -> Reading | None:
    """A poll, report, filing …: named by its whole phrase ("Northfield University study of 200 towns")."""
    phrase = noun_phrase(index.text, start, end)
    found = WORD.findall(index.text[phrase[0] : phrase[1]])
    while found and found[-1].lower() in _WHEN:
        del found[-1]
    if (
        not found
        or role_of(found[-1]) != "document"
        or (found[-1][0].isupper() and len(found) > 1 and found[-2][0].isupper())
    ):
        return None
    text = index.text[start:end]
    end = start + len(_MADE.sub("", text))
    text = index.text[start:end]
    bare = _EDITION.sub("", _DETERMINER.sub("", text))
    definite = _DEFINITE.match(text) is not None
    if len(found) == 1 and found[0].lower() in _VAGUE and not definite:
        return None
    return Reading(
        "document",
        bare,
        end - len(bare),
        end,
        "document",
        singular(found[-1].lower()),
        lowered(found[:-1]),
        definite=definite,
    )


_MADE = re.compile(r",?\s(?:carried out|commissioned|conducted|taken)\b(?![^\n]{0,80}\bby\b)[^\n]{0,80}$")
"""When a poll was made is no part of its name: "a Westfield College poll taken in June"."""
_VAGUE = frozenset({"reports", "estimates", "figures", "records", "studies", "polls", "surveys"})
"""Documents that name nothing when they stand alone: "according to reports"."""
_WHEN = frozenset(
    {
        "last",
        "this",
        "past",
        "year",
        "month",
        "week",
        "today",
        "yesterday",
        "earlier",
        "recently",
        "commissioned",
        "conducted",
        "being",
        "taken",
    }
    | {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "spring",
        "summer",
        "fall",
    }
)


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


_AND = re.compile(r"^(?:,\s|\s(?:and|&)\s|,\sand\s)(?:the\s)?(?:[A-Z][\w.]+\s){0,5}$")
_BESIDE = re.compile(
    r"^(?:\s\([^()]{1,30}\))?(?:,\s[^,]{1,40}(?=,))?(?:,\s|\s(?:and|&)\s|,\sand\s)"
    r"(?:(?!(?:an?|to|of|for|at|in|with|by|as|such|now|along|who)\s)[\w.’'-]{1,24}\s){0,6}$"
)
"""Between two names of a joint source: " and federal industry minister ", ", Republican of Iowa, and "; never
", a former aide to "."""


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
        if not text[name.end : segment_end].strip(" '’s.") or _PREPOSITION.match(text, name.end):
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
    return _PREPOSITION.search(text[start : name.start]) is not None


def describes(segment: str) -> bool:
    """Whether a segment ends in a role noun, or is somebody's ("the senator's deputy")."""
    found = WORD.findall(segment)
    if not found or found[-1][0].isupper():
        return bool(found) and (role_of(found[-1]) is not None or found[-1].lower() in words().titles)
    return role_of(found[-1]) is not None or found[-1].lower() in words().titles or "'s " in segment or "’s " in segment


def read_role(text: str, start: int, end: int) -> Reading:
    """A common noun that stands for a source, or an unnamed group."""
    phrase_start, phrase_end = noun_phrase(text, start, end)
    found = WORD.findall(text[phrase_start:phrase_end])
    head = found[-1].lower() if found else ""
    whole = text[start:end]
    bare = untitled(_DETERMINER.sub("", whole))
    # "the company's vice president", "the head of the agency": somebody else's, not the one named last.
    owned = re.search(r"['’]s\s|\sof\s", whole) is not None
    definite = _DEFINITE.match(whole) is not None and not owned
    plural = head.endswith("s") and singular(head) != head
    kind = role_of(head)
    group = head in words().unnamed or plural
    return Reading(
        "group" if group else "role",
        bare,
        end - len(bare),
        end,
        kind,
        singular(head),
        lowered(found[:-1]),
        gender=words().titles.get(head),
        definite=definite,
        number="many" if plural else "one",
    )


_TITLED = re.compile(r"^(?:[A-Z][\w.]*\s){1,4}(?=[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,2}['’]s\s)")


def untitled(text: str) -> str:
    """The owner without titles: "U.S. President Barack Obama's administration"."""
    match = _TITLED.match(text)
    if match is None:
        return text
    ahead = WORD.findall(match.group())
    cut = max((i + 1 for i, word in enumerate(ahead) if word.lower().rstrip(".") in words().titles), default=0)
    return " ".join(text.split()[cut:])


def lowered(found: list[str]) -> tuple[str, ...]:
    """Modifiers of a head noun, without function words."""
    return tuple(word.lower() for word in found if word.lower() not in words().function)


def type_of(reading: Reading) -> SourceType:
    """The source type of a reading that could not be joined to a name."""
    if reading.shape == "name":
        return reading.kind or kind_of(reading.text) or ("person" if reading.gender else "organization")
    if reading.shape == "document":
        return "document"
    if reading.shape == "pronoun":
        return "person" if reading.gender else "unnamed"
    if reading.shape == "group":
        return "unnamed"
    known = reading.definite or any(char.isupper() for char in reading.text)
    return reading.kind if known and reading.kind in {"government", "organization", "media"} else "unnamed"


_AGENT = re.compile(
    r"(?:er|or|ist|ian|ee|ident|udent|agent|cipient|ondent|ultant|itant|cipant|sultant|man|woman|people|women|men|folk|staff)$"
)


def can_speak(reading: Reading) -> bool:
    """Whether a mention can say something: not "the preliminary agreement", "a litre of milk"."""
    if reading.shape in {"name", "pronoun", "document"} or reading.kind is not None:
        return True
    phrase = reading.text.split(",")[0]
    if reading.shape == "role" and any(char.isupper() for char in phrase[1:]):
        return True
    head = reading.head
    return head in words().unnamed or head + "s" in words().unnamed or _AGENT.search(head) is not None
