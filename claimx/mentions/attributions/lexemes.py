"""Words by what they can be in an attribution, each worked out once: stem, class as a cue, class as a source, codes.

In: a lower-cased word and its tag. Out: a `Lexeme`, remembered. A code stands for a string in the features of the
stages; `number` makes codes of small numbers and truth values. No code is 0: that stands for what is absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from zlib import crc32

from claimx.lexicon.reporting import Lexicon, lexicon

MOST_REMEMBERED = 50_000
"""Lexemes kept at hand: about 20 MB at most."""
# "In a Northfield poll, 52 percent …", "Under the plan", "By its own count": prepositions before a document.
_FRAMING = frozenset({"in", "under", "by", "from", "on", "per", "of", "for"})
_FRAMED = frozenset({"document", "poll"})
_OWN_CLASS = frozenset({"according", "per", ":"})
_ENDINGS = {"VBZ": "s", "NNS": "s", "VBD": "ed", "VBN": "ed", "VBG": "ing"}

LOW, STEM, TAG, KIND, NOUN = range(5)
"""Columns of the codes of lexemes."""

Office = Literal["verb", "noun", "misread", "frame", "other", ""]
"""What makes a word a candidate for a cue: verbs, reporting nouns, reporting verbs that the tagger may have taken for
nouns ("court records show"), prepositions before a document, colons and "according"; "" for words that never are."""
_OUTRIGHT = frozenset({"say", "show"})


@dataclass(frozen=True, slots=True, eq=False)
class Lexeme:
    """A word with its tag, equal to nothing else; `kind` is its class as a cue, `noun` its class as a source.

    `document`: it names a document or a poll, which may be framed by a preposition ("in the average of polls").
    """

    low: str
    stem: str
    tag: str
    kind: str
    noun: str
    office: Office
    document: bool
    low_code: int
    stem_code: int
    tag_code: int
    kind_code: int
    noun_code: int

    @property
    def codes(self) -> tuple[int, int, int, int, int]:
        """All codes, in the order of `LOW`, `STEM`, `TAG`, `KIND`, `NOUN`."""
        return self.low_code, self.stem_code, self.tag_code, self.kind_code, self.noun_code


@lru_cache(maxsize=MOST_REMEMBERED)
def code(name: str) -> int:
    """A number that stands for a string."""
    return crc32(name.encode()) | 1 << 32


def number(value: int) -> int:
    """The code of a number from 0 on, or of a truth value."""
    return value + 1


@lru_cache(maxsize=MOST_REMEMBERED)
def lexeme(low: str, tag: str) -> Lexeme:
    """What a word with a tag can be."""
    words = lexicon()
    stem = words.lemmas.get(low) or crude_stem(low, tag)
    kind, noun = word_class(words, low, stem, tag), noun_class(words, low, stem, tag)
    return Lexeme(
        low, stem, tag, kind, noun, office(words, low, stem, tag),
        not _FRAMED.isdisjoint(words.sources.get(stem, ())),
        code(low), code(stem), code(tag), code(kind), code(noun),
    )  # fmt: skip


def crude_stem(word: str, tag: str) -> str:
    """Cut the ending that the tag announces, so that the forms of an unlisted word fall together."""
    if len(word) < 5 or tag[:1] not in "VN":
        return word
    ending = _ENDINGS.get(tag, "")
    word = word[: -len(ending)] if ending and word.endswith(ending) else word
    return word[:-1] if word.endswith("e") else word


def word_class(words: Lexicon, low: str, stem: str, tag: str) -> str:
    """say, show, think, judge for verbs; with an n for nouns, a v for what may be a verb; "in" before documents."""
    if low in _OWN_CLASS:
        return low
    if tag[:1] == "N":
        return "v" + words.verbs[stem] if misread(words, stem, tag) else "n" + words.nouns.get(stem, "-")
    if tag[:1] == "V":
        return words.verbs.get(stem, "-")
    return "in" if tag == "IN" and low in _FRAMING else "-"


def noun_class(words: Lexicon, low: str, stem: str, tag: str) -> str:
    """What kind of source a word would be: a pronoun, a name, a document."""
    kinds = words.sources.get(stem, frozenset())
    if tag in ("PRP", "PRP$"):
        return low
    if tag in ("NNP", "NNPS"):
        return "name" + "".join(sorted(kind[:2] for kind in kinds))
    return "+".join(sorted(kinds)) if kinds else tag


def office(words: Lexicon, low: str, stem: str, tag: str) -> Office:
    """Whether a word can be a cue, and as what."""
    if tag[:1] == "V":
        return "verb"
    if tag[:1] == "N":
        return "noun" if stem in words.nouns else "misread" if misread(words, stem, tag) else ""
    if tag == "IN" and low in _FRAMING:
        return "frame"
    return "other" if low == ":" or low in words.prepositions or low in words.hedges else ""


def misread(words: Lexicon, stem: str, tag: str) -> bool:
    """Whether a noun may be a verb that reports: "projects", "shows", unless it also reports as a noun."""
    return tag in ("NN", "NNS") and stem not in words.nouns and words.verbs.get(stem) in _OUTRIGHT
