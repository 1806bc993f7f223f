"""Follow-ups: what is due and whose it is; put off, handed on, done; for a calendar."""

import datetime as dt
from pathlib import Path

import pytest
from icalendar import Calendar

from coordinator.base.errors import UserError
from coordinator.partners.calendar_file import write_calendar
from coordinator.partners.followup_edits import plan_done, plan_hand_on, plan_snooze
from coordinator.partners.followups import follow_ups, without_consent
from coordinator.records.catalog import CONTACT, PARTNER, REFERRAL
from coordinator.store.campaign import Campaign
from tests.builders import add, delete, edit, everything, get, undo
from tests.partners.people import TODAY, act, connect, days, handed, look, make, partner, willing


def told(campaign: Campaign, **more: object) -> list[tuple[str, str, str, str | None]]:
    return [(f.queue, f.name.split()[0], f.words, f.owner) for f in look(campaign, follow_ups, **more)]


def test_the_queue(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign, "Silent", answer_days=3)
    late, now, soon = willing(campaign, 3)
    connect(campaign)
    handed(campaign, number, tmp_path / "o.xlsx")
    edit(campaign, late, given_name="Late", follow_up=days(-2), owner="")
    edit(campaign, now, given_name="Now", follow_up=days(0))
    edit(campaign, soon, given_name="Soon", follow_up=days(5))
    add(
        campaign,
        CONTACT,
        candidate=soon,
        contact_kind="call",
        due_on=days(0),
        notes="about the petition",
        owner="Jules",
    )
    assert told(campaign) == [
        ("overdue", "Late", "Follow up", None),
        ("today", "Now", "Follow up", "Dana"),
        ("today", "Soon", "Call: about the petition", "Jules"),
    ]
    assert told(campaign, owner="jules") == [("today", "Soon", "Call: about the petition", "Jules")]
    assert told(campaign, owner="nobody") == [("overdue", "Late", "Follow up", None)]
    assert ("later", "Soon", "Follow up", "Dana") in told(campaign, later=7)
    silent = [t for t in told(campaign, day=TODAY + dt.timedelta(days=5)) if t[0] == "silent"]
    assert [t[2] for t in silent] == ["Silent is silent, 2 days over: partner answers"] * 3


def test_ours_consent_and_a_partner_that_is_gone(campaign: Campaign) -> None:
    number = partner(campaign)
    one, two = willing(campaign, 2)
    connect(campaign)
    edit(campaign, one, consent_share="")
    after = TODAY + dt.timedelta(days=4)
    found = look(campaign, follow_ups, day=after)
    assert [(f.queue, f.words) for f in found] == [
        ("overdue", "Hand over: Prairie"),
        ("consent", "Ask for consent to share with Prairie"),
    ]
    delete(campaign, number, rt=PARTNER)
    assert {f.words for f in look(campaign, follow_ups, day=after)} == {"Prairie was deleted: find another partner"}
    assert [f.candidate for f in look(campaign, without_consent)] == [one]
    assert two


def test_who_was_declined_waits_until_somebody_else_has_them(campaign: Campaign) -> None:
    from coordinator.partners.referral_ledger import StatusMove, plan_moves

    partner(campaign)
    willing(campaign)
    _, applied = connect(campaign)
    [number] = applied.touched["referral"]
    act(campaign, plan_moves, [StatusMove(number, "sent")])
    act(campaign, plan_moves, [StatusMove(number, "declined")])
    later = TODAY + dt.timedelta(days=9)
    assert [f.words for f in look(campaign, follow_ups, day=later)] == ["Find another partner: Prairie"]
    partner(campaign, "Second")
    connect(campaign)
    assert [f.words for f in look(campaign, follow_ups, day=later)] == ["Hand over: Second"]


def test_put_off_hand_on_done(campaign: Campaign) -> None:
    ids = willing(campaign, 3, follow_up=days(-1))
    planned = add(campaign, CONTACT, candidate=ids[0], contact_kind="text", due_on=days(-1))
    keys = [f.key for f in look(campaign, follow_ups)]
    assert len(keys) == 4
    act(campaign, plan_snooze, keys, TODAY + dt.timedelta(days=3))
    assert told(campaign) == []
    assert get(campaign, planned, CONTACT)["due_on"] == days(3)
    undo(campaign)
    act(campaign, plan_hand_on, keys, "Sam")
    assert {f.owner for f in look(campaign, follow_ups)} == {"Sam"}
    act(campaign, plan_done, keys)
    assert told(campaign) == []
    undo(campaign)
    assert len(told(campaign)) == 4
    with pytest.raises(UserError, match="whose it shall be"):
        act(campaign, plan_hand_on, keys, "  ")


def test_a_referral_ends_with_a_status(campaign: Campaign) -> None:
    number = partner(campaign)
    ids = willing(campaign)
    make(campaign, "referral", [{"candidate": ids[0], "partner": number, "status": "sent", "due_on": days(-3)}])
    [found] = look(campaign, follow_ups)
    with pytest.raises(UserError, match="when its status says so"):
        act(campaign, plan_done, [found.key])
    act(campaign, plan_snooze, [found.key], TODAY + dt.timedelta(days=1))
    assert everything(campaign, REFERRAL)[0]["due_on"] == days(1)


def test_for_a_calendar(campaign: Campaign, tmp_path: Path) -> None:
    willing(campaign, 2, follow_up=days(-1))
    willing(campaign, 1, follow_up=days(4), given_name="Semi;colon,\nline")
    path = tmp_path / "due.ics"
    assert write_calendar(campaign, path, look(campaign, follow_ups, later=10), TODAY) == 3
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert [e.decoded("dtstart") for e in events] == [TODAY, TODAY, TODAY + dt.timedelta(days=4)]
    assert len({str(e["uid"]) for e in events}) == 3
    assert "Semi;colon" in str(events[2]["summary"])
    with pytest.raises(UserError, match="is not there"):
        write_calendar(campaign, tmp_path / "no" / "due.ics", [], TODAY)
