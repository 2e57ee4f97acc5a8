"""Who a mention is: the fullest name that the article gives it.

In: a `NameIndex` and a mention's offsets. Out: a `Voice` (name and type); the mention's own words when nothing in the
article settles it, because a wrong source is worse than a vague one.
Read `Resolver.resolve`, then one method per shape of mention: `_named`, `_pronoun`, `_role`, `_document`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from claimx.claims.voices.around import Name
from claimx.claims.voices.cast import Cast
from claimx.claims.voices.fits import MANY, answers_pronoun, answers_role, shares
from claimx.claims.voices.mentions import can_speak, read, read_role, type_of
from claimx.claims.voices.readings import Reading
from claimx.claims.voices.voiced import Named
from claimx.lexicon.voices import words
from claimx.records import SourceType
from claimx.types import Offsets

REACH = 40
"""Sentences back in which a pronoun or role finds its name."""
_JOINT_REACH = 8
"""Sentences back in which "they" finds a joint source."""
_ENOUGH_ROLE, _ENOUGH_PERSON = 1.5, 0.5
"""Fits below these leave a role noun as it is."""
_BODY_REACH = 3
"""Sentences back in which "it" finds a body that has no name ("the company")."""
_INTRODUCED = 400
"""Characters before "the official" in which "a senior law enforcement official" speaks."""
_NEAR = 120
"""Characters before a relative pronoun in which its name stands."""
_AHEAD = 1500
"""Characters after a headline or lead in which "a human rights watchdog" is named."""
_BODIES = frozenset({"government", "media", "organization"})
_BESIDE = re.compile(r"(?:['’]s)?\s?(?:(?:,|\(|(?:of|at|from|for|in|with|[a-z]{2,14}ing)\s)[^.;:\n]{0,120})?,?\s?")
"""Between a name and its "who": nothing, an apposition or a phrase of place; never another noun."""
_ANTECEDENT = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Tt]h[eo]se)\s(?P<noun>(?:[\w.’'-]{1,30}\s){0,3}?[\w’'-]{1,30})|"
    r"(?P<last>\b[\w’'-]{1,30})),?\s?$"
)
_CAPITALS = re.compile(r"(?:[A-Z][\w./’'&-]{0,30}\s){1,6}(?:[a-z][a-z-]{1,14}\s){0,2}$")
Fit = Callable[[Cast, Reading, int, Name], float]


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
class Resolver(Cast):
    """Resolves the mentions of one article."""

    _known: dict[Offsets, Voice] = field(init=False, default_factory=dict)
    _spoken: list[tuple[int, Name]] = field(init=False, default_factory=list)
    """Full names by the position of the pronoun or role noun that stood for them, as far as read, in order."""
    _joint: list[tuple[int, Voice]] = field(init=False, default_factory=list)
    _heads: dict[str, Offsets] | None = field(init=False, default=None)
    """The first speaking mention of each role noun, once it is asked for."""
    _order: list[Offsets] = field(init=False, default_factory=list)
    """The speaking mentions in reading order."""
    _titles: dict[str, tuple[int, str] | None] = field(init=False, default_factory=dict)
    """The first phrase that names each kind of document, and where."""

    def __post_init__(self) -> None:
        """Read all mentions that speak, in reading order: "they" and "he" lean on those before."""
        Cast.__post_init__(self)
        self._order = sorted(self.said)
        for mention in self._order:
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

    def is_name(self, mention: Offsets) -> bool:
        """Whether a mention holds the name of somebody."""
        return read(self.index, mention).shape == "name"

    def is_speaker(self, mention: Offsets) -> bool:
        """Whether a mention is a name that the article makes speak somewhere."""
        return read(self.index, mention).shape == "name" and self.resolve(mention).name in self.speakers

    def is_office(self, mention: Offsets) -> bool:
        """Whether a mention is a named body that the article makes speak."""
        voice = self.resolve(mention)
        return voice.type in _BODIES and voice.name in self.speakers

    def can_speak(self, mention: Offsets) -> bool:
        """Whether a mention is somebody or something that can say a figure."""
        return can_speak(read(self.index, mention))

    def _resolve(self, reading: Reading) -> Voice:
        if reading.shape == "name":
            return self._named(reading)
        if reading.shape == "document":
            return self._document(reading)
        if reading.head in {"they", "them"}:
            return self._they(reading)
        if is_bare(reading):
            return self._as_elsewhere(reading)
        body = self._body(reading.start) if reading.head == "it" else self._introduced(reading)
        if body is not None:
            return body
        found = self._pronoun(reading) if reading.shape == "pronoun" else self._role(reading)
        if found is None:
            return self._antecedent(reading) or Voice(clean(reading.text), type_of(reading))
        stand_in = replace(self.full(found), start=reading.start, end=reading.end, speaks=True, quoted=False)
        insort(self._spoken, (reading.start, stand_in), key=lambda spoken: spoken[0])
        return self.voice_of(found)

    def voice_of(self, name: Name) -> Voice:
        """A name in full, with its type."""
        full = self.full(name)
        return Voice(clean(full.text), self.kind(full))

    def _named(self, reading: Reading) -> Voice:
        inside = [name for name in self.index.inside(reading.start, reading.end) if name.text in reading.text]
        voices = [self.voice_of(name) for name in inside]
        if not voices:
            return Voice(clean(reading.text), type_of(reading))
        if reading.number != "many":
            return voices[0]
        places = {voice.name: (name.start, name.end) for voice, name in zip(voices[::-1], inside[::-1], strict=True)}
        beside = {voice.name: places[voice.name] for voice in voices if voice.name != voices[0].name}
        joint = Voice(voices[0].name, voices[0].type, tuple(beside.items()), places[voices[0].name])
        self._joint.append((reading.start, joint))
        return joint

    def _as_elsewhere(self, reading: Reading) -> Voice:
        """For "…: Watchdog" in a headline: whoever the article makes speak as "a human rights watchdog"."""
        if self._heads is None:
            readings = [(read(self.index, mention), mention) for mention in self.said]
            roles = [(other, mention) for other, mention in readings if other.shape == "role" and not is_bare(other)]
            self._heads = {other.head: mention for other, mention in reversed(roles)}
        found = self._heads.get(reading.head)
        return self.resolve(found) if found else Voice(clean(reading.text), type_of(reading))

    def _they(self, reading: Reading) -> Voice:
        """The last joint source ("Ms. Hill and Mr. Brown"), when it is near; a body that just acted; else "they"."""
        here = self.sentence(reading.start)
        for start, joint in reversed(self._joint):
            if 0 <= here - self.sentence(start) < _JOINT_REACH:
                return joint
        found = next((name for distance, name in self.recent(reading.start, 1) if self._acted(distance, name)), None)
        return self.voice_of(found) if found else Voice(clean(reading.text), "unnamed")

    def _body(self, position: int) -> Voice | None:
        """The body without a name that spoke last: "The company said …. It said …"; null when a name spoke since."""
        here, last = self.sentence(position), bisect_left(self._order, (position, 0))
        for mention in reversed(self._order[max(0, last - _BODY_REACH) : last]):
            other = read(self.index, mention)
            named = other.shape == "name" and other.text.lower() not in MANY
            if named or here - self.sentence(mention[0]) > _BODY_REACH:
                return None
            if other.shape == "role" and other.kind in _BODIES and other.number == "one":
                return self.resolve(mention)
        return None

    def _introduced(self, reading: Reading) -> Voice | None:
        """The unnamed one who spoke before: "according to a customs official. The official said"."""
        if reading.shape != "role" or not reading.definite or (reading.kind, reading.number) != ("person", "one"):
            return None
        wanted = re.compile(
            rf"\b(?:by|from|said|to|with)\san?\s((?:[a-z][\w’'-]{{1,20}}\s){{1,4}}{re.escape(reading.head)})\b"
        )
        found = list(wanted.finditer(self.index.text, max(0, reading.start - _INTRODUCED), reading.start))
        return Voice(clean(found[-1][1]), "unnamed") if found else None

    def _acted(self, distance: int, name: Name) -> bool:
        """Whether a name is a body that opens the sentence before, and speaks in the article."""
        full = self.full(name)
        acts = distance == 1 and self.opens_sentence(name) and self.kind(full) in _BODIES
        return acts and full.text in self.speakers

    def recent(self, position: int, reach: int = REACH) -> Iterator[tuple[int, Name]]:
        """Names before a position with their distance in sentences, nearest first."""
        here = self.sentence(position)
        first = self.starts[max(0, here - reach)] if here >= 0 else 0
        known = self.index.between(first, position)[::-1]
        spoken = [name for _, name in self._spoken[self._spoken_at(first) : self._spoken_at(position)]]
        for name in sorted((*known, *spoken), key=lambda name: -name.start) if spoken else known:
            yield here - self.sentence(name.start), name

    def _spoken_at(self, position: int) -> int:
        return bisect_left(self._spoken, position, key=lambda spoken: spoken[0])

    def _pronoun(self, reading: Reading) -> Name | None:
        """The latest person of the gender of "he" or "she", sooner a speaker or subject."""
        if reading.number == "relative":
            return self._relative(reading)
        if reading.number in {"speaker", "many"}:
            return None
        score, found = self._best(reading, answers_pronoun)
        return found if score > 0 else None

    def _best(self, reading: Reading, fit: Fit) -> tuple[float, Name | None]:
        """The name before a mention that fits best, the nearest of equals."""
        best: tuple[float, Name | None] = (0.0, None)
        for distance, name in self.recent(reading.start):
            score = fit(self, reading, distance, name)
            if score > best[0]:
                best = (score, name)
        return best

    def _relative(self, reading: Reading) -> Name | None:
        """The nearest person for "who" ("Anna Hill of Coast Bank, who notes"), the nearest name else."""
        near = list(
            takewhile(lambda name: self._beside(name, reading), (name for _, name in self.recent(reading.start)))
        )
        persons = [name for name in near if self.kind(self.full(name)) == "person"]
        chosen = persons if reading.head == "who" else near
        return chosen[0] if chosen else None

    def _beside(self, name: Name, reading: Reading) -> bool:
        """Whether only what belongs to a name stands between it and its "who"; in "Mr. Hill told a man who", more."""
        if reading.start - name.end >= _NEAR or _BESIDE.fullmatch(self.index.text, name.end, reading.start) is None:
            return False
        return words().says.isdisjoint(self.index.text[name.end : reading.start].split())

    def _antecedent(self, reading: Reading) -> Voice | None:
        """The noun before "who" where no name stands there: "a lecture from the foreign minister, who said"."""
        if reading.number != "relative":
            return None
        text = self.index.text
        found = _ANTECEDENT.search(text, max(0, reading.start - _NEAR), reading.start)
        if found is None:
            return None
        group = "noun" if found["noun"] else "last"
        noun = read_role(text, *found.span(group))
        return Voice(clean(found[group]), type_of(noun)) if can_speak(noun) else None

    def _role(self, reading: Reading) -> Name | None:
        """The name that a role fits best: "the watchdog", "the budget office"."""
        if reading.kind is None or reading.number != "one":
            return None
        if not reading.definite:
            return self._announced(reading)
        score, found = self._best(reading, answers_role)
        return found if score >= (_ENOUGH_PERSON if reading.kind == "person" else _ENOUGH_ROLE) else None

    def _announced(self, reading: Reading) -> Name | None:
        """The name that follows in an article's lead and shares the words of "a human rights watchdog"."""
        if reading.start > _AHEAD or any(char.isupper() for char in reading.text):
            return None
        ahead = self.index.between(reading.end, reading.end + _AHEAD)
        return next((name for name in ahead if shares(self, reading, self.full(name)) > 1), None)

    def _document(self, reading: Reading) -> Voice:
        """The earlier phrase that names "the poll" ("a Northfield University poll")."""
        if reading.definite and not any(char.isupper() for char in reading.text):
            if reading.head not in self._titles:
                self._titles[reading.head] = titled(self.index.text, reading.head)
            earlier = self._titles[reading.head]
            if earlier and earlier[0] < reading.start:
                return Voice(clean(earlier[1]), "document")
        return Voice(clean(reading.text), "document")


def is_bare(reading: Reading) -> bool:
    """Whether a mention is one role noun in title case, as in the headline "…: Watchdog"."""
    return reading.shape == "role" and reading.text.istitle() and not reading.modifiers and not reading.definite


def titled(text: str, head: str) -> tuple[int, str] | None:
    """The first phrase of a text that ends in a head noun and holds a name, and where it ends."""
    for match in re.finditer(rf"\b{re.escape(head)}\b", text):
        before = _CAPITALS.search(text, max(0, match.start() - 120), match.start())
        if before:
            found = before.group().split()
            while found and found[0].lower() in words().function:
                del found[0]
            if found and found[0][0].isupper():
                return match.end() - 1, " ".join([*found, match.group()])
    return None


def clean(name: str) -> str:
    """White space made single."""
    return re.sub(r"\s+", " ", name).strip()
