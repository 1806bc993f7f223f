"""Databases and files that refuse something, as a full or failing disk does."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from coordinator.base import databases
from coordinator.base.databases import driver

CODES = {
    "SQLITE_FULL": (driver.OperationalError, "database or disk is full"),
    "SQLITE_IOERR": (driver.OperationalError, "disk I/O error"),
    "SQLITE_IOERR_READ": (driver.OperationalError, "disk I/O error"),
    "SQLITE_CORRUPT": (driver.DatabaseError, "database disk image is malformed"),
    "SQLITE_NOTADB": (driver.DatabaseError, "file is not a database"),
    "SQLITE_READONLY": (driver.OperationalError, "attempt to write a readonly database"),
    "SQLITE_CANTOPEN": (driver.OperationalError, "unable to open database file"),
    "SQLITE_BUSY": (driver.OperationalError, "database is locked"),
    "SQLITE_LOCKED": (driver.OperationalError, "database table is locked"),
    "SQLITE_NOMEM": (driver.OperationalError, "out of memory"),
}
ERRNOS = ("ENOSPC", "EIO", "EACCES", "EROFS")


def database_error(name: str) -> driver.Error:
    """Return what the driver raises for one of SQLite's result codes."""
    kind, words = CODES[name]
    error = kind(words)
    error.sqlite_errorcode = getattr(sqlite3, name)  # the numbers are SQLite's; sqlcipher3 names fewer of them
    error.sqlite_errorname = name
    return error


@dataclass
class Faults:
    """Counts what databases are asked, and refuses some of it.

    Attributes:
        first: the number of the first statement that is refused, from 0; None: none.
        last: the number of the last one; None: all after it too.
        name: the result code.
        count: how many statements there were.
    """

    first: int | None = None
    last: int | None = None
    name: str = "SQLITE_FULL"
    count: int = 0

    def step(self) -> None:
        """Let a statement pass, or refuse it."""
        number, self.count = self.count, self.count + 1
        if self.first is not None and number >= self.first and (self.last is None or number <= self.last):
            raise database_error(self.name)


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, faults: Faults) -> Iterator[Faults]:
    """Refuse statements of every database that is opened by then."""

    class Cursor(driver.Cursor):
        def execute(self, *given):
            faults.step()
            return super().execute(*given)

        def executemany(self, *given):
            faults.step()
            return super().executemany(*given)

    class Connection(driver.Connection):
        def cursor(self, factory=Cursor):
            return super().cursor(factory)

        def execute(self, *given):
            faults.step()
            return super().execute(*given)

        def commit(self) -> None:
            faults.step()
            super().commit()

        def backup(self, *given, **named) -> None:
            faults.step()
            super().backup(*given, **named)

    def connect(path, mode=databases.Mode.READ, *, autocommit=False, check_same_thread=True, key=None):
        faults.step()
        level = None if autocommit else "DEFERRED"
        uri, same = databases.address(path, mode), check_same_thread
        return driver.connect(uri, uri=True, factory=Connection, isolation_level=level, check_same_thread=same)

    with monkeypatch.context() as patched:
        patched.setattr(databases, "connect", connect)
        yield faults


@contextmanager
def refusing_files(
    monkeypatch: pytest.MonkeyPatch, name: str, function: str, when: Callable[[Path], bool]
) -> Iterator[None]:
    """Refuse a function of the system, such as `replace`, for some paths."""
    usual = getattr(os, function)

    def refuse(path, *given, **named):
        if isinstance(path, int) or when(Path(os.fsdecode(path))):
            number = getattr(errno, name)
            raise OSError(number, os.strerror(number), *(() if isinstance(path, int) else (os.fspath(path),)))
        return usual(path, *given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, function, refuse)
        yield
