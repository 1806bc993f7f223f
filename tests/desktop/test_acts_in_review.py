"""What was done to a workbook comes before its rows, and is answered by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.changes import history
from coordinator.changes.checking import problems_of
from coordinator.desktop.features.importing.act_card import ActCard, title_of
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.shell.window import MainWindow
from coordinator.importing.acts import ActKind, Reply
from coordinator.operations.editing import edit
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query
from tests.builders import get
from tests.desktop.driving import find, press, settle, until
from tests.desktop.import_pages import open_file, plan_of
from tests.round_trip.acting import Sheet

Key, Held = Qt.Key, Qt.KeyboardModifier
ON = Held.ControlModifier | Held.ShiftModifier
SHARE = "May be shared with partners"


class Keys:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, qtbot: QtBot, page: ImportPage) -> None:
        self._qtbot, self._page, self.pressed = qtbot, page, 0

    def __call__(self, *keys: Key, held: Held = Held.NoModifier) -> None:
        for key in keys:
            press(self._qtbot, key, held)
            self.pressed += 1
            until(self._qtbot, lambda: not self._page.busy)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit)
        self._qtbot.keyClicks(focus, text)
        self.pressed += len(text)


@pytest.fixture
def sheet(sample: MainWindow, tmp_path: Path) -> Sheet:
    assert sample.session is not None
    return Sheet(sample.session.campaign, tmp_path)


def returned(qtbot: QtBot, window: MainWindow, sheet: Sheet) -> ImportPage:
    sheet.save()
    return open_file(qtbot, window, sheet.path)


def current(page: ImportPage) -> ActCard:
    focus = QApplication.focusWidget()
    assert isinstance(focus, ActCard), focus
    return focus


def kinds(page: ImportPage) -> list[ActKind]:
    return [card.act.kind for card in page.review.acts.findChildren(ActCard) if not card.isHidden()]


def careless(sheet: Sheet) -> dict[int, dict[str, object]]:
    """Let a column slip, edit twelve cells, add a column, and change three people here too; return the edits."""
    meant: dict[int, dict[str, object]] = {}
    sheet.slip("City", 6)
    for n in range(12):
        row = 10 + 3 * n
        sheet.set("Preferred name", row, f"Zz{chr(97 + n)}")
        meant[sheet.ids[row]] = {"preferred_name": f"Zz{chr(97 + n)}"}
    sheet.add_column("Called by", {row: f"Kim {row}" for row in range(20, 28)})
    here = {}
    for row in (60, 70, 80):
        sheet.set("Occupation", row, f"Sheet {row}")
        here[sheet.ids[row]] = {"occupation": f"Here {row}"}
    edit(sheet.campaign, "Jules P.", CANDIDATE, here)
    return meant


def test_a_careless_return_is_reviewed_by_keys_in_less_than_a_minute(
    qtbot: QtBot, sample: MainWindow, sheet: Sheet
) -> None:
    assert sample.session is not None
    meant = careless(sheet)
    campaign, before = sheet.campaign, sheet.campaign.head()
    cities = {n: get(campaign, n)["city"] for n in sheet.ids.values()}
    page = returned(qtbot, sample, sheet)
    keys = Keys(qtbot, page)
    assert kinds(page) == [ActKind.SLIPPED, ActKind.NEW_COLUMN]
    assert current(page).act.kind is ActKind.SLIPPED
    keys(Key.Key_U)
    assert current(page).act.kind is ActKind.NEW_COLUMN
    keys(Key.Key_T)
    assert current(page).act.answer is Reply.TAKE, "the column stands in the review after it was answered"
    keys(Key.Key_Return)
    assert page.review.tiles.key == "conflict"
    keys(Key.Key_1, Key.Key_2, Key.Key_1)  # each goes on to the next
    assert len(page.review.rows.by_tile["edited"]) == 12 + 3  # type: ignore[union-attr]
    assert len(page.review.rows.by_tile["bulk"]) == 6, "of 8, two are edited besides"  # type: ignore[union-attr]
    keys(Key.Key_Return, held=ON)
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    assert keys.pressed == 7, "at two seconds for each, with looking at it, that is a third of a minute"
    for number, values in meant.items():
        assert get(campaign, number)["preferred_name"] == values["preferred_name"]
    assert {n: get(campaign, n)["city"] for n in sheet.ids.values()} == cities
    assert [get(campaign, sheet.ids[row])["occupation"] for row in (60, 70, 80)] == ["Sheet 60", "Here 70", "Sheet 80"]
    assert get(campaign, sheet.ids[20])["answers"]["called_by"] == "Kim 20"
    assert campaign.head() == before + 1
    (step, *_) = sample.session.read(history.change_sets, limit=1)
    assert any("City" in told and "put back" in told for told in step.kept)
    assert not any("would change" in told for told in step.kept), "it is past"
    assert sample.workplace is not None
    sample.workplace.operations.undo()
    settle(qtbot, sample)
    assert not any(get(campaign, n)["preferred_name"] == v["preferred_name"] for n, v in meant.items())
    assert sample.session.read(problems_of) == []


def test_leaving_the_review_leaves_no_trace(qtbot: QtBot, sample: MainWindow, sheet: Sheet) -> None:
    careless(sheet)
    before = sheet.campaign.head()
    page = returned(qtbot, sample, sheet)
    keys = Keys(qtbot, page)
    keys(Key.Key_U, Key.Key_T, Key.Key_Return)
    page.cancel()
    settle(qtbot, sample)
    assert sheet.campaign.head() == before
    assert sample.session is not None
    rt = sample.session.typed(CANDIDATE)
    assert "answers.called_by" not in rt.by_key


def test_nothing_is_applied_before_each_act_was_looked_at(qtbot: QtBot, sample: MainWindow, sheet: Sheet) -> None:
    careless(sheet)
    page = returned(qtbot, sample, sheet)
    keys = Keys(qtbot, page)
    keys(Key.Key_Return, held=ON)  # to the rows
    keys(Key.Key_1, Key.Key_2, Key.Key_1)  # each goes on to the next
    assert not find(page, QPushButton, "apply").isEnabled()
    keys(Key.Key_Return, held=ON)
    assert current(page).act.kind is ActKind.SLIPPED, "the key that applies goes to what is still open"
    keys(Key.Key_A)
    assert page.review.acts.open == 1, "a new column is lost by no key that agrees"
    assert current(page).act.kind is ActKind.NEW_COLUMN
    assert not any(made.isChecked() for made in current(page).buttons.values())
    keys(Key.Key_Return)
    assert page.review.acts.open == 1
    keys(Key.Key_L, Key.Key_Return)
    assert find(page, QPushButton, "apply").isEnabled()
    page.cancel()


def test_consent_in_bulk_is_taken_only_with_who_agreed_and_when(qtbot: QtBot, sample: MainWindow, sheet: Sheet) -> None:
    assert sample.session is not None
    was = {n: get(sheet.campaign, n)["consent_share"] for n in sheet.ids.values()}
    sheet.fill(SHARE, range(2, 50), "Yes")
    sheet.fill(SHARE, range(50, 90), "No")
    given = sum(1 for row in range(2, 50) if was[sheet.ids[row]] is not True)
    refused = sum(1 for row in range(50, 90) if was[sheet.ids[row]] is not False)
    changed = given + refused
    assert given > 4
    assert refused > 4
    page = returned(qtbot, sample, sheet)
    keys = Keys(qtbot, page)
    assert kinds(page) == [ActKind.CONSENT, ActKind.REFUSALS], "both ways are counted apart"
    assert f"{given} to Yes" in current(page).act.sentence
    assert plan_of(page).plan.is_empty
    keys(Key.Key_T)
    assert QApplication.focusWidget() is page.review.acts.findChild(QLineEdit, "who_agreed")
    keys(Key.Key_Return)
    assert plan_of(page).plan.is_empty, "nothing is taken without a word"
    keys.type("Dana asked them, November 20")
    keys(Key.Key_Return)
    assert plan_of(page).acts[0].answer is Reply.TAKE
    assert current(page).act.kind is ActKind.REFUSALS
    assert f"{refused} people say no" in current(page).act.sentence
    keys(Key.Key_Return, Key.Key_A)
    assert page.review.acts.open == 1, "what they refuse is lost by no key that agrees"
    keys(Key.Key_T)
    assert current(page).act.kind is ActKind.REFUSALS, "the key that takes it does not go on"
    assert len(page.review.rows.by_tile["bulk"]) == changed  # type: ignore[union-attr]
    assert page.review.rows.by_tile["edited"] == []  # type: ignore[union-attr]
    keys(Key.Key_Return)
    keys(Key.Key_Return, held=ON)
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    assert all(get(sheet.campaign, sheet.ids[row])["consent_share"] is (row < 50) for row in range(2, 90))
    (step, *_) = sample.session.read(history.change_sets, limit=1)
    assert any(told.endswith("Agreed: Dana asked them, November 20.") for told in step.kept)
    assert any("they asked for it" in told for told in step.kept)


def test_who_agreed_is_written_on_while_another_answer_is_being_worked_out(
    qtbot: QtBot, sample: MainWindow, sheet: Sheet
) -> None:
    sheet.fill(SHARE, range(2, 50), "Yes")
    sheet.add_column("Called by", {3: "Kim", 4: "Kim", 5: "Lou"})
    page = returned(qtbot, sample, sheet)
    assert kinds(page) == [ActKind.CONSENT, ActKind.NEW_COLUMN]
    press(qtbot, Key.Key_Down)
    assert current(page).act.kind is ActKind.NEW_COLUMN
    press(qtbot, Key.Key_T)
    assert page.busy
    assert current(page).act.kind is ActKind.CONSENT
    press(qtbot, Key.Key_T)
    until(qtbot, lambda: not page.busy)
    keys = Keys(qtbot, page)
    keys.type("A tall order: Lou asked all")
    keys(Key.Key_Return)
    assert {act.kind: act.answer for act in plan_of(page).acts} == dict.fromkeys(kinds(page), Reply.TAKE)
    assert page.review.acts.open == 0
    assert not isinstance(QApplication.focusWidget(), QLineEdit), "the next key is an answer again"
    page.cancel()


def test_other_acts_are_answered_while_an_answer_is_being_worked_out(
    qtbot: QtBot, sample: MainWindow, sheet: Sheet
) -> None:
    careless(sheet)
    page = returned(qtbot, sample, sheet)
    press(qtbot, Key.Key_L)
    assert page.busy
    assert current(page).act.kind is ActKind.NEW_COLUMN
    press(qtbot, Key.Key_T)
    press(qtbot, Key.Key_Up)
    assert current(page).act.kind is ActKind.SLIPPED
    press(qtbot, Key.Key_U)
    press(qtbot, Key.Key_Return, ON)
    until(qtbot, lambda: not page.busy)
    assert {a.kind: a.answer for a in plan_of(page).acts} == {
        ActKind.SLIPPED: Reply.UNDO,
        ActKind.NEW_COLUMN: Reply.TAKE,
    }
    assert QApplication.focusWidget() is page.review.list.table
    assert page.review.rows.open_rows == 3  # type: ignore[union-attr]
    page.cancel()


def test_edits_in_bulk_are_one_line_and_can_be_left_out(qtbot: QtBot, sample: MainWindow, sheet: Sheet) -> None:
    sheet.fill("Preferred name", range(2, 90), "Zzpat")
    page = returned(qtbot, sample, sheet)
    keys = Keys(qtbot, page)
    assert kinds(page) == [ActKind.FILLED]
    assert page.review.rows.by_tile["edited"] == []  # type: ignore[union-attr]
    assert len(page.review.rows.by_tile["bulk"]) == 88  # type: ignore[union-attr]
    keys(Key.Key_L)
    assert plan_of(page).plan.is_empty
    assert current(page).act.answer is Reply.LEAVE, "the place is kept"
    keys(Key.Key_T)
    assert plan_of(page).counts.updated == 88
    page.cancel()


def test_a_click_on_what_is_marked_agrees_to_it(qtbot: QtBot, sample: MainWindow, sheet: Sheet) -> None:
    sheet.slip("City", 6)
    page = returned(qtbot, sample, sheet)
    undo = current(page).buttons[Reply.UNDO]
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert undo.isChecked()
    assert page.review.acts.open == 0
    qtbot.mouseClick(current(page).buttons[Reply.LEAVE], Qt.MouseButton.LeftButton)
    until(qtbot, lambda: not page.busy)
    assert (undo.isChecked(), current(page).act.answer) == (False, Reply.LEAVE)
    page.cancel()


def test_without_acts_the_review_begins_with_the_rows(qtbot: QtBot, sample: MainWindow, sheet: Sheet) -> None:
    sheet.set("Preferred name", 9, "Zzann")
    page = returned(qtbot, sample, sheet)
    assert page.review.tiles["acts"].isHidden()
    assert page.review.tiles["bulk"].isHidden()
    assert not page.review.sees_acts
    assert QApplication.focusWidget() is page.review.list.table
    assert sample.session is not None
    assert sample.session.read(query.count, CANDIDATE, None)
    page.cancel()


def test_one_card_is_agreed_to_by_a_and_the_way_on_does_not_go_round(
    qtbot: QtBot, sample: MainWindow, sheet: Sheet
) -> None:
    sheet.slip("City", 6)
    page = returned(qtbot, sample, sheet)
    keys = Keys(qtbot, page)
    keys(Key.Key_Return, held=ON)
    assert not page.review.sees_acts
    for _ in range(3):
        keys(Key.Key_Return, held=ON)
        assert page.review.sees_acts, "it stays with what is still open"
    keys(Key.Key_A)
    assert page.review.acts.open == 0
    keys(Key.Key_Return)
    assert find(page, QPushButton, "apply").accessibleName() == "Finish", "it was put back: nothing changes"
    page.cancel()


def test_nothing_is_undone_over_a_review_and_what_changes_meanwhile_is_shown(
    qtbot: QtBot, sample: MainWindow, sheet: Sheet
) -> None:
    number = sheet.ids[60]
    edit(sheet.campaign, "Jules P.", CANDIDATE, {number: {"occupation": "Here"}})
    sheet.set("Occupation", 60, "Sheet")
    page = returned(qtbot, sample, sheet)
    head = sheet.campaign.head()
    keys = Keys(qtbot, page)
    keys(Key.Key_Z, held=Held.ControlModifier)
    keys(Key.Key_Y, held=Held.ControlModifier)
    settle(qtbot, sample)
    assert sheet.campaign.head() == head
    edit(sheet.campaign, "Jules P.", CANDIDATE, {number: {"occupation": "Later"}})
    until(qtbot, lambda: [c.ours for r in plan_of(page).rows for c in r.conflicts] == ["Later"])
    settle(qtbot, sample)
    keys(Key.Key_1)
    keys(Key.Key_Return, held=ON)
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    assert get(sheet.campaign, number)["occupation"] == "Sheet"
    assert page._results.total["updated"] == 1
    assert number in page._results.people


def test_done_names_what_was_done_to_the_sheet(qtbot: QtBot, sample: MainWindow, sheet: Sheet) -> None:
    sheet.slip("City", 6)
    sheet.add_column("Called by", {row: f"Kim {row}" for row in range(20, 28)})
    page = returned(qtbot, sample, sheet)
    keys = Keys(qtbot, page)
    keys(Key.Key_U)
    assert "T: Keep as an answer" in current(page).accessibleDescription(), "which keys choose is told"
    keys(Key.Key_L, Key.Key_Return)
    keys(Key.Key_Return, held=ON)
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    said = [text.text() for text in page.summary.findChildren(QLabel)]
    assert any("City" in text and "put back" in text for text in said), said
    assert any("Called by" in text for text in said), said


def test_what_cannot_be_read_is_named_once(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "zero.xlsx").write_bytes(b"")
    assert sample.workplace is not None
    sample.workplace.files.import_files([tmp_path / "zero.xlsx"])
    page = sample.workplace.pages.top
    assert isinstance(page, ImportPage)
    settle(qtbot, sample)
    said = [text.text() for text in page.summary.findChildren(QLabel)]
    assert any(text.count("zero.xlsx") == 1 for text in said) and not any(text.count("zero.xlsx") > 1 for text in said)


def test_every_act_has_a_title() -> None:
    titles = [title_of(kind) for kind in ActKind]
    assert len(set(titles)) == len(titles)


def test_every_row_of_an_act_can_be_looked_at(qtbot: QtBot, sample: MainWindow, sheet: Sheet) -> None:
    sheet.fill("Preferred name", range(2, 42), "Zzpat")
    page = returned(qtbot, sample, sheet)
    card = current(page)
    find(card, QPushButton, "more_rows").click()
    until(qtbot, lambda: "41" in [text.text() for text in card.findChildren(QLabel)])
    assert QApplication.focusWidget() is card
    page.cancel()


def test_a_click_on_a_tile_leaves_the_arrows_to_the_rows(qtbot: QtBot, sample: MainWindow, sheet: Sheet) -> None:
    sheet.slip("City", 6)
    page = returned(qtbot, sample, sheet)
    qtbot.mouseClick(page.review.tiles["all"], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is page.review.list.table
    press(qtbot, Key.Key_Down)
    assert page.review.list.at == 1
    page.cancel()


def test_what_only_the_sheet_takes_away_is_not_said_of_both_sides(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    campaign = sample.session.campaign
    number = sample.session.read(query.select_ids, CANDIDATE, "city is not empty")[0]
    edit(campaign, "Jules P.", CANDIDATE, {number: {"do_not_email": True}})
    sheet = Sheet(campaign, tmp_path)
    row = next(r for r, n in sheet.ids.items() if n == number)
    sheet.set("Do not e-mail", row, None)
    page = returned(qtbot, sample, sheet)
    said = [text.text() for text in page.review.compare.findChildren(QLabel)]
    assert any(text.startswith("The sheet takes away “Do not e-mail”.") for text in said), said
    assert not any("Both sides" in text for text in said)
    page.cancel()
