"""Whom a sheet is about, and whose the e-mails and phones of guests, contacts and others are."""

import pytest

from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.records.catalog import CANDIDATE

NAMES = ["Mary Ortiz", "Glen Fry", "Petra Ferris"]
OTHERS = ["Jon Hess", "Kay Dow", "Amy Liu"]
MAILS = ["q1@example.org", "q2@example.org", "q3@example.org"]
PHONES = ["775-555-0111", "775-555-0112", "775-555-0113"]
OFFICES = ["State Senator", "Mayor", "County Commissioner"]
TOWNS = ["Reno", "Elko", "Sparks"]


def columns(**cells: list[str]) -> dict[str, ColumnPlan]:
    """Return what the columns of a sheet become; `_` of a heading stands for a blank."""
    named = {heading.replace("_", " "): some for heading, some in cells.items()}
    return {c.header: c for c in map_columns(CANDIDATE, list(named), list(named.values()))}


def targets(**cells: list[str]) -> list[str]:
    """Return the targets of the columns of a sheet."""
    return [c.target for c in columns(**cells).values()]


@pytest.mark.parametrize("subject", ["Candidate", "Potential candidate", "Prospect", "Legislator", "Candidato"])
@pytest.mark.parametrize("contact", ["Contact person", "Point of contact", "Main contact", "Persona de contacto"])
def test_a_contact_person_beside_a_candidate_is_somebody_else(subject: str, contact: str) -> None:
    found = targets(
        **{subject: NAMES, "Party": ["Green", "Democratic", "Green"], contact: OTHERS, "Contact's email": MAILS}
    )
    assert found == ["+full_name", "party_line", "answer", "answer"]


@pytest.mark.parametrize("contact", ["Contact person", "Main contact", "Point of contact", "Contacto principal"])
def test_in_a_list_of_organizations_the_contact_is_the_person(contact: str) -> None:
    found = targets(**{"Organization": ["Sierra Club", "PLAN", "DSA"], contact: OTHERS, "Contact email": MAILS})
    assert found == ["organization", "+full_name", "email"]


def test_an_elected_official_has_the_name_and_the_staff_are_others() -> None:
    found = targets(
        Elected_official=["Hon. Gail Marsh", "Mayor Ed Stone", "Ann Poe"],
        Office_held=OFFICES,
        Scheduler=OTHERS,
        Scheduler_email=MAILS,
        Direct_line=PHONES,
        Chief_of_Staff=["Bo Lee", "", ""],
    )
    assert found == ["+full_name", "office", "answer", "answer", "phone", "answer"]


@pytest.mark.parametrize(
    "heading",
    [
        "Guest's phone",
        "Phone (guest)",
        "+1 cell",
        "Plus one phone",
        "Recipient's phone",
        "Client cell",
        "Cell of contact",
        "Contact's phone",
        "Neighbor's phone",
        "Roommate cell",
        "In-law phone",
        "Teléfono de su contacto",
        "Celular del invitado",
        "Teléfono pareja",
    ],
)
def test_a_phone_that_may_be_a_guests_waits_for_an_answer(heading: str) -> None:
    found = columns(Name=NAMES, City=TOWNS, **{heading: PHONES})[heading]
    assert found.another or found.target == "answer"


@pytest.mark.parametrize(
    "heading",
    [
        "Invitee email",
        "Ex email",
        "Student email",
        "Rider email",
        "+1 email",
        "Your guest's email",
        "Correo de su contacto",
    ],
)
def test_ones_own_address_stays_the_main_one(heading: str) -> None:
    found = columns(
        Name=NAMES, Email=["", *MAILS[1:]], **{heading: ["z1@example.org", "z2@example.org", "z3@example.org"]}
    )
    assert found["Email"].target == "email"
    assert found[heading].another or found[heading].target == "answer"


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("Guest", "Guest's phone"),
        ("Rider name", "Rider cell"),
        ("Invitee Name", "Invitee phone"),
        ("Student name", "Student cell"),
        ("Name", "Contact phone"),
        ("Nombre", "Teléfono de contacto"),
        ("Name", "Candidate's phone"),
        ("Name", "Volunteer cell"),
    ],
)
def test_what_is_called_as_the_names_are_is_ones_own(name: str, heading: str) -> None:
    found = columns(**{name: NAMES, "City": TOWNS, heading: PHONES})[heading]
    assert (found.target, found.asks) == ("phone", "")


def test_headings_of_two_rows_are_read_without_the_group() -> None:
    first, last = [n.split()[0] for n in NAMES], [n.split()[1] for n in NAMES]
    found = targets(**{"Volunteer: First": first, "Volunteer: Last": last, "Contact Info: Cell": PHONES})
    assert found == ["given_name", "family_name", "phone"]


def test_a_group_of_contacts_beside_the_candidates_is_of_somebody_else() -> None:
    first, last = [n.split()[0] for n in NAMES], [n.split()[1] for n in NAMES]
    theirs, others = [n.split()[0] for n in OTHERS], [n.split()[1] for n in OTHERS]
    found = targets(
        **{"Candidate: First": first, "Candidate: Last": last},
        **{"Contact: First": theirs, "Contact: Last": others, "Contact: Email": MAILS},
    )
    assert found == ["given_name", "family_name", "answer", "answer", "answer"]


def test_the_point_of_contact_of_an_organization_has_the_address_of_the_poc() -> None:
    found = targets(**{"Organization": ["PLAN", "DSA", "SEIU"], "Point of contact": NAMES, "POC email": MAILS})
    assert found == ["organization", "+full_name", "email"]


@pytest.mark.parametrize("heading", ["Talk title", "Book title", "Título de la charla"])
def test_the_title_of_a_talk_is_no_job(heading: str) -> None:
    assert targets(**{"Speaker": NAMES, heading: ["Run!", "Win", "Go on"]})[1] != "occupation"


@pytest.mark.parametrize("heading", ["Texts", "Calls", "Emails", "Mail"])
def test_a_tally_of_work_done_is_an_answer(heading: str) -> None:
    assert targets(Volunteer=NAMES, Phone=PHONES, **{heading: ["12", "0", "40"]})[2] == "answer"


def test_what_is_taken_with_less_than_the_stated_certainty_is_asked() -> None:
    found = columns(Name=NAMES, Email=MAILS, Bio=["Teacher in Reno", "Nurse", "Cook"], Locker_number=["12", "40", "7"])
    taken = [c for c in found.values() if c.target not in ("answer", "ignored")]
    assert taken
    assert all(c.certainty >= 0.8 or c.asks for c in taken)


@pytest.mark.parametrize(
    "headings",
    [
        ["Student Last", "Student First", "Mother's first name", "Mother's last name", "Mother's email"],
        ["Pupil's last name", "Pupil's first name", "Guardian's first name", "Guardian's last name", "Guardian e-mail"],
        ["Last name (student)", "First name (student)", "Dad's first name", "Dad's last name", "Dad's email"],
    ],
)
def test_of_pupils_whose_parents_can_be_reached_nobody_is_taken_unasked(headings: list[str]) -> None:
    cells = (["Lee", "Ota", "Fry"], ["Tim", "Ray", "Sol"], ["Ann", "Bea", "Kay"], ["Lee", "Kim", "Fry"], MAILS)
    found = columns(**dict(zip(headings, cells, strict=True))).values()
    assert all(column.target == "answer" or column.another for column in found)


def test_pupils_who_can_be_reached_themselves_are_the_people() -> None:
    found = targets(**{"Student name": NAMES, "Student e-mail": MAILS, "Parent name": OTHERS, "Parent phone": PHONES})
    assert found == ["+full_name", "email", "answer", "answer"]


@pytest.mark.parametrize(
    ("of_spouse", "of_race"),
    [
        ("Step 3 > Your family > Spouse > {}", "Step 4 > Your race > {}"),
        ("Form / Spouse / {}", "Form / Office / {}"),
        ("Registration: Partner: {}", "Registration: Seat: {}"),
        ("Section 2 | Emergency contact | {}", "Section 3 | Your run | {}"),
    ],
)
def test_the_step_after_a_spouse_is_the_persons_own_again(of_spouse: str, of_race: str) -> None:
    found = targets(
        **{
            "Your name": NAMES,
            "Email": MAILS,
            of_spouse.format("Name"): OTHERS,
            of_spouse.format("Phone"): PHONES,
            of_race.format("Level"): ["Local", "State", "County"],
            of_race.format("Party"): ["Green", "Democratic", "Green"],
        }
    )
    assert found == ["+full_name", "email", "answer", "answer", "office_level", "party_line"]


def test_the_legal_name_is_the_persons_beside_the_one_for_the_ballot() -> None:
    found = targets(
        **{
            "Candidate's full legal name": NAMES,
            "Candidate's name as it will appear on the ballot": NAMES,
            "Candidate's e-mail": MAILS,
        }
    )
    assert found[0] == "+full_name"
    assert found[1] != "+full_name"
