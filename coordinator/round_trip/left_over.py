"""Rows without an ID in a sheet where cells moved: what is left over there is no new record."""

from collections.abc import Sequence

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, plain_text
from coordinator.round_trip.homes import Bases, telling_fields
from coordinator.round_trip.rows import ReturnedRow

LEFT_OVER = "Cells of this sheet moved, and this row names nobody who did not go out with it: it is no new record"


def left_over(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], missing: Bases
) -> list[ReturnedRow]:
    """Return the rows without an ID that name nobody, or only somebody who went out with the sheet.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
        missing: records that went out and have no row of their ID, as they went out.
    """
    open_ = [r for r in rows if r.number is None and r.damage is None and not r.left_out and r.said]
    if not open_:
        return []
    telling, _ = telling_fields(rt, columns)
    bases = [*(r.base for r in rows if r.base is not None), *missing.values()]
    out = {(f.key, _folded(f, v)) for f in telling for base in bases if (v := base.get(f.key)) is not None}
    return [r for r in open_ if all((f.key, _folded(f, v)) in out for f in telling if (v := r.said.get(f.key)))]


def _folded(field: Field, value: Value) -> str:
    return plain_text(field.kind.show(value)).casefold()
