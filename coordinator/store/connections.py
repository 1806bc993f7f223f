"""The connections to an open campaign: what is read is what was opened, and what is written goes nowhere else."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, event, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.base.faults import EARLIER_STAYS, NOT_SURE, NOTHING_CHANGED, Fault, fault_of, telling, told
from coordinator.base.open_files import Identity, identity
from coordinator.store.presence import PAUSE, FileState, HistoryStep, NotTheSame, Presence
from coordinator.store.tables import CHANGE_SET, META
from coordinator.store.what_is_kept import kept_in_words

TO_COMPACT = "to compact"
"""The fact that something was erased since the file was last written anew."""
WAIT_FOR_READER = 2.0
"""Seconds that reading waits for another who reads, where no further connection can be made."""
_log = logging.getLogger(__name__)


class Connections:
    """Readers that cannot write, one writer, and the file that they lead to.

    Attributes:
        where: the path of the file, or the URL of the team's database without its password.
        name: the name to show in a title bar.
        read_only: it cannot be written.
        commits: how many transactions were written.
        has_log: what was written last could not be moved from the log beside the file into the file yet.
    """

    def __init__(self, where: str, name: str, readers: Engine, writer: Engine, *, read_only: bool) -> None:
        self.where = where
        self.name = name
        self.read_only = read_only
        self.commits = 0
        self.has_log = False
        self._readers = readers
        self._writer = writer
        self._file = Presence(self.path) if self.path is not None else None
        self._log: Identity | None = None
        self._is_stale = False
        self._looking = Lock()
        for engine in (readers, writer):
            event.listen(engine, "connect", self._connected)

    @property
    def is_sqlite(self) -> bool:
        """Whether the campaign is a single file."""
        return self._readers.dialect.name == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file, or None for a team's database."""
        return Path(self.where) if self.is_sqlite else None

    def file_state(self) -> FileState:
        """Return whether the file at the path is still the one that is open.

        Raises:
            UserError: the disk does not say.
        """
        if self._file is None or self.read_only:
            return FileState.HERE
        with telling(self.name, files=True, at=self.path):
            return self._file.file_state()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one snapshot and cannot write.

        It sees what was open, also where the file was deleted or another one was put in its place.

        Raises:
            UserError: the database cannot be read.
        """
        self._renew()
        with self._telling(), self._reader() as connection, connection.begin():
            yield connection
            self._note_log()

    def _reader(self) -> Connection:
        """Return a connection to read through: where the file is gone, one of those that have it open, once it is free.

        Raises:
            SQLAlchemyError: there is none.
            NotTheSame: the same, because of what became of the file.
        """
        until = time.monotonic() + WAIT_FOR_READER
        while True:
            try:
                return self._readers.connect()
            except (SQLAlchemyError, NotTheSame):
                gone = self._file is not None and not self._file.is_same_file
                if not gone or not _in_use(self._readers) or time.monotonic() > until:
                    raise
            time.sleep(PAUSE)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield the one writing connection in one transaction; only for the package `changes`.

        What comes after COMMIT is housekeeping: nothing of it turns what is done into not done.

        Raises:
            NotTheSame: the file at the path is not the one that is open.
            UserError: the file can only be read, another program holds it, or the disk refuses it; nothing was changed.
        """
        if self.read_only:
            raise UserError(f"{self.name} can only be read here. Copy it to a folder of your own and open the copy.")
        if not self._renew():
            raise UserError(self._meanwhile())
        self._insist()
        before, inside = None, None
        with self._telling(), self._writer.connect() as connection:
            try:
                with connection.begin():
                    if not self.is_sqlite:
                        connection.execute(select(META.c.value).where(META.c.key == "lock").with_for_update())
                    before = newest_step(connection)
                    yield connection
                    self._note_log()
                    if self._lost_log():
                        raise UserError(self._meanwhile())
                    self._insist()
                    inside = newest_step(connection)
            except Exception as error:
                if inside is None or inside == before:
                    raise
                if not self._has(inside):
                    raise self._told_of_commit(error) from error
                _log.warning("COMMIT was told as failed and is done", exc_info=True)
        self.commits += 1
        self._after_commit(inside)

    def _told_of_commit(self, error: Exception) -> Exception:
        """Return what to raise for a COMMIT that failed and that nobody sees done.

        A log that the disk did not confirm, and a server that does not answer, may hold it all the same.
        """
        if fault_of(error) not in (Fault.FAILING, Fault.AWAY):
            return error
        return told(error, self.name, NOT_SURE, self.path) or error

    def _has(self, step: HistoryStep) -> bool:
        """Return whether a step is in the database, as other connections see it."""
        try:
            with self._readers.connect() as connection, connection.begin():
                return _has_step(connection, step)
        except (SQLAlchemyError, driver.Error, OSError):
            return False

    def _after_commit(self, step: HistoryStep) -> None:
        """Tidy up; tell only if the step went into a file that is not the one at the path.

        Raises:
            NotTheSame: it did.
        """
        self._settle()
        if self._file is None:
            return
        self._file.wrote(step)
        if not self._file.is_same_file:
            raise NotTheSame(self.name, FileState.REPLACED if self._file.path.exists() else FileState.GONE)

    def _insist(self) -> None:
        """Make sure that the file at the path is the one that is open.

        Raises:
            NotTheSame: it is not.
        """
        if self._file is None:
            return
        self._is_stale |= self._file.was_written
        state = self.file_state()
        if state is not FileState.HERE:
            raise self.not_the_same(state)
        self._forget_pages()

    def not_the_same(self, state: FileState) -> NotTheSame:
        """Return what to raise for a file that is not the one that is open.

        Args:
            state: what became of it.
        """
        kept = ""
        if self._file is not None and not state.is_kept:
            try:
                kept = kept_in_words(self._file.path, self._file.newest_seen)
            except (OSError, UserError):
                _log.warning("What the backups hold could not be read", exc_info=True)
        return NotTheSame(self.name, state, kept)

    def _forget_pages(self) -> None:
        """Read anew what another program wrote: the database notices what it wrote through a log, and nothing else."""
        with self._looking:
            if self._is_stale and not _in_use(self._readers) and not _in_use(self._writer):
                self._readers.dispose()
                self._writer.dispose()
                self._log, self._is_stale = None, False

    def _connected(self, raw: DBAPIConnection, _record: object) -> None:
        """Refuse a new connection that does not lead to what is open."""
        if self._file is not None and not self._file.is_same_file:
            raw.close()
            raise NotTheSame(self.name, self._file.file_state())

    def _lost_log(self) -> bool:
        """Return whether the write-ahead log of the open connections was deleted: what they write goes nowhere."""
        return self._log is not None and identity(Path(f"{self.where}-wal")) != self._log

    def _renew(self) -> bool:
        """Begin anew with other connections if the log was deleted by another program.

        Returns:
            whether the connections are good: they are not while others of them are in use.
        """
        if self._file is None or self.read_only:
            return True
        with self._looking:
            if self._lost_log() and self._file.is_same_file:
                if _in_use(self._readers) or _in_use(self._writer):
                    return False
                self._readers.dispose()
                self._writer.dispose()
                self._file.begin_anew()
                self._log = None
        return True

    def _note_log(self) -> None:
        """Remember which log the connections use: it stays until the last of them is closed."""
        if self._log is None and self.is_sqlite and not self.read_only:
            self._log = identity(Path(f"{self.where}-wal"))

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell what the disk or the database refuses; if the file or its log is another one, it is only that."""
        try:
            with telling(self.name, EARLIER_STAYS if self.commits else NOTHING_CHANGED, at=self.path):
                yield
        except UserError as error:
            if not isinstance(error.__cause__, DatabaseError | driver.DatabaseError):
                raise
            if (state := self._became()) is not FileState.HERE:
                raise self.not_the_same(state) from error
            if not self._lost_log():
                raise
            raise UserError(self._meanwhile()) from error

    def _became(self) -> FileState:
        """Return what became of the file; that it is here where the disk does not say."""
        try:
            return self.file_state()
        except UserError:
            return FileState.HERE

    def _meanwhile(self) -> str:
        return f"Another program wrote to {self.name} in the same moment. Nothing was changed here; try again."

    def _settle(self) -> bool:
        """Empty the write-ahead log, so that the file alone is complete whenever no one is writing.

        Returns:
            whether it is empty: it is not while another program reads, or if the disk refuses it.
        """
        if self._file is None:
            return True
        if self._lost_log() or not self._file.is_same_file:
            return False  # what stands in it is older than the file, or belongs to another one
        try:
            with self._writer.connect() as connection:
                cursor = connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                is_empty = bool(cursor.fetchone()[0] == 0)
        except (SQLAlchemyError, driver.Error, OSError, UserError):
            _log.warning("The log could not be emptied; what was written is safe in it", exc_info=True)
            self.has_log = True
            return False
        self.has_log = False
        return is_empty

    def look_first(self) -> None:
        """Note where the history of a file is that was just opened.

        Raises:
            UserError: it cannot be read.
        """
        with self.reading() as connection:
            step = newest_step(connection)
        if self._file is not None and not self.read_only:
            self._file.saw(step)
            self.file_state()

    def let_go(self) -> None:
        """Note that the file is not open here any more."""
        if self._file is not None:
            self._file.let_go()

    def compact(self) -> bool:
        """Write the file anew, so that its unused parts hold nothing that was erased; return whether that was done.

        It is not while another program holds the file, nor on a server, which clears its tables by itself in time. Then
        it is tried again when the file is next opened.
        """
        if self._file is None or self.read_only or not self._file.is_same_file:
            return False
        try:
            with self._writer.connect() as connection:
                cursor = connection.connection.cursor()
                cursor.execute("VACUUM")
                cursor.execute("DELETE FROM meta WHERE key = ?", (TO_COMPACT,))
        except (SQLAlchemyError, driver.Error, OSError):
            return False
        return self._settle()

    def begin_anew(self) -> bool:
        """Go on with the file that is at the path now, if it is the same campaign; return whether it is.

        For a program that shows nothing of what it read before, such as the sign-up form.
        """
        if self._file is None:
            return True
        with self._looking:
            if _in_use(self._readers) or _in_use(self._writer):
                return False
            self._readers.dispose()
            self._writer.dispose()
            self._file.begin_anew()
            self._log, self._is_stale = None, False
        with self.reading() as connection:
            step = newest_step(connection)
        return self._file.goes_on_from(step)


def _in_use(engine: Engine) -> bool:
    """Return whether any connection is out of its pool."""
    return isinstance(engine.pool, QueuePool) and engine.pool.checkedout() > 0


_NEWEST = """SELECT meta.value, step.seq, step.token FROM (SELECT 1) AS one
LEFT JOIN meta ON meta.key = 'campaign'
LEFT JOIN (SELECT seq, token FROM change_set ORDER BY seq DESC LIMIT 1) AS step ON 1 = 1"""


def newest_step(connection: Connection) -> HistoryStep:
    """Return the newest step that a connection sees."""
    campaign, seq, token = connection.exec_driver_sql(_NEWEST).one()
    return HistoryStep(campaign, seq or 0, token)


def _has_step(connection: Connection, step: HistoryStep) -> bool:
    """Return whether a connection sees a step."""
    statement = select(CHANGE_SET.c.token).where(CHANGE_SET.c.seq == step.seq)
    return bool(connection.scalar(statement) == step.token)
