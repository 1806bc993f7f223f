"""Blanks of a column that were filled with the value above: Go to blanks, `=` the cell above, Ctrl+Enter."""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.dragged import is_nobodys
from coordinator.round_trip.masses import Mass, mass_of
from coordinator.round_trip.rows import ReturnedRow, changed_columns
from coordinator.round_trip.slipped import Order

_FEW, _RUNS = 3, 2
"""So many blanks, below so many cells that were filled before."""
_ALL = 0.9
"""Share of the blanks there, and of those that were filled, which hold the value above."""
_SAYS = 10.0
"""Bits of which chance does not give so many: each blank right below a filled cell says how rare its value is."""


def filled_from_above(
    rt: RecordType, columns: Sequence[ColumnPlan], sheet: str, rows: Sequence[ReturnedRow], orders: Sequence[Order]
) -> Iterator[Mass]:
    """Yield the columns whose blanks came back with the value above them, each as one act with its cells.

    What many may share is taken as one edit. No two people have a birth date, a number or notes in common for that.

    Args:
        rt: the record type, with its answers.
        columns: the columns that may be looked at.
        sheet: the sheet's name.
        rows: its rows, read.
        orders: the orders in which they may have stood.
    """
    for column, field, those in changed_columns(rt, columns, rows, _FEW):
        new = [r for r in those if _was_blank(field, r) and r.said.get(field.key) is not None]
        if field.key in ABOUT_CONSENT or len(new) < _FEW:
            continue
        found = max((_filled(field, column, order, those) for order in orders), key=len)
        if found:
            told = f"In “{column.header}”, {counted(len(found), 'blank')} came back with the value of the cell above."
            left = is_nobodys(rt, field, found)
            answer = Reply.LEAVE if left else Reply.TAKE
            yield mass_of(ActKind.FILLED, field, sheet, column, found, told, answer)


def _was_blank(field: Field, row: ReturnedRow) -> bool:
    return row.base is not None and row.base.get(field.key) is None


def _filled(field: Field, column: ColumnPlan, order: Order, changed: Sequence[ReturnedRow]) -> list[ReturnedRow]:
    """Return the rows whose blank cell came back with the value above it; none if that may be chance.

    A program may show both cells otherwise than what went out in the one above: 12 for 012.
    """
    key = field.key
    rows = [r for r in order.rows if r is not None and not r.left_out]
    values: list[Hashable] = [field.kind.fold(r.said.get(key, (r.base or {}).get(key))) for r in rows]
    blank = [_was_blank(field, r) for r in rows]
    shown = [plain_text(r.cells[column.index]) for r in rows]
    alike = [p > 0 and (values[p] == values[p - 1] or shown[p] == shown[p - 1]) for p in range(len(rows))]
    there = [p for p in range(1, len(rows)) if blank[p] and values[p] is not None and alike[p]]
    below_filled = [p for p in there if not blank[p - 1]]
    if len(there) < _FEW or len(below_filled) < _RUNS:
        return []
    first = below_filled[0]
    there = [p for p in there if p >= first]
    blanks = sum(blank[first : there[-1] + 1])
    filled = sum(blank[p] and values[p] is not None for p in range(len(rows)))
    other = sum(r.said.get(key, key) is None for r in changed)  # emptied, or filled down over what stood there
    other += sum(
        key in rows[p].said and not blank[p] and values[p] == values[p - 1] is not None for p in range(1, len(rows))
    )
    if len(there) < _ALL * max(blanks, filled) or other > (1 - _ALL) * len(there):
        return []
    shares = Counter(v for v, b in zip(values, blank, strict=True) if v is not None and not b)
    says = sum(math.log2(shares.total() / shares[values[p - 1]]) for p in below_filled if shares[values[p - 1]])
    return [rows[p] for p in there] if says >= _SAYS else []
