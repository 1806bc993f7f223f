"""Queries: the ids matching a filter, its first page, its count. Rows, facets and answers are in other modules."""

from array import array
from collections.abc import Iterator
from itertools import chain, islice

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Value
from coordinator.store.answers import answer_fields, typed
from coordinator.store.conditions import Where, conditions, kept
from coordinator.store.facets import facet, ids_by_values
from coordinator.store.ordering import Sort, at_once, is_served, stretches
from coordinator.store.rows import in_words, raw_rows, read_by_id, read_rows, record, titles, titles_of

PROBE = 4_000
"""How many records are checked for a page before searching everything."""

__all__ = [
    "Sort",
    "Where",
    "answer_fields",
    "conditions",
    "count",
    "facet",
    "first_page",
    "ids_by_values",
    "in_words",
    "read_by_id",
    "read_rows",
    "record",
    "select_ids",
    "titles",
    "titles_of",
    "typed",
]


def select_ids(
    connection: Connection,
    rt: RecordType,
    where: Where = None,
    search: str = "",
    sort: Sort = (),
    *,
    include_deleted: bool = False,
    limit: int | None = None,
) -> "array[int]":
    """Return the numbers of all records matching a filter, in order: eight bytes each, a million in a second.

    Args:
        connection: a connection to the campaign.
        rt: the record type.
        where: a filter, or its text; None: all records.
        search: words to find anywhere.
        sort: field keys with whether each is descending; empty values come last, ties go by number.
        include_deleted: include records marked as deleted.
        limit: at most this many; None: all.

    Raises:
        FilterError: the filter's text cannot be understood.
        UserError: there is no field to sort by.
    """
    numbers = _stream(connection, rt, where, search, sort, include_deleted, limit)
    return array("q", numbers if limit is None else islice(numbers, limit))


def _stream(
    connection: Connection,
    rt: RecordType,
    where: Where,
    search: str,
    sort: Sort,
    deleted: bool,
    limit: int | None,
) -> Iterator[int]:
    rt = typed(connection, rt)
    found = conditions(connection, rt, where, search)
    dialect = connection.dialect.name
    derived = [(key, down) for key, down in sort if key in rt.by_key and not rt.by_key[key].in_table]
    whole = not found
    if not deleted:
        found.append(kept(rt, dialect))
    for stretch in stretches(rt, sort, dialect) if whole else [at_once(rt, sort, dialect)]:
        statement = select(rt.table.c.id).where(*found).order_by(*stretch.order)
        if stretch.condition is not None:
            statement = statement.where(stretch.condition)
        if limit is not None and not derived:
            statement = statement.limit(limit)
        ids = chain.from_iterable(raw_rows(connection.execute(statement)))
        yield from _by_derived(connection, rt, ids, *derived[0]) if derived else ids


def _by_derived(connection: Connection, rt: RecordType, ids: Iterator[int], key: str, down: bool) -> Iterator[int]:
    """Sort by a field that the database does not know; as slow as reading every row."""
    rows = read_by_id(connection, rt, ids, [key])
    there = [number for number, row in rows.items() if row[key] is not None]
    there.sort(key=lambda number: _place(rows[number][key]), reverse=down)
    return iter([*there, *(number for number, row in rows.items() if row[key] is None)])


def _place(value: Value) -> float | str:
    return value if isinstance(value, int | float | str) else str(value)


def first_page(
    connection: Connection,
    rt: RecordType,
    where: Where = None,
    search: str = "",
    sort: Sort = (),
    limit: int = 200,
) -> list[dict[str, Value]]:
    """Return the first records matching a filter right away, while the numbers of all are still being collected."""
    rt = typed(connection, rt)
    ids = _probed(connection, rt, where, search, sort, limit)
    return read_rows(connection, rt, ids or select_ids(connection, rt, where, search, sort, limit=limit))


def _probed(
    connection: Connection, rt: RecordType, where: Where, search: str, sort: Sort, limit: int
) -> list[int] | None:
    """Look for a page among the first records of the whole list; None if they do not fill one.

    A filter that matches many records fills a page from there right away, while sorting all of them
    would take long; one that matches few leaves little to sort.
    """
    found = conditions(connection, rt, where, search)
    if not found or not is_served(rt, sort) or limit > PROBE:
        return None
    first = select_ids(connection, rt, sort=sort, limit=PROBE)
    statement = select(rt.table.c.id).where(rt.table.c.id.in_(list(first)), *found)
    there = set(connection.scalars(statement))
    page = [i for i in first if i in there][:limit]
    return page if len(page) == limit else None


def count(connection: Connection, rt: RecordType, where: Where = None, search: str = "") -> int:
    """Return how many records match a filter."""
    found = conditions(connection, rt, where, search)
    there = kept(rt, connection.dialect.name) if found else rt.table.c.deleted_at.is_(None)
    return connection.scalar(select(func.count()).select_from(rt.table).where(*found, there)) or 0
