"""Edits of purposes: saving, deleting, and adding the columns that people kept of a workbook that came back."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import Action, Change, differing
from coordinator.changes.plan import Plan
from coordinator.importing.plan import ImportPlan
from coordinator.records.catalog import ANSWER, PURPOSE
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import Value, as_text
from coordinator.round_trip.exports_out import exports_in
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


def plan_kept_columns(connection: Connection, result: ImportPlan, plan: Plan) -> None:
    """Add the new columns of a workbook that are kept as answers to the purpose that the workbook went out for.

    Args:
        connection: the campaign.
        result: what a file would do; nothing is done unless it is a workbook that came back.
        plan: the change set that is about to be applied, with the new answers; the purposes' changes are added.
    """
    kept: dict[str, list[str]] = {}
    for change in plan.changes:
        if change.record == ANSWER.key and change.action is Action.CREATE:
            record, key = (as_text(change.fields[name][1]) for name in ("record", "key"))
            kept.setdefault(record, []).append(f"{ANSWER_PREFIX}{key}")
    for name in dict.fromkeys(out.purpose for out in exports_in(connection, result)) if kept else ():
        purpose = find(connection, name) if name else None
        if purpose is not None:
            sheets = list[Value](_as_json(_with_columns(s, kept.get(s.record, ()))) for s in purpose.sheets)
            row = query.read_rows(connection, PURPOSE, [purpose.id])[0]
            plan.update(PURPOSE.key, purpose.id, differing(row, {"sheets": sheets}))


def _with_columns(sheet: SheetWish, keys: Sequence[str]) -> SheetWish:
    """Return a sheet with further columns, which may be changed in it; one without a choice has all of them anyway."""
    columns = (*sheet.columns, *keys) if sheet.columns else ()
    return replace(sheet, columns=columns, editable=None if sheet.editable is None else (*sheet.editable, *keys))


def _as_json(sheet: SheetWish) -> dict[str, Value]:
    editable = None if sheet.editable is None else list(sheet.editable)
    line: dict[str, Value] = {
        "record": sheet.record,
        "columns": list(sheet.columns),
        "filter": sheet.where or None,
        "editable": editable,
    }
    return {k: v for k, v in line.items() if v is not None}
