"""What other people wrote is shown as it is: no name becomes a picture, a link or a heading anywhere in the window."""

import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QMessageBox, QTextEdit, QToolTip
from pytestqt.qtbot import QtBot

from coordinator.base.errors import UserError
from coordinator.desktop.kit import failures
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import EVENT, PARTNER
from tests.builders import DATA, edit
from tests.desktop.driving import place_of, settle
from tests.desktop.test_pages import OPENINGS

PICTURE = '<img src="pictures/x.png"><a href="http://example.net">x</a>'

MARKUP = re.compile("<[a-z]")


def labels() -> list[QLabel]:
    return [w for w in QApplication.allWidgets() if isinstance(w, QLabel) and w.isVisible()]


def look() -> list[str]:
    """Check all that is seen; return the texts in which markup would show."""
    QApplication.processEvents()
    for label in labels():
        assert label.textFormat() == Qt.TextFormat.PlainText, (label.objectName(), label.text())
    for widget in QApplication.allWidgets():
        assert not (isinstance(widget, QTextEdit) and widget.isVisible()), widget.objectName()
    tips = [w.toolTip() for w in QApplication.allWidgets() if MARKUP.search(w.toolTip())]
    return [label.text() for label in labels() if MARKUP.search(label.text())] + tips


@pytest.fixture
def hostile(qtbot: QtBot, sample: MainWindow) -> MainWindow:
    """The sample tour, in which everything is called by markup."""
    assert sample.session is not None
    campaign = sample.session.campaign
    words = {"given_name": PICTURE, "family_name": "<b>bold</b>", "city": PICTURE, "notes": PICTURE}
    for number in place_of(sample).lists["candidate"].model.ids[:40]:
        edit(campaign, number, **words)
    for number in place_of(sample).lists["partner"].model.ids[:10]:
        edit(campaign, number, PARTNER, name=f"{PICTURE} {number}")
    for number in place_of(sample).events.model.ids[:10]:
        edit(campaign, number, EVENT, title=f"{PICTURE} {number}")
    settle(qtbot, sample)
    return sample


def test_no_page_shows_markup(qtbot: QtBot, hostile: MainWindow, tmp_path: Path) -> None:
    seen: list[str] = look()
    for name, opening in OPENINGS.items():
        opening(hostile, tmp_path)
        settle(qtbot, hostile)
        seen += look()
        place_of(hostile).pages.close_all()
        assert place_of(hostile).pages.top is None, name
    place_of(hostile).files.import_files([Path(shutil.copy(DATA / "safety/injection.csv", tmp_path))])
    settle(qtbot, hostile)
    seen += look()
    assert seen  # else nothing was tried


def test_no_box_and_no_tooltip_shows_markup(qtbot: QtBot, hostile: MainWindow) -> None:
    failures.show(hostile, UserError(f"{PICTURE} is not there."))
    assert [text for text in look() if text.startswith("<img")]
    QToolTip.showText(QPoint(9, 9), PICTURE, hostile)
    assert [w for w in labels() if w.metaObject().className() == "QTipLabel"]
    look()
    for box in hostile.findChildren(QMessageBox):
        box.close()
    asked = QInputDialog(hostile)
    asked.setLabelText(PICTURE)
    asked.show()
    told = QMessageBox(hostile)
    told.setText("Erase?")
    told.setInformativeText(PICTURE)
    told.setDetailedText(PICTURE)
    told.show()
    QApplication.processEvents()
    assert {w.textFormat() for box in (asked, told) for w in box.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    asked.close()
    told.close()
