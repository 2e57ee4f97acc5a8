"""The special cases of the shipped tokenizer ("don't", "a.m."), each read when a text first holds it.

There are 1,347, and reading them all takes longer than reading a short article. A special case only ever applies where
its characters stand in the text, so that the tokens are the same.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from claimx.parsing.shipped import BASE_MODEL, model_folder

if TYPE_CHECKING:
    from spacy.language import Language

ALL_AFTER = 4
"""Texts after which all are read: a long run searches for none."""
TOKENIZING = RLock()
"""Held while a shared tokenizer learns or cuts: it forgets what it knows of all words when it learns a form."""
_waiting: WeakKeyDictionary[Language, SpecialCases] = WeakKeyDictionary()


class SpecialCases:
    """The special cases that a tokenizer does not know yet."""

    def __init__(self) -> None:
        import srsly

        path = model_folder(f"base/{BASE_MODEL}") / "tokenizer"
        self.rules: dict[str, Any] = srsly.msgpack_loads(path.read_bytes())["exceptions"]
        self.texts = 0

    def tell(self, tokenizer: Any, text: str) -> None:
        """Add those that stand in a text to its tokenizer."""
        self.texts += 1
        everything = self.texts > ALL_AFTER
        for form in [form for form in self.rules if everything or form in text]:
            tokenizer.add_special_case(form, self.rules[form])
            del self.rules[form]


def postpone(nlp: Language) -> Language:
    """Note that the tokenizer of a pipeline knows no special cases yet."""
    _waiting[nlp] = SpecialCases()
    return nlp


def prepare(nlp: Language, text: str) -> None:
    """Let the tokenizer of a pipeline know all special cases in a text."""
    with TOKENIZING:
        cases = _waiting.get(nlp)
        if cases is None:
            return
        cases.tell(nlp.tokenizer, text)
        if not cases.rules:
            del _waiting[nlp]
