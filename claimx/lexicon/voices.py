"""Titles, role nouns and words of names, from voices.toml and first_names.toml: what a source is by its words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from claimx.records import SourceType


@dataclass(frozen=True, slots=True)
class Words:
    """Lexicon of voices: lower-cased words by what they say about a source."""

    titles: dict[str, str | None]
    abbreviated: frozenset[str]
    roles: dict[str, SourceType]
    unnamed: frozenset[str]
    organization: frozenset[str]
    company: frozenset[str]
    government: frozenset[str]
    media: frozenset[str]
    outlets: frozenset[str]
    places: frozenset[str]
    gender: dict[str, str]
    function: frozenset[str]
    calendar: frozenset[str]
    says: frozenset[str]
    participles: frozenset[str]
    directive: frozenset[str]
    unsaid: frozenset[str]
    heads: frozenset[str]
    estimates: frozenset[str]
    calculates: frozenset[str]
    puts: frozenset[str]
    amounts: frozenset[str]
    counts: frozenset[str]
    occasions: frozenset[str]


_ROLE_ORDER: tuple[SourceType, ...] = ("person", "organization", "media", "document", "government")


@lru_cache(maxsize=1)
def words() -> Words:
    """The lexicon; the files are read once."""
    folder = files("claimx.lexicon")
    voices = tomllib.loads((folder / "voices.toml").read_text(encoding="utf-8"))
    first = tomllib.loads((folder / "first_names.toml").read_text(encoding="utf-8"))
    titles: dict[str, str | None] = dict.fromkeys(voices["titles"]["neutral"])
    titles |= dict.fromkeys(voices["titles"]["male"], "male") | dict.fromkeys(voices["titles"]["female"], "female")
    roles: dict[str, SourceType] = {}
    for kind in _ROLE_ORDER:
        for word in voices["roles"][kind]:
            roles.setdefault(word, kind)
    lists = {key: frozenset(value) for part in ("names", "figures") for key, value in voices[part].items()}
    return Words(
        titles=titles,
        abbreviated=frozenset(voices["titles"]["abbreviated"]),
        roles=roles,
        unnamed=frozenset(voices["unnamed"]["nouns"]),
        outlets=frozenset(voices["outlets"]["names"]),
        places=frozenset(voices["places"]["names"]),
        function=frozenset(voices["grammar"]["function"]),
        calendar=frozenset(voices["grammar"]["calendar"]),
        says=frozenset(voices["speech"]["forms"]),
        participles=frozenset(voices["speech"]["participles"]),
        directive=frozenset(voices["speech"]["directive"]),
        unsaid=frozenset(voices["speech"]["unsaid"]),
        gender={name: gender for gender in ("male", "female") for name in first[gender]},
        **lists,
    )


def singular(word: str) -> str:
    """The singular of a regular English plural ("agencies" → "agency"), else the word itself."""
    if word.endswith("yses"):
        return word[:-2] + "is"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=8192)
def role_of(word: str) -> SourceType | None:
    """What a common noun stands for ("watchdog" → organization), or None."""
    roles = words().roles
    lower = word.lower()
    return roles.get(lower) or roles.get(singular(lower))
