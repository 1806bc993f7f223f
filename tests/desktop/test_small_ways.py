"""Small ways through the window by keys: what Esc leaves, where Tab goes, and what is read there."""

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.lists.forget_dialog import ForgottenDialog
from coordinator.desktop.features.lists.records_tab import RecordsTab
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE
from coordinator.records.times import moment_in_words
from tests.builders import add
from tests.desktop.driving import place_of, press, settle, until

UTC = ZoneInfo("UTC")


@pytest.fixture
def tab(qtbot: QtBot, sample: MainWindow) -> RecordsTab:
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    return place_of(sample).lists[CANDIDATE.key]


def test_esc_leaves_a_form_in_which_nothing_is_typed(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    tab.add()
    assert tab.pane.isVisible()
    tab.grid.setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert not tab.pane.isVisible()
    assert tab.grid.hasFocus()
    tab.add()
    qtbot.keyClicks(QApplication.focusWidget(), "Zebulon")
    press(qtbot, Qt.Key.Key_Escape)
    tab.grid.setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert tab.pane.isVisible(), "nothing that was typed is lost"
    tab.pane.close_pane()


def test_a_suffix_tells_people_apart_in_the_list(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    assert sample.session is not None
    for suffix in ("Sr.", "Jr."):
        add(sample.session.campaign, given_name="Hal", family_name="Zzennis", suffix=suffix)
    sample.session.announce({}, 0)
    tab.set_filter("family_name = Zzennis")
    settle(qtbot, sample)
    at = [field.key for field in tab.model.fields].index("family_name") + 1
    shown = {str(tab.model.index(line, at).data()) for line in range(2)}
    assert shown == {"Zzennis Sr.", "Zzennis Jr."}
    assert tab.model.index(0, at).data(Qt.ItemDataRole.EditRole) == "Zzennis"
    tab.model.show_fields(["given_name", "family_name", "suffix"])
    assert {str(tab.model.index(line, 2).data()) for line in range(2)} == {"Zzennis"}


def test_tab_goes_from_the_header_to_the_strip_and_from_the_history_to_its_steps(
    qtbot: QtBot, sample: MainWindow, tab: RecordsTab
) -> None:
    place = place_of(sample)
    place.operations.add(CANDIDATE, {"given_name": "Zebulon", "email": "zeb@example.org"})
    settle(qtbot, sample)
    start = next(b for b in place.findChildren(QPushButton) if b.text().startswith("Start your own"))
    past = next(b for b in place.findChildren(QPushButton) if b.text().strip() == "History")
    past.setFocus()
    press(qtbot, Qt.Key.Key_Tab)
    assert start.hasFocus()
    place.toggle_history()
    assert place.history.search.hasFocus()
    press(qtbot, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert place.history.isAncestorOf(focus), focus


def test_enter_closes_what_is_told_of_somebody_forgotten(qtbot: QtBot, sample: MainWindow, tab: RecordsTab) -> None:
    session, place = sample.session, place_of(sample)
    assert session is not None
    ada = add(session.campaign, given_name="Ada", email="ada.zz@example.org")
    done: list[ForgottenDialog] = []
    place.operations.forget(
        ada, on_done=lambda told: done.append(ForgottenDialog(session, place.operations, told, sample))
    )
    until(qtbot, lambda: bool(done))
    settle(qtbot, sample)
    done[0].open()
    until(qtbot, done[0].isActiveWindow)
    assert not sample.toast.isVisible(), "it is said once"
    press(qtbot, Qt.Key.Key_Return)
    assert not done[0].isVisible()


def test_a_day_alone_has_no_time() -> None:
    assert moment_in_words("2025-06-07") == moment_in_words("2025-06-07T00:00:00Z", UTC) == "7 Jun 2025"
    assert moment_in_words("2025-06-07T00:30:00Z", UTC).startswith("7 Jun 2025, 00:30")
