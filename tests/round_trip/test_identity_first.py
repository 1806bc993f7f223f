"""Where names and addresses disagree with the row ID, nothing of the row is taken, whatever the other cells say."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import tour

__all__ = ["tour"]

NAMES = ["First name", "Last name"]
COLUMNS = ["given_name", "family_name", "phone", "party_line", "stage", "owner", "consent_share", "tags"]
ADDRESSES = ["given_name", "family_name", "email", "city", "state", "office", "stage", "consent_contact"]


def _short(sheet: Sheet, rows: int) -> Sheet:
    """Return a sheet with its first rows only, as after filtering and deleting."""
    for row in range(rows + 2, sheet.last + 1):
        for heading in sheet.at:
            sheet.set(heading, row, None)
    sheet.last = rows + 1
    return sheet


@pytest.mark.parametrize("rows", [8, 15, 33, 167])
def test_names_sorted_without_the_id_and_the_rest(tour: Campaign, tmp_path: Path, rows: int) -> None:
    sheet = _short(Sheet(tour, tmp_path, columns=COLUMNS), rows)
    sheet.set("Stage", 5, "Filed")
    sheet.sort_part([*NAMES, "Phone"], "Phone")
    found = sheet.back()
    taken = {(key, value) for _, key, value in changed_values(found)}
    assert taken <= {("stage", "filed")}
    assert {h for a in found.acts if a.kind is ActKind.SORTED for h in a.columns} >= {*NAMES, "Phone"}


@pytest.mark.parametrize("heading", ["Stage", "Owner", "Party line", "Tags"])
@pytest.mark.parametrize("rows", [15, 33, 80])
def test_the_other_columns_of_rows_that_moved_are_asked_about(
    tour: Campaign, tmp_path: Path, heading: str, rows: int
) -> None:
    sheet = _short(Sheet(tour, tmp_path, columns=COLUMNS), rows)
    word = {"Stage": "Filed", "Owner": "Kit", "Party line": "Green", "Tags": "donor"}[heading]
    for row in (4, 9, 13):
        sheet.set(heading, row, word)
    sheet.sort_part(["ID", *NAMES, "Phone"], "Phone")
    found = sheet.back()
    assert changed_values(found) == []
    assert any(heading in a.columns for a in found.acts)


@pytest.mark.parametrize("by", [1, 2, -1, -2])
@pytest.mark.parametrize("rows", [12, 40])
def test_what_is_left_over_where_ids_and_names_moved_is_nobodys(
    tour: Campaign, tmp_path: Path, by: int, rows: int
) -> None:
    sheet = _short(Sheet(tour, tmp_path, columns=ADDRESSES), rows)
    for heading in ("ID", *NAMES):
        sheet.slip(heading, 6, by)
    found = sheet.back()
    assert changed_values(found) == [] and found.counts.created == 0
    assert found.acts != []


def test_names_emptied_with_the_id_stay(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path, columns=ADDRESSES)
    for heading in ("ID", *NAMES):
        sheet.set(heading, 6, None)
    sheet.set("Stage", 6, "Filed")
    found = sheet.back()
    assert changed_values(found) == [(sheet.ids[6], "stage", "filed")]
    assert {p.column for p in found.problems} == set(NAMES)


@pytest.mark.parametrize("columns", [["phone", "stage", "owner", "notes"], ["given_name", "city", "postcode", "notes"]])
def test_a_row_pasted_over_another_is_told(tour: Campaign, tmp_path: Path, columns: list[str]) -> None:
    sheet = Sheet(tour, tmp_path, columns=columns)
    before = {h: sheet.column(h) for h in sheet.at}
    for heading in sheet.at.keys() - {"ID", "Export"}:
        sheet.set(heading, 40, before[heading][10])
    found = sheet.back()
    assert changed_values(found) == []
    (told,) = found.acts
    assert told.kind is ActKind.IDS_MOVED and "row 12" in told.told
    assert len(changed_values(sheet.back(acts={told.key: "take"}))) >= 3


def test_somebody_new_below_columns_that_slipped_is_added(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path, columns=ADDRESSES)
    for heading in ("ID", *NAMES):
        sheet.slip(heading, 30, 1)
    sheet.add_row(First_name="Zita", Last_name="Young", E_mail="zita.young@example.org", State="OH")
    found = sheet.back()
    assert found.counts.created == 1
