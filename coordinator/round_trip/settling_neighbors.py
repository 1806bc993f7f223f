"""Neighboring cells of single rows of a sheet that came back: exchanged, copied from the row above, dragged."""

from coordinator.importing.acts import Reply
from coordinator.round_trip import moved_blocks
from coordinator.round_trip.ditto import ditto_marks
from coordinator.round_trip.filled_blocks import filled_blocks
from coordinator.round_trip.filtered import pasted_visible
from coordinator.round_trip.neighboring import Neighboring, exchange_act
from coordinator.round_trip.settling import Settling


def leave_exchanged_rows(sheet: Settling) -> None:
    """Leave out the cells of rows that changed places in several columns, in all that went along."""
    pairs = Neighboring(sheet.rt, sheet.plan.columns, sheet.open_rows).exchanged()
    if pairs and sheet.answer(exchange_act(pairs, sheet.plan.name)) is Reply.LEAVE:
        for one, other, cells in pairs:
            for column, _ in cells:
                one.withdraw(column.target, column.header)
                other.withdraw(column.target, column.header)


def leave_beside(sheet: Settling) -> None:
    """Leave out neighboring cells that are another row's: dragged there, or filled from the row above."""
    beside = Neighboring(sheet.rt, sheet.plan.columns, sheet.open_rows)
    for block in list(beside.dragged()):
        if sheet.answer(moved_blocks.act_of(block, sheet.plan.name)) is Reply.LEAVE:
            for column, _, row in block.cells:
                row.withdraw(column.target, column.header)
    known: set[int] = set()
    for filled in list(filled_blocks(sheet.rt, sheet.plan.columns, sheet.open_rows)):
        known |= {id(row) for row in filled.rows}
        answer = sheet.answer(filled.act(sheet.plan.name))
        for column, _, row in filled.cells:
            if answer is Reply.LEAVE:
                row.withdraw(column.target, column.header)
            else:
                sheet.from_above.add((column.target, id(row)))
    for copied in [c for c in beside.from_beside() if id(c.row) not in known]:
        if sheet.answer(copied.act(sheet.plan.name)) is Reply.LEAVE:
            for column, _ in copied.cells:
                copied.row.withdraw(column.target, column.header)


def leave_visible(sheet: Settling) -> None:
    """Leave out what stood in the visible cells of a filter, and was pasted over other rows."""
    found = pasted_visible(sheet.rt, sheet.plan.columns, sheet.unnamed_columns, sheet.open_rows, sheet.sent)
    for pasted in list(found):
        if sheet.answer(pasted.act(sheet.plan.name)) is Reply.LEAVE:
            for column, _, row in pasted.cells:
                row.withdraw(column.target, column.header)


def leave_ditto(sheet: Settling) -> None:
    """Leave out cells that only point at the one above."""
    for act, cells in list(ditto_marks(sheet.rt, sheet.plan.columns, sheet.plan.name, sheet.open_rows)):
        if sheet.answer(act) is Reply.LEAVE:
            for column, row in cells:
                row.withdraw(column.target, column.header)
