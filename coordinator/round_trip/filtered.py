"""Visible cells of a filter that were copied and pasted: they stand side by side over rows that are not theirs."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.round_trip.alignment import HOLE
from coordinator.round_trip.rows import ReturnedRow, changed_columns, shown_in
from coordinator.round_trip.slipped import Order, line, orders_of

_FEW, _CHANGED = 4, 3
"""So many rows were visible at least, and so many of the cells below changed."""
_MOST, _OFTEN = 200, 60
"""A column in which more cells changed, and a value that stood in more rows, are not looked at."""
_SAYS = 4.0
"""Bits that the cells say beyond chance."""
_WORDS = 0.25
"""A column in which a value stands in so few rows of a sheet is none that people filter by."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """Cells of one column that hold, one below the other, those of rows that have a value in common.

    Attributes:
        column, field: the column.
        rows: the rows that hold them since, first to last.
        cells: those of them that say something else since.
        filter: heading and value of the column by which they were visible.
    """

    column: ColumnPlan
    field: Field
    rows: Sequence[ReturnedRow]
    cells: Sequence[ReturnedRow]
    filter: tuple[str, str]

    def act(self, sheet: str) -> Act:
        """Return it as an act: nothing of it is taken unless somebody says so."""
        first, last = self.rows[0].outcome.number, self.rows[-1].outcome.number
        heading, value = self.filter
        told = (
            f"In “{self.column.header}”, rows {first} to {last} hold the values of the rows with “{value}” in "
            f"“{heading}”, one below the other, as if visible cells were copied and pasted there."
        )
        numbers = tuple(r.outcome.number for r in self.cells)
        lines = examples(shown_in(self.field, self.column, self.cells))
        may = (Reply.LEAVE, Reply.TAKE)
        return Act(ActKind.NEAR_MOVED, sheet, (self.column.header,), numbers, told, may[0], may, lines, len(numbers))


def pasted_visible(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    open_: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    sent: Sequence[int],
) -> Iterator[Pasted]:
    """Yield the cells that hold what stood in the visible rows of a filter.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns; any may have been filtered by.
        open_: the columns that may be looked at.
        rows: the sheet's rows, read.
        sent: numbers of the records in the order in which they went out.
    """
    filters: list[_Filters] = []
    for column, field, those in list(changed_columns(rt, open_, rows, _CHANGED)):
        if len(those) > _MOST:
            continue
        filters = filters or [_Filters(rt, columns, order) for order in orders_of(rows, sent)]
        for each in filters:
            found = _Search(each, column, field).best()
            if found is not None:
                yield found
                break


_Lists = Mapping[Hashable, list[int]]
"""A value of a column → the places of its rows, of those that do not stand side by side."""


class _Filters:
    """The columns that rows can have been filtered by, with the rows of each value; found when they are asked for."""

    def __init__(self, rt: RecordType, columns: Sequence[ColumnPlan], order: Order) -> None:
        self.order = order
        self._fields = [(c, f) for c in columns if (f := rt.by_key.get(c.target)) is not None]
        self.count = max(len(self._fields), 1)

    @cached_property
    def all(self) -> list[tuple[ColumnPlan, Field, Sequence[Hashable], _Lists]]:
        """The columns, each with its values by place and the places of each value."""
        values = [(c, f, line(f, self.order)[0]) for c, f in self._fields]
        return [(c, f, those, lists) for c, f, those in values if (lists := _lists(those))]


def _lists(values: Sequence[Hashable]) -> _Lists:
    """Return the rows that have each value in common, if they do not stand side by side."""
    if len(set(values)) > _WORDS * len(values):
        return {}
    lists: dict[Hashable, list[int]] = {}
    for place, value in enumerate(values):
        if value not in (None, HOLE):
            lists.setdefault(value, []).append(place)
    return {v: those for v, those in lists.items() if len(those) >= _FEW and those[-1] - those[0] >= len(those)}


class _Search:
    """Looks in one column for the values of rows that have a value of another column in common."""

    def __init__(self, filters: _Filters, column: ColumnPlan, field: Field) -> None:
        self._column, self._field, self._order, self._filters = column, field, filters.order, filters
        self._out, self._back = line(field, filters.order)
        pairs = enumerate(zip(self._out, self._back, strict=True))
        self._changed = [p for p, (a, b) in pairs if a != b and HOLE not in (a, b)]
        self._where: dict[Hashable, list[int]] = {}
        wanted = {self._back[p] for p in self._changed}
        for place, value in enumerate(self._out):
            if value in wanted:
                self._where.setdefault(value, []).append(place)
        out, back = Counter(self._out), Counter(self._back)
        self._count = {value: max(out[value], number) for value, number in back.items()}

    def best(self) -> Pasted | None:
        """Return the cells that say most; None if they may be chance."""
        if not self._is_near():
            return None
        seeds = [p for p in self._changed if len(self._where.get(self._back[p], ())) <= _OFTEN]
        tries = math.log2(len(self._out) * self._filters.count * max(len(self._changed), 1))
        best, found = _SAYS + tries, None
        for column, field, values, lists in self._filters.all if seeds else ():
            if field is self._field:
                continue
            for place in seeds:
                for source in self._where.get(self._back[place], ()):
                    if (those := lists.get(values[source])) is None:
                        continue
                    first, last = self._extent(place, those, bisect_left(those, source))
                    says = self._says(first, last)
                    if says > best:
                        best, found = says, (column, field, source, first, last)
        return None if found is None else self._pasted(*found)

    def _is_near(self) -> bool:
        """Return whether some changed cells stand close to each other."""
        return any(b - a < 2 * _FEW for a, b in zip(self._changed, self._changed[_CHANGED - 1 :], strict=False))

    def _extent(self, place: int, those: Sequence[int], at: int) -> tuple[int, int]:
        """Return the first and last place around one that hold the values of rows in their order."""
        before = after = 0
        while at - before > 0 and place - before > 0 and self._holds(place - before - 1, those[at - before - 1]):
            before += 1
        while (
            at + after + 1 < len(those)
            and place + after + 1 < len(self._out)
            and self._holds(place + after + 1, those[at + after + 1])
        ):
            after += 1
        return place - before, place + after

    def _holds(self, place: int, source: int) -> bool:
        return self._back[place] == self._out[source] != HOLE

    def _says(self, first: int, last: int) -> float:
        """Return how many bits the cells say; 0 if they are too few, or of one value."""
        changed = sum(first <= p <= last for p in self._changed)
        if last - first + 1 < _FEW or changed < _CHANGED or len(set(self._back[first : last + 1])) <= 2:
            return 0.0
        total = len(self._out)
        return sum(math.log2(total / max(self._count[self._back[p]], 1)) for p in range(first, last + 1))

    def _pasted(self, column: ColumnPlan, field: Field, source: int, first: int, last: int) -> Pasted:
        rows = [r for r in self._order.rows[first : last + 1] if r is not None]
        cells = [r for p in self._changed if first <= p <= last and (r := self._order.rows[p]) is not None]
        there = self._order.rows[source]
        value = field.kind.show((there.base or {}).get(field.key)) if there is not None else ""
        return Pasted(self._column, self._field, rows, cells, (column.header, str(value)))
