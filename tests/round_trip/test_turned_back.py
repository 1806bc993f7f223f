"""A workbook comes back again with cells that say what went out: turned back, or a copy in which nobody wrote."""

import shutil
from pathlib import Path

import pytest

from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of eight people that came back once with two other cities and an owner."""
    for n in range(8):
        add(
            campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org", city="Denver", owner="Kim"
        )
    sheet = Sheet(campaign, tmp_path)
    for heading, row, cell in EDITS:
        sheet.set(heading, row, cell)
    importing.apply(campaign, sheet.back(), author="Dana")
    return sheet


EDITS = (("City", 3, "Racine"), ("City", 4, "Racine"), ("Owner", 6, "Sam"))


def under_another_name(sheet: Sheet) -> ImportPlan:
    sheet.save()
    other = shutil.copy(sheet.path, sheet.path.with_name("second.xlsx"))
    return importing.plan(sheet.campaign, Path(other), ImportOptions())


def notes(found: ImportPlan) -> list[str]:
    return [n for n in found.sheets[0].notes if "brought in something else" in n]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_cells_turned_back_in_the_same_file_are_taken_and_told(sheet: Sheet, count: int) -> None:
    for heading, row, _ in EDITS[:count]:
        sheet.set(heading, row, "Denver" if heading == "City" else "Kim")
    sheet.set("Notes", 8, "fresh")
    found = sheet.back()
    assert len(changed_values(found)) == count + 1
    [told] = notes(found)
    assert "“out.xlsx” brought in something else since" in told and "taken as turned back" in told


@pytest.mark.parametrize("count", [2, 3])
def test_cells_turned_back_under_another_name_are_told(sheet: Sheet, count: int) -> None:
    for heading, row, _ in EDITS[:count]:
        sheet.set(heading, row, "Denver" if heading == "City" else "Kim")
    sheet.set("Notes", 8, "fresh")
    found = under_another_name(sheet)
    assert [(key, value) for _, key, value in changed_values(found)] == [("notes", "fresh")]
    [told] = notes(found)
    assert told.startswith(f"{count} cells say what went out") and "(rows 3, 4" in told and "not taken" in told


def test_nothing_is_told_of_what_still_stands_or_was_edited_further(sheet: Sheet) -> None:
    assert notes(sheet.back()) == [] and notes(under_another_name(sheet)) == []
    sheet.set("City", 3, "Ripon")
    found = sheet.back()
    assert notes(found) == [] and [v for _, _, v in changed_values(found)] == ["Ripon"]


def test_what_was_turned_back_before_is_not_told_again(sheet: Sheet) -> None:
    sheet.set("City", 3, "Denver")
    importing.apply(sheet.campaign, sheet.back(), author="Dana")
    found = sheet.back()
    assert found.plan.is_empty and notes(found) == []
