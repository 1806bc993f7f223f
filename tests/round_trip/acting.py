"""A hurried volunteer at a workbook: what people do to sheets, for tests."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl

from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.records import row_id
from coordinator.records.catalog import record_type
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign


class Sheet:
    """The sheet of one kind of records of a workbook that went out; rows are counted as the program shows them."""

    def __init__(self, campaign: Campaign, folder: Path, kind: str = "candidate", columns: Sequence[str] = ()) -> None:
        self.campaign, self.path = campaign, folder / "out.xlsx"
        export(campaign, self.path, kinds=(kind,), columns={kind: columns} if columns else None, author="Dana")
        self._book = openpyxl.load_workbook(self.path)
        self._sheet = self._book[record_type(kind).plural]
        self.last = self._sheet.max_row
        self.at = {str(c.value): c.column for c in self._sheet[1]}
        self.ids = {}
        while self._sheet.cell(self.last, 1).value is None:
            self.last -= 1
        for row in range(2, self.last + 1):
            parsed = row_id.parse(str(self._sheet.cell(row, 1).value))
            assert isinstance(parsed, row_id.RowId)
            self.ids[row] = parsed.number

    def column(self, heading: str) -> list[object]:
        """Return the cells of a column."""
        return [self._sheet.cell(row, self.at[heading]).value for row in range(2, self.last + 1)]

    def put(self, heading: str, cells: Iterable[object]) -> None:
        """Write the cells of a column, from its first on."""
        for row, cell in enumerate(cells, 2):
            self.set(heading, row, cell)

    def set(self, heading: str, row: int, cell: object) -> None:
        """Write one cell."""
        self._sheet.cell(row, self.at[heading]).value = cell

    def slip(self, heading: str, row: int, by: int = 1) -> None:
        """Delete cells from a row on, or insert some if `by` is below 0, and shift the others."""
        cells = self.column(heading)
        place = row - 2
        if by > 0:
            self.put(heading, [*cells[:place], *cells[place + by :], *[None] * by])
        else:
            self.put(heading, [*cells[:place], *[None] * -by, *cells[place:]])

    def push(self, heading: str, rows: Iterable[int], by: int = 1) -> None:
        """Insert cells into rows at a column, or delete some if `by` is below 0, and shift what follows in the row."""
        for row in rows:
            cells = [self._sheet.cell(row, column).value for column in range(1, max(self.at.values()) + 1)]
            place = self.at[heading] - 1
            cells[place : place + max(-by, 0)] = [None] * max(by, 0)
            for column, cell in enumerate([*cells, *[None] * max(-by, 0)], 1):
                self._sheet.cell(row, column).value = cell

    def sort(self, heading: str) -> None:
        """Sort whole rows."""
        rows = [[c.value for c in line] for line in self._sheet.iter_rows(2, self.last)]
        rows.sort(key=lambda line: str(line[self.at[heading] - 1] or "~"))
        for number, line in enumerate(rows, 2):
            for column, cell in enumerate(line, 1):
                self._sheet.cell(number, column).value = cell

    def sort_part(self, headings: Sequence[str], by: str) -> None:
        """Sort some columns without the others."""
        lines = list(zip(*(self.column(h) for h in headings), strict=True))
        lines.sort(key=lambda line: str(line[headings.index(by)] or "~"))
        for heading, cells in zip(headings, zip(*lines, strict=True), strict=True):
            self.put(heading, cells)

    def swap_headings(self, one: str, other: str) -> None:
        """Let two headings change places."""
        self._sheet.cell(1, self.at[one]).value, self._sheet.cell(1, self.at[other]).value = other, one

    def rename(self, heading: str, other: str) -> None:
        """Write over a heading; the column keeps its name here."""
        self._sheet.cell(1, self.at[heading]).value = other

    def paste_over(self, heading: str, source: str) -> None:
        """Paste one column over another."""
        self.put(heading, self.column(source))

    def fill(self, heading: str, rows: Iterable[int], cell: object) -> None:
        """Fill a value down."""
        for row in rows:
            self.set(heading, row, cell)

    def fill_blanks(self, cell: object, but: Iterable[str] = ()) -> None:
        """Write a word into every blank cell."""
        for heading in self.at.keys() - {"ID", "Export", *but}:
            self.put(heading, [cell if c is None else c for c in self.column(heading)])

    def add_column(self, heading: str, cells: Mapping[int, object]) -> None:
        """Write a column of one's own after the others, by row."""
        self.at[heading] = max(self.at.values()) + 1
        self._sheet.cell(1, self.at[heading]).value = heading
        for row, cell in cells.items():
            self.set(heading, row, cell)

    def insert_column(self, heading: str, at: int, cells: Mapping[int, object]) -> None:
        """Insert a column of one's own before the one with a number, by row; the others keep their names here."""
        self._sheet.insert_cols(at)
        self.at = {name: column + (column >= at) for name, column in self.at.items()}
        self._sheet.cell(1, at).value = heading
        for row, cell in cells.items():
            self._sheet.cell(row, at).value = cell

    def add_row(self, **cells: object) -> int:
        """Write a row without an ID below the others, its headings with _ for a blank; return its number."""
        row = max(self.last, self._sheet.max_row) + 1
        for heading, cell in cells.items():
            self.set(heading.replace("_", " ").replace("E mail", "E-mail"), row, cell)
        return row

    def copy_row(self, row: int) -> int:
        """Copy a whole row, its ID too, below the others; return its number."""
        copy = self.add_row()
        for column in range(1, self._sheet.max_column + 1):
            self._sheet.cell(copy, column).value = self._sheet.cell(row, column).value
        return copy

    def merge(self, heading: str, first: int, last: int) -> None:
        """Merge cells of a column, as Excel does: the first filled one stays, in the upper one."""
        place = self.at[heading]
        rows = range(first, last + 1)
        cells = [cell for row in rows if (cell := self._sheet.cell(row, place).value) is not None]
        for row in rows:
            self._sheet.cell(row, place).value = None
        self._sheet.cell(first, place).value = cells[0] if cells else None
        self._sheet.merge_cells(start_row=first, end_row=last, start_column=place, end_column=place)

    def save(self) -> None:
        """Save the workbook as it is now."""
        self._book.save(self.path)

    def back(self, **options: object) -> ImportPlan:
        """Return what the workbook would do as it is now."""
        self.save()
        return importing.plan(self.campaign, self.path, ImportOptions(**options))


def changed_values(plan: ImportPlan) -> list[tuple[int | None, str, object]]:
    """Return the values that a plan would write: record number, field key, value."""
    return [(row.record_id, f.key, f.after) for row in plan.rows for f in row.fields]
