"""The child process that reads workbooks: a hostile file can only break this process.

Called as `python -m coordinator.workbooks.child FORMAT FILE OUT MEMORY`; writes the sheets to OUT.
"""

import contextlib
import datetime as dt
import gc
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

Rows = Sequence[Sequence[object]]
Raw = list[tuple[str, bool, Rows, int, list[int]]]
"""For each sheet: name, hidden, rows, number of the first row, hidden rows."""


def limit_memory(extra: int) -> None:
    """Limit this process to `extra` bytes of memory beyond what it has now, if the system supports that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * 4096 if Path("/proc/self/statm").exists() else 0
        resource.setrlimit(resource.RLIMIT_AS, (used + extra, used + extra))


def with_calamine(path: str) -> Raw:
    """Read all sheets with python-calamine.

    This reader returns error cells as empty text; a second pass with openpyxl names them if a
    sheet has formulas that result in errors.
    """
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_path(path)
    hidden = {m.name for m in book.sheets_metadata if m.visible != SheetVisibleEnum.Visible}
    sheets: Raw = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        sheets.append((name, name in hidden, rows, 1, []))
    return sheets


def with_openpyxl(path: str) -> Raw:
    """Read all sheets with openpyxl, for files that calamine rejects because of one bad cell."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sheets: Raw = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = [[_plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        sheets.append((sheet.title, sheet.sheet_state != "visible", rows, 1, []))
    return sheets


def _plain(cell: object) -> object:
    known = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta
    return cell if cell is None or isinstance(cell, known) else str(cell)


def with_elements(path: str) -> Raw:
    """Read all sheets of an ods element by element, for files whose format calamine rejects."""
    from coordinator.workbooks import ods_cells

    return [(name, False, rows, 1, []) for name, rows in ods_cells.read(path)]


SECOND = {"xlsx": with_openpyxl, "ods": with_elements}
"""Format → the fallback reader."""


def main(arguments: list[str]) -> int:
    """Read one file; return the exit status."""
    format_, path, out, memory = arguments
    limit_memory(int(memory))
    gc.disable()  # short-lived, creates many objects and frees none
    notes: list[str] = []
    try:
        try:
            sheets = with_calamine(path)
        except BaseException as error:  # calamine's panics are not Exceptions
            if format_ not in SECOND or isinstance(error, KeyboardInterrupt | MemoryError):
                raise
            sheets = SECOND[format_](path)
            if not sheets:
                raise
            notes.append(
                "One cell could not be read the usual way. The file was read in another way, and all of it is here."
            )
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
        return 3
    with Path(out).open("wb") as file:
        pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
        pickler.fast = True  # cells do not share objects: memoizing each would take longer than writing it
        pickler.dump((sheets, notes))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
