"""Filters and searches as WHERE conditions."""

from sqlalchemy import ColumnElement, literal_column
from sqlalchemy.engine import Connection

from coordinator.records.catalog import RecordType
from coordinator.store import search
from coordinator.store.answers import typed
from coordinator.store.clauses import clause
from coordinator.store.expressions import SQLITE
from coordinator.store.filters import Filter
from coordinator.store.grammar import parse

Where = str | Filter | None
"""A filter, its text, or None."""


def kept(rt: RecordType, dialect: str) -> ColumnElement[bool]:
    """Return the condition that a record is not deleted, written to bypass the index: nearly all are kept."""
    if dialect == SQLITE:
        return literal_column(f'+"{rt.table.name}".deleted_at').is_(None)
    return rt.table.c.deleted_at.is_(None)


def conditions(
    connection: Connection, rt: RecordType, where: Where = None, words: str = ""
) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter and a search, for the WHERE of a statement.

    Raises:
        FilterError: the filter's text cannot be understood.
    """
    dialect = connection.dialect.name
    rt = typed(connection, rt)
    filter_ = parse(where, rt) if isinstance(where, str) else where
    found = [] if filter_ is None else [clause(filter_, rt, dialect)]
    if words.strip() and search.is_searched(rt):
        found.append(search.match(rt, words, dialect))
    return found
