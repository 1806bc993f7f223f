"""An import by keys alone, in small windows and large text, and while work goes on."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.importing.choice import Choice
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.features.importing.waiting import WaitingView
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.window import MainWindow
from coordinator.importing.plan import What
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, PARTNER
from tests.builders import add
from tests.desktop.driving import count, find, press, settle, tab_to, until
from tests.desktop.import_pages import PEOPLE, open_file, open_sheet, plan_of

Key, Held = Qt.Key, Qt.KeyboardModifier
ON = Held.ControlModifier | Held.ShiftModifier


def go_on(qtbot: QtBot) -> None:
    """Press Ctrl+Shift+Enter where the focus is."""
    press(qtbot, Key.Key_Return, ON)


@pytest.fixture
def large_text(theme: Theme) -> Iterator[None]:
    theme.set_percent(150)
    yield
    theme.set_percent(100)


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Return a function after which planning goes on until it is canceled or the test ends."""
    plan, ended, holding = importing.plan, threading.Event(), threading.Event()

    def slow(*given: object, **named: object) -> object:
        while holding.is_set() and not ended.is_set():
            named["progress"].step(1, 2, "Reading slowly")  # type: ignore[attr-defined]
            ended.wait(0.02)
        return plan(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "plan", slow)
    yield holding.set
    ended.set()


def test_one_key_goes_on_and_applies_and_goes_to_what_is_still_open(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    add(sample.session.campaign, CANDIDATE, given_name="Bo", family_name="Zzclay", email="bo@example.org", city="Mesa")
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},City,Opt-in",
        "Ada,Zzash,ada@example.org,Gila,perhaps",
        "Bo,Zzclay,bo@example.org,Gila,on Sundays",
    )
    total = count(sample)
    assert page._pages.currentWidget() is page._columns
    go_on(qtbot)
    assert page._pages.currentWidget() is page.review
    go_on(qtbot)
    assert page._pages.currentWidget() is page._columns, "a consent is open"
    assert count(sample) == total
    focus = QApplication.focusWidget()
    assert isinstance(focus, Choice)
    assert focus.accessibleName() == "Opt-in"
    before = page.plan
    press(qtbot, Key.Key_Return)
    QTest.keyClick(focus.view(), Key.Key_Return)
    until(qtbot, lambda: page.plan is not before and not page.busy)
    go_on(qtbot)
    go_on(qtbot)
    current = page.review.list.current()
    assert current is not None
    assert current.what is What.CONFLICT, "the row that is open is shown, and nothing is applied"
    assert count(sample) == total
    assert QApplication.focusWidget() is page.review.list.table
    press(qtbot, Key.Key_1)
    go_on(qtbot)
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    assert count(sample) == total + 1


def test_what_is_being_typed_is_taken_before_anything_is_applied(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},Phone",
        "Bo,Zzclay,bo@example.org,303-555-0142",
        "Cy,Zzdale,cy@example.org,12",
    )
    assert QApplication.focusWidget() is page.review.list.table
    cells = page.review.panel.cells
    assert cells is not None
    press(qtbot, Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "12", "the cell with the problem is edited, straight from the rows"
    editor.selectAll()
    QTest.keyClicks(editor, "303-555-0143")
    go_on(qtbot)
    until(qtbot, lambda: not page.busy)
    assert page.plan is not None, "what was mended is seen before it is applied"
    assert not page.plan.problems
    go_on(qtbot)
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    assert count(sample, 'phone = "303-555-0143"') == 1


def test_typing_goes_on_while_people_who_look_alike_are_found(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE, "Bo,Zzclay,bo@example.org", "Cy,Zzdale,cy@example.org")
    assert QApplication.focusWidget() is page.review.list.table
    cells = page.review.panel.cells
    assert cells is not None
    tab_to(qtbot, cells)
    press(qtbot, Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "bby")
    page.review.know_alike([])
    assert QApplication.focusWidget() is editor
    assert page.review.panel.cells is cells
    page.cancel()


def test_enter_stops_nothing_while_a_file_is_read_and_esc_brings_the_plan_back(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, held_up: Callable[[], None]
) -> None:
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Cheese", "Bo,Zzclay,bo@example.org,Brie")
    before = plan_of(page)
    page._go(0)
    held_up()
    find(page, Choice, "becomes.Cheese").picked.emit("ignored")
    until(qtbot, lambda: "Esc stops it" in page._foot._safe.text())
    assert page._pages.currentWidget() is page._columns, "the columns stay: more can be chosen"
    go_on(qtbot)
    until(qtbot, lambda: isinstance(page._pages.currentWidget(), WaitingView))
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Space)
    qtbot.wait(50)
    assert page.busy, "a key that was meant for the page before stops nothing"
    press(qtbot, Key.Key_Escape)
    until(qtbot, lambda: not page.busy)
    assert page.plan is before
    assert page._pages.currentWidget() is page.review
    assert page._options.mapping == {}
    page.cancel()


def test_esc_while_the_first_file_is_read_leaves_without_a_trace(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, held_up: Callable[[], None]
) -> None:
    total = count(sample)
    held_up()
    (path := tmp_path / "form.csv").write_text(f"{PEOPLE}\nBo,Zzclay,bo@example.org\n", encoding="utf-8")
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    place = sample.workplace
    assert place is not None
    place.files.import_files([path])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: isinstance(page._pages.currentWidget(), WaitingView) and page._waiting.isVisible())
    press(qtbot, Key.Key_Escape)
    until(qtbot, lambda: place.pages.opened(ImportPage) is None)
    settle(qtbot, sample)
    assert count(sample) == total
    assert [p.name for p in tmp_path.iterdir() if "form" in p.name] == ["form.csv"]


def test_in_large_text_and_a_low_window_rows_are_seen_and_nothing_stands_beside_the_window(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, large_text: None
) -> None:
    sample.resize(1366, 768)
    rows = [f"Ann{chr(97 + n)},{chr(97 + n) * 5}folk,ann{n}@example.org,13/45/90,Mesa" for n in range(12)]
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Birth date,City", *rows)
    page._go(0)
    scroll = page._columns._scroll
    assert page._columns._inner.minimumSizeHint().width() <= scroll.viewport().width()
    page._go(1)
    qtbot.wait(50)
    assert sample.size().width() == 1366
    table = page.review.list.table
    assert table.viewport().height() // table.rowHeight(0) >= 4
    shown = {key for key, tile in page.review.tiles.buttons.items() if tile.isVisible()}
    assert shown == {"all", "new", "problem"}, "tiles that count nothing are folded"
    sample.resize(1366, 1300)
    qtbot.wait(50)
    assert page.review.tiles["changed"].isVisible()
    page.cancel()


def test_a_list_of_choices_cuts_no_words(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},City", "Bo,Zzclay,bo@example.org,Mesa")
    page._go(0)
    box = next(b for b in page._columns.findChildren(Choice) if b.accessibleName() == "Where City differs")
    box.setFocus()
    press(qtbot, Key.Key_Down)
    view = box.view()
    assert view.isVisible()
    longest = max(view.fontMetrics().horizontalAdvance(box.itemText(i)) for i in range(box.count()))
    assert box.width() < longest < view.viewport().width()
    QTest.keyClick(view, Key.Key_Escape)
    page.cancel()


def test_changed_rows_come_before_unchanged_ones(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    header = f"Submission ID,{PEOPLE},City"
    lines = [f"s{n}0017,Ann{chr(97 + n)},Zzfolk,ann{n}@example.org,Mesa" for n in range(4)]
    page = open_sheet(qtbot, sample, tmp_path, header, *lines)
    page._go(1)
    page.apply()
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    page.close_page()
    page = open_sheet(qtbot, sample, tmp_path, header, *lines[:3], lines[3].replace("Mesa", "Gila"))
    shown = [row.what for row in page.review.list.model.rows]
    assert shown == [What.CHANGED, *[What.UNCHANGED] * 3]
    page.cancel()


def test_the_figures_above_the_rows_add_up_to_what_is_applied(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    header = f"Timestamp,{PEOPLE}"
    first = "2025-03-01 09:00,Ann,Zzfolk,ann@example.org"
    page = open_sheet(qtbot, sample, tmp_path, header, first)
    page._go(1)
    page.apply()
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    page.close_page()
    lines = (first, "2025-03-08 09:00,Ann,Zzfolk,ann@example.org", "2025-03-08 10:00,Bo,Zzclay,bo@example.org")
    page = open_sheet(qtbot, sample, tmp_path, header, *lines)
    rows = page.review.rows
    assert rows is not None and rows.writes == 2
    assert len(rows.by_tile["new"]) + len(rows.by_tile["changed"]) == rows.writes
    words = [page.review.list.model.index(at, 1).data() for at in range(3)]
    assert sorted(words) == ["Changed", "New", "Unchanged"]
    page.cancel()


def test_the_row_says_the_mark_that_somebody_new_gets_and_names_a_new_answer_by_its_heading(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    add(sample.session.campaign, CANDIDATE, given_name="Cy", family_name="Zzdale", email="cy@example.org")
    header = f"{PEOPLE},Do not contact,Best cheese"
    lines = ("Cy,Zzdale,cy@example.org,,Brie", "Bo,Zzclay,bo@example.org,yes,Gouda")
    page = open_sheet(qtbot, sample, tmp_path, header, *lines)
    page._go(1)
    told: dict[str, list[str]] = {}
    for at, found in enumerate(page.review.list.model.rows):
        page.review.list.select(at)
        QApplication.sendPostedEvents()
        labels = page.review.panel.findChildren(QLabel)
        told[found.title] = [text.text() for text in labels if text.isVisible()]
    assert "Gets the mark “Do not contact”" in told["Bo Zzclay"]
    assert not any("Gets the mark" in text for text in told["Cy Zzdale"])
    assert "Best cheese" in told["Cy Zzdale"]
    assert not any("best_cheese" in text for texts in told.values() for text in texts)
    page.cancel()


def test_the_columns_of_a_workbook_begin_at_the_first_column_and_at_the_top(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for line in (PEOPLE.split(","), ["Bo", "Zzclay", "bo@example.org"]):
        book.active.append(line)  # type: ignore[union-attr]
    book.save(tmp_path / "list.xlsx")
    page = open_file(qtbot, sample, tmp_path / "list.xlsx")
    tab_to(qtbot, page._steps[1], back=True)
    press(qtbot, Key.Key_Left)
    press(qtbot, Key.Key_Space)
    focus = QApplication.focusWidget()
    assert isinstance(focus, Choice)
    assert focus.isVisible()
    assert focus.accessibleName() == "First name"
    assert page._columns._scroll.verticalScrollBar().value() == 0
    page.cancel()


def test_after_the_kind_of_a_sheet_was_chosen_the_keys_go_on_from_there(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},Opt-in",
        "Ada,Zzash,ada@example.org,perhaps",
        "Bo,Zzb,bo@example.org,on Sundays",
    )
    kind = next(box for box in page._columns.findChildren(Choice) if box.accessibleName().startswith("What "))
    tab_to(qtbot, kind)
    before = page.plan
    press(qtbot, Key.Key_Return)
    view = kind.view()
    while kind.itemText(view.currentIndex().row()) != PARTNER.plural:
        QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Return)
    until(qtbot, lambda: page.plan is not before and not page.busy)
    settle(qtbot, sample)
    assert [sheet.record for sheet in plan_of(page).sheets] == [PARTNER.key]
    focus = QApplication.focusWidget()
    assert isinstance(focus, Choice)
    assert focus.accessibleName() == "What form.csv holds"
    go_on(qtbot)
    assert page._pages.currentWidget() is page.review
