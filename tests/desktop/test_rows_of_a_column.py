"""From what became of a column one goes to its rows and back, and the row beside the list has room."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.shell.window import MainWindow
from tests.desktop.driving import find, press, settle, tab_to
from tests.desktop.import_pages import open_sheet

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
SHEET = (
    "First name,Last name,E-mail,Phone,City,State,ZIP,Office,Cheese,Bread",
    "Bo,Zzclay,bo@example.org,303-555-0101,Denver,CO,80202,School board,Gouda,",
    "Ada,Zzbrook,ada@example,303-555-0102,Denver,CO,80202,School board,,Rye",
    "Cy,Zzdale,cy@example.org,303-555-0103,Denver,CO,80202,School board,Edam,Rye",
    "Di,Zzfern,,303-555-0104,Denver,CO,80202,School board,,Rye",
)


@pytest.fixture
def page(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> ImportPage:
    sample.resize(1366, 768)
    page = open_sheet(qtbot, sample, tmp_path, *SHEET)
    page._go(1)
    settle(qtbot, sample)
    return page


def to_column(qtbot: QtBot, page: ImportPage, heading: str) -> None:
    """Go to a column of the account by keys alone."""
    tab_to(qtbot, find(page, QPushButton, "account"), back=True)
    press(qtbot, Key.Key_Space)
    table = page.review.became.table
    assert QApplication.focusWidget() is table
    press(qtbot, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    while table.currentIndex().siblingAtColumn(0).data() != heading:
        at = table.currentIndex().row()
        press(qtbot, Key.Key_Down)
        assert table.currentIndex().row() > at, f"{heading} is not there"


def shown(page: ImportPage) -> list[int]:
    return [row.number for row in page.review.list.model.rows]


def current_cell(page: ImportPage) -> str:
    cells = page.review.panel.cells
    assert cells is not None
    item = cells.item(cells.currentRow(), 0)
    assert item is not None
    seen = page.review.panel.viewport().rect()
    top = cells.viewport().mapTo(page.review.panel.viewport(), QPoint(0, cells.rowViewportPosition(cells.currentRow())))
    assert seen.contains(top), "the cell is not in sight"
    return item.text()


def test_enter_on_a_column_shows_its_rows_and_escape_goes_back(qtbot: QtBot, page: ImportPage) -> None:
    everything = shown(page)
    to_column(qtbot, page, "Cheese")
    press(qtbot, Key.Key_Return)
    assert QApplication.focusWidget() is page.review.list.table
    assert shown(page) == [2, 4]
    assert current_cell(page) == "Cheese"
    press(qtbot, Key.Key_Down)
    qtbot.wait(10)
    assert current_cell(page) == "Cheese"
    press(qtbot, Key.Key_Escape)
    table = page.review.became.table
    assert QApplication.focusWidget() is table
    assert table.currentIndex().siblingAtColumn(0).data() == "Cheese"
    press(qtbot, Key.Key_Escape)
    assert shown(page) == everything


def test_rows_with_a_problem_in_the_column_come_first(qtbot: QtBot, page: ImportPage) -> None:
    to_column(qtbot, page, "E-mail")
    table = page.review.became.table
    at = table.visualRect(table.currentIndex()).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=at)
    qtbot.mouseDClick(table.viewport(), LEFT, pos=at)
    assert shown(page) == [3, 2, 4]
    assert current_cell(page) == "E-mail"
    qtbot.mouseClick(find(page, QPushButton, "show_all_columns"), LEFT)
    assert QApplication.focusWidget() is page.review.list.table
    assert sorted(shown(page)) == [2, 3, 4, 5]


def test_the_row_beside_the_list_shows_most_of_its_cells_on_a_small_screen(page: ImportPage) -> None:
    panel, cells = page.review.panel, page.review.panel.cells
    assert cells is not None
    top = cells.viewport().mapTo(panel.viewport(), QPoint(0, 0)).y()
    seen = [
        line
        for line in range(cells.rowCount())
        if top + cells.rowViewportPosition(line) + cells.rowHeight(line) <= panel.viewport().height()
    ]
    assert len(seen) >= 6


def test_the_width_of_the_row_beside_the_list_is_remembered(
    qtbot: QtBot, sample: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    splitter = page.review.findChildren(QSplitter)[0]
    before, handle = page.review.panel.width(), splitter.handle(1)
    middle = handle.rect().center()
    qtbot.mousePress(handle, LEFT, pos=middle)
    qtbot.mouseMove(handle, middle - QPoint(120, 0))
    qtbot.mouseRelease(handle, LEFT, pos=middle - QPoint(120, 0))
    wider = page.review.panel.width()
    assert wider >= before + 60
    sample.resize(1500, 800)
    assert page.review.panel.width() == wider
    page.cancel()
    settle(qtbot, sample)
    again = open_sheet(qtbot, sample, tmp_path, *SHEET, name="again.csv")
    again._go(1)
    settle(qtbot, sample)
    assert again.review.panel.width() == wider
    again.cancel()
