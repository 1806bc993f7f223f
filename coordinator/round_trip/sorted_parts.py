"""Rows of a few columns that were sorted without the others: the same values in another order, also of few words.

One column tells little where its values stand often. But the rows of several columns that hold together just what those
rows did before, in another order, or a run of cells that is in order since, are seldom what somebody typed.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.round_trip import in_order
from coordinator.round_trip.rows import ReturnedRow, shown_in, touched

_FEW = 4
"""Fewer rows with one another's values were exchanged on purpose, or typed."""
_MANY = 500
"""Where more rows changed, each column tells by itself that it was sorted."""
_WIDEST = 20
"""So many columns side by side, and so many places at which their rows may begin or end, are looked at."""
_ALL = 0.98
_SORTED, _PLACES = 4.0, 10.0
"""Bits for rows being sorted by one of their columns, and for their values changing places in no order that is seen."""
_SURE = 10.0
"""So many bits more than by typing, they were moved."""
_Tuple = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class SortedPart:
    """Columns that were sorted in some rows alone.

    Attributes:
        columns: the columns, each with its field.
        rows: the rows that hold other values since.
    """

    columns: Sequence[tuple[ColumnPlan, Field]]
    rows: Sequence[ReturnedRow]

    def act(self, sheet: str) -> Act:
        """Return it as an act: none of the cells is taken unless somebody says so."""
        headings = tuple(c.header for c, _ in self.columns)
        first, last = (f(r.outcome.number for r in self.rows) for f in (min, max))
        told = f"In {named(headings)}, the values of rows {first} to {last} stand in another order, as if sorted alone."
        told += f" {counted(len(self.rows), 'row')} would get another one's."
        shown = [(*line, c.header) for c, f in self.columns for line in shown_in(f, c, self.rows)]
        shown = [each for each in shown if str(each[1] or "") != str(each[2] or "")]
        shown.sort(key=lambda each: each[0])
        numbers = tuple(r.outcome.number for r in self.rows)
        shown_ = examples([each[:3] for each in shown], [each[3] for each in shown])
        may = (Reply.LEAVE, Reply.TAKE)
        return Act(ActKind.NEAR_MOVED, sheet, headings, numbers, told, Reply.LEAVE, may, shown_, len(shown))


class _Column:
    """A column that changed, in one order of the rows: what went out and came back in each place, folded."""

    def __init__(self, column: ColumnPlan, field: Field, order: Sequence[ReturnedRow], changed: Sequence[int]) -> None:
        self.column, self.field, self._order = column, field, order
        self._cells: dict[int, tuple[Hashable, Hashable]] = {}
        self.changed = [p for p in changed if len(set(self.at(p))) > 1]

    def at(self, place: int) -> tuple[Hashable, Hashable]:
        """Return what went out in a place, and what came back."""
        cell = self._cells.get(place)
        if cell is None:
            cell = self._cells[place] = self._read(place)
        return cell

    def _read(self, place: int) -> tuple[Hashable, Hashable]:
        row, key = self._order[place], self.field.key
        out = self.field.kind.fold((row.base or {}).get(key))
        if key in row.unread:
            return out, (key, place)  # nobody else's value
        return out, self.field.kind.fold(row.said[key]) if key in row.said else out

    @cached_property
    def counts(self) -> Counter[Hashable]:
        """How often each value went out."""
        return Counter(self.field.kind.fold((r.base or {}).get(self.field.key)) for r in self._order)

    def is_put_in_order(self, places: Sequence[int]) -> bool:
        """Return whether its cells from the first to the last of some changed places are in order, and were not."""
        if not self._lie_in_order(places, back=True):
            return False
        wide = range(places[0], places[-1] + 1)
        return self._lie_in_order(wide, back=True) and not self._lie_in_order(wide, back=False)

    def _lie_in_order(self, places: Sequence[int], *, back: bool) -> bool:
        key, texts = self.field.key, []
        for row in (self._order[p] for p in places):
            was = (row.base or {}).get(key)
            texts.append(in_order.text(self.field, row.said.get(key, was) if back else was))
        return in_order.lies_in_order(texts)


def sorted_parts(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], sent: Sequence[int]
) -> list[SortedPart]:
    """Return where rows of some columns were sorted without the others; no cell is in two of them.

    Args:
        rt: the record type, with its answers.
        columns: the columns that may be looked at.
        rows: the sheet's rows, read.
        sent: numbers of the records in the order in which they went out.
    """
    changed = touched(rows)
    fields = [(c, f) for c in columns if (f := rt.by_key.get(c.target)) is not None]
    open_ = [(c, f) for c, f in fields if 0 < len(changed.get(f.key, ())) <= _MANY]
    if not any(len(changed[f.key]) >= _FEW for _, f in open_):
        return []
    found: list[SortedPart] = []
    known: set[tuple[int, int]] = set()
    for order in _orders(rows, sent):
        place_of = {id(r): p for p, r in enumerate(order)}
        lines = [
            _Column(c, f, order, sorted(place_of[id(r)] for r in changed[f.key] if id(r) in place_of)) for c, f in open_
        ]
        for part in sorted(_parts(lines, order), key=lambda p: -len(p.columns) * len(p.rows)):
            cells = {(c.index, id(r)) for c, _ in part.columns for r in part.rows}
            if not cells & known:
                known |= cells
                found.append(part)
    return found


def _orders(rows: Sequence[ReturnedRow], sent: Sequence[int]) -> list[list[ReturnedRow]]:
    """Return the rows as they stand, and as they went out if that is another order."""
    stand = [r for r in rows if r.base is not None]
    by_number = {r.number: r for r in stand}
    out = [by_number[n] for n in sent if n in by_number]
    return [stand] if not out or out == stand else [stand, out]


def _parts(lines: Sequence[_Column], order: Sequence[ReturnedRow]) -> Iterator[SortedPart]:
    """Yield where columns that stand side by side were sorted; some of these are parts of others."""
    often = [e for e in lines if len(e.changed) >= _FEW]  # one with few edits does not part those beside it
    for those in [lines, often] if len(often) < len(lines) else [lines]:
        for size in range(min(len(those), _WIDEST), 0, -1):
            for first in range(len(those) - size + 1):
                yield from _parts_of(those[first : first + size], order)


def _parts_of(group: Sequence[_Column], order: Sequence[ReturnedRow]) -> Iterator[SortedPart]:
    changed = sorted({p for each in group for p in each.changed})
    if not _FEW <= len(changed) <= _MANY:
        return
    out, back = ([tuple(each.at(p)[side] for each in group) for p in changed] for side in (0, 1))
    for first, last in _balanced(out, back):
        here = slice(first, last + 1)
        if all(set(each.changed) & set(changed[here]) for each in group) and _was_sorted(
            group, order, changed[here], out[here], back[here]
        ):
            yield SortedPart([(e.column, e.field) for e in group], [order[p] for p in changed[here]])
            return


def _balanced(out: Sequence[_Tuple], back: Sequence[_Tuple]) -> Iterator[tuple[int, int]]:
    """Yield from which changed row to which the rows hold together just what they did, the widest for each first.

    Of all that went out and did not come back so far, a sum is kept: where it is the same again, all between is there.
    """
    total, places = 0, {0: [0]}
    for number, (was, now) in enumerate(zip(out, back, strict=True), 1):
        total += hash(was) - hash(now)
        places.setdefault(total, []).append(number)
    for those in places.values():
        looked = those if len(those) <= _WIDEST else [*those[:_FEW], *those[-_FEW:]]
        for first in looked:
            for last in reversed(looked):
                if last - first >= _FEW:
                    yield first, last - 1


def _was_sorted(
    group: Sequence[_Column],
    order: Sequence[ReturnedRow],
    places: Sequence[int],
    out: Sequence[_Tuple],
    back: Sequence[_Tuple],
) -> bool:
    """Return whether rows were sorted rather than that somebody typed what they say now."""
    said = Counter(back)
    if said != Counter(out):
        return False
    if len(group) == 1 and _are_exchanged(out, back):
        return False
    first, last = places[0], places[-1]
    where = 2 * math.log2(len(order))
    typed = min(where + _choose(last - first + 1, len(places)), _choose(len(order), len(places)))
    for value in back:
        there = min(each.counts[v] for each, v in zip(group, value, strict=True)) / len(order)
        others = (said[value] - 1) / (len(back) - 1)
        typed -= math.log2(min(_ALL, max(there, others)))
    if typed - where - _SORTED - math.log2(len(group)) < _SURE:
        return False
    if any(each.is_put_in_order(places) for each in group):
        return True
    arranged = (math.lgamma(len(back) + 1) - sum(math.lgamma(n + 1) for n in said.values())) / math.log(2)
    return typed - where - _PLACES - arranged >= _SURE


def _are_exchanged(out: Sequence[_Tuple], back: Sequence[_Tuple]) -> bool:
    """Return whether changed rows that follow on each other hold each other's values, two by two: that is typed."""
    pairs = zip(zip(out[::2], out[1::2], strict=False), zip(back[::2], back[1::2], strict=False), strict=True)
    return len(out) % 2 == 0 and all(was == now[::-1] for was, now in pairs)


def _choose(total: int, some: int) -> float:
    """Return the bits for which rows of all it is."""
    return (math.lgamma(total + 1) - math.lgamma(some + 1) - math.lgamma(total - some + 1)) / math.log(2)
