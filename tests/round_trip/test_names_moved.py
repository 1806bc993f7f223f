"""Names that were joined, filled down, or that moved: nobody gets another's, and nobody loses theirs."""

import shutil
from pathlib import Path

import pytest

from coordinator.importing.acts import Reply
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import Sheet, changed_values

RETURNED = Path(__file__).parents[1] / "data" / "inputs" / "roundtrip"
FIRST, LAST = "First name", "Last name"


@pytest.fixture
def tour(tmp_path: Path) -> Campaign:
    """The sample tour."""
    return campaigns.open_(shutil.copy(RETURNED / "base.campaign", tmp_path / "base.campaign"))


@pytest.mark.parametrize("rows", [(5,), range(5, 9), range(2, 169)])
@pytest.mark.parametrize("stays", [True, False])
def test_names_that_were_joined_in_one_column_are_told_and_not_taken(
    tour: Campaign, tmp_path: Path, rows: range, stays: bool
) -> None:
    sheet = Sheet(tour, tmp_path)
    names = list(zip(sheet.column(FIRST), sheet.column(LAST), strict=True))
    for row in rows:
        sheet.set(FIRST, row, " ".join(map(str, names[row - 2])))
        if not stays:
            sheet.set(LAST, row, None)
    found = sheet.back()
    assert changed_values(found) == []
    assert {h for a in found.acts for h in a.columns} == ({FIRST} if stays else {FIRST, LAST})
    assert {row for a in found.acts for row in a.rows} == set(rows)


def test_a_last_name_filled_down_over_a_few_people_is_told_and_not_taken(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.fill(LAST, range(6, 10), sheet.column(LAST)[3])
    found = sheet.back()
    assert changed_values(found) == []
    assert [(a.columns, a.answer) for a in found.acts] == [((LAST,), Reply.LEAVE)]


@pytest.mark.parametrize(("row", "by"), [(160, -2), (167, -2), (166, 1), (100, -2)])
def test_nobody_loses_a_name_where_names_moved(tour: Campaign, tmp_path: Path, row: int, by: int) -> None:
    sheet = Sheet(tour, tmp_path)
    cells = sheet.column(LAST)
    place = row - 2
    kept = [*cells[:place], *[None] * -by, *cells[place:]] if by < 0 else [*cells[:place], *cells[place + by :]]
    sheet.put(LAST, [*kept, *[None] * max(by, 0)])
    assert not [v for v in changed_values(sheet.back()) if v[1] == "family_name" and v[2] is None]


def test_names_that_were_replaced_and_slipped_are_nobodys(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    names = [str(cell).replace("a", "e") for cell in sheet.column(FIRST)]
    sheet.put(FIRST, [None, None, *names[:-2]])
    sheet.set("Notes", 40, "Called")
    assert changed_values(sheet.back()) == [(sheet.ids[40], "notes", "Called")]


def test_two_names_that_were_exchanged_and_one_put_right_are_edits(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    names = sheet.column(LAST)
    row = next(row for row in range(20, 90) if len(set(names[row - 2 : row])) == 2)
    sheet.set(LAST, row, names[row - 1])
    sheet.set(LAST, row + 1, names[row - 2])
    sheet.set(LAST, 120, "Corrected")
    found = sheet.back()
    assert found.acts == []
    assert len(changed_values(found)) == 3
