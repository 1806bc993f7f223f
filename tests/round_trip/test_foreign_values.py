"""Another column's values in a part of a column, and one word replaced over several columns."""

import shutil
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.records.catalog import CANDIDATE
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

RETURNED = Path(__file__).parents[1] / "data" / "inputs" / "roundtrip"


@pytest.fixture
def tour(tmp_path: Path) -> Campaign:
    """The sample tour."""
    return campaigns.open_(shutil.copy(RETURNED / "base.campaign", tmp_path / "base.campaign"))


@pytest.mark.parametrize("rows", [range(5, 13), range(40, 60)])
def test_cities_pasted_over_a_part_of_the_notes_are_told_and_not_taken(
    tour: Campaign, tmp_path: Path, rows: range
) -> None:
    sheet = Sheet(tour, tmp_path)
    cities = sheet.column("City")
    for row in rows:
        sheet.set("Notes", row, cities[row - 2])
    sheet.set("Owner", 100, "Kit")
    found = sheet.back()
    assert changed_values(found) == [(sheet.ids[100], "owner", "Kit")]
    assert [(a.kind, a.columns, a.answer) for a in found.acts] == [(ActKind.PASTED, ("Notes",), Reply.LEAVE)]


def test_what_was_split_off_a_number_is_no_city(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    for row, phone in enumerate(sheet.column("Phone"), 2):
        if phone and row < 30:
            first, last = str(phone).split(" ", 1)
            sheet.set("Phone", row, first)
            sheet.set("City", row, last)
    found = sheet.back()
    assert changed_values(found) == []
    assert [(a.kind, a.answer) for a in found.acts] == [(ActKind.PASTED, Reply.LEAVE)]


@pytest.mark.parametrize(("rows", "acts"), [(range(20, 40), 1), (range(20, 22), 0)])
def test_names_exchanged_in_a_block_are_an_edit_that_is_told_as_one(
    tour: Campaign, tmp_path: Path, rows: range, acts: int
) -> None:
    sheet = Sheet(tour, tmp_path)
    first, last = sheet.column("First name"), sheet.column("Last name")
    for row in rows:
        sheet.set("First name", row, last[row - 2])
        sheet.set("Last name", row, first[row - 2])
    found = sheet.back()
    assert len(changed_values(found)) == 2 * len(rows)
    assert [(a.columns, a.answer) for a in found.acts] == [(("First name", "Last name"), Reply.TAKE)] * acts


def test_first_names_copied_over_last_names_are_not_taken(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    first = sheet.column("First name")
    for row in range(30, 36):
        sheet.set("Last name", row, first[row - 2])
    found = sheet.back()
    assert changed_values(found) == []
    assert [(a.columns, a.answer) for a in found.acts] == [(("Last name",), Reply.LEAVE)]


def test_one_word_replaced_over_several_columns_is_told_of_each(tmp_path: Path) -> None:
    campaign = campaigns.create(tmp_path / "few.campaign")
    for number in range(8):
        yes = {"first_time": True} if number < 3 else {}
        add(campaign, CANDIDATE, given_name=f"A{number}", family_name="Lund", consent_contact=True, **yes)
    sheet = Sheet(campaign, tmp_path)
    for heading in ("First-time candidate", "May be contacted"):
        sheet.put(heading, ["No" if cell == "Yes" else cell for cell in sheet.column(heading)])
    found = sheet.back()
    told = next(a for a in found.acts if a.kind is ActKind.REPLACED)
    assert (told.columns, told.answer, len(told.rows)) == (("First-time candidate",), Reply.TAKE, 3)
    assert "11 cells" in told.sentence and "May be contacted" in told.sentence
    assert {v[1] for v in changed_values(found)} == {"first_time"}
    assert changed_values(sheet.back(acts={told.key: Reply.LEAVE})) == []


def test_what_was_filled_right_beside_other_moved_cells_is_not_taken(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(40):
        add(
            campaign,
            given_name=f"Ada{n}",
            family_name=f"Brook{n * 7 % 40}",
            phone=f"+130355501{n:02d}",
            address=f"{100 + n} Oak St" if n % 3 == 0 else None,
            city=["Tempe", "Provo", "Salem", "Racine", "Fargo"][n * 7 % 5],
            notes=f"called {n}",
        )
    sheet = Sheet(
        campaign, tmp_path, columns=["given_name", "family_name", "phone", "address", "city", "owner", "notes"]
    )
    sheet.slip("Notes", 8)
    for row in range(20, 25):
        sheet.set("City", row, sheet.column("Address")[row - 2])
    sheet.set("Owner", 3, "Sam")
    found = sheet.back()
    assert [(key, value) for _, key, value in changed_values(found)] == [("owner", "Sam")]
    assert [(a.kind, a.columns) for a in found.acts if a.kind is ActKind.PASTED] == [(ActKind.PASTED, ("City",))]


def test_a_name_filled_over_the_others_of_its_row_is_left(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(12):
        add(campaign, given_name=f"Ada{n}", family_name=f"Brook{n}", middle_name="J.", preferred_name=f"Addy{n}")
    columns = ("given_name", "preferred_name", "family_name", "middle_name", "notes")
    sheet = Sheet(campaign, tmp_path, columns=columns)
    for heading in ("Preferred name", "Last name", "Middle name"):
        sheet.set(heading, 5, "Ada3")
    sheet.set("Preferred name", 7, "Ada5")
    sheet.set("First name", 8, "Brook6")
    sheet.set("Last name", 8, "Ada6")
    found = sheet.back()
    assert [(a.kind, a.answer, a.rows) for a in found.acts] == [(ActKind.PASTED, Reply.LEAVE, (5,))]
    assert sheet.ids[5] not in {number for number, *_ in changed_values(found)}
    assert (sheet.ids[7], "preferred_name", "Ada5") in changed_values(found)
