"""Lists that once went wrong come in right without a word from a person: each stands for its kind."""

from pathlib import Path
from typing import Any

import pytest

from coordinator.base.errors import UserError
from coordinator.importing.plan import ANY_SHEET
from coordinator.operations import importing
from coordinator.people.duplicates import find_duplicates
from coordinator.records.catalog import EVENT
from coordinator.store.campaign import Campaign
from tests.builders import DATA, bring, everything

INPUTS = Path("inputs")


def taken(campaign: Campaign, name: str, *keys: str) -> list[tuple[Any, ...]]:
    """Import a list; return some fields of the people in it."""
    bring(campaign, INPUTS / name)
    return [tuple(person[key] for key in keys) for person in everything(campaign)]


@pytest.mark.parametrize(
    ("name", "keys", "people"),
    [
        ("cells/06-country-is-no-county.csv", ("county", "country"), [("Washoe County", "US")] * 2),
        ("files/country.csv", ("county", "country"), [("Denver", "US"), (None, "US")]),
        (
            "files/prefixed.csv",
            ("given_name", "family_name", "email", "phone"),
            [
                ("Ann", "Lee", "ann.lee@example.org", "+13035550142"),
                ("Bob", "Kim", "bob.kim@example.org", "+13035550143"),
            ],
        ),
        (
            "files/referrer.csv",
            ("email", "other_emails", "phone", "other_phones"),
            [
                ("ann.lee@example.org", None, None, None),
                ("bob.kim@example.org", None, None, None),
                (None, None, None, None),
            ],
        ),
        (
            "contacts/google-contacts-3.csv",
            ("given_name", "email", "other_emails", "phone", "other_phones"),
            [
                ("Drew", "drew.pine@example.org", None, "+13035550144", None),
                ("Gale", "gale.rivers@example.org", ["g2@example.org"], "+13035550145", ["+13035550146"]),
                ("Kit", "kit.marsh@example.org", None, "+13035550147", None),
            ],
        ),
        (
            "contacts/google-contacts.csv",
            ("given_name", "middle_name", "email", "other_phones", "address", "birth_date", "organization"),
            [("Avery", "Q", "avery.stone@example.org", ["+13035550143"], "1 Main St", "1980-05-06", "Acme")],
        ),
        (
            "contacts/outlook.csv",
            ("given_name", "email", "phone", "other_phones", "city", "notes"),
            [("Blair", "blair.okafor@example.org", "+13035550156", ["+13035550155"], "Boulder", "hi")],
        ),
    ],
)
def test_people_are_right(campaign: Campaign, name: str, keys: tuple[str, ...], people: list[tuple[Any, ...]]) -> None:
    assert taken(campaign, name, *keys) == people


def test_what_is_anothers_is_an_answer(campaign: Campaign) -> None:
    answers = [set((found or {}).values()) for (found,) in taken(campaign, "files/referrer.csv", "answers")]
    assert answers == [
        {"jo.host@example.org", "303-555-0142"},
        {"jo.host@example.org", "303-555-0143"},
        {"jo.host@example.org"},
    ]


def test_a_calendar_is_no_list(campaign: Campaign) -> None:
    with pytest.raises(UserError, match="is a calendar"):
        importing.plan(campaign, DATA / INPUTS / "cells/27b-calendar.ics")


def test_stops_start_and_end_in_their_zones(campaign: Campaign) -> None:
    bring(campaign, INPUTS / "tour/stops3.csv")
    assert [(e["starts_at"], e["ends_at"], e["time_zone"]) for e in everything(campaign, EVENT)] == [
        ("2025-03-21T18:00", "2025-03-21T20:00", "America/Denver"),
        ("2025-03-25T18:00", "2025-03-25T20:00", "America/Phoenix"),
        ("2025-02-21T18:00", "2025-02-21T20:00", "America/Chicago"),
    ]


def test_a_stop_may_end_after_midnight_and_its_doors_open_earlier(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "stops.csv"
    path.write_text(
        "Title,City,State,Date,Start time,End time,Doors open\nLate,Reno,NV,2025-03-21,8:30 PM,1:00 AM,7:30 PM\n",
        encoding="utf-8",
    )
    bring(campaign, path)
    (stop,) = everything(campaign, EVENT)
    assert (stop["doors_at"], stop["starts_at"], stop["ends_at"]) == (
        "2025-03-21T19:30",
        "2025-03-21T20:30",
        "2025-03-22T01:00",
    )


def test_an_initial_at_one_address_may_be_either(campaign: Campaign) -> None:
    bring(campaign, INPUTS / "cells/09-one-address-two-people.csv")
    names = {p["id"]: p["given_name"] for p in everything(campaign)}
    assert list(names.values()) == ["Paul", "Paula", "R.", "Rita", "Ron"]
    with campaign.reading() as connection:
        pairs = [{names[pair.a], names[pair.b]} for pair in find_duplicates(connection)]
    assert {"R.", "Rita"} in pairs and {"R.", "Ron"} in pairs and {"Rita", "Ron"} not in pairs


def test_a_code_of_another_country_beside_one_in_the_town_is_kept(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,E-mail,City,ZIP,Country\nAnn Lee,ann@example.org,Bangor ME 04401,04401-12345,United Kingdom\n",
        encoding="utf-8",
    )
    bring(campaign, path, mapping={ANY_SHEET: {"ZIP": "postcode"}})
    (person,) = everything(campaign)
    assert (person["city"], person["postcode"]) == ("Bangor ME 04401", "04401-12345")
