"""Finding the export stamp in a workbook that came back, wherever it survived."""

import zipfile
import zlib
from collections import Counter
from pathlib import Path

from coordinator.workbooks.book import Book
from coordinator.workbooks.live_texts import unmark
from coordinator.workbooks.stamp import (
    EXPORT_HEADING,
    ID_HEADING,
    LOOK,
    MARK,
    SHEET,
    Stamp,
    from_short,
    from_whole,
    is_code,
    is_id_heading,
)


def find(book: Book) -> Stamp | None:
    """Return a workbook's stamp from the places where it survived; None if there is none.

    If they disagree, the workbook was put together from two: the stamp that most rows have in
    their last column is used, and a note says so.
    """
    properties = _in_properties(book.path) if book.format in _PROPERTIES else None
    found = [s for s in (_in_sheet(book), properties, _in_headings(book)) if s]
    if not found:
        return None
    codes = _codes_in_rows(book)
    if len({s.export for s in found}) > 1 or len(codes) > 1:
        book.notes.append("Rows of more than one export stand in this workbook; look at the conflicts closely.")
    usual = codes.most_common(1)[0][0] if codes else ""
    return next((s for s in found if s.export == usual), found[0])


def _in_sheet(book: Book) -> Stamp | None:
    for sheet in book.sheets:
        if sheet.name == SHEET:
            for row in sheet.rows:
                for cell in row:
                    if isinstance(cell, str) and (stamp := from_whole(cell) or from_short(cell)):
                        return stamp
    return None


def _in_headings(book: Book) -> Stamp | None:
    """Read the stamp from the heading of the row IDs: a csv has it there, and keeps it however it is saved.

    The texts of such a sheet went out marked, and lose their marks.
    """
    found = None
    for sheet in book.sheets:
        is_csv = False
        for row in sheet.rows[:LOOK]:
            for index, cell in enumerate(row):
                if isinstance(cell, str) and MARK in cell and is_id_heading(cell):
                    found = found or from_short(cell)
                    row[index] = ID_HEADING
                    is_csv = True
        if is_csv:
            unmark(sheet.rows)
    return found


_PROPERTIES = {
    "xlsx": ("docProps/core.xml", "docProps/custom.xml", "xl/workbook.xml"),
    "ods": ("meta.xml",),
}


_FAR_ENOUGH = 4 << 20
"""So much of a part is looked through."""


def _in_properties(path: Path) -> Stamp | None:
    try:
        with zipfile.ZipFile(path) as archive:
            for part in (p for parts in _PROPERTIES.values() for p in parts):
                if part in archive.namelist():
                    with archive.open(part) as file:
                        stamp = from_short(file.read(_FAR_ENOUGH).decode("utf-8", "replace"))
                    if stamp:
                        return stamp
    except (OSError, zipfile.BadZipFile, zlib.error):
        return None
    return None


def _codes_in_rows(book: Book) -> Counter[str]:
    codes: Counter[str] = Counter()
    for sheet in book.sheets:
        for number, header in enumerate(sheet.rows[:LOOK]):
            if EXPORT_HEADING in header and any(isinstance(h, str) and is_id_heading(h) for h in header):
                at = header.index(EXPORT_HEADING)
                cells = (str(r[at]) for r in sheet.rows[number + 1 :] if at < len(r) and r[at])
                codes.update(cell for cell in cells if is_code(cell))  # rows may be pushed, or the heading moved
                break
    return codes
