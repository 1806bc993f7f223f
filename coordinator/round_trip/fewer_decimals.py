"""Numbers that a program showed with fewer decimals than they have: 0.75 as 1."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from coordinator.base.naming_some import counted
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.round_trip.rows import ReturnedRow

_MOST_DECIMALS = 4
_FEW = 2
"""A single number may have been typed."""
_MOST = 0.5
"""Share of the numbers with more decimals that are rounded, where others were edited besides."""


def keep_decimals(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> list[str]:
    """Keep the numbers that are only shown with fewer decimals, where a text file shows all of a column so.

    Returns:
        What to know about each such column.
    """
    told = []
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is None or not field.kind.is_number or not any(field.key in r.said for r in rows):
            continue
        for decimals in range(_MOST_DECIMALS):
            rounded = _rounded(field, column.index, rows, decimals)
            if rounded:
                told.append(
                    f"“{column.header}” came back with fewer decimals: {counted(len(rounded), 'number')} that went out "
                    "with more stay as they were."
                )
            for row in rounded:
                row.withdraw(field.key, column.header)
    return told


def _rounded(field: Field, index: int, rows: Sequence[ReturnedRow], decimals: int) -> list[ReturnedRow]:
    """Return the rows that say what went out, rounded; none if a number of the column has more decimals still."""
    rounded = []
    edited = 0
    for row in rows:
        was = _number((row.base or {}).get(field.key))
        now = _number(field.clean(row.cells[index]).value)
        if was is None or now is None or (image := _round(was, decimals)) == was:
            continue
        if now == was:
            return []
        if isinstance(row.cells[index], str) and now == image:
            rounded.append(row)
        else:
            edited += 1
    return rounded if len(rounded) >= _FEW and len(rounded) > _MOST * (len(rounded) + edited) else []


def _number(value: Value) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _round(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
