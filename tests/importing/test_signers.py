"""An adult who signs for a player or a child, and somebody to whom a gift is dedicated."""

import pytest

from tests.importing.test_parties import FIRST, LAST, own, plans
from tests.importing.test_whose_columns_are import MAILS, NAMES, NUMBERS, OTHER_MAILS, OTHER_NUMBERS, OTHERS, ZIPS


@pytest.mark.parametrize(
    ("player", "adult", "stem"),
    [
        ("Player", "Adult signing", "Adult "),
        ("Swimmer", "Adult in charge", ""),
        ("Dancer", "Grown-up on file", "Grown-up "),
        ("Athlete", "Signed by", ""),
        ("Scout", "Signed by", "Signer "),
    ],
)
def test_who_signs_for_a_player_is_the_person(player: str, adult: str, stem: str) -> None:
    reached = {f"{stem}phone": NUMBERS, f"{stem}e-mail": MAILS}
    assert own({player: OTHERS, adult: NAMES, **reached}) == {adult, *reached}


@pytest.mark.parametrize(("player", "adult"), [("Participant", "Adult completing form"), ("Student", "Completed by")])
def test_a_person_says_who_signed_up_where_both_may_have(player: str, adult: str) -> None:
    stem = "Adult " if "Adult" in adult else ""
    found = plans({player: OTHERS, adult: NAMES, f"{stem}phone": NUMBERS, f"{stem}e-mail": MAILS})
    assert all(found[heading].asks for heading in (f"{stem}phone", f"{stem}e-mail"))


def test_who_only_signed_beside_a_person_who_can_be_reached_is_another() -> None:
    mine = {"Applicant": NAMES, "Phone": NUMBERS, "Email": MAILS}
    assert own(mine | {"Signed by": OTHERS}) == set(mine)
    mine = {"Player": NAMES, "Player phone": NUMBERS, "Player email": MAILS}
    assert own(mine | {"Adult": OTHERS, "Adult phone": OTHER_NUMBERS}) == set(mine)


@pytest.mark.parametrize("heading", ["Tribute name", "Dedicated to", "Tributee name", "Loved one", "En memoria de"])
def test_whole_names_unlike_the_first_and_last_ones_are_anothers(heading: str) -> None:
    mine = {"First Name": FIRST, "Last Name": LAST, "Email": MAILS}
    assert own(mine | {heading: OTHERS, "Notify email": OTHER_MAILS}) == set(mine)
    assert heading in own(mine | {heading: NAMES}) or plans(mine | {heading: NAMES})[heading].target == "answer"


def test_the_whole_name_of_the_same_person_is_no_others() -> None:
    found = plans({"First Name": FIRST, "Last Name": LAST, "Full name": NAMES, "Email": MAILS})
    assert found["Full name"].target in ("+full_name", "answer")
    assert own({"Preferred first name": FIRST, "Legal name": NAMES, "Email": MAILS}) >= {"Legal name", "Email"}


def test_where_somebody_else_lives_is_anothers() -> None:
    mine = {"First Name": FIRST, "Last Name": LAST, "Email": MAILS}
    found = plans(mine | {"Acknowledgee name": OTHERS, "Acknowledgee zip": ZIPS})
    assert found["Acknowledgee name"].target == found["Acknowledgee zip"].target == "answer"
