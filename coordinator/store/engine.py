"""Connections: readers that cannot write, and one writer that locks right away."""

from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

from coordinator.base import databases
from coordinator.base.databases import Mode, driver

if TYPE_CHECKING:
    import psycopg

BUSY_MS = 10_000
WRITER_KB, READER_KB = 65_536, 4_096
"""Cache size of a connection; there are several readers, and the system caches their pages too."""


def sqlite_engine(path: str, *, writing: bool, immutable: bool = False) -> Engine:
    """Return an engine on a campaign file.

    Args:
        path: the file; it exists.
        writing: if False, the database refuses every write on these connections.
        immutable: the file is in a place that cannot be written; read only.
    """
    mode = Mode.STILL if immutable else Mode.WRITE

    def connect() -> driver.Connection:
        connection = databases.connect(path, mode, autocommit=True, check_same_thread=False)
        try:
            for pragma in _pragmas(writing, immutable):
                connection.execute(pragma)
        except BaseException:
            connection.close()  # or it would hold locks on a damaged file that is to be replaced
            raise
        return connection

    size, more, wait = (1, 0, 60) if writing else (4, 8, 30)
    engine = create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=connect,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=more,
        pool_timeout=wait,
    )
    begin = "BEGIN IMMEDIATE" if writing and not immutable else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _pragmas(writing: bool, immutable: bool) -> list[str]:
    pragmas = [f"PRAGMA busy_timeout={BUSY_MS}", "PRAGMA foreign_keys=ON", "PRAGMA case_sensitive_like=OFF"]
    pragmas += [f"PRAGMA cache_size=-{WRITER_KB if writing else READER_KB}"]
    if immutable:
        return pragmas
    if writing:
        return [
            *pragmas,
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "PRAGMA secure_delete=ON",  # some builds do it by themselves; what was erased or changed is not left behind
            "PRAGMA recursive_triggers=ON",
        ]
    return [*pragmas, "PRAGMA query_only=ON"]


def postgres_engine(url: URL, *, writing: bool) -> Engine:
    """Return an engine on a team's database; readers' transactions are read-only there too."""
    engine = create_engine(url, pool_pre_ping=True)
    if not writing:

        @event.listens_for(engine, "connect")
        def _read_only(connection: "psycopg.Connection[object]", _record: object) -> None:
            connection.read_only = True

    return engine
