"""Tables of web pages, and the xml of Excel 2003: many services call such files .xls."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base.paths import name_of
from coordinator.workbooks import encodings, number_formats
from coordinator.workbooks.book import Book, Cell, CellError, Sheet, UnreadableFile, name_errors
from coordinator.workbooks.text_options import TextOptions

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

WIDEST = 500
"""No cell is stretched over more columns or rows than this."""
_HEADING_ROW = frozenset({"td", "th"})
_CHARSET = re.compile(rb"(?i)charset=[\"']?([\w-]+)")
_BREAKS = frozenset({"br", "p", "div", "li"})
_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_page(path: Path, options: TextOptions) -> Book:
    """Return the tables of a web page, each as a sheet.

    Raises:
        UnreadableFile: it has none.
    """
    parser = _Tables()
    data = path.read_bytes()
    declared = _CHARSET.search(data[:4096]) if not encodings.is_utf8(data) else None
    parser.feed(
        encodings.decode(data, options.encoding or encodings.known(declared[1].decode() if declared else "")).text
    )
    parser.close()
    tables = [rows for rows in parser.tables if sum(any(row) for row in rows) > 1]
    if not tables:
        raise UnreadableFile(
            f"{path.name} is a web page without a table. Open it, copy the list into a spreadsheet, and import that."
        )
    names = [Path(name_of(path)).stem] if len(tables) == 1 else [f"Table {n}" for n in range(1, len(tables) + 1)]
    sheets = [Sheet(name, rows) for name, rows in zip(names, tables, strict=True)]
    for sheet in sheets:
        name_errors(sheet.rows)
    return Book(path, "html", sheets, notes=[f"{path.name} is a web page; its tables are read."])


class _Tables(HTMLParser):
    """Collects the tables of a page; a table inside a cell is part of the cell's text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Cell]]] = []
        self._depth = 0
        self._row: list[Cell] | None = None
        self._text: list[str] | None = None
        self._wide = self._high = 1
        self._below: dict[int, tuple[int, str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell, or a line in one."""
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
                self._below = {}
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self._row = []
        elif self._depth == 1 and tag in _HEADING_ROW:
            self._end_cell()
            self._row = [] if self._row is None else self._row
            self._wide, self._high = (_span(dict(attrs).get(name)) for name in ("colspan", "rowspan"))
            self._text = []
        elif tag in _BREAKS and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a table, a row or a cell."""
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif self._depth == 1 and tag in _HEADING_ROW:
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()

    def handle_data(self, data: str) -> None:
        """Add to the cell's text; blanks and line ends between tags do not count."""
        if self._text is not None:
            self._text.append(" ".join(data.split()) if data.strip() else " ")

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        lines = " ".join(self._text).split("\n")
        text = "\n".join(t for line in lines if (t := " ".join(line.split())))
        self._skip_covered(self._row)
        for _ in range(self._wide):
            if self._high > 1:
                self._below[len(self._row)] = (self._high - 1, text)
            self._row.append(text or None)
            text = ""
        self._text = None

    def _skip_covered(self, row: list[Cell]) -> None:
        """Fill the columns that a cell of a row above stretches over."""
        while (left := self._below.get(len(row))) is not None:
            rows, text = left
            if rows > 1:
                self._below[len(row)] = (rows - 1, text)
            else:
                del self._below[len(row)]
            row.append(text or None)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None and self.tables:
            self._skip_covered(self._row)
            self.tables[-1].append(self._row)
        self._row = None


def _span(said: str | None) -> int:
    return min(max(int(said), 1), WIDEST) if said and said.isdecimal() else 1


def read_xml(path: Path) -> Book:
    """Return the sheets of an xml workbook of Excel 2003.

    Raises:
        UnreadableFile: it is damaged.
    """
    from defusedxml import DefusedXmlException, ElementTree

    try:
        sheets = _sheets(ElementTree.parse(path, forbid_dtd=True).getroot())
    except (ElementTree.ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise UnreadableFile(
            f"{path.name} is damaged. Open it in a spreadsheet program and save it as xlsx."
        ) from error
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile(f"{path.name} has no sheet with anything in it.")
    return Book(path, "xml", sheets, notes=[f"{path.name} is a workbook in the xml of Excel 2003."])


def _sheets(root: "Element") -> list[Sheet]:
    codes = {
        style.get(f"{_SHEET}ID", ""): form.get(f"{_SHEET}Format", "")
        for style in root.iter(f"{_SHEET}Style")
        for form in style.iter(f"{_SHEET}NumberFormat")
    }
    return [_sheet(s, codes) for s in root.iter(f"{_SHEET}Worksheet")]


def _sheet(sheet: "Element", codes: Mapping[str, str]) -> Sheet:
    rows: list[list[Cell]] = []
    merged: list[tuple[int, int, int, int]] = []
    for row in sheet.iter(f"{_SHEET}Row"):
        at = int(row.get(f"{_SHEET}Index", len(rows) + 1))
        rows += [[] for _ in range(min(at - len(rows) - 1, WIDEST))]
        cells: list[Cell] = []
        for cell in row.findall(f"{_SHEET}Cell"):
            column = int(cell.get(f"{_SHEET}Index", len(cells) + 1))
            cells += [None] * min(column - len(cells) - 1, WIDEST)
            wide, high = (min(int(cell.get(f"{_SHEET}Merge{way}", "0")), WIDEST) for way in ("Across", "Down"))
            if wide or high:
                merged.append((len(rows) + 1, len(cells), len(rows) + 1 + high, len(cells) + wide))
            data, formula = cell.find(f"{_SHEET}Data"), cell.get(f"{_SHEET}Formula")
            value = CellError(formula) if formula and data is None else _value(data)
            code = codes.get(cell.get(f"{_SHEET}StyleID", ""), "")
            cells.append(number_formats.shown(value, code) if number_formats.is_interesting(code) else value)
            cells += [None] * wide
        rows.append(cells)
    return Sheet(sheet.get(f"{_SHEET}Name", "Sheet"), rows, merged=tuple(merged))


def _value(data: "Element | None") -> Cell:
    import datetime as dt

    if data is None:
        return None
    kind, text = data.get(f"{_SHEET}Type"), "".join(data.itertext())
    if kind == "Error":
        return CellError(text)
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = dt.datetime.fromisoformat(text)
            return moment.date() if moment.time() == dt.time() else moment
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text or None
