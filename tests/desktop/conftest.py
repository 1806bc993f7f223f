"""Fixtures: a window, empty or on the sample tour."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.base.settings import Settings
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.window import SAMPLE, MainWindow
from coordinator.operations.importing import load_sample
from coordinator.store import campaign as campaigns
from tests.desktop.driving import settle, until


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


def _leave_pages(window: MainWindow) -> None:
    """Close without being asked about work that is not saved: a test that failed would wait for an answer."""
    if window.workplace is not None:
        window.workplace.pages.close_all()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Settings(tmp_path / "settings.json"), theme, tmp_path)
    qtbot.addWidget(made, before_close_func=_leave_pages)
    made.resize(1440, 900)
    made.show()
    qtbot.keyRelease(made, Qt.Key.Key_Shift)  # Qt would hold what an earlier test held with its last key
    yield made
    settle(qtbot, made)
    _leave_pages(made)
    made.close()


@pytest.fixture(scope="session")
def sample_tour(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample tour, made once: each test gets a copy."""
    path = tmp_path_factory.mktemp("sample") / SAMPLE
    shutil.copyfile(template, path)
    with campaigns.open_(path) as made:
        load_sample(made)
    return path


@pytest.fixture
def sample(qtbot: QtBot, window: MainWindow, sample_tour: Path, tmp_path: Path) -> MainWindow:
    shutil.copyfile(sample_tour, tmp_path / SAMPLE)
    window.open_sample()
    until(qtbot, lambda: window.workplace is not None)
    settle(qtbot, window)
    return window
