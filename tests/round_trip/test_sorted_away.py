"""Beside a column, or a part of one, that was sorted alone: what else was written, and whose it is."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """Return a sheet of ninety people whose names, trades and owners are in no order."""
    for n in range(90):
        mixed = n * 37 % 90
        names = {"given_name": f"Ada{mixed:02}", "family_name": f"Brook{mixed:02}", "email": f"ada{n}@example.org"}
        add(campaign, **names, occupation=f"Trade {n * 53 % 90:02}", city=f"Town {n * 29 % 90 % 13:02}")
    return Sheet(campaign, tmp_path)


def sort_rows(sheet: Sheet, heading: str, first: int, last: int) -> None:
    for row, cell in enumerate(sorted(map(str, sheet.column(heading)[first - 2 : last - 1])), first):
        sheet.set(heading, row, cell)


@pytest.mark.parametrize("heading", ["Occupation", "City"])
def test_edits_far_from_a_part_that_was_sorted_are_taken(sheet: Sheet, heading: str) -> None:
    sort_rows(sheet, heading, 20, 50)
    sheet.set(heading, 75, "Newton")
    sheet.set(heading, 4, "Newark")
    found = sheet.back()
    [act] = found.acts
    assert (act.answer, act.columns) == (Reply.LEAVE, (heading,))
    assert min(act.rows) >= 20 and max(act.rows) <= 50
    key = {"Occupation": "occupation", "City": "city"}[heading]
    assert sorted(changed_values(found)) == sorted([(sheet.ids[4], key, "Newark"), (sheet.ids[75], key, "Newton")])


@pytest.mark.parametrize("row", [15, 54])
def test_an_edit_close_to_it_is_left_with_it(sheet: Sheet, row: int) -> None:
    sort_rows(sheet, "Occupation", 20, 50)
    sheet.set("Occupation", row, "Newton")
    assert changed_values(sheet.back()) == []


def test_an_edit_in_a_column_that_was_sorted_whole_is_left_with_it(sheet: Sheet) -> None:
    sort_rows(sheet, "Occupation", 2, 91)
    sheet.set("Occupation", 91, "Newton")
    found = sheet.back()
    assert [a.kind for a in found.acts] == [ActKind.SORTED] and changed_values(found) == []


def test_what_is_written_beside_names_that_were_sorted_goes_to_whom_somebody_says(sheet: Sheet) -> None:
    sheet.sort_part(["Last name", "First name"], "Last name")
    sheet.set("Notes", 30, "spoke with her")
    found = sheet.back()
    told = found.acts[-1]
    assert (told.kind, told.answer, told.rows, told.must_choose) == (ActKind.NEAR_MOVED, Reply.LEAVE, (30,), True)
    assert changed_values(found) == []
    answered = sheet.back(acts={told.key: "undo"})
    assert changed_values(answered) == [(sheet.ids[30], "notes", "spoke with her")]
