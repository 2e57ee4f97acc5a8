"""What a source mention says by itself: its own name, or the role or pronoun that stands for one.

In: the text of a mention, with or without determiner, title, apposition or relative clause ("Yury Borisov, General
Director of Russian space agency Roscosmos"). Out: a `Reading`: the stretch that names the source, its shape and class.
Read `read`; each step after it drops one kind of wrapping.
"""

from __future__ import annotations

import re

from claimx.claims.voices.around import kind_of
from claimx.claims.voices.documents import read_document
from claimx.claims.voices.names import NameIndex
from claimx.claims.voices.naming import read_name
from claimx.claims.voices.readings import DEFINITE, DETERMINER, Reading, lowered, noun_phrase, trimmed
from claimx.claims.voices.runs import WORD
from claimx.lexicon.voices import role_of, singular, words
from claimx.records import SourceType
from claimx.types import Offsets

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
_RELATIVE = re.compile(r"[\s,]+(?:who|whom|whose|which|when|where)\s.*$", re.DOTALL)
_TITLED = re.compile(r"^(?:[A-Z][\w.]*\s){1,4}(?=[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,2}['’]s\s)")
_AGENT = re.compile(
    r"(?:er|or|ist|ian|ee|ident|udent|agent|cipient|ondent|ultant|itant|cipant|sultant|man|woman|people|women|men|folk|staff)$"
)

_NOBODY = re.compile(
    r"(?:No\s(?!fewer\b|less\b|more\b)|None\b|Nobody\b|Neither\b)(?=[a-z\s]|$)|no\s(?!fewer\b|less\b|more\b)[a-z]|"
    r"(?:custom|habit|plan|schedule|tradition)$"
)
"""Mentions of nobody ("No more than 12 officials" are some, "No Labels" is a name), and "according to plan"."""


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


def read_role(text: str, start: int, end: int) -> Reading:
    """A common noun that stands for a source, or an unnamed group."""
    phrase_start, phrase_end = noun_phrase(text, start, end)
    found = WORD.findall(text[phrase_start:phrase_end])
    head = found[-1].lower() if found else ""
    whole = text[start:end]
    bare = untitled(DETERMINER.sub("", whole))
    # "the company's vice president", "the head of the agency": somebody else's, not the one named last.
    owned = re.search(r"['’]s\s|\sof\s", whole) is not None
    definite = DEFINITE.match(whole) is not None and not owned
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


def untitled(text: str) -> str:
    """The owner without titles: "U.S. President Barack Obama's administration"."""
    match = _TITLED.match(text)
    if match is None:
        return text
    ahead = WORD.findall(match.group())
    cut = max((i + 1 for i, word in enumerate(ahead) if word.lower().rstrip(".") in words().titles), default=0)
    return " ".join(text.split()[cut:])


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


def is_nobody(text: str) -> bool:
    """Whether a mention names that there is nobody: "No evidence shows that …", "None of the officials said …"."""
    return _NOBODY.match(text) is not None


def can_speak(reading: Reading) -> bool:
    """Whether a mention can say something: not "the preliminary agreement", "a litre of milk", "no analyst"."""
    if is_nobody(reading.text):
        return False
    if reading.shape in {"name", "pronoun", "document"} or reading.kind is not None:
        return True
    phrase = reading.text.split(",")[0]
    if reading.shape == "role" and any(char.isupper() for char in phrase[1:]):
        return True
    head = reading.head
    return head in words().unnamed or head + "s" in words().unnamed or _AGENT.search(head) is not None
