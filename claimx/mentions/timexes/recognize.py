"""Text → found expressions, left to right, none overlapping: the grammar over token codes, less the doubtful."""

from __future__ import annotations

from claimx.mentions.timexes.doubt import DOUBTS, nothing
from claimx.mentions.timexes.forms import grammar
from claimx.mentions.timexes.lexer import Lexed, lexed_sentences
from claimx.mentions.timexes.notation import OTHER
from claimx.mentions.timexes.reading import Found


def recognize(text: str) -> list[Found]:
    """All time expressions of a text, without their values."""
    return [found for lexed in lexed_sentences(text) for found in recognize_sentence(lexed)]


def recognize_sentence(lexed: Lexed) -> list[Found]:
    """Read one sentence; runs of known words without a word of time are skipped."""
    codes, trigger = lexed.codes, grammar().trigger
    expressions: list[Found] = []
    at = 0
    while (match := trigger.search(codes, at)) is not None:
        start = codes.rfind(OTHER, at, match.start()) + 1 or at
        end = codes.find(OTHER, match.end())
        at = end if end >= 0 else len(codes)
        expressions += recognize_run(lexed, start, at)
    return expressions


def recognize_run(lexed: Lexed, start: int, end: int) -> list[Found]:
    """Read a run of known tokens; after a doubtful expression the search goes on behind its first token."""
    expressions, at = [], start
    while at < end:
        found = first_form(lexed, at, end)
        if found is not None:
            expressions.append(found)
        at = found.j if found is not None else at + 1
    return expressions


def first_form(lexed: Lexed, at: int, end: int) -> Found | None:
    """Try the forms that can begin with the token, in their order; the first without doubt counts."""
    for name, pattern in grammar().starting[lexed.codes[at]]:
        match = pattern.match(lexed.codes, at, end)
        if match is not None:
            found = Found(lexed, name, at, match.end())
            if DOUBTS.get(name, nothing)(found):
                return found
    return None
