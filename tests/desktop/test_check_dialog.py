"""Checking the campaign in the window: whether everything agrees, and the seal that is noted."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from coordinator.base import databases
from coordinator.desktop.shell.check_dialog import CheckDialog
from coordinator.desktop.shell.window import MainWindow
from tests.builders import edit, everything
from tests.desktop.driving import until


@pytest.fixture
def dialog(qtbot: QtBot, sample: MainWindow) -> CheckDialog:
    sample.actions_by_key["BackupMenu.check"].trigger()
    (made,) = sample.findChildren(CheckDialog)
    until(qtbot, made.check_it.isEnabled)
    return made


def test_everything_agrees_and_the_seal_is_noted_and_found_again(
    qtbot: QtBot, sample: MainWindow, dialog: CheckDialog
) -> None:
    assert dialog.told.text().startswith("Everything agrees.")
    qtbot.mouseClick(dialog.copy_it, Qt.MouseButton.LeftButton)
    seal = QGuiApplication.clipboard().text()
    assert f"Seal of the history: {seal} (step " in dialog.seals.text()
    assert sample.session is not None
    campaign = sample.session.campaign
    edit(campaign, everything(campaign)[0]["id"], city="Ottumwa")
    qtbot.keyClicks(dialog.noted, seal)
    qtbot.keyClick(dialog.noted, Qt.Key.Key_Return)
    until(qtbot, dialog.check_it.isEnabled)
    assert dialog.isVisible()
    assert "The seal that was noted is that of step" in dialog.seals.text()
    assert f"Seal of the history: {seal}" not in dialog.seals.text(), "there is a step since"
    dialog.noted.setText("0000-0000-0000")
    qtbot.keyClick(dialog.noted, Qt.Key.Key_Return)
    until(qtbot, dialog.check_it.isEnabled)
    assert dialog.told.text() == "1 thing does not agree:"
    dialog.noted.setText("1b")
    qtbot.keyClick(dialog.noted, Qt.Key.Key_Return)
    until(qtbot, dialog.check_it.isEnabled)
    assert "too short for a seal" in dialog.told.text()
    assert not dialog.found.isVisible()


def test_what_was_changed_behind_its_back_is_named(qtbot: QtBot, sample: MainWindow, dialog: CheckDialog) -> None:
    assert sample.session is not None and sample.session.campaign.path is not None
    with closing(databases.connect(sample.session.campaign.path, databases.Mode.WRITE, autocommit=True)) as other:
        other.execute("UPDATE candidate SET city = 'Ottumwa' WHERE id = 1")
    qtbot.mouseClick(dialog.check_it, Qt.MouseButton.LeftButton)
    until(qtbot, dialog.check_it.isEnabled)
    assert dialog.told.text().endswith("not agree:")
    told = [dialog.found.item(line).text() for line in range(dialog.found.count())]
    assert any("(C-00001-" in line for line in told), told
