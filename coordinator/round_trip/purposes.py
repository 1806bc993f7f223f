"""Purposes: what workbooks are sent out for, with the chosen columns and order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_case
from coordinator.records.catalog import PURPOSE, record_type
from coordinator.records.kinds import Value, as_list, as_object, as_text
from coordinator.records.rows import PurposeRow
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import query


@dataclass(frozen=True, slots=True)
class ExportPurpose:
    """One purpose.

    Attributes:
        name: such as “phone bank”.
        sheets: what is sent out, without record numbers.
        holder: who usually gets it.
        id: its number; 0 if not saved.
    """

    name: str
    sheets: tuple[SheetWish, ...]
    holder: str = ""
    id: int = 0


def purposes(connection: Connection) -> list[ExportPurpose]:
    """Return all purposes, ordered by name."""
    ids = query.select_ids(connection, PURPOSE, sort=(("name", False),))
    return [_purpose(connection, row) for row in query.read_rows(connection, PURPOSE, ids)]


def find(connection: Connection, name: str) -> ExportPurpose | None:
    """Return the purpose with a name, ignoring case; None if there is none."""
    return next((p for p in purposes(connection) if fold_case(p.name) == fold_case(name)), None)


def named(connection: Connection, name: str) -> ExportPurpose:
    """Return the purpose with a name.

    Raises:
        UserError: there is none; the text says which there are.
    """
    found = find(connection, name)
    if found is None:
        known = ", ".join(p.name for p in purposes(connection)) or "none yet; name columns with it and it is saved"
        raise UserError(f"There is no purpose “{name}”. Saved are: {known}.")
    return found


def _known(connection: Connection, sheet: SheetWish) -> SheetWish:
    """Return a sheet without columns that no longer exist: an answer may have been moved since."""
    rt = query.typed(connection, record_type(sheet.record))
    editable = None if sheet.editable is None else tuple(k for k in sheet.editable if k in rt.by_key)
    return replace(sheet, columns=tuple(k for k in sheet.columns if k in rt.by_key), editable=editable)


def _purpose(connection: Connection, row: PurposeRow) -> ExportPurpose:
    sheets = tuple(_known(connection, _wish(as_object(s))) for s in row["sheets"] or ())
    return ExportPurpose(row["name"], sheets, row["holder"] or "", row["id"])


def _wish(kept: Mapping[str, Value]) -> SheetWish:
    editable = None if kept.get("editable") is None else as_list(kept["editable"])
    return SheetWish(
        as_text(kept["record"]), as_text(kept.get("filter")), None, tuple(as_list(kept.get("columns"))), editable
    )
