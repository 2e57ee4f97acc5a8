"""What a figure measures where no clause says so: lines of tables, lists, brackets.

In: `Syntax` and the tokens of a figure. Out: the tokens of the name beside it ("Hang Seng: DOWN 0.1 percent").
"""

from __future__ import annotations

from claimx.claims.moving import SIGNS
from claimx.claims.phrases import is_number, subject_phrase
from claimx.claims.syntax import SUBJECTS, Syntax, Tokens
from claimx.lexicon.moves import moves

_ABOUT = frozenset({"about", "around", "roughly", "approximately", "or"})
_TABLE_WORDS = frozenset({"up", "down", "higher", "lower", "at", "to", "by", *SIGNS, "points", "point", ",", "or"})
_TABLE_BREAKS = frozenset({":", ";", "|", "•"})
_REACH = 10
_TABLE_REACH = 40


def table_label(syntax: Syntax, span: Tokens) -> Tokens | None:
    """The name before the figure in a line without a verb: "Hang Seng: DOWN 0.1 percent at 22,777.84", "Topix +1%"."""
    first = syntax.sentence(syntax.starts[span[0]])[0]
    if first not in syntax.verbless:
        return None
    first = max(first, span[0] - _TABLE_REACH)
    end = span[0]
    while end > first and (is_number(syntax, end - 1) or syntax.lower[end - 1] in _TABLE_WORDS):
        if syntax.words[end - 1].isdigit() and is_name_part(syntax, end - 1, first):
            break
        end -= 1
    if end > first and syntax.words[end - 1] == ":":
        begin = end - 1
        while begin > first and syntax.words[begin - 1] not in _TABLE_BREAKS:
            begin -= 1
        return (begin, end - 1) if begin < end - 1 else None
    signed = end < span[0] and (syntax.lower[end] in moves().adverbs or syntax.words[end] in SIGNS)
    if not signed and not syntax.words[span[0]].startswith(SIGNS):
        return None
    begin = end
    while begin > first and is_name_part(syntax, begin - 1, first):
        begin -= 1
    return (begin, end) if begin < end else None


def listed_pieces(syntax: Syntax, span: Tokens) -> list[list[int]]:
    """As in "Visits are up at two museums: the Mill by 24 percent; the Mint by 13": the name and the visits."""
    first = syntax.sentence(syntax.starts[span[0]])[0]
    end = span[0] - 1
    begin = max(first, end - _REACH)
    marks = [at for at in range(begin, end) if syntax.words[at] in (":", ";")]
    if end <= first or syntax.lower[end] != "by" or not marks or marks[-1] + 1 >= end:
        return []
    label = range(marks[-1] + 1, end)
    if any(syntax.is_verb(at) or is_number(syntax, at) for at in label):
        return []
    subject = next((at for at in range(first, marks[-1]) if syntax.deps[at] in SUBJECTS), None)
    label = range(label[0] + (syntax.lower[label[0]] == "and"), end)
    return [list(label), *([subject_phrase(syntax, subject)] if subject is not None else [])]


def is_name_part(syntax: Syntax, at: int, first: int) -> bool:
    """A noun, or the number that ends a name ("Nikkei 225")."""
    word = syntax.words[at]
    if word.isdigit():
        return at > first and syntax.tags[at - 1].startswith("NNP")
    return word[:1].isalpha() and syntax.tags[at].startswith("NN")


def bracketed(syntax: Syntax, span: Tokens) -> int | None:
    """The word before the bracket that holds nothing but the figure: "nine miles (14 km)", "Tom Hale (7.5 PTS)"."""
    before, behind = span[0] - 1, span[1]
    while before > 0 and syntax.lower[before] in _ABOUT:
        before -= 1
    if before <= syntax.sentence(syntax.starts[span[0]])[0] or syntax.words[before] != "(":
        return None
    closed = any(word == ")" for word in syntax.words[behind : behind + 2])
    word = before - 1
    return word if closed and (syntax.tags[word].startswith("N") or is_amount(syntax, word)) else None


def is_amount(syntax: Syntax, word: int) -> bool:
    """Whether a word is a number or the unit of one."""
    return is_number(syntax, word) or any(syntax.deps[j] == "nummod" for j in syntax.children[word])


def amount(syntax: Syntax, word: int) -> Tokens:
    """The tokens of a number and its unit, by their last word."""
    first = word
    while (
        first > 0 and syntax.heads[first - 1] == word and syntax.deps[first - 1] in ("nummod", "quantmod", "compound")
    ):
        first -= 1
    return first, word + 1
