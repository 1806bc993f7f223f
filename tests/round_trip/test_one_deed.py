"""What one deed does to cells that differ: merged cells, months dragged down, capitals, a word taken out everywhere."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import only

CITIES = ("Akron", "Canton", "Macon", "Provo", "Salem")


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of forty people, every third without an owner."""
    for n in range(40):
        add(
            campaign,
            given_name=f"Ada{n}",
            family_name=f"Brook{n}",
            city={11: "Norwich", 22: "Norwood", 33: "Norton"}.get(n, CITIES[n % 5]),
            state="OH",
            office_level="Not sure yet" if n % 4 == 0 else "County",
            owner=None if n % 3 == 0 else f"Kim {n // 3 % 4}",
            occupation=f"Baker of {n} sorts",
            preferred_name="May" if n == 7 else None,
            notes=f"Met in hall {n}",
        )
    return Sheet(campaign, tmp_path)


def test_what_a_covered_cell_held_is_not_the_upper_ones(sheet: Sheet) -> None:
    sheet.merge("Owner", 2, 4)
    found = sheet.back()
    assert found.acts == [] and changed_values(found) == []
    told = [(p.row, p.message) for row in found.rows for p in row.problems]
    assert told[0] == (
        2,
        "Cells were merged here, and what stands in this one went out in row 3; the field stays as it is.",
    )


@pytest.mark.parametrize("cell", ["Dana", "Kim 3"])
def test_what_was_written_into_a_merged_cell_is_taken(sheet: Sheet, cell: str) -> None:
    sheet.merge("Owner", 2, 4)
    sheet.set("Owner", 2, cell)
    assert changed_values(sheet.back()) == [(sheet.ids[2], "owner", cell)]


@pytest.mark.parametrize("names", ["May June July August September October", "Mon Tue Wed Thu Fri Sat"])
@pytest.mark.parametrize("heading", ["First name", "Occupation"])
def test_months_and_days_that_count_on_are_left(sheet: Sheet, names: str, heading: str) -> None:
    for row, name in enumerate(names.split(), 12):
        sheet.set(heading, row, name)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer) == (ActKind.FILLED, Reply.LEAVE) and "count on from row to row" in act.told
    assert changed_values(found) == []


def test_names_that_are_months_are_edits(sheet: Sheet) -> None:
    for row, name in zip((4, 5, 11, 12, 30), ("May", "June", "August", "April", "June"), strict=True):
        sheet.set("First name", row, name)
    found = sheet.back()
    assert found.acts == [] and len(changed_values(found)) == 5


@pytest.mark.parametrize("way", [str.upper, str.lower])
def test_a_sheet_in_other_letters_is_one_edit(sheet: Sheet, way: object) -> None:
    sheet.set("Notes", 9, "Called; is in")
    for heading in ("City", "Owner", "Occupation", "Notes"):
        sheet.put(heading, [way(str(c)) if c is not None else None for c in sheet.column(heading)])  # type: ignore[operator]
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.count) == (ActKind.REPLACED, Reply.TAKE, 40 * 3 + 26)
    assert len(changed_values(found)) == act.count


def test_a_word_taken_out_of_words_of_a_list_too_broke_them(sheet: Sheet) -> None:
    for heading in ("City", "Level"):
        sheet.put(heading, [str(c).replace("No", "") if c is not None else None for c in sheet.column(heading)])
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.columns) == (ActKind.REPLACED, Reply.LEAVE, ("City", "Level"))
    assert changed_values(found) == []


def test_cells_in_capitals_that_were_written_so_are_edits(sheet: Sheet) -> None:
    for row in (4, 9, 20):
        sheet.set("Notes", row, "WRONG HALL")
    found = sheet.back()
    assert found.acts == [] and len(changed_values(found)) == 3
