"""Intake of a sheet that came back: each row is merged, field by field, with what changed here since it went out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.changes.authors import last_authors
from coordinator.changes.plan import Plan
from coordinator.exchange.fold import Folder
from coordinator.exchange.import_plan import ANY_SHEET, ImportOptions, RowOutcome, SheetPlan, What, say
from coordinator.exchange.mapping import ColumnPlan
from coordinator.exchange.problems import Problem
from coordinator.exchange.returning import alarms
from coordinator.exchange.returning.columns import Columns
from coordinator.exchange.returning.ledger import Ledger, SentOut
from coordinator.exchange.returning.likely import describe, likely_export
from coordinator.exchange.returning.missing import find_missing, plan_deletions
from coordinator.exchange.returning.newcomers import Newcomers
from coordinator.exchange.returning.rows import ID_HEADING, Reading, ReturnedRow, identify, know_bases
from coordinator.exchange.returning.shape import Shape, sheet_kind
from coordinator.exchange.targets import ANSWER
from coordinator.identity.merging import follow
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field, answer_key
from coordinator.records.kinds import LONG_TEXT, Value
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.workbooks import Sheet, Stamp, Table

UNKNOWN_BASE = (
    "What was sent out is not known here any more, perhaps since a backup was restored: values only fill "
    "what is empty, and others are asked."
)
Here = Mapping[int, dict[str, Value]]


@dataclass(slots=True)
class ReturnIntake:
    """Plans what the sheets of a returned workbook do.

    Attributes:
        again: the very same file came in before, so that its new rows are here already.
        missing: records that went out and have no row any more.
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
        ledger = Ledger(self.connection, stamp)
        rows = identify(rt, sheet.name, table, shape, ledger, self.options.mended)
        told = self._guess_export(rt, table, shape, ledger, rows)
        know_bases(self.connection, rt, rows, table.header)
        sent = _usual(rows) or ledger.stamped
        columns = self._columns(rt, sheet.name, table, shape, sent, rows)
        rt = self._with_new_answers(rt, columns)
        columns = [_named(c, rt) for c in columns]
        plan = SheetPlan(sheet.name, rt.key, table.header_rows[1], columns, list(table.skipped), ours=True)
        plan.notes += told
        if any(r.number is not None and not r.known for r in rows):
            plan.notes.append(UNKNOWN_BASE)
        Reading(rt, self.file, sheet.formulas).read(columns, rows)
        self._refuse_sorted(rt, plan, rows)
        _Rows(self, rt, sent, rows).merge()
        self._list_missing(rt, plan, sent, rows)
        return plan, [row.outcome for row in rows]

    def _guess_export(
        self, rt: RecordType, table: "Table", shape: Shape, ledger: Ledger, rows: Sequence[ReturnedRow]
    ) -> list[str]:
        """Find out of which export rows are that say nothing of it; return what a person should know of that."""
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
        """Make a field of the campaign's own of each added column that somebody wants to keep."""
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
        """Refuse a column that was sorted alone, unless somebody chose its field all the same."""
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


def _usual(rows: Sequence[ReturnedRow]) -> SentOut | None:
    """Return the export that most rows are of."""
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


class _Rows:
    """Merges the rows of one sheet into the records that they mean."""

    def __init__(self, intake: ReturnIntake, rt: RecordType, sent: SentOut | None, rows: Sequence[ReturnedRow]) -> None:
        self._intake = intake
        self._connection = intake.connection
        self._rt = rt
        self._rows = rows
        self._folder = intake.folder_of(rt)
        self._folder.rt = rt
        since = sent.seq if sent else None
        self._newcomers = Newcomers(self._connection, rt, [r.said for r in rows if _is_new(r)], since)
        self._find_lost_ids()
        self._here = self._records()
        self._met: dict[int, ReturnedRow] = {}

    def merge(self) -> None:
        """Settle what becomes of each row."""
        for row in self._rows:
            self._row(row)
        self._name_authors()

    def _find_lost_ids(self) -> None:
        """Give rows that lost their ID, but still say of which export they are, the record that they mean."""
        lost = [r for r in self._rows if _is_new(r) and r.known]
        for row in lost:
            found = self._newcomers.find(row.said)
            row.number = found if found is not None and found > 0 else None
        know_bases(self._connection, self._rt, lost)
        for row in lost:
            if row.base is not None:
                base = row.base
                row.said = {k: v for k, v in row.said.items() if not self._rt.field(k).kind.same(base.get(k), v)}

    def _records(self) -> dict[int, dict[str, Value]]:
        """Return the records that changed rows mean; of one that was merged away the one that it became too."""
        ids = {r.number for r in self._rows if r.number is not None and (r.said or r.base is None)}
        here = {row["id"]: row for row in query.read_rows(self._connection, self._rt, sorted(ids))}
        if self._rt.key == "candidate":
            gone = [i for i, row in here.items() if row.get("deleted_at")]
            into = {follow(self._connection, i) for i in gone} - set(here)
            here |= {row["id"]: row for row in query.read_rows(self._connection, self._rt, sorted(into))}
        return here

    def _row(self, row: ReturnedRow) -> None:
        outcome = row.outcome
        now = self._here.get(row.number, {}) if row.number is not None else {}
        outcome.title = self._rt.title({**now, **row.whole()})
        if (outcome.sheet, outcome.number) in self._intake.options.skipped:
            outcome.what, outcome.sentence = What.REJECTED, "Left out"
        elif row.damage is not None:
            self._reject(row, ID_HEADING, row.damage)
        elif row.number is None:
            self._new(row)
        elif row.base is not None and not row.said:
            outcome.record_id = row.number
            outcome.duplicate = self._met.setdefault(row.number, row) is not row
        elif (survivor := self._survivor(row, row.number)) is not None:
            self._known(row, row.number, survivor)

    def _known(self, row: ReturnedRow, number: int, survivor: int) -> None:
        outcome, here = row.outcome, self._here[survivor]
        if told := alarms.another_person(self._rt, row, here):
            self._reject(row, ID_HEADING, told)
            return
        first = self._met.setdefault(number, row)
        if first is not row and alarms.contradicts(self._rt, row, first):
            told = f"This row ID stands twice in the sheet, in row {first.outcome.number} too. Remove one of the rows."
            self._reject(row, ID_HEADING, told)
            return
        outcome.duplicate = first is not row
        outcome.record_id = survivor
        self._folder.load(survivor, here)
        if row.base is None:
            self._folder.fill(survivor, row.said, outcome)
        else:
            self._folder.merge(survivor, {k: row.base.get(k) for k in row.said}, row.said, outcome)
        say(self._rt, outcome)
        if survivor != number and outcome.what is not What.UNCHANGED:
            outcome.sentence += f" (merged into {self._rt.title(here)} since it went out)"

    def _survivor(self, row: ReturnedRow, number: int) -> int | None:
        """Return the record that a row is about now; None where there is none, which is told."""
        label = self._rt.label.lower()
        if number not in self._here:
            told = f"This {label} is not known here: erased on request, or of another campaign. Left out."
            self._reject(row, ID_HEADING, told)
            return None
        if not self._here[number].get("deleted_at"):
            return number
        into = follow(self._connection, number) if self._rt.key == "candidate" else number
        if into in self._here and not self._here[into].get("deleted_at"):
            return into
        self._reject(row, ID_HEADING, f"This {label} was deleted here since. Undo that to take it.")
        return None

    def _new(self, row: ReturnedRow) -> None:
        """A row without an ID: somebody who is here already after all, or a new record."""
        rt, outcome, values = self._rt, row.outcome, row.said
        missing = next((f for f in rt.stored if f.required and f.key != "created_at" and not values.get(f.key)), None)
        if missing is not None or not any(v is not None for v in values.values()):
            label = missing.label if missing else "Everything"
            self._reject(row, label, f"{label} is empty. Fill it in, or leave the row out.")
        elif self._newcomers.is_forgotten(values):
            outcome.title = ""
            self._reject(row, "", "Asked to be forgotten; left out.")
        elif self._newcomers.came_before(values):
            outcome.sentence = "Came in before"
        elif (found := self._newcomers.find(values)) is not None:
            outcome.record_id = found
            self._folder.load(found, query.read_rows(self._connection, rt, [found])[0])
            self._folder.fill(found, {k: v for k, v in values.items() if v is not None}, outcome)
            say(rt, outcome)
        elif self._intake.again:
            outcome.sentence = "Came in with this file before"
        else:
            self._folder.create(values, outcome)
            outcome.what, outcome.sentence = What.NEW, "Will be added"

    def _reject(self, row: ReturnedRow, column: str, told: str) -> None:
        row.reject(self._intake.file, column, told)

    def _name_authors(self) -> None:
        """Say of each conflict who changed the field here, and when."""
        by_seq: dict[int, list[ReturnedRow]] = {}
        for row in self._rows:
            if row.outcome.conflicts and row.export is not None and row.export.seq is not None:
                by_seq.setdefault(row.export.seq, []).append(row)
        for seq, rows in by_seq.items():
            conflicts = [c for row in rows for c in row.outcome.conflicts]
            wanted = {(c.record_id, c.field) for c in conflicts}
            authors = last_authors(self._connection, self._rt.key, seq, wanted)
            for conflict in conflicts:
                if author := authors.get((conflict.record_id, conflict.field)):
                    conflict.author, conflict.at = author.name, author.at
                    conflict.who += f", changed by {author}; {self._intake.file} says "
                    conflict.who += self._rt.field(conflict.field).kind.show(conflict.theirs) or "nothing"


def _is_new(row: ReturnedRow) -> bool:
    return row.number is None and row.damage is None
