"""Whole rows of a sheet that came back: whose they are, and which are left out since their cells moved."""

from collections import Counter
from collections.abc import Sequence

from coordinator.importing.acts import ActKind, Reply
from coordinator.round_trip import (
    alarms,
    among_moved,
    erased_rows,
    left_overs,
    moved_ids,
    other_layout,
    pasted_across,
    pasted_rows,
    pushed_ends,
    pushed_rows,
    two_people,
)
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.settling import Settling

_FEW = 2
"""One row alone that names somebody else is no sign that IDs moved."""


def put_ids_back(sheet: Settling) -> None:
    """Give rows to whom they name, where the IDs moved; else leave them out."""
    missing = set(sheet.sent) - {r.number for r in sheet.rows}
    sheet.gone = bases = sheet.bases_of(sorted(missing)) if missing else {}
    found = moved_ids.strays(sheet.rt, sheet.moving_columns, sheet.rows, bases)
    if stayed := among_moved.that_stayed(sheet.rt, sheet.moving_columns, found):
        sheet.stayed |= stayed
        found = moved_ids.strays(sheet.rt, sheet.moving_columns, sheet.rows, bases)
    known = any(a.kind is ActKind.IDS_MOVED for a in sheet.acts)
    if known or len(found) >= _FEW:
        more, sheet.unproved = moved_ids.unproved(sheet.rt, sheet.moving_columns, sheet.rows, bases, found)
        found += more
    if found and (known or len(found) >= _FEW):
        found.sort(key=lambda s: s.row.outcome.number)
        if sheet.answer(moved_ids.act_of(sheet.rt, sheet.plan.name, found)) is Reply.UNDO:
            stood = [(s.row, s.row.base) for s in found]
            sheet.read_again(moved_ids.put_back(found), sheet.plan.columns)
            sheet.compare_again()
            by_number = {r.number: r for r in sheet.rows}
            orders = (sheet.rows, [by_number[n] for n in sheet.sent if n in by_number])
            for act, column, those in moved_ids.stayed(sheet.rt, sheet.plan.columns, sheet.plan.name, stood, orders):
                if sheet.answer(act) is Reply.LEAVE:
                    for row in those:
                        row.withdraw(column.target, column.header)
        else:
            for stray in found:
                sheet.leave_row_out(stray.row, "Its row ID is somebody else's; nothing of the row is taken")


def leave_pushed(sheet: Settling, *, to_end: bool = False) -> None:
    """Leave out rows whose cells were pushed sideways; `to_end`: those that were up to their last cell."""
    rows = sheet.open_rows
    found = pushed_rows.pushed(sheet.rt, sheet.plan.columns, rows, to_end=to_end)
    if to_end:
        known = {id(row) for row, _ in found}
        left = [r for r in rows if id(r) not in known] if known else rows
        found += pushed_ends.pushed_ends(sheet.rt, sheet.plan.columns, left, by_code=True)
        found.sort(key=lambda each: each[0].outcome.number)
    _leave(sheet, found)


def leave_pushed_beside(sheet: Settling) -> None:
    """Find the rows whose values alone tell; it comes after what else brings values beside their place."""
    rows = sheet.open_rows
    _leave(sheet, list(pushed_ends.pushed_ends(sheet.rt, sheet.plan.columns, rows, by_code=False)))


def leave_pasted_across(sheet: Settling) -> None:
    """Leave out the cells of a column that were pasted across a row."""
    for found in list(pasted_across.pasted_across(sheet.rt, sheet.plan.columns, sheet.open_rows)):
        if sheet.answer(pasted_across.act_of(sheet.rt, sheet.plan.name, found)) is Reply.LEAVE:
            row, _, columns = found
            for column in columns:
                row.withdraw(column.target, column.header)


def leave_other_layout(sheet: Settling) -> None:
    """Leave out rows over which cells of a sheet with other columns were pasted."""
    pasted = {h for a in sheet.acts if a.kind is ActKind.PASTED and a.answer is Reply.LEAVE for h in a.columns}
    found = list(other_layout.other_layout(sheet.rt, sheet.plan.columns, sheet.open_rows, pasted))
    if not found:
        return
    if sheet.answer(other_layout.act_of(sheet.plan.name, found)) is Reply.TAKE:
        sheet.take_as_they_stand(row for row, _ in found)
        return
    for row, _ in found:
        sheet.leave_row_out(row, "Its cells hold values of its other columns; nothing of the row is taken")


def leave_erased(sheet: Settling, *, to_the_right: bool = False) -> None:
    """Leave out the emptied cells of rows without any name left; `to_the_right`: of rows erased from a column on."""
    if to_the_right and ActKind.IDS_MOVED in sheet.moves:
        return  # what stood there may have moved
    find = erased_rows.to_the_right if to_the_right else erased_rows.without_names
    cells = find(sheet.rt, sheet.plan.columns, sheet.open_rows)
    if cells and sheet.answer(erased_rows.act_of(sheet.plan.name, cells)) is Reply.LEAVE:
        for column, _, row in cells:
            row.withdraw(column.target, column.header)


def leave_among_moved(sheet: Settling) -> None:
    """Leave out changed rows that seem to be their IDs' own, where the IDs all around moved."""
    moved = {n for a in sheet.acts if a.kind is ActKind.IDS_MOVED and a.columns for n in a.rows}
    unproved = {r.outcome.number for r in sheet.unproved}
    if found := among_moved.among_moved(sheet.open_rows, moved, unproved):
        sheet.answer(among_moved.act_of(sheet.rt, sheet.plan.name, found))
        for row in found:
            sheet.leave_row_out(
                row, "The row IDs all around it moved, and it may be somebody else's; nothing of it is taken"
            )


def leave_strangers(sheet: Settling) -> None:
    """Leave out rows that are about somebody else than their ID says; it comes after what explains them."""
    met = Counter(r.number for r in sheet.rows)  # of an ID that stands twice, that is told
    looked = [r for r in sheet.rows if r.said and not r.left_out and id(r) not in sheet.as_they_stand]
    open_ = [r for r in looked if met[r.number] == 1]
    found = moved_ids.strangers(sheet.rt, sheet.plan.columns, open_)
    strangers = [r for r in found if not alarms.another_person(sheet.rt, r, r.base or {})]
    known = {id(r) for r in strangers}
    unproved = [r for r in sheet.unproved if not r.left_out and id(r) not in sheet.as_they_stand | known]
    strangers += unproved
    if strangers:
        sheet.answer(moved_ids.act_of_strangers(sheet.rt, sheet.plan.name, strangers))
        for row in strangers:
            sheet.leave_row_out(
                row, "Almost everything in it is other than what went out with its ID; nothing of it is taken"
            )
    _leave_two_people(sheet)


def leave_pasted_over(sheet: Settling, found: Sequence[tuple[ReturnedRow, ReturnedRow]]) -> None:
    """Leave out rows that say just what another one does, where no column that moved explains it."""
    found = [
        (row, other) for row, other in found if row.said and not row.left_out and id(row) not in sheet.as_they_stand
    ]
    if not found:
        return
    if sheet.answer(pasted_rows.act_of(sheet.rt, sheet.plan.name, found)) is Reply.TAKE:
        sheet.take_as_they_stand(row for row, _ in found)
        return
    for row, _ in found:
        sheet.leave_row_out(row, "It says just what another row does, but for its ID; nothing of it is taken")


def leave_moved_out(sheet: Settling) -> None:
    """Leave out rows without an ID that hold what moved out of others, and tell each with its words."""
    if not sheet.moves:
        return
    for row in left_overs.moved_out(sheet.rt, sheet.plan.columns, sheet.rows, sheet.gone, sheet.acts):
        sheet.leave_row_out(row, left_overs.MOVED_OUT)
        row.tell(sheet.reading.file, "", row.words, left_overs.MOVED_OUT)


def leave_left_overs(sheet: Settling) -> None:
    """Make nobody new of rows that are hardly somebody; it comes after what tells which columns moved."""
    found = left_overs.left_over(sheet.rt, sheet.plan.columns, sheet.rows, sheet.gone, sheet.acts)
    read = [*found, *filter(left_overs.says_nothing, sheet.rows)]
    named = left_overs.named_to_read(sheet.rt, sheet.plan.columns, read) if not sheet.moves else []
    if named and sheet.answer(left_overs.act_of_named(sheet.rt, sheet.plan.name, named)) is Reply.TAKE:
        for row, values in named:
            row.said.update(values)
    elif named:
        for row, _ in named:
            sheet.leave_row_out(
                row, "It names somebody in columns that are for reading only; no new record is made of it"
            )
    known = {id(row) for row, _ in named}
    found = [r for r in found if id(r) not in known]
    if found and sheet.answer(left_overs.act_of(sheet.plan.columns, sheet.plan.name, found)) is Reply.LEAVE:
        for row in found:
            sheet.leave_row_out(row, "It has no row ID, and too little for somebody new; no new record is made of it")


def _leave_two_people(sheet: Settling) -> None:
    """Leave out rows that still name somebody else than their ID, once columns that moved were put back."""
    left, taken = (
        {c.target for c in sheet.plan.columns for a in sheet.acts if a.answer is reply and c.header in a.columns}
        for reply in (Reply.LEAVE, Reply.TAKE)
    )
    rows = [
        r
        for r in two_people.still_open(sheet.of_two, left, taken)
        if not r.left_out
        and id(r) not in sheet.as_they_stand
        and not alarms.another_person(sheet.rt, r, r.base or {})  # told where rows are merged
    ]
    by_columns = two_people.only_by(sheet.of_two, left)
    for acts_of, those in (
        (two_people.act_of, [r for r in rows if id(r) not in by_columns]),
        (two_people.act_of_beside, [r for r in rows if id(r) in by_columns]),
    ):
        answer = sheet.answer(acts_of(sheet.rt, sheet.plan.name, those)) if those else Reply.UNDO
        for row in those if answer is Reply.LEAVE else ():
            sheet.leave_row_out(row, "Names or addresses in it are somebody else's than its ID; nothing of it is taken")


def _leave(sheet: Settling, found: Sequence[tuple[ReturnedRow, int]]) -> None:
    for act in pushed_rows.act_of(sheet.rt, sheet.plan.columns, sheet.plan.name, found):
        rows = [row for row, _ in found if row.outcome.number in act.rows]
        if sheet.answer(act) is Reply.TAKE:
            sheet.take_as_they_stand(rows)
            continue
        for row in rows:
            sheet.leave_row_out(row, "Its cells were pushed sideways; nothing of the row is taken")
