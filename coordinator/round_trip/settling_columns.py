"""Columns of a sheet that came back: what moved along or between them is put back, or left out."""

from collections.abc import Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.fields import Field
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip import (
    alarms,
    away_from_part,
    beside_moved,
    date_order,
    date_shifts,
    headings_moved,
    moved_alike,
    reused_headings,
    shrunk,
    slip_edges,
    slipped,
    sort_or_slip,
    split_cells,
    written_in_slips,
)
from coordinator.round_trip.rows import ReturnedRow, shown_in, touched
from coordinator.round_trip.settling import Settling

_MANY_KINDS = 3
"""Where cells were moved in so many ways, or in one more than the IDs, no value from nearby is taken for an edit."""
_IN_PLACE = frozenset({ActKind.SORTED, ActKind.FILLED, ActKind.NEAR_MOVED})
"""What was found so of a column before slips are looked for is no slip, also if somebody takes it."""
_SLIPPED_OUT = "Holds what slipped out of the last row of a column; it is no new record"


def leave_split(sheet: Settling) -> None:
    """Leave out the cells of columns that were split over those beside them."""
    for act, cells in split_cells.split_cells(sheet.rt, sheet.plan.columns, sheet.plan.name, sheet.open_rows):
        if sheet.answer(act) is Reply.LEAVE:
            for column, row in cells:
                row.withdraw(column.target, column.header)


def put_headings_right(sheet: Settling) -> None:
    """Read columns by what they hold whose headings were exchanged; leave out what was pasted over, or is another's."""
    for act, column in reused_headings.reused(sheet.rt, sheet.plan.name, sheet.plan.columns, sheet.rows):
        if sheet.answer(act) is Reply.LEAVE:
            sheet.leave_out(column)
    swapped, pasted = headings_moved.over_others(sheet.rt, sheet.plan.columns, sheet.rows)
    for act, (column, _) in zip(
        headings_moved.act_of(sheet.rt, sheet.plan.name, pasted, sheet.rows, pasted=True), pasted, strict=True
    ):
        if sheet.answer(act) is Reply.LEAVE:
            sheet.leave_out(column)
    if not swapped:
        return
    acts = headings_moved.act_of(sheet.rt, sheet.plan.name, swapped, sheet.rows, pasted=False)
    answers = [sheet.answer(act) for act in acts]
    if all(a is Reply.UNDO for a in answers):
        for column, _ in swapped:
            sheet.leave_out(column)
        sheet.plan.columns = headings_moved.replanned(sheet.plan.columns, swapped)
        moved = {column.index for column, _ in swapped}
        sheet.reading.read([c for c in sheet.plan.columns if c.index in moved], sheet.rows)
        sheet.compare_again()
    elif Reply.LEAVE in answers:
        for column, _ in swapped:
            sheet.leave_out(column)


def put_dates_right(sheet: Settling) -> None:
    """Read dates in the order in which they came back, and leave out those that moved by a day."""
    _put_order_right(sheet)
    for shift in date_shifts.date_shifts(sheet.rt, sheet.plan.columns, sheet.rows):
        answer = sheet.answer(date_shifts.act_of(sheet.rt, sheet.plan.name, shift))
        for row, column in shift.cells if answer is not Reply.TAKE else ():
            row.withdraw(column.target, column.header)
        if answer is Reply.UNDO:
            date_shifts.put_edited_back(shift, sheet.rows, sheet.reading.file)
        for column in {c.index: c for _, c in shift.cells}.values() if answer is Reply.LEAVE else ():
            sheet.leave_out(column)


def leave_shrunk(sheet: Settling, *, closed: bool = False) -> None:
    """Leave out the columns in which duplicates were removed alone; `closed`: of which empty cells were deleted."""
    orders = slipped.orders_of(sheet.rows, sheet.sent)
    open_ = sheet.unnamed_columns
    for act, column in shrunk.shrunk(sheet.rt, open_, sheet.plan.name, sheet.rows, orders, closed=closed):
        if sheet.answer(act) is Reply.LEAVE:
            sheet.leave_out(column)


def put_slips_back(sheet: Settling) -> None:
    """Put back, or leave out, columns that slipped."""
    known = {h for act in sheet.acts if act.kind in _IN_PLACE for h in act.columns}
    open_ = [c for c in sheet.plan.columns if c.header not in known]
    found = slipped.find_slips(sheet.rt, open_, sheet.rows, sheet.sent, sheet.gone)
    if found and sheet.compare_again(slipped.cells_put_back(found)):
        found = slipped.find_slips(sheet.rt, open_, sheet.rows, sheet.sent, sheet.gone)
    sheet.doubted = _doubted(sheet, found)
    doubted = {s.column.index for s in sheet.doubted}
    sheet.slips = slips = [s for s in found if s.column.index not in doubted]
    beside = moved_alike.owners_of_slipped(slips)
    moved = {s.column.index for s in found} | {c.index for c in sheet.plan.columns if c.header in sheet.named}
    stayed = [f for c in sheet.plan.columns if c.index not in moved and (f := sheet.rt.by_key.get(c.target))]
    for slip in slips:
        answer = sheet.answer(slipped.act_of(slip, sheet.plan.name))
        for row in moved_alike.at_edges(slip, beside) if answer is not Reply.TAKE else ():
            cell = row.cells[slip.column.index]
            row.withdraw(slip.field.key, slip.column.header)
            row.tell(sheet.reading.file, slip.column.header, cell, moved_alike.AT_EDGE)
        if answer is Reply.UNDO:
            sheet.plan.notes += slip_edges.leave_edges(sheet.rt, slip)
            told, written = written_in_slips.put_back(sheet.rt, slip, sheet.reading.file, stayed)
            sheet.plan.notes += told
            for those in written:
                _give_written(sheet, slip, those)
        elif answer is Reply.LEAVE:
            sheet.leave_out(slip.column)
    columns = {s.field.key for s in slips}
    for row in sheet.rows:
        if columns and row.number is None and row.said and row.said.keys() <= columns:
            sheet.leave_row_out(row, _SLIPPED_OUT)


def leave_sorted(sheet: Settling, *, exactly: bool = False) -> None:
    """Leave out columns that were sorted alone; `exactly`: only those of which nothing else was changed."""
    open_ = sheet.unnamed_columns
    out = frozenset(sheet.sent)
    rows = [r for r in sheet.rows if r.number in out] if out else sheet.rows  # whom a return brought never went out
    found = alarms.sorted_alone(
        open_, sheet.rt, rows, exactly=exactly, moves=bool(sheet.moves), sent=sheet.sent, alike=sheet.homes
    )
    looked = [c for c, _ in found] if exactly else []
    slips = slipped.find_slips(sheet.rt, looked, sheet.rows, sheet.sent, sheet.gone)
    slip_of = {slip.column.index: slip for slip in slips}
    known = len(sheet.homes)
    for column, moved in found:
        those = [r for r in sheet.rows if r.base is not None and column.target in r.said]
        numbers = tuple(r.outcome.number for r in those)
        if column.index in slip_of and slip_of[column.index].explains(numbers):
            continue  # where the last cells were blank, a slip leaves the same values too
        _leave_sorted_alone(sheet, column, those, moved)
    if len(sheet.homes) > known:
        leave_sorted(sheet, exactly=exactly)  # what moved by the same rows


def leave_moved_alike(sheet: Settling) -> None:
    """Leave out what moved by the same rows as columns that slipped or were sorted, where edits hid it."""
    open_ = sheet.unnamed_columns
    alone = {h for act in sheet.acts if act.kind is ActKind.SORTED for h in act.columns}
    sorted_ = [c for c in sheet.plan.columns if c.header in alone]
    owners = moved_alike.owners_of_sorted(sheet.rt, sorted_, sheet.rows) if sorted_ else {}
    beside = moved_alike.owners_of_slipped(sheet.slips)
    for column in open_ if owners or beside else ():
        field_ = sheet.rt.by_key.get(column.target)
        if field_ is None:
            continue
        if moved_alike.moved_with(field_, column, sheet.rows, owners):
            those = [r for r in sheet.rows if r.base is not None and field_.key in r.said]
            _leave_sorted_alone(sheet, column, those, len(those))
        elif found := moved_alike.moved_with(field_, column, sheet.rows, beside):
            leave_near_moved(sheet, column, field_, found)


def leave_doubted(sheet: Settling) -> None:
    """Leave out the columns that look slipped in a few cells, if nothing else explains what changed in them."""
    named = sheet.named
    open_ = [s for s in sheet.doubted if s.column.header not in named]
    changed = touched(sheet.rows) if open_ else {}
    for slip in open_:
        act = sort_or_slip.act_of_doubted(slip, sheet.plan.name, changed.get(slip.field.key, ()))
        if sheet.answer(act) is Reply.LEAVE:
            sheet.leave_out(slip.column)


def leave_holes(sheet: Settling) -> None:
    """Leave out what may be a slip too, in a sheet where cells moved in other columns."""
    kinds = sheet.moves
    disturbed = len(kinds) >= _MANY_KINDS or (ActKind.IDS_MOVED in kinds and len(kinds) > 1)
    if not disturbed and not kinds & {ActKind.SLIPPED, ActKind.SORTED, ActKind.PUSHED}:
        return
    open_ = sheet.unnamed_columns
    changed = touched(sheet.open_rows)
    orders = slipped.orders_of(sheet.rows, sheet.sent, sheet.gone)
    for column in open_:
        field_ = sheet.rt.by_key.get(column.target)
        if field_ is None or field_.key not in changed:
            continue
        found = slipped.holes(field_, changed[field_.key], orders, filled=disturbed)
        if found:
            leave_near_moved(sheet, column, field_, found)


def leave_near_moved(sheet: Settling, column: ColumnPlan, field_: Field, found: Sequence[ReturnedRow]) -> None:
    """Leave out cells of a column that may have moved, since cells of other columns did."""
    if sheet.answer(slipped.act_of_holes(column, field_, sheet.plan.name, found)) is Reply.LEAVE:
        for row in found:
            row.withdraw(column.target, column.header)


def leave_beside_moved(sheet: Settling, *, between: bool) -> None:
    """Tell the cells of columns empty otherwise that may have moved with those beside them.

    With `between`, of columns between two that moved, of which nothing is taken; else of the others too.
    """
    if not sheet.moves & {ActKind.SLIPPED, ActKind.SORTED}:
        return
    typed = {key for row in sheet.open_rows for key in (*row.said, *row.unread)}
    slipped_ = {s.column.header for s in sheet.slips}
    file, open_ = sheet.reading.file, {c.header for c in sheet.unnamed_columns} - slipped_
    moved = _moved(sheet) if any(c.target in typed for c in sheet.unnamed_columns if c.header in open_) else {}
    for found in list(beside_moved.beside_moved(sheet.rt, sheet.plan.columns, open_, sheet.open_rows, moved)):
        if between and not found.between:
            continue
        if found.field.key in ABOUT_CONSENT:
            for row, _ in found.cells:
                row.withdraw(found.field.key, found.column.header)
                row.tell(file, found.column.header, row.cells[found.column.index], moved_alike.AT_EDGE)
            continue
        answer = sheet.answer(found.act(sheet.rt, sheet.plan.name))
        if answer is Reply.UNDO:
            found.give_back(file)
        elif answer is Reply.LEAVE:
            found.withdraw()
        for row, _ in found.cells if answer is not Reply.TAKE else ():
            if row.number is None and not row.said.keys() - {s.field.key for s in sheet.slips}:
                sheet.leave_row_out(row, _SLIPPED_OUT)


def _moved(sheet: Settling) -> dict[int, beside_moved.Moved]:
    """Return by the index of each column that moved where its cells stood; of none that is taken as it stands."""
    taken = {h for a in sheet.acts if a.kind.moves and a.answer is Reply.TAKE for h in a.columns}
    alone = {h for a in sheet.acts if a.kind is ActKind.SORTED for h in a.columns} - taken
    sorted_ = [c for c in sheet.plan.columns if c.header in alone]
    owners = moved_alike.owners_of_sorted(sheet.rt, sorted_, sheet.rows) if sorted_ else {}
    by_sorting = beside_moved.moved_by_sorting(owners, sheet.rows)
    found = {c.index: by_sorting for c in sorted_}
    slips = (s for s in sheet.slips if s.column.header not in taken)
    return {**found, **{s.column.index: beside_moved.moved_by_slip(s) for s in slips}}


def _doubted(sheet: Settling, slips: Sequence[slipped.SlippedColumn]) -> list[slipped.SlippedColumn]:
    """Return the columns that look slipped of which a sorting beside them explains more, or of which it is little."""
    changed = touched(sheet.rows) if slips else {}
    alone = {h for act in sheet.acts if act.kind is ActKind.SORTED for h in act.columns}
    sorted_ = [c for c in sheet.plan.columns if c.header in alone] if slips else []
    owners = moved_alike.owners_of_sorted(sheet.rt, sorted_, sheet.rows) if sorted_ else {}
    return [
        s
        for s in slips
        if sort_or_slip.is_of_sorted(s, changed[s.field.key], sheet.rows, owners)
        or sort_or_slip.explains_little(s, changed[s.field.key])
    ]


def _put_order_right(sheet: Settling) -> None:
    order = date_order.date_order(sheet.rt, sheet.plan.columns, sheet.rows)
    if order is None:
        return
    answer = sheet.answer(date_order.act_of(sheet.rt, sheet.plan.name, order, sheet.rows))
    if answer is Reply.UNDO:
        sheet.order = order
        date_order.put_right(sheet.rt, order, sheet.rows, sheet.reading.file)
    elif answer is Reply.LEAVE:
        for column in order.columns:
            sheet.leave_out(column)


def _give_written(sheet: Settling, slip: slipped.SlippedColumn, written: written_in_slips.Written) -> None:
    """Give cells that were written in a slipped column to whom they are, or to whom somebody said."""
    answer = sheet.answer(written_in_slips.act_of_written(sheet.rt, slip, sheet.plan.name, written))
    for each, _ in written if answer is not Reply.LEAVE else ():
        each.give(slip.field, slip.column.header, sheet.reading.file, to_row=answer is Reply.TAKE)


def _leave_sorted_alone(sheet: Settling, column: ColumnPlan, those: Sequence[ReturnedRow], moved: int) -> None:
    field_ = sheet.rt.field(column.target)
    away = {id(r) for r in away_from_part.away_from_part(field_, sheet.rows)}
    those = [r for r in those if id(r) not in away]
    first, last = (f(r.outcome.number for r in those) for f in (min, max))
    where = f" in rows {first} to {last}" if away else ""
    count = moved - len(away)
    act = Act(
        ActKind.SORTED,
        sheet.plan.name,
        (column.header,),
        tuple(r.outcome.number for r in those),
        f"The column {column.header} seems to have been sorted alone{where}: {counted(count, 'row')} hold the value of "
        "another row.",
        Reply.LEAVE,
        (Reply.LEAVE, Reply.TAKE),
        examples(shown_in(field_, column, those)),
        count,
    )
    sheet.homes.append(alarms.homes_of(field_, sheet.rows))
    if sheet.answer(act) is Reply.LEAVE:
        for row in (r for r in sheet.rows if id(r) not in away):
            row.withdraw(column.target, column.header)
