"""Nouns of persons: one list says whose a column is, in full, in short, behind codes and behind numbers."""

import pytest

from coordinator.importing.recognition.judge import OWN
from coordinator.importing.recognition.person_nouns import concepts, nouns, short_forms
from tests.importing.test_parties import plans
from tests.importing.test_whose_columns_are import (
    CITIES,
    MAILS,
    NAMES,
    NUMBERS,
    OTHER_CITIES,
    OTHER_MAILS,
    OTHER_NUMBERS,
    OTHER_STATES,
    OTHERS,
    STATES,
    STREETS,
    ZIPS,
)

ME = {"Name": NAMES, "Email": MAILS, "Phone": NUMBERS}
OTHER_STREETS = ["5 Lake Dr", "PO Box 9", "66 Hill St", "8 Bay Rd", "41 Cove Ct"]
OTHER_ZIPS = ["45402", "75201", "87102", "98101", "30303"]


def own(columns: dict[str, list[str]]) -> set[str]:
    """Return the headings of what is the person's own; nothing may be asked about."""
    found = plans(columns)
    assert not [header for header, plan in found.items() if plan.asks]
    return {header for header, plan in found.items() if plan.target in OWN}


def test_each_noun_has_one_role_and_is_in_small_letters() -> None:
    roles: dict[str, set[str]] = {}
    for role, noun in concepts():
        roles.setdefault(noun, set()).add(role)
    both = {noun for noun, of in roles.items() if len(of) > 1}
    assert both <= {"dad", "mom", "relative", "sibling"}
    assert not short_forms().keys() & (roles.keys() - {"asst"})
    assert nouns("another").isdisjoint(nouns("signs"))
    with pytest.raises(ValueError, match="nobody"):
        nouns("nobody")


@pytest.mark.parametrize("short", ["SP", "B4_SP", "Sp.", "Mgr", "C2_MGR", "Ref", "B3_REF", "Emrg", "Asst.", "Asst"])
def test_a_short_form_before_what_somebody_has_says_whose_it_is(short: str) -> None:
    columns = {f"{short}_{what}" if "_" in short else f"{short} {what}": cells for what, cells in (
        ("Name", OTHERS), ("PH", OTHER_NUMBERS), ("Email", OTHER_MAILS))}  # fmt: skip
    assert own(ME | columns) == set(ME)
    assert own(columns | ME) == set(ME)


@pytest.mark.parametrize("noun", ["Buddy", "Plus one", "Plus-one", "+1", "Guest", "Partner", "Teammate", "Fiancé"])
def test_who_comes_along_is_not_asked_about_beside_the_person(noun: str) -> None:
    theirs = {f"{noun} name": OTHERS, f"{noun} email": OTHER_MAILS, f"{noun} phone": OTHER_NUMBERS}
    assert own(ME | theirs) == set(ME)


@pytest.mark.parametrize(
    "noun",
    ["Hubby", "Mentor", "Kid", "Grandma", "Notary", "Coord.", "Treas", "Sec'y", "Atty", "GF", "Sched", "Pal", "+1"],
)
def test_a_number_under_the_word_for_another_is_not_asked_about_beside_the_persons_own(noun: str) -> None:
    assert own(ME | {f"{noun} phone": OTHER_NUMBERS, f"{noun} email": OTHER_MAILS}) == set(ME)


def test_who_brings_a_guest_signs_up() -> None:
    mine = {"1) Your name": NAMES, "2) Email": MAILS}
    assert own(mine | {"3) Guest name": OTHERS, "4) Guest phone": OTHER_NUMBERS}) == set(mine)


@pytest.mark.parametrize("noun", ["Person", "Adult", "Signer", "Attendee"])
def test_the_first_of_those_who_are_counted_is_the_person(noun: str) -> None:
    mine = {f"{noun} 1 name": NAMES, f"{noun} 1 email": MAILS}
    assert own(mine | {f"{noun} 2 name": OTHERS, f"{noun} 2 email": OTHER_MAILS}) == set(mine)


def test_numbers_before_headings_count_people_where_they_come_again() -> None:
    mine = {"1. Name": NAMES, "1. Email": MAILS}
    assert own(mine | {"2. Name": OTHERS, "2. Email": OTHER_MAILS}) == set(mine)
    questions = {"1. Name": NAMES, "2. Email": MAILS, "3. Phone": NUMBERS}
    assert own(questions) == set(questions)


@pytest.mark.parametrize("which", ["Other", "Mailing", "Alternate", "Second", "Winter", "Seasonal", "Temporary"])
@pytest.mark.parametrize("home", ["Home ", ""])
def test_an_address_in_pieces_beside_the_home_is_another_place(which: str, home: str) -> None:
    mine = {"Name": NAMES, f"{home}Street": STREETS, f"{home}City": CITIES, f"{home}State": STATES, f"{home}ZIP": ZIPS}
    theirs = {f"{which} Street": OTHER_STREETS, f"{which} City": OTHER_CITIES, f"{which} State": OTHER_STATES,
              f"{which} ZIP": OTHER_ZIPS}  # fmt: skip
    assert own(mine | theirs) == set(mine)
    assert own(theirs | mine) == set(mine)


def test_a_second_line_of_an_address_is_no_second_home() -> None:
    mine = {"Name": NAMES, "Address": STREETS, "Second address line": ["Apt 9", "", "Unit B", "", ""], "City": CITIES}
    assert "another place" not in plans(mine)["Second address line"].why


def test_words_that_are_nearly_a_noun_are_words_of_their_own() -> None:
    for heading in ("What kind of work do you do?", "Finances", "Companies", "Hobby", "Made"):
        column = plans(ME | {heading: ["Nurse", "Teacher", "Driver", "Cook", "Nurse"]})[heading]
        assert not column.why.startswith("about "), heading
