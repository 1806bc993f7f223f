"""The disk that refuses, for this process: compiled from `disk.c`, and loaded before the C library."""

import ctypes
import errno
import os
import subprocess
import sys
from enum import IntEnum
from pathlib import Path

from tests.needs import COMPILER

SOURCE = Path(__file__).with_name("disk.c")


class How(IntEnum):
    """In what way one of a process's calls to the disk is refused."""

    ONCE = 0
    ALWAYS = 1
    SHORT = 2
    DIES = 3


def compiled(folder: Path) -> Path:
    """Compile the library into a folder; return its path."""
    made = folder / "disk.so"
    compiler = COMPILER.program("cc")
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", str(made), str(SOURCE), "-ldl"], check=True)
    return made


def begun_with(library: Path, module: str, *words: str) -> list[str]:
    """Return the command that runs a module of the tests with a library loaded first."""
    return ["env", f"LD_PRELOAD={library}", sys.executable, "-m", module, *words]


class Disk:
    """What the library does in this process, which was begun with it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(os.environ["LD_PRELOAD"])
        self._library.disk_disarm.restype = ctypes.c_long

    def arm(self, below: Path, at: int | None, how: How = How.ONCE, number: int = errno.EIO) -> None:
        """Count the calls that change something below a folder from here, and refuse one.

        Args:
            below: the folder.
            at: the number of the call that is refused, from 0; None: none.
            how: in what way.
            number: the error.
        """
        self._library.disk_arm(
            os.fsencode(below), ctypes.c_long(-1 if at is None else at), ctypes.c_int(how), ctypes.c_int(number)
        )

    def disarm(self) -> int:
        """Let everything pass again; return how many calls there were."""
        return int(self._library.disk_disarm())
