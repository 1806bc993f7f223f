"""What a disk, a file or a database refuses, as one sentence: what happened, what is safe, and what to do.

This is the one translation. `telling` is for whoever knows the file and what is safe; `as_told` is the last resort of
the window and of the command line, so that nobody meets a report of errors where a disk is full.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from coordinator.base.databases import driver
from coordinator.base.errors import UserError

NOTHING_CHANGED = "Nothing was changed."
EARLIER_STAYS = "This changed nothing; what was done before it stays."
NOT_SURE = "Whether this was saved is not sure: its history shows it once the campaign is opened again."
AS_HISTORY = "The campaign is as its history shows."


LEAST_ROOM = 64 * 1024
"""Bytes that a disk has free at least for SQLite's own files beside a database; without, it reports other errors."""


class DamagedValue(ValueError):
    """A stored value cannot be read."""


class NotWhole(Exception):
    """A file that was just made does not hold what it should; what it was made from is as it was."""


class Fault(Enum):
    """What can be the matter with a disk, a file or a database: what happened, and what to do."""

    FULL = "The disk that holds {name} is full.", "Make room and try again."
    FAILING = (
        "The disk that holds {name} reports an error ({reason}).",
        "Copy the file to another disk, go on there, and have this disk looked at.",
    )
    FORBIDDEN = (
        "{name} cannot be used by this account ({reason}).",
        "Use a folder of your own, or ask whoever looks after this one.",
    )
    ONLY_READ = "{name} can only be read here.", "Copy it to a folder of your own and open the copy."
    DAMAGED = "{name} is damaged ({reason}).", "Put a backup in its place: coordinator restore BACKUP"
    IN_USE = "{name} is in use by another program.", "Wait a moment and try again."
    NO_MEMORY = "This computer has no memory left for {name}.", "Close other programs and try again."
    NOT_WHOLE = (
        "The new file beside {name} was not written whole ({reason}).",
        "Try again; if this stays, use another disk.",
    )
    GONE = "{name} is not there, or a part of the way to it is not ({reason}).", "Look where it is, and try again."
    TOO_LONG = "The name {name} is longer than this system allows.", "Check what was typed."
    AWAY = "What holds {name} does not answer ({reason}).", "Connect it again, or wait a moment, and try again."
    OTHER = "{name} could not be used ({reason}).", "Try again; if this stays, use another place."


_ERRNO = {
    Fault.FULL: ("ENOSPC", "EDQUOT", "EFBIG"),
    Fault.FAILING: ("EIO", "ENXIO", "EREMOTEIO", "EUCLEAN"),
    Fault.FORBIDDEN: ("EACCES", "EPERM"),
    Fault.ONLY_READ: ("EROFS",),
    Fault.IN_USE: ("EBUSY", "ETXTBSY", "EAGAIN", "EDEADLK", "ENOLCK"),
    Fault.NO_MEMORY: ("ENOMEM", "EMFILE", "ENFILE"),
    Fault.GONE: ("ENOENT", "ENOTDIR", "EISDIR"),
    Fault.TOO_LONG: ("ENAMETOOLONG",),
    Fault.AWAY: ("ENODEV", "ESTALE", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ETIMEDOUT", "ENOTCONN"),
}
_BY_ERRNO = {getattr(errno, name): fault for fault, names in _ERRNO.items() for name in names if hasattr(errno, name)}
_BY_SQLITE = {
    driver.SQLITE_FULL: Fault.FULL,
    driver.SQLITE_TOOBIG: Fault.FULL,
    driver.SQLITE_IOERR: Fault.FAILING,
    driver.SQLITE_PERM: Fault.FORBIDDEN,
    driver.SQLITE_AUTH: Fault.FORBIDDEN,
    driver.SQLITE_CANTOPEN: Fault.FORBIDDEN,
    driver.SQLITE_READONLY: Fault.ONLY_READ,
    driver.SQLITE_CORRUPT: Fault.DAMAGED,
    driver.SQLITE_NOTADB: Fault.DAMAGED,
    driver.SQLITE_FORMAT: Fault.DAMAGED,
    driver.SQLITE_BUSY: Fault.IN_USE,
    driver.SQLITE_LOCKED: Fault.IN_USE,
    driver.SQLITE_PROTOCOL: Fault.IN_USE,
    driver.SQLITE_NOMEM: Fault.NO_MEMORY,
}
_READING = (
    driver.SQLITE_IOERR | 1 << 8,  # SQLITE_IOERR_READ; the numbers are SQLite's, sqlcipher3 names fewer of them
    driver.SQLITE_IOERR | 2 << 8,  # SQLITE_IOERR_SHORT_READ
)
_WORDS = (
    (("malformed", "not a database", "could not decode", "corrupt"), Fault.DAMAGED),
    (("locked", "busy"), Fault.IN_USE),
    (("full",), Fault.FULL),
    (("readonly", "read-only"), Fault.ONLY_READ),
    (("i/o error",), Fault.FAILING),
    (("unable to open",), Fault.FORBIDDEN),
)
"""What SQLite's own words say, where an error has no number."""


def _source(error: BaseException) -> BaseException:
    """Return what the database's driver raised."""
    found = getattr(error, "orig", None)
    return found if isinstance(found, BaseException) else error


def fault_of(error: BaseException) -> Fault | None:
    """Return what is the matter with a disk, a file or a database; None if the error is about something else."""
    inner = _source(error)
    if isinstance(inner, DamagedValue):
        return Fault.DAMAGED
    if isinstance(inner, NotWhole):
        return Fault.NOT_WHOLE
    if isinstance(inner, MemoryError):
        return Fault.NO_MEMORY
    if isinstance(inner, OSError):
        return _BY_ERRNO.get(inner.errno or 0, Fault.OTHER)
    if isinstance(inner, driver.IntegrityError | driver.ProgrammingError | driver.InterfaceError):
        return None
    if isinstance(inner, driver.Error):
        return _of_sqlite(inner)
    kinds = {kind.__name__ for kind in type(inner).__mro__ if kind.__module__.partition(".")[0] == "psycopg"}
    return Fault.AWAY if kinds & {"OperationalError"} else None


def _of_sqlite(error: driver.Error) -> Fault | None:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int) and (found := _BY_SQLITE.get(code & 0xFF)):
        return found
    reason = str(error).lower()
    return next((fault for words, fault in _WORDS if any(word in reason for word in words)), None)


def has_room(folder: Path, needed: int = LEAST_ROOM) -> bool:
    """Return whether the disk that holds a folder has so many bytes free; True where it does not say."""
    try:
        return shutil.disk_usage(folder).free >= needed
    except OSError:
        return True


def _is_for_want_of_room(error: BaseException, at: Path) -> bool:
    """Return whether a database's error comes from a full disk, on which its files beside it cannot grow.

    SQLite tells that as an error of the disk, or as a file that cannot be opened; reading alone needs no room.
    """
    if not isinstance(error, driver.Error) or _of_sqlite(error) not in (Fault.FAILING, Fault.FORBIDDEN):
        return False
    reading = getattr(error, "sqlite_errorcode", None) in _READING
    return not reading and not has_room(at.parent)


def told(error: BaseException, name: str, safe: str, at: Path | None = None) -> UserError | None:
    """Return an error as a person reads it; None if it is about no disk, file or database.

    Args:
        error: what was raised.
        name: what was read or written.
        safe: a sentence that says what is safe.
        at: the database's file, if it is one.
    """
    fault = fault_of(error)
    if fault is None:
        return None
    inner = _source(error)
    if at is not None and _is_for_want_of_room(inner, at):
        fault = Fault.FULL
    reason = inner.strerror if isinstance(inner, OSError) and inner.strerror else str(inner).strip()
    happened, to_do = fault.value
    return UserError(f"{happened.format(name=name, reason=reason or type(inner).__name__)} {safe} {to_do}")


@contextmanager
def telling(name: str, safe: str = NOTHING_CHANGED, *, files: bool = False, at: Path | None = None) -> Iterator[None]:
    """Turn errors of a database into sentences.

    Args:
        name: the database.
        safe: a sentence that says what is safe.
        files: whether errors of files are meant too; not where code of others runs inside.
        at: the database's file, if it is one.

    Raises:
        UserError: the database refused something.
    """
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        known = None if isinstance(error, OSError | MemoryError) and not files else told(error, name, safe, at)
        if known is None:
            raise
        raise known from error


def as_told(error: BaseException, safe: str = AS_HISTORY) -> UserError | None:
    """Return an error that nobody met before as a sentence; None if it is a fault of the program."""
    if isinstance(error, UserError):
        return error
    if isinstance(error, BrokenPipeError):
        return None
    found = getattr(_source(error), "filename", None)
    name = str(found) if isinstance(found, str) and found else "a file that is needed here"
    sentence = told(error, name, safe)
    if sentence is None:
        return None
    text = str(sentence)
    known = UserError(text[:1].upper() + text[1:])
    known.__cause__ = error
    return known
