"""Everybody whom an article names, and what it says of them: how often, as speaker or subject, by which roles.

In: a `NameIndex`, the sentences, and the mentions that speak. Out: a `Cast`, which tells of any name its fullest form,
its type, its roles and its place in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimx.claims.voices.around import Name, kind_of
from claimx.claims.voices.fullest import Fullest, may_be_person
from claimx.claims.voices.mentions import read
from claimx.claims.voices.names import NameIndex
from claimx.lexicon.voices import role_of
from claimx.records import SourceType
from claimx.types import Offsets

_SALIENT = 3
"""Mentions from which on a name is a topic of the article, even where it is no subject."""
_OPENING = 30
"""Characters of a sentence in which subjects stand."""
_DESCRIPTION = 60
"""Characters before a name in which it may be somebody's."""
_IN = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]cross)\s$")
_BELONGS = re.compile(r"\b([a-z-]{3,20})\s(?:for|of|to)\s(?:[A-Z][\w.]{0,20}\s){0,3}$")
"""Before a name in another one's description: "Ann Lund, a lawyer for Paul Brown, said"."""
_CLAUSE = re.compile(r"[^,;:.!?\n\"”“]{0,120}")
_FRONT = re.compile(
    r"(?:[^,\n]{1,60},\s)?(?:(?:[Tt]he|[Aa]nd|[Bb]ut|[Ss]o|[Tt]hen|[A-Z][a-z]{1,3}\.)\s){0,4}[\"“'‘(]*$"
)
_KIND_OF_PEOPLE = re.compile(r"(?:ers|ans|ists|ics?|ish|ese|ian|ean|can)$")
_PEOPLES = re.compile(r"[a-z](?:ans|ists|crats|ers)$")
_HE = re.compile(r"(?:(?!\b(?:its?|they|their)\b)[^\n]){0,160}?\b(?:he|she|him|her|his)\b", re.IGNORECASE)


def speaking(index: NameIndex, mention: Offsets) -> list[Name]:
    """The names in a mention that speak: those of its head, not "Brown" in "Ann Lund, a lawyer for Brown"."""
    reading = read(index, mention)
    if reading.shape == "name":
        return index.between(reading.start, reading.end)
    return index.between(*mention)


@dataclass(slots=True)
class Cast:
    """The names of one article; `said` are the mentions that it makes speak."""

    index: NameIndex
    sents: Sequence[Offsets]
    said: Sequence[Offsets] = ()
    full: Fullest = field(init=False)
    speakers: frozenset[str] = field(init=False)
    """Full names that speak somewhere."""
    starts: list[int] = field(init=False)
    """Where the sentences start."""
    _said: frozenset[int] = field(init=False)
    _roles: dict[str, frozenset[str]] = field(init=False)
    _count: Counter[str] = field(init=False)
    _subjects: frozenset[str] = field(init=False)
    _places: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Sort what is looked up by position, and collect what the article calls everyone."""
        self.full = Fullest(self.index)
        self.starts = [start for start, _ in self.sents]
        self._said = frozenset(name.start for mention in self.said for name in speaking(self.index, mention))
        fulls = [(name, self.full(name).text) for name in self.index.names]
        self._count = Counter(full for _, full in fulls)
        self.speakers = frozenset(full for name, full in fulls if self.speaks(name))
        self._subjects = self.speakers | {full for name, full in fulls if name.certain and self.opens_sentence(name)}
        self._places = frozenset(
            full for name, full in fulls if _IN.search(self.index.text, max(0, name.start - 9), name.start)
        )
        roles: dict[str, set[str]] = {}
        for name, full in fulls:
            if name.roles:
                roles.setdefault(full, set()).update(name.roles)
        self._roles = {name: frozenset(found) for name, found in roles.items()}

    def roles(self, full: Name) -> frozenset[str]:
        """The role nouns that the article puts beside a full name, anywhere."""
        return self._roles.get(full.text, frozenset())

    def is_topic(self, full: Name) -> bool:
        """Whether the article keeps coming back to a full name."""
        return self._count[full.text] >= _SALIENT and full.text in self._subjects

    def kind(self, full: Name) -> SourceType:
        """The type of a full name: from its words, its roles, or its shape."""
        kind = full.kind or kind_of(full.text)
        if kind:
            return kind
        if len(full.parts) == 1 and _PEOPLES.search(full.text):
            return "unnamed"
        for role in sorted(self.roles(full)):
            found = role_of(role)
            if found and found != "document":
                return found
        return "person" if may_be_person(full) or self._called_he(full) else "organization"

    def _called_he(self, full: Name) -> bool:
        """A lone name that speaks and is soon called "he" or "she" ("Zelenskyy stated … According to him")."""
        if len(full.parts) > 1 or full.text not in self.speakers or _KIND_OF_PEOPLE.search(full.text):
            return False
        return _HE.match(self.index.text, full.end) is not None

    def sentence(self, position: int) -> int:
        """Number of the sentence at a position."""
        return bisect_right(self.starts, position) - 1

    def speaks(self, name: Name) -> bool:
        """Whether the article makes this occurrence speak."""
        return name.speaks or name.start in self._said

    def describes(self, name: Name) -> bool:
        """Whether a name only tells whose man somebody is: "a lawyer for Brown", "an aide to Senator Brown"."""
        found = _BELONGS.search(self.index.text, max(0, name.start - _DESCRIPTION), name.start)
        return found is not None and role_of(found[1]) == "person"

    def is_place(self, full: Name) -> bool:
        """Whether the article says "in X" of a name."""
        return full.text in self._places

    def follows(self, full: Name, position: int) -> bool:
        """As in "he wrote a letter to Zeller": a name behind a pronoun in its clause is somebody else."""
        clause = _CLAUSE.match(self.index.text, position)
        end = clause.end() if clause else position
        return any(self.full(name).text == full.text for name in self.index.between(position, end))

    def leads_sentence(self, name: Name) -> bool:
        """Whether nothing but an opening phrase stands before a name in its sentence."""
        at = self.sentence(name.start)
        return at >= 0 and _FRONT.fullmatch(self.index.text, self.sents[at][0], name.start) is not None

    def opens_sentence(self, name: Name) -> bool:
        """Whether a name stands near the start of its sentence, where subjects do."""
        at = self.sentence(name.start)
        near = at >= 0 and name.start - self.sents[at][0] < _OPENING
        return near or self.leads_sentence(name)
