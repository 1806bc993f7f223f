"""The log: what the program did on this machine and where it failed, with nothing about any person.

Messages are fixed texts of the program. For an exception, the log keeps its type and the places it passed through,
never its message, which may quote a name, an address or a cell.
"""

import contextlib
import faulthandler
import logging
import logging.handlers
import os
import platform
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import IO

from coordinator import __version__
from coordinator.base.paths import log_dir

FILE = "coordinator.log"
CRASH = "crash.log"
MOST_BYTES = 512 * 1024
KEPT = 3
OWN = __name__.partition(".")[0]
HIDDEN = "…"
_CRASHED_AT = re.compile(r'File "(?P<path>.*)", line (?P<line>\d+) in (?P<name>.+)')
_log = logging.getLogger(__name__)


class Word(str):
    """One of the program's own words, such as a command's name: safe to log as is."""

    __slots__ = ()


class PrivateFormatter(logging.Formatter):
    """Writes a record as one line, then the places of its exception; drops anything that may identify a person."""

    def __init__(self) -> None:
        super().__init__("{asctime} {process} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """Return the text to write to the file."""
        clean = logging.makeLogRecord(record.__dict__)
        clean.msg, clean.args = message_of(record), ()
        clean.exc_info, clean.exc_text, clean.stack_info = None, None, None
        lines = [super().format(clean)]
        if record.exc_info and record.exc_info[1] is not None:
            lines += places_of(record.exc_info[1])
        return "\n".join(lines)


def message_of(record: logging.LogRecord) -> str:
    """Return a record's text, with only our own words and numbers in it; messages of other libraries are dropped."""
    if record.name.partition(".")[0] != OWN or not isinstance(record.msg, str):
        return HIDDEN
    if not record.args:
        return record.msg
    given = record.args if isinstance(record.args, tuple) else (record.args,)
    try:
        return record.msg % tuple(a if isinstance(a, bool | int | float | Word) else HIDDEN for a in given)
    except (TypeError, ValueError):
        return record.msg


def places_of(error: BaseException) -> Iterator[str]:
    """Yield a line for each exception in a chain and for each place it passed through, without messages."""
    seen: set[int] = set()
    todo: list[BaseException] = [error]
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield f"  {type(one).__module__}.{type(one).__qualname__}"
        for frame, line in traceback.walk_tb(one.__traceback__):
            yield f"    {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        todo += [e for e in (one.__context__, one.__cause__) if e is not None]
        if isinstance(one, BaseExceptionGroup):
            todo += one.exceptions


class _File(logging.handlers.RotatingFileHandler):
    """A rotating file that only its owner can read, and that never gets in the way of the work."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8")
        self.setFormatter(PrivateFormatter())

    def _open(self) -> TextIOWrapper:
        file = _owned(Path(self.baseFilename))
        assert isinstance(file, TextIOWrapper)
        return file

    def handleError(self, record: logging.LogRecord) -> None:
        """Drop what cannot be written: the disk is full, or another window holds the file."""


def _owned(path: Path) -> IO[str]:
    """Open a file for appending that nobody else can read."""
    file = open(  # noqa: SIM115 - it stays open
        path, "a", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)
    )
    with contextlib.suppress(OSError):
        path.chmod(0o600)
    return file


_handlers: list[logging.Handler] = []
_printed: set[str] = set()


def start() -> None:
    """Start this process's log and record uncaught exceptions; do nothing if there is no place for a log.

    Console output stays the same: other libraries' warnings are still printed, and existing hooks are still called.
    """
    if _handlers:
        return
    if logging.lastResort is not None:
        logging.lastResort.addFilter(_is_printed)
        _handlers.append(logging.lastResort)
    with contextlib.suppress(OSError):
        _handlers.append(_File(log_dir() / FILE))
    for handler in _handlers:
        logging.getLogger().addHandler(handler)
    logging.getLogger(OWN).setLevel(logging.INFO)
    _note_what_escapes()
    _log.info("Coordinator %s, Python %s, %s", Word(__version__), Word(platform.python_version()), Word(sys.platform))
    with contextlib.suppress(OSError):
        _watch_crashes(log_dir() / CRASH)


def follow(name: str) -> None:
    """Log what a library reports to a logger that keeps its messages to itself."""
    for handler in _handlers:
        if isinstance(handler, _File):
            logging.getLogger(name).addHandler(handler)


def print_too(name: str) -> None:
    """Also print what one of our loggers logs, for a server's administrator; everything else goes only to the file."""
    _printed.add(name)


def _is_printed(record: logging.LogRecord) -> bool:
    return record.name in _printed or record.name.partition(".")[0] != OWN


def _watch_crashes(path: Path) -> None:
    """Let Python write where it was when the process crashes; log what it wrote the last time."""
    if path.is_file() and (crashed := path.read_text(encoding="utf-8", errors="replace")):
        _log.error("The program ended hard the last time\n%s", Word("\n".join(_crash(crashed))))
        os.truncate(path, 0)
    if not faulthandler.is_enabled():
        faulthandler.enable(_owned(path))


def _crash(text: str) -> Iterator[str]:
    """Yield the lines of a crash with modules instead of files: a folder's name may be a person's."""
    for line in text.splitlines():
        if at := _CRASHED_AT.search(line):
            yield f"    {_module(at['path'])}:{at['line']} {at['name']}"
        elif line.startswith(("Fatal Python error:", "Thread ", "Current thread ")):
            yield f"  {line}"


def _module(path: str) -> str:
    folders = sorted((f for f in sys.path if f and path.startswith(f + os.sep)), key=len)
    return path.removeprefix(folders[-1] + os.sep) if folders else path.replace("\\", "/").rpartition("/")[2]


def _note_what_escapes() -> None:
    others, other_threads, lost = sys.excepthook, threading.excepthook, sys.unraisablehook

    def escaped(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, KeyboardInterrupt):
            _log.critical("Nobody caught this", exc_info=error)
        others(kind, error, trace)

    def of_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            _log.critical("Nobody caught this in a thread", exc_info=told.exc_value)
        other_threads(told)

    def unraisable(told: "sys.UnraisableHookArgs") -> None:
        if told.exc_value is not None:
            _log.error("This could not be raised", exc_info=told.exc_value)
        lost(told)

    sys.excepthook, threading.excepthook, sys.unraisablehook = escaped, of_thread, unraisable
