"""Rows without a row ID that nobody wrote as somebody new."""

import shutil
from pathlib import Path

import pytest

from coordinator.importing.acts import Act, ActKind, Reply
from coordinator.importing.plan import ImportPlan
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import Sheet

RETURNED = Path(__file__).parents[1] / "data" / "inputs" / "roundtrip"


@pytest.fixture
def tour(tmp_path: Path) -> Campaign:
    """The sample tour."""
    return campaigns.open_(shutil.copy(RETURNED / "base.campaign", tmp_path / "base.campaign"))


def told(found: ImportPlan) -> Act:
    """Return the one act about rows that are hardly somebody."""
    (act,) = (a for a in found.acts if a.kind is ActKind.LEFT_OVER)
    return act


@pytest.mark.parametrize(
    "cells",
    [
        {"First_name": "green means called"},
        {"Running_for": "Mayor", "City": "Mesa"},
        {"Owner": "Sam", "Stage": "Interested"},
    ],
)
def test_a_row_that_names_nobody_is_nobody_unless_somebody_says_so(
    tour: Campaign, tmp_path: Path, cells: dict[str, object]
) -> None:
    sheet = Sheet(tour, tmp_path)
    row = sheet.add_row(**cells)
    found = sheet.back()
    act = told(found)
    assert (act.rows, act.answer, found.counts.created) == ((row,), Reply.LEAVE, 0)
    assert all(str(cell) in act.sentence for cell in cells.values())
    assert sheet.back(acts={act.key: Reply.TAKE}).counts.created == 1


def test_what_fell_out_of_columns_that_slipped_is_nobody(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    for heading in ("First name", "Last name"):
        cells = sheet.column(heading)
        sheet.put(heading, [*cells[:99], None, *cells[99:]])
    found = sheet.back()
    assert found.counts.created == 0
    assert {a.kind for a in found.acts} >= {ActKind.SLIPPED}


@pytest.mark.parametrize("cells", [{"First_name": "Otto", "Last_name": "Lund"}, {"E_mail": "otto.lund@example.org"}])
def test_somebody_with_a_name_or_an_address_is_new(tour: Campaign, tmp_path: Path, cells: dict[str, object]) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.add_row(**{"City": "Reno", **cells})
    found = sheet.back()
    assert (found.counts.created, found.acts) == (1, [])
