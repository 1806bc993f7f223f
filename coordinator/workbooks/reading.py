"""Reading any file that contains a table."""

import datetime as dt
import logging
import os
import pickle
import re
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from coordinator.base.naming_some import name_some
from coordinator.base.private_files import copy_file, temporary_folder
from coordinator.base.progress import SILENT, Progress
from coordinator.workbooks import flat_ods, number_formats, preflight, sniff
from coordinator.workbooks.book import LIMITS, Book, Cell, CellError, Limits, Sheet, UnreadableFile
from coordinator.workbooks.header_signs import letters
from coordinator.workbooks.number_formats import EXACT
from coordinator.workbooks.raw import ERRORS_UNKNOWN, Details, RawSheet
from coordinator.workbooks.text_options import AS_FOUND, TextOptions
from coordinator.workbooks.turned_back import turn_back

_log = logging.getLogger(__name__)
PAUSE = 0.01
_NOT_AS_SHOWN = frozenset({float, dt.timedelta})
"""Kinds of cells that a spreadsheet program may show in another way."""
_ONLY_DIGITS = re.compile(r"[\d() -]+")
WORKBOOK_NAMES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ".fods"})


def read_book(
    path: Path | str, *, progress: Progress = SILENT, limits: Limits = LIMITS, text: TextOptions = AS_FOUND
) -> Book:
    """Return the contents of a file.

    Args:
        path: the file.
        progress: receives progress updates.
        limits: what reading may cost.
        text: what someone said about the separator and the encoding of a text file.

    xlsx, xlsb, xls and ods are read in a separate process with limits on memory and time, since
    a small hostile file can break a reader; csv is read in this process.

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
    if format_ == "csv":
        from coordinator.workbooks.csv_files import read_csv

        return _with_its_name(read_csv(path, text))
    if format_ == "vcf":
        from coordinator.workbooks.vcards import read_cards

        return read_cards(path, text)
    if format_ in ("html", "xml"):
        from coordinator.workbooks.marked_up import read_page, read_xml

        return read_page(path, text) if format_ == "html" else read_xml(path)
    if format_ == "desk":
        from coordinator.workbooks.desk_file import read_desk

        return read_desk(path)
    with temporary_folder() as folder:
        readable = flat_ods.packed(path, folder) if format_ == "fods" else path
        format_ = "ods" if format_ == "fods" else format_
        if format_ != "xls":
            preflight.check(readable, limits)
        readable = _readable(readable, format_, folder)
        raw, notes = _in_child(path, readable, format_, progress, limits)
        found = _look_closer(readable, format_, notes)
    for sheet in raw:
        if details := found.get(sheet.name):
            details.merged = details.merged or sheet.details.merged
            sheet.details = details
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


def _with_its_name(book: Book) -> Book:
    """Say so if a text file is called a workbook."""
    if book.path.suffix.lower() in WORKBOOK_NAMES:
        book.notes.insert(0, f"{book.path.name} is a text file, whatever its name says; it was read as one.")
    return book


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


def _in_child(
    path: Path, readable: Path, format_: str, progress: Progress, limits: Limits
) -> tuple[list[RawSheet], list[str]]:
    with temporary_folder() as folder:
        out, errors = folder / "sheets", folder / "errors"
        with errors.open("wb") as stderr:
            process = subprocess.Popen(
                [*_command(), format_, str(readable.resolve()), str(out), str(limits.memory)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                env=_environment(),
            )
            try:
                _wait(process, path, progress, limits)
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
        if process.returncode != 0 or not out.exists():
            _log.error("The reader ended with %d", process.returncode)
            raise _told(path, errors.read_text(encoding="utf-8", errors="replace"))
        with out.open("rb") as file:
            sheets, notes = pickle.load(file)
            for sheet in sheets:
                sheet.rows = _rows(file)
    return sheets, notes


def _rows(file: BinaryIO) -> list[list[object]]:
    """Return the rows of a sheet; a text of the first block stands once in memory, however many rows repeat it."""
    rows: list[list[object]] = []
    known: dict[object, object] = {}
    while block := pickle.load(file):
        known = known or {cell: cell for row in block for cell in row if isinstance(cell, str)}
        rows += [list(map(known.get, row, row)) for row in block]
    return rows


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-child"]
    return [sys.executable, "-m", "coordinator.workbooks.child"]


def _environment() -> dict[str, str]:
    root = str(Path(__file__).resolve().parents[2])
    there = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": root + (os.pathsep + there if there else "")}


def _wait(process: "subprocess.Popen[bytes]", path: Path, progress: Progress, limits: Limits) -> None:
    started = time.monotonic()
    while True:
        try:
            process.wait(PAUSE)
            return
        except subprocess.TimeoutExpired:
            progress.step(0, None, f"Reading {path.name}")
            if time.monotonic() - started > limits.seconds:
                raise UnreadableFile(
                    f"{path.name} takes more than {limits.seconds:.0f} seconds to read. "
                    "Save the list alone as xlsx or csv and import that."
                ) from None


def _told(path: Path, reason: str) -> UnreadableFile:
    if "MemoryError" in reason or "memory" in reason or "capacity" in reason or not reason:
        return UnreadableFile(
            f"{path.name} needs more memory than a list should. Delete empty rows and columns at its end, "
            "or save the list as csv, and import that."
        )
    if "assword" in reason or "ncrypted" in reason:
        return UnreadableFile(f"{path.name} is locked with a password. Save it without one and import that.")
    return UnreadableFile(
        f"{path.name} is damaged or not what its name says. Open it in a spreadsheet program and save it again as xlsx."
    )


def _readable(path: Path, format_: str, folder: Path) -> Path:
    """Return the file itself, or a copy in a folder that the readers understand."""
    from coordinator.workbooks import closer_look_binary, wide_parts

    try:
        if path.suffix.lower() in WORKBOOK_NAMES - {f".{format_}", ".xlsm" if format_ == "xlsx" else ""}:
            path = copy_file(path, folder / f"list.{format_}")  # the readers believe a file's name
        if format_ in ("xlsx", "ods"):
            return wide_parts.in_utf8(path, folder)
        return closer_look_binary.with_columns(path, folder) if format_ == "xlsb" else path
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, struct.error):
        return path


def _look_closer(path: Path, format_: str, notes: list[str]) -> dict[str, Details]:
    """Find what the reader does not report, by scanning the file itself; an xls was looked at in the child."""
    from coordinator.workbooks import closer_look, closer_look_binary

    try:
        if format_ == "xlsx":
            return closer_look.details(path)
        if format_ == "ods":
            return closer_look.ods_details(path)
        return closer_look_binary.xlsb_details(path) if format_ == "xlsb" else {}
    except (zipfile.BadZipFile, zlib.error, LookupError, ValueError, OSError, struct.error, SyntaxError):
        notes.append(ERRORS_UNKNOWN)
        return {}


def _take_stamp(book: Book) -> None:
    from coordinator.workbooks import stamp, stamp_search

    book.stamp = stamp_search.find(book)
    if book.stamp is not None or any(s.name == stamp.SHEET for s in book.sheets):
        book.sheets = [s for s in book.sheets if not stamp.is_own_sheet(s.name)]
