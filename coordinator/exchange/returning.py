"""Returning: a workbook of ours comes back and is merged with what went out."""

import re
from collections import Counter
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
from coordinator.exchange.import_plan import ANY_SHEET, ImportOptions, RowOutcome, SheetPlan, What, say
from coordinator.exchange.intake import as_json
from coordinator.exchange.mapping import ColumnPlan
from coordinator.exchange.problems import Problem
from coordinator.exchange.things import KEYS
from coordinator.identity.matching import People
from coordinator.identity.merging import follow
from coordinator.identity.suppressed import Suppressed
from coordinator.records.catalog import CANDIDATE, EXPORT, RECORDS, RecordType, by_letter
from coordinator.records.fields import Field
from coordinator.records.kinds import Cleaned, ReferenceKind, Value, plain_text
from coordinator.store import query
from coordinator.store.tables import META
from coordinator.workbooks import row_id

if TYPE_CHECKING:
    from coordinator.workbooks import Sheet, Stamp, Table

SORTED = 5
"""So many rows have to hold one another's values before a column counts as sorted alone."""
ID_HEADING = "ID"
EXPORT_HEADING = "Export"
_ROW_ID_AT_END = re.compile(r"([A-Z]-\d+-[0-9A-Z*]+)\)?\s*$")


def looks_ours(header: Sequence[str]) -> bool:
    """Say whether a header begins as those of our workbooks do."""
    return ID_HEADING in header and EXPORT_HEADING in header


def of_this_campaign(connection: Connection, stamp: "Stamp") -> bool:
    """Say whether a stamp is of this campaign file, or of a copy of it."""
    return stamp.campaign == connection.scalar(select(META.c.value).where(META.c.key == "campaign"))


def is_ours(connection: Connection, stamp: "Stamp | None") -> bool:
    """Say whether a stamp is this campaign's, and its history still holds what went out."""
    if stamp is None or not of_this_campaign(connection, stamp):
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
class _Row:
    """A row of a sheet that came back, before it is merged."""

    outcome: RowOutcome
    number: int | str | None
    values: dict[str, Value]
    export: str = ""
    base: dict[str, Value] | None = None

    def says_more_than(self, rt: RecordType, other: Mapping[str, Value]) -> bool:
        """Say whether any of its values is another than that of `other`."""
        return any(not rt.field(k).kind.same(other.get(k), v) for k, v in self.values.items())


@dataclass(slots=True)
class ReturnIntake:
    """Plans what the sheets of a returned workbook do.

    Attributes:
        again: the very same file came in before, so that its new rows are here already.
    """

    connection: Connection
    plan_: Plan
    options: ImportOptions
    file: str
    folder_of: Callable[[RecordType], Folder]
    again: bool = False

    def plan(self, stamp: "Stamp | None", sheet: "Sheet", table: "Table") -> tuple[SheetPlan, list[RowOutcome]]:
        """Plan one sheet, field by field against what went out."""
        rt = query.typed(self.connection, sheet_kind(sheet, table))
        columns = _columns(rt, table)
        plan = SheetPlan(sheet.name, rt.key, table.header_rows[1], columns, list(table.skipped), ours=True)
        folder = self.folder_of(rt)
        folder.rt = rt
        rows = self._read(rt, sheet.name, table, columns)
        here = self._here(rt, rows)
        if not self._know_bases(rt, stamp, table, rows):
            plan.notes.append(
                "What was sent out is not known here any more, perhaps since a backup was restored: values only fill "
                "what is empty, and others are asked."
            )
        self._refuse_sorted(rt, plan, rows)
        new = NewRows(self.connection, rt, [r.values for r in rows if r.number is None])
        met: dict[int, _Row] = {}
        for row in rows:
            self._row(rt, row, here, folder, met, new)
        return plan, [row.outcome for row in rows]

    def _read(self, rt: RecordType, sheet: str, table: "Table", columns: Sequence[ColumnPlan]) -> list[_Row]:
        at = table.header.index(ID_HEADING) if ID_HEADING in table.header else -1
        rows = []
        for line in table.rows:
            cells = line.cells
            outcome = RowOutcome(sheet, line.number, What.UNCHANGED, "", "", rt.key)
            outcome.cells = {h: as_json(c) for h, c in zip(table.header, cells, strict=True) if c not in (None, "")}
            if mended := self.options.mended.get((sheet, line.number)):
                cells = [mended.get(heading, cell) for heading, cell in zip(table.header, cells, strict=True)]
            number = _number(rt, plain_text(cells[at])) if at >= 0 else None
            rows.append(_Row(outcome, number, self._values(rt, columns, cells, outcome)))
        return rows

    def _here(self, rt: RecordType, rows: Sequence[_Row]) -> dict[int, dict[str, Value]]:
        """Return the records that rows mean; of one that was merged away the one that it became too."""
        ids = {r.number for r in rows if isinstance(r.number, int)}
        here = {row["id"]: row for row in query.read_rows(self.connection, rt, sorted(ids))}
        if rt.key == "candidate":
            gone = [i for i, row in here.items() if row.get("deleted_at")]
            into = {follow(self.connection, i) for i in gone} - set(here)
            here |= {row["id"]: row for row in query.read_rows(self.connection, rt, sorted(into))}
        return here

    def _know_bases(self, rt: RecordType, stamp: "Stamp | None", table: "Table", rows: Sequence[_Row]) -> bool:
        """Find what each row was when it went out, by the export that it names; say whether all are known."""
        at = table.header.index(EXPORT_HEADING) if EXPORT_HEADING in table.header else -1
        usual = stamp.seq if stamp is not None and is_ours(self.connection, stamp) else None
        seqs = _export_seqs(self.connection)
        by_seq: dict[int, list[_Row]] = {}
        known = True
        for row, line in zip(rows, table.rows, strict=True):
            if isinstance(row.number, int):
                row.export = (plain_text(line.cells[at]) if at >= 0 else "") or (stamp.export if stamp else "")
                seq = seqs.get(row.export, usual)
                known = known and seq is not None
                if seq is not None:
                    by_seq.setdefault(seq, []).append(row)
        for seq, those in by_seq.items():
            states = state_at(self.connection, rt, seq, [r.number for r in those if isinstance(r.number, int)])
            for row in those:
                row.base = states.get(row.number) if isinstance(row.number, int) else None
        return known

    def _refuse_sorted(self, rt: RecordType, plan: SheetPlan, rows: Sequence[_Row]) -> None:
        """Refuse a column that was sorted alone: its values are all there, but in other rows."""
        chosen = {**self.options.mapping.get(ANY_SHEET, {}), **self.options.mapping.get(plan.name, {})}
        for column in plan.columns:
            field = rt.by_key.get(column.target)
            if field is None or chosen.get(column.header) == field.key:
                continue
            moved = [(r.base[field.key], r.values[field.key]) for r in rows
                     if r.base is not None and field.key in r.values
                     and not field.kind.same(r.base.get(field.key), r.values[field.key])
                     and field.key in r.base]  # fmt: skip
            before, after = (Counter(map(repr, side)) for side in zip(*moved, strict=True)) if moved else ({}, {})
            if len(moved) < SORTED or before != after or 2 * len(before) < len(moved):
                continue
            told = (
                f"The column {column.header} seems to have been sorted alone: {len(moved)} rows hold the value of "
                "another row. It is not taken. To take it all the same, choose its field at the columns."
            )
            plan.notes.append(told)
            rows[0].outcome.problems.append(Problem(self.file, plan.name, None, column.header, "", told))
            for row in rows:
                row.values.pop(field.key, None)

    def _row(
        self,
        rt: RecordType,
        row: _Row,
        here: Mapping[int, dict[str, Value]],
        folder: Folder,
        met: dict[int, _Row],
        new: "NewRows",
    ) -> None:
        outcome, number, values = row.outcome, row.number, row.values
        outcome.title = rt.title({**(here.get(number, {}) if isinstance(number, int) else {}), **values})
        if (outcome.sheet, outcome.number) in self.options.skipped:
            outcome.what, outcome.sentence = What.REJECTED, "Left out"
            return
        if number is None:
            self._new(rt, values, folder, outcome, new)
            return
        survivor = self._survivor(rt, number, here, outcome)
        if survivor is None:
            return
        if told := _another_person(rt, row, here[survivor]):
            self._reject(outcome, ID_HEADING, told)
            return
        first = met.setdefault(row.number if isinstance(row.number, int) else survivor, row)
        if first is not row and self._contradicts(rt, row, first):
            told = f"This row ID stands twice in the sheet, in row {first.outcome.number} too. Remove one of the rows."
            self._reject(outcome, ID_HEADING, told)
            return
        outcome.duplicate = first is not row
        outcome.record_id = survivor
        folder.load(survivor, here[survivor])
        if row.base is None:
            folder.fill(survivor, values, outcome)
        else:
            folder.merge(survivor, {k: row.base.get(k) for k in values}, values, outcome)
        say(rt, outcome)
        if survivor != number and outcome.what is not What.UNCHANGED:
            outcome.sentence += f" (merged into {rt.title(here[survivor])} since it went out)"

    @staticmethod
    def _contradicts(rt: RecordType, row: _Row, first: _Row) -> bool:
        """Say whether a row of an ID that came already says something else, and is not of another export."""
        untouched = row.base is not None and not row.says_more_than(rt, row.base)
        return row.export == first.export and not untouched and row.says_more_than(rt, first.values)

    def _survivor(
        self, rt: RecordType, number: int | str, here: Mapping[int, dict[str, Value]], outcome: RowOutcome
    ) -> int | None:
        """Return the record that a row is about now; None where there is none, which is told."""
        if isinstance(number, str):
            self._reject(outcome, ID_HEADING, number)
            return None
        if number not in here:
            told = f"This {rt.label.lower()} is not known here: erased on request, or of another campaign. Left out."
            self._reject(outcome, ID_HEADING, told)
            return None
        if not here[number].get("deleted_at"):
            return number
        into = follow(self.connection, number) if rt.key == "candidate" else number
        if into in here and not here[into].get("deleted_at"):
            return into
        self._reject(outcome, ID_HEADING, f"This {rt.label.lower()} was deleted here since. Undo that to take it.")
        return None

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

    def _new(
        self, rt: RecordType, values: Mapping[str, Value], folder: Folder, outcome: RowOutcome, new: "NewRows"
    ) -> None:
        """A row without an ID: somebody who is here already after all, or a new record."""
        missing = next((f for f in rt.stored if f.required and f.key != "created_at" and not values.get(f.key)), None)
        if missing is not None or not any(v is not None for v in values.values()):
            label = missing.label if missing else "Everything"
            self._reject(outcome, label, f"{label} is empty. Fill it in, or leave the row out.")
        elif new.is_forgotten(values):
            outcome.title = ""
            self._reject(outcome, "", "Asked to be forgotten; left out.")
        elif (found := new.find(values)) is not None:
            outcome.record_id = found
            folder.load(found, query.read_rows(self.connection, rt, [found])[0])
            folder.fill(found, {k: v for k, v in values.items() if v is not None}, outcome)
            say(rt, outcome)
        elif self.again:
            outcome.sentence = "Came in with this file before"
        else:
            folder.create(values, outcome)
            outcome.what, outcome.sentence = What.NEW, "Will be added"

    def _reject(self, outcome: RowOutcome, column: str, told: str) -> None:
        shown = plain_text(outcome.cells.get(column) or "")
        outcome.problems.append(Problem(self.file, outcome.sheet, outcome.number, column, shown, told))
        outcome.what, outcome.sentence = What.REJECTED, told


class NewRows:
    """Knows which rows without an ID mean a record that is here already."""

    def __init__(self, connection: Connection, rt: RecordType, rows: Sequence[Mapping[str, Value]]) -> None:
        self._people = People.like(connection, rows) if rt.key == CANDIDATE.key else None
        self._suppressed = Suppressed.of(connection) if self._people is not None else None
        self._keys = KEYS.get(rt.key)
        self._index: dict[tuple[str, ...], int] = {}
        if self._keys is not None and rows:
            for row in query.read_rows(connection, rt, query.select_ids(connection, rt)):
                self._index |= {key: row["id"] for key in self._keys(row)}

    def is_forgotten(self, values: Mapping[str, Value]) -> bool:
        """Say whether somebody asked to be forgotten."""
        return self._suppressed is not None and values in self._suppressed

    def find(self, values: Mapping[str, Value]) -> int | None:
        """Return the record that a row means, if it is here."""
        if self._people is not None:
            match = self._people.find(values)
            return match.record_id if match else None
        return next((self._index[k] for k in self._keys(values) if k in self._index), None) if self._keys else None


def _export_seqs(connection: Connection) -> dict[str, int]:
    """Return of each export in the ledger the sequence number that it was read at, if the history still has it."""
    found = {}
    for row in query.read_rows(connection, EXPORT, query.select_ids(connection, EXPORT)):
        there = history.change_set(connection, row["seq"]) if row.get("seq") else None
        if not row.get("seq") or (there is not None and there.token == row.get("token")):
            found[row["code"]] = row.get("seq") or 0
    return found


def _another_person(rt: RecordType, row: _Row, now: Mapping[str, Value]) -> str | None:
    """Say what is wrong with a row whose every sign of identity is another's: it was pasted over, or copied."""
    was = row.base or now
    telling = [f for f in rt.fields if f.identity and f.key in row.values and f.kind.name not in ("yes_no", "integer")]
    both = [f for f in telling if was.get(f.key) and row.values.get(f.key)]
    if len(both) < 2 or any(f.kind.same(side.get(f.key), row.values[f.key]) for f in both for side in (was, now)):
        return None
    return (
        f"The row ID is that of {rt.title(was)}, but everything else names {rt.title(row.values)}. If this is somebody "
        "new, empty the ID cell; else put the ID back that belongs to the row."
    )


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
