"""Cells that contradict their heading win, a heading says what a date is, and one cell is no evidence."""

from pathlib import Path

import pytest

from coordinator.importing.columns import ColumnPlan
from coordinator.operations import importing
from coordinator.store.campaign import Campaign
from tests.builders import everything


def bring(campaign: Campaign, folder: Path, *lines: str) -> dict[str, ColumnPlan]:
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan = importing.plan(campaign, path)
    importing.apply(campaign, plan, author="Dana")
    return {column.header: column for column in plan.sheets[0].columns}


REACHED = (
    "Corwin Tate,605-555-0121,Rapid City",
    "Abelone Rusk,abelone@example.org,Spearfish",
    "Jed Poe,605-555-0123 / jed@example.org,Sturgis",
    "Bo Stamm,same as Corwin,Deadwood",
    "Cy Orr,605 555 012,Deadwood",
)


@pytest.mark.parametrize(
    "heading",
    ["Reach at", "Best way to reach you", "Preferred contact method", "How do you prefer to be contacted?", "Prefers"],
)
def test_phones_and_emails_are_no_ways(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    columns = bring(campaign, tmp_path, f"Who,{heading},Town", *REACHED)
    assert columns[heading].target != "contact_preference"
    people = {row["given_name"]: row for row in everything(campaign)}
    if not columns[heading].asks:
        assert people["Abelone"]["email"] == "abelone@example.org"
        assert people["Corwin"]["phone"] == "+16055550121"
    else:
        assert not any(row["contact_preference"] for row in people.values())


@pytest.mark.parametrize("heading", ["Best way to reach you", "Preferred contact method", "Prefers"])
def test_ways_are_ways(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    lines = ("Ana Lee,ana@example.org,text", "Bo Fox,bo@example.org,e-mail", "Cy Orr,cy@example.org,605-555-0121")
    columns = bring(campaign, tmp_path, f"Name,Email,{heading}", *lines)
    assert columns[heading].target == "contact_preference"


@pytest.mark.parametrize("days", ["2025-09-30 2025-10-01 2025-10-02", "2031-09-30 2031-10-01 2031-10-02"])
@pytest.mark.parametrize("heading", ["When", "Date", "Day"])
def test_a_date_is_of_an_election_only_if_something_says_so(
    campaign: Campaign, tmp_path: Path, days: str, heading: str
) -> None:
    one, two, three = days.split()
    columns = bring(
        campaign,
        tmp_path,
        f"Contact,Main,Status,{heading},Code",
        f"Wilhelmina Dorr,w@example.org,Interested,{one},82601",
        f"Casimir Yeo,c@example.org,Contacted,{two},82716",
        f"Dagny Holt,d@example.org,Contacted,{three},82070",
    )
    assert columns[heading].target != "election_date"
    assert not any(row["election_date"] for row in everything(campaign))


def test_a_bare_when_is_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    columns = bring(
        campaign, tmp_path, "Name,Email,When", "Ana Lee,ana@example.org,2025-09-30", "Bo Fox,bo@example.org,2025-10-01"
    )
    assert columns["When"].asks or columns["When"].target == "signup.submitted_at"


@pytest.mark.parametrize("heading", ["Election date", "Date of primary", "On the ballot", "When is the vote?"])
def test_dates_of_elections_stay(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    lines = ("Ana Lee,ana@example.org,2026-11-03", "Bo Fox,bo@example.org,2026-11-03")
    assert bring(campaign, tmp_path, f"Name,Email,{heading}", *lines)[heading].target == "election_date"


@pytest.mark.parametrize("heading", ["Callback", "Availability", "Best time", "Follow up"])
@pytest.mark.parametrize("cells", [("10/8 after 5",), ("10/8 after 5", "10/9 before 6")])
def test_one_or_two_cells_are_no_addresses(
    campaign: Campaign, tmp_path: Path, heading: str, cells: tuple[str, ...]
) -> None:
    rows = [f"Person N{i}o,60555501{i:02},{cells[i] if i < len(cells) else ''}" for i in range(6)]
    columns = bring(campaign, tmp_path, f"Name,Phone,{heading}", *rows)
    assert columns[heading].target not in ("address", "+address", "city")
    assert not any(row["address"] for row in everything(campaign))


@pytest.mark.parametrize("heading", ["Address", "Street", "Home", "Where do you live?", "Dirección"])
def test_one_address_below_a_heading_for_it(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    lines = ("Ana Lee,ana@example.org,12 Oak St", "Bo Fox,bo@example.org,", "Cy Orr,cy@example.org,")
    columns = bring(campaign, tmp_path, f"Name,Email,{heading}", *lines)
    assert everything(campaign)[0]["address"] == "12 Oak St", columns[heading].target


def test_spanish_names_of_states(campaign: Campaign, tmp_path: Path) -> None:
    names = {
        "Nuevo México": "NM",
        "Nueva York": "NY",
        "Carolina del Sur": "SC",
        "DAKOTA DEL NORTE": "ND",
        "Pensilvania": "PA",
        "Virginia Occidental": "WV",
        "Misisipí": "MS",
        "Hawái": "HI",
    }
    rows = [f"Ana{chr(97 + i)},a{i}@example.org,{name}" for i, name in enumerate(names)]
    bring(campaign, tmp_path, "Nombre,Correo,Estado", *rows)
    assert [row["state"] for row in everything(campaign)] == list(names.values())


@pytest.mark.parametrize(
    "heading",
    ["Have you ever been a candidate or held elected office before?", "¿Ha sido candidato antes?", "Ran before?"],
)
def test_a_question_about_earlier_runs_says_why_it_is_an_answer(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    rows = ('Ana Lee,a@example.org,"Yes, ran for county commission in 2018"', "Bo Fox,b@example.org,No")
    column = bring(campaign, tmp_path, f"Name,Email,{heading}", *rows)[heading]
    assert (column.target, "ran or served before" in column.why) == ("answer", True)


def test_a_day_without_a_year_is_told_once(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "stops.csv"
    path.write_text('Stop,Town,When\nRally in Minot,"Minot, ND","Oct 18, 2025"\nFargo!,Fargo ND,Oct 20\n')
    problems = importing.plan(campaign, path).problems
    (told,) = [p.message for p in problems if p.value == "Oct 20"]
    assert "has no year" in told
    assert "kept in Notes" in told
