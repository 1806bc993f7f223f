"""Protecting the campaign's file in the window, opening it with its passphrase, and taking the protection away."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from coordinator.base import keys
from coordinator.desktop.shell.backup_dialog import PASSPHRASE, BackupDialog
from coordinator.desktop.shell.first_run import FirstRunPage
from coordinator.desktop.shell.passphrase_dialogs import PassphraseDialog, ProtectDialog, UnprotectDialog
from coordinator.desktop.shell.window import MainWindow
from coordinator.operations import protecting
from coordinator.store import backups
from tests.desktop.driving import find, open_campaign, settle, until
from tests.desktop.test_forgetting import Chain

pytest.importorskip("sqlcipher3")
WORDS = "four words are good"
OTHERS = "five other words are better"


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> Iterator[Chain]:
    monkeypatch.delenv(protecting.PASSPHRASE, raising=False)
    made, before = Chain(), keyring.get_keyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def where(window: MainWindow) -> Path:
    assert window.session is not None and window.session.campaign.path is not None
    return window.session.campaign.path


def protect(qtbot: QtBot, window: MainWindow, *, keep: bool = False) -> Path:
    path = where(window)
    window.actions_by_key["ProtectionMenu.protect"].trigger()
    (dialog,) = window.findChildren(ProtectDialog)
    dialog.passphrase.setText(WORDS)
    dialog.again.setText("another one")
    dialog.choose()
    assert "differ" in dialog.problem.text()
    dialog.passphrase.setText("short")
    dialog.again.setText("short")
    dialog.choose()
    assert "soon guessed" in dialog.problem.text()
    dialog.passphrase.setText(WORDS)
    dialog.again.setText(WORDS)
    dialog.keep.setChecked(keep)
    dialog.choose()
    until(qtbot, lambda: not window.opening.under_way and window.session is not None)
    settle(qtbot, window)
    assert where(window) == path and protecting.is_protected(path)
    return path


def test_there_and_back(qtbot: QtBot, sample: MainWindow, chain: Chain) -> None:
    backups.make(where(sample))
    path = protect(qtbot, sample)
    box = next(b for b in sample.findChildren(QMessageBox) if "still plain" in b.text())
    assert backups.all_of(path)[0].path.name in box.informativeText()
    box.close()
    assert not sample.actions_by_key["ProtectionMenu.protect"].isEnabled(), "once is enough"
    made = backups.make(path)
    sample.actions_by_key["BackupMenu.restore"].trigger()
    (dialog,) = sample.findChildren(BackupDialog)
    until(qtbot, lambda: dialog.table.rowCount() == 2)
    assert not dialog.table.isColumnHidden(PASSPHRASE)
    assert made == dialog.backups[0].path
    assert [item.text() for line in (0, 1) if (item := dialog.table.item(line, PASSPHRASE))] == [
        "needed",
        "none: plain",
    ]
    dialog.reject()
    sample.actions_by_key["ProtectionMenu.unprotect"].trigger()
    (asked,) = sample.findChildren(UnprotectDialog)
    for typed in ("these words are wrong", WORDS):
        assert protecting.is_protected(path)
        qtbot.keyClicks(asked.passphrase, typed)  # what was wrong is selected
        qtbot.keyClick(asked.passphrase, Qt.Key.Key_Return)
    until(qtbot, lambda: not sample.opening.under_way and sample.session is not None)
    settle(qtbot, sample)
    assert not protecting.is_protected(path)
    assert sample.actions_by_key["ProtectionMenu.protect"].isEnabled()
    assert not sample.actions_by_key["ProtectionMenu.unprotect"].isEnabled()
    assert {p.name for p in path.parent.glob(".*.part")} == set()


def test_opening_asks(
    qtbot: QtBot, window: MainWindow, sample_tour: Path, tmp_path: Path, chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tour.campaign"
    shutil.copyfile(sample_tour, path)
    protecting.protect(path, WORDS)
    monkeypatch.setattr(keys, "_given", {})
    before = path.read_bytes()
    window.open_path(str(path))
    until(qtbot, lambda: bool(window.findChildren(PassphraseDialog)))
    dialog = window.findChildren(PassphraseDialog)[0]
    dialog.passphrase.setText("these words are wrong")
    dialog.try_it()
    until(qtbot, lambda: bool(dialog.problem.text()))
    assert dialog.problem.text() == "This passphrase does not open tour.campaign; nothing was changed."
    assert path.read_bytes() == before
    find(window, FirstRunPage, "FirstRunPage")
    dialog.passphrase.setText(WORDS)
    dialog.keep.setChecked(True)
    dialog.try_it()
    until(qtbot, lambda: window.session is not None)
    settle(qtbot, window)
    assert where(window) == path
    window.let_go()
    monkeypatch.setattr(keys, "_given", {})
    open_campaign(qtbot, window, path)  # the keyring has it: nobody is asked
    assert len(window.findChildren(PassphraseDialog)) <= 1


def test_a_plain_file_never_asks(qtbot: QtBot, sample: MainWindow) -> None:
    open_campaign(qtbot, sample, where(sample))
    assert not sample.findChildren(PassphraseDialog)


def test_another_passphrase(qtbot: QtBot, sample: MainWindow, chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not sample.actions_by_key["ProtectionMenu.change"].isEnabled()
    path = protect(qtbot, sample)
    for box in sample.findChildren(QMessageBox):
        box.close()
    made = backups.make(path)
    before = path.read_bytes()
    sample.actions_by_key["ProtectionMenu.change"].trigger()
    dialog = sample.findChildren(ProtectDialog)[-1]
    assert dialog.windowTitle() == "Change the passphrase"
    assert dialog.old is not None
    for line in (dialog.passphrase, dialog.again):
        qtbot.keyClicks(line, OTHERS)
    for typed in ("", "these words are wrong"):
        dialog.old.clear()
        qtbot.keyClicks(dialog.old, typed)
        qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
        assert "does not open" in dialog.problem.text() and dialog.isVisible()
    assert path.read_bytes() == before
    dialog.old.clear()
    qtbot.keyClicks(dialog.old, WORDS)
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    until(qtbot, lambda: not sample.opening.under_way and sample.session is not None)
    settle(qtbot, sample)
    box = next(b for b in sample.findChildren(QMessageBox) if b.isVisible() and "the one from before" in b.text())
    assert made.name in box.informativeText()
    box.close()
    monkeypatch.setattr(keys, "_given", {})
    copy = path.with_name("copy.campaign")
    shutil.copyfile(path, copy)
    with pytest.raises(protecting.WrongPassphrase):
        protecting.unlock(copy, WORDS)
    protecting.unlock(copy, OTHERS)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_no_plain_copy_is_left_in_silence(
    qtbot: QtBot, sample: MainWindow, chain: Chain, tmp_path: Path, elsewhere: bool
) -> None:
    path = where(sample)
    backups.make(path)
    kept = backups.make(path, into=tmp_path / "stick" / "kept.campaign") if elsewhere else None
    protect(qtbot, sample)
    for box in sample.findChildren(QMessageBox):
        box.close()
    backups.make(path)
    sample.actions_by_key["ProtectionMenu.change"].trigger()
    dialog = sample.findChildren(ProtectDialog)[-1]
    assert dialog.old is not None
    for line, typed in ((dialog.old, WORDS), (dialog.passphrase, OTHERS), (dialog.again, OTHERS)):
        qtbot.keyClicks(line, typed)
    dialog.replace.setChecked(True)
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    until(qtbot, lambda: not sample.opening.under_way and sample.session is not None)
    settle(qtbot, sample)
    assert [protecting.is_protected(copy.path) for copy in backups.all_of(path)] == [True]
    boxes = [box for box in sample.findChildren(QMessageBox) if box.isVisible()]
    if kept is None:
        assert not boxes
        assert sample.toast.text() == f"{path.name} has another passphrase. 2 copies from before were deleted."
    else:
        (box,) = boxes
        assert box.text() == f"{path.name} has another passphrase."
        assert box.informativeText().splitlines() == [
            "These copies of it are plain: whoever has them can read them. Delete those not needed:",
            str(kept),
            "2 copies from before were deleted.",
        ]
        box.close()
    settle(qtbot, sample)
    assert sample.workplace is not None and sample.workplace.current is not None
    focus = sample.focusWidget()
    assert focus is not None and sample.workplace.current.isAncestorOf(focus), "Return stays in the list"
