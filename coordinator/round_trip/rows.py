"""Rows of a sheet that came back: each one's record, its values when it went out, and what it says now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from coordinator.round_trip.columns import field_beside, read_only_field
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
        added: field key → what the row says of a field that did not go out with it: what stood there is unknown.
        known_here: keys of fields that did not go out, but that this workbook brought in before.
        unread: field key → a cell that says nothing that can be used, although it is not empty.
        seen: field key → what a cell that is only for reading says, if it is something else than went out; one that
            is empty, only of a person's details beside another record.
        left_out: why nothing of it is taken; empty if it is.
        held: what it said when it was left out.
        agreed: keys of the permissions of which somebody said who agreed to them, or that they were meant.
        agreed_on: the day that was said, ISO; None if none was.
    """

    outcome: RowOutcome
    cells: "Sequence[Cell]"
    number: int | None = None
    damage: str | None = None
    export: SentOut | None = None
    base: Mapping[str, Value] | None = None
    said: dict[str, Value] = field(default_factory=dict)
    added: dict[str, Value] = field(default_factory=dict)
    known_here: set[str] = field(default_factory=set)
    unread: dict[str, "Cell"] = field(default_factory=dict)
    seen: dict[str, Value] = field(default_factory=dict)
    left_out: str = ""
    held: dict[str, Value] = field(default_factory=dict)
    agreed: set[str] = field(default_factory=set)
    agreed_on: str | None = None

    @property
    def known(self) -> bool:
        """Whether the history still holds the moment when it went out."""
        return self.export is not None and self.export.seq is not None

    @property
    def words(self) -> str:
        """Its filled cells in one line."""
        return " | ".join(text for cell in self.cells if (text := plain_text(cell)))

    def went_out(self, rt: RecordType, key: str) -> bool:
        """Return whether it is known what stood in a field when the row was written, if its record was there then."""
        sent = self.export is None or self.export.has_column(rt.key, key)
        return self.base is None or sent or key in self.known_here

    def add_line(self, key: str, line: str) -> None:
        """Add a line to a text, to what the row says of it."""
        held = self.said if self.base is None or key in self.said else self.added
        held[key] = f"{held[key]}\n{line}" if held.get(key) else line

    def whole(self) -> dict[str, Value]:
        """Return all values of the row: what went out, updated with what it says now."""
        return {**(self.base or {}), **self.said}

    def tell(self, file: str, column: str, cell: object, told: str) -> None:
        """Record a problem with one of its cells."""
        where = self.outcome
        where.problems.append(Problem(file, where.sheet, where.number, column, plain_text(cell)[:200], told))

    def withdraw(self, key: str, column: str) -> None:
        """Take back what one of its cells says, with what was told of it."""
        self.said.pop(key, None)
        self.added.pop(key, None)
        self.unread.pop(key, None)
        self.outcome.problems[:] = [p for p in self.outcome.problems if p.column != column]

    def leave_out(self, why: str) -> None:
        """Take nothing of the row."""
        self.left_out, self.held = why, dict(self.said)
        self.forget_cells()

    def forget_cells(self) -> None:
        """Take back what its cells say, with what was told of them."""
        self.said.clear()
        self.added.clear()
        self.unread.clear()
        self.seen.clear()
        self.outcome.problems.clear()

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
        mend(row, table.header, line.cells, mended.get((sheet, line.number)))
        if shape.ids is not None:
            row.number, row.damage = _number(rt, plain_text(row.cells[shape.ids]))
        code = plain_text(line.cells[shape.codes]) if shape.codes is not None else ""
        row.export = ledger.find(code) if code or row.number is not None else None
        rows.append(row)
    return rows


def mend(row: ReturnedRow, header: Sequence[str], cells: "Sequence[Cell]", changed: Mapping[str, str] | None) -> None:
    """Let a row's cells be those of the sheet with the corrections from the preview, by heading."""
    if changed:
        row.cells = [changed.get(h, c) for h, c in zip(header, cells, strict=True)]


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
    _empty_blanked(rt, rows)


def _empty_blanked(rt: RecordType, rows: Iterable[ReturnedRow]) -> None:
    """Let the cells that went out empty, since the person refused that way, be empty in what went out."""
    blanked: dict[str, Mapping[str, frozenset[int]]] = {}
    for row in rows:
        if row.base is None or row.export is None:
            continue
        if row.export.code not in blanked:
            blanked[row.export.code] = row.export.blanked(rt.key)
        if gone := {key: None for key, numbers in blanked[row.export.code].items() if row.number in numbers}:
            row.base = {**row.base, **gone}


def _bases(rt: RecordType, rows: Sequence[ReturnedRow], key: str) -> Iterator[Value]:
    """Yield what went out in the cells of a column; `_UNKNOWN` where that is unknown."""
    exports = {id(row.export): row.export for row in rows}
    out = {which: export is None or export.has_column(rt.key, key) for which, export in exports.items()}
    for row in rows:
        known = row.base is not None and (out[id(row.export)] or key in row.known_here)
        yield row.base.get(key) if known and row.base is not None else _UNKNOWN


def _note(row: ReturnedRow, key: str, cell: "Cell", cleaned: Cleaned, base: Value) -> None:
    """Note what a cell says that is other than what went out."""
    if cleaned.value is None and (cleaned.problem or ((base is None or base is _UNKNOWN) and cell not in (None, ""))):
        row.unread[key] = cell
    if cleaned.value != base and not (cleaned.problem and cleaned.value is None):
        row.said[key] = cleaned.value


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
            elif (only := read_only_field(self.rt, plan)) is not None:
                self._look_only(plan, only, rows)
            elif (beside := field_beside(self.rt, plan)) is not None:
                self._look_beside(plan, beside, rows)

    def _column(self, plan: ColumnPlan, field_: Field, rows: Sequence[ReturnedRow]) -> None:
        key, index = field_.key, plan.index
        cells = [row.cells[index] for row in rows]
        bases = list(_bases(self.rt, rows, key))
        read: dict[object, Cleaned] = {}
        for number, (cell, base) in enumerate(zip(cells, bases, strict=True)):
            if (cell == base or (base is None and cell == "")) and not self.formulas:
                continue  # exactly what went out
            row, was = rows[number], None if base is _UNKNOWN else base
            not_sent = base is _UNKNOWN and row.base is not None
            if not_sent and cell in (None, ""):
                continue
            if self.formulas and self._is_formula(plan, field_, row, was):
                continue
            same = (cell, cell.__class__, was if was.__class__ is not list else tuple(was))
            cleaned = read.get(same)
            if cleaned is None:
                cleaned = read[same] = read_cell(field_, cell, was)
            if cleaned.problem:
                row.tell(self.file, plan.header, cell, cleaned.problem)
            if not_sent:
                if cleaned.value is not None:
                    row.added[key] = cleaned.value
            else:
                _note(row, key, cell, cleaned, base)

    def _is_formula(self, plan: ColumnPlan, field_: Field, row: ReturnedRow, base: Value) -> bool:
        """Return whether a cell contains a formula that is not allowed there; one that no one wrote is ignored."""
        formula = self.formulas.get((row.outcome.number, plan.index))
        told = formula_problem(field_, formula, base) if formula is not None else None
        if told:
            row.tell(self.file, plan.header, formula, told)
        return told is not None

    def _look_only(self, plan: ColumnPlan, field_: Field, rows: Sequence[ReturnedRow]) -> None:
        """Report edits in columns that are not imported; of one that is kept up to date, where that is known."""
        for row in rows:
            cell = row.cells[plan.index]
            if row.base is None or cell is None or cell == "" or (field_.kept_up and field_.key not in row.base):
                continue
            base = field_.derive(row.base) if field_.derive is not None else row.base.get(field_.key)
            formula = self.formulas.get((row.outcome.number, plan.index)) if self.formulas else None
            if formula is not None and formula_problem(field_, formula, base) == "":
                continue
            cleaned = read_cell(field_, cell, base)
            if cleaned.value != base:
                if cleaned.value is not None:
                    row.seen[field_.key] = cleaned.value
                told = (
                    f"{field_.label} is for reading only in this workbook; this is not taken. Change it in the window."
                )
                row.tell(self.file, plan.header, cell, told)

    def _look_beside(self, plan: ColumnPlan, field_: Field, rows: Sequence[ReturnedRow]) -> None:
        """Note what is said of the person whom a row is about, if it is something else than went out."""
        for row in rows:
            row.seen.pop(field_.key, None)
            if row.base is not None and field_.key not in row.base:
                continue
            base = (row.base or {}).get(field_.key)
            value = read_cell(field_, row.cells[plan.index], base).value
            if value != base:
                row.seen[field_.key] = value


def touched(rows: Iterable[ReturnedRow]) -> dict[str, list[ReturnedRow]]:
    """Return the rows with a base whose cells do not say what went out, by field key."""
    found: dict[str, list[ReturnedRow]] = {}
    for row in [r for r in rows if (r.said or r.unread) and r.base is not None]:
        for key in (*row.said, *row.unread):
            found.setdefault(key, []).append(row)
    return found


def changed_columns(
    rt: RecordType, columns: Iterable[ColumnPlan], rows: Iterable[ReturnedRow], least: int
) -> Iterator[tuple[ColumnPlan, Field, list[ReturnedRow]]]:
    """Yield the columns in which so many cells do not say what went out, or more, each with its field and these rows.

    Args:
        rt: the record type, with its answers.
        columns: the columns that may be looked at.
        rows: the sheet's rows, read.
        least: so many.
    """
    changed = touched(rows)
    for column in columns if changed else ():
        field = rt.by_key.get(column.target)
        if field is not None and len(those := changed.get(field.key, [])) >= least:
            yield column, field, those


def shown_in(field: Field, column: ColumnPlan, rows: Iterable[ReturnedRow]) -> list[tuple[int, object, object]]:
    """Return for rows their number, what went out in a column, and what its cell says."""
    return [(r.outcome.number, field.kind.show((r.base or {}).get(field.key)), r.cells[column.index]) for r in rows]
