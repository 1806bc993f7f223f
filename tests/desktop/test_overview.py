"""The overview in the window: every mark opens the list of its number; keys, tables, files, the past, questions."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.changes import apply as applying
from coordinator.desktop.charts.canvas import nice, short
from coordinator.desktop.charts.tiles import breaks
from coordinator.desktop.features.overview import tab as overview
from coordinator.desktop.features.overview.ask_page import AskPage
from coordinator.desktop.features.overview.tab import OverviewTab
from coordinator.desktop.kit.theme import DARK, LIGHT
from coordinator.desktop.shell.window import MainWindow
from coordinator.desktop.shell.workplace import Workplace
from coordinator.records.catalog import CANDIDATE, record_type
from coordinator.reports.chart_list import CHARTS
from coordinator.reports.charts import Mark
from coordinator.reports.definitions import FIGURES, LEADING
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import add, delete
from tests.desktop.driving import open_campaign, settle
from tests.reports.lively import lively


@pytest.fixture
def place(qtbot: QtBot, window: MainWindow, campaign: Campaign) -> Workplace:
    """A window on a lively campaign, showing the overview of any time."""
    lively(campaign)
    open_campaign(qtbot, window, campaign.path)
    assert window.workplace is not None
    window.workplace.overview.asking.period.setCurrentIndex(0)
    show(qtbot, window, window.workplace.overview)
    return window.workplace


def show(qtbot: QtBot, window: MainWindow, tab: OverviewTab) -> None:
    assert window.workplace is not None
    window.workplace.show_tab("overview")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: tab._task is None and not window.tasks.busy, timeout=20_000)


def opened(qtbot: QtBot, window: MainWindow, act: Callable[[], object]) -> int:
    """Do something that opens a list; return how many records it shows."""
    place = window.workplace
    assert place is not None
    act()
    settle(qtbot, window)
    assert place.current is not None
    return len(place.current.model.ids)


def test_every_mark_opens_the_list_of_its_number(qtbot: QtBot, window: MainWindow, place: Workplace) -> None:
    tab = place.overview
    assert {key for key, card in tab.cards.items() if card.chart} == set(CHARTS)
    marks = [mark for card in tab.cards.values() if card.chart for mark in card.chart.marks]
    marks += [tab.figures.mark(key) for key in LEADING]
    assert len(marks) > 200
    walked: set[tuple[str, str]] = set()
    for mark in marks:
        if (mark.record, mark.expression) not in walked:
            walked.add((mark.record, mark.expression))
            assert opened(qtbot, window, lambda m=mark: tab.open_mark(m)) == mark.number, mark.in_words
    assert {record for record, _ in walked} == {"candidate", "signup", "referral"}


def test_a_mark_is_reached_and_opened_by_keys_and_by_a_click(
    qtbot: QtBot, window: MainWindow, place: Workplace
) -> None:
    for key in ("funnel", "weeks", "states", "partners", "stops"):
        place.show_tab("overview")
        view = place.overview.cards[key].view
        assert view.accessibleName().startswith(place.overview.cards[key].chart.title)  # type: ignore[union-attr]
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_End)
        assert view.current == len(view.chart.marks) - 1  # type: ignore[union-attr]
        qtbot.keyClick(view, Qt.Key.Key_Home)
        qtbot.keyClick(view, Qt.Key.Key_Right)
        assert view.current == 1
        assert view.accessibleDescription() == view.mark(1).in_words
        number = view.mark(1).number
        assert opened(qtbot, window, lambda v=view: qtbot.keyClick(v, Qt.Key.Key_Return)) == number
        place.show_tab("overview")
        point = view.rect_of(1).center().toPoint()
        assert (
            opened(qtbot, window, lambda v=view, p=point: qtbot.mouseClick(v, Qt.MouseButton.LeftButton, pos=p))
            == number
        )


def test_figures_open_and_say_what_they_count(qtbot: QtBot, window: MainWindow, place: Workplace) -> None:
    for key in LEADING:
        place.show_tab("overview")
        made = place.overview.figures.buttons[key]
        assert made.toolTip().startswith(FIGURES[key].means)
        assert made.accessibleName().startswith(f"{FIGURES[key].label}: ")
        assert opened(qtbot, window, made.click) == made.number


def test_a_list_behind_a_figure_leads_back(qtbot: QtBot, window: MainWindow, place: Workplace) -> None:
    opened(qtbot, window, place.overview.figures.buttons["sign_ups"].click)
    assert place.current is not None
    assert place.current.rt.key == "signup"
    back = next(b for b in place.current.findChildren(QPushButton) if b.text().strip() == "Overview")
    back.click()
    assert place.current is None


def test_table_copy_and_files(qtbot: QtBot, window: MainWindow, place: Workplace, tmp_path: Path) -> None:
    card = place.overview.cards["levels"]
    assert card.chart is not None
    card.switch.click()
    assert card._table.isVisible()
    assert not card.view.isVisible()
    assert card._table.rowCount() == len(card.chart.marks)
    card.copy()
    text = QApplication.clipboard().text().split("\n")
    assert text[0].split("\t") == ["Level", "People", "Share"]
    assert len(text) == len(card.chart.marks) + 1
    for name in CHARTS:
        for suffix in ("svg", "png"):
            path = tmp_path / f"{name}.{suffix}"
            place.overview.cards[name].save(path)
            drawn = QSvgRenderer(str(path)).isValid() if suffix == "svg" else not QImage(str(path)).isNull()
            assert drawn, name
    svg = (tmp_path / "levels.svg").read_text(encoding="utf-8")
    assert "Levels of office" in svg
    card.save(tmp_path / "levels.gif")
    assert ".svg or .png" in window.toast.text()


def test_states_periods_and_comparison_change_what_is_counted(
    qtbot: QtBot, window: MainWindow, place: Workplace
) -> None:
    tab = place.overview
    everybody = tab.numbers["people"]
    tab.asking.state.setCurrentIndex(tab.asking.state.findData("OH"))
    settle(qtbot, window)
    assert window.session is not None
    assert tab.numbers["people"] == window.session.read(query.count, CANDIDATE, "state = OH") < (everybody or 0)
    tab.asking.state.setCurrentIndex(0)
    tab.asking.period.setCurrentIndex(tab.asking.period.findData("days30"))
    tab.asking.compare.setCurrentIndex(1)
    settle(qtbot, window)
    assert tab.numbers["people"] < (everybody or 0)  # type: ignore[operator]
    assert "from " in tab.figures.buttons["people"].accessibleName()
    tab.asking.period.setCurrentIndex(tab.asking.period.findData("own"))
    settle(qtbot, window)
    assert tab.asking.first.isVisible()
    tab.mapped.setCurrentIndex(tab.mapped.findData("handed_over"))
    tab.per_head.setChecked(True)
    settle(qtbot, window)
    assert tab.cards["states"].chart.title == "Handed over by state"  # type: ignore[union-attr]


def test_who_has_no_date_is_named(qtbot: QtBot, window: MainWindow, place: Workplace) -> None:
    tab = place.overview
    assert not tab.undated.isVisible(), "any time leaves nobody out"
    tab.asking.period.setCurrentIndex(tab.asking.period.findData("election"))
    settle(qtbot, window)
    assert tab.undated.isVisible()
    number = int(tab.undated.text().split()[0])
    assert opened(qtbot, window, tab.undated.click) == number > 0


def test_an_edit_is_counted_when_the_overview_is_seen(qtbot: QtBot, window: MainWindow, place: Workplace) -> None:
    before = place.overview.numbers["people"]
    place.show_tab("candidate")
    place.operations.add(CANDIDATE, {"given_name": "New"})
    settle(qtbot, window)
    assert place.overview.numbers["people"] == before
    show(qtbot, window, place.overview)
    assert place.overview.numbers["people"] == (before or 0) + 1


def test_looking_back(qtbot: QtBot, window: MainWindow, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "now", lambda: "2026-06-01T12:00:00Z")
    people = [add(campaign, given_name=f"P{i}", stage="Filed") for i in range(5)]
    monkeypatch.setattr(applying, "now", lambda: "2026-06-05T12:00:00Z")
    delete(campaign, people[0], people[1])
    open_campaign(qtbot, window, campaign.path)
    place = window.workplace
    assert place is not None
    tab = place.overview
    tab.asking.period.setCurrentIndex(0)
    show(qtbot, window, tab)
    assert tab.numbers["filed"] == 3
    tab.asking.look_back_to("2026-06-02T00:00:00Z")
    settle(qtbot, window)
    assert tab.strip.isVisible()
    assert tab.numbers["filed"] == 5
    tab.show_why()
    settle(qtbot, window)
    words = [b.accessibleName() for b in tab.why.findChildren(QPushButton)]
    assert "Deleted: −2" in words
    tab.why.accept()
    assert opened(qtbot, window, lambda: tab.figures.buttons["filed"].click()) == 3, "those who are still here"
    assert "2 were merged into others or deleted since" in window.toast.text()
    monkeypatch.setattr(overview, "MOST_IDS", 1)
    tab.open_mark(tab.figures.mark("filed"))
    settle(qtbot, window)
    assert "too many to list one by one" in window.toast.text()
    place.show_tab("overview")
    tab.asking.back_to_now()
    settle(qtbot, window)
    assert not tab.strip.isVisible()
    assert tab.numbers["filed"] == 3


def test_nobody(qtbot: QtBot, window: MainWindow, campaign: Campaign) -> None:
    open_campaign(qtbot, window, campaign.path)
    assert window.workplace is not None
    tab = window.workplace.overview
    show(qtbot, window, tab)
    assert set(tab.numbers.values()) == {0}
    assert "Nobody signed up" in tab.cards["funnel"].chart.finding  # type: ignore[union-attr]
    tab.cards["weeks"].view.setFocus()
    qtbot.keyClick(tab.cards["weeks"].view, Qt.Key.Key_Return)
    assert window.workplace.current is None


def test_follow_ups(qtbot: QtBot, window: MainWindow, place: Workplace) -> None:
    assert window.session is not None
    due = window.session.read(query.count, CANDIDATE, "follow_up <= today")
    assert f"{due} late or due today" in place.overview.follow_ups._told.text()
    done = next(
        b for b in place.overview.follow_ups.findChildren(QPushButton) if b.accessibleName().startswith("Done with")
    )
    done.click()
    settle(qtbot, window)
    assert window.session.read(query.count, CANDIDATE, "follow_up <= today") == due - 1


def test_the_report_of_what_is_shown(qtbot: QtBot, window: MainWindow, place: Workplace, tmp_path: Path) -> None:
    for suffix in ("xlsx", "pdf", "txt"):
        place.overview._taking.save(tmp_path / f"report.{suffix}")
        settle(qtbot, window)
        assert (tmp_path / f"report.{suffix}").stat().st_size > 500
    place.overview._taking.copy()
    settle(qtbot, window)
    assert f"{place.overview.numbers['people']:,}" in QApplication.clipboard().text()


def test_a_question_is_answered_saved_and_exported(
    qtbot: QtBot, window: MainWindow, place: Workplace, tmp_path: Path
) -> None:
    place.ask_anything()
    page = place.pages.opened(AskPage)
    assert page is not None
    for rows, columns, figure in (
        ("state", "level", "people"),
        ("event", "connected", "sign_ups"),
        ("partner", "", "connected"),
        ("week", "stage", "people"),
        ("source", "source", "sign_ups"),
    ):
        for combo, key in ((page.rows, rows), (page.columns, columns), (page.figure, figure)):
            combo.setCurrentIndex(combo.findData(key))
        settle(qtbot, window)
        pivot = page.pivot
        assert pivot is not None
        last = (page.table.rowCount() - 1, page.table.columnCount() - 1)
        for y, x in {(0, 0), (last[0], 0), (0, last[1]), last, (last[0] // 2, last[1] // 2)}:
            mark: Mark = page.mark(y, x)
            assert page.table.item(y, x).text() == (f"{mark.number:,}" if mark.number else "–")
            place.show_list(mark.record, mark.expression)
            settle(qtbot, window)
            assert place.lists[mark.record].model.rowCount() == mark.number
            place.ask_anything()
    page.take(pivot.question)
    settle(qtbot, window)
    page.save("Where from")
    settle(qtbot, window)
    assert page.saved() == [("Where from", page.question())]
    page.export(tmp_path / "answer.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "answer.xlsx").worksheets[0]
    assert sheet.cell(5, 1).value == "Source"
    assert sheet._charts, "a native chart"
    page.close_page()
    assert place.pages.opened(AskPage) is None


def test_numbers_fit_and_axes_are_round() -> None:
    assert [short(n) for n in (0, 7, 9999, 10_000, 999_499, 1_200_000, 3.26, 250.4)] == [
        "0",
        "7",
        "9,999",
        "10k",
        "999k",
        "1.2M",
        "3.3",
        "250",
    ]
    assert [nice(n) for n in (0, 1, 7, 11, 548, 914_800, 1_000_001)] == [1, 1, 8, 15, 600, 1_000_000, 1_500_000]
    for sizes in ([], [0], [5], [1, 1], [1, 2, 3, 4, 5, 900], [0.1, 0.2, 3.5, 7.25], list(range(60))):
        found = breaks([float(s) for s in sizes])
        assert found == sorted(set(found))
        assert len(found) <= 3


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("strong", range(1, 5))
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_numbers_on_tiles_can_be_read(theme, strong: int) -> None:
    one, two = sorted((_luminance(theme[f"c{strong}"]), _luminance(theme[f"c{strong}Ink"])))
    assert (two + 0.05) / (one + 0.05) >= 4.5


def test_lists_behind_figures_are_of_known_kinds(place: Workplace) -> None:
    assert {record_type(f.counted).key for f in FIGURES.values()} == {"candidate", "signup", "referral"}
