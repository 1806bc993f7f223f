"""Cells written in a column that slipped: one's or another's, as what they say and what is beside them shows."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from coordinator.importing.acts import Act, ActKind, Reply
from coordinator.importing.plan import ImportPlan
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import tour

__all__ = ["tour"]
TOWNS = ["Ames", "Dubuque", "Keokuk", "Muscatine", "Ottumwa", "Waterloo", "Davenport", "Burlington", "Clinton"]


@pytest.fixture
def towns(campaign: Campaign, tmp_path: Path) -> Sheet:
    """Return a sheet of eighty people from nine towns."""
    for n in range(80):
        phone = f"(515) 555-01{n:02}" if n % 9 else None
        town = TOWNS[(n * n + n // 9) % 9]
        names = {"given_name": f"Ada{n}", "family_name": "Brook", "email": f"ada{n}@example.org"}
        add(campaign, **names, phone=phone, city=town, occupation=f"Trade of {n}")
    return Sheet(campaign, tmp_path)


def written(found: ImportPlan) -> list[Act]:
    """Return the acts of cells that were written in a column that slipped, which is the first act."""
    assert found.acts[0].kind is ActKind.SLIPPED
    assert {a.kind for a in found.acts[1:]} <= {ActKind.NEAR_MOVED}
    return found.acts[1:]


def after(sheet: Sheet, heading: str, cells: Mapping[int, object], by: int = 1) -> ImportPlan:
    """Let a column slip from row 10 on, write cells in it, and bring it back."""
    sheet.slip(heading, 10, by)
    for row, cell in cells.items():
        sheet.set(heading, row, cell)
    return sheet.back()


@pytest.mark.parametrize("cell", ["Newtown", None])
def test_an_edit_goes_to_whom_somebody_says(tour: Campaign, tmp_path: Path, cell: object) -> None:
    sheet = Sheet(tour, tmp_path)
    found = after(sheet, "City", {30: cell})
    (told,) = written(found)
    assert (told.answer, told.rows) == (Reply.LEAVE, (30,)) and found.plan.is_empty, "it is one of two people's"
    names = [" ".join(str(sheet.column(h)[row - 2]) for h in ("First name", "Last name")) for row in (30, 31)]
    assert all(name in told.sentence for name in names), told.sentence
    beside, before = (sheet.back(acts={told.key: answer}) for answer in ("take", "undo"))
    assert changed_values(beside) == [(sheet.ids[30], "city", cell)]
    assert changed_values(before) == [(sheet.ids[31], "city", cell)]


@pytest.mark.parametrize(("owner", "answer"), [(31, Reply.UNDO), (30, Reply.TAKE)])
def test_a_slip_of_spelling_is_of_whom_it_corrects(towns: Sheet, owner: int, answer: Reply) -> None:
    town = str(towns.column("City")[owner - 2])
    found = after(towns, "City", {30: f"{town}x"})
    (told,) = written(found)
    assert (told.answer, set(told.may)) == (answer, {Reply.LEAVE, Reply.TAKE, Reply.UNDO})
    assert "corrects what went out for" in told.sentence
    assert changed_values(found) == [(towns.ids[owner], "city", f"{town}x")]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("City", ["Ame", "Clifton Park", "Water"]),
        ("Phone", ["(319) 555-0142", "(641) 555-0199", "(712) 555-0110"]),
        ("Occupation", ["Trader", "Trade", "Baker"]),
    ],
)
def test_what_is_like_the_neighbors_by_chance_is_nobodys_unasked(
    towns: Sheet, heading: str, cells: Sequence[str]
) -> None:
    found = after(towns, heading, dict(zip((20, 38, 55), cells, strict=True)))
    assert [(a.answer, a.rows) for a in written(found)] == [(Reply.LEAVE, (20, 38, 55))]
    assert found.plan.is_empty


@pytest.mark.parametrize(("owner", "answer"), [(31, Reply.UNDO), (30, Reply.TAKE)])
def test_an_edit_is_of_whom_other_cells_were_written(towns: Sheet, owner: int, answer: Reply) -> None:
    towns.set("Occupation", owner, "Baker")
    found = after(towns, "City", {30: "Newtown", 50: "Oldtown"})
    assert [(a.answer, a.rows) for a in written(found)] == [(Reply.LEAVE, (50,)), (answer, (30,))]
    told = [(towns.ids[owner], "city", "Newtown"), (towns.ids[owner], "occupation", "Baker")]
    assert sorted(changed_values(found)) == sorted(told)


def test_where_most_rows_were_written_in_nothing_shows_whose_an_edit_is(towns: Sheet) -> None:
    for row in range(10, 80, 2):
        towns.set("Occupation", row, f"Baker {row}")
    found = after(towns, "City", {30: "Newtown"})
    assert [a.answer for a in found.acts if a.kind is ActKind.NEAR_MOVED] == [Reply.LEAVE]
    assert not [c for c in changed_values(found) if c[1] == "city"]


@pytest.mark.parametrize(("row", "by"), [(81, 1), (10, -1)])
def test_what_was_written_into_the_empty_cell_is_its_rows(towns: Sheet, row: int, by: int) -> None:
    found = after(towns, "City", {row: "Newtown"}, by)
    assert [(a.answer, a.may) for a in written(found)] == ([(Reply.TAKE, (Reply.LEAVE, Reply.TAKE))] if by > 0 else [])
    assert changed_values(found) == [(towns.ids[row], "city", "Newtown")]


def test_a_word_replaced_everywhere_is_of_those_whose_it_was(towns: Sheet) -> None:
    rows = [n for n, town in enumerate(towns.column("City"), 2) if town == "Ottumwa"]
    for row in rows:
        towns.set("City", row, "Ottumwa IA")
    found = after(towns, "City", {})
    assert [c[:2] for c in sorted(changed_values(found))] == [(towns.ids[row], "city") for row in rows]
