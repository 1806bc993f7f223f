"""Households: who shares an e-mail, a phone or an address, of everybody and of one person."""

import pytest

from coordinator.operations.people import forget_person
from coordinator.people.households import LARGEST, Household, household_of, households
from coordinator.store.campaign import Campaign
from tests.builders import add, delete

HOME = {"address": "12 Elm Street, Unit 4", "postcode": "80203"}


def of(campaign: Campaign, *people: int) -> list[Household]:
    """Return all households; each of these people has the same one when looked up alone."""
    with campaign.reading() as connection:
        found = households(connection)
        for person in people:
            assert household_of(connection, person) == next((h for h in found if person in h.people), None)
    return found


def shared(household: Household) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(s.field.key, s.value, s.people) for s in household.shares]


def test_who_shares_an_email_a_phone_or_an_address_is_a_household(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana", email="hale@example.org", phone="303-555-0142")
    bo = add(any_campaign, given_name="Bo", other_emails="hale@example.org; bo@example.org", **HOME)
    cy = add(any_campaign, given_name="Cy", other_phones="(303) 555-0142")
    di = add(any_campaign, given_name="Di", address="12 ELM ST. #4", postcode="80203-1234")
    ed = add(any_campaign, given_name="Ed", email="ed@example.org", address="14 Elm St", postcode="80203")
    (found,) = of(any_campaign, ana, bo, cy, di, ed)
    assert found.people == (ana, bo, cy, di)
    assert shared(found) == [
        ("email", "hale@example.org", (ana, bo)),
        ("phone", "(303) 555-0142", (ana, cy)),
        ("address", "12 Elm Street, Unit 4, 80203", (bo, di)),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"address": "12 Elm Street, Unit 5", "postcode": "80203"},
        {"address": "12 Elm Street, Unit 4", "postcode": "80204"},
        {"address": "12 Elm Street, Unit 4"},
        {"address": "12 Elm Avenue, Unit 4", "postcode": "80203"},
        {"notes": "12 Elm Street, Unit 4, 80203"},
    ],
)
def test_another_address_is_another_household(campaign: Campaign, other: dict[str, str]) -> None:
    ana, bo = add(campaign, given_name="Ana", **HOME), add(campaign, given_name="Bo", **other)
    assert of(campaign, ana, bo) == []


def test_an_address_without_a_number_is_none(campaign: Campaign) -> None:
    people = [add(campaign, given_name=name, address="General Delivery", postcode="80203") for name in ("Ana", "Bo")]
    assert of(campaign, *people) == []


def test_what_many_share_is_an_offices(campaign: Campaign) -> None:
    office = {"phone": "303-555-0100", "address": "1 Main St", "postcode": "80203"}
    people = [add(campaign, given_name=f"P{n}", **office) for n in range(LARGEST)]
    assert [h.people for h in of(campaign, *people)] == [tuple(people)]
    ana = add(campaign, given_name="Ana", email="hale@example.org", **office)
    bo = add(campaign, given_name="Bo", email="hale@example.org")
    (found,) = of(campaign, ana, bo, *people)
    assert shared(found) == [("email", "hale@example.org", (ana, bo))]


def test_the_deleted_and_the_forgotten_belong_to_none(campaign: Campaign) -> None:
    ana, bo, cy, di = (add(campaign, given_name=name, **HOME) for name in ("Ana", "Bo", "Cy", "Di"))
    delete(campaign, bo)
    forget_person(campaign, cy, author="Dana")
    assert [h.people for h in of(campaign, ana, bo, cy, di)] == [(ana, di)]
    delete(campaign, di)
    assert of(campaign, ana, bo, di) == []
