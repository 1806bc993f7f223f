"""Blocks of several columns filled down from one row: told as one act, and left where they are somebody else's."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import only

TOWNS = (
    ("Akron", "OH", "44308"),
    ("Boise", "ID", "83702"),
    ("Macon", "GA", "31201"),
    ("Provo", "UT", "84601"),
    ("Columbus", "OH", "43215"),
    ("Fargo", "ND", "58102"),
    ("Tulsa", "OK", "74103"),
    ("Dover", "DE", "19901"),
    ("Enid", "OK", "73701"),
    ("Bend", "OR", "97701"),
    ("Butte", "MT", "59701"),
)
STAGES = ("contacted", "interested", "in_training", "filed")


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of sixty people in eleven towns."""
    for n in range(60):
        city, state, postcode = TOWNS[n * 7 % 11]
        add(
            campaign,
            given_name=f"Ada{n}",
            family_name=f"Brook{n}",
            email=f"ada{n}@example.org",
            city=city,
            state=state,
            postcode=postcode,
            stage=STAGES[n * 7 % 4],
            owner=f"Kim {n % 5}" if n % 3 else None,
            tags=["host"] if n % 4 == 1 else None,
        )
    columns = ("given_name", "family_name", "email", "city", "state", "postcode", "stage", "owner", "tags", "notes")
    return Sheet(campaign, tmp_path, columns=columns)


def fill(sheet: Sheet, headings: Sequence[str], source: int, rows: Sequence[int]) -> int:
    """Fill cells of a row over others; return how many are other ones since."""
    cells = {h: sheet.column(h) for h in headings}
    for h in headings:
        sheet.fill(h, rows, cells[h][source - 2])
    return sum(cells[h][row - 2] != cells[h][source - 2] for h in headings for row in rows)


@pytest.mark.parametrize("rows", [(13,), (13, 14), (13, 14, 15, 16), (13, 14, 15, 16, 17)])
def test_towns_filled_down_are_left(sheet: Sheet, rows: tuple[int, ...]) -> None:
    changed = fill(sheet, ("City", "State", "ZIP"), 12, rows)
    sheet.set("Notes", 30, "Called")
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.count) == (ActKind.NEAR_MOVED, Reply.LEAVE, changed)
    assert act.rows == rows
    assert changed_values(found) == [(sheet.ids[30], "notes", "Called")]


@pytest.mark.parametrize(("source", "rows"), [(20, (21, 22, 23)), (24, (21, 22, 23))])
def test_what_may_be_shared_is_one_edit(sheet: Sheet, source: int, rows: tuple[int, ...]) -> None:
    changed = fill(sheet, ("Stage", "Owner", "Tags"), source, rows)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.count) == (ActKind.FILLED, Reply.TAKE, changed)
    assert f"stands in row {source}" in act.told
    assert changed_values(sheet.back(acts={act.key: "leave"})) == []


def test_edits_that_look_like_a_block_are_none(sheet: Sheet) -> None:
    sheet.set("City", 10, "Columbus")
    sheet.set("State", 10, "OH")
    sheet.set("ZIP", 10, "43215")
    sheet.set("E-mail", 14, "new14@example.org")
    for heading in ("City", "State", "ZIP"):
        sheet.set(heading, 14, sheet.column(heading)[11])
    for row in (30, 31, 32, 33):
        sheet.set("Stage", row, "Paused")
        sheet.set("Notes", row, "Called")
    for row in (40, 41, 42):
        sheet.set("City", row, "Salem")
        sheet.set("State", row, "OR")
        sheet.set("ZIP", row, "97301")
    assert not sheet.back().acts
