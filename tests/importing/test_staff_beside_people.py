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


_STAFF_OF_TWO = (("Lena Ort", "lena@example.org"), ("Bo Zand", "bo@example.org"))
_OTHERS = (
    ("Greta Holm", "greta@example.org"),
    ("Orson Pike", "orson@example.org"),
    ("Nadia Fell", "nadia@example.org"),
    ("Ivo Marsh", "ivo@example.org"),
    ("Tamsin Rook", "tamsin@example.org"),
    ("Kofi Dunn", "kofi@example.org"),
)


def people_of(campaign: Campaign, path: Path, first: str, second: str, rows: list[tuple[str, ...]]) -> set[str]:
    heads = f"{first} Name,{first} Email,{second} Name,{second} Email,Topic"
    path.write_text("\n".join([heads, *(",".join((*row, "Intro")) for row in rows)]) + "\n", encoding="utf-8")
    bring(campaign, path)
    return {f"{p['given_name']} {p['family_name']} {p['email']}" for p in everything(campaign, CANDIDATE)}


@pytest.mark.parametrize(
    ("staff", "served"),
    [
        ("Team Member", "Invitee"),
        ("User", "Invitee"),
        ("Crew Member", "Respondent"),
        ("Host", "Guest"),
        ("Advisor", "Client"),
        ("Assigned Rep", "Customer"),
        ("Trainer", "Visitor"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_whoever_looks_after_others_is_not_the_person(
    campaign: Campaign, tmp_path: Path, staff: str, served: str, turned: bool
) -> None:
    both = [(_STAFF_OF_TWO[n % 2], person) for n, person in enumerate(_OTHERS)]
    rows = [(*person, *member) if turned else (*member, *person) for member, person in both]
    heads = (served, staff) if turned else (staff, served)
    assert people_of(campaign, tmp_path / "booked.csv", *heads, rows) == {" ".join(p) for p in _OTHERS}


def test_a_few_people_in_many_rows_look_after_those_beside_them(campaign: Campaign, tmp_path: Path) -> None:
    rows = [(*_STAFF_OF_TWO[n % 2], *person) for n, person in enumerate(_OTHERS)]
    assert people_of(campaign, tmp_path / "walks.csv", "Pathfinder", "Walker", rows) == {" ".join(p) for p in _OTHERS}


@pytest.mark.parametrize(
    ("first", "second"), [("Attendee", "Guest"), ("Volunteer", "Coordinator"), ("Team Member", "Emergency Contact")]
)
def test_whoever_signed_up_stays_the_person_beside_another(
    campaign: Campaign, tmp_path: Path, first: str, second: str
) -> None:
    rows = [(*person, *other) for person, other in zip(_OTHERS[:3], _OTHERS[3:], strict=True)]
    assert people_of(campaign, tmp_path / "list.csv", first, second, rows) == {" ".join(p) for p in _OTHERS[:3]}
