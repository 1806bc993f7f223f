"""Tour events in the window: three ways to see them, figures, desks, and what is left to do after a stop."""

import re
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.desktop.features.desk.new_desk_dialog import DeskDialog
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.features.tour.after_stop_page import AfterStopPage
from coordinator.desktop.features.tour.events_tab import GRID, MAP, WEEKS, EventsTab
from coordinator.desktop.features.tour.tour_map import PLACES
from coordinator.desktop.pane.related import related_sections
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CROWD_FIGURE, EVENT, SOURCE
from coordinator.records.credit import CreditRule
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query
from coordinator.store.credited import CreditChoice
from tests.builders import add, everything, get
from tests.desktop.driving import count, page_of, settle, until
from tests.needs import POPPLER


@pytest.fixture
def tour(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """Two stops; Ann and Bob at Denver, Bob at Tempe before."""
    window.make_campaign(tmp_path / "tour.campaign")
    assert window.session
    campaign = window.session.campaign
    denver = add(
        campaign,
        EVENT,
        title="Denver rally",
        starts_at="2025-03-21T17:00",
        city="Denver",
        state="CO",
        attendance="34000",
    )
    tempe = add(campaign, EVENT, title="Tempe rally", starts_at="2025-03-20T18:00", city="Tempe", state="AZ")
    desk = add(campaign, SOURCE, name="Desk")
    plan = Plan("import", "Imported", campaign.head())
    for n, (name, event, at) in enumerate(
        [("Ann", denver, "2025-03-21T23:10:00Z"), ("Bob", tempe, "2025-03-21T01:10:00Z")]
    ):
        who = plan.create("candidate", {"given_name": name, "consent_contact": True})
        plan.create(
            "signup", {"candidate": who, "source": desk, "event": event, "submitted_at": at, "source_key": str(n)}
        )
    plan.create(
        "signup",
        {"candidate": -2, "source": desk, "event": denver, "submitted_at": "2025-03-22T00:10:00Z", "source_key": "9"},
    )
    apply.apply(campaign, plan, author="Dana")
    assert window.workplace
    window.session.announce({}, 0)
    window.workplace.show_tab("event")
    settle(qtbot, window)
    return window


def tab(window: MainWindow) -> EventsTab:
    assert window.workplace
    return window.workplace.events


def cell(window: MainWindow, title: str, key: str) -> str:
    events = tab(window)
    keys = [f.key for f in events.model.fields]
    row = next(i for i in range(len(events.model.ids)) if events.model.row(i)["title"] == title)
    return str(events.model.index(row, keys.index(key) + 1).data())


def test_figures_stand_beside_the_rule(qtbot: QtBot, tour: MainWindow) -> None:
    assert [cell(tour, "Denver rally", k) for k in ("sign_ups", "attendance", "sign_ups_of_crowd")] == [
        "1",
        "34,000",
        "0.0%",
    ]
    assert cell(tour, "Tempe rally", "sign_ups") == "2"
    assert tab(tour)._rule.text().startswith("Credited by first touch")
    tab(tour).count_by(CreditChoice(CreditRule.ALL))
    settle(qtbot, tour)
    until(qtbot, lambda: cell(tour, "Denver rally", "sign_ups") == "2")
    assert tab(tour)._rule.text().startswith("Credited by all touches")
    tour.workplace.operations.undo()
    until(qtbot, lambda: cell(tour, "Denver rally", "sign_ups") == "1")


def test_stops_can_be_sorted_by_a_figure(qtbot: QtBot, tour: MainWindow) -> None:
    tab(tour)._sort_by("sign_ups", True)
    assert [tab(tour).model.row(i)["title"] for i in range(2)] == ["Tempe rally", "Denver rally"]


def test_times_stand_with_their_zone(tour: MainWindow) -> None:
    assert cell(tour, "Denver rally", "starts_at") == "21 Mar 2025, 17:00 MDT"
    assert cell(tour, "Tempe rally", "starts_at") == "20 Mar 2025, 18:00 MST"


def test_by_week(qtbot: QtBot, tour: MainWindow) -> None:
    events = tab(tour)
    events.see(WEEKS)
    texts = [w.text() for w in events.weeks.findChildren(QLabel)]
    assert "Week of Mon 17 Mar 2025" in texts
    assert "2 stops · 3 sign-ups" in texts
    stop = next(b for b in events.weeks.findChildren(QPushButton) if "Denver rally" in b.accessibleName())
    assert "17:00 MDT" in stop.accessibleName()
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert events.pane.isVisible()


def test_the_map_has_every_state_and_territory_once() -> None:
    wanted = {t.code for t in vocabulary("states").terms if t.extra["kind"] != "military"}
    assert set(PLACES) == wanted
    assert len(set(PLACES.values())) == len(PLACES) == 56


def test_the_map_opens_the_stops_of_a_state(qtbot: QtBot, tour: MainWindow) -> None:
    events = tab(tour)
    events.see(MAP)
    qtbot.wait(20)
    assert "Arizona: 1 stop, 2 sign-ups" in events.map.accessibleName()
    events.map.setFocus()
    qtbot.mouseClick(events.map, Qt.MouseButton.LeftButton, pos=events.map.tile("NV").center().toPoint())
    assert events._stack.currentIndex() == MAP
    while events.map._at != "CO":
        qtbot.keyClick(events.map, Qt.Key.Key_Right)
    qtbot.keyClick(events.map, Qt.Key.Key_Return)
    assert events._stack.currentIndex() == GRID
    assert [events.model.row(i)["title"] for i in range(len(events.model.ids))] == ["Denver rally"]


def test_a_time_that_does_not_exist_is_told(qtbot: QtBot, tour: MainWindow) -> None:
    assert tour.workplace
    number = next(e["id"] for e in everything(tour.session.campaign, EVENT) if e["title"] == "Denver rally")  # type: ignore[union-attr]
    told: list[str] = []
    tour.session.told.connect(lambda text, _: told.append(text))  # type: ignore[union-attr]
    tour.workplace.operations.edit(EVENT, {number: {"starts_at": "2025-03-09T02:30"}})
    settle(qtbot, tour)
    until(qtbot, lambda: any("does not exist on Sun 9 Mar 2025" in t for t in told))


def test_two_stops_that_are_one(qtbot: QtBot, tour: MainWindow) -> None:
    events = tab(tour)
    assert not events._alike.isVisible()
    add(tour.session.campaign, EVENT, title="Rally in Denver", starts_at="2025-03-21", city="Denver", state="CO")  # type: ignore[union-attr]
    tour.session.announce({}, 0)  # type: ignore[union-attr]
    until(qtbot, lambda: events._alike.isVisible())
    assert "Is this one stop?" in events._alike_text.text()
    qtbot.mouseClick(events._one, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: not events._alike.isVisible())
    assert sorted(e["title"] for e in everything(tour.session.campaign, EVENT)) == ["Denver rally", "Tempe rally"]  # type: ignore[union-attr]


def test_crowds_as_people_write_them_and_the_one_to_quote(qtbot: QtBot, tour: MainWindow) -> None:
    assert tour.session
    events = tab(tour)
    number = next(
        i for i in events.model.ids if events.model.row(list(events.model.ids).index(i))["title"] == "Denver rally"
    )
    events.open_record(number)

    def line(name: str):  # noqa: ANN202
        return next(w for w in events.pane.findChildren(QLineEdit) if w.accessibleName() == name)

    line("Number of people").setText("approx 30k")
    line("Who says so").setText("Colorado press")
    qtbot.keyClick(line("Who says so"), Qt.Key.Key_Return)
    until(qtbot, lambda: len(everything(tour.session.campaign, CROWD_FIGURE)) == 1)
    until(qtbot, lambda: any(b.accessibleName() == "Quote 30000" for b in events.pane.findChildren(QPushButton)))
    quote = next(b for b in events.pane.findChildren(QPushButton) if b.accessibleName() == "Quote 30000")
    qtbot.mouseClick(quote, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: get(tour.session.campaign, number, EVENT)["attendance"] == 30_000)


def after_page(window: MainWindow) -> AfterStopPage:
    return page_of(window, AfterStopPage)


def open_after(qtbot: QtBot, window: MainWindow) -> AfterStopPage:
    events = tab(window)
    row = next(i for i in range(len(events.model.ids)) if events.model.row(i)["title"] == "Tempe rally")
    events.grid.setCurrentIndex(events.model.index(row, 1))
    events.grid.selectRow(row)
    events.ask_after()
    until(qtbot, lambda: after_page(window).found is not None)
    return after_page(window)


def test_after_the_stop_leads_to_the_list(qtbot: QtBot, tour: MainWindow) -> None:
    page = open_after(qtbot, tour)
    assert page.found
    assert (len(page.found.signed_up), len(page.found.late)) == (1, 1)
    opened = next(
        b for b in page.findChildren(QPushButton) if b.accessibleName().startswith("Open list: Nobody called")
    )
    qtbot.mouseClick(opened, Qt.MouseButton.LeftButton)
    settle(qtbot, tour)
    assert tour.workplace
    people = tour.workplace.lists["candidate"]
    assert tour.workplace._tabs.currentWidget() is people
    assert [people.model.row(i)["given_name"] for i in range(len(people.model.ids))] == ["Bob"]
    chips = [b.text() for b in people.filters.findChildren(QPushButton)]
    assert any(c.startswith("1 candidate of a list") for c in chips)


def test_the_summary_is_one_page_to_print(qtbot: QtBot, tour: MainWindow, tmp_path: Path) -> None:
    page = open_after(qtbot, tour)
    page.save_pdf(tmp_path / "tempe.pdf")
    assert (tmp_path / "tempe.pdf").read_bytes().startswith(b"%PDF")
    text = subprocess.run(
        [POPPLER.program("pdftotext"), "-layout", str(tmp_path / "tempe.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert text.count("\f") == 1
    assert "Tempe rally" in text
    assert "Thu 20 Mar 2025, 18:00 MST" in text
    assert re.search(r"Nobody called them in 72 hours\s+1", text)
    assert "Credited by first touch" in text
    page.save_pdf(tmp_path / "nowhere" / "tempe.pdf")
    assert not (tmp_path / "nowhere").exists()


def test_a_desk_from_the_window_and_back(qtbot: QtBot, tour: MainWindow, tmp_path: Path) -> None:
    assert tour.workplace
    assert tour.session
    events = tab(tour)
    dialog = DeskDialog(tour.session, events.model.ids[0], tour.workplace)
    dialog.made.connect(tour.workplace.signing.show_desk)
    dialog.pin.setText("2846")
    dialog.again.setText("2847")
    dialog._make()
    assert "differ" in dialog._problem.text()
    dialog.make(tmp_path / "nowhere" / "one.desk")
    assert "could not be made" in dialog._problem.text()
    dialog.make(tmp_path / "one.desk")
    desk = tour.workplace.signing.desk
    assert desk is not None
    assert not tour.isVisible()
    desk.form.fill({"name": "Juniper Ashdown", "email": "juniper@example.org"})
    qtbot.mouseClick(desk.form.go, Qt.MouseButton.LeftButton)
    told: list[tuple[str, object]] = []
    tour.session.told.connect(lambda text, action: told.append((text, action)))
    desk.ask_pin()
    desk.pin.line.setText("2846")
    desk.pin._try()
    assert tour.isVisible()
    assert told[-1][0] == "1 signed up at one.desk."
    label, bring_in = told[-1][1]  # type: ignore[misc]
    bring_in()
    until(
        qtbot,
        lambda: (
            tour.workplace is not None
            and (page := tour.workplace.pages.opened(ImportPage)) is not None
            and page.plan is not None
        ),
    )
    page_of(tour, ImportPage).apply()
    until(
        qtbot,
        lambda: (
            tour.workplace is not None
            and (page := tour.workplace.pages.opened(ImportPage)) is not None
            and not page.holds_work
        ),
    )
    assert count(tour) == 3
    assert tour.session.read(query.count, EVENT) == 2


def test_lists_and_pane_go_by_the_rule_too(qtbot: QtBot, tour: MainWindow) -> None:
    assert tour.workplace is not None and tour.session is not None
    events = tab(tour)
    denver = next(n for n in events.model.ids if tour.session.read(query.titles, EVENT, [n])[n] == "Denver rally")
    tour.workplace.show_list("candidate", f"has signups (credited = {denver})")
    people = tour.workplace.lists["candidate"]
    settle(qtbot, tour)
    assert len(people.model.ids) == 1
    tab(tour).count_by(CreditChoice(CreditRule.ALL))
    until(qtbot, lambda: len(people.model.ids) == 2)
    sections = related_sections(tour.session, tour.workplace.operations, EVENT, denver, lambda _: None)
    [told] = [s for s in sections if any(x.text() == "Sign-ups" for x in s.findChildren(QLabel))]
    assert "2" in [x.text() for x in told.findChildren(QLabel)]
