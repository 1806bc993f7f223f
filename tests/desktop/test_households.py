"""Households in the window: in the pane of a person, and in the call list."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.calls.call_list_page import CallListPage
from coordinator.desktop.pane.household import HouseholdSection
from coordinator.desktop.shell.window import MainWindow
from coordinator.partners.followups import follow_ups
from coordinator.records.catalog import CONTACT
from tests.builders import add, edit, everything, get, undo
from tests.desktop.driving import place_of, settle, until

TODAY = dt.date.today().isoformat()
OF_HALES = {"family_name": "Hale", "phone": "303-555-0142", "owner": "Hales", "follow_up": TODAY}


def section(qtbot: QtBot, window: MainWindow, person: int) -> HouseholdSection:
    """Show a person; return what the pane says about the household once it was looked up."""
    window.session.announce({}, 0)
    place_of(window).show_record("candidate", person)
    settle(qtbot, window)
    (found,) = place_of(window).lists["candidate"].pane.findChildren(HouseholdSection)
    return found


def words(inside: HouseholdSection) -> list[str]:
    return [made.text() for made in inside.findChildren(QLabel) if made.text()]


def test_the_pane_shows_who_lives_with_a_person_and_leads_there(qtbot: QtBot, sample: MainWindow) -> None:
    campaign = sample.session.campaign
    ana = add(campaign, given_name="Ana", family_name="Hale", email="hale@example.org")
    bo = add(campaign, given_name="Bo", family_name="Hale", email="hale@example.org", phone="303-555-0142")
    cy = add(campaign, given_name="Cy", family_name="Reyes", phone="303-555-0142")
    shown = section(qtbot, sample, ana)
    assert shown.isVisible()
    assert words(shown) == ["Household", "2", "E-mail: hale@example.org", "Phone: (303) 555-0142, with Bo Hale"]
    links = {link.text(): link for link in shown.findChildren(QPushButton)}
    assert list(links) == ["Bo Hale", "Cy Reyes"]
    links["Cy Reyes"].setFocus()
    qtbot.keyClick(links["Cy Reyes"], Qt.Key.Key_Space)
    pane = place_of(sample).lists["candidate"].pane
    until(qtbot, lambda: pane.record_id == cy)
    edit(campaign, cy, phone="303-555-0143")
    assert section(qtbot, sample, bo).household.people == (ana, bo)


def test_the_pane_cuts_a_long_chain_short(qtbot: QtBot, sample: MainWindow) -> None:
    campaign = sample.session.campaign
    people = [
        add(campaign, given_name=f"P{n}", email=f"p{n}@example.org", other_emails=f"p{n + 1}@example.org")
        for n in range(12)
    ]
    shown = section(qtbot, sample, people[0])
    assert [link.text() for link in shown.findChildren(QPushButton)] == [f"P{n}" for n in range(1, 9)]
    assert words(shown)[-1] == "… and 3 more"


def test_the_pane_says_who_of_the_household_refuses_what(qtbot: QtBot, sample: MainWindow) -> None:
    campaign = sample.session.campaign
    ana = add(campaign, given_name="Ana", family_name="Hale", email="hale@example.org")
    add(campaign, given_name="Bo", family_name="Hale", email="hale@example.org", do_not_call=True)
    add(campaign, given_name="Cy", family_name="Hale", email="hale@example.org", consent_contact="no")
    add(campaign, given_name="Di", family_name="Hale", email="hale@example.org")
    same = "E-mail: hale@example.org"
    shown = words(section(qtbot, sample, ana))
    assert shown == ["Household", "3", "Do not call", same, "May be contacted: No", same, same]


def test_the_call_list_goes_to_its_ends_by_keys(qtbot: QtBot, sample: MainWindow) -> None:
    people = [add(sample.session.campaign, given_name=f"P{n}", **OF_HALES) for n in range(7)]
    page = calls(sample)
    qtbot.keyClick(page, Qt.Key.Key_End)
    assert page.current == people[-1]
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert page.current == people[-1]
    qtbot.keyClick(page, Qt.Key.Key_Home)
    assert page.current == people[0]


def test_one_call_is_not_called_many(qtbot: QtBot, sample: MainWindow) -> None:
    for name in ("Ana", "Bo"):
        add(sample.session.campaign, given_name=name, **OF_HALES)
    assert "2 of 2 left · 1 call: who shares a phone is called once" in calls(sample)._subtitle.text()


def test_the_pane_is_silent_about_who_shares_nothing(qtbot: QtBot, sample: MainWindow) -> None:
    ana = add(sample.session.campaign, given_name="Ana", family_name="Hale", email="hale@example.org")
    assert not section(qtbot, sample, ana).isVisible()


def calls(window: MainWindow) -> CallListPage:
    """Open the call list for what the owner of the Hales has to do."""
    place_of(window).connecting.call(window.session.read(follow_ups, owner="Hales"))
    page = place_of(window).pages.top
    assert isinstance(page, CallListPage)
    return page


def lines(page: CallListPage) -> list[str]:
    return [page.queue.item(i).text() for i in range(page.queue.count())]


def test_a_household_with_one_phone_is_called_once(qtbot: QtBot, sample: MainWindow) -> None:
    campaign = sample.session.campaign
    ana, bo, cy = (add(campaign, given_name=name, **OF_HALES) for name in ("Ana", "Bo", "Cy"))
    di = add(campaign, given_name="Di", do_not_call=True, **OF_HALES)
    ed = add(campaign, given_name="Ed", **OF_HALES | {"phone": "303-555-0143"})
    add(campaign, CONTACT, candidate=bo, contact_kind="call", due_on=TODAY, owner="Hales", notes="about the form")
    page = calls(sample)
    left = "Left out, does not want to be called: Di Hale"
    assert lines(page) == ["Ana Hale · also here: Bo Hale, Cy Hale", "Ed Hale", left]
    no = "at this phone, Di Hale does not want to be called"
    assert page._also.text() == f"Also here: Bo Hale, Cy Hale · {no}"
    assert (
        "4 of 4 left · 2 calls: who shares a phone is called once · left out, and named below the list: 1"
        in page._subtitle.text()
    )
    qtbot.keyClick(page, Qt.Key.Key_R)
    assert (page.current, page._name.text()) == (bo, "Bo Hale")
    assert page._also.text() == f"Same call as Ana Hale · also here: Cy Hale · {no}"
    assert lines(page)[0] == "Bo Hale · also here: Cy Hale"
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert page.current == ed
    assert lines(page)[0] == "✓ Ana Hale: Reached, Bo Hale: No answer, Cy Hale: No answer"
    qtbot.keyClick(page, Qt.Key.Key_D)
    settle(qtbot, sample)
    assert "All are called" in page._done.text()
    noted = {(c["candidate"], c["outcome"], c["done"]) for c in everything(campaign, CONTACT)}
    mine = {entry for entry in noted if entry[0] in (ana, bo, cy, di, ed)}
    assert mine == {
        (ana, "reached", True),
        (bo, "no_answer", True),
        (cy, "no_answer", True),
        (ed, "do_not_contact", True),
    }
    assert not get(campaign, cy)["do_not_contact"]
    undo(campaign)
    undo(campaign)
    assert get(campaign, bo)["follow_up"] == get(campaign, cy)["follow_up"] == TODAY, "one call is one step"


def test_the_phone_of_an_office_is_no_households(qtbot: QtBot, sample: MainWindow) -> None:
    people = [add(sample.session.campaign, given_name=f"P{n}", **OF_HALES) for n in range(7)]
    page = calls(sample)
    assert lines(page) == [f"P{n} Hale" for n in range(7)]
    assert [row[0] for row in page.rows] == people


def test_why_nobody_is_called_is_told(qtbot: QtBot, sample: MainWindow) -> None:
    connecting, pages = place_of(sample).connecting, place_of(sample).pages
    connecting.call([])
    page = pages.top
    assert isinstance(page, CallListPage)
    assert page._done.text().startswith("Nobody is due: there are no follow-ups to call about.")
    campaign = sample.session.campaign
    add(
        campaign,
        CONTACT,
        candidate=add(campaign, given_name="Ed", family_name="Zzphoneless"),
        contact_kind="call",
        due_on=TODAY,
        owner="Nobodies",
    )
    connecting.call(sample.session.read(follow_ups, owner="Nobodies"))
    page = pages.top
    assert isinstance(page, CallListPage)
    assert page._done.text() == "Nobody here can be called.\nhas no phone: Ed Zzphoneless"


def test_whom_the_call_list_leaves_out_is_named_with_the_reason(qtbot: QtBot, sample: MainWindow) -> None:
    campaign = sample.session.campaign
    for name, said in (
        ("Ana", {}),
        ("Bo", {"do_not_call": True}),
        ("Cy", {"phone": None}),
        ("Di", {"do_not_text": True}),
    ):
        number = add(campaign, given_name=name, family_name="Zz", **{"phone": f"+1303555019{len(name)}", **said})
        add(campaign, CONTACT, candidate=number, contact_kind="call", due_on=TODAY, owner="Nobodies")
    place_of(sample).connecting.call(sample.session.read(follow_ups, owner="Nobodies"))
    page = place_of(sample).pages.top
    assert isinstance(page, CallListPage)
    shown = [page.queue.item(i).text() for i in range(page.queue.count())][len(page.rows) :]
    assert sorted(shown) == ["Left out, does not want to be called: Bo Zz", "Left out, has no phone: Cy Zz"]
