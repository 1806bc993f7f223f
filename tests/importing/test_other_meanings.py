"""Headings and cells that only look like a field: counts, times of leaving, ended races, ages and stages of others."""

from pathlib import Path

import pytest

from coordinator.importing.attendance import came
from coordinator.importing.plan import ImportPlan
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

PEOPLE = (("Gia Lorne", "gia@example.org"), ("Hal Munk", "hal@example.org"), ("Ivy Noor", "ivy@example.org"))


def taken(campaign: Campaign, folder: Path, *lines: str) -> ImportPlan:
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    return plan


def beside_people(campaign: Campaign, folder: Path, heading: str, *cells: str) -> ImportPlan:
    rows = [f"{name},{mail},{cell}" for (name, mail), cell in zip(PEOPLE, cells, strict=False)]
    return taken(campaign, folder, f"Name,Email,{heading}", *rows)


@pytest.mark.parametrize(
    "heading",
    [
        "no show count",
        "Times canvassed",
        "Number of donations",
        "Events attended",
        "Shifts completed",
        "Elections voted in",
        "Veces que ha donado",
        "Número de visitas",
    ],
)
def test_a_count_of_other_things_is_no_candidacy(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    beside_people(campaign, tmp_path, heading, "0", "2", "3")
    assert [p["earlier_runs"] for p in everything(campaign, CANDIDATE)] == [None] * 3


@pytest.mark.parametrize("heading", ["Times run for office", "Prior campaigns", "¿Cuántas veces se ha postulado?"])
def test_a_count_of_candidacies_stays_one(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    beside_people(campaign, tmp_path, heading, "0", "2", "3")
    assert [p["earlier_runs"] for p in everything(campaign, CANDIDATE)] == [0, 2, 3]


@pytest.mark.parametrize("cell", ["25-34", "35-44", "35-54", "40-54", "40+", "under 30", "40-49"])
def test_an_age_group_that_is_not_ours_is_told(campaign: Campaign, tmp_path: Path, cell: str) -> None:
    plan = beside_people(campaign, tmp_path, "Age group", cell, "18-24", "55-64")
    assert [p["age_band"] for p in everything(campaign, CANDIDATE)] == [None, "18-29", "55-64"]
    assert any(p.value == cell and p.row == 2 for p in plan.problems)


@pytest.mark.parametrize("cell", ["Decided", "Committed", "Decided to run", "Running"])
def test_who_decided_has_not_filed(campaign: Campaign, tmp_path: Path, cell: str) -> None:
    plan = beside_people(campaign, tmp_path, "Stage", cell, "Signed up", "Filed")
    assert [p["stage"] for p in everything(campaign, CANDIDATE)] == ["interested", "interested", "filed"]
    assert any(p.value == cell and p.row == 2 for p in plan.problems)


@pytest.mark.parametrize(
    ("before", "heading"),
    [
        ("Last race", "How it ended"),
        ("Previous campaign", "Outcome"),
        ("Ran for", "Result"),
        ("Última candidatura", "Resultado"),
        ("Campaña anterior", "¿Cómo le fue?"),
        ("City", "Previous campaign outcome"),
        ("City", "Result of your last election"),
    ],
)
def test_how_an_earlier_race_ended_is_not_the_stage(
    campaign: Campaign, tmp_path: Path, before: str, heading: str
) -> None:
    rows = ("Gia Lorne,gia@example.org,,", "Hal Munk,hal@example.org,Reno council,lost")
    taken(campaign, tmp_path, f"Name,Email,{before},{heading}", *rows, "Ivy Noor,ivy@example.org,Elko council,won")
    assert [p["stage"] for p in everything(campaign, CANDIDATE)] == ["interested"] * 3
    assert "lost" in str(everything(campaign, CANDIDATE)[1]["answers"])


@pytest.mark.parametrize(
    "heading", ["Leave Time", "Checked out at", "Time left", "Last seen", "Signed out", "Hora de salida"]
)
def test_when_somebody_left_is_no_time_of_sign_up(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    beside_people(campaign, tmp_path, heading, *(f"10/14/2026 08:0{n}:00 PM" for n in range(3)))
    assert [s["submitted_at"] for s in everything(campaign, SIGNUP)] == [None] * 3


@pytest.mark.parametrize("heading", ["Liaison", "Set up by", "Entered by", "Created By", "Enlace", "Registrado por"])
def test_anothers_person_is_no_owner(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    beside_people(campaign, tmp_path, heading, "Abe Link", "Bea Link", "Abe Link")
    assert [p["owner"] for p in everything(campaign, CANDIDATE)] == [None] * 3


@pytest.mark.parametrize("heading", ["Our liaison", "Assigned to", "Owner"])
def test_our_own_person_is_the_owner(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    beside_people(campaign, tmp_path, heading, "Abe Link", "Bea Link", "Abe Link")
    assert everything(campaign, CANDIDATE)[0]["owner"] == "Abe Link"


@pytest.mark.parametrize("heading", ["Role", "Role name", "Rol"])
def test_a_role_at_an_event_is_none_in_an_organization(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    beside_people(campaign, tmp_path, heading, "Attendee", "Trainer", "Greeter")
    assert [p["organization_role"] for p in everything(campaign, CANDIDATE)] == [None] * 3


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (
            "Event Name,Event Date,Volunteer,Volunteer Phone,Status",
            (
                "Canvass,10/24/2026,Cody Ames,785-555-0150,Scheduled",
                "Canvass,10/24/2026,Dina Boyd,785-555-0151,Declined",
            ),
        ),
        (
            "Event Name,Event Date,Location,Volunteer Name,Volunteer Cell",
            ("Canvass,10/24/2026,HQ,Cody Ames,785-555-0150", "Canvass,10/24/2026,HQ,Dina Boyd,785-555-0151"),
        ),
        (
            "Title,Date,Venue,Attendee,Attendee Phone",
            ("Kickoff,10/24/2026,HQ,Cody Ames,785-555-0150", "Launch,10/25/2026,HQ,Dina Boyd,785-555-0151"),
        ),
        (
            "Título,Fecha,Lugar,Asistente,Celular",
            ("Caminata,10/24/2026,HQ,Cody Ames,785-555-0150", "Caminata,10/24/2026,HQ,Dina Boyd,785-555-0151"),
        ),
        (
            "Title,City,Starts at,Who,Mobile",
            ("Canvass,Reno,10/24/2026,Cody Ames,785-555-0150", "Canvass,Reno,10/24/2026,Dina Boyd,785-555-0151"),
        ),
    ],
)
def test_who_signed_up_for_events_is_no_list_of_events(
    campaign: Campaign, tmp_path: Path, headings: str, rows: tuple[str, ...]
) -> None:
    taken(campaign, tmp_path, headings, *rows)
    people = everything(campaign, CANDIDATE)
    assert [(p["given_name"], p["phone"]) for p in people] == [("Cody", "+17855550150"), ("Dina", "+17855550151")]
    assert not everything(campaign, EVENT)


def test_an_events_own_people_make_no_list_of_people(campaign: Campaign, tmp_path: Path) -> None:
    rows = (
        "Kickoff,10/24/2026,Reno,Hall,90,Lou Site,785-555-0150",
        "Launch,10/25/2026,Elko,Barn,80,Mae Site,785-555-0151",
    )
    taken(campaign, tmp_path, "Title,Date,City,Venue,Crowd,Site contact,Contact cell", *rows)
    assert not everything(campaign, CANDIDATE)
    assert [e["title"] for e in everything(campaign, EVENT)] == ["Kickoff", "Launch"]


@pytest.mark.parametrize(
    "heading", ["To Email Address", "Reply-to", "Sent from", "CC", "Recipient e-mail", "Remitente"]
)
def test_whom_a_message_went_to_is_not_the_person(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    beside_people(campaign, tmp_path, heading, *["give@campaign.example.org"] * 3)
    people = everything(campaign, CANDIDATE)
    assert [(p["email"], p["other_emails"]) for p in people] == [(mail, None) for _, mail in PEOPLE]


@pytest.mark.parametrize("heading", ["Phone", "Office line", "Teléfono"])
def test_a_number_that_is_the_same_in_all_rows_is_asked_about(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    rows = [f"{n},785-555-0150" for n in ("Gia Lorne", "Hal Munk", "Ivy Noor", "Jo Pike", "Kit Rowe", "Lu Sax")]
    plan = taken(campaign, tmp_path, f"Name,{heading}", *rows)
    assert plan.sheets[0].columns[1].asks
    assert [p["phone"] for p in everything(campaign, CANDIDATE)] == [None] * 6


@pytest.mark.parametrize("heading", ["Attended", "Showed up?", "Came", "Asistió"])
def test_attended_alone_says_who_came(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    rows = ("Fay Sohn,fays@example.org,Omaha Town Hall,Yes", "Gus Ruhl,gusr@example.org,Omaha Town Hall,No")
    taken(campaign, tmp_path, f"Name,Email,Event,{heading}", *rows)
    assert [came(str(s["status"])) for s in everything(campaign, SIGNUP)] == [True, False]


@pytest.mark.parametrize("office", ["House 12", "Senate 5", "House 12B", "Senate Seat 5"])
def test_a_numbered_seat_of_a_slate_is_not_federal(campaign: Campaign, tmp_path: Path, office: str) -> None:
    beside_people(campaign, tmp_path, "Running for", office, "US House 12", "State Senate 5")
    people = everything(campaign, CANDIDATE)
    assert [p["office_level"] for p in people] == [None, "federal", "state"]
    assert people[0]["office"] == office


def test_the_buyer_is_the_person_where_nobody_else_is_named(campaign: Campaign, tmp_path: Path) -> None:
    heading = "Order ID,Email,Billing Name,Billing City,Billing Phone,Shipping Name,Shipping Phone"
    rows = (
        "9001,ole@example.org,Ole Rask,Duluth,218-555-0101,Ina Rask,218-555-0102",
        "9002,pru@example.org,Pru Sand,Duluth,218-555-0103,Pru Sand,218-555-0103",
    )
    taken(campaign, tmp_path, heading, *rows)
    people = everything(campaign, CANDIDATE)
    assert [(p["given_name"], p["phone"]) for p in people] == [("Ole", "+12185550101"), ("Pru", "+12185550103")]


def test_what_is_asked_about_and_looks_unlike_it_waits(campaign: Campaign, tmp_path: Path) -> None:
    heading = "Sign Up,Location,Qty,Item,First Name,Last Name,Email"
    rows = ("Fall canvass,HQ,1,Driver,Cal,Ruiz,cal@example.org", "Fall canvass,HQ,2,Walker,Deb,Stone,deb@example.org")
    taken(campaign, tmp_path, heading, *rows)
    people = everything(campaign, CANDIDATE)
    assert [p["city"] for p in people] == [None, None]
    assert "Driver" in str(people[0]["answers"])


def test_events_with_their_own_leads_are_events(campaign: Campaign, tmp_path: Path) -> None:
    rows = ("Reno,10/24/2026,Lou Site,785-555-0150", "Elko,10/25/2026,Mae Holm,785-555-0151")
    taken(campaign, tmp_path, "Stop,Date,Volunteer lead,Volunteer lead phone", *rows)
    assert not everything(campaign, CANDIDATE)
    assert [e["title"] for e in everything(campaign, EVENT)] == ["Reno", "Elko"]


def test_an_office_held_is_not_the_one_sought(campaign: Campaign, tmp_path: Path) -> None:
    rows = [f"{n},{m},Yes,School board" for n, m in PEOPLE]
    taken(campaign, tmp_path, 'Name,Email,Do you hold elected office?,"If yes, which one?"', *rows)
    assert [p["office"] for p in everything(campaign, CANDIDATE)] == [None] * 3


@pytest.mark.parametrize(("heading", "cells"), [("Successor", ("Al Bo", "Cy Di", "Ed Fo")), ("Unit", ("A", "B", "A"))])
def test_no_owner_and_no_middle_name(campaign: Campaign, tmp_path: Path, heading: str, cells: tuple[str, ...]) -> None:
    beside_people(campaign, tmp_path, heading, *cells)
    assert [(p["owner"], p["middle_name"]) for p in everything(campaign, CANDIDATE)] == [(None, None)] * 3
