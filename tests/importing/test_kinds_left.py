"""Columns and words that were taken for something else: reasons for cancelling, seats, talks, titles, full mailboxes."""

from pathlib import Path

import pytest

from coordinator.importing.plan import ImportPlan
from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


@pytest.fixture
def with_stops(campaign: Campaign, tmp_path: Path) -> Campaign:
    path = tmp_path / "stops.csv"
    path.write_text("Title,Date,City,State\nReno rally,2026-10-03,Reno,NV\nElko rally,2026-10-05,Elko,NV\n")
    bring(campaign, path)
    return campaign


def taken(campaign: Campaign, folder: Path, *lines: str) -> ImportPlan:
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    return plan


def target(plan: ImportPlan, heading: str) -> str:
    return next(c.target for c in plan.sheets[0].columns if c.header == heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Cancel reason",
        "Cancellation reason",
        "Reason for cancelling",
        "Why did you cancel?",
        "Reason not coming",
        "Motivo de cancelación",
        "¿Por qué canceló?",
    ],
)
def test_who_gives_a_reason_has_cancelled(with_stops: Campaign, tmp_path: Path, heading: str) -> None:
    rows = ("Al Pine,al@example.org,Reno rally,", "Bo Reed,bo@example.org,Reno rally,sick kid")
    rows = (*rows, "Cy Moss,cy@example.org,Reno rally,N/A")
    taken(with_stops, tmp_path, f"Name,Email,Stop,{heading}", *rows)
    assert [s["status"] for s in everything(with_stops, SIGNUP)] == [None, "Cancelled: sick kid", None]


def test_a_reason_stands_beside_the_day(with_stops: Campaign, tmp_path: Path) -> None:
    taken(with_stops, tmp_path, "Name,Email,Stop,Cancelled on,Reason", "Al Pine,al@example.org,Reno rally,10/2/2026,x")
    row = "Bo Reed,bo@example.org,Reno rally,10/2/2026,sick"
    taken(with_stops, tmp_path, "Name,Email,Stop,Cancelled on,Cancellation reason", row)
    assert everything(with_stops, SIGNUP)[-1]["status"] == "Cancelled 10/2/2026: sick"


@pytest.mark.parametrize("heading", ["Seat number", "Seat #", "Table number", "Número de asiento"])
def test_where_people_sit_is_no_district(with_stops: Campaign, tmp_path: Path, heading: str) -> None:
    rows = [f"{n},{n.split()[0].lower()}@example.org,Reno rally,{at}" for n, at in (("Al Pine", 12), ("Bo Reed", 4))]
    assert target(taken(with_stops, tmp_path, f"Name,Email,Stop,{heading}", *rows), heading) == "answer"


def test_the_seat_of_an_office_may_be_one(campaign: Campaign, tmp_path: Path) -> None:
    rows = ("Al Pine,al@example.org,City Council,2", "Bo Reed,bo@example.org,School Board,4")
    plan = taken(campaign, tmp_path, "Name,Email,Office sought,Seat number", *rows)
    assert target(plan, "Seat number") == "division"


@pytest.mark.parametrize("heading", ["Session title", "Talk title", "Workshop", "Breakout session", "Taller"])
def test_a_talk_is_no_stop_unless_it_is_called_so(with_stops: Campaign, tmp_path: Path, heading: str) -> None:
    rows = ("Al Pine,al@example.org,Run!", "Bo Reed,bo@example.org,How to file", "Cy Moss,cy@example.org,Money 101")
    plan = taken(with_stops, tmp_path, f"Name,Email,{heading}", *rows)
    assert target(plan, heading) == "answer"
    assert not plan.problems


def test_sessions_called_like_stops_are_stops(with_stops: Campaign, tmp_path: Path) -> None:
    rows = ("Al Pine,al@example.org,Reno rally", "Bo Reed,bo@example.org,Elko rally")
    assert target(taken(with_stops, tmp_path, "Name,Email,Session title", *rows), "Session title") == "signup.event"


@pytest.mark.parametrize(
    ("first", "name", "title"),
    [
        ("Mayor Ed", "Ed", "Mayor"),
        ("Councilwoman Ana", "Ana", "Councilwoman"),
        ("Sen. Jo", "Jo", "Sen."),
        ("Dr. Rev. Al", "Al", "Dr. Rev."),
        ("Alcaldesa Rosa", "Rosa", "Alcaldesa"),
        ("Concejal Luis", "Luis", "Concejal"),
        ("Lic. Marta", "Marta", "Lic."),
    ],
)
@pytest.mark.parametrize("headings", ["First name,Last name,Email", "Name,Email"])
def test_titles_leave_the_first_name_and_are_told(
    campaign: Campaign, tmp_path: Path, first: str, name: str, title: str, headings: str
) -> None:
    apart = "," if headings.startswith("First") else " "
    plan = taken(campaign, tmp_path, headings, f"{first}{apart}Stone,s@example.org", f"Mae{apart}Cole,m@example.org")
    person = everything(campaign, CANDIDATE)[0]
    assert (person["given_name"], person["family_name"]) == (name, "Stone")
    assert str(person["notes"]).endswith(f": {title}")
    assert [p.value for p in plan.problems] == [title]


def test_mayor_may_be_a_name(campaign: Campaign, tmp_path: Path) -> None:
    taken(campaign, tmp_path, "Name,Email", "Mayor Quimby,q@example.org", "Dana Mayor,d@example.org")
    names = [(p["given_name"], p["family_name"]) for p in everything(campaign, CANDIDATE)]
    assert names == [("Mayor", "Quimby"), ("Dana", "Mayor")]


@pytest.mark.parametrize("heading", ["Comments", "Call result", "Notes"])
@pytest.mark.parametrize("words", ["mailbox full", "Full voicemail", "voice mail is full", "VM full", "buzón lleno"])
def test_a_full_mailbox_is_told(campaign: Campaign, tmp_path: Path, heading: str, words: str) -> None:
    rows = (f"Al Pine,al@example.org,775-555-0101,{words}", "Bo Reed,bo@example.org,775-555-0102,will bring a mailbox")
    plan = taken(campaign, tmp_path, f"Name,Email,Phone,{heading}", *rows)
    assert [(p.row, p.value) for p in plan.problems] == [(2, words)]


@pytest.mark.parametrize(
    "headings",
    [
        "Nombre,Apellido paterno,Apellido materno,Correo",
        "Nombre,Primer apellido,Segundo apellido,Correo",
        "First name,Last name,Second last name,Email",
        "First name,Last name,Maternal surname,Email",
    ],
)
def test_the_second_last_name_belongs_to_the_last_name(campaign: Campaign, tmp_path: Path, headings: str) -> None:
    rows = ("Ana,Lopez,Ruiz,ana@example.org", "Rosa,Garza,Peña,rosa@example.org", "Luis,Mora,,luis@example.org")
    rows = (*rows, "Eva,De la Cruz Sol,Sol,eva@example.org", "Noé,,Vega,noe@example.org")
    wanted = ["Lopez Ruiz", "Garza Peña", "Mora", "De la Cruz Sol", "Vega"]
    plan = taken(campaign, tmp_path, headings, *rows)
    assert [p["family_name"] for p in everything(campaign, CANDIDATE)] == wanted
    assert not plan.problems
    taken(campaign, tmp_path, headings, *rows)
    assert [p["family_name"] for p in everything(campaign, CANDIDATE)] == wanted
    assert not any(p["answers"] for p in everything(campaign, CANDIDATE))


def test_a_second_last_name_alone_stays_what_it_was(campaign: Campaign, tmp_path: Path) -> None:
    plan = taken(campaign, tmp_path, "Name,Mother's maiden name,Email", "Ana Lopez,Ruiz,ana@example.org")
    assert target(plan, "Mother's maiden name") == "answer"


@pytest.mark.parametrize(
    "heading",
    [
        "I agree to receive updates",
        "I agree to receive updates.",
        "Yes, I want to receive news from you",
        "I consent to receive communications",
        "Would you like to get updates?",
        "Acepto recibir noticias",
        "¿Desea recibir nuestras novedades?",
    ],
)
def test_who_agrees_to_receive_updates_may_be_contacted(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    rows = ("Al Pine,al@example.org,Yes", "Bo Reed,bo@example.org,No", "Cy Moss,cy@example.org,")
    plan = taken(campaign, tmp_path, f'Name,Email,"{heading}"', *rows)
    assert not plan.sheets[0].columns[2].asks
    assert [p["consent_contact"] for p in everything(campaign, CANDIDATE)] == [True, False, None]


@pytest.mark.parametrize("heading", ["I agree to receive updates from partners", "I agree to the terms"])
def test_another_permission_is_none_to_contact(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    taken(campaign, tmp_path, f"Name,Email,{heading}", "Al Pine,al@example.org,Yes", "Bo Reed,bo@example.org,No")
    assert [p["consent_contact"] for p in everything(campaign, CANDIDATE)] == [None, None]


def test_a_phone_under_the_initials_of_another_is_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    rows = ("Ana,Larkin,a@example.org,Joe,303-555-0111", "Bea,Morse,b@example.org,Sue,303-555-0112")
    plan = taken(campaign, tmp_path, "First Name,Last Name,Email,Head of household,HoH phone", *rows)
    assert plan.sheets[0].columns[4].asks
    assert [p["phone"] for p in everything(campaign, CANDIDATE)] == [None, None]
