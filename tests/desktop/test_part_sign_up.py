"""A sign-up that was taken for somebody else is parted in the window, at any time after its import."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.duplicates.part_dialog import PartDialog
from coordinator.desktop.features.lists.forget_dialog import ForgetDialog
from coordinator.desktop.shell.menus.data_menu import DataMenu
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE, SIGNUP
from tests.builders import add, bring, edit, everything, get
from tests.desktop.driving import do, find, place_of, press, settle, tab_to, until

LIST = """First name,Last name,E-mail,City,Skills,Notes
Tim,Zzkim,t.kim@example.org,Reno,Law,Has a van
Bo,Zzray,bo.ray@example.org,Mesa,,
"""


def joined(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> tuple[int, int]:
    """Bring a list with somebody who is taken for somebody else, and somebody who is new; return their numbers."""
    campaign = window.session.campaign
    here = add(campaign, given_name="Timothy", family_name="Zzkim", email="t.kim@example.org", notes="Met in May")
    (tmp_path / "a.csv").write_text(LIST, encoding="utf-8")
    bring(campaign, tmp_path / "a.csv")
    edit(campaign, here, occupation="Nurse")
    (new,) = everything(campaign, where="family_name = Zzray")
    window.session.announce({}, 0)
    place_of(window).show_tab(CANDIDATE.key)
    place_of(window).lists[CANDIDATE.key].set_filter("family_name in (Zzkim, Zzray)")
    settle(qtbot, window)
    window.activateWindow()
    until(qtbot, window.isActiveWindow)
    return here, new["id"]


def shown(qtbot: QtBot, window: MainWindow) -> PartDialog:
    until(qtbot, lambda: any(d.isVisible() for d in window.findChildren(PartDialog)))
    found = next(d for d in window.findChildren(PartDialog) if d.isVisible())
    found.activateWindow()
    until(qtbot, found.isActiveWindow)
    settle(qtbot, window)
    return found


def lines(dialog: PartDialog) -> dict[str, list[str]]:
    """Return what the table shows, by field."""
    texts = [[dialog.table.item(line, at).text() for at in range(4)] for line in range(dialog.table.rowCount())]
    return {field: rest for field, *rest in texts}


def choose_in_more(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Open the menu of the pane by its button, and choose a line of it by keys."""
    tab = place_of(window).lists[CANDIDATE.key]
    window.activateWindow()
    until(qtbot, window.isActiveWindow)
    more = next(b for b in tab.pane.findChildren(QPushButton) if b.accessibleName() == "More" and b.isVisible())
    more.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    menu = next(m for m in tab.pane.findChildren(QMenu) if m.isVisible())
    texts = [line.text().replace("&", "") for line in menu.actions()]
    for _ in range(texts.index(text) + 1):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def test_a_sign_up_is_parted_from_the_pane_by_keys_after_a_look(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    here, _ = joined(qtbot, sample, tmp_path)
    campaign, place = sample.session.campaign, place_of(sample)
    before = [get(campaign, here), everything(campaign, SIGNUP)]
    (sign_up,) = (s["id"] for s in before[1] if s["candidate"] == here)
    place.show_record(CANDIDATE.key, here)
    settle(qtbot, sample)
    place.lists[CANDIDATE.key].grid.setFocus()
    tab_to(qtbot, find(place.lists[CANDIDATE.key].pane, QPushButton, f"part.{sign_up}"))
    press(qtbot, Qt.Key.Key_Space)
    dialog = shown(qtbot, sample)
    assert dialog.told.text() == "Tim Zzkim becomes a person of their own; Timothy Zzkim stays"
    told = lines(dialog)
    assert told["City"] == ["Reno", "Reno", "(empty)"]
    assert told["First name"] == ["Tim", "Timothy", "= the same"]
    assert told["Occupation"] == ["(empty)", "Nurse", "= the same"]
    assert get(campaign, here) == before[0], "nothing is written yet"
    press(qtbot, Qt.Key.Key_Return)
    settle(qtbot, sample)
    assert not dialog.isVisible()
    (parted,) = everything(campaign, where="given_name = Tim and family_name = Zzkim")
    assert (parted["city"], get(campaign, here)["city"]) == ("Reno", None)
    assert (get(campaign, here)["notes"], get(campaign, here)["occupation"]) == ("Met in May", "Nurse")
    assert [s["candidate"] for s in everything(campaign, SIGNUP) if s["id"] == sign_up] == [parted["id"]]
    assert "Tim Zzkim is not Timothy Zzkim" in sample.toast.text()
    place.undo()
    settle(qtbot, sample)
    assert [get(campaign, here), everything(campaign, SIGNUP)] == before


def test_the_menu_lists_the_sign_ups_and_whoever_came_with_one_keeps_it(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    here, new = joined(qtbot, sample, tmp_path)
    place = place_of(sample)
    tab = place.lists[CANDIDATE.key]
    tab.grid.select_record(here)
    do(sample, DataMenu.part_chosen)
    dialog = shown(qtbot, sample)
    assert dialog.signs.count() == 1
    assert "a.csv" in dialog.signs.item(0).text()
    assert dialog.part_it.isEnabled()
    press(qtbot, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    place.show_record(CANDIDATE.key, new)
    settle(qtbot, sample)
    assert not [b for b in tab.pane.findChildren(QPushButton) if b.objectName().startswith("part.")]
    choose_in_more(qtbot, sample, "Part a sign-up…")
    dialog = shown(qtbot, sample)
    until(qtbot, lambda: "there is nobody to part them from" in dialog.told.text())
    assert not dialog.part_it.isEnabled()
    people = tab.model.rowCount()
    press(qtbot, Qt.Key.Key_Return)
    settle(qtbot, sample)
    assert tab.model.rowCount() == people


def test_without_a_list_there_is_nobody_to_part(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    joined(qtbot, sample, tmp_path)
    alone = add(sample.session.campaign, given_name="Ida", family_name="Zzkim")
    sample.session.announce({}, 0)
    place_of(sample).show_record(CANDIDATE.key, alone)
    settle(qtbot, sample)
    choose_in_more(qtbot, sample, "Part a sign-up…")
    dialog = shown(qtbot, sample)
    assert dialog.told.text() == "No sign-up here came from a list: nobody was taken for somebody else."
    assert not dialog.part_it.isEnabled()


def test_the_menu_of_the_pane_forgets_too(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    here, _ = joined(qtbot, sample, tmp_path)
    place_of(sample).show_record(CANDIDATE.key, here)
    settle(qtbot, sample)
    choose_in_more(qtbot, sample, "Forget this person…")
    until(qtbot, lambda: any(d.isVisible() for d in sample.findChildren(ForgetDialog)))
    box = next(d for d in sample.findChildren(ForgetDialog) if d.isVisible())
    assert "Timothy Zzkim" in box.asked.text()
    settle(qtbot, sample)
    box.reject()
