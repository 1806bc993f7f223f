"""Warnings about a sheet that came back: a column sorted alone, a row pasted over, a duplicate ID."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.round_trip import in_order
from coordinator.round_trip.changed_places import ColumnLine, changed_places, homes
from coordinator.round_trip.rows import ReturnedRow, touched
from coordinator.round_trip.somebody_else import is_somebody_else

MOST_COMPARED = 100_000
"""At most this many pairs of values are compared one by one, when a program changed how they are written."""
_FEW = 2
"""Fewer changed cells hold nothing of each other's."""
Homes = Mapping[int | None, int | None]
"""Number of a row → number of the row in which its cell of a column stood before."""


def sorted_alone(
    columns: Sequence[ColumnPlan],
    rt: RecordType,
    rows: Sequence[ReturnedRow],
    *,
    exactly: bool = False,
    moves: bool = False,
    sent: Sequence[int] = (),
    alike: Sequence[Homes] = (),
) -> list[tuple[ColumnPlan, int]]:
    """Return the columns whose values moved to other rows, with the number of such rows.

    A column that was sorted without its neighbors holds the same values as before, next to other
    people. Nothing in a file shows that; only the base does. With `exactly`, no cell of it was edited besides.
    With `moves`, other columns or rows of the sheet are known to have moved. `sent` are the numbers of the records in
    the order in which they went out: who sorts the rows afterwards leaves only that. `alike` are the places in which
    the cells of columns stood that are known to have been sorted.
    """
    changed = touched(rows)
    fields = [(c, f) for c in columns if (f := rt.by_key.get(c.target)) is not None]
    open_ = [(c, f) for c, f in fields if _exchanged(f, changed.get(f.key, ()), exactly=exactly)]
    if not open_:
        return []
    found = []
    based = [r for r in rows if r.base is not None]
    place_of = {r.number: p for p, r in enumerate(based)}
    out = [place_of[n] for n in sent if n in place_of]
    orders = _orders(columns, rt, based, out)
    for column, field in open_:
        line = _line(field, based, changed[field.key], orders[column.target], column)
        if exactly and line.shared < len(line.changed):
            continue
        beside: list[list[int | None]] = [[place_of.get(homes.get(r.number)) for r in based] for homes in alike]
        if moves and sorted(out) == list(range(len(based))) != out:
            beside.append([*out])  # it stayed where it was while the IDs and others were sorted
        if changed_places(line, moves=moves, alike=beside):
            found.append((column, len(line.changed)))
    return found


def _orders(
    columns: Sequence[ColumnPlan], rt: RecordType, rows: Sequence[ReturnedRow], sent: list[int]
) -> dict[str, list[Sequence[int]]]:
    """Return the orders in which each column may have been sorted alone: as the rows went out, and as they stand now.

    Where whole rows were sorted by a column, that one stands in order now, and that says nothing about it.
    """
    stands = list(range(len(rows)))
    if sent in ([], stands):
        return {c.target: [stands] for c in columns}
    in_order_now = []
    for column in columns:
        if (field := rt.by_key.get(column.target)) is not None:
            texts = [in_order.text(field, r.whole().get(field.key)) for r in rows]
            if in_order.lies_in_order(texts) and not in_order.lies_in_order([texts[p] for p in sent]):
                in_order_now.append(column.target)
    return {c.target: [sent, stands] if set(in_order_now) - {c.target} else [sent] for c in columns}


def homes_of(field: Field, rows: Sequence[ReturnedRow]) -> Homes:
    """Return in whose row the cells of a column stood that hold a value of one row alone, by number."""
    based = [r for r in rows if r.base is not None]
    line = _line(field, based, [r for r in based if field.key in r.said], ())
    return {r.number: based[p].number for r, p in zip(based, homes(line), strict=True) if p is not None}


def _exchanged(field: Field, changed: Sequence[ReturnedRow], *, exactly: bool) -> bool:
    """Return whether a few changed cells of a column may hold what others of them held; `exactly`: all of them."""
    if len(changed) < _FEW:
        return False
    if field.kind.has_time:
        return True  # what its cells say tells less than what they are, see `_line`
    said = [r for r in changed if field.key in r.said]
    before = [field.kind.fold((r.base or {}).get(field.key)) for r in said]
    after = [field.kind.fold(r.said[field.key]) for r in said]
    known = _known(field, said)
    pairs = [(a, b) for a, b in zip(before, (known.get(b, b) for b in after), strict=True) if a != b]
    shared = (Counter(a for a, _ in pairs) & Counter(b for _, b in pairs)).total()
    return shared >= _FEW and (shared == len(pairs) or not exactly)


def _line(
    field: Field,
    rows: Sequence[ReturnedRow],
    changed: Sequence[ReturnedRow],
    orders: Sequence[Sequence[int]],
    column: ColumnPlan | None = None,
) -> ColumnLine:
    known = _known(field, changed)
    out, back, were, texts = [], [], [], []
    for row in rows:
        before = (row.base or {}).get(field.key)
        after = row.said.get(field.key, before)
        if column is not None and field.kind.has_time:
            after = field.clean(row.cells[column.index]).value  # a day alone keeps its time, but not among others
        out.append(field.kind.fold(before))
        back.append(known.get(folded := field.kind.fold(after), folded))
        were.append(in_order.text(field, before))
        texts.append(in_order.text(field, after))
    return ColumnLine(out, back, bool(field.kind.words), orders, were, texts)


def _known(field: Field, changed: Sequence[ReturnedRow]) -> Mapping[Hashable, Hashable]:
    """Return the original of each value of changed cells that a program changed on its own."""
    said = [r.said[field.key] for r in changed if field.key in r.said]
    left = [(r.base or {}).get(field.key) for r in changed]
    values = {field.kind.fold(v): v for v in (*said, *left)}
    before = {field.kind.fold(v) for v in left}
    new = [key for key in values if key not in before]
    if len(new) * len(before) > MOST_COMPARED:
        return {}
    same = {key: next((b for b in before if field.kind.same(values[b], values[key])), None) for key in new}
    return {key: b for key, b in same.items() if b is not None}


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
