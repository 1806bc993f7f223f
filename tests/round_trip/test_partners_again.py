"""Partners and stops that a workbook brought, when it comes back again."""

from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import changed_values
from tests.round_trip.test_acts import tour

__all__ = ["tour"]

ROWS = {
    ("partner", "Partners"): (
        {"Name": "Elm Fund", "Capacity a month": 40, "Contact e-mail": "elm@example.org"},
        "Name",
        "Elms Fund",
        "name",
    ),
    ("event", "Tour events"): (
        {"Title": "Ames rally", "City": "Ames", "State": "IA"},
        "Title",
        "Ames town rally",
        "title",
    ),
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_name_put_right_is_an_edit(tour: Campaign, tmp_path: Path, kind: tuple[str, str]) -> None:
    path = tmp_path / "out.xlsx"
    export(tour, path, kinds=(kind[0],), author="Dana")
    cells, heading, name, key = ROWS[kind]
    first = typed(tour, path, kind[1], cells)
    assert first.counts.created == 1
    importing.apply(tour, first, author="Dana")
    again = typed(tour, path, kind[1], {heading: name}, new=False)
    assert (again.counts.created, again.counts.conflicts) == (0, 0)
    assert [(k, v) for _, k, v in changed_values(again)] == [(key, name)]


def typed(campaign: Campaign, path: Path, name: str, cells: dict[str, object], *, new: bool = True) -> ImportPlan:
    book = openpyxl.load_workbook(path)
    sheet = book[name]
    at = {c.value: c.column for c in sheet[1]}
    row = sheet.max_row + new
    for heading, cell in cells.items():
        sheet.cell(row, at[heading]).value = cell
    book.save(path)
    return importing.plan(campaign, path, ImportOptions())
