"""A column in which duplicates were removed alone: each value stands once at its top, and below it is empty."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.round_trip.alignment import HOLE
from coordinator.round_trip.masses import MANY
from coordinator.round_trip.rows import ReturnedRow, changed_columns, shown_in
from coordinator.round_trip.slipped import Order, line

_MOST = 0.8
"""Share of what went out that stands at the top, and of that in its order: what was edited before is not."""


def without_repeats(
    rt: RecordType, columns: Sequence[ColumnPlan], sheet: str, rows: Sequence[ReturnedRow], orders: Sequence[Order]
) -> Iterator[tuple[Act, ColumnPlan]]:
    """Yield the columns that shrank to their different values, each as an act; nothing of them is taken.

    Args:
        rt: the record type, with its answers.
        columns: the columns that may be looked at.
        sheet: the sheet's name.
        rows: its rows, read.
        orders: the orders in which they may have stood.
    """
    for column, field, those in changed_columns(rt, columns, rows, MANY):
        if sum(r.said.get(field.key, field) is None for r in those) < MANY:
            continue
        if any(_shrank(*line(field, order)) for order in orders):
            told = (
                f"“{column.header}” holds each of its values once at the top, and nothing below: duplicates were "
                f"removed in this column alone. That would change {counted(len(those), 'row')}."
            )
            may = (Reply.LEAVE, Reply.TAKE)
            shown = examples(shown_in(field, column, those))
            numbers = tuple(r.outcome.number for r in those)
            yield (
                Act(ActKind.NEAR_MOVED, sheet, (column.header,), numbers, told, Reply.LEAVE, may, shown, len(those)),
                column,
            )


def _shrank(out: Sequence[Hashable], back: Sequence[Hashable]) -> bool:
    """Return whether a column came back with the different values of what went out, moved up, and nothing below."""
    cells = [(a, b) for a, b in zip(out, back, strict=True) if HOLE not in (a, b)]
    top = max((place for place, (_, b) in enumerate(cells) if b is not None), default=-1) + 1
    held = [b for _, b in cells[:top]]
    gone = sum(a is not None for a, _ in cells[top:])
    if gone < MANY or len(set(held)) < len(held):
        return False
    first: dict[Hashable, int] = {}
    for place, (a, _) in enumerate(cells):
        first.setdefault(a, place)
    places = [first[b] for b in held if b in first]
    moved = sum(a != b and b in first for a, b in cells[:top])
    if not moved or len(places) < _MOST * max(len(held), len(first.keys() - {None})):
        return False
    return sum(a < b for a, b in pairwise(places)) >= _MOST * (len(places) - 1)
