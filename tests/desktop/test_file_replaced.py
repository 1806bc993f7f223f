"""A window whose file was replaced or deleted says so, keeps what it shows, and writes nothing elsewhere."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.base.errors import UserError
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.shell.window import SAMPLE, MainWindow
from coordinator.records.catalog import CANDIDATE
from coordinator.store import backups
from coordinator.store import campaign as campaigns
from coordinator.workbooks import read_book
from tests.builders import edit, everything
from tests.desktop.driving import place_of, settle, until

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


def _first_person(window: MainWindow) -> int:
    assert window.session is not None
    return int(everything(window.session.campaign)[0]["id"])


def _edit(qtbot: QtBot, window: MainWindow, name: str) -> None:
    place = place_of(window)
    place.show_tab(CANDIDATE.key)
    place.operations.edit(CANDIDATE, {_first_person(window): {"given_name": name}})
    settle(qtbot, window)


def _status(window: MainWindow) -> str:
    return " ".join(one.text() for one in window.status.findChildren(QLabel) if one.isVisible())


def test_saved_is_said_of_what_was_saved_alone(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert "All saved" in _status(sample)
    _edit(qtbot, sample, "Edita")
    assert "Saved" in _status(sample)
    assert "not saved" not in _status(sample)
    (tmp_path / SAMPLE).unlink()
    _edit(qtbot, sample, "Editb")
    assert "This step was not done" in sample.toast.text()
    assert "Saved" not in _status(sample)
    assert "saved" in _status(sample)
    assert sample.findChildren(QMessageBox) == []


def test_a_disk_that_refuses_a_step_is_no_saved_step(
    qtbot: QtBot, sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    _edit(qtbot, sample, "Edita")
    assert "Saved" in _status(sample)

    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full.") from OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("coordinator.desktop.shell.window_operations.apply_plan", full)
    _edit(qtbot, sample, "Editb")
    assert "The last step is not saved" in _status(sample)


def test_what_another_did_is_not_saved_here(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    with campaigns.open_(tmp_path / SAMPLE) as other:
        edit(other, _first_person(sample), city="Ottumwa")
    _front(qtbot, sample)
    assert "All saved" in _status(sample)


@pytest.mark.parametrize("backed_up", [False, True])
def test_written_over_in_place(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, backed_up: bool
) -> None:
    earlier = (tmp_path / SAMPLE).read_bytes()
    if backed_up:
        backups.make(tmp_path / SAMPLE)
    _edit(qtbot, sample, "Edita")
    with (tmp_path / SAMPLE).open("r+b") as file:
        file.write(earlier)
        file.truncate()
    _edit(qtbot, sample, "Editb")
    said = sample.toast.text()
    assert "This step was not done" in said
    assert ("There is no backup" in said) is not backed_up
    assert ("goes up to step" in said) is backed_up
    until(qtbot, lambda: _says(sample, "overwritten"))
    seen = tmp_path / "seen.xlsx"
    monkeypatch.setattr(file_dialogs, "file_to_save", lambda *_: str(seen))
    _button(sample, "Save what you see as…").click()
    sheet = next(one for one in read_book(seen).sheets if one.name == CANDIDATE.plural)
    assert any("Edita" in row for row in sheet.rows)
    assert len(sheet.rows) > 100
