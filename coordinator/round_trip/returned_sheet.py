"""Importing a sheet that came back: each row is merged, field by field, with what changed here since it went out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.changes.plan import Plan
from coordinator.changes.state_at import state_at
from coordinator.importing.acts import Act, ActKind, Reply, decided_for
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import ANY_SHEET, ImportOptions, RowOutcome, SheetPlan
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field, answer_key
from coordinator.records.kinds import LONG_TEXT, Value
from coordinator.round_trip import heading_row, lost_ids, pushed_rows, words_said
from coordinator.round_trip.anothers_addresses import tell_anothers
from coordinator.round_trip.beside import PeopleBeside
from coordinator.round_trip.brought_in import LastReturns
from coordinator.round_trip.brought_rows import know_again
from coordinator.round_trip.columns import LEFT_OUT, Columns
from coordinator.round_trip.foreign_rows import ForeignRows, code_of, foreign_rows, part
from coordinator.round_trip.homes import Bases
from coordinator.round_trip.kept_up import know_kept_up
from coordinator.round_trip.likely_export import describe, likely_export
from coordinator.round_trip.merge_rows import Merging
from coordinator.round_trip.merged_cells import leave_out_covered
from coordinator.round_trip.missing import find_missing, plan_deletions
from coordinator.round_trip.rows import ReturnedRow, SheetReading, identify, know_bases
from coordinator.round_trip.same_headings import name_ours
from coordinator.round_trip.sent_out import ExportLedger, SentOut
from coordinator.round_trip.settling import Settling
from coordinator.round_trip.shape import Shape, export_codes, sheet_kind
from coordinator.round_trip.sheet_acts import problems_of, settle
from coordinator.round_trip.unmarked import unmarked
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.workbooks import Sheet, Stamp, Table

MOST_TOLD = 20
MANY_ERRORS = 5
"""So many cells of a column with an error are told in one sentence too."""
FEW_LOST = 0.2
"""Up to this share of a sheet's rows that do not name their export are from the one that all others name."""
UNKNOWN_BASE = "What was sent out is not known here any more, perhaps since a backup was restored"
NO_EXPORT = "This sheet does not say which export it is, and no export is like it"
FILLS_ONLY = ": values only fill what is empty, and others are asked."


@dataclass(slots=True)
class ReturnIntake:
    """Plans the import of the sheets of a returned workbook.

    Attributes:
        again: the very same file came in before, so its new rows are already here.
        named: the records that the row IDs of its sheet name, as (record, number).
    """

    connection: Connection
    plan_: Plan
    options: ImportOptions
    file: str
    folder_of: Callable[[RecordType], Folder]
    again: bool = False
    named: set[tuple[str, int]] = field(default_factory=set)
    _find_missing: Callable[[Collection[tuple[str, int]]], list[RowOutcome]] = field(default=lambda _: [], init=False)

    def plan(self, stamp: "Stamp | None", sheet: "Sheet", table: "Table") -> tuple[SheetPlan, list[RowOutcome]]:
        """Plan one sheet, field by field against what went out."""
        shape = Shape.of(table)
        ledger = ExportLedger(self.connection, stamp)
        exported = {
            kind for code in export_codes(table) if code in ledger.by_code for kind in ledger.by_code[code].sheets
        }
        bare = unmarked(self.connection, ledger, table) if stamp is None and not exported else None
        if bare is not None:
            bare.refuse_several(sheet.name)
        rt = bare.rt if bare is not None else query.typed(self.connection, sheet_kind(sheet, table, shape, exported))
        rows = identify(rt, sheet.name, table, shape, ledger, self.options.mended)
        pushed = pushed_rows.with_pushed_ids(rt, shape.ids, rows)
        for row, _ in pushed:
            row.export = None  # what stands in its column is something else
        outcomes = [row.outcome for row in rows]
        foreign = foreign_rows(self.connection, rt, table, shape, ledger, rows)
        left = self._leave_foreign(rt, sheet.name, table, shape, foreign)
        rows, table = part(foreign, table, rows) if foreign else (rows, table)
        told = self._guess_export(rt, table, shape, ledger, rows)
        if bare is not None:
            told.append(describe(self.connection, bare.sent))
            for row in rows:
                row.export = bare.sent
        brought = self._find_brought(rt, sheet.name, table, shape, _usual(rows) or ledger.stamped, rows)
        gone = [pushed_rows.act_of_ids(rt, sheet.name, pushed)] if pushed else []
        gone += self._find_lost_ids(rt, sheet.name, table, shape, ledger.stamped or _usual(rows), rows)
        know_bases(self.connection, rt, rows, table.header)
        for row, base in brought:
            row.base = base
            row.known_here |= base.keys()
        name_ours(rt, sheet.name, table, (shape.ids, shape.codes), rows, self.options.mended)
        sent = _usual(rows) or ledger.stamped
        columns, moved = self._columns(rt, sheet.name, table, shape, sent, rows)
        gone += moved
        rt = self._with_new_answers(rt, columns)
        beside = PeopleBeside(self.connection, rt, sent)
        columns = beside.named([_named(c, rt) for c in columns])
        plan = SheetPlan(sheet.name, rt.key, table.header_rows[1], columns, list(table.skipped), ours=True)
        plan.notes += [*told, *_passed_over(table)]
        if not outcomes:
            plan.notes.append(
                f"“{sheet.name}” holds its headings and no rows: nothing is changed by it, and nothing is deleted."
            )
        if any(r.number is not None and not r.known for r in rows):
            says = stamp is not None or any(r.number is not None and code_of(r, shape) for r in rows)
            plan.notes.append((UNKNOWN_BASE if says else NO_EXPORT) + FILLS_ONLY)
        plan.notes += know_kept_up(self.connection, rt, columns, rows)
        lasts = LastReturns(self.connection, rt, rows, self.file)
        lasts.compare(columns, rows)
        beside.know(rows)
        reading = SheetReading(beside.typed(rt), self.file, sheet.formulas)
        reading.read(columns, rows)
        plan.notes += _errors(columns, rows)
        leave_out_covered(columns, sheet.merged, rows, self.file)
        for row in rows:
            if row.left_out:
                row.leave_out(row.left_out)
        self._settle_acts(rt, plan, rows, reading, sent, beside, lasts)
        plan.notes[:0] = lasts.told
        plan.acts[:0] = [*left, *gone]
        folder = self.folder_of(rt)
        merging = Merging(self.connection, rt, folder, self.options, self.file, again=self.again)
        merging.merge(rows, sent.seq if sent else None)
        plan.notes += words_said.take_refusals(rt, folder, columns, rows, self.file)
        self.named = {(rt.key, r.number) for r in rows if r.number is not None}
        self._find_missing = partial(self._missing, rt, plan, sent, clear=not left and not any(r.damage for r in rows))
        return plan, outcomes

    def _leave_foreign(
        self, rt: RecordType, sheet: str, table: "Table", shape: Shape, found: Sequence[ForeignRows]
    ) -> list[Act]:
        """Take nothing of rows that are not this campaign's; return them as acts."""
        all_ = sum(len(those.rows) for those in found) == len(table.rows)
        headings = [table.header[i] for i in (shape.ids, shape.codes) if i is not None]
        return [those.leave_out(rt, sheet, headings, self.file, all_=all_) for those in found]

    def _find_brought(
        self,
        rt: RecordType,
        sheet: str,
        table: "Table",
        shape: Shape,
        sent: SentOut | None,
        rows: Sequence[ReturnedRow],
    ) -> list[tuple[ReturnedRow, Mapping[str, Value]]]:
        """Find the records that this workbook brought before in rows without an ID; return them as it brought them."""
        if sent is None or sent.seq is None or all(r.number is not None for r in rows):
            return []
        columns = Columns(rt, table, shape, sent.columns(rt.key), None, self._decided(rt, sheet), ()).find()
        codes = {r.export.code for r in rows if r.export is not None} | {sent.code}
        found = know_again(self.connection, rt, columns, rows, codes)
        for row, _ in found:
            row.export = row.export or sent
        return found

    def _find_lost_ids(
        self,
        rt: RecordType,
        sheet: str,
        table: "Table",
        shape: Shape,
        sent: SentOut | None,
        rows: Sequence[ReturnedRow],
    ) -> list[Act]:
        """Give rows that lost their IDs back to whom they were; what is not clear is left out, never a duplicate.

        A few rows without an ID that name their export may also be copies with somebody new: they stay what they are
        unless it is clear whose they were. So do several with damaged IDs: one was dragged down as a series.
        """
        many = lost_ids.have_lost_ids(rows, no_column=shape.ids is None)
        lost = many or lost_ids.may_be_known(rows)
        if not lost or sent is None or sent.seq is None:
            return []
        beside = PeopleBeside(self.connection, rt, sent)
        bases = beside.all_sent({r.number for r in rows if r.number is not None})
        columns = Columns(rt, table, shape, sent.columns(rt.key), None, self._decided(rt, sheet), ()).find()
        found = lost_ids.owners(beside.typed(rt), beside.named(columns), lost, bases)
        if not many:
            found = lost_ids.surely(rt, columns, lost, bases, found)
            lost = [row for row in lost if row.outcome.number in found]
            if not lost:
                return []
        act = lost_ids.act_of(sheet, lost, len(found))
        self._answer(sheet, act)
        for row in lost:
            number = found.get(row.outcome.number) if act.answer is Reply.UNDO else None
            if number is None:
                row.left_out = "Its row ID is gone, and what it says is not clearly anybody's; nothing of it is taken"
            else:
                row.number, row.damage, row.export = number, None, row.export or sent
        return [act]

    def _answer(self, sheet: str, act: Act) -> None:
        """Let an act be what somebody answered, if it may be that."""
        given = decided_for(sheet, self.options.acts).get(act.key, "")
        if given in act.may:
            act.answer = Reply(given)

    def _guess_export(
        self, rt: RecordType, table: "Table", shape: Shape, ledger: ExportLedger, rows: Sequence[ReturnedRow]
    ) -> list[str]:
        """Guess the export of rows that do not name one; return what the user should know about the guess."""
        lost = [r for r in rows if r.number is not None and r.export is None]
        if (
            lost
            and len(lost) <= FEW_LOST * len(rows)
            and len({id(r.export) for r in rows if r.export is not None}) == 1
        ):
            only = _usual(rows)  # a row that was pushed sideways lost its code
            for row in lost:
                row.export = only
            return []
        likely = likely_export(self.connection, rt, table, shape, ledger, lost) if lost else None
        if likely is None:
            return []
        for row in lost:
            row.export = likely
        return [describe(self.connection, likely, sorted({code for r in lost if (code := code_of(r, shape))}))]

    def _decided(self, rt: RecordType, sheet: str) -> dict[str, str]:
        """Return what somebody said that columns are: heading → field key, `answer` or `ignored`."""
        new, acts = f"{ActKind.NEW_COLUMN}: ", decided_for(sheet, self.options.acts)
        kept = {
            k.removeprefix(new): ANSWER
            for k, a in acts.items()
            if k.startswith(new) and a == Reply.TAKE and rt.has_answers
        }
        return {**kept, **self.options.mapping.get(ANY_SHEET, {}), **self.options.mapping.get(sheet, {})}

    def _columns(
        self,
        rt: RecordType,
        sheet: str,
        table: "Table",
        shape: Shape,
        sent: SentOut | None,
        rows: Sequence[ReturnedRow],
    ) -> tuple[list[ColumnPlan], list[Act]]:
        """Return the columns, and as an act if the headings over them moved."""
        went_out = sent.columns(rt.key) if sent else ()
        agreed = sent.agreed(rt.key) if sent else None
        bases = [r.base for r in rows]
        finder = Columns(rt, table, shape, went_out, agreed, self._decided(rt, sheet), bases)
        columns = finder.find()
        if finder.moved is None:
            return columns, []
        act = heading_row.act_of(sheet, table.header, table.header_rows[1], finder.moved, rt.headings.__getitem__)
        self._answer(sheet, act)
        if act.answer is Reply.LEAVE:
            held = finder.moved.fields
            columns = [replace(c, target=IGNORED, why=LEFT_OUT) if c.index in held else c for c in columns]
        return columns, [act]

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

    def _settle_acts(
        self,
        rt: RecordType,
        plan: SheetPlan,
        rows: Sequence[ReturnedRow],
        reading: SheetReading,
        sent: SentOut | None,
        beside: PeopleBeside,
        lasts: LastReturns,
    ) -> None:
        """Find what was done to the sheet, and take back what is not to be taken."""
        order = sent.order(rt.key) if sent is not None else ()
        chosen = self._decided(rt, plan.name)

        def bases_of(numbers: Sequence[int]) -> Bases:
            seq = sent.seq if sent is not None else None
            found = state_at(self.connection, rt, seq, numbers) if seq is not None else {}
            return beside.with_details({number: base for number, base in found.items() if base is not None})

        acts, who = decided_for(plan.name, self.options.acts), self.options.who_agreed
        settling = Settling(reading.rt, plan, rows, reading, order, acts, who, chosen, bases_of, lasts)
        plan.acts = settle(settling)
        tell_anothers(reading.rt, plan.columns, rows, self.file)
        if rows:
            rows[0].outcome.problems[:0] = problems_of(plan.acts, self.file)

    def missing(self, named: Collection[tuple[str, int]]) -> list[RowOutcome]:
        """Return the records that went out and have no row in the file any more.

        Args:
            named: the records that have a row on any of its sheets, or are listed already: a list may be split.
        """
        return self._find_missing(named)

    def _missing(
        self,
        rt: RecordType,
        plan: SheetPlan,
        sent: SentOut | None,
        named: Collection[tuple[str, int]],
        *,
        clear: bool,
    ) -> list[RowOutcome]:
        found = find_missing(self.connection, rt, plan.name, sent, {n for record, n in named if record == rt.key})
        if found and self.options.delete_missing and sent is not None and sent.seq is not None:
            if not clear:
                plan.notes.append(
                    "Nothing is deleted while row IDs are damaged or another campaign's: mend them first."
                )
            else:
                answer = self.options.on_conflict
                plan_deletions(self.connection, rt, sent.seq, found, self.plan_, answer)
        return found


def _errors(columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> list[str]:
    """Return a sentence for each column in which many cells hold an error instead of a value."""
    told = []
    for column in columns:
        numbers = [r.outcome.number for r in rows if type(r.cells[column.index]).__name__ == "CellError"]
        if len(numbers) >= MANY_ERRORS:
            told.append(
                f"“{column.header}” holds an error instead of a value in {len(numbers):,} rows, {numbers[0]} to "
                f"{numbers[-1]}; nothing of these cells is taken."
            )
    return told


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
