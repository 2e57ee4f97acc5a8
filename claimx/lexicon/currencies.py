"""Currencies: ISO 4217 codes by symbol, prefix, name and code, from `currencies.toml` and `currency_names.toml`.

`currencies()` is read once. A spelling gives a `Currency`: the code, how many of it make one whole unit (100 cents),
and whether the code was only assumed, because other countries use the same word or sign ("$", "dollars").
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from claimx.lexicon.nouns import plural

_HERE = Path(__file__).parent
_BARE_DOLLARS = frozenset(("$", "c", "＄", "dollar", "dollars", "cent", "cents", "¢", "buck", "bucks"))


@dataclass(frozen=True)
class Currency:
    """What a spelling of a currency means."""

    code: str
    parts: int = 1
    assumed: bool = False


@dataclass(frozen=True)
class Currencies:
    """Spellings before the number and after it: signs and codes as they stand, names in lower case.

    `common` are names that are ordinary words as well ("won", "marks"), `word_codes` codes that are ("ALL", "TRY").
    `shared` are names of several currencies ("pesos") with the words that name their countries and the codes; those
    of them that are `undecided` stand for none of them alone.
    """

    before: dict[str, Currency]
    after: dict[str, Currency]
    common: frozenset[str]
    word_codes: frozenset[str]
    shared: dict[str, dict[str, str]]
    undecided: frozenset[str]


@lru_cache(maxsize=1)
def currencies() -> Currencies:
    """The currencies shipped with the package."""
    iso = tomllib.loads((_HERE / "currencies.toml").read_text(encoding="utf-8"))
    own = tomllib.loads((_HERE / "currency_names.toml").read_text(encoding="utf-8"))
    before = {sign: Currency(code, assumed=sign in _BARE_DOLLARS) for sign, code in own["symbols"].items()}
    before |= {prefix: Currency(code) for prefix, code in own["prefixes"].items()}
    before |= {code: Currency(code) for code in iso}
    after = full_names(iso)
    for name, code in own["names"].items():
        for form in (name, plural(name)):
            after[form] = Currency(code, assumed=form in _BARE_DOLLARS)
    for name, (code, parts) in own["minor"].items():
        for form in (name, plural(name)):
            after[form] = Currency(code, parts, form in _BARE_DOLLARS)
    after |= {sign: Currency(code, assumed=sign in _BARE_DOLLARS) for sign, code in own["symbols"].items()}
    after |= {code: Currency(code) for code in iso} | {"US": Currency("USD")}
    shared = {form: by_country(row) for row in own["shared"].values() for form in row["forms"].split()}
    undecided = frozenset(form for form in shared if form not in after and form not in before)
    after |= {form: Currency(min(shared[form].values())) for form in undecided}
    common = own["common"]
    return Currencies(before, after, frozenset(common["words"]), frozenset(common["codes"]), shared, undecided)


def by_country(row: dict[str, str]) -> dict[str, str]:
    """Word for a country → code."""
    return {word: code for code, words in row.items() if code != "forms" for word in words.split()}


def full_names(iso: dict[str, tuple[bool, str, str]]) -> dict[str, Currency]:
    """Full English names; a currency in use wins over one that left circulation under the same name."""
    names: dict[str, Currency] = {}
    for current in (False, True):
        for code, row in iso.items():
            if row[0] is current:
                for name in row[1:]:
                    names[re.sub(r" \(.*\)", "", name).lower()] = Currency(code)
    return names
