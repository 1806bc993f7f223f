"""Blocks of cells cut, copied or filled over others: told by all their cells together; households are edits."""

import datetime as dt
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

FIRST = [
    "Ana",
    "Ben",
    "Cleo",
    "Dov",
    "Eli",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Jin",
    "Kai",
    "Lea",
    "Max",
    "Nia",
    "Oz",
    "Pia",
]
LAST = ["Hale", "Ruiz", "Stone", "Park", "Lowe", "Nash", "Ford", "Wolfe"]
TOWNS = [("Tempe", "AZ"), ("Provo", "UT"), ("Salem", "OR"), ("Racine", "WI"), ("Fargo", "ND")]


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """Thirty people: names, towns, owners and stages stand often, numbers and e-mails once."""
    for n in range(30):
        town, state = TOWNS[n * 7 % 5]
        add(
            campaign,
            given_name=FIRST[n * 5 % 16],
            family_name=LAST[(n * 3 + n // 8) % 8],
            email=f"person{n}@example.org",
            phone=f"+130355501{(n * 37) % 100:02d}",
            address=f"{100 + 3 * n} Oak St" if n % 3 else None,
            city=town,
            state=state,
            owner=["Dana", "Jules", "Sam"][(n * n + n // 4) % 3],
            notes=["called", "no answer", None, "will come"][(n * n + n // 3) % 4],
        )
    return Sheet(campaign, tmp_path)


def _paste(sheet: Sheet, headings: list[str], rows: range, to: int, *, cut: bool = False) -> None:
    for heading in headings:
        cells = [sheet.column(heading)[row - 2] for row in rows]
        for row in rows if cut else ():
            sheet.set(heading, row, None)
        for row, cell in enumerate(cells, to):
            sheet.set(heading, row, cell)


@pytest.mark.parametrize(
    ("headings", "number", "cut"),
    [
        (["Owner", "Notes"], 3, True),
        (["First name", "Last name"], 3, False),
        (["First name", "Last name"], 1, False),
        (["Address", "City"], 2, False),
        (["Phone"], 3, False),
    ],
)
def test_a_small_block_pasted_over_another_is_not_taken_and_an_edit_beside_it_is(
    sheet: Sheet, headings: list[str], number: int, cut: bool
) -> None:
    _paste(sheet, headings, range(5, 5 + number), 22, cut=cut)
    sheet.set("Follow-up", 12, "2027-01-09")
    found = sheet.back()
    assert [(a.kind, a.columns, a.answer) for a in found.acts] == [
        (ActKind.NEAR_MOVED, tuple(h for h in sheet.at if h in headings), Reply.LEAVE)
    ]
    assert [(n, key) for n, key, _ in changed_values(found)] == [(sheet.ids[12], "follow_up")]


def test_towns_typed_for_two_people_beside_each_other_are_edits(sheet: Sheet) -> None:
    for row, (town, state) in ((11, TOWNS[0]), (12, TOWNS[1])):
        sheet.set("City", row, town)
        sheet.set("State", row, state)
    found = sheet.back()
    assert found.acts == [] and changed_values(found)


def test_a_name_filled_across_several_columns_is_one_act(sheet: Sheet) -> None:
    for heading in ("Last name", "Middle name", "Preferred name"):
        for row in range(6, 11):
            sheet.set(heading, row, sheet.column("First name")[row - 2])
    found = sheet.back()
    assert [(a.kind, set(a.columns), a.answer) for a in found.acts] == [
        (ActKind.PASTED, {"Last name", "Middle name", "Preferred name"}, Reply.LEAVE)
    ]
    assert changed_values(found) == []


def test_who_joins_a_neighbors_household_is_edited(sheet: Sheet) -> None:
    rows = (5, 12, 18, 24)
    for row in rows:
        for heading in ("Last name", "Phone", "Address", "City", "State"):
            if (cell := sheet.column(heading)[row - 3]) is not None:
                sheet.set(heading, row, cell)
    found = sheet.back()
    assert found.acts == []
    assert {sheet.ids[row] for row in rows} == {number for number, _, _ in changed_values(found)}


@pytest.mark.parametrize(("place", "by"), [(5, 11), (8, 13), (2, 17)])
def test_what_two_people_were_given_is_edited_where_somebody_between_them_stayed_the_same(
    sheet: Sheet, place: int, by: int
) -> None:
    for heading in ("Owner", "City", "State"):
        cells = sheet.column(heading)
        for row in (place, place + 2):
            sheet.set(heading, row, cells[row - 2 + by])
    found = sheet.back()
    assert found.acts == [] and changed_values(found)


def test_a_day_that_was_passed_on_to_somebody_else_is_taken_and_told(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(60):
        add(
            campaign,
            given_name=FIRST[n % 16],
            family_name=LAST[n % 8],
            follow_up=str(dt.date(2026, 12, 1) + dt.timedelta(3 * n)),
        )
    sheet = Sheet(campaign, tmp_path)
    sheet.set("Follow-up", 20, sheet.column("Follow-up")[5 - 2])
    sheet.set("Follow-up", 5, None)
    found = sheet.back()
    assert found.acts == [] and len(changed_values(found)) == 2
    told = "In “Follow-up”, the value of row 5 stands in row 20, and row 5 is empty. It is taken as it stands."
    assert told in found.sheets[0].notes
