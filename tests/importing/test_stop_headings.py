"""Lists of tour events: headings of their times and places, in English and Spanish, and columns that only number them."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from coordinator.records.catalog import EVENT
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


def stops(campaign: Campaign, folder: Path, headings: str, *rows: str) -> tuple[list[str], list[dict[str, object]]]:
    """Import a list of stops; return what its columns became, and the events."""
    path = folder / "list.csv"
    path.write_text("\n".join((headings, *rows)) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    return [c.target for c in plan.sheets[0].columns], everything(campaign, EVENT)


@pytest.mark.parametrize(
    "heading", ["Start", "Begins", "Day", "When", "Event date", "Tour date", "Fecha", "Día", "Inicio"]
)
def test_the_day_of_a_stop(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, found = stops(campaign, tmp_path, f"{heading},City,State", "2025-03-21 18:00,Denver,CO")
    assert [e["starts_at"] for e in found] == ["2025-03-21T18:00"]


@pytest.mark.parametrize(
    ("headings", "start", "doors"),
    [
        ("Day,City,State,Begins,Doors", "6:00 PM", "5 pm"),
        ("Date,City,State,When,Doors open", "18:00", "17:00"),
        ("Date,City,State,Time,Door time", "6p", "5p"),
        ("Fecha,Ciudad,Estado,Hora,Puertas", "18:00", "17:00"),
        ("Día,Ciudad,Estado,Empieza,Apertura", "6 p. m.", "5:00 p. m."),
    ],
)
def test_times_of_day_in_columns_of_their_own(
    campaign: Campaign, tmp_path: Path, headings: str, start: str, doors: str
) -> None:
    _, found = stops(campaign, tmp_path, headings, f"2025-03-21,Denver,CO,{start},{doors}")
    assert [(e["starts_at"], e["doors_at"], e["city"], e["state"]) for e in found] == [
        ("2025-03-21T18:00", "2025-03-21T17:00", "Denver", "CO")
    ]


def test_times_of_day_that_are_not_understood_are_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = ("A,2025-03-21,noon", "B,2025-03-22,6:00 PM MST", "C,2025-03-23,7ish", "D,2025-03-24,25:00")
    path.write_text("Event,Date,Start\n" + "\n".join(rows), encoding="utf-8")
    plan, _ = bring(campaign, path, kinds={"list.csv": "event"})
    assert [e["starts_at"] for e in everything(campaign, EVENT)] == [
        "2025-03-21T12:00",
        "2025-03-22T18:00",
        "2025-03-23",
        "2025-03-24",
    ]
    assert [(p.row, p.value) for p in plan.problems if p.column == "Start"] == [(4, "7ish"), (5, "25:00")]


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        (("A", "B"), "answer"),
        (("1", "2"), "answer"),
        (("Stop 1", "Stop 2"), "answer"),
        (("denver-rally", "tempe"), "slug"),
        (("Denver rally", "Tempe town hall"), "title"),
        (("Stop #1", "Stop #2"), "answer"),
    ],
)
def test_a_column_of_stops_names_them_or_numbers_them(
    campaign: Campaign, tmp_path: Path, cells: tuple[str, str], target: str
) -> None:
    rows = (f"{cells[0]},Denver,CO,2025-03-21", f"{cells[1]},Tempe,AZ,2025-03-22")
    columns, found = stops(campaign, tmp_path, "Stop,City,State,Date", *rows)
    assert columns[0] == target
    assert found[0]["slug"] == (cells[0] if target == "slug" else None)
    assert found[0]["title"] == (cells[0] if target == "title" else "Denver, CO · 2025-03-21")


def test_where_may_be_the_town_beside_a_venue(campaign: Campaign, tmp_path: Path) -> None:
    columns, found = stops(campaign, tmp_path, "When,Where,Venue,Crowd", '3/21/2025 6pm,"Denver, CO",Union Hall,1200')
    assert columns == ["starts_at", "+place", "venue", "attendance"]
    assert (found[0]["city"], found[0]["state"], found[0]["venue"]) == ("Denver", "CO", "Union Hall")


def test_a_stop_named_by_its_town(campaign: Campaign, tmp_path: Path) -> None:
    columns, found = stops(campaign, tmp_path, "Stop,Day,Starts at,Hall", '"Denver, CO",Mar 21 2025,6 PM,Union Hall')
    assert columns == ["+place", "starts_at", "+start_time", "venue"]
    assert (found[0]["city"], found[0]["state"], found[0]["starts_at"]) == ("Denver", "CO", "2025-03-21T18:00")


@pytest.mark.parametrize(
    ("time", "at"),
    [
        ("7 p.m. PT", "19:00"),
        ("7:30p ET", "19:30"),
        ("1800", "18:00"),
        ("930 hrs", "09:30"),
        ("19h30", "19:30"),
        ("19h", "19:00"),
        ("18:30 h", "18:30"),
        ("at 7 pm sharp", "19:00"),
        ("7 in the evening", "19:00"),
        ("a las 9 de la mañana", "09:00"),
        ("8:30 de la noche", "20:30"),
    ],
)
def test_times_of_day_as_people_write_them(campaign: Campaign, tmp_path: Path, time: str, at: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Event,Date,Starts\nA,2025-03-21,6:00 PM\nB,2025-03-22,{time}\n", encoding="utf-8")
    plan, _ = bring(campaign, path, kinds={"list.csv": "event"})
    assert [e["starts_at"] for e in everything(campaign, EVENT)] == ["2025-03-21T18:00", f"2025-03-22T{at}"]
    assert not plan.problems


def test_the_zone_behind_a_time_of_day_is_that_of_the_stop(campaign: Campaign, tmp_path: Path) -> None:
    _, found = stops(campaign, tmp_path, "Date,City,Starts", "2025-03-21,Reno,7 p.m. PT")
    assert [(e["starts_at"], e["time_zone"]) for e in found] == [("2025-03-21T19:00", "America/Los_Angeles")]


@pytest.mark.parametrize("time", ["12 at night", "25h", "1875", "2ish", "7 o'clock"])
def test_what_may_be_another_time_of_day_is_told(campaign: Campaign, tmp_path: Path, time: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Event,Date,Starts\nA,2025-03-21,6:00 PM\nB,2025-03-22,{time}\n", encoding="utf-8")
    plan, _ = bring(campaign, path, kinds={"list.csv": "event"})
    assert [(p.row, p.value) for p in plan.problems] == [(3, time)]


def test_a_column_of_years_is_no_time_of_day(campaign: Campaign, tmp_path: Path) -> None:
    columns, found = stops(campaign, tmp_path, "Event,City,State,When", "A,Reno,NV,2026", "B,Elko,NV,2027")
    assert "+start_time" not in columns
    assert all("T20:2" not in str(e["starts_at"]) for e in found)


def test_the_end_of_stops_is_read_where_some_cells_are_vague(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = ("A,2025-03-21,18:00,9 p.m. PT", "B,2025-03-22,18:00,2ish", "C,2025-03-23,18:00,late")
    path.write_text("Event,Date,Starts,Ends\n" + "\n".join(rows), encoding="utf-8")
    plan, _ = bring(campaign, path, kinds={"list.csv": "event"})
    assert everything(campaign, EVENT)[0]["ends_at"] == "2025-03-21T21:00"
    assert [(p.row, p.value) for p in plan.problems] == [(3, "2ish"), (4, "late")]


def test_columns_of_stops_without_a_field_are_named(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Event,Date,Expected crowd,Capacity,Parking\nA,2025-03-21,150-200,500,\n", encoding="utf-8")
    plan, _ = bring(campaign, path, kinds={"list.csv": "event"})
    told = "“Expected crowd”, “Capacity” were not understood as fields of a tour event: kept as answers with each."
    assert told in plan.notes


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("Starts",), (dt.datetime(2025, 3, 21, 18),)),
        (("Date and time",), (dt.datetime(2025, 3, 21, 18),)),
        (("Time",), (dt.datetime(2025, 3, 21, 18),)),
        (("Date", "Time"), (dt.date(2025, 3, 21), dt.time(18))),
        (("Date", "Time"), (dt.datetime(2025, 3, 21), dt.datetime(2025, 3, 21, 18))),
        (("Date", "Start"), (dt.datetime(2025, 3, 21), "6 pm")),
    ],
)
def test_dates_and_times_of_a_workbook(
    campaign: Campaign, tmp_path: Path, headings: tuple[str, ...], cells: tuple[object, ...]
) -> None:
    book = Workbook()
    towns = ("Denver", "Boulder", "Aurora")
    for row in ((*headings, "City", "State"), *((*cells, town, "CO") for town in towns)):
        book.active.append(row)
    book.save(path := tmp_path / "stops.xlsx")
    bring(campaign, path)
    assert [e["starts_at"] for e in everything(campaign, EVENT)] == ["2025-03-21T18:00"] * 3
