"""A review by keys: the focus is never lost, and what waits is never out of reach."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE
from tests.builders import add
from tests.desktop.driving import count, find, place_of, press, settle, until
from tests.desktop.import_pages import PEOPLE, open_file, open_sheet, plan_of
from tools.pictures import come_back

Key, Held = Qt.Key, Qt.KeyboardModifier
ON = Held.ControlModifier | Held.ShiftModifier


def next_region(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_by_key["DataMenu.next_region"].trigger()
    QApplication.processEvents()


def test_f6_goes_round_the_review_and_the_import_is_applied_from_anywhere(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE, "Ada,Zzash,ada@example.org", "Bo,Zzclay,bo@example.org")
    total = count(sample)
    assert page._pages.currentWidget() is page.review
    seen = []
    for _ in range(8):
        next_region(qtbot, sample)
        focus = QApplication.focusWidget()
        assert focus is not None and focus.isVisible() and page.isAncestorOf(focus)
        seen.append(next(i for i, r in enumerate(page.regions) if r is focus or r.isAncestorOf(focus)))
    assert set(seen) >= {0, 1, 2, len(page.regions) - 1}
    press(qtbot, Key.Key_Return, ON)
    until(qtbot, lambda: count(sample) == total + 2)
    settle(qtbot, sample)


def test_f6_stays_on_a_page(qtbot: QtBot, sample: MainWindow) -> None:
    sample.actions_by_key["DataMenu.review_duplicates"].trigger()
    settle(qtbot, sample)
    page = place_of(sample).pages.top
    assert page is not None
    for _ in range(3):
        next_region(qtbot, sample)
        focus = QApplication.focusWidget()
        assert focus is not None and focus.isVisible() and page.isAncestorOf(focus)


def test_home_and_end_go_to_the_first_and_last_row(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE, *(f"P{n},Zz{n},p{n}@example.org" for n in range(6)))
    page.review.take_focus()
    first = page.review.place
    press(qtbot, Key.Key_End)
    last = page.review.place
    assert first is not None and last is not None
    assert (first[1], last[1]) == (2, 7)
    press(qtbot, Key.Key_Home)
    assert page.review.place == first


@pytest.fixture
def back(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> ImportPage:
    """A workbook that came back, with rows to decide."""
    assert sample.session is not None
    return open_file(qtbot, sample, come_back(sample.session.campaign, tmp_path))


def search(qtbot: QtBot, page: ImportPage, words: str) -> None:
    field = page.review.list.search
    field.setFocus()
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, words)


def test_a_search_that_hides_what_waits_says_so_and_a_click_shows_it(
    qtbot: QtBot, sample: MainWindow, back: ImportPage
) -> None:
    shown = len(back.review.list.model.rows)
    search(qtbot, back, "nobody at all")
    assert not back.review.list.model.rows
    button = find(back.review.list, QPushButton, "show_hidden")
    assert button.text().startswith(f"{shown} to decide hidden")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (len(back.review.list.model.rows), back.review.list.search.text()) == (shown, "")
    assert not button.isVisible()


def test_going_on_shows_what_waits_whatever_is_searched_for(qtbot: QtBot, sample: MainWindow, back: ImportPage) -> None:
    back.review.tiles.choose("all")
    search(qtbot, back, "nobody at all")
    press(qtbot, Key.Key_Return, ON)
    settle(qtbot, sample)
    found = back.review.list.current()
    assert found is not None
    assert back.review.rows is not None
    assert back.review.rows.is_open(found)
    assert back.review.list.search.text() == ""


@pytest.mark.parametrize("key", [Key.Key_3, Key.Key_4])
def test_a_look_alike_that_is_decided_makes_way_for_the_next(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, key: Qt.Key
) -> None:
    assert sample.session is not None
    for name, family, day in (("William", "Zzokafor", 13), ("Robert", "Zzbrandt", 14), ("Edward", "Zzquist", 15)):
        about = {"family_name": family, "city": "Tempe", "birth_date": f"1990-04-{day}"}
        add(sample.session.campaign, CANDIDATE, given_name=name, email=f"{name.lower()}@example.org", **about)
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},City,Born",
        "Bill,Zzokafor,bill@example.org,Tempe,4/13/1990",
        "Bob,Zzbrandt,bob@example.org,Tempe,4/14/1990",
        "Ed,Zzquist,ed@example.org,Tempe,4/15/1990",
        "Ada,Zzash,ada@example.org,Gila,",
    )
    page._go(1)
    page.review.list.table.setFocus()
    until(qtbot, lambda: page.review.rows is not None and len(page.review.rows.asking) == 3)
    decided = []
    for left in (2, 1, 0):
        found = page.review.list.current()
        assert found is not None
        assert page.review.open_alike(found)
        decided.append(found.number)
        before = plan_of(page)
        press(qtbot, key)
        until(qtbot, lambda: page.plan is not before and not page.busy)  # noqa: B023
        settle(qtbot, sample)
        assert page.review.rows is not None
        assert len(page.review.rows.asking) == left
    assert sorted(decided) == [2, 3, 4]
    said = "Same person" if key is Key.Key_3 else "Somebody else"
    model = page.review.list.model
    assert [model.decision(r) for r in model.rows if r.number in decided] == [said] * 3
