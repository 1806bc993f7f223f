"""The child process that reads workbooks: a hostile file can only break this process.

Called as `python -m coordinator.workbooks.child FORMAT FILE OUT MEMORY`; writes to OUT the sheets without rows and the
notes, then for each sheet its rows in blocks and an empty block.
"""

import contextlib
import datetime as dt
import gc
import pickle
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from coordinator.workbooks.raw import BLOCK, ERRORS_UNKNOWN, Details, RawSheet, Rows

ANOTHER_WAY = "One cell could not be read the usual way. The file was read in another way, and all of it is here."


def limit_memory(extra: int) -> None:
    """Limit this process to `extra` bytes of memory beyond what it has now, if the system supports that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * 4096 if Path("/proc/self/statm").exists() else 0
        resource.setrlimit(resource.RLIMIT_AS, (used + extra, used + extra))


def with_calamine(path: str, format_: str, notes: list[str]) -> list[RawSheet]:
    """Read all sheets with python-calamine; a sheet that it rejects is read with the second reader.

    This reader returns error cells as empty text; a closer look names them.
    """
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_path(path)
    hidden = {m.name for m in book.sheets_metadata if m.visible != SheetVisibleEnum.Visible}
    sheets: list[RawSheet] = []
    failed: list[BaseException] = []
    for name in book.sheet_names:
        try:
            sheet = book.get_sheet_by_name(name)
            rows: Rows = sheet.to_python(skip_empty_area=False)
            merged = [(a[0] + 1, a[1], b[0] + 1, b[1]) for a, b in getattr(sheet, "merged_cell_ranges", None) or ()]
        except BaseException as error:  # calamine's panics are not Exceptions
            if len(book.sheet_names) == 1 or isinstance(error, KeyboardInterrupt | MemoryError):
                raise
            if (again := _second(path, format_, name)) is None:
                failed.append(error)
                notes.append(f"The sheet “{name}” is damaged or no table, and was not read; the others were.")
                continue
            notes.append(ANOTHER_WAY)
            rows, merged = again, []
        sheets.append(RawSheet(name, name in hidden, rows, Details(merged=merged)))
    if not sheets:
        raise failed[0] if failed else ValueError("no sheet was found")
    return sheets


def _second(path: str, format_: str, name: str) -> Rows | None:
    """Return a sheet's rows by the second reader; None if that fails too."""
    if format_ != "xlsx":
        return None
    try:
        return next((s.rows for s in with_openpyxl(path, only=name)), None)
    except Exception:
        return None


def with_openpyxl(path: str, only: str | None = None) -> list[RawSheet]:
    """Read all sheets, or only one, with openpyxl, for files that calamine rejects because of one bad cell."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sheets: list[RawSheet] = []
    for sheet in book.worksheets:
        if only in (None, sheet.title):
            sheet.reset_dimensions()
            rows = [[_plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            sheets.append(RawSheet(sheet.title, sheet.sheet_state != "visible", rows))
    return sheets


def _plain(cell: object) -> object:
    known = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta
    return cell if cell is None or isinstance(cell, known) else str(cell)


def with_elements(path: str) -> list[RawSheet]:
    """Read all sheets of an ods element by element, for files whose format calamine rejects."""
    from coordinator.workbooks import ods_cells

    return [RawSheet(name, False, rows) for name, rows in ods_cells.read(path)]


def _look_closer(path: str, sheets: list[RawSheet], notes: list[str]) -> None:
    """Add what an xls tells besides its values; if that cannot be read, say what may be missing."""
    from coordinator.workbooks.closer_look_binary import xls_details

    try:
        found = xls_details(path)
    except Exception:
        notes.append(ERRORS_UNKNOWN)
        return
    for sheet in sheets:
        sheet.details = found.get(sheet.name, sheet.details)


SECOND: dict[str, Callable[[str], list[RawSheet]]] = {"xlsx": with_openpyxl, "ods": with_elements}
"""Format → the fallback reader."""


def main(arguments: list[str]) -> int:
    """Read one file; return the exit status."""
    format_, path, out, memory = arguments
    limit_memory(int(memory))
    gc.disable()  # short-lived, creates many objects and frees none
    notes: list[str] = []
    try:
        try:
            sheets = with_calamine(path, format_, notes)
        except BaseException as error:  # calamine's panics are not Exceptions
            if format_ not in SECOND or isinstance(error, KeyboardInterrupt | MemoryError):
                raise
            sheets = SECOND[format_](path)
            if not sheets:
                raise
            notes.append(ANOTHER_WAY)
        if format_ == "xls":
            _look_closer(path, sheets, notes)
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
        return 3
    with Path(out).open("wb") as file:
        pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
        pickler.fast = True  # cells do not share objects: memoizing each would take longer than writing it
        pickler.dump(([replace(sheet, rows=()) for sheet in sheets], notes))
        for sheet in sheets:
            for start in range(0, len(sheet.rows), BLOCK):
                pickler.dump(sheet.rows[start : start + BLOCK])
            pickler.dump([])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
