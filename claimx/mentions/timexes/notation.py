"""The notation of the grammar: how a line of `forms` becomes a pattern over token codes.

Every word of the vocabulary and every shape of digits has one code, a single character; a text is lexed into the
string of its codes, and the grammar is a set of regular expressions over that string. In a form, CAPITALS name a
class of words or a shape, `<name>` a definition, any other word or mark stands for itself; brackets, `|`, `?` and
`{m,n}` mean what they mean in a regular expression, and blanks mean nothing:

    "<month> <day> (, ? YEAR)?"        "the? ORDINAL (-)? quarter (of YEAR)?"

A `Piece` keeps the codes with which it can begin, so that a form is tried only where it can match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimx.mentions.timexes.vocabulary import CLASSES, SHAPES

OTHER = "\n"
"""Code of whatever the grammar does not know: nothing matches across it."""
_FIRST_CODE = 0xE000
_TOKEN = re.compile(r"<[a-z]+>|[A-Za-z]+|\{\d,\d\}|\S")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a form: its regular expression, the codes it can begin with, and whether it may be empty."""

    pattern: str
    first: frozenset[str]
    empty: bool = False


class Codes:
    """Hands out the code of every word and shape."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.shapes = {shape: chr(_FIRST_CODE + i) for i, shape in enumerate(SHAPES)}

    def word(self, word: str) -> str:
        """Give the code of a word, a new one on first sight."""
        return self.words.setdefault(word, chr(_FIRST_CODE + len(SHAPES) + len(self.words)))

    def named(self, name: str) -> Piece:
        """Read a class of words or a shape."""
        codes = [self.shapes[name]] if name in self.shapes else [self.word(word) for word in CLASSES[name]]
        return Piece(f"[{''.join(codes)}]", frozenset(codes))


class Notation:
    """Reads lines of notation by recursive descent: alternatives, sequences, pieces with a repeat."""

    def __init__(self, codes: Codes, definitions: dict[str, str]) -> None:
        self.codes = codes
        self.definitions = definitions
        self.known: dict[str, Piece] = {}
        """Definitions and classes of words that were read before."""

    def piece(self, line: str) -> Piece:
        """Read a whole line."""
        return self._alternatives(list(reversed(_TOKEN.findall(line))))

    def _alternatives(self, tokens: list[str]) -> Piece:
        options = [self._sequence(tokens)]
        while tokens and tokens[-1] == "|":
            tokens.pop()
            options.append(self._sequence(tokens))
        first = frozenset[str]().union(*(option.first for option in options))
        pattern = "|".join(option.pattern for option in options)
        return Piece(f"(?:{pattern})", first, any(option.empty for option in options))

    def _sequence(self, tokens: list[str]) -> Piece:
        pattern, first, empty = "", frozenset[str](), True
        while tokens and tokens[-1] not in "|)":
            item = self._repeated(tokens)
            pattern += item.pattern
            first |= item.first if empty else frozenset()
            empty = empty and item.empty
        return Piece(pattern, first, empty)

    def _repeated(self, tokens: list[str]) -> Piece:
        item = self._atom(tokens)
        if tokens and (tokens[-1] == "?" or tokens[-1].startswith("{")):
            repeat = tokens.pop()
            return Piece(item.pattern + repeat, item.first, item.empty or repeat == "?" or repeat[1] == "0")
        return item

    def _atom(self, tokens: list[str]) -> Piece:
        token = tokens.pop()
        if token == "(":
            inner = self._alternatives(tokens)
            tokens.pop()
            return inner
        if (token.startswith("<") and len(token) > 1) or (token.isalpha() and token.isupper()):
            if token not in self.known:
                self.known[token] = self._named(token)
            return self.known[token]
        code = self.codes.word(token)
        return Piece(code, frozenset((code,)))

    def _named(self, token: str) -> Piece:
        """Read a definition or a class of words."""
        if token.startswith("<"):
            return self.piece(self.definitions[token[1:-1]])
        return self.codes.named(token)
