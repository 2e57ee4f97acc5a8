"""Blank what is no text of the article by spaces: same length, line ends kept, so that no offset moves.

In: a source, the lines of one article. Out: `text`. Rules for whole lines come first (furniture, strips of
links, breadcrumbs, tag residue), then markup (tags, addresses, footnote marks), then what is glued into a
text (adverts, strips of headlines, photo credits, buttons). Each rule yields stretches; when in doubt a rule
leaves the text alone, for a blanked sentence is a lost claim.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from claimx.intake.cutting import Line, breaks_off, is_furniture
from claimx.intake.furniture import furniture, line_key
from claimx.types import Offsets

Rule = Callable[[str], Iterator[Offsets]]
_SHOWN = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]")
# What spaCy or a terminal cannot take: control characters, lone surrogates.
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]+")
_CONTROLS = tuple(map(chr, (*range(9), *range(14, 28), 127)))
_LIST_ITEM = re.compile(r"[-–—•*·▪►>»] ?\S")
# 'sergey lavrov, g20"> china-russia-ties">': the end of a broken tag.
_TAG_RESIDUE = re.compile(r"[\"'”“]\s?/?>$")
_CODE_FENCE = re.compile(r"[`\"'“”‘’]{1,4}(?:html|xml|markdown|json|text)?")
# "“Both countries see the US as their main rival.”, — write: www.unian.ua"
CREDIT_LINE = re.compile(
    r"(?:\b(?:writes?|reports?|reported by|source|via|by|according to)\b|[–—|])\s?:?\s?"
    r"(?:https?://)?(?P<domain>(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10})/?\.?$",
    re.IGNORECASE,
)
# A tag goes over a line end only between attributes: text between two odd quotation marks is left.
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\s(?:[^<>\n]|\n(?=[ \t]{0,40}(?:[\w:-]{1,40}=|[\"'/>]))){0,2000})?/?>"
    r"|<![^<>\n]{0,2000}>"
)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{2,10};")
_MARKDOWN_LINK = re.compile(r"\]\(\s?[^\s()]{1,2000}(?:\s\"[^\"\n]{0,200}\")?\)")
# "**$3bn**", but not a swear word with its stars.
_EMPHASIS = re.compile(r"(?<![\w*])\*\*(?![\s*])|(?<![\s*])\*\*(?![\w*])")
_MARKDOWN_HEADING = re.compile(r"(?m)^#{1,6} ")
_URLS = tuple(re.compile(head + r"[^\s<>\"'“”‘’()\[\]]{1,2000}") for head in (r"http://", r"https://", r"www\."))
# "t.co/PfASkm7vah", "pic.twitter.com/PfASkm7vah"; a bare "Detik.com" is a name and stays.
_PATH = re.compile(r"\.[a-z]{2,6}/[^\s<>\"'“”‘’()\[\]]{1,2000}")
_HOST_BACKWARDS = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}")
_MAIL = re.compile(r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_NAME_BACKWARDS = re.compile(r"[\w.+-]{1,64}")
# "its intentions.[1]", "'Mavic'[3]"; a number in brackets after a space is the editor's own word.
_FOOTNOTE = re.compile(r"\[\d{1,3}(?:[,–-] ?\d{1,3}){0,5}\]")
# "its allies / photo ua.depositphotos.comSino-Russian cooperation"
_PHOTO_DOMAIN = re.compile(r"hotos?:?\s(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|info|[a-z]{2})(?![a-z0-9./-])")
_PHOTO_START = re.compile(r"(?:/\s?)?\b[Pp]$")
# "MOSCOW, June 18 (Xinhua) -- ", "ERBIL, Kurdistan Region - ", "WASHINGTON (AP) — "
DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.-]{2,24}(?:[ /][A-Z][A-Z.-]{1,24}){0,3})"
    r"(?P<region>, (?:(?:[A-Z]\.){2,4}|[A-Z][a-z]{1,20}\.?)(?: [A-Z][a-z]{1,20}\.?){0,2}(?!\s?\d))?"
    r"(?P<day>,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"
    r"(?P<agency>,? \([A-Z][\w ./&-]{1,30}\))?,?"
    r" (?:--|[–—-])\s(?=[\"'“‘(\[]?[A-Z0-9])"
)
DATELINE_LINES = 5
MIN_DATELINE_LINE = 60
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3} ")
MIN_LINE, MAX_LINE = 4, 600
MAX_GLUED_STRIP = 1500
MAX_ADVERT = 600
MAX_SLOGAN = 60


def mask(source: str, start: int, end: int, lines: list[Line], also: Iterable[Offsets] = ()) -> str:
    """`source[start:end]` without furniture; `lines` are its lines, `also` are more stretches to blank."""
    text = source[start:end]
    marks = [(a - start, b - start) for a, b in (*also, *whole_lines(lines), *line_parts(lines))]
    for rule in RULES:
        marks.extend(rule(text))
    return blank(text, sorted(marks))


def blank(text: str, marks: list[Offsets]) -> str:
    """The text with sorted stretches turned into spaces."""
    parts: list[str] = []
    at = 0
    for start, end in marks:
        if end > at:
            first = max(start, at)
            parts += (text[at:first], _SHOWN.sub(" ", text[first:end]))
            at = end
    return "".join((*parts, text[at:]))


# Whole lines


def whole_lines(lines: list[Line]) -> Iterator[Offsets]:
    """Lines that belong to the page, and lists of links under a heading that says so."""
    under_strip = False
    for number, line in enumerate(lines):
        if not MIN_LINE <= len(line.text) <= MAX_LINE:
            under_strip = False
            continue
        under_strip = opens_strip(line.text) or (under_strip and _LIST_ITEM.match(line.text) is not None)
        if under_strip or is_of_page(line.text) or (number < 3 and CREDIT_LINE.search(line.text[-120:])):
            yield line.start, line.end


def opens_strip(line: str) -> bool:
    """Whether a line stands over links to other articles ("You may also be interested in news:")."""
    return len(line) <= 60 and line_key(line) in furniture().strip_headings


def is_of_page(line: str) -> bool:
    """Whether a line is furniture, a pointer to another article, a code fence or the end of a broken tag."""
    return (
        is_furniture(line)
        or is_teaser(line)
        or _CODE_FENCE.fullmatch(line) is not None
        or (_TAG_RESIDUE.search(line[-6:]) is not None and "<" not in line)
    )


def is_teaser(line: str) -> bool:
    """Whether a line only points to another article ("READ ALSO: Iraq opens …")."""
    if len(line) > 250 or not furniture().teaser_opener.match(line):
        return False
    return _SENTENCE_END.search(line) is None and line[-1] not in '.”"'


# Parts of lines


def line_parts(lines: list[Line]) -> Iterator[Offsets]:
    """Strips before the text, datelines, buttons and adverts at the end of lines."""
    for number, line in enumerate(lines):
        if len(line.text) < MIN_LINE:
            continue
        start = line.start
        for strip in glued_strip(line):
            yield strip
            start = strip[1]
        if number < DATELINE_LINES:
            yield from dateline(line, start)
        yield from line_end(line)


def glued_strip(line: Line) -> Iterator[Offsets]:
    """A strip of headlines up to the text-size buttons: "Also in Iran Tensions rise … A+ A- ERBIL, …"."""
    for buttons in furniture().text_size_buttons:
        at = line.text.find(buttons, 0, MAX_GLUED_STRIP)
        if at >= 0:
            whole = furniture().glued_strip_opener.match(line.text) is not None
            yield line.start + (0 if whole else at), line.start + at + len(buttons)
            return


def dateline(line: Line, start: int) -> Iterator[Offsets]:
    """Place, day and agency before the first sentence, in a line long enough to be a paragraph."""
    if len(line.text) < MIN_DATELINE_LINE:
        return
    while start < line.end and line.text[start - line.start].isspace():
        start += 1
    match = DATELINE.match(line.text, start - line.start)
    if match:
        yield start, line.start + match.end()


def line_end(line: Line) -> Iterator[Offsets]:
    """What ends a summary ("… Continue reading"), and an advert with its button ("Act Today!– Join Now")."""
    tail = line.text[-40:]
    match = breaks_off(tail)
    if match:
        yield line.end - len(tail) + match.start(), line.end
    if len(line.text) > 40 and tail.rstrip(" !>»").endswith(furniture().calls_to_action):
        match = furniture().call_to_action.search(tail)
        if match:
            yield advert_start(line, len(line.text) - len(tail) + match.start()), line.end


def advert_start(line: Line, button: int) -> int:
    """Where the slogan before a button begins: the short exclamation, and the short title before it."""
    at = button
    head = line.text[max(0, button - 2 * MAX_SLOGAN) : button]
    if not head.endswith("!"):
        return line.start + at
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    for cut in reversed(ends[-2:]):
        here = button - len(head) + cut
        if at - here > MAX_SLOGAN or len(line.text[here:at].split()) > 6:
            break
        at = here
    return line.start + at


# Markup and what is glued into a text


def scripts(text: str) -> Iterator[Offsets]:
    """Scripts and style sheets with all they hold."""
    at = 0
    lower = text.lower() if "<s" in text or "<S" in text else ""
    for match in _SCRIPT.finditer(lower):
        if match.start() < at:
            continue
        close = lower.find(f"</{match[1]}", match.end())
        if close < 0:
            return
        at = close
        yield match.start(), close


def comments(text: str) -> Iterator[Offsets]:
    """HTML comments."""
    at = text.find("<!--")
    while at >= 0:
        close = text.find("-->", at)
        if close < 0:
            return
        yield at, close + 3
        at = text.find("<!--", close)


def matches_of(pattern: re.Pattern[str], sign: str) -> Rule:
    """A rule that blanks every match, skipped when the text lacks the sign that each match holds."""

    def rule(text: str) -> Iterator[Offsets]:
        if sign in text:
            for match in pattern.finditer(text):
                yield match.span()

    return rule


def addresses(text: str) -> Iterator[Offsets]:
    """Web addresses; the punctuation after them stays."""
    for pattern in _URLS:
        for match in pattern.finditer(text):
            yield match.start(), match.start() + len(match[0].rstrip(".,;:!?"))


def paths(text: str) -> Iterator[Offsets]:
    """Addresses without a scheme, known by what follows the host: "pic.twitter.com/PfASkm7vah"."""
    for match in _PATH.finditer(text):
        host = _HOST_BACKWARDS.match(text[max(0, match.start() - 120) : match.start()][::-1])
        if host:
            yield match.start() - host.end(), match.start() + len(match[0].rstrip(".,;:!?"))


def mails(text: str) -> Iterator[Offsets]:
    """E-mail addresses."""
    for match in _MAIL.finditer(text):
        name = _NAME_BACKWARDS.match(text[max(0, match.start() - 64) : match.start()][::-1])
        if name:
            yield match.start() - name.end(), match.end()


def footnotes(text: str) -> Iterator[Offsets]:
    """Footnote marks: glued to a word or stop, or at the head of a line."""
    for match in _FOOTNOTE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not before.isspace() or before in "\r\n":
            yield match.span()


def photo_hosts(text: str) -> Iterator[Offsets]:
    """Photo credits that name a site: "/ photo ua.depositphotos.com"."""
    for match in _PHOTO_DOMAIN.finditer(text):
        start = _PHOTO_START.search(text, max(0, match.start() - 4), match.start())
        if start:
            yield start.start(), match.end()


def photo_credits(text: str) -> Iterator[Offsets]:
    """Photo credits in brackets: "(Representational Image/AI-generated)"."""
    for match in furniture().photo_credit.finditer(text):
        yield match.span()


def adverts(text: str) -> Iterator[Offsets]:
    """Adverts between the words of an advertising network and their closing button."""
    at = 0
    for opener in furniture().advert_openers:
        start = text.find(opener, at)
        while start >= 0:
            end = advert_end(text, start)
            yield start, end
            at = max(at, end)
            start = text.find(opener, end)


def advert_end(text: str, start: int) -> int:
    """The end of the advert: its closing button in the same line, else the network's own words."""
    line_end = text.find("\n", start, start + MAX_ADVERT)
    stop = line_end if line_end >= 0 else start + MAX_ADVERT
    ends = [at + len(word) for word in furniture().advert_closers if (at := find_word(text, word, start, stop)) >= 0]
    return min(ends) if ends else start + 1


def find_word(text: str, word: str, start: int, stop: int) -> int:
    """Where a whole word stands between two offsets, -1 when it does not."""
    at = text.find(word, start, stop)
    while at >= 0 and (text[at - 1 : at].isalnum() or text[at + len(word) : at + len(word) + 1].isalnum()):
        at = text.find(word, at + 1, stop)
    return at


def markers(text: str) -> Iterator[Offsets]:
    """The words of the page inside a text."""
    for word in furniture().markers:
        at = text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = text.find(word, at + len(word))


def unfit(text: str) -> Iterator[Offsets]:
    """Characters that no later step can take."""
    if any(char in text for char in _CONTROLS) or not is_encodable(text):
        for match in _UNFIT.finditer(text):
            yield match.span()


def is_encodable(text: str) -> bool:
    """Whether a text is free of lone surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


RULES: tuple[Rule, ...] = (
    scripts,
    comments,
    matches_of(_TAG, "<"),
    matches_of(_ENTITY, "&"),
    matches_of(_MARKDOWN_LINK, "]("),
    matches_of(_MARKDOWN_HEADING, "#"),
    matches_of(_EMPHASIS, "**"),
    addresses,
    paths,
    mails,
    footnotes,
    photo_hosts,
    photo_credits,
    adverts,
    markers,
    unfit,
)
