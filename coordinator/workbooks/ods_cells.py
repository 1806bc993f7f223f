"""The fallback reader for ods files that the first one rejects, such as those that Gnumeric writes."""

import datetime as dt
import re
import zipfile
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from coordinator.workbooks.book import Cell

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MOST_REPEATED = 10_000
"""More empty rows or cells than this end a sheet: programs repeat the last one to the edge."""
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def read(path: str) -> list[tuple[str, list[list[Cell]]]]:
    """Return the name and the rows of each sheet."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"), forbid_dtd=True)
    return [(table.get(f"{TABLE}name", ""), _rows(table)) for table in root.iter(f"{TABLE}table")]


def _rows(table: Element) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for row in table.iter(f"{TABLE}table-row"):
        cells = _cells(row)
        again = int(row.get(f"{TABLE}number-rows-repeated", "1"))
        if cells or again < MOST_REPEATED:
            rows += [list(cells) for _ in range(again)]
    return rows


def _cells(row: Element) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        value, again = _value(cell), int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        if value != "" or again < MOST_REPEATED:
            cells += [value] * again
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _value(cell: Element) -> Cell:
    kind = cell.get(f"{OFFICE}value-type")
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{OFFICE}value", ""))
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    if kind == "date":
        moment = dt.datetime.fromisoformat(cell.get(f"{OFFICE}date-value", ""))
        return moment if "T" in cell.get(f"{OFFICE}date-value", "") else moment.date()
    if kind == "time" and (match := _DURATION.fullmatch(cell.get(f"{OFFICE}time-value", ""))):
        return dt.time(int(match[1]) % 24, int(match[2]), int(match[3]))
    return "\n".join(_text(p) for p in cell.findall(f"{TEXT}p"))


def _text(element: Element) -> str:
    """Return a paragraph's text; blanks, tabs and line ends are separate elements in it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" " * int(child.get(f"{TEXT}c", "1")))
        elif child.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            parts.append("\t" if child.tag == f"{TEXT}tab" else "\n")
        else:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
