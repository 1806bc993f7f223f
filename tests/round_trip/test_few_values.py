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


STAGES = ["interested", "contacted", "interested", "filed", "interested", "paused", "contacted", "interested"]


@pytest.fixture
def stages(campaign: Campaign, tmp_path: Path) -> Sheet:
    """Sixty people at one of four stages."""
    for n in range(60):
        stage = STAGES[(n * n + n // 5 + n // 7) % len(STAGES)]
        add(campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org", stage=stage)
    return Sheet(campaign, tmp_path, columns=["given_name", "family_name", "email", "stage", "notes"])


@pytest.mark.parametrize(("first", "number", "to"), [(6, 6, 31)])
def test_stages_put_back_to_the_first_one_among_others_are_told_with_what_stands_around(
    stages: Sheet, first: int, number: int, to: int
) -> None:
    said = stages.column("Stage")
    for place in range(number):
        stages.set("Stage", to + place, said[first + place - 2])
    stages.set("Notes", 3, "called")
    found = stages.back()
    [act] = found.acts
    assert (act.kind, act.columns, act.answer) == (ActKind.NEAR_MOVED, ("Stage",), Reply.LEAVE)
    assert [key for _, key, _ in changed_values(found)] == ["notes"]


def test_stages_moved_on_one_by_one_are_edits(stages: Sheet) -> None:
    said = stages.column("Stage")
    for row, stage in zip(
        (30, 31, 32, 34, 35), ("Contacted", "Contacted", "Filed", "Contacted", "Paused"), strict=True
    ):
        if said[row - 2] != stage:
            stages.set("Stage", row, stage)
    found = stages.back()
    assert found.acts == [] and changed_values(found)


def test_the_cell_inserted_where_a_short_slip_ends_is_not_taken_either(stages: Sheet) -> None:
    said = stages.column("Stage")
    for row in range(20, 42):
        stages.set("Stage", row, said[row - 1])
    stages.set("Stage", 42, None)
    found = stages.back()
    assert found.acts and not changed_values(found)
