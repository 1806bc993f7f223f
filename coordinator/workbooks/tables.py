"""Finding the table on a sheet: its header, its rows, and what is not a record."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coordinator.base.errors import UserError
from coordinator.workbooks.book import Cell, CellError, Sheet

LOOK = 60
"""How many rows from the top a header can be."""
FULL_ENOUGH = 0.5
"""A header has headings for at least this share of the columns that the rows below fill."""
_VALUE = re.compile(r"[A-Z]-\d{5,}-[0-9A-Z*]|[^@\s]+@[^@\s]+\.\w+|[\d\s()+.,:/$%-]{4,}|\d+|https?://\S+")
_SUM = re.compile(r"(?i)^(grand |sub)?-?\s?totals?\b|^(count|sum|average)\s*:?$")
_IMPORT_ID = re.compile(r'^\{"ImportId"')


class NoTable(UserError):
    """A sheet without a header; the text says what to do."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record's row.

    Attributes:
        number: its number in the spreadsheet program.
        cells: one for each heading.
    """

    number: int
    cells: Sequence[Cell]


@dataclass(slots=True)
class Table:
    """A table on a sheet.

    Attributes:
        header: a heading for each column; none is empty, none is repeated.
        header_rows: numbers of the first and last header row.
        rows: the rows that hold records.
        skipped: rows that are not records: number, why, text.
        notes: what the user should know.
        places: the place of each column in the file's rows, from 0.
    """

    header: list[str]
    header_rows: tuple[int, int]
    rows: list[TableRow]
    skipped: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


def find_table(sheet: Sheet, header_row: int | None = None) -> Table:
    """Return a sheet's table.

    Args:
        sheet: the sheet.
        header_row: number of the (last) header row, if someone specified it; None: it is found.

    Raises:
        NoTable: nothing on the sheet looks like a header.
    """
    rows = sheet.rows
    if header_row is not None:
        first = last = header_row - sheet.first_row
        if not 0 <= first < len(rows):
            raise NoTable(f"The sheet “{sheet.name}” has no row {header_row}.")
    else:
        first, last = _header(sheet)
    header, columns = _headings(rows[first : last + 1])
    table = Table(header, (first + sheet.first_row, last + sheet.first_row), [])
    table.places = [sheet.first_column + c for c in columns]
    for index in range(first):
        text = _text(rows[index])
        if text:
            table.skipped.append((index + sheet.first_row, "above the header", text))
    _take_rows(sheet, last + 1, columns, table)
    if sheet.hidden:
        table.notes.append(f"The sheet “{sheet.name}” is hidden; its rows are taken all the same.")
    hidden = [r.number for r in table.rows if r.number in sheet.hidden_rows]
    if hidden:
        table.notes.append(f"{len(hidden)} hidden rows of “{sheet.name}” are taken too (row {hidden[0]}).")
    if not table.rows:
        table.notes.append(f"Under the header of “{sheet.name}” there are no rows.")
    return table


def filled(row: Sequence[Cell]) -> list[int]:
    """Return the indexes of the cells that are not empty."""
    return [i for i, c in enumerate(row) if c is not None and c != "" and not (c.__class__ is str and c.isspace())]


def is_heading(cell: Cell) -> bool:
    """Return whether a cell may be a heading: a text that is not a value."""
    return isinstance(cell, str) and not _VALUE.fullmatch(cell.strip()) and len(cell) < 400


def _header(sheet: Sheet) -> tuple[int, int]:
    """Return the indexes of the first and last header row."""
    top = sheet.rows[:LOOK]
    cells_of = [filled(r) for r in top]
    if not any(cells_of):
        raise NoTable(f"The sheet “{sheet.name}” is empty.")
    width = max(len(f) for f in cells_of)
    for index, cells in enumerate(cells_of):
        if not cells or len(cells) < FULL_ENOUGH * width:
            continue
        if all(isinstance(top[index][i], CellError) for i in cells):
            continue
        share = sum(is_heading(top[index][i]) for i in cells) / len(cells)
        if share >= 0.75 and not _looks_like_record(top[index], cells):
            return index, _last_header_row(top, index, width)
    raise NoTable(
        f"The sheet “{sheet.name}” has no header. Write headings such as First name and E-mail above the columns."
    )


def _looks_like_record(row: Sequence[Cell], cells: list[int]) -> bool:
    return any(isinstance(row[i], str) and "@" in str(row[i]) for i in cells)


def _last_header_row(top: Sequence[Sequence[Cell]], index: int, width: int) -> int:
    """A second row belongs to the header if it names what the first leaves empty, or if a form service added it."""
    last = index
    if index + 2 < len(top) and all(_IMPORT_ID.match(str(top[index + 2][i])) for i in filled(top[index + 2])):
        return index + 2 if filled(top[index + 2]) else index
    if index + 1 < len(top):
        second, gaps = (
            top[index + 1],
            [i for i in range(width) if i >= len(top[index]) or not _has(top[index], i)],
        )
        cells = filled(second)
        names_gaps = any(i in gaps for i in cells)
        names = bool(cells) and names_gaps and len(cells) < width and all(is_heading(second[i]) for i in cells)
        if names and index + 2 < len(top) and not set(filled(top[index])) <= set(cells):
            last = index + 1
    return last


def _has(row: Sequence[Cell], index: int) -> bool:
    return index < len(row) and row[index] not in (None, "")


def _headings(rows: Sequence[Sequence[Cell]]) -> tuple[list[str], list[int]]:
    """Return the headings and the columns that they belong to."""
    width = max(len(r) for r in rows)
    if len(rows) == 3:
        rows = [rows[1]]
    raw: list[str] = []
    group = ""
    for column in range(width):
        parts = [_cell_text(r[column]) if column < len(r) else "" for r in rows]
        if len(parts) == 2:
            group = parts[0] or (group if parts[1] else "")
            parts = [group, parts[1]]
        raw.append(": ".join(p for p in parts if p))
    columns = list(range(width))
    while columns and not raw[columns[-1]]:
        columns.pop()
    return _distinct([raw[c] or f"Column {letters(c)}" for c in columns]), columns


def _cell_text(cell: Cell) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _distinct(headings: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    result = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        result.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return result


def letters(column: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _take_rows(sheet: Sheet, start: int, columns: list[int], table: Table) -> None:
    width = len(columns)
    rows = sheet.rows
    end = _end_of_records(rows, start, width)
    blank: list[Cell] = [None] * width
    for index in range(start, len(rows)):
        row = rows[index]
        number = index + sheet.first_row
        if not any(c is not None and c != "" for c in row):
            continue
        cells = filled(row)
        if not cells:
            continue
        why = _no_record(row, cells, index >= end, width)
        if why:
            table.skipped.append((number, why, _text(row)))
        elif len(row) == width:
            table.rows.append(TableRow(number, row))
        else:
            table.rows.append(TableRow(number, (list(row) + blank)[:width]))
            if any(i >= width for i in cells):
                table.notes.append(
                    f"Row {number} has cells beyond the last heading, which are not taken: {_text(row[width:])}. "
                    "Give their column a heading and import the file again."
                )


def _end_of_records(rows: Sequence[Sequence[Cell]], start: int, width: int) -> int:
    """Return the index after the last row that is certainly a record: notes come below it."""
    enough = 2 if width >= 3 else 1
    for index in range(len(rows) - 1, start - 1, -1):
        cells = filled(rows[index])
        if len(cells) >= enough and not _SUM.match(_text(rows[index])):
            return index + 1
    return start


def _no_record(row: Sequence[Cell], cells: list[int], below: bool, width: int) -> str | None:
    first = row[cells[0]]
    if isinstance(first, str) and len(cells) <= max(3, width // 3) and _SUM.match(first.strip()):
        return "a total"
    if below and width >= 3 and "@" not in _text(row):
        return "below the records"
    return None


def _text(row: Sequence[Cell]) -> str:
    shown = [c.isoformat() if isinstance(c, dt.datetime | dt.date) else str(c) for c in row if c not in (None, "")]
    return " | ".join(t.strip() for t in shown if t.strip())[:300]
