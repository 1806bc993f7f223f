"""Rows of a sheet that came back: which record each means, what it was when it went out, what it says now."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.changes.state_at import state_at
from coordinator.exchange.import_plan import RowOutcome, What
from coordinator.exchange.intake import as_json
from coordinator.exchange.mapping import ColumnPlan
from coordinator.exchange.problems import Problem
from coordinator.exchange.returning.cells import formula_problem, read_cell
from coordinator.exchange.returning.columns import read_only_field
from coordinator.exchange.returning.ledger import Ledger, SentOut
from coordinator.exchange.returning.shape import Shape
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, plain_text
from coordinator.workbooks import row_id

if TYPE_CHECKING:
    from coordinator.workbooks import Table
    from coordinator.workbooks.book import Cell

ID_HEADING = "ID"


class CellsByHeading(Mapping[str, object]):
    """The filled cells of a row by heading, as JSON; a view, without a dictionary for each row."""

    __slots__ = ("_cells", "_places")

    def __init__(self, places: Mapping[str, int], cells: "Sequence[Cell]") -> None:
        self._places = places
        self._cells = cells

    def __getitem__(self, heading: str) -> object:
        cell = self._cells[self._places[heading]]
        if cell is None or cell == "":
            raise KeyError(heading)
        return as_json(cell)

    def __iter__(self) -> Iterator[str]:
        return (h for h, i in self._places.items() if self._cells[i] not in (None, ""))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(slots=True)
class ReturnedRow:
    """A row of a sheet that came back.

    Attributes:
        outcome: what becomes of it.
        cells: its cells, with those that somebody mended in the preview.
        number: the record that its ID names; None: it has none.
        damage: what is wrong with its ID.
        export: the export that it is of.
        base: what the record was when it went out; None: it was not there then, or that is not known.
        said: field key → what the row says; with a base only what is another than that.
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
        """The moment at which it went out is one that the history holds."""
        return self.export is not None and self.export.seq is not None

    def whole(self) -> dict[str, Value]:
        """Return all that the row stands for: what went out, with what it says now."""
        return {**(self.base or {}), **self.said}

    def tell(self, file: str, column: str, cell: object, told: str) -> None:
        """Note a problem of one of its cells."""
        where = self.outcome
        where.problems.append(Problem(file, where.sheet, where.number, column, plain_text(cell)[:200], told))

    def reject(self, file: str, column: str, told: str) -> None:
        """Leave the row out, and say why."""
        self.tell(file, column, self.outcome.cells.get(column) or "", told)
        self.outcome.what, self.outcome.sentence = What.REJECTED, told


def identify(
    rt: RecordType,
    sheet: str,
    table: "Table",
    shape: Shape,
    ledger: Ledger,
    mended: Mapping[tuple[str, int], Mapping[str, str]],
) -> list[ReturnedRow]:
    """Return the rows with the record and the export that each names."""
    rows = []
    places = {heading: index for index, heading in enumerate(table.header)}
    for line in table.rows:
        outcome = RowOutcome(sheet, line.number, What.UNCHANGED, "", "Left as it is", rt.key)
        outcome.cells = CellsByHeading(places, line.cells)
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
    connection: Connection, rt: RecordType, rows: Iterable[ReturnedRow], keys: Collection[str] | None
) -> None:
    """Find what each row was when it went out, export by export; of the fields in `keys`, None: of all."""
    by_seq: dict[int, list[ReturnedRow]] = {}
    for row in rows:
        if row.number is not None and row.export is not None and row.export.seq is not None:
            by_seq.setdefault(row.export.seq, []).append(row)
    for seq, those in by_seq.items():
        states = state_at(connection, rt, seq, list({r.number: None for r in those if r.number is not None}), keys)
        for row in those:
            row.base = states.get(row.number) if row.number is not None else None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one sheet are read.

    Attributes:
        rt: the kind of record, with its answers.
        file: name of the file, for problems.
        formulas: (row number, column) → the formula that stands there.
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
        key, index, show = field_.key, plan.index, field_.kind.show
        untouched: set[tuple[object, object, object]] = set()
        for row in rows:
            cell = row.cells[index]
            if row.base is None:
                self._cell(plan, field_, row, cell, None)
                continue
            base = row.base.get(key)
            if self.formulas or not (_is_letter_for_letter(cell, base) or cell == show(base)):
                pair = (cell.__class__, cell, base if base.__class__ is not list else repr(base))
                if pair not in untouched and self._cell(plan, field_, row, cell, base):
                    untouched.add(pair)

    def _cell(self, plan: ColumnPlan, field_: Field, row: ReturnedRow, cell: "Cell", base: Value) -> bool:
        """Read a cell that may be another than what went out; say whether it is not."""
        formula = self.formulas.get((row.outcome.number, plan.index)) if self.formulas else None
        if formula is not None and (told := formula_problem(field_, formula, base)) is not None:
            if told:
                row.tell(self.file, plan.header, formula, told)
            return False
        cleaned = read_cell(field_, cell, base)
        if cleaned.problem:
            row.tell(self.file, plan.header, cell, cleaned.problem)
            if cleaned.value is None:
                return False
        if row.base is None or cleaned.value != base:
            row.said[field_.key] = cleaned.value
            return False
        return formula is None and not cleaned.problem

    def _look_only(self, plan: ColumnPlan, field_: Field, rows: Sequence[ReturnedRow]) -> None:
        """Tell what somebody wrote where nothing is taken."""
        untouched: set[tuple[object, object]] = set()
        for row in rows:
            cell = row.cells[plan.index]
            base = row.base.get(field_.key) if row.base is not None else None
            if row.base is None or cell is None or cell == "" or cell == base or (cell, repr(base)) in untouched:
                continue
            if read_cell(field_, cell, base).value == base:
                untouched.add((cell, repr(base)))
            else:
                told = (
                    f"{field_.label} is for reading only in this workbook; this is not taken. Change it in the window."
                )
                row.tell(self.file, plan.header, cell, told)


def _is_letter_for_letter(cell: "Cell", base: Value) -> bool:
    """Say whether a cell holds just what went out: true of most, and quickly seen."""
    return cell == base if cell else base is None and (cell is None or cell == "")
