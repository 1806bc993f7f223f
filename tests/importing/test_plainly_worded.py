"""Headings that mean one field in whatever words, and those that mean none though their cells are like a field's."""

import pytest

from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.records.catalog import CANDIDATE

NAMES = ["Ann Lee", "Bo Ota", "Cyd Hale", "Dina Ray", "Ed Paz", "Flo Kim"]
MAILS = [f"{name.split()[0].lower()}@example.org" for name in NAMES]
EMPLOYERS = ["Riverbend Hospital", "United Way", "City of Toledo", "Kealoha Farms", "State University", "United Way"]
COUNTRIES = ["United States", "United States", "Mexico", "United States", "Canada", "United States"]
DAYS = ["9/1/2026", "9/2/2026", "9/3/2026", "9/13/2026", "9/14/2026", "9/15/2026"]
OFFICES = ["City Council", "School Board", "Mayor", "State House", "Sheriff", "Mayor"]
PEOPLE = ["Cy Hall", "Di Ray", "Cy Hall", "Di Ray", "Sue Lee", "Cy Hall"]
HEAT = ["hot", "warm", "cold", "warm", "cold", "hot"]
TRACKS = ["Local", "Legislative", "Judicial", "Local", "Legislative", "Local"]
FELT = ["Hopeful", "Tired", "Fired up", "Hopeful", "Great", "Tired"]
WHOSE = ["mine", "my mother's", "work", "mine", "my wife's", "mine"]
SPANISH_WAYS = ["Llamada", "Mensaje", "Mensaje", "Llamada", "Llamada", "Mensaje"]
WAYS = ["Call", "Text", "Text", "Call", "Text", "Call"]


BORN = ["March 3, 1981", "4/5/1979", "1990-02-11", "n/k", "13/13/1981", "rather not say"]
LADDERS = ["Welcome", "Prospects 2027", "Welcome", "Prospects 2027", "Welcome", "Fall launch"]


def column(heading: str, cells: list[str]) -> ColumnPlan:
    """Return what a column beside names and e-mails becomes."""
    return map_columns(CANDIDATE, ["Name", "Email", heading], [NAMES, MAILS, cells])[2]


@pytest.mark.parametrize(
    ("heading", "cells", "target"),
    [
        ("Present employer", EMPLOYERS, "organization"),
        ("emp_name", EMPLOYERS, "organization"),
        ("Where are you employed?", EMPLOYERS, "organization"),
        ("Works for", EMPLOYERS, "organization"),
        ("Empleador actual", EMPLOYERS, "organization"),
        ("Birthday", BORN, "birth_date"),
        ("DOB", BORN, "birth_date"),
        ("When were you born?", BORN, "birth_date"),
        ("Fecha de nacimiento", BORN, "birth_date"),
        ("Nation of residence", COUNTRIES, "country"),
        ("Country where you live", COUNTRIES, "country"),
        ("cons_dt", DAYS, "consent_date"),
        ("Day of consent", DAYS, "consent_date"),
        ("¿Prefiere llamada o mensaje?", SPANISH_WAYS, "contact_preference"),
        ("Call or text?", WAYS, "contact_preference"),
        ("Which office have you thought about?", OFFICES, "office"),
    ],
)
def test_a_heading_is_known_however_it_is_worded(heading: str, cells: list[str], target: str) -> None:
    assert column(heading, cells).target == target


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Candidate you work for", PEOPLE),
        ("Candidate you staff", PEOPLE),
        ("Sponsor organization", EMPLOYERS),
        ("Organization that invited you", EMPLOYERS),
        ("Nation of birth", COUNTRIES),
        ("Birthday plans", BORN),
        ("Birthday party", DAYS),
        ("Spouse birthday", BORN),
        ("Wedding date", BORN),
        ("Ladder", LADDERS),
        ("Temperature", HEAT),
        ("Lead heat", HEAT),
        ("Track", TRACKS),
        ("Workshop track", TRACKS),
        ("Shirt size", ["M", "L", "M", "S", "M", "F"]),
        ("How did tonight's stop make you feel?", FELT),
        ("One word for tonight's stop", FELT),
        ("2a. Whose telephone is it?", WHOSE),
        ("Who owns this phone?", WHOSE),
        ("Owner 2", PEOPLE),
        ("Co-owner", PEOPLE),
        ("Which office do you hold now?", OFFICES),
    ],
)
def test_what_is_asked_of_something_else_fills_no_field(heading: str, cells: list[str]) -> None:
    assert column(heading, cells).target == "answer"


def test_owner_level_and_stage_are_still_known() -> None:
    staff = ["Kim B", "Joe P", "Kim B", "Joe P", "Kim B", "Joe P"]
    levels = ["Local", "State", "Federal", "County", "Local", "State"]
    assert column("List owner", staff).target == "owner"
    assert column("City, county, state or Congress?", levels).target == "office_level"
    assert column("Stage", ["Interested", "Contacted", "Connected"] * 2).target == "stage"


def test_a_guess_that_its_cells_do_not_look_like_waits() -> None:
    found = map_columns(CANDIDATE, ["Pupil", "Parent name", "Parent cell"], [PEOPLE, NAMES, ["810-555-0101"] * 6])[0]
    assert found.asks
    assert found.unlike or found.target == "answer" or found.another
