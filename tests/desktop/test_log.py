"""The window notes in the log what fails beside it, and shows where the log lies."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from coordinator.base import paths
from coordinator.base.log import PrivateFormatter
from coordinator.base.progress import Progress
from coordinator.desktop.kit import failures
from coordinator.desktop.shell.menus.help_menu import HelpMenu
from coordinator.desktop.shell.window import MainWindow
from tests.desktop.driving import do
from tests.test_log import SECRETS, fail


def test_work_beside_the_window_that_fails_is_in_the_log(
    qtbot: QtBot, window: MainWindow, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "show", lambda *_: None)

    def work(_: Progress) -> None:
        fail()

    with qtbot.waitSignal(window.tasks.crashed):
        window.tasks.run(work)
    (record,) = [r for r in caplog.records if r.name == "coordinator.desktop.kit.tasks"]
    said = PrivateFormatter().format(record)
    assert "Work beside the window failed" in said
    assert "builtins.ValueError" in said
    assert [s for s in SECRETS if s in said] == []


def test_the_menu_shows_its_folder(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(QUrl(url).toLocalFile()))
    do(window, HelpMenu.log)
    assert shown == [str(paths.log_dir())]
    assert Path(shown[0]).is_dir()
