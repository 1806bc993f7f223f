"""The campaign's own short forms of first names, in the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.duplicates.short_forms_dialog import ShortFormsDialog
from coordinator.desktop.shell.window import MainWindow
from tests.desktop.driving import find, place_of, settle, until


def test_a_short_form_is_added_and_removed(qtbot: QtBot, sample: MainWindow) -> None:
    place_of(sample).data.short_forms()
    dialog = sample.findChild(ShortFormsDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.short, "Chita")
    dialog.name.setText("Xóchitl")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    until(qtbot, lambda: dialog.pairs == [("Chita", "Xóchitl")])
    assert dialog.short.text() == ""
    qtbot.mouseClick(find(dialog, QPushButton, "add"), Qt.MouseButton.LeftButton)
    assert dialog.table.rowCount() == 1
    dialog.table.selectRow(0)
    qtbot.mouseClick(find(dialog, QPushButton, "remove"), Qt.MouseButton.LeftButton)
    until(qtbot, lambda: dialog.table.rowCount() == 0)
    settle(qtbot, sample)
