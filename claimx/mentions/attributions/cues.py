"""Stage 1: words that report ("said", "according to", "estimate of", "NAME:").

In: a Reading. Out: `Cue`s with a probability. Candidates are all verbs, reporting nouns, "according", and colons;
`features` names what is seen around one; `choose` scores them.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimx.mentions.attributions.reading import Reading
from claimx.mentions.attributions.scoring import Scorer, probabilities

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_COUNTED_CHILDREN = frozenset(
    "ccomp xcomp dobj prep nsubj nsubjpass auxpass neg mark agent prt acomp advcl dative oprd parataxis acl relcl poss "
    "csubj aux npadvmod expl pobj".split()
)
# "In a Northfield poll, 52 percent …", "Under the plan", "By its own count": prepositions before a document.
_FRAMING = frozenset({"in", "under", "by", "from", "on", "per", "of", "for"})
_COMPLEMENT_RANK = {"ccomp": 0, "xcomp": 1, "dobj": 2, "pobj": 3, "prep": 4, "acomp": 5, "advcl": 6}
_OWN_CLASS = frozenset({"according", "per", ":"})
LOWEST_PROBABILITY = 0.10
"""Weaker candidates are dropped before the pair stage, which may still pick a cue that is weak by itself."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A token that may report, with the probability that it does."""

    token: int
    probability: float


def choose(reading: Reading, scorer: Scorer) -> list[Cue]:
    """The cues of a text, weak ones included."""
    found = []
    for i in candidates(reading):
        p = probabilities([scorer.score(features(reading, i))])[0]
        if p >= LOWEST_PROBABILITY:
            found.append(Cue(i, p))
    return found


def candidates(reading: Reading) -> list[int]:
    """The tokens that can report."""
    return [i for i, dep in enumerate(reading.dep) if dep and is_candidate(reading, i)]


def is_candidate(reading: Reading, i: int) -> bool:
    """Verbs that are no auxiliaries, reporting nouns, words that introduce a source, colons."""
    tag = reading.tag[i]
    if tag[:1] == "V":
        return reading.dep[i] not in ("aux", "auxpass")
    if tag[:1] == "N":
        return reading.stem[i] in reading.words.nouns
    if reading.low[i] == ":":
        return True
    if tag == "IN" and reading.low[i] in _FRAMING:
        return any("document" in reading.words.sources.get(reading.stem[j], ()) for j in reading.children[i])
    return reading.low[i] in reading.words.prepositions or reading.low[i] in reading.words.hedges


def word_class(reading: Reading, i: int) -> str:
    """say, show, think, judge for verbs; the same with an n for nouns; "in" before documents; "-" for other words."""
    stem, tag, low = reading.stem[i], reading.tag[i], reading.low[i]
    if low in _OWN_CLASS:
        return low
    if tag[:1] == "N":
        return "n" + reading.words.nouns.get(stem, "-")
    if tag[:1] == "V":
        return reading.words.verbs.get(stem, "-")
    return "in" if tag == "IN" and low in _FRAMING else "-"


def noun_class(reading: Reading, i: int) -> str:
    """What kind of source a word would be: a pronoun, a name, a document."""
    tag, low = reading.tag[i], reading.low[i]
    if tag in ("PRP", "PRP$"):
        return low
    if tag in ("NNP", "NNPS"):
        return "name" + "".join(sorted(kind[:2] for kind in reading.words.sources.get(reading.stem[i], ())))
    kinds = reading.words.sources.get(reading.stem[i])
    return "+".join(sorted(kinds)) if kinds else tag


def features(reading: Reading, i: int) -> list[str]:
    """The names of what is seen around a candidate."""
    stem, tag, dep, kind = reading.stem[i], reading.tag[i], reading.dep[i], word_class(reading, i)
    found = [
        "bias",
        f"s={stem}",
        f"s={stem} {tag}",
        f"s={stem} {dep}",
        f"t={tag} {dep}",
        f"k={kind}",
        f"k={kind} {tag}",
        f"k={kind} {dep}",
    ]
    found += neighbour_features(reading, i, stem, kind)
    found += child_features(reading, i, stem, kind)
    found += head_features(reading, i, stem, kind)
    found += quotation_features(reading, i, stem, kind)
    if reading.low[i] == ":":
        found += colon_features(reading, i)
    return found + crossed(reading, i, kind)


def crossed(reading: Reading, i: int, kind: str) -> list[str]:
    """The chief signals, two by two."""
    above, last = reading.head[i], len(reading.quote) - 1
    signals = (
        reading.stem[i],
        kind,
        f"{reading.tag[i]} {reading.dep[i]}",
        subject(reading, i),
        *complement(reading, i),
        "root" if above == i else word_class(reading, above),
        f"q{reading.quote[i] >= 0}",
        f"a{reading.quote[max(0, i - 3)] >= 0}{reading.quote[min(last, i + 2)] >= 0}",
    )
    return [f"{a}.{b}={x} {y}" for a, x in enumerate(signals) for b, y in enumerate(signals[:a])]


def subject(reading: Reading, i: int) -> str:
    """The class of a candidate's subject, possessor or agent, and whether it follows."""
    found = "-"
    for j in reading.children[i]:
        if reading.dep[j] in SUBJECTS or reading.dep[j] in ("poss", "agent"):
            found = noun_class(reading, j) + ("+" if j > i else "")
    return found


def complement(reading: Reading, i: int) -> tuple[str, str]:
    """The label of the complement that says most, and its word with its side."""
    ranked = [(_COMPLEMENT_RANK[reading.dep[j]], j) for j in reading.children[i] if reading.dep[j] in _COMPLEMENT_RANK]
    if not ranked:
        return "-", "-"
    j = min(ranked)[1]
    return reading.dep[j], f"{j > i} {reading.stem[j]}"


def neighbour_features(reading: Reading, i: int, stem: str, kind: str) -> list[str]:
    """The words before and after, and the place in the sentence."""
    span = reading.sentence_tokens(reading.sent[i])
    word = {step: reading.low[i + step] if i + step in span else "|" for step in (-2, -1, 1, 2)}
    tags = {step: reading.tag[i + step] if i + step in span else "|" for step in (-1, 1)}
    return [
        f"-1={word[-1]}", f"+1={word[1]}", f"-2={word[-2]}", f"+2={word[2]}",
        f"+1={word[1]} {stem}", f"-1={word[-1]} {stem}",
        f"+1t={tags[1]} {kind}", f"-1t={tags[-1]} {kind}", f"+1t={tags[1]} {stem}",
        f"first={i == span.start}", f"title={is_title(reading, i)} {kind}",
    ]  # fmt: skip


def is_title(reading: Reading, i: int) -> bool:
    """Whether the sentence of a token is a line without a full stop."""
    start, end = reading.sents[reading.sent[i]]
    return reading.text[end - 1] not in ".?!\"”'’" and end - start < 200


def child_features(reading: Reading, i: int, stem: str, kind: str) -> list[str]:
    """Complements, subject, objects and auxiliaries."""
    found = []
    labels = set()
    for j in reading.children[i]:
        dep = reading.dep[j]
        if dep in _COUNTED_CHILDREN and dep not in labels:
            labels.add(dep)
            found += [f"c={dep}", f"c={dep} {stem}", f"c={dep} {kind}"]
        found += one_child_features(reading, i, j, stem, kind)
    found.append(f"cs={' '.join(sorted(labels & {'ccomp', 'dobj', 'nsubj', 'prep', 'xcomp', 'nsubjpass'}))} {kind}")
    if not labels & SUBJECTS:
        found.append(f"nosubject {kind}")
    return found


def one_child_features(reading: Reading, i: int, j: int, stem: str, kind: str) -> list[str]:
    """What one dependent says about its head."""
    dep = reading.dep[j]
    if dep in SUBJECTS or dep in ("poss", "agent"):
        noun = noun_class(reading, j)
        side = "after" if j > i else "before"
        return [f"subj={noun}", f"subj={noun} {kind}", f"subj={reading.stem[j]}", f"subj={dep} {side} {kind}"]
    if dep in ("ccomp", "advcl", "parataxis"):
        side = f"{dep}={'after' if j > i else 'before'}"
        mark = next((reading.low[k] for k in reading.children[j] if reading.dep[k] == "mark"), "-")
        return [f"{side} {mark}", f"{side} {kind}", f"{side} {stem}"]
    if dep in ("dobj", "pobj"):
        word = f"{dep}={reading.stem[j]}"
        return [word, f"{word} {stem}", f"{dep}={noun_class(reading, j)} {kind}"]
    if dep in ("aux", "auxpass", "neg", "advmod", "prep", "prt"):
        word = f"{dep}={reading.low[j]}"
        return [word, f"{word} {kind}", f"{word} {stem}"]
    return []


def head_features(reading: Reading, i: int, stem: str, kind: str) -> list[str]:
    """The word that the candidate hangs on."""
    above = reading.head[i]
    if above == i:
        return [f"root {kind}", f"root {stem}"]
    upper = word_class(reading, above)
    found = [
        f"h={reading.stem[above]} {reading.dep[i]}",
        f"hk={upper} {reading.dep[i]}",
        f"hk={upper} {reading.dep[i]} {kind}",
    ]
    conjuncts = [word_class(reading, j) for j in reading.children[i] if reading.dep[j] == "conj"]
    return found + [f"conj={k} {kind}" for k in conjuncts] + [f"ht={reading.tag[above]} {reading.dep[i]}"]


def quotation_features(reading: Reading, i: int, stem: str, kind: str) -> list[str]:
    """Quotation marks around and near the candidate."""
    span = reading.sentence_tokens(reading.sent[i])
    here = reading.quote[i]
    after = next((k for k in range(1, 7) if i + k in span and reading.quote[i + k] not in (-1, here)), 0)
    before = next((k for k in range(1, 7) if i - k in span and reading.quote[i - k] not in (-1, here)), 0)
    sides = f"q={here >= 0} {min(before, 4)} {min(after, 4)}"
    return [
        sides,
        f"{sides} {kind}",
        f"q={here >= 0} {bool(before)} {bool(after)} {stem}",
        f"q={here >= 0} {kind}",
        f"q={here >= 0}",
    ]


def colon_features(reading: Reading, i: int) -> list[str]:
    """A colon after a name or a reporting word, at the start of a line or headline."""
    span = reading.sentence_tokens(reading.sent[i])
    before = range(span.start, i)
    named = bool(before) and all(reading.low[j] != reading.text[reading.start[j] : reading.end[j]] for j in before)
    reporting = any(word_class(reading, j) in ("say", "show") for j in before)
    kinds = {noun_class(reading, j) for j in range(max(span.start, i - 3), i)}
    found = [
        f":n={min(len(before), 8)}",
        f":named={named} {len(before) < 5}",
        f":reporting={reporting}",
        f":title={is_title(reading, i)} {named}",
    ]
    upper = bool(before) and reading.text[reading.start[before[0]] : reading.end[before[-1]]].isupper()
    return [
        *found,
        f":upper={upper} {len(before) < 5}",
        *(f":k={kind}" for kind in sorted(kinds)),
        f":last={reading.stem[i - 1] if before else '|'}",
    ]
