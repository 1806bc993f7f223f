"""Writing our workbooks: readable, with row IDs and stamp, formulas never."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from coordinator.errors import UserError
from coordinator.progress import SILENT, Progress
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.workbooks.cells import CELLS
from coordinator.workbooks.stamp import FIRST_CELL, LISTS, NAME, READ_ME, SHEET, Stamp

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""Characters that a cell of xlsx can hold."""
MOST_ROWS = 1_048_575
MANY_ROWS = 100_000
"""Beyond, strings stand in their cells: less memory, but a larger file that others read more slowly."""
PIXELS_PER_CHARACTER = 7.0
STEP = 1_000
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PLAIN = re.compile(r"[ -~]{1,2000}")
YES_NO = ("Yes", "No")
_HOW = (
    "Change any white cell. An emptied cell empties the field. Grey cells are for reading; what is written there is"
    " not taken.",
    "Leave the first column, ID, as it is: it tells which row is whose. The hidden column Export belongs to it.",
    "Sort and filter as you like, with all columns together. Columns may be moved, dropped or renamed; rows may be "
    "deleted: a row that is not there stays as it is in the database.",
    "For somebody new, fill in a row below and leave its ID empty. Do not copy a row with its ID.",
    "Send the file back under any name, as xlsx, ods or csv. What you changed is merged with what changed in the "
    "meantime; where both changed the same, somebody is asked. Nothing is overwritten unseen.",
)


@dataclass(slots=True)
class SheetOut:
    """One sheet on its way out.

    Attributes:
        record_type: what its rows are.
        fields: its columns.
        rows: the values of each row, in the order of `fields`.
        ids: the row IDs.
        count: how many rows there are.
    """

    record_type: RecordType
    fields: Sequence[Field]
    rows: Iterable[Sequence[Value]]
    ids: Iterable[str]
    count: int


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a name to write to; it takes the file's place only when all went well.

    Raises:
        UserError: nothing can be written there.
    """
    part = path.with_name(f".{path.stem}.{uuid4().hex[:8]}{path.suffix}")
    try:
        yield part
        os.replace(part, path)
    except PermissionError as error:
        raise UserError(
            f"{path.name} is open in another program, or nothing may be written in {path.parent}. "
            "Close it there, or choose another name."
        ) from error
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}). Choose another place.") from error
    finally:
        part.unlink(missing_ok=True)


def write_book(
    path: Path, sheets: Sequence[SheetOut], stamp: Stamp, *, about: Sequence[str] = (), progress: Progress = SILENT
) -> None:
    """Write a workbook, a sheet for each kind of record; `about` stands first in its Read me.

    Raises:
        UserError: it cannot be written, or a text is longer than a cell can be.
        Cancelled: the person cancelled; no file is left.
    """
    import xlsxwriter

    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} is not there. Make it first, or choose another.")
    options = {
        "constant_memory": sum(s.count for s in sheets) > MANY_ROWS,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with replacing(path) as part:
        book = xlsxwriter.Workbook(str(part), options)
        try:
            _Writer(book, stamp, progress, about).write(sheets)
        finally:
            book.close()


class _Writer:
    def __init__(
        self, book: "xlsxwriter.Workbook", stamp: Stamp, progress: Progress, about: Sequence[str] = ()
    ) -> None:
        self._book = book
        self._about = about
        self._stamp = stamp
        self._progress = progress
        self._header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7EDEE", "text_wrap": False})
        self._grey = book.add_format({"num_format": "@", "font_color": "#5E6873", "bg_color": "#F4F5F6"})
        self._formats = {f: book.add_format({"num_format": f}) for f in {r.format for r in CELLS.values()}}
        self._locked = {
            f: book.add_format({"num_format": f, "font_color": "#5E6873", "bg_color": "#F4F5F6"}) for f in self._formats
        }
        self._lists: dict[str, tuple[str, list[str]]] = {}

    def write(self, sheets: Sequence[SheetOut]) -> None:
        done, total = 0, sum(s.count for s in sheets)
        for sheet in sheets:
            if sheet.count > MOST_ROWS:
                raise UserError(f"A sheet holds {MOST_ROWS} rows; export fewer {sheet.record_type.plural.lower()}.")
            self._sheet(sheet, done, total)
            done += sheet.count
        self._read_me(sheets)
        self._list_sheet()
        self._stamp_sheet()
        self._book.set_properties(
            {"title": "Export", "comments": "Made with Coordinator. It can be edited and imported again.",
             "keywords": self._stamp.short()}
        )  # fmt: skip
        self._book.set_custom_property(NAME, self._stamp.short())
        self._book.define_name(NAME, f'="{self._stamp.short()}"')

    def _sheet(self, sheet: SheetOut, done: int, total: int) -> None:
        out = self._book.add_worksheet(sheet.record_type.plural)
        last = len(sheet.fields) + 1
        self._columns(out, sheet)
        out.write_row(0, 0, ["ID", *(sheet.record_type.headings[f.key] for f in sheet.fields), "Export"], self._header)
        out.freeze_panes(1, 1)
        out.autofilter(0, 0, sheet.count, last)
        columns = [
            (i, f, CELLS[f.kind.name].convert, self._formats[CELLS[f.kind.name].format])
            for i, f in enumerate(sheet.fields, 1)
        ]
        for number, (row_id, values) in enumerate(zip(sheet.ids, sheet.rows, strict=True)):
            if number % STEP == 0:
                self._progress.step(done + number, total, f"Writing {sheet.record_type.plural.lower()}")
            out.write_string(number + 1, 0, row_id, self._grey)
            self._row(out, number + 1, row_id, columns, values)
            out.write_string(number + 1, last, self._stamp.export, self._grey)
        self._choices(out, sheet)

    def _columns(self, out: "Worksheet", sheet: SheetOut) -> None:
        out.set_column(0, 0, 11, self._grey)
        for index, field in enumerate(sheet.fields, 1):
            formats = self._formats if field.editable and field.stored else self._locked
            out.set_column(index, index, field.width / PIXELS_PER_CHARACTER, formats[CELLS[field.kind.name].format])
        out.set_column(len(sheet.fields) + 1, len(sheet.fields) + 1, 9, self._grey, {"hidden": True})

    def _row(
        self,
        out: "Worksheet",
        row: int,
        row_id: str,
        columns: Sequence[tuple[int, Field, Any, Any]],
        values: Sequence[Value],
    ) -> None:
        for (column, field, convert, format_), value in zip(columns, values, strict=True):
            if value is None:
                continue
            cell = convert(field, value)
            if cell.__class__ is str:
                if cell:
                    legal = cell if _PLAIN.fullmatch(cell) else self._legal(cell, field, row_id)
                    out.write_string(row, column, legal, format_)
            elif isinstance(cell, dt.date):
                out.write_datetime(row, column, cell, format_)  # type: ignore[call-overload]
            else:
                out.write_number(row, column, cell, format_)

    def _legal(self, text: str, field: Field, row_id: str) -> str:
        if len(text) > LONGEST:
            raise UserError(
                f"{field.label} of {row_id} has {len(text)} characters, a cell {LONGEST}. Shorten it, then export."
            )
        return _ILLEGAL.sub("", text)

    def _choices(self, out: "Worksheet", sheet: SheetOut) -> None:
        """Offer the terms of a vocabulary; on a sheet of their own, so that a list can be long."""
        for index, field in enumerate(sheet.fields, 1):
            if not (field.editable and field.stored):
                continue
            name = getattr(field.kind, "vocabulary_name", None) if not field.kind.many else None
            if field.kind.name == "yes_no":
                name, labels = "yes_no", list(YES_NO)
            elif name:
                labels = [field.kind.show(t.code) for t in field.kind.vocabulary.terms]  # type: ignore[attr-defined]
            else:
                continue
            rows = max(sheet.count, 1) + 1000
            source = self._list(name, labels)
            out.data_validation(
                1, index, min(rows, MOST_ROWS), index,
                {"validate": "list", "source": source, "error_type": "warning", "ignore_blank": True},
            )  # fmt: skip

    def _list(self, name: str, labels: list[str]) -> str:
        if name not in self._lists:
            column = len(self._lists)
            letter = chr(65 + column) if column < 26 else f"A{chr(65 + column - 26)}"
            self._lists[name] = (f"={LISTS}!${letter}$1:${letter}${len(labels)}", labels)
        return self._lists[name][0]

    def _read_me(self, sheets: Sequence[SheetOut]) -> None:
        """Say in plain words what this workbook is and what may be done with it."""
        out = self._book.add_worksheet(READ_ME)
        out.set_column(0, 0, 100, self._book.add_format({"text_wrap": True, "valign": "top"}))
        out.hide_gridlines(2)
        bold = self._book.add_format({"bold": True, "font_size": 14})
        what = ", ".join(f"{s.count:,} {s.record_type.plural.lower()}" for s in sheets)
        out.write_string(0, 0, "How to work with this workbook", bold)
        lines = (*self._about, f"It holds {what}. Its export code is {self._stamp.export}.", *_HOW)
        for row, line in enumerate(lines, 1):
            out.write_string(row, 0, line)

    def _list_sheet(self) -> None:
        if not self._lists:
            return
        out = self._book.add_worksheet(LISTS)
        longest = max(len(labels) for _, labels in self._lists.values())
        for row in range(longest):
            for column, (_, labels) in enumerate(self._lists.values()):
                if row < len(labels):
                    out.write_string(row, column, labels[row])
        out.hide()

    def _stamp_sheet(self) -> None:
        out = self._book.add_worksheet(SHEET)
        out.write_string(0, 0, FIRST_CELL)
        out.write_string(1, 0, self._stamp.whole())
        out.very_hidden()
