"""A workbook of ours saved in an old format, or as text, erases nothing where a formula has an error."""

import subprocess
from pathlib import Path

import openpyxl
import pytest

from coordinator.operations import importing
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything
from tests.needs import LIBREOFFICE


@pytest.mark.timeout(180)
@pytest.mark.parametrize("suffix", ["xls", "csv", "ods"])
def test_an_error_cell_is_told_and_clears_nothing(campaign: Campaign, tmp_path: Path, suffix: str) -> None:
    office = LIBREOFFICE.program("soffice")
    bring(campaign, "inputs/files/trip_start.csv")
    export(campaign, tmp_path / "out.xlsx", kinds=("candidate",), author="Dana")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = book.worksheets[0]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("City") + 1).value = "=NA()"
    book.save(tmp_path / "edited.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        tmp_path / "back",
        tmp_path / "edited.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=150)
    plan = importing.plan(campaign, tmp_path / "back" / f"edited.{suffix}")
    assert [(p.row, p.column) for p in plan.problems] == [(2, "City")]
    assert plan.plan.is_empty
    importing.apply(campaign, plan, author="Dana")
    assert [p["city"] for p in everything(campaign)] == ["Denver", "Omaha"]
