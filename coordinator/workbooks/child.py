"""The child process that reads strangers' files: a hostile one can only break this process.

Called as `python -m coordinator.workbooks.child OUT MEMORY FORMAT FILE MORE`; writes to OUT all but the rows, then for
each sheet its rows in blocks and an empty block. OUT is in a folder of its own, for copies that readers need too. The
key of a protected file comes on standard input.
"""

import contextlib
import datetime as dt
import gc
import json
import pickle
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from coordinator.base import keys
from coordinator.base.errors import UserError
from coordinator.base.private_files import copy_file
from coordinator.workbooks import flat_ods, preflight
from coordinator.workbooks.book import Limits, UnreadableFile
from coordinator.workbooks.raw import (
    BLOCK,
    ERRORS_UNKNOWN,
    MISTAKEN,
    REFUSED,
    WORKBOOK_NAMES,
    Details,
    RawSheet,
    Rows,
)
from coordinator.workbooks.text_options import TextOptions
from coordinator.workbooks.widths import within_width

WORKBOOKS = frozenset({"xlsx", "xlsb", "xls", "ods", "fods"})
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


SECOND: dict[str, Callable[[str], list[RawSheet]]] = {"xlsx": with_openpyxl, "ods": with_elements}
"""Format → the fallback reader."""


def main(arguments: list[str]) -> int:
    """Read one file; return the exit status."""
    out, memory, format_, path, *more = arguments
    limit_memory(int(memory))
    if words := sys.stdin.readline():
        keys.give(keys.from_words(words))
    gc.disable()  # short-lived, creates many objects and frees none
    try:
        if format_ in WORKBOOKS:
            _write_workbook(Path(out), format_, Path(path), Limits(unpacked=int(more[0]), columns=int(more[1])))
        else:
            _write_text(Path(out), format_, Path(path), more[0])
    except UnreadableFile as error:
        return _tell(str(error), REFUSED)
    except UserError as error:
        return _tell(str(error), MISTAKEN)
    except BaseException as error:
        return _tell(f"{type(error).__name__}: {error}"[:500], 3)
    return 0


def _tell(told: str, status: int) -> int:
    sys.stderr.buffer.write(told.encode("utf-8", "replace"))
    return status


def _write_text(out: Path, format_: str, path: Path, said: str) -> None:
    """Read a file that is no workbook; write the book without rows, then the rows of its sheets."""
    from coordinator.workbooks.text_books import read_text

    options, lines, columns = json.loads(said)
    book = read_text(path, format_, TextOptions(**options), Limits(lines=lines, columns=columns))
    bare = replace(book, sheets=[replace(sheet, rows=[]) for sheet in book.sheets])
    _write(out, bare, [sheet.rows for sheet in book.sheets])


def _write_workbook(out: Path, format_: str, path: Path, limits: Limits) -> None:
    """Read a workbook; write its sheets without rows and the notes, then the rows of its sheets."""
    notes: list[str] = []
    readable = flat_ods.packed(path, out.parent) if format_ == "fods" else path
    format_ = "ods" if format_ == "fods" else format_
    if format_ != "xls":
        preflight.check(readable, limits)
    readable = _readable(readable, format_, out.parent)
    details = _look_closer(readable, format_, notes)
    sheets = _sheets(str(readable), format_, notes)
    for sheet in sheets:
        sheet.rows = within_width(path, sheet.name, sheet.rows, limits)
        if found := details.get(sheet.name):
            found.merged = found.merged or sheet.details.merged
            sheet.details = found
    _write(out, ([replace(sheet, rows=()) for sheet in sheets], notes), [sheet.rows for sheet in sheets])


def _sheets(path: str, format_: str, notes: list[str]) -> list[RawSheet]:
    try:
        return with_calamine(path, format_, notes)
    except BaseException as error:  # calamine's panics are not Exceptions
        if format_ not in SECOND or isinstance(error, KeyboardInterrupt | MemoryError):
            raise
        sheets = SECOND[format_](path)
        if not sheets:
            raise
        notes.append(ANOTHER_WAY)
        return sheets


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
    """Find what the reader does not report, by scanning the file itself; if that fails, say what may be missing."""
    from coordinator.workbooks import closer_look, closer_look_binary

    looks: dict[str, Callable[[Path], dict[str, Details]]] = {
        "xlsx": closer_look.details,
        "ods": closer_look.ods_details,
        "xlsb": closer_look_binary.xlsb_details,
        "xls": closer_look_binary.xls_details,
    }
    try:
        return looks[format_](path)
    except Exception:
        notes.append(ERRORS_UNKNOWN)
        return {}


def _write(out: Path, bare: object, sheets: Iterable[Rows]) -> None:
    """Write what was read: everything but the rows, then for each sheet its rows in blocks and an empty block."""
    with out.open("wb") as file:
        pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
        pickler.fast = True  # cells do not share objects: memoizing each would take longer than writing it
        pickler.dump(bare)
        for rows in sheets:
            for start in range(0, len(rows), BLOCK):
                pickler.dump(rows[start : start + BLOCK])
            pickler.dump([])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
