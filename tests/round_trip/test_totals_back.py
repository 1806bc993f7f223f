"""Rows of totals in a workbook that came back make nobody."""

from pathlib import Path

import pytest

from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet


@pytest.mark.parametrize("label", ["OH Count", "Grand Total", "Summe", "Anzahl von OH"])
@pytest.mark.parametrize("heading", ["First name", "Notes"])
def test_a_row_of_totals_is_left_out_and_told(campaign: Campaign, tmp_path: Path, label: str, heading: str) -> None:
    add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org")
    sheet = Sheet(campaign, tmp_path)
    sheet.set("City", 3, label)
    sheet.set(heading, 3, 12)
    found = sheet.back()
    assert found.counts.created == 0 and "total" in f"{found.problems} {found.not_taken}"


def test_somebody_named_like_a_total_is_somebody(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org")
    sheet = Sheet(campaign, tmp_path)
    sheet.set("First name", 3, "Bo")
    sheet.set("Last name", 3, "Count")
    assert sheet.back().counts.created == 1
