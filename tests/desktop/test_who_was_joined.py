"""Who was taken for somebody else is told where one looks for it: last page, history, pane, timeline and the question."""

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.changes import history
from coordinator.desktop.features.duplicates.part_dialog import PartDialog
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.features.importing.summary_step import WIDTH
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE, SIGNUP
from tests.builders import add, everything
from tests.desktop.driving import find, place_of, press, settle, tab_to, until
from tests.desktop.import_pages import PEOPLE, open_sheet

LEFT = Qt.MouseButton.LeftButton
TAKEN = "Row {n}: {a} is taken for {b}, found by e-mail; the name {a} is not kept"


def two_joined(qtbot: QtBot, window: MainWindow, folder: Path) -> ImportPage:
    """Bring a list of which two rows are taken for somebody of another name; return its last page."""
    campaign = window.session.campaign
    add(campaign, given_name="Timothy", family_name="Zzkim", email="t.kim@example.org")
    add(campaign, given_name="Susan", family_name="Zzhart", email="s.hart@example.org")
    rows = ("Tim,Zzkim,t.kim@example.org", "Sue,Zzhart,s.hart@example.org", "Bo,Zzray,bo.ray@example.org")
    page = open_sheet(qtbot, window, folder, PEOPLE, *rows, name="a.csv")
    page._go(1)
    page.apply()
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    settle(qtbot, window)
    return page


def test_the_list_of_the_joined_stays_open_while_one_after_the_other_is_parted(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = two_joined(qtbot, sample, tmp_path)
    first = TAKEN.format(n=2, a="Tim Zzkim", b="Timothy Zzkim")
    told = [text.text() for text in page.summary.findChildren(QLabel)]
    assert f"Joined under another name: {first} · and 1 more" in told, "the first is told in whole"
    title = next(text for text in page.summary.findChildren(QLabel) if text.property("k") == "h1" and text.isVisible())
    assert title.width() >= sample.theme.px(WIDTH), "no line breaks where there is room"
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    tab_to(qtbot, find(page.summary, QPushButton, "show_joined"), back=True)
    press(qtbot, Qt.Key.Key_Space)
    tab_to(qtbot, find(page.summary, QListWidget, "joined"), back=True)
    press(qtbot, Qt.Key.Key_Down)
    tab_to(qtbot, find(page.summary, QPushButton, "part"))
    press(qtbot, Qt.Key.Key_Space)
    settle(qtbot, sample)
    until(qtbot, lambda: "Sue Zzhart is not Susan Zzhart" in sample.toast.text())
    listed = find(page.summary, QListWidget, "joined")
    assert [listed.item(at).text() for at in range(listed.count())] == [first]
    assert QApplication.focusWidget() is find(page.summary, QPushButton, "part"), "the next one is parted from there"


def test_who_was_joined_is_in_the_history_after_esc(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    two_joined(qtbot, sample, tmp_path)
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    press(qtbot, Qt.Key.Key_Escape)
    settle(qtbot, sample)
    assert place_of(sample).pages.top is None
    step = sample.session.read(history.change_sets, limit=1)[0]
    first = TAKEN.format(n=2, a="Tim Zzkim", b="Timothy Zzkim")
    second = TAKEN.format(n=3, a="Sue Zzhart", b="Susan Zzhart")
    assert step.kept == (first, second)
    press(qtbot, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, sample)
    told = [text.text() for text in place_of(sample).history.findChildren(QLabel) if text.isVisible()]
    assert f"2 decided: {first}." in told and f"{second}." in told


def test_pane_and_question_say_under_which_name_each_sign_up_came(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = two_joined(qtbot, sample, tmp_path)
    page.close_page()
    (tim,) = everything(sample.session.campaign, where="given_name = Timothy and family_name = Zzkim")
    (bo,) = everything(sample.session.campaign, where="family_name = Zzray")
    place = place_of(sample)
    pane = place.lists[CANDIDATE.key].pane
    place.show_record(CANDIDATE.key, tim["id"])
    settle(qtbot, sample)
    (sign_up,) = (s["id"] for s in everything(sample.session.campaign, SIGNUP) if s["candidate"] == tim["id"])
    said = find(pane, QLabel, f"signed_up_as.{sign_up}")
    assert said.text() == "as Tim Zzkim, t.kim@example.org"
    told = [text.text() for text in pane.findChildren(QLabel) if text.isVisible()]
    assert "Signed up as Tim Zzkim, t.kim@example.org (a.csv, row 2)" in told

    qtbot.mouseClick(find(pane, QPushButton, f"part.{sign_up}"), LEFT)
    until(qtbot, lambda: any(d.isVisible() for d in sample.findChildren(PartDialog)))
    dialog = next(d for d in sample.findChildren(PartDialog) if d.isVisible())
    settle(qtbot, sample)
    assert dialog.signs.item(0).text().endswith("as Tim Zzkim, t.kim@example.org\na.csv, row 2")
    last = dialog.signs.visualItemRect(dialog.signs.item(dialog.signs.count() - 1))
    assert dialog.signs.viewport().rect().contains(last), "all of it is seen"
    dialog.reject()

    place.show_record(CANDIDATE.key, bo["id"])
    settle(qtbot, sample)
    told = [text.text() for text in pane.findChildren(QLabel) if text.isVisible()]
    assert "Added from a.csv" in told
    assert not [text for text in told if text.startswith("Signed up as")], "who came with a sign-up was not joined"


def test_a_row_of_the_same_file_is_not_called_somebody_who_is_here(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    add(sample.session.campaign, given_name="Winifred", family_name="Zzvan", email="wv@example.org", phone="2125550111")
    rows = (
        "Aaron,Zzmik,m@example.org,2125550118,1990-02-02",
        "Erin,Zzmik,m@example.org,2125550118,1990-02-02",
        "Winnie,Zzvan,wv@example.org,2125550111,",
    )
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Phone,Birth date", *rows, name="b.csv")
    page._go(1)
    until(qtbot, lambda: not page._alike.busy)
    table = page.review.list.model
    happens = {row.title: table.index(at, 3).data() for at, row in enumerate(table.rows)}
    assert happens["Erin Zzmik"] == "Will be added · looks like row 2"
    assert "here" not in happens["Aaron Zzmik"]


def test_a_toast_covers_none_of_the_buttons_for_what_is_ticked(qtbot: QtBot, sample: MainWindow) -> None:
    place = place_of(sample)
    place.show_tab(CANDIDATE.key)
    tab = place.lists[CANDIDATE.key]
    settle(qtbot, sample)
    tab.take_focus()
    press(qtbot, Qt.Key.Key_Space)
    assert tab.bulk.isVisible()
    sample.session.tell("Something was done")
    QApplication.sendPostedEvents()
    bar = QRect(tab.bulk.mapTo(sample, tab.bulk.rect().topLeft()), tab.bulk.size())
    assert sample.toast.isVisible()
    assert not sample.toast.geometry().intersects(bar)


def test_what_was_looked_for_is_forgotten_when_somebody_goes_on(qtbot: QtBot, sample: MainWindow) -> None:
    place = place_of(sample)
    place.show_tab(CANDIDATE.key)
    settle(qtbot, sample)
    place.lists[CANDIDATE.key].take_focus()
    press(qtbot, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(place.finder, "zz")
    press(qtbot, Qt.Key.Key_Tab)
    assert place.finder.text() == ""
