"""In a list the focus and the current row stay where they were while something beside or below it comes and goes."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.lists.records_tab import RecordsTab
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE
from tests.builders import get
from tests.desktop.driving import find, open_campaign, place_of, press, settle, tab_to, until

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture
def tab(qtbot: QtBot, sample: MainWindow) -> RecordsTab:
    sample.resize(1366, 768)
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    tab = place_of(sample).lists["candidate"]
    until(qtbot, lambda: tab.model.is_complete)
    tab.take_focus()
    return tab


@pytest.mark.parametrize("at_the_end", [False, True])
def test_the_bar_about_many_covers_no_row_that_is_being_ticked(
    qtbot: QtBot, sample: MainWindow, tab: RecordsTab, at_the_end: bool
) -> None:
    grid = tab.grid
    if at_the_end:
        press(qtbot, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        press(qtbot, Key.Key_Home)
        grid.horizontalScrollBar().setValue(0)
        last = tab.model.rowCount() - 1
    else:
        last = grid.rowAt(grid.viewport().height() - 1) - 1
    for row in (last, last - 1):  # the first tick shows the bar
        qtbot.mouseClick(grid.viewport(), LEFT, pos=grid.visualRect(tab.model.index(row, 0)).center())
        settle(qtbot, sample)
        QApplication.processEvents()
        assert tab.bulk.isVisible()
    assert len(tab.model.ticked) == 2
    ticked = grid.visualRect(tab.model.index(last, 0))
    assert ticked.top() >= 0
    assert ticked.bottom() <= grid.viewport().height()
    assert tab.bulk.mapTo(tab, tab.bulk.rect().topLeft()).y() >= grid.mapTo(tab, grid.rect().bottomLeft()).y()


def test_no_button_of_the_bar_is_cut_beside_an_open_pane(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    press(qtbot, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, sample)
    assert tab.bulk.isVisible()
    assert tab.pane.isVisible()
    QApplication.processEvents()
    shown = [each for each in tab.bulk.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in shown if each.width() < each.sizeHint().width()] == []
    assert not any("Stage" in each.text() for each in shown)
    tab.pane.close_pane()
    QApplication.processEvents()
    assert any("Stage" in each.text() and each.isVisible() for each in tab.bulk.findChildren(QPushButton))


def test_after_editing_in_the_pane_the_cell_has_the_focus_again(
    qtbot: QtBot, sample: MainWindow, tab: RecordsTab
) -> None:
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right):
        press(qtbot, key)
    cell = tab.grid.currentIndex()
    assert (cell.row(), cell.column()) == (2, 2)
    press(qtbot, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tab_to(qtbot, find(tab.pane, QPushButton, "start_editing"))
    press(qtbot, Key.Key_Space)
    first = QApplication.focusWidget()
    assert isinstance(first, QLineEdit)
    assert tab.pane.isAncestorOf(first)
    tab_to(qtbot, find(tab.pane, QPushButton, "stop_editing"))
    press(qtbot, Key.Key_Space)
    settle(qtbot, sample)
    assert QApplication.focusWidget() is tab.grid
    assert (tab.grid.currentIndex().row(), tab.grid.currentIndex().column()) == (2, 2)
    assert tab.pane.isVisible()


@pytest.mark.parametrize("leave", [Key.Key_Tab, Key.Key_Return])
def test_typing_in_the_pane_goes_on_while_each_field_is_saved(
    qtbot: QtBot, sample: MainWindow, tab: RecordsTab, leave: Key
) -> None:
    place_of(sample).lists["candidate"]._sort_by("city", True)  # the row moves when its city changes
    until(qtbot, lambda: tab.model.is_complete)
    tab.take_focus()
    press(qtbot, Key.Key_Down)
    (number,) = tab.grid.selected_ids()
    press(qtbot, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tab_to(qtbot, find(tab.pane, QPushButton, "start_editing"))
    press(qtbot, Key.Key_Space)
    QApplication.processEvents()  # the fields are shown
    typed = {"preferred_name": "Pauly", "pronouns": "he/him", "city": "Aachen"}
    for key, text in typed.items():
        editor = tab.pane._editors[key]
        tab_to(qtbot, editor)
        press(qtbot, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(QApplication.focusWidget(), text)
        press(qtbot, leave)
        here = QApplication.focusWidget()
        assert isinstance(here, QLineEdit)
        assert (here is editor) is (leave is Key.Key_Return)
        settle(qtbot, sample)
        QApplication.processEvents()
        until(qtbot, lambda: tab.model.is_complete)
        settle(qtbot, sample)
        assert QApplication.focusWidget() is here
    assert tab.pane.record_id == number
    assert tab.pane.is_typed_in
    assert sample.session is not None
    kept = get(sample.session.campaign, number)
    assert {key: kept[key] for key in typed} == typed


def test_who_goes_to_another_row_while_typing_sees_that_one(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    press(qtbot, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tab_to(qtbot, find(tab.pane, QPushButton, "start_editing"))
    press(qtbot, Key.Key_Space)
    QApplication.processEvents()
    editor = tab.pane._editors["preferred_name"]
    tab_to(qtbot, editor)
    qtbot.keyClicks(editor, "Kit")
    number = tab.pane.record_id
    assert number is not None
    index = tab.model.index(3, 2)
    qtbot.mouseClick(tab.grid.viewport(), LEFT, pos=tab.grid.visualRect(index).center())
    settle(qtbot, sample)
    assert tab.pane.record_id == tab.model.ids[3] != number
    assert sample.session is not None
    assert get(sample.session.campaign, number)["preferred_name"] == "Kit"


def test_a_step_of_the_pane_keeps_the_focus_on_its_button(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    new = next(n for n in range(tab.model.rowCount()) if tab.model.row(n).get("stage") == "interested")
    tab.grid.setCurrentIndex(tab.model.index(new, 1))
    press(qtbot, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    move = find(tab.pane, QPushButton, "move_on")
    tab_to(qtbot, move)
    press(qtbot, Key.Key_Space)
    until(qtbot, lambda: find(tab.pane, QPushButton, "move_on") is not move)
    settle(qtbot, sample)
    assert QApplication.focusWidget() is find(tab.pane, QPushButton, "move_on")


class Windows(QObject):
    """Collects what is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_nothing_of_the_window_flashes_up_as_a_window_of_its_own(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, sample_tour: Path, tmp_path: Path
) -> None:
    """A widget that is shown before it has a parent does, and takes the focus away."""
    seen = Windows()
    qapp.installEventFilter(seen)
    try:
        shutil.copyfile(sample_tour, tmp_path / "tour.campaign")
        open_campaign(qtbot, window, tmp_path / "tour.campaign")
        place = place_of(window)
        for key, tab in place.lists.items():
            place.show_tab(key)
            settle(qtbot, window)
            tab.open_record(tab.model.ids[0])
            until(qtbot, find(tab.pane, QPushButton, "start_editing").isVisible)
            find(tab.pane, QPushButton, "start_editing").click()
            find(tab.pane, QPushButton, "stop_editing").click()
            tab.add()
            tab.pane.close_pane()
            settle(qtbot, window)
    finally:
        qapp.removeEventFilter(seen)
    assert seen.shown == []


def test_after_setting_a_field_of_many_the_list_has_the_focus(
    qtbot: QtBot, sample: MainWindow, tab: RecordsTab
) -> None:
    press(qtbot, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    tab.bulk.ask_value(CANDIDATE.by_key["owner"])
    QApplication.processEvents()
    for letter in (Key.Key_J, Key.Key_O):
        press(qtbot, letter)
    press(qtbot, Key.Key_Return)
    settle(qtbot, sample)
    until(qtbot, lambda: tab.model.is_complete)
    QApplication.processEvents()
    assert sample.focusWidget() is tab.grid
    assert get(sample.session.campaign, tab.model.ids[0])["owner"] == "jo"


def test_down_leads_from_the_search_to_the_details(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    name = get(sample.session.campaign, tab.model.ids[3])["family_name"]
    tab.focus_search()
    tab.filters.search.setText(name)
    press(qtbot, Key.Key_Down)
    until(qtbot, lambda: tab.model.is_complete)
    press(qtbot, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, sample)
    assert tab.pane.isVisible()
    assert tab.pane.record_id == tab.model.ids[0]
    assert get(sample.session.campaign, tab.model.ids[0])["family_name"] == name
