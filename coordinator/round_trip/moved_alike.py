"""Columns that moved by the same rows as those beside them, where edits or a few words hide it.

Which rows they were shows in the columns that are known to have moved: a further column moved with them if its cells
say what went out for those rows, rather than for their own.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.round_trip.cells import read_cell
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.slipped import SlippedColumn

_FEW = 2
"""So many columns that slipped alike show which rows moved."""
_MOST_ALIKE = 20
"""If a row's cells may be those of more records, only their order tells whose they are."""
_KNOWN = 0.6
"""Share of the moved rows of which it has to be known whose cells they hold."""
AT_EDGE = "It stands where cells of this column and of others moved, and may be somebody else's; not taken."
Owners = Mapping[int, Sequence[Mapping[str, Value]]]
"""`id` of a row whose cells moved → what went out for the records whose they may be; none if that is not known."""


def owners_of_sorted(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> Owners:
    """Return whose cells stand in the rows of columns that were sorted alone, together or one by one.

    Of many records with the same values, those keep their order that were sorted: the first such row has the first's.

    Args:
        rt: the record type, with its answers.
        columns: the columns that were.
        rows: the sheet's rows.
    """
    fields = [(c.index, f) for c in columns if (f := rt.by_key.get(c.target)) is not None]
    based = [(r, r.base) for r in rows if r.base is not None and not r.left_out]
    out: dict[tuple[Hashable, ...], list[Mapping[str, Value]]] = {}
    for _, base in based:
        out.setdefault(tuple(f.kind.fold(base.get(f.key)) for _, f in fields), []).append(base)
    found: dict[int, Sequence[Mapping[str, Value]]] = {}
    met = Counter[tuple[Hashable, ...]]()
    for row, base in based:
        says = tuple(f.kind.fold(read_cell(f, row.cells[i], base.get(f.key)).value) for i, f in fields)
        owners, place = out.get(says, ()), met[says]
        met[says] += 1
        if says != tuple(f.kind.fold(base.get(f.key)) for _, f in fields):
            found[id(row)] = owners if len(owners) <= _MOST_ALIKE else owners[place : place + 1]
    return found if sum(map(bool, found.values())) >= _KNOWN * len(found) else {}


def owners_of_slipped(slips: Sequence[SlippedColumn]) -> Owners:
    """Return whose cells stand in the rows where several columns slipped alike, and in those right beside them."""
    ways = Counter((id(s.rows), stretch.by) for s in slips for stretch in s.stretches)
    found: dict[int, Sequence[Mapping[str, Value]]] = {}
    for (which, by), columns in ways.items():
        if columns < _FEW:
            continue
        rows = next(s.rows for s in slips if id(s.rows) == which)
        alike = [t for s in slips if id(s.rows) == which for t in s.stretches if t.by == by]
        first, last = min(t.first for t in alike), max(t.last for t in alike)
        for place in range(max(0, first - max(-by, 0)), min(len(rows), last + max(by, 0) + 1)):
            row, home = rows[place], place + by
            owner = rows[home] if first <= place <= last and 0 <= home < len(rows) else None
            if row is not None and row.base is not None:
                found[id(row)] = [owner.base] if owner is not None and owner.base is not None else []
    return found


def at_edges(slip: SlippedColumn, owners: Owners) -> list[ReturnedRow]:
    """Return the rows whose cell of a slipped column changed where the columns beside it moved, but it did not."""
    inside = {id(row) for row, _, _ in slip.moved}
    rows = [r for r in slip.rows if r is not None and id(r) in owners and id(r) not in inside]
    return [r for r in rows if slip.field.key in r.said]


def moved_with(field: Field, column: ColumnPlan, rows: Sequence[ReturnedRow], owners: Owners) -> list[ReturnedRow]:
    """Return the rows whose changed cell of a column moved with others; none if the column stayed.

    Args:
        field: the column's field.
        column: the column.
        rows: the sheet's rows.
        owners: whose cells stand in rows of the columns that moved.
    """
    changed = [r for r in rows if id(r) in owners and (field.key in r.said or field.key in r.unread)]
    if not changed:
        return []
    moved = stayed = 0.0
    for row in rows:
        those = owners.get(id(row))
        if those:
            own = (row.base or {}).get(field.key)
            says, mine = (field.kind.fold(v) for v in (read_cell(field, row.cells[column.index], own).value, own))
            moved += sum(field.kind.fold(base.get(field.key)) == says for base in those) / len(those)
            stayed += says == mine
    return changed if moved > stayed else []
