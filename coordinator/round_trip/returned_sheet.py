"""Importing a sheet that came back: each row is merged, field by field, with what changed here since it went out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.changes.plan import Plan
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import ANY_SHEET, ImportOptions, RowOutcome, SheetPlan
from coordinator.importing.problems import Problem
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.targets import ANSWER
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field, answer_key
from coordinator.records.kinds import LONG_TEXT
from coordinator.round_trip import alarms
from coordinator.round_trip.columns import Columns
from coordinator.round_trip.likely_export import describe, likely_export
from coordinator.round_trip.merge_rows import Merging
from coordinator.round_trip.missing import find_missing, plan_deletions
from coordinator.round_trip.rows import ReturnedRow, SheetReading, identify, know_bases
from coordinator.round_trip.sent_out import ExportLedger, SentOut
from coordinator.round_trip.shape import Shape, sheet_kind
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.workbooks import Sheet, Stamp, Table

MOST_TOLD = 20
UNKNOWN_BASE = (
    "What was sent out is not known here any more, perhaps since a backup was restored: values only fill "
    "what is empty, and others are asked."
)


@dataclass(slots=True)
class ReturnIntake:
    """Plans the import of the sheets of a returned workbook.

    Attributes:
        again: the very same file came in before, so its new rows are already here.
        missing: records that went out and no longer have a row.
    """

    connection: Connection
    plan_: Plan
    options: ImportOptions
    file: str
    folder_of: Callable[[RecordType], Folder]
    again: bool = False
    missing: list[RowOutcome] = field(default_factory=list)

    def plan(self, stamp: "Stamp | None", sheet: "Sheet", table: "Table") -> tuple[SheetPlan, list[RowOutcome]]:
        """Plan one sheet, field by field against what went out."""
        shape = Shape.of(table)
        rt = query.typed(self.connection, sheet_kind(sheet, table, shape))
        ledger = ExportLedger(self.connection, stamp)
        rows = identify(rt, sheet.name, table, shape, ledger, self.options.mended)
        told = self._guess_export(rt, table, shape, ledger, rows)
        know_bases(self.connection, rt, rows, table.header)
        sent = _usual(rows) or ledger.stamped
        columns = self._columns(rt, sheet.name, table, shape, sent, rows)
        rt = self._with_new_answers(rt, columns)
        columns = [_named(c, rt) for c in columns]
        plan = SheetPlan(sheet.name, rt.key, table.header_rows[1], columns, list(table.skipped), ours=True)
        plan.notes += [*told, *_passed_over(table)]
        if any(r.number is not None and not r.known for r in rows):
            plan.notes.append(UNKNOWN_BASE)
        SheetReading(rt, self.file, sheet.formulas).read(columns, rows)
        self._refuse_sorted(rt, plan, rows)
        merging = Merging(self.connection, rt, self.folder_of(rt), self.options, self.file, again=self.again)
        merging.merge(rows, sent.seq if sent else None)
        self._list_missing(rt, plan, sent, rows)
        return plan, [row.outcome for row in rows]

    def _guess_export(
        self, rt: RecordType, table: "Table", shape: Shape, ledger: ExportLedger, rows: Sequence[ReturnedRow]
    ) -> list[str]:
        """Guess the export of rows that do not name one; return what the user should know about the guess."""
        lost = [r for r in rows if r.number is not None and r.export is None]
        likely = likely_export(self.connection, rt, table, shape, ledger, lost) if lost else None
        if likely is None:
            return []
        for row in lost:
            row.export = likely
        return [describe(self.connection, likely)]

    def _decided(self, sheet: str) -> dict[str, str]:
        return {**self.options.mapping.get(ANY_SHEET, {}), **self.options.mapping.get(sheet, {})}

    def _columns(
        self,
        rt: RecordType,
        sheet: str,
        table: "Table",
        shape: Shape,
        sent: SentOut | None,
        rows: Sequence[ReturnedRow],
    ) -> list[ColumnPlan]:
        went_out = sent.columns(rt.key) if sent else ()
        agreed = sent.agreed(rt.key) if sent else None
        bases = [r.base for r in rows]
        return Columns(rt, table, shape, went_out, agreed, self._decided(sheet), bases).find()

    def _with_new_answers(self, rt: RecordType, columns: Sequence[ColumnPlan]) -> RecordType:
        """Create a field of the campaign's own for each added column that the user wants to keep."""
        made: list[Field] = []
        for column in columns:
            if column.target == ANSWER and rt.has_answers:
                key = answer_key(column.header)
                while f"answers.{key}" in rt.by_key or key in {f.key.removeprefix("answers.") for f in made}:
                    key += "_"
                made.append(Field(f"answers.{key}", column.header, LONG_TEXT))
                about = {"record": rt.key, "key": key, "heading": column.header, "answer_kind": LONG_TEXT.name}
                self.plan_.create("answer", about)
        return rt.with_answers(made)

    def _refuse_sorted(self, rt: RecordType, plan: SheetPlan, rows: Sequence[ReturnedRow]) -> None:
        """Refuse a column that was sorted alone, unless the user chose its field anyway."""
        chosen = self._decided(plan.name)
        open_ = [c for c in plan.columns if chosen.get(c.header) != c.target]
        for column, moved in alarms.sorted_alone(open_, rt, rows):
            told = (
                f"The column {column.header} seems to have been sorted alone: {moved} rows hold the value of "
                "another row. It is not taken. To take it all the same, choose its field at the columns."
            )
            plan.notes.append(told)
            rows[0].outcome.problems.append(Problem(self.file, plan.name, None, column.header, "", told))
            for row in rows:
                row.said.pop(column.target, None)

    def _list_missing(self, rt: RecordType, plan: SheetPlan, sent: SentOut | None, rows: Sequence[ReturnedRow]) -> None:
        found = find_missing(self.connection, rt, plan.name, sent, rows)
        if found and self.options.delete_missing and sent is not None and sent.seq is not None:
            if any(r.damage for r in rows):
                plan.notes.append("Nothing is deleted while row IDs are damaged: mend them first.")
            else:
                answer = self.options.on_conflict
                plan_deletions(self.connection, rt, sent.seq, found, self.plan_, answer)
        self.missing += found


def _passed_over(table: "Table") -> list[str]:
    """Return which rows below the header were not taken for records: something written there may be an edit."""
    below = [line for line in table.skipped if line[0] > table.header_rows[1]]
    return [f"Row {number} is left out, as {why}: {text[:80]}" for number, why, text in below[:MOST_TOLD]]


def _usual(rows: Sequence[ReturnedRow]) -> SentOut | None:
    """Return the export that most rows are from."""
    counts: dict[int, int] = {}
    by_id = {id(r.export): r.export for r in rows if r.export is not None}
    for row in rows:
        if row.export is not None:
            counts[id(row.export)] = counts.get(id(row.export), 0) + 1
    return by_id[max(counts, key=counts.__getitem__)] if counts else None


def _named(column: ColumnPlan, rt: RecordType) -> ColumnPlan:
    """Give a column that becomes an answer the key of its new field."""
    if column.target != ANSWER:
        return column
    key = next((f.key for f in reversed(rt.fields) if f.is_answer and f.label == column.header), column.target)
    return ColumnPlan(column.index, column.header, key, column.label, column.certainty, column.samples, column.why)
