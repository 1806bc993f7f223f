"""Rows that seem to be their IDs' own among rows whose IDs moved: where most did, one that stayed did so by chance."""

from collections.abc import Collection, Iterable, Sequence

from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.round_trip.columns import field_of
from coordinator.round_trip.homes import MOST, says_all
from coordinator.round_trip.moved_ids import Stray
from coordinator.round_trip.rows import ReturnedRow

_STAYED, _ALMOST = 5, 0.8
"""So many cells, and such a share, that are their IDs' own show that a column stayed where the others moved."""


def that_stayed(rt: RecordType, columns: Iterable[ColumnPlan], found: Sequence[Stray]) -> set[str]:
    """Return the headings of the columns that stayed beside the IDs: they do not tell whose the other cells are.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        found: rows that are known to be somebody else's than their IDs.
    """
    headings = set()
    for column in columns:
        if (field := field_of(rt, column)) is None:
            continue
        mine = theirs = 0
        for stray in found:
            own, other = ((b or {}).get(field.key) for b in (stray.row.base, stray.base))
            if field.kind.same(own, other):
                continue
            said = says_all(stray.row).get(field.key)
            mine, theirs = mine + field.kind.same(own, said), theirs + field.kind.same(other, said)
        if mine >= _STAYED and mine >= _ALMOST * (mine + theirs):
            headings.add(column.header)
    return headings


def among_moved(rows: Sequence[ReturnedRow], moved: Collection[int], unproved: Collection[int]) -> list[ReturnedRow]:
    """Return the changed rows between those whose IDs moved, where most did: a household's rows look much alike.

    Args:
        rows: the sheet's rows, read.
        moved: numbers of the rows whose IDs were somebody else's.
        unproved: numbers of the rows of which it cannot be told whose they are.
    """
    if not moved:
        return []
    around = sorted({*moved, *unproved})
    inside = [r for r in rows if around[0] <= r.outcome.number <= around[-1]]
    if len(moved) < MOST * len(inside):
        return []
    known = {*moved, *unproved}
    return [r for r in inside if r.said and r.base is not None and not r.left_out and r.outcome.number not in known]


def act_of(rt: RecordType, sheet: str, found: Sequence[ReturnedRow]) -> Act:
    """Return such rows as an act; nothing of them is taken."""
    numbers = tuple(row.outcome.number for row in found)
    some = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    told = (
        f"{'Row' if len(found) == 1 else 'Rows'} {some}: the row IDs all around moved, and not everything in the row "
        "is as it went out with its ID; it may be somebody else's."
    )
    shown = [(row.outcome.number, rt.title(row.base or {}), rt.title(row.whole())) for row in found]
    return Act(ActKind.IDS_MOVED, sheet, (), numbers, told, Reply.LEAVE, (Reply.LEAVE,), examples(shown), len(found))
