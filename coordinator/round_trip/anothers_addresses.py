"""E-mails and numbers that a row gets and that went out for another row, which has them still: copied, or shared."""

from collections.abc import Sequence

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import ADDRESSES
from coordinator.records.kinds import Value, as_items
from coordinator.round_trip.rows import ReturnedRow


def tell_anothers(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], file: str) -> None:
    """Tell of each address that a row gets and another one has; it is taken, since people do share them.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        rows: its rows, after what was done to the sheet is settled.
        file: the file's name.
    """
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is None or field.sign not in ADDRESSES or not any(r.said.get(field.key) for r in rows):
            continue
        having: dict[object, list[ReturnedRow]] = {}
        for row in rows:
            for address in _each(row.whole().get(field.key)) if row.base is not None else ():
                having.setdefault(address, []).append(row)
        for row in rows:
            had = _each((row.base or {}).get(field.key))
            for address in (a for a in _each(row.said.get(field.key)) if a not in had):
                others = [r for r in having.get(address, ()) if r is not row and field.key not in r.said]
                if others and not row.left_out:
                    whose = rt.title(others[0].base or {})
                    told = f"This went out for {whose}, who has it still. Take it out here if they do not share it."
                    row.tell(file, column.header, row.cells[column.index], told)


def _each(value: Value) -> list[Value]:
    """Return the addresses in a field that has one or many of them."""
    return as_items(value) or ([value] if value else [])
