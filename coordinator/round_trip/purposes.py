"""Purposes: what workbooks go out for, with the columns and the order that were chosen for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import Action, Change
from coordinator.changes.plan import Plan
from coordinator.records.catalog import PURPOSE, record_type
from coordinator.records.kinds import Value
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import query
from coordinator.store.campaign import head_of


@dataclass(frozen=True, slots=True)
class ExportPurpose:
    """One purpose.

    Attributes:
        name: such as “phone bank”.
        sheets: what goes out, without numbers of records.
        holder: who usually gets it.
        id: its number; 0 while it is not saved.
    """

    name: str
    sheets: tuple[SheetWish, ...]
    holder: str = ""
    id: int = 0


def purposes(connection: Connection) -> list[ExportPurpose]:
    """Return all purposes by name."""
    ids = query.select_ids(connection, PURPOSE, sort=(("name", False),))
    return [_purpose(connection, row) for row in query.read_rows(connection, PURPOSE, ids)]


def find(connection: Connection, name: str) -> ExportPurpose | None:
    """Return the purpose of a name, in any spelling of case; None if there is none."""
    return next((p for p in purposes(connection) if p.name.casefold() == name.strip().casefold()), None)


def named(connection: Connection, name: str) -> ExportPurpose:
    """Return the purpose of a name.

    Raises:
        UserError: there is none; the text says which there are.
    """
    found = find(connection, name)
    if found is None:
        known = ", ".join(p.name for p in purposes(connection)) or "none yet; name columns with it and it is saved"
        raise UserError(f"There is no purpose “{name}”. Saved are: {known}.")
    return found


def plan_save(connection: Connection, purpose: ExportPurpose) -> Plan:
    """Plan to save a purpose, over the one of the same name; nothing where it is as it was.

    Raises:
        UserError: it has no name, or nothing in it.
    """
    name = purpose.name.strip()
    if not name or not purpose.sheets:
        raise UserError("A purpose needs a name and at least one kind of record.")
    values: dict[str, Value] = {
        "name": name,
        "sheets": [_as_json(s) for s in purpose.sheets],
        "holder": purpose.holder.strip() or None,
    }
    there = find(connection, name)
    plan = Plan("edit" if there else "add", f"Saved the columns for “{name}”", head_of(connection))
    if there is None:
        plan.create(PURPOSE.key, values)
        return plan
    row = query.read_rows(connection, PURPOSE, [there.id])[0]
    plan.update(PURPOSE.key, there.id, {k: (row.get(k), v) for k, v in values.items() if row.get(k) != v})
    return plan


def plan_drop(connection: Connection, name: str) -> Plan:
    """Plan to delete a purpose.

    Raises:
        UserError: there is none of that name.
    """
    found = named(connection, name)
    changes = [Change(PURPOSE.key, found.id, Action.DELETE)]
    return Plan("delete", f"Deleted the purpose “{found.name}”", head_of(connection), changes)


def _known(connection: Connection, sheet: SheetWish) -> SheetWish:
    """Return a sheet without columns that are no fields any more: an answer may have been moved since."""
    rt = query.typed(connection, record_type(sheet.record))
    editable = None if sheet.editable is None else tuple(k for k in sheet.editable if k in rt.by_key)
    return replace(sheet, columns=tuple(k for k in sheet.columns if k in rt.by_key), editable=editable)


def _as_json(sheet: SheetWish) -> dict[str, Any]:
    editable = None if sheet.editable is None else list(sheet.editable)
    line = {"record": sheet.record, "columns": list(sheet.columns), "filter": sheet.where or None, "editable": editable}
    return {k: v for k, v in line.items() if v is not None}


def _purpose(connection: Connection, row: Mapping[str, Value]) -> ExportPurpose:
    sheets = tuple(
        SheetWish(s["record"], s.get("filter") or "", None, tuple(s.get("columns") or ()), s.get("editable"))
        for s in row.get("sheets") or ()
    )
    return ExportPurpose(row["name"], tuple(_known(connection, s) for s in sheets), row.get("holder") or "", row["id"])
