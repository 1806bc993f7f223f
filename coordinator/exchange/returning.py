"""Returning: a workbook of ours comes back and is merged with what went out."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes import history
from coordinator.changes.plan import Plan
from coordinator.changes.state_at import state_at
from coordinator.errors import UserError
from coordinator.exchange.fold import Folder
from coordinator.exchange.headings import fold
from coordinator.exchange.import_plan import ImportOptions, RowOutcome, SheetPlan, What, say
from coordinator.exchange.intake import as_json
from coordinator.exchange.mapping import ColumnPlan
from coordinator.exchange.problems import Problem
from coordinator.records.catalog import RECORDS, RecordType, by_letter
from coordinator.records.fields import Field
from coordinator.records.kinds import Cleaned, ReferenceKind, Value, plain_text
from coordinator.store import query
from coordinator.store.tables import META
from coordinator.workbooks import row_id

if TYPE_CHECKING:
    from coordinator.workbooks import Sheet, Stamp, Table

ID_HEADING = "ID"
EXPORT_HEADING = "Export"
_ROW_ID_AT_END = re.compile(r"([A-Z]-\d+-[0-9A-Z*]+)\)?\s*$")


def looks_ours(header: Sequence[str]) -> bool:
    """Say whether a header begins as those of our workbooks do."""
    return ID_HEADING in header and EXPORT_HEADING in header


def is_ours(connection: Connection, stamp: "Stamp | None") -> bool:
    """Say whether a stamp is this campaign's, and its history still holds what went out."""
    if stamp is None or stamp.campaign != connection.scalar(select(META.c.value).where(META.c.key == "campaign")):
        return False
    if not stamp.seq:
        return True
    there = history.change_set(connection, stamp.seq)
    return there is not None and there.token == stamp.token


def sheet_kind(sheet: "Sheet", table: "Table") -> RecordType:
    """Find out which kind of record a sheet of ours holds: by its row IDs, its name, or an empty one by its headings.

    Raises:
        UserError: neither tells.
    """
    at = table.header.index(ID_HEADING) if ID_HEADING in table.header else -1
    for row in table.rows if at >= 0 else ():
        found = row_id.parse(plain_text(row.cells[at]))
        if isinstance(found, row_id.RowId) and (rt := by_letter(found.letter)):
            return rt
    for rt in RECORDS:
        if fold(sheet.name) == fold(rt.plural):
            return rt
    if not table.rows:
        return max(RECORDS, key=lambda rt: len(set(rt.headings.values()) & set(table.header)))
    raise UserError(f"The sheet “{sheet.name}” has no row IDs. Keep the first column of a workbook that comes back.")


@dataclass(slots=True)
class ReturnIntake:
    """Plans what the sheets of a returned workbook do."""

    connection: Connection
    plan_: Plan
    options: ImportOptions
    file: str
    folder_of: Callable[[RecordType], Folder]

    def plan(self, stamp: "Stamp | None", sheet: "Sheet", table: "Table") -> tuple[SheetPlan, list[RowOutcome]]:
        """Plan one sheet, field by field against what went out."""
        rt = query.typed(self.connection, sheet_kind(sheet, table))
        columns = _columns(rt, table)
        base_known = is_ours(self.connection, stamp)
        plan = SheetPlan(sheet.name, rt.key, table.header_rows[1], columns, list(table.skipped), ours=True)
        if not base_known:
            plan.notes.append(
                "What was sent out is not known here any more: values only fill what is empty, and others are asked."
            )
        folder = self.folder_of(rt)
        folder.rt = rt
        numbers = self._numbers(rt, table)
        ids = [n for n in numbers if isinstance(n, int)]
        here = {row["id"]: row for row in query.read_rows(self.connection, rt, ids)}
        base = state_at(self.connection, rt, stamp.seq, ids) if stamp and base_known else {}
        met: set[int] = set()
        outcomes = []
        for row, number in zip(table.rows, numbers, strict=True):
            outcome = self._row(rt, sheet.name, table, row.number, row.cells, columns, number, here, base, folder, met)
            outcomes.append(outcome)
        return plan, outcomes

    def _numbers(self, rt: RecordType, table: "Table") -> list[int | str | None]:
        """Return of each row its record's number, None for a new one, or what is wrong with its ID."""
        if ID_HEADING not in table.header:
            return [None for _ in table.rows]
        at = table.header.index(ID_HEADING)
        return [_number(rt, plain_text(row.cells[at])) for row in table.rows]

    def _row(
        self,
        rt: RecordType,
        sheet: str,
        table: "Table",
        line: int,
        cells: Sequence[object],
        columns: Sequence[ColumnPlan],
        number: int | str | None,
        here: Mapping[int, dict[str, Value]],
        base: Mapping[int, dict[str, Value] | None],
        folder: Folder,
        met: set[int],
    ) -> RowOutcome:
        outcome = RowOutcome(sheet, line, What.UNCHANGED, "", "", rt.key)
        outcome.cells = {h: as_json(c) for h, c in zip(table.header, cells, strict=True) if c not in (None, "")}
        if mended := self.options.mended.get((sheet, line)):
            cells = [mended.get(heading, cell) for heading, cell in zip(table.header, cells, strict=True)]
        values = self._values(rt, columns, cells, outcome)
        outcome.title = rt.title({**(here.get(number, {}) if isinstance(number, int) else {}), **values})
        if (sheet, line) in self.options.skipped:
            outcome.what, outcome.sentence = What.REJECTED, "Left out"
        elif isinstance(number, str):
            self._reject(outcome, ID_HEADING, number)
        elif number is None:
            self._new(rt, values, folder, outcome)
        elif number in met:
            self._reject(outcome, ID_HEADING, "This row ID stands twice in the sheet. Remove one of the rows.")
        elif number not in here or here[number].get("deleted_at"):
            self._reject(outcome, ID_HEADING, f"This {rt.label.lower()} was deleted here since. Undo that to take it.")
        else:
            met.add(number)
            outcome.record_id = number
            folder.load(number, here[number])
            before = base.get(number)
            if before is None:
                folder.fill(number, values, outcome)
            else:
                folder.merge(number, {k: before.get(k) for k in values}, values, outcome)
            say(rt, outcome)
        return outcome

    def _values(
        self, rt: RecordType, columns: Sequence[ColumnPlan], cells: Sequence[object], outcome: RowOutcome
    ) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for column in columns:
            field = rt.by_key.get(column.target)
            if field is None:
                continue
            cleaned = _clean(field, cells[column.index])
            if cleaned.problem and cleaned.value is None or (field.required and cleaned.value is None):
                told = cleaned.problem or f"{field.label} cannot be empty; it stays as it is."
                shown = plain_text(cells[column.index])[:200]
                outcome.problems.append(Problem(self.file, outcome.sheet, outcome.number, column.header, shown, told))
            else:
                values[field.key] = cleaned.value
        return values

    def _new(self, rt: RecordType, values: Mapping[str, Value], folder: Folder, outcome: RowOutcome) -> None:
        missing = next((f for f in rt.stored if f.required and f.key != "created_at" and not values.get(f.key)), None)
        if missing is not None or not any(v is not None for v in values.values()):
            label = missing.label if missing else "Everything"
            self._reject(outcome, label, f"{label} is empty. Fill it in, or leave the row out.")
            return
        folder.create(values, outcome)
        outcome.what, outcome.sentence = What.NEW, "Will be added"

    def _reject(self, outcome: RowOutcome, column: str, told: str) -> None:
        shown = plain_text(outcome.cells.get(column) or "")
        outcome.problems.append(Problem(self.file, outcome.sheet, outcome.number, column, shown, told))
        outcome.what, outcome.sentence = What.REJECTED, told


def _number(rt: RecordType, text: str) -> int | str | None:
    if not text:
        return None
    found = row_id.parse(text)
    if not isinstance(found, row_id.RowId):
        return f"The row ID “{text}” is damaged. Copy it from the list again, or empty it for a new record."
    if found.letter != rt.letter:
        return f"The row ID “{text}” belongs to another kind of list than {rt.plural.lower()}."
    return found.number


def _columns(rt: RecordType, table: "Table") -> list[ColumnPlan]:
    """Find columns by label or key, whatever their order; only what may be edited is taken."""
    names = {fold(f.key): f for f in rt.shown} | {fold(rt.headings[f.key]): f for f in rt.shown}
    plans = []
    for index, heading in enumerate(table.header):
        field = names.get(fold(heading))
        samples = tuple(dict.fromkeys(plain_text(r.cells[index]) for r in table.rows[:5] if plain_text(r.cells[index])))
        if heading in (ID_HEADING, EXPORT_HEADING):
            plans.append(ColumnPlan(index, heading, "ignored", "Tells the row", 1.0, samples, "ours"))
        elif field is None:
            plans.append(ColumnPlan(index, heading, "ignored", "Not one of ours", 1.0, samples, "no such field"))
        elif not (field.editable and field.stored):
            plans.append(ColumnPlan(index, heading, "ignored", "For reading only", 1.0, samples, "not to be changed"))
        else:
            plans.append(ColumnPlan(index, heading, field.key, field.label, 1.0, samples, "its name"))
    return plans


def _clean(field: Field, cell: object) -> Cleaned:
    if isinstance(field.kind, ReferenceKind):
        text = plain_text(cell)
        match = _ROW_ID_AT_END.search(text)
        found = row_id.parse(match.group(1)) if match else None
        if isinstance(found, row_id.RowId):
            return Cleaned(found.number)
        return Cleaned(None, f"“{text}” names no record. Write its row ID, such as C-00042-K." if text else None)
    result: Cleaned = field.clean(cell)
    return result
