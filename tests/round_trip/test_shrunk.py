"""Columns that shrank alone, to their different values or to their filled cells, at their top."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.records.kinds import Value
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import only

CITIES = ("Akron", "Boise", "Macon", "Provo", "Salem", "Tulsa")


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of thirty people in six cities, with four owners, some with notes that repeat."""
    for n in range(30):
        some: dict[str, Value] = {"notes": f"Met in hall {n % 8}"} if n % 2 else {}
        city = CITIES[n * n % 5 if n < 25 else 5]
        add(campaign, given_name=f"Ada{n}", family_name=f"Brook{n}", city=city, owner=f"Kim {n // 3 % 4}", **some)
    return Sheet(campaign, tmp_path)


def remove_duplicates(sheet: Sheet, heading: str) -> None:
    cells = sheet.column(heading)
    kept = list(dict.fromkeys(cells))
    sheet.put(heading, [*kept, *[None] * (len(cells) - len(kept))])


def test_nothing_is_taken_of_a_column_of_few_words_without_its_empty_cells(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(40):
        owner = ("Kim", "Lou")[n * n % 7 > 2] if n % 3 else None
        add(campaign, given_name=f"Ada{n}", family_name=f"Brook{n}", owner=owner, city="Akron")
    sheet = Sheet(campaign, tmp_path)
    sheet.set("Owner", 9, "Pat")
    sheet.set("County", 9, "Summit")
    cells = sheet.column("Owner")
    kept = [cell for cell in cells if cell]
    sheet.put("Owner", [*kept, *[None] * (len(cells) - len(kept))])
    found = sheet.back()
    assert [v[1] for v in changed_values(found)] == ["county"]
    (act,) = [act for act in found.acts if act.columns == ("Owner",)]
    assert act.answer is Reply.LEAVE


@pytest.mark.parametrize("heading", ["City", "Owner", "Notes"])
@pytest.mark.parametrize("sorted_", [False, True])
def test_nothing_is_taken_of_a_column_without_its_duplicates(sheet: Sheet, heading: str, sorted_: bool) -> None:
    sheet.set(heading, 9, "Wrong number!" if heading == "Notes" else "Reno")
    sheet.set("County", 9, "Washoe")
    remove_duplicates(sheet, heading)
    if sorted_:
        sheet.sort("Last name")
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.columns, act.answer) == (ActKind.NEAR_MOVED, (heading,), Reply.LEAVE)
    assert "duplicates were removed in this column alone" in act.sentence
    assert [key for _, key, _ in changed_values(found)] == ["county"]
    taken = sheet.back(acts={act.key: "take"})
    assert len([v for v in changed_values(taken) if v[1] != "county"]) == act.count
    assert all(a.kind is not ActKind.SLIPPED for a in taken.acts)


def test_a_column_that_was_emptied_but_for_its_first_cells_did_not_shrink(sheet: Sheet) -> None:
    sheet.put("City", [*sheet.column("City")[:2], *[None] * 28])
    assert "was emptied" in only(sheet.back()).sentence or "were emptied" in only(sheet.back()).sentence
