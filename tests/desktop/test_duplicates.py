"""The review of duplicates, by keyboard and by mouse."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot

from coordinator.changes import history
from coordinator.changes.checking import problems_of
from coordinator.desktop.features.duplicates.duplicates_page import DuplicatesPage, still_open
from coordinator.desktop.features.duplicates.pair_table import B
from coordinator.desktop.features.duplicates.unmerge_dialog import UnmergeDialog
from coordinator.desktop.features.lists.forget_dialog import ForgetDialog
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE, CONTACT
from coordinator.store import query
from tests.desktop.driving import count, press, settle, until

KATE = {"given_name": "Katherine", "family_name": "Quimby", "email": "k.quimby@example.org", "phone": "303-555-0142"}


def review(qtbot: QtBot, window: MainWindow) -> DuplicatesPage:
    place = window.workplace
    assert place is not None
    for values in (
        KATE,
        KATE | {"given_name": "Kate", "email": "kate@example.org", "city": "Denver"},
        KATE | {"given_name": "Katharine", "email": "x@example.org"},
    ):
        place.operations.add(CANDIDATE, values)
        settle(qtbot, window)
    window.workplace.data.review_duplicates()
    page = place.pages.opened(DuplicatesPage)
    assert page is not None
    settle(qtbot, window)
    names = [page.queue.item(i).text() for i in range(page.queue.count())]
    page.queue.setCurrentRow(next(i for i, name in enumerate(names) if "Quimby" in name))
    return page


def test_merged_by_keyboard_and_made_two_again(qtbot: QtBot, sample: MainWindow) -> None:
    page = review(qtbot, sample)
    before, pairs = count(sample), len(page.pairs)
    assert page.pair is not None
    keep = page.pair.a
    line = next(i for i in range(page.table.rowCount()) if page.table.item(i, 0).text() == "First name")
    page.table.setCurrentCell(line, B)
    qtbot.keyClick(page, Qt.Key.Key_2)
    chosen = page.table.item(line, 3).text()
    assert chosen == page.table.item(line, 2).text().removeprefix("✓ ")
    qtbot.keyClick(page, Qt.Key.Key_M)
    settle(qtbot, sample)
    assert count(sample) == before - 1
    assert len(page.pairs) < pairs
    assert sample.session is not None
    assert sample.session.read(query.record, CANDIDATE, keep)["given_name"] == chosen
    sample.workplace.operations.undo()
    settle(qtbot, sample)
    assert count(sample) == before


def test_what_is_taken_back_stands_in_the_list_again_and_what_is_done_again_leaves_it(
    qtbot: QtBot, sample: MainWindow
) -> None:
    page = review(qtbot, sample)
    before, pair = list(page.pairs), page.pair
    for key in (Qt.Key.Key_M, Qt.Key.Key_N):
        qtbot.keyClick(page.queue, key)
        settle(qtbot, sample)
        assert pair not in page.pairs
        sample.activateWindow()
        press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, sample)
        until(qtbot, lambda: set(page.pairs) == set(before))
        assert page.pair == pair, "it is the one that is looked at"
        assert page.queue.count() == len(before)
        assert "decided" not in page._subtitle.text()
    press(qtbot, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, sample)
    qtbot.keyClick(page.queue, Qt.Key.Key_M)
    settle(qtbot, sample)
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, sample)
    press(qtbot, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, sample)
    assert sample.session is not None
    assert sample.session.read(still_open, page.pairs) == set(page.pairs), "only what is open is listed"


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_a_letter_with_ctrl_or_alt_decides_nothing(qtbot: QtBot, sample: MainWindow, held: Qt.KeyboardModifier) -> None:
    page = review(qtbot, sample)
    before, people = list(page.pairs), count(sample)
    for key in (Qt.Key.Key_M, Qt.Key.Key_L):
        qtbot.keyClick(page.queue, key, held)
        settle(qtbot, sample)
    assert page.pairs == before
    assert count(sample) == people


def test_kept_apart_again_and_again_by_undo_and_redo(qtbot: QtBot, sample: MainWindow) -> None:
    page = review(qtbot, sample)
    before, pair = set(page.pairs), page.pair
    qtbot.keyClick(page.queue, Qt.Key.Key_N)
    settle(qtbot, sample)
    decided = page._subtitle.text()
    sample.activateWindow()
    for _ in range(2):
        press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, sample)
        until(qtbot, lambda: set(page.pairs) == before)
        assert "decided" not in page._subtitle.text()
        press(qtbot, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, sample)
        until(qtbot, lambda: pair not in page.pairs)
        assert set(page.pairs) == before - {pair}
        assert page.queue.count() == len(before) - 1
        assert page._subtitle.text() == decided


def test_a_toast_covers_no_button(qtbot: QtBot, sample: MainWindow) -> None:
    page = review(qtbot, sample)
    for kind in ("short", "a sentence of some length, " * 9):
        sample.session.tell(kind)
        toast = sample.toast.geometry()
        for shown in (page._later, page._apart, page._merge):
            assert not toast.intersects(QRect(shown.mapTo(sample, QPoint()), shown.size()))


def test_undoing_a_merge_asks_what_came_since_by_keys(qtbot: QtBot, sample: MainWindow) -> None:
    page = review(qtbot, sample)
    place, pair = sample.workplace, page.pair
    assert place is not None
    assert pair is not None
    qtbot.keyClick(page, Qt.Key.Key_M)
    settle(qtbot, sample)
    assert sample.session is not None
    merged = sample.session.read(history.newest_to_undo)
    place.operations.add(CONTACT, {"candidate": pair.a, "contact_kind": "call"})
    settle(qtbot, sample)
    place.operations.undo(merged)
    settle(qtbot, sample)
    dialog = next(d for d in sample.findChildren(UnmergeDialog) if d.isVisible())
    assert dialog.who.text().startswith("Comes back: Kate") and "@example.org" in dialog.who.text()
    assert "Contact Call" in dialog.list.item(0).text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle(qtbot, sample)
    owners = sample.session.read(query.ids_by_values, CONTACT, "candidate", [pair.a, pair.b])
    assert owners.get(pair.b)
    assert not owners.get(pair.a)


def test_not_the_same_person_is_remembered(qtbot: QtBot, sample: MainWindow) -> None:
    page = review(qtbot, sample)
    pairs, pair = len(page.pairs), page.pair
    qtbot.keyClick(page, Qt.Key.Key_N)
    settle(qtbot, sample)
    assert len(page.pairs) == pairs - 1
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert sample.workplace is not None
    until(qtbot, lambda: sample.workplace.pages.opened(DuplicatesPage) is None)  # type: ignore[union-attr]
    sample.workplace.data.review_duplicates()
    settle(qtbot, sample)
    again = sample.workplace.pages.opened(DuplicatesPage)
    assert again is not None
    assert pair not in again.pairs
    assert len(again.pairs) == pairs - 1


def test_later_puts_a_pair_at_the_end(qtbot: QtBot, sample: MainWindow) -> None:
    page = review(qtbot, sample)
    pair = page.pair
    qtbot.keyClick(page, Qt.Key.Key_L)
    assert page.pairs[-1] == pair
    assert page.pair is not None


def test_forgetting_asks_and_erases(qtbot: QtBot, sample: MainWindow) -> None:
    place = sample.workplace
    assert place is not None
    tab = place.lists["candidate"]
    before, number = count(sample), tab.model.ids[0]
    sample.workplace.data.forget_person()
    assert "Choose one candidate" in sample.toast.text()
    tab.grid.select_record(number)
    sample.workplace.data.forget_person()
    box = next(b for b in sample.findChildren(ForgetDialog) if b.isVisible())
    assert "for ever" in box.asked.text()
    assert not box.forget_it.isEnabled(), "nobody is erased before it is said who names them"
    until(qtbot, box.forget_it.isEnabled)
    qtbot.mouseClick(box.forget_it, Qt.MouseButton.LeftButton)
    settle(qtbot, sample)
    assert count(sample) == before - 1
    until(qtbot, lambda: number not in tab.model.ids)
    assert sample.session is not None
    assert sample.session.read(problems_of) == []


def test_the_list_says_in_words_why_and_who_else_fits(qtbot: QtBot, sample: MainWindow) -> None:
    page = review(qtbot, sample)
    lines = [page.queue.item(i).text().split("\n")[1] for i in range(page.queue.count())]
    assert not any("%" in line for line in lines)
    assert all(lines)
    assert page.pair is not None
    assert " also looks like: " in page._bring.text()
    assert [page._merge.text().strip()[-1], page._apart.text().strip()[-1], page._later.text().strip()[-1]] == [
        "M",
        "N",
        "L",
    ]
