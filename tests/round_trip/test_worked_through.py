"""A call list worked through by hand: many edits with few words are edits, and true moves are found beside them."""

import random
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import tour

__all__ = ["tour"]

STAGES = ("Contacted", "Paused", "Interested", "Connected", "Withdrew")
MOVES = {ActKind.SLIPPED, ActKind.SORTED, ActKind.PASTED, ActKind.HEADINGS}


@pytest.fixture
def sheet(tour: Campaign, tmp_path: Path) -> Sheet:
    """The sheet of the sample tour's candidates."""
    return Sheet(tour, tmp_path)


@pytest.mark.parametrize(
    ("heading", "words", "first", "last", "seed"),
    [
        ("Stage", STAGES, 2, 62, 3),
        ("Stage", STAGES, 30, 60, 12),
        ("Stage", STAGES, 2, 168, 5),
        ("Level", ("School", "Municipal", "County", "State"), 2, 80, 16),
        ("First-time candidate", ("Yes", "No"), 2, 90, 21),
        ("T-shirt size", ("S", "M", "L", "XL"), 2, 120, 9),
        ("Owner", ("Kim", "Sam", "Dana"), 2, 100, 6),
    ],
)
def test_a_column_worked_through_by_hand_is_taken(
    sheet: Sheet, heading: str, words: tuple[str, ...], first: int, last: int, seed: int
) -> None:
    r = random.Random(seed)
    before = sheet.column(heading)
    for row in range(first, last):
        sheet.set(heading, row, r.choice(words))
    edits = sum(a != b for a, b in zip(before, sheet.column(heading), strict=True))
    found = sheet.back()
    assert [a.told for a in found.acts if a.kind in MOVES] == []
    assert len(changed_values(found)) >= edits


@pytest.mark.parametrize("heading", ["Phone", "ZIP"])
@pytest.mark.parametrize("rows", [(2, 4), (10, 11), (20, 60)])
def test_what_two_people_exchanged_is_an_edit(sheet: Sheet, heading: str, rows: tuple[int, int]) -> None:
    cells = sheet.column(heading)
    one, other = (cells[row - 2] for row in rows)
    if one == other:
        other = f"{other}1"
    sheet.set(heading, rows[0], other)
    sheet.set(heading, rows[1], one)
    found = sheet.back()
    assert found.acts == [] and len(changed_values(found)) >= 1


@pytest.mark.parametrize("heading", ["Stage", "Party line", "City"])
@pytest.mark.parametrize("edited", [0, 2])
def test_a_sorted_column_is_still_found(sheet: Sheet, heading: str, edited: int) -> None:
    cells = sheet.column(heading)
    filled = sorted((c for c in cells if c is not None), key=str)
    sheet.put(heading, [*filled, *[None] * (len(cells) - len(filled))])
    for row in range(50, 50 + edited):
        sheet.set(heading, row, filled[0])
    found = sheet.back()
    assert [(a.kind, a.columns) for a in found.acts] == [(ActKind.SORTED, (heading,))] and found.plan.is_empty


@pytest.mark.parametrize("heading", ["First-time candidate", "Party line"])
@pytest.mark.parametrize(("row", "by"), [(40, 1), (20, -1), (100, 2)])
def test_a_slip_in_a_column_of_few_words_is_still_found(sheet: Sheet, heading: str, row: int, by: int) -> None:
    sheet.slip(heading, row, by)
    found = sheet.back()
    assert {a.kind for a in found.acts} <= MOVES and found.acts and found.plan.is_empty
