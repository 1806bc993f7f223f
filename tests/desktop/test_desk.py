"""The desk's window: one person after the other, and no way out without the PIN."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.desk.inputs import ConsentBox, LineBox, PickBox
from coordinator.desktop.features.desk.window import IDLE_SECONDS, DeskWindow
from coordinator.desktop.kit.theme import Theme
from coordinator.records.catalog import EVENT
from coordinator.store.campaign import Campaign
from coordinator.tour.desk import make_desk
from coordinator.workbooks.desk_file import DeskFile
from tests.builders import add

PIN = "2846"
JUNIPER = {"name": "Juniper Ashdown", "phone": "(419) 555-0142", "office": "School board", "consent_contact": "yes"}


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, campaign: Campaign, tmp_path: Path) -> Iterator[DeskWindow]:
    stop = add(
        campaign,
        EVENT,
        title="Toledo rally",
        city="Toledo",
        state="OH",
        venue="Glass City Hall",
        starts_at="2025-03-22T18:00",
    )
    with campaign.reading() as connection:
        path = make_desk(connection, stop, tmp_path / "toledo", PIN)
    window = DeskWindow(theme, path)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    yield window
    window._may_close = True
    window.close()


def kept(desk: DeskWindow) -> list[dict[str, str]]:
    return [dict(s.answers) for s in desk.desk._file.sign_ups()]


def page(desk: DeskWindow) -> str:
    shown = desk._pages.currentWidget()
    return "form" if shown is desk.form else "thanks" if shown is desk.thanks else "pin"


def line(desk: DeskWindow, key: str) -> QLineEdit:
    box = desk.form.boxes[key]
    assert isinstance(box, LineBox)
    return box._line


def press_sign_up(desk: DeskWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.form.go, Qt.MouseButton.LeftButton)


def test_two_people_by_keys_alone(desk: DeskWindow, qtbot: QtBot) -> None:
    for n, name in enumerate(("Juniper Ashdown", "Marisol Vance")):
        qtbot.keyClicks(line(desk, "name"), name)
        qtbot.keyClick(line(desk, "name"), Qt.Key.Key_Return)
        qtbot.keyClicks(line(desk, "email"), f"p{n}@example.org")
        qtbot.keyClick(line(desk, "email"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert page(desk) == "thanks"
        assert desk.thanks.title.text() == f"Thank you, {name.split()[0]}"
        qtbot.keyClick(desk.thanks, Qt.Key.Key_X)
        assert page(desk) == "form"
        assert desk.form.answers() == {}
    assert [k["name"] for k in kept(desk)] == ["Juniper Ashdown", "Marisol Vance"]
    assert desk.counted.text() == "2 signed up here"


def test_it_is_on_the_disk_before_the_thanks(desk: DeskWindow, qtbot: QtBot) -> None:
    desk.form.fill(JUNIPER)
    press_sign_up(desk, qtbot)
    other = DeskFile(desk.desk.path)
    assert [dict(s.answers) for s in other.sign_ups()] == [JUNIPER]
    other.close()


def test_thanks_go_away_by_themselves(desk: DeskWindow, qtbot: QtBot) -> None:
    desk.thanks._timer.setInterval(30)
    desk.form.fill(JUNIPER)
    press_sign_up(desk, qtbot)
    qtbot.waitUntil(lambda: page(desk) == "form", timeout=2000)


def test_consent_is_never_ticked_beforehand(desk: DeskWindow, qtbot: QtBot) -> None:
    ticks = [b for b in desk.form.boxes.values() if isinstance(b, ConsentBox)]
    assert len(ticks) == 2
    desk.form.fill(JUNIPER)
    press_sign_up(desk, qtbot)
    assert [b.text() for b in desk.form.boxes.values() if isinstance(b, ConsentBox)] == ["", ""]
    qtbot.mouseClick(ticks[0], Qt.MouseButton.LeftButton)
    assert ticks[0].text() == "yes"


def test_what_is_missing_is_told_at_its_place(desk: DeskWindow, qtbot: QtBot) -> None:
    desk.form.fill({"phone": "419-555-01"})
    press_sign_up(desk, qtbot)
    assert page(desk) == "form"
    told = {b.box.key: b._problem.text() for b in desk.form.boxes.values() if b._problem.text()}
    assert set(told) == {"name", "phone"}
    assert kept(desk) == []
    qtbot.keyClicks(line(desk, "name"), "J")
    assert desk.form.boxes["name"]._problem.text() == ""


def test_digits_are_counted_while_a_phone_is_typed(desk: DeskWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(line(desk, "phone"), "419-555-01")
    assert desk.form.boxes["phone"]._hint.text() == "8 of 10 digits so far"
    qtbot.keyClicks(line(desk, "phone"), "42")
    assert not desk.form.boxes["phone"]._hint.isVisible()


def test_nothing_of_one_person_can_be_brought_back_by_the_next(desk: DeskWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(line(desk, "name"), "Juniper Ashdown")
    qtbot.keyClicks(line(desk, "email"), "juniper@example.org")
    QApplication.clipboard().setText("juniper@example.org")
    desk.forget()
    for key in ("name", "email"):
        line(desk, key).undo()
        qtbot.keyClick(line(desk, key), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert line(desk, key).text() == ""
    assert QApplication.clipboard().text() == ""


def test_an_idle_desk_forgets_what_was_typed(desk: DeskWindow, qtbot: QtBot) -> None:
    assert desk._idle.interval() == IDLE_SECONDS * 1000 == 60_000
    desk._idle.setInterval(40)
    qtbot.keyClicks(line(desk, "name"), "Juniper")
    assert desk._idle.isActive()
    qtbot.waitUntil(lambda: line(desk, "name").text() == "", timeout=2000)
    desk.ask_pin()
    desk.pin.line.setText("28")
    desk._idle.start()
    qtbot.waitUntil(lambda: page(desk) == "form", timeout=2000)
    assert kept(desk) == []


def test_somebody_who_is_here_already_is_told_gently_and_once(desk: DeskWindow, qtbot: QtBot) -> None:
    desk.form.fill(JUNIPER)
    press_sign_up(desk, qtbot)
    desk._next()
    desk.form.fill({**JUNIPER, "office": "Mayor"})
    press_sign_up(desk, qtbot)
    assert page(desk) == "form"
    assert (
        desk.form._told.text()
        == "You signed up here already: thank you. If something changed, press the button once more."
    )
    assert len(kept(desk)) == 1
    press_sign_up(desk, qtbot)
    assert page(desk) == "thanks"
    assert [k["office"] for k in kept(desk)] == ["School board", "Mayor"]


def test_spanish_keeps_what_was_typed(desk: DeskWindow, qtbot: QtBot) -> None:
    desk.form.fill({**JUNIPER, "office": "Coroner"})
    desk.speak("es")
    assert desk.form.answers() == {**JUNIPER, "office": "Coroner"}
    assert desk.form.go.text() == "Inscribirme"
    press_sign_up(desk, qtbot)
    assert desk.thanks.title.text() == "Gracias, Juniper"
    assert desk.desk._file.sign_ups()[0].language == "es"


def test_a_choice_is_kept_in_english_whatever_the_language(desk: DeskWindow) -> None:
    desk.speak("es")
    office = desk.form.boxes["office"]
    assert isinstance(office, PickBox)
    card = next(b for b in office.findChildren(QPushButton) if b.text() == "Junta escolar")
    card.click()
    assert office.text() == "School board"


def test_nothing_but_the_pin_leads_out(desk: DeskWindow, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F4, Qt.Key.Key_Q, Qt.Key.Key_W):
        for modifier in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.AltModifier,
            Qt.KeyboardModifier.ControlModifier,
        ):
            qtbot.keyClick(desk, key, modifier)
    assert desk.isVisible()
    assert not desk.close()
    assert page(desk) == "pin"
    for wrong in ("", "1", "0000"):
        desk.pin.line.setText(wrong)
        desk.pin._try()
        assert desk.isVisible()
        assert desk.pin.line.text() == ""
    assert "not the PIN" in desk.pin._problem.text()
    left: list[int] = []
    desk.left.connect(lambda path, count: left.append(count))
    qtbot.keyClicks(desk.pin.line, PIN)
    qtbot.keyClick(desk.pin.line, Qt.Key.Key_Return)
    assert not desk.isVisible()
    assert left == [0]


def test_guessing_is_slowed_down(desk: DeskWindow, qtbot: QtBot) -> None:
    desk.ask_pin()
    for n in range(5):
        desk.pin.line.setText(f"300{n}")
        desk.pin._try()
    assert "Wait 30 seconds" in desk.pin._problem.text()
    desk.pin.line.setText(PIN)
    desk.pin._try()
    assert desk.isVisible()


def test_nobody_can_be_seen(desk: DeskWindow, qtbot: QtBot) -> None:
    desk.form.fill(JUNIPER)
    press_sign_up(desk, qtbot)
    desk._next()
    shown = " ".join(w.text() for w in [*desk.findChildren(QLabel), *desk.findChildren(QLineEdit)])
    assert "Juniper" not in shown
    assert "Ashdown" not in shown
    assert "555-0142" not in shown


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_targets_are_large_and_all_of_it_is_seen(desk: DeskWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    desk.resize(*size)
    qtbot.wait(20)
    for widget in [desk.form.go, desk.form.over, *desk.form.findChildren(QPushButton), line(desk, "name")]:
        assert widget.height() >= 56
    bottom = desk.form.go.mapTo(desk, desk.form.go.rect().bottomLeft()).y()
    assert bottom < desk.height()
    assert desk.form._scroll.verticalScrollBar().maximum() == 0


def test_a_disk_that_is_full_is_told_and_keeps_the_form(
    desk: DeskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coordinator.base.errors import UserError

    def full(*_: object) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(desk.desk, "confirm", full)
    desk.form.fill(JUNIPER)
    press_sign_up(desk, qtbot)
    assert page(desk) == "form"
    assert desk.form.answers() == JUNIPER
    assert "could not be saved" in desk.form._told.text()
