"""Status bar, counts and pane show the list that is seen, and nothing else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.overview.figures_row import FigureButton
from coordinator.desktop.shell.menus.connect_menu import ConnectMenu
from coordinator.desktop.shell.window import MainWindow
from coordinator.store import query
from tests.desktop.driving import count, do, find, place_of, settle, shown_status, until

LEFT = Qt.MouseButton.LeftButton


def tab_button(window: MainWindow, key: str) -> QPushButton:
    return find(window, QPushButton, f"tab.{key}")


def test_the_count_of_a_list_that_is_still_gathered_stays_with_its_tab(qtbot: QtBot, sample: MainWindow) -> None:
    place = place_of(sample)
    candidates = place.lists["candidate"]
    assert shown_status(sample) == f"{count(sample):,} shown"
    assert len(candidates.model.ids) > 100, "the others come after the first hundred"
    candidates.refresh({})
    assert not candidates.model.is_complete
    qtbot.mouseClick(tab_button(sample, "partner"), LEFT)
    settle(qtbot, sample)
    partners = f"{len(place.lists['partner'].model.ids):,} shown"
    assert shown_status(sample) == partners
    candidates.grid.selectRow(3)
    place.session.announce({}, 0)
    settle(qtbot, sample)
    assert shown_status(sample) == partners
    qtbot.mouseClick(tab_button(sample, "overview"), LEFT)
    place.session.announce({}, 0)
    settle(qtbot, sample)
    assert shown_status(sample) == ""
    qtbot.mouseClick(tab_button(sample, "candidate"), LEFT)
    candidates.grid.selectRow(3)
    assert shown_status(sample) == f"{count(sample):,} shown · 1 chosen"


def test_a_page_says_what_it_is_in_place_of_the_list_behind_it(qtbot: QtBot, sample: MainWindow) -> None:
    do(sample, ConnectMenu.follow_ups)
    place_of(sample).session.announce({}, 0)
    settle(qtbot, sample)
    assert shown_status(sample) == "Follow-ups"
    qtbot.keyClick(place_of(sample).pages.top, Qt.Key.Key_Escape)
    assert shown_status(sample) == f"{count(sample):,} shown"


def test_the_pane_closes_on_a_person_who_leaves_the_list(qtbot: QtBot, sample: MainWindow) -> None:
    place = place_of(sample)
    tab = place.lists["candidate"]
    tab.grid.setCurrentIndex(tab.model.index(2, 1))
    qtbot.keyClick(tab.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert tab.pane.isVisible()
    qtbot.keyClicks(find(tab, QLineEdit, "search"), "zzznobody")
    until(qtbot, lambda: tab.model.rowCount() == 0)
    assert not tab.pane.isVisible()
    tab.filters.clear()
    settle(qtbot, sample)

    number = tab.model.ids[2]
    tab.open_record(number)
    stage = place.session.read(query.record, tab.rt, number)["stage"]
    place.show_list("candidate", f"id = {number} and stage = {stage}")
    tab.open_record(number)
    find(tab.pane, QPushButton, "move_on").click()
    settle(qtbot, sample)
    assert tab.model.rowCount() == 0
    assert not tab.pane.isVisible(), "moved on, and so out of this list"


def test_who_types_in_the_pane_is_not_cut_off(qtbot: QtBot, sample: MainWindow) -> None:
    tab = place_of(sample).lists["candidate"]
    number = tab.model.ids[2]
    tab.open_record(number)
    find(tab.pane, QPushButton, "start_editing").click()
    qtbot.keyClicks(find(tab, QLineEdit, "search"), "zzznobody")
    until(qtbot, lambda: tab.model.rowCount() == 0)
    assert tab.pane.isVisible()
    find(tab.pane, QPushButton, "stop_editing").click()
    assert not tab.pane.isVisible()


def test_the_list_behind_a_figure_is_not_cut_by_a_search_left_over(qtbot: QtBot, sample: MainWindow) -> None:
    place = place_of(sample)
    tab = place.lists["candidate"]
    qtbot.keyClicks(find(tab, QLineEdit, "search"), "zzznobody")
    until(qtbot, lambda: tab.model.rowCount() == 0)
    qtbot.mouseClick(tab_button(sample, "overview"), LEFT)
    settle(qtbot, sample)
    figure = find(place.overview, FigureButton, "figure.people")
    assert figure.number
    qtbot.mouseClick(figure, LEFT)
    settle(qtbot, sample)
    assert place.current is tab
    assert tab.filters.words() == ""
    assert tab.model.rowCount() == figure.number
