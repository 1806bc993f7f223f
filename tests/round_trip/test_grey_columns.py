"""Grey columns of a sheet that came back: what was typed there is told, and not taken."""

from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import EVENT
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import edit
from tests.round_trip.test_acts import tour

__all__ = ["tour"]
CREDITED = "Credited to"


@pytest.fixture
def signups(tour: Campaign, tmp_path: Path) -> Path:
    """The sign-ups of the sample tour, as they went out."""
    path = tmp_path / "out.xlsx"
    export(tour, path, kinds=("signup",), author="Dana")
    return path


def typed(campaign: Campaign, path: Path, cells: dict[int, object]) -> ImportPlan:
    book = openpyxl.load_workbook(path)
    sheet = book["Sign-ups"]
    place = next(c.column for c in sheet[1] if c.value == CREDITED)
    for row, cell in cells.items():
        sheet.cell(row, place).value = cell
    book.save(path)
    return importing.plan(campaign, path, ImportOptions())


def test_another_stop_in_credited_to_is_told(tour: Campaign, signups: Path) -> None:
    found = typed(tour, signups, {3: "Altoona rally (E-00004-M)", 4: "Denver", 5: None})
    assert [(p.row, p.column) for p in found.problems] == [(3, CREDITED), (4, CREDITED)]
    assert all("is for reading only in this workbook; this is not taken" in p.message for p in found.problems)
    assert found.plan.is_empty


def test_a_column_that_nobody_touched_is_not_told(tour: Campaign, signups: Path) -> None:
    found = typed(tour, signups, {})
    assert (found.problems, found.told) == ([], [])


def test_what_follows_from_a_change_here_is_nobodys_edit(tour: Campaign, signups: Path) -> None:
    edit(tour, 4, EVENT, city="Eau Claire")
    assert typed(tour, signups, {}).problems == []
    found = typed(tour, signups, {7: "Kenosha rally (E-00003-O)"})
    assert found.problems == []
    assert any(f"“{CREDITED}” is for reading only" in note for note in found.told)
