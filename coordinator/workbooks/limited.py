"""The process with limits that reads strangers' files, from outside: see `child`."""

import logging
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from coordinator.base.errors import UserError
from coordinator.base.keys import PASSPHRASE, Key
from coordinator.base.private_files import temporary_folder
from coordinator.base.progress import Progress
from coordinator.workbooks.book import Limits, UnreadableFile
from coordinator.workbooks.raw import MISTAKEN, REFUSED

_log = logging.getLogger(__name__)
PAUSE = 0.01


@contextmanager
def child(
    path: Path, arguments: Sequence[str], progress: Progress, limits: Limits, key: Key | None = None
) -> Iterator[BinaryIO]:
    """Have a file read, and yield what was read of it.

    Args:
        path: the file, for sentences.
        arguments: what the process is told: format, file, and what a reader wants besides.
        progress: receives progress updates.
        limits: what reading may cost.
        key: the key of a protected file.

    Raises:
        UnreadableFile: it cannot be read within the limits; the text says why and what to do.
        UserError: something that the person said about the file is wrong.
        Cancelled: the person cancelled.
    """
    with temporary_folder() as folder:
        out, errors = folder / "sheets", folder / "errors"
        with errors.open("wb") as stderr:
            process = subprocess.Popen(
                [*_command(), str(out), str(limits.memory), *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                env=_environment(),
            )
            try:
                _tell(process, key.in_words() if key else "")
                _wait(process, path, progress, limits)
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
        if process.returncode != 0 or not out.exists():
            if process.returncode not in (REFUSED, MISTAKEN):
                _log.error("The reader ended with %d", process.returncode)
            raise _told(path, process.returncode, errors.read_text(encoding="utf-8", errors="replace"))
        with out.open("rb") as file:
            yield file


def rows_of(file: BinaryIO) -> list[list[object]]:
    """Return the rows of a sheet; a text of the first block stands once in memory, however many rows repeat it."""
    rows: list[list[object]] = []
    known: dict[object, object] = {}
    while block := pickle.load(file):
        known = known or {cell: cell for row in block for cell in row if isinstance(cell, str)}
        rows += [list(map(known.get, row, row)) for row in block]
    return rows


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-child"]
    return [sys.executable, "-m", "coordinator.workbooks.child"]


def _environment() -> dict[str, str]:
    """Return what the process sees of this one's environment: no passphrase, whatever a file makes it do."""
    root = str(Path(__file__).resolve().parents[2])
    there = os.environ.get("PYTHONPATH")
    seen = {name: value for name, value in os.environ.items() if name != PASSPHRASE}
    return {**seen, "PYTHONPATH": root + (os.pathsep + there if there else "")}


def _tell(process: "subprocess.Popen[bytes]", words: str) -> None:
    """Tell a process what nobody else may see, as its arguments can be."""
    assert process.stdin is not None
    with suppress(OSError), process.stdin as pipe:  # if it ended, its status says why
        pipe.write(words.encode())


def _wait(process: "subprocess.Popen[bytes]", path: Path, progress: Progress, limits: Limits) -> None:
    started = time.monotonic()
    while True:
        try:
            process.wait(PAUSE)
            return
        except subprocess.TimeoutExpired:
            progress.step(0, None, f"Reading {path.name}")
            if time.monotonic() - started > limits.seconds:
                raise UnreadableFile(
                    f"{path.name} takes more than {limits.seconds:.0f} seconds to read. "
                    "Save the list alone as xlsx or csv and import that."
                ) from None


def _told(path: Path, status: int, reason: str) -> UserError:
    if status in (REFUSED, MISTAKEN) and reason:
        return UnreadableFile(reason) if status == REFUSED else UserError(reason)
    if "MemoryError" in reason or "memory" in reason or "capacity" in reason or not reason:
        return UnreadableFile(
            f"{path.name} needs more memory than a list should. Delete empty rows and columns at its end, "
            "or save the list as csv, and import that."
        )
    if "assword" in reason or "ncrypted" in reason:
        return UnreadableFile(f"{path.name} is locked with a password. Save it without one and import that.")
    return UnreadableFile(
        f"{path.name} is damaged or not what its name says. Open it in a spreadsheet program and save it again as xlsx."
    )
