"""Dates that a program of another country showed: what went out tells in which order they came back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import PLAIN_HINTS, DateKind, DateTimeKind, InstantKind, PartialDateKind
from coordinator.round_trip.cells import read_cell
from coordinator.round_trip.columns import field_of
from coordinator.round_trip.rows import ReturnedRow

_KINDS = (DateKind, DateTimeKind, InstantKind, PartialDateKind)
_NUMERIC = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})\b")
_MONTHS = 12
DAY_FIRST = replace(PLAIN_HINTS, day_first=True)


@dataclass(frozen=True, slots=True)
class DateOrder:
    """What comes first in the dates of a sheet, as what went out shows.

    Attributes:
        columns: the date columns that may be changed.
        day_first: most dates have the day first.
        against: the cells with the other order that are as they went out, where there are too many to be edits; or
            the dates that may be read both ways, where others that were typed show both orders.
        proof: a date that was typed and can be read in one way only, where what went out does not tell; else empty.
    """

    columns: tuple[ColumnPlan, ...]
    day_first: bool
    against: tuple[tuple[ReturnedRow, ColumnPlan], ...]
    proof: str = ""


def date_order(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> DateOrder | None:
    """Return the order of a sheet's dates if some have the day first; None if all are read as they are.

    One program writes all dates of a sheet alike, so that the columns are counted together, also dates that can be
    read in one way only. A single date whose day and month changed places is enough where nothing speaks against it:
    it is told, and may be taken. Among more dates with the month first, it is an edit like any other.
    """
    dated = [(c, f) for c in columns if (f := field_of(rt, c)) is not None and isinstance(f.kind, _KINDS)]
    open_ = [(c, f) for c, f in dated if c.target == f.key]
    if not any(_is_open(row, field, column) for column, field in open_ for row in rows):
        return None
    votes = [(v, row, c) for c, field in dated for row in rows if (v := _vote(row, field, c)) is not None]
    if not votes:
        return _as_typed(open_, rows)
    days = sum(day_first for day_first, _, _ in votes)
    day_first = 2 * days > len(votes)
    fewer = len(votes) - days if day_first else days
    mixed = fewer >= _FEW or (fewer > 0 and 2 * fewer == len(votes))
    against = [(row, c) for vote, row, c in votes if vote != day_first] if mixed else []
    if not day_first and not against and (typed := _as_typed(open_, rows)) is not None:
        return replace(typed, day_first=False, against=_doubtful(open_, rows))
    if not day_first and not any(c.target in row.said for row, c in against):
        return None
    return DateOrder(tuple(c for c, _ in open_), day_first, tuple(against))


def _as_typed(open_: Sequence[tuple[ColumnPlan, Field]], rows: Sequence[ReturnedRow]) -> DateOrder | None:
    """Return the order in which dates were typed as text into cells that hold none, as those past the 12th show."""
    typed, doubtful = _typed(open_, rows), _doubtful(open_, rows)
    proofs = [(row, c) for row, c, m in typed if int(m[1]) > _MONTHS >= int(m[2])]
    if not proofs or not doubtful:
        return None
    row, column = proofs[0]
    mixed = any(int(m[2]) > _MONTHS >= int(m[1]) for _, _, m in typed)
    proof = str(row.cells[column.index])
    return DateOrder(tuple(c for c, _ in open_), not mixed, doubtful if mixed else (), proof)


def _typed(
    open_: Sequence[tuple[ColumnPlan, Field]], rows: Sequence[ReturnedRow]
) -> list[tuple[ReturnedRow, ColumnPlan, re.Match[str]]]:
    return [(row, c, m) for c, f in open_ for row in rows if _is_open(row, f, c) and (m := _numeric(row, c))]


def _doubtful(
    open_: Sequence[tuple[ColumnPlan, Field]], rows: Sequence[ReturnedRow]
) -> tuple[tuple[ReturnedRow, ColumnPlan], ...]:
    """Return the typed dates that are others with the day first."""
    return tuple((row, c) for row, c, m in _typed(open_, rows) if m[1] != m[2] and max(int(m[1]), int(m[2])) <= _MONTHS)


_FEW = 2
"""So many dates whose day and month changed places are no edits."""


def _is_open(row: ReturnedRow, field: Field, column: ColumnPlan) -> bool:
    """Return whether a row says a date that depends on what comes first."""
    return (field.key in row.said or field.key in row.unread) and _numeric(row, column) is not None


def _numeric(row: ReturnedRow, column: ColumnPlan) -> re.Match[str] | None:
    cell = row.cells[column.index]
    return _NUMERIC.match(cell) if isinstance(cell, str) else None


def _vote(row: ReturnedRow, field: Field, column: ColumnPlan) -> bool | None:
    """Return whether a date that is as it went out has the day first; None if it does not tell."""
    base = (row.base or {}).get(field.key)
    match = _numeric(row, column) if base is not None else None
    if match is None or match[1] == match[2]:
        return None
    cell = row.cells[column.index]
    month, day = (read_cell(field, cell, base, hints).value == base for hints in (PLAIN_HINTS, DAY_FIRST))
    if month and day:
        return int(match[1]) > _MONTHS
    return day if month or day else None


def _is_turned(field: Field, row: ReturnedRow, column: ColumnPlan) -> bool:
    """Return whether a date is the one that went out, with the day first."""
    base = (row.base or {}).get(field.key)
    return base is not None and read_cell(field, row.cells[column.index], base, DAY_FIRST).value == base


def put_right(rt: RecordType, order: DateOrder, rows: Sequence[ReturnedRow], file: str) -> None:
    """Read date columns once more, with the day first if most have it first; those with the other order stay."""
    for column in order.columns if order.day_first else ():
        for row in rows:
            if isinstance(row.cells[column.index], str):
                _again(rt.field(column.target), column, row, file)
    for row, column in order.against:
        row.withdraw(column.target, column.header)


def _again(field: Field, column: ColumnPlan, row: ReturnedRow, file: str) -> None:
    cell, base = row.cells[column.index], (row.base or {}).get(field.key)
    row.withdraw(field.key, column.header)
    cleaned = read_cell(field, cell, base, DAY_FIRST)
    if cleaned.problem:
        row.tell(file, column.header, cell, cleaned.problem)
        if cleaned.value is None:
            row.unread[field.key] = cell
            return
    if cleaned.value != base:
        row.said[field.key] = cleaned.value


def act_of(rt: RecordType, sheet: str, order: DateOrder, rows: Sequence[ReturnedRow]) -> Act:
    """Return dates with the day first as an act; call it before they are put right."""
    columns = order.columns if order.day_first else tuple({c.header: c for _, c in order.against}.values())
    against = {(id(row), column.target) for row, column in order.against}
    touched = [
        (r, c)
        for c in columns
        for r in rows
        if r.base is not None and c.target in r.said and (order.day_first or (id(r), c.target) in against)
    ]
    turned = [(r, c) for r, c in touched if _is_turned(rt.field(c.target), r, c)]
    shown = [
        (r.outcome.number, rt.field(c.target).kind.show((r.base or {}).get(c.target)), r.cells[c.index])
        for r, c in turned or touched  # what was edited besides shows no order
    ]
    concerned = {c.index for _, c in touched}
    headings = tuple(c.header for c in columns if not concerned or c.index in concerned)
    shows = f"as “{order.proof}” shows" if order.proof else "as what went out shows"
    sentence = f"The dates in {named(headings)} came back with the day first, {shows}."
    if order.against:
        sentence = f"Some dates in {named(headings)} came back with the day first, others with the month, {shows}."
    return Act(
        ActKind.DAY_ORDER,
        sheet,
        headings,
        tuple(dict.fromkeys(r.outcome.number for r, _ in touched)),
        sentence,
        Reply.UNDO,
        (Reply.UNDO, Reply.LEAVE, Reply.TAKE),
        examples(shown, [c.header for _, c in turned or touched]),
        len(touched),
    )
