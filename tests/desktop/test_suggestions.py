"""A word of a list is typed into a cell: Enter saves it, although suggestions stand open below it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coordinator.desktop.shell.window import MainWindow
from tests.builders import get
from tests.desktop.driving import place_of, settle, until


@pytest.mark.parametrize(
    ("typed", "keys", "key", "becomes"),
    [
        ("contacted", [], Qt.Key.Key_Return, "contacted"),
        ("conta", [], Qt.Key.Key_Return, "contacted"),
        ("conta", [], Qt.Key.Key_Tab, "contacted"),
        ("file", [Qt.Key.Key_Down], Qt.Key.Key_Return, "filed"),
        ("zzz", [], Qt.Key.Key_Return, "interested"),
    ],
)
def test_one_key_saves(
    qtbot: QtBot, sample: MainWindow, typed: str, keys: list[Qt.Key], key: Qt.Key, becomes: str
) -> None:
    assert sample.session is not None
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    candidates = place_of(sample).lists["candidate"]
    column = next(n for n, field in enumerate(candidates.model.fields, 1) if field.key == "stage")
    row = next(n for n, key in enumerate(candidates.model.ids) if candidates.model.row(n).get("stage") == "interested")
    person = candidates.model.ids[row]
    candidates.grid.setCurrentIndex(candidates.model.index(row, column))
    candidates.grid.setFocus()
    qtbot.keyClick(candidates.grid, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, typed)
    popup = editor.completer().popup()
    assert popup is not None
    assert popup.isVisible() is (typed != "zzz")
    for one in keys:
        qtbot.keyClick(popup, one)
    qtbot.keyClick(popup if popup.isVisible() else editor, key)
    here = candidates.grid.currentIndex()
    down, right = (1, 0) if key == Qt.Key.Key_Return else (0, 1)
    assert (here.row() - row, here.column() - column) == ((0, 0) if typed == "zzz" else (down, right))
    settle(qtbot, sample)
    assert get(sample.session.campaign, person)["stage"] == becomes


def test_enter_goes_down_one_row(qtbot: QtBot, sample: MainWindow) -> None:
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    candidates = place_of(sample).lists["candidate"]
    column = next(n for n, field in enumerate(candidates.model.fields, 1) if field.key == "family_name")
    candidates.grid.setCurrentIndex(candidates.model.index(2, column))
    candidates.grid.setFocus()
    for name in ("Zzone", "Zztwo"):
        qtbot.keyClick(candidates.grid, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        qtbot.keyClicks(editor, name)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        settle(qtbot, sample)
    assert candidates.grid.currentIndex().row() == 4
    assert [candidates.model.row(n)["family_name"] for n in (2, 3)] == ["Zzone", "Zztwo"]
