"""A campaign is opened in the background: one of an earlier version is upgraded, which can be watched and canceled."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.engine import Connection

from coordinator.base.databases import driver
from coordinator.base.progress import Progress
from coordinator.desktop.features.lists.records_tab import RecordsTab
from coordinator.desktop.shell.first_run import FirstRunPage
from coordinator.desktop.shell.opening import OpeningPage
from coordinator.desktop.shell.window import MainWindow
from coordinator.store import backups, header, person_keys, search
from coordinator.store.campaign import open_
from tests.desktop.driving import count, find, open_campaign, press, settle, until

BEFORE = 8
"""The last version without what people are found by."""


@pytest.fixture
def older(sample_tour: Path, tmp_path: Path) -> Path:
    path = tmp_path / "older.campaign"
    shutil.copyfile(sample_tour, path)
    connection = driver.connect(path)
    connection.executescript(
        "DROP TABLE sketch; DROP TABLE home; ALTER TABLE change DROP COLUMN digest;"
        + "".join(f"ALTER TABLE change_set DROP COLUMN {name};" for name in ("resealed", "digest", "seal"))
        + "UPDATE alembic_version SET version_num = '0008';"
        f"UPDATE meta SET value = '{BEFORE}' WHERE key = 'version'; PRAGMA user_version = {BEFORE}"
    )
    connection.close()
    return path


class Gate:
    """Holds the upgrade where people are read, until it is let through."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()
        self.thread: threading.Thread | None = None


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made, rebuild = Gate(), person_keys.rebuild

    def held(connection: Connection, *, progress: Progress) -> None:
        made.thread = threading.current_thread()
        made.reached.set()
        assert made.opened.wait(20)
        rebuild(connection, progress=progress)

    monkeypatch.setattr(person_keys, "rebuild", held)
    yield made
    made.opened.set()


def test_the_window_works_while_a_file_is_upgraded(qtbot: QtBot, window: MainWindow, older: Path, gate: Gate) -> None:
    window.open_path(str(older))
    until(qtbot, gate.reached.is_set)
    assert gate.thread is not threading.main_thread()
    page = find(window, OpeningPage, "OpeningPage")
    until(qtbot, lambda: bool(find(page, QLabel, "said").text()))
    window.open_path("another.campaign")  # one at a time
    gate.opened.set()
    until(qtbot, lambda: not window.opening.under_way)
    assert window.session is not None
    assert window.session.campaign.where == str(older)
    assert [b.why for b in backups.all_of(older)] == ["before upgrade from format 8"]
    with open_(older) as opened, opened.reading() as connection:
        assert person_keys.differences(connection) == []
        assert search.differences(connection) == []


@pytest.mark.parametrize("by_key", [False, True])
def test_canceling_leaves_the_file_as_it_was(
    qtbot: QtBot, window: MainWindow, older: Path, gate: Gate, by_key: bool
) -> None:
    before = older.read_bytes()
    window.open_path(str(older))
    until(qtbot, gate.reached.is_set)
    page = find(window, OpeningPage, "OpeningPage")
    cancel = find(page, QPushButton, "cancel")
    if by_key:
        assert QApplication.focusWidget() is cancel
        press(qtbot, Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    gate.opened.set()
    until(qtbot, lambda: not window.opening.under_way)
    find(window, FirstRunPage, "FirstRunPage")
    settle(qtbot, window)
    assert older.read_bytes() == before
    assert {p.name for p in older.parent.glob("older.campaign*")} == {"older.campaign"}
    assert header.look(older).version == BEFORE
    open_campaign(qtbot, window, older)
    assert header.look(older).version == header.VERSION


def test_canceling_goes_back_to_the_campaign_that_is_open(
    qtbot: QtBot, sample: MainWindow, older: Path, gate: Gate
) -> None:
    assert sample.workplace is not None
    tab = sample.workplace.current
    assert isinstance(tab, RecordsTab)
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    tab.take_focus()
    sample.open_path(str(older))
    until(qtbot, lambda: any(page.isVisible() for page in sample.findChildren(OpeningPage)))
    assert not tab.isVisible()
    press(qtbot, Qt.Key.Key_Escape)
    gate.opened.set()
    until(qtbot, lambda: not sample.opening.under_way)
    assert tab.isVisible()
    assert QApplication.focusWidget() is tab.grid
    assert count(sample) == 167


def test_what_cannot_be_opened_is_told(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open_path(str(tmp_path / "nowhere.campaign"))
    until(qtbot, lambda: not window.opening.under_way)
    told = window.findChild(QMessageBox)
    assert told is not None
    assert "nowhere.campaign is not there" in told.text()
    find(window, FirstRunPage, "FirstRunPage")
    told.close()


def test_a_sample_that_is_canceled_leaves_no_file(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open_sample()
    qtbot.mouseClick(find(window, QPushButton, "cancel"), Qt.MouseButton.LeftButton)
    until(qtbot, lambda: not window.opening.under_way)
    assert list(tmp_path.glob("*.campaign*")) == []
    find(window, FirstRunPage, "FirstRunPage")
