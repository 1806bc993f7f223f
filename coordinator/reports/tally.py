"""Counting: one pass over the people, sign-ups or referrals of a scope, broken down by dimensions."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, select
from sqlalchemy.engine import Connection

from coordinator.records.catalog import CANDIDATE, REFERRAL, SIGNUP, record_type
from coordinator.records.kinds import Value
from coordinator.reports.definitions import Figure
from coordinator.reports.dimensions import DIMENSIONS, Dimension
from coordinator.reports.scope import Conditions, Scope, list_filter, person_filter, sent
from coordinator.store.clauses import clause
from coordinator.store.filters import Filter
from coordinator.store.query import count
from coordinator.store.rows import raw_rows

Cell = tuple[Value, ...]
Where = Mapping[str, Sequence[Value]]
"""Key of a dimension → the values that count."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of each combination of values.

    Attributes:
        dims: keys of the dimensions, in the order of a cell.
        cells: combination → number.
    """

    dims: tuple[str, ...]
    cells: Mapping[Cell, int]

    def total(self, where: Where | None = None) -> int:
        """Return how many have one of the values in each dimension that is named."""
        wanted = [(self.dims.index(key), frozenset(values)) for key, values in (where or {}).items()]
        return sum(n for cell, n in self.cells.items() if all(cell[i] in values for i, values in wanted))

    def by(self, *keys: str, where: Where | None = None) -> Counter[Cell]:
        """Return the numbers by some of the dimensions."""
        places = [self.dims.index(key) for key in keys]
        wanted = [(self.dims.index(key), frozenset(values)) for key, values in (where or {}).items()]
        found: Counter[Cell] = Counter()
        for cell, n in self.cells.items():
            if all(cell[i] in values for i, values in wanted):
                found[tuple(cell[i] for i in places)] += n
        return found

    def by_one(self, key: str, where: Where | None = None) -> dict[Value, int]:
        """Return the numbers by one dimension."""
        return {value: n for (value,), n in self.by(key, where=where).items()}


def filter_of(figure: Figure, scope: Scope, cell: Where | None = None) -> Filter | None:
    """Return the filter of the list behind a figure, or behind one cell of its breakdown.

    Args:
        figure: what is counted.
        scope: whom it looks at.
        cell: values of dimensions that narrow it further.
    """
    return list_filter(figure.counted, _conditions(figure.counted, scope, (figure.terms, cell or {})))


def number(connection: Connection, figure: Figure, scope: Scope, cell: Where | None = None) -> int:
    """Return a figure: the count of the list behind it."""
    return count(connection, figure.record_type, filter_of(figure, scope, cell))


def _conditions(counted: str, scope: Scope, terms: Iterable[Where], used: Iterable[Dimension] = ()) -> Conditions:
    """Return what has to hold of each record; partners are told only of people who were sent to them."""
    found = {key: list(parts) for key, parts in scope.conditions(counted).items()}
    asked = [(DIMENSIONS[key], values) for where in terms for key, values in where.items()]
    if not found[REFERRAL.key] and any(d.of == REFERRAL.key for d in (*used, *(d for d, _ in asked))):
        found[REFERRAL.key].append(sent())
    for dim, values in asked:
        found[dim.of].append(dim.condition(scope, values))
    return {key: tuple(parts) for key, parts in found.items()}


def tally(connection: Connection, counted: str, scope: Scope, dims: Sequence[str], where: Where | None = None) -> Tally:
    """Count the records of a scope by dimensions, in one pass.

    Args:
        connection: any; of today's campaign, or of its state at a past moment.
        counted: key of the record type: candidate, signup or referral.
        scope: whom to look at.
        dims: keys of dimensions. What is counted is counted once in each combination, also where a
            person has several sign-ups or referrals with it.
        where: values that are looked at alone.
    """
    known = [DIMENSIONS[key] for key in dims]
    statement, several = _statement(connection.dialect.name, counted, scope, known, where or {})
    rows = raw_rows(connection.execute(statement))
    decoders = {i: d.decode(scope) for i, d in enumerate(known) if d.decode}
    if several:
        return Tally(tuple(dims), Counter(row[1:] for row in {_decoded(row, decoders, 1) for row in rows}))
    cells = Counter(map(tuple, rows))
    if not decoders:
        return Tally(tuple(dims), cells)
    found: Counter[Cell] = Counter()
    for cell, n in cells.items():
        found[_decoded(cell, decoders)] += n
    return Tally(tuple(dims), found)


def _decoded(row: Sequence[Value], decoders: Mapping[int, Callable[[Value], Value]], first: int = 0) -> Cell:
    return tuple(decoders[i - first](v) if i - first in decoders else v for i, v in enumerate(row))


def _statement(
    dialect: str, counted: str, scope: Scope, dims: Sequence[Dimension], where: Where
) -> tuple[Select[tuple[Any, ...]], bool]:
    """Return the rows to be counted; and whether one record can have several, its number before each."""
    rt = record_type(counted)
    conditions = _conditions(counted, scope, (where,), dims)
    several = {d.of for d in dims} - {counted, CANDIDATE.key}
    tables = {counted, *(d.of for d in dims)}
    found: list[ColumnElement[bool]] = [record_type(key).table.c.deleted_at.is_(None) for key in tables]
    for key in tables - {CANDIDATE.key}:
        found += [clause(part, record_type(key), dialect) for part in conditions[key]]
    if CANDIDATE.key in tables:
        person = person_filter(conditions, tables)
        found += [] if person is None else [clause(person, CANDIDATE, dialect)]
    else:
        rest = list_filter(counted, {**conditions, **{key: () for key in several | {counted}}})
        found += [] if rest is None else [clause(rest, rt, dialect)]
    columns = [d.expression(scope, dialect).label(f"d{i}") for i, d in enumerate(dims)]
    statement = select(*([rt.table.c.id] if several else []), *columns).select_from(_joined(counted, tables))
    return statement.where(*found), bool(several)


def _joined(counted: str, tables: Container[str]) -> FromClause:
    """Join tables by the person they belong to."""
    source: FromClause = record_type(counted).table
    person = CANDIDATE.table.c.id if counted == CANDIDATE.key else record_type(counted).table.c.candidate
    for rt in (CANDIDATE, SIGNUP, REFERRAL):
        if rt.key in tables and rt.key != counted:
            source = source.join(rt.table, (rt.table.c.id if rt is CANDIDATE else rt.table.c.candidate) == person)
    return source
