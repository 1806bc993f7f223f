"""Visible cells of a filter that were copied and pasted: they stand side by side over rows that are not theirs."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip.alignment import HOLE
from coordinator.round_trip.rows import ReturnedRow, changed_columns, shown_in
from coordinator.round_trip.slipped import Order, line, orders_of

_FEW, _CHANGED = 4, 3
"""So many rows were visible at least, and so many of the cells below changed."""
_MOST, _OFTEN = 200, 60
"""A column in which more cells changed, and a value that stood in more rows, are not looked at."""
_SAYS = 5.0
"""Bits that the cells say beyond chance."""
_NEAR = 4
"""Columns so close to each other were copied together; those between had the same, or are for reading only."""
_VARIED, _VARIED_ELSEWHERE = 3, 2
"""So many different values tell; of another column, which has other words."""
_BESIDE = 0.85
"""Share of the cells of a column that hold what they would if it was pasted with the one beside it."""
_EDITED = 2
"""A value that stands in so many cells since may have been edited in one row, and copied from there."""
_WORDS = 0.25
"""A column in which a value stands in so few rows of a sheet is none that people filter by."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """Cells that hold, one below the other, those of rows that have a value in common.

    Attributes:
        columns: the columns.
        rows: the rows that hold them since, first to last.
        cells: those of them that say something else since.
        filter: heading and value of the column by which they were visible; both empty if all rows were.
        source: heading of the column that they come from; empty: their own.
    """

    columns: Sequence[ColumnPlan]
    rows: Sequence[ReturnedRow]
    cells: Sequence[tuple[ColumnPlan, Field, ReturnedRow]]
    filter: tuple[str, str]
    source: str = ""

    def act(self, sheet: str) -> Act:
        """Return it as an act: nothing of it is taken unless somebody says so."""
        headings = tuple(c.header for c in self.columns)
        first, last = self.rows[0].outcome.number, self.rows[-1].outcome.number
        heading, value = self.filter
        what = f"“{self.source}”" if self.source else "the values"
        of = f"the rows with “{value}” in “{heading}”" if heading else "other rows"
        cells = "visible cells were copied and" if heading else "they were"
        told = (
            f"In {named(headings)}, rows {first} to {last} hold {what} of {of}, one below the other, as if {cells} "
            f"pasted there."
        )
        numbers = tuple(dict.fromkeys(r.outcome.number for *_, r in self.cells))
        shown = [(shown_in(f, c, [r])[0], c.header) for c, f, r in self.cells]
        lines = examples([s for s, _ in shown], [h for _, h in shown])
        may = (Reply.LEAVE, Reply.TAKE)
        return Act(ActKind.NEAR_MOVED, sheet, headings, numbers, told, may[0], may, lines, len(self.cells))


def pasted_visible(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    open_: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    sent: Sequence[int],
) -> Iterator[Pasted]:
    """Yield the cells that hold what stood in the visible rows of a filter, or in other rows of another column.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns; any may have been filtered by.
        open_: the columns that may be looked at.
        rows: the sheet's rows, read.
        sent: numbers of the records in the order in which they went out.
    """
    changed = [(c, f, len(those)) for c, f, those in changed_columns(rt, open_, rows, 1) if len(those) <= _MOST]
    some = [(c, f) for c, f, count in changed if count >= _CHANGED]
    if not some:
        return
    filters = [_Filters(rt, columns, order) for order in orders_of(rows, sent)]
    known: set[int] = set()
    beside = [(one, other) for one, other in pairwise(some) if other[0].index - one[0].index <= _NEAR]
    for cells in [*([cell] for cell in some), *([one, other] for one, other in beside)]:
        for each in filters if known.isdisjoint(c.index for c, _ in cells) else ():
            if (found := _Search(each, cells).best()) is not None:
                found = _with_beside(each, found, [(c, f) for c, f, _ in changed if c.index not in known])
                known |= {c.index for c in found.columns}
                yield found.pasted(each.order)
                break
    for column, field in some:
        for each in filters if column.index not in known else ():
            if (elsewhere := _from_another(each, column, field)) is not None:
                yield elsewhere.pasted(each.order)
                break


_Lists = Mapping[Hashable, list[int]]
"""A value of a column → the places of its rows, of those that do not stand side by side."""


class _Filters:
    """The columns that rows can have been filtered by, with the rows of each value; found when they are asked for."""

    def __init__(self, rt: RecordType, columns: Sequence[ColumnPlan], order: Order) -> None:
        self.order = order
        self.fields = [(c, f) for c in columns if (f := rt.by_key.get(c.target)) is not None]
        self.count = max(len(self.fields), 1)

    @cached_property
    def all(self) -> list[tuple[ColumnPlan, Field, Sequence[Hashable], _Lists]]:
        """The columns, each with its values by place and the places of each value."""
        values = [(c, f, line(f, self.order)[0]) for c, f in self.fields]
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


@dataclass(frozen=True, slots=True)
class _Found:
    """Cells at some places that hold those at others, which have a value of a column in common."""

    cells: Sequence[tuple[ColumnPlan, Field]]
    places: range
    sources: Sequence[int]
    filter: tuple[ColumnPlan, Field] | None
    source: str = ""

    @property
    def columns(self) -> list[ColumnPlan]:
        return [c for c, _ in self.cells]

    def pasted(self, order: Order) -> Pasted:
        rows = [r for p in self.places if (r := order.rows[p]) is not None]
        cells = [(c, f, r) for r in rows for c, f in self.cells if f.key in r.said or f.key in r.unread]
        there, shown = order.rows[self.sources[0]], ("", "")
        if self.filter is not None and there is not None:
            column, field = self.filter
            shown = column.header, str(field.kind.show((there.base or {}).get(field.key)))
        return Pasted(self.columns, rows, cells, shown, self.source)


def _with_beside(filters: _Filters, found: _Found, changed: Sequence[tuple[ColumnPlan, Field]]) -> _Found:
    """Return what was pasted with the changed columns beside it that hold the same rows' cells."""
    cells = list(found.cells)
    for column, field in changed:
        near = any(abs(column.index - c.index) <= _NEAR for c, _ in cells)
        if near and all(c is not column for c, _ in cells):
            out, back = line(field, filters.order)
            pairs = [(back[p], out[s], out[p]) for p, s in zip(found.places, found.sources, strict=True)]
            hits = sum(b == o for b, o, _ in pairs)
            if hits >= _BESIDE * len(pairs) and any(b == o != was for b, o, was in pairs):
                cells.append((column, field))
    cells.sort(key=lambda each: each[0].index)
    return replace(found, cells=cells)


def _from_another(filters: _Filters, column: ColumnPlan, field: Field) -> _Found | None:
    """Return the cells of a column that hold other rows' values of another one; None if there are none."""
    rows = filters.order.rows
    back: list[Hashable] = [HOLE if r is None else plain_text(r.cells[column.index]) for r in rows]
    own, now = line(field, filters.order)
    changed = [p for p, (a, b) in enumerate(zip(own, now, strict=True)) if a != b and HOLE not in (a, b)]
    wanted = {back[p] for p in changed} - {""}
    best: tuple[float, _Found] | None = None
    for source, its in filters.fields if len(wanted) >= _VARIED_ELSEWHERE else ():
        if source.index == column.index or its.kind.vocabulary is not None:
            continue
        shown = [(r.base or {}).get(its.key) if r is not None else None for r in rows]
        out: list[Hashable] = [
            HOLE if r is None else plain_text(its.kind.show(v)) for r, v in zip(rows, shown, strict=True)
        ]
        if len(wanted.intersection(out)) < _VARIED_ELSEWHERE:
            continue
        moved = [p for p in changed if back[p] != out[p]]  # what its own row holds did not come from another
        search = _Search(filters, [(column, field)], (out, back, moved), source)
        found = search.best()
        if found is not None and (best is None or search.says > best[0]):
            best = search.says, found
    return best[1] if best is not None else None


class _Search:
    """Looks in one column for the values of rows that have a value of another column in common."""

    def __init__(
        self,
        filters: _Filters,
        cells: Sequence[tuple[ColumnPlan, Field]],
        lines: tuple[Sequence[Hashable], Sequence[Hashable], list[int]] | None = None,
        source: ColumnPlan | None = None,
    ) -> None:
        self._cells, self._filters, self._source = cells, filters, source
        self.says = 0.0
        self._out, self._back, self._changed = lines if lines is not None else _joint(cells, filters.order)
        self._where: dict[Hashable, list[int]] = {}
        wanted = {self._back[p] for p in self._changed}
        for place, value in enumerate(self._out):
            if value in wanted:
                self._where.setdefault(value, []).append(place)
        out, back = Counter(self._out), Counter(self._back)
        self._count = {value: max(out[value], number) for value, number in back.items()}

    def best(self) -> _Found | None:
        """Return the cells that say most; None if they may be chance."""
        if not self._is_near():
            return None
        seeds = [p for p in self._changed if len(self._where.get(self._back[p], ())) <= _OFTEN]
        tries = math.log2(len(self._out) * self._filters.count * max(len(self._changed), 1))
        best, found = _SAYS + tries, None
        skipped = {c.index for c, _ in self._cells} if self._source is None else {self._source.index}
        for column, field, values, lists in self._lists() if seeds else ():
            if column is not None and column.index in skipped:
                continue
            for place in seeds:
                for source in self._where.get(self._back[place], ()):
                    if (those := lists.get(values[source])) is None or (self._source and source == place):
                        continue
                    at = bisect_left(those, source)
                    first, last = self._extent(place, those, at)
                    says = self._says(first, last)
                    if says > best:
                        sources = those[at - (place - first) : at + (last - place) + 1]
                        by = (column, field) if column is not None and field is not None else None
                        heading = self._source.header if self._source is not None else ""
                        best, found = says, _Found(self._cells, range(first, last + 1), sources, by, heading)
        self.says = best
        return found

    def _lists(self) -> Iterator[tuple[ColumnPlan | None, Field | None, Sequence[Hashable], _Lists]]:
        """Yield the filters, and none: of another column, cells that stand side by side were pasted too."""
        yield from self._filters.all
        if self._source is not None:
            count = len(self._out)
            yield None, None, [None] * count, {None: list(range(count))}

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
        if self._back[place] == HOLE or self._out[source] == HOLE:
            return False
        if self._back[place] == self._out[source]:
            return True
        beside = (*self._back[max(place - 1, 0) : place], *self._back[place + 1 : place + 2])
        filled = self._back[place] in beside
        once = self._source is None and self._count[self._back[place]] <= _EDITED
        return once and not filled and self._back[place] == self._back[source]  # edited, then copied

    def _says(self, first: int, last: int) -> float:
        """Return how many bits the cells say; 0 if they are too few, or of one value."""
        changed = sum(first <= p <= last for p in self._changed)
        least = _VARIED if self._source is None else _VARIED_ELSEWHERE
        if last - first + 1 < _FEW or changed < _CHANGED or len(set(self._back[first : last + 1])) < least:
            return 0.0
        total = len(self._out)
        return sum(math.log2(total / max(self._count[self._back[p]], 1)) for p in range(first, last + 1))


def _joint(
    cells: Sequence[tuple[ColumnPlan, Field]], order: Order
) -> tuple[Sequence[Hashable], Sequence[Hashable], list[int]]:
    """Return what went out and what came back in some columns together, and the places that changed."""
    lines = [line(field, order) for _, field in cells]
    out: Sequence[Hashable]
    back: Sequence[Hashable]
    if len(lines) == 1:
        out, back = lines[0]
    else:
        out, back = (
            [HOLE if HOLE in values else values for values in zip(*(each[n] for each in lines), strict=True)]
            for n in (0, 1)
        )
    pairs = enumerate(zip(out, back, strict=True))
    return out, back, [p for p, (a, b) in pairs if a != b and HOLE not in (a, b)]
