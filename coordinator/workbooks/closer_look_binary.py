"""A closer look at an xls or xlsb: cells that are errors, number formats, merged cells, which the reader leaves out."""

import itertools
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from coordinator.workbooks.number_formats import BUILT_IN, is_interesting
from coordinator.workbooks.raw import Details
from coordinator.workbooks.zip_parts import ZipParts

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""The code of an error in the binary formats → what the program shows."""


def xls_details(path: Path) -> dict[str, Details]:
    """Return the details of each sheet of an xls."""
    import io

    import xlrd

    book = xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
    codes = {
        index: code
        for index, style in enumerate(book.xf_list)
        if (form := book.format_map.get(style.format_key)) and is_interesting(code := form.format_str)
    }
    found = {}
    for sheet in book.sheets():
        detail = Details()
        detail.merged = [(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells]
        detail.hidden_rows = [row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden]
        for row in range(sheet.nrows):
            for column, kind in enumerate(sheet.row_types(row)):
                if kind == xlrd.XL_CELL_ERROR:
                    detail.errors.append((row + 1, column, ERRORS.get(int(sheet.cell_value(row, column)), "#N/A")))
                elif kind == xlrd.XL_CELL_TEXT and sheet.cell_value(row, column) == "":
                    detail.silent.append((row + 1, column))
                elif codes and kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                    style = sheet.cell_xf_index(row, column)
                    detail.formats += [(row + 1, column, codes[style])] if style in codes else []
        found[sheet.name] = detail
    return found


_ROW, _ERROR_CELL, _NUMBER, _SHORT_NUMBER, _FORMULA_NUMBER, _FORMULA_ERROR = 0, 3, 5, 2, 9, 11
_CELLS = range(1, 12)
_WITHOUT_COLUMN = range(12, 19)
"""Cells right of the one before that leave out their column: some programs write them, and no reader knows them."""
_LEFT_OUT = 11
"""A cell with its column is the kind that is this much lower."""
_MERGED, _SHEET, _FORMAT, _STYLE, _STYLES, _STYLES_END = 176, 156, 44, 47, 617, 618


def with_columns(path: Path, folder: Path) -> Path:
    """Return an xlsb whose cells all say their column: the file itself, or a copy in a folder."""
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name.endswith(".bin")]
        sheets = {name for name in parts if _leaves_out_columns(archive, name)}
        if not sheets:
            return path
        copy = folder / "copy.xlsb"
        with zipfile.ZipFile(copy, "w") as made:
            for name in archive.namelist():
                data = archive.read(name)
                if name in sheets:
                    data = b"".join(_head(kind, len(cell)) + cell for kind, cell in _with_columns(data))
                made.writestr(name, data)
    return copy


def _leaves_out_columns(archive: zipfile.ZipFile, name: str) -> bool:
    """Return whether some of the first cells of a part do."""
    with archive.open(name) as part:
        start = part.read(1 << 16)
    return any(kind in _WITHOUT_COLUMN for kind, _ in itertools.islice(_records(start), 1000))


def _with_columns(part: bytes) -> Iterator[tuple[int, bytes]]:
    column = -1
    for kind, data in _records(part):
        if kind == _ROW:
            column = -1
        elif kind in _CELLS and len(data) >= 4:
            (column,) = struct.unpack_from("<I", data)
        elif kind in _WITHOUT_COLUMN:
            column += 1
            kind, data = kind - _LEFT_OUT, struct.pack("<I", column) + data
        yield kind, data


def _head(kind: int, size: int) -> bytes:
    """Return the beginning of a record."""
    made = bytearray([kind] if kind < 0x80 else [kind & 0x7F | 0x80, kind >> 7])
    while True:
        made.append(size & 0x7F | (0x80 if size > 0x7F else 0))
        size >>= 7
        if not size:
            return bytes(made)


def xlsb_details(path: Path) -> dict[str, Details]:
    """Return the details of each sheet of an xlsb."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        parts = ZipParts(archive)
        codes = _xlsb_styles(parts.read(parts.related("styles")))
        relations = parts.relations(parts.book)
        for kind, data in _records(parts.read(parts.book)):
            if kind == _SHEET:
                link, end = _text(data, 8)
                name, _ = _text(data, end)
                found[name] = _xlsb_sheet(parts.read(relations.get(link, ("", ""))[0]), codes)
    return found


def _xlsb_sheet(part: bytes, codes: dict[int, str]) -> Details:
    found = Details()
    row = 0
    for kind, data in _records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0] + 1
        elif kind in (_ERROR_CELL, _FORMULA_ERROR):
            found.errors.append((row, struct.unpack_from("<I", data)[0], ERRORS.get(data[8], "#N/A")))
        elif kind in (_NUMBER, _SHORT_NUMBER, _FORMULA_NUMBER) and codes:
            column, style = struct.unpack_from("<II", data)
            if (style & 0xFFFFFF) in codes:
                found.formats.append((row, column, codes[style & 0xFFFFFF]))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            found.merged.append((top + 1, left, bottom + 1, right))
    return found


def _xlsb_styles(part: bytes) -> dict[int, str]:
    """Return the cell styles whose number format is interesting: number of the style → format."""
    codes = dict(BUILT_IN)
    found: dict[int, str] = {}
    number = -1
    for kind, data in _records(part):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", data)[0]] = _text(data, 2)[0]
        elif kind in (_STYLES, _STYLES_END):
            number = 0 if kind == _STYLES else -1
        elif kind == _STYLE and number >= 0:
            code = codes.get(struct.unpack_from("<H", data, 2)[0], "")
            if code and is_interesting(code):
                found[number] = code
            number += 1
    return found


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a binary part: kind and content."""
    at, end = 0, len(part)
    while at < end:
        kind, at = part[at], at + 1
        if kind & 0x80 and at < end:
            kind, at = (kind & 0x7F) | (part[at] & 0x7F) << 7, at + 1
        size = shift = 0
        while at < end:
            byte, at = part[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        yield kind, part[at : at + size]
        at += size


def _text(data: bytes, at: int) -> tuple[str, int]:
    """Return a text in a record, and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", "replace"), end
