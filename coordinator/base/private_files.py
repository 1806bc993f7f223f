"""The one place that makes files and folders: what holds people can be read by its owner alone, from the first moment.

The mode is given when something is made, not afterwards; systems without modes go by the folder's own rules.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
PREFIX = "coordinator-"
_LOCK, _HELD = "in use", "held"
_STALE = 24 * 3600.0
"""Seconds after which a temporary folder is no longer in use that nobody could lock, or that was never held."""


def by_default() -> None:
    """Let this process make nothing that others can read, whatever makes it: a library, SQLite, Qt."""
    os.umask(0o077)


def make_file(path: Path) -> None:
    """Make an empty file.

    Raises:
        OSError: it is there already, or cannot be made.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE))


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    if path.is_dir():
        return
    if path.parent != path:
        make_folder(path.parent)
    path.mkdir(FOLDER, exist_ok=True)


def own_folder(path: Path) -> Path:
    """Return a folder of the program's own, made if it is missing, and closed to others if it was open."""
    make_folder(path)
    with suppress(OSError):
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(FOLDER)
    return path


def copy_file(source: Path, target: Path) -> Path:
    """Copy a file's bytes into a new file, or into the one that is there; return it.

    Raises:
        OSError: it cannot be copied.
    """
    with suppress(FileExistsError):
        make_file(target)
    return Path(shutil.copyfile(source, target))


def write_text(path: Path, text: str) -> None:
    """Write a text into a file, which is made if it is missing.

    Raises:
        OSError: it cannot be written.
    """
    with suppress(FileExistsError):
        make_file(path)
    path.write_text(text, encoding="utf-8")


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a folder that is deleted afterwards; after a hard end of the program `clear_leftovers` does so."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        make_file(folder / _LOCK)
        with (folder / _LOCK).open("r+") as lock:
            _take(lock.fileno())
            lock.write(_HELD)  # from now on, whoever can take it knows that this run ended
            lock.flush()
            yield folder


def clear_leftovers() -> None:
    """Delete the temporary folders of runs that ended hard; those in use stay."""
    mine = os.geteuid() if os.name == "posix" else None
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with suppress(OSError):
                found = folder.lstat()
                if (mine is None or found.st_uid == mine) and _is_left(folder, found.st_mtime):
                    shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path, made: float) -> bool:
    """Return whether a folder is one of ours that nobody holds any more."""
    lock = folder / _LOCK
    if folder.is_symlink() or not lock.is_file():
        return False
    if os.name != "posix" or not lock.stat().st_size:
        return time.time() - made > _STALE
    with lock.open("r+") as file:
        return _take(file.fileno())


def _take(file: int) -> bool:
    """Hold a lock until the file is closed; return False if another process has it."""
    if os.name != "posix":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
