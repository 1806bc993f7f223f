"""The last page of an import: it says what became of the files, leads to the people, and undoes nothing else."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.changes import history
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.features.importing.summary_step import Results, SummaryView
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE, EVENT
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.desktop.driving import count, find, open_campaign, place_of, press, settle, until
from tests.desktop.import_pages import open_sheet, plan_of

PEOPLE = "First name,Last name,E-mail,Phone"


def apply(qtbot: QtBot, window: MainWindow, page: ImportPage) -> None:
    """Apply an import by its key, and wait for the last page."""
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    settle(qtbot, window)


def said(page: ImportPage) -> str:
    QApplication.sendPostedEvents()  # what was just built is shown only now
    return "\n".join(text.text() for text in page.summary.findChildren(QLabel) if text.isVisible())


def offered(page: ImportPage) -> list[str]:
    QApplication.sendPostedEvents()
    return [b.accessibleName() for b in page.summary.findChildren(QPushButton) if b.isVisible()]


def names(window: MainWindow) -> set[str]:
    """Return who is listed."""
    tab = place_of(window).current
    assert tab is not None and window.session is not None
    return set(window.session.read(query.titles, CANDIDATE, tab.model.all_ids()).values())


def test_a_file_that_cannot_be_read_offers_no_undo(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert sample.session is not None
    (broken := tmp_path / "empty.csv").write_bytes(b"")
    head = sample.session.campaign.head()
    place_of(sample).files.import_files([broken])
    page = place_of(sample).pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    assert "Nothing was imported" in said(page) and "empty.csv is empty" in said(page)
    assert "added" not in said(page)
    assert offered(page) == ["Close"]
    press(qtbot, Qt.Key.Key_Return)
    assert place_of(sample).pages.opened(ImportPage) is None
    assert sample.session.campaign.head() == head


def test_nothing_to_change_is_nothing_to_undo(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    line = "Bo,Zzclay,bo@example.org,(303) 555-0101"
    apply(qtbot, sample, open_sheet(qtbot, sample, tmp_path, PEOPLE, line))
    place_of(sample).pages.leave()
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE, line)
    page.apply()
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    settle(qtbot, sample)
    assert "Nothing changed" in said(page)
    assert offered(page) == ["Close"]


def test_undo_takes_back_the_last_file_that_changed_anything_and_names_it(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(f"{PEOPLE}\nBo,Zzclay,bo@example.org,\n", encoding="utf-8")
    bad.write_bytes(b"")
    place_of(sample).files.import_files([good, bad])
    page = place_of(sample).pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None and not page.busy)
    settle(qtbot, sample)
    apply(qtbot, sample, page)
    assert "1 of 2 files could not be read" in said(page)
    undo = find(page, QPushButton, "undo")
    assert undo.accessibleName() == "Undo good.csv"
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    settle(qtbot, sample)
    assert count(sample, "family_name = Zzclay") == 0
    assert sample.session.read(history.change_sets, limit=1)[0].title.startswith("Undid: Imported good.csv")


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_it_leads_to_those_with_a_problem_and_to_all_who_came(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, size: tuple[int, int]
) -> None:
    sample.resize(*size)
    apply(qtbot, sample, open_sheet(qtbot, sample, tmp_path, PEOPLE, "Di,Zzearly,di@example.org,"))
    place_of(sample).pages.leave()
    lines = (
        "Bo,Zzclay,bo@example.org,12",
        "Cy,Zzdale,cy@example.org,(303) 555-0102",
        "Di,Zzearly,di@example.org,(303) 555-0103",
        "Ada,Zzbrook,ada@example,(303) 555-0104",
    )
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE, *lines, name="week 2.csv")
    apply(qtbot, sample, page)
    assert "2 with a problem" in said(page)
    assert "Bo Zzclay (week 2.csv, row 2, Phone): " in said(page), "what the problem is, and where, is told"
    everybody, some = find(page, QPushButton, "newest"), find(page, QPushButton, "doubtful_people")
    for shown in (everybody, some):
        assert page.summary.rect().contains(shown.mapTo(page.summary, shown.rect().bottomRight()))
    assert everybody.accessibleName() == "Show 4 people who came or changed"
    assert some.accessibleName() == "Show 2 people with a problem"
    qtbot.mouseClick(some, Qt.MouseButton.LeftButton)
    settle(qtbot, sample)
    assert names(sample) == {"Bo Zzclay", "Ada Zzbrook"}


def test_who_came_last_is_shown_and_not_who_came_today(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    apply(qtbot, sample, open_sheet(qtbot, sample, tmp_path, PEOPLE, "Di,Zzearly,di@example.org,"))
    place_of(sample).pages.leave()
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE, "Cy,Zzdale,cy@example.org,", name="week 2.csv")
    apply(qtbot, sample, page)
    press(qtbot, Qt.Key.Key_Return)  # it has the focus
    settle(qtbot, sample)
    assert names(sample) == {"Cy Zzdale"}


def test_esc_and_the_next_import_are_free_when_there_is_nothing_to_apply(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE)
    assert plan_of(page).rows == []
    (good := tmp_path / "good.csv").write_text(f"{PEOPLE}\nBo,Zzclay,bo@example.org,\n", encoding="utf-8")
    place_of(sample).files.import_files([good])
    another = place_of(sample).pages.opened(ImportPage)
    assert another is not None and another is not page
    until(qtbot, lambda: another.plan is not None)
    settle(qtbot, sample)
    another.cancel()
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE)
    press(qtbot, Qt.Key.Key_Escape)  # a question would wait here for ever
    assert place_of(sample).pages.top is None


def test_enter_on_the_last_page_undoes_nothing(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert sample.session is not None
    header = "Event title,City,State,Date,Start time,End time"
    page = open_sheet(qtbot, sample, tmp_path, header, "Zzdalton stop,Zzdalton,WI,2025-04-01,18:00,20:00")
    apply(qtbot, sample, page)
    assert "1 new" in said(page)
    head = sample.session.campaign.head()
    assert find(page, QPushButton, "undo").isEnabled()
    focused = QApplication.focusWidget()
    assert focused is find(page, QPushButton, "leave"), focused
    press(qtbot, Qt.Key.Key_Return)
    settle(qtbot, sample)
    assert place_of(sample).pages.opened(ImportPage) is None
    assert sample.session.campaign.head() == head
    assert sample.session.read(query.count, EVENT, "city = Zzdalton") == 1


def test_what_is_decided_for_the_sheet_is_told_as_an_update(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    header = f"{PEOPLE},City"
    apply(qtbot, sample, open_sheet(qtbot, sample, tmp_path, header, "Bea,Zzbrook,bea@example.org,,Denver"))
    place_of(sample).pages.leave()
    page = open_sheet(qtbot, sample, tmp_path, header, "Bea,Zzbrook,bea@example.org,,Tempe", name="another.csv")
    assert plan_of(page).counts.conflicts == 1
    press(qtbot, Qt.Key.Key_1)
    apply(qtbot, sample, page)
    assert "another.csv: 1 updated" in said(page)
    assert "unchanged" not in said(page)
    assert find(page, QPushButton, "newest").hasFocus()
    assert count(sample, "family_name = Zzbrook and city = Tempe") == 1
    assert sample.session is not None
    assert sample.session.read(history.change_sets, limit=1)[0].title == "Imported another.csv: 1 person updated"


def test_who_signs_up_once_more_is_counted_apart(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    bo, cy = "Bo,Zzclay,bo@example.org,(303) 555-0101", "Cy,Zzdale,cy@example.org,(303) 555-0102"
    apply(qtbot, sample, open_sheet(qtbot, sample, tmp_path, PEOPLE, bo, cy))
    place_of(sample).pages.leave()
    header, *lines = "E-mail,First name,Last name", "bo@example.org,Bo,Zzclay", "di@example.org,Di,Zzelm"
    page = open_sheet(qtbot, sample, tmp_path, header, *lines, name="w.csv")
    apply(qtbot, sample, page)
    assert "w.csv: 1 new, 1 signed up once more" in said(page)
    assert find(page, QPushButton, "newest").accessibleName() == "Show 2 people who came or changed"


def test_a_further_row_of_somebody_new_is_no_person_updated(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    rows = ("Bo,Zzclay,bo@example.org,,Denver", "Bo,Zzclay,bo@example.org,(303) 555-0101,Denver")
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},City", *rows, name="w.csv")
    apply(qtbot, sample, page)
    assert "1 person added" in said(page).split("\n")[0]
    assert "updated" not in said(page)
    assert "w.csv: 1 new, 1 about somebody added above" in said(page)


def test_a_word_for_a_stop_is_told_beside_its_cell_where_no_stop_is_here(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, campaign: Campaign
) -> None:
    open_campaign(qtbot, window, campaign.where)
    page = open_sheet(qtbot, window, tmp_path, f"{PEOPLE},Stop", "Bo,Zzclay,bo@example.org,,Erie")
    page._go(1)
    cells = page.review.panel.cells
    assert cells is not None
    line = next(i for i in range(cells.rowCount()) if cells.item(i, 0).text() == "Stop")  # type: ignore[union-attr]
    becomes = cells.item(line, 2)
    assert becomes is not None and becomes.text() == "kept as words alone, as no stop is here yet"


def test_words_for_stops_left_open_are_told_in_the_review_and_at_the_end(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    add(
        sample.session.campaign, EVENT, title="Zzdalton stop", city="Zzdalton", state="WI", starts_at="2025-04-01 18:00"
    )
    lines = [f"{n},Zzfolk,{n}@example.org,,{w}" for n, w in (("Ann", "Zzdalton"), ("Bo", "Zznone"), ("Cy", "Zznone"))]
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Stop", *lines)
    assert len(plan_of(page).sheets[0].stop_words) == 1
    page._go(1)
    assert page.review.rows is not None
    assert [r.title for r in page.review.rows.by_tile["problem"]] == ["Bo Zzfolk", "Cy Zzfolk"]
    assert len([p for p in plan_of(page).problems if "Zznone" in p.message]) == 1, "a word is told once"
    assert page.review.panel.cells is not None
    becomes = page.review.panel.cells.item(3, 2)
    assert becomes is not None and "No stop is called “Zznone”" in becomes.text()
    apply(qtbot, sample, page)
    assert "2 with a problem" in said(page)
    assert "No stop is called “Zznone”" in said(page)
    find(page, QPushButton, "newest").click()
    settle(qtbot, sample)
    number = next(n for n in place_of(sample).lists["candidate"].model.all_ids() if names_of(sample, n) == "Bo Zzfolk")
    place_of(sample).lists["candidate"].open_record(number)
    settle(qtbot, sample)
    assert any("stop as written: Zznone" in text.text() for text in sample.findChildren(QLabel) if text.isVisible())


def names_of(window: MainWindow, number: int) -> str:
    assert window.session is not None
    return window.session.read(query.titles, CANDIDATE, [number])[number]


def test_the_key_of_the_import_says_why_nothing_is_opened(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_sheet(qtbot, sample, tmp_path, PEOPLE, "Bo,Zzclay,bo@example.org,")
    press(qtbot, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: "Finish or cancel the import" in sample.toast.text())
    assert sample.toast.isVisible()
    page.cancel()


def test_many_acts_are_folded(qtbot: QtBot, theme: Theme) -> None:
    view = SummaryView(theme)
    qtbot.addWidget(view)
    view.show_results(Results(several=False, files=["list.xlsx: 9 updated"], acts=[f"Act {n}." for n in range(9)]))
    view.show()
    QApplication.sendPostedEvents()
    assert not any(text.text() == "Act 8." for text in view.findChildren(QLabel) if text.isVisible())


def test_who_got_a_no_is_named_by_person_and_way(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    lines = [
        f"{PEOPLE},Notes",
        "Bo,Zzclay,bo@example.org,(303) 555-0101,please do not call",
        "Al,Zzclay,al@example.org,(303) 555-0102,please take me off your list",
        "Cy,Zzclay,cy@example.org,(303) 555-0103,",
    ]
    page = open_sheet(qtbot, sample, tmp_path, *lines)
    page.apply()
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    assert "1 person marked “Do not call”: Bo Zzclay." in said(page)
    assert "1 person marked “Do not contact”: Al Zzclay." in said(page)
