"""Whoever said no to a way of contact is left out of it everywhere, and partners are told."""

from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.operations.connecting import connect as connect_by_hand
from coordinator.partners.followups import follow_ups, without_consent
from coordinator.partners.introductions import introductions
from coordinator.records.catalog import CONTACT, REFERRAL
from coordinator.records.refusals import refuses
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, everything, get
from tests.partners.people import connect, days, handed, look, partner, willing
from tests.partners.test_handoffs import sheet
from tests.people.test_merging import merge

EVERY_WAY = {"do_not_call": True, "do_not_text": True, "do_not_email": True}


@pytest.mark.parametrize(
    ("person", "kind", "why"),
    [
        ({}, "call", ""),
        ({"do_not_contact": True}, "talk", "does not want to be contacted"),
        ({"do_not_call": True}, "call", "does not want to be called"),
        ({"do_not_call": True}, "email", ""),
        ({"do_not_text": True}, "text", "does not want text messages"),
        ({"do_not_email": True}, "email", "does not want e-mails"),
        ({"do_not_email": True}, None, ""),
        ({"consent_contact": False}, "text", "says no to being contacted"),
        (EVERY_WAY, None, "does not want to be called or written to"),
        (EVERY_WAY, "talk", ""),
    ],
)
def test_the_rule(person: dict, kind: str | None, why: str) -> None:
    assert refuses(person, kind) == why


def test_follow_ups_say_it_and_call_lists_leave_them_out(campaign: Campaign) -> None:
    one, two = willing(campaign, 2)
    for number in (one, two):
        edit(campaign, number, follow_up=days(0))
    edit(campaign, one, do_not_call="yes")
    add(campaign, CONTACT, candidate=two, contact_kind="text", due_on=days(0))
    edit(campaign, two, do_not_text="yes")
    found = look(campaign, follow_ups)
    assert {(f.candidate, f.words, f.reachable) for f in found} == {
        (one, "Follow up (does not want to be called)", False),
        (two, "Follow up", True),
        (two, "Text (does not want text messages)", True),
    }


def test_nobody_asks_for_consent_who_closed_every_way(campaign: Campaign) -> None:
    one = add(campaign, given_name="One", stage="Interested", do_not_call="yes")
    add(campaign, given_name="Two", stage="Interested", **dict.fromkeys(EVERY_WAY, "yes"))
    assert [f.candidate for f in look(campaign, without_consent)] == [one]


def test_introductions_are_e_mails(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    one, two = willing(campaign, 2)
    connect(campaign)
    handed(campaign, number, tmp_path / "o.xlsx")
    edit(campaign, one, do_not_email="yes")
    edit(campaign, two, do_not_call="yes")
    found = look(campaign, introductions, [r["id"] for r in everything(campaign, REFERRAL)], owner="Dana")
    assert {i.candidate: i.why_not for i in found} == {one: "does not want e-mails", two: ""}


def test_who_closed_every_way_is_not_passed_on(campaign: Campaign) -> None:
    number = partner(campaign)
    one, two = willing(campaign, 2)
    edit(campaign, one, **dict.fromkeys(EVERY_WAY, "yes"))
    batch, _ = connect(campaign)
    assert [(left.candidate, left.why) for left in batch.left] == [(one, "does not want to be called or written to")]
    with pytest.raises(UserError, match="does not want to be called or written to"):
        connect_by_hand(campaign, "Dana", one, [number])
    assert two in [r["candidate"] for r in everything(campaign, REFERRAL)]


def test_a_partner_gets_no_address_that_must_not_be_used_and_is_told(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign, handoff_columns="First name; E-mail; Phone")
    one, two, three = willing(campaign, 3)
    edit(campaign, one, do_not_email="yes")
    edit(campaign, two, do_not_text="yes")
    edit(campaign, three, do_not_call="yes", do_not_text="yes")
    connect(campaign)
    rows = {r["First name"]: r for r in sheet(handed(campaign, number, tmp_path / "o.xlsx").path)}
    assert [(bool(r["E-mail"]), bool(r["Phone"])) for r in rows.values()] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert [r["Do not e-mail"] for r in rows.values()] == ["Yes", None, None]
    assert [r["Do not text"] for r in rows.values()] == [None, "Yes", "Yes"]
    assert [r["Do not call"] for r in rows.values()] == [None, None, "Yes"]


def test_a_partner_is_told_of_no_opt_outs_if_there_are_none(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    willing(campaign, 1)
    connect(campaign)
    [row] = sheet(handed(campaign, number, tmp_path / "o.xlsx").path)
    assert not [heading for heading in row if heading.startswith("Do not")]


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (("given_name", "phone"), {"Any", "No e-mails"}),
        (("given_name", "email"), {"Any", "No calls"}),
        (("given_name", "email", "phone"), {"Any", "No calls", "No e-mails"}),
    ],
)
def test_a_list_for_one_way_leaves_out_who_does_not_want_it(
    campaign: Campaign, tmp_path: Path, columns: tuple[str, ...], names: set[str]
) -> None:
    add(campaign, given_name="Any")
    add(campaign, given_name="No calls", do_not_call="yes")
    add(campaign, given_name="No e-mails", do_not_email="yes")
    add(campaign, given_name="Nothing", **dict.fromkeys(EVERY_WAY, "yes"))
    out = tmp_path / "list.csv"
    result = export(campaign, out, kinds=("candidate",), columns={"candidate": columns}, author="Dana")
    text = out.read_text(encoding="utf-8-sig")
    assert {n for n in ("Any", "No calls", "No e-mails", "Nothing") if n in text} == names
    assert result.left_out == 4 - len(names)


def test_a_no_survives_a_merge(campaign: Campaign) -> None:
    one = add(campaign, given_name="Ana", email="a@example.org", do_not_call="no")
    two = add(campaign, given_name="Ana", email="b@example.org", do_not_call="yes", do_not_text="yes")
    merge(campaign, one, two)
    assert (get(campaign, one)["do_not_call"], get(campaign, one)["do_not_text"]) == (True, True)
