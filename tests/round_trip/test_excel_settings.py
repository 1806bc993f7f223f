"""A csv of ours that Excel opened and saved, in the settings of several countries: nothing changed, and edits count."""

import csv
from pathlib import Path

import pytest

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import EVENT
from coordinator.records.kinds import Value
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import changed_values
from tests.round_trip.excel import BY_NAME, SETTINGS, Setting, saved_again, shown

TEXTS = (
    "5-10|3/4|12/21|13-5|March 1|1 March|March 2025|Mar-25|1-2-3|10-05-85|2025-03-04|2025-03|3/4/2025|1/2|7:30|19:05|"
    "7:30 AM|7:30:15|1E5|12E3|2E10|00123|0012|123|1234567890123456|12345678901234567|+13035550142|1,200|1,234,567|5%|"
    "5.5%|$1,200|12.5|3.14159265358|2.5|33.448376|+four|-four|=four|@four|- called twice|TRUE|false|true|(5)|-5|+5|"
    "1984|007|At-Large|5th|1.10|10.5|1/2/2025|May 5|4-Mar|Jun 2024|8-12|12/2025|5-32|3 of 4|a; b|Zoë Ōta|1-800|0|1|"
    "10.03.2025|3.4|February 29|0042-7|85281-1234|2025-03-04 13:00|.5|5.|1e-3|6/2025|Sept 5|1.234|1.234,5|12 345"
).split("|")
"""Texts that a program may take for something else."""


@pytest.mark.parametrize(
    ("text", "setting", "saved"),
    [
        ("5-10", "US", "10-May"),
        ("5-10", "UK", "05-Oct"),
        ("5-10", "German", "05. Okt"),
        ("5-10", "French", "05-oct"),
        ("3/4", "US", "4-Mar"),
        ("March 1", "US", "1-Mar"),
        ("2025-03-04", "US", "3/4/2025"),
        ("2025-03-04", "French", "04/03/2025"),
        ("2025-03-04", "German", "04.03.2025"),
        ("7:30", "US", "7:30:00 AM"),
        ("7:30", "UK", "07:30:00"),
        ("1E5", "US", "1.00E+05"),
        ("1E5", "German", "1,00E+05"),
        ("00123", "ISO", "123"),
        ("1234567890123456", "US", "1.23457E+15"),
        ("@four", "US", "#NAME?"),
        ("=four", "French", "#NOM?"),
        ("TRUE", "German", "WAHR"),
        ("2.5", "German", "02. Mai"),
        ("33.448376", "German", "33.448376"),
    ],
)
def test_the_rules_are_those_of_excel(text: str, setting: str, saved: str) -> None:
    assert shown(text, BY_NAME[setting]) == saved


@pytest.fixture
def people(campaign: Campaign) -> Campaign:
    """People whose values a program takes for something else."""
    births = ["1984", "1984-05", "1990-03-04", "1931-06-05", "1975-11-23", "2001-12-12", None]
    phones = ["+13035550142", "+442079460958", "+13035550143", None]
    zips = ["02134", "85281", "85281-1234", "00501"]
    plan = Plan("add", "Made", 0)
    for n, text in enumerate(TEXTS):
        values: dict[str, Value] = {
            "given_name": f"Ada{n}",
            "family_name": ["Brook", "True", "May", "Null", "March"][n % 5],
            "email": f"ada{n}@example.org",
            "phone": phones[n % 4],
            "other_phones": ["+13035550200", f"+1303555030{n % 10}"],
            "postcode": zips[n % 4],
            "address": f"{n}-12 Main St" if n % 3 else text,
            "birth_date": births[n % 7],
            "stated_age": 40 + n % 9,
            "stated_age_on": f"2025-0{n % 9 + 1}-{n % 28 + 1:02d}",
            "follow_up": f"2026-{n % 12 + 1:02d}-{n % 12 + 1:02d}",
            "division": text,
            "office": f"{n % 12 + 1}-{n % 28 + 1}",
            "tags": [text] if n % 2 else sorted([text, "3/4"]),
            "earlier_runs": n % 4,
            "first_time": [True, False, None][n % 3],
            "consent_share": [None, True, False][n % 3],
            "notes": f"{text}\ncalled at 7:30" if n % 2 else text,
        }
        plan.create("candidate", values)
    apply.apply(campaign, plan, author="Dana")
    return campaign


def back(campaign: Campaign, path: Path, **options: object) -> ImportPlan:
    return importing.plan(campaign, path, ImportOptions(**options))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.name)
def test_people_saved_by_excel_are_as_they_went_out(people: Campaign, tmp_path: Path, setting: Setting) -> None:
    export(people, tmp_path / "out.csv", kinds=("candidate",), author="Dana")
    found = back(people, saved_again(tmp_path / "out.csv", setting, tmp_path / "back.csv"))
    assert _changes(found) == []
    assert found.plan.is_empty and found.counts.created == 0 and found.counts.conflicts == 0


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.name)
def test_edits_beside_are_taken(people: Campaign, tmp_path: Path, setting: Setting) -> None:
    export(people, tmp_path / "out.csv", kinds=("candidate",), author="Dana")
    edits = [
        (9, "City", "Mesa", "city", "Mesa"),
        (9, "Follow-up", "2026-10-28", "follow_up", "2026-10-28"),
        (12, "Follow-up", "2026-11-02", "follow_up", "2026-11-02"),
        (15, "Running for", "At-Large", "office", "At-Large"),
    ]
    path = tmp_path / "out.csv"
    for row, column, text, _, _ in edits:
        path = with_cell(path, row, column, text)
    found = back(people, saved_again(path, setting, tmp_path / "back.csv"))
    assert [(k, v) for _, k, v in changed_values(found)] == [(k, v) for _, _, _, k, v in edits]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.name)
def test_stops_saved_by_excel_are_as_they_went_out(campaign: Campaign, tmp_path: Path, setting: Setting) -> None:
    for n in range(12):
        add(
            campaign,
            EVENT,
            title=f"Stop {n}" if n else "3/4",
            starts_at=f"2025-{n + 1:02d}-0{n % 9 + 1}T13:00" if n % 4 else f"2025-{n + 1:02d}-05",
            doors_at=f"2025-{n + 1:02d}-0{n % 9 + 1}T12:30",
            city="Tempe",
            state="AZ",
            attendance=1200 + n,
            attendance_said=["5-10", "1,200", "10-12k", "2E3"][n % 4],
        )
    export(campaign, tmp_path / "out.csv", kinds=("event",), author="Dana")
    found = back(campaign, saved_again(tmp_path / "out.csv", setting, tmp_path / "back.csv"))
    assert changed_values(found) == [] and found.plan.is_empty
    edited = with_cell(tmp_path / "out.csv", 5, "Starts", "2025-06-07 19:30")
    found = back(campaign, saved_again(edited, setting, tmp_path / "back.csv"))
    assert [(k, v) for _, k, v in changed_values(found)] == [("starts_at", "2025-06-07T19:30")]


def _changes(found: ImportPlan) -> list[tuple[str, object, object]]:
    """Return what would change, with what went out."""
    return [(f.key, f.base, f.after) for row in found.rows for f in row.fields]


def with_cell(path: Path, row: int, column: str, text: str) -> Path:
    """Write a copy of a csv with another text in one cell; rows are counted as the program shows them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(column)] = text
    out = path.with_name("edited.csv")
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return out
