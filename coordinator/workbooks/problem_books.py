"""The workbook of rows that could not be imported: as they came, with the reason at the end."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.workbooks.live_texts import put_text
from coordinator.workbooks.replacing import replacing_xlsx
from coordinator.workbooks.sheet_out import LONGEST, legal

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

REASON = "Why it was not taken"
LONGEST_NAME = 31
"""Maximum length of a sheet's name, in characters."""


@dataclass(frozen=True, slots=True)
class ProblemSheet:
    """The rows of one sheet that could not be imported.

    Attributes:
        name: the sheet that they came from.
        header: the sheet's headings.
        rows: their original cells.
        reasons: why, for each row.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    reasons: Sequence[str]


def write_problems(path: Path, sheets: Sequence[ProblemSheet]) -> None:
    """Write rows with their reasons, ready to be corrected and imported.

    Raises:
        UserError: the file cannot be written.
    """
    with replacing_xlsx(path) as book:
        for number, sheet in enumerate(sheets, 1):
            _write(book, sheet, number)
        if not sheets:
            book.add_worksheet("Nothing to mend")


def _write(book: "xlsxwriter.Workbook", sheet: ProblemSheet, number: int) -> None:
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    warn = book.add_format({"bg_color": "#FDF0D8", "text_wrap": True})
    name = re.sub(r"[\[\]:*?/\\']", " ", sheet.name)
    name = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 4]} {number}"
    out = book.add_worksheet(name)
    for column, heading in enumerate([*sheet.header, REASON]):
        put_text(out, 0, column, heading, bold)
    out.freeze_panes(1, 0)
    width = len(sheet.header)
    out.set_column(0, max(width - 1, 0), 18, text)
    out.set_column(width, width, 60, warn)
    for row, (cells, reason) in enumerate(zip(sheet.rows, sheet.reasons, strict=True), 1):
        for column, cell in enumerate(cells):
            _cell(out, row, column, cell, text)
        put_text(out, row, width, reason, warn)


def _cell(out: "Worksheet", row: int, column: int, cell: object, text: "Format") -> None:
    if isinstance(cell, bool | int | float):
        out.write(row, column, cell)
    elif cell is not None:
        shown = cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)
        put_text(out, row, column, legal(shown[:LONGEST]), text)
