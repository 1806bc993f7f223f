"""The name and the address of whoever texted, called or wrote are never those of the person in the row."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

PEOPLE = (("Greta", "Holm", "218-555-0143"), ("Orson", "Pike", "419-555-0119"), ("Nadia", "Fell", "478-555-0131"))
STAFF = (("Lena", "lena@example.org"), ("Bo", "bo@example.org"), ("Lena", "lena@example.org"))


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("texter_first_name", "texter_email"),
        ("Caller name", "Caller email"),
        ("sender_name", "sender_email"),
        ("Agent", "agent_email"),
        ("Operator first", "operator e-mail"),
        ("recruiter_name", "recruiter_email"),
        ("Dialer user", "Dialer user email"),
    ],
)
def test_without_an_address_of_the_person_that_of_the_staff_is_none(
    campaign: Campaign, tmp_path: Path, name: str, email: str
) -> None:
    rows = [",".join((*person, *staff)) for person, staff in zip(PEOPLE, STAFF, strict=True)]
    path = tmp_path / "texts.csv"
    path.write_text("\n".join([f"First name,Last name,Phone,{name},{email}", *rows]) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    people = everything(campaign, CANDIDATE)
    assert [(p["given_name"], p["email"]) for p in people] == [("Greta", None), ("Orson", None), ("Nadia", None)]
    assert plan.sheets[0].columns[4].target == "answer"


@pytest.mark.parametrize("heading", ["Deacon who spoke with them", "Volunteer who called", "Who talked to them"])
def test_who_only_met_them_is_the_owner_once_somebody_said_so(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    rows = [",".join((*person, staff[0] + " Pratt")) for person, staff in zip(PEOPLE, STAFF, strict=True)]
    path = tmp_path / "met.csv"
    path.write_text("\n".join([f"First name,Last name,Phone,{heading}", *rows]) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    column = plan.sheets[0].columns[3]
    assert (column.target, column.may_be) == ("answer", "owner") and column.asks
    assert [p["owner"] for p in everything(campaign, CANDIDATE)] == [None] * 3
