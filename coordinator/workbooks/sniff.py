"""The type of a file, based on its content instead of its name."""

import zipfile
import zlib
from pathlib import Path

from coordinator.workbooks.book import Limits, UnreadableFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_bytes_of(path: Path, limits: Limits) -> bytes:
    """Return a file's first bytes, after checking its size.

    Raises:
        UnreadableFile: it is missing, a folder, empty, too big, or held by another program.
    """
    try:
        if path.is_dir():
            raise UnreadableFile(f"{path.name} is a folder. Choose a workbook or a csv file.")
        size = path.stat().st_size
        if size == 0:
            raise UnreadableFile(f"{path.name} is empty. Export it again.")
        if size > limits.file:
            raise UnreadableFile(f"{path.name} has {size >> 20} MB; up to {limits.file >> 20} MB can be read.")
        with path.open("rb") as file:
            return file.read(8192)
    except FileNotFoundError as error:
        raise UnreadableFile(f"{path} is not there. Check the name.") from error
    except PermissionError as error:
        raise UnreadableFile(
            f"{path.name} is open in another program, or you may not read it. Close it there and try again."
        ) from error
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be read ({error.strerror}).") from error


def format_of(path: Path, limits: Limits) -> str:
    """Return `xlsx`, `xlsb`, `ods`, `xls`, `csv` or `desk`.

    Raises:
        UnreadableFile: it is nothing that holds a table.
    """
    head = read_bytes_of(path, limits)
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(b"SQLite format 3\0"):
        return _database(path, head)
    if head.startswith(_OLE):
        return _ole(path)
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise UnreadableFile(f"{path.name} is no spreadsheet, whatever its name says. Export it as xlsx or csv.")
    if head.startswith(b"{\\rtf"):
        raise UnreadableFile(f"{path.name} is a text document. Copy its table into a spreadsheet and import that.")
    if _looks_marked_up(head):
        raise UnreadableFile(
            f"{path.name} is a web page or xml with another name. Open it in a spreadsheet program and save it as xlsx."
        )
    return "csv"


def _database(path: Path, head: bytes) -> str:
    from coordinator.workbooks.desk_file import is_desk

    if is_desk(head):
        return "desk"
    raise UnreadableFile(f"{path.name} is a database, no text and no list. A campaign file is opened, not imported.")


def _looks_marked_up(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    return start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"<workbook"))


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(f"{path.name} is cut short or damaged. Download or save it again.") from error
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(n.startswith("xl/") for n in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise UnreadableFile(f"{path.name} is a packed folder, no workbook. Unpack it and import what is inside.")


def _ole(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(4 << 20)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile(
            f"{path.name} is locked with a password. Open it in its program, save it without one, and import that."
        )
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise UnreadableFile(f"{path.name} is an Office file, but no workbook. Export the list as xlsx or csv.")
