"""Columns that look slipped in a few cells, but changed in many: whether they were sorted with those beside them.

In a column that was sorted alone, some cells will stand a row below their place, or above. One edited cell hides the
sorting from whoever looks for values that changed places, but not the slip. So the two stories are compared over the
whole column: which of them leaves fewer cells that somebody would have edited besides.
"""

from collections.abc import Sequence, Set

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, Reply
from coordinator.round_trip.moved_alike import Owners
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.slipped import SlippedColumn, act_of, changed_places, says

_LITTLE = 0.5
"""A slip that brought about a smaller share of a column's changed cells explains little."""


def is_of_sorted(slip: SlippedColumn, changed: Sequence[ReturnedRow], rows: Sequence[ReturnedRow], o: Owners) -> bool:
    """Return whether a column rather moved with those that were sorted alone than that it slipped.

    Args:
        slip: how it looks slipped.
        changed: the rows whose cell of it does not say what went out.
        rows: the sheet's rows.
        o: whose cells stand in the rows of the columns that were sorted; none for a row of which it is not known.
    """
    field, known = slip.field, {i for i, those in o.items() if those}
    stayed = {id(r) for r in changed if id(r) not in o}
    other = {
        id(r)
        for r in rows
        if id(r) in known and says(field, r) not in [field.kind.fold(b.get(field.key)) for b in o[id(r)]]
    }
    return len(stayed | other) < len({i for i in _edited(slip, changed) if i not in o or i in known})


def explains_little(slip: SlippedColumn, changed: Sequence[ReturnedRow]) -> bool:
    """Return whether most changed cells of a column are not the slip's, and hold what stood in others of them."""
    there = {id(r) for r in changed}
    return len(_edited(slip, changed) & there) > (1 - _LITTLE) * len(there) and changed_places(slip.field, changed)


def act_of_doubted(slip: SlippedColumn, sheet: str, changed: Sequence[ReturnedRow]) -> Act:
    """Return a column of which a slip explains little as an act; nothing of it is taken."""
    act = act_of(slip, sheet)
    rest = len(_edited(slip, changed) & {id(r) for r in changed})
    act.sentence += f" {counted(rest, 'more cell')} of it {'hold' if rest > 1 else 'holds'} values of other rows."
    act.rows = tuple(r.outcome.number for r in changed)
    act.count = len(changed)
    act.answer, act.may = Reply.LEAVE, (Reply.LEAVE, Reply.TAKE)
    return act


def _edited(slip: SlippedColumn, changed: Sequence[ReturnedRow]) -> Set[int]:
    """Return the rows whose cell was edited besides, if the column slipped, by `id`."""
    moved = slip.moved
    inserts = any(s.by < 0 for s in slip.stretches)
    true = {
        id(row)
        for row, owner, is_owners in moved
        if is_owners or (says(slip.field, row) is None and (owner is None or inserts))
    }
    return ({id(row) for row, _, _ in moved} | {id(r) for r in changed}) - true
