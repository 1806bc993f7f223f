"""Values that count on from row to row, as where the corner of a cell was dragged down."""

import calendar
import re
from collections.abc import Iterator, Sequence, Set
from datetime import date

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Compared, Value, plain_text
from coordinator.round_trip.masses import MANY, Mass, identifies, mass_of
from coordinator.round_trip.rows import ReturnedRow

FEW, DAYS = 3, 4
"""So many changed cells of a series of `MANY` are enough where nobody has such a series; so many days are a series."""
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_TIME = re.compile(r"T\d\d:\d\d.*")
"""Where a time went out and a day came back, it stays: dragged days have some of all times."""
_NO_STEPS: Set[int] = frozenset()
_A_MONTH = 1_000_000
"""A step of a month, so that it is no step of days."""
_COUNTED_ON = [
    tuple(name.casefold() for name in names if name)
    for names in (calendar.month_name, calendar.month_abbr, calendar.day_name, calendar.day_abbr)
]
"""Names that programs count on when a corner is dragged: May, June, July."""
_NUMBERS = re.compile(r"(\d{1,9})")
_NUMBER_IN_WORDS = re.compile(r"\d\W+[^\W\d]{2}")


def dragged(
    rt: RecordType,
    field: Field,
    sheet: str,
    column: ColumnPlan,
    rows: Sequence[ReturnedRow],
    changed: Sequence[ReturnedRow],
) -> Iterator[Mass]:
    """Yield the series of a column, each with its changed cells, the first one among them.

    Districts, follow-ups and seats are numbered on by people too: that is taken as it stands. No two people have an
    e-mail, a number, a street address or notes that count on.

    Args:
        rt: the record type, with its answers.
        field: the column's field.
        sheet: the sheet's name.
        column: the column.
        rows: all rows, as they stand.
        changed: those whose cell says something new.
    """
    among = {id(r) for r in changed}
    many = DAYS if field.kind.compared is Compared.AS_DATES else MANY
    for run in _runs(field, rows, among):
        if len(run) < many:
            continue
        new = [r for r in run if id(r) in among]
        harms = is_nobodys(rt, field, new)
        if len(new) < (FEW if harms else many):
            continue
        first, last = run[0].outcome.number, run[-1].outcome.number
        told = (
            f"In “{column.header}”, the values of rows {first} to {last} count on from row to row, as if dragged down."
        )
        yield mass_of(ActKind.FILLED, field, sheet, column, new, told, Reply.LEAVE if harms else Reply.TAKE)


def is_nobodys(rt: RecordType, field: Field, rows: Sequence[ReturnedRow]) -> bool:
    """Return whether cells of a field hold what people do not have from those beside them: a number, a birth date."""
    if identifies(field) or field.kind.has_lines or not field.kind.counts_on:
        return True
    if rt.is_person and field.identity:
        return True
    if any(str(r.said.get(field.key)).casefold() in names for names in _COUNTED_ON for r in rows):
        return True
    return any(_NUMBER_IN_WORDS.search(_shown(field, r)) for r in rows)


def _runs(field: Field, rows: Sequence[ReturnedRow], changed: Set[int]) -> Iterator[list[ReturnedRow]]:
    """Yield the rows in which values count on by one step, from where they begin; cells may have said so before."""
    run: list[ReturnedRow] = list(rows[:1])
    steps = _NO_STEPS
    for above, row in zip(rows, rows[1:], strict=False):
        looked = len(run) > 1 or id(row) in changed or id(above) in changed
        by = _steps(field, above, row) if looked else _NO_STEPS
        both = by if len(run) == 1 else by & steps
        if both:
            run.append(row)
        else:
            yield run
            run = [above, row] if by else [row]
        steps = both or by
    yield run


def _steps(field: Field, above: ReturnedRow, row: ReturnedRow) -> Set[int]:
    """Return by how much a value is more than that of the row above: a number, a day, or the one number in a text.

    From February 21 to March 21, it is a month as well as 28 days.
    """
    one, other = (r.whole().get(field.key) for r in (above, row))
    if (names := _name_steps(one, other)) is not None:
        return names
    if field.kind.compared is Compared.AS_DATES:
        return _date_steps(_TIME.sub("", str(one or "")), _TIME.sub("", str(other or "")))
    before, now = (_NUMBERS.split(plain_text(field.kind.show(v))) for v in (one, other))
    if len(before) != len(now) or before[::2] != now[::2]:
        return frozenset()
    steps = [int(b) - int(a) for a, b in zip(before[1::2], now[1::2], strict=True) if a != b]
    return frozenset(steps if len(steps) == 1 else ())


def _name_steps(one: Value, other: Value) -> Set[int] | None:
    """Return by how much a month or a day of the week is later, as programs count on; None: they are none."""
    if not (isinstance(one, str) and isinstance(other, str)):
        return None
    for names in _COUNTED_ON:
        if one.casefold() in names and other.casefold() in names:
            return frozenset({(names.index(other.casefold()) - names.index(one.casefold())) % len(names)}) - {0}
    return None


def _date_steps(one: str, other: str) -> Set[int]:
    """Return by how many days a date is later, and by how many months where its day is the same or unknown."""
    if not (_DATE.fullmatch(one) and _DATE.fullmatch(other)) or len(one) != len(other):
        return frozenset()
    days = [(date.fromisoformat(other) - date.fromisoformat(one)).days] if one[7:] else []
    if one[7:] != other[7:]:
        return frozenset(days) - {0}
    (year, month), (later, in_month) = ((int(v[:4]), int(v[5:7] or 1)) for v in (one, other))
    return frozenset([*days, _A_MONTH * (12 * (later - year) + in_month - month)]) - {0}


def _shown(field: Field, row: ReturnedRow) -> str:
    value: Value = row.whole().get(field.key)
    return plain_text(field.kind.show(value))
