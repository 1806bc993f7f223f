"""What tests of the window do all the time."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=20_000)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    until(qtbot, lambda: not window.tasks.busy)


def count(window: MainWindow, where: str | None = None) -> int:
    assert window.session is not None
    return window.session.read(query.count, CANDIDATE, where)
