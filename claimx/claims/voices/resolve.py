"""Who a mention is: the fullest name that the article gives it.

In: a `NameIndex` and a mention's offsets. Out: a `Voice` (name and type); the mention's own words when nothing in the
article settles it, because a wrong source is worse than a vague one.
Read `Resolver.resolve`, then one method per shape of mention: `_named`, `_pronoun`, `_role`, `_document`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from claimx.claims.voices.around import Name, kind_of
from claimx.claims.voices.fullest import Fullest, may_be_person
from claimx.claims.voices.mentions import Reading, can_speak, read, type_of
from claimx.claims.voices.names import NameIndex
from claimx.claims.voices.runs import WORD
from claimx.claims.voices.voiced import Named
from claimx.lexicon.voices import role_of, words
from claimx.records import SourceType
from claimx.types import Offsets

REACH = 40
"""Sentences back in which a pronoun or role finds its name."""
_ENOUGH_ROLE, _ENOUGH_PERSON = 1.5, 0.5
"""Fits below these leave a role noun as it is."""
_NEAR = 120
"""Characters before a relative pronoun in which its name stands."""
_SALIENT = 3
"""Mentions from which on a name is a topic of the article, even where it is no subject."""
_BODIES = frozenset({"government", "media", "organization"})
_AHEAD = 1500
"""Characters after a headline or lead in which "a human rights watchdog" is named."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A source as the article names it in full."""

    name: str
    type: SourceType
    others: tuple[Named, ...] = ()
    """Who is named with it: AFP in "Reuters and AFP"."""
    place: Offsets | None = None
    """Where the first of a joint source is named."""


@dataclass(slots=True)
class Resolver:
    """Resolves the mentions of one article; `said` are the mentions that it makes speak."""

    index: NameIndex
    sents: Sequence[Offsets]
    said: Sequence[Offsets] = ()
    full: Fullest = field(init=False)
    _starts: list[int] = field(init=False)
    _said: frozenset[int] = field(init=False)
    _known: dict[Offsets, Voice] = field(init=False)
    _roles: dict[str, frozenset[str]] = field(init=False)
    _count: Counter[str] = field(init=False)
    _speakers: frozenset[str] = field(init=False)
    _subjects: frozenset[str] = field(init=False)
    _spoken: dict[int, Name] = field(init=False)
    """Full names by the position of the pronoun or role noun that stood for them, as far as read."""
    _joint: list[tuple[int, Voice]] = field(init=False)
    _heads: dict[str, Offsets] | None = None
    """The first speaking mention of each role noun, once it is asked for."""

    def __post_init__(self) -> None:
        """Sort what is looked up by position, and collect what the article calls everyone."""
        self.full = Fullest(self.index)
        self._starts = [start for start, _ in self.sents]
        self._said = frozenset(name.start for start, end in self.said for name in self.index.between(start, end))
        self._known = {}
        self._spoken, self._joint = {}, []
        fulls = [(name, self.full(name).text) for name in self.index.names]
        self._count = Counter(full for _, full in fulls)
        self._speakers = frozenset(full for name, full in fulls if self.speaks(name))
        opening = {full for name, full in fulls if name.certain and self.opens_sentence(name)}
        self._subjects = self._speakers | opening
        roles: dict[str, set[str]] = {}
        for name, full in fulls:
            if name.roles:
                roles.setdefault(full, set()).update(name.roles)
        self._roles = {name: frozenset(found) for name, found in roles.items()}
        for mention in sorted(self.said):
            self.resolve(mention)

    def resolve(self, mention: Offsets) -> Voice:
        """The fullest name and the type of a mention."""
        if mention not in self._known:
            self._known[mention] = self._resolve(read(self.index, mention))
        return self._known[mention]

    def is_named(self, mention: Offsets) -> bool:
        """Whether a mention that can speak is more than an open pronoun."""
        reading = read(self.index, mention)
        return can_speak(reading) and (reading.shape != "pronoun" or self.resolve(mention).name != reading.text)

    def is_speaker(self, mention: Offsets) -> bool:
        """Whether a mention is a name that the article makes speak somewhere."""
        reading = read(self.index, mention)
        return reading.shape == "name" and self.resolve(mention).name in self._speakers

    def is_office(self, mention: Offsets) -> bool:
        """Whether a mention is a named body that the article makes speak."""
        voice = self.resolve(mention)
        return voice.type in _BODIES and voice.name in self._speakers

    def can_speak(self, mention: Offsets) -> bool:
        """Whether a mention is somebody or something that can say a figure."""
        return can_speak(read(self.index, mention))

    def _resolve(self, reading: Reading) -> Voice:
        if reading.shape == "name":
            return self._named(reading)
        if reading.head in {"they", "them"}:
            return self._they(reading)
        found: Name | None = None
        if is_bare(reading):
            return self._as_elsewhere(reading)
        if reading.shape == "pronoun":
            found = self._pronoun(reading)
        elif reading.shape == "document":
            return self._document(reading)
        elif reading.number == "one":
            found = self._role(reading)
        if found:
            self._spoken[reading.start] = replace(
                self.full(found), start=reading.start, end=reading.end, speaks=True, quoted=False
            )
        return self.voice_of(found) if found else Voice(clean(reading.text), type_of(reading))

    def _as_elsewhere(self, reading: Reading) -> Voice:
        """For "…: Watchdog" in a headline: whoever the article makes speak as "a human rights watchdog"."""
        if self._heads is None:
            read_ones = [(read(self.index, mention), mention) for mention in self.said]
            roles = [(other.head, mention) for other, mention in read_ones if other.shape == "role"]
            self._heads = {head: mention for head, mention in reversed(roles) if not is_bare(read(self.index, mention))}
        found = self._heads.get(reading.head)
        return self.resolve(found) if found else Voice(clean(reading.text), type_of(reading))

    def _they(self, reading: Reading) -> Voice:
        """The last joint source ("Ms. Hill and Mr. Brown"), when it is near; a body that just acted; else "they"."""
        near = [joint for start, joint in self._joint if 0 <= self.sentence(reading.start) - self.sentence(start) < 8]
        if near:
            return near[-1]
        for distance, name in self.recent(reading.start):
            if distance > 1:
                break
            full = self.full(name)
            if (
                distance == 1
                and self.opens_sentence(name)
                and self.kind(full) in _BODIES
                and full.text in self._speakers
            ):
                return self.voice_of(name)
        return Voice(clean(reading.text), "unnamed")

    def _named(self, reading: Reading) -> Voice:
        inside = [name for name in self.index.inside(reading.start, reading.end) if name.text in reading.text]
        voices = [self.voice_of(name) for name in inside]
        if not voices:
            return Voice(clean(reading.text), type_of(reading))
        if reading.number == "many":
            others = tuple((voice.name, (name.start, name.end)) for voice, name in zip(voices, inside, strict=True))
            first, beside = others[0], {name: place for name, place in others if name != voices[0].name}
            joint = Voice(first[0], voices[0].type, tuple(beside.items()), first[1])
            self._joint.append((reading.start, joint))
            return joint
        return voices[0]

    def voice_of(self, name: Name) -> Voice:
        """A name in full, with its type."""
        full = self.full(name)
        return Voice(clean(full.text), self.kind(full))

    def kind(self, full: Name) -> SourceType:
        """The type of a full name: from its words, its roles, or its shape."""
        kind = full.kind or kind_of(full.text)
        if kind:
            return kind
        if len(full.parts) == 1 and _PEOPLES.search(full.text):
            return "unnamed"
        for role in sorted(self._roles.get(full.text, ())):
            found = role_of(role)
            if found and found != "document":
                return found
        return "person" if may_be_person(full) or self._called_he(full) else "organization"

    def _called_he(self, full: Name) -> bool:
        """A lone name that speaks and is soon called "he" or "she" ("Zelenskyy stated … According to him")."""
        if len(full.parts) > 1 or full.text not in self._speakers or _KIND_OF_PEOPLE.search(full.text):
            return False
        return _HE.match(self.index.text, full.end) is not None

    def sentence(self, position: int) -> int:
        """Number of the sentence at a position."""
        return bisect_right(self._starts, position) - 1

    def speaks(self, name: Name) -> bool:
        """Whether the article makes this occurrence speak."""
        return name.speaks or name.start in self._said

    def opens_sentence(self, name: Name) -> bool:
        """Whether a name stands near the start of its sentence, where subjects do."""
        at = self.sentence(name.start)
        return at >= 0 and name.start - self.sents[at][0] < 30

    def recent(self, position: int) -> Iterator[tuple[int, Name]]:
        """Names before a position with their distance in sentences, nearest first."""
        here = self.sentence(position)
        first = self._starts[max(0, here - REACH)] if here >= 0 else 0
        known = self.index.between(first, position)[::-1]
        spoken = [name for start, name in self._spoken.items() if first <= start < position]
        for name in sorted((*known, *spoken), key=lambda name: -name.start) if spoken else known:
            yield here - self.sentence(name.start), name

    def _pronoun(self, reading: Reading) -> Name | None:
        """The latest person of the gender of "he" or "she", sooner a speaker or subject."""
        if reading.number == "relative":
            return self._relative(reading)
        if reading.number in {"speaker", "many"}:
            return None
        scored = [
            (self._antecedent(reading, distance, name), -i, name)
            for i, (distance, name) in enumerate(self.recent(reading.start))
        ]
        best = max(scored, default=None)
        return best[2] if best and best[0] > 0 else None

    def _relative(self, reading: Reading) -> Name | None:
        """The nearest person for "who" ("Anna Hill of Coast Bank, who notes"), the nearest name else."""
        near = [name for _, name in self.recent(reading.start) if reading.start - name.end < _NEAR]
        persons = [name for name in near if self.kind(self.full(name)) == "person"]
        chosen = persons if reading.head == "who" else near
        return chosen[0] if chosen else None

    def _antecedent(self, reading: Reading, distance: int, name: Name) -> float:
        """How well a name answers a pronoun; 0 when it cannot."""
        full = self.full(name)
        if name.quoted and not self.index.quotes.holds(reading.start):
            return 0.0
        if reading.gender:
            fits = self._may_be_he(full, reading.gender)
        else:
            fits = (
                self.kind(full) != "person"
                and full.certain
                and distance < 3
                and (self.speaks(name) or self.opens_sentence(name))
            )
        if not fits:
            return 0.0
        subject = self.opens_sentence(name)
        score = 6.0 - 0.8 * min(distance, 7) + 2.0 * self.speaks(name) + 0.8 * subject
        score += 0.8 * (subject and distance == 1)
        return max(0.0, score + 0.7 * (full.kind == "person") + 0.5 * (full.gender is not None))

    def _may_be_he(self, full: Name, gender: str) -> bool:
        """A person of that gender; one known by the shape of the name alone must speak somewhere."""
        if self.kind(full) != "person" or not agreeing(full.gender, gender):
            return False
        return full.kind == "person" or full.text in self._speakers or bool(self._roles.get(full.text))

    def _role(self, reading: Reading) -> Name | None:
        """The name that a role fits best: "the watchdog", "the budget office"."""
        if reading.kind is None:
            return None
        if not reading.definite:
            return self._announced(reading)
        scored = [
            (self._fit(reading, distance, name), -i, name)
            for i, (distance, name) in enumerate(self.recent(reading.start))
        ]
        best = max(scored, default=None)
        enough = _ENOUGH_ROLE if reading.kind != "person" else _ENOUGH_PERSON
        return best[2] if best and best[0] >= enough else None

    def _announced(self, reading: Reading) -> Name | None:
        """The name that follows in an article's lead and shares the words of "a human rights watchdog"."""
        if reading.start > _AHEAD or any(char.isupper() for char in reading.text):
            return None
        ahead = self.index.between(reading.end, reading.end + _AHEAD)
        return next((name for name in ahead if self._shares(reading, self.full(name)) > 1), None)

    def _shares(self, reading: Reading, full: Name) -> int:
        """How many words of a role the name or its descriptions hold."""
        known = set(full.parts) | self._roles.get(full.text, frozenset())
        return sum(word in known for word in (*reading.modifiers, reading.head))

    def _foreign(self, reading: Reading, full: Name) -> bool:
        """Whether a role carries a name that this one has nothing to do with ("the NASA director")."""
        known = set(full.parts) | self._roles.get(full.text, frozenset())
        capitals = [word.lower() for word in WORD.findall(reading.text) if word[0].isupper()]
        return bool(capitals) and not any(word in known for word in capitals)

    def _fit(self, reading: Reading, distance: int, name: Name) -> float:
        """How well a name answers a role noun; 0 when it cannot."""
        full = self.full(name)
        if name.quoted and not self.index.quotes.holds(reading.start):
            return 0.0
        roles = self._roles.get(full.text, frozenset())
        if (len(full.parts) == 1 and full.parts[0] == reading.head) or not full.certain or self._foreign(reading, full):
            return 0.0
        called = reading.head in roles or (reading.head in full.parts and full.kind is not None)
        # "losses at the paper maker Northmill. The company": a role beside the name makes it a topic at once.
        introduced = distance < 2 and any(role_of(role) == reading.kind for role in name.roles)
        topic = distance < 3 and self._count[full.text] >= _SALIENT and full.text in self._subjects
        subject = self.speaks(name) or self.opens_sentence(name)
        fits = (subject or topic or introduced) and fits_role(reading.kind, self.kind(full))
        if not called and not fits:
            return 0.0
        shared = self._shares(reading, full) - called
        score = 2.0 + 1.5 * called + 1.5 * shared + 1.5 * introduced + 1.5 * self.speaks(name)
        score += 0.7 * self.opens_sentence(name) + 0.3 * topic
        return score - 0.5 * min(distance, 5) - 0.05 * distance + 1.5 * (distance < 2)

    def _document(self, reading: Reading) -> Voice:
        """The earlier phrase that names "the poll" ("a Northfield University poll")."""
        if reading.definite and not any(char.isupper() for char in reading.text):
            earlier = titled(self.index.text, reading)
            if earlier:
                return Voice(clean(earlier), "document")
        return Voice(clean(reading.text), "document")


def is_bare(reading: Reading) -> bool:
    """Whether a mention is one role noun in title case, as in the headline "…: Watchdog"."""
    return reading.shape == "role" and reading.text.istitle() and not reading.modifiers and not reading.definite


_KIND_OF_PEOPLE = re.compile(r"(?:ers|ans|ists|ics?|ish|ese|ian|ean|can)$")
_PEOPLES = re.compile(r"[a-z](?:ans|ists|crats|ers)$")
_HE = re.compile(r"(?:(?!\b(?:its?|they|their)\b)[^\n]){0,160}?\b(?:he|she|him|her|his)\b", re.IGNORECASE)


def agreeing(known: str | None, wanted: str) -> bool:
    """Whether a gender may be the wanted one."""
    return known is None or known == wanted


def fits_role(wanted: SourceType | None, kind: SourceType) -> bool:
    """Whether a role noun of one class may stand for a name of another."""
    return wanted == kind if wanted in {"person", "organization", "media"} else False


_CAPITALS = re.compile(r"(?:[A-Z][\w./’'&-]{0,30}\s){1,6}(?:[a-z][a-z-]{1,14}\s){0,2}$")


def titled(text: str, reading: Reading) -> str | None:
    """The first phrase before a mention that ends in its head noun and holds a name."""
    for match in re.finditer(rf"\b{re.escape(reading.head)}\b", text[: reading.start]):
        before = _CAPITALS.search(text, max(0, match.start() - 120), match.start())
        if before:
            found = before.group().split()
            while found and found[0].lower() in words().function:
                del found[0]
            if found and found[0][0].isupper():
                return " ".join([*found, match.group()])
    return None


def clean(name: str) -> str:
    """White space made single."""
    return re.sub(r"\s+", " ", name).strip()
