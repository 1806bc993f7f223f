"""A file of an earlier version is upgraded when it is opened; that can be watched, and canceled."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QProgressDialog

from coordinator.desktop.shell.upgrading import Upgrading
from coordinator.desktop.shell.window import MainWindow
from coordinator.store import header, person_keys
from coordinator.store.campaign import open_

BEFORE = 8
"""The last version without what people are found by."""


@pytest.fixture
def older(sample_tour: Path, tmp_path: Path) -> Path:
    path = tmp_path / "older.campaign"
    shutil.copyfile(sample_tour, path)
    connection = sqlite3.connect(path)
    connection.executescript(
        "DROP TABLE sketch; DROP TABLE home; UPDATE alembic_version SET version_num = '0008';"
        f"UPDATE meta SET value = '{BEFORE}' WHERE key = 'version'; PRAGMA user_version = {BEFORE}"
    )
    connection.close()
    return path


def test_it_is_watched(window: MainWindow, older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    shown = Upgrading.step

    def step(self: Upgrading, done: int, total: int | None, text: str) -> None:
        shown(self, done, total, text)
        told.append(text)

    monkeypatch.setattr(Upgrading, "step", step)
    assert window.open_path(str(older))
    assert "Noting what people are found by" in told
    with open_(older) as opened, opened.reading() as connection:
        assert person_keys.differences(connection) == []


def test_it_is_canceled(window: MainWindow, older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QProgressDialog, "wasCanceled", lambda _: True)
    assert not window.open_path(str(older))
    assert header.look(older).version == BEFORE
    monkeypatch.undo()
    assert window.open_path(str(older))
