"""Neighboring cells of single rows: filled from the row above, dragged, exchanged; visible cells pasted; ditto marks."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import only

CITIES = ("Akron", "Boise", "Macon", "Provo", "Salem")
STAGES = ("contacted", "interested", "in_training", "filed")


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of forty people in five cities, every third without a phone."""
    for n in range(40):
        phone = None if n % 3 == 0 else f"+1614555{110 + n:04d}"
        add(
            campaign,
            given_name=f"Ada{n}",
            family_name=f"Brook{n}",
            email=f"ada{n}@example.org",
            phone=phone,
            city=CITIES[n * n % 5],
            stage=STAGES[n % 4],
            owner=f"Kim {n // 3 % 4}",
            occupation=f"Baker of {n} sorts",
            notes=f"Met in hall {n}",
        )
    return Sheet(campaign, tmp_path)


def test_cells_filled_from_the_row_above_are_somebody_elses(sheet: Sheet) -> None:
    for heading in ("Last name", "E-mail", "Phone"):
        sheet.set(heading, 20, sheet.column(heading)[17])
    sheet.set("Notes", 9, "Called")
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.rows) == (ActKind.NEAR_MOVED, Reply.LEAVE, (20,))
    assert "row 20 came back with what stands in row 19" in act.told
    assert changed_values(found) == [(sheet.ids[9], "notes", "Called")]


def test_cells_dragged_to_another_row_are_left(sheet: Sheet) -> None:
    for heading in ("Stage", "Owner"):
        there = sheet.column(heading)
        sheet.set(heading, 30, there[9])
        sheet.set(heading, 11, None)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer) == (ActKind.NEAR_MOVED, Reply.LEAVE)
    assert "stands in row 30, and row 11 is empty" in act.told
    assert not changed_values(found)


def test_rows_exchanged_from_a_column_on_are_left_in_all_that_went_along(sheet: Sheet) -> None:
    for heading in ("Phone", "City", "Occupation", "Stage", "Owner", "Notes"):
        cells = sheet.column(heading)
        sheet.set(heading, 8, cells[30])
        sheet.set(heading, 32, cells[6])
    sheet.set("Notes", 20, "Called")
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.rows) == (ActKind.NEAR_MOVED, Reply.LEAVE, (8, 32))
    assert changed_values(found) == [(sheet.ids[20], "notes", "Called")]


def test_visible_cells_pasted_side_by_side_are_left(sheet: Sheet) -> None:
    names = sheet.column("First name")
    visible = [name for name, city in zip(names, sheet.column("City"), strict=True) if city == "Boise"][:8]
    for row, name in enumerate(visible, 25):
        sheet.set("First name", row, name)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer) == (ActKind.NEAR_MOVED, Reply.LEAVE)
    assert "hold the values of the rows with “Boise” in “City”" in act.told
    assert not changed_values(found)


def test_columns_pasted_together_are_left_together(sheet: Sheet) -> None:
    cities = sheet.column("City")
    for heading in ("Stage", "Owner"):
        cells = sheet.column(heading)
        visible = [cell for cell, city in zip(cells, cities, strict=True) if city == "Boise"][:10]
        for row, cell in enumerate(visible, 25):
            sheet.set(heading, row, cell)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.columns, act.answer) == (ActKind.NEAR_MOVED, ("Stage", "Owner"), Reply.LEAVE)
    assert not changed_values(found)


def test_visible_cells_pasted_into_another_column_are_left(sheet: Sheet) -> None:
    pairs = zip(sheet.column("E-mail"), sheet.column("City"), strict=True)
    for row, mail in enumerate([mail for mail, city in pairs if city == "Boise"][:8], 3):
        sheet.set("Notes", row, mail)
    sheet.set("Notes", 30, "Ada4 brings her")
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.columns, act.count) == (ActKind.NEAR_MOVED, ("Notes",), 8)
    assert "hold “E-mail” of the rows with “Boise” in “City”" in act.told
    assert changed_values(found) == [(sheet.ids[30], "notes", "Ada4 brings her")]


@pytest.mark.parametrize("mark", ["same", "ditto", "↑", "as above"])
def test_a_mark_for_the_cell_above_is_no_value(sheet: Sheet, mark: str) -> None:
    sheet.fill("City", (12, 13), mark)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.rows) == (ActKind.FILLED, Reply.LEAVE, (12, 13))
    assert not changed_values(found)


def test_edits_of_single_rows_are_no_acts(sheet: Sheet) -> None:
    sheet.set("City", 12, sheet.column("City")[9])
    sheet.set("Owner", 12, sheet.column("Owner")[9])
    sheet.set("Owner", 15, None)
    sheet.set("Stage", 17, "Filed")
    sheet.set("Notes", 18, "same as last time")
    sheet.set("Last name", 19, "Sameera")
    assert not sheet.back().acts
