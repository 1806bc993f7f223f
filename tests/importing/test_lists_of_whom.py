"""Lists that could be of events or of partners, and are of people: whose names they have tells it, and it is said."""

from pathlib import Path

import pytest

from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER
from coordinator.store.campaign import Campaign
from tests.importing.test_parties import FIRST, LAST, own
from tests.importing.test_whose_columns_are import CITIES, MAILS, NAMES, NUMBERS, OTHER_MAILS, OTHERS, STATES, ZIPS

BEGUN = [f"09/0{day}/2026 9:1{day} AM" for day in range(1, 6)]
WHO = "Q1 Please tell us who you are: "


def records(campaign: Campaign, folder: Path, columns: dict[str, list[str]]) -> tuple[str, str]:
    """Return of which type the records of a sheet are, and what is told of it."""
    path = folder / "responses.csv"
    lines = [",".join(f'"{cell}"' for cell in row) for row in (list(columns), *zip(*columns.values(), strict=True))]
    path.write_text("\n".join(lines), encoding="utf-8")
    plan = importing.plan(campaign, path)
    return plan.sheets[0].record, "\n".join(plan.notes)


@pytest.mark.parametrize(
    "columns",
    [
        {"Start Date": BEGUN, f"{WHO}First name:": FIRST, f"{WHO}Last name:": LAST, f"{WHO}Email:": MAILS,
         "Q9 Please nominate a friend: Name": OTHERS},
        {"Start Date": BEGUN, "Respondent: Name": NAMES, "Respondent: ZIP": ZIPS},
        {"Respondent ID": ["11", "12", "13", "14", "15"], "Start Date": BEGUN, "End Date": BEGUN, "Name": NAMES,
         "City": CITIES, "State": STATES, "ZIP": ZIPS},
        {"Your First name": FIRST, "Your Last name": LAST, "Your Email": MAILS,
         "Please nominate a friend: Name": OTHERS},
        {"Start time": BEGUN, "Your full name": NAMES, "Your town": CITIES},
        {"Started": BEGUN, "About you: Name": NAMES, "About you: City": CITIES, "Somebody you know: Name": OTHERS},
        {"Date": BEGUN, "First name": FIRST, "Last name": LAST, "City": CITIES, "State": STATES},
        {"Nombre": NAMES, "Fecha": BEGUN, "Ciudad": CITIES, "Estado": STATES},
        {"Start Date": BEGUN, "Email": MAILS, "City": CITIES, "State": STATES, "ZIP": ZIPS},
    ],
)  # fmt: skip
def test_a_list_of_people_is_none_of_events_or_partners(
    campaign: Campaign, tmp_path: Path, columns: dict[str, list[str]]
) -> None:
    found, told = records(campaign, tmp_path, columns)
    assert found == CANDIDATE.key, told


def test_a_list_that_could_be_of_events_is_told(campaign: Campaign, tmp_path: Path) -> None:
    _, told = records(campaign, tmp_path, {"Start Date": BEGUN, "Name": NAMES, "City": CITIES, "State": STATES})
    assert "is taken as a list of people" in told and "--into events" in told


@pytest.mark.parametrize(
    "columns",
    [
        {"Event": [f"{c} Rally" for c in CITIES], "Start Date": BEGUN, "Host first name": FIRST, "Host email": MAILS},
        {"Name": [f"{c} Town Hall" for c in CITIES], "Start Date": BEGUN, "City": CITIES, "Contact name": NAMES},
        {"Event name": [f"Evening with {n}" for n in NAMES], "Starts": BEGUN, "City": CITIES, "State": STATES},
        {"Title": NAMES, "Starts": BEGUN, "Venue": [f"{c} Hall" for c in CITIES], "City": CITIES},
    ],
)
def test_a_list_of_events_stays_one(campaign: Campaign, tmp_path: Path, columns: dict[str, list[str]]) -> None:
    found, told = records(campaign, tmp_path, columns)
    assert found == EVENT.key, told


def test_a_list_of_partners_stays_one(campaign: Campaign, tmp_path: Path) -> None:
    names = ["Prairie Bench", "Grace Ballot Fund", "Carter Center for Voters", "Ready Row", "Madison Women Lead"]
    columns = {
        "Name": names,
        "Website": [f"{n.split()[0].lower()}.example.org" for n in names],
        "States served": STATES,
    }
    found, told = records(campaign, tmp_path, columns)
    assert found == PARTNER.key, told


@pytest.mark.parametrize(
    "asked",
    ["Please nominate a friend: Name", "Recommend someone: Name", "Nominate someone else - Name",
     "Would you like to suggest a neighbor? Name", "Refer another person: Name", "Recomiende a alguien: Nombre",
     "Nominate a good friend: Name"],
)  # fmt: skip
@pytest.mark.parametrize("reached", [True, False])
def test_who_is_invited_to_name_a_friend_is_the_person(asked: str, reached: bool) -> None:
    mine = {"First name": FIRST, "Last name": LAST, "Email": MAILS, "Phone": NUMBERS}
    theirs = {asked: OTHERS} | (
        {asked.replace("Name", "Email").replace("Nombre", "Correo"): OTHER_MAILS} if reached else {}
    )
    assert own(mine | theirs) == set(mine)
