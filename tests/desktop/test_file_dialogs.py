"""Asking for a file leaves the campaign that is open alone."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QMessageBox

from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.shell.window import SAMPLE, MainWindow
from tests.store.test_open_file import locks_on, with_locks, write_elsewhere

ASK: dict[str, Callable[[MainWindow, str], object]] = {
    "open": lambda window, folder: file_dialogs.file_to_open(window, "Open", folder),
    "open some": lambda window, folder: file_dialogs.files_to_open(window, "Open", folder, "Lists (*.xlsx);;All (*)"),
    "save": lambda window, folder: file_dialogs.file_to_save(window, "Save", f"{folder}/{SAMPLE}"),
    "folder": lambda window, folder: file_dialogs.folder_to_use(window, "Folder", folder),
}


@with_locks
@pytest.mark.parametrize("ask", ASK)
def test_asking_for_a_file_drops_no_locks(sample: MainWindow, tmp_path: Path, ask: str) -> None:
    path = tmp_path / SAMPLE
    held = locks_on(path)
    assert held

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        QTimer.singleShot(800, dialog.reject)  # Qt looks at the files on a thread of its own

    QTimer.singleShot(0, look)
    ASK[ask](sample, str(tmp_path))
    assert locks_on(path) == held
    log = os.stat(f"{path}-wal").st_ino
    write_elsewhere(path, "Omaha")
    assert os.stat(f"{path}-wal").st_ino == log


def test_every_question_for_a_file_is_asked_in_one_place() -> None:
    root = Path(file_dialogs.__file__).parents[1]
    asking = [path for path in root.rglob("*.py") if "QFileDialog" in path.read_text(encoding="utf-8")]
    assert [path.name for path in asking] == ["file_dialogs.py"]


def test_nothing_is_written_onto_the_open_campaign(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    monkeypatch.setattr(QFileDialog, "exec", lambda _: True)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(tmp_path / SAMPLE)])
    assert file_dialogs.file_to_save(sample, "Save") == ""
    assert told == [f"{SAMPLE} is the campaign that is open. Choose another name."]


def test_types_are_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(b"%PDF-1.4")
    provider = file_dialogs.NamesOnly()
    assert isinstance(provider, QFileIconProvider)
    assert "PDF" not in provider.type(QFileInfo(str(tmp_path / "list.xlsx")))
    assert provider.type(QFileInfo(str(tmp_path))) == "Folder"
