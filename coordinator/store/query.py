"""Queries: the ids of a filter, its first page, its count. Rows, facets and answers stand beside."""

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
from coordinator.store.rows import raw_rows, read_rows, record, titles

PROBE = 4_000
"""So many records are looked through for a page before everything is."""

__all__ = [
    "Sort",
    "Where",
    "answer_fields",
    "conditions",
    "count",
    "facet",
    "first_page",
    "ids_by_values",
    "read_rows",
    "record",
    "select_ids",
    "titles",
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
    """Return the numbers of all records of a filter, in order: eight bytes each, a million in a second.

    Args:
        connection: any.
        rt: the record type.
        where: a filter, or its text.
        search: words to be found anywhere.
        sort: field keys with whether they go downwards; empty values come last, the number decides ties.
        include_deleted: also those that are marked as deleted.
        limit: no more than these.

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
    """Sort by what the database does not know; as slow as reading every row."""
    rows = read_rows(connection, rt, ids, [key])
    there = [row for row in rows if row[key] is not None]
    there.sort(key=lambda row: row[key], reverse=down)
    return iter([row["id"] for row in [*there, *(row for row in rows if row[key] is None)]])


def first_page(
    connection: Connection,
    rt: RecordType,
    where: Where = None,
    search: str = "",
    sort: Sort = (),
    limit: int = 200,
) -> list[dict[str, Value]]:
    """Return the first records of a filter at once, while the numbers of all are still gathered."""
    rt = typed(connection, rt)
    ids = _probed(connection, rt, where, search, sort, limit)
    return read_rows(connection, rt, ids or select_ids(connection, rt, where, search, sort, limit=limit))


def _probed(
    connection: Connection, rt: RecordType, where: Where, search: str, sort: Sort, limit: int
) -> list[int] | None:
    """Look for a page among the first of the whole list; None if that does not fill one.

    A filter that lets many through fills a page from there at once, where sorting all of them would
    take long; one that lets few through leaves little to sort.
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
    """Return how many records a filter has."""
    found = conditions(connection, rt, where, search)
    there = kept(rt, connection.dialect.name) if found else rt.table.c.deleted_at.is_(None)
    return connection.scalar(select(func.count()).select_from(rt.table).where(*found, there)) or 0
