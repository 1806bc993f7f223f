"""Reading any file that contains a table."""

import datetime as dt
import json
import pickle
import re
from dataclasses import asdict
from pathlib import Path
from typing import cast

from coordinator.base import keys
from coordinator.base.naming_some import name_some
from coordinator.base.progress import SILENT, Progress
from coordinator.workbooks import limited, number_formats, sniff
from coordinator.workbooks.book import LIMITS, Book, Cell, CellError, Limits, Sheet
from coordinator.workbooks.header_signs import letters
from coordinator.workbooks.number_formats import EXACT
from coordinator.workbooks.raw import Details, RawSheet
from coordinator.workbooks.text_books import TEXTS, read_text
from coordinator.workbooks.text_options import AS_FOUND, TextOptions
from coordinator.workbooks.turned_back import turn_back

_NOT_AS_SHOWN = frozenset({float, dt.timedelta})
"""Kinds of cells that a spreadsheet program may show in another way."""
_ONLY_DIGITS = re.compile(r"[\d() -]+")
SMALL = 32 << 10
"""A csv of so many bytes is read without a process of its own: that takes longer to start than to read it."""


def read_book(
    path: Path | str, *, progress: Progress = SILENT, limits: Limits = LIMITS, text: TextOptions = AS_FOUND
) -> Book:
    """Return the contents of a file.

    Args:
        path: the file.
        progress: receives progress updates.
        limits: what reading may cost.
        text: what someone said about the separator and the encoding of a text file.

    Files are read in a separate process with limits on memory and time, since a small hostile file can break a
    reader; only a small csv is read in this process.

    Raises:
        UnreadableFile: it cannot be read; the text says why and what to do.
        Cancelled: the person cancelled.
    """
    path = Path(path)
    book = _read(path, sniff.format_of(path, limits), progress, limits, text)
    if book.format != "desk":
        turn_back(book)
    if book.stamp is None and book.format != "desk":
        from coordinator.workbooks.wrapped import unwrap

        unwrap(book)
    return book


def _read(path: Path, format_: str, progress: Progress, limits: Limits, text: TextOptions) -> Book:
    if format_ == "csv" and path.stat().st_size <= SMALL:
        return read_text(path, format_, text, limits)
    if format_ in TEXTS:
        return _read_limited(path, format_, progress, limits, text)
    with limited.child(
        path, [format_, str(path.absolute()), str(limits.unpacked), str(limits.columns)], progress, limits
    ) as file:
        raw: list[RawSheet]
        raw, notes = pickle.load(file)
        for sheet in raw:
            sheet.rows = limited.rows_of(file)
    book = Book(path, format_, [_sheet(sheet) for sheet in raw], notes=list(dict.fromkeys(notes)))
    _take_stamp(book)
    by_name = {sheet.name: sheet.details for sheet in raw}
    for read in book.sheets:
        _as_shown(read, by_name[read.name], only_digits=book.stamp is not None)
        if silent := by_name[read.name].silent:
            book.notes.append(_silent(read.name, silent))
        if rows := _struck(read, by_name[read.name].struck):
            book.notes.append(
                f"Struck through on “{read.name}”: {rows}. These rows are taken like the others; leave out those that "
                "no longer count."
            )
    return book


def _read_limited(path: Path, format_: str, progress: Progress, limits: Limits, text: TextOptions) -> Book:
    """Have a text file or a desk file read by a process with limits."""
    told = [format_, str(path.absolute()), json.dumps([asdict(text), limits.lines, limits.columns])]
    key = keys.lookup(path)[1] if format_ == "desk" else None
    with limited.child(path, told, progress, limits, key) as file:
        book = cast("Book", pickle.load(file))
        for sheet in book.sheets:
            sheet.rows = cast("list[list[Cell]]", limited.rows_of(file))
    book.path = path
    return book


def _struck(sheet: Sheet, cells: list[tuple[int, int]]) -> str:
    """Return the rows of a sheet with cells that are struck through, each with its first one; "" if there are none."""
    found: dict[int, str] = {}
    for number, column in cells:
        row = sheet.rows[number - sheet.first_row] if 0 <= number - sheet.first_row < len(sheet.rows) else []
        if column < len(row) and row[column] not in (None, ""):
            found.setdefault(number, str(row[column]))
    named = [f"row {number} ({text[:40]})" for number, text in found.items()]
    return name_some(named, MOST_STRUCK, between="; ")


MOST_STRUCK = 100


def _silent(sheet: str, cells: list[tuple[int, int]]) -> str:
    """Say which cells of a sheet hold a formula that shows nothing."""
    which = name_some(f"{letters(column)}{row}" for row, column in cells)
    return (
        f"Formulas on “{sheet}” show nothing ({which}), and count as empty cells. If they should show something, open "
        "the file in a spreadsheet program, save it as xlsx, and import that."
    )


def _sheet(raw: RawSheet) -> Sheet:
    """Return a sheet; its error cells, which readers leave empty, are errors."""
    rows = cast("list[list[Cell]]", raw.rows)
    details = raw.details
    for row, column, text in details.errors:
        rows += [[] for _ in range(row - len(rows))]
        cells = rows[row - 1]
        cells += [None] * (column + 1 - len(cells))
        cells[column] = CellError(text)
    hidden = frozenset(details.hidden_rows)
    return Sheet(
        raw.name, rows, 1, raw.hidden, hidden, details.formulas, tuple(details.merged), beside=_unsaid(rows, details)
    )


def _unsaid(rows: list[list[Cell]], details: Details) -> list[tuple[int, int, str, str]]:
    """Return what stands beside cells that the cells do not say themselves."""
    return [
        (row, column, what, words)
        for row, column, what, words in details.beside
        if row > len(rows) or words not in [str(cell) for cell in rows[row - 1][column : column + 1]]
    ]


def _as_shown(sheet: Sheet, details: Details, *, only_digits: bool) -> None:
    """Replace numbers by what the spreadsheet program shows for them, where that says more."""
    for row, column, text in details.shown:
        if only_digits and not _ONLY_DIGITS.fullmatch(text):
            continue
        if row <= len(sheet.rows) and column < len(sheet.rows[row - 1]):
            sheet.rows[row - 1][column] = text
    for row, column, code in details.formats:
        if row <= len(sheet.rows) and column < len(sheet.rows[row - 1]):
            cells = sheet.rows[row - 1]
            cells[column] = number_formats.shown(cells[column], code, only_digits=only_digits)
    for cells in sheet.rows:
        for column, cell in enumerate(cells) if not _NOT_AS_SHOWN.isdisjoint(map(type, cells)) else ():
            if isinstance(cell, float) and (cell >= EXACT or cell <= -EXACT):
                cells[column] = number_formats.in_full(cell)
            elif isinstance(cell, dt.timedelta):
                cells[column] = number_formats.duration(cell)


def _take_stamp(book: Book) -> None:
    from coordinator.workbooks import stamp, stamp_search

    book.stamp = stamp_search.find(book)
    if book.stamp is not None or any(s.name == stamp.SHEET for s in book.sheets):
        book.sheets = [s for s in book.sheets if not stamp.is_own_sheet(s.name)]
