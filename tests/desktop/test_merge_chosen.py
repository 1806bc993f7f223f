"""Two people who are chosen in the list are merged in the window: also those who were said to be two."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.duplicates.merge_dialog import MergeDialog
from coordinator.desktop.features.duplicates.pair_table import B
from coordinator.desktop.shell.menus.data_menu import DataMenu
from coordinator.desktop.shell.window import MainWindow
from coordinator.operations.people import keep_apart, merge
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query
from tests.builders import add, get
from tests.desktop.driving import count, do, find, place_of, press, settle, until


def dialog_of(qtbot: QtBot, window: MainWindow) -> MergeDialog:
    until(qtbot, lambda: any(d.isVisible() for d in window.findChildren(MergeDialog)))
    found = next(d for d in window.findChildren(MergeDialog) if d.isVisible())
    found.activateWindow()
    until(qtbot, found.isActiveWindow)
    return found


def chosen(qtbot: QtBot, window: MainWindow) -> tuple[int, int]:
    """Add two people who were said to be two, and choose them in the list."""
    assert window.session is not None
    campaign, place = window.session.campaign, place_of(window)
    one = add(campaign, CANDIDATE, given_name="Ingrid", family_name="Zzignatius", email="ingrid.z@example.org")
    two = add(campaign, CANDIDATE, given_name="Inga", family_name="Zzignatius", email="inga.z@example.com", city="Mesa")
    place.operations.do(keep_apart, one, two)
    settle(qtbot, window)
    window.session.announce({}, 0)
    tab = place.lists[CANDIDATE.key]
    tab.set_filter("family_name = Zzignatius")
    settle(qtbot, window)
    until(qtbot, lambda: tab.model.rowCount() == 2)
    window.activateWindow()
    until(qtbot, window.isActiveWindow)
    tab.grid.setFocus()
    tab.grid.selectAll()
    return one, two


def test_two_chosen_people_are_merged_by_keys_after_a_look(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    one, two = chosen(qtbot, sample)
    before = count(sample)
    do(sample, DataMenu.merge_chosen)
    dialog = dialog_of(qtbot, sample)
    told = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "Ingrid Zzignatius stays" in told
    assert "had said that these are two people; that is given up" in told
    line = next(i for i in range(dialog.table.rowCount()) if dialog.table.item(i, 0).text() == "First name")
    dialog.table.setCurrentCell(line, B)
    press(qtbot, Qt.Key.Key_2)
    assert dialog.table.item(line, 3).text() == "Inga"
    press(qtbot, Qt.Key.Key_Return)
    settle(qtbot, sample)
    assert not dialog.isVisible()
    assert count(sample) == before - 1
    kept = get(sample.session.campaign, one)
    assert (kept["given_name"], kept["city"]) == ("Inga", "Mesa")
    assert sample.session.read(query.record, CANDIDATE, two) is None or get(sample.session.campaign, two)["deleted_at"]
    place_of(sample).undo()
    settle(qtbot, sample)
    assert count(sample) == before


def test_the_bar_of_two_chosen_people_offers_it_and_the_other_record_can_stay(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    _, two = chosen(qtbot, sample)
    tab = place_of(sample).lists[CANDIDATE.key]
    qtbot.mouseClick(find(tab.bulk, QPushButton, "merge_two"), Qt.MouseButton.LeftButton)
    dialog = dialog_of(qtbot, sample)
    qtbot.mouseClick(find(dialog, QPushButton, "swap"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(dialog, QPushButton, "merge"), Qt.MouseButton.LeftButton)
    settle(qtbot, sample)
    assert get(sample.session.campaign, two)["given_name"] == "Inga"
    assert not get(sample.session.campaign, two)["deleted_at"]


def test_without_two_chosen_people_it_says_whom_to_choose(qtbot: QtBot, sample: MainWindow) -> None:
    tab = place_of(sample).lists[CANDIDATE.key]
    tab.grid.selectRow(0)
    assert tab.bulk.isHidden()
    do(sample, DataMenu.merge_chosen)
    assert "Choose two candidates" in sample.toast.text()
    tab.grid.selectAll()
    assert not [b for b in tab.bulk.findChildren(QPushButton, "merge_two") if b.isVisible()]


def test_who_was_merged_is_found_by_the_other_name_and_the_timeline_says_so(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    campaign, place = sample.session.campaign, place_of(sample)
    one = add(campaign, CANDIDATE, given_name="Ingrid", family_name="Zzignatius", email="ingrid.z@example.org")
    two = add(campaign, CANDIDATE, given_name="Ingrid", family_name="Zzönnesmith", email="ingrid.z@example.com")
    three = add(campaign, CANDIDATE, given_name="Inga", family_name="Zzlater", email="inga.z@example.net")
    for keep, gone in ((one, two), (three, one)):
        place.operations.do(merge, keep, gone, {})
        settle(qtbot, sample)
    tab = place.lists[CANDIDATE.key]
    tab.filters.search.setText("zzonnesmith")
    until(qtbot, lambda: list(tab.model.ids) == [three])
    place.finder.setText("Zzonne")
    until(qtbot, lambda: place.finder.results() == ["Inga Zzlater  ·  Candidate"])
    place.finder.clear()
    tab.open_record(three)
    told = [each.text() for each in tab.pane.findChildren(QLabel)]
    assert "Merged with Ingrid Zzönnesmith" in told
    assert "Merged with Ingrid Zzignatius" in told
    place.undo()
    settle(qtbot, sample)
    tab.filters.search.setText("zzonnesmith ")
    until(qtbot, lambda: list(tab.model.ids) == [one])
