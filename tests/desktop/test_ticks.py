"""Ticked rows: what is chosen is seen, and what is not seen is not chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.lists.records_tab import RecordsTab
from coordinator.desktop.shell.window import MainWindow
from tests.desktop.driving import settle, until

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(qtbot: QtBot, sample: MainWindow) -> RecordsTab:
    assert sample.workplace is not None
    sample.workplace.show_tab("candidate")
    found = sample.workplace.lists["candidate"]
    settle(qtbot, sample)
    found.take_focus()
    return found


def search(qtbot: QtBot, window: MainWindow, tab: RecordsTab, words: str) -> None:
    before = list(tab.model.ids)
    tab.filters.search.setText(words)
    until(qtbot, lambda: list(tab.model.ids) != before)
    settle(qtbot, window)
    tab.take_focus()


def test_one_tick_shows_the_bar_that_says_so(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    QTest.keyClick(tab.grid, Qt.Key.Key_Space)
    assert tab.bulk.isVisible()
    assert tab.bulk._count.text() == "1 chosen"
    QTest.keyClick(tab.grid, Qt.Key.Key_Space)
    assert not tab.bulk.isVisible()


def test_with_a_tick_choosing_all_ticks_all(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    QTest.keyClick(tab.grid, Qt.Key.Key_Space)
    QTest.keyClick(tab.grid, Qt.Key.Key_A, CTRL)
    assert tab.model.ticked == set(tab.model.ids)
    assert tab.grid.selected_ids() == list(tab.model.ids)


def test_a_tick_that_the_list_does_not_show_counts_for_nothing_and_is_told(
    qtbot: QtBot, sample: MainWindow, tab: RecordsTab
) -> None:
    QTest.keyClick(tab.grid, Qt.Key.Key_Space)
    (hidden,) = tab.model.ticked
    row = tab.model.row(0)
    search(
        qtbot,
        sample,
        tab,
        next(t for t in map(tab.rt.title, map(tab.model.row, range(1, 9))) if t != tab.rt.title(row)),
    )
    assert hidden not in tab.model.ids
    assert tab.bulk.isVisible()
    assert tab.bulk._count.text().endswith("1 ticked, not in this list")
    QTest.keyClick(tab.grid, Qt.Key.Key_A, CTRL)
    assert tab.grid.selected_ids() == list(tab.model.ids)
    QTest.keyClick(tab.grid, Qt.Key.Key_Delete, CTRL)
    settle(qtbot, sample)
    search(qtbot, sample, tab, "")
    assert hidden in tab.model.ids, "who was not seen is still there"
    assert tab.bulk._count.text() == "1 chosen"


def test_who_is_deleted_is_chosen_no_more(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    QTest.keyClick(tab.grid, Qt.Key.Key_Space)
    (gone,) = tab.model.ticked
    sample.actions_by_key["DataMenu.delete"].trigger()
    until(qtbot, lambda: gone not in tab.model.ids)
    settle(qtbot, sample)
    assert not tab.model.ticked
    assert not tab.bulk.isVisible()
