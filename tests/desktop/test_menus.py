"""The menus: every line leads somewhere, and those without a list of their own do what they say."""

from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QTextBrowser
from pytestqt.qtbot import QtBot

from coordinator.desktop.shell.actions import ACTIONS
from coordinator.desktop.shell.window import SAMPLE, MainWindow
from coordinator.store import backups
from tests.builders import edit, get
from tests.desktop.driving import settle, until


def test_every_line_leads_to_something_that_can_be_done(sample: MainWindow) -> None:
    keys = [line.key for line in ACTIONS]
    assert len(set(keys)) == len(keys)
    for key in keys:
        assert callable(attrgetter(key.partition(":")[0])(sample)), key
    assert all(action.isEnabled() for action in sample.actions_by_key.values())


def test_without_a_campaign_only_what_needs_none_can_be_done(window: MainWindow) -> None:
    able = {key for key, action in window.actions_by_key.items() if action.isEnabled()}
    assert able == {line.key for line in ACTIONS if not line.needs_campaign}


def test_tabs_and_colours(sample: MainWindow) -> None:
    assert sample.workplace is not None
    for key in ("partner", "event", "candidate"):
        sample.actions_by_key[f"workplace.show_tab:{key}"].trigger()
        assert sample.workplace.current is not None and sample.workplace.current.rt.key == key
    for choice in ("dark", "light"):
        sample.actions_by_key[f"looks.colours:{choice}"].trigger()
        assert sample.settings.get("theme") == choice
    sample.actions_by_key["looks.larger"].trigger()
    larger = sample.theme.percent
    sample.actions_by_key["looks.smaller"].trigger()
    assert sample.theme.percent < larger


def test_help(sample: MainWindow) -> None:
    for key, said in (("reading.guide", "First steps"), ("reading.keys", "Ctrl+K")):
        sample.actions_by_key[key].trigger()
        browser = sample.findChildren(QTextBrowser)[-1]
        assert said in browser.toPlainText()
        browser.close()


def test_a_backup_by_hand_by_the_clock_and_put_back(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answers(path: Path) -> Callable[..., tuple[str, str]]:
        return lambda *_: (str(path), "")

    assert sample.session is not None and sample.session.campaign.path is not None
    file, copy = sample.session.campaign.path, tmp_path / "copy.campaign"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answers(copy))
    sample.actions_by_key["safekeeping.back_up"].trigger()
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

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answers(copy))
    sample.actions_by_key["safekeeping.restore"].trigger()
    settle(qtbot, sample)
    assert sample.session is not None
    assert get(sample.session.campaign, 1)["notes"] != "Called"


def test_the_sample_tour_is_made_when_it_is_first_opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    assert list(tmp_path.glob("*.campaign")) == []
    window.actions_by_key["open_sample"].trigger()
    until(qtbot, lambda: window.workplace is not None)
    settle(qtbot, window)
    assert [p.name for p in tmp_path.glob("*.campaign")] == [SAMPLE]
    assert window.workplace
    assert window.workplace.lists["candidate"].model.rowCount() == 167
