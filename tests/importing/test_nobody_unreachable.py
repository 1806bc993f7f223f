"""Sheets whose people would come in without a name or a way to reach them: the column that has it is taken or asked."""

from pathlib import Path

import pytest

from coordinator.importing.columns import map_columns
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

NAMES = ["Odile Brandvold", "Per Lindqvist", "Kou Vang", "Maeve Tate"]
MAILS = ["ob@example.org", "pl@example.org", "kv@example.org", "mt@example.org"]
NUMBERS = ["4145550171", "4145550172", "4145550173", "4145550174"]


def found(columns: dict[str, list[str]]) -> dict[str, tuple[str, str]]:
    """Return what each column becomes, and what it is asked about."""
    plans = map_columns(CANDIDATE, list(columns), list(columns.values()))
    return {plan.header: (plan.target, plan.may_be) for plan in plans}


@pytest.mark.parametrize("heading", ["Dialed number", "Number dialed", "Reached on"])
def test_the_only_phones_of_a_sheet_are_asked_about(heading: str) -> None:
    here = found({"VoterName": NAMES, heading: NUMBERS, "Precinct": ["W-12", "W-12", "W-14", "W-9"]})
    assert here[heading] in (("phone", ""), ("phone", "phone"), ("answer", "phone"))


def test_the_only_phones_are_not_asked_about_if_they_are_somebody_elses() -> None:
    here = found({"Name": NAMES, "E-mail": MAILS, "Emergency contact phone": NUMBERS})
    assert here["Emergency contact phone"] == ("answer", "")


@pytest.mark.parametrize("order", [1, -1])
def test_the_personal_address_comes_before_the_one_at_work(order: int) -> None:
    work = [f"{name}@power.example.org" for name in ("odile", "per", "kou", "maeve")]
    mails = {"Work Email": work, "Personal Email": MAILS}
    here = found({"Name": NAMES, **dict(list(mails.items())[::order])})
    assert (here["Work Email"][0], here["Personal Email"][0]) == ("other_emails", "email")


def test_who_has_only_an_address_at_work_is_reached_there(campaign: Campaign, tmp_path: Path) -> None:
    (path := tmp_path / "list.csv").write_text(
        "Name,Work Email,Personal Email\nOdile Brandvold,odile@power.example.org,ob@example.org\n"
        "Per Lindqvist,per@power.example.org,\nKou Vang,,kv@example.org\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    assert {row["email"] for row in everything(campaign)} == {
        "ob@example.org",
        "per@power.example.org",
        "kv@example.org",
    }
    (work,) = [c for c in plan.sheets[0].columns if c.header == "Work Email"]
    assert "at work" in work.why


NOMINATED = (
    "Submitted at,Your name,Your email,Your phone,How do you know them?,Name of the person you have in mind,"
    "Their email address,Their cell (if you have it)\n"
    "6/1/2025 10:02,Cara Whitlow,cara@example.org,612-555-0131,coworker,Desmond Achterberg,des@example.org,"
    "612-555-0132\n"
    "6/1/2025 11:40,Nils Ogden,nils@example.org,,neighbor,Ruthanne Pike,,612-555-0133\n"
    "6/2/2025 08:00,Cara Whitlow,cara@example.org,612-555-0131,my sister,Paulette Whitlow,cara@example.org,\n"
)


def test_whom_somebody_has_in_mind_is_the_person(campaign: Campaign, tmp_path: Path) -> None:
    (path := tmp_path / "nominate.csv").write_text(NOMINATED, encoding="utf-8")
    bring(campaign, path)
    people = {row["family_name"]: (row["email"], row["phone"]) for row in everything(campaign)}
    assert people["Achterberg"] == ("des@example.org", "+16125550132")
    assert people["Pike"] == (None, "+16125550133")
    assert "Ogden" not in people


def test_a_sheet_about_nobody_names_the_columns_that_say_who(campaign: Campaign, tmp_path: Path) -> None:
    (path := tmp_path / "list.csv").write_text(
        "Emergency contact,Emergency contact phone,Shirt\nOdile Brandvold,414-555-0171,L\nPer Lindqvist,414-555-0172,M\n",
        encoding="utf-8",
    )
    plan = importing.plan(campaign, path)
    assert plan.sheets[0].about_nobody
    (told,) = [note for note in plan.notes if "does not look like" in note]
    assert "“Emergency contact phone” hold" in told


@pytest.mark.parametrize(
    "heading", ["What should we call you?", "What do we call you?", "¿Cómo prefieres que te digamos?"]
)
def test_what_somebody_wants_to_be_called_is_the_preferred_name(heading: str) -> None:
    here = found({"Full name": NAMES, heading: ["Odi", "", "Kou", ""], "E-mail": MAILS})
    assert here[heading][0] == "preferred_name"
