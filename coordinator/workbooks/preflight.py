"""Preflight: what a workbook's zip directory says before any reader unpacks it."""

import re
import zipfile
import zlib
from pathlib import Path

from coordinator.workbooks.book import Limits, UnreadableFile

HIGHEST_RATIO = 400
"""XML of real sheets shrinks by a factor of 10 to 60; a bomb by a thousand and more."""
SMALL = 20 << 20
"""Below this many unpacked bytes the ratio says nothing: repeated formatting compresses well."""
FARTHEST_CELLS = 40_000_000
"""Rows × columns that a reader would allocate for one sheet; a real sheet of a million rows has fewer."""
_FAR = re.compile(rb'<(?:\w{1,9}:)?c [^<>]{0,40}?r="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w{1,9}:)?row [^<>]{0,200}?r="(\d{1,7})"')
EDGE = 1 << 17


def check(path: Path, limits: Limits) -> None:
    """Reject a workbook that would blow up.

    Raises:
        UnreadableFile: it is a bomb, declares entities, or has a cell at the end of the world.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(path, archive.infolist(), limits)
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    _check_part(path, archive, entry)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        zlib.error,
    ) as error:
        if isinstance(error, RuntimeError) and "password" in str(error):
            raise UnreadableFile(
                f"{path.name} is locked with a password. Save it without one and import that."
            ) from error
        raise UnreadableFile(f"{path.name} is cut short or damaged. Download or save it again.") from error


def _check_sizes(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(e.file_size for e in entries)
    packed = sum(e.compress_size for e in entries) or 1
    if total > limits.unpacked:
        raise UnreadableFile(f"{path.name} would unpack to {total >> 20} MB. Split it into smaller workbooks.")
    swollen = any(e.file_size > SMALL and e.file_size > HIGHEST_RATIO * (e.compress_size or 1) for e in entries)
    if swollen or (total > SMALL and total > HIGHEST_RATIO * packed):
        raise UnreadableFile(f"{path.name} unpacks to far more than it holds. Save it again in a spreadsheet program.")


def _check_part(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with archive.open(entry) as part:
        head = part.read(EDGE).replace(b"\0", b"")  # some write UTF-16
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise UnreadableFile(
                f"{path.name} holds instructions that no list needs, and was not opened. "
                "Save it again in a spreadsheet program, and import that."
            )
        if entry.filename.endswith(".xml") and entry.file_size <= EDGE:
            _check_spread(path, head)


def _check_spread(path: Path, xml: bytes) -> None:
    """A small sheet with a few cells far apart makes a reader allocate everything between them."""
    columns = [_column(c) for c, _ in _FAR.findall(xml)]
    rows = [int(r) for r in _ROW.findall(xml)] + [int(r) for _, r in _FAR.findall(xml)]
    if columns and rows and (max(rows) - min(rows) + 1) * max(columns) > FARTHEST_CELLS:
        raise UnreadableFile(
            f"{path.name} has a cell at the very edge of a sheet (row {max(rows)}). Delete it, save and import again."
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
