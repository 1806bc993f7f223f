"""Counting: one pass over the people, sign-ups or referrals of a scope, broken down by dimensions."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, FromClause, Select, exists, select
from sqlalchemy.engine import Connection

from coordinator.base.bulk import no_collection
from coordinator.base.progress import SILENT, Progress
from coordinator.partners.connected import sent
from coordinator.records.catalog import CANDIDATE, REFERRAL, SIGNUP, record_type
from coordinator.reports.definitions import DimensionValue, Figure
from coordinator.reports.dimensions import DIMENSIONS, Dimension
from coordinator.reports.scope import Conditions, Scope, list_filter, person_filter
from coordinator.store.clauses import clause
from coordinator.store.filters import Filter
from coordinator.store.query import count
from coordinator.store.rows import RawRow, raw_rows

Cell = tuple[DimensionValue, ...]
CHUNK = 20_000
Where = Mapping[str, Sequence[DimensionValue]]
"""Dimension key → the values to include."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by combination of values.

    Attributes:
        dims: keys of the dimensions, in the order of a cell.
        cells: combination → count.
    """

    dims: tuple[str, ...]
    cells: Mapping[Cell, int]

    def total(self, where: Where | None = None) -> int:
        """Return how many have one of the given values in each named dimension."""
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

    def by_one(self, key: str, where: Where | None = None) -> dict[DimensionValue, int]:
        """Return the numbers by one dimension."""
        return {value: n for (value,), n in self.by(key, where=where).items()}


def filter_of(figure: Figure, scope: Scope, cell: Where | None = None) -> Filter | None:
    """Return the filter for the list behind a figure, or behind one cell of its breakdown.

    Args:
        figure: the figure.
        scope: the people included.
        cell: dimension values that narrow it further.
    """
    return list_filter(figure.counted, _conditions(figure.counted, scope, (figure.terms, cell or {})))


def number(connection: Connection, figure: Figure, scope: Scope, cell: Where | None = None) -> int:
    """Return a figure: the count of the list behind it."""
    return count(connection, figure.record_type, filter_of(figure, scope, cell))


def _conditions(counted: str, scope: Scope, terms: Iterable[Where], used: Iterable[Dimension] = ()) -> Conditions:
    """Return the conditions on each record; partners count only people who were sent to them."""
    found = {key: list(parts) for key, parts in scope.conditions(counted).items()}
    asked = [(DIMENSIONS[key], values) for where in terms for key, values in where.items()]
    if not found[REFERRAL.key] and any(d.of == REFERRAL.key for d in (*used, *(d for d, _ in asked))):
        found[REFERRAL.key].append(sent())
    for dim, values in asked:
        found[dim.of].append(dim.condition(scope, values))
    return {key: tuple(parts) for key, parts in found.items()}


def tally(
    connection: Connection,
    counted: str,
    scope: Scope,
    dims: Sequence[str],
    where: Where | None = None,
    progress: Progress = SILENT,
) -> Tally:
    """Count the records of a scope by dimensions; see `tallies`."""
    return tallies(connection, counted, scope, (dims,), where, progress)[0]


def tallies(
    connection: Connection,
    counted: str,
    scope: Scope,
    groups: Sequence[Sequence[str]],
    where: Where | None = None,
    progress: Progress = SILENT,
) -> list[Tally]:
    """Count the records of a scope in several breakdowns, in one pass.

    Args:
        connection: a connection to today's campaign or to a past state of it.
        counted: key of the record type: candidate, signup or referral.
        scope: the people included.
        groups: the dimension keys of each breakdown. A record counts once per combination, even if a person
        has several sign-ups or referrals with it.
        where: count only these values.
        progress: gets the number of rows read, and can cancel.

    Raises:
        Cancelled: the numbers are no longer wanted.
    """
    known = [DIMENSIONS[key] for key in dict.fromkeys(key for dims in groups for key in dims)]
    statement, several = _statement(connection.dialect.name, counted, scope, known, where or {})
    counts: list[_Each | _Alone | _Cells] = [
        _Each(dims) if several else _Alone(dims) if len(dims) == 1 else _Cells(dims) for dims in groups
    ]
    with no_collection():
        for columns in _columns(connection, statement, scope, known, progress):
            for counter in counts:
                counter.take(columns)
    return [counter.tally() for counter in counts]


Columns = Mapping[str, Sequence[DimensionValue]]
"""A batch of rows: dimension key, or `id` → the values."""


class _Cells(Counter[Cell]):
    """Counts rows by cell."""

    def __init__(self, dims: Sequence[str]) -> None:
        super().__init__()
        self._dims = tuple(dims)

    def take(self, columns: Columns) -> None:
        """Count a batch of rows."""
        if self._dims:
            self.update(zip(*(columns[key] for key in self._dims), strict=True))
        else:
            self[()] += len(next(iter(columns.values())))

    def tally(self) -> Tally:
        """Return the counts."""
        return Tally(self._dims, self)


class _Alone(Counter[DimensionValue]):
    """Counts rows by a single dimension, which takes half the work."""

    def __init__(self, dims: Sequence[str]) -> None:
        super().__init__()
        self._dims = tuple(dims)

    def take(self, columns: Columns) -> None:
        """Count a batch of rows."""
        self.update(columns[self._dims[0]])

    def tally(self) -> Tally:
        """Return the counts."""
        return Tally(self._dims, {(value,): n for value, n in self.items()})


class _Each(set[Cell]):
    """Counts cells prefixed with their record number, so that a record with several rows counts once per cell."""

    def __init__(self, dims: Sequence[str]) -> None:
        super().__init__()
        self._dims = tuple(dims)

    def take(self, columns: Columns) -> None:
        """Store a batch of rows."""
        self.update(zip(columns["id"], *(columns[key] for key in self._dims), strict=True))

    def tally(self) -> Tally:
        """Return how many records each cell has."""
        return Tally(self._dims, Counter(row[1:] for row in self))


class _Memo(dict[DimensionValue, DimensionValue]):
    """Cache of values decoded from the database."""

    def __init__(self, make: Callable[[DimensionValue], DimensionValue]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, said: DimensionValue) -> DimensionValue:
        made = self[said] = self._make(said)
        return made


def _columns(
    connection: Connection,
    statement: Select[*RawRow],
    scope: Scope,
    dims: Sequence[Dimension],
    progress: Progress,
) -> Iterator[dict[str, Sequence[DimensionValue]]]:
    """Yield rows in batches, transposed to columns, so that counting a million takes no Python code per row."""
    names = [d.key for d in dims]
    names = ["id", *names] if len(statement.selected_columns) > len(names) else names
    memos = {d.key: _Memo(d.decode(scope)) for d in dims if d.decode}
    rows, seen = iter(raw_rows(connection.execute(statement))), 0
    while chunk := list(islice(rows, CHUNK)):
        seen += len(chunk)
        progress.step(seen, None, "Counting")
        columns: dict[str, Sequence[DimensionValue]] = dict(zip(names, zip(*chunk, strict=True), strict=True))
        for key, memo in memos.items():
            columns[key] = list(map(memo.__getitem__, columns[key]))
        yield columns


def _statement(
    dialect: str, counted: str, scope: Scope, dims: Sequence[Dimension], where: Where
) -> tuple[Select[*RawRow], bool]:
    """Return the rows to count, and whether a record can have several; then each starts with its number."""
    rt = record_type(counted)
    conditions = _conditions(counted, scope, (where,), dims)
    several = {d.of for d in dims} - {counted, CANDIDATE.key}
    tables = {counted, *(d.of for d in dims)}
    found: list[ColumnElement[bool]] = [record_type(key).table.c.deleted_at.is_(None) for key in tables]
    for key in tables - {CANDIDATE.key}:
        found += [clause(part, record_type(key), dialect) for part in conditions[key]]
    if CANDIDATE.key in tables:
        person = person_filter(conditions, {*tables, SIGNUP.key})
        found += [] if person is None else [clause(person, CANDIDATE, dialect)]
        if SIGNUP.key not in tables and conditions[SIGNUP.key]:
            found.append(signed_up(conditions[SIGNUP.key], dialect))
    else:
        rest = list_filter(counted, {**conditions, **{key: () for key in several | {counted}}})
        found += [] if rest is None else [clause(rest, rt, dialect)]
    columns = [d.expression(scope, dialect).label(f"d{i}") for i, d in enumerate(dims)]
    statement = select(*([rt.table.c.id] if several or not dims else []), *columns).select_from(
        _joined(counted, tables)
    )
    return statement.where(*found), bool(several)


def of_scope(person: ColumnElement[int], scope: Scope, dialect: str) -> list[ColumnElement[bool]]:
    """Return the condition that a column's person numbers are in a scope, without looking up each person."""
    conditions, table = _conditions(CANDIDATE.key, scope, ()), CANDIDATE.table.c
    found: list[ColumnElement[bool]] = [person.not_in(select(table.id).where(table.deleted_at.is_not(None)))]
    if (asked := person_filter(conditions, {SIGNUP.key})) is not None:
        found.append(person.in_(select(table.id).where(clause(asked, CANDIDATE, dialect))))
    if conditions[SIGNUP.key]:
        found.append(signed_up(conditions[SIGNUP.key], dialect, person))
    return found


def signed_up(
    conditions: Sequence[Filter], dialect: str, person: ColumnElement[int] = CANDIDATE.table.c.id
) -> ColumnElement[bool]:
    """Return the condition that a person has a sign-up, by index lookup: nearly all do, so a list would be long."""
    table = SIGNUP.table
    asked = [clause(part, SIGNUP, dialect) for part in conditions]
    found = select(table.c.id).where(table.c.candidate == person, table.c.deleted_at.is_(None), *asked)
    return exists(found.correlate_except(table))


def _joined(counted: str, tables: Container[str]) -> FromClause:
    """Join tables by person."""
    source: FromClause = record_type(counted).table
    person = CANDIDATE.table.c.id if counted == CANDIDATE.key else record_type(counted).table.c.candidate
    for rt in (CANDIDATE, SIGNUP, REFERRAL):
        if rt.key in tables and rt.key != counted:
            source = source.join(rt.table, (rt.table.c.id if rt is CANDIDATE else rt.table.c.candidate) == person)
    return source
