"""A flat ods (fods): one xml file instead of a packed folder."""

import re
import zipfile
from pathlib import Path

_ROOT = re.compile(rb"(</?office:document)(?=[\s>])")
MIME = "application/vnd.oasis.opendocument.spreadsheet"

_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def packed(path: Path, folder: Path) -> Path:
    """Return the same workbook as an ods, in a folder.

    Args:
        path: the fods.
        folder: where it is written.
    """
    made = folder / "flat.ods"
    content = _ROOT.sub(rb"\1-content", path.read_bytes())
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return made
