"""Writing our workbooks: readable, with row IDs and stamp, never with formulas."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base.errors import UserError
from coordinator.base.progress import SILENT, Progress
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.workbooks.cells import CELLS, Cell, rule_of
from coordinator.workbooks.header_signs import letters
from coordinator.workbooks.live_texts import put_text
from coordinator.workbooks.read_me import TITLE, About, lines
from coordinator.workbooks.replacing import replacing_xlsx
from coordinator.workbooks.sheet_out import SPARE_ROWS, STEP, SheetOut, legal_text
from coordinator.workbooks.stamp import FIRST_CELL, LISTS, NAME, READ_ME, SHEET, Stamp

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
MANY_ROWS = 100_000
"""Above this, strings are stored in their cells: less memory, but a larger file that others read more slowly."""
PIXELS_PER_CHARACTER = 7.0
_PLAIN = re.compile(r"[ -~]{1,2000}")
PLAIN = About()


def write_book(
    path: Path, sheets: Sequence[SheetOut], stamp: Stamp, about: About = PLAIN, *, progress: Progress = SILENT
) -> None:
    """Write a workbook with one sheet per record type; as ods if the name says so.

    Raises:
        UserError: it cannot be written, or a text is longer than a cell can be.
        Cancelled: the person cancelled; no file is left.
    """
    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} is not there. Make it first, or choose another.")
    for sheet in sheets:
        if sheet.count + sheet.blank > MOST_ROWS:
            raise UserError(f"A sheet holds {MOST_ROWS} rows; export fewer {sheet.record_type.plural.lower()}.")
    if path.suffix.lower() == ".ods":
        from coordinator.workbooks.ods import write_ods

        write_ods(path, sheets, stamp, about, progress=progress)
        return
    _write_xlsx(path, sheets, stamp, about, progress)


def _write_xlsx(path: Path, sheets: Sequence[SheetOut], stamp: Stamp, about: About, progress: Progress) -> None:
    with replacing_xlsx(path, constant_memory=sum(s.count for s in sheets) > MANY_ROWS) as book:
        _Writer(book, stamp, about, progress).write(sheets)


class _Writer:
    def __init__(self, book: "xlsxwriter.Workbook", stamp: Stamp, about: About, progress: Progress) -> None:
        self._book = book
        self._stamp = stamp
        self._about = about
        self._progress = progress
        grey = {"font_color": "#5E6873", "bg_color": "#F4F5F6"}
        form = {"border": 1, "border_color": "#C6CCD2", "locked": False}
        self._header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7EDEE", "text_wrap": False})
        self._grey = book.add_format({"num_format": "@", **grey})
        formats = {r.format for r in CELLS.values()}
        self._formats = {f: book.add_format({"num_format": f, "locked": False}) for f in formats}
        self._locked = {f: book.add_format({"num_format": f, **grey}) for f in formats}
        self._blank = {f: book.add_format({"num_format": f, **form}) for f in formats}
        self._lists: dict[str, tuple[str, list[str]]] = {}

    def write(self, sheets: Sequence[SheetOut]) -> None:
        done, total = 0, sum(s.count for s in sheets)
        for sheet in sheets:
            self._sheet(sheet, done, total)
            done += sheet.count
        self._read_me(sheets)
        self._list_sheet()
        self._stamp_sheet()
        self._book.set_properties(
            {
                "title": "Export",
                "comments": "Made with Coordinator. It can be edited and imported again.",
                "keywords": self._stamp.short(),
            }
        )
        self._book.set_custom_property(NAME, self._stamp.short())
        self._book.define_name(NAME, f'="{self._stamp.short()}"')

    def _sheet(self, sheet: SheetOut, done: int, total: int) -> None:
        out = self._book.add_worksheet(sheet.record_type.plural)
        last = len(sheet.fields) + 1
        self._columns(out, sheet)
        headings = ["ID", *(sheet.record_type.headings[f.key] for f in sheet.fields), "Export"]
        for column, heading in enumerate(headings):
            put_text(out, 0, column, heading, self._header)
        out.freeze_panes(1, 1)
        out.autofilter(0, 0, sheet.count + sheet.blank, last)
        columns = [(i, f, rule_of(f.kind).convert, self._format(sheet, f)) for i, f in enumerate(sheet.fields, 1)]
        for number, (row_id, values) in enumerate(zip(sheet.ids, sheet.rows, strict=True)):
            if number % STEP == 0:
                self._progress.step(done + number, total, f"Writing {sheet.record_type.plural.lower()}")
            out.write_string(number + 1, 0, row_id, self._grey)
            self._row(out, number + 1, row_id, columns, values)
            out.write_string(number + 1, last, self._stamp.export, self._grey)
        self._blank_rows(out, sheet)
        self._choices(out, sheet)
        if self._about.protect:
            out.protect(
                "", dict.fromkeys(("sort", "autofilter", "format_columns", "format_rows", "format_cells"), True)
            )

    def _blank_rows(self, out: "Worksheet", sheet: SheetOut) -> None:
        """Draw empty rows as a form; they hold nothing, so those left empty do not count as rows."""
        for row in range(sheet.count + 1, sheet.count + sheet.blank + 1):
            for column, field in enumerate(sheet.fields, 1):
                if sheet.may_change(field):
                    out.write_blank(row, column, None, self._blank[rule_of(field.kind).format])

    def _format(self, sheet: SheetOut, field: Field) -> "Format":
        return (self._formats if sheet.may_change(field) else self._locked)[rule_of(field.kind).format]

    def _columns(self, out: "Worksheet", sheet: SheetOut) -> None:
        out.set_column(0, 0, 11, self._grey)
        for index, field in enumerate(sheet.fields, 1):
            out.set_column(index, index, field.width / PIXELS_PER_CHARACTER, self._format(sheet, field))
        out.set_column(len(sheet.fields) + 1, len(sheet.fields) + 1, 9, self._grey, {"hidden": True})

    def _row(
        self,
        out: "Worksheet",
        row: int,
        row_id: str,
        columns: Sequence[tuple[int, Field, Callable[[Field, Value], Cell], "Format"]],
        values: Sequence[Value],
    ) -> None:
        for (column, field, convert, format_), value in zip(columns, values, strict=True):
            if value is None:
                continue
            cell = convert(field, value)
            if isinstance(cell, str):
                if cell:
                    legal = cell if _PLAIN.fullmatch(cell) else legal_text(cell, field, row_id)
                    put_text(out, row, column, legal, format_)
            elif isinstance(cell, dt.date):
                out.write_datetime(row, column, cell, format_)  # type: ignore[call-overload]  # it accepts a date too
            else:
                out.write_number(row, column, cell, format_)

    def _choices(self, out: "Worksheet", sheet: SheetOut) -> None:
        """Offer the terms of a vocabulary; they are on a sheet of their own, so that a list can be long."""
        for index, field in enumerate(sheet.fields, 1):
            found = sheet.choices(field)
            if found is None:
                continue
            rows = sheet.count + sheet.blank + SPARE_ROWS
            source = self._list(*found)
            out.data_validation(
                1,
                index,
                min(rows, MOST_ROWS),
                index,
                {"validate": "list", "source": source, "error_type": "warning", "ignore_blank": True},
            )

    def _list(self, name: str, labels: list[str]) -> str:
        if name not in self._lists:
            column = len(self._lists)
            letter = letters(column)
            self._lists[name] = (f"={LISTS}!${letter}$1:${letter}${len(labels)}", labels)
        return self._lists[name][0]

    def _read_me(self, sheets: Sequence[SheetOut]) -> None:
        """Explain in plain words what this workbook is and what can be done with it."""
        out = self._book.add_worksheet(READ_ME)
        out.set_column(0, 0, 100, self._book.add_format({"text_wrap": True, "valign": "top"}))
        out.hide_gridlines(2)
        bold = self._book.add_format({"bold": True, "font_size": 14})
        out.write_string(0, 0, TITLE, bold)
        for row, line in enumerate(lines(sheets, self._stamp, self._about), 1):
            put_text(out, row, 0, line)

    def _list_sheet(self) -> None:
        if not self._lists:
            return
        out = self._book.add_worksheet(LISTS)
        longest = max(len(labels) for _, labels in self._lists.values())
        for row in range(longest):
            for column, (_, labels) in enumerate(self._lists.values()):
                if row < len(labels):
                    put_text(out, row, column, labels[row])
        out.hide()

    def _stamp_sheet(self) -> None:
        out = self._book.add_worksheet(SHEET)
        out.write_string(0, 0, FIRST_CELL)
        out.write_string(1, 0, self._stamp.whole())
        out.very_hidden()
