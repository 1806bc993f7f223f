"""Sheets about nobody and hidden ones in the window, and the ways between the columns and the rows, by keys."""

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.importing.choice import Choice
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.features.importing.what_became import BecameStrip
from coordinator.desktop.shell.window import MainWindow
from tests.desktop.driving import count, find, press, settle, tab_to, until
from tests.desktop.import_pages import PEOPLE, open_file, open_sheet, plan_of

Key = Qt.Key
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def said(where: QWidget) -> str:
    QApplication.sendPostedEvents()  # what was just built is shown only now
    return "\n".join(text.text() for text in where.findChildren(QLabel) if text.isVisible())


def focused() -> Choice:
    focus = QApplication.focusWidget()
    assert isinstance(focus, Choice), focus
    return focus


def take_first(qtbot: QtBot, page: ImportPage) -> None:
    """Press Enter, Enter: open the list that has the focus, and take its first entry."""
    box, before = focused(), page.plan
    press(qtbot, Key.Key_Return)
    QTest.keyClick(box.view(), Key.Key_Return)
    until(qtbot, lambda: page.plan is not before and not page.busy)


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in (
        ("READ ME", [("Sign-in of November 7",), ("Do not change the tab Lists.",), ("Ask the front table.",)]),
        ("Sign-in", [PEOPLE.split(","), ("Ann", "Zzash", "ann@example.org"), ("Bo", "Zzoak", "bo@example.org")]),
        ("Totals", [("Town", "Count"), ("Mesa", 2), ("Gila", 1)]),
        ("old list", [PEOPLE.split(","), ("Cy", "Zzelm", "cy@example.org")]),
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book["old list"].sheet_state = "hidden"
    book.save(path := folder / "sign-in.xlsx")
    return path


def test_sheets_about_nobody_make_nothing_by_enter_and_a_hidden_sheet_is_told_first(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    total = count(sample)
    page = open_file(qtbot, sample, workbook(tmp_path))
    assert [(q.what, q.name) for q in page._columns.open_questions] == [("nobody", "Totals"), ("nobody", "READ ME")]
    assert "it counts by “Town”." in said(page)
    assert "hidden in the workbook" in said(page)
    while page._columns.open_questions:
        take_first(qtbot, page)
    assert sorted(plan_of(page).left_out) == ["READ ME", "Totals"]
    assert {s.record for s in plan_of(page).sheets} == {"candidate"}
    press(qtbot, Key.Key_Return)
    [strip] = page.review.findChildren(BecameStrip)
    assert strip.notes.text().startswith("The sheet “old list” is hidden")
    assert plan_of(page).told[0].startswith("The sheet “old list” is hidden in the workbook, and 1 row of it is taken")
    until(qtbot, lambda: page._foot.may_apply)
    press(qtbot, Key.Key_Return, BOTH)
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    settle(qtbot, sample)
    assert count(sample) == total + 3
    assert "The sheet “old list” is hidden in the workbook, and 1 row of it is taken" in said(page.summary)


def test_a_key_leads_back_from_the_rows_to_the_columns(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE, "Bo,Zzclay,bo@example.org", "Cy,Zzdale,cy@example.org")
    assert QApplication.focusWidget() is page.review.list.table
    press(qtbot, Key.Key_Backspace, BOTH)
    assert page._pages.currentWidget() is page._columns
    assert focused().accessibleName() == "First name"
    press(qtbot, Key.Key_Return, BOTH)
    assert QApplication.focusWidget() is page.review.list.table
    page.cancel()


def test_going_on_with_an_open_question_goes_to_it_and_not_to_the_column_touched_last(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    lines = ["Bo,Zzclay,bo@example.org,perhaps,Brie", "Cy,Zzdale,cy@example.org,on Sundays,Feta"]
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Opt-in,Cheese", *lines)
    cheese = find(page, Choice, "becomes.Cheese")
    tab_to(qtbot, cheese)
    before = page.plan
    press(qtbot, Key.Key_Return)
    QTest.keyClick(cheese.view(), Key.Key_Down)
    QTest.keyClick(cheese.view(), Key.Key_Return)
    until(qtbot, lambda: page.plan is not before and not page.busy)
    assert focused().accessibleName() == "Cheese"
    press(qtbot, Key.Key_Return, BOTH)
    assert page._pages.currentWidget() is page._columns
    assert focused().accessibleName() == "Opt-in"
    press(qtbot, Key.Key_Return, BOTH)
    assert page._pages.currentWidget() is page.review, "a question can be left open while rows are looked at"
    press(qtbot, Key.Key_Return, BOTH)
    assert page._pages.currentWidget() is page._columns
    assert focused().accessibleName() == "Opt-in"
    page.cancel()


def test_what_a_cell_becomes_names_the_field_unless_its_column_is_called_so(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        "First name,Last name,Attendee e-mail,Cheese,Do not text me",
        "Bo,Zzclay,bo@example.org,Brie,TRUE",
        "Cy,Zzdale,cy@example.org,Feta,FALSE",
    )
    page._go(1)
    cells = page.review.panel.cells
    assert cells is not None
    lines = [[cells.item(n, at) for at in (0, 2)] for n in range(cells.rowCount())]
    becomes = {heading.text(): became.text() for heading, became in lines if heading and became}
    assert becomes["First name"] == "= the same"
    assert becomes["Attendee e-mail"] == "E-mail: the same"
    assert becomes["Cheese"] == "kept as an answer"
    assert becomes["Do not text me"] == "Do not text: Yes"
    page.cancel()


def test_the_last_page_tells_every_no_in_whole(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},Do not call,Do not text,Do not e-mail,Do not contact",
        *(
            f"{n},Zz{n}folk,{n}@example.org,{','.join('yes' if i == at else '' for i in range(4))}"
            for at, n in enumerate(("Ann", "Bo", "Cy", "Ed"))
        ),
    )
    page._go(1)
    until(qtbot, lambda: page._foot.may_apply)
    press(qtbot, Key.Key_Return, BOTH)
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    told = said(page.summary)
    for way, who in (("call", "Ann"), ("text", "Bo"), ("e-mail", "Cy"), ("contact", "Ed")):
        assert f"1 person marked “Do not {way}”: {who} Zz" in told
