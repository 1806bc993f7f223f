"""Entry point: opens the window or runs a command."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base import private_files
from coordinator.cli import COMPLETE

if TYPE_CHECKING:
    from coordinator.reports.charts import Chart


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window (`[FILE]`), or run a command; return the exit status."""
    private_files.by_default()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["--read-child"]:
        from coordinator.workbooks.child import main as read

        return read(arguments[1:])
    if len(arguments) == 1 and arguments[0].endswith(".desk"):
        arguments = ["desk", *arguments]
    if not os.environ.get(COMPLETE):
        private_files.clear_leftovers()
    if _opens_window(arguments) and not os.environ.get(COMPLETE):
        from coordinator.desktop.shell.start import run as open_window

        return open_window(arguments[0] if arguments else None)
    if not os.environ.get(COMPLETE):
        from coordinator.base import log

        log.start()
    if arguments[:1] == ["--form-writer"]:
        from coordinator.form.writer_process import main as write

        return write()
    from coordinator.cli.main import run
    from coordinator.cli.session import Screen

    return run(arguments, Screen(_open_desk, _draw_chart))


def _open_desk(path: Path) -> int:
    """Open a sign-up desk and return the exit status."""
    from coordinator.desktop.shell.start import run_desk

    return run_desk(path)


def _draw_chart(chart: "Chart", path: Path, dark: bool) -> None:
    """Draw a chart of the reports into a file."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from coordinator.desktop.charts.files import draw_to_file

    draw_to_file(chart, path, dark)


def _opens_window(arguments: list[str]) -> bool:
    """Return whether the arguments hold no command: either nothing, or one campaign's name."""
    if not arguments:
        return True
    if len(arguments) > 1 or arguments[0].startswith("-"):
        return False
    return arguments[0].endswith(".campaign") or arguments[0].startswith(("postgresql:", "postgres:"))
