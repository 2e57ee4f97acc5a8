"""The table that a person reads on a terminal: figure, measure, period, source, status and where.

Nothing in an article can move the cursor, change a colour or turn the reading direction: such characters are
shown as U+FFFD. Wide terminals get columns, narrow ones a short block per claim.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO, TYPE_CHECKING

from claimx.export.wording import measure_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from claimx.records import Claim

NARROW = 110
"""Below this many columns six cells side by side wrap into ribbons (tried at 60 to 160)."""
NAME_SHARE = 8
"""A file name takes at most this share of the width; the position after it is never cut."""

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
STATUS_STYLES = {"forecast": "cyan", "planned": "blue", "hypothetical": "magenta", "negated": "red"}


def safe(text: str | None) -> str:
    """Text for one line of a terminal: spaces collapsed, control and direction characters made visible."""
    return UNSAFE.sub("\ufffd", " ".join((text or "").split()))


def write_table(
    claims: Iterable[Claim], stream: IO[str], *, width: int | None = None, color: bool | None = None
) -> int:
    """Claims as a table for people, all held at once; `color` null leaves it to the terminal and NO_COLOR."""
    from rich.console import Console

    rows = list(claims)
    console = Console(
        file=stream,
        width=width,
        force_terminal=color,
        no_color=True if color is False else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    if rows:
        draw = draw_blocks if console.width < NARROW else draw_columns
        draw(rows, console)
    return len(rows)


def draw_columns(claims: list[Claim], console: Console) -> None:
    """One row per claim."""
    table = empty_table(console.width)
    for claim in claims:
        table.add_row(figure(claim), *plain_cells(claim), status(claim), where(claim, console.width))
    console.print(table)


def empty_table(width: int) -> Table:
    """Headings and the share of the width that each column may take."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("figure", min_width=14, max_width=width // 4)
    table.add_column("measure", max_width=width * 2 // 5)
    table.add_column("period", max_width=width // 7)
    table.add_column("source", max_width=width // 5)
    table.add_column("status", no_wrap=True)
    table.add_column("where", no_wrap=True)
    return table


def plain_cells(claim: Claim) -> tuple[Text, Text, Text]:
    """Measure, period and source."""
    from rich.text import Text

    return (
        Text(safe(measure_text(claim))),
        Text(safe(claim.period.text if claim.period else None)),
        Text(source_name(claim)),
    )


def draw_blocks(claims: list[Claim], console: Console) -> None:
    """Two or three lines per claim: figure and measure, then the rest, indented."""
    from rich.padding import Padding
    from rich.text import Text

    for claim in claims:
        measure, period, source = plain_cells(claim)
        console.print(Text.assemble(figure(claim), "  ", measure))
        rest = [cell for cell in (period, source, status(claim), where(claim, console.width)) if cell.plain]
        console.print(Padding(Text(" · ", style="dim").join(rest), (0, 0, 0, 2), expand=False))


def figure(claim: Claim) -> Text:
    """The figure with its modifier, as printed in the article."""
    from rich.text import Text

    modifier = f"{safe(claim.modifier_text)} " if claim.modifier_text else ""
    return Text.assemble((modifier, "dim"), (safe(claim.text), "bold"))


def source_name(claim: Claim) -> str:
    """The name of the source, or nothing when the article speaks for itself."""
    return safe(claim.attribution.source.name) if claim.attribution else ""


def status(claim: Claim) -> Text:
    """The status, coloured when the figure is not simply asserted."""
    from rich.text import Text

    return Text(claim.status, style=STATUS_STYLES.get(claim.status, ""))


def where(claim: Claim, width: int) -> Text:
    """The file (or the caller's own key) and the first character."""
    from rich.text import Text

    name = claim.document.key or Path(claim.document.path).name
    return Text(f"{shortened(safe(name), max(12, width // NAME_SHARE))}:{claim.start}", style="dim")


def shortened(text: str, length: int) -> str:
    """Text that is too long ends in an ellipsis."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
