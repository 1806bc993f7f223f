"""Rows pushed sideways: with their row IDs, one by one, and in blocks."""

import shutil
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, PARTNER
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

RETURNED = Path(__file__).parents[1] / "data" / "inputs" / "roundtrip"


@pytest.fixture
def tour(tmp_path: Path) -> Campaign:
    """The sample tour."""
    return campaigns.open_(shutil.copy(RETURNED / "base.campaign", tmp_path / "base.campaign"))


@pytest.mark.parametrize("rows", [(9,), (9, 10, 40), range(20, 60), range(2, 160)])
@pytest.mark.parametrize("by", [1, 2])
def test_a_row_pushed_with_its_row_id_is_that_row_and_makes_nobody(
    tour: Campaign, tmp_path: Path, rows: tuple[int, ...], by: int
) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.push("ID", rows, by)
    found = sheet.back()
    assert (found.counts.created, found.counts.missing, found.counts.rejected) == (0, 0, len(rows))
    assert found.plan.is_empty
    act = next(a for a in found.acts if a.kind is ActKind.PUSHED)
    assert (act.rows, act.answer) == (tuple(rows), Reply.LEAVE)
    assert {a.kind for a in found.acts} <= {ActKind.PUSHED, ActKind.NEW_COLUMN}


def test_a_row_pushed_with_its_row_id_over_what_was_typed_before_it_makes_nobody(
    tour: Campaign, tmp_path: Path
) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.push("ID", [9])
    sheet.set("ID", 9, "done")
    found = sheet.back()
    assert found.plan.is_empty and found.counts.missing == 0


@pytest.mark.parametrize("rt", [PARTNER, EVENT])
def test_a_partner_or_stop_pushed_with_its_row_id_makes_none(tour: Campaign, tmp_path: Path, rt: object) -> None:
    for number in range(1, 12):
        words = {"name": f"Org {number}", "website": f"https://o{number}.example.org"} if rt is PARTNER else {}
        add(
            tour,
            rt,
            **(words or {"title": f"Stop {number}", "starts_at": f"2027-05-{number:02}T18:30", "city": "Mesa"}),
        )
    sheet = Sheet(tour, tmp_path, rt.key)
    sheet.push("ID", [4])
    found = sheet.back()
    assert found.plan.is_empty and found.counts.missing == 0
    assert [a.rows for a in found.acts if a.kind is ActKind.PUSHED] == [(4,)]


@pytest.mark.parametrize(("letter", "heading"), [("C", "Last name"), ("P", "First name")])
def test_nobody_is_named_like_a_row_id(tour: Campaign, tmp_path: Path, letter: str, heading: str) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.set(heading, 20, row_id.make(letter, 8))
    found = sheet.back()
    assert found.plan.is_empty
    assert [p.row for p in found.problems if "is a row ID, no name" in p.message] == [20]


def test_somebody_new_whose_notes_name_a_row_id_is_new(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.add_row(First_name="Gundula", Last_name="Fresh", E_mail="g@example.org", Notes=row_id.make("C", 8))
    assert sheet.back().counts.created == 1


@pytest.mark.parametrize(
    ("heading", "rows", "by"),
    [
        ("City", range(100, 160), 1),
        ("Phone", range(100, 160), -1),
        ("First name", range(10, 40), 1),
        ("Level", range(30, 55), 2),
        ("Stage", range(60, 169), -1),
        ("Phone", range(2, 169), 1),
        ("Tags", range(2, 169), -1),
    ],
)
def test_a_block_of_rows_pushed_sideways_is_one_act_and_changes_nobody(
    tour: Campaign, tmp_path: Path, heading: str, rows: range, by: int
) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.push(heading, rows, by)
    free = next(row for row in (2, 168, 40) if row not in rows or row == 40)
    if free not in rows:
        sheet.set("Notes", free, "Called")
    found = sheet.back()
    kinds = [(a.kind, a.answer) for a in found.acts]
    if kinds != [(ActKind.HEADINGS, Reply.UNDO)]:  # where all rows were pushed, the headings may have been
        assert kinds == [(ActKind.PUSHED, Reply.LEAVE)], [a.told for a in found.acts]
        assert len(found.acts[0].rows) >= len(rows) - 2
    assert changed_values(found) == ([(sheet.ids[free], "notes", "Called")] if free not in rows else [])


def test_a_block_pasted_one_column_to_the_right_is_no_push(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    places = [sheet.column(heading) for heading in ("Address", "City")]
    for heading, cells in zip(("City", "State"), places, strict=True):
        sheet.put(heading, cells)
    sheet.set("Notes", 20, "Called")
    found = sheet.back()
    assert ActKind.PUSHED not in {a.kind for a in found.acts}
    assert changed_values(found) == [(sheet.ids[20], "notes", "Called")]


@pytest.mark.parametrize("row", [5, 40])
@pytest.mark.parametrize("by", [2, -1])
@pytest.mark.parametrize("last", [1, 2, 4, 6])
def test_a_row_pushed_near_its_right_end_changes_nobody(
    tour: Campaign, tmp_path: Path, row: int, by: int, last: int
) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.push([h for h in sheet.at if h != "Export"][-last], [row], by)
    found = sheet.back()
    assert changed_values(found) == []
    assert all(row in a.rows and a.answer is Reply.LEAVE for a in found.acts)


def test_a_yes_that_was_pushed_is_no_mark_and_is_told(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    shared, mark = "May be shared with partners", "Do not contact"
    row = next(row for row, cell in enumerate(sheet.column(shared), 2) if cell == "Yes")
    sheet.push(shared, [row], sheet.at[mark] - sheet.at[shared])
    sheet.set("Notes", row + 1, "Called")
    found = sheet.back()
    assert sheet.column(mark)[row - 2] == "Yes"
    assert changed_values(found) == [(sheet.ids[row + 1], "notes", "Called")]
    assert [(a.kind, a.rows, a.answer) for a in found.acts] == [(ActKind.PUSHED, (row,), Reply.LEAVE)]
    assert any("further to the right" in p.message and p.row == row for p in found.problems)


def test_words_moved_to_the_field_beside_are_an_edit(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    headings = list(sheet.at)
    beside = headings[headings.index("City") + 1]
    before = headings[headings.index("City") - 1]
    cell = sheet.column("City")[8]
    sheet.set("City", 10, None)
    sheet.set(before, 10, cell)
    sheet.set(beside, 20, None)
    found = sheet.back()
    assert found.acts == []
    assert (sheet.ids[10], "city", None) in changed_values(found)


def test_rows_beside_pushed_ones_in_which_only_a_filled_column_changed_were_not_pushed(
    tour: Campaign, tmp_path: Path
) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.put("Suffix", [suffix or "x" for suffix in sheet.column("Suffix")])
    sheet.push("First name", [40, 41], -1)
    found = sheet.back()
    act = next(a for a in found.acts if a.kind is ActKind.PUSHED)
    assert act.rows == (40, 41)
