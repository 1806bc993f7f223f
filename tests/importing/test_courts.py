"""`Ct` after a street's name is a court; it is Connecticut after a town, a comma, a whole street or with its ZIP."""

from pathlib import Path

import pytest

from coordinator.importing.places import read_address, read_place
from coordinator.records.kinds import PLAIN_HINTS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

WHOLE = [
    "27 Birch Ct",
    "31 JUNIPER CT",
    "8 larch ct",
    "402 N Alder Ct.",
    "6 Fox Run Ct",
    "15 Windsor Ct",
    "70 West Haven Ct",
    "212 8th Ct",
    "5 St Johns Ct",
    "18-B Heron Pond Ct",
    "33 Pelican Ky",
]
SPLIT = [
    ("27 Birch St, Norwich CT 06360", "27 Birch St|Norwich|CT|06360"),
    ("27 Birch St Norwich CT 06360", "27 Birch St|Norwich|CT|06360"),
    ("27 Birch St, Norwich, CT", "27 Birch St|Norwich|CT|"),
    ("27 Birch St Norwich CT", "27 Birch St|Norwich|CT|"),
    ("27 Birch Ct, Norwich, CT", "27 Birch Ct|Norwich|CT|"),
    ("27 Birch Ct Norwich CT", "27 Birch Ct|Norwich|CT|"),
    ("27 Birch, Norwich Ct", "27 Birch|Norwich|CT|"),
    ("27 Birch Norwich CT", "27 Birch|Norwich|CT|"),
    ("27 Birch Rd CT", "27 Birch Rd||CT|"),
    ("27 Birch Ct 97701", "27 Birch Ct|||97701"),
    ("27 Birch Ct Bend OR 97701", "27 Birch Ct|Bend|OR|97701"),
]


def told(text: str) -> str:
    """Return the parts that an address is split into."""
    values = read_address(text, PLAIN_HINTS).values
    return "|".join(str(values.get(key) or "") for key in ("address", "city", "state", "postcode"))


@pytest.mark.parametrize("text", WHOLE)
def test_a_court_stays_with_its_street(text: str) -> None:
    assert told(text) == f"{text}|||"


@pytest.mark.parametrize("text", [text for text in WHOLE if not text.endswith("Ky")])
def test_it_does_so_among_towns(text: str) -> None:
    assert read_place(text, PLAIN_HINTS).values == {"address": text}


@pytest.mark.parametrize(("text", "parts"), SPLIT)
def test_a_state_is_still_split_off(text: str, parts: str) -> None:
    assert told(text) == parts


def test_courts_in_a_sheet_without_towns(campaign: Campaign, tmp_path: Path) -> None:
    lines = [
        "First name,Last name,Email,Address",
        "Una,Roe,una@example.org,27 Birch Ct",
        "Vic,Sol,vic@example.org,8 Larch Ct",
    ]
    (tmp_path / "list.csv").write_text("\n".join(lines), encoding="utf-8")
    bring(campaign, tmp_path / "list.csv")
    people = [(p["address"], p["state"]) for p in everything(campaign)]
    assert people == [("27 Birch Ct", None), ("8 Larch Ct", None)]
