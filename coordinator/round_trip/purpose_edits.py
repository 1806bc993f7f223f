"""Edits of purposes: saving and deleting."""

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import Action, Change, differing
from coordinator.changes.plan import Plan
from coordinator.records.catalog import PURPOSE
from coordinator.records.kinds import Value
from coordinator.round_trip.purposes import ExportPurpose, find, named
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import query
from coordinator.store.campaign import head_of


def plan_save(connection: Connection, purpose: ExportPurpose) -> Plan:
    """Plan to save a purpose, replacing one with the same name; do nothing if it is unchanged.

    Raises:
        UserError: it has no name, or nothing in it.
    """
    name = purpose.name.strip()
    if not name or not purpose.sheets:
        raise UserError("A purpose needs a name and at least one kind of record.")
    values: dict[str, Value] = {
        "name": name,
        "sheets": list[Value](_as_json(s) for s in purpose.sheets),
        "holder": purpose.holder.strip() or None,
    }
    there = find(connection, name)
    plan = Plan("edit" if there else "add", f"Saved the columns for “{name}”", head_of(connection))
    if there is None:
        plan.create(PURPOSE.key, values)
        return plan
    row = query.read_rows(connection, PURPOSE, [there.id])[0]
    plan.update(PURPOSE.key, there.id, differing(row, values))
    return plan


def plan_drop(connection: Connection, name: str) -> Plan:
    """Plan to delete a purpose.

    Raises:
        UserError: there is none of that name.
    """
    found = named(connection, name)
    changes = [Change(PURPOSE.key, found.id, Action.DELETE)]
    return Plan("delete", f"Deleted the purpose “{found.name}”", head_of(connection), changes)


def _as_json(sheet: SheetWish) -> dict[str, Value]:
    editable = None if sheet.editable is None else list(sheet.editable)
    line: dict[str, Value] = {
        "record": sheet.record,
        "columns": list(sheet.columns),
        "filter": sheet.where or None,
        "editable": editable,
    }
    return {k: v for k, v in line.items() if v is not None}
