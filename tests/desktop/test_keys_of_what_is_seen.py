"""Keys act on what is seen: not on people in a list under a page, nor on the campaign while words are typed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.calls.call_list_page import CallListPage
from coordinator.desktop.features.connect.connect_sheet import ConnectSheet
from coordinator.desktop.features.duplicates.duplicates_page import DuplicatesPage
from coordinator.desktop.features.lists.records_tab import RecordsTab
from coordinator.desktop.shell.menus.connect_menu import ConnectMenu
from coordinator.desktop.shell.menus.data_menu import DataMenu
from coordinator.desktop.shell.menus.edit_menu import EditMenu
from coordinator.desktop.shell.window import MainWindow
from coordinator.partners import followups
from coordinator.records.catalog import CANDIDATE
from coordinator.records.refusals import refuses
from coordinator.store import query
from tests.desktop.driving import count, do, page_of, place_of, press, settle, until
from tests.desktop.import_pages import PEOPLE, open_sheet

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(qtbot: QtBot, sample: MainWindow) -> RecordsTab:
    """The list of candidates, in which the first one is chosen."""
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    found = place_of(sample).lists[CANDIDATE.key]
    until(qtbot, lambda: found.grid.model().rowCount() > 0)
    found.grid.setFocus()
    found.grid.selectRow(0)
    until(qtbot, lambda: bool(found.grid.selected_ids()))
    return found


def _duplicates(qtbot: QtBot, window: MainWindow, _: object) -> QWidget:
    press(qtbot, Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, window)
    return page_of(window, DuplicatesPage).queue


def _import(qtbot: QtBot, window: MainWindow, folder: object) -> QWidget:
    page = open_sheet(qtbot, window, folder, PEOPLE, "Zoe,Zzyzx,zoe.zz@example.org")  # type: ignore[arg-type]
    return page.review.list.table


@pytest.mark.parametrize("open_page", [_duplicates, _import])
def test_under_a_page_nothing_is_done_to_who_is_chosen_in_the_list(
    qtbot: QtBot,
    sample: MainWindow,
    tab: RecordsTab,
    tmp_path: object,
    open_page: Callable[[QtBot, MainWindow, object], QWidget],
) -> None:
    place, before = place_of(sample), count(sample)
    on_list = [line.key for line in sample.lines if line.on_list]
    assert all(sample.actions_by_key[key].isEnabled() for key in on_list)
    work = open_page(qtbot, sample, tmp_path)
    page = place.pages.top
    work.setFocus()
    press(qtbot, Qt.Key.Key_Delete, CTRL)
    press(qtbot, Qt.Key.Key_L, CTRL)
    settle(qtbot, sample)
    assert count(sample) == before
    assert place.pages.top is page
    assert not sample.findChildren(ConnectSheet)
    assert not any(sample.actions_by_key[key].isEnabled() for key in on_list)
    place.data.delete()
    place.data.forget_person()
    settle(qtbot, sample)
    assert count(sample) == before
    assert "Choose one candidate first" in sample.toast.text()
    place.pages.close_all()
    assert all(sample.actions_by_key[key].isEnabled() for key in on_list)
    tab.grid.setFocus()
    press(qtbot, Qt.Key.Key_Delete, CTRL)
    settle(qtbot, sample)
    assert count(sample) == before - 1


def test_a_record_is_added_where_its_form_is_seen(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    place = place_of(sample)
    place.data.review_duplicates()
    settle(qtbot, sample)
    press(qtbot, Qt.Key.Key_N, CTRL)
    assert place.pages.top is None
    assert tab.pane.isVisible()


def test_one_chosen_person_is_called_if_nobody_is_due(
    qtbot: QtBot, sample: MainWindow, tab: RecordsTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followups, "follow_ups", lambda *_: [])
    assert sample.session is not None
    settle(qtbot, sample)
    rows = sample.session.read(query.read_rows, CANDIDATE, tab.model.ids)
    number = next(row["id"] for row in rows if row["phone"] and not refuses(row, "call"))
    tab.grid.setFocus()
    tab.go_to(number)
    assert tab.grid.selected_ids() == [number]
    press(qtbot, Qt.Key.Key_6, CTRL)
    settle(qtbot, sample)
    page = page_of(sample, CallListPage)
    assert list(page.people) == [number]


def test_those_chosen_in_a_list_under_a_page_are_not_called(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    tab.grid.selectAll()
    assert place_of(sample).connecting._chosen(CANDIDATE.key)
    do(sample, DataMenu.review_duplicates)
    assert not place_of(sample).connecting._chosen(CANDIDATE.key)
    assert not sample.actions_by_key[ConnectMenu.connect_people.__qualname__].isEnabled()


def test_undo_and_redo_are_a_field_s_own_while_words_are_typed(
    qtbot: QtBot, sample: MainWindow, tab: RecordsTab
) -> None:
    place, before = place_of(sample), count(sample)
    place.operations.add(CANDIDATE, {"given_name": "Zebulon", "email": "zeb@example.org"})
    settle(qtbot, sample)
    assert count(sample) == before + 1
    place.undo()
    settle(qtbot, sample)
    search = tab.filters.search
    search.setFocus()
    qtbot.keyClicks(search, "Zzz")
    for _ in range(5):
        press(qtbot, Qt.Key.Key_Z, CTRL)
    assert search.text() == ""
    do(sample, EditMenu.undo)
    settle(qtbot, sample)
    assert count(sample) == before, "what is before the typing is not undone from here"
    do(sample, EditMenu.redo)  # Ctrl+Y is the menu's where a system has another key for it
    assert search.text() != ""
    for _ in range(5):
        press(qtbot, Qt.Key.Key_Y, CTRL)
        do(sample, EditMenu.redo)
    settle(qtbot, sample)
    assert search.text() == "Zzz"
    assert count(sample) == before, "no step is done again from here"
    search.clear()
    until(qtbot, tab.grid.isVisible)
    tab.grid.setFocus()
    press(qtbot, Qt.Key.Key_Y, CTRL)
    settle(qtbot, sample)
    assert count(sample) == before + 1


def test_a_text_of_several_lines_undoes_its_own_typing(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    text = QPlainTextEdit(tab)
    text.show()
    text.setFocus()
    qtbot.keyClicks(text, "one two")
    do(sample, EditMenu.undo)
    assert text.toPlainText() == ""
    do(sample, EditMenu.redo)
    assert text.toPlainText() == "one two"
    text.moveCursor(text.textCursor().MoveOperation.Start)
    press(qtbot, Qt.Key.Key_Delete, CTRL)
    assert text.toPlainText() == "two"


def test_ctrl_del_in_a_field_deletes_a_word_and_nobody(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    before = count(sample)
    search = tab.filters.search
    search.setFocus()
    qtbot.keyClicks(search, "one two")
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_Delete, CTRL)
    settle(qtbot, sample)
    assert search.text() == "two"
    assert QApplication.focusWidget() is search
    search.clear()
    settle(qtbot, sample)
    assert count(sample) == before


def test_what_is_typed_in_a_new_record_s_form_stays(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    before = count(sample)
    press(qtbot, Qt.Key.Key_N, CTRL)
    settle(qtbot, sample)
    focus = QApplication.focusWidget()
    assert tab.pane.isAncestorOf(focus)
    qtbot.keyClicks(focus, "Wanda")
    tab.grid.setFocus()
    tab.grid.selectRow(3)
    assert tab.pane.record_id is None
    assert tab.pane.is_filled
    assert "is not added yet" in sample.toast.text()
    tab.open_record(tab.model.ids[3])
    assert tab.pane.is_filled
    assert count(sample) == before
    tab.pane.close_pane()
    tab.open_record(tab.model.ids[3])
    assert tab.pane.record_id == tab.model.ids[3]
