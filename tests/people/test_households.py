"""Households: who shares an e-mail, a phone or an address, of everybody and of one person."""

import random

import pytest

from coordinator.operations.people import forget_person
from coordinator.people.households import LARGEST, Household, by_phone, household_of, households
from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import add, delete
from tests.partners.people import make

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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 Elm Street", "12 ELM ST."),
        ("P.O. Box 7", "PO Box 7"),
        ("9 N.W. Fifth Avenue, Apt. 3", "9 NW 5th Ave #3"),
        ("9 Northwest 5th Ave Apartment #3", "9 N. W. 5th av., unit 3"),
        ("12 St. Paul Blvd", "12 St Paul Boulevard"),
        ("4 Peñasco Road", "4 Penasco Rd"),
        ("12½ O'Brien Ln", "12½ O’Brien Lane"),
        ("1200 W 12th Pl Suite 100", "1200 West 12th Place, Ste 100"),
    ],
)
def test_one_address_is_written_in_many_ways(any_campaign: Campaign, one: str, other: str) -> None:
    people = [
        add(any_campaign, given_name=f"P{n}", address=street, postcode=code)
        for n, (street, code) in enumerate(((one, "80203-1234"), (other, "80203")))
    ]
    assert [h.people for h in of(any_campaign, *people)] == [tuple(people)]


def test_of_everybody_and_of_one_person_are_the_same(campaign: Campaign) -> None:
    dice = random.Random(17)
    streets = ("Elm St", "Elm Street", "Elm Ave", "Oak Rd.", "P.O. Box")
    rows = [
        {
            "given_name": f"P{n}",
            "email": f"p{dice.choice((n, n, n, n // 3))}@example.org",
            "phone": f"+1303555{dice.choice((n, n, n, n // 4)):04d}",
            "other_phones": [f"+1303555{dice.randrange(400):04d}"] if dice.random() < 0.05 else None,
            "address": f"{dice.randrange(30)} {dice.choice(streets)}",
            "postcode": dice.choice(("80203", "80204", "80203-0001", "SW1A 1AA", None)),
        }
        for n in range(200)
    ]
    people = make(campaign, CANDIDATE.key, rows)
    delete(campaign, *people[::17])
    found = of(campaign, *people)
    assert len(found) > 10


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


def test_two_desks_of_an_office_are_no_household(campaign: Campaign) -> None:
    number = {"phone": "303-555-0170"}
    one, other = (add(campaign, given_name="P", notes=f"Phone: ext {desk}", **number) for desk in (1, 2))
    assert of(campaign, one, other) == []
    with campaign.reading() as connection:
        assert by_phone(connection, {one: "+13035550170", other: "+13035550170"}) == [(one,), (other,)]
    home = {"phone": "303-555-0171"}
    bo, cy = (add(campaign, given_name="Q", notes="Phone: ext 1", **home) for _ in range(2))
    assert [found.people for found in of(campaign, bo, cy)] == [(bo, cy)]


def test_the_deleted_and_the_forgotten_belong_to_none(campaign: Campaign) -> None:
    ana, bo, cy, di = (add(campaign, given_name=name, **HOME) for name in ("Ana", "Bo", "Cy", "Di"))
    delete(campaign, bo)
    forget_person(campaign, cy, author="Dana")
    assert [h.people for h in of(campaign, ana, bo, cy, di)] == [(ana, di)]
    delete(campaign, di)
    assert of(campaign, ana, bo, di) == []
