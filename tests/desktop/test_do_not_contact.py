"""Do not contact, in the window: every page that leads to a call, a letter or a partner leaves out who said no."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.changes import apply
from coordinator.desktop.features.calls.call_list_page import CallListPage
from coordinator.desktop.features.calls.email_call_page import EmailCallPage
from coordinator.desktop.features.connect.followups_page import FollowUpsPage
from coordinator.desktop.features.connect.plan_page import ConnectPage
from coordinator.desktop.shell.menus.connect_menu import ConnectMenu
from coordinator.desktop.shell.menus.signup_menu import SignupMenu
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import PARTNER
from coordinator.tour.form_setup import plan_public
from tests.builders import add
from tests.desktop.driving import do, page_of, place_of, settle, until
from tests.desktop.test_pages import OPENINGS
from tests.partners.people import days
from tests.test_do_not_contact import SAID, may

Walk = Callable[[QtBot, MainWindow, Sequence[int]], set[int]]
"""Goes through a page; returns the people whom it leads to."""


def call_list(qtbot: QtBot, window: MainWindow, people: Sequence[int]) -> set[int]:
    do(window, ConnectMenu.call_list)
    return set(page_of(window, CallListPage).people)


def follow_ups(qtbot: QtBot, window: MainWindow, people: Sequence[int]) -> set[int]:
    do(window, ConnectMenu.follow_ups)
    page = page_of(window, FollowUpsPage)
    settle(qtbot, window)
    assert {*people} <= {one.candidate for one in page.shown}, "what is due stays, with the reason why not"
    phones = {page.shown[line].reachable: page.table.item(line, 3).text() for line in range(len(page.shown))}
    assert phones[False] == "not to be called"
    assert phones[True] != phones[False]
    page.call()
    return set(page_of(window, CallListPage).people)


def email_call(qtbot: QtBot, window: MainWindow, people: Sequence[int]) -> set[int]:
    do(window, SignupMenu.email_call)
    page = page_of(window, EmailCallPage)
    page.name.setText("May")
    page.code.setText("may")
    until(qtbot, lambda: bool(page.ready))
    return {letter.candidate for letter in page.ready}


def plan(qtbot: QtBot, window: MainWindow, people: Sequence[int]) -> set[int]:
    do(window, ConnectMenu.connect_list)
    page = page_of(window, ConnectPage)
    settle(qtbot, window)
    return set(people) - {left.candidate for left in page.batch.left}


DOORS: dict[str, tuple[Walk, str | None]] = {
    "CallListPage": (call_list, "call"),
    "FollowUpsPage": (follow_ups, "call"),
    "EmailCallPage": (email_call, "email"),
    "ConnectPage": (plan, None),
}
"""Page → the way through it, and the kind of contact."""
NO_DOORS = {
    "DuplicatesPage": "who is who",
    "AfterStopPage": "opens lists; the people in it are those of the command `after`",
    "TypingInPage": "people came to us",
    "ExportPage": "does what the command `export` does",
    "LedgerPage": "what went out already",
    "AskPage": "numbers alone",
    "ImportPage": "what others say",
}


def test_every_page_is_a_door_or_none() -> None:
    assert DOORS.keys() | NO_DOORS.keys() == OPENINGS.keys()
    assert not DOORS.keys() & NO_DOORS.keys()


def test_the_overview_says_who_must_not_be_called(qtbot: QtBot, sample: MainWindow) -> None:
    """It shows those who have waited longest, whether they may be called or not."""
    long_ago = {"follow_up": days(-900), "family_name": "Zzmark"}
    for name in ("Do_not_call", "Anybody"):
        add(sample.session.campaign, given_name=name, **long_ago | SAID[name])
    sample.session.announce({}, 0)
    place_of(sample).show_tab("overview")
    settle(qtbot, sample)
    told = [made.text() for made in place_of(sample).overview.follow_ups.findChildren(QLabel)]
    assert told.count("does not want to be called") == 1


@pytest.mark.parametrize("page", DOORS)
def test_a_page_leads_to_nobody_who_said_no(qtbot: QtBot, sample: MainWindow, page: str) -> None:
    walk, kind = DOORS[page]
    campaign = sample.session.campaign
    with campaign.reading() as connection:
        public = plan_public(connection, {"name": "Fight Tour", "address": "https://run.example.org/"})
    apply.apply(campaign, public, author="Dana")
    add(campaign, PARTNER, name="Takes everybody", contact_email="partner@example.org")
    who: dict[int, str] = {}
    for n, (name, said) in enumerate(SAID.items()):
        reach = {"email": f"{name.replace('_', '-')}@example.org", "phone": f"303-555-01{n:02d}"}
        willing = {"consent_contact": True, "consent_share": True, "state": "CO", "follow_up": days(0)}
        who[add(campaign, given_name=name, family_name="Zzmark", **reach | willing | said)] = name
    sample.session.announce({}, 0)
    place = place_of(sample)
    place.show_tab("candidate")
    settle(qtbot, sample)
    found = walk(qtbot, sample, list(who))
    assert {who[number] for number in found if number in who} == may(kind)


def test_the_pane_says_it_at_its_top_and_does_not_offer_to_go_on(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    tab = place_of(sample).lists["candidate"]
    place_of(sample).show_tab("candidate")
    for told in (True, False):
        values = {"given_name": "Lee", "family_name": f"Zz{told}", "stage": "interested", "do_not_contact": told}
        number = add(sample.session.campaign, **values)
        place_of(sample).show_record("candidate", number)
        settle(qtbot, sample)
        tab.grid.select_record(number)
        tab.pane.show()
        tab.pane.show_record(number)
        QApplication.sendPostedEvents()
        tops = [w for w in tab.pane.findChildren(QFrame, "not_to_be_contacted") if w.isVisible()]
        moves = [w for w in tab.pane.findChildren(QPushButton, "move_on") if w.isVisible()]
        assert (len(tops), len(moves)) == ((1, 0) if told else (0, 1))
        if told:
            assert "Do not contact" in tops[0].findChildren(QLabel)[0].text()
            assert tops[0].mapTo(tab.pane, tops[0].rect().bottomLeft()).y() < 160
