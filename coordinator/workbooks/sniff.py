"""The type of a file, based on its content instead of its name."""

import re
import zipfile
import zlib
from pathlib import Path

from coordinator.base import keys
from coordinator.base.open_files import is_open_here
from coordinator.workbooks import other_files
from coordinator.workbooks.book import Limits, UnreadableFile

_OLE_LOOK = 4 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_bytes_of(path: Path, limits: Limits) -> bytes:
    """Return a file's first bytes, after checking its size.

    Raises:
        UnreadableFile: it is missing, a folder, empty, too big, or held by another program.
    """
    if is_open_here(path):
        raise UnreadableFile(f"{path.name} is the file that is open here, not a list. Choose a workbook or a csv file.")
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
    """Return `xlsx`, `xlsb`, `ods`, `fods`, `xls`, `desk`, `vcf`, `html`, `xml` (Excel 2003) or, for any text, `csv`.

    Raises:
        UnreadableFile: it is nothing that holds a table; the text says what it is, and what to do.
    """
    head = read_bytes_of(path, limits)
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(b"SQLite format 3\0"):
        return _database(path, head)
    if path.suffix.lower() in (".desk", ".campaign") and keys.is_protected(head):
        return _protected(path)
    if head.startswith(_OLE):
        return _ole(path)
    if told := other_files.by_first_bytes(head):
        raise UnreadableFile(f"{path.name} {told}")
    if re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*BEGIN:VCARD", head.replace(b"\0", b""), re.IGNORECASE):
        return "vcf"
    marked = _marked_up(path, head)
    if marked is None and path.suffix.lower() in _WORKBOOKS and _is_line(head):
        raise UnreadableFile(f"{path.name} is a short text and no workbook, whatever its name says. Export it again.")
    return marked or "csv"


_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".ods"})


def _is_line(head: bytes) -> bool:
    """Return whether a text is a single line of words: no row stands under it."""
    line = head.replace(b"\0", b"").strip()
    return not re.search(rb"[\r\n]", line) and not line.startswith(b"{")


def _database(path: Path, head: bytes) -> str:
    from coordinator.workbooks.desk_file import is_desk

    if is_desk(head):
        return "desk"
    raise UnreadableFile(f"{path.name} is a database, no text and no list. A campaign file is opened, not imported.")


def _protected(path: Path) -> str:
    from coordinator.workbooks.desk_file import SUFFIX

    if path.suffix.lower() != SUFFIX:
        raise UnreadableFile(f"{path.name} is protected with a passphrase. A campaign file is opened, not imported.")
    if keys.lookup(path)[1] is None:
        raise UnreadableFile(f"{path.name} is protected with a passphrase, which was not given here.")
    return "desk"


def _marked_up(path: Path, head: bytes) -> str | None:
    """Return `html` or `xml` for a text with tags that may hold tables; None for any other text."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"<?xml") and b"<plist" in start[:500]:
        raise UnreadableFile(
            f"{path.name} is a shortcut to a web page, and holds no list. Open it, and download the sheet there as "
            "xlsx or csv."
        )
    if b"<office:document " in start and b"opendocument.spreadsheet" in start:
        return "fods"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<workbook" in start:
        return "xml"
    if re.match(rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style)", start):
        return "html"
    if start.startswith((b"<?xml", b"<!doctype", b"<workbook")):
        raise UnreadableFile(
            f"{path.name} is xml, made for programs. Open it in a spreadsheet program and save it as xlsx."
        )
    return None


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n.replace("\\", "/").lower() for n in archive.namelist()]
            types = _start_of(archive, "[Content_Types].xml")
            mime = _start_of(archive, "mimetype").decode("ascii", "replace")
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise UnreadableFile(f"{path.name} is cut short or damaged. Download or save it again.") from error
    if any(n.endswith("workbook.bin") for n in names):
        return "xlsb"
    if any(n.startswith("xl/") for n in names) or b"spreadsheetml" in types:
        return "xlsx"
    if mime.startswith("application/vnd.sun.xml.calc"):
        raise UnreadableFile(
            f"{path.name} is a sheet of OpenOffice 1. Open it in a spreadsheet program and save it as ods or xlsx."
        )
    if "content.xml" in names and not mime.startswith(_OTHER_DOCUMENTS):
        return "ods"
    raise UnreadableFile(f"{path.name} {other_files.by_parts(path.suffix[1:], archive.namelist(), mime)}")


_OTHER_DOCUMENTS = tuple(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "presentation", "graphics", "chart", "formula")
)


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(1 << 16)


def _ole(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(_OLE_LOOK)
        if len(data) == _OLE_LOOK:  # the directory may be at the end
            file.seek(-min(_OLE_LOOK, path.stat().st_size - _OLE_LOOK), 2)
            data += file.read()
    if told := other_files.by_streams(data):
        raise UnreadableFile(f"{path.name} {told}")
    return "xls"
