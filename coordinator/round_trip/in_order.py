"""Columns that stand in order now and did not before: somebody sorted one that was nearly in order already."""

from collections import Counter
from collections.abc import Sequence

from coordinator.importing.columns import ColumnPlan
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.round_trip.rows import ReturnedRow

_FEW = 3
"""Fewer cells may have changed places by hand."""
_FILLED = 6


def put_in_order(field: Field, column: ColumnPlan, rows: Sequence[ReturnedRow]) -> list[ReturnedRow]:
    """Return the rows whose values changed places, where all values of a column are as before and in order only now.

    Args:
        field: the column's field.
        column: the column.
        rows: the sheet's rows, read.
    """
    based = [r for r in rows if r.base is not None]
    if field.kind.many or field.kind.record or not any(field.key in r.said for r in based):
        return []
    before = [_text(field, (r.base or {}).get(field.key)) for r in based]
    after = [_text(field, field.clean(r.cells[column.index]).value) for r in based]
    moved = [row for row, b, a in zip(based, before, after, strict=True) if b != a]
    if len(moved) < _FEW or sum(v != "" for v in after) < _FILLED or Counter(before) != Counter(after):
        return []
    return moved if _in_order(after) and not _in_order(before) else []


def _in_order(values: Sequence[str]) -> bool:
    """Return whether values rise or fall, with blanks below."""
    filled = [v for v in values if v]
    return list(values[: len(filled)]) == filled and filled in (sorted(filled), sorted(filled, reverse=True))


def _text(field: Field, value: Value) -> str:
    shown = field.kind.show(value)
    return f"{value:030.9f}" if isinstance(value, int | float) and not isinstance(value, bool) else shown.casefold()
