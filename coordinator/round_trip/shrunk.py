"""A column that shrank alone: its duplicates were removed, or its empty cells, and below its values it is empty."""

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
_ONCE = ("each of its values once", "duplicates were removed")
_CLOSED = ("all its values", "empty cells were deleted")
_NEAR = 4
"""So near a value stands that comes after one that was added or deleted."""


def shrunk(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    sheet: str,
    rows: Sequence[ReturnedRow],
    orders: Sequence[Order],
    *,
    closed: bool = False,
) -> Iterator[tuple[Act, ColumnPlan]]:
    """Yield the columns that shrank to their different or filled cells, each as an act; nothing of them is taken.

    Args:
        rt: the record type, with its answers.
        columns: the columns that may be looked at.
        sheet: the sheet's name.
        rows: its rows, read.
        orders: the orders in which they may have stood.
        closed: look for empty cells that were deleted, rather than for duplicates that were removed.
    """
    is_so, (held, done) = (_is_closed_up, _CLOSED) if closed else (_is_without_repeats, _ONCE)
    for column, field, those in changed_columns(rt, columns, rows, MANY):
        if sum(r.said.get(field.key, field) is None for r in those) < MANY:
            continue
        if any(is_so(*line(field, order)) for order in orders):
            told = (
                f"“{column.header}” holds {held} at the top, and nothing below: {done} in this column alone. That "
                f"would change {counted(len(those), 'row')}."
            )
            may = (Reply.LEAVE, Reply.TAKE)
            shown = examples(shown_in(field, column, those))
            numbers = tuple(r.outcome.number for r in those)
            yield (
                Act(ActKind.NEAR_MOVED, sheet, (column.header,), numbers, told, Reply.LEAVE, may, shown, len(those)),
                column,
            )


def _is_without_repeats(out: Sequence[Hashable], back: Sequence[Hashable]) -> bool:
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


def _is_closed_up(out: Sequence[Hashable], back: Sequence[Hashable]) -> bool:
    """Return whether a column came back with its filled cells one below the other in their order, and nothing below."""
    cells = [(a, b) for a, b in zip(out, back, strict=True) if HOLE not in (a, b)]
    top = max((place for place, (_, b) in enumerate(cells) if b is not None), default=-1) + 1
    held, filled = ([cell[side] for cell in cells if cell[side] is not None] for side in (1, 0))
    gone = sum(a is not None for a, _ in cells[top:])
    if gone < MANY or top - len(held) > 1 or sum(a != b for a, b in cells[:top]) < MANY:
        return False
    return _follow(filled, held) >= _MOST * max(len(filled), len(held))


def _follow(some: Sequence[Hashable], others: Sequence[Hashable]) -> int:
    """Return how many of some values follow one another among others, but for a few that came, went or changed."""
    at, there, found = 0, 0, 0
    while at < len(some) and there < len(others):
        if some[at] == others[there]:
            at, there, found = at + 1, there + 1, found + 1
            continue
        for ahead in range(1, _NEAR):
            if some[at + ahead : at + ahead + 1] == [others[there]]:
                at += ahead
                break
            if others[there + ahead : there + ahead + 1] == [some[at]]:
                there += ahead
                break
        else:
            at, there = at + 1, there + 1
    return found
