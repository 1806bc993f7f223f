"""Parts of one cell: addresses as services join them, ranks behind names, doubts, and words for nothing."""

from pathlib import Path

import pytest

from coordinator.importing.names import read_full_name
from coordinator.importing.places import read_address, read_place
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PHONE, PLAIN_HINTS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

WHERE = ("address", "city", "state", "postcode")


def write(folder: Path, *lines: str) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("heading", ["Address", "Mailing Address", "Home address"])
def test_an_address_that_a_service_joined_is_taken_apart(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    path = write(
        tmp_path,
        f"First Name,Last Name,{heading},Email",
        "Ann,Orr,929 Ridge Pike  Bend  OR  97701  US,ann@example.org",
        "Bea,Ost,PO Box 9    Bend  OR  97701  US,bea@example.org",
        "Cal,Pyle,9 Oak St - Bend - OR - 97701,cal@example.org",
        "Dee,Quay,9 Oak St | Bend | OR | 97701 | US,dee@example.org",
    )
    plan, _ = bring(campaign, path)
    assert not plan.problems
    found = {p["given_name"]: tuple(p[key] for key in WHERE) for p in everything(campaign, CANDIDATE)}
    there = ("Bend", "OR", "97701")
    assert found == {
        "Ann": ("929 Ridge Pike", *there),
        "Bea": ("PO Box 9", *there),
        "Cal": ("9 Oak St", *there),
        "Dee": ("9 Oak St", *there),
    }


def test_an_address_is_taken_apart_beside_the_same_state_and_not_beside_another(
    campaign: Campaign, tmp_path: Path
) -> None:
    path = write(
        tmp_path,
        "Name,Address,State,Email",
        "Ann Orr,9 Oak St  Bend  OR  97701  US,OR,ann@example.org",
        "Bea Ost,9 Oak St  Bend  OR  97701  US,WA,bea@example.org",
        "Cal Pyle,9 Elm Ct,CT,cal@example.org",
    )
    bring(campaign, path)
    found = {p["given_name"]: (p["address"], p["city"], p["state"]) for p in everything(campaign, CANDIDATE)}
    assert found["Ann"] == ("9 Oak St", "Bend", "OR")
    assert found["Bea"] == ("9 Oak St Bend OR 97701 US", None, "WA")
    assert found["Cal"] == ("9 Elm Ct", None, "CT")


@pytest.mark.parametrize(
    ("cell", "street", "city"),
    [
        ("9 Oak St Bend OR 97701", "9 Oak St", "Bend"),
        ("9 OAK ST BEND, OR 97701", "9 OAK ST", "Bend"),
        ("14 NW 5th St Bend OR 97701", "14 NW 5th St", "Bend"),
        ("9 Oak St Salem OR 97301", "9 Oak St", "Salem"),
        ("9 Oak St Paul ID 83347", "9 Oak St", "Paul"),
        ("9 Oak St - Apt 4 - Bend - OR - 97701", "9 Oak St Apt 4", "Bend"),
        # as they were
        ("9 Oak Ave St Paul MN 55101", "9 Oak Ave", "St Paul"),
        ("12 Main St St Louis MO 63101", "12 Main St", "St Louis"),
        ("12 Main St Paul MN 55101", "12 Main", "St Paul"),
        ("100 Main St Charles MO 63301", "100 Main", "St Charles"),
        ("9 Oak St. Helens OR 97051", "9 Oak", "St. Helens"),
    ],
)
def test_a_street_or_a_saint(cell: str, street: str, city: str) -> None:
    found = read_address(cell, PLAIN_HINTS).values
    assert (found["address"], found["city"]) == (street, city)


@pytest.mark.parametrize(
    ("cell", "city"), [("BEND, OR", "Bend"), ("SALEM", "Salem"), ("NYC", "NYC"), ("LA", "LA"), ("McAllen", "McAllen")]
)
def test_a_town_in_capitals(cell: str, city: str) -> None:
    assert read_place(cell, PLAIN_HINTS).values["city"] == city


@pytest.mark.parametrize(
    ("cell", "given", "family", "left"),
    [
        ("Maj. Gen. Ann Orr, USAF (Ret)", "Ann", "Orr", "Maj. Gen.; Ret; USAF"),
        ("Fin Orr, USMC (Ret.)", "Fin", "Orr", "Ret.; USMC"),
        ("Fin Orr, U.S. Navy", "Fin", "Orr", "U.S. Navy"),
        ("Col Ann Orr USMC (Ret)", "Ann", "Orr", "Col; Ret; USMC"),
        ("LTC Fin Orr", "Fin", "Orr", "LTC"),
        ("Fin Orr, SEIU", "Fin", "Orr", "SEIU"),
        ("Maj. Fin Orr, Boise", "Fin", "Orr", "Maj.; Boise"),
        ("Fin ?? Orr", "Fin", "Orr", "??"),
        # as they were
        ("Garcia Lopez, ANA", "ANA", "Garcia Lopez", None),
        ("Garcia Lopez, JP", "JP", "Garcia Lopez", None),
        ("ORR LANE, FIN", "Fin", "Orr Lane", None),
        ("Dr. Garcia Lopez, Ana", "Ana", "Garcia Lopez", "Dr."),
        ("Army Archer", "Army", "Archer", None),
        ("Marine Dubois", "Marine", "Dubois", None),
        ("José de Jesús Luna", "José de Jesús", "Luna", None),
        ("Juan de Dios Peña Cruz", "Juan de Dios", "Peña Cruz", None),
        ("Carlos De Jesús Rivera", "Carlos", "De Jesús Rivera", None),
        ("José De Jesús", "José", "De Jesús", None),
    ],
)
def test_what_stands_behind_a_name(cell: str, given: str, family: str, left: str | None) -> None:
    found = read_full_name(cell, PLAIN_HINTS)
    assert (found.values["given_name"], found.values["family_name"]) == (given, family)
    assert found.leftover == left


@pytest.mark.parametrize("cell", ["c/o Lou Bell", "C/O Mrs. Bell", "care of Lou Bell"])
def test_in_care_of_somebody_names_nobody(cell: str) -> None:
    found = read_full_name(cell, PLAIN_HINTS)
    assert found.values == {"given_name": cell}
    assert "by another person" in found.problems[0]


def test_a_doubt_about_a_number_is_kept(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, write(tmp_path, "Name,Phone", "Ann Orr,503-555-0124?", "Poe ??,503-555-0125"))
    notes = {p["phone"]: p["notes"] for p in everything(campaign, CANDIDATE)}
    assert notes == {"+15035550124": "Phone: 503-555-0124?", "+15035550125": "Name: ??"}


@pytest.mark.parametrize(
    ("cell", "number"), [("+503-555-0138", None), ("+(541) 555-0101", None), ("+503 2222 1234", "+50322221234")]
)
def test_a_plus_without_the_countrys_code(cell: str, number: str | None) -> None:
    assert PHONE.clean(cell).value == number


def test_words_for_nothing_are_told_once(campaign: Campaign, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "First,Last,Email,City,DOB",
        "Nan,Nil,nan@example.org,n/a,00/00/0000",
        "Unknown,Soldier,s@example.org,n/a,1970-02-03",
        "Ann,None,ann@example.org,-,1971-02-03",
    )
    plan, _ = bring(campaign, path)
    assert "4 cells only say that there is nothing: “n/a” (2), “Unknown” (1), “00/00/0000” (1)." in plan.notes
    names = {p["email"]: (p["given_name"], p["family_name"]) for p in everything(campaign, CANDIDATE)}
    assert names == {
        "nan@example.org": ("Nan", "Nil"),
        "s@example.org": (None, "Soldier"),
        "ann@example.org": ("Ann", "None"),
    }
