"""Deciding all alike in the review of an import: what is decided, what stays, and where the keys go afterwards."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.shell.window import MainWindow
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
    go_on(qtbot, sample)
    settle(qtbot, sample)
    assert place_of(sample).pages.top is page
    assert count(sample) == total + 3


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
