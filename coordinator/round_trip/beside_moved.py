"""Cells typed into columns that are empty otherwise, beside columns that moved: nobody can tell whose they are.

Who inserts cells over a block of columns moves its empty columns too. What was typed there before is the former
row's, what was typed afterwards is the row's; a column that went out empty does not show whether it moved at all.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coordinator.base.naming_some import counted
from coordinator.importing.acts import MOST_SHOWN, Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip.moved_alike import Owners
from coordinator.round_trip.rows import ReturnedRow, shown_in
from coordinator.round_trip.slipped import SlippedColumn, says
from coordinator.round_trip.written_in_slips import EitherCell

_STAYED = 3
"""So many more cells that stayed than moved are enough to know that a column stayed."""
Moved = Mapping[int, Sequence[ReturnedRow]]
"""`id` of a row whose cells moved → the rows in which they may have stood before; none if that is not known."""


@dataclass(frozen=True, slots=True)
class BesideMoved:
    """Cells that were typed into a column of which it cannot be told whether it moved with those beside it.

    Attributes:
        column, field: the column, and its field.
        cells: each cell's row, and the row in which it would have stood before; None if that is not known.
        between: whether columns on both sides moved.
    """

    column: ColumnPlan
    field: Field
    cells: Sequence[tuple[ReturnedRow, ReturnedRow | None]]
    between: bool

    def act(self, rt: RecordType, sheet: str) -> Act:
        """Return them as an act: between columns that moved, nobody gets them unasked."""
        told = [_sentence(rt, self.column, row, whose) for row, whose in self.cells[:MOST_SHOWN]]
        if (rest := len(self.cells) - len(told)) > 0:
            told.append(f"So it is with {counted(rest, 'more cell')}.")
        rows = [row for row, _ in self.cells]
        known = all(owner is not None for _, owner in self.cells)
        return Act(
            ActKind.NEAR_MOVED,
            sheet,
            (self.column.header,),
            tuple(r.outcome.number for r in rows),
            " ".join(told),
            Reply.LEAVE if self.between else Reply.TAKE,
            (Reply.LEAVE, Reply.TAKE, Reply.UNDO) if known else (Reply.LEAVE, Reply.TAKE),
            examples(shown_in(self.field, self.column, rows)),
            len(rows),
        )

    def give_back(self, file: str) -> None:
        """Give the cells to those in whose rows they would have stood before."""
        either = [EitherCell(r, whose, r.cells[self.column.index]) for r, whose in self.cells if whose is not None]
        self.withdraw()
        for each in either:
            each.give(self.field, self.column.header, file, to_row=False)

    def withdraw(self) -> None:
        """Take nothing of the cells."""
        for row, _ in self.cells:
            row.withdraw(self.field.key, self.column.header)


def _sentence(rt: RecordType, column: ColumnPlan, row: ReturnedRow, owner: ReturnedRow | None) -> str:
    cell = plain_text(row.cells[column.index])[:80]
    what = f"“{cell}”" if cell else "The empty cell"
    now = f"{rt.title(row.base)}'s" if row.base is not None else "nobody's"
    was = f"{rt.title(owner.base or {})}'s" if owner is not None else "somebody else's"
    where = f"{what} in row {row.outcome.number} of “{column.header}”"
    return f"{where} is {now} if it was written after cells of the columns beside it moved, {was} if before."


def moved_by_slip(slip: SlippedColumn) -> Moved:
    """Return where the cells of a column that slipped stood, also those that slipped out below the last row."""
    found: dict[int, Sequence[ReturnedRow]] = {}
    for row, owner, _ in slip.moved:
        if owner is not None and owner.base is not None:
            found[id(row)] = [owner]
    for stretch in slip.stretches:
        for place in range(stretch.last + 1, min(len(slip.rows), stretch.last - stretch.by + 1)):
            below, above = slip.rows[place], slip.rows[place + stretch.by]
            if below is not None and below.base is None and above is not None and above.base is not None:
                found[id(below)] = [above]
    return found


def moved_by_sorting(owners: Owners, rows: Sequence[ReturnedRow]) -> Moved:
    """Return where the cells of columns that were sorted alone stood."""
    by_base = {id(r.base): r for r in rows if r.base is not None}
    return {i: [by_base[id(b)] for b in those] for i, those in owners.items()}


def beside_moved(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    open_: Collection[str],
    rows: Sequence[ReturnedRow],
    moved: Mapping[int, Moved],
) -> Iterator[BesideMoved]:
    """Yield the columns beside moved ones in which cells were typed that may have moved too.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        open_: headings of the columns of which nothing was found.
        rows: its rows.
        moved: index of a column that moved → where its cells stood.
    """
    typed = _typed(rows)
    in_order = sorted(columns, key=lambda c: c.index)
    by_id = {id(r): r for r in rows}
    for place, column in enumerate(in_order):
        field = rt.by_key.get(column.target)
        if column.header not in open_ or field is None or field.key not in typed:
            continue
        there = typed[field.key]
        sides = []
        for line in (in_order[place::-1], in_order[place:]):
            met = next((n for n, c in enumerate(line) if c.index in moved), 0)
            homes = moved[line[met].index] if met else {}
            passed = [rt.by_key.get(c.target) for c in line[:met] if c.header in open_]
            if any(id(r) in homes for r in there) and not any(_stayed(f, homes, by_id) for f in passed):
                sides.append(homes)
        if sides:
            yield BesideMoved(column, field, _cells(there, sides), len(sides) > 1)


def _typed(rows: Sequence[ReturnedRow]) -> Mapping[str, Sequence[ReturnedRow]]:
    """Return the rows in which something was written, by field key; in a row of nobody, blanks say nothing."""
    found: dict[str, list[ReturnedRow]] = {}
    for row in rows:
        for key in (*row.said, *row.unread):
            if row.base is not None or row.said.get(key, key) is not None:
                found.setdefault(key, []).append(row)
    return found


def _cells(rows: Sequence[ReturnedRow], sides: Sequence[Moved]) -> list[tuple[ReturnedRow, ReturnedRow | None]]:
    cells = []
    for row in rows:
        those = next((homes[id(row)] for homes in sides if id(row) in homes), None)
        if those is not None:
            cells.append((row, those[0] if len(those) == 1 else None))
    return cells


def _stayed(field: Field | None, homes: Moved, rows: Mapping[int, ReturnedRow]) -> bool:
    """Return whether the cells of a column show that it did not move with one beside it."""
    if field is None:
        return False
    key, stayed = field.key, 0
    for i, those in homes.items():
        row = rows.get(i)
        if row is None or row.base is None or not those or key in row.unread:
            continue
        own, theirs = row.base.get(key), [(r.base or {}).get(key) for r in those]
        if all(value == own for value in theirs):
            continue
        if key not in row.said:
            stayed += all(value != own for value in theirs)
        elif says(field, row) in [field.kind.fold(value) for value in theirs]:
            stayed -= 1
        if stayed >= _STAYED:
            return True
    return stayed > 0
