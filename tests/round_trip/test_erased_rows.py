"""Rows that came back without any name, or emptied from a column on: none of that is taken without a word."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import only


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of thirty people."""
    for n in range(30):
        add(
            campaign,
            given_name=f"Ada{n}",
            family_name=f"Brook{n}" if n else None,
            email=f"ada{n}@example.org",
            phone=f"+1614555{110 + n:04d}",
            city=("Akron", "Boise", "Macon")[n % 3],
            stage="contacted",
            owner=f"Kim {n % 4}",
            notes=f"Met in hall {n}",
        )
    return Sheet(campaign, tmp_path)


@pytest.mark.parametrize("headings", [("First name", "Last name"), ("First name", "Last name", "E-mail", "Phone")])
@pytest.mark.parametrize("rows", [(9,), (9, 10), (9, 10, 11, 20)])
def test_rows_without_any_name_keep_what_was_erased(sheet: Sheet, headings: tuple[str, ...], rows: tuple[int]) -> None:
    for heading in headings:
        sheet.fill(heading, rows, None)
    sheet.set("Notes", 9, "Called")
    sheet.set("Stage", 25, "Filed")
    found = sheet.back()
    act = only(found)
    assert (act.answer, act.rows, act.count) == (Reply.LEAVE, rows, len(rows) * len(headings))
    assert changed_values(found) == [(sheet.ids[9], "notes", "Called"), (sheet.ids[25], "stage", "filed")]


def test_they_are_erased_if_somebody_says_so(sheet: Sheet) -> None:
    for heading in ("First name", "Last name"):
        sheet.set(heading, 9, None)
    found = sheet.back(acts={only(sheet.back()).key: Reply.TAKE})
    assert (sheet.ids[9], "family_name", None) in changed_values(found)


def test_a_row_emptied_from_a_column_on_keeps_its_cells(sheet: Sheet) -> None:
    for heading in list(sheet.at)[sheet.at["E-mail"] - 1 : sheet.at["Export"] - 1]:
        sheet.set(heading, 12, None)
    sheet.set("Owner", 25, sheet.column("Owner")[10])
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.rows) == (ActKind.REPLACED, Reply.LEAVE, (12,))
    assert "emptied in “E-mail” to “Notes”" in act.told
    assert all(number == sheet.ids[25] for number, *_ in changed_values(found))


def test_single_cells_that_are_emptied_are_edits(sheet: Sheet) -> None:
    sheet.set("Last name", 5, None)
    sheet.set("E-mail", 6, None)
    sheet.set("Phone", 6, None)
    for heading in ("Owner", "Notes"):
        sheet.set(heading, 7, None)
    sheet.set("Last name", 9, None)
    sheet.set("First name", 9, "Adelaide")
    sheet.set("First name", 10, None)
    sheet.set("Last name", 10, None)
    sheet.set("Organization", 10, "Ada8 Brook8 Bakery")
    assert not sheet.back().acts
