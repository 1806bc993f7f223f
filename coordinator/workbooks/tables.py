"""Finding the table on a sheet: its header, its rows, and what is not a record."""

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coordinator.base.folding import fold_heading
from coordinator.base.naming_some import name_some
from coordinator.records.opt_outs import may_say_so, said
from coordinator.workbooks.book import Cell, Sheet
from coordinator.workbooks.header_signs import filled, is_contact, is_hint_row, is_rule, letters
from coordinator.workbooks.headers import NoTable, find_header
from coordinator.workbooks.sections import is_section
from coordinator.workbooks.stamp import EXPORT_HEADING, is_id_heading

__all__ = ["NoTable", "Table", "TableRow", "find_table"]
MOST_BEYOND = 10
"""If more rows than this, or a third of them, have cells beyond the last heading, their columns are taken."""
LOOK = 30
"""So many rows show what records are like."""
_SUM = re.compile(r"(?i)^(grand |sub)?-?\s?totals?\b|^(count|sum|average)\s*:?$")
_REMARK = re.compile(
    r"(?i)(?:sources?|notes?|remarks?|legend|key|footnotes?|nota|fuente)\s*:|"
    r"(?:exported|printed|generated|prepared|updated|last updated|compiled|created|as) (?:by|on|at|of|from)\b"
)
"""How a line begins that says something about the list."""
MOST_OF_A_LINE, MOST_OF_A_REMARK = 2, 3
"""So many cells such lines have."""
_PHONE = re.compile(r"[+(]?\d[\d\s().+/-]{5,}\d")


class TableRow(NamedTuple):
    """One record's row; a tuple, since a list has 45,000 of them.

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
        header_rows: numbers of the first and last header row; without a header, the last is that of the row above the
            first record.
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
        header_row: number of the (last) header row, if someone specified it, 0 for none; None: it is found.

    Raises:
        NoTable: nothing on the sheet looks like a header.
    """
    found = find_header(sheet, header_row)
    table = Table(found.headings, (found.first + sheet.first_row, found.last + sheet.first_row), [])
    table.notes += found.notes
    for index in range(found.first):
        text = _text(sheet.rows[index])
        if text:
            table.skipped.append((index + sheet.first_row, "above the header", text))
    rows = _with_merged_filled(sheet, found.last + 1, table)
    _name_columns_beyond(rows, found.last + 1, table)
    table.places = [sheet.first_column + i for i in range(len(table.header))]
    _Rows(sheet, rows, found.last, table).take()
    table.places = [sheet.first_column + index for index in range(len(table.header))]
    hidden = [r.number for r in table.rows if r.number in sheet.hidden_rows]
    if hidden:
        which = (
            f"A hidden row of “{sheet.name}” is"
            if len(hidden) == 1
            else f"{len(hidden)} hidden rows of “{sheet.name}” are"
        )
        table.notes.append(f"{which} taken too (row {hidden[0]}).")
    if not table.rows:
        table.notes.append(f"Under the header of “{sheet.name}” there are no rows.")
    return table


def _with_merged_filled(sheet: Sheet, start: int, table: Table) -> list[list[Cell]]:
    """Return the rows; a cell that is merged over several records counts for each of them, which is told."""
    rows = sheet.rows
    told = []
    for top, left, bottom, right in sheet.merged:
        first, last = max(top - sheet.first_row, start), min(bottom - sheet.first_row, len(rows) - 1)
        if first >= last or left >= len(rows[first]) or rows[first][left] in (None, ""):
            continue
        covered = range(left, right + 1)
        others = [i for i in range(first + 1, last + 1) if any(c not in covered for c in filled(rows[i]))]
        if others:
            rows = list(rows) if rows is sheet.rows else rows
            for index in others:
                row = rows[index] = list(rows[index]) + [None] * (left + 1 - len(rows[index]))
                row[left] = rows[first][left]
            told.append(f"{letters(left)}{top}:{letters(right)}{bottom}")
    if told:
        table.notes.append(f"Merged cells count for each of their rows: {name_some(told)}.")
    return rows


def _name_columns_beyond(rows: Sequence[Sequence[Cell]], start: int, table: Table) -> None:
    """Name the columns beyond the last heading by their letters if many rows fill them, or one with an opt-out."""
    width = len(table.header)
    outside = [row[width:] for row in rows[start:] if len(row) > width]
    beyond = [cells for row in outside if (cells := filled(row))]
    many = len(beyond) > MOST_BEYOND or (len(beyond) > 1 and len(beyond) * 3 >= len(rows) - start)
    if many or any(isinstance(cell, str) and (may_say_so(cell) or said(cell)) for row in outside for cell in row):
        more = [f"Column {letters(c)}" for c in range(width, width + 1 + max(max(cells) for cells in beyond))]
        table.header += more
        table.notes.append(
            f"Columns without a heading are called {', '.join(more[:3])}{', …' if len(more) > 3 else ''}."
        )


class _Rows:
    """Takes the rows under a header: records, and others with the reason why they are none."""

    def __init__(self, sheet: Sheet, rows: Sequence[Sequence[Cell]], header: int, table: Table) -> None:
        self._sheet, self._rows, self._table = sheet, rows, table
        self._start, self._width = header + 1, len(table.header)
        first = table.header_rows[0] - sheet.first_row
        self._headers = [_folded(table.header), *map(_folded, sheet.rows[first : header + 1])]
        self._first = {next(((i, h) for i, h in enumerate(row) if h), (0, "")) for row in self._headers}
        self._letters = {heading[:1] for _, heading in self._first}
        self._is_ours = is_id_heading(table.header[0]) and EXPORT_HEADING in table.header
        self._across = {top for top, left, bottom, right in sheet.merged if top == bottom and right > left}
        self._end = self._end_of_records()

    def take(self) -> None:
        """Add the rows to the table."""
        width, table = self._width, self._table
        blank: list[Cell] = [None] * width
        enough = max(3, width // 3) + 1
        before = self._start - 1
        for index in range(self._start, len(self._rows)):
            row = self._rows[index]
            number = index + self._sheet.first_row
            cells = filled(row, enough)
            if not cells:
                continue
            why = "the header again" if self._is_again(row, cells) else self._no_record(row, cells, index, before)
            if why:
                table.skipped.append((number, why, _text(row)))
                continue
            before = index
            if len(row) == width:
                table.rows.append(TableRow(number, row))
                continue
            table.rows.append(TableRow(number, (list(row) + blank)[:width]))
            if len(row) > width and filled(row[width:]):
                table.notes.append(
                    f"Row {number} has cells beyond the last heading, which are not taken: {_text(row[width:])}. "
                    "Give their column a heading and import the file again."
                )

    def _end_of_records(self) -> int:
        """Return the index after the last row that is certainly a record: notes come below it."""
        enough = 2 if self._width >= 3 else 1
        apart = self._width >= 3 and self._has_contacts()
        for index in range(len(self._rows) - 1, self._start - 1, -1):
            row = self._rows[index]
            cells = filled(row)
            words = (
                apart and len(cells) == enough and not any(is_contact(row[i]) for i in cells) and self._is_apart(index)
            )
            if len(cells) >= enough and not words and not _SUM.match(_text(row)):
                return index + 1
        return self._start

    def _has_contacts(self) -> bool:
        """Return whether nearly all of the first records have an address or a number."""
        below = self._rows[self._start : self._start + LOOK]
        first = list(itertools.takewhile(lambda row: len(filled(row)) > 1, below))
        return sum(any(is_contact(row[i]) for i in filled(row)) for row in first) * 4 > len(first) * 3

    def _is_apart(self, index: int) -> bool:
        """Return whether a blank row stands above a row, with only short ones between them."""
        for above in range(index - 1, self._start - 1, -1):
            if not filled(self._rows[above]):
                return True
            if len(filled(self._rows[above])) > 2:
                return False
        return False

    def _is_again(self, row: Sequence[Cell], cells: list[int]) -> bool:
        """Return whether a row repeats the header, or a row of it; most differ from it in their first letter."""
        cell = row[cells[0]]
        if cell.__class__ is not str or len(cell) > 400:
            return False
        first = cell[:1]
        if first.isascii() and first.isalnum() and first.lower() not in self._letters:
            return False
        if (cells[0], fold_heading(cell)) not in self._first:
            return False
        return any(_is_header(row, filled(row), header) for header in self._headers)

    def _is_line(self, index: int, cells: list[int]) -> bool:
        """Return whether a row between others only says what follows."""
        return is_section(self._rows, index, self._start, self._width) or self._is_title(index, cells)

    def _is_title(self, index: int, cells: list[int]) -> bool:
        """Return whether a row with one cell stands over the header that comes again."""
        below = self._rows[index + 1] if index + 1 < len(self._rows) else ()
        return len(cells) == 1 and bool(there := filled(below)) and self._is_again(below, there)

    def _no_record(self, row: Sequence[Cell], cells: list[int], index: int, before: int) -> str | None:
        """Return why a row is no record, or None; `cells` are its first filled ones, so many that a record is told."""
        first = row[cells[0]]
        drawn = isinstance(first, str) and first[:3] == first[:1] * 3
        if self._start < index < self._end and len(cells) > max(3, self._width // 3) and not drawn:
            return None  # as nearly all rows
        if index == self._start and is_hint_row(row):
            return "what to write into the columns"
        if drawn and is_rule(row):
            return "a line"
        if isinstance(first, str) and len(cells) <= max(3, self._width // 3) and _SUM.match(first.strip()):
            return "a total"
        if len(cells) == 1 and index + self._sheet.first_row in self._across:
            return "a title across the columns"
        if len(cells) <= MOST_OF_A_LINE and index < self._end and self._is_line(index, cells):
            return "a line between the records"
        if index >= self._end and self._width >= 3 and "@" not in _text(row):
            joined = before == index - 1 and cells[0] > 0
            named = self._is_ours and cells[0] == 1 and isinstance(first, str) and not _REMARK.match(first)
            if joined and named and any(c.isalpha() for c in str(first)):
                return None  # somebody new under the records of our own workbook: a name alone
            taken = joined and isinstance(first, str) and _PHONE.fullmatch(first.strip())
            return None if taken else "below the records"
        if len(cells) <= MOST_OF_A_REMARK and isinstance(first, str) and _REMARK.match(first) and "@" not in _text(row):
            return "a remark"
        return None


def _folded(row: Sequence[Cell]) -> list[str]:
    return [fold_heading(c) if isinstance(c, str) else "" for c in row]


def _is_header(row: Sequence[Cell], cells: list[int], header: Sequence[str]) -> bool:
    """Return whether a row repeats a header, as where a list was printed page by page or pasted together."""
    headings = sum(map(bool, header))
    same = sum(i < len(header) and isinstance(c := row[i], str) and fold_heading(c) == header[i] != "" for i in cells)
    return same == len(cells) and same * 2 >= headings and same > (1 if headings > 1 else 0)


def _text(row: Sequence[Cell]) -> str:
    shown = [c.isoformat() if isinstance(c, dt.datetime | dt.date) else str(c) for c in row if c not in (None, "")]
    return " | ".join(t.strip() for t in shown if t.strip())
