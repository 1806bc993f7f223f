"""Pages over the tabs: they close in one way, end their tasks, ask before work is lost, and give the focus back."""

import importlib
import pkgutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from coordinator.base.progress import Progress
from coordinator.desktop import features
from coordinator.desktop.features.calls.call_list_page import CallListPage
from coordinator.desktop.features.connect.followups_page import FollowUpsPage
from coordinator.desktop.features.exporting.export_page import ExportPage
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.features.overview.ask_page import AskPage
from coordinator.desktop.features.tour.typing_page import TypingInPage
from coordinator.desktop.grid.view import RecordGrid
from coordinator.desktop.kit.tasks import TaskHandle, Tasks
from coordinator.desktop.shell.menus.connect_menu import ConnectMenu
from coordinator.desktop.shell.menus.data_menu import DataMenu
from coordinator.desktop.shell.menus.file_menu import FileMenu
from coordinator.desktop.shell.menus.signup_menu import SignupMenu
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.window import MainWindow
from coordinator.desktop.shell.workplace import Workplace
from coordinator.records.catalog import CANDIDATE
from tests.builders import add, edit
from tests.desktop.driving import count, do, find, page_of, place_of, settle, until

HEADER = "Submitted at,First name,Last name,E-mail,City"


def sheet(folder: Path, name: str = "form.csv", *rows: str) -> Path:
    rows = rows or ("2025-03-01 09:00,Bo,Zzclay,bo@example.org,Gila",)
    (path := folder / name).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def esc(qtbot: QtBot, page: QWidget) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Escape)


def first_stop(window: MainWindow) -> int:
    return place_of(window).events.model.ids[0]


OPENINGS: dict[str, Callable[[MainWindow, Path], object]] = {
    "DuplicatesPage": lambda w, _: do(w, DataMenu.review_duplicates),
    "FollowUpsPage": lambda w, _: do(w, ConnectMenu.follow_ups),
    "CallListPage": lambda w, _: do(w, ConnectMenu.call_list),
    "ConnectPage": lambda w, _: do(w, ConnectMenu.connect_list),
    "EmailCallPage": lambda w, _: do(w, SignupMenu.email_call),
    "AfterStopPage": lambda w, _: place_of(w).signing.show_after(first_stop(w)),
    "TypingInPage": lambda w, _: place_of(w).signing.type_in_of(first_stop(w)),
    "ExportPage": lambda w, _: do(w, FileMenu.ask_export, "all"),
    "LedgerPage": lambda w, _: do(w, FileMenu.show_ledger),
    "AskPage": lambda w, _: place_of(w).ask_anything(),
    "ImportPage": lambda w, folder: place_of(w).files.import_files([sheet(folder)]),
}
WITHOUT_TASKS = {"CallListPage", "TypingInPage", "ExportPage", "LedgerPage"}


def delete_now() -> None:
    """Delete at once what is deleted later."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_every_page_is_opened_here() -> None:
    for module in pkgutil.walk_packages(features.__path__, features.__name__ + "."):
        importlib.import_module(module.name)

    def below(kind: type[Page]) -> set[str]:
        return {kind.__name__}.union(*(below(k) for k in kind.__subclasses__()))

    assert below(Page) - {"Page"} == OPENINGS.keys()


def test_every_page_is_closed_while_its_task_runs(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work of a page tells how far it is, and ends, only when the page is deleted already."""
    crashed: list[BaseException] = []
    sample.tasks.crashed.connect(crashed.append)
    go_on = threading.Event()
    started: list[str] = []
    usual = Tasks.run

    def slow(self: Tasks, work: Callable[[Progress], Any], **how: Any) -> TaskHandle:
        def held(progress: Progress) -> object:
            go_on.wait(20)
            handle._cancelled = False  # it is told too late
            handle.step(1, 2, "halfway")
            return work(progress)

        if isinstance(how.get("owner"), Page):
            started.append(type(how["owner"]).__name__)
            handle = usual(self, held, **how)
            return handle
        return usual(self, work, **how)

    monkeypatch.setattr(Tasks, "run", slow)
    for by_key in (True, False):
        for name, opening in OPENINGS.items():
            opening(sample, tmp_path)
            page = place_of(sample).pages.top
            assert type(page).__name__ == name
            if by_key:
                esc(qtbot, page)
            else:
                qtbot.mouseClick(find(page, QPushButton, "back"), Qt.MouseButton.LeftButton)
            assert place_of(sample).pages.top is None, name
            delete_now()
            assert not isValid(page)
            go_on.set()
            settle(qtbot, sample)
            assert crashed == [], name
            go_on.clear()
    assert set(started) == OPENINGS.keys() - WITHOUT_TASKS


def test_a_write_that_a_page_waits_for_ends_after_it_is_closed(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_of(sample).signing.type_in_of(first_stop(sample))
    page = page_of(sample, TypingInPage)
    page.lines.boxes[0]["name"].setFocus()
    qtbot.keyClicks(page.lines.boxes[0]["name"], "Zzada Brook")
    before = count(sample)
    page.save()
    page.unsaved = False
    page.close_page()
    delete_now()
    settle(qtbot, sample)
    assert count(sample) == before + 1


# Work that would be lost


def answer(monkeypatch: pytest.MonkeyPatch, word: str) -> list[str]:
    """Answer the question of a message box; return what is asked."""
    asked: list[str] = []

    def press(box: QMessageBox) -> None:
        asked.append(box.text())
        next(b for b in box.buttons() if b.text() == word).click()

    monkeypatch.setattr(QMessageBox, "exec", press)
    return asked


def test_an_import_asks_before_it_is_left(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_of(sample).files.import_files([sheet(tmp_path)])
    page = page_of(sample, ImportPage)
    until(qtbot, lambda: page.plan is not None)
    settle(qtbot, sample)
    asked = answer(monkeypatch, "Go on importing")
    esc(qtbot, page)
    assert page_of(sample, ImportPage) is page
    assert not sample.close()
    sample.open_path("nowhere.campaign")
    assert not sample.opening.under_way
    assert len(asked) == 3
    answer(monkeypatch, "Leave without it")
    esc(qtbot, page)
    assert place_of(sample).pages.top is None
    assert count(sample, "family_name = Zzclay") == 0


def test_an_import_that_is_being_written_is_not_left(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    place_of(sample).files.import_files([sheet(tmp_path)])
    page = page_of(sample, ImportPage)
    until(qtbot, lambda: page.plan is not None)
    settle(qtbot, sample)
    page.apply()
    esc(qtbot, page)
    assert page_of(sample, ImportPage) is page
    assert "is being written" in sample.toast.text()
    until(qtbot, lambda: count(sample, "family_name = Zzclay") > 0)
    settle(qtbot, sample)
    esc(qtbot, page)
    assert place_of(sample).pages.top is None


def test_an_import_stays_open_behind_the_tabs_and_comes_back(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    place = place_of(sample)
    place.files.import_files([sheet(tmp_path)])
    page = page_of(sample, ImportPage)
    until(qtbot, lambda: page.plan is not None)
    qtbot.mouseClick(find(sample, QPushButton, "tab.partner"), Qt.MouseButton.LeftButton)
    assert place.pages.top is None
    assert place.lists["partner"].isVisible()
    assert "Import form.csv" in sample.toast.text()
    qtbot.mouseClick(find(sample.toast, QPushButton, "button"), Qt.MouseButton.LeftButton)
    assert page_of(sample, ImportPage) is page
    do(sample, Workplace.show_tab, "candidate")
    sample.drop([sheet(tmp_path, "another.csv")])
    assert page_of(sample, ImportPage) is page, "one that is not applied comes first"
    assert "Finish or cancel" in sample.toast.text()
    page.cancel()
    assert place.pages.top is None


def test_an_import_that_is_applied_does_not_stand_in_the_way_of_the_next(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    place_of(sample).files.import_files([sheet(tmp_path)])
    first = page_of(sample, ImportPage)
    until(qtbot, lambda: first.plan is not None)
    first.apply()
    until(qtbot, lambda: not first.holds_work)
    settle(qtbot, sample)
    sample.drop([sheet(tmp_path, "another.csv", "2025-03-01 09:00,Cy,Zzdale,cy@example.org,Gila")])
    second = page_of(sample, ImportPage)
    assert second is not first
    until(qtbot, lambda: second.plan is not None)
    second.apply()
    until(qtbot, lambda: count(sample, "family_name in (Zzclay, Zzdale)") == 2)
    settle(qtbot, sample)
    find(second, QPushButton, "leave").click()
    assert place_of(sample).pages.top is None


# Pages on pages


def test_a_page_is_laid_on_the_one_it_was_opened_from(qtbot: QtBot, sample: MainWindow) -> None:
    edit(sample.session.campaign, 1, phone="303-555-0142", follow_up="2025-01-01")  # type: ignore[union-attr]
    do(sample, ConnectMenu.follow_ups)
    due = page_of(sample, FollowUpsPage)
    until(qtbot, lambda: bool(due.shown))
    due.table.setFocus()
    due.table.setCurrentCell(0, 1)
    qtbot.keyClick(due.table, Qt.Key.Key_C)
    esc(qtbot, page_of(sample, CallListPage))
    assert page_of(sample, FollowUpsPage) is due
    assert QApplication.focusWidget() is due.table or not sample.isActiveWindow()
    do(sample, ConnectMenu.call_list)
    do(sample, ConnectMenu.follow_ups)
    assert place_of(sample).pages.opened(CallListPage) is None, "going round in circles piles nothing up"
    esc(qtbot, page_of(sample, FollowUpsPage))
    assert place_of(sample).pages.top is None


def test_a_question_stays_as_it_was_left(qtbot: QtBot, sample: MainWindow) -> None:
    place_of(sample).ask_anything()
    page = page_of(sample, AskPage)
    page.rows.setCurrentIndex(3)
    do(sample, Workplace.show_tab, "candidate")
    assert place_of(sample).pages.top is None
    place_of(sample).ask_anything()
    assert page_of(sample, AskPage) is page
    esc(qtbot, page)
    assert place_of(sample).pages.opened(AskPage) is None


def test_what_changed_while_a_page_was_covered_is_seen_when_it_is_shown_again(qtbot: QtBot, sample: MainWindow) -> None:
    do(sample, ConnectMenu.follow_ups)
    due = page_of(sample, FollowUpsPage)
    settle(qtbot, sample)
    do(sample, FileMenu.ask_export, "all")
    number = add(sample.session.campaign, CANDIDATE, given_name="Zzora", follow_up="2025-01-01")  # type: ignore[union-attr]
    sample.session.announce({"candidate": [number]}, 0)  # type: ignore[union-attr]
    settle(qtbot, sample)
    assert number not in {f.candidate for f in due.shown}
    esc(qtbot, page_of(sample, ExportPage))
    until(qtbot, lambda: number in {f.candidate for f in due.shown})


# The focus


def test_the_focus_goes_back_to_the_cell_of_the_list(qtbot: QtBot, sample: MainWindow) -> None:
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    tab = place_of(sample).lists["candidate"]
    settle(qtbot, sample)
    row = 150  # not among the first hundred, which are there at once
    number = tab.model.ids[row]
    tab.grid.setFocus()
    tab.grid.setCurrentIndex(tab.model.index(row, 3))
    do(sample, FileMenu.ask_export, "filter")
    page = page_of(sample, ExportPage)
    assert QApplication.focusWidget() is find(page, QTableWidget, "table")
    place_of(sample).session.announce({}, 0)
    settle(qtbot, sample)
    esc(qtbot, page)
    assert QApplication.focusWidget() is find(tab, RecordGrid, "grid")
    at = tab.grid.currentIndex()
    assert (tab.model.ids[at.row()], at.column()) == (number, 3)


def test_the_focus_goes_back_to_the_search_field_or_where_that_is_gone_to_the_list(
    qtbot: QtBot, sample: MainWindow
) -> None:
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    tab = place_of(sample).lists["candidate"]
    search = find(tab, QLineEdit, "search")
    search.setFocus()
    do(sample, ConnectMenu.follow_ups)
    esc(qtbot, page_of(sample, FollowUpsPage))
    assert QApplication.focusWidget() is search

    tab.open_record(tab.model.ids[0])
    connect = find(tab.pane, QPushButton, "connect")
    connect.setFocus()
    do(sample, ConnectMenu.follow_ups)
    tab.pane.hide()
    esc(qtbot, page_of(sample, FollowUpsPage))
    assert QApplication.focusWidget() is tab.grid
