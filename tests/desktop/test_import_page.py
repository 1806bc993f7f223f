"""The import page, driven: what a person decides about columns and rows."""

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.changes import history
from coordinator.changes.merge import Resolution
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.kit.toast import JUST_NOW_MS
from coordinator.desktop.shell.window import MainWindow
from coordinator.importing.plan import ConflictRule, ImportPlan, What
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.store import backups
from tests.builders import add
from tests.desktop.driving import count, find, pick, press, settle, until

HEADER = "Submitted at,First name,Last name,E-mail,City,Born"


def open_page(qtbot: QtBot, window: MainWindow, folder: Path, *rows: str, header: str = HEADER) -> ImportPage:
    path = folder / "form.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    place = window.workplace
    assert place is not None
    place.files.import_files([path])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None)
    settle(qtbot, window)
    return page


def planned_anew(qtbot: QtBot, page: ImportPage, do) -> None:  # type: ignore[no-untyped-def]
    before = page.plan
    do()
    until(qtbot, lambda: page.plan is not before and not page.busy)


def box(page: ImportPage, name: str) -> QComboBox:
    return next(b for b in page._columns.findChildren(QComboBox) if b.accessibleName() == name and not b.isHidden())


def choose(qtbot: QtBot, page: ImportPage, name: str, text: str) -> None:
    pick(qtbot, box(page, name), text)


def test_a_cell_is_mended_where_its_problem_is_told(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_page(
        qtbot,
        sample,
        tmp_path,
        "2025-03-01 09:00,Bo,Zzclay,bo@example.org,Gila,",
        "2025-03-01 10:00,Ada,Zzbrook,ada@example,Mesa,",
    )
    review = page.review
    kinds = [review.list.kinds.itemText(i) for i in range(review.list.kinds.count())]
    assert any("E-mail" in kind and "1 ×" in kind for kind in kinds)
    qtbot.mouseClick(review.tiles["problem"], Qt.MouseButton.LeftButton)
    review.list.kinds.setCurrentIndex(1)
    review.list.kinds.activated.emit(1)
    assert [r.number for r in review.list.model.rows] == [3]
    review.next_to_decide(0)
    cells = review.panel.cells
    assert cells is not None
    line = next(i for i in range(cells.rowCount()) if cells.item(i, 0).text() == "E-mail")  # type: ignore[union-attr]
    planned_anew(qtbot, page, lambda: cells.item(line, 1).setText("ada@example.org"))  # type: ignore[union-attr]
    assert page.plan is not None
    assert not page.plan.problems
    page.apply()
    until(qtbot, lambda: count(sample, "email = ada@example.org") == 1)
    settle(qtbot, sample)


def test_who_may_be_here_is_told_beside_the_preview_and_joined_by_a_key(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    here = add(
        sample.session.campaign,
        CANDIDATE,
        given_name="William",
        family_name="Zzokafor",
        city="Tempe",
        birth_date="1990-04-13",
        email="bill.zz@example.org",
    )
    page = open_page(qtbot, sample, tmp_path, "2025-03-01 10:00,Bill,Zzokafor,bz@example.org,Tempe,4/13/1990")
    assert page.review.tiles["alike"].accessibleName() == "Look alike: 1, 1 to decide"
    page._go(1)
    page.review.list.table.setFocus()
    planned_anew(qtbot, page, lambda: qtbot.keyClick(page, Qt.Key.Key_3))
    assert page.plan is not None
    (found,) = page.plan.rows
    assert (found.what, found.record_id) == (What.CHANGED, here)
    assert page.review.tiles["alike"].accessibleName() == "Look alike: 0"
    total = count(sample)
    page.apply()
    until(qtbot, lambda: count(sample, "other_emails = bz@example.org") == 1)
    settle(qtbot, sample)
    assert count(sample) == total


def test_a_same_person_pressed_by_mistake_is_taken_back(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert sample.session is not None
    who = {"given_name": "William", "family_name": "Zzokafor", "city": "Tempe", "birth_date": "1990-04-13"}
    add(sample.session.campaign, CANDIDATE, email="bill.zz@example.org", **who)
    page = open_page(qtbot, sample, tmp_path, "2025-03-01 10:00,Bill,Zzokafor,bz@example.org,Tempe,4/13/1990")
    page._go(1)
    for key, what in ((Qt.Key.Key_3, What.CHANGED), (Qt.Key.Key_4, What.NEW)):
        page.review.tiles.choose("all")
        page.review._choose()
        page.review.list.table.setFocus()
        planned_anew(qtbot, page, lambda: qtbot.keyClick(page, key))  # noqa: B023
        assert page.plan is not None
        assert page.plan.rows[0].what is what
    assert page.review.tiles["alike"].accessibleName() == "Look alike: 0"


def test_keys_that_come_while_the_plan_is_made_anew_are_taken_in_order_each_for_the_row_that_is_seen(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sample.session is not None
    people = (("William", "Bill", "Zzokafor", 13), ("Robert", "Bob", "Zzbrandt", 14), ("Edward", "Ed", "Zzquist", 15))
    for given, _, family, day in people:
        about = {"family_name": family, "city": "Tempe", "birth_date": f"1990-04-{day}"}
        add(sample.session.campaign, CANDIDATE, given_name=given, email=f"{given.lower()}@example.org", **about)
    lines = [f"2025-03-01 10:00,{a},{b},{a.lower()}@example.org,Tempe,4/{d}/1990" for _, a, b, d in people]
    page = open_page(qtbot, sample, tmp_path, *lines)
    page._go(1)
    page.review.list.table.setFocus()
    until(qtbot, lambda: page.review.rows is not None and len(page.review.rows.asking) == 3)
    usual, go_on = importing.plan, threading.Event()

    def slow(*given: Any, **named: Any) -> ImportPlan:
        go_on.wait(20)
        return usual(*given, **named)

    monkeypatch.setattr(importing, "plan", slow)
    seen = []
    for key in (Qt.Key.Key_3, Qt.Key.Key_4):
        seen.append(page.review.place)
        qtbot.keyClick(page, key)
    until(qtbot, lambda: page._planner.lasts)
    assert page._pages.currentWidget() is page.review, "what was decided is no reason to show nothing"
    seen.append(page.review.place)
    qtbot.keyClick(page, Qt.Key.Key_F2)  # a cell of the third row is mended, and the rows wait for it
    go_on.set()
    until(qtbot, lambda: page._planner._rows is not None)
    qtbot.wait(200)
    assert page.review.panel.is_typing
    editor = page.review.panel.cells.findChild(QLineEdit) if page.review.panel.cells is not None else None
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    until(qtbot, lambda: not page.busy)
    assert page.review.place == seen[2]
    qtbot.keyClick(page, Qt.Key.Key_3)
    until(qtbot, lambda: page.review.rows is not None and not page.review.rows.asking and not page.busy)
    settle(qtbot, sample)
    assert page.plan is not None
    assert len(set(seen)) == 3
    assert (list(page.plan.options.same), list(page.plan.options.apart)) == ([seen[0], seen[2]], [seen[1]])


def test_what_is_decided_of_conflicts_while_the_plan_is_made_anew_stays_decided(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sample.session is not None
    for name in ("Bo", "Cy"):
        about = {"given_name": name, "family_name": "Zzclay", "email": f"{name.lower()}@example.org", "city": "Mesa"}
        add(sample.session.campaign, CANDIDATE, **about)
    lines = [f"2025-03-01 10:00,{n},Zzclay,{n.lower()}@example.org,Tempe," for n in ("Bo", "Cy", "Di")]
    page = open_page(qtbot, sample, tmp_path, *lines)
    page._go(1)
    page.review.list.table.setFocus()
    assert page.review.rows is not None and page.review.rows.open_rows == 2
    usual, go_on = importing.plan, threading.Event()

    def slow(*given: Any, **named: Any) -> ImportPlan:
        go_on.wait(20)
        return usual(*given, **named)

    monkeypatch.setattr(importing, "plan", slow)
    page.review._anew(replace(page.review._options, skipped=frozenset({("form", 4)})))
    until(qtbot, lambda: page._planner.lasts)
    qtbot.keyClick(page, Qt.Key.Key_1)
    qtbot.keyClick(page, Qt.Key.Key_2)
    go_on.set()
    until(qtbot, lambda: not page.busy)
    settle(qtbot, sample)
    assert page.review.rows.open_rows == 0
    assert [c.answer for r in page.review.rows.by_tile["conflict"] for c in r.conflicts] == [
        Resolution.TAKE,
        Resolution.KEEP,
    ]


def test_nobody_comes_in_who_may_be_here_already_before_somebody_said_so(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    about = {"family_name": "Zzokafor", "city": "Tempe", "birth_date": "1990-04-13"}
    for name in ("William", "Robert"):
        add(sample.session.campaign, CANDIDATE, given_name=name, email=f"{name}.zz@example.org".lower(), **about)
    page = open_page(
        qtbot,
        sample,
        tmp_path,
        "2025-03-01 10:00,Bill,Zzokafor,bz@example.org,Tempe,4/13/1990",
        "2025-03-01 10:00,Bob,Zzokafor,bobz@example.org,Tempe,4/13/1990",
    )
    page._go(1)
    total = count(sample)
    apply = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == "Apply 2 changes")
    assert not apply.isEnabled()
    page.review.tiles.choose("unchanged")
    page.review._choose()
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, sample)
    assert count(sample) == total
    found = page.review.list.current()
    assert found is not None and found.number == 2
    planned_anew(qtbot, page, lambda: page._foot.who_decided.emit(None))
    assert page.plan is not None and page.plan.counts.created == 2
    assert apply.isEnabled()
    qtbot.mouseClick(apply, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: count(sample) == total + 2)
    settle(qtbot, sample)


def test_who_may_stand_in_the_file_twice_is_told_and_joined_by_a_key(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    rows = [
        "2025-03-01 10:00,William,Zzokafor,bill.zz@example.org,Tempe,4/13/1990",
        "2025-03-01 11:00,Bill,Zzokafor,bz@example.org,Tempe,4/13/1990",
    ]
    page = open_page(qtbot, sample, tmp_path, *rows)
    assert page.review.tiles["alike"].accessibleName() == "Look alike: 1, 1 to decide"
    page._go(1)
    qtbot.mouseClick(page.review.tiles["alike"], Qt.MouseButton.LeftButton)
    texts = [w.text() for w in page.review.panel.findChildren(QLabel)]
    assert any(text.startswith("May be William Zzokafor in row 2 (") for text in texts)
    page.review.list.table.setFocus()
    planned_anew(qtbot, page, lambda: qtbot.keyClick(page, Qt.Key.Key_3))
    assert page.review.tiles["alike"].accessibleName() == "Look alike: 0"
    assert page.plan is not None
    assert page.plan.counts.created == 1


def test_who_was_joined_under_another_name_is_told_and_parted_by_a_key(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    add(sample.session.campaign, CANDIDATE, given_name="Timothy", family_name="Zzkim", email="t.zz@example.org")
    page = open_page(qtbot, sample, tmp_path, "2025-03-01 10:00,Tim,Zzkim,t.zz@example.org,Tempe,")
    review = page.review
    assert review.tiles["joined"].accessibleName() == "Other name: 1"
    page._go(1)
    qtbot.mouseClick(review.tiles["joined"], Qt.MouseButton.LeftButton)
    texts = [w.text() for w in review.panel.findChildren(QLabel)]
    assert "Taken for Timothy Zzkim" in texts
    assert not any(text.startswith("First name: ") for text in texts), "it is told once"
    assert review.tiles["problem"].accessibleName() == "Problems: 0"
    cells = review.panel.cells
    assert cells is not None
    becomes = {cells.item(n, 0).text(): cells.item(n, 2).text() for n in range(cells.rowCount())}
    assert becomes["First name"] == "not kept: Timothy Zzkim stays"
    assert becomes["Last name"] == "= the same"
    total = count(sample)
    page.apply()
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    settle(qtbot, sample)
    assert count(sample) == total
    qtbot.mouseClick(find(page.summary, QPushButton, "show_joined"), Qt.MouseButton.LeftButton)
    told = find(page.summary, QListWidget, "joined").item(0)
    assert "Tim Zzkim is taken for Timothy Zzkim, found by e-mail; the name Tim Zzkim is not kept" in told.text()

    qtbot.mouseClick(find(page.summary, QPushButton, "part"), Qt.MouseButton.LeftButton)
    until(qtbot, lambda: count(sample, "given_name = Tim and family_name = Zzkim") == 1)
    settle(qtbot, sample)
    assert count(sample) == total + 1
    assert count(sample, "given_name = Timothy and family_name = Zzkim and city is empty") == 1
    assert not page.summary.findChildren(QListWidget, "joined")
    QApplication.sendPostedEvents()
    said = [text.text() for text in page.summary.findChildren(QLabel) if text.isVisible()]
    assert "1 person added" in said, said
    assert "form.csv: 1 new" in said, said
    assert find(page.summary, QPushButton, "newest").accessibleName() == "Show 2 people who came or changed"
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    for key, people in ((Qt.Key.Key_Z, total), (Qt.Key.Key_Y, total + 1)):
        press(qtbot, key, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, sample)
        until(qtbot, lambda: count(sample) == people)  # noqa: B023
        QApplication.sendPostedEvents()
        said = [text.text() for text in page.summary.findChildren(QLabel) if text.isVisible()]
        assert ("1 person added" in said) == (people > total), said
        assert bool(page.summary.findChildren(QListWidget, "joined")) == (people == total)


def test_a_row_is_parted_before_it_is_taken_by_a_key(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert sample.session is not None
    add(sample.session.campaign, CANDIDATE, given_name="Timothy", family_name="Zzkim", email="t.zz@example.org")
    page = open_page(qtbot, sample, tmp_path, "2025-03-01 10:00,Tim,Zzkim,t.zz@example.org,Tempe,")
    review = page.review
    page._go(1)
    qtbot.mouseClick(review.tiles["joined"], Qt.MouseButton.LeftButton)
    review.list.table.setFocus()
    planned_anew(qtbot, page, lambda: qtbot.keyClick(page, Qt.Key.Key_4))
    assert review.tiles["joined"].accessibleName() == "Other name: 0"
    page.apply()
    until(qtbot, lambda: count(sample, "given_name = Tim and family_name = Zzkim") == 1)
    settle(qtbot, sample)


def test_a_row_is_left_out_by_a_key_and_taken_after_all(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_page(qtbot, sample, tmp_path, "2025-03-01 09:00,Bo,Zzclay,bo@example.org,Gila,")
    page._go(1)
    page.review.list.table.setFocus()
    planned_anew(qtbot, page, lambda: qtbot.keyClick(page, Qt.Key.Key_X))
    assert page.plan is not None
    assert page.plan.rows[0].what is What.REJECTED
    planned_anew(qtbot, page, lambda: qtbot.keyClick(page, Qt.Key.Key_X))
    assert page.plan.rows[0].what is What.NEW
    page.cancel()


def test_dates_that_read_both_ways_open_the_columns_and_the_choice_counts(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_page(qtbot, sample, tmp_path, "2025-03-01 09:00,Bo,Zzclay,bo@example.org,Gila,3/4/1990")
    assert page._pages.currentWidget() is page._columns
    planned_anew(qtbot, page, lambda: choose(qtbot, page, "Born: day or month first?", "3/4 is April 3"))
    assert page.plan is not None
    assert page.plan.rows[0].created["birth_date"] == "1990-04-03"  # type: ignore[index]
    assert page.plan.sheets[0].orders["Born"] is True
    page.cancel()


def test_a_rule_for_one_field_is_chosen_at_its_column_and_decisions_stay(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    add(
        sample.session.campaign,
        CANDIDATE,
        given_name="Bo",
        family_name="Zzclay",
        city="Tempe",
        birth_date="1990-04-13",
        email="bo@example.org",
        postcode="85281",
    )
    page = open_page(
        qtbot,
        sample,
        tmp_path,
        "2025-03-01 09:00,Bo,Zzclay,bo@example.org,Gila,1990-04-13,85282",
        header=HEADER + ",ZIP",
    )
    assert page.plan is not None
    assert page.plan.counts.conflicts == 1
    assert len(page.plan.rows[0].conflicts) == 2
    planned_anew(qtbot, page, lambda: choose(qtbot, page, "Where City differs", "use the sheet"))
    assert page.plan.rules == {"city": ConflictRule.OVERWRITE}
    assert [c.field for c in page.plan.rows[0].conflicts] == ["postcode"]
    page.cancel()


def test_cancelling_while_it_is_written_leaves_no_trace(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(qtbot, sample, tmp_path, "2025-03-01 09:00,Bo,Zzclay,bo@example.org,Gila,")
    assert sample.session is not None
    head, total = sample.session.campaign.head(), count(sample)

    def stop(*_: object, **__: object) -> None:
        while page._writing is None:  # the work may begin before the page knows how to stop it
            time.sleep(0.001)
        page._stop_work()

    monkeypatch.setattr(backups, "make", stop)
    page.apply()
    until(qtbot, lambda: not page.busy)
    settle(qtbot, sample)
    assert (sample.session.campaign.head(), count(sample)) == (head, total)
    assert page.plan is not None, "the preview is there again"
    assert not page._foot.isHidden()


def test_several_files_end_in_one_summary(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    place = sample.workplace
    assert place is not None
    paths = [tmp_path / "a.csv", tmp_path / "broken.xlsx", tmp_path / "b.csv"]
    paths[0].write_text(f"{HEADER}\n2025-03-01 09:00,Bo,Zzclay,bo@example.org,Gila,\n", encoding="utf-8")
    paths[1].write_bytes(b"PK\x03\x04 no workbook")
    paths[2].write_text(f"{HEADER}\n2025-03-01 09:00,Cy,Zzdale,cy@example.org,Gila,\n", encoding="utf-8")
    place.files.import_files(paths)
    page = place.pages.opened(ImportPage)
    assert page is not None
    for path in (paths[0], paths[2]):
        until(qtbot, lambda wanted=path: page.plan is not None and page.plan.path == wanted and not page.busy)  # type: ignore[misc]
        page.apply()
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    said = [label.text() for label in page.summary.findChildren(QLabel)]
    assert any("broken.xlsx is cut short or damaged" in text for text in said)
    assert "All 3 files: 2 new" in said
    settle(qtbot, sample)
    assert count(sample, "family_name in (Zzclay, Zzdale)") == 2
    assert sample.session is not None
    assert sample.session.read(history.change_sets, limit=1)[0].title == "Imported b.csv: 1 new person"


def test_the_review_begins_with_who_may_be_here_already(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert sample.session is not None
    add(
        sample.session.campaign,
        CANDIDATE,
        given_name="William",
        family_name="Zzokafor",
        city="Tempe",
        birth_date="1990-04-13",
        email="bill.zz@example.org",
    )
    names = "Abelone Boris Cyrus Dagny Evander Florence Gustav Harriet Ignatz Juniper Kermit Ludmila".split()
    rows = [f"2025-03-{n:02} 10:00,{name},{name}by,{name}@example,," for n, name in enumerate(names, 1)]
    page = open_page(qtbot, sample, tmp_path, *rows, "2025-03-01 10:00,Bill,Zzokafor,bz@example.org,Tempe,4/13/1990")
    found = page.review.list.current()
    assert found is not None and found.title == "Bill Zzokafor"
    assert page.review.list.at == 0
    page._go(1)
    said = [text.text() for text in page.findChildren(QLabel) if text.isVisible()]
    assert any("People who may be here already: 1" in text for text in said)
    assert not page._foot.may_apply


def test_notes_that_do_not_fit_lead_to_all_of_them(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_page(qtbot, sample, tmp_path, "2025-03-01 10:00,Ann,Zzfolk,ann@example.org,Tempe,4/13/1990")
    page._go(1)
    strip, plan = page.review.strip, page.plan
    assert plan is not None
    assert strip.whole.isHidden(), "what is seen needs no second place"
    plan.notes += [f"Note {n}: something that is worth a line of its own." for n in range(9)]
    strip.show_plan(plan)
    qtbot.mouseClick(strip.whole, Qt.MouseButton.LeftButton)
    assert "Note 8" in page.review.became.text.toPlainText()
    assert page.review.became.isVisible()


def test_what_was_told_leaves_with_its_page(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert sample.session is not None
    sample.session.tell("Undid: something")
    qtbot.wait(JUST_NOW_MS + 100)
    assert sample.toast.isVisible()
    page = open_page(qtbot, sample, tmp_path, "2025-03-01 10:00,Ann,Zzfolk,ann@example.org,Tempe,4/13/1990")
    assert not sample.toast.isVisible()
    sample.session.tell("Just now")
    page.cancel()
    assert sample.toast.isVisible(), "what was said of leaving it stays"
