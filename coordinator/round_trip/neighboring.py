"""Neighboring cells of one or two rows: copied from the row above, dragged to another row, exchanged between two.

Each cell says little. Together, side by side, they are another row's.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import ADDRESSES, Field, Sign
from coordinator.records.following import STAGE
from coordinator.records.kinds import Value
from coordinator.round_trip.blocks import Block
from coordinator.round_trip.cells import is_untouched
from coordinator.round_trip.masses import MANY
from coordinator.round_trip.rows import ReturnedRow, shown_in

_THREE, _TWO = 3, 2
_RARE = 4.0
"""Bits of a value of few: it stands in the row above by chance seldom."""
_MOST = 200
"""In a sheet in which more rows changed, the cells of single ones are not looked at."""
_ERASED = 1.0
_PAIR_SAYS = 10.0
"""Bits that the cells of two rows say beyond chance, to be exchanged."""
_MOST_PAIRS = 4
_PART = 0.6
"""Share of the changed cells of exchanged columns that the exchanged rows are."""
_Cell = tuple[ColumnPlan, Field]


@dataclass(frozen=True, slots=True)
class FromBeside:
    """Neighboring cells of rows that are, each of them, what the row beside it holds.

    Attributes:
        source: the row whose cells they are.
        row: the row that holds them since.
        cells: the columns.
        somebody: they say who somebody is, so nobody shares them all.
    """

    source: ReturnedRow
    row: ReturnedRow
    cells: Sequence[_Cell]
    somebody: bool

    def act(self, sheet: str) -> Act:
        """Return it as an act: left where it is somebody else's."""
        headings = tuple(c.header for c, _ in self.cells)
        number, source = self.row.outcome.number, self.source.outcome.number
        told = (
            f"In {named(headings)}, row {number} came back with what stands in row {source}, as if filled from there."
        )
        shown = [(shown_in(f, c, [self.row])[0], c.header) for c, f in self.cells]
        may = (Reply.LEAVE, Reply.TAKE) if self.somebody else (Reply.TAKE, Reply.LEAVE)
        kind = ActKind.NEAR_MOVED if self.somebody else ActKind.FILLED
        lines = examples([s for s, _ in shown], [h for _, h in shown])
        return Act(kind, sheet, headings, (number,), told, may[0], may, lines, len(self.cells))


class Neighboring:
    """Finds what was done to neighboring cells of single rows.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
    """

    def __init__(self, rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> None:
        self._cells = [(c, rt.field(c.target)) for c in columns if c.target in rt.by_key]
        self._all = rows
        self.changed = [r for r in rows if r.said and r.base is not None and not r.left_out]
        self._shares: dict[str, Counter[Hashable]] = {}

    @cached_property
    def _rows(self) -> list[ReturnedRow]:
        return [r for r in self._all if r.base is not None and not r.left_out]

    @cached_property
    def few(self) -> bool:
        """Whether so few rows changed that single ones are looked at."""
        return 0 < len(self.changed) <= _MOST

    @cached_property
    def _said(self) -> Counter[tuple[str, Hashable]]:
        """How many cells of a column came back with a value that did not go out in them, by the field's key."""
        return Counter((f.key, _now(f, r)) for r in self.changed for _, f in self._cells if f.key in r.said)

    def from_beside(self) -> Iterator[FromBeside]:
        """Yield the rows of which neighboring cells became those of the row above, or below."""
        some = [r for r in self.changed if len(r.said) >= _TWO] if self.few else []
        place = {id(r): n for n, r in enumerate(self._rows)} if some else {}
        for row in some:
            for beside in (place[id(row)] - 1, place[id(row)] + 1):
                if 0 <= beside < len(self._rows) and (found := self._copied(self._rows[beside], row)):
                    yield found
                    break

    def _copied(self, source: ReturnedRow, row: ReturnedRow) -> FromBeside | None:
        best: FromBeside | None = None
        for run in self._runs(partial(_is_from, source, row)):
            those = [(c, f) for c, f in run if f.key in row.said and self._said[f.key, _now(f, row)] < MANY]
            erased = sum(row.said[f.key] is None for _, f in those)
            identity = [f for _, f in those if f.identity or f.sign in ADDRESSES]
            own = [f for f in identity if f.sign not in (Sign.FAMILY_NAME, Sign.PHONE)]  # a couple shares these
            rare = [f for _, f in those if row.said[f.key] is not None and self._says(f, row) >= _RARE]
            somebody = len(those) >= _THREE and bool(own or (identity and erased))
            beyond = erased or any(f.key == STAGE for _, f in those)  # than who moved in with somebody
            told = (len(those) >= _THREE and beyond) or (len(those) >= _TWO and erased and rare)
            if len(those) > erased and (somebody or told) and (best is None or len(those) > len(best.cells)):
                best = FromBeside(source, row, those, somebody)
        return best

    def dragged(self) -> Iterator[Block]:
        """Yield two or more neighboring cells that were emptied in one row and stand together in another."""
        for row in self.changed if self.few else ():
            gone = [k for k, v in row.said.items() if v is None]
            if len(gone) < _TWO:
                continue
            for run in self._runs(partial(_is_empty, row)):
                those = [(c, f) for c, f in run if f.key in row.said]
                if len(those) < _TWO:
                    continue
                found = [r for r in self.changed if r is not row and self._holds(those, row, r)]
                if len(found) == 1:
                    there = found[0]
                    cells = [(c, f, r) for r in (there, row) for c, f in those if f.key in r.said]
                    yield Block([c for c, _ in those], [row], [there], [row], cells)

    def _holds(self, cells: Sequence[_Cell], row: ReturnedRow, there: ReturnedRow) -> bool:
        new = [f for _, f in cells if there.said.get(f.key) is not None]
        if any(_now(f, there) != _was(f, row) for _, f in cells):
            return False
        return len(new) >= _TWO or any(self._says(f, there) >= _RARE for f in new)

    def exchanged(self) -> list[tuple[ReturnedRow, ReturnedRow, list[_Cell]]]:
        """Return the pairs of rows that hold each other's cells in several columns, with these."""
        if not self.few:
            return []
        by_change: dict[tuple[str, Hashable, Hashable], list[ReturnedRow]] = {}
        for row in self.changed:
            for _, field in self._cells:
                if field.key in row.said:
                    by_change.setdefault((field.key, _was(field, row), _now(field, row)), []).append(row)
        partners: Counter[tuple[int, int]] = Counter()
        at = {id(r): n for n, r in enumerate(self.changed)}
        for (key, was, now), those in by_change.items():
            for row in those:
                for other in by_change.get((key, now, was), ()) if len(those) <= _MOST_PAIRS else ():
                    if at[id(row)] < at[id(other)]:
                        partners[at[id(row)], at[id(other)]] += 1
        chance = 2 * math.log2(len(self.changed) + 1)
        found = []
        for (first, second), count in partners.items():
            if count < _TWO:
                continue
            a, b = self.changed[first], self.changed[second]
            cells = self._went_along(a, b)
            says = sum(max(self._says(f, r), _ERASED) for _, f in cells for r in (a, b))
            if says - chance >= _PAIR_SAYS:
                found.append((a, b, cells))
        columns = {f.key for *_, cells in found for _, f in cells}
        inside = sum(2 * len(cells) for *_, cells in found)
        total = sum(key in columns for r in self.changed for key in r.said)
        return found if len(found) <= _MOST_PAIRS and inside >= _PART * total else []

    def _went_along(self, a: ReturnedRow, b: ReturnedRow) -> list[_Cell]:
        """Return the columns in which two rows hold each other's cells, also as programs show them."""
        both = [(c, f) for c, f in self._cells if {f.key} & a.said.keys() & b.said.keys()]
        sure = [c.index for c, f in both if _now(f, a) == _was(f, b) and _now(f, b) == _was(f, a)]
        return [
            (c, f)
            for c, f in both
            if sure[0] <= c.index <= sure[-1] and (_holds_of(c, f, a, b) or _holds_of(c, f, b, a))
        ]

    def _runs(self, belongs: Callable[[Field], bool]) -> Iterator[list[_Cell]]:
        """Yield the neighboring columns whose fields belong together."""
        run: list[_Cell] = []
        for column, field in self._cells:
            there = belongs(field)
            if run and (column.index != run[-1][0].index + 1 or not there):
                yield run
                run = []
            if there:
                run.append((column, field))
        yield run

    def _says(self, field: Field, row: ReturnedRow) -> float:
        """Return how many bits a cell's value says: how few of the column went out with it."""
        if field.key not in self._shares:
            self._shares[field.key] = Counter(_was(field, r) for r in self._rows)
        return math.log2(len(self._rows) / max(self._shares[field.key][_now(field, row)], 1))


def exchange_act(pairs: Sequence[tuple[ReturnedRow, ReturnedRow, list[_Cell]]], sheet: str) -> Act:
    """Return exchanged cells of rows as an act: nothing of them is taken unless somebody says so."""
    headings = tuple({c.header: None for *_, cells in pairs for c, _ in cells})
    rows = ", ".join(f"{a.outcome.number} and {b.outcome.number}" for a, b, _ in pairs)
    told = f"In {named(headings)}, the cells of rows {rows} stand in each other's place, as if exchanged."
    numbers = tuple(sorted({r.outcome.number for a, b, _ in pairs for r in (a, b)}))
    shown = [(shown_in(f, c, [a])[0], c.header) for a, _, cells in pairs for c, f in cells]
    lines = examples([s for s, _ in shown], [h for _, h in shown])
    count = sum(2 * len(cells) for *_, cells in pairs)
    return Act(ActKind.NEAR_MOVED, sheet, headings, numbers, told, Reply.LEAVE, (Reply.LEAVE, Reply.TAKE), lines, count)


def _holds_of(column: ColumnPlan, field: Field, row: ReturnedRow, other: ReturnedRow) -> bool:
    """Return whether a row's cell says what went out in another row's."""
    was = (other.base or {}).get(field.key)
    return _now(field, row) == _was(field, other) or is_untouched(field, row.cells[column.index], was)


def _is_empty(row: ReturnedRow, field: Field) -> bool:
    return _now(field, row) is None


def _is_from(source: ReturnedRow, row: ReturnedRow, field: Field) -> bool:
    return _now(field, row) in (_was(field, source), _now(field, source))


def _was(field: Field, row: ReturnedRow) -> Hashable:
    value: Value = (row.base or {}).get(field.key)
    return field.kind.fold(value)


def _now(field: Field, row: ReturnedRow) -> Hashable:
    return field.kind.fold(row.whole().get(field.key))
