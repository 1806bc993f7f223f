"""Whether the file at a campaign's path is still the one that is open."""

import os
import time
import weakref
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from coordinator.base import databases, keys
from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.base.open_files import hold, identity, release

TRIES, PAUSE = 3, 0.05


class FileState(StrEnum):
    """What became of a file while it was open."""

    HERE = "is here"
    GONE = "was deleted or moved away"
    REPLACED = "was replaced by another program"
    OVERWRITTEN = "was overwritten by another program"

    @property
    def is_kept(self) -> bool:
        """Whether what was open can still be read and saved elsewhere."""
        return self is not FileState.OVERWRITTEN


class NotTheSame(UserError):
    """The file at a campaign's path is not the one that is open; nothing is written any more.

    Attributes:
        state: what became of it.
        kept: a sentence about what the backups hold, where what was open cannot be read any more; empty otherwise.
    """

    def __init__(self, name: str, state: FileState, kept: str = "") -> None:
        self.state, self.kept = state, kept
        to_do = {
            FileState.GONE: "Look where it is, and open it there; what you see here can be saved as another file.",
            FileState.REPLACED: "What you see is kept: save it as another file, or open the new one.",
            FileState.OVERWRITTEN: f"{kept} The rows that you see can be saved as a workbook.".lstrip(),
        }
        super().__init__(f"{name} {state}. This step was not done. {to_do[state]}")


class HistoryStep(NamedTuple):
    """A step of a campaign's history: the campaign's id, and the step's number and random token."""

    campaign: str | None
    seq: int
    token: str | None


def step_of(connection: driver.Connection, seq: int | None = None) -> HistoryStep:
    """Return a step of the history that a connection sees, the newest without a number."""
    campaign = connection.execute("SELECT value FROM meta WHERE key = 'campaign'").fetchone()
    if seq is None:
        found = connection.execute("SELECT seq, token FROM change_set ORDER BY seq DESC LIMIT 1").fetchone()
    else:
        found = connection.execute("SELECT seq, token FROM change_set WHERE seq = ?", (seq,)).fetchone()
    return HistoryStep(campaign[0] if campaign else None, *(found or (0, None)))


class Presence:
    """Watches the file of an open campaign.

    Device and number of the file tell whether it was replaced. Its size and times tell whether anything was written
    since it was last looked at; only then is it looked into. Another window that worked on it went on from the same
    steps; a file that was written over it has other ones.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hold()
        self._seen: HistoryStep | None = None
        self._looked_at: tuple[int, ...] | None = None

    def _hold(self) -> None:
        """Note that the file is open here, with its key: from now on nothing reads it beside the database.

        Whoever forgets to close it lets go of it with the connections: its number is soon that of another file.
        """
        keys.lookup(self.path)
        self._held = hold(self.path)
        self._release = weakref.finalize(self, release, self._held)

    def begin_anew(self) -> None:
        """Take the file that is there now for the one that is open."""
        self._release()
        self._looked_at = None
        self._hold()

    def let_go(self) -> None:
        """Note that the file is not open here any more."""
        self._release()
        self._held = None

    @property
    def is_same_file(self) -> bool:
        """Whether the file at the path is the one that is open, whatever was written into it."""
        return self._held is not None and identity(self.path) == self._held

    @property
    def newest_seen(self) -> int:
        """The number of the newest step that was seen here."""
        return self._seen.seq if self._seen else 0

    @property
    def was_written(self) -> bool:
        """Whether anything wrote into it since it was last looked at."""
        return self._looked_at is None or self._looked_at != _times(self.path)

    def saw(self, step: HistoryStep) -> None:
        """Note the newest step of the history that is here."""
        self._seen = step

    def wrote(self, step: HistoryStep) -> None:
        """Note a step that was just written here: the file's size and times are from that."""
        self._seen, self._looked_at = step, _times(self.path)

    def goes_on_from(self, step: HistoryStep) -> bool:
        """Take a step of another state of the same campaign for the newest; return whether it is the same campaign."""
        if self._seen is not None and step.campaign != self._seen.campaign:
            return False
        self._seen = step
        return True

    def file_state(self) -> FileState:
        """Look at the file, and into it if something wrote there."""
        found = identity(self.path)
        if found is None:
            return FileState.GONE
        if found != self._held:
            return FileState.REPLACED
        times = _times(self.path)
        if self._looked_at is None or times != self._looked_at:
            if not self._goes_on():
                return FileState.OVERWRITTEN
            self._looked_at = times
        return FileState.HERE

    def _goes_on(self) -> bool:
        """Return whether the history in the file goes on from what was seen of it, through a new connection."""
        if self._seen is None:
            return True
        try:
            for again in range(TRIES):  # another window may write its log into the file right now
                time.sleep(again * PAUSE)
                with closing(databases.connect(self.path)) as connection:
                    if self._fits(connection):
                        return step_of(connection, self._seen.seq) == self._seen
            return False
        except (driver.DatabaseError, UnicodeDecodeError) as error:
            code = getattr(error, "sqlite_errorcode", driver.SQLITE_CORRUPT) & 0xFF
            if code in (driver.SQLITE_BUSY, driver.SQLITE_LOCKED):
                return True
            if code in (driver.SQLITE_CORRUPT, driver.SQLITE_NOTADB, driver.SQLITE_ERROR):
                return False
            raise

    def _fits(self, connection: driver.Connection) -> bool:
        """Return whether the file is as long as those who have it open believe, unless a part of it lies in the log."""
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        log = Path(f"{self.path}-wal")
        return os.stat(self.path).st_size == pages * int(size) or (log.exists() and log.stat().st_size > 0)


def _times(path: Path) -> tuple[int, ...]:
    """Return what changes whenever something writes into a file."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns
