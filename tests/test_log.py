"""The log says what happened and where it failed, and nothing about anybody."""

import ast
import logging
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from coordinator.base import log
from coordinator.base.log import PrivateFormatter, Word
from tests.builders import DATA

ROOT = Path(__file__).parent.parent
SECRETS = ("Juniper", "Hale", "juniper@example.org", "303-555-0142", "Call after six")
SAID = " ".join(SECRETS)
LOGGERS = {"debug", "info", "warning", "error", "critical", "exception", "log"}


def written(message: object, *args: object, error: BaseException | None = None, name: str = "coordinator.x") -> str:
    """Return what the log makes of a record."""
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, info)
    return PrivateFormatter().format(record)


def fail() -> None:
    try:
        raise KeyError(SAID)
    except KeyError as error:
        error.add_note(SAID)
        raise ValueError(f"no number: {SAID}") from error


def test_an_exception_is_its_type_and_its_places() -> None:
    with pytest.raises(ValueError, match="no number") as caught:
        fail()
    said = written("Work failed", error=ExceptionGroup(SAID, [caught.value]))
    for part in ("Work failed", "ExceptionGroup", "builtins.ValueError", "builtins.KeyError", f"{__name__}:", " fail"):
        assert part in said
    assert [s for s in SECRETS if s in said] == []
    assert str(ROOT) not in said


def test_a_message_is_our_own_text_and_numbers() -> None:
    assert written("%d of %s lost in %s", 3, SAID, Word("import")).endswith(": 3 of … lost in import")
    assert written("%(who)s came", {"who": SAID}).endswith(": %(who)s came")
    assert written(f"GET /?name={SAID}", name="uvicorn.error").endswith(": …")
    assert written(ValueError(SAID)).endswith(": …")


def test_every_message_is_a_fixed_text() -> None:
    """A text that is put together would carry values past the formatter."""
    found = []
    for path in (ROOT / "coordinator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOGGERS:
                owner = node.func.value
                if isinstance(owner, ast.Name) and owner.id == "_log":
                    found.append((path.name, isinstance(node.args[0], ast.Constant)))
    assert len(found) > 5
    assert [place for place, fixed in found if not fixed] == []


class Machine:
    """Somebody's machine: a place for the log of what is run on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "culprit.py").write_text(
            f"def fail():\n    raise ValueError({f'no number: {SAID}'!r})\n", encoding="utf-8"
        )
        self.env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(folder)}

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run Python."""
        command = [sys.executable, *words]
        return subprocess.run(command, env=self.env, cwd=self.folder, capture_output=True, text=True, check=False)

    @property
    def files(self) -> dict[str, Path]:
        return {path.name: path for path in self.folder.rglob("*.log*")}

    @property
    def log(self) -> str:
        return self.files[log.FILE].read_text(encoding="utf-8")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    if sys.platform != "linux":
        pytest.skip("the log's folder is moved by XDG_STATE_HOME")
    return Machine(tmp_path)


def test_what_nobody_caught_is_in_the_log_and_printed_as_ever(machine: Machine) -> None:
    done = machine.python("-c", "from coordinator.base import log; log.start(); import culprit; culprit.fail()")
    assert done.returncode == 1
    assert done.stderr.count(f"ValueError: no number: {SAID}") == 1
    assert "Nobody caught this" in machine.log
    assert "builtins.ValueError" in machine.log
    assert "    culprit:2 fail" in machine.log
    assert [s for s in SECRETS if s in machine.log] == []
    assert {stat.S_IMODE(p.stat().st_mode) for p in machine.files.values()} == {0o600}


def test_a_thread_that_fails_is_in_the_log(machine: Machine) -> None:
    code = "from coordinator.base import log; log.start(); import threading, culprit\n"
    done = machine.python("-c", code + "t = threading.Thread(target=culprit.fail); t.start(); t.join()")
    assert "ValueError" in done.stderr
    assert "Nobody caught this in a thread" in machine.log
    assert [s for s in SECRETS if s in machine.log] == []


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_hard_end_is_in_the_log_of_the_next_start(machine: Machine) -> None:
    code = "from coordinator.base import log; log.start(); import faulthandler; faulthandler._sigsegv()"
    assert machine.python("-c", code).returncode == -signal.SIGSEGV
    assert "Segmentation fault" in machine.files[log.CRASH].read_text(encoding="utf-8")
    machine.python("-c", "from coordinator.base import log; log.start()")
    assert "The program ended hard the last time" in machine.log
    assert "Fatal Python error: Segmentation fault" in machine.log
    assert machine.files[log.CRASH].read_text(encoding="utf-8") == ""
    assert {stat.S_IMODE(p.stat().st_mode) for p in machine.files.values()} == {0o600}


def test_it_rotates(machine: Machine) -> None:
    lines = log.MOST_BYTES // 100
    code = f"from coordinator.base import log; log.start()\nfor n in range({lines}): log._log.info('A line of the log, number %d', n)"
    machine.python("-c", code + "\nfor n in range(20_000): log._log.info('Another, number %d', n)")
    files = machine.files
    assert {log.FILE, f"{log.FILE}.1"} <= set(files)
    assert len(files) <= log.KEPT + 2
    assert all(path.stat().st_size <= log.MOST_BYTES for path in files.values())
    assert {stat.S_IMODE(p.stat().st_mode) for p in files.values()} == {0o600}


def test_commands_leave_nobody_in_the_log(machine: Machine) -> None:
    path = str(machine.folder / "t.campaign")
    commands = [
        ["new", path, "--sample"],
        ["import", str(DATA / "bad-rows.csv"), "--campaign", path],
        ["set", "C-00001-8", "phone=Juniper", "--campaign", path],
        ["list", "candidates", "--filter", "given_name ~ Juniper", "--campaign", path],
        ["import", str(machine.folder / "Juniper Hale.xlsx"), "--campaign", path],
    ]
    machine.python("-c", f"from coordinator.app import main\nfor words in {commands!r}: main(words)")
    said = machine.log
    assert said.count("Command ") == 5
    assert said.count("Not done; the person was told why") == 3
    book = openpyxl.load_workbook(ROOT / "resources/sample/sample-tour.xlsx", read_only=True)
    rows = book["Candidates"].iter_rows(min_row=2, values_only=True)
    people = {str(cell) for row in rows for cell in row[:4] if cell and len(str(cell)) > 3}
    book.close()
    assert len(people) > 300
    lines = [line for line in said.splitlines() if not line.startswith("    ")]
    assert [name for name in people | {"Juniper", "t.campaign"} if any(name in line for line in lines)] == []
