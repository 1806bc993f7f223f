"""A row that says no of a name that stands here already is never silently somebody new."""

from pathlib import Path

import pytest

from coordinator.importing.look_alikes import find_look_alikes
from coordinator.importing.plan import ImportPlan
from coordinator.operations import importing
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, undo


def planned(campaign: Campaign, folder: Path, *lines: str) -> ImportPlan:
    path = folder / "calls.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return importing.plan(campaign, path)


@pytest.mark.parametrize(
    "said",
    ["Refused - take me off", "Do not contact", "do not call", "Don't text me", "Please remove me from your list"],
)
@pytest.mark.parametrize("phone", ["406-555-0113", ""])
@pytest.mark.parametrize("name", ["Sunniva Akerblom", "SUNNIVA ÅKERBLOM"])
def test_a_no_with_another_number_is_told_with_both(
    campaign: Campaign, tmp_path: Path, said: str, phone: str, name: str
) -> None:
    here = add(
        campaign,
        given_name="Sunniva",
        family_name="Åkerblom",
        email="sunniva@example.org",
        phone="406-555-0199",
        city="Sheridan",
    )
    rows = (f"Kit,{name},{phone},{said}", "Kit,Corwin Tate,605-555-0121,Reached", "Kit,Bo Stamm,605-555-0120,Reached")
    plan = planned(campaign, tmp_path, "Caller,Name,Phone,Result", *rows)
    told = [p.message for p in plan.problems if "same name" in p.message]
    assert len(told) == 1
    assert "sunniva@example.org" in told[0]
    assert not phone or "555-0113" in told[0]
    (alike,) = find_look_alikes(campaign, plan)
    assert (alike.candidate, alike.row.number) == (here, 2)


def test_two_rows_of_one_list(campaign: Campaign, tmp_path: Path) -> None:
    plan = planned(
        campaign,
        tmp_path,
        "Name,Phone,Result",
        "Odalys Fenn,406-555-0101,Reached",
        "Odalys Fenn,406-555-0102,do not call",
    )
    assert [p.row for p in plan.problems if "same name" in p.message] == [3]
    (alike,) = find_look_alikes(campaign, plan)
    assert alike.row.number == 3
    assert alike.other is not None


def test_what_speaks_against_it_is_no_namesake_to_ask_about(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Bo", family_name="Stamm", email="bo@example.org", birth_date="1950-01-01")
    add(campaign, given_name="Ann", family_name="Lee", email="ann@example.org")
    plan = planned(
        campaign,
        tmp_path,
        "Name,Phone,Born,Result",
        "Bo Stamm,406-555-0101,1990-05-05,do not call",
        "Ann Lee,406-555-0102,,Reached",
        "Cy Orr,406-555-0103,,do not call",
    )
    assert not [p for p in plan.problems if "same name" in p.message]
    assert not list(find_look_alikes(campaign, plan))


def test_a_no_that_is_known_already_is_not_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Ann", family_name="Lee", email="ann@example.org", do_not_contact="yes")
    plan = planned(campaign, tmp_path, "Name,Phone,Result", "Ann Lee,406-555-0102,do not contact")
    assert not [p for p in plan.problems if "same name" in p.message]


FORMER = {"email": ("ben@example.org", "ben.new@example.org"), "phone": ("406-555-0113", "406-555-0114")}


@pytest.mark.parametrize("field", FORMER)
def test_a_no_of_a_former_address_is_told(campaign: Campaign, tmp_path: Path, field: str) -> None:
    before, after = FORMER[field]
    ben = add(campaign, given_name="Ben", family_name="Poe", **{field: before})
    edit(campaign, ben, **{field: after})
    lines = (f"{field},Status", f"{before},unsubscribed", f"{after[:-1]}9,unsubscribed")
    (told,) = [p for p in planned(campaign, tmp_path, *lines).problems if "was an address of" in p.message]
    assert (told.row, told.value[-4:]) == (2, before[-4:])
    assert "“Ben Poe” (C-00001-8) until 20" in told.message
    edit(campaign, ben, do_not_contact=True)
    assert not [p for p in planned(campaign, tmp_path, *lines).problems if "was an address of" in p.message]


def test_a_no_of_an_address_that_was_taken_back_or_is_anothers_now_is_not_told(
    campaign: Campaign, tmp_path: Path
) -> None:
    ben = add(campaign, given_name="Ben", family_name="Poe", email="ben@example.org")
    edit(campaign, ben, email="dan@example.org")
    undo(campaign)
    lines = ("Email,Status", "dan@example.org,unsubscribed")
    assert not [p for p in planned(campaign, tmp_path, *lines).problems if "was an address of" in p.message]
    edit(campaign, ben, other_emails=["dan@example.org"])
    edit(campaign, ben, other_emails=None)
    assert [p for p in planned(campaign, tmp_path, *lines).problems if "was an address of" in p.message]
    add(campaign, given_name="Dan", family_name="Roe", email="dan@example.org")
    assert not [p for p in planned(campaign, tmp_path, *lines).problems if "was an address of" in p.message]
