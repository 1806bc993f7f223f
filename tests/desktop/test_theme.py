"""What is seen follows the theme at once: words in tables, pictures, and texts made before."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coordinator.desktop.kit.icons import pixmap
from coordinator.desktop.kit.themed import Picture
from coordinator.desktop.shell.window import MainWindow
from tests.desktop.import_pages import PEOPLE, open_sheet

ROLE = Qt.ItemDataRole.ForegroundRole


def test_an_import_stays_legible_in_the_other_theme(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Phone", "Cy,Zzdale,cy@example.org,12")
    assert sample.session is not None
    theme, review = sample.session.theme, page.review
    cells = review.panel.cells
    assert cells is not None
    review.became.take_focus()
    mark = review.findChildren(Picture)[0]
    for choice in ("dark", "light"):
        theme.choose(choice)
        texts = [[cells.model().index(line, at).data(ROLE) for at in range(3)] for line in range(cells.rowCount())]
        assert {column[0] for column in ([t[0].name()] for t in texts)} == {theme.color("text2").name()}
        assert texts[0][2] == theme.color("text")
        assert texts[-1][2] == theme.color("bad")
        assert mark.pixmap().toImage() == pixmap(theme, mark._name, mark._token, mark._size).toImage()
        told = review.became.text.textCursor()
        told.movePosition(QTextCursor.MoveOperation.NextCharacter)
        assert told.charFormat().foreground().color() == theme.color("text")
    page.cancel()


def test_what_is_written_is_shown_as_it_is(sample: MainWindow) -> None:
    for font in (QApplication.font(), sample.theme.font("body"), QLabel().font()):
        written, times = (
            QFontMetricsF(font).horizontalAdvance(text) for text in ("503-555-0112 x4", "503-555-0112 ×4")
        )
        assert written != times, "the typeface would show the letter x before a digit as a times sign"
