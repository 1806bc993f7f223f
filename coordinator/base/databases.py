"""The one place that makes addresses of SQLite databases and opens them.

In an address, `#`, `?` and `%` of a file's or folder's name mean something else. A file that is opened for reading or
writing must be there: SQLite would make an empty one under a name that was misread.

`driver` is the one SQLite of the program: that of the package sqlcipher3, the same on every system and able to protect
a file with a passphrase; where there is no such package, that of Python. Two in a process drop each other's locks.
"""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from coordinator.base import keys
from coordinator.base.errors import UserError
from coordinator.base.keys import Key
from coordinator.base.open_files import refuse_open

if TYPE_CHECKING:
    import sqlite3 as driver
else:
    try:
        from sqlcipher3 import dbapi2 as driver
    except ImportError:
        import sqlite3 as driver

__all__ = ["Connection", "Locked", "Mode", "address", "attach", "connect", "driver", "in_memory", "look_into", "unlock"]

CAN_PROTECT = driver.__name__.startswith("sqlcipher3")
"""Whether the driver knows files that are protected with a passphrase."""


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


class Locked(UserError, driver.DatabaseError):
    """A file is protected with a passphrase that is not known here; for what only looks, it is one that cannot be read.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path.name} is protected with a passphrase.")


class WrongPassphrase(UserError):
    """A passphrase does not open a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"This passphrase does not open {path.name}; nothing was changed.")


class Connection(driver.Connection):
    """A connection that knows the key of its file, for those who copy what it sees.

    Attributes:
        key: None if the file is plain.
    """

    key: Key | None = None


def connect(
    path: str | os.PathLike[str],
    mode: Mode = Mode.READ,
    *,
    autocommit: bool = False,
    check_same_thread: bool = True,
    key: Key | None = None,
) -> Connection:
    """Open a database file.

    Args:
        path: the file; it is there, except for `Mode.CREATE`.
        mode: how it is opened.
        autocommit: whether transactions begin and end by statements alone, and not by themselves.
        check_same_thread: see `sqlite3.connect`.
        key: the key of a file that is being made; that of any other is known, or it stays locked.

    Raises:
        Locked: the file is protected, and its passphrase was not given.
    """
    if key is None:
        salt, key = keys.lookup(Path(path))
        if salt is not None and key is None:
            raise Locked(Path(path))
    level: Literal["DEFERRED"] | None = None if autocommit else "DEFERRED"
    connection = driver.connect(
        address(path, mode),
        uri=True,
        isolation_level=level,
        check_same_thread=check_same_thread,
        factory=Connection,
    )
    if key is not None:
        connection.key = key
        for pragma in ("cipher_log_level = NONE", f'key = "{key.literal}"', "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
    return connection


def look_into(path: Path) -> Connection:
    """Open a database file for reading alone, also in a folder where nothing can be written."""
    return connect(path, mode_to_look(path))


def mode_to_look(path: Path) -> Mode:
    """Return how a file is opened for reading alone: where nothing can be written, without files beside it."""
    still = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return Mode.STILL if still else Mode.READ


def temporary() -> driver.Connection:
    """Open an empty database that is gone when it is closed; files can be attached by their address."""
    return driver.connect("", uri=True, isolation_level=None)


def in_memory() -> driver.Connection:
    """Open an empty database in memory, to which files can be attached by their address."""
    return driver.connect(":memory:", uri=True, isolation_level=None, check_same_thread=False)


def attach(connection: driver.Connection, path: str | os.PathLike[str], name: str, mode: Mode, key: Key | None) -> None:
    """Let a connection reach another file under a name.

    Args:
        connection: the connection.
        path: the file.
        name: what its tables are called by.
        mode: how it is opened.
        key: its key; None if it is plain.
    """
    protected = f' KEY "{key.literal}"' if key else " KEY ''" if key_of(connection) else ""
    connection.execute(f"ATTACH DATABASE ? AS {name}{protected}", (address(path, mode),))


def key_of(connection: object) -> Key | None:
    """Return the key of the file that a connection leads to; None if that is plain."""
    return connection.key if isinstance(connection, Connection) else None


def is_locked(path: Path) -> bool:
    """Return whether a file is protected with a passphrase that is not known here."""
    salt, key = keys.lookup(path)
    return salt is not None and key is None


def is_protected(path: Path) -> bool:
    """Return whether a file is protected with a passphrase."""
    return keys.lookup(path)[0] is not None


def unlock(path: Path, passphrase: str) -> None:
    """Take the passphrase of a file; it is open to this process from then on. The file is only read.

    Raises:
        WrongPassphrase: it is another one.
        UserError: this computer cannot read such files.
    """
    refuse_open(path)
    if not CAN_PROTECT:
        raise UserError(
            f"{path.name} is protected, and reading it needs the package sqlcipher3: pip install sqlcipher3"
        )
    page = keys.first_page(path)
    key = keys.derived(passphrase, page[: keys.SALT])
    if not key.opens(page):
        raise WrongPassphrase(path)
    keys.give(key)
