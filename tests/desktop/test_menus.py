"""The menus: every line leads somewhere, and those without a list of their own do what they say."""

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from coordinator.base.settings import Settings
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.backup_dialog import BackupDialog
from coordinator.desktop.shell.menus.backup_menu import BackupMenu
from coordinator.desktop.shell.menus.help_menu import HelpMenu
from coordinator.desktop.shell.menus.view_menu import ViewMenu
from coordinator.desktop.shell.window import SAMPLE, MainWindow
from coordinator.desktop.shell.workplace import Workplace
from coordinator.store import backups
from tests.builders import edit, get
from tests.desktop.driving import do, settle, until

MENUS = {
    "&File": """New campaign file…; Open a campaign… Ctrl+O; Open the sample tour; -; Import… Ctrl+I;
        Export this list… Ctrl+E; Export everything… Ctrl+Shift+E; What is out; -; Back up…; Restore a backup…; Protect with a passphrase…; Change the passphrase…;
        Remove the protection…; Check the campaign…; -;
        Quit Ctrl+Q""",
    "&Edit": "Undo Ctrl+Z; Redo Ctrl+Y; -; Copy; Copy with headings; Paste; Fill down; Clear cells",
    "&View": """Overview Ctrl+1; Candidates Ctrl+2; Partners Ctrl+3; Tour events Ctrl+4; -; History Ctrl+H; -;
        Colors as the system has them; Light; Dark; -; Larger text Ctrl++; Smaller text Ctrl+-""",
    "&Data": """Add a record Ctrl+N; Delete the chosen records Ctrl+Del; -; Open a sign-up desk…;
        Print sign-up sheets…; Type in sheets Ctrl+Shift+T; What the form asks…; E-mail call…; After the stop; -;
        Fields of your own…; Review duplicates Ctrl+Shift+D; Merge the two chosen people…;
        Part a sign-up from this person…; Forget this person…; Short forms of names…; Save the key of forgotten people…; -; Find anything Ctrl+K;
        Search this list Ctrl+F; Write a filter expression Ctrl+Shift+F; Next region F6""",
    "&Connect": """Connect the chosen people… Ctrl+L; Connect this whole list… Ctrl+Shift+L; -;
        Hand over to this partner…; Introduce people to their partners…; Rules of this partner…; Words of partners…;
        -; Follow-ups Ctrl+5; Call list Ctrl+6; -; Mail account…""",
    "&Help": "Guide F1; Keys Ctrl+/; Show the log; About Coordinator",
}


def test_the_menus_read_so(window: MainWindow) -> None:
    shown = {
        menu.text(): [
            "-" if a.isSeparator() else f"{a.text().replace('&', '')} {a.shortcut().toString()}".strip()
            for a in menu.menu().actions()
        ]
        for menu in window.menuBar().actions()
    }
    assert shown == {name: [" ".join(part.split()) for part in lines.split(";")] for name, lines in MENUS.items()}


def test_every_line_has_a_letter_of_its_own_that_chooses_it(qtbot: QtBot, sample: MainWindow) -> None:
    menus = {shown.text(): shown.menu() for shown in sample.menuBar().actions()}
    for name, menu in menus.items():
        lines = [line for line in menu.actions() if not line.isSeparator()]
        letters = [line.text().partition("&")[2][:1].lower() for line in lines]
        assert all(letters), name
        assert len(set(letters)) == len(letters), name
    place = sample.workplace
    assert place is not None
    menu = menus["&View"]
    menu.popup(sample.mapToGlobal(sample.rect().center()))
    qtbot.keyClick(menu, Qt.Key.Key_P)
    settle(qtbot, sample)
    assert place.current is place.lists["partner"]


def test_every_line_leads_to_something_that_can_be_done(sample: MainWindow) -> None:
    keys = [line.key for line in sample.lines]
    assert len(set(keys)) == len(keys)
    shortcuts = [line.keys for line in sample.lines if line.keys]
    assert len(set(shortcuts)) == len(shortcuts)
    for line in sample.lines:
        method = getattr(sample.part(line.part), line.method)
        inspect.signature(method).bind(*line.given)
    off = {key for key, action in sample.actions_by_key.items() if not action.isEnabled()}
    assert off == {"ProtectionMenu.unprotect", "ProtectionMenu.change"}, "the sample has no passphrase"


def test_each_line_calls_its_method_with_what_it_is_given(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, ...]] = []
    for line in sample.lines:
        monkeypatch.setattr(line.part, line.method, lambda _, *given, n=line.method: called.append((n, *given)))
    for line in sample.lines:
        called.clear()
        sample.actions_by_key[line.key].setEnabled(True)
        sample.actions_by_key[line.key].trigger()
        assert called == [(line.method, *line.given)], line.key


def test_without_a_campaign_only_what_needs_none_can_be_done(window: MainWindow) -> None:
    able = {key for key, action in window.actions_by_key.items() if action.isEnabled()}
    assert able == {line.key for line in window.lines if not line.needs_campaign}
    for line in window.lines:
        if not line.needs_campaign:
            assert callable(getattr(window.part(line.part), line.method))


def test_tabs_and_colours(sample: MainWindow) -> None:
    assert sample.workplace is not None
    for key in ("partner", "event", "candidate"):
        do(sample, Workplace.show_tab, key)
        assert sample.workplace.current is not None and sample.workplace.current.rt.key == key
    for choice in ("dark", "light"):
        do(sample, ViewMenu.colors, choice)
        assert sample.settings.get("theme", "") == choice
    do(sample, ViewMenu.larger)
    larger = sample.theme.percent
    do(sample, ViewMenu.smaller)
    assert sample.theme.percent < larger


def test_help(qtbot: QtBot, sample: MainWindow) -> None:
    for method, said in ((HelpMenu.guide, "First steps"), (HelpMenu.keys, "Ctrl+K")):
        do(sample, method)
        browser = sample.findChildren(QTextBrowser)[-1]
        assert said in browser.toPlainText()
        qtbot.keyClick(browser, Qt.Key.Key_Escape)
        assert not browser.isVisible()


def test_the_first_window_fits_on_the_screen(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    window = MainWindow(Settings(tmp_path / "settings.json"), theme, tmp_path)
    qtbot.addWidget(window)
    window.show()
    assert window.height() < window.screen().availableSize().height()


def test_a_backup_by_hand_by_the_clock_and_put_back(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answers(path: Path) -> Callable[..., str]:
        return lambda *_: str(path)

    assert sample.session is not None and sample.session.campaign.path is not None
    file, copy = sample.session.campaign.path, tmp_path / "copy.campaign"
    monkeypatch.setattr(file_dialogs, "file_to_save", answers(copy))
    do(sample, BackupMenu.back_up)
    settle(qtbot, sample)
    assert copy.is_file()

    before = set(backups.folder_of(file).glob("*"))
    sample.safekeeping.keep()
    settle(qtbot, sample)
    assert set(backups.folder_of(file).glob("*")) == before, "nothing changed"
    edit(sample.session.campaign, 1, notes="Called")
    sample.safekeeping.keep()
    settle(qtbot, sample)
    assert len(set(backups.folder_of(file).glob("*")) - before) > 0

    monkeypatch.setattr(file_dialogs, "file_to_open", answers(copy))
    do(sample, BackupMenu.restore)
    dialog = restoring(sample)
    settle(qtbot, sample)
    assert "just what the campaign holds" in dialog.told.text(), "the newest backup, made after the last edit"
    dialog.choose_other()
    settle(qtbot, sample)
    assert "takes back 1 step" in dialog.told.text()
    qtbot.mouseClick(dialog.restore_it, Qt.MouseButton.LeftButton)
    settle(qtbot, sample)
    assert sample.session is not None
    assert get(sample.session.campaign, 1)["notes"] != "Called"


def restoring(window: MainWindow) -> BackupDialog:
    return next(d for d in window.findChildren(BackupDialog) if d.isVisible())


def test_backups_are_listed_with_what_they_hold_and_restored_by_keyboard(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    campaign = sample.session.campaign
    assert campaign.path is not None
    backups.make(campaign.path, why="before the tour")
    edit(campaign, 1, city="Omaha")
    edit(campaign, 1, notes="Called")
    do(sample, BackupMenu.restore)
    dialog = restoring(sample)
    assert not dialog.restore_it.isEnabled(), "nothing is restored before it is said what that takes back"
    until(qtbot, dialog.restore_it.isEnabled)
    texts = [dialog.table.item(0, place).text() for place in range(dialog.table.columnCount())]
    assert texts[1] == "the tour"
    assert texts[2] == "167"
    assert "takes back 2 steps" in dialog.told.text()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle(qtbot, sample)
    assert sample.session is not None
    assert get(sample.session.campaign, 1)["city"] != "Omaha"


def test_a_backup_that_cannot_be_read_says_so_and_is_not_restored(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    campaign = sample.session.campaign
    assert campaign.path is not None
    backups.make(campaign.path).write_bytes(b"not a database" * 100)
    do(sample, BackupMenu.restore)
    dialog = restoring(sample)
    until(qtbot, lambda: "damaged" in dialog.told.text())
    assert not dialog.restore_it.isEnabled()


def test_the_sample_tour_is_made_when_it_is_first_opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    assert list(tmp_path.glob("*.campaign")) == []
    do(window, MainWindow.open_sample)
    until(qtbot, lambda: window.workplace is not None)
    settle(qtbot, window)
    assert [p.name for p in tmp_path.glob("*.campaign")] == [SAMPLE]
    assert window.workplace
    assert window.workplace.lists["candidate"].model.rowCount() == 167


def test_the_colors_that_are_chosen_are_marked(sample: MainWindow) -> None:
    def marked() -> list[str]:
        return [key for key, action in sample.actions_by_key.items() if action.isChecked()]

    assert marked() == ["ViewMenu.colors:system"]
    try:
        do(sample, ViewMenu.colors, "dark")
        assert marked() == ["ViewMenu.colors:dark"]
    finally:
        do(sample, ViewMenu.colors, "light")
