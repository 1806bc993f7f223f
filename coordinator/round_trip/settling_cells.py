"""Cells of a sheet that came back: what was dragged or pasted there, filled in bulk, or has no field."""

from collections import Counter
from collections.abc import Mapping, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.cells import NOTES
from coordinator.records.fields import Sign
from coordinator.records.kinds import plain_text
from coordinator.records.opt_outs import may_say_so
from coordinator.round_trip import (
    alarms,
    blocks,
    consent_days,
    emptied_rows,
    few_values,
    foreign_values,
    from_above,
    mass_edits,
    moved_blocks,
    names_moved,
    not_sent,
    settling_columns,
    slipped,
    sorted_parts,
)
from coordinator.round_trip.columns import NOT_OURS
from coordinator.round_trip.rows import ReturnedRow, changed_columns
from coordinator.round_trip.settling import Settling

_SEVERAL, _REST = 2, 0.1
"""A column that came back as so many blocks, and in so small a share of other cells, is not read by the cell."""
_BULK = frozenset({ActKind.FILLED, ActKind.REPLACED})


def leave_sorted_parts(sheet: Settling) -> None:
    """Leave out the cells of columns that were sorted in some rows alone."""
    for part in sorted_parts.sorted_parts(sheet.rt, sheet.unnamed_columns, sheet.open_rows, sheet.sent):
        if sheet.answer(part.act(sheet.plan.name)) is Reply.LEAVE:
            for column, _ in part.columns:
                for row in part.rows:
                    row.withdraw(column.target, column.header)


def leave_dragged(sheet: Settling) -> None:
    """Leave out the blocks of cells that were dragged, or copied, elsewhere in their columns."""
    open_ = sheet.unnamed_columns
    left: dict[str, list[int]] = {}
    for block in blocks.blocks(sheet.rt, open_, sheet.rows, sheet.sent, sheet.slips):
        if moved_blocks.is_one_day(block) and not sheet.moves:
            sheet.plan.notes.append(moved_blocks.told_of(block))
        else:
            _leave_block(sheet, block, left)
    for block in list(few_values.few_values(sheet.rt, sheet.unnamed_columns, sheet.open_rows, sheet.sent)):
        _leave_block(sheet, block, left)
    _leave_rest_of_blocks(sheet, left)


def _leave_block(sheet: Settling, block: blocks.Block, left: dict[str, list[int]]) -> None:
    """Leave out a block, and note by heading how many cells it has."""
    if sheet.answer(moved_blocks.act_of(block, sheet.plan.name)) is Reply.LEAVE:
        for column, _, row in block.cells:
            row.withdraw(column.target, column.header)
        for column in block.columns:
            left.setdefault(column.header, []).append(sum(c is column for c, *_ in block.cells))


def _leave_rest_of_blocks(sheet: Settling, left: Mapping[str, Sequence[int]]) -> None:
    """Leave out the few other cells of columns that came back as several blocks from elsewhere."""
    several = {heading: sum(cells) for heading, cells in left.items() if len(cells) >= _SEVERAL}
    columns = [c for c in sheet.plan.columns if c.header in several]
    rows = _taken_rows(sheet) if columns else []
    for column, field_, those in list(changed_columns(sheet.rt, columns, rows, 1)):
        if len(those) <= _REST * several[column.header]:
            settling_columns.leave_near_moved(sheet, column, field_, those)


def leave_filled_from_above(sheet: Settling) -> None:
    """Leave out blanks that were filled with the value above, or take them as one edit."""
    orders = slipped.orders_of(sheet.rows, sheet.sent)
    open_ = sheet.unnamed_columns
    for act, cells in from_above.filled_from_above(sheet.rt, open_, sheet.plan.name, sheet.rows, orders):
        answer = sheet.answer(act)
        for column, row in cells:
            if answer is Reply.LEAVE:
                row.withdraw(column.target, column.header)
            else:
                sheet.from_above.add((column.target, id(row)))


def leave_exchanged(sheet: Settling) -> None:
    """Leave out what just one other row went out with, in a sheet where IDs moved: such rows were not put back."""
    if not any(a.kind is ActKind.IDS_MOVED and a.columns for a in sheet.acts):
        return
    for column, field_, those in list(changed_columns(sheet.rt, sheet.unnamed_columns, sheet.open_rows, 1)):
        if field_.kind.words:
            continue
        out = Counter(field_.kind.fold(r.base.get(field_.key)) for r in sheet.rows if r.base is not None)
        said = [(r, slipped.says(field_, r)) for r in those]
        if found := [r for r, value in said if value is not None and out[value] == 1]:
            settling_columns.leave_near_moved(sheet, column, field_, found)


def leave_emptied(sheet: Settling) -> None:
    """Leave out what is empty in rows whose name came back empty, in a sheet where IDs moved."""
    if not any(a.kind is ActKind.IDS_MOVED and a.columns for a in sheet.acts):
        return
    gone = emptied_rows.emptied_rows(sheet.rt, sheet.plan.columns, sheet.open_rows)
    if gone and sheet.answer(emptied_rows.act_of(sheet.plan.name, gone)) is Reply.LEAVE:
        for column, _, row in gone:
            row.withdraw(column.target, column.header)
    known = {id(row) for *_, row in gone}
    names = [f.key for f in sheet.rt.fields if f.sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME)]
    rows = [r for r in sheet.rows if r.base is not None and any(r.said.get(k, k) is None for k in names)]
    rows = [r for r in rows if id(r) not in known]
    for column in sheet.plan.columns if rows else ():
        field_ = sheet.rt.by_key.get(column.target)
        if field_ is None or not field_.identity:
            continue
        if found := [r for r in rows if r.said.get(field_.key, field_) is None]:
            settling_columns.leave_near_moved(sheet, column, field_, found)


def leave_foreign(sheet: Settling) -> None:
    """Leave out cells with another column's values; where these were exchanged or copied on purpose, it is one edit."""
    open_ = sheet.unnamed_columns
    near = {h for a in sheet.acts if a.kind is ActKind.NEAR_MOVED and a.answer is Reply.LEAVE for h in a.columns}
    more = {h for a in sheet.acts if a.kind is not ActKind.NEAR_MOVED or a.answer is not Reply.LEAVE for h in a.columns}
    holed = [c for c in sheet.plan.columns if c.header in near - more]
    moved = {h for a in sheet.acts if a.kind.moves for h in a.columns} | (near if sheet.moves else set())
    found = foreign_values.foreign_values(
        sheet.rt,
        [*open_, *holed],
        sheet.plan.name,
        _taken_rows(sheet),
        sheet.plan.columns,
        {c.index for c in holed},
        {c.index for c in sheet.plan.columns if c.header in moved},
    )
    for act, cells in list(found):
        if sheet.answer(act) is Reply.LEAVE:
            for column, row in cells:
                row.withdraw(column.target, column.header)


def leave_joined_names(sheet: Settling) -> None:
    """Leave out names that were joined, or whose other half went into another column."""
    _leave_names(sheet, names_moved.joined(sheet.rt, sheet.plan.columns, sheet.rows))
    _leave_names(sheet, _names_gone(sheet))


def leave_names_from_nearby(sheet: Settling) -> None:
    """Leave out names that came from the rows beside; it comes after what is taken as one edit."""
    _leave_names(sheet, names_moved.from_nearby(sheet.rt, sheet.plan.columns, sheet.rows))


def _leave_names(sheet: Settling, found: Sequence[names_moved.NamesMoved]) -> None:
    taken = {h for a in sheet.acts if a.answer is Reply.TAKE and a.kind not in _BULK for h in a.columns}
    for names in found:
        if names.column.header not in taken and sheet.answer(names.act(sheet.plan.name)) is Reply.LEAVE:
            names.withdraw()


def _names_gone(sheet: Settling) -> list[names_moved.NamesMoved]:
    moved = {h for act in sheet.acts if act.kind.moves for h in act.columns}
    below = {text for _, _, text in sheet.plan.skipped}
    return names_moved.gone(sheet.rt, sheet.plan.columns, sheet.rows, below, moved)


def ask_about_masses(sheet: Settling) -> None:
    """Take what was filled or replaced in bulk as one edit each, and ask about permissions and fillers."""
    masses = mass_edits.mass_edits(
        sheet.rt,
        sheet.plan.name,
        sheet.plan.columns,
        _taken_rows(sheet),
        moves=bool(sheet.moves),
        taken={h for act in sheet.acts if act.answer is Reply.TAKE for h in act.columns},
        who_agreed=sheet.who_agreed,
    )
    agreed_on = consent_days.day_said(sheet.who_agreed)
    for act, cells in masses:
        if act.kind is ActKind.FILLED and set(act.columns) & sheet.kept:
            continue  # all of a new column is new
        told = sum((column.target, id(row)) in sheet.from_above for column, row in cells)
        if act.kind is ActKind.FILLED and 2 * told > len(cells):
            continue
        answer = sheet.answer(act)
        for column, row in cells:
            if answer is Reply.LEAVE:
                row.withdraw(column.target, column.header)
            elif act.kind in (ActKind.CONSENT, ActKind.REFUSALS):
                row.agreed.add(column.target)
                row.agreed_on = agreed_on if act.kind is ActKind.CONSENT else row.agreed_on


def leave_days_of_consent(sheet: Settling) -> None:
    """Leave out the day and the words of a consent that is not taken itself."""
    for column, row, told in list(consent_days.left_days(sheet.plan.columns, sheet.rows, sheet.acts)):
        row.withdraw(column.target, column.header)
        row.tell(sheet.reading.file, column.header, row.cells[column.index], told)


def leave_not_sent(sheet: Settling) -> None:
    """Leave out columns that are ours but did not go out with this workbook."""
    for act, cells in not_sent.acts_of(sheet.rt, sheet.plan.name, sheet.plan.columns, sheet.rows):
        if act.kind is ActKind.NOT_SENT and set(act.columns) & sheet.kept:
            continue
        if sheet.answer(act) is Reply.LEAVE:
            for column, row in cells:
                row.withdraw(column.target, column.header)


def ask_about_new_columns(sheet: Settling) -> None:
    """Tell the columns that are not ours, and keep those that somebody wants to keep."""
    for column in sheet.plan.columns:
        if column.why != NOT_OURS and column.header not in sheet.kept:
            continue
        filled = [r for r in sheet.rows if not r.left_out and r.cells[column.index] not in (None, "")]
        if not filled:
            continue
        cells = "1 cell of it is" if len(filled) == 1 else f"{len(filled):,} cells of it are"
        told = f"“{column.header}” did not go out with this workbook; {cells} filled."
        if sheet.rt.is_person and (refusing := sum(may_say_so(r.cells[column.index]) for r in filled)):
            people = counted(refusing, "person", "people")
            told += f" Some words of it ask for no contact ({people}): if kept, they are read."
        numbers = tuple(r.outcome.number for r in filled)
        shown = examples([(r.outcome.number, None, r.cells[column.index]) for r in filled])
        notes = None if sheet.rt.has_answers else sheet.rt.by_key.get(NOTES)
        act = Act(
            ActKind.NEW_COLUMN,
            sheet.plan.name,
            (column.header,),
            numbers,
            told,
            Reply.LEAVE,
            (Reply.LEAVE, Reply.TAKE) if sheet.rt.has_answers or notes is not None else (Reply.LEAVE,),
            shown,
            len(filled),
            into=notes.label if notes is not None else "",
        )
        if sheet.answer(act) is Reply.TAKE and notes is not None:
            for row in filled:
                row.add_line(NOTES, f"{column.header}: {plain_text(row.cells[column.index])}")


def _taken_rows(sheet: Settling) -> list[ReturnedRow]:
    """Return the rows without those that contradict an earlier one of the same ID: nothing of them is taken."""
    met: dict[int, ReturnedRow] = {}
    taken = []
    for row in sheet.rows:
        first = met.setdefault(row.number, row) if row.number is not None else row
        if first is row or not alarms.contradicts(sheet.rt, row, first):
            taken.append(row)
    return taken
