"""A window whose file was replaced or deleted says so, keeps what it shows, and writes nothing elsewhere."""

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.shell.window import SAMPLE, MainWindow
from coordinator.store import campaign as campaigns
from tests.builders import everything
from tests.desktop.driving import settle, until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace a file that is open")


def _front(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    settle(qtbot, window)


def _says(window: MainWindow, words: str) -> bool:
    assert window.workplace is not None
    return any(words in one.text() for one in window.workplace.findChildren(QLabel) if one.isVisible())


def _button(window: MainWindow, text: str) -> QPushButton:
    assert window.workplace is not None
    return next(one for one in window.workplace.findChildren(QPushButton) if one.text() == text)


def test_replaced_saved_and_opened(
    qtbot: QtBot, sample: MainWindow, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _front(qtbot, sample)
    assert not _says(sample, "replaced")
    shutil.copyfile(template, tmp_path / "new")
    os.replace(tmp_path / "new", tmp_path / SAMPLE)
    _front(qtbot, sample)
    until(qtbot, lambda: _says(sample, "was replaced by another program. What you see is kept"))
    kept = tmp_path / "kept.campaign"
    monkeypatch.setattr(file_dialogs, "file_to_save", lambda *_: str(kept))
    _button(sample, "Save what you see as…").click()
    settle(qtbot, sample)
    with campaigns.open_(kept) as opened:
        assert len(everything(opened)) > 100
    before = sample.workplace
    _button(sample, "Open the new one").click()
    until(qtbot, lambda: sample.workplace is not None and sample.workplace is not before)
    assert sample.session is not None
    assert everything(sample.session.campaign) == []


def test_deleted(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    (tmp_path / SAMPLE).unlink()
    _front(qtbot, sample)
    until(qtbot, lambda: _says(sample, "was deleted or moved away. What you see is kept"))
    assert sample.session is not None
    assert len(everything(sample.session.campaign)) > 100
