"""After the stop: who waits for what."""

import datetime as dt

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CONTACT, EVENT, PARTNER, REFERRAL, SOURCE
from coordinator.records.credit import CreditRule
from coordinator.store.campaign import Campaign
from coordinator.tour.after_stop import AfterStop, after_stop
from coordinator.tour.stops import read_tour
from tests.builders import add, edit

NOW = dt.datetime(2025, 3, 26, 12, tzinfo=dt.UTC)


def look(campaign: Campaign, event: int, now: dt.datetime = NOW) -> AfterStop:
    with campaign.reading() as connection:
        return after_stop(connection, read_tour(connection, CreditRule.FIRST), event, now)


def test_who_waits_for_what(campaign: Campaign) -> None:
    stop = add(
        campaign, EVENT, title="Denver rally", starts_at="2025-03-21T17:00", city="Denver", state="CO", attendance="60"
    )
    form, partner = add(campaign, SOURCE, name="Desk"), add(campaign, PARTNER, name="Civic Ladder")
    names = [
        "in time",
        "late call",
        "never",
        "wants no call",
        "do not contact",
        "note only",
        "planned",
        "before",
        "later sign-up",
    ]
    who = {n: add(campaign, given_name=n, consent_contact="no" if n == "wants no call" else "yes") for n in names}
    edit(campaign, who["do not contact"], do_not_contact="yes")
    plan = Plan("import", "Imported", campaign.head())
    for i, n in enumerate(names):
        at = "2025-03-21T23:10:00Z" if n != "later sign-up" else "2025-03-25T23:10:00Z"
        plan.create(
            "signup", {"candidate": who[n], "source": form, "event": stop, "submitted_at": at, "source_key": str(i)}
        )
    apply.apply(campaign, plan, author="Dana")

    def contact(name: str, kind: str, at: str | None = None, **more: str) -> None:
        add(campaign, CONTACT, candidate=who[name], contact_kind=kind, **({"at": at} if at else {}), **more)

    contact("in time", "call", "2025-03-23T10:00:00Z")
    contact("late call", "call", "2025-03-25T10:00:00Z")
    contact("note only", "note", "2025-03-22T10:00:00Z")
    contact("planned", "call", "2025-03-22T10:00:00Z", due_on="2025-03-22")
    contact("before", "call", "2025-03-20T10:00:00Z")
    add(campaign, REFERRAL, candidate=who["in time"], partner=partner, status="sent")
    add(campaign, REFERRAL, candidate=who["never"], partner=partner, status="declined")

    found = look(campaign, stop)
    by_number = {number: name for name, number in who.items()}

    def named(numbers) -> set[str]:
        return {by_number[n] for n in numbers}

    assert named(found.signed_up) == set(names)
    assert named(found.no_partner) == set(names) - {"in time"}
    assert named(found.asked) == set(names) - {"wants no call", "do not contact"}
    assert named(found.called_in_time) == {"in time"}
    assert named(found.not_called) == {"never", "note only", "planned", "before", "later sign-up"}
    assert named(found.late) == {"never", "note only", "planned", "before"}
    assert found.through == [("17:00", 8)]
    assert found.average == 9 / 60
    assert found.where_and_when == "Denver, CO (Denver County) · Fri 21 Mar 2025, 17:00 MDT"
    assert look(campaign, stop, NOW - dt.timedelta(days=3)).late == []


def test_a_stop_at_which_nobody_signed_up(campaign: Campaign) -> None:
    stop = add(campaign, EVENT, title="Nowhere")
    found = look(campaign, stop)
    assert (found.signed_up, found.late, found.through, found.average) == ([], [], [], None)
    assert found.where_and_when == ""
