"""Cells that could be many things are a field only if the heading says so; words for nothing are no evidence."""

import pytest

from coordinator.importing.columns import ColumnPlan
from tests.importing.test_parties import OFFICES, plans
from tests.importing.test_whose_columns_are import MAILS, NAMES

SMALL = ["20", "31", "45", "24", "60", "52", "33", "28", "41", "19"]
FUNDS = ["General fund", "Training fund", "Where needed most", "General fund", "Training fund"]
HELP = ["Training", "Fundraising", "Website", "Legal help", "Training"]
FEW = ["Ann Reyes", "Bo Tran", "Ann Reyes", "Bo Tran", "Ann Reyes"]


def planned(heading: str, cells: list[str]) -> ColumnPlan:
    """Return what is planned for a column beside names and e-mail addresses."""
    rows = range(len(cells))
    names = [NAMES[n % 5] for n in rows]
    return plans({"Name": names, "Email": [MAILS[n % 5] for n in rows], heading: cells})[heading]


@pytest.mark.parametrize(
    "heading",
    "DOB Day|Birth day|Day you were born|Miles you can drive|Bib number|Jersey number|Locker|Credits completed|"
    "Percent sure|Doors you can knock|Raffle number|Distance from the hall".split("|"),
)
def test_small_numbers_are_no_age_and_no_district(heading: str) -> None:
    assert planned(heading, SMALL).target == "answer"


@pytest.mark.parametrize("heading", ["Age", "How old are you?", "Years old", "Age at last birthday", "Edad"])
def test_an_age_is_still_one(heading: str) -> None:
    assert planned(heading, SMALL).target == "stated_age"


@pytest.mark.parametrize("heading", ["District number", "House district", "LD", "Ward you would run in"])
def test_a_district_in_numbers_is_still_one(heading: str) -> None:
    assert planned(heading, SMALL).target == "division"


@pytest.mark.parametrize("heading", ["Fund", "Designation", "Appeal", "Allocation", "Gift purpose", "Package"])
def test_what_a_gift_is_for_is_no_stop(heading: str) -> None:
    assert planned(heading, FUNDS).target == "answer"


@pytest.mark.parametrize("heading", ["Event", "Stop", "Rally", "Which stop did you come to?", "Where did you sign up?"])
def test_a_stop_is_still_one(heading: str) -> None:
    assert planned(heading, ["Erie", "Boise", "Macon", "Erie", "Boise"]).target == "signup.event"


@pytest.mark.parametrize(
    "heading",
    "Help I can give|Willing to help with|Happy to do|What I can offer|Can help with|Sessions|Workshops|"
    "Puedo ayudar con".split("|"),
)
def test_help_that_is_offered_or_taken_part_in_is_not_wanted(heading: str) -> None:
    assert planned(heading, HELP).target == "answer"


@pytest.mark.parametrize(
    "heading", ["Help needed", "How can we help you?", "Ways we can help", "Services requested", "Support wanted"]
)
def test_help_that_is_wanted_is_still_so(heading: str) -> None:
    assert planned(heading, HELP).target == "wanted_services"


@pytest.mark.parametrize("heading", ["Person to call if sick", "Pickup person", "Person to text when late"])
def test_a_person_for_something_looks_after_nobody(heading: str) -> None:
    assert planned(heading, FEW).target == "answer"


@pytest.mark.parametrize("heading", ["Point person", "Assigned person", "Staff person", "Coordinator"])
def test_who_looks_after_people_still_does(heading: str) -> None:
    assert planned(heading, FEW).target == "owner"


@pytest.mark.parametrize(
    ("heading", "cells", "target"),
    [
        ("City", ["Unknown", "(none)", "TBD", "not provided"] * 4 + ["Boise", "Erie", "Tulsa"], "city"),
        ("State", ["Unknown", "[blank]"] * 6 + ["PA", "OH", "TX"], "state"),
        ("ZIP", ["missing"] * 10 + ["16501", "83702", "31201"], "postcode"),
        ("Phone", ["not given"] * 10 + ["402-555-0101", "402-555-0102"], "phone"),
        ("Birth date", ["unknown"] * 10 + ["3/4/1970", "12/30/1991"], "birth_date"),
        ("Food", ["none"] * 12 + ["vegan", "halal"], "answer"),
        ("Allergies", ["TBD"] * 10 + ["peanuts"], "answer"),
    ],
)
def test_words_for_nothing_say_nothing_of_a_column(heading: str, cells: list[str], target: str) -> None:
    assert planned(heading, cells).target == target


@pytest.mark.parametrize(
    ("office", "other"),
    [
        ("What office would you run for?", "Who would be your treasurer?"),
        ("Which office would you seek?", "Who would run your campaign?"),
        ("Position that interests you most", "Neighbor that interests you most"),
        ("What seat might you want?", "Who might want to be your treasurer?"),
        ("Office you plan to seek next", "Person you plan to name treasurer next"),
    ],
)
def test_words_that_any_question_may_have_do_not_make_an_office_anothers(office: str, other: str) -> None:
    people = ["Ruth Amador", "Glen Whitaker", "Odile Baptiste", "Ravi Menon", "Tess Okafor"]
    for columns in ({office: OFFICES, other: people}, {other: people, office: OFFICES}):
        found = plans({"Name": NAMES, "Email": MAILS, **columns})
        assert (found[office].target, found[other].target) == ("office", "answer")


@pytest.mark.parametrize(
    ("office", "other"),
    [
        ("Candidate's office", "Candidate you support"),
        ("Opponent position", "Opponent"),
        ("What seat does the representative hold?", "Who is your representative?"),
    ],
)
def test_a_noun_that_both_headings_have_makes_it_anothers(office: str, other: str) -> None:
    people = ["Ruth Amador", "Glen Whitaker", "Odile Baptiste", "Ravi Menon", "Tess Okafor"]
    found = plans({"Name": NAMES, "Email": MAILS, other: people, office: OFFICES})
    assert found[office].target == found[other].target == "answer"
