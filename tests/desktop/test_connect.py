"""Connecting in the window: by mouse and by keyboard alone."""

import csv
import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.changes.checking import problems_of
from coordinator.desktop.features.calls.call_list_page import CallListPage
from coordinator.desktop.features.connect.connect_dialogs import AccountDialog, IntroduceDialog, WordsDialog
from coordinator.desktop.features.connect.connect_sheet import ConnectSheet
from coordinator.desktop.features.connect.followups_page import FollowUpsPage
from coordinator.desktop.features.connect.handoff_sheet import HandoffDialog
from coordinator.desktop.features.connect.plan_page import ConnectPage
from coordinator.desktop.features.connect.rules_sheet import RulesDialog
from coordinator.desktop.features.importing.choice import Choice
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.pane.referral_line import move
from coordinator.desktop.shell.menus.connect_menu import ConnectMenu
from coordinator.desktop.shell.window import MainWindow
from coordinator.partners.partner_book import PartnerBook
from coordinator.records.catalog import CANDIDATE, CONTACT, HANDOFF, REFERRAL, RULE
from coordinator.store import query
from tests.desktop.driving import do, find, settle, until

PRAIRIE = "Prairie Independents Caucus (fictitious)"
TODAY = dt.date.today()


def read(window: MainWindow, rt=REFERRAL, where: str | None = None) -> list[dict]:
    assert window.session is not None
    return window.session.read(lambda c: query.read_rows(c, rt, query.select_ids(c, rt, where)))


def dialog(window: MainWindow, kind: type) -> QDialog:
    return next(d for d in window.findChildren(kind) if d.isVisible())


def chosen(window: MainWindow, where: str, tab: str = "candidate") -> list[int]:
    """Show a list and choose its first record."""
    assert window.workplace is not None
    window.workplace.show_list(tab, where)
    list_ = window.workplace.lists[tab]
    list_.grid.select_record(list_.model.ids[0])
    return list(list_.model.ids)


def press(window: MainWindow, keys: str) -> None:
    """Do what a shortcut does; the off-screen platform hands none to a window that is not in front."""
    [action] = [a for a in window.actions_by_key.values() if a.shortcut().toString() == keys]
    action.trigger()


def partner_of(window: MainWindow, name: str) -> int:
    assert window.session is not None
    return window.session.read(PartnerBook.of).find(name).record_id


@pytest.fixture
def connected(qtbot: QtBot, sample: MainWindow) -> MainWindow:
    """The sample, in which everybody who agreed is connected."""
    assert sample.workplace is not None
    sample.workplace.connecting.connect_list()
    page = sample.workplace.pages.top
    assert isinstance(page, ConnectPage)
    until(qtbot, lambda: page.batch is not None)
    page.connect_now()
    settle(qtbot, sample)
    return sample


@pytest.fixture
def handed(qtbot: QtBot, connected: MainWindow, tmp_path: Path) -> MainWindow:
    """The same, with Prairie's people handed over."""
    assert connected.workplace is not None
    connected.workplace.connecting.hand_over_to(partner_of(connected, "Prairie"))
    hand = dialog(connected, HandoffDialog)
    hand.draft.setChecked(False)
    hand.write(tmp_path / "prairie.xlsx")
    settle(qtbot, connected)
    return connected


def test_one_person_by_keyboard(qtbot: QtBot, sample: MainWindow) -> None:
    [number, *_] = chosen(sample, 'consent_share = yes and party_line = Independent and office = "School board"')
    press(sample, "Ctrl+L")
    sheet = dialog(sample, ConnectSheet)
    assert sheet.focusWidget() is sheet.cards[0].radio
    assert [c.fit.fits for c in sheet.cards][:3] == [True, True, True]
    qtbot.keyClick(sheet.cards[1].radio, Qt.Key.Key_Space)
    assert sheet.cards[1].radio.isChecked()
    name = sheet.cards[1].fit.name
    assert name in sheet.connect_button.text()
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    settle(qtbot, sample)
    assert not sheet.isVisible()
    [referral] = read(sample)
    assert (referral["candidate"], referral["partner"]) == (number, partner_of(sample, name))
    assert read(sample, CANDIDATE, f"id = {number}")[0]["follow_up"] == (TODAY + dt.timedelta(days=7)).isoformat()
    sample.workplace.operations.undo()
    settle(qtbot, sample)
    assert read(sample) == []


def test_no_consent_no_referral(qtbot: QtBot, sample: MainWindow) -> None:
    chosen(sample, "consent_share is empty and stage = Interested")
    do(sample, ConnectMenu.connect_people)
    sheet = dialog(sample, ConnectSheet)
    assert not sheet.connect_button.isEnabled()
    assert "has not agreed" in sheet._consent.text()
    sheet._agreed.click()
    settle(qtbot, sample)
    assert sheet.connect_button.isEnabled()
    sheet._show_all()
    assert len(sheet.cards) == 8
    assert any(c.fit.against for c in sheet.cards)


def test_a_whole_list_is_looked_at_first(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.workplace is not None
    ids = chosen(sample, "party_line = Independent")
    sample.workplace.lists["candidate"].grid.clearSelection()
    sample.workplace.connecting.connect_list()
    page = sample.workplace.pages.top
    assert isinstance(page, ConnectPage)
    until(qtbot, lambda: page.batch is not None)
    assert page.batch is not None
    assert len(page.batch.placed) + len(page.batch.left) == len(ids)
    assert page.table.rowCount() == len(page.batch.placed)
    page.show_tile("consent")
    assert page.table.item(0, 2).text() in ("No consent to share", "Says no to sharing")
    assert read(sample) == []
    page.connect_now()
    settle(qtbot, sample)
    assert sample.workplace.pages.top is None
    assert len(read(sample)) == len(page.batch.placed)
    assert "Connected" in sample.toast.text()


def test_a_hand_off_and_its_answer(qtbot: QtBot, handed: MainWindow, tmp_path: Path) -> None:
    place, path = handed.workplace, tmp_path / "prairie.xlsx"
    assert place is not None
    book = openpyxl.load_workbook(path)
    sheet = book["Referrals"]
    at = [c.value for c in sheet[1]].index("Status at the partner") + 1
    for line, word in enumerate(["Accepted", "In the spring class"], 2):
        sheet.cell(line, at, word)
    book.save(path)
    place.files.import_files([path])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None)
    assert any("In the spring class" in n for n in page.plan.notes)
    page._go(0)
    settle(qtbot, handed)
    for heading in ("ID", "First name", "E-mail"):
        assert find(page, Choice, f"becomes.{heading}").currentText() == "For reading"
    assert not any("given_name" in shown.text() for shown in page.findChildren(QLabel))
    page._go(1)
    page.apply()
    settle(qtbot, handed)
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    assert len(read(handed, where="status = Accepted")) == 1
    ask = find(page.summary, QPushButton, "words")
    assert ask.accessibleName() == "Say what 1 word means…"
    qtbot.mouseClick(ask, Qt.MouseButton.LeftButton)
    words = dialog(handed, WordsDialog)
    words.boxes[0].setCurrentIndex(words.boxes[0].findData("active"))
    words.save()
    settle(qtbot, handed)
    assert len(read(handed, where="status = Active")) == 1
    assert words.words == []
    words.accept()
    handed.toast.hide()
    place.pages.leave()
    assert not handed.toast.isVisible(), "nothing is asked again"
    number = partner_of(handed, "Prairie")
    place.show_record("partner", number)
    settle(qtbot, handed)
    told = " ".join(w.text() for w in place.lists["partner"].pane.findChildren(QLabel))
    assert "2 accepted" in told
    assert "prairie.xlsx" in told
    model = place.lists["partner"].model
    line = model.ids.index(number)
    assert [model.row(line)[k] for k in ("+accepted", "+days")] == [2, 0]
    model.ask("", "", (("+accepted", True),))
    assert model.ids[0] == number
    assert handed.session is not None
    assert handed.session.read(problems_of) == []


def test_a_no_in_a_remark_is_shown_on_its_row(qtbot: QtBot, handed: MainWindow, tmp_path: Path) -> None:
    place, path = handed.workplace, tmp_path / "prairie.xlsx"
    assert place is not None
    book = openpyxl.load_workbook(path)
    sheet = book["Referrals"]
    at = {c.value: c.column for c in sheet[1]}
    for line, word in enumerate(["please do not contact me again", "take me off all lists"], 2):
        sheet.cell(line, at["Status at the partner"]).value = "Declined"
        sheet.cell(line, at["Remark of the partner"]).value = word
    sheet.cell(1, len(at) + 1).value, sheet.cell(2, len(at) + 1).value = "Trainer", "Tom"
    book.save(path)
    place.files.import_files([path])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None)
    settle(qtbot, handed)
    names = {CANDIDATE.title(row) for row in read(handed, CANDIDATE)}
    assert {row.title.removesuffix(f" · {PRAIRIE}") for row in page.plan.rows} <= names
    columns = [c for s in page.plan.sheets for c in s.columns]
    assert "Keep as an answer" not in {c.label for c in columns}
    for line in range(2):
        page.review.compare.show_row(page.review.rows, page.plan.rows[line], "")
        told = " ".join(w.text() for w in page.review.compare.findChildren(QLabel))
        assert "Do not contact" in told and "—  →  Yes" in told
    page.apply()
    settle(qtbot, handed)
    assert len(read(handed, CANDIDATE, "do_not_contact = yes")) >= 2


def test_a_sheet_of_their_own_through_the_import_page(qtbot: QtBot, handed: MainWindow, tmp_path: Path) -> None:
    place = handed.workplace
    assert place is not None
    people = read(
        handed, CANDIDATE, f"id in ({', '.join(str(r['candidate']) for r in read(handed, where='status = Sent'))})"
    )
    lines = [[p["email"], "accepted", "fine"] for p in people[:3]] + [["nova@example.org", "yes", "walked in"]]
    with (tmp_path / "theirs.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["E-mail", "Outcome", "Comments"], *lines])
    place.files.import_files([tmp_path / "theirs.csv"])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None)
    assert page.plan.plan.kind == "return"
    page._go(0)
    page._go(1)
    page.apply()
    settle(qtbot, handed)
    assert len(read(handed, where="status = Accepted")) == 4
    assert len(read(handed, CANDIDATE, 'email = "nova@example.org"')) == 1


def test_the_pane_tells_the_whole_story(qtbot: QtBot, handed: MainWindow) -> None:
    place = handed.workplace
    assert place is not None
    referral = read(handed, where="status = Sent")[0]
    move(place.operations, referral["id"], "accepted")
    settle(qtbot, handed)
    place.show_record("candidate", referral["candidate"])
    settle(qtbot, handed)
    told = [w.text() for w in place.lists["candidate"].pane.findChildren(QLabel)]
    assert f"{PRAIRIE}: Accepted" in told
    assert f"{PRAIRIE}: Sent, in prairie.xlsx" in told
    assert f"Connected with {PRAIRIE}" in told
    assert any(t.startswith("Holds 11 details since") for t in told)


def test_calls_by_keyboard_alone(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.workplace is not None
    press(sample, "Ctrl+6")
    page = sample.workplace.pages.top
    assert isinstance(page, CallListPage)
    first, second, third, *_ = page.people
    assert sample.focusWidget() is page
    assert page._phone.text()
    assert "Is this a good moment?" in page._script.text()
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert sample.focusWidget() is page.note
    qtbot.keyClicks(page.note, "Call after rain")  # letters in a note are no outcomes
    qtbot.keyClick(page.note, Qt.Key.Key_Return)
    qtbot.keyClick(page, Qt.Key.Key_R)
    assert page.current == second
    qtbot.keyClick(page, Qt.Key.Key_N)
    qtbot.keyClick(page, Qt.Key.Key_D)
    settle(qtbot, sample)
    assert page.outcomes == {first: "reached", second: "no_answer", third: "do_not_contact"}
    notes = {c["candidate"]: c for c in read(sample, CONTACT)}
    assert (notes[first]["outcome"], notes[first]["notes"]) == ("reached", "Call after rain")
    people = {r["id"]: r for r in read(sample, CANDIDATE)}
    assert people[first]["follow_up"] is None
    assert people[second]["follow_up"] == (TODAY + dt.timedelta(days=1)).isoformat()
    assert people[third]["do_not_contact"] is True
    for _ in range(len(page.people) - 3):
        qtbot.keyClick(page, Qt.Key.Key_M)
    assert "All are called" in page._done.text()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert sample.workplace.pages.top is None
    sample.workplace.operations.undo()
    settle(qtbot, sample)
    assert len(read(sample, CONTACT)) == len(page.people) - 1


def test_follow_ups_put_off_handed_on_and_done(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    assert sample.workplace is not None
    do(sample, ConnectMenu.follow_ups)
    page = sample.workplace.pages.top
    assert isinstance(page, FollowUpsPage)
    settle(qtbot, sample)
    due = len(page.shown)
    assert due == len(read(sample, CANDIDATE, "follow_up <= today"))
    page.table.selectAll()
    page.hand_to("Robin")
    settle(qtbot, sample)
    assert {f.owner for f in page.shown} == {"Robin"}
    page.owner.setCurrentIndex(page.owner.findData("Robin"))
    assert len(page.shown) == due
    page.table.selectRow(0)
    page.snooze(3)
    settle(qtbot, sample)
    assert len(page.shown) == due - 1
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_X)
    settle(qtbot, sample)
    assert len(page.shown) == due - 2
    page.write_calendar(tmp_path / "due.ics")
    assert (tmp_path / "due.ics").read_text().count("BEGIN:VEVENT") == due - 2
    page.show_queue("consent")
    assert page.shown
    page.call()
    assert isinstance(sample.workplace.pages.top, CallListPage)


def test_many_referrals_get_a_status_at_once(qtbot: QtBot, connected: MainWindow) -> None:
    place = connected.workplace
    assert place is not None
    place.connecting.follow_ups()
    page = place.pages.top
    assert isinstance(page, FollowUpsPage)
    settle(qtbot, connected)
    page.show_queue("later")
    lines = [i for i, f in enumerate(page.shown) if f.record == REFERRAL.key][:3]
    page.table.clearSelection()
    for line in lines:
        page.table.selectionModel().select(
            page.table.model().index(line, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    assert len(page.chosen()) == 3
    assert page.statuses() == ["sent", "withdrawn"]
    page.set_status("withdrawn")
    settle(qtbot, connected)
    assert len(read(connected, where="status = Withdrawn")) == 3


def test_rules_are_checked_where_they_are_typed(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.workplace is not None
    sample.workplace.connecting.rules_of(partner_of(sample, "Emerge"))
    rules = dialog(sample, RulesDialog)
    before = len(read(sample, RULE))
    rules.kind.setCurrentIndex(rules.kind.findData("born_from"))
    rules.terms.setText("nineteen")
    rules.save()
    assert "not one whole number" in rules._told.text()
    rules.terms.setText("1984")
    rules.fields["valid_from"].setText("2025-01-01")
    rules.save()
    settle(qtbot, sample)
    assert len(read(sample, RULE)) == before + 1
    line = next(i for i, r in enumerate(rules.rules) if r.kind == "born_from")
    rules.table.selectRow(line)
    rules.terms.setText("1990")
    rules.save()
    settle(qtbot, sample)
    assert [r["terms"] for r in read(sample, RULE, 'rule_kind = "Born in or after"')][-1] == ["1990"]
    rules.table.selectRow(line)
    rules.drop()
    settle(qtbot, sample)
    assert len(read(sample, RULE)) == before
    rules.close()


def test_a_hand_off_says_who_stays_and_takes_other_columns(qtbot: QtBot, connected: MainWindow, tmp_path: Path) -> None:
    place = connected.workplace
    assert place is not None
    number = partner_of(connected, "Prairie")
    first = read(connected, where=f'partner = "{PRAIRIE}"')[0]
    place.operations.edit(CANDIDATE, {first["candidate"]: {"consent_share": "no"}})
    settle(qtbot, connected)
    place.connecting.hand_over_to(number)
    hand = dialog(connected, HandoffDialog)
    assert "says no to sharing" in hand._left.text()
    hand.columns.setText("E-mail; Shoe size")
    hand._columns_changed()
    settle(qtbot, connected)
    assert "No field of candidates is called “Shoe size”" in hand._left.text()
    assert not hand.save_button.isEnabled()
    hand.columns.setText("E-mail=Address; Last name")
    hand._columns_changed()
    settle(qtbot, connected)
    assert hand.table.horizontalHeaderItem(0).text() == "Address"
    hand.draft.setChecked(False)
    hand.write(tmp_path / "o.csv")
    settle(qtbot, connected)
    header = (tmp_path / "o.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert ",Address,Last name,Status at the partner,Remark of the partner,Export" in header
    assert [h["status"] for h in read(connected, HANDOFF)] == ["written"]


def test_introductions_as_drafts(qtbot: QtBot, handed: MainWindow, tmp_path: Path) -> None:
    place = handed.workplace
    assert place is not None
    chosen(handed, "", "partner")
    place.lists["partner"].grid.select_record(partner_of(handed, "Prairie"))
    place.connecting.introduce()
    intro = dialog(handed, IntroduceDialog)
    number = len(intro.ready)
    assert number
    assert PRAIRIE in intro.text.toPlainText()
    intro.write(tmp_path / "drafts")
    settle(qtbot, handed)
    assert len(list((tmp_path / "drafts").iterdir())) == number == len(read(handed, CONTACT))
    place.connecting.introduce()
    assert dialog(handed, IntroduceDialog).ready == []


def test_the_mail_account_is_kept_without_its_password(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.workplace is not None
    sample.workplace.connecting.mail_account()
    account = dialog(sample, AccountDialog)
    account.save()
    assert "Say which server" in account._told.text()
    account.host.setText("mail.example.org")
    account.address.setText("tour@example.org")
    account.save()
    assert sample.settings.get("mail", {})["host"] == "mail.example.org"
    assert "password" not in sample.settings.get("mail", {})
