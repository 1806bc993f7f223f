"""The export page and what is out."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.exporting.columns_editor import KEY, OFF, ON
from coordinator.desktop.features.exporting.export_page import ExportPage
from coordinator.desktop.features.exporting.export_scope import ALL, AS_SAVED, LIST, SAVED_VIEW, SELECTION, TEMPLATE
from coordinator.desktop.features.exporting.exports_out_page import LedgerPage
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.kit.toast import Toast
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE, EXPORT, LISTED, VIEW
from coordinator.round_trip.exports_out import exports
from coordinator.round_trip.purposes import purposes
from coordinator.workbooks import read_book
from tests.builders import add, everything
from tests.desktop.driving import count, settle, until


def open_page(window: MainWindow, scope: str = "filter") -> ExportPage:
    place = window.workplace
    assert place is not None
    place.files.ask_export(scope)
    assert isinstance(place.pages.top, ExportPage)
    return place.pages.top  # type: ignore[return-value]


def line_of(page: ExportPage, key: str) -> int:
    return next(i for i in range(page.table.rowCount()) if page.table.item(i, 0).data(KEY) == key)  # type: ignore[union-attr]


def only(page: ExportPage, *keys: str) -> None:
    """Tick these columns alone, by keyboard."""
    for line in range(page.table.rowCount()):
        item = page.table.item(line, 0)
        assert item is not None
        item.setCheckState(ON if item.data(KEY) in keys else OFF)


def header(path: Path) -> list[object]:
    return [c.value for c in openpyxl.load_workbook(path).worksheets[0][1]]


def test_columns_are_ordered_by_keyboard_and_remembered_for_a_purpose(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    tab = sample.workplace.lists["candidate"]  # type: ignore[union-attr]
    tab.set_filter("state = CO")
    page = open_page(sample)
    assert page.scope.key == LIST
    only(page, "given_name", "family_name", "phone", "stage")
    page.table.setCurrentCell(line_of(page, "phone"), 0)
    while line_of(page, "phone"):
        qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    page.table.setCurrentCell(line_of(page, "given_name"), 2)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    page.table.setCurrentCell(line_of(page, "family_name"), 2)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    page.purpose.setEditText("Phone bank")
    page.holder.setText("Jules")
    page.with_filter.setChecked(True)
    page.export(tmp_path / "bank.xlsx")
    settle(qtbot, sample)
    assert header(tmp_path / "bank.xlsx") == ["ID", "Phone", "First name", "Last name", "Stage", "Export"]
    assert read_book(tmp_path / "bank.xlsx").stamp.editable == {"candidate": ["phone", "stage"]}  # type: ignore[union-attr]
    assert sample.session is not None
    (saved,) = sample.session.read(purposes)
    assert (saved.name, saved.holder, saved.sheets[0].where) == ("Phone bank", "Jules", "state = CO")
    assert saved.sheets[0].columns == ("phone", "given_name", "family_name", "stage")

    sample.session.settings.set("export.columns", {})
    sample.workplace.show_tab("partner")  # type: ignore[union-attr]
    page = open_page(sample)
    page.purpose.setEditText("phone bank")
    page.take_purpose("phone bank")
    assert page.scope.key == AS_SAVED
    assert page.holder.text() == "Jules"
    assert page.table.columns() == ["phone", "given_name", "family_name", "stage"]
    assert page._told.text() == f"{count(sample, 'state = CO')} candidates"
    page.drop.click()
    settle(qtbot, sample)
    assert sample.session.read(purposes) == []
    assert page.purpose.findText("Phone bank") < 0
    assert page.scope.key == LIST
    assert page._columns["candidate"][0] == ["phone", "given_name", "family_name", "stage"]
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert sample.workplace.pages.top is None  # type: ignore[union-attr]


def test_what_goes_out_is_chosen(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert sample.session is not None
    add(sample.session.campaign, VIEW, name="Mine", record="candidate", filter="state = CO")
    place = sample.workplace
    assert place is not None
    tab = place.lists["candidate"]
    tab.model.tick([0, 1, 2], True)
    chosen = list(tab.grid.selected_ids())
    page = open_page(sample, "selection")
    assert page.scope.key == SELECTION
    assert list(page.wishes()[0].ids or ()) == chosen
    page.scope.choices[SAVED_VIEW].click()
    assert [(w.record, w.where) for w in page.wishes()] == [("candidate", "state = CO")]
    page.scope.choices[ALL].click()
    for box in page.scope.kind_boxes.values():
        box.setChecked(True)
    page._choose_kinds()
    assert [w.record for w in page.wishes()] == [rt.key for rt in LISTED]
    page.type.setCurrentIndex(page.type.findData(".csv"))
    page._say()
    assert not page._go.isEnabled()
    assert "one kind" in page._hint.text()
    page.type.setCurrentIndex(page.type.findData(".ods"))
    page._say()
    page.export(tmp_path / "all.ods")
    settle(qtbot, sample)
    assert {s.name for s in read_book(tmp_path / "all.ods").sheets} == {rt.plural for rt in LISTED}


def test_the_list_is_counted_again_when_people_are_taken_back(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None and sample.workplace is not None
    add(sample.session.campaign, CANDIDATE, given_name="Ann", family_name="Zzfolk")
    sample.session.announce({}, 0)
    settle(qtbot, sample)
    page = open_page(sample)
    there = count(sample)
    assert f"{there:,} candidates" in page.scope.choices[LIST].text()
    sample.workplace.operations.undo()
    settle(qtbot, sample)
    assert f"{there - 1:,} candidates" in page.scope.choices[LIST].text()
    assert f"{there - 1:,} candidates" in page._told.text()


def test_the_whole_list_goes_out_while_it_is_still_gathered(sample: MainWindow) -> None:
    tab = sample.workplace.lists["candidate"]  # type: ignore[union-attr]
    tab.set_filter("")
    assert len(open_page(sample).wishes()[0].ids or ()) == count(sample) > 100


def test_blank_rows_have_only_what_can_be_filled_in(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_page(sample, "template")
    assert page.scope.key == TEMPLATE
    page.scope.rows.setValue(12)
    page.export(tmp_path / "blank.xlsx")
    settle(qtbot, sample)
    assert "48 blank rows" in sample.toast.text()
    assert "Added" not in header(tmp_path / "blank.xlsx")


def test_what_is_out_is_listed_shown_and_done(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    place = sample.workplace
    assert place is not None
    place.show_tab("candidate")
    page = open_page(sample)
    page.holder.setText("Civic Ladder")
    page.type.setCurrentIndex(page.type.findData(".csv"))
    page.export(tmp_path / "list.csv")
    settle(qtbot, sample)
    text = (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "back.csv").write_text(text.replace("Interested", "Contacted", 1), encoding="utf-8")
    place.files.import_files([tmp_path / "back.csv"])
    importing = place.pages.opened(ImportPage)
    assert importing is not None
    until(qtbot, lambda: importing.plan is not None)
    importing.apply()
    settle(qtbot, sample)
    importing.close_page()
    sample.workplace.files.show_ledger()
    ledger = place.pages.top
    assert isinstance(ledger, LedgerPage)
    assert [(o.file, o.holder) for o in ledger.found] == [("list.csv", "Civic Ladder")]
    assert "back.csv, changed rows: 1" in ledger.table.item(0, 5).text()  # type: ignore[union-attr]
    qtbot.keyClick(ledger, Qt.Key.Key_D)
    settle(qtbot, sample)
    assert ledger.found == []
    assert ledger._stack.currentIndex() == 1
    ledger.done_too.click()
    assert ledger.found[0].done
    qtbot.keyClick(ledger, Qt.Key.Key_Return)
    assert place.pages.top is None
    assert place.history.isVisible()
    assert "back.csv" in place.history.search.text()
    assert sample.session is not None
    assert len(sample.session.read(exports)) == len(everything(sample.session.campaign, EXPORT)) == 1


def test_what_was_typed_is_not_lost_by_esc_without_a_word(
    qtbot: QtBot, sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ExportPage, "ask_to_leave", lambda _self, why, _stay: bool(asked.append(why)))
    page = open_page(sample)
    assert page.may_close() and not asked
    page.holder.setText("Kim")
    qtbot.keyClick(page.holder, Qt.Key.Key_Escape)
    assert asked and sample.workplace is not None and sample.workplace.pages.top is page
    page.holder.setText("")
    qtbot.keyClick(page.holder, Qt.Key.Key_Escape)
    assert sample.workplace.pages.top is not page


def test_a_long_toast_stays_inside_the_window(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    sample.session.tell("Undid the import\n" + "; ".join(["Ada Brook: City kept as Reno"] * 30), ("Undo", lambda: None))
    [toast] = [t for t in sample.findChildren(Toast) if t.isVisible()]
    inside = toast.parentWidget().rect()  # type: ignore[union-attr]
    assert inside.contains(toast.geometry())
    text = toast.findChild(QLabel)
    assert isinstance(text, QLabel) and text.heightForWidth(text.width()) <= text.height()
    assert toast.width() > inside.width() / 2


def test_the_key_of_the_export_works_where_it_was_searched(qtbot: QtBot, sample: MainWindow) -> None:
    place = sample.workplace
    assert place is not None
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    filters = place.lists["candidate"].filters
    filters.line.show()
    for field in (filters.search, filters.line):
        field.setFocus()
        qtbot.keyClicks(field, "ma")
        settle(qtbot, sample)
        qtbot.keyClick(field, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        page = place.pages.opened(ExportPage)
        assert page is not None, field.accessibleName()
        place.pages.leave()
        until(qtbot, lambda: place.pages.opened(ExportPage) is None)
        field.clear()


def test_who_is_left_out_is_said_before_it_is_written(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    campaign = sample.session.campaign
    add(campaign, given_name="Zed", family_name="Zzroe", phone="303-555-0181", state="CO", do_not_call=True)
    add(campaign, given_name="Zoe", family_name="Zzroe", phone="303-555-0182", state="CO")
    tab = sample.workplace.lists["candidate"]  # type: ignore[union-attr]
    tab.set_filter("family_name = Zzroe")
    page = open_page(sample)
    only(page, "given_name", "phone")
    page.purpose.setEditText("phone bank")
    page._say()
    assert "Export 1 row" in page._go.text()
    assert "Left out, does not want to be called: Zed Zzroe" in page._hint.text()
    page.everybody.setChecked(True)
    assert "Export 2 rows" in page._go.text()
