"""Deciding all alike in the review of an import: what is decided, what stays, and where the keys go afterwards."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.shell.window import MainWindow
from coordinator.importing import look_alikes
from coordinator.records.catalog import CANDIDATE
from tests.builders import add
from tests.desktop.driving import count, find, place_of, press, settle, until
from tests.desktop.import_pages import PEOPLE, open_file, open_sheet
from tools.pictures import come_back

Key = Qt.Key
ON = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def choose(qtbot: QtBot, page: ImportPage, words: str) -> None:
    """Choose a line of what can be decided alike, by keys."""
    button = find(page, QPushButton, "offer_all")
    button.setFocus()
    press(qtbot, Key.Key_Space)
    menu = next(m for m in button.findChildren(QMenu) if m.isVisible())
    lines = [line for line in menu.actions() if not line.isSeparator()]
    at = next(i for i, line in enumerate(lines) if words in line.text())
    for _ in range(at):
        qtbot.keyClick(menu, Key.Key_Down)
    assert menu.activeAction() is lines[at]
    qtbot.keyClick(menu, Key.Key_Return)


def go_on(qtbot: QtBot, window: MainWindow) -> None:
    """Go on by keys where the focus is, once the menu is closed."""
    window.activateWindow()
    until(qtbot, window.isActiveWindow)
    press(qtbot, Key.Key_Return, ON)


def same_day(window: MainWindow, *people: tuple[str, str, str]) -> None:
    """Add people of Tempe: first name, last name, birth date."""
    assert window.session is not None
    for given, family, born in people:
        about = {"family_name": family, "city": "Tempe", "birth_date": born}
        add(window.session.campaign, CANDIDATE, given_name=given, email=f"{given.lower()}@example.org", **about)


def test_after_all_are_decided_alike_the_keys_go_on_in_the_import(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    same_day(sample, ("William", "Zzokafor", "1990-04-13"), ("Robert", "Zzbrandt", "1990-04-14"))
    total = count(sample)
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},City,Born",
        "Bill,Zzokafor,bill@example.org,Tempe,4/13/1990",
        "Bob,Zzbrandt,bob@example.org,Tempe,4/14/1990",
        "Ada,Zzash,ada@example.org,Gila,",
    )
    page._go(1)
    until(qtbot, lambda: page.review.rows is not None and len(page.review.rows.asking) == 2)
    choose(qtbot, page, "somebody else")
    settle(qtbot, sample)
    until(qtbot, lambda: not page.busy)
    assert sample.focusWidget() is page.review.list.table
    qtbot.mouseClick(page.review.tiles["alike"], Qt.MouseButton.LeftButton)
    assert not page.review.list.model.rows
    way = page.review.panel.findChild(QPushButton, "way_on")
    assert way.text().strip() == "Show all rows"
    qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    assert len(page.review.list.model.rows) == 3
    assert sample.focusWidget() is page.review.list.table
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    until(qtbot, lambda: page._foot.may_apply and not page.busy)  # nobody is looked for, and nothing planned any more
    press(qtbot, Key.Key_Return, ON)
    until(qtbot, lambda: count(sample) == total + 3)
    assert place_of(sample).pages.top is page


def test_after_all_conflicts_are_decided_alike_the_keys_go_on_in_the_import(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    page = open_file(qtbot, sample, come_back(sample.session.campaign, tmp_path))
    choose(qtbot, page, "Use the sheet for all")
    settle(qtbot, sample)
    assert page.review.rows is not None
    assert not page.review.rows.open_rows
    focus = sample.focusWidget()
    assert focus is not None
    assert page.review.isAncestorOf(focus), focus
    go_on(qtbot, sample)
    settle(qtbot, sample)
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)


def test_after_conflicts_of_a_list_are_decided_alike_the_keys_go_on_in_the_import(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    for given in ("Zora", "Zeno"):
        mail = f"{given.lower()}@example.org"
        add(sample.session.campaign, CANDIDATE, given_name=given, family_name="Zzquist", email=mail, city="Tempe")
    lines = [f"{given},Zzquist,{given.lower()}@example.org,Gila" for given in ("Zora", "Zeno")]
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},City", *lines)
    page._go(1)
    assert page.review.rows is not None
    assert page.review.rows.open_rows == 2
    choose(qtbot, page, "Use the sheet for all")
    settle(qtbot, sample)
    assert sample.focusWidget() is page.review.list.table
    go_on(qtbot, sample)
    settle(qtbot, sample)
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)


def test_only_those_who_look_alike_for_the_same_reasons_are_joined_at_once(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    same_day(
        sample,
        ("William", "Zzokafor", "1990-04-13"),
        ("Robert", "Zzbrandt", "1990-04-14"),
        ("Edward", "Zzquist", "1990-04-15"),
    )
    home = {"address": "418 Elm Rd", "city": "Tempe", "postcode": "85281"}
    add(sample.session.campaign, CANDIDATE, given_name="Gwen", family_name="Zzfitz", email="gz@example.org", **home)
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},City,Born,Address,ZIP",
        "Bill,Zzokafor,bill@example.org,Tempe,4/13/1990,,",
        "Bob,Zzbrandt,bob@example.org,Tempe,4/14/1990,,",
        "Ned,Zzquist,ned@example.org,Tempe,4/15/1990,,",
        "Gwen,Zzgallo,gwen@example.com,Tempe,,418 Elm Rd,85281",
    )
    page._go(1)
    rows = page.review.rows
    assert rows is not None
    until(qtbot, lambda: page.review.rows is not None and len(page.review.rows.asking) == 4)
    [group] = page.review.alike_groups()
    assert [one.row.number for one in group.people] == [2, 3, 4]
    choose(qtbot, page, "The same person, 3 alike")
    settle(qtbot, sample)
    until(qtbot, lambda: not page.busy and page.review.rows is not rows)
    assert "Still to be looked at: 1" in sample.toast.text()
    now = page.review.rows
    assert now is not None
    found = page.review.list.current()
    assert found is not None
    assert len(now.asking) == 1
    assert found.number == 5, "another last name is looked at alone"
    assert not page._foot.may_apply
    assert set(page.plan.options.same if page.plan else ()) == {("form.csv", 2), ("form.csv", 3), ("form.csv", 4)}


def test_a_row_that_two_people_fit_is_decided_alone(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert sample.session is not None
    campaign = sample.session.campaign
    for born in ("1955-03-02", "1985-03-02"):
        who = {"given_name": "Miguel", "family_name": "Zzordo", "birth_date": born}
        add(campaign, CANDIDATE, **who, email="zzordo@example.org")
    same_day(sample, ("William", "Zzokafor", "1990-04-13"), ("Robert", "Zzbrandt", "1990-04-14"))
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},City,Born",
        "Bill,Zzokafor,bill@example.org,Tempe,4/13/1990",
        "Bob,Zzbrandt,bob@example.org,Tempe,4/14/1990",
        "Miguel,Zzordo,zzordo@example.org,,",
    )
    page._go(1)
    until(qtbot, lambda: page.review.rows is not None and len(page.review.rows.asking) == 3)
    [group] = page.review.alike_groups()
    assert [one.row.number for one in group.people] == [2, 3]
    choose(qtbot, page, "The same person, 2 alike")
    settle(qtbot, sample)
    until(qtbot, lambda: page.review.rows is not None and len(page.review.rows.asking) == 1)
    found = page.review.list.current()
    assert found is not None
    assert found.title == "Miguel Zzordo"
    page.review.list.table.setFocus()
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    press(qtbot, Key.Key_3)
    settle(qtbot, sample)
    until(qtbot, lambda: page.review.rows is not None and not page.review.rows.asking)
    page.review.list.go_to(("form.csv", 4))

    def told() -> bool:
        texts = [each.text() for each in page.review.panel.findChildren(QLabel)]
        return any(text.startswith("Taken for Miguel Zzordo, born ") for text in texts)

    until(qtbot, told)
    press(qtbot, Key.Key_4)
    settle(qtbot, sample)
    until(qtbot, lambda: page.plan is not None and not page.plan.options.same.get(("form.csv", 4)))


def test_a_list_that_is_known_waits_for_those_who_may_be_here(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes to its rows at once: a key pressed there before anybody was looked for makes nobody twice."""
    same_day(sample, ("William", "Zzokafor", "1990-04-13"))
    heading = f"{PEOPLE},City,Born"
    page = open_sheet(qtbot, sample, tmp_path, heading, "Ada,Zzash,ada@example.org,Gila,", name="Walk 1.csv")
    page._go(1)
    until(qtbot, lambda: page._foot.may_apply)
    total = count(sample)
    go_on(qtbot, sample)
    until(qtbot, lambda: count(sample) == total + 1)
    place_of(sample).pages.close_all()
    found, may_look = look_alikes.find_look_alikes, threading.Event()

    def later(*given: object, **named: object) -> object:
        assert may_look.wait(20)
        return found(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(look_alikes, "find_look_alikes", later)
    path = tmp_path / "Walk 1.csv"
    path.write_text(f"{heading}\nBill,Zzokafor,bill@example.org,Tempe,4/13/1990\n", encoding="utf-8")
    place = place_of(sample)
    place.files.import_files([path])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None and not page.plan.asks)
    assert not page._foot.may_apply
    go_on(qtbot, sample)
    may_look.set()
    settle(qtbot, sample)
    until(qtbot, lambda: page.review.rows is not None and len(page.review.rows.asking) == 1)
    assert count(sample) == total + 1
