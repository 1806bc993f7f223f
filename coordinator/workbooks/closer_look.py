"""A closer look at an xlsx or ods: which cells are errors or formulas, which rows are hidden."""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ERROR = re.compile(
    rb'<c [^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*?t="e"[^>]*?>(?:.{0,2000}?)<v>([^<]{1,20})</v>', re.DOTALL
)
_FORMULA = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*?><f[^>]*?>([^<]{1,8192})</f>')
_HIDDEN = re.compile(rb'<row [^>]*?r="(\d{1,7})"[^>]*?hidden="(?:1|true)"')
_SHEET = re.compile(rb"<sheet\b[^>]*>")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")


@dataclass(slots=True)
class Details:
    """What a sheet's XML tells besides its values.

    Attributes:
        errors: (row number, column from 0, error) for cells that hold an error.
        formulas: (row number, column from 0) → formula, including its `=`.
        hidden_rows: numbers of hidden rows.
    """

    errors: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)


def details(path: Path, names: list[str]) -> dict[str, Details]:
    """Return the details of the named sheets; sheets with nothing special are left out."""
    found: dict[str, Details] = {}
    with zipfile.ZipFile(path) as archive:
        parts = _parts(archive)
        for name, part in zip(names, parts, strict=False):
            xml = archive.read(part)
            if b't="e"' not in xml and b"hidden=" not in xml and b"</f>" not in xml:
                continue
            detail = Details(hidden_rows=[int(n) for n in _HIDDEN.findall(xml)])
            if b't="e"' in xml:
                detail.errors = [
                    (int(row), _column(letters), text.decode("ascii", "replace"))
                    for letters, row, text in _ERROR.findall(xml)
                ]
            if b"</f>" in xml:
                detail.formulas = {
                    (int(row), _column(letters)): "=" + html.unescape(text.decode("utf-8", "replace"))
                    for letters, row, text in _FORMULA.findall(xml)
                }
            found[name] = detail
    return found


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def ods_formulas(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Return the formulas of each sheet of an ods: (row number, column from 0) → formula, including its `=`."""
    from xml.etree import ElementTree

    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    if b"table:formula=" not in content:
        return {}
    root = ElementTree.fromstring(content)
    return {t.get(f"{_TABLE}name", ""): dict(_ods_table(t)) for t in root.iter(f"{_TABLE}table")}


def _ods_table(table: "Element") -> Iterator[tuple[tuple[int, int], str]]:
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row:
            if formula := cell.get(f"{_TABLE}formula"):
                yield (number, column), "=" + formula.partition("=")[2]
            column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        number += int(row.get(f"{_TABLE}number-rows-repeated", "1"))


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """Return the parts that contain the sheets, in workbook order."""
    relations = {}
    for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        relations[_attribute(tag, b"Id")] = _attribute(tag, b"Target")
    parts = []
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        target = relations.get(_attribute(tag, b"r:id"), "")
        parts.append(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    return parts


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    return found.group(1).decode() if found else ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
