"""One Doc per article: every token is there, opened sentences are parsed, the others are bare.

Each sentence is tokenized and parsed as a Doc of its own (a unit), so that no word of another sentence has a part in
how it reads; only the last bits of floats depend on the article, whose units are multiplied together. The units are
then joined into the article's Doc. A bare sentence is cut into words and signs only; they hang on its first word with
no label (`token.dep == 0`). `doc.user_data["claimx_context"]` lists the stretches that the gate opens, whether or not
more was parsed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from claimx.parsing import columns
from claimx.parsing.entities import EntityReader
from claimx.parsing.gate import gate
from claimx.parsing.network import named
from claimx.parsing.sentences import sentences
from claimx.parsing.special_cases import TOKENIZING, prepare
from claimx.parsing.syntax import SyntaxReader
from claimx.parsing.text import remember_text
from claimx.types import Offsets

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Words = tuple[list[str], list[bool]]
"""Words and whether a blank follows each."""

CONTEXT = "claimx_context"
_LINE_BREAK = re.compile("[\n\r\v\f\x85\u2028\u2029]")
# White space is a token of its own, and no blank belongs to it.
_WORD = re.compile(r"(\w+|[^\w\s]|\s)((?:(?<!\s) )?)")


class Parser:
    """Turns article text into a Doc with a spaCy pipeline."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = lean(nlp)
        self._read_syntax = SyntaxReader(nlp)
        self._read_entities = EntityReader(nlp.get_pipe("ner"))

    def __call__(self, text: str, *, everything: bool = False) -> Doc:
        """Parse what the gate opens, or `everything`; entities are found only in sentences with numbers."""
        sents = sentences(text)
        opening = gate(text, sents)
        opened = range(len(sents)) if everything else sorted(opening.opened)
        read = as_read(text)
        with TOKENIZING:
            prepare(self.nlp, read)
            units = {i: self.nlp.make_doc(read[slice(*sents[i])]) for i in opened if i not in opening.crowded}
        self._read_syntax(list(units.values()))
        self._read_entities([units[i] for i in sorted(opening.numbered - opening.crowded)])
        doc = join(self.nlp, (text, read), sents, units)
        doc.user_data[CONTEXT] = tuple(sents[i] for i in sorted(opening.opened))
        return doc


def lean(nlp: Language) -> Language:
    """The pipeline with a vocabulary that derives only what its layers and claimx read of a new word."""
    from spacy import attrs

    read = {attrs.LOWER, attrs.NORM, attrs.SHAPE, attrs.PREFIX, attrs.SUFFIX, attrs.LANG}
    read |= {attrs.IS_ALPHA, attrs.IS_PUNCT, attrs.IS_SPACE, *columns_of(nlp)}
    with TOKENIZING:
        getters = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
        for key in set(getters) - read:
            del getters[key]
    return nlp


def columns_of(nlp: Language) -> set[int]:
    """The attributes of words that the layers of a pipeline embed: others than the shipped ones may ask for any."""
    from spacy.attrs import intify_attr

    models = filter(None, (getattr(pipe, "model", None) for _, pipe in nlp.pipeline))
    layers = [layer for model in models for layer in named(model, "extract_features")]
    return {intify_attr(column) for layer in layers for column in layer.attrs["columns"]}


def as_read(text: str) -> str:
    """What the parser gets to read, of the same length.

    It knows round brackets ("38 billion cubic meters [of natural gas] per year" falls apart on square ones), and line
    breaks inside a sentence, as in hard-wrapped text, as blanks.
    """
    return _LINE_BREAK.sub(" ", text.replace("[", "(").replace("]", ")"))


def join(nlp: Language, texts: tuple[str, str], sents: list[Offsets], units: dict[int, Doc]) -> Doc:
    """One Doc for the whole text (as it is, and as read), with the annotations of its units by number of sentence."""
    from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LENGTH, SENT_START, SPACY, TAG
    from spacy.tokens import Doc

    attributes = [HEAD, DEP, TAG, ENT_IOB, ENT_TYPE]
    parsed = {i: unit.to_array([*attributes, IDX, LENGTH, SPACY]).astype(np.int64) for i, unit in units.items()}
    (words, spaces), first = joined_words(texts, sents, parsed)
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    remember_text(doc, "".join([word + " " if space else word for word, space in zip(words, spaces, strict=True)]))
    table: Any = np.zeros((len(doc), len(attributes)), dtype=np.int64)
    table[:, 0] = bare_heads(len(doc), first)
    table[:, 3] = 2
    for i, rows in parsed.items():
        table[first[i] : first[i] + len(rows)] = rows[:, : len(attributes)]
    columns.remember(doc, words, spaces, table[:, [0, 1, 2, 4]])
    doc.from_array(attributes, table.astype(np.uint64))
    # spaCy derives sentence starts from labelled heads, so that bare sentences would run into the one before.
    starts: Any = doc.to_array([SENT_START])
    starts[first] = 1
    return doc.from_array([SENT_START], starts)


def joined_words(texts: tuple[str, str], sents: list[Offsets], parsed: dict[int, Any]) -> tuple[Words, list[int]]:
    """Words and following spaces of the whole text, and the first token of each sentence.

    The last columns of the `parsed` sentences have the start and length of each token, and whether a space follows.
    """
    text, read = texts
    words: list[str] = []
    spaces: list[bool] = []
    first: list[int] = []
    end = 0
    for i, (start, stop) in enumerate(sents):
        add_gap(words, spaces, text[end:start])
        first.append(len(words))
        known = i in parsed
        found, blanks = parsed_words(parsed[i], text[start:stop]) if known else bare_words(text, read, start, stop)
        words += found
        spaces += blanks
        end = stop
    add_gap(words, spaces, text[end:])
    return (words, spaces), first


def parsed_words(rows: Any, sentence: str) -> Words:
    """The tokens of a unit, as the sentence has them."""
    starts, lengths, spaces = rows[:, -3:].T.tolist()
    return [sentence[at : at + length] for at, length in zip(starts, lengths, strict=True)], [*map(bool, spaces)]


def bare_words(text: str, read: str, start: int, stop: int) -> Words:
    """The words and signs of a sentence that nobody parses."""
    found = _WORD.findall(read, start, stop)
    words, spaces = [word for word, _ in found], [blank == " " for _, blank in found]
    if text[start:stop] != read[start:stop]:
        words = [text[slice(*match.span(1))] for match in _WORD.finditer(read, start, stop)]
    return words, spaces


def add_gap(words: list[str], spaces: list[bool], gap: str) -> None:
    """White space between sentences: one blank belongs to the word before, the rest is a token of its own."""
    if gap.startswith(" ") and words:
        spaces[-1], gap = True, gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


def bare_heads(length: int, first: list[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Relative heads that hang every token, and the white space after a sentence, on the sentence's first token."""
    heads = np.zeros(length, dtype=np.int64)
    heads[first] = first
    np.maximum.accumulate(heads, out=heads)
    return heads - np.arange(length, dtype=np.int64)
