"""Makes files that no one should have to read: bombs, lies, and the usual damage."""

import zipfile
from collections.abc import Callable
from pathlib import Path

TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>"""
RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
BOOK = """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"""
BOOK_RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
SHEET = """<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{before}<sheetData>{rows}</sheetData></worksheet>"""


def text(cell: str, value: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{value}</t></is></c>'


HEAD = f'<row r="1">{text("A1", "First name")}{text("B1", "Email")}</row>'
ANA = f'<row r="2">{text("A2", "Ana")}{text("B2", "ana@example.org")}</row>'


def book(path: Path, rows: str, before: str = "", doctype: str = "") -> Path:
    """Write a workbook from raw xml."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", BOOK_RELS)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(rows=rows, before=before, doctype=doctype))
    return path


def far_cell(path: Path) -> Path:
    return book(path, HEAD + ANA + f'<row r="1048576">{text("XFD1048576", "x")}</row>')


def zip_bomb(path: Path) -> Path:
    return book(path, HEAD + "<row>" + " " * (200 << 20) + "</row>")


def entity_bomb(path: Path) -> Path:
    return book(path, HEAD, doctype='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>')


def truncated(path: Path) -> Path:
    whole = book(path, HEAD + ANA).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def encrypted(path: Path) -> Path:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(4000)
    )
    return path


def tiny_xls(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "Workbook".encode("utf-16-le") + b"\xff" * 500)
    return path


def writes(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "far.xlsx": (far_cell, "edge of a sheet"),
    "bomb.xlsx": (zip_bomb, "unpacks to far more"),
    "entities.xlsx": (entity_bomb, "instructions"),
    "truncated.xlsx": (truncated, "cut short"),
    "encrypted.xlsx": (encrypted, "password"),
    "tiny.xls": (tiny_xls, "tiny.xls"),
    "empty.xlsx": (writes(b""), "empty"),
    "empty.csv": (writes(b""), "empty"),
    "page.xls": (writes(b"<html><table><tr><td>First name</td></tr></table></html>"), "web page"),
    "picture.xlsx": (writes(b"\x89PNG\r\n\x1a\n" + bytes(100)), "no spreadsheet"),
    "paper.csv": (writes(b"%PDF-1.4 ..."), "no spreadsheet"),
    "folder.xlsx": (lambda p: _packed(p), "packed folder"),
    "blank.xlsx": (lambda p: book(p, ""), "empty"),
}
"""File name → what makes it, and a part of the sentence that refuses it."""


def _packed(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "dear")
    return path


def _errors(path: Path) -> Path:
    error = '<c r="B2" t="e"><v>#N/A</v></c>'
    return book(path, HEAD + f'<row r="2">{text("A2", "Ana")}{error}</row>')


def _spill(path: Path) -> Path:
    return book(path, HEAD + ANA + f'<row r="3">{text("A3", "Bob")}<c r="B3" t="e"><v>#SPILL!</v></c></row>')


def _lying(path: Path) -> Path:
    return book(
        path,
        HEAD + ANA + ANA.replace("2", "3").replace("Ana", "Bob").replace("ana@", "bob@"),
        before='<dimension ref="A1:A1"/>',
    )


READ: dict[str, tuple[Callable[[Path], Path], int]] = {
    "errors.xlsx": (_errors, 1),
    "spill.xlsx": (_spill, 2),
    "lying.xlsx": (_lying, 2),
    "only-header.csv": (writes(b"First name,Email\n"), 0),
    "twice.csv": (writes(b"Email,First name,Email\na@example.org,Ana,b@example.org\n"), 1),
    "two-headers.csv": (writes(b"First name,Email\nVorname,E-mail\nAna,ana@example.org\n"), 2),
    "utf16.csv": (writes("First name;Email\nZoë;zoe@example.org\n".encode("utf-16")), 1),
    "sep.csv": (writes(b"sep=;\r\nFirst name;Email\r\nAna;ana@example.org\r\n"), 1),
    "ragged.csv": (writes(b"First name,Email\nAna,ana@example.org,too,many\nBob\n"), 2),
    "controls.csv": (writes(b"First name,Email\nA\x00n\x07a,ana@example.org\n"), 1),
    "long.csv": (writes(b"First name,Email,Notes\nAna,ana@example.org," + b"x" * 40_000 + b"\n"), 1),
    "wrong-name.xlsx": (writes(b"First name,Email\nAna,ana@example.org\n"), 1),
    "formula.csv": (writes(b"First name,Email\n=cmd|' /C calc'!A0,ana@example.org\n"), 1),
    "title.csv": (writes(b"Our list,,\n,,\nFirst name,Email,Phone\nAna,ana@example.org,303-555-0142\nTotal,1,\n"), 1),
}
"""File name → what makes it, and how many rows of people it holds."""
