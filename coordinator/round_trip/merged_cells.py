"""Cells that were merged in a sheet that came back: what the covered ones held is gone, or stands in the upper one."""

from collections.abc import Iterator, Sequence

from coordinator.importing.columns import ColumnPlan
from coordinator.round_trip.rows import ReturnedRow

COVERED = "A merged cell covers this one; the field stays as it is."
RAISED = "Cells were merged here, and what stands in this one went out in row {row}; the field stays as it is."
Range = tuple[int, int, int, int]
"""First row number, first column from 0, last row number, last column."""


def leave_out_covered(
    columns: Sequence[ColumnPlan], merged: Sequence[Range], rows: Sequence[ReturnedRow], file: str
) -> None:
    """Take nothing of the cells that a merged one covers, and not of the upper one what a covered one held.

    Nobody wrote anything there. Programs keep the first cell that is filled, and put it into the upper one.

    Args:
        columns: the sheet's columns.
        merged: its merged cells.
        rows: its rows, read.
        file: the file's name.
    """
    by_number = {row.outcome.number: row for row in rows if row.base is not None} if merged else {}
    by_index = {c.index: c for c in columns}
    for top, left, bottom, right in merged:
        first, column = by_number.get(top), by_index.get(left)
        if first is not None and column is not None and first.said.get(column.target) is not None:
            said = first.said[column.target]
            below = (by_number[n] for n in range(top + 1, bottom + 1) if n in by_number)
            source = next((r for r in below if (r.base or {}).get(column.target) == said), None)
            if source is not None:
                _leave_out(first, column, file, RAISED.format(row=source.outcome.number))
        for number, index in _covered(top, left, bottom, right):
            row, column = by_number.get(number), by_index.get(index)
            if row is None or column is None:
                continue
            if {column.target} & (row.said.keys() | row.added.keys() | row.unread.keys()):
                _leave_out(row, column, file, COVERED)


def _covered(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    """Yield the row numbers and columns of the cells that a merged one covers."""
    cells = ((number, index) for number in range(top, bottom + 1) for index in range(left, right + 1))
    return (cell for cell in cells if cell != (top, left))


def _leave_out(row: ReturnedRow, column: ColumnPlan, file: str, told: str) -> None:
    row.withdraw(column.target, column.header)
    row.tell(file, column.header, row.cells[column.index], told)
