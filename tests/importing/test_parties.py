"""Parties of a sheet: at most one block of name, e-mail and phone is the person's own, whatever the others are called."""

import pytest

from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.records.catalog import CANDIDATE
from tests.importing.test_whose_columns_are import (
    CITIES,
    MAILS,
    NAMES,
    NUMBERS,
    OTHER_CITIES,
    OTHER_MAILS,
    OTHER_NUMBERS,
    OTHERS,
    STATES,
    STREETS,
    ZIPS,
)

FIRST, LAST = [n.split()[0] for n in NAMES], [n.split()[1] for n in NAMES]
OTHER_FIRST, OTHER_LAST = [n.split()[0] for n in OTHERS], [n.split()[1] for n in OTHERS]
OFFICES = ["Mayor", "School board", "City council", "State House", "County commissioner"]
_OWN = {"+full_name", "given_name", "family_name", "email", "phone", "other_emails", "other_phones"}


def plans(columns: dict[str, list[str]]) -> dict[str, ColumnPlan]:
    """Return what is planned for each column of a sheet."""
    return {p.header: p for p in map_columns(CANDIDATE, list(columns), list(columns.values()))}


def own(columns: dict[str, list[str]]) -> set[str]:
    """Return the headings of the columns that are taken for the person's own name, e-mail or phone."""
    return {header for header, plan in plans(columns).items() if plan.target in _OWN}


@pytest.mark.parametrize(
    "noun", ["Grown-up 1", "Contact 1", "Contact #2", "Target", "Proctor", "Alternate", "Pledge captain", "HR contact"]
)
def test_a_block_beside_a_bare_one_is_anothers(noun: str) -> None:
    stem = noun.removesuffix(" contact")
    theirs = {noun: OTHERS, f"{stem} Email": OTHER_MAILS, f"{stem} Phone": OTHER_NUMBERS}
    mine = {"Name": NAMES, "Email": MAILS, "Phone": NUMBERS}
    assert own(theirs | mine) == own(mine | theirs) == set(mine)


@pytest.mark.parametrize(("mine", "other"), [("Camper", "Guardian 1"), ("Player", "Contact 1"), ("Member", "Adult")])
def test_of_two_named_blocks_the_one_who_signed_up_is_meant(mine: str, other: str) -> None:
    theirs = {f"{other} Name": OTHERS, f"{other} Email": OTHER_MAILS, f"{other} Phone": OTHER_NUMBERS}
    named = {mine: NAMES, f"{mine}'s own email": MAILS, f"{mine} Phone": NUMBERS}
    assert own(theirs | named) == own(named | theirs) == set(named)
    assert not any(p.asks for p in plans(named | theirs).values())


@pytest.mark.parametrize(
    "pattern", ["{0}_{1}", "{0}.{1}", "{0}/{1}", "records[{0}][{1}]"], ids=["snake", "dotted", "slashed", "brackets"]
)
@pytest.mark.parametrize(("mine", "other"), [("usr", "ref"), ("candidate", "cm"), ("signer", "witness")])
def test_steps_of_a_path_name_a_party(pattern: str, mine: str, other: str) -> None:
    named = {pattern.format(mine, "first"): FIRST, pattern.format(mine, "last"): LAST}
    named[pattern.format(mine, "email")] = MAILS
    theirs = {pattern.format(other, "first"): OTHER_FIRST, pattern.format(other, "last"): OTHER_LAST}
    theirs[pattern.format(other, "email")] = OTHER_MAILS
    assert own(named | theirs) == set(named)


@pytest.mark.parametrize("noun", ["Preceptor", "Skipper", "Borrower"])
def test_between_two_unknown_blocks_a_person_decides(noun: str) -> None:
    columns = {
        "Sailor": NAMES,
        "Sailor email": MAILS,
        noun: OTHERS,
        f"{noun} email": OTHER_MAILS,
        f"{noun} phone": OTHER_NUMBERS,
    }
    found = plans(columns)
    taken = [h for h in columns if found[h].target in _OWN]
    assert all(found[h].asks and found[h].another for h in taken)


def test_the_same_person_under_another_word_is_no_other_party() -> None:
    columns = {
        "First Name": FIRST,
        "Last Name": LAST,
        "Account Name": NAMES,
        "Phone": NUMBERS,
        "Home phone": OTHER_NUMBERS,
    }
    found = plans(columns)
    assert (found["Phone"].target, found["Home phone"].target) == ("phone", "other_phones")


@pytest.mark.parametrize(
    ("names", "office"),
    [
        ("Candidate you support", "Candidate's office"),
        ("Friend's name", "Office you think they should run for"),
        ("Colleague's name", "What should your colleague run for?"),
    ],
)
def test_anothers_office_is_not_the_persons(names: str, office: str) -> None:
    found = plans({"Name": NAMES, "Email": MAILS, names: OTHERS, office: OFFICES})
    assert (found["Name"].target, found[office].target) == ("+full_name", "answer")


@pytest.mark.parametrize(
    ("filler", "whom", "mail"),
    [
        ("Your name (the person filling this out)", "Name of the person you think should run", "Their email address"),
        ("Your name", "The neighbor you believe would make a good candidate", "Their email"),
        ("Su nombre (quien nomina)", "¿A quién nomina?", "Correo de la persona nominada"),
        ("Su nombre (quien propone)", "¿A quién propone?", "Correo de la persona propuesta"),
    ],
)
def test_who_is_nominated_is_meant_and_not_who_fills_in_the_form(filler: str, whom: str, mail: str) -> None:
    own_mail = "Su correo" if filler.startswith("Su") else "Your email"
    first = {filler: OTHERS, own_mail: OTHER_MAILS}
    then = {whom: NAMES, mail: MAILS}
    assert own(first | then) == own(then | first) == set(then)


def test_whom_few_name_is_no_nominee() -> None:
    columns = {
        "Your name": NAMES,
        "Your email": MAILS,
        "Name of the person you think should run": [OTHERS[0], "", "", "", ""],
        "Their email": [OTHER_MAILS[0], "", "", "", ""],
    }
    assert own(columns) == {"Your name", "Your email"}


@pytest.mark.parametrize(
    "heading",
    [
        "I do not want my name printed",
        "Please do not publish my name",
        "Do not list me publicly",
        "No quiero que mi nombre sea publicado",
    ],
)
def test_a_name_in_public_is_no_contact(heading: str) -> None:
    found = plans({"Name": NAMES, "E-mail": MAILS, heading: ["Yes", "No", "Yes", "No", "Yes"]})
    assert found[heading].target in ("answer", "consent_share")


@pytest.mark.parametrize("heading", ["Remove my name from your mailing list", "Take my name off the call list"])
def test_a_name_on_a_list_of_ours_is_contact(heading: str) -> None:
    found = plans({"Name": NAMES, "E-mail": MAILS, heading: ["Yes", "No", "Yes", "No", "Yes"]})
    assert found[heading].target.startswith("do_not_")


@pytest.mark.parametrize(
    "heading", ["How may we stay in touch?", "How can we follow up with you?", "¿Cómo podemos contactarle?"]
)
def test_how_to_reach_somebody_is_a_wish_and_no_permission(heading: str) -> None:
    found = plans({"Name": NAMES, "Phone": NUMBERS, heading: ["Text me", "Call me", "Email me", "Text me", "Call me"]})
    assert found[heading].target == "contact_preference"


@pytest.mark.parametrize("heading", ["Email", "Calls", "Texts", "Correo"])
def test_one_way_above_yes_and_no_is_no_permission_for_all(heading: str) -> None:
    found = plans({"Name": NAMES, "E-mail address": MAILS, heading: ["Yes", "No", "Yes", "No", "Yes"]})
    assert found[heading].target == "answer"


@pytest.mark.parametrize("heading", ["Votes received", "Registered voters", "Followers", "Miles", "Dollars raised"])
def test_a_count_is_no_zip(heading: str) -> None:
    counts = ["10230", "12117", "20114", "31201", "16501"]
    assert plans({"Name": NAMES, "Email": MAILS, heading: counts})[heading].target == "answer"
    assert plans({"Name": NAMES, "Email": MAILS, "plz": counts})["plz"].target == "postcode"


@pytest.mark.parametrize("other", ["Work Address (City)", "Office city", "Billing City", "Pickup city"])
def test_letters_go_home_where_no_other_address_is_a_home(other: str) -> None:
    letters = {"Mailing Address": STREETS, "Mailing City": CITIES, "Mailing State": STATES, "Mailing Zip": ZIPS}
    for columns in ({**letters, other: OTHER_CITIES}, {other: OTHER_CITIES, **letters}):
        found = plans({"Name": NAMES, **columns})
        assert [found[h].target for h in letters] == ["address", "city", "state", "postcode"]
        assert found[other].target == "answer"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Response", ["Going", "Can't go", "Maybe", "Going", "Not going"]),
        ("Reply Status", ["Attending", "Not Attending", "Not Yet Replied", "Attending", "Attending"]),
        ("Respuesta", ["Voy", "No puedo", "Tal vez", "Voy", "Sin respuesta"]),
    ],
)
def test_an_answer_to_an_invitation_is_the_status(heading: str, cells: list[str]) -> None:
    assert plans({"Guest Name": NAMES, heading: cells, "Email": MAILS})[heading].target == "signup.status"


def test_an_opinion_is_no_status() -> None:
    opinions = ["more buses", "no", "yes", "too far", "maybe"]
    assert plans({"Guest Name": NAMES, "Response": opinions, "Email": MAILS})["Response"].target == "answer"


@pytest.mark.parametrize(("plain", "mobile"), [("phone_number", "mobile_number"), ("Telephone", "Cell phone")])
def test_the_mobile_number_is_the_phone(plain: str, mobile: str) -> None:
    found = plans({"Name": NAMES, plain: OTHER_NUMBERS, mobile: NUMBERS})
    assert (found[plain].target, found[mobile].target) == ("other_phones", "phone")
