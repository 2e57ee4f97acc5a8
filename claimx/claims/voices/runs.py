"""Capitalised stretches of a text, the raw material of names.

In: any text. Out: `runs(text)`, in reading order: maximal stretches of capitalised words with the lower-case words that
belong to a name between them ("Bank of America", "Ursula von der Leyen"). Only characters are read. Linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimx.lexicon.voices import words
from claimx.types import Offsets

WORD = re.compile(r"[^\W_]+(?:[-'’.&/+][^\W_]+){0,8}")
_MAY_OPEN = re.compile(r"[^\W_a-z](?<![^\W_].)(?<![^\W_][-'’.&/+].)(?:(?<!\d)|(?<=\d)(?=[^\s]{0,40}[^\W\d_a-z]))")
"""The first character of a word with a capital, or of one like "3M"; letters beyond ASCII are looked at closer. The
character comes before what must not stand before it, so that all others are skipped at once."""
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "della", "der", "di", "dos", "du", "el", "ibn", "la", "le", "van", "von"}
)
_CONNECTORS = _PARTICLES | {"of", "for", "the", "and", "on", "to"}
_CONVENED = frozenset(
    "center centre commission committee conference council forum institute panel subcommittee".split()
)
"""What is named by its subject: "Joint Committee on Taxation", "Commission on the Status of Women"."""
_AIMING = frozenset({"alliance", "campaign", "coalition", "committee", "movement"})
"""What is named by its aim: "Alliance to Save Our Rivers"."""
_NAMED_BY = {"on": _CONVENED, "to": _AIMING}
_POSSESSIVE = re.compile(r"['’][sS]$|(?<=s)['’]$")
_LED = re.compile(r"-(?:based|led|backed|owned|run|born|linked|affiliated|controlled|registered)$")
"""Ends of adjectives: "the Oslo-based Hengaw Human Rights Organization"."""
_OFFICE = re.compile(
    r"\sand\s(?:[A-Z][\w-]+\s){1,3}"
    r"(?:Administration|Agency|Authority|Board|Bureau|Commission|Council|Department|Office|Services?)\b"
)
_OUTLET = re.compile(r"The (?:[A-Z][\w-]+ ){0,3}([A-Z][\w-]+)")
_ALSO_NOUNS = frozenset({"first", "home", "image", "one", "our", "photo", "source", "watch"})
"""Words that are common at the head of a sentence and part of a name inside one: "Coastal Watch Network"."""
_FORMS = frozenset({"inc", "corp", "co", "ltd", "jr", "sr"})
"""Abbreviations at the end of a name."""


@dataclass(frozen=True, slots=True)
class Run:
    """A maximal stretch of capitalised words with their connectors; `possessive`: it ended in 's."""

    words: tuple[str, ...]
    spans: tuple[Offsets, ...]
    possessive: bool


def runs(text: str, start: int = 0, end: int | None = None) -> list[Run]:
    """The capitalised stretches of a text, or of text[start:end], in reading order."""
    reader, last = _Reader(text), len(text) if end is None else end
    while True:
        # Between two runs only words that may open one are looked at.
        opening = None if reader.words else _MAY_OPEN.search(text, start, last)
        if opening is None and not reader.words:
            return reader.found
        match = WORD.search(text, opening.start() if opening else start, last)
        if match is None:
            break
        reader.offer(match.group(), match.start(), match.end())
        start = match.end()
    reader.close()
    return reader.found


@dataclass(slots=True)
class _Reader:
    """The run being read, with the lower-case connectors that wait for another capital, and the runs before."""

    text: str
    words: list[str] = field(default_factory=list)
    spans: list[Offsets] = field(default_factory=list)
    waiting: list[tuple[str, Offsets]] = field(default_factory=list)
    found: list[Run] = field(default_factory=list)

    def offer(self, word: str, start: int, end: int) -> None:
        """Take the next word, which may end a run."""
        if self.words and not self.adjoins(start):
            self.close()
        bare = _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word
        if self.words and bare in _CONNECTORS:
            self.waiting.append((word, (start, end)))
        elif not capitalised(bare) or ("-" in bare and _LED.search(bare)):
            self.close()
        else:
            self.take(bare, start, possessive=len(bare) < len(word))

    def take(self, bare: str, start: int, *, possessive: bool) -> None:
        """Add a capitalised word, unless it cannot belong to a name here."""
        breaks = self.words and not self.waiting and is_function(bare) and bare.lower() not in _ALSO_NOUNS
        if (self.waiting and not self.joins()) or breaks:
            self.close()
        if bare.lower() in words().calendar or (not self.words and opens_only(bare, self.text, start)):
            self.close()
            return
        for word, span in (*self.waiting, (bare, (start, start + len(bare)))):
            self.words.append(word)
            self.spans.append(span)
        self.waiting = []
        if possessive:
            self.close(possessive=True)

    def close(self, *, possessive: bool = False) -> None:
        """End the run and start afresh."""
        if self.words:
            self.found.append(Run(tuple(self.words), tuple(self.spans), possessive))
            self.words, self.spans = [], []
        if self.waiting:
            self.waiting = []

    def adjoins(self, start: int) -> bool:
        """Only a blank between words, or the stop of an initial or title ("Sen. Hill", "J. Brown")."""
        last = self.waiting[-1][1][1] if self.waiting else self.spans[-1][1]
        gap = self.text[last:start]
        if gap in {" ", "\xa0", " & "}:
            return True
        before = self.words[-1].lower()
        if gap in {"' ", "’ "}:
            return before == "o"  # "Michael O' Leary"
        if self.waiting:
            return False
        if gap == ", ":
            return self.text[start : start + 3] in {"Inc", "LLC", "Ltd", "Jr.", "Sr."}
        return gap in {". ", ".\xa0", "."} and self.abbreviates(before, start)

    def abbreviates(self, before: str, start: int) -> bool:
        """Whether the stop after a word belongs to it ("Sen.", "J.", "U.S.", "Inc. said")."""
        if len(before) == 1 or before in words().abbreviated or "." in before:
            return True
        return before in _FORMS and self.text[start : start + 1].islower()

    def joins(self) -> bool:
        """Whether the waiting connectors belong to the name ("Bank of America", "Ursula von der Leyen")."""
        connectors = [word for word, _ in self.waiting]
        if connectors[0] in _NAMED_BY:
            return self.words[-1].lower() in _NAMED_BY[connectors[0]] and connectors[1:] in ([], ["the"])
        if all(word in _PARTICLES for word in connectors):
            return True
        if connectors[0] in {"of", "for"}:
            known = words()
            return not {word.lower() for word in self.words}.isdisjoint(
                known.organization | known.government | known.heads
            )
        if connectors != ["and"]:
            return False
        if "of" in self.words or "for" in self.words:
            return True
        # "Securities and Exchange Commission"
        return len(self.words) < 4 and _OFFICE.match(self.text, self.spans[-1][1]) is not None


def capitalised(word: str) -> bool:
    """A capital at the start, or anywhere behind a digit ("3M")."""
    return word[:1].isupper() or (word[:1].isdigit() and any(char.isupper() for char in word))


def is_function(word: str) -> bool:
    """A common word in title case ("However"); "US" and "IT" are none."""
    return word.lower() in words().function and (word[1:].islower() or len(word) == 1)


def opens_only(word: str, text: str, start: int) -> bool:
    """A common word with a capital because it opens a sentence; "The" stays before a newspaper's name."""
    if word != "The":
        return is_function(word)
    match = _OUTLET.match(text, start)
    return match is None or match[1].lower() not in words().media
