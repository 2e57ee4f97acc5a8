"""Sources that the layout of a sentence tells: "According to X, …", "By X's count, …", "…: Watchdog", "'…,' said X".

In: the text of an article and the stretch of a sentence. Out: a `Spoken`, the stretches of source and cue. Only
characters are read, so these hold also where the parser is lost: in headlines and around inverted quotations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimx.claims.voices.around import kind_of
from claimx.claims.voices.mentions import is_nobody
from claimx.claims.voices.runs import WORD
from claimx.lexicon.voices import role_of, words
from claimx.types import Offsets


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who speaks in a sentence, by which words, and where what is said may begin."""

    source: Offsets
    cue: Offsets
    start: int


_ACCORDING = re.compile(r"[\s\"“'‘(]*(?P<cue>[Aa]ccording to) (?P<source>[^,\n]{2,100}),\s")
_COUNT = re.compile(
    rf"[\s\"“'‘(]*By (?P<source>[^,\n]{{2,60}}?)(?:['’]s?)? (?:own )?(?P<cue>{'|'.join(sorted(words().counts))}),\s"
)
_IN_A_POLL = re.compile(
    r"[\s\"“'‘(]*(?P<cue>In) (?P<source>(?:an?|the|its|another) (?:[\w./’'&-]{1,24} ){0,7}"
    r"(?:poll|survey|study)\b[^,\n]{0,60})(?:,[^,\n]{1,60})?,\s"
)
_SAID_AFTER = re.compile(
    rf"[^\w\"”’']{{0,3}}[\"”’']{{1,2}},?\s(?P<cue>{'|'.join(sorted(words().says))})\s(?P<source>[^,.;:\n\"“”]{{2,100}})"
)
_PAST = "are|fell|grew|had|has|have|is|lost|made|rose|shrank|was|were|will|won|would"
_THAN = re.compile(
    r"\bthan (?P<source>(?:the )?(?:[\w.&'’-]{1,24} ){1,5}?)(?:had |has )?(?:previously |earlier |originally )?"
    r"(?P<cue>anticipated|estimated|expected|forecast|predicted|projected)\b"
)
_SAID_BETWEEN = re.compile(
    rf", (?P<source>(?:the |[A-Z])[^,;:\n\"“”]{{1,60}}?) (?P<cue>{'|'.join(sorted(words().says))})"
    r"(?: (?:in|on) [^,;:\n\"“”]{1,40}| yesterday| today)?, "
    r"(?=(?:but|and|up|down|compared|versus|against) )"
)
_NEW_CLAUSE = re.compile(r"(?:but|and) (?:[a-z]+ly |still |also )?(?!(?:[a-z]+ed|" + _PAST + r")\b)")
"""Behind "but" or "and" somebody else may act; only a verb right there goes on with what was said."""
_BEHIND_COLON = re.compile(r"(?P<cue>:) (?P<source>[^\W\d][^:,;()\[\]\n]{1,40}?)[.\s]{0,3}$")
_NOTES = ("ource", "hoto")
"""Before the colon of "Source: X", "Photo: X"."""
_ENDS = re.compile(r"[.!?]\s")
_HEADLINE = 200
"""Characters of the longest line that is read as a headline."""
_VOUCHING = frozenset(
    {"agency", "analysis", "data", "minister", "police", "poll", "report", "source", "sources", "study", "survey", "un"}
)
"""What a headline names behind its colon, beside the roles of persons and bodies ("5 dead in storm: Live Updates")."""
_BODIES = frozenset({"person", "organization", "government", "media"})


def opening(text: str, sentence: Offsets) -> Spoken | None:
    """The source of a sentence that begins "According to X,", "By X's count," or "In an X poll,"."""
    for pattern in (_ACCORDING, _COUNT, _IN_A_POLL):
        match = pattern.match(text, *sentence)
        if match and not is_nobody(match["source"]):
            return Spoken(match.span("source"), match.span("cue"), match.end())
    return None


def is_poll(spoken: Spoken, text: str) -> bool:
    """Whether a sentence opens with "In an X poll,": anybody else who speaks in it comes first."""
    return text[slice(*spoken.cue)] == "In"


def outdone(text: str, sentence: Offsets) -> Spoken | None:
    """Who forecasts anew: "losses would be $3 million more than the harbour board had foreseen"."""
    match = _THAN.search(text, *sentence)
    return Spoken((match.start("source"), match.end("source") - 1), match.span("cue"), sentence[0]) if match else None


def behind_quotation(text: str, sentence: Offsets, figure: Offsets) -> Spoken | None:
    """The source of an inverted quotation: "'… 100 Kurds, including four prisoners,' reported the Oslo-based X"."""
    match = _SAID_AFTER.search(text, figure[1], sentence[1])
    if match is None or text[sentence[0] : sentence[0] + 1] not in "\"“'‘":
        return None
    return Spoken(match.span("source"), match.span("cue"), sentence[0])


def between(text: str, sentence: Offsets, figure: Offsets) -> Spoken | None:
    """The source between two halves that it both says: "Output rose 3%, the bureau said on Monday, up from 2%"."""
    found = list(_SAID_BETWEEN.finditer(text, sentence[0], figure[0]))
    if len(found) != 1 or _NEW_CLAUSE.match(text, found[0].end(), figure[0]) or '"' in text[slice(*sentence)]:
        return None
    if re.search(r"[;:“]|, (?:and|but|while|whereas|as)\s", text[found[0].end() : figure[0]]):
        return None
    return Spoken(found[0].span("source"), found[0].span("cue"), sentence[0])


def behind_colon(text: str, figure: Offsets) -> Spoken | None:
    """The source of a headline: "Flooding destroys 300 homes: Watchdog"."""
    start = text.rfind("\n", max(0, figure[0] - _HEADLINE), figure[0]) + 1
    end = text.find("\n", figure[1], figure[1] + _HEADLINE)
    end = min(len(text), figure[1] + _HEADLINE) if end < 0 else end
    if end - start > _HEADLINE or (not start and figure[0] > _HEADLINE):
        return None
    match = _BEHIND_COLON.search(text, figure[1], end)
    if match is None or _ENDS.search(text, figure[1], match.start()) or text.endswith(_NOTES, 0, match.start()):
        return None
    return Spoken(match.span("source"), match.span("cue"), start)


def vouches(source: str) -> bool:
    """Whether the words behind a colon are somebody that vouches: "UN report", "health minister", "police"."""
    found = [word.lower() for word in WORD.findall(source)]
    if not found or len(found) > 5:
        return False
    if found[-1] in _VOUCHING or found[-1] in words().unnamed or role_of(found[-1]) in _BODIES:
        return True
    return kind_of(source) in _BODIES and " ".join(found) not in words().places
