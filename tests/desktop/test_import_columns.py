"""The columns of an import, driven by keys: what only a person can decide, and what the review says of the columns."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.importing.choice import Choice
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import EVENT, SIGNUP
from tests.builders import DATA, add, everything
from tests.desktop.driving import count, find, pick, press, settle, tab_to, until
from tests.desktop.import_pages import PEOPLE, open_file, open_sheet, plan_of, target_of

Key = Qt.Key


def focused() -> Choice:
    focus = QApplication.focusWidget()
    assert isinstance(focus, Choice), focus
    return focus


def choose(qtbot: QtBot, page: ImportPage, text: str) -> None:
    """Take an answer in the choice that has the focus, and wait until the file is planned with it."""
    before = page.plan
    pick(qtbot, focused(), text)
    until(qtbot, lambda: page.plan is not before and not page.busy)


def said(page: ImportPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_a_messy_form_goes_in_by_keyboard_alone_and_nothing_of_a_person_is_left_among_the_answers(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    page = open_file(qtbot, sample, Path(shutil.copy(DATA / "inputs/window/messy-form.csv", tmp_path)))
    while page._columns.open_questions:
        choose(qtbot, page, "Full name" if "Full Name" in focused().accessibleName() else "Keep as an answer")
    if target_of(page, "Full Name (first & last)") == "answer":  # not understood, but seen to be wrong
        page._go(0)
        tab_to(qtbot, find(page, Choice, "becomes.Full Name (first & last)"))
        choose(qtbot, page, "Full name")
        assert focused().accessibleName() == "Full Name (first & last)"
        tab_to(qtbot, find(page, QPushButton, "review"))
    if page._pages.currentWidget() is page._columns:
        assert QApplication.focusWidget() is find(page, QPushButton, "review")
        press(qtbot, Key.Key_Return)
    assert QApplication.focusWidget() is page.review.list.table
    columns = plan_of(page).sheets[0].columns
    kept = {c.header for c in columns if c.target == "answer"}
    assert kept <= {
        "When would you run?",
        "Have you ever run for office before?",
        "Can we text you?",
        "How did you hear about us?",
    }
    total = count(sample)
    while (rows := page.review.rows) is not None and rows.asking:  # who may be here already waits for a decision
        press(qtbot, Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        page.review.take_focus()
        press(qtbot, Key.Key_4)
        settle(qtbot, sample)
    tab_to(qtbot, find(page, QPushButton, "apply"))
    press(qtbot, Key.Key_Return)
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    assert count(sample) == total + 60
    assert any("Not taken: 1 row, above the header" in text for text in said(page))
    assert QApplication.focusWidget() is find(page.summary, QPushButton, "newest")
    tab_to(qtbot, find(page.summary, QPushButton, "show_not_taken"), back=True)
    press(qtbot, Key.Key_Return)
    assert any("row 34 (Sunday)" in text for text in said(page))


def test_a_consent_that_is_not_understood_is_asked_about_first_and_applied_only_then(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},Opt-in,What do you like?",
        "Bo,Zzclay,bo@example.org,perhaps,Hills",
        "Cy,Zzdale,cy@example.org,on Sundays,Lakes",
    )
    assert page._pages.currentWidget() is page._columns
    assert focused().accessibleName() == "Opt-in"
    assert focused().is_undecided
    assert not page._columns.questions._all.isVisible(), "consents are never decided in one go"
    page._go(1)
    assert not find(page, QPushButton, "apply").isEnabled()
    assert "Columns that need your decision: 1" in said(page)
    page._go(0)
    choose(qtbot, page, "Do not contact")
    assert target_of(page, "Opt-in") == "do_not_contact"
    assert QApplication.focusWidget() is find(page, QPushButton, "review"), "nothing else is open"
    assert "Everything is decided" in said(page)
    press(qtbot, Key.Key_Return)
    until(qtbot, find(page, QPushButton, "apply").isEnabled)  # once it is known whom they look like
    page.cancel()


def test_a_question_that_was_not_understood_says_so_without_a_percentage(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(
        qtbot, sample, tmp_path, f"{PEOPLE},Opt-in,Favorite cheese", "Bo,Zzclay,bo@example.org,on Sundays,Brie"
    )
    card = page._columns.questions.next_open()
    assert card is not None
    asked = " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())
    assert "Kept as an answer under its own heading until you choose." in asked
    assert "%" not in asked
    cheese = find(page, QComboBox, "becomes.Favorite cheese")
    assert cheese.currentText() == "Keep as an answer"
    assert "%" not in cheese.accessibleDescription()
    email = find(page, QComboBox, "becomes.E-mail")
    assert email.accessibleDescription().startswith("sure, 99%")
    page.cancel()


def test_a_field_chosen_for_a_second_column_leaves_the_first_one_and_nothing_is_asked_twice(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    header = f"#,{PEOPLE},Token"
    rows = [f"5cfc8f647ad28{n}0,Bo{x},Zzclay,bo{n}@example.org,b449e7a45f094e93{n}" for n, x in enumerate("abcdef")]
    page = open_sheet(qtbot, sample, tmp_path, header, *rows)
    page._go(0)
    for heading in ("Token", "#"):
        box = next(b for b in page._columns.findChildren(Choice) if b.accessibleName() == heading and not b.isHidden())
        box.setFocus()
        choose(qtbot, page, "Number in the other program")
    assert (target_of(page, "#"), target_of(page, "Token")) == ("signup.source_key", "answer")
    assert not page._columns.open_questions
    page.cancel()


def test_a_word_that_names_no_stop_is_asked_about_once_and_joined_with_a_stop(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    campaign = sample.session.campaign
    for city in ("Zzkenosha", "Zzdalton"):
        add(campaign, EVENT, title=f"{city} stop", city=city, state="WI", starts_at="2025-04-01 18:00")
    names = ("Zara", "Ann", "Carl", "Dora", "Earl", "Faye", "Gus", "Hugo")
    rows = [f"{n},Zzfolk,{n}@example.org,{'Zzkenosha' if i > 1 else 'Zzatlantis'}" for i, n in enumerate(names)]
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Stop", *rows, "Ida,Zzfolk,ida@example.org,Zznowhere")
    assert page._pages.currentWidget() is page._columns
    assert focused().accessibleName() == "“Zzatlantis” is which stop?", "the word of the most rows comes first"
    texts = [text for text, _ in focused()._offered()]
    assert texts[0] == "No stop: keep it as a word"
    choose(qtbot, page, next(t for t in texts if t.startswith("Zzdalton stop")))
    assert focused().accessibleName() == "“Zznowhere” is which stop?"
    choose(qtbot, page, "No stop: keep it as a word")
    assert not plan_of(page).sheets[0].stop_words
    page._go(1)
    page.apply()
    until(qtbot, lambda: page.plan is None)
    settle(qtbot, sample)
    signed = [s for s in everything(campaign, SIGNUP) if s["event"]]
    titles = {e["id"]: e["title"] for e in everything(campaign, EVENT)}
    at = [titles[s["event"]] for s in signed]
    assert (at.count("Zzdalton stop"), at.count("Zzkenosha stop")) == (2, 6)


def test_many_words_that_name_no_stop_are_kept_in_one_go(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    names = [f"Ann{chr(97 + n)}" for n in range(20)]
    rows = [f"{n},Zzfolk,{n}@example.org,Zzplace {n}" for n in names]
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Tour stop", *rows)
    page._go(0)
    if target_of(page, "Tour stop") != "signup.event":
        find(page, Choice, "becomes.Tour stop").setFocus()
        choose(qtbot, page, "Tour event")
    assert len(plan_of(page).sheets[0].stop_words) == 20
    words = [q for q in page._columns.open_questions if q.what != "column"]
    assert len(words) == 12, "the others come up as these are answered"
    keep = find(page, QPushButton, "keep_words")
    assert keep.text().strip() == "Keep 20 words without a stop"
    before = page.plan
    keep.setFocus()
    press(qtbot, Key.Key_Return)
    until(qtbot, lambda: page.plan is not before and not page.busy)
    assert not page._columns.open_questions
    assert QApplication.focusWidget() is find(page, QPushButton, "review")
    page.cancel()


def test_a_sheet_about_nobody_makes_nothing_unless_it_is_asked_to(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(qtbot, sample, tmp_path, "Date,Amount,Memo", "2025-03-04,25,Paper", "2025-03-05,30,Pens")
    assert page._pages.currentWidget() is page._columns
    assert any(text.startswith("Nobody in this sheet") for text in said(page))
    assert not plan_of(page).rows
    choose(qtbot, page, "Import it as partners")
    assert [s.record for s in plan_of(page).sheets] == ["partner"]
    assert len(plan_of(page).rows) == 2
    page.cancel()


def test_a_column_with_both_orders_is_read_only_after_one_was_chosen(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},Birth date",
        "Bo,Zzclay,bo@example.org,13/04/1985",
        "Cy,Zzdale,cy@example.org,04/05/1985",
        "Di,Zzelm,di@example.org,12/31/1985",
    )
    assert focused().accessibleName() == "Birth date: day or month first?"
    choose(qtbot, page, "3/4 is April 3")
    born = [(row.created or {}).get("birth_date") for row in plan_of(page).rows]
    assert born == ["1985-04-13", "1985-05-04", "1985-12-31"]
    assert any("Look at row 4: there only the month can come first" in note for note in plan_of(page).told)
    page.cancel()


def test_arrow_keys_open_a_choice_and_change_nothing(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Cheese", "Bo,Zzclay,bo@example.org,Brie")
    page._go(0)
    before, box = page.plan, focused()
    press(qtbot, Key.Key_Down)
    assert box.view().isVisible()
    qtbot.keyClick(box.view(), Key.Key_Down)
    qtbot.keyClick(box.view(), Key.Key_Escape)
    assert not box.view().isVisible()
    assert page.plan is before
    assert not page.busy
    page.cancel()


def test_the_list_of_a_choice_stays_on_the_screen_and_whole_things_stand_before_their_parts(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Cheese", "Bo,Zzclay,bo@example.org,Brie")
    page._go(0)
    box, screen = focused(), page.screen().availableGeometry()
    for at in (screen.top(), screen.top() + 330, screen.height() // 2, screen.bottom() - 90):
        sample.move(0, at - box.mapTo(sample, QPoint(0, 0)).y())
        box.showPopup()
        opened = box.view().window().geometry()
        assert screen.contains(opened), f"{opened} at {at}"
        assert not opened.intersects(QRect(box.mapToGlobal(QPoint(0, 0)), box.size()).adjusted(0, 4, 0, -4))
        box.hidePopup()
    labels = [text for text, _ in page._columns._known.offered_targets("candidate")]
    assert labels.index("Full name") + 1 == labels.index("First name")
    assert labels.index("City, state, ZIP") + 1 == labels.index("City")
    assert labels.index("Whole address") + 1 == labels.index("Address")
    page.cancel()


def test_choices_made_while_the_file_is_planned_again_count_too(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Cheese,Wine", "Bo,Zzclay,bo@example.org,Brie,Red")
    page._go(0)
    for heading in ("Cheese", "Wine"):
        find(page, Choice, f"becomes.{heading}").picked.emit("ignored")
    assert page.busy
    page.apply()
    until(qtbot, lambda: not page.busy)
    assert page.plan is not None, "what is planned again is seen before it is applied"
    assert (target_of(page, "Cheese"), target_of(page, "Wine")) == ("ignored", "ignored")
    page.cancel()


def test_the_focus_stays_where_it_went_while_the_file_was_planned_again(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Cheese,Wine", "Bo,Zzclay,bo@example.org,Brie,Red")
    page._go(0)
    cheese, wine = (find(page, Choice, f"becomes.{heading}") for heading in ("Cheese", "Wine"))
    cheese.setFocus()
    cheese.picked.emit("ignored")
    wine.setFocus()
    wine.showPopup()
    until(qtbot, lambda: not page._session.tasks.busy)
    qtbot.wait(150)
    assert wine.view().isVisible(), "an open list is not closed under the hand"
    assert page.busy
    wine.hidePopup()
    until(qtbot, lambda: not page.busy)
    assert target_of(page, "Cheese") == "ignored"
    assert QApplication.focusWidget() is wine
    page.cancel()


def test_what_is_typed_while_the_file_is_planned_again_stays(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},Cheese", "Bo,Zzclay,bo@example.org,Brie")
    page._go(0)
    find(page, Choice, "becomes.Cheese").picked.emit("ignored")
    source = find(page, QLineEdit, "source")
    source.setFocus()
    source.selectAll()
    QTest.keyClicks(source, "Deb's sheet")
    until(qtbot, lambda: not page.busy)
    assert target_of(page, "Cheese") == "ignored"
    assert source.text() == "Deb's sheet"
    assert QApplication.focusWidget() is source
    press(qtbot, Key.Key_Return)
    until(qtbot, lambda: not page.busy)
    assert plan_of(page).source_name == "Deb's sheet"
    page.cancel()


def test_the_review_says_what_became_of_each_column_and_what_is_left_out(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        "Sign-ups of the spring,,,,",
        f"{PEOPLE},Phone,Cheese",
        "Bo,Zzclay,bo@example.org,303-555-0142,Brie",
        "Cy,Zzdale,cy@example.org,12,Edam",
    )
    page._go(0)
    find(page, Choice, "becomes.Cheese").picked.emit("ignored")
    until(qtbot, lambda: not page.busy and target_of(page, "Cheese") == "ignored")
    page._go(1)
    strip = page.review.strip
    assert strip.columns.text() == "Columns · in fields: 4 · left out: 1"
    assert "1 row, above the header: row 1 (Sign-ups of the spring)" in strip.not_taken.text()
    assert "1 column, ignored: Cheese" in strip.not_taken.text()
    tab_to(qtbot, find(page, QPushButton, "account"), back=True)
    press(qtbot, Key.Key_Space)
    table = page.review.became.table
    assert QApplication.focusWidget() is table
    model = table.model()
    lines = [[model.index(i, c).data() for c in range(5)] for i in range(model.rowCount())]
    assert ["Phone", "Phone", "2", "1", ""] in lines
    assert ["Cheese", "left out", "2", "", "2"] in lines
    press(qtbot, Key.Key_Tab)
    assert "1 row, above the header: row 1 (Sign-ups of the spring)" in page.review.became.text.toPlainText()
    page._go(0)  # to the columns and back: what became of them is seen again, and its keys count
    page._go(1)
    assert QApplication.focusWidget() is table
    press(qtbot, Key.Key_Escape)
    assert QApplication.focusWidget() is page.review.list.table
    page.cancel()


def test_a_permission_that_another_column_takes_is_asked_about_again(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        f"{PEOPLE},Do NOT share my info,Keep me confidential",
        "Bo,Zzclay,bo@example.org,x,",
        "Cy,Zzdale,cy@example.org,,x",
    )
    first, second = (q.name for q in page._columns.open_questions)
    choose(qtbot, page, "May be shared with partners")
    assert [q.name for q in page._columns.open_questions] == [second]
    choose(qtbot, page, "May be shared with partners")
    assert [q.name for q in page._columns.open_questions] == [first]
    assert "Decided. You can still change it." in said(page)
    page.cancel()


def test_a_text_file_read_with_doubt_offers_another_encoding(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_bytes(f"{PEOPLE}\nŽeljko,Kovač,zeljko@example.org\n".encode("cp1250"))
    page = open_file(qtbot, sample, path)
    assert page._pages.currentWidget() is page._columns
    before = page.plan
    encoding = find(page, Choice, "encoding")
    assert focused() is encoding
    pick(qtbot, encoding, "Windows (cp1252)")
    until(qtbot, lambda: page.plan is not before and not page.busy)
    assert plan_of(page).options.encoding == "cp1252"
    assert find(page, Choice, "separator").currentText() == "as found"
    page.cancel()


def test_a_sheet_of_many_columns_is_shown_whole(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    many = [f"Topic {n}" for n in range(120)]
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        ",".join([PEOPLE, *many]),
        ",".join(["Bo,Zzclay,bo@example.org", *("fine" for _ in many)]),
    )
    page._go(0)
    until(qtbot, lambda: page._columns.findChild(Choice, "becomes.Topic 119") is not None)
    QTest.qWait(1)
    assert find(page, Choice, "becomes.Topic 119").currentText() == "Keep as an answer"
    page.cancel()


def test_tab_goes_through_the_columns_from_above_to_the_buttons_below(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    page = open_sheet(
        qtbot, sample, tmp_path, f"{PEOPLE},Born", "Ana,Lark,a@example.org,13/04/1985", "Bo,Ito,,04/30/1985"
    )
    assert page._columns.open_questions
    seen: list[str] = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName() or focus.objectName())
        if page._foot.isAncestorOf(focus):
            break
        press(qtbot, Key.Key_Tab)
    assert seen[-1] == "Cancel import", seen
    wanted = ["Born: day or month first?", "Source", "What form.csv holds", "First name", "Last name", "E-mail", "Born"]
    assert [name for name in seen if name in wanted] == wanted


@pytest.mark.parametrize("heading", ["LD", "Division"])
def test_a_district_is_called_one_wherever_it_is_told(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, heading: str
) -> None:
    """Lists and workbooks of before said Division."""
    page = open_sheet(qtbot, sample, tmp_path, f"{PEOPLE},{heading}", "Bo,Zzclay,bo@example.org,HD 12")
    assert target_of(page, heading) == "division"
    page._go(0)
    assert find(page, Choice, f"becomes.{heading}").currentText() == "District"
    page._go(1)
    page.review.show_became(True)
    model = page.review.became.table.model()
    lines = [[model.index(i, c).data() for c in range(2)] for i in range(model.rowCount())]
    assert [heading, "District"] in lines
    page.cancel()


def test_what_a_column_may_be_is_the_entry_that_enter_takes(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    page = open_sheet(
        qtbot,
        sample,
        tmp_path,
        "What should we call you? (first name),And the rest of your name?,Best e-mail",
        "Marguerite,Oyelaran,rite@example.org",
        "Thaddeus,Brightwater,thad@example.org",
        "Ximena,Del Toro,ximena@example.org",
        "Ola,Fjeld,ola@example.org",
    )
    (question,) = page._columns.open_questions
    assert (question.name, question.suggestion) == ("And the rest of your name?", "family_name")
    box = focused()
    press(qtbot, Qt.Key.Key_Return)
    assert box.itemText(box.view().currentIndex().row()) == "Last name (suggested)"
    before = page.plan
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    until(qtbot, lambda: page.plan is not before and not page.busy)
    assert target_of(page, "And the rest of your name?") == "family_name"


def test_whom_rows_look_like_is_found_anew_once_a_column_is_put_right(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    add(sample.session.campaign, given_name="Tucker", family_name="Zzeades", birth_date="2001-02-03")
    head, row = "First name,Last name,Hatched", "Tucker,Zzeads,2001-02-03"
    page = open_sheet(qtbot, sample, tmp_path, head, row, "Bo,Zzclay,1999-01-05")
    for target, alike in (("birth_date", 1), ("answer", 0), ("birth_date", 1)):
        page._go(0)
        before = page.plan
        find(page, Choice, "becomes.Hatched").picked.emit(target)
        until(qtbot, lambda before=before: page.plan is not before and not page.busy and not page._alike.busy)
        qtbot.wait(50)
        assert len(page.review.alike) == alike, target
    page.cancel()
