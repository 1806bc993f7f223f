"""Warnings about a sheet that came back: a column sorted alone, a row pasted over, a duplicate ID."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.round_trip.rows import ReturnedRow

SORTED = 3
"""If at least this many rows hold one another's values, a column counts as sorted alone."""
MOST_COMPARED = 100_000
"""At most this many pairs of values are compared one by one, when a program changed how they are written."""
MOSTLY = 0.8
"""Share of the changed values that must come from other rows: someone sorted, and also edited some cells."""


def sorted_alone(
    columns: Sequence[ColumnPlan], rt: RecordType, rows: Sequence[ReturnedRow]
) -> list[tuple[ColumnPlan, int]]:
    """Return the columns whose values moved to other rows, with the number of such rows.

    A column that was sorted without its neighbors holds the same values as before, next to other
    people. Nothing in a file shows that; only the base does.
    """
    found = []
    changed = [r for r in rows if r.said and r.base is not None]
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is not None and (moved := _moved(field, changed)):
            found.append((column, moved))
    return found


def _moved(field: Field, rows: Sequence[ReturnedRow]) -> int:
    changed = [(r.base.get(field.key), r.said[field.key]) for r in rows if r.base is not None and field.key in r.said]
    if len(changed) < SORTED:
        return 0
    before = Counter(_folded(field, b) for b, _ in changed)
    after = Counter(_folded(field, a) for _, a in changed)
    if before == after:
        return len(changed)
    after = _as_before(field, before, after, {_folded(field, v): v for pair in changed for v in pair})
    if before == after:
        return len(changed)
    shared = (before & after).total()
    return len(changed) if 2 * len(before) > len(changed) and shared >= MOSTLY * len(changed) else 0


def _folded(field: Field, value: Value) -> Hashable:
    return field.kind.fold(value)


def _as_before(
    field: Field, before: Counter[Hashable], after: Counter[Hashable], values: Mapping[Hashable, Value]
) -> Counter[Hashable]:
    """Return the values that came back, with those a program changed on its own counted as the original value."""
    new = [key for key in after if key not in before]
    if len(new) * len(before) > MOST_COMPARED:
        return after
    known = {key: next((b for b in before if field.kind.same(values[b], values[key])), key) for key in new}
    result: Counter[Hashable] = Counter()
    for key, number in after.items():
        result[known.get(key, key)] += number
    return result


def another_person(rt: RecordType, row: ReturnedRow, now: Mapping[str, Value]) -> str | None:
    """Return what is wrong with a row whose identity fields are all someone else's (pasted over or copied), or None."""
    was = row.base or now
    said = row.whole() if row.base is not None else row.said
    telling = [f for f in rt.fields if f.identity and f.stored and f.kind.is_telling]
    both = [f for f in telling if was.get(f.key) and said.get(f.key)]
    if len(both) < 2 or any(f.kind.alike(side.get(f.key), said[f.key]) for f in both for side in (was, now)):
        return None
    return (
        f"The row ID is that of {rt.title(was)}, but everything else names {rt.title(said)}. If this is somebody "
        "new, empty the ID cell; else put the ID back that belongs to the row."
    )


def contradicts(rt: RecordType, row: ReturnedRow, first: ReturnedRow) -> bool:
    """Return whether a row with a repeated ID says something different, and is not from another export."""
    if row.export is not first.export or (row.base is not None and not row.said):
        return False
    return any(not rt.field(k).kind.same(first.whole().get(k), v) for k, v in row.said.items())
