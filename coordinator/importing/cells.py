"""From a table's raw cells to clean values, column by column."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coordinator.base.folding import fold_heading
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.names import complete_name
from coordinator.importing.offices import complete_division
from coordinator.importing.readings import CellReading
from coordinator.importing.targets import ANSWER, IGNORED, Target, field_target, targets_of
from coordinator.records.catalog import RecordType
from coordinator.records.fields import ANSWER_PREFIX, Field, answer_key
from coordinator.records.kinds import LONG_TEXT, Hints, StoredObject, Value, as_list, plain_text, quoted, to_json
from coordinator.records.kinds.texts import MadeWhenRead

Cells = Sequence[object]
_DAY_MONTH = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})\b")


@dataclass(slots=True)
class InRow:
    """A row with its clean values.

    Attributes:
        number: the row number shown by the spreadsheet program.
        values: field key → value; keys with the prefix `signup.` belong to the sign-up.
        problems: (heading, cell as text, sentence).
        cells: the original row, heading → JSON value.
        came: the original values, if someone has corrected a cell since.
    """

    number: int
    values: dict[str, Value] = field(default_factory=dict)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    cells: Mapping[str, Value] = field(default_factory=dict)
    came: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """A field that the campaign does not have yet."""

    key: str
    heading: str


def day_order(cells: Iterable[object]) -> bool | None:
    """Decide the order of `3/4/2025` for a whole column, never cell by cell.

    Returns:
        True if the day comes first, False if the month does or no cell needs it, None if
        no cell shows which.
    """
    pairs = [(int(m[1]), int(m[2])) for c in cells if isinstance(c, str) and (m := _DAY_MONTH.match(c))]
    if any(second > 12 for _, second in pairs):
        return False
    if any(first > 12 for first, _ in pairs):
        return True
    return None if any(first != second for first, second in pairs) else False


def orders_of(
    rt: RecordType, plans: Sequence[ColumnPlan], rows: Sequence[Cells], decided: Mapping[str, bool]
) -> dict[str, bool | None]:
    """Return for each column with dates like `3/4/2025` whether the day comes first.

    A user's decision overrides what the cells show.
    """
    targets = targets_of(rt)
    found: dict[str, bool | None] = {}
    for plan in plans:
        if plan.target in targets and targets[plan.target].dated:
            written = [c for row in rows if isinstance(c := row[plan.index], str) and _DAY_MONTH.match(c)]
            if written:
                found[plan.header] = decided.get(plan.header, day_order(written))
    return found


def read_rows(
    rt: RecordType,
    plans: Sequence[ColumnPlan],
    numbers: Sequence[int],
    rows: Sequence[Cells],
    hints: Hints,
    answers: Mapping[str, Field],
    orders: Mapping[str, bool | None],
) -> tuple[list[InRow], list[NewAnswer]]:
    """Read all cells of a table.

    Args:
        rt: the record type.
        plans: what each column becomes.
        numbers: the row numbers.
        rows: the rows' cells, one for each column.
        hints: what is known about all columns.
        answers: folded heading → one of the campaign's own fields.
        orders: heading → whether the day comes first in its dates.

    Returns:
        the rows, and the fields to create for columns without one.
    """
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in plans]
    result = [
        InRow(number, cells=cells)
        for number, cells in zip(numbers, _as_they_came([p.header for p in plans], columns, plans), strict=bool(plans))
    ]
    made: list[NewAnswer] = []
    targets = targets_of(rt)
    filling = _Filling(result)
    later = []
    for plan in plans:
        if plan.target == IGNORED:
            continue
        target = _answer_target(plan, answers, made) if plan.target == ANSWER else targets[plan.target]
        if target.fills:
            later.append((plan, target))
        else:
            filling.read(plan, target, columns[plan.index], reading_hints(plan, hints, orders))
    for plan, target in later:
        filling.read(plan, target, columns[plan.index], hints)
    filling.finish()
    _refine_others(rt, result, plans, columns, hints)
    for row in result:
        complete_name(row.values)
        if "division" in row.values:
            complete_division(row.values)
    return result, made


_OTHER_TEXT = re.compile(r"(?i)^(.+?)\s*[-–:(]\s*other\b.*\btext\)?$|^(.+?)\s*[-–:(]\s*other \(please specify\)\)?$")


def _refine_others(
    rt: RecordType, result: list[InRow], plans: Sequence[ColumnPlan], columns: Sequence[Cells], hints: Hints
) -> None:
    """If someone chose “Other” and wrote what in a neighboring column, use what they wrote if the field knows it."""
    targets = {fold_heading(p.header): p.target for p in plans}
    for plan in plans:
        match = _OTHER_TEXT.match(plan.header)
        key = targets.get(fold_heading(match[1] or match[2]), "") if match else ""
        if key not in rt.by_key:
            continue
        for row, cell in zip(result, columns[plan.index], strict=True):
            if cell and row.values.get(key) == "other":
                cleaned = rt.by_key[key].clean(cell, hints)
                row.values[key] = cleaned.value or "other"


def _answer_target(plan: ColumnPlan, answers: Mapping[str, Field], made: list[NewAnswer]) -> Target:
    known = answers.get(fold_heading(plan.header))
    if known is None:
        key = answer_key(plan.header)
        taken = {a.key for a in made} | {f.key.removeprefix(ANSWER_PREFIX) for f in answers.values()}
        while key in taken:
            key += "_"
        made.append(NewAnswer(key, plain_text(plan.header)))
        known = Field(ANSWER_PREFIX + key, plan.header, LONG_TEXT)
    return field_target(known)


def _as_they_came(
    headings: Sequence[str], columns: Sequence[Cells], plans: Sequence[ColumnPlan]
) -> Iterable[StoredObject]:
    """Yield each row's original content, heading → JSON value, without empty cells."""
    said = [_said(heading, columns[plan.index]) for heading, plan in zip(headings, plans, strict=True)]
    for cells in zip(*said, strict=True):
        yield StoredObject("{" + ",".join(filter(None, cells)) + "}")


def _said(heading: str, cells: Cells) -> list[str]:
    """Return each cell as part of a JSON object under its heading; "" for an empty one."""
    name = f"{to_json(heading)}:"
    return [
        (name + quoted(c) if c else "") if c.__class__ is str else "" if c is None else f"{name}{to_json(as_json(c))}"
        for c in cells
    ]


def _empty(cell: object) -> bool:
    return cell is None or cell == ""


def _keys(cells: Cells) -> Sequence[object]:
    """Return keys that distinguish cells: 1, 1.0 and TRUE are three different ones."""
    return cells if len(set(map(type, cells)) - {type(None)}) < 2 else [(c.__class__, c) for c in cells]


class SaidCells(MadeWhenRead):
    """A row's filled cells as JSON, by heading."""

    __slots__ = ("_cells", "_headings")

    def __init__(self, headings: Sequence[str], cells: Cells) -> None:
        super().__init__()
        self._headings, self._cells = headings, cells

    def make(self) -> dict[str, Value]:
        """Return the cells by heading."""
        pairs = zip(self._headings, self._cells, strict=True)
        return {h: as_json(c) for h, c in pairs if not _empty(c)}


def as_json(cell: object) -> str | int | float:
    """Return a cell as JSON: dates and times as ISO text."""
    if isinstance(cell, str | int | float | bool):
        return cell
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return plain_text(cell)


class _Filling:
    """Fills rows column by column: each distinct cell is read once, and rows are updated once at the end."""

    def __init__(self, rows: list[InRow]) -> None:
        self._rows = rows
        self._columns: dict[str, list[Value]] = {}
        self._filled: set[str] = set()

    def read(self, plan: ColumnPlan, target: Target, cells: Cells, hints: Hints) -> None:
        """Read a column into the rows."""
        keys = _keys(cells)
        distinct = zip(keys, cells, strict=True) if keys is not cells else ((c, c) for c in set(cells))
        single, readings = _read_distinct(target, {key: c for key, c in distinct if not _empty(c)}, hints)
        fields = set().union(*(r.values for r in readings.values()))
        if single:
            fields.add(target.fields[0])
        if fields & self._filled:
            self.finish()
            for row, key in zip(self._rows, keys, strict=True):
                if key in readings:
                    _put(row, readings[key].values)
                elif (value := single.get(key)) is not None:
                    _put(row, {target.fields[0]: value})
        else:
            for name in fields:
                values = {key: r.values.get(name) for key, r in readings.items()}
                if name == target.fields[0]:
                    values = {**single, **values}
                self._columns[name] = list(map(values.get, keys))
        self._filled |= fields
        told = {key: r.problems for key, r in readings.items() if r.problems}
        for row, key, cell in zip(self._rows, keys, cells, strict=True) if told else ():
            row.problems += [(plan.header, plain_text(cell)[:200], problem) for problem in told.get(key, ())]

    def finish(self) -> None:
        """Write what was read so far into the rows."""
        names = tuple(self._columns)
        for row, values in zip(self._rows, zip(*self._columns.values(), strict=True), strict=bool(names)):
            found = dict(zip(names, values, strict=True))
            if None in values:
                found = {name: value for name, value in found.items() if value is not None}
            row.values = {**row.values, **found} if row.values else found
        self._columns.clear()


def reading_hints(plan: ColumnPlan, hints: Hints, orders: Mapping[str, bool | None]) -> Hints:
    """Return the hints for reading a column's cells."""
    return replace(hints, day_first=True) if orders.get(plan.header) else hints


def _is_error(cell: object) -> bool:
    """Return whether a cell holds an error; checked by name, since the workbook reader is loaded only when needed."""
    return cell.__class__.__name__ == "CellError"


def read_cell(target: Target, cell: object, hints: Hints) -> CellReading:
    """Read one cell; a formula's error is reported and gives no value."""
    if _is_error(cell):
        told = f"The cell holds the error {plain_text(cell)}. Correct its formula, or type the value."
        return CellReading({}, (told,))
    return target.read(cell, hints)


def _read_distinct(
    target: Target, cells: Mapping[object, object], hints: Hints
) -> tuple[dict[object, Value], dict[object, CellReading]]:
    """Read each distinct cell once: values of those that just fill the target's field, readings of the others."""
    if target.clean is None:
        return {}, {key: read_cell(target, cell, hints) for key, cell in cells.items()}
    clean = target.clean
    single: dict[object, Value] = {}
    others: dict[object, CellReading] = {}
    for key, cell in cells.items():
        cleaned = None if _is_error(cell) else clean(cell, hints)
        if cleaned is None or cleaned.problem:
            others[key] = read_cell(target, cell, hints)
        else:
            single[key] = cleaned.value
    return single, others


def _put(row: InRow, values: Mapping[str, Value]) -> None:
    """Add the value of another column for the same field: lists grow, otherwise the first one stays."""
    for key, value in values.items():
        if key not in row.values:
            row.values[key] = value
        elif isinstance(value, list) and isinstance(there := row.values[key], list):
            row.values[key] = [*as_list(there), *(v for v in as_list(value) if v not in there)]
