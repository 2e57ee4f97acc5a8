"""Links that are not believed: words of doing, quotation marks between, asides, and places where something was said.

In: a figure, the attribution that a link or a carried source offers, and the names and quotations of the article. Out:
whether the source vouches for the figure. Wrong attribution is worse than none. Read `vouches`, then each reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from claimx.claims.syntax import Syntax
from claimx.claims.voices.mentions import is_nobody
from claimx.claims.voices.resolve import Resolver
from claimx.claims.voices.runs import WORD
from claimx.lexicon.modality import modality
from claimx.lexicon.reporting import lexicon
from claimx.lexicon.voices import words
from claimx.records import SourceType
from claimx.types import Attribution, Offsets

_AHEAD = 20
_ACTS = re.compile(
    r"(?:(?:has|have|had) )?agree[sd]?\b[^.;]{0,12} (?:to|on) |"
    r"agree[sd]? (?:purchase|deal|sale|merger|takeover)\b|(?:has |have |had )?heard\b|"
    r"establish(?:ed|es|ing)? (?:an?|its|the)\b|"
    r"(?:is|was|are|were|been|being) (?:written|composed|directed|penned|sung)\b|"
    r"(?:(?:is|was|are|were|been) (?:now )?)?assured of\b|thinking (?:about|of)\b|think (?:back|warmly)\b|"
    r"(?:have|has|had|would|will) (?:(?:also|already|never) )?see(?:n)?\b|"
    r"(?:is|was|are|were|been) (?:mentioned|underscored|underlined|viewed)\b|determined to be\b|"
    r"(?:(?:has|have|had) )?(?:recorded|released) (?:about |almost |nearly |over |some )?[$£€]?\d|asked for\b"
)
"""Words of doing or hearing, not of saying: "have agreed to purchase 60 aircraft",
"establishing a fund of $9 million", "have heard that 20 boats sink each day", "'Nine Lives' was written by Hill",
"Police recorded 3,000 thefts", "has released 2 million francs"."""
_PASSIVE_OPENING = re.compile(r"\W{0,3}(?:\w+ ){0,2}\w+e[dn] by [^,.;]{2,80}, ")
"""Who announced a thing did not count its parts: "First announced by the two in June, it now includes 17 others"."""
_SURE = re.compile(
    r"\b(?:said|says|say|told|tells|wrote|writes|according|reported|reports|announced|announces|warned|claimed|stated)\b",
    re.IGNORECASE,
)
"""Cues after which even "the campaign" or "the film" speaks."""
_ASIDE = re.compile(r"\s(?:--?|[–—])\s([^–—.;\n]{1,60}?)\s(?:--?|[–—])\s")
_ALSO = re.compile(r"\baccording|\blaid out\b|\bpointed out\b", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:[A-Za-z]+ ){0,3}(?:[\d.,]+\s?(?:%|per\s?cent\b)|[a-z-]+ per\s?cent\b|(?:a |two-)?thirds? of\b|half of\b|"
    r"(?:[a-z]+|\d{1,2}) (?:of|in|out of) (?:every )?(?:10|ten|four|five|three)\b)",
    re.IGNORECASE,
)
_HELPERS = frozenset(
    "also been being are be did do does don't don’t didn't didn’t doesn't doesn’t had has have is not to was were will "
    "would wouldn't wouldn’t".split()
)
_NAMES_A_SOURCE = frozenset({"By", "From", "In", "Per", "by", "from", "per"})
"""Prepositions that are cues: "In a Westfield College poll, Hill led by 6 points"."""
_THAN = re.compile(r"\bthan\s(?:what\s)?$")
_APART = re.compile(r"[,;:–—]|\s(?:and|but|which)\s")
_LOOSE_REACH = 3
"""Sentences after which an unclosed quotation no longer speaks for its source."""
_TELLS = frozenset({"told", "tell", "tells", "telling"})
_HANGS = frozenset(
    {"nummod", "compound", "amod", "quantmod", "nmod", "prep", "pobj", "acl", "relcl", "agent", "advmod"}
)
"""Labels between a figure and the occasion that it describes: "a crowd of 3,000", "a rally attended by 5,000"."""


def vouches(resolver: Resolver, syntax: Syntax, figure: Offsets, found: Attribution) -> bool:
    """Whether the source of an attribution can speak, does so, and still does at the figure."""
    text = resolver.index.text
    if not found.source or is_nobody(text[slice(*found.source[0])]):
        return False
    if text[found.source[0][0]] in "'’" or _ASKED.match(text, *found.source[0]):
        return False  # "Let's say", "63 percent said": the poll is the source of what people answered
    if not found.cue:
        return True
    cue, words_of_cue = found.cue[0], text[found.cue[0][0] : found.cue[-1][1]]
    ahead = text[cue[0] : found.cue[-1][1] + _AHEAD]
    if acts(resolver, found) or cut_off(resolver, figure, cue) or beyond(resolver, figure, cue):
        return False
    if in_aside(resolver, figure, cue) or is_occasion(syntax, figure, cue) or exceeds(text, figure, found.source[0]):
        return False
    unsaid = judges(words_of_cue) or is_unsaid(text, found.cue)
    if unsaid and not resolver.index.quotes.holds(figure[0]):
        return False
    return _SURE.search(ahead) is not None or resolver.can_speak(found.source[0])


def acts(resolver: Resolver, found: Attribution) -> bool:
    """Whether the words of a cue do something instead of saying it."""
    return _ACTS.match(resolver.index.text, found.cue[0][0], found.cue[-1][1] + _AHEAD) is not None


def beyond(resolver: Resolver, figure: Offsets, cue: Offsets) -> bool:
    """Whether a figure stands behind an opening participle that names a speaker of something else."""
    end = participle_end(resolver.index.text, resolver.sents[resolver.sentence(figure[0])])
    return resolver.sents[resolver.sentence(figure[0])][0] <= cue[0] < end <= figure[0]


def participle_end(text: str, sentence: Offsets) -> int:
    """Where an opening "First announced by X, " ends; -1 without one."""
    match = _PASSIVE_OPENING.match(text, *sentence)
    return match.end() if match else -1


def in_aside(resolver: Resolver, figure: Offsets, cue: Offsets) -> bool:
    """As in "an ambitious - some say reckless - pledge to cut 80 percent": the aside speaks for itself alone."""
    sentence = resolver.sents[resolver.sentence(cue[0])]
    for match in _ASIDE.finditer(resolver.index.text, *sentence):
        if match.start(1) <= cue[0] < cue[1] < match.end(1) - 1:
            return not match.start() <= figure[0] < match.end()
    return False


def exceeds(text: str, figure: Offsets, source: Offsets) -> bool:
    """As in "rose to $210 million, $40 million more than brokers expected": they speak of the difference alone."""
    than = _THAN.search(text, max(figure[1], source[0] - _AHEAD), source[0]) if figure[1] < source[0] else None
    return than is not None and _APART.search(text, figure[1], than.start()) is not None


def is_occasion(syntax: Syntax, figure: Offsets, cue: Offsets) -> bool:
    """As in "told a crowd of 3,000", "said in a 30-minute interview": the figure describes where it was said."""
    verb, below = syntax.tokens(cue)[0], syntax.head_of(syntax.tokens(figure))
    for at in syntax.climb(below):
        if at != below and syntax.lower[at] in words().occasions and syntax.tags[at][:1] == "N":
            return said_there(syntax, at, verb)
        if syntax.deps[at] not in _HANGS:
            return False
    return False


def said_there(syntax: Syntax, noun: int, verb: int) -> bool:
    """Whether a noun is told, or hangs on the verb of saying or on a participle before it ("Speaking at a rally")."""
    above = syntax.heads[noun]
    if syntax.deps[noun] != "pobj":
        return above == verb and syntax.lower[verb] in _TELLS
    holder = syntax.heads[above]
    beside = syntax.deps[holder] == "advcl" and syntax.tags[holder] == "VBG" and syntax.heads[holder] == verb
    return syntax.deps[above] == "prep" and (holder == verb or beside)


def reports(cue: str, kind: SourceType) -> bool:
    """Whether a cue is a word of saying, and for persons and bodies none of asking or promising ("asked for")."""
    found = WORD.findall(cue)
    if _ALSO.search(cue):
        return True
    if kind != "document" and not words().directive.isdisjoint(found):
        return False
    return not reporting_words().isdisjoint(found)


def is_unsaid(text: str, cue: Sequence[Offsets]) -> bool:
    """Whether a cue wishes, plans or knows instead of saying ("is considering", "didn't know")."""
    found = [word for piece in cue for word in WORD.findall(text[slice(*piece)].lower())]
    lemmas = [lexicon().lemmas.get(word, word) for word in found if word not in _HELPERS]
    return bool(lemmas) and not words().unsaid.isdisjoint(lemmas) and lemmas[-1] in words().unsaid


def says_nothing(resolver: Resolver, figure: Offsets, found: Attribution) -> bool:
    """Whether nobody says a figure for sure: "No evidence shows that 3 …", "The firm plans to cut 50 jobs"."""
    text = resolver.index.text
    if found.source and is_nobody(text[slice(*found.source[0])]):
        return True
    words_of_cue = " ".join(text[slice(*piece)].lower() for piece in found.cue)
    planned = any(modality().verbs.get(word) == "planned" for word in WORD.findall(words_of_cue))
    return planned and is_unsaid(text, found.cue) and not resolver.index.quotes.holds(figure[0])


def judges(cue: str) -> bool:
    """Whether a cue only judges or acts ("attacked", "slapped"): it vouches for quoted figures alone."""
    if cue in _NAMES_A_SOURCE or not reporting_words().isdisjoint(WORD.findall(cue.lower())):
        return False
    return ":" not in cue and not _ALSO.search(cue)


@lru_cache(maxsize=1)
def reporting_words() -> frozenset[str]:
    """Every form of a word of saying; one of judging ("attacked", "criticized") says nothing that could go on."""
    table = lexicon()
    judging = {form for form, lemma in table.lemmas.items() if table.verbs.get(lemma) == "judge"}
    return table.cues - judging


def cut_off(resolver: Resolver, figure: Offsets, cue: Offsets) -> bool:
    """Whether quotation marks keep a cue from speaking for a figure."""
    return astray(resolver, figure, cue) or severed(resolver, figure, cue)


def severed(resolver: Resolver, figure: Offsets, cue: Offsets) -> bool:
    """Whether a figure stands in another quotation than its cue, or than the one that a colon opened.

    '"… According to the ministry, 80 percent are imported." "The scale is staggering: 4 billion …"'
    """
    quotes, text = resolver.index.quotes, resolver.index.text
    at = quotes.at(figure[0])
    own = quotes.at(cue[0])
    if own is None and text[slice(*cue)] == ":":
        own = quotes.at(min(cue[1] + 2, len(text) - 1))
    if at is None or own is None or own >= at:
        return False
    return not all(quotes.found[i].continues for i in range(own + 1, at + 1))


def astray(resolver: Resolver, figure: Offsets, cue: Offsets) -> bool:
    """Whether a figure stands in a quotation that nobody closed, too far from the cue that opened it."""
    quotes = resolver.index.quotes
    at = quotes.at(figure[0])
    away = resolver.sentence(figure[0]) - resolver.sentence(cue[0])
    return at is not None and quotes.unbalanced(at) and not -1 <= away <= _LOOSE_REACH


def names_itself(resolver: Resolver, source: Sequence[Offsets], sentence: Offsets) -> bool:
    """Whether a sentence speaks of the source by name: "Hill made $19 million" is not what Mr. Hill goes on to say."""
    name = resolver.resolve(source[0]).name
    return any(resolver.full(other).text == name and not other.quoted for other in resolver.index.between(*sentence))
