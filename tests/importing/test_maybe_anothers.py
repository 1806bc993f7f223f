"""E-mails and phones that may be somebody else's: kept as an answer until a person has said whose they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from coordinator.importing.plan import ANY_SHEET, ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.store import query
from coordinator.store.campaign import Campaign

PHONES = ("303-555-0111", "303-555-0112", "303-555-0113")
EMAILS = ("joe@example.net", "sue@example.net", "kim@example.net")


def bring(
    campaign: Campaign, path: Path, heading: str, cells: Sequence[str], options: ImportOptions | None = None
) -> tuple[ImportPlan, list[Mapping[str, Value]]]:
    """Import three people with one more column, as if nobody answered a question; return the plan and the people."""
    names = (("Ana", "Larkin"), ("Bea", "Morse"), ("Cid", "Nolan"))
    lines = [f"{first},{last},{cell}" for (first, last), cell in zip(names, cells, strict=True)]
    path.write_text("\n".join([f"First name,Last name,{heading}", *lines]), encoding="utf-8")
    plan = importing.plan(campaign, path, options)
    importing.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        return plan, query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE))


@pytest.mark.parametrize(
    "heading",
    [
        "Carpool driver phone",
        "Babysitter phone",
        "Cell (husband)",
        "Roommate cell",
        "Locksmith cell",
        "Zumba phone",
        "Guest phone",
        "Player 2 phone",
        "Teléfono del chofer",
        "Attorney phone",
    ],
)
def test_a_phone_of_somebody_else_is_not_taken_for_the_persons_own(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", heading, PHONES)
    assert not any(person.get("phone") or person.get("other_phones") for person in people)
    assert any("555-0111" in str(person.get("answers")) for person in people)


@pytest.mark.parametrize("heading", ["Locksmith e-mail", "Guest email", "Bandleader email", "Tutor e-mail"])
def test_an_address_of_somebody_else_is_not_taken_for_the_persons_own(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", heading, EMAILS)
    assert not any(person.get("email") or person.get("other_emails") for person in people)


def test_the_question_says_that_it_is_an_answer_until_then(campaign: Campaign, tmp_path: Path) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", "Locksmith cell", PHONES)
    assert plan.asks
    (told,) = [line for line in plan.told if "Locksmith" in line]
    assert "somebody else's" in told
    assert told.endswith("Until then it is kept as an answer.")


def test_what_a_person_says_is_the_persons_own_is_taken(campaign: Campaign, tmp_path: Path) -> None:
    options = ImportOptions(mapping={ANY_SHEET: {"Locksmith cell": "phone"}})
    _, people = bring(campaign, tmp_path / "list.csv", "Locksmith cell", PHONES, options)
    assert sorted(str(person["phone"]) for person in people) == ["+13035550111", "+13035550112", "+13035550113"]


@pytest.mark.parametrize(
    "heading",
    [
        "Home phone",
        "Best phone",
        "Evening phone",
        "Work cell",
        "Your mobile number",
        "Contact number",
        "WhatsApp",
        "Tel.",
    ],
)
def test_a_phone_that_is_plainly_ones_own_is_taken(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", heading, PHONES)
    assert all(person.get("phone") for person in people)
    assert not any("somebody else" in line for line in plan.told)


def test_what_is_called_like_another_person_is_that_persons(campaign: Campaign, tmp_path: Path) -> None:
    (path := tmp_path / "list.csv").write_text(
        "First Name,Last Name,Email,Alt Contact,Alt Contact Phone,Bandleader,Bandleader cell,Adult 2,Adult 2 cell\n"
        "Ana,Larkin,a@example.org,Joe,303-555-0111,Al Roe,303-555-0121,Jo,303-555-0131\n"
        "Bea,Morse,b@example.org,Sue,303-555-0112,Bo Poe,303-555-0122,Cy,303-555-0132\n",
        encoding="utf-8",
    )
    columns = importing.plan(campaign, path).sheets[0].columns
    assert [c.target for c in columns[3:]] == ["answer"] * 6
    assert not any(c.asks for c in columns)


@pytest.mark.parametrize("heading", ["Person submitting this form", "Alt contact", "Carpool driver"])
def test_somebody_else_is_no_owner(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    (path := tmp_path / "list.csv").write_text(
        f"First name,Last name,Email,{heading}\nAna,Larkin,a@example.org,Bob Kim\nBea,Morse,b@example.org,Cy Poe\n",
        encoding="utf-8",
    )
    assert importing.plan(campaign, path).sheets[0].columns[3].target == "answer"


def test_a_sheet_about_riders_holds_the_riders_own_numbers(campaign: Campaign, tmp_path: Path) -> None:
    (path := tmp_path / "list.csv").write_text(
        "Rider name,Rider cell,Rider email\nAna Larkin,303-555-0111,larkin@example.org\n"
        "Bea Morse,303-555-0112,morse@example.org\nCid Nolan,303-555-0113,nolan@example.org\n",
        encoding="utf-8",
    )
    columns = importing.plan(campaign, path).sheets[0].columns
    assert [c.target for c in columns] == ["+full_name", "phone", "email"]
    assert not any(c.asks for c in columns)


@pytest.mark.parametrize(
    "heading", ["Family e-mail", "Household email", "Family email address", "Correo de la familia"]
)
def test_an_address_of_the_household_is_asked_about_where_there_is_no_other(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    rows = "Gilbert,Amundsen,{0}amundsens@example.org\nLinh,Tran,{0}trans@example.org\nEverett,Blackhawk,{0}\n"
    path = tmp_path / "church.csv"
    path.write_text(f"First name,Last name,{heading}\n" + rows.format(""), encoding="utf-8")
    column = importing.plan(campaign, path).sheets[0].columns[2]
    assert (column.target, bool(column.asks)) == ("email", True)
    path.write_text(
        f"First name,Last name,Email,{heading}\n"
        "Gilbert,Amundsen,gil@example.org,amundsens@example.org\nLinh,Tran,linh@example.org,trans@example.org\n",
        encoding="utf-8",
    )
    assert importing.plan(campaign, path).sheets[0].columns[3].target in ("answer", "other_emails")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Attorney", "Paralegal"),
        ("Pastor", "Usher"),
        ("Nurse", "Scrub tech"),
        ("Teacher", "Aide"),
        ("Coach", "Trainer"),
    ],
)
def test_of_two_columns_of_names_without_a_name_for_them_neither_is_taken_unasked(
    campaign: Campaign, tmp_path: Path, first: str, second: str
) -> None:
    path = tmp_path / "two.csv"
    path.write_text(
        f"{first},{second},Direct\n"
        "Zachary Abernathy,Vivian Saldana,309-555-0175\nQuentin Birdsong,Petra Ibarra,540-555-0116\n"
        "Harriet Gutierrez,Vaughn Jimenez,309-555-0112\nNoemi Ellsworth,Elspeth Pemberton,207-555-0150\n",
        encoding="utf-8",
    )
    columns = importing.plan(campaign, path).sheets[0].columns[:2]
    assert any(column.asks for column in columns)
    assert columns[1].target == "answer"
