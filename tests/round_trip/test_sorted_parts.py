"""A part of the columns is sorted without the others, and cells of it were edited before: nobody gets another's."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import tour

__all__ = ["tour"]


@pytest.fixture
def sheet(tour: Campaign, tmp_path: Path) -> Sheet:
    """The sheet of the sample tour's candidates."""
    return Sheet(tour, tmp_path)


@pytest.mark.parametrize(
    ("heading", "cell", "by"),
    [
        ("Phone", "(414) 555-0133", "Follow-up"),
        ("City", "Racine", "State"),
        ("Owner", "Theo", "Birth date"),
        ("ZIP", "53401", "Stage"),
    ],
)
def test_a_column_of_a_sorted_part_with_an_edited_cell_is_left_like_its_neighbors(
    sheet: Sheet, heading: str, cell: str, by: str
) -> None:
    headings = list(sheet.at)
    part = headings[headings.index("Phone") : headings.index("Notes") + 1]
    for row in (6, 9):
        sheet.set(heading, row, cell)
    sheet.sort_part(part, by)
    found = sheet.back()
    assert changed_values(found) == []
    assert any(a.kind is ActKind.SORTED and a.columns == (heading,) and a.answer is Reply.LEAVE for a in found.acts)


def test_what_is_typed_into_an_empty_column_of_a_block_that_moved_waits_for_whose_it_is(sheet: Sheet) -> None:
    block = ["First name", "Last name", "Middle name", "Preferred name", "Suffix", "Pronouns", "E-mail"]
    assert set(sheet.column("Preferred name")) == {None}
    sheet.set("Preferred name", 20, "Bo")
    for heading in block:
        sheet.slip(heading, 10, -1)
    key = "near moved cells: Preferred name"
    assert [v for _, k, v in changed_values(sheet.back()) if k == "preferred_name"] == []
    for answer, row in ((Reply.UNDO, 20), (Reply.TAKE, 21)):
        given = changed_values(sheet.back(acts={key: answer.value}))
        assert [(n, v) for n, k, v in given if k == "preferred_name"] == [(sheet.ids[row], "Bo")]


def test_what_is_typed_at_the_side_of_columns_that_moved_is_taken_and_told(sheet: Sheet) -> None:
    sheet.set("Preferred name", 20, "Bo")
    sheet.slip("Last name", 10, -1)
    found = sheet.back()
    assert [(n, v) for n, k, v in changed_values(found) if k == "preferred_name"] == [(sheet.ids[20], "Bo")]
    (told,) = (a for a in found.acts if a.columns == ("Preferred name",))
    assert told.kind is ActKind.NEAR_MOVED and told.answer is Reply.TAKE and "“Bo” in row 20" in told.sentence
