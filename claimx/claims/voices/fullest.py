"""The fullest form of a name in its article: "Jones" → "Seth Jones", "Ford" → "Ford Motor Company".

In: a `NameIndex` and one of its names. Out: the occurrence with the longest form that can be the same one. Persons are
joined by surname, first name or a missing middle initial; organizations by what stands before their legal form or their
"for"/"of" part, newspapers by their last word, acronyms by their expansion.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from claimx.claims.voices.around import Name
from claimx.claims.voices.names import NameIndex
from claimx.lexicon.voices import words


@dataclass(slots=True)
class Fullest:
    """Looks up full names; the distinct names of the article are listed once."""

    index: NameIndex
    _distinct: dict[str, Name] = field(init=False)
    _sharing: dict[str, list[Name]] = field(init=False)
    """Distinct names by their first and last word: a longer form keeps one of the two."""
    _genders: dict[str, set[str]] = field(init=False)
    """The genders that a spelling goes with: "Mr. Hill" is said of the man whom the lead calls "President Hill"."""
    _known: dict[tuple[str, str | None, bool], Name] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the best-described occurrence of each spelling."""
        self._known = {}
        self._distinct, self._genders = {}, {}
        for name in self.index.names:
            if name.gender:
                self._genders.setdefault(name.text, set()).add(name.gender)
            kept = self._distinct.get(name.text)
            if kept is None or (described(name) > described(kept)):
                self._distinct[name.text] = name
        self._sharing = {}
        for name in self._distinct.values():
            for word in {*name.parts[:1], *name.parts[-1:]}:
                self._sharing.setdefault(word, []).append(name)

    def __call__(self, name: Name) -> Name:
        """The fullest form of a name."""
        key = (name.text, name.gender, name.kind == "person")
        if key not in self._known:
            self._known[key] = self._find(name)
        return self._known[key]

    def _find(self, name: Name) -> Name:
        parts = name.parts
        if not parts:
            return name
        expanded = self.index.acronyms.get(parts[0].replace(".", "")) if len(parts) == 1 else None
        if expanded:
            return self._distinct.get(expanded, name)
        if " ".join(parts) in words().places:
            return name
        genders = self._genders.get(name.text, set())
        if name.gender is None and len(genders) == 1 and len(parts) == 1:
            name = replace(name, gender=next(iter(genders)))
        near = {other.text: other for word in (parts[0], parts[-1]) for other in self._sharing.get(word, ())}
        longer = [other for other in near.values() if len(other.parts) > len(parts)]
        found = person_forms(name, longer) or organization_forms(name, longer)
        own = self._distinct.get(name.text, name)
        if not found:
            return better(own, name)
        return max(found, key=lambda other: rank(parts, other))


def rank(parts: tuple[str, ...], other: Name) -> tuple[bool, bool, int, int]:
    """Surnames before first names, known persons before the unknown, then the longest, then the first."""
    known = other.kind is not None or other.gender is not None
    return other.parts[-len(parts) :] == parts, known, len(other.parts), -other.start


def described(name: Name) -> int:
    """How much an occurrence tells about its bearer."""
    return 2 * (name.kind is not None) + 2 * (name.gender is not None) + min(len(name.roles), 3)


def better(own: Name, name: Name) -> Name:
    """The best-described occurrence of the same spelling, unless it is of another gender."""
    return name if own.gender and name.gender and own.gender != name.gender else own


def person_forms(name: Name, longer: list[Name]) -> list[Name]:
    """Longer forms of a person's name."""
    if name.kind not in {"person", None}:
        return []
    return [
        other for other in longer if may_be_person(other) and agrees(name, other) and extends_person(name.parts, other)
    ]


def agrees(name: Name, other: Name) -> bool:
    """No contradiction in gender ("Mrs. Brown" is not Paul Brown)."""
    return not (name.gender and other.gender and name.gender != other.gender)


def may_be_person(name: Name) -> bool:
    """A person, or two to four words without a sign of an organization."""
    if name.kind == "person":
        return True
    parts = name.parts
    return (
        name.kind is None
        and not (name.text.isupper() and len(name.text) > 4)
        and 2 <= len(parts) <= 4
        and all(part.replace("-", "").replace("'", "").isalpha() for part in parts)
    )


def extends_person(short: tuple[str, ...], other: Name) -> bool:
    """Same surname, same first and last word around something, or a lone family name before a given one ("Xi")."""
    full, count = other.parts, len(short)
    if len(full) > 6:
        return False
    if full[-count:] == short:
        return True
    if count > 1:
        return short[0] == full[0] and short[-1] == full[-1]
    return full[0] == short[0] and other.kind == "person"


def organization_forms(name: Name, longer: list[Name]) -> list[Name]:
    """Longer forms of an organization's or outlet's name."""
    if name.gender or name.kind == "person":
        return []
    return [other for other in longer if other.kind != "person" and extends_organization(name, other)]


def extends_organization(name: Name, other: Name) -> bool:
    """The name with its legal form, its "for …" part, or the rest of a newspaper's title."""
    short, full = name.parts, other.parts
    count = len(short)
    if full[:count] == short:
        return (
            full[-1] in words().company
            or full[count] in {"of", "for"}
            or (other.kind is None and len(full) == 2 and other.start < name.start)
        )
    return count == 1 and short[0] in words().media and other.kind == "media" and full[-1] == short[0]
