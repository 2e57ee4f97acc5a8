"""The sheet a fact-checker works in: claims with blank work columns, and a legend.

Header and id column are frozen, every column has a filter, technical columns are folded (the [+] above opens
them). Text is always written as text: no cell becomes a formula, a number or a link by accident.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

from claimx.export.flat import COLUMNS, FLAT_COLUMNS, Cell, flat_row, guard
from claimx.export.links import spot_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from claimx.export.flat import Column
    from claimx.records import Claim

    Place = tuple[int, int]
    WorkCells = Callable[[Claim], Mapping[str, str | None]]

MAX_ROWS = 1_048_575
"""Rows that a sheet holds below its header; more claims go on in further sheets."""
MAX_LINKS = 65_530
MAX_ADDRESS = 2_079
MAX_TEXT = 32_767
EXACT_INTEGER = 10**15
"""A spreadsheet keeps 15 digits; longer integers are written as text, so that no digit is lost."""
FIRST_DAY = date(1900, 3, 1)
"""Excel's calendar is right from here on; earlier days are written as text."""
CREATED = datetime(2000, 1, 1)
"""Fixed, so that the same claims give the same bytes."""
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

VERDICTS: dict[str, str] = {
    "confirmed": "A source of its own bears the figure out.",
    "refuted": "A source of its own shows that the figure is wrong.",
    "misleading": "The figure is right, what is made of it is not.",
    "outdated": "It was right once; there is a newer figure.",
    "cannot be checked": "No source could be found.",
    "not a claim": "Nothing here that could be true or false.",
}
WORK_COLUMNS: dict[str, str] = {
    "verdict": "Your finding: choose from the list.",
    "method": "How you checked it.",
    "source_checked": "Where: document, page, person.",
    "date": "When you checked it.",
    "note": "Anything else.",
}
WIDTH = 13
WIDTHS = {
    "id": 11,
    "text": 20,
    "value": 18,
    "low": 18,
    "high": 18,
    "unit": 18,
    "measure": 40,
    "entities": 24,
    "period": 18,
    "change_from": 18,
    "change_to": 18,
    "source": 24,
    "check_worthiness": 17,
    "sentence": 70,
    "title": 36,
}
LINE = 15
MAX_HEIGHT = 405
WRAPPED = ("measure", "sentence", "title", "note")
UNFOLDED = (
    *(
        "id",
        "kind",
        "text",
        "value",
        "low",
        "high",
        "unit",
        "modifier",
        "measure",
        "entities",
        "period",
        "change",
        "status",
    ),
    *("source", "check_worthiness", "sentence", "title", "outlet", "published", "url"),
)
NUMBER_FORMATS: dict[str, tuple[str, str]] = {
    "money": ("#,##0", "#,##0.00"),
    "percent": ("0", "0.0###"),
    "quantity": ("#,##0", "#,##0.0###"),
    "count": ("#,##0", "#,##0.0###"),
    "duration": ("0", "0.0###"),
    "ordinal": ("0", "0.0"),
    "multiple": ("0", "0.0###"),
    "age": ("0", "0.0"),
    "date": ("0", "0.0"),
}
"""Per kind: the format of a whole number and of one with decimals."""
BY_KIND = frozenset({"value", "low", "high", "change_from", "change_to"})


class Sheet:
    """The open workbook, its formats, and the place where the next claim goes."""

    def __init__(self, stream: IO[bytes], work: Mapping[str, str], choices: Mapping[str, Sequence[str]]) -> None:
        self.book = new_workbook(stream)
        self.work = work
        self.choices = choices
        self.sheets: list[Worksheet] = []
        self.rows = MAX_ROWS
        self.links = 0
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """A cell format, made once."""
        key = tuple(properties.items())
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"valign": "top", **properties})
        return self.formats[key]

    def next_row(self) -> tuple[Worksheet, int]:
        """The sheet and row for one more claim."""
        if self.rows == MAX_ROWS:
            self.finish()
            self.sheets.append(new_sheet(self, f"claims {len(self.sheets) + 1}" if self.sheets else "claims"))
            self.rows = self.links = 0
        self.rows += 1
        return self.sheets[-1], self.rows

    def finish(self) -> None:
        """Filters and drop-downs over the rows of the current sheet."""
        if self.sheets:
            names = (*FLAT_COLUMNS, *self.work)
            sheet, last = self.sheets[-1], max(self.rows, 1)
            sheet.autofilter(0, 0, last, len(names) - 1)
            for name, choices in self.choices.items():
                column = names.index(name)
                sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(choices)})


def write_xlsx(claims: Iterable[Claim], stream: IO[bytes], *, work_cells: WorkCells | None = None) -> int:
    """Write the work sheet; `work_cells` fills the work columns with what is already known of a claim."""
    return write_sheets(claims, stream, WORK_COLUMNS, {"verdict": tuple(VERDICTS)}, VERDICTS, work_cells)


def write_sheets(
    claims: Iterable[Claim],
    stream: IO[bytes],
    work: Mapping[str, str],
    choices: Mapping[str, Sequence[str]],
    words: Mapping[str, str],
    work_cells: WorkCells | None = None,
) -> int:
    """Claims with work columns and their drop-downs, then a legend that explains columns and words."""
    sheet = Sheet(stream, work, choices)
    count = 0
    for count, claim in enumerate(claims, 1):  # noqa: B007 - the count is the result
        write_claim(sheet, claim, work_cells(claim) if work_cells else {})
    if not sheet.sheets:
        sheet.next_row()
    sheet.finish()
    write_legend(sheet, words)
    sheet.book.close()
    return count


def new_workbook(stream: IO[bytes]) -> Workbook:
    """A workbook written row by row, that turns no text into anything else."""
    from xlsxwriter import Workbook

    never = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = Workbook(stream, {"constant_memory": True, "default_date_format": "yyyy-mm-dd", **never})
    book.set_properties({"title": "Claims", "comments": "Made by claimx", "created": CREATED})
    return book


def new_sheet(sheet: Sheet, name: str) -> Worksheet:
    """A sheet with header, widths, folds and frozen panes."""
    page = sheet.book.add_worksheet(name)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(8)
    page.repeat_rows(0)
    page.outline_settings(True, True, False, False)
    header = sheet.format(bold=True, bg_color="#E8EDF3", bottom=1)
    work_header = sheet.format(bold=True, bg_color="#FFF2CC", bottom=1)
    for index, column in enumerate(COLUMNS):
        folded = {"level": 1, "hidden": True} if column.name not in UNFOLDED else {}
        page.set_column(index, index, WIDTHS.get(column.name, WIDTH), None, folded)
        page.write_string(0, index, column.name, header)
    for index, heading in enumerate(sheet.work, len(COLUMNS)):
        page.set_column(index, index, 26 if heading in WRAPPED else 17)
        page.write_string(0, index, heading, work_header)
    return page


def write_claim(sheet: Sheet, claim: Claim, known: Mapping[str, str | None]) -> None:
    """One row: the flat columns, then the work columns with what is known."""
    page, row = sheet.next_row()
    cells = flat_row(claim)
    page.set_row(row, height(cells))
    for index, (column, cell) in enumerate(zip(COLUMNS, cells.values(), strict=True)):
        if column.name != "url" or not write_link(sheet, page, (row, index), claim):
            write_flat(sheet, page, (row, index), column, cell, claim.kind)
    for index, name in enumerate(sheet.work, len(COLUMNS)):
        properties = {"bg_color": "#FFFBEF", **({"text_wrap": True} if name in WRAPPED else {})}
        write_text(sheet, page, (row, index), known.get(name) or "", properties)


def height(cells: Mapping[str, Cell]) -> int:
    """Points that the longest wrapped cell takes; not every program fits the row by itself."""
    lines = max(len(str(cells.get(name) or "")) // WIDTHS[name] + 1 for name in WRAPPED if name in WIDTHS)
    return min(LINE * lines, MAX_HEIGHT)


def write_flat(sheet: Sheet, page: Worksheet, place: Place, column: Column, cell: Cell, kind: str) -> None:
    """One flat cell as what it is: nothing, a number, a day or text."""
    if cell is None:
        return
    if not isinstance(cell, str):
        write_number(sheet, page, place, cell, number_format(column, cell, kind))
    elif column.type == "day" and (day := spreadsheet_day(cell)):
        page.write_datetime(*place, day, sheet.format(num_format="yyyy-mm-dd"))
    else:
        write_text(sheet, page, place, cell, {"text_wrap": True} if column.name in WRAPPED else {})


def number_format(column: Column, cell: float, kind: str) -> str:
    """How a number looks: figures by their kind, scores with two decimals, positions plain."""
    if column.name in BY_KIND:
        return NUMBER_FORMATS[kind][cell != int(cell)]
    return {"score": "0.00", "integer": "0"}.get(column.type, "0.0#")


def write_number(sheet: Sheet, page: Worksheet, place: Place, cell: float, num_format: str) -> None:
    """A number; as text where a spreadsheet would lose digits."""
    if abs(cell) < EXACT_INTEGER:
        page.write_number(*place, cell, sheet.format(num_format=num_format))
    else:
        write_text(sheet, page, place, str(cell), {})


def write_text(sheet: Sheet, page: Worksheet, place: Place, text: str, properties: Mapping[str, Any]) -> None:
    """Text, never anything else; what looks like a formula is marked, so that editing does not wake it."""
    quoted = {"quote_prefix": True} if guard(text) != text else {}
    style = sheet.format(**properties, **quoted)
    if text:
        page.write_string(*place, NOT_XML.sub("\ufffd", text)[:MAX_TEXT], style)
    else:
        page.write_blank(*place, None, style)


def write_link(sheet: Sheet, page: Worksheet, place: Place, claim: Claim) -> bool:
    """The address as a link to the sentence, as far as a sheet's limits allow."""
    address = spot_address(claim)
    if not address or sheet.links >= MAX_LINKS or len(address) > MAX_ADDRESS:
        return False
    sheet.links += 1
    style = sheet.format(font_color="#0563C1", underline=1)
    page.write_url(*place, address, style, claim.document.url, "Open the article at this sentence")
    return True


def spreadsheet_day(text: str) -> date | None:
    """The day that ISO text names, if a spreadsheet's calendar has it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= FIRST_DAY and day.isoformat() == text else None


def write_legend(sheet: Sheet, words: Mapping[str, str]) -> None:
    """The last sheet: what every column and every choice means."""
    page = sheet.book.add_worksheet("legend")
    bold, plain = sheet.format(bold=True), sheet.format(text_wrap=True)
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 100)
    page.fit_to_pages(1, 0)
    meanings = {column.name: column.meaning for column in COLUMNS}
    sections = {"To fill in": sheet.work, "Choices": words, "Columns": meanings}
    lines = [line for title, section in sections.items() for line in [(title, ""), *section.items(), ("", "")]]
    for row, (word, meaning) in enumerate(lines):
        page.write_string(row, 0, word, bold if meaning else sheet.format(bold=True, italic=True))
        page.write_string(row, 1, meaning, plain)
