"""Databases that this process has open, which nothing else in it may open as a file.

Closing a file drops every POSIX lock that its process has on it, also those of SQLite, through whatever else it was
opened (https://www.sqlite.org/howtocorrupt.html, section 2.2). Another program then takes itself for the last one and
deletes the write-ahead log under the window.
"""

import os
from collections import Counter
from pathlib import Path
from threading import Lock

from coordinator.base.errors import UserError

Identity = tuple[int, int]
"""Device and number of a file: the same under all its names."""
_held: Counter[Identity] = Counter()
_lock = Lock()


def identity(path: Path) -> Identity | None:
    """Return what tells a file from all others, without opening it; None if it is not there."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def hold(path: Path) -> Identity | None:
    """Note that a database is open here; return what `release` takes when it is closed."""
    held = identity(path)
    with _lock:
        if held is not None:
            _held[held] += 1
    return held


def release(held: Identity | None) -> None:
    """Note that a database is closed."""
    with _lock:
        if held is not None and _held[held] > 0:
            _held[held] -= 1


def is_open_here(path: Path) -> bool:
    """Return whether a file, under any of its names, is a database that is open in this process."""
    found = identity(path)
    with _lock:
        return found is not None and _held[found] > 0


def refuse_open(path: Path) -> None:
    """Refuse to read or replace a database that is open here.

    Raises:
        UserError: it is.
    """
    if is_open_here(path):
        raise UserError(f"{path.name} is the file that is open here. Choose another file.")
