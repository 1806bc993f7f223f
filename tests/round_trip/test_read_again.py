"""Columns whose dates were read day first, or whose cells were put back: what else was done to them is found too."""

import datetime as dt
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.plan import ImportPlan
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import tour

__all__ = ["tour"]


@pytest.fixture
def sheet(tour: Campaign, tmp_path: Path) -> Sheet:
    """The sheet of the sample tour's candidates."""
    return Sheet(tour, tmp_path)


def show_day_first(sheet: Sheet) -> None:
    """Show whole birth dates as a program with British settings does."""
    sheet.put("Birth date", [f"{c:%d/%m/%Y}" if isinstance(c, dt.date) else c for c in sheet.column("Birth date")])


def answers(found: ImportPlan, heading: str) -> list[tuple[ActKind, Reply]]:
    return [(a.kind, a.answer) for a in found.acts if heading in a.columns]


def test_a_date_column_with_the_day_first_that_was_sorted_alone_is_left(sheet: Sheet) -> None:
    show_day_first(sheet)
    cells = sheet.column("Birth date")
    sheet.put("Birth date", sorted(cells, key=lambda c: str(c or "~")))
    found = sheet.back()
    assert changed_values(found) == []
    assert answers(found, "Birth date") == [(ActKind.DAY_ORDER, Reply.UNDO), (ActKind.SORTED, Reply.LEAVE)]


def test_an_edited_date_with_the_day_first_is_taken(sheet: Sheet) -> None:
    show_day_first(sheet)
    sheet.set("Birth date", 9, "17/06/1981")
    found = sheet.back()
    assert changed_values(found) == [(sheet.ids[9], "birth_date", "1981-06-17")]
    assert answers(found, "Birth date") == [(ActKind.DAY_ORDER, Reply.UNDO)]


def test_a_column_that_was_sorted_in_part_and_slipped_below_is_put_back_and_left(sheet: Sheet) -> None:
    block = ["City", "State", "ZIP"]
    lines = sorted(zip(*(sheet.column(h)[3:40] for h in block), strict=True), key=lambda line: str(line[2]))
    for row, line in enumerate(lines, 5):
        for heading, cell in zip(block, line, strict=True):
            sheet.set(heading, row, cell)
    sheet.slip("City", 80)
    found = sheet.back()
    assert changed_values(found) == []
    assert answers(found, "City") == [(ActKind.SLIPPED, Reply.UNDO), (ActKind.SORTED, Reply.LEAVE)]


def test_a_block_that_was_copied_over_another_is_left_where_one_of_its_columns_slipped_below(sheet: Sheet) -> None:
    for heading in ("Address", "City", "State"):
        cells = sheet.column(heading)
        for row in range(10, 16):
            sheet.set(heading, row, cells[row - 2 + 50])
    sheet.slip("City", 40)
    assert changed_values(sheet.back()) == []


def test_an_edit_in_a_column_that_is_put_back_is_taken(sheet: Sheet) -> None:
    sheet.slip("City", 40)
    sheet.set("City", 12, "Racine")
    found = sheet.back()
    assert changed_values(found) == [(sheet.ids[12], "city", "Racine")]
    assert answers(found, "City") == [(ActKind.SLIPPED, Reply.UNDO)]
