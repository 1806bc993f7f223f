"""Rows pushed sideways near their right end: few cells change, but the export's code is not in its place either."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.records.refusals import PERMISSIONS
from coordinator.round_trip.cells import still_holds
from coordinator.round_trip.columns import OURS, field_of
from coordinator.round_trip.rows import ReturnedRow

if TYPE_CHECKING:
    from coordinator.workbooks.book import Cell

_FAR = 3
"""So many cells are inserted into a row, or deleted from it, at most, unless the code says so."""
_SURE = 2
"""So many values that stand beside their place were moved; of one, only another kind of value tells."""
_USUAL = 0.5
"""Share of the rows that hold their code in one column: that is the column of codes."""
_LOOKED_AT = 1_000
"""So many rows tell which column that is."""
_Places = Sequence[tuple[int, Field | None]]


def pushed_ends(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], *, by_code: bool
) -> Iterator[tuple[ReturnedRow, int]]:
    """Yield the rows whose last cells moved sideways, with by how many columns; below 0: to the left.

    The code of the export ends each row. One that stands in another column than its own, or not where it should while
    the cells before it hold what went out beside them, was pushed. So were values beside their place that are of
    another kind than what goes there.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
        by_code: only what the code shows; without it, only what the values show. In a sheet in which columns slipped,
            values come to stand anywhere: they are looked at once what slipped is taken back.
    """
    changed = [r for r in rows if r.base is not None and (r.said or r.unread)]
    codes = _column_of_codes(columns, rows) if changed else None
    begin = next((n for n, c in enumerate(columns) if c.why == OURS and c.index != codes), -1)
    places = [(c.index, field_of(rt, c)) for c in columns[begin + 1 :] if c.why != OURS]
    before = [(index, field) for index, field in places if codes is None or index < codes]
    for row in changed:
        if not by_code:
            by = _beside(rt, before, row)
        else:
            by = _with_code(places, before, codes, row) if codes is not None and not _has_code(codes, row) else 0
        if by:
            yield row, by


def _column_of_codes(columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> int | None:
    based = [r for r in rows if r.base is not None and r.export is not None]
    some = based[:: max(1, len(based) // _LOOKED_AT)]
    ours = (c.index for c in columns if c.why == OURS)
    return next((i for i in ours if sum(_has_code(i, r) for r in some) > _USUAL * len(some)), None)


def _has_code(codes: int, row: ReturnedRow) -> bool:
    return row.export is not None and plain_text(row.cells[codes]) == row.export.code


def _with_code(places: _Places, before: _Places, codes: int, row: ReturnedRow) -> int:
    """Return by how far a row was pushed whose code is not in its place; 0 if other cells do not say so."""
    for index, _ in places:
        if _has_code(index, row):
            return index - codes
    ways = [by for by in range(1, min(_FAR, len(before)) + 1) if _fits(before[-by][1], row, row.cells[codes])]
    if plain_text(row.cells[codes]) and ways:
        return ways[0]
    return next((by for by in ways if _carried(before, row, by) or _left_empty(before, row, by)), 0)


def _left_empty(before: _Places, row: ReturnedRow, by: int) -> bool:
    """Return whether a row's last cells are what so many inserted cells leave."""
    for after, (index, field) in enumerate(reversed(before)):
        place = len(before) - 1 - after
        source = before[place - by][1] if place >= by else None
        empty = not plain_text(row.cells[index])
        if field is not None and _is_changed(field, row) and empty:
            return after < by
        if not _fits(source, row, row.cells[index]):
            return False
    return False


def _beside(rt: RecordType, places: _Places, row: ReturnedRow) -> int:
    """Return by how far values of a row stand beside their place, where that is no edit; 0 if none do."""
    for by in (1, -1):
        moved = [pair for pair in _carried(places, row, by) if _is_changed(pair[0], row)]
        if len(moved) >= _SURE and len({field.key for _, field in moved} & set(rt.names)) < _SURE:
            return by
        for source, field in moved:
            other = not _is_free(source) and type(source.kind.item) is not type(field.kind.item)
            if other or (field.key in PERMISSIONS and row.said.get(field.key) is True):
                return by
    return 0


def _carried(places: _Places, row: ReturnedRow, by: int) -> list[tuple[Field, Field]]:
    """Return the changed cells that hold what went out so many columns before, where it is no more, as both fields."""
    found = []
    for place, (index, field) in enumerate(places):
        at, source = places[place - by] if 0 <= place - by < len(places) else (0, None)
        if (
            field is None
            or source is None
            or not _is_changed(field, row)
            or still_holds(source, row.cells[at], row.base)
        ):
            continue
        swapped = still_holds(field, row.cells[at], row.base)
        if plain_text(row.cells[index]) and not swapped and still_holds(source, row.cells[index], row.base):
            found.append((source, field))
    return found


def _is_free(field: Field) -> bool:
    """Return whether any words may stand in a field."""
    return field.kind.has_text and field.kind.vocabulary is None and not field.kind.item.is_copied


def _is_changed(field: Field, row: ReturnedRow) -> bool:
    return field.key in row.said or field.key in row.unread or field.key in row.seen


def _fits(field: Field | None, row: ReturnedRow, cell: "Cell") -> bool:
    """Return whether a cell says what went out in a field of its row, be it nothing; of no field that is known, any."""
    if field is None or not (field.stored or field.kept_up):
        return True
    return still_holds(field, cell, row.base) or ((row.base or {}).get(field.key) is None and not plain_text(cell))
