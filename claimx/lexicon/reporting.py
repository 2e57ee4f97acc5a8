"""Reporting words: verbs, nouns and sources by class, and the table from their forms to their lemmas.

In: `reporting.toml` (lemmas by class) and `reporting_forms.toml` (irregular forms). Out: `lexicon()`, read once.
The base model carries no lemmatizer, so regular forms are built here from the lemmas.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent
_VOWELS = frozenset("aeiou")
# "admit" doubles its last letter (admitted), "visit" does not: stress decides, and spelling does not show it.
_DOUBLING = frozenset("admit beg brag concur demur dub flag pan plan quip rap refer rip slam slap snap".split())


@dataclass(frozen=True)
class Lexicon:
    """Reporting words by form.

    `lemmas`: form → lemma, for verbs and nouns. `verbs`, `nouns`: lemma → class (say, show, think, judge).
    `sources`: lemma → classes (document, poll, body, unnamed, respondent, credit). `hedges`: adverbs that name nobody.
    """

    lemmas: dict[str, str]
    verbs: dict[str, str]
    nouns: dict[str, str]
    sources: dict[str, frozenset[str]]
    hedges: frozenset[str]
    prepositions: frozenset[str]

    @property
    def cues(self) -> frozenset[str]:
        """Every form that can be a cue or introduce one."""
        words = {form for form, lemma in self.lemmas.items() if lemma in self.verbs or lemma in self.nouns}
        return frozenset(words | self.hedges | self.prepositions)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The reporting words shipped with the package."""
    table = tomllib.loads((_HERE / "reporting.toml").read_text(encoding="utf-8"))
    irregular = tomllib.loads((_HERE / "reporting_forms.toml").read_text(encoding="utf-8"))
    verbs = by_lemma(table["verbs"])
    nouns = by_lemma(table["nouns"])
    sources = {name: frozenset(words.split()) for name, words in table["sources"].items()}
    lemmas = {form: noun for noun in {*nouns, *frozenset().union(*sources.values())} for form in (noun, plural(noun))}
    lemmas.update({form: verb for verb in verbs for form in verb_forms(verb)})
    lemmas.update({form: verb for verb, forms in irregular.items() for form in forms.split()})
    return Lexicon(
        lemmas=lemmas,
        verbs=verbs,
        nouns=nouns,
        sources={
            word: frozenset(k for k, v in sources.items() if word in v) for word in frozenset().union(*sources.values())
        },
        hedges=frozenset(table["words"]["hedge"].split()),
        prepositions=frozenset(table["words"]["preposition"].split()),
    )


def by_lemma(classes: dict[str, str]) -> dict[str, str]:
    """Lemma → class; the first class named wins."""
    found: dict[str, str] = {}
    for name, words in classes.items():
        for word in words.split():
            found.setdefault(word, name)
    return found


def verb_forms(verb: str) -> tuple[str, ...]:
    """The regular forms of a verb: base, third person, past, participle.

    >>> verb_forms("deny")
    ('deny', 'denies', 'denied', 'denying')
    """
    if verb in _DOUBLING:
        return verb, verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    if verb.endswith("ee"):
        return verb, verb + "s", verb + "d", verb + "ing"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return verb, plural(verb), verb + "ed", verb + "ing"


def plural(noun: str) -> str:
    """The regular plural of a noun.

    >>> plural("survey"), plural("study"), plural("speech")
    ('surveys', 'studies', 'speeches')
    """
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")
