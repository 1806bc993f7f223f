"""The one place that makes addresses of SQLite databases and opens them.

In an address, `#`, `?` and `%` of a file's or folder's name mean something else. A file that is opened for reading or
writing must be there: SQLite would make an empty one under a name that was misread.
"""

import os
import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import Literal
from urllib.parse import quote


class Mode(StrEnum):
    """How a database is opened."""

    READ = "ro"
    WRITE = "rw"
    CREATE = "rwc"
    STILL = "ro&immutable=1"
    """In a place where nothing can be written, not even SQLite's own files beside it."""


def address(path: str | os.PathLike[str], mode: Mode) -> str:
    """Return the address under which SQLite opens a file, whatever it and its folders are called."""
    name = os.path.abspath(path).replace(os.sep, "/")
    return f"file://{'' if name.startswith('/') else '/'}{quote(os.fsencode(name), safe='/:')}?mode={mode}"


def connect(
    path: str | os.PathLike[str],
    mode: Mode = Mode.READ,
    *,
    autocommit: bool = False,
    check_same_thread: bool = True,
) -> sqlite3.Connection:
    """Open a database file.

    Args:
        path: the file; it is there, except for `Mode.CREATE`.
        mode: how it is opened.
        autocommit: whether transactions begin and end by statements alone, and not by themselves.
        check_same_thread: see `sqlite3.connect`.
    """
    level: Literal["DEFERRED"] | None = None if autocommit else "DEFERRED"
    return sqlite3.connect(address(path, mode), uri=True, isolation_level=level, check_same_thread=check_same_thread)


def look_into(path: Path) -> sqlite3.Connection:
    """Open a database file for reading alone, also in a folder where nothing can be written."""
    return connect(path, mode_to_look(path))


def mode_to_look(path: Path) -> Mode:
    """Return how a file is opened for reading alone: where nothing can be written, without files beside it."""
    still = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return Mode.STILL if still else Mode.READ


def temporary() -> sqlite3.Connection:
    """Open an empty database that is gone when it is closed; files can be attached by their address."""
    return sqlite3.connect("", uri=True, isolation_level=None)


def in_memory() -> sqlite3.Connection:
    """Open an empty database in memory, to which files can be attached by their address."""
    return sqlite3.connect(":memory:", uri=True, isolation_level=None, check_same_thread=False)
