"""Cells dragged within their columns, and columns sorted alone: told; edits like them are taken."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

TOWNS = ["Tempe", "Provo", "Salem", "Mesa", "Akron", "Boise", "Dayton", "Racine", "Tucson", "Ogden", "Fargo", "Minot"]
NAMES = ["Ana", "Ben", "Cleo", "Dov", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jin", "Kai", "Lea"]


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """Twelve people, each with a phone and a town of their own, and an owner."""
    for n, (name, town) in enumerate(zip(NAMES, TOWNS, strict=True)):
        phone = f"+130355501{(n * 37) % 100:02d}"
        add(
            campaign, given_name=name, family_name="Hale", phone=phone, city=town, owner=["Dana", "Jules", "Sam"][n % 3]
        )
    return Sheet(campaign, tmp_path)


def _drag(sheet: Sheet, heading: str, rows: range, by: int) -> None:
    cells = [sheet.column(heading)[row - 2] for row in rows]
    for row in rows:
        sheet.set(heading, row, None)
    for row, cell in zip(rows, cells, strict=True):
        sheet.set(heading, row + by, cell)


def test_one_number_that_is_gone_here_and_stands_there_is_told_and_not_taken(sheet: Sheet) -> None:
    _drag(sheet, "Phone", range(5, 6), 4)
    found = sheet.back()
    assert [(a.kind, a.answer, a.rows) for a in found.acts] == [(ActKind.NEAR_MOVED, Reply.LEAVE, (5, 9))]
    told = "In “Phone”, the value of row 5 stands in row 9, and row 5 is empty, as if dragged there."
    assert found.acts[0].sentence == told
    assert changed_values(found) == []
    taken = sheet.back(acts={found.acts[0].key: "take"})
    assert {number for number, _, _ in changed_values(taken)} == {sheet.ids[5], sheet.ids[9]}


@pytest.mark.parametrize("by", [1, 2, 4])
def test_columns_dragged_together_are_one_act_and_an_edit_beside_them_is_taken(sheet: Sheet, by: int) -> None:
    for heading in ("Phone", "City", "Owner"):
        _drag(sheet, heading, range(5, 8), by)
    sheet.set("City", 13, "Salida")
    found = sheet.back()
    assert [(a.kind, a.columns) for a in found.acts] == [(ActKind.NEAR_MOVED, ("Phone", "City", "Owner"))]
    assert changed_values(found) == [(sheet.ids[13], "city", "Salida")]


def test_what_is_common_in_a_column_says_nothing_alone(sheet: Sheet) -> None:
    _drag(sheet, "Owner", range(5, 6), 4)
    sheet.set("Phone", 4, None)
    sheet.set("Phone", 8, "(303) 555-0199")
    found = sheet.back()
    assert found.acts == [] and len(changed_values(found)) == 4


@pytest.mark.parametrize("heading", ["Phone", "City", "Owner"])
def test_a_column_sorted_alone_is_seen_though_a_cell_of_it_was_edited_afterwards(sheet: Sheet, heading: str) -> None:
    sheet.put(heading, sorted(sheet.column(heading), key=str))
    sheet.set(heading, 7, "(303) 555-0199" if heading == "Phone" else "Robin")
    found = sheet.back()
    assert [(a.kind, a.columns) for a in found.acts] == [(ActKind.SORTED, (heading,))]
    assert changed_values(found) == []


def test_pairs_exchanged_on_purpose_are_edits_whatever_was_edited_beside_them(sheet: Sheet) -> None:
    for one, other in ((2, 9), (4, 12), (5, 7)):
        cells = sheet.column("Phone")
        sheet.set("Phone", one, cells[other - 2])
        sheet.set("Phone", other, cells[one - 2])
    sheet.set("Phone", 3, None)
    sheet.set("Phone", 6, "(303) 555-0199")
    found = sheet.back()
    assert found.acts == [] and len(changed_values(found)) == 8


def test_owners_typed_anew_for_most_people_are_edits(sheet: Sheet) -> None:
    owners = ["Sam", "Sam", "Dana", "Jules", "Sam", "Jules", "Dana", "Jules", "Dana", "Sam", "Dana", "Jules"]
    sheet.put("Owner", owners)
    assert not [a for a in sheet.back().acts if a.kind is ActKind.SORTED]


def test_one_changed_cell_beside_a_column_that_slipped_is_an_edit(sheet: Sheet) -> None:
    sheet.slip("City", 4)
    sheet.set("Owner", 9, sheet.column("Owner")[10 - 2])
    found = sheet.back()
    assert [(a.kind, a.columns) for a in found.acts] == [(ActKind.SLIPPED, ("City",))]
    assert [key for _, key, _ in changed_values(found)] == ["owner"]


def test_what_was_filled_from_a_column_in_which_cells_moved_is_not_taken(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(40):
        day = f"2027-01-{1 + n * 7 % 28:02d}" if n % 3 else None
        person = {"given_name": f"Ada{n}", "family_name": "Brook", "email": f"ada{n}@example.org"}
        add(campaign, **person, follow_up=day, tags=["can host"] if n % 5 == 0 else None)
    sheet = Sheet(campaign, tmp_path, columns=["given_name", "family_name", "email", "follow_up", "tags"])
    sheet.slip("Follow-up", 8, -1)
    days = sheet.column("Follow-up")
    for row in range(20, 25):
        sheet.set("Tags", row, days[row - 2])
    found = sheet.back()
    assert not [value for _, key, value in changed_values(found) if key == "tags" and value]
    assert any("Tags" in act.columns for act in found.acts)
