"""A workbook comes back a second time, edited further, and its cells moved since: its own edits are no conflicts."""

import shutil
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import tour

__all__ = ["tour"]
FIRST = {5: "came by bus", 8: "came by car", 12: "has a truck", 15: "has a tent", 20: "has a drum", 22: "has a van"}
SECOND = {5: "came by bus twice", 12: "has a red truck", 22: "has a new van"}


@pytest.fixture
def sheet(tour: Campaign, tmp_path: Path) -> Sheet:
    """The sheet of the sample tour's candidates; it came back once, and three of its notes were edited since."""
    sheet = Sheet(tour, tmp_path)
    for row, note in FIRST.items():
        sheet.set("Notes", row, note)
    importing.apply(tour, sheet.back(), author="Dana")
    for row, note in SECOND.items():
        sheet.set("Notes", row, note)
    return sheet


def back(sheet: Sheet, *kinds: ActKind) -> ImportPlan:
    """Plan the second return, under another name; see that what moved was found, and nothing is in conflict."""
    sheet.save()
    other = shutil.copy(sheet.path, sheet.path.with_name("second.xlsx"))
    found = importing.plan(sheet.campaign, Path(other), ImportOptions())
    assert {(a.kind, a.answer) for a in found.acts} == {(kind, Reply.UNDO) for kind in kinds}
    assert not [n for n in found.sheets[0].notes if "brought in something else" in n]
    assert not [row.conflicts for row in found.rows if row.conflicts]
    return found


def as_edited(sheet: Sheet) -> list[tuple[int, str, str]]:
    return sorted((sheet.ids[row], "notes", note) for row, note in SECOND.items())


def test_where_the_ids_moved_the_edits_are_taken(sheet: Sheet) -> None:
    edited = as_edited(sheet)
    sheet.slip("ID", 3)
    assert sorted(changed_values(back(sheet, ActKind.IDS_MOVED))) == edited


def test_where_the_headings_moved_the_edits_are_taken(sheet: Sheet) -> None:
    sheet.swap_headings("Notes", "City")
    assert sorted(changed_values(back(sheet, ActKind.HEADINGS))) == as_edited(sheet)


def test_where_the_column_slipped_the_edits_are_taken(sheet: Sheet) -> None:
    sheet.slip("Notes", 3)
    assert sorted(changed_values(back(sheet, ActKind.SLIPPED, ActKind.NEAR_MOVED))) == as_edited(sheet)


def test_what_somebody_else_changed_since_is_in_conflict_where_the_ids_moved(sheet: Sheet) -> None:
    (sheet.path.parent / "other").mkdir()
    other = Sheet(sheet.campaign, sheet.path.parent / "other")
    other.set("Notes", 12, "sold the truck")
    importing.apply(sheet.campaign, other.back(), author="Kim")
    sheet.slip("ID", 3)
    sheet.save()
    found = importing.plan(sheet.campaign, sheet.path, ImportOptions())
    assert [row.record_id for row in found.rows if row.conflicts] == [sheet.ids[12]]
