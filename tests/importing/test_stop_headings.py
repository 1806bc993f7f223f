"""Lists of tour events: headings of their times and places, in English and Spanish, and columns that only number them."""

from pathlib import Path

import pytest

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
