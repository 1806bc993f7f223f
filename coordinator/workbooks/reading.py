"""Reading any file that contains a table."""

import logging
import os
import pickle
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path
from typing import cast

from coordinator.base.progress import SILENT, Progress
from coordinator.workbooks import preflight, sniff
from coordinator.workbooks.book import LIMITS, Book, Cell, CellError, Limits, Sheet, UnreadableFile
from coordinator.workbooks.child import Raw, Rows
from coordinator.workbooks.text_options import AS_FOUND, TextOptions

_log = logging.getLogger(__name__)
PAUSE = 0.01
WORKBOOK_NAMES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers"})


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
    if book.stamp is None and book.format != "desk":
        from coordinator.workbooks.wrapped import unwrap

        unwrap(book)
    return book


def _read(path: Path, format_: str, progress: Progress, limits: Limits, text: TextOptions) -> Book:
    if format_ == "csv":
        from coordinator.workbooks.csv_files import read_csv

        return _with_its_name(read_csv(path, text))
    if format_ in ("html", "xml"):
        from coordinator.workbooks.marked_up import read_page, read_xml

        return read_page(path, text) if format_ == "html" else read_xml(path)
    if format_ == "desk":
        from coordinator.workbooks.desk_file import read_desk

        return read_desk(path)
    if format_ != "xls":
        preflight.check(path, limits)
    sheets, notes = _in_child(path, format_, progress, limits)
    book = Book(path, format_, [_sheet(*raw) for raw in sheets], notes=notes)
    if format_ == "xlsx":
        _look_closer(book)
    elif format_ == "ods":
        _find_formulas(book)
    _take_stamp(book)
    return book


def _with_its_name(book: Book) -> Book:
    """Say so if a text file is called a workbook."""
    if book.path.suffix.lower() in WORKBOOK_NAMES:
        book.notes.insert(0, f"{book.path.name} is a text file, whatever its name says; it was read as one.")
    return book


def _sheet(name: str, hidden: bool, rows: Rows, first: int, hidden_rows: list[int]) -> Sheet:
    return Sheet(name, cast("list[list[Cell]]", rows), first, hidden, frozenset(hidden_rows))


def _in_child(path: Path, format_: str, progress: Progress, limits: Limits) -> tuple[Raw, list[str]]:
    with tempfile.TemporaryDirectory(prefix="coordinator-") as folder:
        out = Path(folder) / "sheets"
        errors = Path(folder) / "errors"
        with errors.open("wb") as stderr:
            process = subprocess.Popen(
                [*_command(), format_, str(path.resolve()), str(out), str(limits.memory)],
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
    return sheets, notes


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


def _look_closer(book: Book) -> None:
    """Find error cells and hidden rows, which the reader does not report, by scanning the sheets' XML."""
    from coordinator.workbooks.closer_look import details

    try:
        found = details(book.path, [s.name for s in book.sheets])
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError):
        return
    for sheet in book.sheets:
        detail = found.get(sheet.name)
        if detail is None:
            continue
        sheet.hidden_rows = frozenset(detail.hidden_rows)
        sheet.formulas = detail.formulas
        for row, column, text in detail.errors:
            if row - sheet.first_row < len(sheet.rows) and column < len(sheet.rows[row - sheet.first_row]):
                sheet.rows[row - sheet.first_row][column] = CellError(text)


def _find_formulas(book: Book) -> None:
    from coordinator.workbooks.closer_look import ods_formulas

    found = ods_formulas(book.path)
    for sheet in book.sheets:
        sheet.formulas = found.get(sheet.name, {})


def _take_stamp(book: Book) -> None:
    from coordinator.workbooks import stamp, stamp_search

    book.stamp = stamp_search.find(book)
    if book.stamp is not None or any(s.name == stamp.SHEET for s in book.sheets):
        book.sheets = [s for s in book.sheets if not stamp.is_own_sheet(s.name)]
