"""Dates that a program turned into others: day and month exchanged, or all of them a day, or a date system, off."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Compared
from coordinator.round_trip.columns import field_of
from coordinator.round_trip.rows import ReturnedRow, shown_in

Cells = list[tuple[ReturnedRow, ColumnPlan]]
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(.*)", re.DOTALL)
_DAY_FIRST = re.compile(r"\s*(1[3-9]|2\d|3[01])[/.\-](0?[1-9]|1[0-2])[/.\-]\d{2,4}\b")
_FEW = 3
"""So many dates that are what went out, turned the same way, are no edits."""
_MANY = 10
"""So many dates, and all of their column, that came back a day later or earlier were not put off one by one."""
_MOST = 0.5
"""Share of a column's changed dates that are turned where a program turned them."""
_NEAR = 180
"""So many days before and after those that went out, a date is likely."""
_SYSTEMS_APART = 1462
"""Days between the date systems of 1900 and 1904."""


@dataclass(frozen=True, slots=True)
class DateShift:
    """What a program did to dates of a sheet.

    Attributes:
        cells: the cells with other dates than went out, each with its column.
        sentence: what they are, after their number.
        days: by how many days they are too late; 0 where they were exchanged.
        edited: cells of their columns with dates that somebody typed: before they were turned, or afterwards.
    """

    cells: Cells
    sentence: str
    days: int = 0
    edited: Cells = field(default_factory=list)


def date_shifts(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> list[DateShift]:
    """Return what programs did to the dates of a sheet; in a cell that is no exact image of what went out, nothing.

    A program of another country takes the days up to the 12th for months, and leaves the others as text.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
    """
    dated = [c for c in columns if (f := field_of(rt, c)) is not None and f.kind.compared is Compared.AS_DATES]
    open_ = [c for c in dated if c.target in rt.by_key]
    based = [r for r in rows if r.base is not None]
    if not any(c.target in r.said for c in open_ for r in based):
        return []
    found = []
    exchanged = [cell for c in open_ for cell in _turned(c, based, _exchanged).taken]
    if exchanged and (len(exchanged) >= _FEW or _has_proof(dated, based)):
        found.append(DateShift(exchanged, "with day and month exchanged, as between programs of two countries"))
    for days in (_SYSTEMS_APART, -_SYSTEMS_APART):
        moved = [cell for c in open_ for cell in _turned(c, based, partial(_days_on, days)).taken]
        if len(moved) >= _FEW:
            far = f"four years and a day too {'late' if days > 0 else 'early'}"
            told = f"{far}, as between workbooks that count from 1900 and from 1904"
            found.append(DateShift(moved, told, days, _edited(open_, based, moved, days)))
    if not found and (days := _common_step(open_, based)):
        all_of = [t for c in open_ if (t := _turned(c, based, partial(_days_on, days))).taken and not t.kept]
        moved = [cell for t in all_of for cell in t.taken]
        born = rt.is_person and any(rt.field(c.target).identity for _, c in moved)
        zones = abs(days) == 1 and len(moved) >= _MANY and len({(r.base or {}).get(c.target) for r, c in moved}) >= _FEW
        if len(moved) >= _FEW and (born or zones):  # a tour or all follow-ups may be put off; birth dates never are
            turned = {c.index for _, c in moved}
            edited = _edited([c for c in open_ if c.index in turned], based, moved, days)
            why = ", as between time zones" if abs(days) == 1 else ""
            told = f"all {counted(abs(days), 'day')} too {'late' if days > 0 else 'early'}{why}"
            found.append(DateShift(moved, told, days, edited))
    return found


def act_of(rt: RecordType, sheet: str, shift: DateShift) -> Act:
    """Return dates that a program turned into others as an act: they are what went out."""
    headings = tuple(dict.fromkeys(c.header for _, c in shift.cells))
    numbers = tuple(sorted({r.outcome.number for r, _ in shift.cells}))
    shown = [line for row, c in shift.cells for line in shown_in(rt.field(c.target), c, [row])]
    count = len(shift.cells)
    dates = "1 date" if count == 1 else f"{count:,} dates"
    sentence = f"{dates} in {named(headings)} are those that went out, {shift.sentence}."
    may = (Reply.UNDO, Reply.LEAVE, Reply.TAKE)
    return Act(ActKind.DAY_ORDER, sheet, headings, numbers, sentence, Reply.UNDO, may, examples(shown), count)


def put_edited_back(shift: DateShift, rows: Sequence[ReturnedRow], file: str) -> None:
    """Read the dates that were edited before a program turned them all as they were typed.

    Of a date that may have been typed afterwards as well, nothing is taken: what went out in its column shows which
    dates are likely there.
    """
    for row, column in shift.edited:
        was = _split(row.said[column.target])
        image = _days_on(-shift.days, was[0]) if was is not None else None
        if was is None or image is None:
            continue
        out = [d[0] for r in rows if (d := _split((r.base or {}).get(column.target))) is not None]
        likely = [_is_among(day, out) for day in (was[0], image)]
        if likely == [True, False]:
            continue
        said, cell = row.said[column.target], row.cells[column.index]
        row.withdraw(column.target, column.header)
        if likely == [False, True]:
            if (row.base or {}).get(column.target) != (typed := image + was[1]):
                row.said[column.target] = typed
            told = f"It is read as {image}, since the other dates of the sheet are as much too late or early."
        else:
            told = f"It is {said}, or {image} as the other dates of the sheet are too late or early; not taken."
        row.tell(file, column.header, cell, told)


def _is_among(day: str, days: Sequence[str]) -> bool:
    """Return whether a day is not far from some days."""
    near = {d for far in (-_NEAR, _NEAR) if (d := _days_on(far, day)) is not None}
    return bool(days) and max(near, default=day) >= min(days) and min(near, default=day) <= max(days)


def _edited(columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], moved: Cells, days: int) -> Cells:
    """Return the typed dates of columns of which no date is as it went out."""
    known = {(id(r), c.index) for r, c in moved}
    found: Cells = []
    for column in columns:
        if not _turned(column, rows, partial(_days_on, days)).kept:
            said = [r for r in rows if _split(r.said.get(column.target)) is not None]
            found += [(r, column) for r in said if (id(r), column.index) not in known]
    return found


@dataclass(slots=True)
class _Turned:
    """The dates of a column that may be turned: those that are, those that were edited, those that are as before."""

    cells: Cells = field(default_factory=list)
    edited: int = 0
    kept: int = 0

    @property
    def taken(self) -> Cells:
        """The cells that a program turned; none where so few may be edits."""
        if len(self.cells) < _MOST * (len(self.cells) + self.edited):
            return []
        several = len({(r.base or {}).get(c.target) for r, c in self.cells}) > 1
        return self.cells if not self.kept or (several and len(self.cells) >= _FEW) else []


def _turned(column: ColumnPlan, rows: Sequence[ReturnedRow], turn: Callable[[str], str | None]) -> _Turned:
    """Return which cells of a column hold what went out, turned."""
    found, key = _Turned(), column.target
    for row in rows:
        was = _split((row.base or {}).get(key))
        image = turn(was[0]) if was is not None else None
        if was is None or image is None:
            continue
        if key in row.said:
            now = _split(row.said[key])
            if now is not None and now[0] == image and now[1] in ("", was[1]):
                found.cells.append((row, column))
            else:
                found.edited += 1
        elif key not in row.unread:
            found.kept += 1
    return found


def _common_step(columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> int:
    """Return by how many days most changed dates are later or earlier than they went out; 0: by none."""
    steps: Counter[int] = Counter()
    for column in columns:
        for row in (r for r in rows if column.target in r.said):
            was, now = _split((row.base or {}).get(column.target)), _split(row.said[column.target])
            if was is not None and now is not None:
                steps[(dt.date.fromisoformat(now[0]) - dt.date.fromisoformat(was[0])).days] += 1
    step, often = steps.most_common(1)[0] if steps else (0, 0)
    return step if often > _MOST * steps.total() else 0


def _has_proof(columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> bool:
    """Return whether a date past the 12th came back as text with the day first: its program did not know that."""
    cells = (row.cells[c.index] for c in columns for row in rows)
    return any(_DAY_FIRST.match(cell) for cell in cells if isinstance(cell, str))


def _split(value: object) -> tuple[str, str] | None:
    """Return the day and the time of day of a whole date."""
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    return (match[1], match[2]) if match else None


def _exchanged(day: str) -> str | None:
    """Return a day with its month as the day; None if there is no other."""
    year, month, number = day.split("-")
    return f"{year}-{number}-{month}" if number != month and int(number) <= _MONTHS else None


_MONTHS = 12


def _days_on(days: int, day: str) -> str | None:
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return None
