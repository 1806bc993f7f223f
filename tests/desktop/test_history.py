"""The history beside a list: what is seen of it stays when a step is taken back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.shell.window import MainWindow
from coordinator.operations import forgetting
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE
from tests.builders import add
from tests.desktop.driving import count, place_of, settle, until
from tests.desktop.import_pages import PEOPLE, open_sheet


def test_taking_an_old_step_back_leaves_the_list_where_it_is(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    for n in range(30):
        add(sample.session.campaign, CANDIDATE, given_name=f"Ann{n}", family_name="Zzfolk")
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    place = place_of(sample)
    place.toggle_history()
    panel = place.history
    until(qtbot, lambda: not panel._filling.isActive())
    bar = panel._scroll.verticalScrollBar()
    wanted = next(b for b in panel.findChildren(QPushButton) if b.accessibleName().endswith("Ann3 Zzfolk"))
    panel._scroll.ensureWidgetVisible(wanted)
    before = bar.value()
    assert before > 500
    wanted.setFocus()
    qtbot.keyClick(wanted, Qt.Key.Key_Space)
    settle(qtbot, sample)
    until(qtbot, lambda: abs(bar.value() - before) < 5)
    assert QApplication.focusWidget() is panel.search, "the focus stays in the history"


def test_a_search_without_a_hit_says_so(qtbot: QtBot, sample: MainWindow) -> None:
    place = place_of(sample)
    place.toggle_history()
    qtbot.keyClicks(place.history.search, "zznothing")
    qtbot.keyClick(place.history.search, Qt.Key.Key_Return)
    said = [text.text() for text in place.history.findChildren(QLabel)]
    until(qtbot, lambda: any("zznothing" in text.text() for text in place.history.findChildren(QLabel)))
    assert "Nothing was done yet" not in said


def test_what_cannot_be_taken_back_offers_no_undo(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    number = add(sample.session.campaign, CANDIDATE, given_name="Zeb", family_name="Zzgone")
    forgetting.forget_person(sample.session.campaign, number, author="Ann")
    place = place_of(sample)
    place.toggle_history()
    panel = place.history
    until(qtbot, lambda: not panel._filling.isActive())
    QApplication.sendPostedEvents()
    titles = [b.accessibleName() for b in panel.findChildren(QPushButton) if b.isVisible()]
    forgotten = next(t for t in titles if t.startswith("Forgot"))
    emptied = next(t for t in titles if t.startswith("About somebody"))
    assert not {f"Undo: {forgotten}", f"Undo: {emptied}"} & {*titles}
    said = [text.text() for text in panel.findChildren(QLabel) if text.isVisible()]
    assert "for good" in said and not any("nothing is lost" in text for text in said)


def test_esc_closes_it_and_undo_reaches_the_window(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    add(sample.session.campaign, CANDIDATE, given_name="Ann", family_name="Zzfolk")
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    place, before = place_of(sample), sample.session.campaign.head()
    place.toggle_history()
    qtbot.keyClick(place.history.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, sample)
    assert sample.session.campaign.head() == before + 1
    qtbot.keyClick(place.history.search, Qt.Key.Key_Escape)
    assert not place.history.isVisible()


def test_where_words_were_erased_is_said_as_people_say_it(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    campaign = sample.session.campaign
    number = add(campaign, CANDIDATE, given_name="Zebulon", family_name="Zzgone")
    other = add(campaign, CANDIDATE, given_name="Ann", family_name="Zzfolk", notes="came with Zebulon Zzgone")
    forgetting.forget_person(campaign, number, author="Ann", erase=["all"])
    place = place_of(sample)
    place.toggle_history()
    panel = place.history
    until(qtbot, lambda: not panel._filling.isActive())
    QApplication.sendPostedEvents()
    said = [text.text() for text in panel.findChildren(QLabel) if text.isVisible()]
    here = row_id.make(CANDIDATE.letter, other)
    assert f"Words erased in 1: Notes of {here}." in said
    assert not any("kept: Words" in text or ".notes" in text for text in said)


def test_what_was_imported_over_an_open_history_is_its_newest_step(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    place = place_of(sample)
    place.toggle_history()
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE, "Ada,Zzash,ada@example.org", name="the new list.csv")
    page.apply()
    until(qtbot, lambda: count(sample, "family_name = Zzash") == 1)
    settle(qtbot, sample)
    page.close_page()
    assert place.history.isVisible()
    steps = [b.accessibleName() for b in place.history.findChildren(QPushButton) if b.property("k") == "step"]
    shown = [name for name in steps if name]
    assert any("the new list" in name for name in shown)
