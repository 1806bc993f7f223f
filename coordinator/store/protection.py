"""A campaign file protected with a passphrase, or plain again: written anew beside, compared, and put in its place."""

import errno
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from coordinator.base import databases, keys
from coordinator.base.databases import Mode, driver
from coordinator.base.errors import Cancelled, UserError
from coordinator.base.faults import LEAST_ROOM, Fault, NotWhole, fault_of, has_room, telling
from coordinator.base.keys import Key
from coordinator.base.open_files import refuse_open
from coordinator.base.private_files import make_file
from coordinator.base.progress import SILENT, Progress
from coordinator.store import header
from coordinator.store.contents import contents_of, first_problem
from coordinator.store.file_care import alone_with, put_in_place, sync

_STEPS = 200_000
"""After so many steps of the database it is said how far it is."""
_ROWS = 1_000


def rewrite(campaign: Path, key: Key | None, *, progress: Progress = SILENT) -> None:
    """Replace a campaign file with one that holds the same and has another key.

    Args:
        campaign: the file; it is open nowhere.
        key: the new key; None for a plain file.
        progress: receives how far it is.

    Raises:
        UserError: it is open elsewhere, cannot be read, or its place cannot be written; nothing was changed.
        Cancelled: the person canceled; nothing was changed.
    """
    refuse_open(campaign)
    if header.look(campaign).read_only:
        raise UserError(f"{campaign.name} can only be read here. Copy it to a folder of your own and open the copy.")
    part = _beside(campaign)
    try:
        with telling(campaign.name, files=True, at=campaign), alone_with(campaign) as held:
            if held is None:
                raise UserError(f"{campaign.name} is damaged. Put a backup in its place: coordinator restore BACKUP")
            written(held, part, key, progress=progress)
            if os.name == "nt":
                held.close()  # Windows replaces no file that is open
            put_in_place(campaign, part)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def protect_like(campaign: Path, copy: Path) -> None:
    """Give a copy that is to replace a protected campaign the key of that: it is plain, or has an earlier passphrase.

    Raises:
        driver.Error, NotWhole: it could not be written.
    """
    salt, key = keys.lookup(campaign)
    if salt is None or key is None or keys.lookup(copy)[0] == salt:
        return
    fresh = _beside(copy)
    try:
        with closing(databases.connect(copy, Mode.WRITE, autocommit=True)) as before:
            written(before, fresh, key)
        os.replace(fresh, copy)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")


def written(source: driver.Connection, part: Path, key: Key | None, *, progress: Progress = SILENT) -> None:
    """Write what a connection sees into a new file with another key, and compare the two row by row.

    Args:
        source: the connection; nothing else writes into its file.
        part: the file to make.
        key: the new key; None for a plain file.
        progress: receives how far it is.

    Raises:
        OSError: the disk has no room for it.
        driver.Error: it could not be written, or the source cannot be read.
        NotWhole: it could not be written so that it holds the same.
        Cancelled: the person canceled.
    """
    source.rollback()  # no file is attached inside a transaction
    there = contents_of(source)
    room = _bytes_in_use(source)
    if not has_room(part.parent, room):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    make_file(part)
    databases.attach(source, part, "fresh", Mode.WRITE, key)
    try:
        with _of_the_new(source, part, room), _watched(source, part, progress):
            for pragma in ("journal_mode = OFF", "synchronous = OFF"):  # it is not in its place before it is whole
                source.execute(f"PRAGMA fresh.{pragma}").fetchall()
            source.execute("SELECT sqlcipher_export('fresh')").fetchall()
            source.execute(f"PRAGMA fresh.application_id = {there.application}")
            source.execute(f"PRAGMA fresh.user_version = {there.version}")
    finally:
        source.execute("DETACH DATABASE fresh")
    with closing(databases.connect(part, key=key)) as made, _of_the_new(source, part, room):
        if problem := first_problem(made):
            raise NotWhole(problem)
        if contents_of(made) != there or digest(made, progress) != digest(source, progress):
            raise NotWhole("it does not hold what the campaign holds")
    sync(part)


def _bytes_in_use(source: driver.Connection) -> int:
    pages, free, size = (
        int(source.execute(f"PRAGMA main.{what}").fetchone()[0])
        for what in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


@contextmanager
def _of_the_new(source: driver.Connection, part: Path, room: int) -> Iterator[None]:
    """Tell damage of a new file as what it is: the disk became full meanwhile, or it was not written whole.

    Raises:
        OSError: the disk is full.
        NotWhole: what it is made from is sound, and it is not.
    """
    try:
        yield
    except (driver.Error, NotWhole) as error:
        if fault_of(error) not in (Fault.DAMAGED, Fault.NOT_WHOLE):
            raise
        if not has_room(part.parent, max(LEAST_ROOM, room - part.stat().st_size)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        if isinstance(error, NotWhole) or first_problem(source):
            raise
        raise NotWhole(str(error)) from error


@contextmanager
def _watched(source: driver.Connection, part: Path, progress: Progress) -> Iterator[None]:
    """Report how much of a new file is written; stop the database when the person cancels."""
    (pages,) = source.execute("PRAGMA main.page_count").fetchone()
    stopped: list[Cancelled] = []

    def step() -> int:
        try:
            progress.step(min(part.stat().st_size // keys.PAGE, pages), pages, "Writing the file anew")
        except Cancelled as error:
            stopped.append(error)
        return len(stopped)

    source.set_progress_handler(step, _STEPS)
    try:
        yield
    except driver.Error as error:
        raise stopped[0] if stopped else error from error
    finally:
        source.set_progress_handler(None, 0)


def digest(connection: driver.Connection, progress: Progress = SILENT) -> str:
    """Return a hash over the schema and every row of a database, wherever these stand in the file."""
    found = hashlib.sha256()
    schema = connection.execute(
        "SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY type, name"
    ).fetchall()
    found.update(repr(schema).encode())
    for kind, name, _, sql in schema:
        if kind != "table" or sql.startswith("CREATE VIRTUAL"):
            continue
        quoted = name.replace('"', '""')
        rows = connection.execute(f'SELECT * FROM main."{quoted}"')  # noqa: S608 - it is quoted
        while block := rows.fetchmany(_ROWS):
            progress.step(0, None, "Comparing both files")
            found.update(repr(block).encode())
    return found.hexdigest()
