"""Columns that slipped: a cell deleted or inserted with “shift cells” moves everybody's value below it."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip.alignment import HOLE, Shift, moved
from coordinator.round_trip.homes import Bases
from coordinator.round_trip.rows import ReturnedRow, shown_in, touched

if TYPE_CHECKING:
    from coordinator.workbooks.book import Cell

_FEW = 2
"""A column with fewer changed cells did not slip."""
_SURE = 0.9
"""Share of the moved cells that hold what the slip would bring: then it can be put back."""
_NEAR = 2
"""So many rows further on stand cells that one deleted cell, or two, would bring."""
_PLACES = 2
_HIDDEN, _MOSTLY = 6, 0.8
"""So many changed cells, of which this share holds what others of them held, may have slipped before a sorting."""
_MOST_SORTED = 5_000
"""In a longer sheet, nobody looks for that."""
Line = tuple[list[Hashable], list[Hashable]]


@dataclass(frozen=True)
class SlippedColumn:
    """How one column slipped.

    Attributes:
        column, field: the column, and its field.
        rows: the rows in the order in which it slipped; None for a record that has no row.
        stretches: what moved.
        sorted_by: heading of the column by which the rows were sorted when it slipped; empty for a known order.
    """

    column: ColumnPlan
    field: Field
    rows: Sequence[ReturnedRow | None]
    stretches: tuple[Shift, ...]
    sorted_by: str = ""

    @cached_property
    def moved(self) -> list[tuple[ReturnedRow, ReturnedRow | None, bool]]:
        """A moved cell's row, the row that it belongs to, and whether it says what that row's did, as first asked."""
        found = []
        for stretch in self.stretches:
            for place in range(stretch.first, stretch.last + 1):
                row, home = self.rows[place], place + stretch.by
                owner = self.rows[home] if 0 <= home < len(self.rows) else None
                if row is not None:
                    found.append(
                        (row, owner, owner is not None and says(self.field, row) == went_out(self.field, owner))
                    )
        return found

    def explains(self, changed: Collection[int]) -> bool:
        """Return whether a cell deleted or inserted, or one of each, brought about all that changed, and nothing else.

        Args:
            changed: numbers of the rows whose cell does not say what went out.
        """
        cells = self.moved
        other = [(owner, says(self.field, row)) for row, owner, is_owners in cells if not is_owners]
        inserted = sum(-s.by for s in self.stretches if s.by < 0)
        true = all(said is None for _, said in other) and sum(owner is not None for owner, _ in other) <= inserted
        inside = {row.outcome.number for row, _, _ in cells}
        return true and len(self.stretches) <= _PLACES and inside >= set(changed)


class Order(NamedTuple):
    """An order in which the rows may have stood when cells moved.

    Attributes:
        rows: the rows; None for a record that has no row.
        gone: place → what went out for a record that has no row, if its row was there when cells moved.
        sorted_by: heading of the column by which the rows were sorted; empty for an order that is known.
    """

    rows: Sequence[ReturnedRow | None]
    gone: Bases = MappingProxyType({})
    sorted_by: str = ""


def line(field: Field, order: Order) -> Line:
    """Return what went out and what came back in one column, folded, row by row."""
    key, fold = field.key, field.kind.fold
    rows = [r if r is not None and r.base is not None and not r.left_out else None for r in order.rows]
    went = [r.base.get(key) if r is not None and r.base is not None else None for r in rows]
    try:
        folded = {value: fold(value) for value in set(went)}
        out = [folded[value] for value in went]
    except TypeError:  # lists and mappings
        out = [fold(value) for value in went]
    for place in [p for p, r in enumerate(rows) if r is None]:
        out[place] = HOLE
    back = out.copy()
    for place, row in [(p, r) for p, r in enumerate(rows) if r is not None and (key in r.said or key in r.unread)]:
        back[place] = says(field, row)
    for place, gone in order.gone.items():
        if rows[place] is None:
            out[place] = fold(gone.get(key))
    return out, back


def went_out(field: Field, row: ReturnedRow) -> Hashable:
    """Return what went out in a row's cell of a field, folded; `HOLE` if it is not known."""
    return field.kind.fold(row.base.get(field.key)) if row.base is not None else HOLE


def says(field: Field, row: ReturnedRow) -> Hashable:
    """Return what a row's cell of a field says, folded; of one that cannot be used, its text."""
    if field.key in row.said:
        return field.kind.fold(row.said[field.key])
    if field.key in row.unread:
        return plain_text(row.unread[field.key])
    return went_out(field, row)


def find_slips(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    sent: Sequence[int],
    gone: Bases,
) -> list[SlippedColumn]:
    """Return the columns that slipped.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
        sent: numbers of the records in the order in which they went out: who sorts afterwards leaves only that.
        gone: number → what went out, for records without a row.
    """
    changed = touched(rows)
    open_ = [(c, f) for c in columns if (f := rt.by_key.get(c.target)) is not None and f.key in changed]
    if not open_:
        return []
    found: dict[int, SlippedColumn] = {}
    for order in orders_of(rows, sent, gone):
        for column, field in open_:
            if column.index not in found and len(changed[field.key]) >= _FEW and (slip := _slip(column, field, order)):
                found[column.index] = slip
        for column, field in open_:
            beside = [
                found[i] for i in (column.index - 1, column.index + 1) if i in found and found[i].rows is order.rows
            ]
            if beside and column.index not in found and (slip := _slip(column, field, order, beside[0].stretches)):
                found[column.index] = slip
    hidden = [(c, f) for c, f in open_ if c.index not in found and changed_places(f, changed[f.key])]
    for order in _sorted_before(rt, columns, rows, sent) if hidden else ():
        for column, field in hidden:
            if column.index not in found and (slip := _slip(column, field, order)):
                found[column.index] = slip
    return [found[index] for index in sorted(found)]


def changed_places(field: Field, rows: Sequence[ReturnedRow]) -> bool:
    """Return whether the changed cells of a column hold mostly what others of them held, or nothing any more."""
    before = Counter(went_out(field, r) for r in rows)
    after = [says(field, r) for r in rows]
    there = (before & Counter(v for v in after if v is not None)).total()
    return len(rows) >= _HIDDEN and there + after.count(None) >= _MOSTLY * len(rows) and 2 * there >= len(rows)


def _sorted_before(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], sent: Sequence[int]
) -> Iterator[Order]:
    """Yield the rows as sorting by each column left them, if they were sorted once more afterwards.

    A cell that was deleted between two sortings leaves moved cells all over the column, in no order that is seen.
    """
    by_number = {r.number: r for r in rows if r.number is not None}
    out = [by_number[number] for number in sent if number in by_number]
    if not 0 < len(out) <= _MOST_SORTED or [r.number for r in rows if r.number is not None] == list(sent):
        return
    for column in columns:
        if (field := rt.by_key.get(column.target)) is None:
            continue
        filled = [r for r in out if _in_order(field, r)]
        blank = [r for r in out if not _in_order(field, r)]
        for falling in (False, True):
            order = sorted(filled, key=partial(_in_order, field), reverse=falling)
            yield Order([*order, *blank], sorted_by=column.header)


def _in_order(field: Field, row: ReturnedRow) -> str:
    """Return what a cell is sorted by; an empty text for an empty one."""
    return field.kind.show((row.base or {}).get(field.key)).casefold()


def _slip(
    column: ColumnPlan,
    field: Field,
    order: Order,
    like: Sequence[Shift] | None = None,
) -> SlippedColumn | None:
    stretches = moved(*line(field, order), like)
    return SlippedColumn(column, field, order.rows, stretches, order.sorted_by) if stretches else None


def holes(field: Field, changed: Sequence[ReturnedRow], orders: Sequence[Order], *, filled: bool) -> list[ReturnedRow]:
    """Return the emptied cells of a column, and those near them that hold what went out near them.

    Where cells moved in columns beside it, that is what a short slip leaves, or one among equals.

    Args:
        field: the column's field.
        changed: the rows whose cell does not say what went out.
        orders: the orders in which the rows may have stood when cells moved.
        filled: whether cells that hold what went out near them are enough, without one that is empty beside them.
    """
    empty = [r for r in changed if says(field, r) is None]
    open_ = {id(r): r for r in changed if says(field, r) is not None}
    found = {id(r): r for r in empty}
    for order in orders if empty or filled else ():
        rows, out = order.rows, [_stood(field, order, p) for p in range(len(order.rows))]
        places = {id(r): p for p, r in enumerate(rows) if r is not None}
        waiting = [places[i] for i in (open_ if filled else found) if i in places]
        while waiting:
            place = waiting.pop()
            for near in (p for p in range(place - _NEAR, place + _NEAR + 1) if 0 <= p < len(rows)):
                row = rows[near]
                if row is None or id(row) not in open_ or id(row) in found:
                    continue
                beside = (p for p in range(near - _NEAR, near + _NEAR + 1) if 0 <= p < len(rows) and p != near)
                if any(out[p] == says(field, row) for p in beside):
                    found[id(row)] = row
                    waiting.append(near)
    return sorted(found.values(), key=lambda r: r.outcome.number)


def _stood(field: Field, order: Order, place: int) -> Hashable:
    """Return what went out at a place of an order, folded; `HOLE` if it is not known."""
    if (row := order.rows[place]) is not None:
        return went_out(field, row)
    return field.kind.fold(order.gone[place].get(field.key)) if place in order.gone else HOLE


def orders_of(rows: Sequence[ReturnedRow], sent: Sequence[int], gone: Bases = MappingProxyType({})) -> list[Order]:
    """Return the rows as they stand, and as they went out: without those that are gone since, and with them."""
    orders = [Order(list(rows))]
    if sent and [r.number for r in rows if r.number is not None] != list(sent):
        by_number = {r.number: r for r in rows if r.number is not None}
        orders.append(Order([by_number.get(number) for number in sent]))
        if lost := {place: gone[number] for place, number in enumerate(sent) if number in gone}:
            orders.append(Order(orders[-1].rows, lost))
    return orders


def act_of_holes(column: ColumnPlan, field: Field, sheet: str, found: Sequence[ReturnedRow]) -> Act:
    """Return the cells beside moved columns that may be a slip as an act; they are not taken."""
    told = (
        f"In “{column.header}”, {counted(len(found), 'cell')} came back empty, or with a value from nearby, while "
        "cells of other columns moved."
    )
    return Act(
        ActKind.NEAR_MOVED,
        sheet,
        (column.header,),
        tuple(r.outcome.number for r in found),
        told,
        Reply.LEAVE,
        (Reply.LEAVE, Reply.TAKE),
        examples(shown_in(field, column, found)),
        len(found),
    )


def act_of(slip: SlippedColumn, sheet: str) -> Act:
    """Return a slip as an act: put back where almost every moved cell shows it, otherwise left out."""
    cells = slip.moved
    true = sum(1 for row, owner, its in cells if its or (owner is None and says(slip.field, row) is None))
    sure = true >= _SURE * len(cells)
    changed = [row for row, _, _ in cells if slip.field.key in row.said or slip.field.key in row.unread]
    shown = shown_in(slip.field, slip.column, changed)
    return Act(
        ActKind.SLIPPED,
        sheet,
        (slip.column.header,),
        tuple(row.outcome.number for row, _, _ in cells),
        _sentence(slip, changed),
        Reply.UNDO if sure else Reply.LEAVE,
        (Reply.UNDO, Reply.LEAVE, Reply.TAKE) if sure else (Reply.LEAVE, Reply.TAKE),
        examples(shown),
        len(changed),
    )


def _sentence(slip: SlippedColumn, changed: Sequence[ReturnedRow]) -> str:
    parts = []
    for stretch in slip.stretches:
        rows = [r for r in slip.rows[stretch.first : stretch.last + 1] if r is not None]
        first, last = rows[0].outcome.number, rows[-1].outcome.number
        to_end = stretch.last >= len(slip.rows) - 1
        where = f"from row {first} on" if to_end else f"in rows {first} to {last}"
        up = stretch.by > 0
        far = "one row" if abs(stretch.by) == 1 else f"{abs(stretch.by)} rows"
        done = "deleted" if up else "inserted"
        cells = "a cell was" if abs(stretch.by) == 1 else f"{abs(stretch.by)} cells were"
        why = f": {cells} {done} there" if to_end else ""
        parts.append(f"{where} every value stands {far} {'higher' if up else 'lower'} than it went out{why}")
    order = f"in the order of “{slip.sorted_by}”, " if slip.sorted_by else ""
    return f"In “{slip.column.header}”, {order}{'; '.join(parts)}. That would change {counted(len(changed), 'row')}."


def cells_put_back(slips: Sequence[SlippedColumn]) -> dict[tuple[int, str], "Cell"]:
    """Return the cell of each row that a slip moved away, or brought another's, by the row's `id` and field key."""
    found: dict[tuple[int, str], Cell] = {}
    for slip in slips:
        found |= {(id(row), slip.field.key): None for row, _, _ in slip.moved}
        moves = [(row, owner) for row, owner, _ in slip.moved if owner is not None]
        found |= {(id(owner), slip.field.key): row.cells[slip.column.index] for row, owner in moves}
    return found
