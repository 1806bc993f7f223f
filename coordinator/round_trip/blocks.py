"""Blocks of cells that hold what another block of their columns did: cut, or copied, and pasted some rows away.

Whether a block did is told by all its cells together: in how few rows such values stand side by side, row by row.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field, Sign
from coordinator.records.kinds import Compared
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.alignment import HOLE
from coordinator.round_trip.rows import ReturnedRow, touched
from coordinator.round_trip.slipped import Order, SlippedColumn, line, orders_of

_SAYS, _JOINT_SAYS = 4.0, 2.0
"""Bits that a block has to say: a stage or a yes says nothing alone, a number much; several columns agree seldom."""
_ROWS = 2
"""One row that holds another one's values was edited: somebody joined a household. Cut from there, it moved."""
_GAP = 3
"""So many rows further on a block may go on: those between hold what it brings already, or were edited afterwards."""
_ERASED = 2.0
"""Bits for a blank that was pasted over a value, beside one that was filled: nobody types that."""
_WHOLE_NAME = {Sign.GIVEN_NAME, Sign.FAMILY_NAME}
"""Nobody is renamed to be somebody else on the list."""
_MOST = 0.6
"""Share of a block's cells that hold what the other block did."""
_TRIED, _RARE = 20_000, 12
"""So many former places are tried in all, and as many as the second for any value."""
_MANY = 2_000
"""A column in which more cells changed was not pasted into in part."""
_ALL = 0.98
_SOME = 6
"""So many different days that were typed show which are."""
_Cell = tuple[ColumnPlan, Field, ReturnedRow]


@dataclass(frozen=True, slots=True)
class Block:
    """Cells that hold what went out some rows away in their columns.

    Attributes:
        columns: the columns.
        here: rows in which its values went out.
        there: rows in which they stand now, one for each of `here`.
        empty: rows which are empty since.
        cells: the cells that say something else since.
    """

    columns: Sequence[ColumnPlan]
    here: Sequence[ReturnedRow]
    there: Sequence[ReturnedRow]
    empty: Sequence[ReturnedRow]
    cells: Sequence[_Cell]


class _Line:
    """One column: what went out and what came back, place by place, folded."""

    def __init__(self, column: ColumnPlan, field: Field, order: Order) -> None:
        self.column, self.field = column, field
        self.out, self.back = line(field, order)
        pairs = enumerate(zip(self.out, self.back, strict=True))
        self.changed = [p for p, (a, b) in pairs if a != b and HOLE not in (a, b)]
        wanted = {self.back[p] for p in self.changed} - {None}
        self.where: dict[Hashable, list[int]] = {}
        for place, value in enumerate(self.out if wanted else ()):
            if value in wanted:
                self.where.setdefault(value, []).append(place)
        self.said = Counter(self.back[p] for p in self.changed)
        self.blank = self.out.count(None)
        alone = sum(len(places) == 1 for places in self.where.values())
        known = sum(map(len, self.where.values()))
        self.days = _days(field, [self.back[p] for p in self.changed], self.out) if wanted else 0.0
        again = _ALL if field.kind.words or self.days else 1 - (alone + 0.5) / (known + 1)
        self.new = -math.log2(again)  # bits: a number typed anew stands nowhere yet

    def came(self, place: int) -> bool:
        """Return whether a cell changed to what stood somewhere, or to nothing."""
        return self.differs(place) and (self.back[place] is None or self.back[place] in self.where)

    def differs(self, place: int) -> bool:
        return self.out[place] != self.back[place] and HOLE not in (self.out[place], self.back[place])

    def emptied(self, place: int) -> bool:
        return self.back[place] is None and self.out[place] not in (None, HOLE)

    def says(self, place: int) -> float:
        """Return the bits of a changed cell's value: few where many others were changed to the same."""
        value = self.back[place]
        others = (self.said[value] - 1) / max(len(self.changed) - 1, 1)
        bits = -math.log2(max(len(self.where[value]) / len(self.out), others))
        return min(bits, self.days) if self.days else bits

    def stayed(self, place: int, by: int) -> bool:
        """Return whether a cell is as it went out, though a block would have brought it something else."""
        if not 0 <= place - by < len(self.out) or HOLE in (self.out[place], self.back[place], self.out[place - by]):
            return False
        return self.out[place] == self.back[place] != self.out[place - by]

    def holds(self, place: int, by: int) -> bool:
        """Return whether a cell holds what went out `by` rows before it."""
        return 0 <= place - by < len(self.out) and self.back[place] == self.out[place - by] != HOLE


def _days(field: Field, typed: Sequence[Hashable], out: Sequence[Hashable]) -> float:
    """Return the bits for which day it is that somebody types into a column, from the first to the last; 0 if none."""
    if field.kind.compared is not Compared.AS_DATES or field.kind.has_time:
        return 0.0
    new, all_ = (sorted({v for value in those if (v := _day(value)) is not None}) for those in (typed, out))
    days = new if len(new) >= _SOME else all_
    return math.log2(days[-1] - days[0] + 1) if len(days) > 1 else 0.0


def _day(value: Hashable) -> int | None:
    """Return a whole date as a number; None for a part of one, or a word."""
    try:
        return date.fromisoformat(str(value)).toordinal()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Found:
    """A block of lines: from `first` to `last` they hold what went out `by` places before; with what that says."""

    lines: Sequence[_Line]
    first: int
    last: int
    by: int
    bits: float


def blocks(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    sent: Sequence[int],
    slips: Sequence[SlippedColumn] = (),
) -> list[Block]:
    """Return the blocks that hold what another block did, each with all its columns; no cell is in two of them.

    Args:
        rt: the record type, with its answers.
        columns: the columns that may be looked at.
        rows: the sheet's rows, read.
        sent: numbers of the records in the order in which they went out.
        slips: columns of which parts are known to have moved: what moved just so beside them belongs to it.
    """
    changed = touched(rows)
    open_ = [(c, f) for c in columns if (f := rt.by_key.get(c.target)) is not None]
    open_ = [(c, f) for c, f in open_ if 0 < len(changed.get(f.key, ())) <= _MANY]
    found: list[Block] = []
    known: set[tuple[int, int]] = set()
    for order in orders_of(rows, sent) if open_ else ():
        lines = [_Line(c, f, order) for c, f in open_]
        those = [*_beside(lines, order, slips), *sorted(_found(lines), key=lambda f: -f.bits)]
        for each in those:
            new = _block(order, each, known)
            if new.cells and {id(r) for r in new.there} & {id(r) for *_, r in new.cells}:
                known |= {(c.index, id(r)) for c, _, r in new.cells}
                found.append(new)
    return found


def _beside(lines: Sequence[_Line], order: Order, slips: Sequence[SlippedColumn]) -> Iterator[_Found]:
    """Yield what holds the same rows' values as a column does of which a part is known to have moved far."""
    for slip in slips:
        for stretch in slip.stretches if slip.rows == order.rows else ():
            first, last, by = stretch.first, stretch.last, -stretch.by
            those = [each for each in lines if any(each.differs(p) for p in range(first, last + 1))]
            alike = [each for each in those if _most(each, first, last, by)]
            if alike and abs(by) > last - first:
                yield _Found(alike, first, last, by, math.inf)


def _found(lines: Sequence[_Line]) -> Iterator[_Found]:
    """Yield the blocks whose cells say together where they come from; of those that overlap, some are false."""
    cells = sum(len(each.changed) for each in lines)
    rare = max(_RARE, _TRIED // max(cells, 1))
    votes: dict[int, dict[int, list[_Line]]] = {}
    for each in lines:
        for place in each.changed:
            sources = each.where.get(each.back[place], ()) if each.back[place] is not None else ()
            for source in sources if len(sources) <= rare else ():
                votes.setdefault(place - source, {}).setdefault(place, []).append(each)
    changed = {p for each in lines for p in each.changed}
    most: dict[int, int] = {}
    for places in votes.values():
        for place, those in places.items():
            most[place] = max(most.get(place, 0), len(those))
    for by, places in votes.items():
        for run in _runs(sorted(places)):
            voted = list({id(each): each for p in run for each in places[p]}.values())
            near = any(p in changed for p in range(run[0] - _GAP, run[-1] + _GAP + 1) if p not in places)
            asked = (
                len(run) >= _ROWS or near or len(voted) > 1 or any(e.emptied(p - by) for p in run for e in places[p])
            )
            for part in _parts(run, voted, by) if asked else ():
                if (found := _judged(lines, voted, part[0], part[-1], by, most)) is not None:
                    yield found


def _runs(places: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] <= _GAP:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _parts(run: list[int], voted: Sequence[_Line], by: int) -> list[list[int]]:
    """Return a run, and what it falls into where a column was not pasted over: there each column may tell another."""
    found = {(run[0], run[-1]): run}
    for each in voted:
        stayed = [p for p in range(run[0], run[-1] + 1) if each.stayed(p, by)]
        for first, last in pairwise([run[0] - 1, *stayed, run[-1] + 1]) if stayed else ():
            if part := [p for p in run if first < p < last]:
                found.setdefault((part[0], part[-1]), part)
    return list(found.values())


def _judged(
    lines: Sequence[_Line], voted: Sequence[_Line], first: int, last: int, by: int, most: Mapping[int, int]
) -> _Found | None:
    """Return a block with all its rows and columns, if its cells say enough.

    A row says nothing of whose new cells more stand in some other row, by `most`.
    """
    alike = [
        each
        for each in voted
        if _most(each, first, last, by) and not any(each.stayed(p, by) for p in range(first, last + 1))
    ]
    if not alike:
        return None
    first, last = _widened(alike, first, last, by)
    known = {id(each) for each in alike}
    alike += [each for each in lines if id(each) not in known and _all(each, first, last, by)]
    here = [p - by for p in range(first, last + 1)]
    cut = any(_is_cut(each, here, first, last) for each in alike)
    renamed = {each.field.sign for each in alike if each.differs(first)} >= _WHOLE_NAME
    if not cut and ((last - first < _ROWS - 1 and not renamed) or abs(by) <= last - first):
        return None  # within itself, it slipped
    told = {p: said for p in range(first, last + 1) if (said := _says(alike, p, by, most.get(p, 0)))}
    bits = sum(n for p, (n, said) in told.items() if p - 1 not in told or told[p - 1][1] != said)
    if not cut and not renamed and len({said for _, said in told.values()}) < _ROWS:
        return None  # one row's values in all of them: filled
    came = {p for each in alike for p in each.changed if each.came(p)}
    starts = len(came) - len(came & set(range(first, last + 1))) + 1
    gone = {p for each in alike for p in each.changed if each.emptied(p)} if cut else set()
    bits -= math.log2(starts * (len(gone - set(here)) + 1 if cut else len(alike[0].out)))
    joint = len(alike) > 1 and len(told) >= _ROWS
    agreed = cut and any(each.field.key in ABOUT_CONSENT for each in alike)  # nobody clears one, and gives just another
    enough = bits >= (_JOINT_SAYS if joint else _SAYS) or (agreed and len(gone) >= len(came - gone)) or renamed
    return _Found(sorted(alike, key=lambda e: e.column.index), first, last, by, bits) if enough else None


def _is_cut(each: _Line, here: Sequence[int], first: int, last: int) -> bool:
    """Return whether the cells in which a block stood before, but for those that it holds now, are empty since."""
    filled = [p for p in here if not first <= p <= last and each.out[p] not in (None, HOLE)]
    return bool(filled) and all(each.emptied(p) for p in filled)


def _most(each: _Line, first: int, last: int, by: int) -> bool:
    """Return whether most cells of a column hold what a block brings: some may have been edited afterwards."""
    places = range(first, last + 1)
    return sum(each.holds(p, by) for p in places) >= _MOST * len(places)


def _all(each: _Line, first: int, last: int, by: int) -> bool:
    """Return whether all cells of a column hold what a block brings, and some did not before, or stood there."""
    places = range(first, last + 1)
    new = any(each.differs(p) or (each.emptied(p - by) and not first <= p - by <= last) for p in places)
    return new and all(each.holds(p, by) for p in places)


def _widened(alike: Sequence[_Line], first: int, last: int, by: int) -> tuple[int, int]:
    """Return the first and last place of a block, with the rows beside it that moved as well in all its columns."""
    reached = [first, last]
    for side, step in enumerate((-1, 1)):
        place = reached[side] + step
        while abs(place - reached[side]) <= _GAP and 0 <= place < len(alike[0].out):
            if not all(each.holds(place, by) for each in alike):
                break
            if any(each.differs(place) or each.emptied(place - by) for each in alike):
                reached[side] = place
            place += step
    return reached[0], reached[1]


def _says(alike: Sequence[_Line], place: int, by: int, most: int) -> tuple[float, tuple[Hashable, ...]] | None:
    """Return how much a row of a block says, in bits, and its values; None if it says nothing new.

    Values are counted as they stand side by side: a city brings its state along.
    """
    held = [each for each in alike if each.holds(place, by)]
    new = [each for each in held if each.differs(place)]
    if not new or sum(e.back[place] is not None for e in new) < most:
        return None
    filled = sorted((e for e in new if e.back[place] is not None), key=lambda e: len(e.where[e.back[place]]))
    if filled:
        sources = filled[0].where[filled[0].back[place]]
        there = sum(all(e.out[q] == e.back[place] for e in new) for q in sources)
    else:
        there = min(each.blank for each in new)
    bits = math.log2(len(new[0].out) / there)
    if filled:
        bits = min(bits, sum(each.says(place) for each in filled))  # what was typed one by one agrees by chance
    rare = max((each.new for each in filled), default=0.0)
    erased = _ERASED if filled and any(each.back[place] is None for each in new) else 0.0
    return bits + rare + erased, tuple(each.back[place] for each in held)


def _block(order: Order, found: _Found, known: set[tuple[int, int]]) -> Block:
    """Return a block with its rows and cells, but those that are known; what was edited afterwards is not in it."""
    cells: list[_Cell] = []
    empty: dict[int, ReturnedRow] = {}
    first, last, by = found.first, found.last, found.by
    for each in found.lines:
        gone = [p for p in range(first - by, last - by + 1) if not first <= p <= last and each.emptied(p)]
        gone += _emptied_beside(each, first - by, last - by) if gone else []
        for place in sorted({*range(first, last + 1), *gone}):
            row = order.rows[place]
            if row is None or not each.differs(place) or (each.column.index, id(row)) in known:
                continue
            if place in gone or each.holds(place, by):
                cells.append((each.column, each.field, row))
                if place in gone:
                    empty[place] = row
    indexes = {c.index for c, *_ in cells}
    here = [r for r in order.rows[first - by : last - by + 1] if r is not None]
    there = [r for r in order.rows[first : last + 1] if r is not None]
    columns = [each.column for each in found.lines if each.column.index in indexes]
    return Block(columns, here, there, [empty[p] for p in sorted(empty)], cells)


def _emptied_beside(each: _Line, first: int, last: int) -> list[int]:
    """Return the places right beside a block that are empty since: their values were lost, or stood there already."""
    found = []
    for place, step in ((first - 1, -1), (last + 1, 1)):
        while 0 <= place < len(each.out) and each.emptied(place):
            found.append(place)
            place += step
    return found
