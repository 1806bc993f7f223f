"""The workbook of rows that could not be taken: as they came, with the reason at the end."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from coordinator.workbooks.writing import replacing

REASON = "Why it was not taken"


def write_problems(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]], reasons: Sequence[str]) -> None:
    """Write rows with their reasons, ready to be mended and imported.

    Raises:
        UserError: the file cannot be written.
    """
    import xlsxwriter

    with replacing(path) as part:
        book = xlsxwriter.Workbook(str(part), {"strings_to_formulas": False, "strings_to_urls": False})
        bold, warn = (
            book.add_format({"bold": True}),
            book.add_format({"bg_color": "#FDF0D8", "text_wrap": True}),
        )
        text = book.add_format({"num_format": "@"})
        out = book.add_worksheet("Rows to mend")
        out.write_row(0, 0, [*header, REASON], bold)
        out.freeze_panes(1, 0)
        out.set_column(0, max(len(header) - 1, 0), 18, text)
        out.set_column(len(header), len(header), 60, warn)
        for number, (row, reason) in enumerate(zip(rows, reasons, strict=True), 1):
            for column, cell in enumerate(row):
                if isinstance(cell, bool | int | float):
                    out.write(number, column, cell)
                elif cell is not None:
                    shown = cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)
                    out.write_string(number, column, shown[:32_767], text)
            out.write_string(number, len(header), reason, warn)
        book.close()
