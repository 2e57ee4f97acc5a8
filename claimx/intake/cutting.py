"""A source → the articles in it: stretches with title, outlet and day where the page prints them.

Two kinds of page hold several articles, and their shape gives them away:
blocks, each headed by outlet, day, "- Category", "- Outlet" and title (the outlet twice is what makes it
sure); teasers, each a headline and a summary that ends in "Read More". Everything else is one article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from claimx.intake.furniture import furniture, line_key
from claimx.intake.printed import DAY, day_of
from claimx.types import Offsets

_LINE = re.compile(r"[^\r\n]+")
_AGO = re.compile(
    r"(?:about )?(?:\d{1,3}|an?) (?:second|minute|min|hour|day|week|month|year)s? ago"
    r"|just now|yesterday|today",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[-–•*·] (?=\S)")
_ENDS = re.compile(r"[.!?…][\"'”’)\]]{0,3}(?:\[\d{1,3}\])?$")
MAX_OUTLET_CHARS = 60
MAX_DAY_CHARS = 40
MIN_CLOSER_CHARS, MAX_CLOSER_CHARS = 9, 40
MAX_HEADLINE_CHARS = 200
MAX_HEADER_BULLETS = 4
MIN_BODY_CHARS = 200
"""Text before the first block is an article of its own from this length on, a page title below it."""


class Line(NamedTuple):
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """An article within a source; `header` is the stretch above its title that only describes it."""

    start: int
    end: int
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    header: Offsets | None = None


def lines_of(source: str) -> list[Line]:
    """The lines of a source that hold something."""
    lines = []
    for match in _LINE.finditer(source):
        text = match[0]
        stripped = text.strip()
        if stripped:
            start = match.start() + len(text) - len(text.lstrip())
            lines.append(Line(start, start + len(stripped), stripped))
    return lines


def cut(source: str, lines: list[Line]) -> list[Piece]:
    """The articles of a source, in reading order; never none."""
    return blocks(lines) or teasers(lines) or [Piece(0, len(source))]


def blocks(lines: list[Line]) -> list[Piece]:
    """Articles under block headers, and the article before the first of them."""
    heads = [(i, title) for i, line in enumerate(lines) if (title := title_below(lines, i)) is not None]
    if not heads:
        return []
    firsts = [i - 1 for i, _ in heads]
    lasts = [*(first - 1 for first in firsts[1:]), len(lines) - 1]
    pieces = [block(lines, i, title, last) for (i, title), last in zip(heads, lasts, strict=True)]
    return [*main_article(lines[: firsts[0]]), *pieces]


def title_below(lines: list[Line], i: int) -> int | None:
    """The line of the title when line `i` is the day of a block header, else null."""
    day = lines[i].text
    if i == 0 or len(day) > MAX_DAY_CHARS or not (_AGO.fullmatch(day) or DAY.fullmatch(day)):
        return None
    outlet = lines[i - 1].text
    if len(outlet) > MAX_OUTLET_CHARS:
        return None
    j = i + 1
    while j < len(lines) and j - i <= MAX_HEADER_BULLETS and _BULLET.match(lines[j].text):
        j += 1
    named = any(_BULLET.sub("", line.text, count=1) == outlet for line in lines[i + 1 : j])
    return j if named and j < len(lines) else None


def block(lines: list[Line], i: int, title: int, last: int) -> Piece:
    """The article of a block whose day is line `i`."""
    day = DAY.fullmatch(lines[i].text)
    return Piece(
        start=lines[i - 1].start,
        end=lines[last].end,
        title=lines[title].text,
        outlet=lines[i - 1].text,
        published=day_of(day) if day else None,
        header=(lines[i - 1].start, lines[title - 1].end),
    )


def main_article(lines: list[Line]) -> list[Piece]:
    """The text before the first block, when it is more than the title of the page."""
    if not any(len(line.text) >= MIN_BODY_CHARS for line in lines):
        return []
    return [Piece(lines[0].start, lines[-1].end)]


def teasers(lines: list[Line]) -> list[Piece]:
    """Summaries that each end in "Read More"; none unless every one has a headline and a body."""
    closers = [i for i, line in enumerate(lines) if is_closer(line.text)]
    if len(closers) < 2:
        return []
    firsts = [0, *(i + 1 for i in closers[:-1])]
    found = [headed(lines[first : last + 1]) for first, last in zip(firsts, closers, strict=True)]
    pieces = [piece for piece in found if piece is not None]
    if len(pieces) < len(found):
        return []
    return [*pieces[:-1], *with_rest(pieces[-1], lines[closers[-1] + 1 :])]


def is_closer(line: str) -> bool:
    """Whether a line ends a teaser: "Read More", or a summary that breaks off with "… Continue reading"."""
    return is_closer_alone(line) or breaks_off(line[-MAX_CLOSER_CHARS:]) is not None


def is_closer_alone(line: str) -> bool:
    """Whether a line holds a closer and nothing else."""
    return len(line) <= MAX_CLOSER_CHARS and (match := closer_at_end(line)) is not None and match.start() == 0


def breaks_off(tail: str) -> re.Match[str] | None:
    """The dots and the closer at the end of a summary."""
    match = closer_at_end(tail)
    return match if match and match[0].startswith(("…", "...", "[")) else None


def closer_at_end(tail: str) -> re.Match[str] | None:
    """The closer at the end of a line, with the dots around it."""
    lists = furniture()
    if len(tail) < MIN_CLOSER_CHARS or not tail.rstrip(" .…»›→>").lower().endswith(lists.teaser_closers):
        return None
    return lists.teaser_closer.search(tail)


def headed(lines: list[Line]) -> Piece | None:
    """A teaser: headline, body, closer; lines above the last headline are the page's own."""
    body = next((k for k, line in enumerate(lines) if not is_headline(line.text)), 0)
    if body == 0 or is_closer_alone(lines[body].text):
        return None
    head = lines[body - 1]
    return Piece(head.start, lines[-1].end, title=head.text)


def is_headline(line: str) -> bool:
    """Whether a line can be a headline: short, and no full sentence."""
    return len(line) <= MAX_HEADLINE_CHARS and (not _ENDS.search(line) or line.endswith("?")) and not is_closer(line)


def with_rest(last: Piece, rest: list[Line]) -> list[Piece]:
    """The last teaser and what follows it: a teaser without closer, or a part of the last one."""
    if not rest:
        return [last]
    piece = headed(rest)
    if piece is not None:
        return [last, piece]
    return [Piece(last.start, rest[-1].end, title=last.title)]


def headline(lines: list[Line]) -> str | None:
    """The title of an uncut article: its first line, when that is short and more lines follow."""
    shown = [line for line in lines if not is_furniture(line.text)]
    if len(shown) < 2 or len(shown[0].text) > MAX_HEADLINE_CHARS or holds_two_sentences(shown[0].text):
        return None
    return shown[0].text


def holds_two_sentences(line: str) -> bool:
    """Whether a full stop stands inside a line ("The economy grew. It was …"), abbreviations aside."""
    return re.search(r"[a-z]{4}[.!?][\"'”’]? [A-Z\"“]", line) is not None


def is_furniture(line: str) -> bool:
    """Whether a whole line is page furniture."""
    if len(line) > 300:
        return False
    lists = furniture()
    key = line_key(line)
    return not key or key in lists.lines or lists.line_pattern.fullmatch(line.rstrip(" .:…!")) is not None
