"""Whether the search index holds the words of its texts: SQLite's own check, on a copy of the index alone.

That check is a writing statement, and who checks a campaign writes nothing into it.
"""

from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import Connection

from coordinator.base import databases
from coordinator.base.databases import driver
from coordinator.base.keys import Key
from coordinator.records.catalog import SEARCHED, RecordType
from coordinator.store import search
from coordinator.store.expressions import SQLITE

_PARTS = ("data", "idx", "content", "docsize", "config")
"""The tables in which an index of SQLite lies."""


def damaged(connection: Connection) -> list[str]:
    """Return a sentence for each index whose words are not those of its texts; a server looks after its own."""
    if connection.dialect.name != SQLITE:
        return []
    path = Path(connection.exec_driver_sql("PRAGMA database_list").fetchall()[0][2])
    key = databases.key_of(connection.connection.dbapi_connection)
    return [
        f"{rt.plural}: the search index is damaged; some words do not find what they should."
        for rt in SEARCHED
        if _is_damaged(path, rt, key)
    ]


def _is_damaged(path: Path, rt: RecordType, key: Key | None) -> bool:
    name = search.index_name(rt)
    with closing(databases.temporary()) as copy:
        for statement in search.table_ddl(name, SQLITE):
            copy.execute(statement)
        databases.attach(copy, path, "campaign", databases.mode_to_look(path), key)
        try:
            copy.execute("BEGIN")
            for part in _PARTS:
                copy.execute(f'DELETE FROM main."{name}_{part}"')  # noqa: S608 - names of ours
                copy.execute(f'INSERT INTO main."{name}_{part}" SELECT * FROM campaign."{name}_{part}"')  # noqa: S608
            copy.execute("COMMIT")
            copy.execute(f"INSERT INTO main.{name} ({name}) VALUES ('integrity-check')")  # noqa: S608
        except driver.Error:
            return True
    return False
