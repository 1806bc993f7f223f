"""Rows of a sheet that came back: each one's record, its values when it went out, and what it says now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_heading
from coordinator.changes.state_at import state_at
from coordinator.importing.cells import SaidCells
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import RowOutcome, What
from coordinator.importing.problems import Problem
from coordinator.records import row_id
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Cleaned, Value, plain_text
from coordinator.round_trip.cells import formula_problem, read_cell
from coordinator.round_trip.columns import read_only_field
from coordinator.round_trip.sent_out import ExportLedger, SentOut
from coordinator.round_trip.shape import Shape

if TYPE_CHECKING:
    from coordinator.workbooks import Table
    from coordinator.workbooks.book import Cell

ID_HEADING = "ID"
_UNKNOWN: Value = MappingProxyType({})
"""Used for what went out if unknown: every cell counts as a statement."""


@dataclass(slots=True)
class ReturnedRow:
    """A row of a sheet that came back.

    Attributes:
        outcome: what happens to it.
        cells: its cells, including corrections from the preview.
        number: the record that its ID names; None: it has no ID.
        damage: what is wrong with its ID.
        export: the export that it came from.
        base: the record when it went out; None: it did not exist then, or that is unknown.
        said: field key → what the row says; if there is a base, only what differs from it.
    """

    outcome: RowOutcome
    cells: "Sequence[Cell]"
    number: int | None = None
    damage: str | None = None
    export: SentOut | None = None
    base: Mapping[str, Value] | None = None
    said: dict[str, Value] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether the history still holds the moment when it went out."""
        return self.export is not None and self.export.seq is not None

    def whole(self) -> dict[str, Value]:
        """Return all values of the row: what went out, updated with what it says now."""
        return {**(self.base or {}), **self.said}

    def tell(self, file: str, column: str, cell: object, told: str) -> None:
        """Record a problem with one of its cells."""
        where = self.outcome
        where.problems.append(Problem(file, where.sheet, where.number, column, plain_text(cell)[:200], told))

    def reject(self, file: str, column: str, told: str) -> None:
        """Leave the row out, and record why."""
        self.tell(file, column, self.outcome.cells.get(column) or "", told)
        self.outcome.what, self.outcome.sentence = What.REJECTED, told


def identify(
    rt: RecordType,
    sheet: str,
    table: "Table",
    shape: Shape,
    ledger: ExportLedger,
    mended: Mapping[tuple[str, int], Mapping[str, str]],
) -> list[ReturnedRow]:
    """Return the rows with the record and the export that each one names."""
    rows = []
    for line in table.rows:
        outcome = RowOutcome(sheet, line.number, What.UNCHANGED, "", "Left as it is", rt.key)
        outcome.cells = SaidCells(table.header, line.cells)
        row = ReturnedRow(outcome, line.cells)
        if changed := mended.get((sheet, line.number)):
            row.cells = [changed.get(h, c) for h, c in zip(table.header, line.cells, strict=True)]
        if shape.ids is not None:
            row.number, row.damage = _number(rt, plain_text(row.cells[shape.ids]))
        code = plain_text(line.cells[shape.codes]) if shape.codes is not None else ""
        row.export = ledger.find(code) if code or row.number is not None else None
        rows.append(row)
    return rows


def _number(rt: RecordType, text: str) -> tuple[int | None, str | None]:
    if not text:
        return None, None
    found = row_id.parse(text)
    if not isinstance(found, row_id.RowId):
        return None, f"The row ID “{text}” is damaged. Copy it from the list again, or empty it for a new record."
    if found.letter != rt.letter:
        return None, f"The row ID “{text}” belongs to another kind of list than {rt.plural.lower()}."
    return found.number, None


def know_bases(
    connection: Connection, rt: RecordType, rows: Iterable[ReturnedRow], headings: Sequence[str] = ()
) -> None:
    """Find the state of each row's record when it went out, export by export.

    Computed fields are left out, since no one can edit them; so are answers if neither the exports nor the
    headings name one.
    """
    rows = list(rows)
    went_out = {key for e in {id(r.export): r.export for r in rows}.values() if e for key in e.columns(rt.key)}
    named = {fold_heading(h) for h in headings}
    own = [f for f in rt.fields if f.is_answer]
    with_answers = not went_out or any(f.key in went_out or fold_heading(f.label) in named for f in own)
    keys = [*(f.key for f in rt.stored if with_answers or not (f.is_answer or f.key == "answers")), "deleted_at"]
    by_seq: dict[int, list[ReturnedRow]] = {}
    for row in rows:
        if row.number is not None and row.export is not None and row.export.seq is not None:
            by_seq.setdefault(row.export.seq, []).append(row)
    for seq, those in by_seq.items():
        states = state_at(connection, rt, seq, list({r.number: None for r in those if r.number is not None}), keys)
        for row in those:
            row.base = states.get(row.number) if row.number is not None else None


@dataclass(frozen=True, slots=True)
class SheetReading:
    """Reads the cells of one sheet.

    Attributes:
        rt: the record type, with its answers.
        file: name of the file, for problems.
        formulas: (row number, column) → the cell's formula.
    """

    rt: RecordType
    file: str
    formulas: Mapping[tuple[int, int], str]

    def read(self, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> None:
        """Read the cells of all rows, column by column."""
        for plan in columns:
            if (field_ := self.rt.by_key.get(plan.target)) is not None:
                self._column(plan, field_, rows)
            elif (only := read_only_field(self.rt, plan)) is not None and only.stored:
                self._look_only(plan, only, rows)

    def _column(self, plan: ColumnPlan, field_: Field, rows: Sequence[ReturnedRow]) -> None:
        key, index = field_.key, plan.index
        cells = [row.cells[index] for row in rows]
        bases = [row.base.get(key) if row.base is not None else _UNKNOWN for row in rows]
        read: dict[object, Cleaned] = {}
        for number, (cell, base) in enumerate(zip(cells, bases, strict=True)):
            if (cell == base or (base is None and cell == "")) and not self.formulas:
                continue  # exactly what went out
            row, was = rows[number], None if base is _UNKNOWN else base
            if self.formulas and self._is_formula(plan, field_, row, was):
                continue
            same = (cell, cell.__class__, was if was.__class__ is not list else tuple(was))
            cleaned = read.get(same)
            if cleaned is None:
                cleaned = read[same] = read_cell(field_, cell, was)
            if cleaned.problem:
                row.tell(self.file, plan.header, cell, cleaned.problem)
                if cleaned.value is None:
                    continue
            if cleaned.value != base:
                row.said[key] = cleaned.value

    def _is_formula(self, plan: ColumnPlan, field_: Field, row: ReturnedRow, base: Value) -> bool:
        """Return whether a cell contains a formula that is not allowed there; one that no one wrote is ignored."""
        formula = self.formulas.get((row.outcome.number, plan.index))
        told = formula_problem(field_, formula, base) if formula is not None else None
        if told:
            row.tell(self.file, plan.header, formula, told)
        return told is not None

    def _look_only(self, plan: ColumnPlan, field_: Field, rows: Sequence[ReturnedRow]) -> None:
        """Report edits in columns that are not imported."""
        for row in rows:
            cell = row.cells[plan.index]
            if row.base is None or cell is None or cell == "":
                continue
            formula = self.formulas.get((row.outcome.number, plan.index)) if self.formulas else None
            if formula is not None and formula_problem(field_, formula, row.base.get(field_.key)) == "":
                continue
            cleaned = read_cell(field_, cell, row.base.get(field_.key))
            if cleaned.value != row.base.get(field_.key):
                told = (
                    f"{field_.label} is for reading only in this workbook; this is not taken. Change it in the window."
                )
                row.tell(self.file, plan.header, cell, told)
