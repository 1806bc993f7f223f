"""A number or e-mail that a row gets while another row has it is taken and told: it was copied, or is shared."""

import shutil
from pathlib import Path

import pytest

from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import Sheet, changed_values

BASE = Path(__file__).parents[1] / "data" / "inputs" / "roundtrip" / "base.campaign"


@pytest.fixture
def tour(tmp_path: Path) -> Campaign:
    """The sample tour."""
    return campaigns.open_(shutil.copy(BASE, tmp_path / BASE.name))


def test_a_number_copied_from_the_row_above_is_told_with_whose_it_is(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    column = sheet.column("Phone")
    first = next(at for at in range(len(column) - 1) if column[at] and column[at + 1] and column[at] != column[at + 1])
    sheet.set("Phone", first + 3, column[first])
    found = sheet.back()
    assert [key for _, key, _ in changed_values(found)] == ["phone"]
    (told,) = [p for p in found.problems if p.column == "Phone"]
    assert (told.row, "who has it still" in told.message) == (first + 3, True)


def test_numbers_that_two_people_exchanged_are_told_of_nobody(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    column = sheet.column("Phone")
    first, other = [at for at, cell in enumerate(column) if cell and column.count(cell) == 1][:2]
    sheet.set("Phone", first + 2, column[other])
    sheet.set("Phone", other + 2, column[first])
    found = sheet.back()
    assert len(changed_values(found)) == 2
    assert not [p for p in found.problems if p.column == "Phone"]
