"""Does the clause around an expression look ahead? From its words, so that it needs no parse.

"The board will meet Tuesday" and "payable in March" look ahead; "fell on Tuesday" and "said Monday that it will" look
back, because the nearest verb before the date decides, and only without one the first verb behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.mentions.timexes.reading import Found

_REACH = 110
_IRREGULAR = (
    "was were had did said fell rose came began took made told went got grew sold bought held met won lost led left "
    "cut put hit ran saw found gave sent kept paid spoke wrote broke drew flew became showed shown been done gone "
    "given taken known seen built brought sought struck shot sank slid swung stood sat spent set has have died being"
)
_AHEAD = re.compile(
    r"(?<![\w-])(?:(?:will|won['’]t|shall|should|would|to\sbe)(?:\s(?:not|also|be|now|only|then|likely))*(?:\s[a-z]+)?|"
    r"(?:is|are)\s(?:scheduled|expected|due|slated|set|planned|to)\b|due|scheduled|slated|payable|"
    r"(?:plans?|expects?|hopes?|aims?|intends?|going|expected|planned|set)\sto\s[a-z]+|expects?|approaches|planning|planned\sfor|"
    r"set\sfor|upcoming|"
    r"until|effective|expires?|ends|deadline|delivery|beginning|starting|takes?\seffect|meets?|opens?|begins?|starts?|"
    r"ahead\sof(?:\s[\w'’.-]{1,20}){0,3}\s?\Z)(?![\w-])|['’]ll\b"
)
# "completed by early June", "competitive through May"; not "a count held Monday through Thursday".
_DEADLINE = re.compile(r"\b(?:by|till|through)\s(?:(?:early|late|mid|the\send\sof)[\s-])?\Z")
_DEADLINE_REACH = 30
_BACK = re.compile(rf"(?<![\w-])(?:[a-z]{{2,16}}ed|{_IRREGULAR.replace(' ', '|')})(?![\w-])")
# "extended output cuts into the second quarter", "agreed to keep the cuts through June": what lasts on, or waits.
_PROLONGED = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|prolong(?:s|ed|ing)?|delay(?:s|ed|ing)?|postpon(?:es?|ed|ing)|defer(?:s|red|ring)?|"
    r"keep(?:s|ing)?|push(?:es|ed|ing)?|put(?:s|ting)?\soff|mov(?:es?|ed|ing)\sback)\b"
)
_ONWARD = re.compile(r"\b(?:(?:in)?to|through)\s(?:the\s)?(?:(?:early|late|mid|end\sof)[\s-])?\Z")
# "The tax rises to 20% in April": what is laid down moves on a day set before; "Inflation rises in April" is a report.
_LAID_DOWN = re.compile(
    r"\b(?:tax|vat|levy|tariff|duty|fee|fare|toll|subsidy|pension|threshold|allowance|(?:price|fare|rent)\scap|"
    r"(?:minimum|living)\swage|(?:tax|vat)\srate)s?\s(?:ris(?:e|es)|increases?|falls?|drops?|changes?|goe?s?)\b",
    re.IGNORECASE,
)
# Not the stops of "9 a.m. Monday" and "U.S.".
_CLAUSE_END = re.compile(r"(?:(?<=[\w\"”’)]{2})\.|[;:?!])(?=\s|$)")


_OWNED = re.compile(r"['’]s\b")


def looks_ahead(found: Found) -> bool | None:
    """True for a clause about the future, False for the past, null when no verb says so."""
    before = found.before(_REACH)
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    before = before[ends[-1] :] if ends else before
    if _LAID_DOWN.search(before) or (_ONWARD.search(before) and _PROLONGED.search(before)):
        return True
    left = nearest(before)
    if left is not None:
        return left
    if _OWNED.match(found.after(3)):  # "the effects of Friday's strikes will last"
        return False
    after = found.after(_REACH)
    end = _CLAUSE_END.search(after)
    return first(after[: end.start()] if end else after)


def nearest(text: str) -> bool | None:
    """What the last verb of a text says."""
    ahead = max((match.end() for match in _AHEAD.finditer(text)), default=-1)
    back = max((match.end() for match in _BACK.finditer(text)), default=-1)
    if _DEADLINE.search(text) and back < len(text) - _DEADLINE_REACH:
        return True
    return None if ahead == back == -1 else ahead >= back


def first(text: str) -> bool | None:
    """What the first verb of a text says."""
    ahead, back = _AHEAD.search(text), _BACK.search(text)
    if ahead is None:
        return None if back is None else False
    return back is None or ahead.start() <= back.start()
