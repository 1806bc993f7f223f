"""Columns that the program keeps up to date, such as the stop credited with a sign-up: what went out in them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.naming_some import counted
from coordinator.changes.change_set import Action
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import SETTING, RecordType
from coordinator.records.fields import Field
from coordinator.round_trip.cells import read_cell
from coordinator.round_trip.columns import read_only_field
from coordinator.round_trip.rows import ReturnedRow
from coordinator.store import query
from coordinator.store.credited import DEPENDS_ON
from coordinator.store.tables import CHANGE


def know_kept_up(
    connection: Connection, rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]
) -> list[str]:
    """Let rows know what went out in columns that no change set writes, so that edits there are told.

    What went out is what is here, unless something changed since that it follows from.

    Args:
        connection: a connection to the campaign.
        rt: the record type, with its answers.
        columns: what each column of the sheet is.
        rows: its rows, with what went out.

    Returns:
        A sentence for each such column of which cells differ, where it cannot be known which of them were edited.
    """
    kept = [(c, f) for c in columns if (f := read_only_field(rt, c)) is not None and f.kept_up]
    there = [r for r in rows if r.base is not None and r.number is not None] if kept else []
    if not there:
        return []
    here = query.read_by_id(connection, rt, sorted({r.number for r in there if r.number is not None}))
    since = min((r.export.seq for r in there if r.export is not None and r.export.seq is not None), default=0)
    if not _moved(connection, since):
        for row in there:
            now = here.get(row.number or 0, {})
            row.base = {**(row.base or {}), **{f.key: now.get(f.key) for _, f in kept}}
        return []
    found = []
    for column, field in kept:
        differ = sum(_differs(column, field, row, here.get(row.number or 0, {})) for row in there)
        if differ:
            found.append(
                f"“{column.header}” is for reading only in this workbook; {counted(differ, 'cell')} of it "
                f"{'differs' if differ == 1 else 'differ'} from what it says here, and nothing of that is taken."
            )
    return found


def _differs(column: ColumnPlan, field: Field, row: ReturnedRow, now: Mapping[str, object]) -> bool:
    cell = row.cells[column.index]
    return cell not in (None, "") and read_cell(field, cell, None).value != now.get(field.key)


def _moved(connection: Connection, since: int) -> bool:
    """Return whether something changed since that the kept columns follow from."""
    statement = select(CHANGE.c.record, CHANGE.c.action, CHANGE.c.fields).where(
        CHANGE.c.seq > since, CHANGE.c.record.in_([*DEPENDS_ON, SETTING.key])
    )
    return any(
        action != Action.UPDATE or record not in DEPENDS_ON or not DEPENDS_ON[record].isdisjoint(fields or {})
        for record, action, fields in connection.execute(statement)
    )
