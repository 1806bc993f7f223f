"""Blocks of several columns that were filled down, or up, from one row: Ctrl+D over neighboring cells.

A cell that held the same before is part of the block too. What all rows say together tells that it is no chance.
"""

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field, Sign
from coordinator.records.homes import STREET
from coordinator.round_trip.rows import ReturnedRow, shown_in

_COLUMNS, _CHANGED = 3, 2
"""So many columns, in so many of which something changed, are a block."""
_SAYS, _TWO_SAY = 3.0, 10.0
"""Bits that the cells of a block say beyond chance; two columns alone, in several rows."""
_ERASED, _FILLED = 1.5, 0.5
"""Bits that a cell which became empty says besides; what share of its bits a row says in which only blanks changed."""
_SOURCE = 0.34
"""Share of the changed columns up to which the row that a block was filled from may have been edited."""
_MOST = 200
"""In a sheet in which more rows changed, single blocks are not looked for."""
_Cell = tuple[ColumnPlan, Field]


@dataclass(frozen=True, slots=True)
class FilledBlock:
    """Neighboring cells of rows one after the other that hold what the row beside them does.

    Attributes:
        source: the row that they were filled from.
        rows: the rows, as they stand in the sheet.
        columns: the columns.
        cells: those of the cells that say something else since.
        somebody: they tell who somebody is, or where people live or are reached.
    """

    source: ReturnedRow
    rows: Sequence[ReturnedRow]
    columns: Sequence[ColumnPlan]
    cells: Sequence[tuple[ColumnPlan, Field, ReturnedRow]]
    somebody: bool

    def act(self, sheet: str) -> Act:
        """Return it as an act: left where it is somebody else's."""
        headings = tuple(c.header for c in self.columns)
        numbers = tuple(r.outcome.number for r in self.rows)
        where = f"row {numbers[0]}" if len(numbers) == 1 else f"rows {numbers[0]} to {numbers[-1]}"
        told = (
            f"In {named(headings)}, {where} came back with what stands in row {self.source.outcome.number}, as if "
            f"filled from there."
        )
        shown = [(shown_in(f, c, [r])[0], c.header) for c, f, r in self.cells]
        may = (Reply.LEAVE, Reply.TAKE) if self.somebody else (Reply.TAKE, Reply.LEAVE)
        kind = ActKind.NEAR_MOVED if self.somebody else ActKind.FILLED
        lines = examples([s for s, _ in shown], [h for _, h in shown])
        return Act(kind, sheet, headings, numbers, told, may[0], may, lines, len(self.cells))


def filled_blocks(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> Iterator[FilledBlock]:
    """Yield the blocks of a sheet that were filled from the row above them, or below.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read, as they stand in it.
    """
    based = [r for r in rows if r.base is not None and not r.left_out]
    changed = [place for place, r in enumerate(based) if r.said]
    if not 0 < len(changed) <= _MOST:
        return
    search = _Search([(c, rt.by_key[c.target]) for c in columns if c.target in rt.by_key], based)
    known: set[int] = set()
    for step in (1, -1):
        for place in changed[::step]:
            if place not in known and (found := search.best(place, step)) is not None:
                known |= {search.place[id(r)] for r in found.rows}
                yield found


class _Search:
    """Looks for blocks that begin at a row."""

    def __init__(self, cells: Sequence[_Cell], rows: Sequence[ReturnedRow]) -> None:
        self._cells, self._rows = cells, rows
        self.place = {id(r): n for n, r in enumerate(rows)}

    def best(self, first: int, step: int) -> FilledBlock | None:
        """Return the block that begins at a row and goes on `step` by `step`; None if there is none."""
        if not 0 <= first - step < len(self._rows):
            return None
        source = self._rows[first - step]
        found = [b for run in self._runs(first, source) if (b := self._block(first, step, source, run)) is not None]
        return max(found, key=lambda b: len(b.cells), default=None)

    def _runs(self, place: int, source: ReturnedRow) -> Iterator[range]:
        """Yield the neighboring columns in which a row says what the source does, if some of them changed."""
        row, begin = self._rows[place], None
        for n in range(len(self._cells) + 1):
            same = n < len(self._cells) and self._same(n, row, source)
            if same and begin is None:
                begin = n
            elif not same and begin is not None:
                if any(self._is_changed(m, row) for m in range(begin, n)):
                    yield range(begin, n)
                begin = None

    def _block(self, first: int, step: int, source: ReturnedRow, run: range) -> FilledBlock | None:
        low, high = self._span(self._rows[first], run)
        rows = [self._rows[first]]
        place = first + step
        while 0 <= place < len(self._rows):
            row = self._rows[place]
            if not all(self._same(n, row, source) for n in range(low, high + 1)):
                break
            run = self._narrowed(run, low, high, row, source)
            if any(self._is_changed(n, row) for n in run):
                there = self._span(row, run)
                low, high = min(low, there[0]), max(high, there[1])
            rows.append(row)
            place += step
        while not any(self._is_changed(n, rows[-1]) for n in range(low, high + 1)):
            rows.pop()
        return self._told(source, rows, range(low, high + 1))

    def _told(self, source: ReturnedRow, rows: Sequence[ReturnedRow], span: range) -> FilledBlock | None:
        """Return a block, if it says enough."""
        changed = [n for n in span if any(self._is_changed(n, r) for r in rows)]
        width = sum(n in changed or self._now(n, source) is not None for n in span)
        edited = sum(self._is_changed(n, source) for n in changed)
        if len(changed) < _CHANGED or edited > _SOURCE * len(changed):
            return None
        if all(self._shares_home(r, source) for r in rows) or (len(rows) == 1 and self._goes_on(rows[0], span)):
            return None
        inside = {id(r) for r in rows}
        others = sum(
            sum(self._is_changed(n, r) for n in changed) >= _CHANGED for r in self._rows if id(r) not in inside
        )
        least = _SAYS if width >= _COLUMNS else _TWO_SAY if len(rows) > 1 else math.inf
        if sum(self._says(r, source, span) for r in rows) - math.log2(1 + others) < least:
            return None
        cells = [(*self._cells[n], r) for r in rows for n in span if self._is_changed(n, r)]
        somebody = any(_is_somebodys(f) for _, f, _ in cells)
        ordered = sorted(rows, key=lambda r: self.place[id(r)])
        return FilledBlock(source, ordered, [self._cells[n][0] for n in span], cells, somebody)

    def _says(self, row: ReturnedRow, source: ReturnedRow, span: range) -> float:
        """Return how many bits the changed cells of a row say: how few rows went out with them side by side."""
        changed = [n for n in span if self._is_changed(n, row)]
        if not changed:
            return 0.0
        held = tuple(self._now(n, source) for n in changed)
        share = sum(tuple(self._was(n, r) for n in changed) == held for r in self._rows)
        bits = math.log2(len(self._rows) / max(share, 1))
        if all(self._was(n, row) is None for n in changed):
            bits *= _FILLED
        return bits + _ERASED * sum(self._now(n, row) is None for n in changed)

    def _goes_on(self, row: ReturnedRow, span: range) -> bool:
        """Return whether the cells beside those of a row were edited too: then all of it was typed."""
        beside = [n for n in (span[0] - 1, span[-1] + 1) if 0 <= n < len(self._cells)]
        return any(self._is_changed(n, row) for n in beside)

    def _shares_home(self, row: ReturnedRow, source: ReturnedRow) -> bool:
        """Return whether two rows are of one family, or had a home or a number in common before."""
        for n, (_, field) in enumerate(self._cells):
            if field.sign is Sign.FAMILY_NAME or field.sign is Sign.PHONE or field.key == STREET.key:
                was = self._was(n, row)
                if was is not None and was == self._was(n, source) and not self._is_changed(n, row):
                    return True
        return False

    def _narrowed(self, run: range, low: int, high: int, row: ReturnedRow, source: ReturnedRow) -> range:
        """Return the part of a run around a span in which one more row says what the source does."""
        begin, end = low, high
        while begin > run[0] and self._same(begin - 1, row, source):
            begin -= 1
        while end < run[-1] and self._same(end + 1, row, source):
            end += 1
        return range(begin, end + 1)

    def _span(self, row: ReturnedRow, run: range) -> tuple[int, int]:
        changed = [n for n in run if self._is_changed(n, row)]
        return changed[0], changed[-1]

    def _is_changed(self, n: int, row: ReturnedRow) -> bool:
        return self._cells[n][1].key in row.said

    def _same(self, n: int, row: ReturnedRow, source: ReturnedRow) -> bool:
        return self._now(n, row) == self._now(n, source)

    def _now(self, n: int, row: ReturnedRow) -> Hashable:
        field = self._cells[n][1]
        folded: Hashable = field.kind.fold(row.whole().get(field.key))
        return folded

    def _was(self, n: int, row: ReturnedRow) -> Hashable:
        field = self._cells[n][1]
        folded: Hashable = field.kind.fold((row.base or {}).get(field.key))
        return folded


def _is_somebodys(field: Field) -> bool:
    """Return whether a field tells who somebody is, or where people live or are reached."""
    return field.identity or field.sign is not None or field.kind.item.is_copied or field.group == STREET.group
