"""Lists of many choices that open at a button and narrow while one types."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.lists.filter_bar import FilterBar
from coordinator.desktop.kit.finding_list import FindingList, Listed
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE
from tests.builders import add
from tests.desktop.driving import find, place_of, press, settle, until

Key = Qt.Key


@pytest.fixture
def offered(qtbot: QtBot, theme: Theme) -> Iterator[FindingList]:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.show()
    labels = ("First name", "Last name", "Stage", "State", "Office level", "Año")
    found = FindingList(theme, holder, "Type to find a field", [Listed(label, label) for label in labels], most=5)
    found.open_at(holder.geometry())
    yield found
    holder.close()


def shown(offered: FindingList) -> list[str]:
    lines = offered.lines
    return [item.text(0) for i in range(lines.topLevelItemCount()) if (item := lines.topLevelItem(i)) is not None]


def typed(qtbot: QtBot, offered: FindingList, text: str) -> None:
    qtbot.keyClicks(offered.search, text)


def test_typing_leaves_the_choices_that_hold_it_and_the_size_stays(qtbot: QtBot, offered: FindingList) -> None:
    before = offered.geometry()
    typed(qtbot, offered, "stag")
    assert shown(offered) == ["Stage"]
    assert offered.geometry() == before
    typed(qtbot, offered, "x")
    assert shown(offered) == []
    assert offered.more.text() == "Nothing holds “stagx”"


def test_what_begins_so_is_ready_for_enter(qtbot: QtBot, offered: FindingList) -> None:
    chosen: list[object] = []
    offered.chosen.connect(chosen.append)
    typed(qtbot, offered, "la")
    assert shown(offered) == ["Last name"]
    qtbot.keyClick(offered.search, Key.Key_Backspace)
    assert shown(offered)[0] == "Last name"
    qtbot.keyClick(offered.search, Key.Key_Return)
    assert chosen == ["Last name"]


def test_choices_beyond_those_listed_are_found_and_counted(qtbot: QtBot, offered: FindingList) -> None:
    assert len(shown(offered)) == 5
    assert offered.more.text() == "1 more: type to find them"
    typed(qtbot, offered, "ano")
    assert shown(offered) == ["Año"]
    for _ in range(3):
        qtbot.keyClick(offered.search, Key.Key_Backspace)
    assert len(shown(offered)) == 5


def test_a_blank_belongs_to_what_is_typed_and_arrows_go_through_the_choices(qtbot: QtBot, offered: FindingList) -> None:
    typed(qtbot, offered, "ce l")
    assert shown(offered) == ["Office level"]
    offered.search.clear()
    qtbot.keyClick(offered.search, Key.Key_Down)
    current = offered.lines.currentItem()
    assert current is not None and current.text(0) == "Last name"
    qtbot.keyClick(offered.search, Key.Key_Escape)
    assert not offered.isVisible()


def open_list(qtbot: QtBot) -> FindingList:
    until(qtbot, lambda: isinstance(QApplication.activePopupWidget(), FindingList))
    found = QApplication.activePopupWidget()
    assert isinstance(found, FindingList)
    return found


def with_many(sample: MainWindow) -> None:
    assert sample.session is not None
    for n in range(120):
        add(sample.session.campaign, CANDIDATE, given_name="Ann", family_name=f"Zz{n:03}", email=f"ann{n}@example.org")


def test_a_filter_finds_any_value_of_a_column(qtbot: QtBot, sample: MainWindow) -> None:
    with_many(sample)
    tab = place_of(sample).lists["candidate"]
    settle(qtbot, sample)
    button = find(tab, FilterBar, "filters").add
    for _ in range(10):  # without a screen, a list that goes away takes the focus with it, which may close the next one
        sample.activateWindow()
        until(qtbot, sample.isActiveWindow)
        button.setFocus()
        press(qtbot, Key.Key_Return)
        fields = open_list(qtbot)
        assert fields.geometry().top() >= button.mapToGlobal(QPoint(0, button.height())).y()
        typed(qtbot, fields, "last n")
        qtbot.keyClick(fields.search, Key.Key_Return)
        settle(qtbot, sample)
        if QApplication.activePopupWidget() is not None:
            break
    values = open_list(qtbot)
    assert "more: type to find them" in values.more.text()
    typed(qtbot, values, "zz119")
    assert shown(values) == ["Zz119"]
    qtbot.keyClick(values.search, Key.Key_Return)
    settle(qtbot, sample)
    assert tab.filters.text() == "family_name = Zz119"
    assert len(tab.model.all_ids()) == 1


def test_a_right_click_on_a_heading_offers_its_values(qtbot: QtBot, sample: MainWindow) -> None:
    tab = place_of(sample).lists["candidate"]
    header = tab.grid.horizontalHeader()
    section = 1 + [f.key for f in tab.model.fields].index("state")
    tab.grid.scrollTo(tab.model.index(0, section))
    at = QPoint(header.sectionViewportPosition(section) + 10, 10)
    header.customContextMenuRequested.emit(at)
    settle(qtbot, sample)
    values = open_list(qtbot)
    assert values.search.placeholderText() == "Type to find a value of State"
    first = shown(values)[0]
    qtbot.keyClick(values.search, Key.Key_Return)
    settle(qtbot, sample)
    assert first and tab.filters.text().startswith("state = ")
