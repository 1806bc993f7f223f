"""A column that people added to a workbook and that was kept goes out with the same purpose from then on."""

from pathlib import Path

import openpyxl
import pytest

from coordinator.changes import apply
from coordinator.importing.plan import ImportOptions
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, PURPOSE
from coordinator.round_trip import purposes
from coordinator.round_trip.exporting import export_sheets
from coordinator.round_trip.purpose_edits import plan_save
from coordinator.round_trip.purposes import ExportPurpose
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store.campaign import Campaign
from coordinator.workbooks import About
from tests.builders import add, everything, undo

COLUMNS = ("given_name", "family_name", "phone")


@pytest.fixture
def called(campaign: Campaign, tmp_path: Path) -> Path:
    """A call list that went out for a purpose and came back with a column of its own."""
    for name in ("Ada", "Bo", "Cy"):
        add(campaign, CANDIDATE, given_name=name, family_name="Zzash", phone=f"303-555-01{ord(name[0])}")
    sheets = (SheetWish("candidate", columns=COLUMNS, editable=("phone",)),)
    with campaign.reading() as connection:
        saved = plan_save(connection, ExportPurpose("Phone bank", sheets, "Jules"))
    apply.apply(campaign, saved, author="Dana")
    path = tmp_path / "bank.xlsx"
    export_sheets(campaign, path, list(sheets), About(holder="Jules", purpose="Phone bank"), author="Dana")
    book = openpyxl.load_workbook(path)
    sheet = book["Candidates"]
    for row, cell in enumerate(("Called by", "Kim", "Lee", "Kim"), 1):
        sheet.cell(row, sheet.max_column if row > 1 else sheet.max_column + 1).value = cell
    book.save(path)
    return path


def purpose(campaign: Campaign) -> ExportPurpose:
    with campaign.reading() as connection:
        return purposes.named(connection, "Phone bank")


def test_a_kept_column_goes_out_next_time(campaign: Campaign, called: Path, tmp_path: Path) -> None:
    options = ImportOptions(acts={"new column: Called by": "take"})
    importing.apply(campaign, importing.plan(campaign, called, options), author="Dana")
    (sheet,) = purpose(campaign).sheets
    assert sheet.columns == (*COLUMNS, "answers.called_by")
    assert sheet.editable == ("phone", "answers.called_by")
    path = tmp_path / "next.xlsx"
    export_sheets(campaign, path, list(purpose(campaign).sheets), About(purpose="Phone bank"), author="Dana")
    header, *rows = openpyxl.load_workbook(path)["Candidates"].iter_rows(values_only=True)
    assert [r[header.index("Called by")] for r in rows][:3] == ["Kim", "Lee", "Kim"]
    undo(campaign)
    assert purpose(campaign).sheets[0].columns == COLUMNS


def test_a_column_that_is_left_out_changes_no_purpose(campaign: Campaign, called: Path) -> None:
    before = everything(campaign, PURPOSE)
    importing.apply(campaign, importing.plan(campaign, called), author="Dana")
    assert everything(campaign, PURPOSE) == before
