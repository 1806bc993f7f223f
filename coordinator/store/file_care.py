"""Care for files: alone with one before it is replaced, and on the disk before anything is said to be done."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from coordinator.base import databases
from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.base.faults import Fault, fault_of

WAIT_MS = 2_000
LEFTOVERS = ("-wal", "-shm", "-journal")
"""Ends of the files that SQLite writes beside a database; they go with it."""
SMALLEST = 512
"""Bytes of the smallest database."""


def sync(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can do that."""
    if os.name == "nt":
        return
    with suppress(OSError):  # some shares cannot
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextmanager
def alone_with(path: Path) -> Iterator[driver.Connection | None]:
    """Hold a campaign file so that no other window or program has it open, with nothing of it in a log.

    Yields:
        the connection that holds it; None if there is no file, or it is too damaged to be held.

    Raises:
        UserError: it is open elsewhere.
    """
    if not path.is_file() or path.stat().st_size < SMALLEST:  # SQLite would begin a new database in it
        yield None
        return
    with closing(databases.connect(path, databases.Mode.WRITE, autocommit=True)) as connection:
        yield connection if _is_held(connection, path.name) else None


def _is_held(connection: driver.Connection, name: str) -> bool:
    try:
        connection.execute(f"PRAGMA busy_timeout={WAIT_MS}")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        for statement in (
            "BEGIN EXCLUSIVE",
            "COMMIT",
            "BEGIN",
        ):  # the lock stays; a backup could not read beside a write
            connection.execute(statement)
    except (driver.Error, UnicodeDecodeError) as error:
        if fault_of(error) is Fault.IN_USE:
            raise UserError(
                f"{name} is open in another window or program. Nothing was changed. Close it there, then try again."
            ) from error
        if fault_of(error) in (Fault.DAMAGED, None):
            return False
        raise
    return True


def put_in_place(campaign: Path, part: Path) -> None:
    """Put a whole file in the place of a campaign that nothing has open.

    Raises:
        UserError: the system does not allow it; the campaign is as it was.
    """
    try:
        for leftover in LEFTOVERS:  # of a damaged file; they were set aside
            Path(f"{campaign}{leftover}").unlink(missing_ok=True)
        os.replace(part, campaign)
    except OSError as error:
        raise UserError(
            f"{campaign} could not be replaced ({error.strerror}). It is as it was. "
            "Close every window on it and try again."
        ) from error
    sync_folder(campaign.parent)
