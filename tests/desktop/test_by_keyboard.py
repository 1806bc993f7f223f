"""Import and duplicates by keyboard alone: keys go where the focus is, and nothing is clicked."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.duplicates.duplicates_page import DuplicatesPage
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE
from tests.builders import add, get
from tests.desktop.driving import count, find, pick, press, settle, tab_to, until

Key = Qt.Key
FORM = """First name,Last name,E-mail,City,Birth date,Why do you run?
Bill,Zzokafor,bz@example.org,Tempe,1990-04-13,Schools
Nora,Zzhall,nora.zz@example.org,Gila,1980-01-02,Water
Vera,Zzmoss,vera.zz@example.org,Yuma,,Parks
"""


def test_a_list_is_imported_and_its_duplicates_reviewed(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert sample.session is not None
    campaign, place = sample.session.campaign, sample.workplace
    assert place is not None
    here = add(
        campaign,
        CANDIDATE,
        given_name="William",
        family_name="Zzokafor",
        city="Tempe",
        birth_date="1990-04-13",
        email="bill.zz@example.org",
    )
    nora = add(campaign, CANDIDATE, given_name="Nora", family_name="Zzhall", email="nora.zz@example.org", city="Mesa")
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    (path := tmp_path / "form.csv").write_text(FORM, encoding="utf-8")
    place.files.import_files([path])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None)
    settle(qtbot, sample)

    assert QApplication.focusWidget() is page.review.list.table
    press(qtbot, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    rows = page.review.list.model.rows
    assert [r.title for r in rows][:2] == ["Nora Zzhall", "Bill Zzokafor"], "those that need somebody come first"
    before = page.plan
    press(qtbot, Key.Key_1)  # Nora's city: the sheet's
    press(qtbot, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_3)  # Bill is William
    until(qtbot, lambda: page.plan is not before and not page.busy)

    tab_to(qtbot, page._steps[1], back=True)
    press(qtbot, Key.Key_Left)
    press(qtbot, Key.Key_Space)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QComboBox)
    boxes = [b for b in page._columns.findChildren(QComboBox) if not b.isHidden()]
    why = next(b for b in boxes if b.accessibleName() == "Why do you run?")
    tab_to(qtbot, why)
    before = page.plan
    pick(qtbot, why, "Leave it out")
    until(qtbot, lambda: page.plan is not before and not page.busy)
    assert page.plan is not None
    assert {c.header: c.target for c in page.plan.sheets[0].columns}["Why do you run?"] == "ignored"
    focus = QApplication.focusWidget()
    assert focus is not None and focus.accessibleName() == "Why do you run?", "it stays where the choice was made"
    total = count(sample)
    tab_to(qtbot, find(page, QPushButton, "review"))
    press(qtbot, Key.Key_Return)
    until(qtbot, find(page, QPushButton, "apply").isEnabled)  # whom the rows look like is looked for anew
    tab_to(qtbot, find(page, QPushButton, "apply"))
    press(qtbot, Key.Key_Return)
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    assert count(sample) == total + 1
    assert get(campaign, nora)["city"] == "Gila"
    assert get(campaign, here)["other_emails"] == ["bz@example.org"]

    tab_to(qtbot, find(page, QPushButton, "duplicates"))
    press(qtbot, Key.Key_Return)
    review = place.pages.opened(DuplicatesPage)
    assert review is not None
    until(qtbot, lambda: review._handle is None)
    settle(qtbot, sample)
    press(qtbot, Key.Key_Escape)
    assert place.pages.opened(DuplicatesPage) is None


def test_duplicates_are_decided_from_the_list_and_from_the_table(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    campaign, place = sample.session.campaign, sample.workplace
    assert place is not None
    quimby = {"family_name": "Zzquimby", "phone": "303-555-0142", "postcode": "80203", "birth_date": "1980-02-03"}
    people = [
        add(campaign, CANDIDATE, **quimby, given_name=name, email=f"{name}@zz.example.org", city=city)
        for name, city in (("Katherine", "Denver"), ("Kate", "Boulder"))
    ]
    sample.activateWindow()
    until(qtbot, sample.isActiveWindow)
    sample.workplace.data.review_duplicates()
    page = place.pages.opened(DuplicatesPage)
    assert page is not None
    settle(qtbot, sample)
    names = [page.queue.item(i).text() for i in range(page.queue.count())]
    at = next(i for i, name in enumerate(names) if "Zzquimby" in name)
    assert QApplication.focusWidget() is page.queue
    for _ in range(at - page.queue.currentRow()):
        press(qtbot, Key.Key_Down)
    tab_to(qtbot, page.table)
    line = next(i for i in range(page.table.rowCount()) if page.table.item(i, 0).text() == "City")  # type: ignore[union-attr]
    press(qtbot, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(line):
        press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_2)
    total = count(sample)
    press(qtbot, Key.Key_M)
    settle(qtbot, sample)
    assert count(sample) == total - 1
    assert get(campaign, people[0])["city"] == "Boulder"
    press(qtbot, Key.Key_Escape)
    assert place.pages.opened(DuplicatesPage) is None
