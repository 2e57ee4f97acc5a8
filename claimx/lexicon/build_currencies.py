"""Write `currencies.toml` from Babel's tables (CLDR). Run by hand; not used at run time.

    python -m pip install babel && python claimx/lexicon/build_currencies.py

Kept are the ISO 4217 codes that CLDR names, current ones and those that left circulation since 1900 (news quotes them
for the past), with English names in singular and plural and the decimals of the minor unit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("currencies.toml")
HEADER = """\
# Currencies: ISO 4217 code = [current, English name in singular, in plural]. Written by build_currencies.py from the
# tables of Babel {version} (CLDR, Unicode licence). Do not edit: signs, short names and minor units stand in
# currency_names.toml.
"""


def rows() -> list[str]:
    """One line per currency, sorted by code."""
    from babel.core import get_global
    from babel.numbers import get_currency_name, list_currencies

    current = {
        entry[0]
        for entries in get_global("territory_currencies").values()
        for entry in entries
        if entry[2] is None and entry[3]
    }
    lines = []
    for code in sorted(list_currencies()):
        one, many = (get_currency_name(code, count=count, locale="en") for count in (1, 2))
        if one != code:
            lines.append(f'{code} = [{str(code in current).lower()}, "{one}", "{many}"]')
    return lines


def main() -> None:
    """Write the table."""
    import babel

    version: Any = babel.__version__
    TARGET.write_text(HEADER.format(version=version) + "\n".join(["", *rows(), ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
