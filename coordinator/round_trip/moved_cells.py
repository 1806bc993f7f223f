"""Cells that were dragged, or cut and pasted, within their columns: their values are gone here, and stand there."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.alignment import HOLE
from coordinator.round_trip.rows import ReturnedRow, shown_in, touched
from coordinator.round_trip.slipped import Line, Order, line, orders_of

_SAYS = 4.0
"""Bits that the values of moved cells have to say: a stage or a yes says nothing alone, a number much."""
_GAP = 2
"""So many cells of a block may say something else: they were edited afterwards."""
_MOST = 12
"""A value that is gone from more cells points nowhere."""
_ALL = 0.98
_Cell = tuple[ColumnPlan, Field, ReturnedRow]


@dataclass(frozen=True, slots=True)
class MovedCells:
    """A block of cells that stands elsewhere in its columns.

    Attributes:
        columns: the columns.
        here: rows in which its values stood.
        there: rows in which they stand now, one for each of `here`.
        empty: rows which are empty since.
        cells: the cells that say something else since.
    """

    columns: Sequence[ColumnPlan]
    here: Sequence[ReturnedRow]
    there: Sequence[ReturnedRow]
    empty: Sequence[ReturnedRow]
    cells: Sequence[_Cell]


@dataclass(frozen=True, slots=True)
class _Block:
    """Places of a line whose values went out from `first` to `last` and stand `by` further on; with what they say."""

    first: int
    last: int
    by: int
    bits: float


def moved_cells(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], sent: Sequence[int]
) -> list[MovedCells]:
    """Return the blocks of cells that moved, each once, with all columns that moved alike.

    Args:
        rt: the record type, with its answers.
        columns: the columns that may be looked at.
        rows: the sheet's rows, read.
        sent: numbers of the records in the order in which they went out.
    """
    changed = touched(rows)
    open_ = [(c, f) for c in columns if (f := rt.by_key.get(c.target)) is not None and f.key in changed]
    found: list[MovedCells] = []
    known: set[tuple[int, int]] = set()
    for order in orders_of(rows, sent) if open_ else ():
        lines = [(c, f, line(f, order)) for c, f in open_]
        blocks: dict[tuple[int, int, int], float] = {}
        told: list[tuple[int, int, int]] = []
        for _, field, each in lines:
            for block in _blocks(field, each):
                at = (block.first, block.last, block.by)
                blocks[at] = blocks.get(at, 0.0) + block.bits
        for (first, last, by), bits in sorted(blocks.items(), key=lambda b: -b[1]):
            beside = any(by == k and first <= b and a <= last for a, b, k in told)
            if bits < _SAYS and not beside:
                continue
            told.append((first, last, by))
            alike = [(c, f, each) for c, f, each in lines if _moved_so(each, first, last, by)]
            cells = _moved(order, alike, first, last, by).cells
            before = {c.index for c, _, r in cells if (c.index, id(r)) in known}
            new = _moved(order, [a for a in alike if a[0].index not in before], first, last, by)
            if new.cells:
                known |= {(c.index, id(r)) for c, _, r in new.cells}
                found.append(new)
    return found


def _blocks(field: Field, each: Line) -> list[_Block]:
    """Return the blocks of one column of which some cells are empty since, and whose values say something."""
    out, back = each
    changed = [p for p, (a, b) in enumerate(zip(out, back, strict=True)) if a != b and HOLE not in (a, b)]
    gone: dict[Hashable, list[int]] = {}
    for place in changed:
        if out[place] is not None:
            gone.setdefault(out[place], []).append(place)
    emptied = [p for p in changed if back[p] is None]
    filled = [p for p in changed if back[p] is not None]
    if not emptied or not filled:
        return []
    by_move: dict[int, list[int]] = {}
    for place in filled:
        sources = gone.get(back[place], ())
        for source in sources if len(sources) <= _MOST else ():
            if source != place:
                by_move.setdefault(place - source, []).append(source)
    column = Counter(v for v in out if v is not None and v is not HOLE)
    alone = sum(n == 1 for n in column.values())
    again = _ALL if field.kind.words else 1 - (alone + 0.5) / (column.total() + 1)
    tried = math.log2(len(emptied) * len(filled))
    found = []
    for by, sources in by_move.items():
        for run in _runs(sorted(sources)):
            first, last = _widened(each, run[0], run[-1], by)
            if not any(back[p] is None and out[p] is not None for p in range(first, last + 1)):
                continue
            came = [p for p in range(first, last + 1) if back[p + by] == out[p] != out[p + by] and out[p] is not None]
            bits = sum(-math.log2(again * column[out[p]] / column.total()) for p in came)
            one = len(filled) <= len(emptied)
            agreed = one and field.key in ABOUT_CONSENT and any(back[p] is None and out[p] is not False for p in run)
            enough = _SAYS if agreed else 0.0  # nobody clears one consent and gives just another
            found.append(_Block(first, last, by, max(bits - tried, enough)))
    return found


def _runs(places: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] <= _GAP:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _widened(each: Line, first: int, last: int, by: int) -> tuple[int, int]:
    """Return the first and last place of a block, with the cells beside it that moved as well: blanks and others."""
    reached = [first, last]
    for side, step in enumerate((-1, 1)):
        place = reached[side] + step
        while (there := _moved_there(each, place, reached[0], reached[1], by)) is not None:
            reached[side] = place
            if there:
                first, last = min(first, place), max(last, place)
            place += step
    return first, last


def _moved_there(each: Line, place: int, first: int, last: int, by: int) -> bool | None:
    """Return whether a cell beside a block moved as it did; None if it did not, False if it may have among equals."""
    out, back = each
    to = place + by
    if not (0 <= place < len(out) and 0 <= to < len(out)) or HOLE in (out[place], back[place], out[to], back[to]):
        return None
    emptied = back[place] is None and out[place] is not None
    if back[to] != out[place]:
        return True if emptied and back[to] != out[to] else None  # something else was written over it since
    if out[place] is not None and back[place] == out[place] and not first <= place - by <= last:
        return None
    return back[to] != out[to]


def _moved_so(each: Line, first: int, last: int, by: int) -> bool:
    """Return whether the cells of a column moved as a block of another one did."""
    out, back = each
    places = range(first, last + 1)
    changed = [p for p in places if out[p] != back[p] or out[p + by] != back[p + by]]
    true = sum(back[p + by] == out[p] or HOLE in (back[p + by], out[p]) for p in places)
    emptied = all(back[p] is None for p in places if not first <= p - by <= last)
    return bool(changed) and emptied and 2 * true > len(places)


def _moved(order: Order, alike: Sequence[tuple[ColumnPlan, Field, Line]], first: int, last: int, by: int) -> MovedCells:
    """Return a block with its rows and cells; cells that were edited afterwards are not among them."""
    cells: list[_Cell] = []
    empty: dict[int, ReturnedRow] = {}
    for column, field, (out, back) in alike:
        emptied = _emptied_beside((out, back), first, last)
        for place in sorted({*range(first, last + 1), *range(first + by, last + by + 1), *emptied}):
            row = order.rows[place]
            if row is None or out[place] == back[place] or HOLE in (out[place], back[place]):
                continue
            into = first <= place - by <= last
            if back[place] is None or (into and back[place] == out[place - by]):
                cells.append((column, field, row))
            if back[place] is None and not into:
                empty[place] = row
    here = [r for r in order.rows[first : last + 1] if r is not None]
    there = [r for r in order.rows[first + by : last + by + 1] if r is not None]
    return MovedCells([c for c, *_ in alike], here, there, [empty[p] for p in sorted(empty)], cells)


def _emptied_beside(each: Line, first: int, last: int) -> list[int]:
    """Return the places right beside a block that are empty since: their values were lost, or stood there already."""
    out, back = each
    found = []
    for place, step in ((first - 1, -1), (last + 1, 1)):
        while 0 <= place < len(out) and back[place] is None and out[place] not in (None, HOLE):
            found.append(place)
            place += step
    return found


def act_of(moved: MovedCells, sheet: str) -> Act:
    """Return moved cells as an act: nothing of them is taken unless somebody says so."""
    headings = tuple(c.header for c in moved.columns)
    many = len(moved.here) > 1
    told = (
        f"In {named(headings)}, the {'values' if many else 'value'} of {_rows(moved.here)} "
        f"{'stand' if many else 'stands'} in {_rows(moved.there)}"
    )
    if moved.empty:
        told += f", and {_rows(moved.empty)} {'is' if len(moved.empty) == 1 else 'are'} empty"
    shown = [(shown_in(f, c, [r])[0], c.header) for c, f, r in moved.cells]
    return Act(
        ActKind.NEAR_MOVED,
        sheet,
        headings,
        tuple(sorted({r.outcome.number for _, _, r in moved.cells})),
        f"{told}, as if dragged there.",
        Reply.LEAVE,
        (Reply.LEAVE, Reply.TAKE),
        examples([s for s, _ in shown], [h for _, h in shown]),
        len(moved.cells),
    )


def _rows(rows: Sequence[ReturnedRow]) -> str:
    numbers = sorted(r.outcome.number for r in rows)
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"rows {numbers[0]} to {numbers[-1]}"
    return f"rows {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
