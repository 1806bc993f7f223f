"""Rows of which what they were about was erased: all their names, or every cell from one column on."""

from collections.abc import Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field, Sign
from coordinator.records.kinds import plain_text
from coordinator.round_trip.id_ranges import write_ranges
from coordinator.round_trip.rows import ReturnedRow, shown_in

_FEW, _MANY = 4, 6
"""So many filled cells from one column to the last were erased at once; fewer without a name or address among them."""
_MOVED = 2
"""So many of them in one other row were moved there."""
Cell = tuple[ColumnPlan, Field, ReturnedRow]


def without_names(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> list[Cell]:
    """Return the emptied cells of people's rows that went out with a name, and name nobody any more.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
    """
    if not rt.is_person:
        return []
    open_ = _open(rt, columns)
    names = [f.key for f in rt.fields if f.identity and f.sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME)]
    return [
        (c, f, row)
        for row in rows
        if row.base is not None and not row.left_out and _lost_names(rt, names, row)
        for c, f in open_
        if row.said.get(f.key, f) is None
    ]


def to_the_right(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> list[Cell]:
    """Return the emptied cells of rows in which nothing stands any more from one column to the last.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
    """
    open_ = _open(rt, columns)
    changed = [r for r in rows if r.base is not None and r.said and not r.left_out]
    found: list[Cell] = []
    for row in changed:
        lost = _tail(open_, row) if sum(v is None for v in row.said.values()) >= _FEW else []
        telling = any(f.sign is not None for _, f in lost)
        if len(lost) >= (_FEW if telling else _MANY) and not _stands_elsewhere(lost, row, changed):
            found += [(c, f, row) for c, f in lost]
    return found


def act_of(sheet: str, cells: Sequence[Cell]) -> Act:
    """Return erased cells as an act: none of it is taken unless somebody says so.

    Args:
        sheet: the sheet's name.
        cells: the cells.
    """
    numbers = tuple(dict.fromkeys(row.outcome.number for *_, row in cells))
    headings = list(dict.fromkeys(c.header for c, *_ in sorted(cells, key=lambda cell: cell[0].index)))
    where = named(headings) if len(headings) <= _FEW else f"“{headings[0]}” to “{headings[-1]}”"
    some = write_ranges(numbers).replace(",", ", ")
    begins = f"Row {some}" if len(numbers) == 1 else f"Rows {some}"
    told = f"{begins} came back emptied in {where}: {counted(len(cells), 'cell')}."
    shown = [(shown_in(f, c, [r])[0], c.header) for c, f, r in cells]
    lines = examples([s for s, _ in shown], [h for _, h in shown])
    may = (Reply.LEAVE, Reply.TAKE)
    return Act(ActKind.REPLACED, sheet, (), numbers, told, Reply.LEAVE, may, lines, len(cells))


def _open(rt: RecordType, columns: Sequence[ColumnPlan]) -> list[tuple[ColumnPlan, Field]]:
    return [(c, rt.by_key[c.target]) for c in columns if c.target in rt.by_key]


def _lost_names(rt: RecordType, names: Sequence[str], row: ReturnedRow) -> bool:
    """Return whether all names of a row were emptied, and stand in no other cell of it."""
    lost = [k for k in names if row.said.get(k, k) is None]
    if not lost or any(row.whole().get(k) is not None for k in names):
        return False
    said = [plain_text(rt.field(k).kind.show(v)).casefold() for k, v in row.said.items() if v is not None]
    return not any(plain_text((row.base or {}).get(k)).casefold() in text for k in lost for text in said)


def _tail(columns: Sequence[tuple[ColumnPlan, Field]], row: ReturnedRow) -> list[tuple[ColumnPlan, Field]]:
    """Return the emptied cells after the last one that is filled still."""
    lost: list[tuple[ColumnPlan, Field]] = []
    for column, field in reversed(columns):
        if row.whole().get(field.key) is not None and field.key not in row.unread:
            break
        if field.key in row.unread and plain_text(row.cells[column.index]):
            break
        if row.said.get(field.key, field) is None:
            lost.insert(0, (column, field))
    return lost


def _stands_elsewhere(
    lost: Sequence[tuple[ColumnPlan, Field]], row: ReturnedRow, changed: Sequence[ReturnedRow]
) -> bool:
    """Return whether what was emptied stands in another row since."""
    base = row.base or {}
    return any(
        sum(f.key in r.said and f.kind.same(base.get(f.key), r.said[f.key]) for _, f in lost) >= _MOVED
        for r in changed
        if r is not row
    )
