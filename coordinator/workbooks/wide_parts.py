"""Workbooks whose XML is in UTF-16: allowed, seldom, and not understood by the readers."""

import re
import zipfile
from pathlib import Path

_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""The first bytes of a part in UTF-16, with a mark or without."""
_DECLARED = re.compile(r"\A\ufeff?<\?xml[^>]*\?>")


def in_utf8(path: Path, folder: Path) -> Path:
    """Return a workbook whose XML is in UTF-8: the file itself, or a copy in a folder."""
    with zipfile.ZipFile(path) as archive:
        wide = {name: code for name in archive.namelist() if (code := _wide(archive, name))}
        if not wide:
            return path
        copy = folder / f"copy{path.suffix}"
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as made:
            for name in archive.namelist():
                data = archive.read(name)
                if name in wide:
                    data = _DECLARED.sub("", data.decode(wide[name], "replace")).lstrip("\ufeff").encode()
                made.writestr(name, data)
    return copy


def _wide(archive: zipfile.ZipFile, name: str) -> str | None:
    """Return the encoding of a part in UTF-16; None for any other part."""
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return None
    with archive.open(name) as part:
        return _WIDE.get(part.read(2))
