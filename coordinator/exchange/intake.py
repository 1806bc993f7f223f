"""Intake: from a table's raw cells to clean values, column by column."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coordinator.exchange.headings import fold
from coordinator.exchange.mapping import ColumnPlan
from coordinator.exchange.offices import complete_division
from coordinator.exchange.targets import ANSWER, IGNORED, Reading, Target, targets_of
from coordinator.records.catalog import RecordType
from coordinator.records.fields import ANSWER_PREFIX, Field, answer_key
from coordinator.records.kinds import LONG_TEXT, Hints, Value, plain_text

Cells = Sequence[object]
_DAY_MONTH = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})\b")


@dataclass(slots=True)
class InRow:
    """A row with its clean values.

    Attributes:
        number: the row number that the spreadsheet program shows.
        values: field key → value; keys with the prefix `signup.` belong to the sign-up.
        problems: (heading, cell as text, sentence).
        cells: the row as it came, heading → JSON value.
        came: the values as they came, where somebody mended a cell since.
    """

    number: int
    values: dict[str, Value] = field(default_factory=dict)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    cells: dict[str, Value] = field(default_factory=dict)
    came: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """A field that the campaign does not have yet."""

    key: str
    heading: str


def day_order(cells: Iterable[object]) -> bool | None:
    """Decide the order of `3/4/2025` for a whole column, never cell by cell.

    Returns:
        True where the day comes first, False where the month does or no cell needs it, None where
        no cell says which.
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
    """Return of each column with dates like `3/4/2025` whether the day comes first.

    What somebody decided stands above what the cells say.
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
        rt: the kind of record.
        plans: what each column becomes.
        numbers: the rows' numbers.
        rows: the rows' cells, as many as there are columns.
        hints: what is known of all columns.
        answers: folded heading → field of the campaign's own fields.
        orders: heading → the day comes first in its dates.

    Returns:
        the rows, and the fields that have to be made for columns without one.
    """
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in plans]
    as_came = _as_they_came([p.header for p in plans], [columns[p.index] for p in plans])
    result = [InRow(number, cells=cells) for number, cells in zip(numbers, as_came, strict=bool(plans))]
    made: list[NewAnswer] = []
    targets = targets_of(rt)
    later = []
    for plan in plans:
        cells = columns[plan.index]
        if plan.target == IGNORED:
            continue
        target = _answer_target(plan, answers, made) if plan.target == ANSWER else targets[plan.target]
        if target.fills:
            later.append((plan, target, cells))
        else:
            _read_column(result, plan, target, cells, reading_hints(plan, hints, orders))
    for plan, target, cells in later:
        _read_column(result, plan, target, cells, hints)
    _refine_others(rt, result, plans, columns, hints)
    for row in result:
        if "division" in row.values:
            complete_division(row.values)
    return result, made


_OTHER_TEXT = re.compile(r"(?i)^(.+?)\s*[-–:(]\s*other\b.*\btext\)?$|^(.+?)\s*[-–:(]\s*other \(please specify\)\)?$")


def _refine_others(
    rt: RecordType, result: list[InRow], plans: Sequence[ColumnPlan], columns: Sequence[Cells], hints: Hints
) -> None:
    """Where somebody chose “Other” and wrote what beside it, take what they wrote if the field knows it."""
    targets = {fold(p.header): p.target for p in plans}
    for plan in plans:
        match = _OTHER_TEXT.match(plan.header)
        key = targets.get(fold(match[1] or match[2]), "") if match else ""
        if key not in rt.by_key:
            continue
        for row, cell in zip(result, columns[plan.index], strict=True):
            if cell and row.values.get(key) == "other":
                cleaned = rt.by_key[key].clean(cell, hints)
                row.values[key] = cleaned.value or "other"


def _answer_target(plan: ColumnPlan, answers: Mapping[str, Field], made: list[NewAnswer]) -> Target:
    known = answers.get(fold(plan.header))
    if known is None:
        key = answer_key(plan.header)
        taken = {a.key for a in made} | {f.key.removeprefix(ANSWER_PREFIX) for f in answers.values()}
        while key in taken:
            key += "_"
        made.append(NewAnswer(key, plain_text(plan.header)))
        known = Field(ANSWER_PREFIX + key, plan.header, LONG_TEXT)
    kind, full_key = known.kind, known.key

    def read(raw: object, hints: Hints) -> Reading:
        cleaned = kind.clean(raw, hints)
        if cleaned.value is None:
            return Reading({}, (cleaned.problem,) if cleaned.problem else ())
        return Reading({full_key: cleaned.value})

    return Target(full_key, known.label, read, (full_key,))


def _as_they_came(headings: Sequence[str], columns: Sequence[Cells]) -> Iterable[dict[str, Value]]:
    """Return what each row said, heading → JSON value, without its empty cells."""
    plain = [
        c if _PLAIN.issuperset(map(type, c)) else [as_json(v) if v is not None else None for v in c] for c in columns
    ]
    for cells in zip(*plain, strict=True):
        if None in cells or "" in cells:
            yield {h: c for h, c in zip(headings, cells, strict=True) if c is not None and c != ""}
        else:
            yield dict(zip(headings, cells, strict=True))


_PLAIN = frozenset({str, int, float, bool})


def as_json(cell: object) -> Any:
    """Return a cell as JSON: dates and times as ISO text."""
    if isinstance(cell, str | int | float | bool):
        return cell
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return plain_text(cell)


def _read_column(result: list[InRow], plan: ColumnPlan, target: Target, cells: Cells, hints: Hints) -> None:
    seen: dict[object, Reading] = {}
    for row, cell in zip(result, cells, strict=True):
        if cell is None or cell == "":
            continue
        key = cell if cell.__class__ is str else (cell.__class__, cell)
        reading = seen.get(key)
        if reading is None:
            reading = seen[key] = read_cell(target, cell, hints)
        only, values = reading.only, row.values
        if only is not None and only not in values:
            values[only] = reading.values[only]
        else:
            _put(row, plan, target, cell, reading)


def reading_hints(plan: ColumnPlan, hints: Hints, orders: Mapping[str, bool | None]) -> Hints:
    """Return what a column's cells are read with."""
    return replace(hints, day_first=True) if orders.get(plan.header) else hints


def read_cell(target: Target, cell: object, hints: Hints) -> Reading:
    """Read one cell; a formula's error is told, it says nothing."""
    if type(cell).__name__ == "CellError":
        told = f"The cell holds the error {plain_text(cell)}. Correct its formula, or type the value."
        return Reading({}, (told,))
    return target.read(cell, hints)


def _put(row: InRow, plan: ColumnPlan, target: Target, cell: object, reading: Reading) -> None:
    for problem in reading.problems:
        row.problems.append((plan.header, plain_text(cell)[:200], problem))
    for key, value in reading.values.items():
        if key not in row.values:
            row.values[key] = value
        elif isinstance(value, list) and isinstance(row.values[key], list):
            row.values[key] = [*row.values[key], *(v for v in value if v not in row.values[key])]
        elif not target.fills and key != target.fields[0]:
            continue
