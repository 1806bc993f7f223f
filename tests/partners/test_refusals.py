"""Whoever said no to a way of contact is left out of it everywhere, and partners are told."""

from pathlib import Path

import openpyxl
import pytest

from coordinator.base.errors import UserError
from coordinator.changes.forget import forget
from coordinator.operations.connecting import connect as connect_by_hand
from coordinator.partners.followups import follow_ups, without_consent
from coordinator.partners.introductions import introductions
from coordinator.records import row_id
from coordinator.records.catalog import CONTACT, REFERRAL
from coordinator.records.refusals import refuses
from coordinator.round_trip.exporting import export, export_sheets
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store.campaign import Campaign
from coordinator.workbooks import About
from tests.builders import add, bring, delete, edit, everything, get
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
    assert {one.name for one in result.unasked.left_out} == {"Any", "No calls", "No e-mails", "Nothing"} - names


def test_whom_an_export_leaves_out_is_named_with_the_reason(campaign: Campaign, tmp_path: Path) -> None:
    """The reason is the one that counts for what the list is for; who is here no longer is named too."""
    ids = [
        add(campaign, given_name=name, phone=f"+161455501{n:02d}", **no)
        for n, (name, no) in enumerate(
            [
                ("Any", {}),
                ("No texts", {"do_not_text": True}),
                ("No calls", {"do_not_call": True}),
                ("Nothing", {"do_not_contact": True}),
                ("No consent", {"consent_contact": False}),
                ("Deleted", {}),
                ("Erased", {}),
            ]
        )
    ]
    delete(campaign, ids[5])
    forget(campaign, ids[6], author="Dana")
    wish = SheetWish("candidate", ids=ids, columns=("given_name", "phone"))
    result = export_sheets(campaign, tmp_path / "t.csv", [wish], About(purpose="Texting"), author="Dana")
    assert dict(result.unasked.left_out) == {
        "No texts": "does not want text messages",
        "Nothing": "does not want to be contacted",
        "No consent": "says no to being contacted",
        "Deleted": "was deleted",
        row_id.make("C", ids[6]): "was forgotten",
    }


@pytest.mark.parametrize(
    ("purpose", "columns", "names"),
    [
        ("Newsletter", ("given_name", "email"), {"Ana", "Bo"}),
        ("Outreach", ("given_name", "email", "phone"), {"Ana", "Bo", "Cy"}),
        ("Letters", ("given_name", "email", "address"), {"Ana", "Bo", "Cy"}),
        ("", ("given_name", "email"), {"Ana", "Bo", "Cy"}),
    ],
)
def test_a_list_of_e_mails_for_a_purpose_leaves_out_who_has_none(
    campaign: Campaign, tmp_path: Path, purpose: str, columns: tuple[str, ...], names: set[str]
) -> None:
    add(campaign, given_name="Ana", email="ana@example.org")
    add(campaign, given_name="Bo", other_emails=["bo@example.org"])
    add(campaign, given_name="Cy", phone="+16145550101")
    out = tmp_path / "t.csv"
    result = export_sheets(
        campaign, out, [SheetWish("candidate", columns=columns)], About(purpose=purpose), author="Dana"
    )
    assert {name for name in ("Ana", "Bo", "Cy") if name in out.read_text(encoding="utf-8-sig")} == names
    assert dict(result.unasked.left_out) == ({} if "Cy" in names else {"Cy": "has no e-mail"})


@pytest.mark.parametrize("purpose", ["Phone bank", "Texting"])
def test_one_phone_goes_out_once_and_names_both(campaign: Campaign, tmp_path: Path, purpose: str) -> None:
    one = add(campaign, given_name="Ana", family_name="Diaz", phone="+16145550101")
    add(campaign, given_name="Cy", family_name="Fox", phone="+16145550102")
    add(campaign, given_name="Bo", family_name="Diaz", phone="+16145550101")
    wish = SheetWish("candidate", columns=("given_name", "phone"))
    out = tmp_path / "t.xlsx"
    result = export_sheets(campaign, out, [wish], About(purpose=purpose), author="Dana")
    rows = list(openpyxl.load_workbook(out)["Candidates"].iter_rows(values_only=True))
    assert [(r[1], r[rows[0].index("Also at this phone")]) for r in rows[1:]] == [("Ana", "Bo Diaz"), ("Cy", None)]
    assert (result.left_out, result.unasked.together) == (0, 1)
    book = openpyxl.load_workbook(out)
    book["Candidates"].cell(2, 2).value = "Anna"
    book.save(out)
    plan, _ = bring(campaign, out)
    assert (get(campaign, one)["given_name"], plan.acts, plan.problems) == ("Anna", [], [])
    assert len(everything(campaign)) == 3


def test_a_no_survives_a_merge(campaign: Campaign) -> None:
    one = add(campaign, given_name="Ana", email="a@example.org", do_not_call="no")
    two = add(campaign, given_name="Ana", email="b@example.org", do_not_call="yes", do_not_text="yes")
    merge(campaign, one, two)
    assert (get(campaign, one)["do_not_call"], get(campaign, one)["do_not_text"]) == (True, True)
