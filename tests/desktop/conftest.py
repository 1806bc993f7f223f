"""Fixtures: a window, empty or on the sample tour."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.base.settings import Settings
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.window import MainWindow
from tests.desktop.driving import settle, until


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


def _leave_import(window: MainWindow) -> None:
    """Close without being asked about an open import: a test that failed would wait for an answer."""
    if window.workplace is not None and window.workplace.importing is not None:
        window.workplace.importing.cancel()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Settings(tmp_path / "settings.json"), theme, tmp_path)
    qtbot.addWidget(made, before_close_func=_leave_import)
    made.resize(1440, 900)
    made.show()
    yield made
    settle(qtbot, made)
    if made.workplace is not None and made.workplace.importing is not None:
        made.workplace.importing.cancel()  # a failed test leaves it open, and closing would ask
    made.close()


@pytest.fixture
def sample(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.open_sample()
    until(qtbot, lambda: window.workplace is not None)
    settle(qtbot, window)
    return window
