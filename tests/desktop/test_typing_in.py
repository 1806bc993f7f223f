"""A stack of paper, typed in at the window by keyboard alone."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.tour.typing_page import TypingInPage
from coordinator.desktop.shell.menus.signup_menu import SignupMenu
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import EVENT, SIGNUP
from tests.builders import add, everything
from tests.desktop.driving import do, settle

PER_SECOND = 15


@pytest.fixture
def page(qtbot: QtBot, sample: MainWindow) -> TypingInPage:
    assert sample.session and sample.workplace
    stop = add(sample.session.campaign, EVENT, title="Paper stop")
    sample.workplace.signing.type_in_of(stop)
    assert sample.workplace.pages.opened(TypingInPage) is not None
    sample.activateWindow()
    qtbot.waitUntil(
        lambda: QApplication.focusWidget() is sample.workplace.pages.opened(TypingInPage).lines.boxes[0]["name"]
    )
    return sample.workplace.pages.opened(TypingInPage)


def press(*keys: object) -> None:
    """Type texts and press keys, wherever the focus is."""
    for key in keys:
        widget = QApplication.focusWidget()
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            QTest.keyClick(widget, key)


def typed(campaign, page: TypingInPage) -> list[str]:
    return [r["came_in"].split(", ", 1)[1] for r in everything(campaign, SIGNUP) if r["event"] == page.stop]


def save(page: TypingInPage) -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


ENTER, SPACE, X = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_X


def test_two_sheets_one_after_the_other(qtbot: QtBot, sample: MainWindow, page: TypingInPage) -> None:
    campaign = sample.session.campaign
    press("Ann Lee", ENTER, "ann@example.org", ENTER, "80203", ENTER, "Mayor", ENTER, X, ENTER, ENTER)
    press("Bob Ray", ENTER, "303 555 0142", ENTER, ENTER, ENTER, ENTER, SPACE)
    assert page.unsaved
    save(page)
    settle(qtbot, sample)
    assert typed(campaign, page) == ["sheet 1, line 1", "sheet 1, line 2"]
    assert page.sheet.value() == 2 and page.lines.lines == [] and not page.unsaved
    assert QApplication.focusWidget() is page.lines.boxes[0]["name"]
    press("Cy Dole", ENTER, "cy@example.org")
    save(page)
    settle(qtbot, sample)
    assert typed(campaign, page)[-1] == "sheet 2, line 1"
    assert "2 sheets with 3 lines" in page._subtitle.text()
    page.sheet.setValue(1)
    assert page.lines.lines[0].boxes["name"] == "Ann Lee" and page.lines.lines[1].boxes["consent_share"] == "yes"
    page.lines.boxes[0]["postcode"].setFocus()
    press(Qt.Key.Key_Home, Qt.Key.Key_Delete, "9")
    save(page)
    settle(qtbot, sample)
    (ann,) = everything(campaign, where='email = "ann@example.org"')
    assert ann["postcode"] == "90203"


def test_no_keystroke_is_lost(qtbot: QtBot, sample: MainWindow, page: TypingInPage) -> None:
    """Faster than anybody types, and no key costs more than the time between two; in CPU seconds, whatever else runs."""
    name, mail = "Maximiliana Featherstonehaugh", "maximiliana.featherstonehaugh@example.org"
    slowest = 0.0
    for line in range(10):
        for text in (f"{name} {line}", f"{line}{mail}", "80203", "County commission"):
            for letter in text:
                began = time.process_time()
                press(letter)
                QApplication.processEvents()
                slowest = max(slowest, time.process_time() - began)
            press(ENTER)
        press(ENTER, ENTER)
    found = page.lines.lines
    assert [(b.boxes["name"], b.boxes["reach"]) for b in found] == [(f"{name} {n}", f"{n}{mail}") for n in range(10)]
    assert {(b.boxes["postcode"], b.boxes["office"]) for b in found} == {("80203", "County commission")}
    assert slowest < 1 / PER_SECOND
    page.unsaved = False


def test_typed_twice_shows_what_differs(qtbot: QtBot, sample: MainWindow, page: TypingInPage) -> None:
    page.twice.setChecked(True)
    page.lines.start()
    press("Ann Lee", ENTER, "ann@example.org")
    save(page)
    assert page.lines.lines == [] and "again" not in page._save.text()
    press("Ann Lee", ENTER, "anne@example.org")
    save(page)
    settle(qtbot, sample)
    assert typed(sample.session.campaign, page) == []
    assert "first “ann@example.org”, now “anne@example.org”" in page._told.text()
    assert page.lines.boxes[0]["reach"].property("bad")
    save(page)
    settle(qtbot, sample)
    assert typed(sample.session.campaign, page) == ["sheet 1, line 1"]
    assert len(everything(sample.session.campaign, where='email = "anne@example.org"')) == 1


def test_a_wrong_sheet_number_does_not_overwrite(qtbot: QtBot, sample: MainWindow, page: TypingInPage) -> None:
    press("Ann Lee", ENTER, "ann@example.org")
    save(page)
    settle(qtbot, sample)
    press("Bob Ray", ENTER, "bob@example.org")
    page.sheet.setValue(1)
    save(page)
    settle(qtbot, sample)
    assert "typed in already" in page._told.text()
    assert typed(sample.session.campaign, page) == ["sheet 1, line 1"]
    page.sheet.setValue(2)
    save(page)
    settle(qtbot, sample)
    assert typed(sample.session.campaign, page) == ["sheet 1, line 1", "sheet 2, line 1"]


def test_what_is_wrong_is_said_at_its_box_and_leaving_asks(
    qtbot: QtBot, sample: MainWindow, page: TypingInPage
) -> None:
    press("Ann Lee", ENTER, "ann@example", ENTER)
    assert page.lines.boxes[0]["reach"].property("bad") and page._told.text().startswith("Line 1:")
    page.close_page()
    assert sample.workplace.pages.opened(TypingInPage) is page and "not saved" in page._told.text()
    page.close_page()
    assert sample.workplace.pages.opened(TypingInPage) is None


def test_the_window_does_not_close_over_a_sheet_that_is_not_saved(sample: MainWindow, page: TypingInPage) -> None:
    press("Ann Lee")
    assert not sample.close() and "not saved" in page._told.text()
    press("!")
    assert not sample.close()
    assert sample.close()


def test_sheets_are_written_from_the_menu(
    qtbot: QtBot, sample: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    from coordinator.desktop.shell.menus import signup_menu

    out = tmp_path / "sheets.pdf"
    answer: Callable[..., object] = lambda *_: str(out)  # noqa: E731
    monkeypatch.setattr(signup_menu.QInputDialog, "getInt", lambda *_: (2, True))
    monkeypatch.setattr(signup_menu.file_dialogs, "file_to_save", answer)
    do(sample, SignupMenu.print_sheets)
    sample.workplace.events.grid.setCurrentIndex(sample.workplace.events.model.index(0, 1))
    do(sample, SignupMenu.print_sheets)
    settle(qtbot, sample)
    assert out.read_bytes().startswith(b"%PDF")
