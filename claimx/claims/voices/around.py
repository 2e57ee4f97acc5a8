"""What the words in and around a name tell about its bearer: class, gender, roles, and whether it speaks.

In: a text and one of its `Run`s. Out: a `Name` without its titles (`read_run`), or None. Only characters are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claimx.claims.voices.runs import WORD, Run
from claimx.lexicon.voices import role_of, singular, words
from claimx.records import SourceType

_SAYS = "|".join(sorted(words().says))
_SAID = "|".join(sorted(words().says - {"tell", "tells", "told"}))
"""Whom somebody "told" listens."""
_STOPS = (
    "that|to|in|of|for|on|at|since|as|it|he|she|they|if|when|how|why|and|with|from|his|her|its|their|there|this|about"
)
_SPEAKS_AFTER = re.compile(
    rf"(?:,[^,.;:\n]{{1,120}},)?\s(?:[a-z]{{2,12}}ly\s|also\s|has\s|had\s|have\s|later\s){{0,2}}(?:{_SAYS})\b"
)
_FIRSTS = "".join(sorted({word[0] for word in words().says} | set("Aab")))
"""First letters of the words below: looking at one first saves most tries."""
_SPEAKS_BEFORE = re.compile(
    rf"(?=[{_FIRSTS}])\b(?:{_SAID}|[Aa]ccording to|by)\s(?:the\s|an?\s)?(?:(?!(?:{_STOPS})\s)[^\s,.;:\"]+\s){{0,4}}$"
)
_TRIGGERS = words().says | {"by", "to"}
"""Without one of these nothing before a name makes it speak."""
_LABEL_OPENS = frozenset(",:")
_NO_WORD = re.compile(r"\W+")
_LABEL_AFTER = re.compile(r"(?:,[^,.:\n]{1,80})?:\s")
_APPOSITION = re.compile(r",\s(?:an?\s|the\s|its\s|his\s|her\s|who is\s)?([^.;:\n\"”]{2,140})")
_COPULA_OPENS = frozenset("iwb,")
_COPULA = re.compile(r"\s(?:is|was|became|,)\s(?:an?\s|the\s)([^.;:,\n\"”]{2,80})")
_BEFORE = re.compile(r"(?<![\w'’])((?:[a-z][\w-]*\s){1,4})$")
_DETERMINED = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s$")
"""An article before two capitals: "a Young Northern Farmers meeting", never a person."""
_OPENS = re.compile(r"(?:^|[.!?:\n“\"][”\"’')]?\s*[\"“'‘(\[]?)$")
_ADJECTIVE = re.compile(r"(?:ese|ish|ian|ean|can|tic|ern|ch|sh|ist)s?$")
_MODIFIES = re.compile(rf"\s(?!(?:{_SAYS}|is|was|has|had|will|would|and|or|also)\b)[a-z]{{3}}")
_SURNAMES = frozenset({"bishop", "king", "pope"})
"""Titles that more people have for a surname."""
_VERBS = frozenset("is are was were has had have will would said says told which who whose".split())


@dataclass(frozen=True, slots=True)
class Name:
    """One occurrence of a name, without its titles."""

    text: str
    start: int
    end: int
    kind: SourceType | None
    gender: str | None
    roles: frozenset[str]
    speaks: bool
    quoted: bool
    certain: bool = True
    """False for a lone capital at the start of a sentence that no other place in the text confirms."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Lower-cased words of the name."""
        return parts_of(self.text)


@lru_cache(maxsize=8192)
def parts_of(text: str) -> tuple[str, ...]:
    """Lower-cased words of a name, without a leading article."""
    found = [word.lower().rstrip(".") for word in WORD.findall(text)]
    return tuple(found[1:] if len(found) > 1 and found[0] == "the" else found)


def read_run(text: str, run: Run, *, quoted: bool) -> Name | None:
    """The name in a run: what follows its titles, with what the words around it say."""
    cut, gender = title_cut(run.words)
    if cut == 0 and hidden_name(run.words) and strays(text, run):
        cut = 1
    core, spans = run.words[cut:], run.spans[cut:]
    if not core:
        return None
    start, end = spans[0][0], spans[-1][1]
    near = text[end : end + 160]
    roles = roles_around(text, run, cut, near)
    kind = kind_of(text[start:end]) or kind_beside(core, cut, roles, text[max(0, start - 5) : start])
    if kind == "person" and gender is None:
        gender = roles_gender(roles) or words().gender.get(core[0].lower())
    speaks = not run.possessive and speaks_at(text, run.spans[0][0], near)
    return Name(text[start:end], start, end, kind, gender, roles, speaks, quoted)


def kind_beside(core: tuple[str, ...], cut: int, roles: frozenset[str], before: str) -> SourceType | None:
    """What a name is by its title, first name, roles or article."""
    if (cut and len(core) <= 4) or looks_like_person(core, roles):
        return "person"
    return "organization" if len(core) > 1 and cut == 0 and _DETERMINED.search(before) else None


def title_cut(run: tuple[str, ...]) -> tuple[int, str | None]:
    """How many leading words are title ("Former Ukrainian Foreign Minister"), and the gender they give."""
    titles = words().titles
    cut, gender = 0, None
    for i, word in enumerate(run):
        lower = title_form(word)
        if lower in titles:
            cut, gender = i + 1, titles[lower] or gender
        elif lower == "general" and i + 1 < len(run) and (0 < i == cut or (len(run) > 2 and is_first(run, i))):
            cut = i + 1  # "Attorney General Anna Brown", "General Anna Brown"
    if cut == len(run) > 1:
        # "Mr. Bishop", "Anna Bishop", "Charlie King": a name that is also a title.
        if run[0].lower() in words().abbreviated:
            return cut - 1, titles.get(run[0].lower())
        if len(run) == 2 and run[1].lower() in _SURNAMES and not _ADJECTIVE.search(run[0]):
            return 0, None
        return (0, None) if run[0].lower() in words().gender else (cut, gender)
    if cut and cut < len(run) and run[cut].lower() in {"of", "for", "and"}:
        return 0, None
    return cut, gender


@lru_cache(maxsize=8192)
def title_form(word: str) -> str:
    """A word as the list of titles would have it: lower case, without a stop, singular unless the plural is listed."""
    lower = word.lower().rstrip(".")
    return lower if lower in words().titles else singular(lower)


def is_first(run: tuple[str, ...], at: int) -> bool:
    """Whether a word opens a run, and a first name follows."""
    return at == 0 and run[1].lower() in words().gender


def hidden_name(run: tuple[str, ...]) -> bool:
    """A stray capital before a first name ("Meet Anna Brown")."""
    first = words().gender
    return len(run) > 2 and len(run[0]) > 1 and run[0].lower() not in first and run[1].lower() in first


def strays(text: str, run: Run) -> bool:
    """Whether the first capital of a run may be that of a sentence, or an adjective's; else it is the first name."""
    start = run.spans[0][0]
    return role_of(run.words[0].lower()) is not None or bool(
        _ADJECTIVE.search(run.words[0]) or run.words[0].isupper() or _OPENS.search(text[max(0, start - 5) : start])
    )


def speaks_at(text: str, start: int, near: str) -> bool:
    """Whether the words around a name make it speak: "X said", "said X", "according to X", "X:"."""
    first = near[:1]
    if first in _LABEL_OPENS and _LABEL_AFTER.match(near):
        return True
    # The long lists of verbs are tried only where one of them may stand.
    behind = near.find(",", 1) + 1 if first == "," else 0
    opens = bool(behind or first.isspace()) and may_hold(words().says, near[behind:].split(None, 3)[:3])
    if opens and _SPEAKS_AFTER.match(near):
        return True
    before = text[max(0, start - 70) : start]
    opens = before[-1:].isspace() and may_hold(_TRIGGERS, before.rsplit(None, 7)[-7:])
    return opens and _SPEAKS_BEFORE.search(before) is not None


def may_hold(wanted: frozenset[str], found: list[str]) -> bool:
    """Whether one of some words stands among others, or a sign that may hide one ("“said")."""
    return not wanted.isdisjoint(found) or not "".join(found).isalpha()


def roles_around(text: str, run: Run, cut: int, near: str) -> frozenset[str]:
    """Role nouns that go with a name: its titles, the nouns before it, an apposition or a copula after it."""
    found = {word.lower() for word in run.words[:cut]}
    before = text[max(0, run.spans[0][0] - 60) : run.spans[0][0]]
    # "the foreign minister, Ola Berg, denied it": a comma counts when another one closes the apposition.
    found |= set(nouns_before(before.rstrip(", ") + " " if near.startswith(",") else before))
    for opens, pattern in ((near.startswith(","), _APPOSITION), (near[1:2] in _COPULA_OPENS, _COPULA)):
        match = pattern.match(near) if opens else None
        if match:
            found |= set(head_words(match[1]))
    return frozenset(found)


def nouns_before(before: str) -> list[str]:
    """Lower-case nouns directly before a name ("cybersecurity firm TeamT5"): only when the last one is a role."""
    last = before.rsplit(None, 1)[-1:]
    if not last or not role_of(_NO_WORD.split(last[0])[-1]):
        return []
    match = _BEFORE.search(before)
    if not match:
        return []
    found = WORD.findall(match[1])
    return found if found and role_of(found[-1]) else []


def head_words(phrase: str) -> list[str]:
    """The words of an apposition up to its last role noun ("political scientist and defense expert")."""
    found = [word.lower() for word in WORD.findall(phrase)][:9]
    last = max((i for i, word in enumerate(found) if role_of(word)), default=-1)
    if last < 0 or any(word in _VERBS for word in found[: last + 1]):
        return []
    return found[: last + 1]


def roles_gender(roles: frozenset[str]) -> str | None:
    """Gender from role nouns ("spokeswoman")."""
    titles = words().titles
    return next((titles[role] for role in sorted(roles) if titles.get(role)), None)


@lru_cache(maxsize=8192)
def kind_of(name: str) -> SourceType | None:
    """What a name is from its own words: media, government, organization; None when they do not tell."""
    known, parts = words(), parts_of(name)
    if not parts:
        return None
    if " ".join(parts) in known.places:
        return "government"
    if is_outlet(parts):
        return "media"
    rest = set(parts[1:])
    if known.company & rest:
        return "organization"
    if known.government & set(parts):
        return "government"
    first = {parts[0]} if rest else set()
    return "organization" if known.organization & (rest | first) else None


def is_outlet(parts: tuple[str, ...]) -> bool:
    """A known outlet, a name with "news" in it, or one that ends like a newspaper's."""
    known = words()
    if " ".join(parts) in known.outlets or parts[0] in known.outlets or any("news" in part for part in parts):
        return True
    return len(parts) > 1 and parts[-1] in known.media


def looks_like_person(core: tuple[str, ...], roles: frozenset[str]) -> bool:
    """A first name in the list, an initial in the middle, or a person's role beside a name of two to four words."""
    if not 1 < len(core) < 6 or any(word in {"of", "for", "and"} for word in core):
        return False
    if core[0].lower() in words().gender or any(len(word) == 1 for word in core[1:-1]):
        return True
    return any(role_of(role) == "person" for role in roles) and not any(
        char.isdigit() for word in core for char in word
    )


def doubtful(text: str, name: Name) -> bool:
    """A lone capital that opens a sentence and tells nothing ("Trade"), or an adjective ("Chinese exports")."""
    if name.kind is not None or len(name.parts) > 1 or name.roles:
        return False
    if _ADJECTIVE.search(name.text) and _MODIFIES.match(text, name.end):
        return True
    return _OPENS.search(text[max(0, name.start - 5) : name.start]) is not None
