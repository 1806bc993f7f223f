"""Forgetting a person in the window: what names them is decided before and after; a key that is elsewhere is asked for."""

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.changes.checking import problems_of
from coordinator.changes.mark_keys import keys_of
from coordinator.desktop.features.lists.forget_dialog import ForgetDialog, ForgottenDialog
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.shell.menus.data_menu import DataMenu
from coordinator.desktop.shell.window import MainWindow
from coordinator.operations import forgetting
from coordinator.records.catalog import CANDIDATE
from coordinator.store import backups, query
from coordinator.store.campaign import Campaign
from tests import builders
from tests.desktop.driving import do, open_campaign, press, settle, until


def test_who_names_a_forgotten_person_is_decided_before_and_after(qtbot: QtBot, sample: MainWindow) -> None:
    place = sample.workplace
    assert place is not None and sample.session is not None
    tab = place.lists["candidate"]
    for values in (
        {"given_name": "Zebulon", "family_name": "Quatermass", "email": "zq@example.org"},
        {"given_name": "Bea", "notes": "Came with Zebulon Quatermass", "occupation": "Nurse of Zebulon Quatermass"},
    ):
        place.operations.add(CANDIDATE, values)
        settle(qtbot, sample)
    number, bea = (n for n in sorted(tab.model.ids)[-2:])
    tab.grid.select_record(number)
    place.data.forget_person()
    box = next(b for b in sample.findChildren(ForgetDialog) if b.isVisible())
    until(qtbot, lambda: box.mentions.count() == 2)
    assert "“Came with Zebulon Quatermass”" in "".join(box.mentions.item(i).text() for i in range(2))
    keys = [box.mentions.item(i).data(Qt.ItemDataRole.UserRole) for i in range(2)]
    box.mentions.item(keys.index(next(k for k in keys if k.endswith("notes")))).setCheckState(Qt.CheckState.Checked)
    qtbot.mouseClick(box.forget_it, Qt.MouseButton.LeftButton)
    settle(qtbot, sample)
    until(qtbot, lambda: any(d.isVisible() for d in sample.findChildren(ForgottenDialog)))
    left = next(d for d in sample.findChildren(ForgottenDialog) if d.isVisible())
    assert "1 place in others' records and in the history, listed below" in left.told.toPlainText()
    assert left.mentions.count() == 1
    assert left.mentions.item(0).text().startswith("Occupation of candidate Bea")
    left.mentions.item(0).setCheckState(Qt.CheckState.Checked)
    left.erase()
    settle(qtbot, sample)
    until(qtbot, lambda: left.mentions.count() == 0)
    row = sample.session.read(query.record, CANDIDATE, bea)
    assert (row["notes"], row["occupation"]) == ("Came with (forgotten)", "Nurse of (forgotten)")
    assert sample.session.read(problems_of) == []


def test_all_of_the_question_is_on_the_screen_once_it_has_grown(qtbot: QtBot, sample: MainWindow) -> None:
    place = sample.workplace
    assert place is not None and sample.session is not None
    tab = place.lists["candidate"]
    place.operations.add(CANDIDATE, {"given_name": "Zebulon", "family_name": "Quatermass", "email": "zq@example.org"})
    settle(qtbot, sample)
    for at in range(9):
        values = {"given_name": "Bea", "family_name": f"Zz{at}", "notes": "Came with Zebulon Quatermass"}
        place.operations.add(CANDIDATE, values)
        settle(qtbot, sample)
    screen = sample.screen().availableGeometry()
    sample.resize(screen.width(), screen.height())
    sample.move(screen.topLeft())
    tab.grid.select_record(sorted(tab.model.ids)[-10])
    place.data.forget_person()
    box = next(b for b in sample.findChildren(ForgetDialog) if b.isVisible())
    until(qtbot, lambda: box.mentions.count() == 9 and box.mentions.isVisible())
    qtbot.wait(100)  # it grows with what is in it
    assert screen.contains(box.geometry()), f"{box.geometry()} on {screen}"
    for pressed in (b for b in box.findChildren(QPushButton) if b.isVisible()):
        assert box.rect().contains(pressed.mapTo(box, pressed.rect().bottomRight())), pressed.text()
        assert pressed.width() >= pressed.fontMetrics().horizontalAdvance(pressed.text()), pressed.text()
    assert not box.mentions.horizontalScrollBar().isVisible()
    assert box.forget_it.property("k") == "danger"
    assert box.keep.isDefault()
    people = tab.model.rowCount()
    press(qtbot, Qt.Key.Key_Return)  # what cannot be undone is not what Enter does
    assert not box.isVisible()
    assert tab.model.rowCount() == people


class Chain(KeyringBackend):
    """A keyring in memory."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))


def test_a_key_that_is_elsewhere_is_asked_for(
    qtbot: QtBot, sample: MainWindow, campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain, before = Chain(), keyring.get_keyring()
    keyring.set_keyring(chain)
    try:
        ada = builders.add(campaign, given_name="Ada", email="ada@example.org")
        forgetting.forget_person(campaign, ada, author="Dana")
        forgetting.write_key_file(campaign, tmp_path / "key.txt")
        campaign.close()
        chain.kept.clear()
        open_campaign(qtbot, sample, campaign.where)
        assert any("is on another computer" in shown.text() for shown in sample.findChildren(QLabel))
        monkeypatch.setattr(file_dialogs, "file_to_open", lambda *_: str(tmp_path / "key.txt"))
        sample.take_key()
        settle(qtbot, sample)
        assert sample.session is not None
        assert sample.session.read(keys_of).missing == ()
        sample.let_go()
    finally:
        keyring.set_keyring(before)


def test_the_key_is_saved_from_the_menu_at_any_time(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sample.workplace
    assert place is not None and sample.session is not None
    campaign, out = sample.session.campaign, tmp_path / "key.txt"
    asked: list[str] = []
    monkeypatch.setattr(file_dialogs, "file_to_save", lambda *a: asked.append(a[1]) or str(out))
    do(sample, DataMenu.save_key)
    assert not asked
    assert not out.exists()
    place.operations.add(CANDIDATE, {"given_name": "Ada", "email": "ada.zz@example.org"})
    until(qtbot, lambda: bool(builders.everything(campaign, where="email = ada.zz@example.org")))
    settle(qtbot, sample)
    (ada,) = builders.everything(campaign, where="email = ada.zz@example.org")
    place.operations.forget(ada["id"])
    until(qtbot, lambda: not builders.everything(campaign, where="email = ada.zz@example.org"))
    settle(qtbot, sample)
    do(sample, DataMenu.save_key)
    assert "key of forgotten people" in out.read_text(encoding="utf-8")
    settle(qtbot, sample)


def test_as_many_backups_are_deleted_as_were_told(qtbot: QtBot, sample: MainWindow) -> None:
    place = sample.workplace
    assert place is not None and sample.session is not None
    path = sample.session.campaign.path
    assert path is not None
    backups.make(path)  # holds nobody of that number
    place.operations.add(CANDIDATE, {"given_name": "Zebulon", "email": "zq@example.org"})
    settle(qtbot, sample)
    backups.make(path)
    tab = place.lists["candidate"]
    tab.grid.select_record(max(tab.model.ids))
    place.data.forget_person()
    box = next(b for b in sample.findChildren(ForgetDialog) if b.isVisible())
    until(qtbot, lambda: box.backups_now.isVisible())
    assert box.backups_now.text() == "Delete all 2 backups from before, and make a new one now"
    assert "1 backup of" in box.rest.toPlainText(), "so many hold them"
    box.backups_now.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.mouseClick(box.forget_it, Qt.MouseButton.LeftButton)
    settle(qtbot, sample)
    until(qtbot, lambda: any(d.isVisible() for d in sample.findChildren(ForgottenDialog)))
    left = next(d for d in sample.findChildren(ForgottenDialog) if d.isVisible())
    assert left.told.toPlainText().endswith("\n2 backups from before were deleted.")
    assert len(backups.all_of(path)) == 1
