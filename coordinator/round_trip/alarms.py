"""Warnings about a sheet that came back: a column sorted alone, a row pasted over, a duplicate ID."""

import itertools
import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.somebody_else import is_somebody_else

SORTED = 3
"""If at least this many rows hold one another's values, a column counts as sorted alone."""
FEW = 12
"""Up to so many rows that exchange their values in pairs were edited by hand."""
MOST_COMPARED = 100_000
"""At most this many pairs of values are compared one by one, when a program changed how they are written."""
MANY, PAIRS = 15, 8
"""So many changed cells with so many different changes hold few new values by chance."""
EXCHANGED, AMONG_MOVES = 10.0, 3.0
"""Bits that the values of a few changed cells have to say for being one another's; fewer where other columns moved."""
SURE = 6.0
"""Bits that a few values have to say which are just one another's: three cells of Yes, No and nothing may be edits."""
_TOGETHER = 0.5
"""In a sorted column, fewer cells than this share stand below one that says something else."""
_TRUE = 0.9
"""Share of the cells of a column that moved which hold one another's values."""
MOSTLY = 0.8
"""Share of the changed values that must come from other rows: someone sorted, and also edited some cells."""


def sorted_alone(
    columns: Sequence[ColumnPlan],
    rt: RecordType,
    rows: Sequence[ReturnedRow],
    *,
    exactly: bool = False,
    moves: bool = False,
    sent: Sequence[int] = (),
) -> list[tuple[ColumnPlan, int]]:
    """Return the columns whose values moved to other rows, with the number of such rows.

    A column that was sorted without its neighbors holds the same values as before, next to other
    people. Nothing in a file shows that; only the base does. With `exactly`, no cell of it was edited besides.
    With `moves`, other columns or rows of the sheet are known to have moved. `sent` are the numbers of the records in
    the order in which they went out: who sorts the rows afterwards leaves only that.
    """
    found = []
    based = [r for r in rows if r.base is not None]
    changed = [r for r in based if r.said]
    by_number = {r.number: r for r in based}
    orders = [based, [by_number[n] for n in sent if n in by_number]]
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is None:
            continue
        if not moves and _is_exchange(field, based):
            continue
        moved = _moved(field, based, exactly, moves, orders)
        if not moved and not exactly and _exchanged(field, based, AMONG_MOVES if moves else EXCHANGED):
            moved = sum(field.key in r.said for r in changed)
        if moved:
            found.append((column, moved))
    return found


def _exchanged(field: Field, rows: Sequence[ReturnedRow], enough: float) -> bool:
    """Return whether the changed cells of a column hold what others of them held, more than edits would by chance.

    A cell deleted with “shift cells” leaves that, once the rows were sorted another way. A change that was made in
    some cells alike counts once.
    """
    changes = Counter((_before(field, r), _folded(field, r.said[field.key])) for r in rows if field.key in r.said)
    pairs = [pair for pair, n in changes.items() for _ in range(n if n < SORTED else 1)]
    left = Counter(b for b, _ in pairs if b is not None)
    after = Counter(a for _, a in pairs if a is not None)
    if (left & after).total() < SORTED:
        return False
    column = Counter(b for r in rows if (b := _before(field, r)) is not None)
    total = column.total()
    chance = sum(column[b] for b in left) / total
    bits = 0.0
    for value in after.elements():
        likely = min(max(chance, 1 / total), 1 - 1 / total)
        if left[value]:
            bits += math.log2(_TRUE / likely)
            left[value] -= 1
            chance -= 0 if left[value] else column[value] / total
        else:
            bits += math.log2((1 - _TRUE) / (1 - likely))
    return bits >= enough


def _before(field: Field, row: ReturnedRow) -> Hashable:
    return _folded(field, (row.base or {}).get(field.key))


def _moved(
    field: Field,
    rows: Sequence[ReturnedRow],
    exactly: bool,
    moves: bool,
    orders: Sequence[Sequence[ReturnedRow]],
) -> int:
    changed = [(r.base.get(field.key), r.said[field.key]) for r in rows if r.base is not None and field.key in r.said]
    if len(changed) < SORTED:
        return 0
    before = Counter(_folded(field, b) for b, _ in changed)
    after = Counter(_folded(field, a) for _, a in changed)
    if before != after:
        after = _as_before(field, before, after, {_folded(field, v): v for pair in changed for v in pair})
    if before == after:
        sure = moves or 2 * len(changed) >= len(rows) or _surprise(field, after, rows) >= SURE
        return len(changed) if sure else 0
    if exactly:
        return 0
    shared = (before & after).total()
    varied = (
        2 * len(before) > len(changed) or len({(_folded(field, b), _folded(field, a)) for b, a in changed}) >= PAIRS
    )
    many = 2 * len(before) > len(changed) or len(changed) >= MANY
    if not (varied and many and shared >= MOSTLY * len(changed)):
        return 0
    unlike = len(before) >= MOSTLY * len(changed)  # hardly two alike: nobody types so many others' values by chance
    told = moves or unlike or _tells_moving(after, shared) or _lies_sorted(field, orders, after, shared)
    return len(changed) if told else 0


def _tells_moving(after: Counter[Hashable], shared: int) -> bool:
    """Return whether it says less that cells moved, and some of them were edited, than that all were typed in.

    Who types one of five words into fifty cells ends with about as many of each as there were; who types names not.
    """
    total = after.total()
    edited = total - shared
    moved = _log2_factorial(total) - _log2_factorial(shared) - _log2_factorial(edited) + edited * math.log2(len(after))
    typed = sum(_log2_factorial(n) - n * math.log2(n / total) for n in after.values()) - _log2_factorial(total)
    return typed - moved >= SURE


def _log2_factorial(number: int) -> float:
    return math.lgamma(number + 1) / math.log(2)


def _lies_sorted(field: Field, orders: Sequence[Sequence[ReturnedRow]], after: Counter[Hashable], shared: int) -> bool:
    """Return whether equal values of a column lie together, as they do where it was sorted, but for some edits."""
    for rows in orders:
        said = [_folded(field, r.whole().get(field.key)) for r in rows]
        breaks = sum(a != b for a, b in itertools.pairwise(v for v in said if v is not None))
        if breaks <= len(set(said)) + 2 * (after.total() - shared) and breaks < _TOGETHER * len(said):
            return True
    return False


def _is_exchange(field: Field, rows: Sequence[ReturnedRow]) -> bool:
    """Return whether few of the filled cells exchanged their values, in pairs or in one ring: typed, not sorted."""
    changes = Counter((_before(field, r), _folded(field, r.said[field.key])) for r in rows if field.key in r.said)
    filled = sum(_before(field, r) is not None for r in rows)
    if not 0 < changes.total() <= min(FEW, filled // 2):
        return False
    if all(changes[after, before] == number for (before, after), number in changes.items()):
        return True
    ring = Counter(b for b, _ in changes.elements()) == Counter(a for _, a in changes.elements())
    return ring and changes.total() == SORTED and filled > 2 * SORTED


def _surprise(field: Field, after: Counter[Hashable], rows: Sequence[ReturnedRow]) -> float:
    """Return the bits that values say: a rare one more than one that stands in most rows."""
    column = Counter(_before(field, r) for r in rows)
    return sum(n * math.log2(len(rows) / max(column[value], 1)) for value, n in after.items())


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
    """Return what is wrong with a row that is about somebody else than its ID (pasted or typed over), or None."""
    was = row.base or now
    said = row.whole() if row.base is not None else row.said
    telling = [f for f in rt.fields if f.identity and f.stored and f.kind.is_telling]
    both = [f for f in telling if was.get(f.key) and said.get(f.key)]
    none_alike = len(both) >= 2 and not any(f.kind.alike(s.get(f.key), said[f.key]) for f in both for s in (was, now))
    if not none_alike and not is_somebody_else(rt, (was, now), said):
        return None
    what = "everything else" if none_alike else "the rest"
    return (
        f"The row ID is that of {rt.title(was)}, but {what} names {rt.title(said)}. If this is somebody "
        "new, empty the ID cell; else put the ID back that belongs to the row."
    )


def contradicts(rt: RecordType, row: ReturnedRow, first: ReturnedRow) -> bool:
    """Return whether a row with a repeated ID says something different, and is not from another export."""
    if row.export is not first.export or (row.base is not None and not row.said):
        return False
    return any(not rt.field(k).kind.same(first.whole().get(k), v) for k, v in row.said.items())
