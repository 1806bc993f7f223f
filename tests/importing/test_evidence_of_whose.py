"""What the cells and the columns beside one say against its heading: keys, degrees, households, days, staff."""

import pytest

from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.records.catalog import CANDIDATE

FIRST = "Alma Burt Cleo Dora Emil Faye Gwen Hugo Inez Jack".split()
OTHER_FIRST = FIRST[4:] + FIRST[:4]
LAST = "Bright Coe Dunn Eng Fay Gunn Hale Ives Judd Kerr".split()
NAMES = [f"{first} {last}" for first, last in zip(FIRST, LAST, strict=True)]
OTHERS = [f"{first} {last}" for first, last in zip(OTHER_FIRST, LAST[3:] + LAST[:3], strict=True)]
MAILS = [f"{first}.{last}@example.org".lower() for first, last in zip(FIRST, LAST, strict=True)]
OTHER_MAILS = [f"{name.replace(' ', '.')}@example.com".lower() for name in OTHERS]
STAFF = [f"{name}@example.org" for name in "kim lou ned kim lou kim ned lou kim ned".split()]
NUMBERS = [f"(503) 555-01{n}" for n in range(10, 20)]
OTHER_NUMBERS = [f"719-555-01{n}" for n in range(30, 40)]
BARE = [f"661555{n}" for n in "0131 0107 0142 0119 0165 0102 0188 0174 0120 0155".split()]
RUNNING = [str(4007123400 + 7 * n) for n in range(10)]
OLD = [f"{n}/1{n}/19{50 + n}" for n in range(1, 10)] + ["1/2/1980"]
STATES = "OR CA CO RI NV IA OR CO CA NV".split()
ZIPS = "97701 93301 81003 02903 89501 50309 97701 81003 93301 89501".split()
CITIES = "Bend Bakersfield Pueblo Providence Reno Bend Pueblo Reno Bend Reno".split()
OFFICES = ["City Council", "School Board", "Mayor", "Sheriff", "City Council"] * 2
DEGREES = {
    "LocationLatitude": [f"4{n}.0583" for n in range(10)],
    "LocationLongitude": [f"-12{n}.3153" for n in range(10)],
}


def plans(columns: dict[str, list[str]]) -> dict[str, ColumnPlan]:
    """Return what each column of a sheet becomes."""
    return {p.header: p for p in map_columns(CANDIDATE, list(columns), list(columns.values()))}


def targets(columns: dict[str, list[str]]) -> dict[str, str]:
    """Return the target of each column of a sheet."""
    return {header: plan.target for header, plan in plans(columns).items()}


@pytest.mark.parametrize("heading", ["Acct", "Voter", "Permit #", "Donor", "Locker", "Shelf", "Deed", "Grange #"])
@pytest.mark.parametrize("cells", [RUNNING, BARE])
def test_a_key_of_ten_digits_never_takes_the_place_of_the_phone(heading: str, cells: list[str]) -> None:
    found = targets({"Name": NAMES, "Email": MAILS, heading: cells, "Phone": NUMBERS})
    assert found["Phone"] == "phone"
    assert found[heading] in ("answer", "ignored", "signup.source_key")


def test_numbers_that_run_on_are_no_phones_where_there_is_no_other() -> None:
    assert targets({"Name": NAMES, "Email": MAILS, "Parcel": RUNNING})["Parcel"] not in ("phone", "other_phones")


@pytest.mark.parametrize("heading", ["Home", "Cell", "Alt", "Evening", "WhatsApp", "Work", "Best number", "Other"])
def test_a_second_number_of_ten_digits_stays_a_phone(heading: str) -> None:
    found = targets({"Name": NAMES, "Email": MAILS, heading: BARE, "Phone": NUMBERS})
    assert found[heading] in ("phone", "other_phones")


@pytest.mark.parametrize(
    ("heading", "cells", "target"),
    [
        ("Q3 - What is your ZIP?", ZIPS, "postcode"),
        ("Home ZIP", ZIPS, "postcode"),
        ("ZIP (home)", ZIPS, "postcode"),
        ("Q7 - State", STATES, "state"),
        ("user_submitted_state", STATES, "state"),
        ("What city do you live in?", CITIES, "city"),
    ],
)
def test_degrees_beside_do_not_take_away_where_somebody_lives(heading: str, cells: list[str], target: str) -> None:
    assert targets({"Name": NAMES, "Email": MAILS, **DEGREES, heading: cells})[heading] == target


@pytest.mark.parametrize("heading", ["State", "Region", "IP State", "State code"])
def test_a_bare_state_right_of_degrees_is_the_browsers(heading: str) -> None:
    found = targets({**DEGREES, heading: STATES, "Name": NAMES, "Email": MAILS, "Home state": STATES})
    assert found[heading] in ("answer", "ignored") and found["Home state"] == "state"


@pytest.mark.parametrize(
    ("first", "second"),
    [("Person 1", "Person 2"), ("Adult A", "Adult B"), ("Head", "Spouse"), ("Wife", "Husband"), ("P1", "P2")],
)
def test_the_first_of_a_household_with_one_last_name_is_the_person(first: str, second: str) -> None:
    columns = {"Last name": LAST, first: FIRST, f"{first} email": MAILS, f"{first} cell": NUMBERS}
    columns |= {second: OTHER_FIRST, f"{second} email": OTHER_MAILS, f"{second} cell": OTHER_NUMBERS}
    assert list(targets(columns).values()) == ["family_name", "given_name", "email", "phone", *["answer"] * 3]


@pytest.mark.parametrize("other", ["Emergency contact", "Landlord", "Treasurer", "Child", "Sponsor"])
def test_another_beside_a_whole_name_stays_another(other: str) -> None:
    columns = {"First name": FIRST, "Last name": LAST, "Email": MAILS, "Phone": NUMBERS}
    columns |= {other: OTHER_FIRST, f"{other} email": OTHER_MAILS, f"{other} cell": OTHER_NUMBERS}
    assert list(targets(columns).values())[:4] == ["given_name", "family_name", "email", "phone"]
    assert list(targets(columns).values())[5:] == ["answer", "answer"]


@pytest.mark.parametrize(
    ("whole", "short"), [("Head of household", "HOH"), ("Registered voter", "RV"), ("Precinct chair", "PC")]
)
def test_initials_of_the_persons_own_heading_are_the_persons(whole: str, short: str) -> None:
    columns = {whole: NAMES, f"{short} cell": NUMBERS, f"{short} email": MAILS, "Spouse": OTHERS}
    assert list(targets(columns).values()) == ["+full_name", "phone", "email", "answer"]


@pytest.mark.parametrize("heading", ["Anniv.", "Sworn in", "Naturalized", "Retired", "Bar admission", "Arrived in US"])
def test_an_old_day_of_something_else_is_no_birth_date(heading: str) -> None:
    assert targets({"Name": NAMES, "Email": MAILS, heading: OLD})[heading] != "birth_date"


@pytest.mark.parametrize(
    "heading", ["DOB", "Born", "B-day", "Fecha de nac.", "Date of brith", "Voter DOB", "Natalicio"]
)
def test_a_birth_date_is_one_however_it_is_written(heading: str) -> None:
    assert targets({"Name": NAMES, "Email": MAILS, heading: OLD})[heading] == "birth_date"


@pytest.mark.parametrize("heading", ["Forward to", "Approver", "Uploader", "Logged by", "Routed to", "Watcher"])
def test_addresses_of_staff_are_asked_about(heading: str) -> None:
    asked = plans({"First": FIRST, "Last": LAST, "Phone": NUMBERS, heading: STAFF})[heading]
    assert asked.target == "answer" or asked.asks


@pytest.mark.parametrize("heading", ["Email", "Correo", "Best email", "Reach me at", "Contact", "Inbox"])
def test_the_persons_own_address_is_not_asked_about(heading: str) -> None:
    own = plans({"First": FIRST, "Last": LAST, "Phone": NUMBERS, heading: MAILS})[heading]
    assert (own.target, own.asks) == ("email", "")


@pytest.mark.parametrize("heading", ["Suggest a candidate", "Recommend a colleague", "Who else should run?"])
def test_whom_a_form_about_oneself_suggests_is_another(heading: str) -> None:
    columns = {"Name": NAMES, "Email": MAILS, "Phone": NUMBERS, "Which office are you considering?": OFFICES}
    columns |= {heading: OTHERS[:9] + [""], "Their email": OTHER_MAILS, "Their phone": OTHER_NUMBERS}
    found = list(targets(columns).values())
    assert found == ["+full_name", "email", "phone", "office", "answer", "answer", "answer"]


@pytest.mark.parametrize(
    "heading", ["No. of calls made", "Days you can't be reached", "Not on this list? Add your name"]
)
def test_what_asks_how_many_or_when_is_no_permission(heading: str) -> None:
    assert not plans({"Name": NAMES, "Email": MAILS, "Phone": NUMBERS, heading: ["Yes", "No"] * 5})[heading].asks


def test_an_office_that_somebody_sees_themselves_holding_is_the_one_sought() -> None:
    heading = "Which local office could you see yourself holding?"
    assert targets({"Name": NAMES, "Email": MAILS, heading: OFFICES})[heading] == "office"
    assert (
        targets({"Name": NAMES, "Email": MAILS, "Which office are you holding?": OFFICES})[
            "Which office are you holding?"
        ]
        == "answer"
    )


def test_seconds_with_decimals_are_no_phone() -> None:
    stamps = [f"1790022{n}45.000{n}" for n in range(10)]
    assert targets({"ts": stamps, "Name": NAMES, "Email": MAILS, "Phone": NUMBERS})["ts"] not in (
        "phone",
        "other_phones",
    )
