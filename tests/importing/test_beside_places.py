"""What stands beside a town: its county, a second place, another time, and that it is only near."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.importing.places import read_address, read_whole_place
from coordinator.importing.readings import CellReading
from coordinator.records.kinds import PLAIN_HINTS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


@pytest.mark.parametrize(
    ("text", "city", "state", "county"),
    [
        ("Iowa City, Iowa, Johnson Co.", "Iowa City", "IA", "Johnson County"),
        ("Macon, GA, Bibb Co.", "Macon", "GA", "Bibb County"),
        ("Macon GA, Bibb County", "Macon", "GA", "Bibb County"),
        ("Bibb Co., Macon GA", "Macon", "GA", "Bibb County"),
        ("Erie, Erie Co., PA", "Erie", "PA", "Erie County"),
        ("Flint (Genesee Co.)", "Flint", None, "Genesee County"),
        ("Houma, Terrebonne Parish", "Houma", None, "Terrebonne Parish"),
        ("Laredo, Condado de Webb, TX", "Laredo", "TX", "Webb County"),
        ("Denver, Co.", "Denver", "CO", None),
        ("Fort Collins Co.", "Fort Collins", "CO", None),
        ("Webb Co.", "Webb Co.", None, None),
        ("Orange County, CA", "Orange County", "CA", None),
        ("Macon, GA, Washoe Co.", "Macon, GA, Washoe Co.", None, None),
    ],
)
def test_the_county_beside_a_town(text: str, city: str, state: str | None, county: str | None) -> None:
    found = read_whole_place(text, PLAIN_HINTS)
    assert tuple(found.values.get(key) for key in ("city", "state", "county")) == (city, state, county)
    assert (found.problems, found.leftover) == ((), None)


def test_a_county_is_no_lost_word(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('Name,Email,City and state\nAnn Lee,ann@example.org,"Macon, GA, Bibb Co."\n', encoding="utf-8")
    plan, _ = bring(campaign, path)
    (person,) = everything(campaign)
    assert (person["city"], person["state"], person["county"]) == ("Macon", "GA", "Bibb County")
    assert plan.problems == []


@pytest.mark.parametrize(
    "text", ["1 Elm Ave, Flint, Genesee County, MI 48502", "1 Elm Ave, Flint, MI 48502 (Genesee Co.)"]
)
def test_the_county_in_an_address(text: str) -> None:
    parts = {"address": "1 Elm Ave", "city": "Flint", "state": "MI", "postcode": "48502", "county": "Genesee County"}
    assert read_address(text, PLAIN_HINTS).values == parts


@pytest.mark.parametrize(
    "text",
    [
        *("Toledo OH / Erie PA", "Toledo OH, Erie PA", "Toledo OH and Erie PA", "Toledo, OH; Erie, PA"),
        *("Toledo OH\nErie PA", "Reno NV y Elko NV", "Reno or Elko, NV", "Toledo OH moved to Erie PA"),
        *("Boise, ID & Ontario, OR", "Washington DC / Arlington VA"),
    ],
)
def test_two_places_are_kept_as_written_and_told(text: str) -> None:
    found = read_whole_place(text, PLAIN_HINTS)
    assert found.values.keys() == {"city"} and "two places" in found.problems[0]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Truth or Consequences, NM", "Truth or Consequences"),
        ("New York, New York", "New York"),
        ("Kansas City, Kansas", "Kansas City"),
        ("Winston-Salem, NC", "Winston-Salem"),
        ("Dallas/Fort Worth, TX", "Dallas/Fort Worth"),
        ("Hood River, OR", "Hood River"),
    ],
)
def test_one_place_that_looks_like_two(text: str, city: str) -> None:
    found = read_whole_place(text, PLAIN_HINTS)
    assert (found.values["city"], found.problems) == (city, ())


@pytest.mark.parametrize(
    ("text", "leftover"),
    [
        ("Reno NV, formerly Elko", "formerly Elko"),
        ("Reno, NV moving to Elko in June", "moving to Elko in June"),
        ("Reno, NV, antes Elko", "antes Elko"),
        ("Near Reno, NV", "Near Reno, NV"),
        ("Cerca de Reno, NV", "Cerca de Reno, NV"),
    ],
)
def test_another_time_and_what_is_only_near_are_left_over(text: str, leftover: str) -> None:
    found = read_whole_place(text, PLAIN_HINTS)
    assert (found.values, found.leftover) == ({"city": "Reno", "state": "NV"}, leftover)


@pytest.mark.parametrize(
    "text",
    [
        *("moving to Ohio", "Moving to Reno, NV", "I'm moving to Texas soon", "relocating to Boise, Idaho"),
        *("formerly Elko, NV", "used to live in Reno NV", "born in Ohio", "soon moving to Ohio", "moving from Ohio"),
        *("me mudo a Texas", "nos mudamos pronto de Reno", "nací en Texas", "originaria de Ohio", "antes en Elko, NV"),
    ],
)
@pytest.mark.parametrize("read", [read_whole_place, read_address])
def test_where_somebody_was_or_will_be_is_no_place_of_theirs(text: str, read: Callable[..., CellReading]) -> None:
    found = read(text, PLAIN_HINTS)
    assert (found.values, found.leftover) == ({}, text)
    assert ["does not say where" in told for told in found.problems] == [True]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("moved to Ohio", {"state": "OH"}),
        ("just moved to Reno, NV", {"city": "Reno", "state": "NV"}),
        ("I recently moved to Boise, Idaho", {"city": "Boise", "state": "ID"}),
        ("recién mudada a Texas", {"state": "TX"}),
    ],
)
@pytest.mark.parametrize("read", [read_whole_place, read_address])
def test_where_somebody_moved_to(text: str, values: dict[str, str], read: Callable[..., CellReading]) -> None:
    assert (read(text, PLAIN_HINTS).values, read(text, PLAIN_HINTS).leftover) == (values, text)


@pytest.mark.parametrize("town", ["Antes Fort, PA", "May, TX", "Going, KY", "Bornheim, PA", "Ida, MI"])
def test_towns_that_begin_like_it(town: str) -> None:
    city, state = town.split(", ")
    assert read_whole_place(town, PLAIN_HINTS).values == {"city": city, "state": state}
