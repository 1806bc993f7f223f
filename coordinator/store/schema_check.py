"""Whether a campaign file holds the program's own tables and indexes, and nothing that acts by itself."""

from collections.abc import Iterator
from functools import cache

from sqlalchemy import StaticPool, create_engine
from sqlalchemy.engine import Connection

from coordinator.base import databases
from coordinator.base.databases import driver
from coordinator.store import schema
from coordinator.store.expressions import SQLITE

_PARTS = "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
_OF_TABLES = frozenset({"trigger", "index"})


@cache
def _own() -> tuple[frozenset[tuple[str, str]], dict[str, frozenset[str]]]:
    """Return kind and name of everything that a new file's schema holds, and the columns of its tables."""
    made = create_engine("sqlite+pysqlite://", module=driver, creator=databases.in_memory, poolclass=StaticPool)
    try:
        schema.create(made)
        with made.connect() as connection:
            parts = frozenset((kind, name) for kind, name, _ in connection.exec_driver_sql(_PARTS))
            return parts, {name: _columns(connection, name) for kind, name in parts if kind == "table"}
    finally:
        made.dispose()


def _columns(connection: Connection, table: str) -> frozenset[str]:
    quoted = table.replace('"', '""')
    return frozenset(row[1] for row in connection.exec_driver_sql(f'PRAGMA table_xinfo("{quoted}")'))


def foreign_parts(connection: Connection) -> list[str]:
    """Return a sentence for everything in a file's schema that the program did not make, or that is not there.

    A server's database may hold what its administrator put there; only a file is looked at.
    """
    return list(_foreign(connection)) if connection.dialect.name == SQLITE else []


def _foreign(connection: Connection) -> Iterator[str]:
    own, columns = _own()
    there = connection.exec_driver_sql(_PARTS).all()
    for kind, name, table in there:
        if (kind, name) not in own:
            on = f" on {table}" if kind in _OF_TABLES else ""
            yield f"The file holds something that the program did not make: the {kind} {name}{on}."
    missing = own - {(kind, name) for kind, name, _ in there}
    for kind, name in sorted(missing):
        yield f"The {kind} {name} is missing in the file."
    for table, known in sorted(columns.items()):
        if ("table", table) not in missing and (others := _columns(connection, table) - known):
            yield f"The table {table} holds columns that the program did not make: {', '.join(sorted(others))}."
