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
    assert (
        told.startswith(f"{count} cells say what went out") and "(“City” in rows 3, 4" in told and "not taken" in told
    )


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


def test_a_cell_turned_back_under_another_name_is_taken_where_the_other_edits_stand(sheet: Sheet) -> None:
    sheet.set("Owner", 6, "Kim")
    sheet.set("Notes", 8, "fresh")
    found = under_another_name(sheet)
    assert {(key, value) for _, key, value in changed_values(found)} == {("owner", "Kim"), ("notes", "fresh")}
    [told] = notes(found)
    assert "(“Owner” in row 6): taken as turned back" in told
    importing.apply(sheet.campaign, found, author="Dana")
    assert under_another_name(sheet).plan.is_empty


def test_one_of_two_cells_of_a_row_is_turned_back(sheet: Sheet) -> None:
    sheet.set("Owner", 3, "Sam")
    sheet.set("Notes", 3, "fresh")
    importing.apply(sheet.campaign, sheet.back(), author="Dana")
    sheet.set("Owner", 3, "Kim")
    found = sheet.back()
    assert [(key, value) for _, key, value in changed_values(found)] == [("owner", "Kim")]
    assert len(notes(found)) == 1


def test_what_followed_from_a_zip_is_not_turned_back(sheet: Sheet) -> None:
    sheet.set("ZIP", 3, "53402")
    sheet.set("Notes", 3, "fresh")
    importing.apply(sheet.campaign, sheet.back(), author="Dana")
    assert sheet.back().plan.is_empty and notes(sheet.back()) == []
