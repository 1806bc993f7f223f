"""Rows over which a sheet with other columns was pasted: they hold their own values, each in a wrong column."""

from collections.abc import Collection, Iterator, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip.cells import still_holds
from coordinator.round_trip.columns import field_of
from coordinator.round_trip.rows import ReturnedRow

_FEW = 3
"""So many cells of a row with values of its other columns were not typed."""
_PLAIN = 2
"""So many of them are seen at once, without reading them."""
Misplaced = tuple[ReturnedRow, list[tuple[ColumnPlan, ColumnPlan]]]
"""A row, with the columns that hold another one's value, and those others."""


def other_layout(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], pasted: Collection[str] = ()
) -> Iterator[Misplaced]:
    """Yield the rows of which most cells that changed hold what went out in other columns of the row.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
        pasted: headings of columns of which nothing is taken, since they hold another one's values in many rows.
    """
    known = [(c, f) for c in columns if (f := field_of(rt, c)) is not None]
    sources = [(c, f) for c, f in known if f.kind.has_text]
    left = [(c, f) for c, f in known if c.header in pasted]
    for row in rows:
        if row.base is None or not (row.said or row.unread):
            continue
        said = row.said.keys() | row.unread.keys()
        if len(said) + len(left) < _FEW:
            continue
        open_ = [c for c in columns if c.target in said and plain_text(row.cells[c.index])]
        gone = [c for c, f in left if c.target not in said and _is_other(f, c, row)]
        went_out = {v for v in row.base.values() if isinstance(v, str)}
        if sum(plain_text(row.cells[c.index]) in went_out for c in (*open_, *gone)) < _PLAIN:
            continue
        found = list(_misplaced(row, [*open_, *gone], sources))
        if len(found) >= _FEW and 2 * len(found) >= len(open_) + len(gone) and found[0][0].target in said:
            yield row, found


def _is_other(field: Field, column: ColumnPlan, row: ReturnedRow) -> bool:
    """Return whether a cell of which nothing is taken says something, and something else than went out."""
    cell = row.cells[column.index]
    return bool(plain_text(cell)) and not still_holds(field, cell, row.base)


def _misplaced(
    row: ReturnedRow, changed: Sequence[ColumnPlan], sources: Sequence[tuple[ColumnPlan, Field]]
) -> Iterator[tuple[ColumnPlan, ColumnPlan]]:
    """Yield the changed columns of a row that hold another one's value, with that one; each value once."""
    used: set[str] = set()
    for column in changed:
        cell = row.cells[column.index]
        text = plain_text(cell).casefold()
        if text in used:
            continue
        for source, field in sources:
            if source is not column and still_holds(field, cell, row.base):
                used.add(text)
                yield column, source
                break


def act_of(sheet: str, found: Sequence[Misplaced]) -> Act:
    """Return such rows as an act; nothing of them is taken unless somebody says so."""
    numbers = tuple(row.outcome.number for row, _ in found)
    some = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    begins, their = ("Row", "its") if len(found) == 1 else ("Rows", "their")
    column, source = found[0][1][0]
    cells = counted(sum(len(row.said) + len(row.unread) for row, _ in found), "field")
    told = (
        f"{begins} {some}: the cells hold values of {their} other columns, such as that of “{source.header}” in "
        f"“{column.header}”, as if pasted from a sheet with other columns. That would change {cells}."
    )
    shown = [(row.outcome.number, _line(row, cells, 1), _line(row, cells, 0)) for row, cells in found]
    may = (Reply.LEAVE, Reply.TAKE)
    return Act(ActKind.PUSHED, sheet, (), numbers, told, Reply.LEAVE, may, examples(shown), len(found))


def _line(row: ReturnedRow, cells: Sequence[tuple[ColumnPlan, ColumnPlan]], side: int) -> str:
    """Return some values of a row, each after the heading under which it stood (`side` 1), or stands (0)."""
    return " | ".join(f"{pair[side].header}: {plain_text(row.cells[pair[0].index])}" for pair in cells[:_FEW])
