"""What a file says about itself, read before anything else touches it."""

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from coordinator.base import databases, keys
from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.base.open_files import is_open_here
from coordinator.base.private_files import make_file

APPLICATION_ID = 0x436F6F72  # "Coor"
VERSION = 13
"""Schema version of this program: the number of the newest migration."""
MARKS = (f"PRAGMA application_id={APPLICATION_ID}", f"PRAGMA user_version={VERSION}")
"""What writes both into a database."""
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Look:
    """The result of a first look.

    Attributes:
        version: schema version of the file.
        read_only: the file cannot be written.
    """

    version: int
    read_only: bool


def look(path: Path) -> Look:
    """Read a file's header without opening it as a database, unless it is open here already or protected.

    Raises:
        Locked: it is protected with a passphrase that is not known here.
        UserError: it is a folder, missing, unreadable, no campaign, or from a newer program.
    """
    raw = _head_bytes(path)
    if raw[:16] != _MAGIC or int.from_bytes(raw[68:72], "big") != APPLICATION_ID:
        raise UserError(f"{path.name} is no campaign file. To bring in a list, use Import instead.")
    version = int.from_bytes(raw[60:64], "big")
    check_version(path.name, version)
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return Look(version, not writable)


def _head_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UserError(f"{path} is a folder. Choose a campaign file (*.campaign).")
    try:
        salt, _ = keys.lookup(path)
        if salt is not None or is_open_here(path):
            return _head_of_open(path)
        with path.open("rb") as file:
            return file.read(100).ljust(100, b"\0")
    except UserError:
        raise
    except driver.DatabaseError as error:
        raise UserError(f"{path} cannot be read ({error}).") from error
    except FileNotFoundError as error:
        raise UserError(f"{path} is not there. Check the name, or make it with: coordinator new {path.name}") from error
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}).") from error


def _head_of_open(path: Path) -> bytes:
    """Return the same bytes of a campaign that is open here or protected, as SQLite has them."""
    head = bytearray(_MAGIC.ljust(100, b"\0"))
    with closing(databases.look_into(path)) as connection:
        for at, what in ((60, "user_version"), (68, "application_id")):
            (number,) = connection.execute(f"PRAGMA {what}").fetchone()
            head[at : at + 4] = int(number).to_bytes(4, "big", signed=True)
    return bytes(head)


def check_version(name: str, version: int) -> None:
    """Refuse a file that a newer program wrote.

    Raises:
        UserError: the version is newer than this program's.
    """
    if version > VERSION:
        raise UserError(
            f"{name} was last opened with a newer Coordinator (format {version}; this one knows {VERSION}). "
            "Update Coordinator, then open it again."
        )


def checked_new_path(path: Path) -> Path:
    """Return the path for a new file, with the usual extension.

    Raises:
        UserError: something is there already, or its folder is missing.
    """
    if path.is_dir():
        raise UserError(f"{path} is a folder. Give the new campaign file a name, such as tour.campaign.")
    if not path.suffix:
        path = path.with_suffix(".campaign")
    if path.exists():
        raise UserError(f"{path.name} exists already. Open it, or choose another name.")
    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} is not there. Make it first, or choose another.")
    return path


def make_empty(path: Path) -> None:
    """Create an empty database file."""
    make_file(path)


def mark(path: Path) -> None:
    """Write application id and version, and leave the file complete."""
    connection = databases.connect(path, databases.Mode.WRITE, autocommit=True)
    try:
        for statement in MARKS:
            connection.execute(statement)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
