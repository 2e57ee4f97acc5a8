"""Frames around a text: a retold column, "Below is X's article:", a closing "(Source: X)".

In: the article's names and sentences. Out: `Frame`s, each a stretch of text with the voice that speaks in it and the
voices around that one. A frame ends where the article turns to other news, or where somebody else is made to speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimx.claims.voices.around import Name
from claimx.claims.voices.resolve import Resolver
from claimx.types import Offsets

_WORK = (
    r"(?:column|op-ed|opinion piece|opinion article|opinion column|essay|article|analysis|commentary|"
    r"blog post|piece|guest post|editorial|"
    r"dispatch|report|paper|study)"
)
_BELOW = re.compile(
    r"(?=[BbFfHhTtWw])"
    r"\b(?:[Bb]elow (?:is|are)|[Hh]ere is|(?:[Tt]he )?[Ff]ollowing (?:is|are)|[Ww]hat follows is)\b[^.:\n]{0,120}?"
    rf"\b(?:{_WORK}s?|statement|text|speech|letter|remarks|excerpts?|interview|release)\b[^.:\n]{{0,80}}:"
)
_ANNOUNCING = ("elow is", "elow are", "ere is", "ollowing is", "ollowing are", "hat follows is")
"""Without one of these no text is announced: looking for them takes a tenth of the time of the pattern."""
_WRITTEN = re.compile(
    rf"\b[Ii]n (?:an? |his |her |its |the )?(?:[\w’'-]+ ){{0,3}}{_WORK}\b|\b(?:wrote|writes|penned|published|"
    rf"authored) (?:an? )(?:[\w’'-]+ ){{0,3}}{_WORK}\b"
)
_CLOSING = re.compile(r"\(\s?Sources?:\s?([^()\n]{2,120})\)[\s\W]{0,20}$")
_ELSEWHERE = re.compile(
    r"\b(?:[Mm]ore news|[Rr]ead (?:also|more)|[Yy]ou may (?:also )?(?:like|be interested)|[Rr]elated (?:news|"
    r"articles|stories)|"
    r"As [A-Z][\w.]+(?: [A-Z][\w.]+){0,3} (?:previously |earlier |already )?(?:wrote|reported|informed)|"
    r"[Aa]s reported earlier|[Ee]arlier,? (?:it was reported|[A-Z][\w.]+(?: [A-Z][\w.]+){0,3} (?:wrote|reported)))"
)
_LEAD = 8
"""Sentences at the head of an article that can introduce a retold text."""
_SHORT_ITEM = 3000
"""Characters of an article that a closing source line can vouch for."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`start:end` is spoken by `voice` (a mention); `around`: outlets that carry it; `cue`: the words that say so."""

    start: int
    end: int
    voice: Offsets
    around: tuple[Offsets, ...]
    cue: Offsets | None


def may_frame(text: str, sents: Sequence[Offsets]) -> bool:
    """Whether any words of a frame stand in a text: most articles need no closer look."""
    head = sents[min(_LEAD, len(sents)) - 1][1] if sents else 0
    return bool(_WRITTEN.search(text, 0, head) or below(text) or _CLOSING.search(text[-200:].rstrip()))


def below(text: str) -> re.Match[str] | None:
    """The words that announce a text: "Below is RuNews24's article:"."""
    return _BELOW.search(text) if any(words in text for words in _ANNOUNCING) else None


def frames(resolver: Resolver) -> list[Frame]:
    """The frames of an article; at most one is open anywhere."""
    text = resolver.index.text
    found = list(written(resolver)) or []
    below = reproduced(resolver)
    if below:
        found = [frame for frame in found if frame.start > below.end] + [below]
    return found or list(closing(text))


def reproduced(resolver: Resolver) -> Frame | None:
    """A text that follows: "Below is RuNews24's article:"."""
    text = resolver.index.text
    match = below(text)
    if match is None:
        return None
    names = [name for name in resolver.index.between(match.start(), match.end()) if name.end <= match.end()]
    if not names:
        return None
    voice = next((name for name in names if name.kind == "person"), names[0])
    return Frame(match.end(), elsewhere(text, match.end()), (voice.start, voice.end), (), match.span())


def written(resolver: Resolver) -> Iterator[Frame]:
    """A text retold: "in a column for The Wall Street Journal by Seth Jones", "X wrote an analysis titled …"."""
    index = resolver.index
    for start, end in resolver.sents[:_LEAD]:
        match = _WRITTEN.search(index.text, start, end)
        names = [name for name in index.between(start, end) if name.end <= end] if match else []
        author = author_of(index.text, match, names) if match else None
        if match and author:
            outlets = tuple((name.start, name.end) for name in names if name.kind == "media" and name != author)
            close = other_speaker(resolver, author, end, elsewhere(index.text, end))
            if retold(resolver, author, end, close):
                yield Frame(end, close, (author.start, author.end), outlets, None)
            return


_BY = re.compile(r"\bby (?:[\w’'-]+ ){0,4}$")
_WRITES = re.compile(
    r"(?:,[^,\n]{1,120},)?\s(?:[a-z]+ly )?(?:wrote|writes|argues|argued|said|says|claims|explains|warned|"
    r"warns|penned|published|authored|notes|noted)\b"
)


def author_of(text: str, match: re.Match[str], names: Sequence[Name]) -> Name | None:
    """The name that a sentence makes the writer: after "by" or before a verb of writing."""
    for name in names:
        if name.start > match.start() and _BY.search(text[max(0, name.start - 50) : name.start]):
            return name
    return next((name for name in names if _WRITES.match(text, name.end)), None)


def elsewhere(text: str, start: int) -> int:
    """Where a frame ends at the latest: "Read also", "As UNIAN wrote" or the end of the text."""
    match = _ELSEWHERE.search(text, start)
    return (
        text.rfind("\n", 0, match.start())
        if match and text.rfind("\n", start, match.start()) > start
        else (match.start() if match else len(text))
    )


def other_speaker(resolver: Resolver, author: Name, start: int, end: int) -> int:
    """Where somebody else is first made to speak outside a quotation."""
    name = resolver.full(author).text
    for other in resolver.index.between(start, end):
        if (
            resolver.speaks(other)
            and not other.quoted
            and other.kind in {"person", "media"}
            and resolver.full(other).text != name
        ):
            at = resolver.sentence(other.start)
            return resolver.sents[at][0] if at >= 0 else other.start
    return end


_RETELLING = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Tt]he (?:\w+ ){0,2}(?:author|expert|analyst|scientist|columnist|journalist|"
    r"observer|historian|professor|economist|"
    r"newspaper|outlet|publication|magazine|writer|scholar|article|column|"
    r"researcher)s?)\b[^.\n]{0,40}?\b(?:said|says|wrote|writes|noted|notes|added|adds|"
    r"recalled|argues|argued|explained|believes|points|pointed|predicted|predicts|stressed|emphasi[sz]ed|"
    r"warned|warns|concluded|concludes|claims|claimed|reads|states)\b"
)


def retold(resolver: Resolver, author: Name, start: int, end: int) -> bool:
    """Whether the text goes on to tell what the author said, at least twice."""
    text = resolver.index.text
    again = sum(
        resolver.speaks(name)
        for name in resolver.index.between(start, end)
        if name.end <= end and resolver.full(name) is resolver.full(author)
    )
    return again + sum(1 for _ in _RETELLING.finditer(text, start, end)) > 1


def closing(text: str) -> Iterator[Frame]:
    """A line "(Source: Ministry of Oil)" at the end of a short item."""
    body = text.rstrip()
    match = _CLOSING.search(body[-160:])
    if match and len(body) <= _SHORT_ITEM:
        offset = max(0, len(body) - 160)
        voice = (offset + match.start(1), offset + match.end(1))
        yield Frame(0, voice[0], voice, (), (offset + match.start(), offset + match.start(1)))


def frame_at(found: Sequence[Frame], position: int) -> Frame | None:
    """The frame around a position."""
    return next((frame for frame in found if frame.start <= position < frame.end), None)
