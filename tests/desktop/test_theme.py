"""What is seen follows the theme at once: words in tables, pictures, and texts made before."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
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
