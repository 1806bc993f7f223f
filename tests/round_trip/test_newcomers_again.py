"""A workbook that brought new people comes back again: its rows without an ID mean the people that it brought."""

from pathlib import Path

import pytest

from coordinator.importing.plan import What
from coordinator.operations import importing
from coordinator.store.campaign import Campaign
from tests.builders import add, delete, edit, everything, get, undo
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import tour

__all__ = ["tour"]

MIRA = {
    "First_name": "Mira",
    "Last_name": "Rehn",
    "E_mail": "mira.rehn@example.org",
    "Phone": "608-555-0171",
    "City": "Monona",
    "ZIP": "53716",
    "Stage": "Interested",
    "Notes": "Met at the fair",
}


@pytest.fixture
def sheet(tour: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of which a first return brought Mira Rehn and Otto Lund; they have no row ID in it."""
    sheet = Sheet(tour, tmp_path)
    sheet.add_row(**MIRA)
    sheet.add_row(First_name="Otto", Last_name="Lund", E_mail="otto.lund@example.org", Stage="Interested")
    assert bring(sheet).created == 2
    return sheet


def bring(sheet: Sheet):
    plan = sheet.back()
    importing.apply(sheet.campaign, plan, author="Dana")
    return plan.counts


def row_of(sheet: Sheet) -> int:
    return sheet.last + 1


def number_of(campaign: Campaign, given: str) -> int:
    [found] = [r["id"] for r in everything(campaign) if r["given_name"] == given]
    return found


def test_nothing_comes_again(sheet: Sheet) -> None:
    sheet.set("City", 5, "Mesa")  # so that it is another file
    found = sheet.back()
    assert (found.counts.created, found.counts.updated, found.counts.conflicts) == (0, 1, 0)


@pytest.mark.parametrize(
    ("heading", "cell", "key", "after"),
    [
        ("Stage", "Filed", "stage", "filed"),
        ("E-mail", "mira.rehm@example.org", "email", "mira.rehm@example.org"),
        ("Last name", "Rehm", "family_name", "Rehm"),
        ("First name", "Myra", "given_name", "Myra"),
        ("Phone", "608-555-0172", "phone", "+16085550172"),
        ("Notes", None, "notes", None),
        ("City", None, "city", None),
    ],
)
def test_what_was_edited_in_a_row_that_this_workbook_brought_is_an_edit(
    sheet: Sheet, heading: str, cell: str, key: str, after: str
) -> None:
    mira = number_of(sheet.campaign, "Mira")
    sheet.set(heading, row_of(sheet), cell)
    found = sheet.back()
    assert (found.counts.created, found.counts.conflicts, found.counts.updated) == (0, 0, 1)
    assert changed_values(found) == [(mira, key, after)]


def test_a_third_return_goes_on_from_the_second(sheet: Sheet) -> None:
    mira = number_of(sheet.campaign, "Mira")
    sheet.set("E-mail", row_of(sheet), "mira@example.org")
    sheet.set("Stage", row_of(sheet), "Filed")
    assert bring(sheet).updated == 1
    sheet.set("Last name", row_of(sheet), "Rehm")
    sheet.set("Phone", row_of(sheet), None)
    sheet.set("Stage", row_of(sheet), "Paused")
    found = sheet.back()
    assert (found.counts.created, found.counts.conflicts) == (0, 0)
    assert sorted((n, key) for n, key, _ in changed_values(found)) == [
        (mira, "family_name"),
        (mira, "phone"),
        (mira, "stage"),
    ]


def test_what_the_office_changed_too_is_a_conflict_and_what_it_alone_changed_stays(sheet: Sheet) -> None:
    mira = number_of(sheet.campaign, "Mira")
    edit(sheet.campaign, mira, stage="connected", city="Madison")
    sheet.set("Stage", row_of(sheet), "Filed")
    found = sheet.back()
    assert (found.counts.created, found.counts.conflicts) == (0, 1)
    assert changed_values(found) == []
    assert [(c.field, c.base, c.ours) for r in found.rows for c in r.conflicts] == [
        ("stage", "interested", "connected")
    ]


def test_after_the_first_return_was_undone_its_people_come_again(sheet: Sheet) -> None:
    undo(sheet.campaign)
    sheet.set("Stage", row_of(sheet), "Filed")
    found = sheet.back()
    assert (found.counts.created, found.counts.conflicts, found.counts.rejected) == (2, 0, 0)
    importing.apply(sheet.campaign, found, author="Dana")
    sheet.set("Last name", row_of(sheet), "Rehm")
    again = sheet.back()
    assert (again.counts.created, again.counts.updated) == (0, 1)


def test_the_very_same_file_comes_again_after_it_was_undone(sheet: Sheet) -> None:
    undo(sheet.campaign)
    assert sheet.back().counts.created == 2


def test_a_person_whom_the_office_deleted_does_not_come_again(sheet: Sheet) -> None:
    delete(sheet.campaign, number_of(sheet.campaign, "Mira"))
    sheet.set("Stage", row_of(sheet), "Filed")
    found = sheet.back()
    assert (found.counts.created, found.counts.rejected) == (0, 1)
    assert any("was deleted here since" in r.sentence for r in found.rows)


def test_somebody_of_the_same_household_is_somebody_new(sheet: Sheet) -> None:
    sheet.add_row(**{**MIRA, "First_name": "Jonas", "E_mail": "jonas.rehn@example.org", "Notes": None})
    found = sheet.back()
    assert found.counts.created == 1
    assert [r.title for r in found.rows if r.what is What.NEW] == ["Jonas Rehn"]


def test_where_a_row_was_replaced_by_somebody_else_that_is_somebody_new(sheet: Sheet) -> None:
    row = row_of(sheet)
    for heading, cell in (
        ("First name", "Pia"),
        ("Last name", "Voss"),
        ("E-mail", "pia@example.org"),
        ("Phone", "608-555-0190"),
    ):
        sheet.set(heading, row, cell)
    found = sheet.back()
    assert (found.counts.created, found.counts.conflicts) == (1, 0)
    assert changed_values(found) == []


def test_after_sorting_each_row_is_still_its_own_persons(sheet: Sheet) -> None:
    mira, otto = (number_of(sheet.campaign, name) for name in ("Mira", "Otto"))
    sheet.set("Last name", row_of(sheet), "Lunt")
    sheet.set("Stage", row_of(sheet) + 1, "Paused")
    sheet.last += 2
    sheet.sort("City")
    found = sheet.back()
    assert found.counts.created == 0
    assert changed_values(found) == [(mira, "family_name", "Lunt"), (otto, "stage", "paused")] or changed_values(
        found
    ) == [(otto, "stage", "paused"), (mira, "family_name", "Lunt")]


def test_a_county_that_followed_from_the_zip_is_not_emptied(sheet: Sheet) -> None:
    mira = number_of(sheet.campaign, "Mira")
    assert get(sheet.campaign, mira)["county"]
    sheet.set("Stage", row_of(sheet), "Filed")
    bring(sheet)
    assert get(sheet.campaign, mira)["county"]


def test_a_row_that_meant_somebody_who_is_here_corrects_what_it_brought(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    mira = add(tour, given_name="Mira", family_name="Rehn", email="mira.rehn@example.org", city="Monona")
    row = sheet.add_row(
        **{**MIRA, "City": "Madison", "ZIP": None, "Phone": "608-555-0171", "Stage": None, "Notes": None}
    )
    first = bring(sheet)
    assert (first.created, first.conflicts, first.updated) == (0, 1, 1)
    sheet.set("Phone", row, "608-555-0172")
    found = sheet.back()
    assert found.counts.created == 0
    assert changed_values(found) == [(mira, "phone", "+16085550172")]
    assert [c.field for r in found.rows for c in r.conflicts] == ["city"]
    importing.apply(tour, found, author="Dana")
    sheet.set("Phone", row, None)
    assert changed_values(sheet.back()) == [(mira, "phone", None)]


def test_somebody_new_without_a_stage_stands_at_the_first_and_does_not_come_again(
    tour: Campaign, tmp_path: Path
) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.add_row(**{k: v for k, v in MIRA.items() if k != "Stage"})
    assert bring(sheet).created == 1
    mira = number_of(tour, "Mira")
    assert get(tour, mira)["stage"] == "interested"
    sheet.set("City", 5, "Mesa")
    assert [key for _, key, _ in changed_values(sheet.back())] == ["city"] and sheet.back().counts.created == 0
    edit(tour, mira, stage="contacted")
    found = sheet.back()
    assert (found.counts.created, found.counts.conflicts) == (0, 0)
    assert [key for _, key, _ in changed_values(found)] == ["city"]
