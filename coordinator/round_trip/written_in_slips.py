"""Cells that were written in a column that slipped: before, they are the former row's; afterwards, the row's.

The column alone never tells which: a cell that was written over the former row's value and then moved leaves the same
sheet as one that was written over that value where it had moved to. What tells is what the cell says, and what else
was written in the two rows; where neither does, somebody is asked.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.cells import read_cell
from coordinator.round_trip.corrections import corrects
from coordinator.round_trip.rows import ReturnedRow, shown_in
from coordinator.round_trip.slipped import SlippedColumn, says, went_out

if TYPE_CHECKING:
    from coordinator.workbooks.book import Cell

_EVERYWHERE = 3
"""So many cells of one value that came to say the same were replaced."""
_STAYED = 3
"""So many cells beside moved ones that say what they did show that their column did not move."""
_MOST_WRITTEN = 0.2
"""Share of the cells beside moved ones up to which those that were written tell a row from the next."""
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class EitherCell:
    """A cell that was written in a column that slipped: before, it is the owner's; afterwards, the row's.

    Attributes:
        row: the row in which it stands now.
        owner: the row that it stood in before cells moved; the row itself where no other cell can have moved there.
        cell: what was written.
    """

    row: ReturnedRow
    owner: ReturnedRow
    cell: "Cell"

    def give(self, field: Field, header: str, file: str, *, to_row: bool) -> None:
        """Read it for one of the two, unless that one has another cell."""
        whose = self.row if to_row else self.owner
        if field.key in whose.said:
            return
        was = whose.base.get(field.key) if whose.base else None
        cleaned = read_cell(field, self.cell, was)
        if cleaned.problem:
            whose.tell(file, header, self.cell, cleaned.problem)
        elif cleaned.value != was:
            whose.said[field.key] = cleaned.value


class Clue(Enum):
    """What shows whose a written cell is, as its sentence says it."""

    UNKNOWN = "{what} is {beside}'s if it was written after cells moved, {whose}'s if before."
    MENDS_OWNERS = "{what} corrects what went out for {whose}."
    MENDS_ROWS = "{what} corrects what went out for {beside}, and was written after cells moved."
    REPLACED = "{what} replaced what went out for {whose}, as it did in other rows."
    AMONG_ROWS = "{what} seems to be {beside}'s, of whom other cells were written too, and none of {whose}'s."
    AMONG_OWNERS = "{what} seems to be {whose}'s, of whom other cells were written too, and none of {beside}'s."
    NEW = "{what} is {beside}'s: it was written where moving left an empty cell."

    @property
    def answer(self) -> Reply:
        """What is done about the cell as long as nobody says anything."""
        if self is Clue.UNKNOWN:
            return Reply.LEAVE
        return Reply.TAKE if self in (Clue.MENDS_ROWS, Clue.AMONG_ROWS, Clue.NEW) else Reply.UNDO


Written = Sequence[tuple[EitherCell, Clue]]


def put_back(
    rt: RecordType, slip: SlippedColumn, file: str, beside: Collection[Field]
) -> tuple[list[str], list[Written]]:
    """Read the moved cells beside the people that they belong to, and leave out those of whom nobody can tell.

    Args:
        rt: the record type, with its answers.
        slip: how the column slipped.
        file: the file's name.
        beside: fields of columns of which it is not known that anything moved in them.

    Returns:
        What to know about cells that are not taken; and those that were written, by what is done about them at first.
    """
    key, header = slip.field.key, slip.column.header
    told: list[str] = []
    stays = _places(slip)
    moves = [(row, owner) for row, owner, _ in slip.moved]
    said = {id(row): (says(slip.field, row), row.cells[slip.column.index]) for row, _ in moves}
    for row, _ in moves:
        row.withdraw(key, header)
    written: list[EitherCell] = []
    new: list[EitherCell] = []
    left_empty = _left_empty(slip)
    out = {went_out(slip.field, r) for r in slip.rows if r is not None}
    for row, owner in moves:
        folded, cell = said[id(row)]
        if owner is None or owner.base is None or id(owner) in stays:
            if folded is None or folded == went_out(slip.field, row):
                continue
            if row.base is not None and (left_empty.get(id(row)) or (id(row) in left_empty and folded not in out)):
                new.append(EitherCell(row, row, cell))
            elif folded not in out or id(row) in left_empty:
                told.append(
                    f"“{plain_text(cell)[:80]}” in row {row.outcome.number} of “{header}” is nobody's; not taken."
                )
            continue
        stays.add(id(owner))
        owner.withdraw(key, header)  # where a block was dragged away, its place is empty
        if folded != went_out(slip.field, owner):
            written.append(EitherCell(row, owner, cell))
    if key in ABOUT_CONSENT:
        for each in (*written, *new):
            what, now, whose = _told_of(rt, slip, each)
            people = f"{whose}'s or {now}'s" if each.owner is not each.row else f"{now}'s"
            why = f"{what} is {people}: cells of the column moved. It is not taken; ask who said so."
            each.row.tell(file, header, each.cell, why)
        return told, []
    known = [(each, Clue.NEW) for each in new] + _known(slip, written, beside)
    answers = (Reply.LEAVE, Reply.UNDO, Reply.TAKE)
    return told, [those for a in answers if (those := [(each, why) for each, why in known if why.answer is a])]


def act_of_written(rt: RecordType, slip: SlippedColumn, sheet: str, written: Written) -> Act:
    """Return cells of a slipped column that were written, and are all treated alike at first, as an act."""
    told = []
    for each, why in written[:_MOST_NAMED]:
        what, now, whose = _told_of(rt, slip, each)
        told.append(why.value.format(what=what, beside=now, whose=whose))
    if (rest := len(written) - len(told)) > 0:
        told.append(f"So it is with {counted(rest, 'more cell')}.")
    rows = [each.row for each, _ in written]
    return Act(
        ActKind.NEAR_MOVED,
        sheet,
        (slip.column.header,),
        tuple(r.outcome.number for r in rows),
        " ".join(told),
        written[0][1].answer,
        (Reply.LEAVE, Reply.TAKE) if all(e.owner is e.row for e, _ in written) else tuple(_MAY),
        examples(shown_in(slip.field, slip.column, rows)),
        len(written),
    )


_MAY = (Reply.LEAVE, Reply.TAKE, Reply.UNDO)


def _told_of(rt: RecordType, slip: SlippedColumn, written: EitherCell) -> tuple[str, str, str]:
    """Return what names a written cell, who stands beside it, and who stood there before cells moved."""
    cell = plain_text(written.cell)[:80]
    what = f"“{cell}”" if cell else "The empty cell"
    where = f"{what} in row {written.row.outcome.number} of “{slip.column.header}”"
    beside, whose = (rt.title(r.base or {}) for r in (written.row, written.owner))
    return where, beside, whose


def _known(
    slip: SlippedColumn, written: Sequence[EitherCell], beside: Collection[Field]
) -> list[tuple[EitherCell, Clue]]:
    """Return written cells with what shows whose they are."""
    everywhere = Counter(_change(slip.field, each) for each in written)
    of_people = _written_beside(slip, beside) if written else frozenset()
    found = []
    for each in written:
        clues = set()
        if mends := _mends(slip, each):
            clues.add(mends)
        rows, owners = (id(r) in of_people for r in (each.row, each.owner))
        if rows is not owners:
            clues.add(Clue.AMONG_ROWS if rows else Clue.AMONG_OWNERS)
        if _is_replaced(slip.field, each, everywhere):
            clues = {Clue.REPLACED}
        agree = len({why.answer for why in clues}) == 1
        found.append((each, min(clues, key=list(Clue).index) if agree else Clue.UNKNOWN))
    return found


def _change(field: Field, written: EitherCell) -> tuple[Hashable, str]:
    return went_out(field, written.owner), plain_text(written.cell)


def _is_replaced(field: Field, written: EitherCell, everywhere: Mapping[tuple[Hashable, str], int]) -> bool:
    """Return whether one value was replaced wherever it stood: whose it was does not depend on when."""
    before = (written.owner.base or {}).get(field.key)
    many = everywhere[_change(field, written)] >= _EVERYWHERE
    return before is not None and bool(plain_text(written.cell)) and many


def _mends(slip: SlippedColumn, written: EitherCell) -> Clue | None:
    """Return whose value a cell is a correction of, if it is one, and of no one else's.

    A correction of what had moved into a row is still one of its owner's value.
    """
    owners, rows = (corrects(slip.field, written.cell, r.base or {}, slip.rows) for r in (written.owner, written.row))
    if owners is rows:
        return None
    return Clue.MENDS_OWNERS if owners else Clue.MENDS_ROWS


def _written_beside(slip: SlippedColumn, beside: Collection[Field]) -> set[int]:
    """Return the rows in which something was written in columns of which their moved rows show that they stayed."""
    based = [(row, owner) for row, owner, _ in slip.moved if row.base is not None and owner is not None]
    found: set[int] = set()
    for field in beside:
        key = field.key
        if key == slip.field.key:
            continue
        written = {id(r) for pair in based for r in pair if key in r.said or key in r.unread}
        if not 0 < len(written) <= max(1, _MOST_WRITTEN * len(based)):
            continue
        stayed = (1 for row, o in based if id(row) not in written and went_out(field, row) != went_out(field, o))
        if sum(islice(stayed, _STAYED)) == _STAYED:
            found |= written
    return found


def _left_empty(slip: SlippedColumn) -> dict[int, bool]:
    """Return the rows whose cell was left empty as others moved, and whether nothing can have been copied there."""
    found: dict[int, bool] = {}
    for stretch in slip.stretches:
        if stretch.by > 0 and stretch.last == len(slip.rows) - 1:
            places, at_end = range(stretch.last - stretch.by + 1, stretch.last + 1), True
        elif stretch.by < 0:
            places, at_end = range(stretch.first, stretch.first - stretch.by), False
        else:
            continue
        for place in (p for p in places if stretch.first <= p <= stretch.last):
            if (row := slip.rows[place]) is not None:
                found[id(row)] = at_end
    return found


def _places(slip: SlippedColumn) -> set[int]:
    """Return the rows whose own cell did not move, nor was left empty by what moved away."""
    inside = {p for s in slip.stretches for p in range(s.first, s.last + 1)}
    return {
        id(row)
        for place, row in enumerate(slip.rows)
        if row is not None and place not in inside and not _is_left_empty(slip.field, row)
    }


def _is_left_empty(field: Field, row: ReturnedRow) -> bool:
    return row.base is not None and row.base.get(field.key) is not None and row.said.get(field.key, field) is None
