"""Cells that were moved within a part of their column: what lies at both ends of them is nobody's edit."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import tour

__all__ = ["tour"]


@pytest.fixture
def sheet(tour: Campaign, tmp_path: Path) -> Sheet:
    """The sheet of the sample tour's candidates."""
    return Sheet(tour, tmp_path)


@pytest.mark.parametrize(("heading", "first", "last"), [("Last name", 5, 12), ("First name", 5, 12), ("City", 30, 37)])
@pytest.mark.parametrize("up", [True, False])
def test_a_cell_that_was_cut_and_inserted_elsewhere_in_its_column_is_nobodys_edit(
    sheet: Sheet, heading: str, first: int, last: int, *, up: bool
) -> None:
    cells = sheet.column(heading)[first - 2 : last - 1]
    cells = [*cells[1:], cells[0]] if up else [cells[-1], *cells[:-1]]
    for row, cell in enumerate(cells, first):
        sheet.set(heading, row, cell)
    assert changed_values(sheet.back()) == []


def test_cells_moved_up_to_a_row_leave_it_empty_though_those_above_say_the_same(
    campaign: Campaign, tmp_path: Path
) -> None:
    for n in range(60):
        owner = "Dana" if 30 <= n < 45 else ["Dana", "Jules", "Sam", "Kim", "Theo"][n * n % 7 % 5]
        add(campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org", owner=owner)
    sheet = Sheet(campaign, tmp_path)
    cells = sheet.column("Owner")
    for row in range(10, 40):
        sheet.set("Owner", row, cells[row - 2 + 1])
    sheet.set("Owner", 40, None)
    found = sheet.back()
    assert [(a.kind, a.answer) for a in found.acts] == [(ActKind.SLIPPED, Reply.UNDO)]
    assert changed_values(found) == []
    assert any("Row 40 of “Owner” is empty beside cells that moved" in n for n in found.sheets[0].notes)


def test_an_edit_further_away_from_cells_that_moved_is_taken(sheet: Sheet) -> None:
    cells = sheet.column("City")[30 - 2 : 37 - 1]
    for row, cell in enumerate([*cells[1:], cells[0]], 30):
        sheet.set("City", row, cell)
    sheet.set("City", 60, "Salida")
    assert changed_values(sheet.back()) == [(sheet.ids[60], "city", "Salida")]
