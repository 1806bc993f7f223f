"""Blocks of one column of few values pasted over others: told by what stands in a row, also by what was there before."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

OWNERS = ["Rosa", "Theo", None]


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """Sixty people with one of two owners, or none."""
    for n in range(60):
        owner = OWNERS[(n * n + n // 4 + n // 7) % 3]
        add(campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org", owner=owner)
    return Sheet(campaign, tmp_path, columns=["given_name", "family_name", "email", "owner", "notes"])


@pytest.mark.parametrize(("first", "number", "to"), [(5, 8, 30), (12, 10, 40)])
def test_owners_pasted_over_others_are_left_and_an_edit_beside_them_is_not(
    sheet: Sheet, first: int, number: int, to: int
) -> None:
    owners = sheet.column("Owner")
    for place in range(number):
        sheet.set("Owner", to + place, owners[first + place - 2])
    sheet.set("Notes", 3, "called")
    found = sheet.back()
    [act] = found.acts
    assert (act.kind, act.columns, act.answer) == (ActKind.NEAR_MOVED, ("Owner",), Reply.LEAVE)
    assert "as if pasted over" in act.told
    assert [key for _, key, _ in changed_values(found)] == ["notes"]


@pytest.mark.parametrize("owner", ["Rosa", "Nadia"])
def test_owners_typed_in_a_row_are_edits(sheet: Sheet, owner: str) -> None:
    for row in (30, 31, 33, 34):
        sheet.set("Owner", row, owner if row != 33 else "Theo")
    found = sheet.back()
    assert found.acts == [] and changed_values(found)
