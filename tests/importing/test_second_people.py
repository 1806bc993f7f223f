"""Second people: what stands under the word for somebody else is theirs, and so is what is asked about them."""

import pytest

from coordinator.importing.recognition.judge import CONSENTS, OWN
from tests.importing.test_parties import FIRST, LAST, OFFICES, OTHER_FIRST, plans
from tests.importing.test_whose_columns_are import (
    CITIES,
    MAILS,
    NAMES,
    NUMBERS,
    OTHER_MAILS,
    OTHER_NUMBERS,
    OTHERS,
    STATES,
    ZIPS,
)

BORN = ["05/12/1975", "06/17/1988", "07/22/2001", "08/27/1959", "09/04/1972"]
PARTIES = ["Democratic", "Republican", "Green", "Democratic", "Independent"]
GENDERS = ["Woman", "Man", "Woman", "Non-binary", "Man"]
SAID = ["Yes", "No", "Yes", "Yes", "No"]
ME = {"Name": NAMES, "Email": MAILS}
PERSONAL = OWN | CONSENTS | {"office", "office_level", "first_time", "owner"}


def taken(columns: dict[str, list[str]]) -> set[str]:
    """Return the headings that are taken for something of the person, without being asked about."""
    return {header for header, plan in plans(columns).items() if plan.target in PERSONAL and not plan.another}


@pytest.mark.parametrize(
    "noun",
    ["Co-applicant", "Person 2", "Second adult", "Running mate", "Mentor", "Volunteer coordinator", "Signer 2",
     "Additional candidate", "Co-owner", "Fiancée", "Tenant", "Precinct captain"],
)  # fmt: skip
def test_all_that_stands_under_the_word_for_another_is_theirs(noun: str) -> None:
    theirs = {
        f"{noun} DOB": BORN, f"{noun} ZIP": ZIPS, f"{noun} state": STATES, f"{noun} party": PARTIES,
        f"{noun} office": OFFICES, f"{noun} gender": GENDERS, f"{noun} agrees to be contacted": SAID,
        f"{noun} first time candidate?": SAID,
    }  # fmt: skip
    assert taken(ME | theirs) == set(ME)
    assert taken(ME | {f"{noun} Name": OTHERS} | theirs) == set(ME)


def test_a_word_that_names_another_for_a_phone_does_so_for_all() -> None:
    theirs = {"Grown-up: Name": OTHERS, "Grown-up: Phone": OTHER_NUMBERS, "Grown-up: ZIP": ZIPS,
              "Grown-up: OK to contact": SAID}  # fmt: skip
    assert taken(ME | theirs) == set(ME)


@pytest.mark.parametrize("head", ["Head of household", "Head of the family", "Jefe de hogar"])
def test_the_head_of_a_household_is_the_person(head: str) -> None:
    mine = {f"{head}: first": FIRST, f"{head}: last": LAST, f"{head}: cell": NUMBERS, f"{head}: email": MAILS}
    theirs = {"Second adult: first": OTHER_FIRST, "Second adult: cell": OTHER_NUMBERS, "Second adult: ZIP": ZIPS}
    assert taken(mine | theirs) == set(mine)


def test_the_head_of_a_household_beside_a_name_is_another() -> None:
    theirs = {"Head of household: Name": OTHERS, "Head of household: Phone": OTHER_NUMBERS}
    assert taken(ME | theirs) == set(ME)


@pytest.mark.parametrize("noun", ["Other person", "Other adult", "Adult 2", "Parent 2", "Second signer"])
def test_the_other_one_of_two_is_another(noun: str) -> None:
    mine = {"First name": FIRST, "Last name": LAST, "ZIP": ZIPS}
    assert taken(mine | {f"{noun}: email": OTHER_MAILS, f"{noun}: cell": OTHER_NUMBERS}) == set(mine)


@pytest.mark.parametrize(
    "heading",
    ["Parent agrees to be contacted", "Host OK to be contacted", "Referrer is OK with calls", "Guest consents to texts",
     "Emergency contact may be contacted", "Nominator can be contacted", "Employer may be contacted",
     "Captain may be contacted", "Witness agrees to be called", "Child may be contacted", "Roommate OK to contact",
     "Treasurer may be contacted", "May we share your friend's info with partners?", "Your partner may be contacted",
     "Can you pass on your neighbor's name to our partners?", "Do you want to contact partners yourself?",
     "Would you like to call our partners?", "Coach has agreed to be texted", "Has your sister agreed to be contacted?",
     "Is your co-applicant running for the first time?", "Is your brother a first-time candidate?"],
)  # fmt: skip
def test_what_somebody_else_agrees_to_is_not_the_persons(heading: str) -> None:
    assert taken({**ME, heading: SAID}) == set(ME)


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("I agree to be contacted", "consent_contact"),
        ("Candidate agrees to be contacted", "consent_contact"),
        ("OK to contact?", "consent_contact"),
        ("May we share your information with partner organizations?", "consent_share"),
        ("Partner organizations may contact me", "consent_share"),
        ("Is this your first time running?", "first_time"),
        ("Candidate ZIP", "postcode"),
        ("Home state", "state"),
    ],
)
def test_what_the_person_has_and_agrees_to_stays_the_persons(heading: str, target: str) -> None:
    cells = {"postcode": ZIPS, "state": STATES}.get(target, SAID)
    assert plans({**ME, heading: cells, "City": CITIES})[heading].target == target


@pytest.mark.parametrize("noun", ["Partner", "Domestic partner"])
def test_what_stands_under_partner_is_not_taken(noun: str) -> None:
    theirs = {f"{noun} office": OFFICES, f"{noun} ZIP": ZIPS, f"{noun} first time candidate?": SAID}
    assert taken(ME | theirs) == set(ME)


@pytest.mark.parametrize(
    ("heading", "cells", "target"),
    [
        ("MidName", ["J", "A", "R", "M", "T"], "middle_name"),
        ("Mid Init", ["J", "A", "R", "M", "T"], "middle_name"),
        ("Mdl_Name", ["Jay", "Ann", "Rae", "Mae", "Ty"], "middle_name"),
        ("Suffix", ["Jr.", "Sr.", "", "III", ""], "suffix"),
        ("Outreach officer", ["Dana", "Lee", "Dana", "Dana", "Lee"], "owner"),
        ("Assigned worker", ["Dana", "Lee", "Dana", "Dana", "Lee"], "owner"),
    ],
)
def test_headings_in_short_words(heading: str, cells: list[str], target: str) -> None:
    assert plans({"First name": FIRST, "Last name": LAST, "Email": MAILS, heading: cells})[heading].target == target


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Commanding Officer", OTHERS),
        ("Arresting officer", OTHERS),
        ("Poll worker", OTHERS),
        ("Dog handler", OTHERS),
        ("Class standing", ["JR", "SR", "JR", "SR", "JR"]),
        ("Year", ["JR", "SR", "JR", "SR", "SR"]),
        ("Grade (current)", ["Sr", "Jr", "Jr", "Sr", "Sr"]),
        ("Last message from", ["lead", "agent", "lead", "agent", "lead"]),
        ("Last text sent by", ["agent", "lead", "lead", "agent", "lead"]),
    ],
)
def test_ranks_and_school_years_are_kept_as_answers(heading: str, cells: list[str]) -> None:
    assert plans({"First name": FIRST, "Last name": LAST, "Email": MAILS, heading: cells})[heading].target == "answer"
