"""Numbers in English text: digits, words and both mixed, parsed by a small grammar.

In: a text (or a stretch of it). Out: `find_numbers` gives `Number`s with character offsets, left to right, none
overlapping; `NUMBER_WORDS` holds the words without which a sentence without digits has no figure. No units, no
currencies and no ranges: those belong to the mentions.

Read in this order: `finding` (the walk over a text), `number` (lexeme and result), `digits` (runs of digits),
`cardinals` and `amounts` (the grammar over lexemes), `words` (its vocabulary).

    two hundred and seventy-two · 1.5 million · 816 000 · 3 1/2 · half a million · two-thirds · 10th · dozens
    tens of thousands · a couple hundred · several hundred · minus-5 · 2.4×10^6 · 12,34,567
"""

from claimx.numerals.finding import find_numbers
from claimx.numerals.number import Number
from claimx.numerals.words import ABBREVIATED, LETTER_SCALES, MULTIPLES, NUMBER_WORDS, SCALES, STARTERS

__all__ = ["ABBREVIATED", "LETTER_SCALES", "MULTIPLES", "NUMBER_WORDS", "SCALES", "STARTERS", "Number", "find_numbers"]
