"""Keys of other programs: only what says so and tells rows apart is one; two people never share one."""

from pathlib import Path

import pytest

from coordinator.importing.columns import map_columns
from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

NAMES = ["Noor Hale", "Casper Brandt", "Petra Ferris"]
TOWNS = ["Denver", "Reno", "Fresno"]


def target(heading: str, cells: list[str]) -> str:
    """Return what a column beside names and towns becomes."""
    return map_columns(CANDIDATE, ["Name", "City", heading], [NAMES, TOWNS, cells])[2].target


@pytest.mark.parametrize(
    "heading", ["created", "created_at", "Date created", "signup_time", "joined", "Date added", "Fecha de registro"]
)
def test_seconds_since_1970_are_the_time_of_the_sign_up(heading: str) -> None:
    assert target(heading, ["1761955200", "1762041600", "1762041700"]) == "signup.submitted_at"


@pytest.mark.parametrize("heading", ["unsub_time", "last_updated", "Paid at"])
def test_seconds_of_something_else_are_neither_key_nor_sign_up(heading: str) -> None:
    assert target(heading, ["1761955200", "1762041600", "1762041700"]) in ("answer", "ignored")


@pytest.mark.parametrize(
    "heading", ["Lucky number", "Número de la suerte", "Shirt number", "Calle y número", "Locker no.", "Talla núm."]
)
def test_a_number_of_something_else_is_no_key(heading: str) -> None:
    assert target(heading, ["7", "12", "31"]) == "answer"


@pytest.mark.parametrize("heading", ["Response ID", "Entry no.", "userid", "Registration number", "Número de registro"])
def test_the_number_of_a_record_is_its_key(heading: str) -> None:
    assert target(heading, ["9083471", "9083472", "9083480"]) == "signup.source_key"


def test_a_street_with_its_number_is_the_address() -> None:
    found = map_columns(
        CANDIDATE,
        ["Nombre", "Calle y número", "Apto.", "Ciudad"],
        [NAMES, ["123 Calle Sol", "Urb. Las Lomas 45", "9 Oak"], ["2-B", "", ""], TOWNS],
    )
    assert found[1].target == "address"


def lists(folder: Path, *weeks: str) -> list[Path]:
    """Write one list of each week, all with the same name."""
    paths = []
    for number, text in enumerate(weeks):
        (folder / str(number)).mkdir()
        paths.append(folder / str(number) / "list.csv")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def test_a_number_cut_short_is_told_and_no_key(campaign: Campaign, tmp_path: Path) -> None:
    first, second = lists(
        tmp_path,
        "Name,Phone,Voter ID\nAl Rex,775-234-0531,1.23457E+11\nBo Sol,775-234-0532,123456789012\n",
        "Name,Phone,Voter ID\nCy Usk,775-234-0539,1.23457E+11\n",
    )
    plan, _ = bring(campaign, first)
    (told,) = [p for p in plan.problems if p.column == "Voter ID"]
    assert (told.row, told.value) == (2, "1.23457E+11")
    assert "cut this number short" in told.message
    bring(campaign, second)
    assert {row["given_name"] for row in everything(campaign, CANDIDATE)} == {"Al", "Bo", "Cy"}


def test_a_key_that_two_people_have_does_not_make_one_of_the_other(campaign: Campaign, tmp_path: Path) -> None:
    first, second = lists(
        tmp_path,
        "Response ID,Name,Email\nR-1,Al Usk,al@example.org\nR-2,Bo Vim,bo@example.org\n",
        "Response ID,Name,Email\nR-1,Cy Dorn,cy@example.org\nR-2,Bob Vim,bo@example.org\n",
    )
    bring(campaign, first)
    plan, _ = bring(campaign, second)
    assert {row["email"] for row in everything(campaign, CANDIDATE)} == {f"{n}@example.org" for n in ("al", "bo", "cy")}
    (told,) = [p for p in plan.problems if "had this key" in p.message]
    assert (told.row, told.value) == (2, "R-1")
    again, _ = bring(campaign, second)
    assert (again.counts.created, again.counts.sign_ups) == (0, 0)
    assert len(everything(campaign, SIGNUP)) == 3


def test_a_key_stays_the_persons_who_married_or_moved(campaign: Campaign, tmp_path: Path) -> None:
    first, second, third = lists(
        tmp_path,
        "Response ID,Name,Email\nR-1,Ana Usk,ana@example.org\n",
        "Response ID,Name,Email\nR-1,Ana Larkin,larkin@example.org\n",
        "Response ID,Name,Email\nR-1,Anita Sosa,larkin@example.org\n",
    )
    for path in (first, second, third):
        bring(campaign, path)
    (person,) = everything(campaign, CANDIDATE)
    assert (person["given_name"], person["family_name"], person["email"]) == ("Anita", "Sosa", "larkin@example.org")
